"""The next work for the person who asks, by travel on the plan, and what a station needs to do it. Blocking.

next_work = NextWork(session)
given = next_work.take()  # from where the person finished last; Work
tasks = next_work.moves(given.tasks)  # for the flow app.flow.move
"""

import math
from collections.abc import Mapping, Sequence
from threading import Lock

from app.domain.errors import Refusal
from app.domain.ids import HandlingUnitId, LocationId, Op, ProductId, TaskId, new_op
from app.flow.move_states import MoveTask
from app.layout.elements import Rack
from app.layout.slots import slot_keys
from app.layout.table import Layout
from app.layout.travel import BinAt, Target, TravelGraph
from app.services.layout import Layouts
from app.services.session import Session
from app.services.tasks.kinds import Work
from app.services.tours import targets_of
from db import posting

LEASE = 900
FAR = 9_999_999.0  # s; more is no way


class NextWork:
    """The plan is read once, and again when another version is published. Thread-safe."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lock = Lock()
        self._no = -1
        self._layout: Layout | None = None
        self._graph: TravelGraph | None = None
        self._targets: Mapping[str, Target] = {}

    def take(
        self,
        at: int | None = None,
        kinds: Sequence[str] | None = None,
        station: str | None = None,
        op: Op | None = None,
    ) -> Work:
        """The next work, claimed. at: the location id of where the person stands (None: where they finished last);
        kinds: only these. Refuses (WM401, WM403, WM422)."""
        ask: dict[str, object] = {"seconds": self.seconds(at)}
        if kinds is not None:
            ask["kinds"] = list(kinds)
        answer = posting.next_task(
            self._session.door,
            op=op or new_op(),
            warehouse=self._at,
            at=at,
            ask=ask,
            station=station,
            lease_seconds=LEASE,
        )
        if not answer["found"]:
            return Work((), None, None, None, answer["left_out"])
        return Work(tuple(answer["tasks"]), answer["kind"], answer["batch_id"], answer["order_id"], answer["why"])

    def seconds(self, at: int | None = None) -> dict[str, float]:
        """Seconds of travel to each place where work waits, by location id; those the plan has no way to are left out
        (the database reckons them along the axes)."""
        starts = self._session.door.query("work_starts", warehouse=self._at, at=at)
        stands = next((row for row in starts if row.stands), None)
        if stands is None or len(starts) < 3:
            return {}
        with self._lock:
            found = self._reached(stands.code, [row.code for row in starts])
        return {str(row.location_id): round(found[row.code], 1) for row in starts if row.code in found}

    def moves(self, tasks: Sequence[int]) -> tuple[MoveTask, ...]:
        """Replenishments and moves as the flow wants them; others are left out."""
        rows = self._session.door.query("task_job", warehouse=self._at, tasks=list(tasks))
        return tuple(
            MoveTask(
                TaskId(row.task_id), row.kind, ProductId(row.product_id), row.sku, row.product, row.quantity,
                LocationId(row.from_id), row.from_code, LocationId(row.to_id), row.to_code, row.from_digit or "",
                row.to_digit or "", row.lot, None if row.hu_id is None else HandlingUnitId(row.hu_id), row.sscc or "",
                row.plan_id is not None, row.exchange,
            )
            for row in rows
            if row.kind in ("replenish", "move") and row.from_id is not None and row.to_id is not None
        )  # fmt: skip

    def _reached(self, stands: str, codes: Sequence[str]) -> dict[str, float]:
        self._renew()
        graph, layout, start = self._graph, self._layout, self._targets.get(stands)
        if graph is None or layout is None or start is None:
            return {}
        try:
            spread = graph.isochrone(start)
        except Refusal:
            return {}
        found: dict[str, float] = {}
        for code in codes:
            target = self._targets.get(code)
            if isinstance(target, BinAt):
                at = spread.bins.of(target.rack).start + slot_keys(layout.get(target.rack, Rack)).index(target.slot)
                seconds = float(spread.seconds[at])
            elif target is not None:
                seconds = graph.seconds(start, target)
            else:
                continue
            if math.isfinite(seconds) and seconds < FAR:
                found[code] = seconds
        return found

    def _renew(self) -> None:
        layouts = Layouts(self._session)
        no = max((version.no for version in layouts.versions()), default=0)
        if no != self._no:
            self._layout = layouts.open_published().layout
            self._graph, self._targets, self._no = TravelGraph.of(self._layout), dict(targets_of(self._layout)), no

    @property
    def _at(self) -> int:
        return self._session.warehouse.warehouse_id
