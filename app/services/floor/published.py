"""The published plan of a session's warehouse with its travel graph: read once, shared by all who walk on it, and read
again by the first who asks after another version was published. Blocking; worker threads only.

with floor_of(session).walked() as ground:
    ground.graph.distance(ground.targets["A-01-01-1"], ground.base)
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import RLock
from typing import Self, TypeAlias

from app.heat.plan import FloorPlan
from app.layout.table import Layout
from app.layout.travel import Target, TravelGraph
from app.services.floor.facts import load_plan
from app.services.floor.places import base_of, targets_of
from app.services.kept import Kept
from app.services.layout import Layouts
from app.services.session import Session

Stamp: TypeAlias = tuple[int, int]
"""A published plan told apart from every other: its version; before the first one, what was imported last."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One published version to walk on: what is drawn, its travel graph on foot, where each address is. kept: what
    others derive from this version; it goes when the version goes."""

    no: int
    layout: Layout
    graph: TravelGraph
    targets: Mapping[str, Target]
    kept: Kept = field(default_factory=Kept, compare=False, repr=False)

    @classmethod
    def of(cls, no: int, layout: Layout) -> Self:
        """A layout to walk on; its graph is made when the first way is asked for."""
        return cls(no, layout, TravelGraph.of(layout), dict(targets_of(layout)))

    @property
    def base(self) -> Target:
        """Where walks begin and end. Refuses (`tour.no_base`)."""
        return base_of(self.layout)


class PublishedFloor:
    """Thread-safe. That another version was published is asked for at every use (one row), since the change feed tells
    it later than a picker may walk; so nobody gets a plan that is not published any more."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lock = RLock()
        self._ground: tuple[Stamp, Ground] | None = None
        self._plan: tuple[Stamp, FloorPlan] | None = None

    @contextmanager
    def walked(self) -> Iterator[Ground]:
        """The published version to walk on, for one thread at a time: others wait. Raises Refusal, Unreachable."""
        with self._lock:
            yield self._renewed()

    def plan(self) -> FloorPlan:
        """The published version to draw. Raises Refusal, Unreachable."""
        with self._lock:
            while True:
                stamp = self._stamp()
                if self._plan is not None and self._plan[0] == stamp:
                    return self._plan[1]
                # what is read while another version is published is of neither: the stamp is asked for again
                self._plan = stamp, load_plan(self._session.door, self._session.warehouse.warehouse_id)

    def _renewed(self) -> Ground:
        stamp = self._stamp()
        if self._ground is None or self._ground[0] != stamp:
            opened = Layouts(self._session).open_published()
            ground = Ground.of(opened.no, opened.layout)
            # published between the two questions: the number that came with the drawing is its own
            self._ground = (stamp if opened.no == stamp[0] else (opened.no, 0)), ground
        return self._ground[1]

    def _stamp(self) -> Stamp:
        (row,) = self._session.door.query("layout_stamp", warehouse=self._session.warehouse.warehouse_id)
        return int(row.version_no), int(row.parts)


def floor_of(session: Session) -> PublishedFloor:
    """The one of this session."""
    return session.kept.one(PublishedFloor, lambda: PublishedFloor(session))
