-- Roles: r_supervisor, r_integration
-- Release orders to the floor in one transaction: reserve, make the pick tasks, put them into batches, give each order its
-- slot on the cart. p_wave: {number (none: streamed, there is no wave), channel (id), policy, preflight (kept as they are),
-- short: leave (orders to be shipped complete that lack something stay behind) | take, orders: [ids, whose turn comes first],
-- batches: [{mode, zone (id, mode zone only), metres, s_shape, line: [[x, y]], orders: [ids, slot by slot],
-- stops: [location ids in walking order]}]}. Every order stands in a batch (in mode zone in one of each zone); an order may
-- be reserved already. Bins that were not foreseen come last in their batch. WM404, WM409 released already, WM422, WM455.
create function api.release_wave_v1(p_op uuid, p_warehouse int, p_wave jsonb)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' set work_mem = '64MB' as $$
declare
  v_old jsonb;
  v_orders bigint[];
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, concat(row('release_wave', p_warehouse), p_wave), clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  v_orders := wms.check_wave(p_warehouse, p_wave);
  perform wms.fence_promises();
  perform wms.lock_open_orders(p_warehouse, v_orders);
  perform from wms.task t where t.order_id = any (v_orders) and t.kind = 'pick' and t.state < 400 order by t.task_id for no key update;
  perform wms.check_released(p_warehouse, v_orders);
  return wms.keep_answer(p_op, wms.put_wave(p_warehouse, p_wave, v_orders));
end $$;

-- The orders of a wave that can be read. WM404, WM409, WM422.
create function wms.check_wave(p_warehouse int, p_wave jsonb) returns bigint[]
language plpgsql stable as $$
declare
  v_orders bigint[];
  v_bad text;
begin
  if jsonb_typeof(p_wave) is distinct from 'object' or jsonb_typeof(p_wave -> 'orders') is distinct from 'array'
     or jsonb_typeof(p_wave -> 'batches') is distinct from 'array' or jsonb_array_length(p_wave -> 'orders') not between 1 and 5000
     or jsonb_array_length(p_wave -> 'batches') not between 1 and 5000 then
    perform wms.refuse('WM422', 'A wave has 1 to 5,000 orders, all of them in batches.', 'Choose the orders to release.');
  elsif exists (select from jsonb_array_elements(p_wave -> 'orders') e where not wms.is_between(e, 1, 9007199254740991))
     or exists (select from jsonb_array_elements(p_wave -> 'batches') b where wms.batch_problem(b)) then
    perform wms.refuse('WM422', 'A batch of the wave cannot be read.', 'Plan the wave again.');
  end if;
  v_orders := wms.ids_of(p_wave -> 'orders');
  if (select count(distinct x) from unnest(v_orders) x) < cardinality(v_orders) then
    perform wms.refuse('WM422', 'An order stands twice in the wave.', 'Plan the wave again.');
  end if;
  if exists (select from unnest(v_orders) x where x not in (
       select e.value::bigint from jsonb_array_elements(p_wave -> 'batches') b(value), jsonb_array_elements(b.value -> 'orders') e(value))) then
    perform wms.refuse('WM422', 'An order of the wave is in no batch.', 'Plan the wave again.');
  elsif exists (select from jsonb_array_elements(p_wave -> 'batches') b(value), jsonb_array_elements(b.value -> 'orders') e(value)
                 where e.value::bigint <> all (v_orders))
     or exists (select from jsonb_array_elements(p_wave -> 'batches') b(value), jsonb_array_elements(b.value -> 'orders') e(value)
                 group by e.value, b.value -> 'zone' having count(*) > 1) then
    perform wms.refuse('WM422', 'A batch holds an order that is not of the wave, or two batches hold the same.', 'Plan the wave again.');
  end if;
  if coalesce(p_wave ->> 'short', 'leave') not in ('leave', 'take') or length(p_wave ->> 'number') not between 1 and 40 then
    perform wms.refuse('WM422', 'The number or the rule for short orders cannot be kept.', 'A number has 1 to 40 characters; short orders are left or taken.');
  end if;
  if exists (select from wms.wave w where w.warehouse_id = p_warehouse and w.number = p_wave ->> 'number') then
    perform wms.refuse('WM409', format('There is a wave %s already.', p_wave ->> 'number'), 'Choose another number.');
  end if;
  if p_wave ->> 'channel' is not null and not exists (
       select from wms.release_channel c where c.warehouse_id = p_warehouse and c.channel_id::text = p_wave ->> 'channel') then
    perform wms.refuse('WM404', 'The channel of the wave is not known here.', 'Refresh the list of channels.');
  end if;
  select b.value ->> 'zone' into v_bad from jsonb_array_elements(p_wave -> 'batches') b(value)
   where b.value ->> 'zone' is not null and not exists (
     select from wms.zone z where z.warehouse_id = p_warehouse and z.zone_id::text = b.value ->> 'zone') limit 1;
  if found then
    perform wms.refuse('WM404', 'A zone of the wave is not known here.', 'Plan the wave again: the layout has changed.');
  end if;
  return v_orders;
