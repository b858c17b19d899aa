"""The floor that the feed bench watches and posts into: racks of single bins, each with one product."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from app.bench.pgbench import LOGIN, Server
from app.domain.ids import new_op
from db.engine import Database

CODE = "FEED"
BLOCKS, RACKS, COLUMNS = 2, 20, 50  # two blocks side by side: about the shape of the window
PRODUCTS = 100
PITCH = 3000  # mm from rack to rack


@dataclass(frozen=True, slots=True)
class Place:
    """A bin and the product that goes into it."""

    location: int
    product: int


def build_floor(server: Server, pickers: Sequence[str]) -> tuple[int, list[Place]]:
    """Schema, people, a warehouse with BLOCKS x RACKS x COLUMNS bins, one piece in each. Returns its id and bins."""
    server.prepare()
    with closing(Database(server.url(LOGIN), application="stillage-bench", deadline=60.0)) as door:
        made = door.call("create_warehouse_v1", p_op=new_op(), p_code=CODE, p_name="Feed bench", p_time_zone="UTC")
        warehouse = int(made["warehouse_id"])
        for picker in pickers:
            server.admit(picker, warehouse)
        door.call("import_layout_v1", p_op=new_op(), p_warehouse=warehouse, p_layout=_layout())
        door.call("import_products_v1", p_op=new_op(), p_warehouse=warehouse, p_products=_products())
        ids = sorted(row.product_id for row in door.query("product_ids"))
        bins = sorted(row.location_id for row in door.query("locations", warehouse=warehouse))
        places = [Place(location, ids[n % len(ids)]) for n, location in enumerate(bins)]
        lines = [{"product": place.product, "quantity": 1, "location": place.location} for place in places]
        door.call("receive_batch_v1", p_op=new_op(), p_warehouse=warehouse, p_lines=lines)
    return warehouse, places


def _layout() -> dict[str, Any]:
    racks, bins = [], []
    for block in range(BLOCKS):
        middle = COLUMNS * 500 + block * (COLUMNS + 4) * 1000
        for number in range(RACKS):
            code, y = f"{block}-{number:02}", number * PITCH
            rack = {"code": code, "x": middle, "y": y, "angle": 0, "length": COLUMNS * 1000, "depth": 1200}
            racks.append(rack | {"height": 2000, "columns": COLUMNS, "levels": 1})
            for column in range(COLUMNS):
                x = middle - COLUMNS * 500 + column * 1000 + 500
                size = {"x": x, "y": y, "z": 0, "width": 1000, "depth": 1200, "height": 2000}
                where = {"code": f"{code}-{column:02}", "rack": code, "column": column, "level": 0}
                bins.append(where | size | {"kind": "storage"})
    return {"zones": [], "classes": [], "racks": racks, "locations": bins, "fixtures": []}


def _products() -> list[dict[str, Any]]:
    size = {"weight": 500, "length": 100, "width": 100, "height": 100}
    return [{"sku": f"F-{n:03}", "name": f"Piece {n}", **size} for n in range(PRODUCTS)]
