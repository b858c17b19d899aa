"""The board of tasks as a supervisor uses it: who has what, what is late, giving, holding, cancelling. Blocking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from app.domain.ids import Op, new_op
from app.services.session import Session
from app.services.tasks.kinds import Board, CutOff, Forecast, Rates, Totals, piece_of, worker_of
from db import posting

SHOWN = 300
"""Pieces of work that nobody has, as many as the board shows; what people have is always there."""
DAY = timedelta(hours=24)
FORETOLD = timedelta(seconds=20)
"""So long a forecast stands: it is of minutes and hours, and looks at every open order."""


@dataclass(frozen=True, slots=True)
class TaskBoard:
    """Use cases of one warehouse; raises Refusal, Fault or Unreachable."""

    session: Session

    def read(self, before: Board | None = None) -> Board:
        """All of it, now. before: what was read last; its forecast stands for up to FORETOLD, all else is anew."""
        door, at, now = self.session.door, self._at, datetime.now(UTC)
        people = tuple(worker_of(row) for row in door.query("work_people", warehouse=at))
        (totals,) = door.query("work_totals", warehouse=at)
        forecast = before.forecast if before is not None else None
        if forecast is None or not timedelta() <= now - forecast.at < FORETOLD:
            forecast = self._foretell(now)
        pieces = tuple(piece_of(row) for row in door.query("work_board", warehouse=at, limit=SHOWN))
        return Board(
            datetime.now(UTC),
            pieces,
            people,
            _cut_offs(forecast.risk),
            Totals(*totals),
            _rates(people, forecast.risk, forecast.dock_minutes),
            forecast,
        )

    def _foretell(self, now: datetime) -> Forecast:
        door, at = self.session.door, self._at
        (dock,) = door.query("dock_to_stock", warehouse=at, since=now - DAY)
        return Forecast(now, door.query("on_time_risk", warehouse=at)[0].risk, dock.median_minutes)

    def give(self, tasks: Sequence[int], person: str | None, op: Op | None = None) -> dict[str, Any]:
        """Give work to somebody (their login), or back to all (None). Answer: tasks, person, taken_from."""
        return posting.assign_tasks(
            self.session.door, op=op or new_op(), warehouse=self._at, tasks=list(tasks), person=person
        )

    def set_priority(self, tasks: Sequence[int], priority: int, op: Op | None = None) -> dict[str, Any]:
        """1, the most urgent, to 9."""
        return posting.set_priority(
            self.session.door, op=op or new_op(), warehouse=self._at, tasks=list(tasks), priority=priority
        )

    def hold(
        self, tasks: Sequence[int], reason: str, until: datetime | None = None, op: Op | None = None
    ) -> dict[str, Any]:
        """Nobody is to do this, until it is resumed or until a moment."""
        return posting.hold_tasks(
            self.session.door, op=op or new_op(), warehouse=self._at, tasks=list(tasks), reason=reason, until=until
        )

    def resume(self, tasks: Sequence[int], op: Op | None = None) -> dict[str, Any]:
        """Held work may be done again."""
        return posting.resume_tasks(self.session.door, op=op or new_op(), warehouse=self._at, tasks=list(tasks))

    def cancel(self, tasks: Sequence[int], reason: str, op: Op | None = None) -> dict[str, Any]:
        """This is not done at all. reason: a code of `cancel_reasons`. Answer: tasks, released, orders."""
        return posting.cancel_tasks(
            self.session.door, op=op or new_op(), warehouse=self._at, tasks=list(tasks), reason=reason
        )

    def cancel_reasons(self) -> tuple[tuple[str, str], ...]:
        """Codes and words."""
        return tuple((row.code, row.name) for row in self.session.door.query("work_cancel_reasons"))

    def limit(
        self, person: str, kinds: Sequence[str] | None, zones: Sequence[str] | None, op: Op | None = None
    ) -> dict[str, Any]:
        """What somebody is given; None: all."""
        named = {"kinds": kinds, "zones": zones}
        limits = {name: list(value) for name, value in named.items() if value is not None}
        return posting.put_work_limit(
            self.session.door, op=op or new_op(), warehouse=self._at, person=person, limits=limits
        )

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id


def _cut_offs(risk: Mapping[str, Any]) -> tuple[CutOff, ...]:
    return tuple(
        CutOff(
            row["carrier"] or "Orders", _moment(row["cut_off"]), int(row["orders"]), int(row["done"]),
            _moment(row["ready_at"]), int(row["misses"]), int(row["late"]),
        )
        for row in risk["cut_offs"] or ()
    )  # fmt: skip


def _rates(people: Sequence[Any], risk: Mapping[str, Any], dock: Any) -> Rates:
    missed = [moment for row in risk["cut_offs"] or () if row["misses"] and (moment := _moment(row["cut_off"]))]
    known = bool(risk["picks_an_hour"]) or not risk["open"]
    return Rates(
        sum(one.lines_hour for one in people),
        sum(1 for one in people if one.lines_hour),
        int(risk["misses"]) if known else None,
        min(missed, default=None),
        None if dock is None else float(dock),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
