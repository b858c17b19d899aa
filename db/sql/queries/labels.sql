-- name: printed_labels
-- Addresses whose labels have been printed.
select code, carrier, way, times, printed_at, person from api.printed_label where warehouse_id = :warehouse order by code

-- name: warehouse_gln
-- The GLN of a warehouse, where it has one.
select gln from api.warehouse_gln where warehouse_id = :warehouse

-- name: layout_underlays
-- The plans under the floors of a warehouse, without their pictures.
select floor_id, name, lying, length(picture) as size, changed_at, person from api.layout_underlay
 where warehouse_id = :warehouse order by floor_id

-- name: underlay_picture
-- The picture under one floor.
select picture from api.layout_underlay where warehouse_id = :warehouse and floor_id = :floor
