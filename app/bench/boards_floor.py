"""A house with a hundred thousand open orders and tasks for the bench of boards, made in bulk by the superuser."""

from contextlib import closing
from dataclasses import dataclass
from string import Template

from app.bench.pgbench import LOGIN, Ground, Server
from app.domain.ids import new_op
from db.engine import Database

CODE = "BENCH"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is open: orders of two lines each; of every other one both picks wait, two fifths of them in batches."""

    orders: int
    people: int

    @property
    def bins(self) -> int:
        return max(500, self.orders // 5)

    @property
    def products(self) -> int:
        return max(100, self.orders // 50)


def fill(server: Server, size: Size) -> int:
    """People, orders, tasks and a day of ledger in one warehouse, its id. Blocking, a minute for a hundred thousand."""
    with closing(Database(server.url(LOGIN), application="stillage-bench", deadline=120.0)) as door:
        made = door.call("create_warehouse_v1", p_op=new_op(), p_code=CODE, p_name="Bench", p_time_zone="UTC")
    warehouse = int(made["warehouse_id"])
    server.ground = Ground(warehouse, 0, 0, 0)
    for n in range(size.people):
        server.admit(f"b_picker{n}", warehouse)
    given = {"warehouse": warehouse, "orders": size.orders, "bins": size.bins, "products": size.products}
    given |= {"people": size.people, "batches": size.orders // 50}
    for part in (_PLACES, _ORDERS, _TASKS, _LEDGER):
        server.rows(_BULK + Template(part).substitute(given))
    server.vacuum()
    return warehouse


# bulk loading: no triggers, no waiting for the disk
_BULK = "set synchronous_commit = off; set session_replication_role = replica;"
_PLACES = """
insert into wms.zone (warehouse_id, code, name, x, y, width, depth)
select $warehouse, 'Z' || n, 'Zone ' || n, 0, 0, 1, 1 from generate_series(0, 19) n;
insert into wms.location (warehouse_id, code, barcode, kind, zone_id, x, y, width, depth, height, pick_sequence)
select $warehouse, 'B-' || lpad(n::text, 6, '0'), 'LB' || n, case when n < 20 then 'receiving' else 'storage' end,
       (select z.zone_id from wms.zone z where z.code = 'Z' || n % 20), n % 200 * 1000, n / 200 * 2000, 900, 900, 900, n
  from generate_series(0, $bins - 1) n;
insert into wms.product (sku, name) select 'B-' || lpad(n::text, 5, '0'), 'Bench ' || n
  from generate_series(0, $products - 1) n
"""
# a tenth of them shipped today; every fiftieth is held; twelve cut-offs of four carriers from an hour ago
_ORDERS = """
insert into wms.orders (warehouse_id, number, status, priority, cut_off, carrier_service, held_status, shipped_at)
select $warehouse, 'SO-' || lpad(n::text, 7, '0'),
       case when n >= $orders then 700 when n % 50 = 49 then 900 when n % 2 = 0 then 500 else 100 end, 1 + n % 9,
       date_trunc('hour', now()) + make_interval(hours => (n / 7 % 12)::int),
       'Carrier ' || n % 4, case when n % 50 = 49 and n < $orders then 100 end, case when n >= $orders then now() end
  from generate_series(0, $orders * 11 / 10 - 1) n;
insert into wms.order_line (warehouse_id, order_id, line_no, product_id, quantity, reserved, shipped, picked, packed)
select $warehouse, o.order_id, k, p.first + (o.order_id * 7 + k) % $products, 2,
       case when o.status = 500 then 2 else 0 end, d.gone, d.gone, d.gone
  from wms.orders o cross join generate_series(1, 2) k
 cross join (select min(product_id) as first from wms.product) p
 cross join lateral (select case when o.status = 700 then 2 else 0 end as gone) d
"""
# picks; then refills and goods to put away; what is for later, held, somebody's or went wrong; and what was done today
_TASKS = """
insert into wms.batch (warehouse_id, mode) select $warehouse, 'cluster' from generate_series(1, $batches);
with pick as (
  select l.*, o.priority, o.cut_off, row_number() over (order by l.order_line_id) - 1 as n
    from wms.order_line l join wms.orders o using (order_id) where o.status = 500)
insert into wms.task (warehouse_id, kind, state, priority, due_at, from_location_id, product_id, quantity, order_id,
                      order_line_id, sequence, batch_id, not_before, held_reason, explanation)
