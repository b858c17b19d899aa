-- name: printed_labels
-- Addresses whose labels have been printed.
select code, carrier, way, times, printed_at, person from api.printed_label where warehouse_id = :warehouse order by code

-- name: warehouse_gln
-- The GLN of a warehouse, where it has one.
select gln from api.warehouse_gln where warehouse_id = :warehouse
