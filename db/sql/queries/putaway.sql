-- name: putaway_places
-- Bins that goods may lie in, with the limits of their class.
select location_id, code, kind, zone_code, aisle, racked, level, x, y, z, width, depth, height, class_code, max_weight, max_volume, max_height,
       max_units, product_mixing, lot_mixing, temperature_class, hazards, pick_sequence
  from api.putaway_places_v1(:warehouse)

-- name: putaway_contents
-- What bins hold and what is on its way to them, columns side by side.
select location, product, lot, weight, volume, units, hazard from api.putaway_contents_v1(:warehouse, :without)

-- name: putaway_loads
-- What is to be put away: these units and stock records, the load of a task, or all that wait.
select hu_id, quant_id, sscc, unit_kind, at_id, at_code, at_kind, x, y, height, product_id, sku, product, lot_id, lot, status, quantity, weight,
       volume, units, length, width, piece_height, upright, category, abc_class, temperature_class, hazard_class, step, since, task_id
  from api.putaway_loads_v1(:warehouse, cast(:units as bigint[]), cast(:quants as bigint[]), cast(:task as bigint))

-- name: putaway_rules
-- The rules of putting away in their order.
select position, name, strategy, active, goods, zones, kinds, classes, metres, version, person, changed_at from api.putaway_rules_v1(:warehouse)

-- name: putaway_homes
-- Fixed bins and pick faces of products.
select product_id, sku, product, location_id, code, fixed from api.putaway_homes_v1(:warehouse, cast(:products as bigint[]))

-- name: putaway_tasks
-- Putaway tasks, the open ones first.
select task_id, state, state_name, priority, hu_id, sscc, unit_kind, product_id, sku, product, lot, quantity, done, from_id,
       from_code, to_id, to_code, person,
       explanation, created_at, finished_at, stale
  from api.putaway_tasks_v1(:warehouse, :done)

-- name: hazard_rules
-- Which hazard classes may lie together: the pairs that somebody spoke about.
select one, other, rule, metres from api.hazard_rules_v1(:warehouse)

-- name: hazard_storage
-- What the screen of hazard storage shows, one object.
select api.hazard_storage_v1(:warehouse) as told