end $$;

-- Whether a batch cannot be read.
create function wms.batch_problem(p_batch jsonb) returns boolean language sql immutable as $$
  select jsonb_typeof(p_batch) is distinct from 'object' or jsonb_typeof(p_batch -> 'orders') is distinct from 'array'
      or coalesce(p_batch ->> 'mode', '') not in ('discrete', 'batch', 'cluster', 'zone')
      or (p_batch ->> 'mode' = 'zone') is distinct from (p_batch ->> 'zone' is not null)
      or not wms.is_between(coalesce(nullif(p_batch -> 'metres', 'null'), '0'), 0, 1000000)
      or not wms.is_between(coalesce(nullif(p_batch -> 's_shape', 'null'), '0'), 0, 1000000)
      or coalesce(jsonb_typeof(p_batch -> 'line'), 'null') not in ('array', 'null')
      or coalesce(jsonb_typeof(p_batch -> 'stops'), 'null') not in ('array', 'null')
      or not exists (select from jsonb_path_query(p_batch, '$.orders[*]'))
      or exists (select from jsonb_path_query(p_batch, '$.orders[*]') o where not wms.is_between(o, 1, 9007199254740991))
      or exists (select from jsonb_path_query(p_batch, '$.stops[*]') o where not wms.is_between(o, 1, 9007199254740991))
$$;

-- None of these orders is on the floor in a batch already. WM409. Caller holds orders and tasks.
create function wms.check_released(p_warehouse int, p_orders bigint[]) returns void
language plpgsql as $$
declare
  v_bad record;
begin
  select o.number, w.number as wave, count(*) over () as many into v_bad
    from wms.orders o left join wms.wave w on w.wave_id = o.wave_id
   where o.order_id = any (p_orders) and exists (
     select from wms.task t where t.order_id = o.order_id and t.kind = 'pick' and t.state < 400
                              and (t.batch_id is not null or t.state in (200, 300) and t.lease_until > now())) limit 1;
  if found then
    perform wms.refuse('WM409', format('Order %s is on the floor already%s.', v_bad.number, coalesce(' with wave ' || v_bad.wave, '')),
                       'Refresh the candidates and plan again.', jsonb_build_object('order', v_bad.number, 'orders', v_bad.many));
  end if;
end $$;

-- Make it. Caller holds orders and their tasks. Answer: wave_id, number, batches (ids, in the order given, null for those of
-- which nothing came), tasks, orders, lines, left [{order_id, number}], short.
create function wms.put_wave(p_warehouse int, p_wave jsonb, p_orders bigint[]) returns jsonb
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_reserved jsonb := wms.reserve_orders(p_warehouse, p_orders);
  v_left bigint[] := '{}';
  v_wave bigint;
  v_ids bigint[];
  v_made jsonb;
begin
  if coalesce(p_wave ->> 'short', 'leave') = 'leave' then
    v_left := wms.leave_short(p_warehouse, p_orders);
  end if;
  if not exists (select from wms.task t where t.order_id = any (p_orders) and t.kind = 'pick' and t.state = 100) then
    perform wms.refuse('WM451', 'Nothing of these orders can be picked: the stock is gone or promised to others.',
                       'Look at what is short, replenish or receive, and plan again.', jsonb_build_object('left', to_jsonb(v_left)));
  end if;
  if p_wave ->> 'number' is not null then
    insert into wms.wave (warehouse_id, number, state, policy, preflight, released_by, released_at, channel_id)
    values (p_warehouse, p_wave ->> 'number', 'released', coalesce(nullif(p_wave -> 'policy', 'null'), '{}'), nullif(p_wave -> 'preflight', 'null'),
            session_user, clock_timestamp(), (p_wave ->> 'channel')::int)
    returning wave_id into v_wave;
  end if;
  v_ids := wms.put_batches(p_warehouse, p_wave, v_wave, p_orders);
  update wms.orders o set wave_id = v_wave
   where v_wave is not null and o.order_id = any (p_orders) and o.order_id <> all (v_left);
  select jsonb_build_object('wave_id', v_wave, 'number', p_wave ->> 'number', 'batches', to_jsonb(v_ids), 'tasks', count(*),
           'orders', count(distinct t.order_id), 'lines', count(distinct t.order_line_id),
           'left', (select coalesce(jsonb_agg(jsonb_build_object('order_id', o.order_id, 'number', o.number) order by o.order_id), '[]')
                      from wms.orders o where o.order_id = any (v_left)),
           'short', (select coalesce(jsonb_agg(s.value), '[]') from jsonb_array_elements(v_reserved -> 'short') s
                      where (s.value ->> 'order_id')::bigint <> all (v_left)))
    into v_made from wms.task t where t.batch_id = any (v_ids);
  insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
  values (p_warehouse, case when v_wave is null then 'orders.streamed' else 'wave.released' end, v_wave, p_wave ->> 'number',
          jsonb_build_object('orders', v_made -> 'orders', 'batches', cardinality(v_ids), 'tasks', v_made -> 'tasks'));
  return v_made;
