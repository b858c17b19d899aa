-- Taking promises away from stock (a hold, a change of status, a lot that expires): who stands in the way is locked, what
-- breaks is listed, then broken, in the order of the locks. The caller has taken wms.fence_breaking() right after its
-- operation key, so that no new promise arrives in between.

-- What was picked for orders and lies in units now: of each record how much for which line, as the ledger says.
create function wms.picked_in(p_quants bigint[]) returns table (quant_id bigint, order_line_id bigint, quantity numeric)
language sql stable rows 10 as $$
  select q.quant_id, n.order_line_id, least(n.quantity, q.quantity)
    from wms.quant q
    cross join lateral (select from wms.ledger g where g.to_hu_id = q.hu_id and g.order_line_id is not null limit 1) once
    cross join lateral wms.spoken_in(array[q.hu_id]) n
   where q.quant_id = any (p_quants) and q.hu_id is not null and q.quantity > 0 and n.quantity > 0
     and n.product_id = q.product_id and n.lot_id is not distinct from q.lot_id and n.owner_id is not distinct from q.owner_id
$$;

-- Lock the orders that have some of these records reserved or picked, then the tasks: nothing of them can be picked,
-- packed or shipped until the end. Read the records anew afterwards: what was being picked lies in a tote by now.
create function wms.lock_promises(p_quants bigint[]) returns void language plpgsql as $$
declare
  v_promises bigint[] := wms.promises_on(p_quants);
  v_orders bigint[];
begin
  v_orders := array(
    select l.order_id from unnest(v_promises) x(id)
     cross join lateral (select r.order_line_id from wms.reservation r where r.reservation_id = x.id limit 1) r
     cross join lateral (select l.order_id from wms.order_line l where l.order_line_id = r.order_line_id limit 1) l
    union
    select l.order_id from wms.picked_in(p_quants) x
     cross join lateral (select l.order_id from wms.order_line l where l.order_line_id = x.order_line_id limit 1) l);
  perform from wms.orders o where o.order_id = any (v_orders) order by o.order_id for no key update;
  perform from wms.task t where t.task_id = any (array(
      select r.task_id from unnest(v_promises) x(id)
       cross join lateral (select r.task_id from wms.reservation r where r.reservation_id = x.id limit 1) r))
   order by t.task_id for no key update;
end $$;

-- Where an order stands once these tasks have nothing left to do: a reserved one waits for stock again, and so does one in
-- picking of which nothing is picked and nobody else has a task.
create function wms.status_after(p_order bigint, p_status smallint, p_gone bigint[]) returns smallint language plpgsql stable as $$
begin
  if p_status = 400
     or p_status = 500 and not exists (select from wms.order_line l where l.order_id = p_order and l.picked > 0)
        and not exists (select from wms.task t where t.order_id = p_order and t.state in (200, 300) and t.task_id <> all (p_gone)) then
    return 300;
  end if;
  return p_status;
end $$;

-- The tasks that lose all they ask for when so much (p_takes) of these reservations goes.
create function wms.tasks_gone(p_reservations bigint[], p_takes numeric[]) returns bigint[] language sql stable as $$
  select coalesce(array_agg(r.task_id), '{}')
    from unnest(p_reservations, p_takes) x(id, take)
   cross join lateral (select r.task_id, r.quantity from wms.reservation r where r.reservation_id = x.id limit 1) r
   where x.take = r.quantity
$$;

-- What breaks, exactly: orders, lines, tasks with the people who have them, and what is picked already out of p_quants. Rows
-- are looked up by their keys (lateral, limit 1), so that a plan never depends on statistics that a new database lacks.
create function wms.list_broken(p_warehouse int, p_reservations bigint[], p_takes numeric[], p_quants bigint[]) returns jsonb
language plpgsql stable as $$
declare
  v_gone bigint[] := wms.tasks_gone(p_reservations, p_takes);
  v_broke jsonb;
