"""What is asked: goods, the bins they may lie in, how far it is between the bins, and the orders that were picked."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import Refusal
from app.optimise.routing import Stop, TravelMap

Numbers = NDArray[np.int64]
Amounts = NDArray[np.float64]

HOME = 0
"""The place where every tour begins and ends; the bins' places follow."""
_TOGETHER = 60
_SAME_PLACE = 10.0


@dataclass(frozen=True, slots=True)
class Goods:
    """A SKU. Lengths mm and weight g of one piece (0: nobody has measured it); pieces: how many its face holds.

    classes: storage classes it may lie in; that is where temperature and hazard are decided. upright: not to be tipped.
    """

    sku: str
    length: float
    width: float
    height: float
    weight: float
    pieces: float
    classes: frozenset[str]
    upright: bool = False
    family: str = ""

    @property
    def measured(self) -> bool:
        """Whether size and weight are known; what is not measured stays where it is."""
        return min(self.length, self.width, self.height, self.weight) > 0

    @property
    def litres(self) -> float:
        """Room of what its face holds."""
        return self.length * self.width * self.height / 1e6 * self.pieces

    @property
    def grams(self) -> float:
        """Weight of what its face holds."""
        return self.weight * self.pieces


@dataclass(frozen=True, slots=True)
class PickFace:
    """A bin that is picked from. z: its floor above the ground, mm. most: SKUs it may hold; litres, grams: what is left
    for the goods that are being slotted."""

    code: str
    stop: Stop
    storage_class: str
    z: float
    width: float
    depth: float
    height: float
    litres: float
    grams: float
    most: int = 1


@dataclass(frozen=True, slots=True)
class Order:
    """What was picked on one walk. day: any whole number that is the same within a day; skus: each once."""

    day: int
    skus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """The bins as a walker sees them. distance: (places, places) mm, place HOME first. place: of each bin.
    bins at a place q: bins_at[first_at[q] : first_at[q + 1]]."""

    faces: tuple[PickFace, ...]
    distance: Amounts
    place: Numbers
    first_at: Numbers
    bins_at: Numbers

    @property
    def home_and_back(self) -> Amounts:
        """How far it is to each bin and back, mm."""
        return np.asarray(2 * self.distance[HOME, self.place])


def ground_of(travel: TravelMap, faces: Sequence[PickFace], home: Stop) -> Ground:
    """Measure the floor: bins at one place of one aisle (levels, both sides) are one place. Some tenths of a second for
    1,000 places. Refuses (`slotting.unreachable`) bins that cannot be walked to."""
    if not faces:
        raise Refusal(
            "slotting.no_faces", "This warehouse has no pick faces.", "Draw bins of the kind pick in the layout editor."
        )
    spots: dict[tuple[object, ...], int] = {}
    stops: list[Stop] = []
    place = np.empty(len(faces), dtype=np.int64)
    access = travel.access([face.stop for face in faces])
    for at, face in enumerate(faces):
        key: tuple[object, ...] = (int(access.section[at]), round(float(access.along[at]) / _SAME_PLACE))
        if access.section[at] < 0:
            key = (-1, face.stop.x, face.stop.y)
        if key not in spots:
            spots[key] = len(stops) + 1
            stops.append(face.stop)
        place[at] = spots[key]
    distance = _distances(travel, [home, *stops])
    lost = [face.code for face, q in zip(faces, place, strict=True) if not np.isfinite(distance[HOME, q])]
    if lost:
        raise Refusal(
            "slotting.unreachable",
            f"{len(lost):,} pick faces cannot be walked to, {lost[0]} among them.",
            "Check the layout: a wall or a rack stands in every way.",
        )
    order = np.argsort(place, kind="stable")
    return Ground(tuple(faces), distance, place, np.searchsorted(place[order], np.arange(len(distance) + 1)), order)


def _distances(travel: TravelMap, stops: Sequence[Stop]) -> Amounts:
    """All distances, mm. Home may lie on the open floor, whose many ways would make one matrix large: its row apart."""
    home, inner = stops[0], stops[1:]
    found = np.zeros((len(stops), len(stops)))
    found[1:, 1:] = travel.matrix(travel.access(inner))
    for start in range(0, len(inner), _TOGETHER):
        part = inner[start : start + _TOGETHER]
        row = travel.matrix(travel.access([home, *part]))[0, 1:]
        found[HOME, start + 1 : start + 1 + len(part)] = found[start + 1 : start + 1 + len(part), HOME] = row
    return found
