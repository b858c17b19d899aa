-- Roles: r_picker, r_packer, r_supervisor
-- Goods that an order does not want any more go from their tote or carton into a bin: the one the task names, or p_to. A part
-- leaves the rest to be done. A carton that is empty then is no order's any more. Answer: ledger_id, put_back, left,
-- order_status. WM404, WM422, WM423, WM452, WM453, WM455.
create function api.put_back_v1(p_op uuid, p_warehouse int, p_task bigint, p_quantity numeric, p_to bigint default null,
                                p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('put_back', p_warehouse, p_task, p_quantity, p_to)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  return wms.keep_answer(p_op, wms.put_back(p_op, p_warehouse, v_at, p_task, p_quantity, p_to, p_device, p_occurred_at));
end $$;

-- Is this task one of goods that an order does not want any more?
create function wms.is_put_back(p_warehouse int, p_task bigint) returns boolean
language sql stable as $$
  select exists (select from wms.task t where t.task_id = p_task and t.warehouse_id = p_warehouse and t.kind = 'move' and t.order_line_id is not null
                    and t.explanation ? 'put_back')
$$;

-- The act itself; the operation key is claimed. Locks order, task, unit.
create function wms.put_back(p_op uuid, p_warehouse int, p_at timestamptz, p_task bigint, p_quantity numeric, p_to bigint, p_device text,
                             p_occurred_at timestamptz)
returns jsonb language plpgsql as $$
declare
  v_order wms.orders;
  v_task wms.task;
  v_unit wms.handling_unit;
  v_packed boolean;
  v_status text;
  v_posted jsonb;
begin
  select o.* into v_order from wms.orders o join wms.task t on t.order_id = o.order_id
   where t.task_id = p_task and t.warehouse_id = p_warehouse for no key update of o;
  select * into v_task from wms.task t where t.task_id = p_task and t.warehouse_id = p_warehouse and t.kind = 'move'
     and t.order_line_id is not null for no key update;
  perform wms.check_put_back(p_warehouse, v_task, p_quantity, p_to);
  v_packed := v_task.explanation ->> 'put_back' = 'packed';
  select * into v_unit from wms.handling_unit h where h.hu_id = v_task.hu_id for no key update;
  v_status := coalesce((select q.status from wms.quant q        -- as they are now: they may have been found damaged in the tote
    where q.hu_id = v_task.hu_id and q.product_id = v_task.product_id and q.lot_id is not distinct from v_task.lot_id
      and q.owner_id is not distinct from v_order.owner_id and q.quantity - q.reserved >= p_quantity order by q.status <> 'available', q.status limit 1), 'available');
  v_posted := wms.post_one(p_op, p_warehouse, case when v_packed then 'unpack' else 'unpick' end, p_at, nextval('wms.entry_seq'), v_task.product_id,
    p_quantity, v_unit.location_id, coalesce(p_to, v_task.to_location_id), v_task.lot_id, v_task.hu_id, null, v_status, v_status, 0,
    v_task.order_line_id, v_task.explanation ->> 'reason', v_order.number, p_device, p_occurred_at, v_order.owner_id);
  update wms.order_line l set picked = l.picked - p_quantity, packed = l.packed - case when v_packed then p_quantity else 0 end,
         cancelled = l.cancelled + p_quantity, to_unpick = l.to_unpick - case when v_packed then 0 else p_quantity end,
         to_unpack = l.to_unpack - case when v_packed then p_quantity else 0 end
   where l.order_line_id = v_task.order_line_id;
  update wms.task t set done = t.done + p_quantity, quantity = case when p_quantity < t.quantity then t.quantity - p_quantity else t.quantity end,
         state = case when p_quantity < t.quantity then t.state else 400 end, claimed_by = session_user,
         to_location_id = coalesce(p_to, t.to_location_id), finished_at = case when p_quantity < t.quantity then null else p_at end
   where t.task_id = p_task;
  perform wms.free_cartons(array[v_order.order_id]);
  update wms.orders o set version = o.version + 1, held_status = case when o.held_status is not null then x.stands end,
         status = case when o.status in (900, 910) then o.status else x.stands end
    from (select wms.order_stands(v_order.order_id, v_order.status) as stands) x where o.order_id = v_order.order_id;
  return v_posted || jsonb_build_object('put_back', p_quantity, 'left', v_task.quantity - p_quantity,
    'order_status', (select o.status from wms.orders o where o.order_id = v_order.order_id));
end $$;

-- Cartons of orders of which nothing lies in any carton are no order's any more. All of them or none: their content may have been split
-- and merged, so what the ledger has of one carton may lie in another.
create function wms.free_cartons(p_orders bigint[]) returns void
language sql as $$
  update wms.handling_unit h set order_id = null, gross_weight = null
   where h.order_id = any (p_orders) and h.state <> 'shipped'
     and not exists (select from wms.handling_unit c join wms.quant q on q.hu_id = c.hu_id and q.quantity > 0
                      where c.order_id = h.order_id and c.state <> 'shipped')
$$;

-- Is it a put-back that is open, of so much, into a bin? WM404, WM422, WM455.
create function wms.check_put_back(p_warehouse int, p_task wms.task, p_quantity numeric, p_to bigint) returns void
language plpgsql stable as $$
declare
  v_name text;
begin
  if (p_task).task_id is null then
    perform wms.refuse('WM404', 'These goods are not to be put back.', 'Refresh the list of tasks.');
  elsif (p_task).state not in (100, 200, 300) then
    select s.name into v_name from wms.state s where s.entity = 'task' and s.rank = (p_task).state;
    perform wms.refuse('WM455', format('This task is %s.', v_name), 'Go on with the next one.', jsonb_build_object('state', v_name));
  elsif (p_task).claimed_by <> session_user and (p_task).lease_until > now() then
    perform wms.refuse('WM455', format('This task is %s''s until %s.', (p_task).claimed_by, to_char((p_task).lease_until, 'HH24:MI')), 'Take another task.',
                       jsonb_build_object('claimed_by', (p_task).claimed_by));
  elsif p_quantity is null or p_quantity = 'NaN' or p_quantity <= 0 or p_quantity > (p_task).quantity or p_quantity <> round(p_quantity, 6) then
    perform wms.refuse('WM422', format('%s cannot be put back: the task asks for %s.', coalesce(p_quantity::text, 'Nothing'), (p_task).quantity::float8),
                       'Enter what is in your hand, at most what is asked.');
  elsif not exists (select from wms.location l where l.warehouse_id = p_warehouse and l.location_id = coalesce(p_to, (p_task).to_location_id)
                       and l.kind in ('storage', 'pick', 'receiving', 'staging', 'quality')) then
    perform wms.refuse('WM422', 'Goods are put back into a bin.', 'Scan the bin they go into.');
  end if;
end $$;