begin
  with broken as materialized (
    select x.take, l.order_id, l.order_line_id, l.line_no, o.number, o.priority, o.cut_off, o.status, p.product_id, p.sku,
           p.name as product, t.task_id, t.state, t.station, case when t.state in (200, 300) then t.claimed_by end as claimed_by,
           f.location_id, f.code as location, q.hu_id, n.number as lot
      from unnest(p_reservations, p_takes) x(id, take)
     cross join lateral (select * from wms.reservation r where r.reservation_id = x.id limit 1) r
     cross join lateral (select * from wms.order_line l where l.order_line_id = r.order_line_id limit 1) l
     cross join lateral (select * from wms.orders o where o.order_id = l.order_id limit 1) o
     cross join lateral (select * from wms.product p where p.product_id = l.product_id limit 1) p
     cross join lateral (select * from wms.task t where t.task_id = r.task_id limit 1) t
     cross join lateral (select * from wms.quant q where q.quant_id = r.quant_id limit 1) q
     cross join lateral (select * from wms.location f where f.warehouse_id = p_warehouse and f.location_id = q.location_id limit 1) f
      left join lateral (select n.number from wms.lot n where n.lot_id = q.lot_id limit 1) n on true
  ), named as materialized (
    select b.*, s.name as task_state, coalesce(u.display_name, b.claimed_by::text) as person
      from broken b join wms.state s on s.entity = 'task' and s.rank = b.state
      left join wms.app_user u on u.login = b.claimed_by
  ), orders as materialized (
    select b.order_id, b.number, b.priority, b.cut_off, b.status, count(distinct b.order_line_id) as lines, sum(b.take) as quantity,
           wms.status_after(b.order_id, b.status, v_gone) as status_after
      from broken b group by 1, 2, 3, 4, 5
  )
  select jsonb_build_object(
    'quantity', (select coalesce(sum(b.take), 0) from broken b),
    'orders', (select coalesce(jsonb_agg(jsonb_build_object('order_id', o.order_id, 'number', o.number, 'priority', o.priority,
        'cut_off', o.cut_off, 'state', was.name, 'state_after', is_.name, 'lines', o.lines, 'quantity', o.quantity)
        order by o.priority, o.cut_off, o.order_id), '[]')
      from orders o join wms.state was on was.entity = 'order' and was.rank = o.status
      join wms.state is_ on is_.entity = 'order' and is_.rank = o.status_after),
    'lines', (select coalesce(jsonb_agg(to_jsonb(s) order by s.order_line_id), '[]')
      from (select b.order_line_id, b.order_id, b.number, b.line_no, b.product_id, b.sku, sum(b.take) as quantity
              from broken b group by 1, 2, 3, 4, 5, 6) s),
    'tasks', (select coalesce(jsonb_agg(jsonb_build_object('task_id', b.task_id, 'order_id', b.order_id, 'number', b.number,
        'order_line_id', b.order_line_id, 'sku', b.sku, 'product', b.product, 'lot', b.lot, 'location_id', b.location_id,
        'location', b.location, 'hu_id', b.hu_id, 'quantity', b.take, 'state', b.task_state, 'claimed_by', b.claimed_by,
        'person', b.person, 'station', b.station) order by b.task_id), '[]') from named b),
    'people', (select coalesce(jsonb_agg(distinct b.person), '[]') from named b where b.person is not null)) into v_broke;
  return v_broke || jsonb_build_object('picked', wms.list_picked(p_warehouse, p_quants));
end $$;

-- What of these records was picked for orders and has not left.
create function wms.list_picked(p_warehouse int, p_quants bigint[]) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(to_jsonb(s) order by s.order_line_id, s.hu_id), '[]') from (
    select x.quantity, l.order_id, l.order_line_id, l.line_no, o.number, os.name as state, p.sku, n.number as lot, h.hu_id,
           h.sscc, h.kind as hu_kind, f.location_id, f.code as location
      from wms.picked_in(p_quants) x
     cross join lateral (select * from wms.order_line l where l.order_line_id = x.order_line_id limit 1) l
     cross join lateral (select * from wms.orders o where o.order_id = l.order_id limit 1) o
      join wms.state os on os.entity = 'order' and os.rank = o.status
     cross join lateral (select * from wms.quant q where q.quant_id = x.quant_id limit 1) q
     cross join lateral (select * from wms.product p where p.product_id = q.product_id limit 1) p
     cross join lateral (select * from wms.handling_unit h where h.hu_id = q.hu_id limit 1) h
     cross join lateral (select * from wms.location f where f.warehouse_id = p_warehouse and f.location_id = q.location_id limit 1) f
      left join lateral (select n.number from wms.lot n where n.lot_id = q.lot_id limit 1) n on true) s
$$;

-- Break them: reservations go back whole, or are shortened; tasks that lose all are cancelled and say why; orders step back.
-- Orders and tasks are locked by the caller; stock records are locked here in the order of their keys.
create function wms.break_promises(p_warehouse int, p_reservations bigint[], p_takes numeric[], p_why text) returns void
language plpgsql as $$
declare
  v_gone bigint[];
  v_orders bigint[];
  v_after smallint[];
