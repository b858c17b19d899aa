-- name: open_batches
-- Batches with something left to do, the most urgent first.
select batch_id, mode, zone_code, wave_id, wave, orders, tasks, open, done, short, totes, priority, due_at, claimed_by, person, station,
       lease_until, live, mine, tour_metres, s_shape_metres, made_at
  from api.batches_v1(:warehouse)

-- name: batch_tasks
-- What is left to pick of a batch, in walking order.
select task_id, mode, order_id, order_number, order_line_id, product_id, sku, product, tracking, quantity, from_location_id, from_code, barcode,
       check_digit, x, y, z, aisle, zone_code, racked, pick_sequence, lot_id, lot, hu_id, sscc, slot, tote_id, tote_code, sequence, explanation,
       state, claimed_by, lease_until
  from api.batch_tasks_v1(:warehouse, :batch)

-- name: batch_totes
-- Totes on the cart of a batch.
select hu_id, sscc, slot, order_id, order_number, is_full, location_id, location_code, gathered_at
  from api.batch_totes_v1(:warehouse, :batch)

-- name: gathering
-- Orders that are gathered in staging, and what they wait for.
select order_id, number, priority, cut_off, place, totes, complete, waits_for from api.gathering_v1(:warehouse)

-- name: substitute_rules
-- What may be sent where a product has run out.
select rule_id, product_id, sku, product, substitute_id, substitute_sku, substitute, ratio, party_id, customer, rank, made_at, made_by
  from api.substitute_rule where warehouse_id = :warehouse and ended_at is null order by sku, rank, rule_id

-- name: substitute_history
-- Rules that hold and those that have ended, what changed last first.
select rule_id, product_id, sku, product, substitute_id, substitute_sku, substitute, ratio, party_id, customer, rank, made_at, made_by,
       ended_at, ended_by
  from api.substitute_rule where warehouse_id = :warehouse order by coalesce(ended_at, made_at) desc, rule_id desc limit :limit

-- name: short_reasons
-- Reasons for a pick that comes short.
select code, name from api.reason_code where kind = 'short' order by code
