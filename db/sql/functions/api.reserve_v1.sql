-- Roles: r_supervisor
-- Reserve stock for orders, in the order given (priority): first expired first out, then pick face before reserve, then
-- oldest first. One pass over sets; each reservation says why; each makes one pick task. What is missing is returned,
-- raised as an alarm and left open. Stock below the product's remaining shelf life or held is never taken.
create function api.reserve_v1(p_op uuid, p_warehouse int, p_orders bigint[])
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_old jsonb;
  v_bad record;
  v_made jsonb;
  v_answer jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('reserve', p_warehouse, p_orders)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if coalesce(cardinality(p_orders), 0) not between 1 and 5000 then
    perform wms.refuse('WM422', 'Reserve 1 to 5,000 orders at once.', 'Choose the orders to reserve.');
  end if;
  perform from wms.orders o where o.order_id = any (p_orders) order by o.order_id for no key update;
  select a.id, o.number, s.name into v_bad
    from unnest(p_orders) a(id) left join wms.orders o on o.order_id = a.id and o.warehouse_id = p_warehouse
    left join wms.state s on s.entity = 'order' and s.rank = o.status
   where o.order_id is null or o.status not between 100 and 600 limit 1;
  if found and v_bad.number is null then
    perform wms.refuse('WM404', 'An order is not known in this warehouse.', 'Refresh the list.');
  elsif found then
    perform wms.refuse('WM455', format('Order %s is %s.', v_bad.number, v_bad.name), 'Only open orders can be reserved.',
                       jsonb_build_object('state', v_bad.name));
  end if;
  perform from wms.quant q
   where q.warehouse_id = p_warehouse and q.status = 'available' and q.quantity > q.reserved
     and q.product_id in (select n.product_id from wms.open_need(p_orders) n)
   order by q.location_id, coalesce(q.hu_id, 0), q.status, q.product_id, coalesce(q.lot_id, 0)
     for no key update;
  v_made := wms.allocate(p_warehouse, p_orders);
  v_answer := jsonb_build_object('reservations', v_made, 'orders', wms.settle_reserved(p_warehouse, p_orders),
    'short', (select coalesce(jsonb_agg(jsonb_build_object('order_id', n.order_id, 'order_line_id', n.order_line_id,
                                'product_id', n.product_id, 'missing', n.need) order by n.turn), '[]') from wms.open_need(p_orders) n));
  return wms.keep_answer(p_op, v_answer);
end $$;

-- What the lines of these orders still need, in the order of the orders given.
create function wms.open_need(p_orders bigint[])
returns table (turn bigint, order_id bigint, order_line_id bigint, product_id bigint, need numeric)
language sql stable as $$
  select row_number() over (order by a.n, l.line_no), l.order_id, l.order_line_id, l.product_id,
         l.quantity - l.cancelled - l.reserved - l.picked
    from unnest(p_orders) with ordinality a(id, n) join wms.order_line l on l.order_id = a.id
   where l.quantity - l.cancelled - l.reserved - l.picked > 0
$$;