begin
  if coalesce(cardinality(p_reservations), 0) = 0 then
    return;
  end if;
  perform from wms.quant q where q.quant_id in (select r.quant_id from wms.reservation r where r.reservation_id = any (p_reservations))
   order by q.location_id, coalesce(q.hu_id, 0), q.status, q.product_id, coalesce(q.lot_id, 0), coalesce(q.owner_id, 0)
     for no key update;
  v_gone := wms.tasks_gone(p_reservations, p_takes);
  with missing as materialized (
    select o.order_id, o.number, o.status, sum(x.take) as quantity
      from unnest(p_reservations, p_takes) x(id, take)
     cross join lateral (select r.order_line_id from wms.reservation r where r.reservation_id = x.id limit 1) r
     cross join lateral (select l.order_id from wms.order_line l where l.order_line_id = r.order_line_id limit 1) l
     cross join lateral (select * from wms.orders o where o.order_id = l.order_id limit 1) o
     group by 1, 2, 3
  ), said as (
    insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
    select p_warehouse, 'order.short', m.order_id, m.number, jsonb_build_object('missing', m.quantity, 'why', p_why)
      from missing m order by m.order_id
  )
  select array_agg(m.order_id), array_agg(wms.status_after(m.order_id, m.status, v_gone)) into v_orders, v_after from missing m;
  perform wms.recall_tasks(p_warehouse, p_reservations, p_takes, p_why);
  perform wms.unreserve(p_warehouse, array(select r.reservation_id from wms.reservation r where r.task_id = any (v_gone)));
  update wms.orders o set status = a.status, version = o.version + 1
    from unnest(v_orders, v_after) a(id, status) where o.order_id = a.id;
end $$;

-- Who has one of these tasks is told; tasks that lose all say why, the others ask for less.
create function wms.recall_tasks(p_warehouse int, p_reservations bigint[], p_takes numeric[], p_why text) returns void
language plpgsql as $$
begin
  with lost as materialized (
    select t.*, x.take, x.take = r.quantity as whole
      from unnest(p_reservations, p_takes) x(id, take)
     cross join lateral (select r.task_id, r.quantity from wms.reservation r where r.reservation_id = x.id limit 1) r
     cross join lateral (select * from wms.task t where t.task_id = r.task_id limit 1) t
  ), told as (
    insert into wms.event (warehouse_id, type, aggregate_id, number, locations, payload)
    select p_warehouse, 'task.recalled', l.task_id, (select o.number from wms.orders o where o.order_id = l.order_id),
           array[l.from_location_id], jsonb_build_object('claimed_by', l.claimed_by, 'why', p_why, 'quantity', l.take)
      from lost l where l.state in (200, 300) order by l.task_id
  )
  update wms.task t set exception_reason = left(p_why, 400), next_step = case when t.state in (200, 300)
           then 'Put what is in your hand back and go on with the next one.' else 'Reserve the order again.' end
    from lost l where l.whole and t.task_id = l.task_id;
  perform wms.shorten(x.id, x.take) from unnest(p_reservations, p_takes) x(id, take)
    cross join lateral (select r.quantity from wms.reservation r where r.reservation_id = x.id limit 1) r
    where x.take < r.quantity order by x.id;
end $$;

-- Take a part of a reservation away: its task asks for less.
create function wms.shorten(p_reservation bigint, p_take numeric) returns void language plpgsql as $$
declare
  v_held wms.reservation;
begin
  update wms.reservation set quantity = quantity - p_take where reservation_id = p_reservation returning * into v_held;
  update wms.quant set reserved = reserved - p_take where quant_id = v_held.quant_id;
  update wms.order_line set reserved = reserved - p_take where order_line_id = v_held.order_line_id;
  update wms.task set quantity = quantity - p_take where task_id = v_held.task_id;
end $$;

-- One alarm for one act, whatever it broke: whom to call back, what to do next. None where nothing broke.
create function wms.alarm_broken(p_warehouse int, p_kind text, p_source_key text, p_what text, p_broke jsonb) returns void
language plpgsql as $$
declare
  v_people text := (select string_agg(x, ', ') from jsonb_array_elements_text(p_broke -> 'people') x);
  v_orders text := (select string_agg(x ->> 'number', ', ') from jsonb_path_query(p_broke, '$.orders[0 to 4]') x);
  v_more int := jsonb_array_length(p_broke -> 'orders') - 5;
  v_picked text := (select string_agg(distinct x ->> 'number', ', ') from jsonb_path_query(p_broke, '$.picked[0 to 9]') x);
begin
  if v_orders is null and v_picked is null then
    return;
  end if;
  insert into wms.alarm (warehouse_id, kind, priority, text, next_step, source_key)
  values (p_warehouse, p_kind, case when v_people is null then 2 else 1 end,
    left(concat(p_what, case when v_orders is not null then format(' takes %s from %s%s', (p_broke ->> 'quantity')::numeric::float8,
           v_orders, case when v_more > 0 then format(' and %s more', v_more) else '' end) end,
         case when v_picked is not null then format('%s picked goods of %s stay here',
           case when v_orders is null then ':' else ';' end, v_picked) end), 400),
    left(concat_ws(' ', 'Call back ' || v_people || '.',
         case when v_orders is not null then 'Reserve the orders again.' end,
         case when v_picked is not null then 'Take the picked goods out before packing or shipping.' end), 400),
    p_source_key)
  on conflict (warehouse_id, source_key) where cleared_at is null do nothing;
end $$;
