"""The figures of the strip in words: what services.control_room counted, as the tiles show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from app.services.control_room import CutOff, Kpis
from app.ui.control_room.words import joined, say_age, say_clock, say_span
from app.ui.widgets.glyphs import Status
from app.ui.widgets.kpi import Kpi
from app.ui.widgets.sparkline import CutOff as CutOffBar
from app.ui.widgets.sparkline import Segment

MOST_SEGMENTS = 40
LANES = ("receiving", "staging")


@dataclass(frozen=True, slots=True)
class AlarmCount:
    """Alarms that stand: by their shape, how many nobody has acknowledged, and since when the oldest of those."""

    alarms: int = 0
    warnings: int = 0
    new: int = 0
    oldest_new: datetime | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile of the strip. rank: the highest goes first where there is no room."""

    id: str
    kpi: Kpi
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where the figures are read: the time, the warehouse's zone, how old the figures are (None = live)."""

    now: datetime
    zone: tzinfo
    age: float | None = None


def next_cut_offs(cut_offs: Sequence[CutOff], most: int = 2) -> list[CutOff]:
    """The cut-offs to watch: those with work left, soonest first; the finished ones only where there is room."""

    def order(one: CutOff) -> tuple[bool, bool, float]:
        done = one.shipped + one.packed >= one.orders
        return done, one.cut_off is None, one.cut_off.timestamp() if one.cut_off else 0.0

    return sorted(cut_offs, key=order)[:most]


def tiles(kpis: Kpis | None, alarms: AlarmCount, at: Moment) -> list[Tile]:
    """The strip from left to right. kpis None: nothing was counted yet, every figure is a dash."""
    watched = next_cut_offs(kpis.cut_offs) if kpis is not None else []
    made = [Tile(f"cut_off.{n}", _cut_off(one, at)) for n, one in enumerate(watched)]
    if not made:
        none = "no orders entered" if kpis is not None else ""
        made = [Tile("cut_off.0", Kpi("Orders", "0" if kpis is not None else None, "", foot=none, age=at.age))]
    return [
        *made,
        Tile("picks", _picks(kpis, at)),
        Tile("late", _late(kpis, at)),
        Tile("lanes", _places(kpis, LANES, "Dock lanes", at), rank=2),
        Tile("packing", _places(kpis, ("packing",), "Pack stations", at), rank=1),
        Tile("exceptions", _exceptions(alarms, at)),
    ]


def _cut_off(one: CutOff, at: Moment) -> Kpi:
    done = one.shipped + one.packed
    label, context, chip = one.carrier, "", ""
    if one.cut_off is not None:
        label = f"{one.carrier} · cut-off {say_clock(one.cut_off, at.zone, at.now)}"
        left = (one.cut_off - at.now).total_seconds()
        context = say_span(left) if left > 0 else f"past by {say_span(left)}"
        if left <= 0 and done < one.orders:
            chip = f"{one.orders - done} late"
    share = done / one.orders if one.orders else 0.0
    late = (one.orders - done) / one.orders if chip else 0.0
    of = f"of {one.orders:,} {'order' if one.orders == 1 else 'orders'}"
    bar = CutOffBar(share, late=late)
    return Kpi(label, f"{done:,}", of, context, chip=chip, cut_off=bar, age=at.age)


def _picks(kpis: Kpis | None, at: Moment) -> Kpi:
    if kpis is None:
        return Kpi("Picks per hour", None, context="60 min", age=at.age)
    picks = sum(kpis.picks_per_five_minutes)
    people = "nobody picks now"
    if kpis.people:
        who = "1 person" if kpis.people == 1 else f"{kpis.people} people"
        people = f"{who} · {picks / kpis.people:,.0f} each"
    trend = tuple(float(n) for n in kpis.picks_per_five_minutes) if picks else ()
    return Kpi("Picks per hour", f"{picks:,}", "lines", "60 min", people, trend=trend, age=at.age)


def _late(kpis: Kpis | None, at: Moment) -> Kpi:
    if kpis is None:
        return Kpi("Lines past cut-off", None, age=at.age)
    foot = joined([f"{kpis.open_lines:,} open", f"{kpis.unreserved_lines:,} without stock"])
    status: Status | None = "warn" if kpis.late_lines else None
    return Kpi("Lines past cut-off", f"{kpis.late_lines:,}", "lines", "now", foot, status=status, age=at.age)


def _places(kpis: Kpis | None, kinds: Sequence[str], label: str, at: Moment) -> Kpi:
    if kpis is None:
        return Kpi(label, None, age=at.age)
    every = sum(kpis.places.get(kind, (0, 0))[0] for kind in kinds)
    busy = sum(kpis.places.get(kind, (0, 0))[1] for kind in kinds)
    segments: tuple[Segment, ...] = ()
    if 0 < every <= MOST_SEGMENTS:
        segments = tuple("busy" if number < busy else "free" for number in range(every))
    foot = "" if every else "none on this plan"
    return Kpi(label, f"{busy}", f"of {every} hold stock", foot=foot, segments=segments, age=at.age)


def _exceptions(alarms: AlarmCount, at: Moment) -> Kpi:
    if not alarms.known:
        return Kpi("Exceptions", None, age=at.age)
    counts: list[tuple[Status, int]] = [("alarm", alarms.alarms), ("warn", alarms.warnings)]
    standing = tuple((status, number) for status, number in counts if number)
    foot = "nothing to acknowledge"
    if alarms.new and alarms.oldest_new is not None:
        oldest = say_age((at.now - alarms.oldest_new).total_seconds())
        foot = f"{alarms.new} new · oldest {oldest}"
    return Kpi("Exceptions", "0", "standing", foot=foot, counts=standing, age=at.age)
