-- name: why_reserved
-- Why a stock record is reserved, why a line has what it has, or why the one does not serve the other. Null: not asked.
select order_line_id, order_id, number, line_no, quant_id, bin, quantity, verdict, said, explanation
  from api.why_reserved_v1(:warehouse, :quant, :order_line)

-- name: allocation_rules
-- The rules of a warehouse in the order in which they are looked at.
select rule_id, sequence, name, active, order_type, customer, category, strategy, zone_codes, zone_policy, other_zones, pack_policy,
       pack_level, min_remaining_days, version, changed_by, changed_at
  from api.allocation_rule where warehouse_id = :warehouse order by sequence limit 500

-- name: order_promises
-- What the lines of an order were promised and from what.
select order_line_id, line_no, sku, quantity, explanation, made_at, person
  from api.allocation_note where warehouse_id = :warehouse and order_id = :order_id and kind = 'promise' order by line_no
