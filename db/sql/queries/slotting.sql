-- name: slotting_faces
-- Bins that are picked from, with the limits of their class.
select location_id, code, zone_code, aisle, racked, x, y, z, width, depth, height, blocked, class_code, max_weight, max_volume,
       max_height, mixing, temperature_class
  from api.slotting_faces_v1(:warehouse)

-- name: slotting_stock
-- What lies in them.
select product_id, location_id, quantity, reserved, loose, held, planned from api.slotting_stock_v1(:warehouse)

-- name: slotting_walks
-- What was picked together within a period.
select walk, day, products from api.slotting_walks_v1(:warehouse, cast(:since as timestamptz), cast(:until as timestamptz))

-- name: slotting_products
-- Sizes, weights and care of the products that lie in pick faces or were picked.
select p.product_id, p.sku, p.name, p.category, p.length, p.width, p.height, p.weight::float8, p.this_side_up, p.hazard_class,
       p.temperature_class
  from api.product p where p.product_id = any (cast(:products as bigint[]))

-- name: move_plans
-- Plans of moves with how far they are.
select plan_id, made_at, person, not_before, metres_a_day, open, begun, done, cancelled from api.move_plans_v1(:warehouse)

-- name: planned_moves
-- The tasks of a plan, in the order in which they were proposed.
select t.task_id, t.state_name, t.sku, t.product, t.quantity, t.from_code, l.code as to_code, t.person, t.exchange, t.not_before
  from api.task t join api.location l on l.warehouse_id = t.warehouse_id and l.location_id = t.to_location_id
 where t.warehouse_id = :warehouse and t.plan_id = :plan order by t.sequence

-- name: pack_line
-- Where the walks begin and end: packing places, else the stations, in their order.
select code, kind, x::float8, y::float8 from api.location
 where warehouse_id = :warehouse and kind in ('packing', 'staging', 'dock') and x is not null and y is not null
 order by case kind when 'packing' then 0 when 'staging' then 1 else 2 end, code

-- name: slotting_racks
-- Rows of bins with the aisle that they are picked from.
select coalesce(r_zone.code, '') as zone_code, coalesce(min(l.aisle), '') as aisle, r.x::float8 as x, r.y::float8 as y,
       r.angle::float8 as angle, r.length::float8 as length, r.depth::float8 as depth
  from api.rack r
  join api.location l on l.warehouse_id = r.warehouse_id and l.rack_id = r.rack_id
  left join api.zone r_zone on r_zone.warehouse_id = r.warehouse_id and r_zone.zone_id = r.zone_id
 where r.warehouse_id = :warehouse
 group by r.rack_id, r_zone.code, r.x, r.y, r.angle, r.length, r.depth order by r.rack_id
