-- name: count_plans
-- Plans with how far their last run is.
select plan_id, name, kind, rule, every_days, next_on, run, tolerance, tolerance_share, auto_post, bins, waiting, counting,
       recount, review, done, right_share, made_at, ended
  from api.count_plans_v1(:warehouse)

-- name: counts
-- Bins of a plan (null: of all) in these states (null: in any), after the last count that is shown.
select count_id, plan_id, plan, location_id, location, zone, state, round, person, assigned_to, counting, flags, lines, more,
       less, value, closed_at
  from api.counts_v1(:warehouse, cast(:plan as bigint), cast(:states as text[]), cast(:after as bigint), cast(:limit as int))

-- name: count_review
-- Every pass over a bin, key by key; for supervisors.
select round, person, closed_at, empty, product_id, sku, name, lot, unit, expected, counted, difference, value, moved, records,
       on_hand, reserved, booked_at
  from api.count_review_v1(:warehouse, :count)

-- name: count_accuracy
-- Accuracy by bin, sku, class or person.
select key, label, bins, counted, "right", ira, units, more, less, value
  from api.count_accuracy_v1(:warehouse, :by, cast(:days as int))

-- name: counters
-- Who can count here.
select login, name, assigned from api.counters_v1(:warehouse)

-- name: my_counts
-- The bins that this person may count now, in walking order.
select sequence, count_id, location_id, location, zone, mine, begun from api.my_counts_v1(:warehouse, null, cast(:limit as int))

-- name: count_places
-- The labels of all bins, for who counts.
select location_id, code, barcode, kind from api.count_places_v1(:warehouse)

-- name: count_item
-- The product behind a barcode, for who counts.
select product_id, sku, name, units, tracking from api.count_item_v1(:warehouse, :codes)

-- name: count_unit
-- A handling unit by its SSCC, for who counts: not where it is booked.
select hu_id, sscc, kind from api.count_unit_v1(:warehouse, :sscc)

-- name: count_problems
-- All that is wrong with counts to import.
select "row", field, what, next_step from api.check_counts_v1(:warehouse, cast(:lines as jsonb))

-- name: count_walk
-- Whether people count by walking past: one row, way (off, aisle or metres), metres, who said so last.
select way, metres, person, changed_at from api.count_walk_v1(:warehouse)
