-- name: preview_hold
-- What holds on lines [{target, id}] would cover and break: one row, records and broke.
select cast(x.answer ->> 'records' as int) as records, x.answer -> 'broke' as broke
  from (select api.preview_hold_v1(:warehouse, :lines) as answer) x

-- name: holds
-- Holds, newest first, a page at a time: open ones, or all. before: the hold_id of the last row of the page before.
select h.hold_id, h.target, h.target_id, h.subject, h.sku, h.product, h.reason, h.reason_name, h.note, h.placed_person,
       h.placed_at, h.released_person, h.released_at, h.release_note
  from api.hold h
 where h.warehouse_id = :warehouse and (h.open or not :open_only) and (cast(:before as bigint) is null or h.hold_id < :before)
 order by h.hold_id desc limit :limit

-- name: held_stock
-- Stock under open holds, newest holds first, a page at a time. after_hold, after_quant: of the last row of the page before.
select * from api.held_stock_v1(:warehouse, :holds, :after_hold, :after_quant, :limit)

-- name: lot_trace
-- Where a lot came from (up) or went to (down), nearest first.
select * from api.lot_trace_v1(:warehouse, :lot, :direction)

-- name: parties
-- Parties of a kind, or all, in the order of their codes.
select y.party_id, y.kind, y.code, y.name, y.min_remaining_days, y.version
  from api.party y where (cast(:kind as text) is null or y.kind = :kind) order by y.kind, y.code limit 5000
