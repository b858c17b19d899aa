"""Small floors for the tests of the heat core: racks at any angle, several levels, a floor place, unsorted ids."""

import numpy as np

from app.heat.grid import HeatGrid, facts_rows
from app.heat.plan import FloorPlan
from app.heat.rows import FixtureRow, LocationRow, RackRow, ZoneRow

TODAY = 20_000  # days since 1970-01-01


def racks(count: int, dice: np.random.Generator) -> list[RackRow]:
    """Racks anywhere in a square of 44 m, every third one upright on the screen."""
    rows = []
    for i in range(count):
        angle = (0.0, 90.0, float(dice.integers(-179, 180)))[i % 3]
        columns, levels = int(dice.integers(1, 40)), int(dice.integers(1, 5))
        x, y = dice.integers(16_000, 60_000, 2).tolist()
        rows.append(RackRow(100 + i, 1 + i % 2, f"R{i:02d}", x, y, angle, columns * 800, 1_200, 5_000, columns, levels))
    return rows


def locations(rows: list[RackRow], dice: np.random.Generator) -> list[LocationRow]:
    """Every column and level of every rack (now and then a bin is missing), ids shuffled; and one floor place."""
    places = [(r, c, v) for r in rows for c in range(r.columns) for v in range(r.levels) if dice.random() > 0.05]
    ids = dice.permutation(len(places)) * 3 + 1000
    made = [
        LocationRow(int(ids[i]), f"{r.code}-{c:02d}-{v}", "pick" if v == 0 else "storage", r.zone_id, r.rack_id, c, v)
        for i, (r, c, v) in enumerate(places)
    ]
    return [*made, LocationRow(7, "STAGE-1", "staging", 2, None, x=80_000, y=80_000, width=4_000, depth=2_000)]


def plan(seed: int = 5, count: int = 9) -> FloorPlan:
    """A floor of `count` racks in two zones (the second turned by 30 degrees) within a closed wall."""
    dice = np.random.default_rng(seed)
    rows = racks(count, dice)
    zones = [
        ZoneRow(1, "A", "Shelving", 20_000, 20_000, 40_000, 40_000),
        ZoneRow(2, "B", "Hall", 60e3, 60e3, 30e3, 20e3, 30),
    ]
    wall = FixtureRow("wall", "W", "", [(-5e3, -5e3), (90e3, -5e3), (90e3, 90e3), (-5e3, 90e3), (-5e3, -5e3)])
    return FloorPlan.build(zones, rows, locations(rows, dice), [wall])


def grid(floor: FloorPlan, seed: int = 6) -> HeatGrid:
    """Facts for nine in ten locations, the rest unknown; the clock stands at noon of TODAY."""
    dice = np.random.default_rng(seed)
    heat = HeatGrid(floor, clock=lambda: (TODAY + 0.5) * 86_400.0)
    heat.seed(facts(floor.locations.ids[dice.random(len(floor.locations)) < 0.9], dice), absent_empty=False)
    return heat


def facts(ids: np.ndarray, dice: np.random.Generator) -> np.ndarray:
    """Random facts: a fifth empty, some held, some without expiry."""
    n = len(ids)
    quants = (dice.random(n) > 0.2).astype(int)
    on_hand = quants * dice.integers(1, 100, n)
    return facts_rows(
        ids,
        quants=quants,
        on_hand=on_hand,
        held=np.where(dice.random(n) < 0.1, on_hand, 0),
        fill=quants * dice.random(n),
        picks_hour=quants * dice.integers(0, 90, n),
        expires_on=np.where(dice.random(n) < 0.5, TODAY + dice.integers(-5, 120, n), np.nan),
        in_date=np.where(quants > 0, TODAY - dice.integers(0, 50, n), np.nan),
    )
