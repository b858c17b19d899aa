-- Roles: r_supervisor
-- Reserve for an urgent order also what less urgent ones hold: only from orders of a lower priority, only what nobody has
-- claimed or started. The lowest priority loses first, then the latest due, then the order with the most of it, so that few
-- are hurt. What they lose is reserved for them elsewhere in the same call where there is stock. The answer, events and
-- alarms say who lost what and what they got for it.
create function api.reallocate_v1(p_op uuid, p_warehouse int, p_order bigint)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' set work_mem = '64MB' set plan_cache_mode = force_custom_plan as $$
declare
  v_old jsonb;
  v_order wms.orders;
  v_lose bigint[];
  v_victims bigint[];
  v_lost jsonb;
  v_won jsonb;
  v_again jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('reallocate', p_warehouse, p_order)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.fence_promises();
  v_order := wms.lock_for_reallocation(p_warehouse, p_order);
  v_lose := wms.choose_victims(p_warehouse, p_order, v_order.priority);
  select coalesce(jsonb_agg(x.line), '[]'), array_agg(distinct x.order_id) into v_lost, v_victims
    from (select l.order_id, jsonb_build_object('order_id', l.order_id, 'number', o.number, 'priority', o.priority,
                   'order_line_id', l.order_line_id, 'product_id', l.product_id, 'lost', sum(r.quantity)) as line
            from wms.reservation r join wms.order_line l on l.order_line_id = r.order_line_id join wms.orders o on o.order_id = l.order_id
           where r.reservation_id = any (v_lose) group by l.order_id, o.number, o.priority, l.order_line_id, l.product_id) x;
  perform wms.unreserve(p_warehouse, v_lose);
  v_won := wms.reserve_orders(p_warehouse, array[p_order]);
  if v_victims is not null then
    v_victims := array(select o.order_id from wms.orders o where o.order_id = any (v_victims)
                        order by o.priority, coalesce(o.due_at, o.cut_off), o.order_id);
    v_again := wms.reserve_orders(p_warehouse, v_victims);
    v_lost := wms.note_lost(p_warehouse, v_order, v_lost, v_again);
  end if;
  return wms.keep_answer(p_op, v_won || jsonb_build_object('order_id', p_order, 'number', v_order.number, 'lost', v_lost));
end $$;

-- The order and all that could lose to it, their open tasks and all stock of the products in question, locked in that order.
create function wms.lock_for_reallocation(p_warehouse int, p_order bigint) returns wms.orders
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_order wms.orders;
  v_products bigint[] := array(select distinct n.product_id from wms.open_need(array[p_order]) n);
  v_others bigint[];
begin
  select array_agg(distinct o.order_id) into v_others
    from wms.orders mine join wms.orders o on o.warehouse_id = mine.warehouse_id and o.priority > mine.priority and o.status between 100 and 600
    join wms.order_line l on l.order_id = o.order_id and l.reserved > 0
   where mine.order_id = p_order and mine.warehouse_id = p_warehouse and l.product_id = any (v_products);
  v_products := array(select unnest(v_products) union select n.product_id from wms.open_need(v_others) n);      -- they are reserved anew
  perform from wms.orders o where o.order_id = p_order or o.order_id = any (v_others) order by o.order_id for no key update;
  perform wms.lock_open_orders(p_warehouse, array[p_order]);
  perform from wms.task t where t.order_id = any (v_others) and t.kind = 'pick' and t.state < 200 order by t.task_id for no key update;
  perform from wms.quant q
   where q.warehouse_id = p_warehouse and q.product_id = any (v_products) and q.status = 'available' and q.quantity > 0
   order by q.location_id, coalesce(q.hu_id, 0), q.status, q.product_id, coalesce(q.lot_id, 0), coalesce(q.owner_id, 0) for no key update;
  select * into v_order from wms.orders o where o.order_id = p_order;
  return v_order;
end $$;

-- The reservations that must be given up so that the order gets what free stock does not give it.
create function wms.choose_victims(p_warehouse int, p_order bigint, p_priority int) returns bigint[]
language plpgsql stable set enable_nestloop = off set plan_cache_mode = force_custom_plan as $$
declare
  v_want wms.wanted[] := wms.wanted(p_warehouse, array[p_order]);
  v_offer wms.offered[] := wms.offered(p_warehouse, array(select distinct w.product_id from unnest(v_want) w));
  v_take wms.awarded[] := wms.match(v_want, v_offer);
  v_held wms.offered[];
