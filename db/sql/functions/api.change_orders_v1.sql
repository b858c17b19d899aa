-- Roles: r_supervisor, r_integration
-- Change or cancel outbound orders at any stage until they are loaded: {priority, due_at, cut_off, carrier_service, completeness,
-- instructions, value_added, party, lines: [{line_no, quantity (0: none of it), product or sku (of a new line), instructions}]}
-- or {cancel: true}. Less than before gives back, in this order: what nobody touched, reservations (who has the pick is told),
-- picked and packed goods, which become put-back tasks; opened cartons are closed again by the packer. Lines are changed one
-- order at a time; p_seen: only if it still undoes what the preview with this mark said. Answer: orders [{order_id, number, status, cancelled,
-- released, put_back}], tasks. WM404, WM412, WM422 with all problems, WM455.
create function api.change_orders_v1(p_op uuid, p_warehouse int, p_orders bigint[], p_changes jsonb, p_reason text default null,
                                     p_seen text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_order bigint;
  v_one jsonb;
  v_done jsonb := '[]';
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('change_orders', p_warehouse, p_orders, p_changes, p_reason, p_seen)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_change(p_orders, p_changes);
  perform wms.lock_to_change(p_warehouse, p_orders);
  if p_seen <> wms.change_seen(p_warehouse, p_orders, p_changes) then
    perform wms.refuse('WM412', 'What this undoes has changed meanwhile.', 'Look at it again, then do it.');
  end if;
  for v_order in select distinct a.id from unnest(p_orders) a(id) order by 1 loop
    v_one := wms.change_order(p_warehouse, v_order, p_changes, p_reason);
    v_done := v_done || v_one;
  end loop;
  return wms.keep_answer(p_op, jsonb_build_object('orders', v_done,
    'tasks', (select coalesce(jsonb_agg(t.id), '[]') from jsonb_array_elements(v_done) o(value), jsonb_array_elements(o.value -> 'tasks') t(id))));
end $$;

-- All of them locked, then the tasks that work on them: orders and tasks in the order of their keys. WM404, WM455.
create function wms.lock_to_change(p_warehouse int, p_orders bigint[]) returns void
language plpgsql as $$
declare
  v_bad record;
begin
  perform from wms.orders o where o.order_id = any (p_orders) order by o.order_id for no key update;
  select o.number, a.id, wms.change_objection(o) as no, o.order_id into v_bad
    from unnest(p_orders) a(id) left join wms.orders o on o.order_id = a.id and o.warehouse_id = p_warehouse
   order by (o.order_id is null) desc, (wms.change_objection(o) is not null) desc limit 1;
  if v_bad.order_id is null then
    perform wms.refuse('WM404', 'An order is not known in this warehouse.', 'Refresh the list.');
  elsif v_bad.no is not null then
    perform wms.refuse(v_bad.no ->> 'code', v_bad.no ->> 'what', v_bad.no ->> 'next_step', jsonb_build_object('order_id', v_bad.id));
  end if;
  perform from wms.task t where t.order_id = any (p_orders) and t.state < 400 order by t.task_id for no key update;
end $$;

-- One order that is locked with its tasks.
create function wms.change_order(p_warehouse int, p_order bigint, p_changes jsonb, p_reason text) returns jsonb
language plpgsql as $$
declare
  v_order wms.orders;
  v_takes wms.order_take[];
  v_status smallint;
  v_tasks bigint[];
begin
  select * into v_order from wms.orders o where o.order_id = p_order;
  v_takes := array(select t from wms.change_takes(p_warehouse, p_order, p_changes) t);
  if cardinality(v_takes) > 0 then
    perform wms.check_reason(p_reason, 'cancel');
  end if;
  v_tasks := wms.give_up(p_warehouse, v_order, v_takes, p_reason);
  perform wms.add_lines_to(p_warehouse, p_order, p_changes);
  v_status := wms.order_stands(p_order, coalesce(v_order.held_status, v_order.status));
  perform wms.change_head(v_order, p_changes, v_status, p_reason, cardinality(v_takes) > 0);
  if cardinality(v_takes) > 0 then
    perform wms.settle_given_up(p_warehouse, p_order, v_status = 910);
  end if;
  insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
  select p_warehouse, case when v_status = 910 then 'order.cancelled' else 'order.changed' end, p_order, v_order.number,
         jsonb_strip_nulls(jsonb_build_object('changes', p_changes, 'reason', p_reason, 'cancelled', sum(t.quantity),
           'released', sum(t.quantity) filter (where t.kind = 'reserved'), 'put_back', sum(t.quantity) filter (where t.kind in ('picked', 'packed'))))
    from unnest(v_takes) t;
  return (select jsonb_build_object('order_id', p_order, 'number', v_order.number, 'status', (select o.status from wms.orders o where o.order_id = p_order),
      'cancelled', coalesce(sum(t.quantity), 0), 'released', coalesce(sum(t.quantity) filter (where t.kind = 'reserved'), 0),
      'put_back', coalesce(sum(t.quantity) filter (where t.kind in ('picked', 'packed')), 0), 'tasks', to_jsonb(v_tasks)) from unnest(v_takes) t);
end $$;

-- Give up what was listed: reservations go back, their tasks end or ask for less, goods in units become put-back tasks.
-- Orders and tasks are locked. Returns the put-back tasks.
create function wms.give_up(p_warehouse int, p_order wms.orders, p_takes wms.order_take[], p_reason text) returns bigint[]
language plpgsql as $$
declare
  v_held bigint[];
  v_cuts numeric[];
  v_gone bigint[];
  v_why text := format('Order %s was changed.', (p_order).number);
  v_tasks bigint[];
begin
  perform from wms.handling_unit h where h.hu_id = any (array(select t.hu_id from unnest(p_takes) t where t.kind in ('picked', 'packed')))
    order by h.hu_id for no key update;
  select coalesce(array_agg(t.reservation_id order by t.n), '{}'), coalesce(array_agg(t.quantity order by t.n), '{}') into v_held, v_cuts
    from unnest(p_takes) t where t.kind = 'reserved';
  if cardinality(v_held) > 0 then
    perform from wms.quant q where q.quant_id in (select r.quant_id from wms.reservation r where r.reservation_id = any (v_held))
     order by q.location_id, coalesce(q.hu_id, 0), q.status, q.product_id, coalesce(q.lot_id, 0), coalesce(q.owner_id, 0) for no key update;
    v_gone := wms.tasks_gone(v_held, v_cuts);
    perform wms.recall_tasks(p_warehouse, v_held, v_cuts, v_why);
    perform wms.unreserve(p_warehouse, array(select r.reservation_id from wms.reservation r where r.task_id = any (v_gone) and r.state = 'open'));
  end if;
  update wms.order_line l set cancelled = l.cancelled + x.gone, to_unpick = l.to_unpick + x.picked, to_unpack = l.to_unpack + x.packed
    from (select t.order_line_id, coalesce(sum(t.quantity) filter (where t.kind in ('open', 'reserved')), 0) as gone,
                 coalesce(sum(t.quantity) filter (where t.kind = 'picked'), 0) as picked,
                 coalesce(sum(t.quantity) filter (where t.kind = 'packed'), 0) as packed from unnest(p_takes) t group by 1) x
   where l.order_line_id = x.order_line_id;
  update wms.order_line l set promised = least(l.promised, l.quantity - l.cancelled), promised_stock = least(l.promised_stock, l.quantity - l.cancelled)
   where l.order_line_id in (select t.order_line_id from unnest(p_takes) t);
  update wms.handling_unit h set state = 'active', gross_weight = null
   where h.state = 'packed' and h.hu_id in (select t.hu_id from unnest(p_takes) t where t.kind = 'packed');
  with made as (
    insert into wms.task (warehouse_id, kind, state, priority, from_location_id, to_location_id, product_id, lot_id, hu_id, quantity, order_id,
                          order_line_id, next_step, explanation)
    select p_warehouse, 'move', 100, 5, h.location_id, wms.bin_before(p_warehouse, t.order_line_id, t.product_id, t.lot_id), t.product_id, t.lot_id, t.hu_id,
           t.quantity, (p_order).order_id, t.order_line_id, 'Put it back into its bin.',
           jsonb_build_object('put_back', t.kind, 'order', (p_order).number, 'reason', p_reason)
      from unnest(p_takes) t join wms.handling_unit h on h.hu_id = t.hu_id
     where t.kind in ('picked', 'packed') order by t.n
    returning task_id)
  select coalesce(array_agg(m.task_id order by m.task_id), '{}') into v_tasks from made m;
  return v_tasks;
end $$;

-- Lines that grow, and lines that are new.
create function wms.add_lines_to(p_warehouse int, p_order bigint, p_changes jsonb) returns void
language plpgsql as $$
begin
  update wms.order_line l set quantity = l.quantity + greatest(c.quantity - c.want, 0), instructions = coalesce(c.instructions, l.instructions)
    from wms.line_changes(p_order, p_changes) c where l.order_line_id = c.order_line_id;
  insert into wms.order_line (warehouse_id, order_id, line_no, product_id, quantity, instructions)
  select p_warehouse, p_order, c.line_no, c.product_id, c.quantity, coalesce(c.instructions, '')
    from wms.line_changes(p_order, p_changes) c where c.order_line_id is null order by c.line_no;
end $$;

-- The order's own fields; its open tasks follow priority and cut-off.
create function wms.change_head(p_order wms.orders, p_changes jsonb, p_status smallint, p_reason text, p_less boolean) returns void
language plpgsql as $$
declare
  v_given record;
begin
  select * into v_given from jsonb_to_record(p_changes) x(priority smallint, due_at timestamptz, cut_off timestamptz, carrier_service text,
    completeness text, instructions text, value_added text[], party bigint);
  update wms.orders o
     set version = o.version + 1, priority = coalesce(v_given.priority, o.priority), completeness = coalesce(v_given.completeness, o.completeness),
         due_at = case when p_changes ? 'due_at' then v_given.due_at else o.due_at end,
         cut_off = case when p_changes ? 'cut_off' then v_given.cut_off else o.cut_off end,
         carrier_service = case when p_changes ? 'carrier_service' then nullif(v_given.carrier_service, '') else o.carrier_service end,
         instructions = coalesce(v_given.instructions, o.instructions), value_added = coalesce(v_given.value_added, o.value_added),
         party_id = case when p_changes ? 'party' then v_given.party else o.party_id end,
         short_reason = case when p_less then p_reason else o.short_reason end,
         held_status = case when p_status = 910 then null when o.held_status is not null then p_status end,
         status = case when p_status = 910 or o.held_status is null then p_status else 900 end
   where o.order_id = (p_order).order_id;
  if p_changes ? 'priority' or p_changes ? 'cut_off' then
    update wms.task t set priority = o.priority, due_at = o.cut_off
      from wms.orders o where o.order_id = (p_order).order_id and t.order_id = o.order_id and t.kind = 'pick' and t.state < 400;
  end if;
end $$;

-- What was short is short no longer where nothing is missing any more.
create function wms.settle_given_up(p_warehouse int, p_order bigint, p_cancelled boolean) returns void
language plpgsql as $$
declare
  v_short boolean := not p_cancelled and exists (select from wms.open_need(array[p_order]));
begin
  update wms.allocation_note n set closed_at = clock_timestamp()
    from wms.order_line l
   where l.order_id = p_order and n.order_line_id = l.order_line_id and n.closed_at is null
     and (p_cancelled or n.kind = 'short' and l.quantity - l.cancelled - l.reserved - l.picked = 0);
  if not v_short then
    update wms.alarm set cleared_at = now() where warehouse_id = p_warehouse and source_key = 'order.short:' || p_order and cleared_at is null;
  end if;
end $$;
