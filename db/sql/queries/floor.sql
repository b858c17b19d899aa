-- name: zones
-- Zones of a warehouse: centre, size in mm, angle in degrees.
select zone_id, code, name, x::float8, y::float8, width::float8, depth::float8, angle::float8
  from api.zone where warehouse_id = :warehouse order by zone_id

-- name: racks
-- Racks of a warehouse: one row of bins each.
select rack_id, zone_id, code, x::float8, y::float8, angle::float8, length::float8, depth::float8, height::float8, columns, levels
  from api.rack where warehouse_id = :warehouse order by rack_id

-- name: locations
-- Locations that have a place on the floor (carts have none), with where they are in their rack; capacity in litres.
select location_id, code, kind, zone_id, rack_id, coalesce(column_no, 0) as column_no, coalesce(level, 0) as level,
       coalesce(x, 0)::float8 as x, coalesce(y, 0)::float8 as y, coalesce(width, 0)::float8 as width,
       coalesce(depth, 0)::float8 as depth, coalesce(height, 0)::float8 as height,
       coalesce(width * depth * height / 1000000, 0)::float8 as capacity
  from api.location where warehouse_id = :warehouse and kind <> 'virtual' and (x is not null or rack_id is not null)
 order by location_id

-- name: location_labels
-- What a scan of a bin can say: code, barcode, check digit; addresses that bins had before and that still scan.
select location_id, code, barcode, check_digit, kind, pick_sequence
  from api.location where warehouse_id = :warehouse and kind not in ('virtual', 'retired')
union all
select l.location_id, l.code, a.barcode, l.check_digit, l.kind, l.pick_sequence
  from api.location_alias a join api.location l on l.warehouse_id = a.warehouse_id and l.location_id = a.location_id
 where a.warehouse_id = :warehouse

-- name: fixtures
-- Walls, docks, stations and labels: points in mm.
select kind, code, coalesce(label, '') as label, points from api.fixture where warehouse_id = :warehouse order by fixture_id

-- name: bin_facts
-- The heatmap's facts of all bins that hold something, were picked from within the hour, have a task or were counted.
select location_id, on_hand, reserved, held, fill, quants, picks_hour, expires_on - date '1970-01-01' as expires_on,
       extract(epoch from in_date)::float8 / 86400 as in_date, extract(epoch from counted_at)::float8 / 86400 as counted_on, tasks
  from api.bin_facts_v1(:warehouse)

-- name: bin_facts_of
-- The heatmap's facts of these bins, empty or not.
select location_id, on_hand, reserved, held, fill, quants, picks_hour, expires_on - date '1970-01-01' as expires_on,
       extract(epoch from in_date)::float8 / 86400 as in_date, extract(epoch from counted_at)::float8 / 86400 as counted_on, tasks
  from api.bin_facts_v1(:warehouse, :locations)

-- name: bin_products
-- What lies in each bin, said in one line: the product with most pieces and how many others.
select distinct on (s.location_id) s.location_id, s.sku, s.product,
       count(*) over (partition by s.location_id) - 1 as others
  from api.stock s where s.warehouse_id = :warehouse
 order by s.location_id, s.quantity desc

-- name: bin_products_of
-- The same for these bins.
select distinct on (s.location_id) s.location_id, s.sku, s.product,
       count(*) over (partition by s.location_id) - 1 as others
  from api.stock s where s.warehouse_id = :warehouse and s.location_id = any(:locations)
 order by s.location_id, s.quantity desc
