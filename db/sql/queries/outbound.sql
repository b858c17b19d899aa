-- name: orders_page
-- A page of outbound orders after the last row of the page before (see api.orders_page_v1).
select order_id, number, status, state, "group", priority, cut_off, due_at, carrier_service, completeness, customer, customer_name, lines, ordered,
       missing, reserved, picked, packed, shipped, cancelled, to_put_back, promised, promised_on, version, held_reason, short_reason,
       value_added, back_order_of, wave, source, external_ref, entered_at, shipped_at
  from api.orders_page_v1(:warehouse, cast(:filters as jsonb), :sort, cast(:after as jsonb), :limit)

-- name: order_facets
-- How many orders each choice would leave.
select facet, value, orders from api.order_facets_v1(:warehouse, cast(:filters as jsonb))

-- name: order_card
-- One order with lines, reservations, units and put-backs.
select api.order_card_v1(:warehouse, :order_id) as card

-- name: order_history
-- What happened to an order, newest first.
select at, id, what, person, sku, quantity, "from", "to", reason, payload
  from api.order_history_v1(:warehouse, :order_id, cast(:before as timestamptz), :limit)

-- name: preview_orders
-- What a change would undo.
select api.preview_orders_v1(:warehouse, cast(:orders as bigint[]), cast(:changes as jsonb)) as preview

-- name: put_backs
-- All that is to be put back.
select api.put_backs_v1(:warehouse) as tasks

-- name: on_time_risk
-- Who misses the cut-off at this rate.
select api.on_time_risk_v1(:warehouse) as risk

-- name: orders_at_risk
-- The open orders that miss their cut-off at this rate.
select order_id, number, cut_off, carrier_service, picks, ready_at from api.orders_at_risk_v1(:warehouse, :limit)

-- name: order_problems
-- Everything that is wrong with orders before they are entered.
select number, line_no, problem from api.check_orders_v1(:warehouse, cast(:orders as jsonb))

-- name: value_added
-- What may be done to goods before they leave.
select code, name from api.value_added order by name

-- name: customers
-- Customers whose code or name begins with, or holds, the text.
select party_id, code, name from api.party where kind = 'customer' and (code ilike :starts or name ilike :holds) order by code limit :limit

-- name: cancel_reasons
-- Why orders are changed, cancelled or held.
select code, name from api.reason_code where kind = 'cancel' order by name

-- name: order_way
-- Where the picks of an order are: wave, cart, who has them. One row a cart, or for picks in none.
select t.batch_id, t.wave_id, w.number as wave, b.mode, b.zone_code as zone, count(*)::int as tasks, (count(*) filter (where t.state = 400))::int as done,
       (count(*) filter (where t.state = 600))::int as exceptions,
       array_remove(array_agg(distinct t.person) filter (where t.state in (200, 300, 400)), null) as people
  from api.task t
  left join api.batch b on b.batch_id = t.batch_id
  left join api.wave w on w.wave_id = t.wave_id
 where t.warehouse_id = :warehouse and t.order_id = :order_id and t.kind = 'pick' and t.state <> 500
 group by t.batch_id, t.wave_id, w.number, b.mode, b.zone_code order by t.batch_id nulls last

-- name: orders_of_cart
-- The orders whose picks are on a cart.
select distinct order_id from api.task where warehouse_id = :warehouse and batch_id = :cart and order_id is not null order by order_id
