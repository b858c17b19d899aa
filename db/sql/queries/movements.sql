-- name: check_mass
-- Dry run of changes in mass: what is wrong, by line (as sent) and field. A row without a field says that approval is needed.
select line, field, code, problem, next_step
  from api.check_mass_v1(:warehouse, :kind, cast(:lines as jsonb), :reason)

-- name: near_skus
-- SKUs that may be meant by texts that are none: those that begin or end alike and are about as long.
select a.text, p.sku from unnest(cast(:texts as text[])) a(text)
 cross join lateral (select k.sku from api.product k
                      where (left(lower(k.sku), 3) = left(lower(a.text), 3) or right(lower(k.sku), 3) = right(lower(a.text), 3)
                             or length(a.text) <= 5 and left(lower(k.sku), 1) = left(lower(a.text), 1))
                        and abs(length(k.sku) - length(a.text)) <= 2 order by k.sku limit 200) p

-- name: near_bins
-- Bins that may be meant by texts that are none.
select a.text, l.code from unnest(cast(:texts as text[])) a(text)
 cross join lateral (select k.code from api.location k
                      where k.warehouse_id = :warehouse and k.kind not in ('virtual', 'retired')
                        and (left(lower(k.code), 4) = left(lower(a.text), 4) or right(lower(k.code), 4) = right(lower(a.text), 4))
                        and abs(length(k.code) - length(a.text)) <= 2 order by k.code limit 200) l

-- name: reasons
-- The reasons for a kind of act: code and name.
select code, name from api.reason_code where kind = :kind order by name

-- name: undo_preview
-- May this act be taken back, and what stands in the way: {possible, act, code, what, next_step, chain, reserved}.
select api.undo_preview_v1(:warehouse, :op) as verdict

-- name: adjustment_requests
-- Corrections that wait for a second person, the oldest first.
select request_id, kind, quantity, value, reason, reason_name, document, lines, requested_by, requester, requested_at, mine
  from api.adjustment_request where warehouse_id = :warehouse and state = 'pending' order by request_id limit 200

-- name: adjustment_request_lines
-- What a request would correct, and what is on hand there now.
select line, sku, product, delta, location, lot, sscc, status, owner, reason, value, on_hand
  from api.adjustment_request_line where warehouse_id = :warehouse and request_id = :request order by line limit 5000

-- name: approval_limits
-- What each role may correct alone; null is without limit.
select role, kind, max_quantity, max_value from api.approval_limit order by kind, role
