-- name: work_board
-- Open work in pieces that one person does.
select key, kind, tasks, state, lines, done, quantity, priority, due_at, since, not_before, login, person, given, lease_until, held, held_by, batch_id,
       batch_mode, wave, order_id, order_number, orders, carrier, sku, product, from_code, to_code, zones, metres, stops, why
  from api.work_board_v1(:warehouse, :limit)

-- name: work_totals
-- How much of it there is.
select pieces, tasks, held, later, late, replenish, exceptions from api.work_totals_v1(:warehouse)

-- name: work_people
-- Who works here, and how.
select login, person, kinds, only_kinds, only_zones, lines_hour, busy_minutes, lines_day, last_at, location_id, code, x, y, open
  from api.work_people_v1(:warehouse)

-- name: work_exceptions
-- What went wrong and is not settled.
select task_id, kind, reason, reason_name, next_step, owner, owner_name, priority, due_at, since, by_person, sku, product, product_id, asked, done,
       from_id, from_code, to_code, order_id, order_number, order_state, waiting
  from api.work_exceptions_v1(:warehouse)

-- name: work_starts
-- Where work waits that the person who asks might be given.
select location_id, code, stands from api.work_starts_v1(:warehouse, :at)

-- name: task_job
-- What tasks ask of whoever does them.
select task_id, kind, state, plan_id, product_id, sku, product, quantity, lot_id, lot, hu_id, sscc, from_id, from_code, from_kind, from_digit, to_id,
       to_code, to_kind, to_digit, units, exchange
  from api.task_job_v1(:warehouse, cast(:tasks as bigint[]))

-- name: replenish_rules
-- Pick faces that are kept between two quantities.
select rule_id, product_id, sku, product, location_id, face, zone, min_quantity, max_quantity, pack, active, on_face, free, incoming, waiting,
       waiting_lines, cut_off, reserve, task_id, task_state, trouble
  from api.replenish_rules_v1(:warehouse)

-- name: product_of_sku
-- A product by its number.
select product_id, sku, name from api.product where sku = :sku

-- name: bin_of_code
-- A bin by its address, in capitals too, or by its barcode.
select location_id, code, kind from api.location
 where warehouse_id = :warehouse and (code in (:code, upper(:code)) or barcode = :code) and kind <> 'retired'
 order by code <> :code, barcode is not distinct from :code limit 1

-- name: work_cancel_reasons
-- Why work may be cancelled.
select code, name from api.reason_code where kind = 'cancel' order by name