-- Match need and supply of each product as intervals of their running sums: where two overlap, that much is reserved.
-- Caller holds the locks on the stock records. Returns the reservations made.
create function wms.allocate(p_warehouse int, p_orders bigint[]) returns jsonb
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_made jsonb;
begin
  with need as (
    select n.*, sum(n.need) over (partition by n.product_id order by n.turn) as upto from wms.open_need(p_orders) n
  ), supply as (
    select q.quant_id, q.product_id, q.location_id, q.lot_id, q.hu_id, q.quantity - q.reserved as free, t.expires_on, l.code, l.kind,
           row_number() over w as choice, count(*) over (partition by q.product_id) as candidates,
           sum(q.quantity - q.reserved) over w as upto
      from wms.quant q
      join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id
      join wms.product p on p.product_id = q.product_id
      left join wms.lot t on t.lot_id = q.lot_id
     where q.warehouse_id = p_warehouse and q.status = 'available' and q.quantity > q.reserved
       and l.kind in ('storage', 'pick') and not l.block_pick
       and (t.expires_on is null or t.expires_on >= current_date + p.min_remaining_days)
       and q.product_id in (select product_id from need)
    window w as (partition by q.product_id order by t.expires_on nulls last, l.kind = 'storage', q.in_date,
                 l.pick_sequence nulls last, q.quant_id)
  ), match as (
    select n.order_id, n.order_line_id, n.turn, s.*, least(n.upto, s.upto) - greatest(n.upto - n.need, s.upto - s.free) as take
      from need n join supply s on s.product_id = n.product_id and n.upto - n.need < s.upto and s.upto - s.free < n.upto
  ), task as (
    insert into wms.task (warehouse_id, kind, state, priority, due_at, from_location_id, product_id, lot_id, hu_id, quantity,
                          order_id, order_line_id)
    select p_warehouse, 'pick', 100, o.priority, o.cut_off, m.location_id, m.product_id, m.lot_id, m.hu_id, m.take, m.order_id,
           m.order_line_id
      from match m join wms.orders o on o.order_id = m.order_id order by m.turn, m.choice
    returning task_id, order_line_id, from_location_id, product_id, lot_id, hu_id
  ), made as (
    insert into wms.reservation (warehouse_id, order_line_id, quant_id, task_id, quantity, rule, explanation)
    select p_warehouse, m.order_line_id, m.quant_id, t.task_id, m.take, case when m.expires_on is null then 'fifo' else 'fefo' end,
           jsonb_build_object('choice', m.choice, 'of', m.candidates, 'expires_on', m.expires_on, 'bin', m.code, 'kind', m.kind)
      from match m
      join task t on t.order_line_id = m.order_line_id and t.from_location_id = m.location_id
                 and t.lot_id is not distinct from m.lot_id and t.hu_id is not distinct from m.hu_id
    returning reservation_id, order_line_id, quant_id, task_id, quantity
  ), held as (
    update wms.quant q set reserved = q.reserved + h.quantity
      from (select quant_id, sum(quantity) as quantity from made group by quant_id) h where q.quant_id = h.quant_id
    returning q.location_id
  ), counted as (
    update wms.order_line l set reserved = l.reserved + h.quantity
      from (select order_line_id, sum(quantity) as quantity from made group by order_line_id) h
     where l.order_line_id = h.order_line_id returning 1
  ), said as (
    insert into wms.event (warehouse_id, type, locations, payload)
    select p_warehouse, 'order.reserved', array_agg(distinct h.location_id), jsonb_build_object('orders', to_jsonb(p_orders))
      from held h having count(*) > 0 returning 1
  )
  select coalesce(jsonb_agg(jsonb_build_object('reservation_id', r.reservation_id, 'task_id', r.task_id, 'order_id', m.order_id,
           'order_line_id', r.order_line_id, 'product_id', m.product_id, 'location_id', m.location_id, 'quant_id', r.quant_id,
           'lot_id', m.lot_id, 'quantity', r.quantity) order by m.turn, m.choice), '[]') into v_made
    from made r join match m on m.order_line_id = r.order_line_id and m.quant_id = r.quant_id;
  return v_made;
end $$;

-- After an allocation: reserved where nothing is missing, released where something is, with an alarm that says what.
create function wms.settle_reserved(p_warehouse int, p_orders bigint[]) returns jsonb
language plpgsql as $$
declare
  v_orders jsonb;
begin
  with line as (
    select l.order_id, count(*) as lines, count(*) filter (where l.quantity - l.cancelled - l.reserved - l.picked > 0) as short,
           sum(l.quantity - l.cancelled - l.reserved - l.picked) as missing
      from wms.order_line l where l.order_id = any (p_orders) group by l.order_id
  ), settled as (
    update wms.orders o set version = o.version + 1,
           status = case when o.status >= 500 then o.status when l.short = 0 then 400 else 300 end
      from line l where o.order_id = l.order_id
    returning o.order_id, o.number, o.status, l.lines, l.short, l.missing
  ), alarm as (
    insert into wms.alarm (warehouse_id, kind, priority, text, next_step, source_key)
    select p_warehouse, 'order.short', 2, format('%s: %s short, %s of %s lines', s.number, s.missing::float8, s.short, s.lines), 'Replenish and reserve again, or close the missing lines with a reason.',
           'order.short:' || s.order_id
      from settled s where s.short > 0
    on conflict (warehouse_id, source_key) where cleared_at is null do nothing returning 1
  ), said as (
    insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
    select p_warehouse, 'order.short', s.order_id, s.number, jsonb_build_object('missing', s.missing) from settled s
     where s.short > 0 returning 1
  )
  select jsonb_agg(jsonb_build_object('order_id', s.order_id, 'number', s.number, 'status', s.status,
                     'reserved_lines', s.lines - s.short, 'short_lines', s.short) order by array_position(p_orders, s.order_id))
    into v_orders from settled s;
  return v_orders;
end $$;
