-- Roles: r_supervisor
-- Reserve stock for orders, in the order given (priority), each line by the rule that holds for it (allocation_rule; none:
-- first expired first out, then pick face before reserve, then oldest first). One pass over sets; each reservation says why,
-- each makes one pick task. What is missing is returned with the reason, raised as an alarm and left open. Stock that ends
-- too soon, is held, blocked or another owner's is never taken, nor what a more urgent order was promised.
create function api.reserve_v1(p_op uuid, p_warehouse int, p_orders bigint[])
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' set work_mem = '64MB' as $$
declare
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('reserve', p_warehouse, p_orders)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if coalesce(cardinality(p_orders), 0) not between 1 and 5000 then
    perform wms.refuse('WM422', 'Reserve 1 to 5,000 orders at once.', 'Choose the orders to reserve.');
  elsif (select count(distinct x) from unnest(p_orders) x) < cardinality(p_orders) then
    perform wms.refuse('WM422', 'An order is named twice, or one of them not at all.', 'Choose each order once.');
  end if;
  perform wms.fence_promises();
  perform wms.lock_open_orders(p_warehouse, p_orders);
  return wms.keep_answer(p_op, wms.reserve_orders(p_warehouse, p_orders));
end $$;

-- These orders, locked, all of them open. WM404, WM455.
create function wms.lock_open_orders(p_warehouse int, p_orders bigint[]) returns void
language plpgsql as $$
declare
  v_bad record;
begin
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
end $$;

-- Reserve for orders that are locked. The matching is done before any stock record is locked, so that the floor works on
-- meanwhile; then the chosen records are locked in key order. Where one of them has less than before, all candidates are
-- locked and matched again.
create function wms.reserve_orders(p_warehouse int, p_orders bigint[]) returns jsonb
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_want wms.wanted[] := wms.wanted(p_warehouse, p_orders);
  v_products bigint[] := array(select distinct w.product_id from unnest(v_want) w);
  v_offer wms.offered[] := wms.offered(p_warehouse, v_products);
  v_take wms.awarded[] := wms.match(v_want, v_offer);
  v_book wms.booking[] := wms.explained(v_want, v_offer, v_take);
  v_made jsonb;
  v_held bigint[];
begin
  begin
    perform wms.lock_booked(v_book);
  exception when sqlstate 'WM001' then               -- gives the locks back; not WM000, which stands for its whole class
    v_held := array(select h.quant_id from (
      select q.quant_id from wms.quant q
       where q.warehouse_id = p_warehouse and q.product_id = any (v_products) and q.status = 'available' and q.quantity > q.reserved
       order by q.location_id, coalesce(q.hu_id, 0), q.status, q.product_id, coalesce(q.lot_id, 0), coalesce(q.owner_id, 0)
         for no key update) h);
    v_offer := array(select o from unnest(wms.offered(p_warehouse, v_products)) o where o.quant_id = any (v_held));   -- a record made since is not locked
    v_take := wms.match(v_want, v_offer);
    v_book := wms.explained(v_want, v_offer, v_take);
  end;
  v_made := wms.book_reservations(p_warehouse, p_orders, v_book);
  perform wms.note_short(p_warehouse, p_orders, v_want, v_offer, v_take);
  return jsonb_build_object('reservations', v_made, 'orders', wms.settle_reserved(p_warehouse, p_orders),
    'short', (select coalesce(jsonb_agg(jsonb_build_object('order_id', n.order_id, 'order_line_id', n.order_line_id,
                                'product_id', n.product_id, 'missing', n.need) order by n.turn), '[]') from wms.open_need(p_orders) n));
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

-- Lock the records that were chosen, in key order. WM001 where one does not have that much any more, or went elsewhere.
create function wms.lock_booked(p_book wms.booking[]) returns void
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_changed int;
begin
  perform from wms.quant q where q.quant_id = any (array(select distinct b.quant_id from unnest(p_book) b))
   order by q.location_id, coalesce(q.hu_id, 0), q.status, q.product_id, coalesce(q.lot_id, 0), coalesce(q.owner_id, 0) for no key update;
  select count(*) into v_changed                     -- counted: to ask whether there is one would favour a plan that looks at each
    from (select b.quant_id, b.location_id, sum(b.quantity) as quantity from unnest(p_book) b group by 1, 2) b
    left join wms.quant q on q.quant_id = b.quant_id and q.location_id = b.location_id
   where q.quant_id is null or q.quantity - q.reserved < b.quantity;
  if v_changed > 0 then
    raise exception 'changed' using errcode = 'WM001';
  end if;
end $$;

