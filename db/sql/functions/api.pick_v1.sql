-- Roles: r_picker, r_packer, r_supervisor
-- Confirm a pick: from its bin into a tote, where the tote stands. Less than asked is a short pick: it needs a reason,
-- frees the rest of the reservation and leaves the line open for another bin. p_weight: of goods with catch weight; without
-- it they take their share of what is booked.
create function api.pick_v1(p_op uuid, p_warehouse int, p_task bigint, p_quantity numeric, p_to_hu bigint,
  p_reason text default null, p_device text default null, p_occurred_at timestamptz default null,
  p_weight numeric default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_id bigint := nextval('wms.entry_seq');
  v_old jsonb;
  v_posted jsonb := '{}';
  v_do record;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('pick', p_warehouse, p_task, p_quantity, p_to_hu, p_reason, p_weight)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  select * into v_do from wms.begin_pick(p_warehouse, p_task, p_quantity, p_to_hu, p_reason);
  if p_quantity > 0 then
    v_posted := wms.post_one(p_op, p_warehouse, 'pick', v_at, v_id, v_do.product_id, p_quantity, v_do.from_location, v_do.to_location,
      v_do.lot_id, v_do.hu_id, p_to_hu, 'available', 'available', p_quantity, v_do.order_line_id, p_reason, v_do.number,
      p_device, p_occurred_at, v_do.owner_id, p_weight);
  end if;
  perform wms.end_pick(p_warehouse, p_task, p_quantity, p_reason);
  perform wms.settle_picked(array[v_do.order_id]);
  return wms.keep_answer(p_op, v_posted || jsonb_build_object('picked', p_quantity, 'short', v_do.asked - p_quantity));
end $$;

-- The checks before a pick; locks order, task, tote in that order. WM404, WM422, WM423 held, WM454, WM455.
create function wms.begin_pick(p_warehouse int, p_task bigint, p_quantity numeric, p_to_hu bigint, p_reason text,
  out order_id bigint, out number text, out order_line_id bigint, out product_id bigint, out lot_id bigint, out hu_id bigint,
  out from_location bigint, out to_location bigint, out asked numeric, out owner_id bigint)
language plpgsql as $$
declare
  v_task wms.task;
  v_quant wms.quant;
  v_hold wms.hold;
  v_name text;
begin
  select o.order_id, o.number into order_id, number
    from wms.orders o join wms.task t on t.order_id = o.order_id
   where t.task_id = p_task and t.warehouse_id = p_warehouse and t.kind = 'pick' for no key update of o;
  select * into v_task from wms.task t where t.task_id = p_task and t.warehouse_id = p_warehouse for no key update;
  if v_task.task_id is null or order_id is null then
    perform wms.refuse('WM404', 'This pick is not known here.', 'Refresh the task list.');
  end if;
  select q.* into v_quant from wms.reservation r join wms.quant q on q.quant_id = r.quant_id where r.task_id = p_task;
  select h.* into v_hold from wms.holds_of(p_warehouse, v_quant) h limit 1;
  if v_hold.hold_id is not null and (v_task.state = 500 or v_task.state < 400 and p_quantity > 0) then
    perform wms.refuse_held(v_hold, 'This cannot be picked:', 'Put what is in your hand back and go on with the next one.');
  elsif v_task.state not in (100, 200, 300) then
    select s.name into v_name from wms.state s where s.entity = 'task' and s.rank = v_task.state;
    perform wms.refuse('WM455', format('This pick is %s%s.', v_name, coalesce(' by ' || v_task.claimed_by, '')),
                       'Go on with the next one.', jsonb_build_object('state', v_name, 'claimed_by', v_task.claimed_by));
  elsif v_task.claimed_by <> session_user and v_task.lease_until > now() then
    perform wms.refuse('WM455', format('This pick is %s''s until %s.', v_task.claimed_by, to_char(v_task.lease_until, 'HH24:MI')),
                       'Take another task.', jsonb_build_object('claimed_by', v_task.claimed_by));
  end if;
  asked := v_task.quantity;
  if p_quantity is null or p_quantity = 'NaN' or p_quantity < 0 or p_quantity > asked or p_quantity <> round(p_quantity, 6) then
    perform wms.refuse('WM422', format('%s cannot be picked: the task asks for %s.', coalesce(p_quantity::text, 'Nothing'), asked::float8),
                       'Enter what is in your hand, at most what is asked.');
  elsif p_quantity < asked then
    perform wms.check_reason(p_reason, 'short');
  end if;
  if v_task.lot_id is not null and p_quantity > 0 then
    perform wms.check_shelf_life(v_task.lot_id, v_task.order_line_id);
  end if;
  select h.location_id into to_location from wms.handling_unit h
   where h.hu_id = p_to_hu and h.warehouse_id = p_warehouse and h.state = 'active' for no key update;
  if to_location is null and p_quantity > 0 then
    perform wms.refuse('WM404', 'This tote is not known, or has left.', 'Scan an empty tote.');
  elsif p_quantity > 0 then
    perform wms.check_tote(p_warehouse, v_task, p_to_hu);
  end if;
  order_line_id := v_task.order_line_id; product_id := v_task.product_id; lot_id := v_task.lot_id; hu_id := v_task.hu_id;
  from_location := v_task.from_location_id; owner_id := v_quant.owner_id;
end $$;

-- What is picked goes into a tote that stands where nobody picks, and is no order's carton. Call it with the tote locked. WM422, WM455.
create function wms.check_tote(p_warehouse int, p_task wms.task, p_tote bigint) returns void
language plpgsql as $$
declare
  v_tote wms.handling_unit;
  v_place record;
begin
  select * into v_tote from wms.handling_unit h where h.hu_id = p_tote;
  select l.code, l.kind into v_place from wms.location l where l.warehouse_id = p_warehouse and l.location_id = v_tote.location_id;
  if p_tote = (p_task).hu_id then
    perform wms.refuse('WM422', 'The goods lie in this unit already.', 'Scan the tote they go into.');
  elsif v_place.kind in ('storage', 'pick') then
    perform wms.refuse('WM455', format('In the books tote %s stands in %s, a bin that others pick from.', v_tote.sscc, v_place.code),
                       'Move it to staging or packing in the books, or scan another tote.', jsonb_build_object('location_id', v_tote.location_id));
  end if;
  perform wms.check_no_orders(v_tote);
end $$;

-- After a pick: reservation used or freed, line counted, task done or an exception with its next step.
create function wms.end_pick(p_warehouse int, p_task bigint, p_quantity numeric, p_reason text) returns void
language plpgsql as $$
declare
  v_held wms.reservation;
  v_rest numeric;
begin
  update wms.reservation set state = case when p_quantity > 0 then 'picked' else 'released' end, closed_at = now()
   where task_id = p_task and state = 'open' returning * into v_held;
  v_rest := v_held.quantity - p_quantity;
  if v_rest > 0 then
    update wms.quant set reserved = reserved - v_rest where quant_id = v_held.quant_id;
  end if;
  update wms.order_line set reserved = reserved - v_held.quantity, picked = picked + p_quantity
   where order_line_id = v_held.order_line_id;
  update wms.task set done = p_quantity, finished_at = now(), claimed_by = session_user,
         state = case when v_rest > 0 then 600 else 400 end, exception_reason = case when v_rest > 0 then p_reason end,
         next_step = case when v_rest > 0 then 'Count the bin, then reserve the rest elsewhere.' end,
         explanation = case when v_rest > 0 then coalesce(explanation, '{}') || wms.doubt_of(v_held.quant_id, v_rest, p_reason) else explanation end
   where task_id = p_task;
  if v_rest > 0 then
    insert into wms.alarm (warehouse_id, kind, priority, text, next_step, location_id, source_key)
    select p_warehouse, 'pick.short', 2, format('%s of %s missing', v_rest::float8, p.sku),
           (select r.name from wms.reason_code r where r.kind = 'short' and r.code = p_reason)
             || '. Count the bin, then reserve the rest elsewhere.', l.location_id, 'pick.short:' || p_task
      from wms.task t join wms.product p on p.product_id = t.product_id
      join wms.location l on l.warehouse_id = t.warehouse_id and l.location_id = t.from_location_id
     where t.task_id = p_task
    on conflict (warehouse_id, source_key) where cleared_at is null do nothing;
    insert into wms.event (warehouse_id, type, aggregate_id, locations, payload)
    select p_warehouse, 'task.exception', p_task, array[t.from_location_id], jsonb_build_object('missing', v_rest, 'reason', p_reason)
      from wms.task t where t.task_id = p_task;
  end if;
end $$;

-- What the books say of a record that came short, and nobody should count on until the bin was counted: what is not fit to ship, or
-- all that is left of it.
create function wms.doubt_of(p_quant bigint, p_rest numeric, p_reason text) returns jsonb language sql stable as $$
  select coalesce((select jsonb_build_object('doubt', case when p_reason = 'bad' then least(p_rest, q.quantity) else q.quantity end, 'quant', p_quant)
                     from wms.quant q where q.quant_id = p_quant and q.quantity > 0), '{}')
$$;

-- An order whose lines are all picked is picked; one that has begun is picking; one of which nothing was found is short.
create function wms.settle_picked(p_orders bigint[]) returns void
language plpgsql as $$
begin
  with line as (
    select l.order_id, bool_and(l.quantity - l.cancelled = l.picked) as complete, sum(l.picked) as picked,
           bool_or(l.quantity - l.cancelled > l.reserved + l.picked) as short
      from wms.order_line l where l.order_id = any (p_orders) group by l.order_id
  ), settled as (
    update wms.orders o set version = o.version + 1, status = case when l.complete then 600 when l.picked > 0 then 500 else 300 end
      from line l where o.order_id = l.order_id and o.status < 600
       and (l.picked > 0 and (l.complete or o.status < 500) or l.picked = 0 and o.status = 400 and l.short)
    returning o.order_id, o.number, o.status
  )
  insert into wms.event (warehouse_id, type, aggregate_id, number)
  select o.warehouse_id, 'order.picked', s.order_id, s.number from settled s join wms.orders o on o.order_id = s.order_id
   where s.status = 600;
end $$;
