-- name: product_ids
-- Every product's id by its number, with its first barcode.
select p.sku, p.product_id,
       (select min(b.barcode) from api.product_barcode b where b.product_id = p.product_id and b.level = 'each') as barcode
  from api.product p

-- name: location_ids
-- Every location's id by its code.
select code, location_id from api.location where warehouse_id = :warehouse

-- name: lot_ids
-- Every lot's id by product and number.
select product_id, number, lot_id from api.lot

-- name: unit_ids
-- The ids of these handling units by their SSCC.
select sscc, hu_id from api.handling_unit where warehouse_id = :warehouse and sscc = any(:ssccs)

-- name: born
-- When a warehouse was made.
select min(occurred_at) as at from api.event where warehouse_id = :warehouse and type = 'warehouse.created'

-- name: open_picks
-- Pick tasks that wait, with all that a picker needs to see, for these orders.
select task_id, order_id, order_number, product_id, sku, product, quantity, from_location_id, from_code, barcode, check_digit,
       x, y, aisle, zone_code, racked, lot
  from api.open_picks_v1(:warehouse, :orders)

-- name: shift_result
-- What became of the orders.
select count(*)::int as orders, count(*) filter (where status = 700)::int as shipped,
       count(*) filter (where status = 700 and cancelled = 0)::int as complete,
       count(*) filter (where cancelled > 0 or status = 910)::int as short,
       coalesce(sum(lines) filter (where status = 700), 0)::int as lines, coalesce(sum(shipped), 0)::float8 as units
  from api.orders where warehouse_id = :warehouse and type = 'outbound'

-- name: ledger_entries
-- How many ledger entries a warehouse has.
select count(*)::int as entries from api.ledger where warehouse_id = :warehouse

-- name: orders_not_whole
-- Orders that did not ship complete, with the reason.
select number, state, coalesce(short_reason, '') as reason, ordered::float8 as ordered, shipped::float8 as shipped
  from api.orders where warehouse_id = :warehouse and (cancelled > 0 or status <> 700) order by number

-- name: invariants
-- What breaks an invariant of stock; no row where all is true.
select invariant, subject, expected, found from api.check_v1(:warehouse)

-- name: orders_known
-- Outbound orders that are in the book, for a shift that goes on; unmet: pieces neither reserved nor picked yet.
select order_id, number, status, ordered - cancelled - reserved - picked as unmet
  from api.orders where warehouse_id = :warehouse and type = 'outbound'

-- name: totes_left
-- Totes with goods in them, and where they stand.
select h.hu_id, h.sscc, h.location_code, l.kind as location_kind
  from api.handling_unit h join api.location l on l.warehouse_id = h.warehouse_id and l.location_id = h.location_id
 where h.warehouse_id = :warehouse and h.kind = 'tote' and h.state = 'active'
   and exists (select from api.stock s where s.warehouse_id = h.warehouse_id and s.hu_id = h.hu_id and s.quantity > 0)
 order by h.hu_id

-- name: orders_packed
-- Orders that are packed and wait to be shipped.
select order_id from api.orders where warehouse_id = :warehouse and status = 650 order by order_id

-- name: product_sides
-- Outer sides of every product, for choosing cartons.
select product_id, length, width, height, fragile from api.product where length is not null

-- name: day_ledger
-- What was booked since a moment, by kind and by whether one of these people did it: pieces, and acts (postings). task: refills, moves and
-- put-backs that tasks asked for.
select case when kind in ('unpick', 'unpack') or (kind = 'move' and document like 'TASK-%') then 'task' else kind end as kind,
       actor::text = any (cast(:people as text[])) as theirs, sum(quantity)::float8 as pieces, count(distinct op)::int as acts
  from api.ledger where warehouse_id = :warehouse and posted_at >= :since group by 1, 2 order by 1, 2

-- name: day_orders
-- Outbound orders (these; null: all) by how they ended; open: neither shipped, nor cancelled, nor short of something with a reason.
select state, count(*)::int as orders, count(*) filter (where cancelled > 0)::int as short,
       count(*) filter (where cancelled > 0 and coalesce(short_reason, '') = '')::int as unexplained,
       count(*) filter (where status < 700)::int as open
  from api.orders where warehouse_id = :warehouse and type = 'outbound' and (cast(:orders as bigint[]) is null or order_id = any (cast(:orders as bigint[])))
 group by state order by min(status)

-- name: day_tasks
-- Tasks by kind and state.
select t.kind, s.name as state, count(*)::int as tasks from api.task t join api.state s on s.entity = 'task' and s.rank = t.state
 where t.warehouse_id = :warehouse group by t.kind, s.name, s.rank order by t.kind, s.rank

-- name: pick_face_stock
-- What lies loose in pick faces, the fullest first, for making rules of replenishment.
select sku, location, sum(quantity)::float8 as quantity from api.stock
 where warehouse_id = :warehouse and location_kind = 'pick' and hu_id is null and status = 'available'
 group by sku, location order by sum(quantity) desc, location, sku limit :limit

-- name: day_progress
-- How far a day is.
select (select count(*)::int from api.task where warehouse_id = :warehouse and state < 400 and kind <> 'count') as open_tasks,
       (select count(*)::int from api.orders where warehouse_id = :warehouse and status = 700) as shipped,
       (select count(*)::int from api.ledger where warehouse_id = :warehouse) as entries

-- name: now
-- The database's clock.
select clock_timestamp() as now

-- name: places_of_kind
-- Addresses of one kind.
select code from api.location where warehouse_id = :warehouse and kind = :kind order by code
