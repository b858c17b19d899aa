-- name: floor_work_waiting
-- How many tasks of each kind wait for whoever is free, and how many this person has taken and not done.
select kind, count(*) filter (where state = 100 or state in (200, 300) and lease_until <= now())::int as ready,
       count(*) filter (where state in (200, 300) and claimed_by = session_user and lease_until > now())::int as mine
  from api.task
 where warehouse_id = :warehouse and state in (100, 200, 300) and (not_before is null or not_before <= now())
 group by kind

-- name: floor_picks
-- These picks, with all that a picker needs to see.
select t.task_id, t.order_id, t.order_number, t.product_id, t.sku, t.product, p.tracking, t.quantity, t.from_location_id, t.from_code,
       l.barcode, l.check_digit, n.number as lot, t.hu_id, h.sscc
  from api.task t join api.location l on l.warehouse_id = t.warehouse_id and l.location_id = t.from_location_id
  join api.product p on p.product_id = t.product_id
  left join api.lot n on n.lot_id = t.lot_id
  left join api.handling_unit h on h.hu_id = t.hu_id
 where t.warehouse_id = :warehouse and t.kind = 'pick' and t.task_id = any (:tasks)
 order by t.task_id

-- name: bench_free_stock
-- Products with free stock in pick faces, those with most of it first: what the scan bench orders.
select product_id, sum(free) as free from api.stock
 where warehouse_id = :warehouse and location_kind = 'pick' and status = 'available' and hu_id is null
 group by product_id having sum(free) >= 10 order by 2 desc, 1 limit :limit

-- name: floor_database
-- What tells this database from every other: what a handheld keeps for it goes nowhere else. known_as: what it was filed under before.
select installation as mark, known_as from api.installation_v1(:warehouse)
