-- Invariants of holds: nothing held is promised, nothing was picked, packed or shipped while it was held (holds of the last 30 days),
-- a hold on a record ends with its goods, and each lifted hold was placed before. Part of api.check_v1.
create function wms.check_holds(p_warehouse int)
returns table (invariant text, subject text, expected text, found text)
language plpgsql stable as $$
begin
  return query
  select 'nothing held is promised', format('reservation %s on quant %s', r.reservation_id, h.quant_id), 'no hold',
         format('hold %s on its %s', h.hold_id, h.target)
    from wms.holds_on(p_warehouse) h
    join wms.reservation r on r.quant_id = h.quant_id and r.state = 'open' limit 50;
  return query
  select 'nothing held is picked, packed or shipped', format('ledger %s (%s)', g.ledger_id, g.kind), 'no hold at ' || g.posted_at,
         format('hold %s on its %s from %s to %s', h.hold_id, h.target, h.placed_at, coalesce(h.released_at::text, 'now'))
    from wms.hold h
   cross join lateral (
     select * from wms.ledger g
      where g.warehouse_id = p_warehouse and g.posted_at > coalesce(h.since, h.placed_at) and g.posted_at < coalesce(h.released_at, 'infinity')
        and g.kind in ('pick', 'pack', 'ship')
        and case h.target
              when 'product' then g.product_id = h.target_id
              when 'lot' then g.product_id = (select t.product_id from wms.lot t where t.lot_id = h.target_id) and g.lot_id = h.target_id
              when 'quant' then g.from_quant_id = h.target_id
              when 'location' then g.from_location_id = h.target_id
              else g.hu_id = h.target_id end) g
   where h.warehouse_id = p_warehouse and h.placed_at > now() - interval '30 days' limit 50;
  return query
  select 'a hold on a stock record has its goods', format('hold %s', h.hold_id), 'something in quant ' || h.target_id, '0'
    from wms.hold h
   where h.warehouse_id = p_warehouse and h.released_at is null and h.target = 'quant'
     and not exists (select from wms.quant q where q.quant_id = h.target_id and q.quantity > 0) limit 50;
  return query
  select 'a hold is lifted after it was placed', format('hold %s', h.hold_id), 'a time after ' || h.placed_at,
         format('%s at %s', coalesce(h.released_by::text, 'nobody'), h.released_at)
    from wms.hold h where h.warehouse_id = p_warehouse and h.released_at < h.placed_at limit 50;
end $$;
