-- name: kpi_orders
-- Outbound orders of the shift by cut-off: how many there are, how many are shipped, packed, late or short.
select coalesce(carrier_service, 'Orders') as carrier, cut_off, count(*)::int as orders,
       count(*) filter (where status >= 700 and status < 900)::int as shipped,
       count(*) filter (where status between 650 and 699)::int as packed,
       count(*) filter (where status between 400 and 649)::int as working,
       count(*) filter (where status < 400)::int as waiting
  from api.orders
 where warehouse_id = :warehouse and type = 'outbound' and status <> 910
   and (status < 700 or shipped_at > now() - interval '24 hours')
 group by 1, 2 order by 2 nulls last, 1 limit 4

-- name: kpi_rates
-- Picks that nobody took back, pieces and pickers of the last hour, per five minutes for the spark line, oldest first.
-- What was taken back is a list made once (not in): an anti join is a loop in a loop before statistics are there.
select b.n, coalesce(k.picks, 0)::int as picks, coalesce(k.pieces, 0)::float8 as pieces, coalesce(k.people, 0)::int as people
  from generate_series(0, 11) b(n)
  left join (select 11 - floor(extract(epoch from now() - posted_at) / 300)::int as n, count(*) as picks, sum(quantity) as pieces,
                    count(distinct actor) as people
               from api.ledger where warehouse_id = :warehouse and kind = 'pick' and posted_at > now() - interval '1 hour'
                and ledger_id not in (select undoes from api.ledger where warehouse_id = :warehouse and undoes is not null
                                         and posted_at > now() - interval '1 hour')
              group by 1) k on k.n = b.n
 order by b.n

-- name: kpi_people
-- Who picked within the hour.
select count(distinct actor)::int as people from api.ledger
 where warehouse_id = :warehouse and kind = 'pick' and posted_at > now() - interval '1 hour'
   and ledger_id not in (select undoes from api.ledger where warehouse_id = :warehouse and undoes is not null
                            and posted_at > now() - interval '1 hour')

-- name: kpi_places
-- Working places by kind and how many have stock on them now.
select l.kind, count(*)::int as places,
       count(*) filter (where exists (select from api.stock s where s.warehouse_id = l.warehouse_id and s.location_id = l.location_id))::int as busy
  from api.location l where l.warehouse_id = :warehouse and l.kind in ('packing', 'receiving', 'staging', 'dock')
 group by l.kind

-- name: kpi_lines
-- Order lines that still wait, and those past their cut-off.
select count(*) filter (where l.quantity - l.cancelled > l.picked)::int as open,
       count(*) filter (where l.quantity - l.cancelled > l.picked and o.cut_off < now())::int as late,
       count(*) filter (where l.quantity - l.cancelled > l.picked + l.reserved)::int as unreserved
  from api.order_line l join api.orders o on o.order_id = l.order_id
 where l.warehouse_id = :warehouse and o.status < 700

-- name: alarms
-- The alarm list: not cleared, or cleared and not yet acknowledged. Priority first, then age.
select alarm_id, kind, priority, text, next_step, location_id, location, raised_at, acknowledged_at, acknowledged_person,
       shelved_until, shelve_reason, cleared_at
  from api.alarm
 where warehouse_id = :warehouse and (cleared_at is null or (acknowledged_at is null and cleared_at > now() - interval '8 hours'))
 order by (acknowledged_at is not null), priority, raised_at desc limit 200

-- name: activity
-- What people did last, newest first: stock movements, said with places and product.
select g.ledger_id, g.posted_at, g.person, g.kind, g.quantity, g.sku, g.product, g.from_code, g.to_code, g.document, g.reason,
       g.from_location_id, g.to_location_id
  from api.ledger g where g.warehouse_id = :warehouse and g.posted_at > now() - interval '2 days'
 order by g.posted_at desc, g.ledger_id desc limit :limit

-- name: activity_events
-- What people did last beside moving stock, newest first: layouts, holds, counts.
select e.event_id, e.occurred_at, e.person, e.type, e.number, e.locations, e.payload
  from api.event e where e.warehouse_id = :warehouse and e.occurred_at > now() - interval '2 days'
   and e.type in ('layout.published', 'stock.held', 'stock.released', 'count.counted', 'order.shortened')
 order by e.occurred_at desc, e.event_id desc limit :limit

-- name: bin_head
-- One bin: what it is and where.
select location_id, code, kind, zone_code, zone_name, aisle, bay, level, position, class_code, max_weight, max_volume,
       block_pick, block_putaway, width, depth, height
  from api.location where warehouse_id = :warehouse and location_id = :location

