-- Roles: r_supervisor, r_integration
-- Promise: can these orders be delivered, in full, and when? Nothing is reserved. What is on hand (also what waits to be put
-- away) and what inbound orders bring by their due day, less what was promised before, is given to the lines in the order of
-- the orders given; shelf life, lots and owners count as they do at reserving, zones and packages do not. Kept a line:
-- quantity, how much of it from stock, day, and from what. Promised whole: the order is promised.
create function api.promise_v1(p_op uuid, p_warehouse int, p_orders bigint[])
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' set work_mem = '64MB' as $$
declare
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('promise', p_warehouse, p_orders)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if coalesce(cardinality(p_orders), 0) not between 1 and 5000 then
    perform wms.refuse('WM422', 'Promise 1 to 5,000 orders at once.', 'Choose the orders to promise.');
  end if;
  perform from wms.warehouse w where w.warehouse_id = p_warehouse for no key update;   -- each must see the last one's
  perform wms.lock_open_orders(p_warehouse, p_orders);
  return wms.keep_answer(p_op, wms.promise_orders(p_warehouse, p_orders));
end $$;

-- What can be promised: stock that will be there (walk 0) and what is to come (walk: days until it comes), as records.
create function wms.offered_to_promise(p_warehouse int, p_products bigint[]) returns wms.offered[]
language sql stable as $$
  select coalesce(array_agg(x.r), '{}') from (
    select row(s.quant_id, s.location_id, s.product_id, s.owner_id, s.lot_id, s.hu_id, s.free, s.ends_on, s.in_date, s.zone_id, s.code,
             s.kind, 0, false, s.base, null, null)::wms.offered as r
      from unnest(wms.offered(p_warehouse, p_products)) s
     where s.free > 0 and (s.why is null or s.why = 'place' and s.kind in ('receiving', 'staging'))
    union all
    select row(-l.order_line_id, null, l.product_id, o.owner_id, l.lot_id, null, l.quantity - l.cancelled - l.picked,
             coalesce(least(t.expires_on, t.best_before), o.due_at::date + p.shelf_life_days), o.due_at, -1, o.number, 'inbound',
             o.due_at::date - current_date, false, 2147483647, null, null)::wms.offered
      from wms.orders o join wms.order_line l on l.order_id = o.order_id join wms.product p on p.product_id = l.product_id
      left join wms.lot t on t.lot_id = l.lot_id
     where o.warehouse_id = p_warehouse and o.type = 'inbound' and o.status between 100 and 400 and o.due_at::date >= current_date
       and l.product_id = any (p_products) and l.quantity - l.cancelled - l.picked > 0) x
$$;

-- The lines to promise, after all that was promised before: that from stock to be had anywhere, that from what is to come
-- only there (zone -1), so that an old promise of later goods takes no stock from a new one.
create function wms.wanted_to_promise(p_warehouse int, p_orders bigint[]) returns wms.wanted[]
language sql stable as $$
  select coalesce(array_agg(row(x.n, x.order_id, x.order_line_id, x.product_id, x.owner_id, x.lot_id, x.least_on, x.part, -x.coming, x.rule,
           'closest', case x.coming when 1 then '{-1}'::int[] else '{}' end, 'mix', x.coming = 0, 'break', null, x.shadow)::wms.wanted), '{}')
    from (
      select w.*, p.part, p.coming, (row_number() over (order by w.shadow desc, w.turn, p.coming))::int as n
        from (select (u.w).* from (select unnest(wms.wanted(p_warehouse, p_orders, true)) as w) u) w(turn, order_id, order_line_id,
               product_id, owner_id, lot_id, least_on, need, rule_id, rule, strategy, zones, zone_policy, other_zones, pack_policy, pack, shadow)
        join wms.order_line l on l.order_line_id = w.order_line_id
       cross join lateral (
         select least(greatest(least(l.promised_stock, l.quantity - l.cancelled) - l.reserved - l.picked, 0), w.need) as stock) s
       cross join lateral (values (case when w.shadow then s.stock else w.need end, 0), (case when w.shadow then w.need - s.stock else 0 end, 1))
               p(part, coming)
       where p.part > 0) x
$$;

