"""How the control room says times, ages, quantities and movements: field words, one place."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Any

from app.heat.plan import FloorPlan
from app.heat.tables import KINDS

EN_DASH = "–"
MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
KIND_WORDS = {
    "storage": "Reserve bin",
    "pick": "Pick bin",
    "receiving": "Receiving",
    "quality": "Quality",
    "staging": "Staging",
    "packing": "Pack station",
    "dock": "Dock door",
    "station": "Station",
    "virtual": "Virtual",
    "other": "Place",
}
STOCK_WORDS = {
    "available": "Free to use",
    "inspection": "In inspection",
    "quarantined": "Quarantined",
    "damaged": "Damaged",
    "expired": "Expired",
    "blocked": "Blocked",
}
DONE = {
    "receive": "Received",
    "putaway": "Put away",
    "move": "Moved",
    "replenish": "Replenished",
    "pick": "Picked",
    "pack": "Packed",
    "ship": "Shipped",
    "adjust": "Adjusted",
    "count": "Counted",
    "status": "Status changed",
    "scrap": "Scrapped",
    "undo": "Taken back",
    "owner": "Owner changed",
    "correct_lot": "Lot corrected",
    "kit": "Made into a kit",
    "unkit": "Kit taken apart",
}
IN_PLACE = ("adjust", "count", "status", "scrap", "owner", "correct_lot", "kit", "unkit")
"""Kinds of entries at one bin: the other end of the movement is no place."""


def say_age(seconds: float) -> str:
    """How long ago, with as much precision as matters: "0.3 s", "42 s", "6 min", "3 h", "12 d"."""
    seconds = max(0.0, seconds)
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < MINUTE:
        return f"{seconds:.0f} s"
    if seconds < HOUR:
        return f"{seconds / MINUTE:.0f} min"
    return f"{seconds / HOUR:.0f} h" if seconds < 2 * DAY else f"{seconds / DAY:.0f} d"


def say_span(seconds: float) -> str:
    """A time to go, in hours and minutes: "1 h 28 min", "12 min"."""
    minutes = int(abs(seconds) // MINUTE)
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24} d"
    return f"{hours} h {rest:02} min" if hours else f"{rest} min"


def say_clock(moment: datetime, zone: tzinfo, today: datetime) -> str:
    """The time at the warehouse; with the day where it is not today's."""
    there, here = moment.astimezone(zone), today.astimezone(zone)
    return f"{there:%H:%M}" if there.date() == here.date() else f"{there:%a %d %b %H:%M}"


def plain(quantity: Decimal | float | int | None) -> str:
    """A quantity as it stands on a label: whole where it is whole, groups of thousands; a dash where not known."""
    if quantity is None:
        return EN_DASH
    number = Decimal(str(quantity))
    if number == number.to_integral_value():
        return f"{int(number):,}"
    return f"{number.normalize():,f}"


def signed(quantity: Decimal, arrives: bool) -> str:
    """What a movement did to this bin: +48 or −16, with a minus sign as wide as the plus."""
    return f"{'+' if arrives else '−'}{plain(quantity)}"


def listed(words: Sequence[str]) -> str:
    """ "admin, planner and supervisor"."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def initials(name: str) -> str:
    """Two letters of a person's name."""
    words = [word for word in name.replace("_", " ").replace(".", " ").split() if word]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else words[0][1:2])).upper()


def short_name(name: str) -> str:
    """A person's name with the first one as a letter: "M. Okafor"."""
    first, _, last = name.strip().rpartition(" ")
    return f"{first[0]}. {last}" if first else last


def say_kind(kind: str) -> str:
    """What a kind of location is called."""
    return KIND_WORDS.get(kind, kind.replace("_", " ").capitalize())


def say_state(name: str) -> str:
    """A state of an order or task: "on_hold" as "On hold"."""
    return name.replace("_", " ").capitalize()


def say_movement(entry: Any, location_id: int | None = None) -> str:
    """What a ledger entry did, as somebody at this bin sees it: "Picked to TOTE-7", "Received from SUPPLIER"."""
    here_first = location_id is None or entry.from_location_id == location_id
    kind = str(entry.kind)
    done = DONE.get(kind, say_state(kind))
    if kind in IN_PLACE:
        return f"{done}: {entry.reason}" if entry.reason else done
    return f"{done} to {entry.to_code}" if here_first else f"{done} from {entry.from_code}"


def path_of(zone: str, zone_name: str, aisle: str, bay: str, level: int | None, short: bool) -> str:
    """Where a bin is, from the house inwards. level counts from 0 as in the database; people count from 1."""
    if short:
        parts = [zone, aisle, f"bay {bay}" if bay else "", f"level {level + 1}" if level is not None and bay else ""]
    else:
        parts = [
            f"Zone {zone} {zone_name}".strip() if zone else "",
            f"Aisle {aisle}" if aisle else "",
            f"Bay {bay}" if bay else "",
            f"Level {level + 1}" if level is not None and bay else "",
        ]
    return " › ".join(part for part in parts if part)


def kind_of(plan: FloorPlan, index: int) -> str:
    """The kind of the location at an index of the plan."""
    return KINDS[int(plan.locations.kind[index])]


def zone_of(plan: FloorPlan, index: int) -> str:
    """Code and name of the zone of the location at an index; empty where it is in none."""
    zone = int(plan.locations.zone[index])
    return f"{plan.zones.codes[zone]} {plan.zones.names[zone]}" if zone >= 0 else ""


def joined(parts: Sequence[str]) -> str:
    """Parts that are there, with the middle dot between."""
    return " · ".join(part for part in parts if part)
