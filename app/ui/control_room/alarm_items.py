"""Alarms as the list shows them, from the rows of the query `alarms`; in the manner of ISA-18.2."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from app.ui.control_room.figures import AlarmCount
from app.ui.heat.overlay import AlarmMark
from app.ui.widgets.glyphs import Status

State = Literal["new", "known", "cleared", "shelved"]
PRIORITIES: dict[int, Status] = {1: "alarm", 2: "warn"}
FLOOD = 10
FLOOD_WINDOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class AlarmItem:
    """One alarm. person: who acknowledged it; until and reason: of the shelf; cleared: its cause is gone."""

    alarm_id: int
    kind: str
    priority: int
    text: str
    next_step: str
    location_id: int | None
    location: str
    raised_at: datetime
    person: str = ""
    until: datetime | None = None
    reason: str = ""
    cleared: bool = False

    @classmethod
    def from_row(cls, row: Any) -> "AlarmItem":
        """From a row of the query `alarms`."""
        return cls(
            row.alarm_id,
            row.kind,
            row.priority,
            row.text,
            row.next_step,
            row.location_id,
            row.location or "",
            row.raised_at,
            (row.acknowledged_person or "") if row.acknowledged_at is not None else "",
            row.shelved_until,
            row.shelve_reason or "",
            row.cleared_at is not None,
        )

    @property
    def status(self) -> Status:
        """Its shape: octagon, triangle or circle by priority."""
        return PRIORITIES.get(self.priority, "info")

    def state(self, now: datetime) -> State:
        """Where it stands in its life."""
        if self.until is not None and self.until > now:
            return "shelved"
        if self.cleared:
            return "cleared"
        return "known" if self.person else "new"


def read_alarms(rows: Sequence[Any]) -> tuple[AlarmItem, ...]:
    """Rows to alarms: not acknowledged first, then priority, then the newest."""
    items = [AlarmItem.from_row(row) for row in rows]
    return tuple(sorted(items, key=lambda one: (bool(one.person), one.priority, -one.raised_at.timestamp())))


def count_alarms(items: Sequence[AlarmItem], now: datetime) -> AlarmCount:
    """What the tile and the bell say: shelved and cleared ones do not stand."""
    standing = [one for one in items if one.state(now) in ("new", "known")]
    new = [one for one in standing if not one.person]
    return AlarmCount(
        sum(one.status == "alarm" for one in standing),
        sum(one.status != "alarm" for one in standing),
        len(new),
        min((one.raised_at for one in new), default=None),
    )


def worst_new(items: Sequence[AlarmItem], now: datetime) -> Status | None:
    """The worst shape that nobody has acknowledged."""
    new = [one.priority for one in items if one.state(now) == "new"]
    return None if not new else "alarm" if min(new) == 1 else "warn"


def marks_of(items: Sequence[AlarmItem], now: datetime) -> tuple[AlarmMark, ...]:
    """Marks on the plan for alarms that have a place and stand, the most urgent last."""
    placed = [one for one in items if one.location_id is not None and one.state(now) in ("new", "known")]
    placed.sort(key=lambda one: (-one.priority, not one.person))
    return tuple(
        AlarmMark(
            one.alarm_id,
            "alarm" if one.priority == 1 else "warn",
            one.text,
            one.location_id,
            acknowledged=bool(one.person),
        )
        for one in placed
    )


def flood_words(items: Sequence[AlarmItem], now: datetime) -> str:
    """More than ten in ten minutes, grouped by cause; empty where there is no flood."""
    recent = [one for one in items if now - one.raised_at < FLOOD_WINDOW]
    if len(recent) <= FLOOD:
        return ""
    causes = Counter(one.kind for one in recent).most_common(3)
    said = ", ".join(f"{number} × {kind.replace('_', ' ').replace('.', ' ')}" for kind, number in causes)
    return f"{len(recent)} alarms in 10 min: {said}"
