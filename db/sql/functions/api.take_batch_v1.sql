-- Roles: r_picker, r_supervisor
-- Make a batch of reserved orders and take it at once, without a wave. p_orders null: the p_most most urgent that wait. discrete
-- takes one order; batch several, sorted at packing; cluster sorts into slots while picking; zone those picks that lie in
-- p_zone. Picks that stand in a batch already, or that somebody has, are left out. Answer as api.claim_batch_v1. WM404,
-- WM422, WM455.
create function api.take_batch_v1(p_op uuid, p_warehouse int, p_orders bigint[] default null, p_mode text default 'cluster',
  p_zone text default null, p_most int default 8, p_station text default null, p_lease_seconds int default 900)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_zone bigint := (select z.zone_id from wms.zone z where z.warehouse_id = p_warehouse and z.code = p_zone);
  v_orders bigint[];
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('take_batch', p_warehouse, p_orders, p_mode, p_zone, p_most, p_station)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_mode is null or p_mode not in ('discrete', 'batch', 'cluster', 'zone') then
    perform wms.refuse('WM422', format('%s is not a way of picking.', coalesce(left(p_mode, 40), 'Nothing')), 'Use discrete, batch, cluster or zone.');
  elsif (p_mode = 'zone') <> (p_zone is not null) or p_zone is not null and v_zone is null then
    perform wms.refuse('WM422', case when p_mode = 'zone' then 'This zone is not known here.' else 'Only zone picking stays in a zone.' end,
                       'Name one of the zones of the plan with mode zone, none otherwise.');
  elsif coalesce(cardinality(p_orders), 1) not between 1 and 100 or p_most is null or p_most not between 1 and 100
        or p_mode = 'discrete' and cardinality(p_orders) > 1 or p_lease_seconds is null or p_lease_seconds not between 10 and 86400 then
    perform wms.refuse('WM422', 'A batch takes 1 to 100 orders, a discrete one a single one, for 10 seconds to a day.', 'Choose fewer orders.');
  end if;
  v_orders := wms.orders_to_pick(p_warehouse, p_orders, v_zone, case when p_mode = 'discrete' then 1 else p_most end);
  return wms.keep_answer(p_op, wms.make_batch(p_op, p_warehouse, v_orders, p_mode, v_zone, p_station, p_lease_seconds));
end $$;

-- Picks that wait and that nobody has: of no batch, ready or with a claim that has run out.
create function wms.waiting_picks(p_warehouse int, p_orders bigint[], p_zone bigint) returns setof wms.task
language sql stable as $$
  select t.* from wms.task t join wms.location l on l.warehouse_id = t.warehouse_id and l.location_id = t.from_location_id
   where t.warehouse_id = p_warehouse and t.kind = 'pick' and t.batch_id is null and (t.state = 100 or t.state in (200, 300) and t.lease_until <= now())
     and (p_orders is null or t.order_id = any (p_orders)) and (p_zone is null or l.zone_id = p_zone)
$$;

-- The orders asked for, or the most urgent that wait, locked. WM404, WM455.
create function wms.orders_to_pick(p_warehouse int, p_orders bigint[], p_zone bigint, p_most int) returns bigint[]
language plpgsql as $$
declare
  v_orders bigint[];
  v_bad record;
begin
  if p_orders is null then
    v_orders := array(
      select o.order_id from wms.orders o
       where o.order_id in (select t.order_id from wms.waiting_picks(p_warehouse, null, p_zone) t) and o.status between 300 and 600
       order by o.priority, o.cut_off nulls last, o.order_id limit p_most for no key update skip locked);
    if cardinality(v_orders) = 0 then
      perform wms.refuse('WM404', 'No order waits to be picked here.', 'Ask the supervisor to release some.');
    end if;
    return v_orders;
  end if;
  perform from wms.orders o where o.order_id = any (p_orders) order by o.order_id for no key update;
  select a.id, o.number, s.name into v_bad
    from unnest(p_orders) a(id) left join wms.orders o on o.order_id = a.id and o.warehouse_id = p_warehouse
    left join wms.state s on s.entity = 'order' and s.rank = o.status
   where o.order_id is null or not exists (select from wms.waiting_picks(p_warehouse, array[a.id], p_zone)) limit 1;
  if found and v_bad.number is null then
    perform wms.refuse('WM404', 'An order is not known in this warehouse.', 'Refresh the list.');
  elsif found then
    perform wms.refuse('WM455', format('Nothing of order %s waits to be picked here; it is %s.', v_bad.number, v_bad.name),
                       'Refresh the list: it is not reserved, done, or somebody has it.', jsonb_build_object('order', v_bad.number, 'state', v_bad.name));
  end if;
  return array(select distinct on (array_position(p_orders, a.id)) a.id from unnest(p_orders) a(id) order by array_position(p_orders, a.id));
end $$;

-- The batch of these locked orders, given to the caller. WM455.
create function wms.make_batch(p_op uuid, p_warehouse int, p_orders bigint[], p_mode text, p_zone bigint, p_station text, p_lease_seconds int)
returns jsonb language plpgsql as $$
declare
  v_batch wms.batch;
  v_tasks bigint[];
begin
  perform from wms.task t where t.order_id = any (p_orders) and t.kind = 'pick' and t.state < 400 order by t.task_id for no key update;
  v_tasks := array(select t.task_id from wms.waiting_picks(p_warehouse, p_orders, p_zone) t
                     join wms.location l on l.warehouse_id = p_warehouse and l.location_id = t.from_location_id
                    order by l.pick_sequence nulls last, l.code, array_position(p_orders, t.order_id), t.task_id);
  if cardinality(v_tasks) = 0 then
    perform wms.refuse('WM455', 'Somebody else has taken this work.', 'Take other orders.');
  end if;
  insert into wms.batch (warehouse_id, mode, zone_id) values (p_warehouse, p_mode, p_zone) returning * into v_batch;
  insert into wms.cart_slot (batch_id, slot, order_id)
  select (v_batch).batch_id, row_number() over (order by a.n), a.id from unnest(p_orders) with ordinality a(id, n)
   where exists (select from wms.task t where t.task_id = any (v_tasks) and t.order_id = a.id);
  update wms.task t set batch_id = (v_batch).batch_id, state = 100, claimed_by = null, sequence = array_position(v_tasks, t.task_id)
   where t.task_id = any (v_tasks);
  return wms.give_batch(p_op, p_warehouse, v_batch, null, null, p_station, null, p_lease_seconds);
end $$;
