"""What is said on the page of releases."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Any

from app.services.waves import Policy, Preflight
from app.services.waves.clock import Next, by_itself
from app.ui.tables import StatusCell
from app.ui.widgets.glyphs import Status

EN_DASH = "–"
MODES = {
    "cluster": "Cluster: a cart with a tote for each order",
    "batch": "Batch: goods of all orders together",
    "zone": "Zone by zone, brought together after",
    "discrete": "One order at a time",
}
SHORT_MODES = {"cluster": "Cluster", "batch": "Batch", "zone": "Zone", "discrete": "One by one"}
WHY = {"time": "time of day", "cut_off": "before cut-off", "fill": "enough lines", "hand": "by hand"}
OUTCOMES: Mapping[str, Status] = MappingProxyType({"released": "ok", "missed": "warn"})  # of a moment of a channel
SHORTS = {"leave": "stay behind", "take": "go without it"}


def metres(value: float | None) -> str:
    """A length: whole metres, km from 10,000 m."""
    if value is None:
        return EN_DASH
    return f"{value / 1_000:,.1f} km" if abs(value) >= 10_000 else f"{value:,.0f} m"


def duration(minutes: float) -> str:
    """ "48 min", "3 h 05 min"."""
    whole = round(minutes)
    return f"{whole} min" if whole < 60 else f"{whole // 60:,} h {whole % 60:02} min"


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 order", "12 orders"."""
    return f"1 {one}" if number == 1 else f"{number:,} {many or one + 's'}"


def clock(moment: datetime | None, zone: tzinfo, now: datetime) -> str:
    """The time of a day of the warehouse, with the day where it is another one."""
    if moment is None:
        return EN_DASH
    there = moment.astimezone(zone)
    return f"{there:%H:%M}" if there.date() == now.astimezone(zone).date() else f"{there:%d %b %H:%M}"


def policy_words(policy: Policy) -> str:
    """A policy as the title of its forecast."""
    if policy.mode == "discrete":
        return "One order at a time"
    way = SHORT_MODES[policy.mode]
    return f"{way}, {policy.slots} to a cart" if policy.shortest else f"{way}, {policy.slots} as they come"


def saved(told: Preflight) -> str:
    """Against the same picks put onto carts as they come."""
    if told.first_come_metres <= 0 or told.metres >= told.first_come_metres - 0.5:
        return "as they come"
    return f"{1 - told.metres / told.first_come_metres:.1%} less than as they come"


def people(told: Preflight) -> list[tuple[int, float]]:
    """The makespans that are told: fewer pickers, those of the policy, more."""
    every, own = dict(told.makespan), told.policy.pickers
    wanted = sorted({max(1, own // 2), own, own + 2} & every.keys() | ({max(every)} if every else set()))
    return [(count, every[count]) for count in wanted][:4]


def state_of(row: Any) -> StatusCell:
    """How far a wave is."""
    if row.state == "cancelled":
        return StatusCell("taken back")
    if row.state == "done":
        return StatusCell("done", "ok")
    if row.exceptions:
        return StatusCell(counted(row.exceptions, "exception"), "warn")
    return StatusCell(
        "picking" if row.begun or row.done else "waits", flow="picking" if row.begun or row.done else "released"
    )


def batch_state(row: Any) -> StatusCell:
    """How far a batch is."""
    if row.cancelled:
        return StatusCell("taken back")
    if row.exceptions:
        return StatusCell(counted(row.exceptions, "exception"), "warn")
    if not row.open:
        return StatusCell("done", "ok")
    if row.person:
        return StatusCell("picking", flow="picking")
    return StatusCell("begun" if row.done else "waits", flow="picking" if row.done else "released")


def stands(row: Any) -> StatusCell:
    """How a channel stands."""
    cells = {"open": StatusCell("open", "ok"), "full": StatusCell("full", "warn")}
    return cells.get(row.stands) or StatusCell({"locked": "locked", "asleep": "asleep"}[row.stands])


def rules_of(row: Any) -> str:
    """Which orders a channel takes, in a sentence."""
    parts = []
    if row.services:
        parts.append(", ".join(row.services))
    if (row.priority_from, row.priority_to) != (1, 9):
        parts.append(f"priority {row.priority_from} to {row.priority_to}")
    if row.most_lines:
        parts.append(f"at most {counted(row.most_lines, 'line')}")
    if row.horizon_minutes:
        parts.append(f"cut-off within {duration(row.horizon_minutes)}")
    return "; ".join(parts) if parts else "all orders"


def goes(row: Any) -> str:
    """How the orders of a channel go."""
    if row.way == "stream":
        return "one by one"
    return "by the clock" if by_itself(row) else "by hand"


def next_words(told: Next | None, row: Any, zone: tzinfo, now: datetime) -> str:
    """What a channel will do next."""
    if told is None:
        return EN_DASH if not by_itself(row) else "asleep" if row.stands == "asleep" else "locked: nothing"
    orders = counted(told.orders, "order")
    if told.at is None:
        return f"at {row.fill_lines:,} lines, {told.waiting:,} wait"
    if told.at <= now:
        return f"now, {orders}"
    return f"{clock(told.at, zone, now)} {WHY[told.why]}, {orders}"


def came_of(outcome: str, orders: int, number: str | None, said: str | None) -> str:
    """What came of a moment of a channel."""
    if outcome == "released":
        return f"{number or 'A wave'}, {counted(orders, 'order')}"
    return f"Missed. {said or ''}".strip() if outcome == "missed" else said or "Nothing"


def last_words(row: Any, zone: tzinfo, now: datetime) -> StatusCell:
    """What a channel did last."""
    if row.last_outcome is None:
        return StatusCell(EN_DASH)
    when = clock(row.last_due if row.last_outcome == "missed" else row.last_at, zone, now)
    words = {"released": counted(row.last_orders, "order"), "nothing": "nothing", "missed": "missed"}[row.last_outcome]
    return StatusCell(f"{when} {words}", OUTCOMES.get(row.last_outcome))
