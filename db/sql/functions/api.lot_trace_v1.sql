-- Roles: all
-- Where a lot came from (p_direction up) or went to (down), with the lots it was made of or went into, however deep. Up: the
-- receipts with document and supplier. Down: the places where it lies now and the customers' orders it left for. kind says
-- what a row is: origin, receipt, stock or shipment; depth 0 is the lot itself.
create function api.lot_trace_v1(p_warehouse int, p_lot bigint, p_direction text default 'up')
returns table (kind text, depth int, lot_id bigint, lot text, product_id bigint, sku text, quantity numeric, at timestamptz,
               document text, party text, location_id bigint, location text, hu_id bigint, sscc text, status text,
               order_id bigint, order_number text, from_lot_id bigint, from_lot text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  if p_direction is null or p_direction not in ('up', 'down') then
    perform wms.refuse('WM422', 'A lot is traced up or down.', 'Choose up (where from) or down (where to).');
  elsif not exists (select from wms.lot t where t.lot_id = p_lot) then
    perform wms.refuse('WM404', 'This lot is not known.', 'Scan the lot on the goods.');
  end if;
  return query
  with family as (
    select f.lot_id, f.depth, t.number, t.product_id, p.sku from wms.lot_family(p_lot, p_direction) f
      join wms.lot t on t.lot_id = f.lot_id join wms.product p on p.product_id = t.product_id
  ), origin as (
    select 'origin', f.depth, f.lot_id, f.number, f.product_id, f.sku, o.quantity, o.made_at, null, null, null::bigint, null,
           null::bigint, null, null, null::bigint, null, o.from_lot_id, s.number
      from family f
      join wms.lot_origin o on case p_direction when 'up' then o.lot_id else o.from_lot_id end = f.lot_id
      join wms.lot s on s.lot_id = o.from_lot_id
  ), receipt as (
    select 'receipt', f.depth, f.lot_id, f.number, f.product_id, f.sku, g.quantity, g.posted_at, g.document, y.name, g.to_location_id,
           l.code, g.to_hu_id, h.sscc, g.to_status, o.order_id, o.number, null::bigint, null
      from family f
     cross join lateral (select * from wms.ledger g where g.warehouse_id = p_warehouse and g.product_id = f.product_id
                            and g.lot_id = f.lot_id and g.kind = 'receive' offset 0) g
      join wms.location l on l.warehouse_id = p_warehouse and l.location_id = g.to_location_id
      left join wms.handling_unit h on h.hu_id = g.to_hu_id
      left join wms.orders o on o.warehouse_id = p_warehouse and o.number = g.document and o.type = 'inbound'
      left join wms.party y on y.party_id = o.party_id
     where p_direction = 'up'
  ), stock as (
    select 'stock', f.depth, f.lot_id, f.number, f.product_id, f.sku, q.quantity, q.in_date, null, y.name, q.location_id, l.code,
           q.hu_id, h.sscc, q.status, null::bigint, null, null::bigint, null
      from family f
     cross join lateral (select * from wms.quant q where q.warehouse_id = p_warehouse and q.product_id = f.product_id
                            and q.lot_id = f.lot_id and q.quantity > 0 offset 0) q
      join wms.location l on l.warehouse_id = p_warehouse and l.location_id = q.location_id
      left join wms.handling_unit h on h.hu_id = q.hu_id
      left join wms.party y on y.party_id = q.owner_id
     where p_direction = 'down'
  ), shipment as (
    select 'shipment', f.depth, f.lot_id, f.number, f.product_id, f.sku, g.quantity, g.posted_at, g.document, y.name,
           g.from_location_id, l.code, g.hu_id, h.sscc, g.status, o.order_id, o.number, null::bigint, null
      from family f
     cross join lateral (select * from wms.ledger g where g.warehouse_id = p_warehouse and g.product_id = f.product_id
                            and g.lot_id = f.lot_id and g.kind = 'ship' offset 0) g
      join wms.location l on l.warehouse_id = p_warehouse and l.location_id = g.from_location_id
      left join wms.handling_unit h on h.hu_id = g.hu_id
      left join wms.order_line i on i.order_line_id = g.order_line_id
      left join wms.orders o on o.order_id = i.order_id
      left join wms.party y on y.party_id = o.party_id
     where p_direction = 'down'
  )
  select * from origin union all select * from receipt union all select * from stock union all select * from shipment
  order by 2, 3, 8;
end $$;

-- The lot and those it was made of (up) or that were made of it (down), each once, with the shortest way to it.
create function wms.lot_family(p_lot bigint, p_direction text) returns table (lot_id bigint, depth int)
language sql stable rows 10 as $$
  with recursive family as (
    select p_lot as lot_id, 0 as depth
    union
    select case p_direction when 'up' then o.from_lot_id else o.lot_id end, f.depth + 1
      from family f join wms.lot_origin o on case p_direction when 'up' then o.lot_id else o.from_lot_id end = f.lot_id
     where f.depth < 20)
  select lot_id, min(depth) from family group by lot_id
$$;
