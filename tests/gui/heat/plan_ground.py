"""A small floor on the screen: three level racks, one straight down, one turned; hover texts from its own facts."""

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QPoint, QPointF

from app.heat.grid import HeatGrid, facts_rows
from app.heat.plan import FloorPlan
from app.heat.rows import FixtureRow, LocationRow, RackRow, ZoneRow
from app.ui.heat.view import HeatView

COLUMNS = 10


def floor() -> FloorPlan:
    """Bins of 0.8 m x 1.2 m; location ids 1 .. 50 in the order of the cells."""
    racks = [
        RackRow(1, 1, "A1", 6_000, 3_000, 0, 8_000, 1_200, 2_000, COLUMNS, 1),
        RackRow(2, 1, "A2", 6_000, 6_000, 0, 8_000, 1_200, 2_000, COLUMNS, 1),
        RackRow(3, 1, "A3", 6_000, 9_000, 0, 8_000, 1_200, 2_000, COLUMNS, 1),
        RackRow(4, 1, "A4", 14_000, 6_000, 90, 8_000, 1_200, 2_000, COLUMNS, 1),
        RackRow(5, 1, "A5", 22_000, 6_000, 25, 8_000, 1_200, 2_000, COLUMNS, 1),
    ]
    bins = [
        LocationRow(1 + r * COLUMNS + c, f"A{r + 1}-{c:02d}", "pick", 1, r + 1, c)
        for r in range(5)
        for c in range(COLUMNS)
    ]
    wall = [(0.0, 0.0), (28e3, 0.0), (28e3, 12e3), (0.0, 12e3), (0.0, 0.0)]
    return FloorPlan.build(
        [ZoneRow(1, "A", "Shelving", 14_000, 6_000, 26_000, 10_000)], racks, bins, [FixtureRow("wall", "W", "", wall)]
    )


def grid() -> HeatGrid:
    """Picks per hour rise with the id; bin 50 is empty, bin 49 unknown."""
    heat = HeatGrid(floor())
    ids = np.arange(1, 49)
    heat.seed(
        facts_rows(ids, quants=np.ones(48), on_hand=np.full(48, 5), fill=ids / 50, picks_hour=ids), absent_empty=False
    )
    heat.apply(facts_rows([50]))
    return heat


def middle(view: HeatView, location_id: int) -> QPointF:
    """Where the middle of a bin is on the view."""
    plan = view.picture.plan
    (x,), (y,) = plan.centres(np.array([plan.locations.cell[plan.index(location_id)]]))
    return QPointF(*view.camera.screen(float(x), float(y)))


def spot(view: HeatView, location_id: int) -> QPoint:
    """The same as whole pixels, for the mouse."""
    return middle(view, location_id).toPoint()


def colours_at(view: HeatView, location_ids: Iterable[int]) -> list[int]:
    """The pixels of bins, 0xffRRGGBB: the middle, or in bins large enough for an address the corner where none is."""
    plan, image = view.picture.plan, view.grab().toImage()
    cells = plan.locations.cell[[plan.index(i) for i in location_ids]]
    corners = view.camera.screens(plan.corners(cells))
    at = corners.mean(axis=1)
    if np.linalg.norm(corners[0, 1] - corners[0, 0]) > 14:
        at += (corners[:, 2] - corners[:, 0]) * 0.36
    return [image.pixel(int(x), int(y)) for x, y in at.tolist()]


def colour_at(view: HeatView, location_id: int) -> int:
    """The pixel of one bin."""
    return colours_at(view, [location_id])[0]


def wrong_bins(view: HeatView, location_ids: Iterable[int]) -> list[int]:
    """Bins that do not have the colour of their value."""
    ids = list(location_ids)
    return [i for i, seen in zip(ids, colours_at(view, ids), strict=True) if seen != table_colour(view, i)]


def table_colour(view: HeatView, location_id: int) -> int:
    """The colour that the bin should have, by its value and the scale."""
    index = view.picture.plan.index(location_id)
    severity = float(view.picture.scale.severity(np.array([view.picture.value_of(index)]))[0])
    return int(view.inks.table[round(severity * 251)])
