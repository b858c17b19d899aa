"""The floor as it is published, and what is in its bins: database rows into the arrays that the heatmap draws."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.heat.grid import FACTS
from app.heat.plan import FloorPlan
from app.heat.rows import FixtureRow, LocationRow, RackRow, ZoneRow
from db.engine import Database

_COLUMNS = (
    "on_hand",
    "reserved",
    "held",
    "fill",
    "quants",
    "picks_hour",
    "expires_on",
    "in_date",
    "counted_on",
    "tasks",
)


@dataclass(frozen=True, slots=True)
class Content:
    """What lies in a bin in one line: the product with most pieces, and how many other records there are."""

    sku: str
    product: str
    others: int


def load_plan(door: Database, warehouse: int) -> FloorPlan:
    """Zones, racks, bins and fixtures of a warehouse. About 0.3 s for 10,000 bins; run it on a worker thread."""
    return FloorPlan.build(
        [ZoneRow(*row) for row in door.query("zones", warehouse=warehouse)],
        [RackRow(*row) for row in door.query("racks", warehouse=warehouse)],
        [LocationRow(*row) for row in door.query("locations", warehouse=warehouse, deadline=30)],
        [_fixture(row) for row in door.query("fixtures", warehouse=warehouse)],
    )


def read_layout_no(door: Database, warehouse: int) -> int:
    """Version of the layout that is published now; 0 before the first."""
    return int(door.query("layout_no", warehouse=warehouse)[0].version_no)


def read_facts(door: Database, warehouse: int, locations: Sequence[int] | None = None) -> NDArray[np.void]:
    """FACTS rows of all bins with something to tell, or of these bins, empty or not."""
    if locations is None:
        rows = door.query("bin_facts", warehouse=warehouse, deadline=30)
    else:
        rows = door.query("bin_facts_of", warehouse=warehouse, locations=list(locations))
    facts = np.zeros(len(rows), FACTS)
    if rows:
        facts["location_id"] = [row.location_id for row in rows]
        for name in _COLUMNS:
            facts[name] = [np.nan if (value := getattr(row, name)) is None else float(value) for row in rows]
    return facts


def read_contents(door: Database, warehouse: int, locations: Sequence[int] | None = None) -> dict[int, Content]:
    """What lies in each bin, for the card under the pointer: all bins, or these. Empty bins are absent."""
    if locations is None:
        return _contents(door.query("bin_products", warehouse=warehouse, deadline=30))
    return _contents(door.query("bin_products_of", warehouse=warehouse, locations=list(locations)))


def _contents(rows: Iterable[Any]) -> dict[int, Content]:
    return {row.location_id: Content(row.sku, row.product, row.others) for row in rows}


def _fixture(row: Any) -> FixtureRow:
    return FixtureRow(row.kind, row.code, row.label, [(float(x), float(y)) for x, y in row.points])
