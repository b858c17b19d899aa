"""Places for bins of which a list says only rack, bay and level: racks in pairs along aisles, zone below zone. It is a
sketch to be moved about; addresses, bays and levels are those of the list."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from app.layout.addresses import in_order
from app.layout.geometry import mm
from app.layout.lists import ListPlan

Row = dict[str, Any]
BACKS: Final = 200.0
"""mm between racks that stand back to back."""
TURNING: Final = 4_000.0
"""mm between racks of one aisle that stand in line, and between zones: room for a cross aisle and its bend."""


def stand(rows: Sequence[Row], plan: ListPlan) -> None:
    """Give each row x, y and z, mm, and an aisle where it names none. Every row names rack, bay and level."""
    y = 0.0
    for in_zone in _grouped(rows, lambda row: row["zone"] or "").values():
        _name_aisles(in_zone)
        for bins in _grouped(in_zone, lambda row: row["aisle"]).values():
            y = _along_aisle(list(_grouped(bins, lambda row: row["rack"]).values()), y, plan) + BACKS
        y += TURNING


def stack(rows: Iterable[Row]) -> None:
    """Give each row of one rack its z by its level, where not all of them have one."""
    bins = list(rows)
    if all(row["z"] is not None for row in bins):
        return
    z = 0.0
    for level in _grouped(bins, lambda row: row["level"] or "").values():
        for row in level:
            row["z"] = mm(z)
        z += max(row["height"] for row in level)


def part_sides(rows: Iterable[Row]) -> None:
    """Racks whose odd and even bays face each other become two: the left one with odd, the right one with even bays."""
    for row in rows:
        if row["rack"]:
            digits = re.findall(r"[0-9]+", row["bay"] or "")
            row["rack"] += "R" if digits and int(digits[-1]) % 2 == 0 else "L"


def _name_aisles(rows: Sequence[Row]) -> None:
    """Racks in pairs, where the list names no aisle."""
    nameless = [row for row in rows if not row["aisle"]]
    taken = {row["aisle"] for row in rows}
    free = (f"{number:02}" for number in range(1, 100_000) if f"{number:02}" not in taken)
    aisle = ""
    for number, bins in enumerate(_grouped(nameless, lambda row: row["rack"]).values()):
        aisle = next(free) if number % 2 == 0 else aisle
        for row in bins:
            row["aisle"] = aisle


def _along_aisle(racks: Sequence[Sequence[Row]], y: float, plan: ListPlan) -> float:
    """Racks on both sides of an aisle whose upper ones begin at y; where the next aisle may begin."""
    above, below = racks[::2], racks[1::2]
    front = y + max(map(_deepest, above))
    facing = front + plan.aisle_width
    start, last = 0.0, facing
    for number, bins in enumerate(above):
        length = _fill(bins, start, front - _deepest(bins) / 2)
        if number < len(below):
            deep = _deepest(below[number])
            length = max(length, _fill(below[number], start, facing + deep / 2))
            last = max(last, facing + deep)
        start += length + TURNING
    return last


def _fill(bins: Sequence[Row], start: float, middle: float) -> float:
    """Bins of a rack from x = start on; how long it is."""
    widths: list[float] = [row["width"] for row in bins]
    width, widest = min(widths), max(widths)
    pitch = math.ceil(widest / width - 0.001) * width
    columns: dict[Any, list[Row]] = {}
    for same in _grouped(bins, lambda row: f"{row['bay']}\0{row['level']}\0{row['position'] or ''}").values():
        for rank, row in enumerate(sorted(same, key=lambda row: in_order(row["code"]))):
            key = (in_order(row["bay"] or ""), in_order(row["position"] or ""), rank)
            columns.setdefault(key, []).append(row)
    for number, key in enumerate(sorted(columns)):
        for row in columns[key]:
            row["x"], row["y"] = mm(start + number * pitch + width / 2), mm(middle)
    stack(bins)
    return len(columns) * pitch


def _deepest(bins: Iterable[Row]) -> float:
    return float(max(row["depth"] for row in bins))


def _grouped(rows: Iterable[Row], key: Callable[[Row], str]) -> Mapping[str, list[Row]]:
    """Rows by a text, in the order in which people read it."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {name: groups[name] for name in sorted(groups, key=in_order)}
