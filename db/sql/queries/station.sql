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
select order_id, number, sscc, order_line_id, product_id, sku, name, weight, lot_id, lot, quantity
  from api.pack_job_v1(:warehouse, :tote)
