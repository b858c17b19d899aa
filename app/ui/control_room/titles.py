"""The head of a bin in words, from what is in memory and, once it is read, from the database."""

from datetime import datetime
from math import isnan

from app.heat.picture import HeatPicture
from app.services.control_room import BinDetail
from app.ui.control_room.bin_head import Title
from app.ui.control_room.words import EN_DASH, joined, kind_of, path_of, plain, say_age, say_kind, zone_of


def bin_title(picture: HeatPicture, index: int, detail: BinDetail | None, now: datetime) -> tuple[Title, str]:
    """Address, kind, path and four facts of the location at an index; and the path said shortly."""
    facts = picture.grid.facts(index)
    free = float(facts["on_hand"]) - float(facts["reserved"]) - float(facts["held"])  # not a number in the past
    said = (
        ("Picks / h", f"{float(facts['picks_hour']):,.0f}"),
        ("On hand", plain(float(facts["on_hand"]))),
        ("Free", EN_DASH if isnan(free) else plain(max(0.0, free))),
        ("Last count", _last_count(detail, now)),
    )
    long, short = _paths(zone_of(picture.plan, index), detail)
    kind = say_kind(kind_of(picture.plan, index))
    return Title(picture.plan.locations.codes[index], kind, long, said), short


def _paths(zone: str, detail: BinDetail | None) -> tuple[str, str]:
    """The way to the bin, long and short; before it is read the zone alone."""
    if detail is None:
        return (f"Zone {zone}", zone) if zone else ("Outside the zones", "")
    head = detail.head
    where = (head.zone_code or "", head.zone_name or "", head.aisle or "", head.bay or "", head.level)
    most = f"{plain(head.max_weight / 1000)} kg" if head.max_weight is not None else ""
    long = joined([path_of(*where, short=False) or "On the floor", most])
    return long, path_of(*where, short=True) or "On the floor"


def _last_count(detail: BinDetail | None, now: datetime) -> str:
    if detail is None or detail.as_of is not None:
        return EN_DASH
    counted = [row.last_counted_at for row in detail.stock if row.last_counted_at is not None]
    return say_age((now - max(counted)).total_seconds()) if counted else "never"
