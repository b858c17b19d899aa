-- name: inbound_page
-- Deliveries: open, due, returns, closed or all, with this in their number, supplier or SKUs, after a place.
select inbound_id, number, kind, state, party, expected_at, dock, lines, announced, received, damaged, over, blind, late, checks, note, closed_at, person,
       version, place
  from api.inbound_page_v1(:warehouse, :which, :text, cast(:after as bigint), cast(:limit as int))

-- name: inbound_one
-- One delivery, whatever its state.
select inbound_id, number, kind, state, party, expected_at, dock, lines, announced, received, damaged, over, blind, late, checks, note, closed_at, person,
       version, place
  from api.inbound_page_v1(:warehouse, 'all', null, null, 1, cast(:inbound as bigint))

-- name: inbound_lines
-- The lines of a delivery.
select inbound_line_id, line_no, product_id, sku, name, tracking, quantity, lot, expires_on, sscc, received, damaged, short, over
  from api.inbound_lines_v1(:warehouse, :inbound)

-- name: inbound_changes
-- What was changed in an announcement, the newest first.
select version, what, note, person, changed_at from api.inbound_changes_v1(:warehouse, :inbound)

-- name: receipts
-- What was taken in for a delivery, newest first.
select receipt_id, op, line_no, product_id, sku, name, quantity, lot, expires_on, sscc, location_id, location, status, weight, reason, reason_name,
       disposition, note, person, mine, received_at, undone_at, photos
  from api.receipts_v1(:warehouse, :inbound)

-- name: inbound_report
-- The difference report of a delivery.
select number, state, closed_at, person, reason, report from api.inbound_report_v1(:warehouse, :inbound)

-- name: inbound_problems
-- All that is wrong with deliveries to be entered.
select number, "row", line, field, what, next_step from api.check_inbound_v1(:warehouse, cast(:deliveries as jsonb))

-- name: docks
-- The docks of a warehouse.
select dock_id, code, kind from api.docks_v1(:warehouse)

-- name: site_hours
-- When the site works.
select opens, closes from api.site_hours_v1(:warehouse)

-- name: dock_board
-- Appointments that touch a stretch of time.
select appointment_id, dock_id, dock, inbound_id, number, party, carrier, starts_at, ends_at, state, late, arrived_at, docked_at, done_at, lines,
       received_share, note, version
  from api.dock_board_v1(:warehouse, cast(:begins as timestamptz), cast(:ends as timestamptz))

-- name: qc_plans
-- The plans of quality in their turn.
select qc_plan_id, turn, name, product_id, sku, category, party_id, party, every_nth, rule, amount, accept, action, active, version
  from api.qc_plans_v1(:warehouse)

-- name: qc_checks
-- What quality is to look at; with all what it has looked at, too.
select check_id, plan, sku, name, lot, sscc, location, quantity, sample, accept, state, defects, person, came_at, decided_at, number, note
  from api.qc_checks_v1(:warehouse, cast(:decided as boolean))

-- name: receipt_photo
-- A photo of a receipt in base64.
select picture, taken_at, person from api.receipt_photo_v1(:warehouse, :photo)

-- name: dock_to_stock
-- How long goods stay where they came in.
select receipts, stored, median_minutes, p90_minutes, waiting, waiting_units, oldest_at from api.dock_to_stock_v1(:warehouse, cast(:since as timestamptz))
