"""Waves in few words."""

from typing import Any

from app.domain.ids import new_op
from db import posting
from tests.db import acts
from tests.db.ground import Ground


def stocked(ground: Ground) -> list[int]:
    """Goods in both zones and six orders over them; the last lacks a piece. Ids."""
    picker = ground.as_("t_picker")
    for sku, quantity, place in (("CUP", 40, "B-01-01-1"), ("P-01", 30, "B-01-03-1"), ("P-02", 30, "A-01-02-1")):
        ground.receive(picker, sku, quantity, place)
    made = [acts.order(ground, f"O-{n}", {"CUP": 2, ("P-01", "P-02")[n % 2]: 1}) for n in range(5)]
    return [*made, acts.order(ground, "O-5", {"CUP": 1, "P-03": 1})]


def batch(orders: list[int], **more: Any) -> dict[str, Any]:
    return {"mode": "cluster", "metres": 40.5, "s_shape": 50.0, "orders": orders, "stops": [], **more}


def release(
    ground: Ground, orders: list[int], *batches: dict[str, Any], login: str = "t_supervisor", **more: Any
) -> dict[str, Any]:
    wave = {"number": "W-1", "orders": orders, "batches": list(batches) or [batch(orders)], **more}
    return posting.release_wave(ground.as_(login), op=new_op(), warehouse=ground.wh, wave=wave)


def tasks(ground: Ground) -> list[Any]:
    """Of all batches: batch, sequence, code, order number, state."""
    with ground.root() as root:
        return root.execute(
            "select t.batch_id, t.sequence, l.code, o.number, t.state, t.wave_id from wms.task t "
            "join wms.orders o using (order_id) join wms.location l on l.location_id = t.from_location_id "
            "and l.warehouse_id = t.warehouse_id where t.batch_id is not null order by 1, 2"
        ).fetchall()
