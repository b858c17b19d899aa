"""What people do in tests of putting away."""

from decimal import Decimal
from typing import Any

from app.domain.ids import new_op
from db import posting
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground

LIMITS = """
select l.code, n.weight, c.max_weight, n.volume, c.max_volume, n.units, c.max_handling_units, n.products, n.lots
  from wms.location l join wms.storage_class c on c.class_id = l.class_id
  join lateral (select sum(x.quantity * p.weight) as weight, sum(x.quantity * p.volume) as volume, count(distinct x.hu_id) as units,
                       count(distinct x.product_id) as products, count(distinct (x.product_id, x.lot_id)) as lots
                  from (select q.product_id, q.lot_id, q.hu_id, q.quantity from wms.quant q
                         where q.location_id = l.location_id and q.quantity > 0
                        union all
                        select q.product_id, q.lot_id, q.hu_id, q.quantity from wms.task t join wms.quant q on q.hu_id = t.hu_id
                         where t.kind = 'putaway' and t.state < 400 and t.to_location_id = l.location_id and q.quantity > 0
                        union all
                        select t.product_id, t.lot_id, null, t.quantity - t.done from wms.task t
                         where t.kind = 'putaway' and t.state < 400 and t.to_location_id = l.location_id and t.product_id is not null) x
                  join wms.product p on p.product_id = x.product_id) n on true
 where n.weight > c.max_weight or n.volume > c.max_volume or n.units > c.max_handling_units
    or (c.product_mixing <> 'any' and n.products > 1) or (c.lot_mixing <> 'any' and n.lots > n.products)
"""
"""Bins that hold, or are to hold, more than they may; it knows nothing of how places are chosen."""


def breaks(ground: Ground) -> list[Any]:
    """Capacity or mixing rules that stock and planned goods break together."""
    with ground.root() as root:
        return root.execute(LIMITS).fetchall()


def pallet(ground: Ground, door: Database, goods: dict[str, int], place: str = "DOCK-1", lot: str | None = None) -> int:
    """A pallet at a dock with these goods."""
    unit = acts.unit(ground, door, "pallet", place)
    for sku, quantity in goods.items():
        found = ground.receive(door, sku, quantity, place, p_lot=lot)
        entry = next(row for row in door.query("putaway_loads", warehouse=ground.wh, units=None, quants=None, task=None)
                     if row.quant_id is not None and row.sku == sku and row.lot == lot)  # fmt: skip
        assert found["quantity"] >= 1
        posting.move(
            door, op=new_op(), warehouse=ground.wh, product=ground.products[sku], quantity=Decimal(quantity),
            from_=ground.places[place], to=ground.places[place], lot=entry.lot_id, to_hu=unit,
        )  # fmt: skip
    return unit


def storage_class(ground: Ground, places: list[str], code: str, **limits: Any) -> None:
    """These bins are of a class of their own."""
    columns = ", ".join(limits)
    with ground.root() as root:
        (number,) = root.execute(
            f"insert into wms.storage_class (warehouse_id, code{', ' if columns else ''}{columns}) "
            f"values (%s, %s{', %s' * len(limits)}) returning class_id", (ground.wh, code, *limits.values()),
        ).fetchone() or (0,)  # fmt: skip
        root.execute(
            "update wms.location set class_id = %s where location_id = any (%s)",
            (number, [ground.places[p] for p in places]),
        )


def product(ground: Ground, sku: str, **values: Any) -> None:
    """Facts about a product, past the api."""
    with ground.root() as root:
        for column, value in values.items():
            root.execute(f"update wms.product set {column} = %s where sku = %s", (value, sku))
