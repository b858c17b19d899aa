-- Roles: r_supervisor, r_planner, r_integration
-- What a release of these orders would take, now, in this turn: the same choice that reserving makes, with nothing locked and
-- nothing kept. p_short: as in release_wave_v1. Rows of what: 'pick' (a task to be, or one that waits without a batch),
-- 'short' (missing of a line), 'left' (an order that stays behind, and each line for which it does), 'face' (a pick face that is
-- picked from: free quantity in it; in litres what of the product waits in reserve, in grams what is taken of it, in its unit).
create function api.wave_choice_v1(p_warehouse int, p_orders bigint[], p_short text default 'leave')
returns table (what text, order_id bigint, order_line_id bigint, product_id bigint, location_id bigint, code text, kind text,
               zone_id bigint, quantity float8, litres float8, grams float8)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set work_mem = '64MB' set plan_cache_mode = force_custom_plan
set enable_nestloop = off set client_min_messages = error as $$
#variable_conflict use_column
declare
  v_keep bigint[] := p_orders;
  v_drop bigint[];
  v_freed bigint[];
  v_want wms.wanted[];
  v_offer wms.offered[];
  v_take wms.awarded[];
begin
  perform wms.authorise(p_warehouse);
  if coalesce(cardinality(p_orders), 0) not between 1 and 5000 then
    perform wms.refuse('WM422', 'A wave has 1 to 5,000 orders.', 'Choose the orders to release.');
  end if;
  v_keep := array(select a.id from unnest(p_orders) with ordinality a(id, n)
    join wms.orders o on o.order_id = a.id and o.warehouse_id = p_warehouse and o.status between 100 and 600 order by a.n);
  v_want := wms.wanted(p_warehouse, v_keep);
  v_offer := wms.offered(p_warehouse, array(select distinct w.product_id from unnest(v_want) w));
  v_take := wms.match(v_want, v_offer);
  for v_round in 1 .. case when p_short = 'take' then 0 else 6 end loop
    v_drop := array(select distinct w.order_id from unnest(v_want) w
      left join (select t.n, sum(t.quantity) as quantity from unnest(v_take) t group by 1) t on t.n = w.n
      join wms.orders o on o.order_id = w.order_id and o.completeness = 'ship_complete'
     where not w.shadow and w.need > coalesce(t.quantity, 0));
    exit when cardinality(v_drop) = 0;
    return query
    select 'left', w.order_id, w.order_line_id, w.product_id, null::bigint, null, null, null::bigint, (w.need - coalesce(t.quantity, 0))::float8, null::float8, null::float8
      from unnest(v_want) w left join (select t.n, sum(t.quantity) as quantity from unnest(v_take) t group by 1) t on t.n = w.n
     where not w.shadow and w.order_id = any (v_drop) and w.need > coalesce(t.quantity, 0);
    v_keep := array(select x.id from unnest(v_keep) with ordinality x(id, n) where x.id <> all (v_drop) order by x.n);
    -- products are matched apart from each other: only those of the orders that stay behind change hands
    v_freed := array(select distinct w.product_id from unnest(v_want) w where not w.shadow and w.order_id = any (v_drop));
    v_want := array(select w from unnest(v_want) w where w.shadow or w.order_id <> all (v_drop));
    v_take := array(select t from unnest(v_take) t join unnest(v_want) w on w.n = t.n and w.product_id <> all (v_freed))
      || wms.match(array(select w from unnest(v_want) w where w.product_id = any (v_freed)),
                   array(select s from unnest(v_offer) s where s.product_id = any (v_freed)));
  end loop;
  if cardinality(v_keep) = 0 then
    return;
  end if;
  return query
  with chosen as materialized (
    select w.order_id, w.order_line_id, w.product_id, s.location_id, t.quantity
      from unnest(v_take) t join unnest(v_want) w on w.n = t.n and not w.shadow join unnest(v_offer) s on s.quant_id = t.quant_id
    union all
    select t.order_id, t.order_line_id, t.product_id, t.from_location_id, t.quantity
      from wms.task t where t.order_id = any (v_keep) and t.kind = 'pick' and t.state = 100 and t.batch_id is null
  )
  select 'pick', c.order_id, c.order_line_id, c.product_id, l.location_id, l.code, l.kind, l.zone_id::bigint, c.quantity::float8,
         (c.quantity * coalesce(p.length::float8 * p.width * p.height / 1e6, 0))::float8, (c.quantity * coalesce(p.weight, 0))::float8
    from chosen c join wms.product p on p.product_id = c.product_id
    join wms.location l on l.warehouse_id = p_warehouse and l.location_id = c.location_id
  union all
  select 'short', w.order_id, w.order_line_id, w.product_id, null, null, null, null, (w.need - coalesce(t.quantity, 0))::float8, null, null
    from unnest(v_want) w left join (select t.n, sum(t.quantity) as quantity from unnest(v_take) t group by 1) t on t.n = w.n
   where not w.shadow and w.need > coalesce(t.quantity, 0)
  union all
  select 'face', null, null, f.product_id, l.location_id, l.code, l.kind, l.zone_id,
         h.free::float8, coalesce(r.free, 0)::float8, f.taken::float8
    from (select c.product_id, c.location_id, sum(c.quantity) as taken from chosen c group by 1, 2) f
    join wms.location l on l.warehouse_id = p_warehouse and l.location_id = f.location_id and l.kind = 'pick'
    join (select s.product_id, s.location_id, sum(s.free) as free from unnest(v_offer) s group by 1, 2) h
      on h.product_id = f.product_id and h.location_id = f.location_id
    left join (select s.product_id, sum(s.free) as free from unnest(v_offer) s where s.kind = 'storage' and s.why is null group by 1) r
      on r.product_id = f.product_id;
end $$;
