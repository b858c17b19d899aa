"""The next work for the person who asks, by travel on the plan, and what a station needs to do it. Blocking.

next_work = NextWork(session)
given = next_work.take()  # from where the person finished last; Work
tasks = next_work.moves(given.tasks)  # for the flow app.flow.move
"""

import math
from collections.abc import Sequence

from app.domain.errors import Refusal
from app.domain.ids import HandlingUnitId, LocationId, Op, ProductId, TaskId, new_op
from app.flow.move_states import MoveTask
from app.layout.elements import Rack
from app.layout.slots import slot_keys
from app.layout.travel import BinAt
from app.services.floor.published import Ground, floor_of
from app.services.session import Session
from app.services.tasks.kinds import ToCount, Work
from db import posting

LEASE = 900
FAR = 9_999_999.0  # s; more is no way


class NextWork:
    """Thread-safe."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take(
        self,
        at: int | None = None,
        kinds: Sequence[str] | None = None,
        station: str | None = None,
        op: Op | None = None,
    ) -> Work:
        """The next work, claimed; where people count by walking past, maybe a bin that is due near by. at: the location
        id of where the person stands (None: where they finished last); kinds: only these (`count` too). Refuses
        (WM401, WM403, WM422)."""
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
        here = answer.get("count")
        return Work(
            tuple(answer["tasks"]), answer["kind"], answer["batch_id"], answer["order_id"], answer["why"],
            None if here is None else ToCount(here["count_id"], here["location_id"], here["code"]),
        )  # fmt: skip

    def seconds(self, at: int | None = None) -> dict[str, float]:
        """Seconds of travel to each place where work waits, by location id; those the plan has no way to are left out
        (the database reckons them along the axes)."""
        starts = self._session.door.query("work_starts", warehouse=self._at, at=at)
        stands = next((row for row in starts if row.stands), None)
        if stands is None or len(starts) < 3:
            return {}
        with floor_of(self._session).walked() as ground:
            found = _reached(ground, stands.code, [row.code for row in starts])
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

    @property
    def _at(self) -> int:
        return self._session.warehouse.warehouse_id


def _reached(ground: Ground, stands: str, codes: Sequence[str]) -> dict[str, float]:
    """Seconds from one address to others, those only to which a way leads."""
    start = ground.targets.get(stands)
    if start is None:
        return {}
    try:
        spread = ground.graph.isochrone(start)
    except Refusal:
        return {}
    found: dict[str, float] = {}
    for code in codes:
        target = ground.targets.get(code)
        if isinstance(target, BinAt):
            rack = ground.layout.get(target.rack, Rack)
            seconds = float(spread.of(rack.id)[slot_keys(rack).index(target.slot)])
        elif target is not None:
            seconds = ground.graph.seconds(start, target)
        else:
            continue
        if math.isfinite(seconds) and seconds < FAR:
            found[code] = seconds
    return found
