"""Which boxes in the hand would share floor with what stands: separating axes of all pairs at once, quick enough for
every frame of a drag. What is finally drawn is judged by `app.layout`, which is exact for any shape; a test holds that
both name the same elements."""

from collections.abc import Collection, Sequence
from itertools import pairwise

import numpy as np

from app.layout.elements import Charger, Place
from app.layout.geometry import Bounds, Piece, bounds_of, overlap
from app.layout.racking import ElementId
from app.layout.shapes import outline
from app.layout.walls import THICKNESS
from app.ui.layout.canvas.boxes import COS, DEPTH, HALF, SIN, Bools, Floats, corners, shifted, touching
from app.ui.layout.canvas.sheet import Sheet

FORGIVEN = 1.0  # mm


class Standing:
    """What stands on a sheet while something is in the hand, read once for a whole gesture. without: what is lifted."""

    def __init__(self, sheet: Sheet, without: Collection[ElementId] = ()) -> None:
        gone = set(without)
        self.racks, self.aisles = (table.but(gone).boxes for table in (sheet.racks, sheet.aisles))
        places = sheet.places.but(gone)
        self.places = places.boxes
        ids = [sheet.places.ids[at] for at in places.at.tolist()]
        self.chargers = self.places[[at for at, id_ in enumerate(ids) if isinstance(sheet.elements[id_], Charger)]]
        self.obstacles: list[tuple[Bounds, Piece]] = [
            (bounds_of(points), Piece.of(points, convex=False))
            for id_, points in sheet.outlines.items()
            if id_ not in gone
        ]
        lines = [line for id_, own in sheet.walls.items() if id_ not in gone for line in own]
        self.walls = _strips([pair for line in lines for pair in pairwise(line) if pair[0] != pair[1]])


def hits(ghost: Sheet, standing: Standing, dx: float, dy: float) -> frozenset[ElementId]:
    """What of a ghost, shifted by mm, collides with what stands. Who is no business of whom: as in `app.layout.solids`;
    racks and places keep off all that is solid, racks also off aisles; aisles off racks, chargers and obstacles, but
    people stand at places beside and in them, and they run along walls. Docks go through walls and past columns."""
    found: set[ElementId] = set()
    s, none = standing, standing.racks[:0]
    racks, aisles = shifted(ghost.racks.boxes, dx, dy), shifted(ghost.aisles.boxes, dx, dy)
    places, at = shifted(ghost.places.boxes, dx, dy), _kinds(ghost)
    for own, ids, boxes, built in (
        (racks, ghost.racks.ids, (s.racks, s.places, s.aisles, s.walls), True),
        (aisles, ghost.aisles.ids, (s.racks, s.chargers), True),
        (places[at[0]], [ghost.places.ids[k] for k in at[0]], (s.racks, s.places), False),
        (places[at[1]], [ghost.places.ids[k] for k in at[1]], (s.racks, s.places, s.walls), True),
        (places[at[2]], [ghost.places.ids[k] for k in at[2]], (s.racks, s.places, s.walls, s.aisles), True),
    ):  # fmt: skip
        if len(own):
            others = np.concatenate([_near(own, one) for one in boxes] or [none])
            found.update(ids[k] for k in np.flatnonzero(_any_hit(own, others)).tolist())
            if built:
                found |= _on_obstacles(ghost, ids, own, standing, dx, dy)
    return frozenset(found)


def _kinds(ghost: Sheet) -> tuple[list[int], list[int], list[int]]:
    """Rows of docks, of other places, of chargers."""
    docks: list[int] = []
    others: list[int] = []
    chargers: list[int] = []
    for at, id_ in enumerate(ghost.places.ids):
        element = ghost.elements[id_]
        dock = isinstance(element, Place) and element.use == "dock"
        (docks if dock else chargers if isinstance(element, Charger) else others).append(at)
    return docks, others, chargers


def _near(own: Floats, boxes: Floats) -> Floats:
    points = corners(own).reshape(-1, 2)
    (x0, y0), (x1, y1) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    near: Floats = boxes[touching(boxes, x0, y0, x1, y1)]
    return near


def _any_hit(own: Floats, others: Floats) -> Bools:
    """Which of `own` (n, 6) share floor with any of `others` (m, 6)."""
    if not len(others):
        return np.zeros(len(own), bool)
    dx, dy = others[None, :, 0] - own[:, None, 0], others[None, :, 1] - own[:, None, 1]
    dot = np.abs(own[:, None, COS] * others[None, :, COS] + own[:, None, SIN] * others[None, :, SIN])
    cross = np.abs(own[:, None, COS] * others[None, :, SIN] - own[:, None, SIN] * others[None, :, COS])
    hit = np.ones(dx.shape, bool)
    for side, other in ((own[:, None], others[None]), (others[None], own[:, None])):
        along = np.abs(dx * side[..., COS] + dy * side[..., SIN])
        across = np.abs(dy * side[..., COS] - dx * side[..., SIN])
        hit &= along < side[..., HALF] + dot * other[..., HALF] + cross * other[..., DEPTH] - FORGIVEN
        hit &= across < side[..., DEPTH] + cross * other[..., HALF] + dot * other[..., DEPTH] - FORGIVEN
    return np.asarray(hit.any(axis=1), np.bool_)


def _on_obstacles(
    ghost: Sheet, ids: Sequence[ElementId], own: Floats, standing: Standing, dx: float, dy: float
) -> set[ElementId]:  # fmt: skip
    """Which of `own` stand on obstacles of any shape: near ones one by one, for obstacles are few."""
    found: set[ElementId] = set()
    for bounds, obstacle in standing.obstacles:
        for at in np.flatnonzero(touching(own, *bounds)).tolist():
            mine = Piece.of(tuple((x + dx, y + dy) for x, y in outline(ghost.elements[ids[at]])))
            if overlap(mine, obstacle):
                found.add(ids[at])
    return found


def _strips(segments: Sequence[tuple[tuple[float, float], tuple[float, float]]]) -> Floats:
    """Lines as thin boxes (n, 6)."""
    if not segments:
        return np.zeros((0, 6))
    ends = np.array(segments)
    way = ends[:, 1] - ends[:, 0]
    length = np.hypot(way[:, 0], way[:, 1])
    return np.column_stack((ends.mean(axis=1), way / length[:, None], length / 2, np.full(len(length), THICKNESS / 2)))