end $$;

-- Orders that are to be shipped complete and lack something give back what they were just given, and stay as they were.
create function wms.leave_short(p_warehouse int, p_orders bigint[]) returns bigint[]
language plpgsql as $$
declare
  v_left bigint[] := array(select o.order_id from wms.orders o
    where o.order_id = any (p_orders) and o.completeness = 'ship_complete' and o.order_id in (select n.order_id from wms.open_need(p_orders) n)
      and not exists (select from wms.task t where t.order_id = o.order_id and t.kind = 'pick' and (t.state in (200, 300, 400) and t.done > 0))
    order by o.order_id);
begin
  if cardinality(v_left) > 0 then
    perform wms.unreserve(p_warehouse, array(select r.reservation_id from wms.reservation r
      join wms.order_line l on l.order_line_id = r.order_line_id where l.order_id = any (v_left) and r.state = 'open'));
    update wms.orders o set version = version + 1, status = case
             when o.status >= 500 then o.status
             when (select bool_and(l.promised >= l.quantity - l.cancelled) from wms.order_line l where l.order_id = o.order_id) then 200
             else 100 end
     where o.order_id = any (v_left);
  end if;
  return v_left;
end $$;

-- The batches with their tasks in walking order and the slots of their carts. Ids in the order given, null where nothing is
-- left of a batch; at the end those of zones that were not foreseen.
create function wms.put_batches(p_warehouse int, p_wave jsonb, p_wave_id bigint, p_orders bigint[]) returns bigint[]
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_batch jsonb;
  v_zone record;
  v_channel int := (p_wave ->> 'channel')::int;
  v_ids bigint[] := '{}';
begin
  for v_batch in select b.value from jsonb_array_elements(p_wave -> 'batches') with ordinality b(value, n) order by b.n loop
    v_ids := v_ids || wms.put_batch(p_warehouse, p_wave_id, v_channel, v_batch ->> 'mode', (v_batch ->> 'zone')::bigint,
      wms.ids_of(v_batch -> 'orders'), wms.ids_of(v_batch -> 'stops'), v_batch);
  end loop;
  for v_zone in
    select l.zone_id, array_agg(distinct t.order_id) as orders
      from wms.task t join wms.location l on l.warehouse_id = t.warehouse_id and l.location_id = t.from_location_id
     where t.order_id = any (p_orders) and t.kind = 'pick' and t.state = 100 and t.batch_id is null group by 1 order by 1
  loop
    v_ids := v_ids || wms.put_batch(p_warehouse, p_wave_id, v_channel, 'zone', v_zone.zone_id, v_zone.orders, '{}', '{}');
  end loop;
  return v_ids;
end $$;

-- Numbers of a json list in their order; nothing of none.
create function wms.ids_of(p_list jsonb) returns bigint[] language sql immutable as $$
  select coalesce(array_agg(e.value::bigint order by e.n), '{}')
    from jsonb_array_elements(case when jsonb_typeof(p_list) = 'array' then p_list else '[]' end) with ordinality e(value, n)
$$;

-- One batch: its tasks numbered in walking order, its slots in the order of its orders. Null: none of its tasks is to be done.
create function wms.put_batch(p_warehouse int, p_wave bigint, p_channel int, p_mode text, p_zone bigint, p_orders bigint[], p_stops bigint[],
                              p_batch jsonb) returns bigint
language plpgsql as $$
declare
  v_id bigint;
  v_tasks bigint[] := array(
    select t.task_id from wms.task t
      left join wms.location l on l.warehouse_id = t.warehouse_id and l.location_id = t.from_location_id
     where t.order_id = any (p_orders) and t.kind = 'pick' and t.state = 100 and t.batch_id is null
       and (p_mode <> 'zone' or l.zone_id is not distinct from p_zone)
     order by array_position(p_stops, t.from_location_id), l.pick_sequence nulls last, l.code, array_position(p_orders, t.order_id), t.task_id);
begin
  if cardinality(v_tasks) = 0 then
    return null;
  end if;
  insert into wms.batch (warehouse_id, wave_id, channel_id, mode, zone_id, tour_metres, s_shape_metres, tour)
  values (p_warehouse, p_wave, p_channel, p_mode, p_zone, (p_batch ->> 'metres')::numeric, (p_batch ->> 's_shape')::numeric,
          nullif(p_batch -> 'line', 'null'))
  returning batch_id into v_id;
  update wms.task t set batch_id = v_id, wave_id = p_wave, sequence = a.n
    from unnest(v_tasks) with ordinality a(id, n) where t.task_id = a.id;
  insert into wms.cart_slot (batch_id, slot, order_id)
  select v_id, row_number() over (order by a.n), a.id
    from unnest(p_orders) with ordinality a(id, n)
   where exists (select from wms.task t where t.batch_id = v_id and t.order_id = a.id);
  return v_id;
end $$;
