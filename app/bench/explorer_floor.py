"""Millions of stock records for the explorer's bench, made in bulk by the superuser: larger than any site known."""

from dataclasses import dataclass
from string import Template

from app.bench.pgbench import Server

ZONES = 20


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is. Per 20 stock records a bin, per 50 a product, per 10 a lot, per 4 a handling unit."""

    quants: int

    @property
    def bins(self) -> int:
        return self.quants // 20

    @property
    def products(self) -> int:
        return self.quants // 50

    @property
    def lots(self) -> int:
        return self.quants // 10

    @property
    def units(self) -> int:
        return self.quants // 4


def fill(server: Server, warehouse: int, size: Size) -> None:
    """Master data and stock of one warehouse. Blocking, minutes for millions; keys are checked once all is there."""
    given = {name: str(getattr(size, name)) for name in ("quants", "bins", "products", "lots", "units")}
    given |= {"warehouse": str(warehouse), "row": str(size.bins // ZONES)}
    for part in (_PLACES, _GOODS, _STOCK, _KEYS):
        server.rows(Template(part).substitute(given))
    server.vacuum()


# bulk loading: no triggers, no waiting for the disk
_PLACES = """
set synchronous_commit = off; set session_replication_role = replica;
insert into wms.zone (warehouse_id, code, name, x, y, width, depth)
select $warehouse, chr(65 + n), 'Zone ' || chr(65 + n), 0, 0, 1, 1 from generate_series(0, 19) n;
insert into wms.location (warehouse_id, code, barcode, kind, zone_id, block_pick)
select $warehouse, concat_ws('-', z.code, lpad((n / 2000)::text, 2, '0'), lpad((n / 10 % 200)::text, 3, '0'), n % 10),
       'LOC' || z.code || n, 'storage', z.zone_id, n % 997 = 0
  from generate_series(0, $row - 1) n cross join wms.zone z where z.warehouse_id = $warehouse;
insert into wms.party (kind, code, name) select 'owner', 'OWN' || n, 'Owner ' || n from generate_series(1, 8) n
"""
_GOODS = """
set synchronous_commit = off; set session_replication_role = replica;
insert into wms.product (sku, name, category, tracking, weight, length, width, height)
select format('%s-%s', 10 + n / 5000, lpad((n % 5000)::text, 5, '0')),
       (array['Mug', 'Plate', 'Bowl', 'Towel', 'Lamp', 'Chair', 'Cable', 'Valve'])[1 + n % 8] || ' '
         || (array['oak', 'graphite', 'cream', 'steel', 'blue', 'white', 'amber'])[1 + n % 7] || ' ' || n,
       'Group ' || lpad((n % 60)::text, 2, '0'), 'lot', 400, 100, 100, 100
  from generate_series(0, $products - 1) n;
insert into wms.lot (product_id, number, expires_on)
select p.product_id, 'L' || lpad(n::text, 8, '0'),
       case when n % 3 > 0 then current_date - 4 + (n * 7919::bigint % 900)::int end
  from generate_series(0, $lots - 1) n
  join (select product_id, row_number() over (order by product_id) - 1 as i from wms.product) p on p.i = n % $products;
insert into wms.handling_unit (warehouse_id, sscc, kind, location_id)
select $warehouse, '3' || lpad((n * 9973::bigint)::text, 17, '0'), 'pallet', l.first + n % $bins
  from generate_series(0, $units - 1) n
 cross join (select min(location_id) as first from wms.location where warehouse_id = $warehouse and kind = 'storage') l;
analyze wms.location, wms.product, wms.lot, wms.handling_unit
"""
# one record each, by arithmetic: 1 in 100 not available, 1 in 5 of a customer, half of them on a unit
_STOCK = """
set synchronous_commit = off; set session_replication_role = replica;
drop index wms.quant_key, wms.quant_product, wms.quant_lot, wms.quant_abnormal, wms.quant_owner, wms.quant_hu;
insert into wms.quant (warehouse_id, location_id, product_id, lot_id, hu_id, owner_id, status, quantity, reserved,
                       in_date, last_counted_at)
select $warehouse, b.first + n % $bins, p.first + k.product, t.first + (k.product + n % 5 * $products) % $lots,
       case when n % 2 = 0 then u.first + n % $units end, case when n % 5 = 0 then o.first + n / 5 % 8 end,
       case when n % 100 > 0 then 'available'
            else (array['inspection', 'quarantined', 'damaged', 'blocked'])[1 + n / 100 % 4] end,
       1 + n % 240, case when n % 7 = 0 then 1 else 0 end, now() - make_interval(hours => (n % 4000)::int),
       case when n % 4 > 0 then now() - make_interval(days => (n % 200)::int) end
  from generate_series(0, $quants - 1::bigint) n
 cross join lateral (select (n * 31 + n / $products) % $products as product) k
 cross join (select min(location_id) as first from wms.location where warehouse_id = $warehouse and kind = 'storage') b
 cross join (select min(product_id) as first from wms.product) p
 cross join (select min(lot_id) as first from wms.lot) t
 cross join (select min(hu_id) as first from wms.handling_unit) u
 cross join (select min(party_id) as first from wms.party) o
"""
_KEYS = """
set maintenance_work_mem = '512MB';
create unique index quant_key on wms.quant
  (warehouse_id, location_id, product_id, coalesce(lot_id, 0), coalesce(hu_id, 0), coalesce(owner_id, 0), status);
create index quant_product on wms.quant (warehouse_id, product_id, location_id, quant_id);
create index quant_lot on wms.quant (warehouse_id, lot_id, location_id, product_id, quant_id)
  where lot_id is not null;
create index quant_abnormal on wms.quant (warehouse_id, status, location_id, product_id, quant_id)
  where status <> 'available';
create index quant_owner on wms.quant (warehouse_id, owner_id, location_id, product_id, quant_id)
  where owner_id is not null;
create index quant_hu on wms.quant (hu_id) where hu_id is not null
"""