-- name: bin_stock
-- The stock records of a bin.
select quant_id, product_id, sku, product, lot, expires_on, sscc, status, quantity, reserved, free, in_date, last_counted_at
  from api.stock where warehouse_id = :warehouse and location_id = :location
 order by expires_on nulls last, sku, quant_id limit 500

-- name: bin_ledger
-- The ledger entries of a bin, newest first, before a given moment and entry (keyset pages).
select ledger_id, posted_at, kind, quantity, sku, product, lot, from_code, to_code, from_location_id, to_location_id, document,
       person, reason, order_line_id, from_balance, to_balance, status, to_status
  from api.ledger
 where warehouse_id = :warehouse and ((from_location_id = :location and from_quant_id is not null)
        or (to_location_id = :location and to_quant_id is not null))
   and (posted_at, ledger_id) < (:before, :before_id)
 order by posted_at desc, ledger_id desc limit :limit

-- name: bin_stock_ledger
-- The newest ledger entries of one product and lot in a bin.
select ledger_id, posted_at, kind, quantity, sku, product, lot, from_code, to_code, from_location_id, to_location_id, document,
       person, reason, order_line_id, from_balance, to_balance, status, to_status
  from api.ledger
 where warehouse_id = :warehouse and ((from_location_id = :location and from_quant_id is not null)
        or (to_location_id = :location and to_quant_id is not null))
   and product_id = :product and lot is not distinct from cast(:lot as text)
 order by posted_at desc, ledger_id desc limit :limit

-- name: bin_ledger_count
-- How many entries a bin has, counted up to a thousand.
select count(*)::int as entries from (select 1 from api.ledger
  where warehouse_id = :warehouse and ((from_location_id = :location and from_quant_id is not null)
        or (to_location_id = :location and to_quant_id is not null)) limit 1000) x

-- name: bin_tasks
-- Open tasks that take from or bring to a bin.
select task_id, kind, state_name, priority, sku, quantity, order_number, order_id, person, lease_until, exception_reason, next_step
  from api.task where warehouse_id = :warehouse and (from_location_id = :location or to_location_id = :location)
   and (state < 400 or state = 600) order by state, task_id limit 200

-- name: quant_reservations
-- Who has a promise on a bin's stock, and why this record was chosen.
select r.reservation_id, r.quantity, r.rule, r.explanation, r.reserved_at, o.order_id, o.number, o.cut_off
  from api.reservation r join api.orders o on o.order_id = r.order_id
  join api.stock s on s.quant_id = r.quant_id
 where r.warehouse_id = :warehouse and s.location_id = :location and r.state = 'open' order by r.reserved_at limit 200

-- name: order_head
-- One order.
select order_id, number, state, status, priority, order_date, due_at, cut_off, carrier_service, completeness, lines, ordered,
       reserved, picked, packed, shipped, cancelled, short_reason, shipped_at
  from api.orders where warehouse_id = :warehouse and order_id = :order_id

-- name: order_of_line
-- The order that an order line belongs to.
select order_id from api.order_line where warehouse_id = :warehouse and order_line_id = :order_line

-- name: order_lines
-- The lines of one order.
select line_no, sku, product, quantity, reserved, picked, packed, shipped, cancelled
  from api.order_line where warehouse_id = :warehouse and order_id = :order_id order by line_no

-- name: product_bins
-- Where a product lies: bins with quantities, most first.
select location_id, location, sum(quantity) as quantity, sum(free) as free, min(expires_on) as expires_on
  from api.stock where warehouse_id = :warehouse and product_id = :product group by 1, 2 order by 3 desc limit 500

-- name: cut_off_bins
-- Where open picks of one carrier cut-off wait.
select distinct t.from_location_id as location_id from api.task t join api.orders o on o.order_id = t.order_id
 where t.warehouse_id = :warehouse and t.kind = 'pick' and t.state < 400 and t.from_location_id is not null
   and coalesce(o.carrier_service, 'Orders') = :carrier and o.cut_off is not distinct from cast(:cut_off as timestamptz)
 limit 5000

-- name: late_bins
-- Where picks wait whose cut-off has passed.
select distinct t.from_location_id as location_id from api.task t join api.orders o on o.order_id = t.order_id
 where t.warehouse_id = :warehouse and t.kind = 'pick' and t.state < 400 and t.from_location_id is not null
   and o.cut_off < now() and o.status < 700
 limit 5000