select $warehouse, 'pick', case when n % 500 = 1 then 0 else 100 end, p.priority, p.cut_off,
       b.first + 20 + (n * 31) % ($bins - 20), p.product_id, 2, p.order_id, p.order_line_id, n % 20,
       case when n < $batches * 20 then t.first + n / 20 end, case when n % 300 = 2 then now() + interval '5 hours' end,
       case when n % 500 = 1 then 'Bin is being swept' end, '{"rule": "fefo", "choice": "first of three"}'
  from pick p
 cross join (select min(location_id) as first from wms.location where code = 'B-000000') b
 cross join (select min(batch_id) as first from wms.batch) t;
insert into wms.task (warehouse_id, kind, state, priority, from_location_id, to_location_id, product_id, quantity)
select $warehouse, case when n % 3 = 0 then 'putaway' else 'replenish' end, case when n % 400 = 0 then 600 else 100 end,
       1 + n % 9, b.first + n % 20, b.first + 20 + (n * 17) % ($bins - 20), p.first + n % $products, 5
  from generate_series(0, $orders / 20 - 1) n
 cross join (select min(location_id) as first from wms.location where code = 'B-000000') b
 cross join (select min(product_id) as first from wms.product) p;
update wms.task t set state = case when t.sequence = 0 then 400 when t.sequence < 3 then 300 else 200 end,
       claimed_by = 'b_picker' || w.n, lease_until = now() + interval '8 hours',
       done = case when t.sequence = 0 then 2 else 0 end, finished_at = case when t.sequence = 0 then now() end
  from (select batch_id, row_number() over (order by batch_id) - 1 as n from wms.batch) w
 where w.n < $people and t.batch_id = w.batch_id and t.state = 100;
insert into wms.task (warehouse_id, kind, state, from_location_id, product_id, quantity, done, claimed_by, finished_at)
select $warehouse, 'pick', 400, b.first + 20 + n % ($bins - 20), p.first + n % $products, 1, 1,
       'b_picker' || n % $people, now() - n * interval '15 hours' / ($orders / 2)
  from generate_series(0, $orders / 2 - 1) n
 cross join (select min(location_id) as first from wms.location where code = 'B-000000') b
 cross join (select min(product_id) as first from wms.product) p
"""
# a day: picks and packs of the last hour, goods that came to twenty receiving places and left, all but the last
_LEDGER = """
insert into wms.ledger (posted_at, op, warehouse_id, kind, product_id, quantity, from_location_id, to_location_id,
                        status, to_status, order_line_id, actor, from_quant_id, to_quant_id)
select now() - n * interval '59 minutes' / ($orders / 10), gen_random_uuid(), $warehouse,
       case when n % 3 = 0 then 'pack' else 'pick' end, p.first + n % $products, 2, b.first + 20 + n % ($bins - 20),
       b.first + 19, 'available', 'available', l.first + n, 'b_picker' || n % $people, 1000000 + n, 2000000 + n
  from generate_series(0, $orders / 10 - 1) n
 cross join (select min(location_id) as first from wms.location where code = 'B-000000') b
 cross join (select min(product_id) as first from wms.product) p
 cross join (select min(order_line_id) as first from wms.order_line) l;
insert into wms.ledger (posted_at, ledger_id, op, warehouse_id, kind, product_id, quantity, from_location_id,
                        to_location_id, status, to_status, actor, from_quant_id, to_quant_id, to_balance)
select now() - interval '23 hours' + n * interval '22 hours' / ($orders / 10) + k * interval '40 minutes',
       10000000 + n + k * 1000000, gen_random_uuid(), $warehouse, (array['receive', 'move'])[1 + k],
       p.first + n % $products, 5, b.first + n % 20,
       b.first + case when k = 0 then n % 20 else 20 + n % ($bins - 20) end,
       'available', 'available', 'b_picker' || n % $people, case when k = 1 then 3000000 + n % $products end,
       3000000 + n % $products, 5
  from generate_series(0, $orders / 10 - 1) n cross join generate_series(0, 1) k
 cross join (select min(location_id) as first from wms.location where code = 'B-000000') b
 cross join (select min(product_id) as first from wms.product) p
 where k = 0 or n < $orders / 10 - 5;
insert into wms.inbound (warehouse_id, kind, number) values ($warehouse, 'asn', 'ASN-1');
insert into wms.receipt (warehouse_id, inbound_id, op, product_id, quantity, location_id, status, received_at)
select $warehouse, i.inbound_id, g.op, g.product_id, g.quantity, g.to_location_id, g.status, g.posted_at
  from wms.ledger g cross join wms.inbound i where g.kind = 'receive'
"""
