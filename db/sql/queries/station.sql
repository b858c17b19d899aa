-- name: unit_by_sscc
-- A handling unit by its SSCC, with where it stands.
select h.hu_id, h.sscc, h.kind, h.state, h.location_id, h.location_code, l.kind as location_kind
  from api.handling_unit h join api.location l on l.warehouse_id = h.warehouse_id and l.location_id = h.location_id
 where h.warehouse_id = :warehouse and h.sscc = :sscc

-- name: item_by_barcode
-- The product behind a barcode: what one scan of it stands for, and what its tracking asks.
select p.product_id, p.sku, p.name, coalesce(k.quantity, 1) as units, p.tracking, p.shelf_life_days is not null as has_expiry
  from api.product_barcode b join api.product p on p.product_id = b.product_id
  left join api.product_packaging k on k.product_id = b.product_id and k.level = b.level
 where b.barcode = any(:barcodes) limit 1

-- name: item_by_sku
-- A product by its own number.
select p.product_id, p.sku, p.name, 1::numeric as units, p.tracking, p.shelf_life_days is not null as has_expiry
  from api.product p where p.sku = :sku

-- name: carton_types
-- The kinds of carton, smallest first.
select code, name, length, width, height, max_weight, tare from api.carton_type
 where warehouse_id = :warehouse order by length::bigint * width * height, code

-- name: pack_job
-- What was picked into a tote and is not packed yet, by order line and lot.
select o.order_id, o.number, h.sscc, g.order_line_id, g.product_id, p.sku, p.name, p.weight, g.lot_id, t.number as lot,
       sum(case when g.to_hu_id = h.hu_id then g.quantity else -g.quantity end) as quantity,
       p.length, p.width, p.height, p.fragile
  from api.handling_unit h
  join api.ledger g on g.warehouse_id = h.warehouse_id and g.posted_at >= h.created_at and g.order_line_id is not null
   and g.product_id in (select s.product_id from api.stock s where s.warehouse_id = h.warehouse_id and s.hu_id = h.hu_id)
   and ((g.kind = 'pick' and g.to_hu_id = h.hu_id) or (g.kind = 'pack' and g.hu_id = h.hu_id))
  join api.order_line l on l.order_line_id = g.order_line_id
  join api.orders o on o.order_id = l.order_id
  join api.product p on p.product_id = g.product_id
  left join api.lot t on t.lot_id = g.lot_id
 where h.warehouse_id = :warehouse and h.hu_id = :tote
 group by o.order_id, o.number, h.sscc, g.order_line_id, l.line_no, g.product_id, p.sku, p.name, p.weight, g.lot_id, t.number,
          p.length, p.width, p.height, p.fragile
having sum(case when g.to_hu_id = h.hu_id then g.quantity else -g.quantity end) > 0
 order by o.order_id, l.line_no, g.lot_id