-- Make what was matched: a pick task and a reservation with its explanation for each, and the sums that go with them.
-- Caller holds the locks on the stock records. Returns the reservations made.
create function wms.book_reservations(p_warehouse int, p_orders bigint[], p_book wms.booking[]) returns jsonb
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_made jsonb;
begin
  with book as materialized (
    select b.* from unnest(p_book) b
  ), task as (
    insert into wms.task (warehouse_id, kind, state, priority, due_at, from_location_id, product_id, lot_id, hu_id, quantity,
                          order_id, order_line_id)
    select p_warehouse, 'pick', 100, o.priority, o.cut_off, b.location_id, b.product_id, b.lot_id, b.hu_id, b.quantity, b.order_id,
           b.order_line_id
      from unnest(p_book) b join wms.orders o on o.order_id = b.order_id order by b.n, b.choice
    returning task_id, order_line_id, from_location_id, product_id, lot_id, hu_id
  ), made as (
    insert into wms.reservation (warehouse_id, order_line_id, quant_id, task_id, quantity, rule, explanation)
    select p_warehouse, b.order_line_id, b.quant_id, t.task_id, b.quantity, b.rule, b.explanation
      from book b
      join task t on t.order_line_id = b.order_line_id and t.from_location_id = b.location_id
                 and coalesce(t.lot_id, 0) = coalesce(b.lot_id, 0) and coalesce(t.hu_id, 0) = coalesce(b.hu_id, 0)
    returning reservation_id, order_line_id, quant_id, task_id, quantity
  ), held as (
    update wms.quant q set reserved = q.reserved + h.quantity
      from (select b.quant_id, sum(b.quantity) as quantity from unnest(p_book) b group by 1) h where q.quant_id = h.quant_id
    returning q.location_id
  ), counted as (
    update wms.order_line l set reserved = l.reserved + h.quantity
      from (select b.order_line_id, sum(b.quantity) as quantity from unnest(p_book) b group by 1) h
     where l.order_line_id = h.order_line_id returning 1
  ), said as (
    insert into wms.event (warehouse_id, type, locations, payload)
    select p_warehouse, 'order.reserved', array_agg(distinct h.location_id), jsonb_build_object('orders', to_jsonb(p_orders))
      from held h having count(*) > 0 returning 1
  )
  select coalesce(jsonb_agg(jsonb_build_object('reservation_id', r.reservation_id, 'task_id', r.task_id, 'order_id', b.order_id,
           'order_line_id', r.order_line_id, 'product_id', b.product_id, 'location_id', b.location_id, 'quant_id', r.quant_id,
           'lot_id', b.lot_id, 'quantity', r.quantity) order by b.n, b.choice), '[]') into v_made
    from made r join book b on b.order_line_id = r.order_line_id and b.quant_id = r.quant_id;
  return v_made;
end $$;

-- For each line that still misses something: why, kept until it does not. Notes of lines that have all are closed.
create function wms.note_short(p_warehouse int, p_orders bigint[], p_want wms.wanted[], p_offer wms.offered[], p_take wms.awarded[])
returns void language plpgsql set enable_nestloop = off set plan_cache_mode = force_custom_plan as $$
declare
  v_short wms.wanted[] := array(select w from unnest(p_want) w join wms.open_need(p_orders) n on n.order_line_id = w.order_line_id);
begin
  if cardinality(v_short) > 0 then
    insert into wms.allocation_note as a (warehouse_id, order_line_id, kind, quantity, explanation)
    select p_warehouse, w.order_line_id, 'short', n.need,
           jsonb_strip_nulls(jsonb_build_object('rule', w.rule, 'rule_id', w.rule_id, 'needs_until', w.least_on, 'lot_id', w.lot_id,
             'owner_id', w.owner_id, 'missing', n.need, 'takers', t.takers, 'first_takers', t.first_takers,
             'rejected', coalesce(x.rejected, case when t.takers is null then '{"counts": {"none": 0}}'::jsonb end)))
      from unnest(v_short) w
      join wms.open_need(p_orders) n on n.order_line_id = w.order_line_id
      left join wms.explain_takers(p_want, p_take) t on t.product_id = w.product_id
      left join wms.explain_rejected(v_short, p_offer) x on x.n = w.n
    on conflict (order_line_id, kind) do update
      set quantity = excluded.quantity, explanation = excluded.explanation, made_at = excluded.made_at, made_by = excluded.made_by,
          closed_at = null;
  end if;
  update wms.allocation_note a set closed_at = clock_timestamp()
    from unnest(p_want) w
   where a.order_line_id = w.order_line_id and not w.shadow and a.kind = 'short' and a.closed_at is null
     and w.order_line_id not in (select s.order_line_id from unnest(v_short) s);
end $$;