begin
  v_want := array(                                   -- what is still missing, wherever the rule would look for it
    select row(w.n, w.order_id, w.order_line_id, w.product_id, w.owner_id, w.lot_id, w.least_on, w.need - coalesce(t.quantity, 0), w.rule_id,
             w.rule, 'closest', w.zones, 'mix', w.other_zones, 'break', null, false)::wms.wanted
      from unnest(v_want) w left join (select n, sum(quantity) as quantity from unnest(v_take) group by n) t on t.n = w.n
     where not w.shadow and w.need > coalesce(t.quantity, 0));
  v_held := array(                                   -- reservations of others stand where records stood, the fairest to lose first
    select row(r.reservation_id, s.location_id, s.product_id, s.owner_id, s.lot_id, s.hu_id, r.quantity, s.ends_on, s.in_date, s.zone_id,
             s.code, s.kind,
             row_number() over (order by o.priority desc, coalesce(o.due_at, o.cut_off, 'infinity') desc, o.of_it desc, o.order_id,
                                r.quantity desc, r.reservation_id), false, s.base, null, null)::wms.offered
      from wms.reservation r join unnest(v_offer) s on s.quant_id = r.quant_id
      join wms.task t on t.task_id = r.task_id
      join (select v.reservation_id, o.order_id, o.priority, o.due_at, o.cut_off,
                   sum(v.quantity) over (partition by o.order_id, l.product_id) as of_it
              from wms.reservation v join wms.order_line l on l.order_line_id = v.order_line_id
              join wms.orders o on o.order_id = l.order_id
             where v.warehouse_id = p_warehouse and v.state = 'open' and o.priority > p_priority
               and l.product_id in (select w.product_id from unnest(v_want) w)) o on o.reservation_id = r.reservation_id
     where r.state = 'open' and t.state < 200 and (s.why is null or s.why = 'reserved'));
  return array(select distinct t.quant_id from unnest(wms.match(v_want, v_held)) t);
end $$;

-- Who lost what and got what for it: kept with the line, told as an event. Returns the list with what was replaced.
create function wms.note_lost(p_warehouse int, p_order wms.orders, p_lost jsonb, p_again jsonb) returns jsonb
language plpgsql as $$
declare
  v_lost jsonb;
begin
  select jsonb_agg(x.value || jsonb_build_object('replaced', least(coalesce(r.quantity, 0), (x.value ->> 'lost')::numeric),
           'missing', greatest((x.value ->> 'lost')::numeric - coalesce(r.quantity, 0), 0), 'to_bins', coalesce(r.places, '[]')))
    into v_lost
    from jsonb_array_elements(p_lost) x(value)
    left join (select (m.value ->> 'order_line_id')::bigint as line, sum((m.value ->> 'quantity')::numeric) as quantity,
                      jsonb_agg(m.value -> 'location_id') as places
                 from jsonb_array_elements(p_again -> 'reservations') m(value) group by 1) r
      on r.line = (x.value ->> 'order_line_id')::bigint;
  insert into wms.allocation_note as a (warehouse_id, order_line_id, kind, quantity, explanation)
  select p_warehouse, (x.value ->> 'order_line_id')::bigint, 'lost', (x.value ->> 'lost')::numeric,
         jsonb_build_object('order', p_order.number, 'order_id', p_order.order_id, 'priority', p_order.priority,
           'lost', x.value -> 'lost', 'replaced', x.value -> 'replaced', 'missing', x.value -> 'missing')
    from jsonb_array_elements(v_lost) x(value)
  on conflict (order_line_id, kind) do update
    set quantity = excluded.quantity, explanation = excluded.explanation, made_at = excluded.made_at, made_by = excluded.made_by,
        closed_at = null;
  insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
  select p_warehouse, 'order.reallocated', (x.value ->> 'order_id')::bigint, min(x.value ->> 'number'),
         jsonb_build_object('to_order', p_order.number, 'lines', jsonb_agg(x.value))
    from jsonb_array_elements(v_lost) x(value) group by 3;
  return v_lost;
end $$;
