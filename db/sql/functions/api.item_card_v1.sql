-- A product in one warehouse, as the explorer's detail panel shows it: sums, days, entries newest first.

-- Roles: all
-- What there is of a product now. promised: what orders that are not reserved yet still want.
create function api.item_card_v1(p_warehouse int, p_product bigint)
returns table (product_id bigint, sku text, product text, category text, uom text, weight numeric, gtin text, on_hand numeric,
               reserved numeric, held numeric, wanted numeric, records bigint, bins bigint, lots bigint, units bigint,
               unit_value numeric)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  v_search wms.stock_search := wms.read_stock_filter(p_warehouse, '{}');
begin
  perform wms.authorise(p_warehouse);
  return query
  select p.product_id, p.sku, p.name, p.category, p.base_uom, p.weight,
         (select k.gtin from wms.product_packaging k where k.product_id = p.product_id and k.gtin is not null order by k.quantity limit 1),
         coalesce(s.on_hand, 0), coalesce(s.reserved, 0), coalesce(s.held, 0), coalesce(n.wanted, 0), coalesce(s.records, 0),
         coalesce(s.bins, 0), coalesce(s.lots, 0), coalesce(s.units, 0), p.unit_value
    from wms.product p
    cross join lateral (
      select sum(q.quantity) as on_hand, sum(q.reserved) as reserved, count(*) as records, count(distinct q.location_id) as bins,
             count(distinct q.lot_id) as lots, count(distinct q.hu_id) as units,
             sum(q.quantity) filter (where q.status <> 'available' or l.block_pick or q.quant_id = any (v_search.hold_quants)
               or q.lot_id = any (v_search.hold_lots) or q.product_id = any (v_search.hold_products)
               or q.location_id = any (v_search.hold_places) or q.hu_id = any (v_search.hold_units)) as held
        from wms.quant q join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id
       where q.warehouse_id = p_warehouse and q.product_id = p.product_id and q.quantity > 0) s
    cross join lateral (
      select sum(i.quantity - i.cancelled - i.picked - i.reserved) as wanted
        from wms.order_line i join wms.orders o on o.order_id = i.order_id
       where i.product_id = p.product_id and i.warehouse_id = p_warehouse and o.type = 'outbound' and o.status between 100 and 699) n
   where p.product_id = p_product;
end $$;

-- Stock of a product at the end of each of the last days (of the warehouse's own zone), oldest first; the last is now.
create function api.item_days_v1(p_warehouse int, p_product bigint, p_days int default 90)
returns table (day date, on_hand numeric)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  v_zone text := (select w.time_zone from wms.warehouse w where w.warehouse_id = p_warehouse);
  v_today date := (now() at time zone v_zone)::date;
  v_days int := least(greatest(coalesce(p_days, 90), 1), 400);
begin
  perform wms.authorise(p_warehouse);
  return query
  with change as (
    select (g.posted_at at time zone v_zone)::date as day,
           sum(case when g.from_quant_id is null then g.quantity when g.to_quant_id is null then -g.quantity else 0 end) as delta
      from wms.ledger g
     where g.warehouse_id = p_warehouse and g.product_id = p_product
       and g.posted_at >= ((v_today - v_days)::timestamp at time zone v_zone)
     group by 1),
  day as (select v_today - n as day from generate_series(0, v_days - 1) n)
  select d.day, coalesce((select sum(q.quantity) from wms.quant q where q.warehouse_id = p_warehouse and q.product_id = p_product), 0)
           - coalesce(sum(c.delta) over (order by d.day desc rows between unbounded preceding and 1 preceding), 0)
    from day d left join change c on c.day = d.day
   order by d.day;
end $$;

-- Ledger entries of a product, newest first, before an entry (p_before_at, p_before_id). delta: what it changed of the stock in
-- the warehouse, 0 where goods only moved.
create function api.item_entries_v1(p_warehouse int, p_product bigint, p_before_at timestamptz default null, p_before_id bigint default null,
                                    p_limit int default 50)
returns table (ledger_id bigint, posted_at timestamptz, kind text, quantity numeric, delta numeric, from_code text, to_code text, lot text,
               status text, to_status text, reason text, document text, order_id bigint, order_number text, person text, undoes bigint, op uuid)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select g.ledger_id, g.posted_at, g.kind, g.quantity,
         case when g.from_quant_id is null then g.quantity when g.to_quant_id is null then -g.quantity else 0 end,
         f.code, t.code, n.number, g.status, g.to_status, g.reason, g.document, o.order_id, o.number,
         coalesce(u.display_name, g.actor::text), g.undoes, g.op
    from (select * from wms.ledger x
           where x.warehouse_id = p_warehouse and x.product_id = p_product and x.posted_at <= coalesce(p_before_at, 'infinity')
             and (x.posted_at < coalesce(p_before_at, 'infinity') or x.ledger_id < coalesce(p_before_id, 9223372036854775807))
           order by x.posted_at desc, x.ledger_id desc limit least(greatest(coalesce(p_limit, 50), 1), 500)) g
    join wms.location f on f.warehouse_id = g.warehouse_id and f.location_id = g.from_location_id
    join wms.location t on t.warehouse_id = g.warehouse_id and t.location_id = g.to_location_id
    left join wms.lot n on n.lot_id = g.lot_id
    left join wms.order_line i on i.order_line_id = g.order_line_id
    left join wms.orders o on o.order_id = i.order_id
    left join wms.app_user u on u.login = g.actor
   order by g.posted_at desc, g.ledger_id desc;
end $$;