-- Match and keep. Caller holds the orders.
create function wms.promise_orders(p_warehouse int, p_orders bigint[]) returns jsonb
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_want wms.wanted[] := wms.wanted_to_promise(p_warehouse, p_orders);
  v_offer wms.offered[] := wms.offered_to_promise(p_warehouse, array(select distinct w.product_id from unnest(v_want) w));
  v_take wms.awarded[] := wms.match(v_want, v_offer);
  v_answer jsonb;
begin
  perform wms.keep_promises(p_warehouse, p_orders, v_want, v_offer, v_take);
  with line as (
    select l.order_id, bool_and(l.promised >= l.quantity - l.cancelled) as whole, max(l.promised_on) as promised_on,
           jsonb_agg(jsonb_build_object('order_line_id', l.order_line_id, 'line_no', l.line_no, 'product_id', l.product_id,
             'promised', l.promised, 'from_stock', l.promised_stock, 'promised_on', l.promised_on,
             'missing', l.quantity - l.cancelled - l.promised) order by l.line_no) as lines
      from wms.order_line l where l.order_id = any (p_orders) group by l.order_id
  ), settled as (
    update wms.orders o set version = o.version + 1,
           status = case when o.status > 200 then o.status when l.whole then 200 else 100 end
      from line l where l.order_id = o.order_id
    returning o.order_id, o.number, o.status, l.whole, l.promised_on, l.lines
  ), said as (
    insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
    select p_warehouse, 'order.promised', s.order_id, s.number, jsonb_build_object('whole', s.whole, 'promised_on', s.promised_on)
      from settled s returning 1
  )
  select jsonb_build_object('orders', jsonb_agg(jsonb_build_object('order_id', s.order_id, 'number', s.number, 'status', s.status,
           'whole', s.whole, 'promised_on', s.promised_on, 'lines', s.lines) order by array_position(p_orders, s.order_id)))
    into v_answer from settled s;
  return v_answer;
end $$;

-- The promise of each line: what it has already and what the matching gave, and an explanation of it.
create function wms.keep_promises(p_warehouse int, p_orders bigint[], p_want wms.wanted[], p_offer wms.offered[], p_take wms.awarded[])
returns void language plpgsql set enable_nestloop = off set plan_cache_mode = force_custom_plan as $$
begin
  with part as (
    select w.order_line_id, s.kind = 'inbound' as coming, current_date + s.walk as on_day, s.code, sum(t.quantity) as quantity,
           row_number() over (partition by w.order_line_id order by s.walk, s.code) as nth
      from unnest(p_take) t join unnest(p_want) w on w.n = t.n join unnest(p_offer) s on s.quant_id = t.quant_id
     where not w.shadow group by 1, 2, 3, 4, s.walk
  ), given as (
    select p.order_line_id, sum(p.quantity) as quantity, coalesce(sum(p.quantity) filter (where not p.coming), 0) as stock,
           max(p.on_day) as on_day,
           jsonb_agg(jsonb_build_object('from', p.code, 'on', p.on_day, 'quantity', p.quantity, 'coming', p.coming) order by p.nth)
             filter (where p.nth <= 5) as parts
      from part p group by 1
  ), line as (
    update wms.order_line l
       set promised = l.reserved + l.picked + coalesce(g.quantity, 0), promised_stock = l.reserved + l.picked + coalesce(g.stock, 0),
           promised_on = case when l.reserved + l.picked > 0 then greatest(g.on_day, current_date) else g.on_day end
      from wms.order_line k left join given g on g.order_line_id = k.order_line_id
     where k.order_id = any (p_orders) and k.order_line_id = l.order_line_id
    returning l.order_line_id, l.product_id, l.promised, l.promised_on, l.quantity - l.cancelled - l.promised as missing, g.parts
  )
  insert into wms.allocation_note as a (warehouse_id, order_line_id, kind, quantity, explanation)
  select p_warehouse, x.order_line_id, 'promise', x.promised, jsonb_strip_nulls(jsonb_build_object('promised', x.promised,
           'promised_on', x.promised_on, 'missing', x.missing, 'parts', x.parts, 'takers', t.takers, 'first_takers', t.first_takers))
    from line x left join wms.explain_takers(p_want, p_take) t on t.product_id = x.product_id
  on conflict (order_line_id, kind) do update
    set quantity = excluded.quantity, explanation = excluded.explanation, made_at = excluded.made_at, made_by = excluded.made_by,
        closed_at = null;
end $$;
