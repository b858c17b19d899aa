"""The bins that goods may be put into and the ways to them. Read once and kept: walks until another layout is
published, bins for five minutes, for a bin that is blocked meanwhile is refused by the database and read again then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any

import numpy as np

from app.optimise.putaway import Bin, Bins
from app.optimise.putaway.goods import Floats
from app.optimise.routing import Stop, TravelMap, build_travel_map
from app.optimise.routing.travel import Access
from app.services.floor import read_layout_no
from app.services.slotting.house import walking_floor
from db.engine import Database

FRESH = 300.0
"""Seconds for which bins are believed."""
_SLOW = 60.0


@dataclass(frozen=True, slots=True)
class Ground:
    """bins: of the question; rows: as they were read; travel: None where no racks are drawn; access: of the bins.
    known: ways from places that were asked about, for docks are few and each is asked about all day."""

    bins: Bins
    rows: Sequence[Any]
    travel: TravelMap | None
    access: Access | None
    places: Floats
    known: dict[tuple[float, float], Floats] = field(default_factory=dict, compare=False, repr=False)

    def ways_from(self, x: float, y: float) -> Floats:
        """The same as `ways` from a place on the floor, kept."""
        if (x, y) not in self.known:
            self.known[x, y] = self.ways(x, y)
        return self.known[x, y]

    def ways(self, x: float, y: float, stop: Stop | None = None) -> Floats:
        """(B,) metres from a place to every bin; straight along the axes where no walk is known."""
        straight = np.asarray((np.abs(self.places[:, 0] - x) + np.abs(self.places[:, 1] - y)) / 1_000)
        if self.travel is None or self.access is None:
            return straight
        walked = _walks(self.travel, stop or Stop(x, y), self.access) / 1_000
        return np.where(np.isfinite(walked), walked, straight)

    def ways_from_bin(self, at: int) -> Floats:
        """(B,) metres from bin number `at`."""
        row = self.rows[at]
        return self.ways(row.x, row.y, _stop(row, self.travel))


class Grounds:
    """Keeps the ground of one warehouse. Blocking; thread-safe."""

    def __init__(self, door: Database, warehouse: int) -> None:
        self._door, self._warehouse = door, warehouse
        self._lock = Lock()
        self._no: int | None = None
        self._travel: TravelMap | None = None
        self._ground: Ground | None = None
        self._read = 0.0

    def ground(self) -> Ground:
        """The ground as it was at most five minutes ago; the first time some tenths of a second for 10,000 bins."""
        with self._lock:
            no = read_layout_no(self._door, self._warehouse)
            if no != self._no:
                racks = self._rows("slotting_racks")
                floor = walking_floor(racks, self._rows("fixtures")) if racks else None
                self._travel = build_travel_map(floor) if floor is not None else None
                self._no, self._ground = no, None
            if self._ground is None or monotonic() - self._read > FRESH:
                self._ground, self._read = _made(self._rows("putaway_places"), self._travel), monotonic()
            return self._ground

    def forget(self) -> None:
        """Bins have changed: they are read again at the next question."""
        with self._lock:
            self._ground = None

    def _rows(self, name: str) -> Sequence[Any]:
        return self._door.query(name, warehouse=self._warehouse, deadline=_SLOW)


def _made(rows: Sequence[Any], travel: TravelMap | None) -> Ground:
    access = travel.access([_stop(row, travel) for row in rows]) if travel is not None and rows else None
    places = np.array([(row.x, row.y) for row in rows], dtype=np.float64).reshape(-1, 2)
    return Ground(Bins.of([_bin(row) for row in rows]), rows, travel, access, places)


def _bin(row: Any) -> Bin:
    height = min((one for one in (row.max_height, row.height) if one is not None), default=None)
    sides = (row.width, row.depth, row.height) if row.width and row.depth and row.height else None
    return Bin(
        row.location_id, row.code, row.kind, row.zone_code or "", row.class_code or "", row.max_weight, row.max_volume,
        height, row.max_units, row.product_mixing in ("none", "same"), row.lot_mixing in ("none", "same"),
        row.temperature_class, frozenset(row.hazards) if row.hazards else None, sides, row.z, row.x, row.y,
    )  # fmt: skip


def _stop(row: Any, travel: TravelMap | None) -> Stop:
    aisle = (row.zone_code or "", row.aisle or "")
    known: Mapping[Any, Any] = travel.aisles if travel is not None else {}
    return Stop(row.x, row.y, aisle if row.racked and aisle in known else None)


def _walks(travel: TravelMap, source: Stop, bins: Access) -> Floats:
    """Walking distances from one stop to many, mm; inf where there is no way."""
    own = travel.access([source])
    to_nodes = (own.off[0][:, None] + travel.distance[own.node[0]]).min(axis=0)
    walked = (bins.off + to_nodes[bins.node]).min(axis=1)
    same = (bins.section == own.section[0]) & (own.section[0] >= 0)
    return np.asarray(np.where(same, np.minimum(walked, np.abs(bins.along - own.along[0])), walked))


def min_of(ways: Sequence[Floats]) -> Floats:
    """The shortest of some distances, bin by bin."""
    return np.asarray(np.min(ways, axis=0))
