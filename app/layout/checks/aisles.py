"""Aisles too narrow for what drives in them, by drawing or because something stands in them."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.layout.checks.finding import Finding
from app.layout.checks.overlap import OverlapCheck
from app.layout.elements import Aisle, Place, Truck
from app.layout.geometry import Piece, overlap
from app.layout.racking import ElementId
from app.layout.shapes import piece
from app.layout.solids import Nearby, same_floor
from app.layout.table import Layout
from app.layout.ways import Span

WALKED = 800.0
"""The least width of an aisle in which people walk and nothing drives, mm."""
PASSABLE = 600.0
"""Below this nobody passes: the aisle is blocked there."""

Stay = tuple[float, float, float, float]
"""What stands in an aisle, in its own frame: from, to along it, from, to across it from its middle line."""


class AisleCheck:
    """Keeps the free width of every aisle, and where one is blocked (`blocked`, mm from its a)."""

    def __init__(self, floor: OverlapCheck) -> None:
        self._floor = floor
        self._near = Nearby()
        self._strips: dict[ElementId, Piece] = {}
        self._inside: dict[ElementId, set[ElementId]] = {}
        self._found: dict[ElementId, Finding] = {}
        self.blocked: dict[ElementId, tuple[Span, ...]] = {}

    def renew(self, layout: Layout, touched: frozenset[ElementId]) -> None:
        """Measure the aisles among these again, and those in which one of these stands or stood."""
        again = {id_ for id_, others in self._inside.items() if not others.isdisjoint(touched)}
        for id_ in touched:
            for part in self._floor.pieces.get(id_, ()):
                again.update(self._near.touching(part.bounds))
            element = layout.find(id_)
            if isinstance(element, Aisle):
                self._strips[id_] = piece(element)
                self._near.place(id_, self._strips[id_].bounds)
                again.add(id_)
            elif id_ in self._strips:
                self._forget(id_)
                again.discard(id_)
        for id_ in again:
            self._measure(layout, layout.get(id_, Aisle))

    def findings(self) -> Iterator[Finding]:
        """One an aisle at most."""
        yield from self._found.values()

    def _forget(self, id_: ElementId) -> None:
        self._near.drop(id_)
        del self._strips[id_]
        for kept in (self._inside, self._found, self.blocked):
            kept.pop(id_, None)

    def _measure(self, layout: Layout, aisle: Aisle) -> None:
        strip = self._strips[aisle.id]
        inside: dict[ElementId, list[Stay]] = {}
        for id_ in self._floor.near.touching(strip.bounds):
            other = layout.elements[id_]
            if not same_floor(other, aisle) or (isinstance(other, Place) and other.use == "dock"):
                continue
            stays = [stay for part in self._floor.pieces[id_] if (stay := stay_in(aisle, part, strip)) is not None]
            if stays:
                inside[id_] = stays
        self._inside[aisle.id] = set(inside)
        profile = profile_of(aisle, [stay for stays in inside.values() for stay in stays])
        self.blocked[aisle.id] = tuple((low, high) for low, high, free in profile if free < PASSABLE)
        free = min((free for _, _, free in profile), default=aisle.width)
        truck = layout.find(aisle.truck) if aisle.truck is not None else None
        needed, who = (truck.aisle_width, truck.code) if isinstance(truck, Truck) else (WALKED, "people")
        self._found.pop(aisle.id, None)
        if free < needed - 1.0:
            left = "left by what stands in it" if inside else "drawn"
            what = f"Aisle {aisle.code}: {free:,.0f} mm wide as {left}; needed for {who}: {needed:,.0f} mm."
            self._found[aisle.id] = Finding("narrow", aisle.id, what, tuple(sorted(inside)))


def stay_in(aisle: Aisle, part: Piece, strip: Piece) -> Stay | None:
    """Where a piece stands in the aisle; None where it does not. Most neighbours only touch it: they are told by their
    box in the aisle's frame, which is quicker than comparing polygons."""
    dx, dy = aisle.bx - aisle.ax, aisle.by - aisle.ay
    length = math.hypot(dx, dy)
    ux, uy = dx / length, dy / length
    ts = [(x - aisle.ax) * ux + (y - aisle.ay) * uy for x, y in part.points]
    offs = [(y - aisle.ay) * ux - (x - aisle.ax) * uy for x, y in part.points]
    stay = min(ts), max(ts), min(offs), max(offs)
    half = aisle.width / 2 - 1.0
    if stay[0] >= length - 1.0 or stay[1] <= 1.0 or stay[2] >= half or stay[3] <= -half:
        return None
    return stay if overlap(part, strip) else None


def profile_of(aisle: Aisle, stays: Sequence[Stay]) -> list[tuple[float, float, float]]:
    """(from, to, widest free gap) for each stretch of the aisle in which something stands."""
    marks = sorted({t for stay in stays for t in stay[:2]})
    profile = []
    for low, high in pairwise(marks):
        here = sorted((stay[2], stay[3]) for stay in stays if stay[0] < high and stay[1] > low)
        if here:
            gap, reach = 0.0, -aisle.width / 2
            for start, end in [*here, (aisle.width / 2, aisle.width / 2)]:
                gap, reach = max(gap, min(start, aisle.width / 2) - reach), max(reach, end)
            profile.append((low, high, gap))
    return profile
