"""Which proposed boxes would share floor with what stands: separating axes of all pairs at once, quick enough for every
frame of a drag. What is finally drawn is judged by `app.layout.generate`."""

from itertools import pairwise

import numpy as np

from app.layout.elements import Place, Rack
from app.layout.geometry import Piece, bounds_of, overlap
from app.layout.racking import ElementId
from app.layout.shapes import outline
from app.ui.layout.canvas.boxes import COS, DEPTH, HALF, SIN, Bools, BoxTable, Floats, corners, shifted, touching
from app.ui.layout.canvas.sheet import Sheet

FORGIVEN = 1.0  # mm


def hits(ghost: Sheet, sheet: Sheet, dx: float, dy: float) -> frozenset[ElementId]:
    """The racks and aisles of a ghost, shifted by mm, that collide: racks with racks, places, aisles and what is built;
    aisles with racks."""
    found: set[ElementId] = set()
    racks, aisles = shifted(ghost.racks.boxes, dx, dy), shifted(ghost.aisles.boxes, dx, dy)
    for own, ids, others in (
        (racks, ghost.racks.ids, (sheet.racks, sheet.places, sheet.aisles)), (aisles, ghost.aisles.ids, (sheet.racks,)),
    ):  # fmt: skip
        if not len(own):
            continue
        for table in others:
            found.update(ids[at] for at in np.flatnonzero(_any_hit(own, _near(own, table))).tolist())
    found |= _built(ghost, sheet, racks, dx, dy)
    return frozenset(found)


def _near(own: Floats, table: BoxTable) -> Floats:
    points = corners(own).reshape(-1, 2)
    (x0, y0), (x1, y1) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    near: Floats = table.boxes[touching(table.boxes, x0, y0, x1, y1)]
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


def _built(ghost: Sheet, sheet: Sheet, racks: Floats, dx: float, dy: float) -> set[ElementId]:
    """Racks on obstacles and walls."""
    found: set[ElementId] = set()
    for id_, points in sheet.outlines.items():
        x0, y0, x1, y1 = bounds_of(points)
        for at in np.flatnonzero(touching(racks, x0, y0, x1, y1)).tolist():
            rack = ghost.elements[ghost.racks.ids[at]]
            if isinstance(rack, Rack | Place):
                piece = Piece.of(tuple((x + dx, y + dy) for x, y in outline(rack)))
                if overlap(piece, Piece.of(sheet.outlines[id_], convex=False)):
                    found.add(rack.id)
    segments = [pair for lines in sheet.walls.values() for line in lines for pair in pairwise(line)]
    if segments and len(racks):
        ends = np.array(segments)
        way = ends[:, 1] - ends[:, 0]
        length = np.hypot(way[:, 0], way[:, 1])
        ok = length > 0
        ends, way, length = ends[ok], way[ok], length[ok]
        middle = ends.mean(axis=1)
        walls = np.column_stack((middle, way / length[:, None], length / 2, np.full(len(length), 1.0)))
        found.update(ghost.racks.ids[at] for at in np.flatnonzero(_any_hit(racks, walls)).tolist())
    return found
