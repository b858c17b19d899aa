"""What moves on the plan: who was last seen where, and which docks and stations have stock on them."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.domain.change import Change
from app.heat.grid import HeatGrid
from app.heat.plan import FloorPlan
from app.heat.tables import KINDS
from app.ui.heat.overlay import AlarmMark, Overlay, Person, Route

SEEN_FOR = 600.0  # s after which nobody can say any more where a person is
ARM = 0.7  # m between a bin's face and whoever works at it
WORKING_PLACES = ("receiving", "quality", "staging", "packing", "dock", "station")


class LiveMarks(QObject):
    """What is marked on every plan that shows now: alarms, people, busy places, walks. `changed` when any of it is."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.alarms: tuple[AlarmMark, ...] = ()
        self.people: tuple[Person, ...] = ()
        self.busy: frozenset[str] = frozenset()
        self.routes: tuple[Route, ...] = ()

    def mark(
        self,
        alarms: tuple[AlarmMark, ...] | None = None,
        people: tuple[Person, ...] | None = None,
        busy: frozenset[str] | None = None,
        routes: tuple[Route, ...] | None = None,
    ) -> None:
        """Say what is so now; what is left out stays."""
        now = (
            self.alarms if alarms is None else alarms,
            self.people if people is None else people,
            self.busy if busy is None else busy,
            self.routes if routes is None else routes,
        )
        if now != (self.alarms, self.people, self.busy, self.routes):
            self.alarms, self.people, self.busy, self.routes = now
            self.changed.emit()

    def show_on(self, overlay: Overlay, *, live: bool = True) -> None:
        """Mark them on a plan; one of the past has none but its busy places."""
        overlay.set_alarms(self.alarms if live else ())
        overlay.set_people(self.people if live else ())
        overlay.set_routes(self.routes if live else ())
        if live:
            overlay.set_busy(self.busy)


@dataclass(frozen=True, slots=True)
class Sight:
    """Where somebody posted something last: metres, heading in degrees, and when."""

    x: float
    y: float
    heading: float
    at: float


@dataclass
class Sightings:
    """People by their login, from the movements they posted. clock: seconds that never jump."""

    clock: Callable[[], float] = time.monotonic
    _seen: dict[str, Sight] = field(default_factory=dict)

    def watch(self, changes: Sequence[Change], grid: HeatGrid) -> None:
        """Take in movements: a person stands at the bin that they named last."""
        for change in changes:
            if not change.is_movement or not change.actor:
                continue
            at = grid.plan.indices(np.array(change.locations, np.int64))
            here = at[at >= 0]
            if len(here):
                self._see(change.actor, *stand_before(grid.plan, int(grid.plan.locations.cell[here[0]])))

    def people(self) -> tuple[Person, ...]:
        """Everybody seen within ten minutes."""
        now = self.clock()
        self._seen = {name: sight for name, sight in self._seen.items() if now - sight.at < SEEN_FOR}
        return tuple(Person(name, sight.x, sight.y, sight.heading) for name, sight in sorted(self._seen.items()))

    def _see(self, name: str, x: float, y: float) -> None:
        before = self._seen.get(name)
        heading = 0.0 if before is None else before.heading
        if before is not None and math.hypot(x - before.x, y - before.y) > 0.5:
            heading = math.degrees(math.atan2(y - before.y, x - before.x))
        self._seen[name] = Sight(x, y, heading, self.clock())


def stand_before(plan: FloorPlan, cell: int) -> tuple[float, float]:
    """Where somebody stands who works at a cell (m): in the aisle, on the side where there is no other rack."""
    rack = int(plan.rack_of[cell])
    (x,), (y,) = plan.centres(np.array([cell]))
    out = float(plan.racks.half_depth[rack]) + ARM
    sin, cos = float(plan.racks.sin[rack]), float(plan.racks.cos[rack])
    sides = [(float(x) - side * sin * out, float(y) + side * cos * out) for side in (1, -1)]
    return next((place for place in sides if plan.pick(*place) < 0), sides[0])


def busy_codes(grid: HeatGrid) -> frozenset[str]:
    """Codes of working places that hold stock now."""
    table = grid.plan.locations
    kinds = [KINDS.index(kind) for kind in WORKING_PLACES]
    at = np.flatnonzero(np.isin(table.kind, kinds) & (grid.quants > 0))
    return frozenset(table.codes[i] for i in at.tolist())
