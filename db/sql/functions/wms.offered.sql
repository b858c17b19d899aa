-- All stock of these products with what speaks for and against it: why is null for what anybody may take. base numbers the
-- records first expired first out: then pick face before reserve, oldest first, in walking order.
create function wms.offered(p_warehouse int, p_products bigint[]) returns wms.offered[]
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
declare
  v_stock wms.quant[] := array(                      -- first, so that what follows is planned for as many as there are
    select x.q from unnest(p_products) a(id)
     cross join lateral (select q from wms.quant q where q.warehouse_id = p_warehouse and q.product_id = a.id and q.quantity > 0
                         offset 0) x);
  v_offer wms.offered[];
begin
  with held as materialized (
    select h.quant_id, string_agg(h.hold_id::text, ', ' order by h.hold_id) as holds from wms.holds_on(p_warehouse) h group by 1
  ), doubt as materialized (                         -- came short; nobody counted since, or what they counted is not booked yet
    select (t.explanation ->> 'quant')::bigint as quant_id, max((t.explanation ->> 'doubt')::numeric) as quantity, max(t.finished_at) as since
      from wms.task t join wms.location l on l.warehouse_id = t.warehouse_id and l.location_id = t.from_location_id
     where t.warehouse_id = p_warehouse and t.state = 600 and t.explanation ? 'doubt'
       and (t.finished_at > coalesce(l.last_counted_at, '-infinity')
            or exists (select from wms.count c where c.warehouse_id = p_warehouse and c.location_id = l.location_id and c.made_at <= t.finished_at
                          and c.state in ('open', 'counted', 'recount', 'review', 'approved')))
     group by 1
  )
  select array_agg(row(x.quant_id, x.location_id, x.product_id, x.owner_id, x.lot_id, x.hu_id, x.free, x.ends_on, x.in_date,
                       x.zone_id, x.code, x.kind, x.walk, x.pallet, x.base, x.why,
                       case x.why when 'status' then x.status when 'held' then x.holds when 'place' then x.kind
                                  when 'doubt' then to_char(x.since, 'DD Mon HH24:MI') end)::wms.offered)
    into v_offer
    from (
      select q.quant_id, q.location_id, q.product_id, q.owner_id, q.lot_id, q.hu_id,
             greatest(q.quantity - q.reserved - coalesce(d.quantity, 0), 0) as free, t.ends_on,
             q.in_date, l.zone_id, l.code, l.kind, l.pick_sequence as walk, q.status, h.holds, d.since,
             q.reserved = 0 and d.quant_id is null and u.kind = 'pallet' and not exists (
               select from wms.quant o where o.hu_id = q.hu_id and o.quant_id <> q.quant_id and o.quantity > 0) as pallet,
             (row_number() over (order by t.ends_on nulls last, l.kind = 'storage', q.in_date, l.pick_sequence nulls last,
                                 q.quant_id))::int as base,
             case when q.status <> 'available' then 'status' when h.quant_id is not null then 'held'
                  when l.kind not in ('storage', 'pick') then 'place' when l.block_pick then 'blocked'
                  when q.quantity = q.reserved or u.order_id is not null then 'reserved'
                  when q.quantity - q.reserved <= d.quantity then 'doubt' end as why
        from unnest(v_stock) q
        left join wms.location l on l.warehouse_id = p_warehouse and l.location_id = q.location_id   -- left: no row is thought lost
        left join lateral (select least(t.expires_on, t.best_before) as ends_on from wms.lot t where t.lot_id = q.lot_id) t on true
        left join wms.handling_unit u on u.hu_id = q.hu_id
        left join held h on h.quant_id = q.quant_id
        left join doubt d on d.quant_id = q.quant_id) x;
  return coalesce(v_offer, '{}');
end $$;
