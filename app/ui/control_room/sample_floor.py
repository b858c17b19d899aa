"""A floor with plausible stock, for pictures, lints and measurements: the demo's building, filled by a fixed seed."""

import time
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.heat.grid import FACTS
from app.heat.plan import FloorPlan
from app.heat.rows import FixtureRow, LocationRow, RackRow, ZoneRow
from app.heat.tables import KINDS
from app.services.demo_data.building import build
from app.services.demo_data.spec import DemoSpec
from app.services.floor import Content

GOODS = (
    ("40-2217", "Ceramic mug 0.3 l, graphite"),
    ("32-0081", "Table lamp, oak, E14"),
    ("40-2231", "Plate 26 cm, graphite"),
    ("18-1140", "Oat milk 1 l, 6 pieces"),
    ("07-3302", "Detergent 1.5 l"),
    ("51-0927", "Battery AA, 24 pieces"),
)


@cache
def sample_plan(bins: int = 10_000) -> FloorPlan:
    """The demo's building as a plan, without a database. Ids count from 1 in the order of the document. One plan is
    never changed, so all pictures share it."""
    document = build(DemoSpec(bins=bins)).document()
    zones = {row["code"]: n for n, row in enumerate(document["zones"], start=1)}
    racks = {row["code"]: n for n, row in enumerate(document["racks"], start=1)}
    return FloorPlan.build(
        [_zone(zones[row["code"]], row) for row in document["zones"]],
        [_rack(racks[row["code"]], zones.get(row["zone"]), row) for row in document["racks"]],
        [_location(n, zones, racks, row) for n, row in enumerate(document["locations"], start=1)],
        [FixtureRow(row["kind"], row["code"], row["label"], row["points"]) for row in document["fixtures"]],
    )


def sample_facts(plan: FloorPlan, seed: int = 7, busy: float = 1.0) -> NDArray[np.void]:
    """Facts of four bins in five: fill, stock, promises, picks where the aisle is busy, some held, some expiring."""
    draw = np.random.default_rng(seed)
    table = plan.locations
    full = np.flatnonzero((draw.random(len(table)) < 0.82) & (table.kind <= KINDS.index("staging")))
    n = len(full)
    facts = np.zeros(n, FACTS)
    facts["location_id"] = table.ids[full]
    facts["quants"] = 1 + (draw.random(n) < 0.08)
    facts["on_hand"] = np.rint(draw.gamma(1.6, 40, n)) + 1
    facts["reserved"] = np.rint(facts["on_hand"] * np.where(draw.random(n) < 0.2, draw.random(n) * 0.6, 0))
    facts["held"] = np.where(draw.random(n) < 0.015, facts["on_hand"] - facts["reserved"], 0)
    facts["fill"] = np.clip(draw.beta(3, 1.8, n), 0.02, 1)
    x, _ = plan.centres(table.cell[full])
    wave = 0.5 + 0.5 * np.sin(x / 7.0 + table.zone[full] * 1.7)
    picked = (table.kind[full] == KINDS.index("pick")) & (draw.random(n) < 0.7)
    facts["picks_hour"] = np.where(picked, np.rint(draw.gamma(1.4, 6, n) * wave * busy), 0)
    today = time.time() // 86_400
    dated = draw.random(n) < 0.45
    facts["expires_on"] = np.where(dated, today + np.rint(draw.gamma(2.0, 40, n)) - 4, np.nan)
    facts["in_date"] = today - np.rint(draw.gamma(1.5, 30, n))
    facts["counted_on"] = np.where(draw.random(n) < 0.9, today - np.rint(draw.gamma(1.5, 40, n)), np.nan)
    facts["tasks"] = np.where(facts["reserved"] > 0, 1 + np.rint(draw.gamma(1.0, 1.2, n)), 0)
    return facts


def sample_contents(facts: NDArray[np.void]) -> dict[int, Content]:
    """What lies in those bins."""
    pairs = zip(facts["location_id"].tolist(), facts["quants"].tolist(), strict=True)
    return {place: Content(*GOODS[place % len(GOODS)], quants - 1) for place, quants in pairs}


def _zone(id_: int, row: dict[str, Any]) -> ZoneRow:
    return ZoneRow(id_, row["code"], row["name"], row["x"], row["y"], row["width"], row["depth"], row["angle"])


def _rack(id_: int, zone: int | None, row: dict[str, Any]) -> RackRow:
    size = (row["x"], row["y"], row["angle"], row["length"], row["depth"], row["height"])
    return RackRow(id_, zone, row["code"], *size, row["columns"], row["levels"])


def _location(id_: int, zones: dict[str, int], racks: dict[str, int], row: dict[str, Any]) -> LocationRow:
    place = (row["x"], row["y"], row["width"], row["depth"], row["height"])
    zone, rack = zones.get(row["zone"]), racks.get(row["rack"])
    return LocationRow(id_, row["code"], row["kind"], zone, rack, row["column"] or 0, row["level"] or 0, *place)
