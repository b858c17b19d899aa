-- name: unit_of_scan
-- A handling unit by its SSCC, with where it stands.
select hu_id, sscc, kind, state, location_id, location_code, location_kind from api.unit_of_scan_v1(:warehouse, :sscc)

-- name: item_of_scan
-- The product behind a barcode, or of this number: what one scan of it stands for, and what its tracking asks.
select product_id, sku, name, units, tracking, has_expiry, catch_weight from api.item_of_scan_v1(:warehouse, :codes)

-- name: carton_types
-- The kinds of carton, smallest first.
select code, name, length, width, height, max_weight, tare from api.carton_type
 where warehouse_id = :warehouse order by length::bigint * width * height, code

-- name: pack_job
-- What was picked into a tote and is not packed yet, by order line and lot.
select order_id, number, sscc, order_line_id, product_id, sku, name, weight, lot_id, lot, quantity
  from api.pack_job_v1(:warehouse, :tote)
