"""A layout out of a list of locations (CSV): what other programs can give at least. Racks are found by the bins that
name them; what does not stand in an even row on levels becomes a floor place each."""

import csv
import io
import math
from collections.abc import Iterable, Sequence
from typing import Any

from app.layout.codec import bad
from app.layout.elements import Place
from app.layout.geometry import mm, turn
from app.layout.opening import Opened, from_import

LARGEST = 64_000_000
MOST = 200_000
"""Locations that one layout of the database may hold."""
EVEN = 0.1
"""How far, in widths of a column, a bin may stand off the even row; it is drawn in it."""
_NUMBERS = {"x": None, "y": None, "z": 0.0, "width": 1_000.0, "depth": 1_000.0, "height": 2_000.0}
_WHOLE = ("level", "pick_sequence")
_TEXTS = ("kind", "zone", "aisle", "rack", "bay", "position", "class")
Row = dict[str, Any]


def from_csv(text: str) -> Opened:
    """From a table with a head: code, x and y (mm, the middle of a bin) must be there, the other columns of
    exchange.CSV_COLUMNS may. Separated by comma, semicolon or tab. Raises Refusal, naming lines."""
    if len(text) > LARGEST:
        raise bad("the file", f"has more than {LARGEST // 1_000_000} million characters")
    lines = io.StringIO(text.lstrip("\ufeff"))
    head = lines.readline()
    mark = max(",;\t", key=head.count)
    names = [name.strip().lower() for name in next(csv.reader([head], delimiter=mark), [])]
    missing = [name for name in ("code", "x", "y") if name not in names]
    if missing:
        raise bad("the first line", f"names no column {', '.join(missing)}; a list of locations has code, x and y")
    rows: list[Row] = []
    wrong: list[str] = []
    for number, cells in enumerate(csv.reader(lines, delimiter=mark), start=2):
        if any(cell.strip() for cell in cells):
            row, problem = _row(dict(zip(names, cells, strict=False)))
            rows.append(row)
            wrong += [f"line {number}: {problem}"] if problem else []
    if wrong:
        raise bad(wrong[0], f"is not right; {len(wrong):,} lines are not" if len(wrong) > 1 else "is not right")
    if not 1 <= len(rows) <= MOST:
        raise bad("the file", f"has {len(rows):,} locations; a layout has 1 to {MOST:,}")
    return from_import(_payload(rows))


def _row(cells: dict[str, str]) -> tuple[Row, str]:
    """One location, and what is wrong with it."""
    given = {name: value.strip().removeprefix("'") for name, value in cells.items() if value is not None}
    row: Row = {name: given.get(name) or None for name in _TEXTS}
    row |= {"code": given.get("code", ""), "kind": row["kind"] or "storage", "column": None}
    if not row["code"]:
        return row, "it has no code"
    for name, usual in _NUMBERS.items():
        row[name] = usual
        if given.get(name):
            try:
                row[name] = mm(float(given[name].replace(",", ".")))
            except ValueError:
                return row, f"{name} is no number ({given[name][:20]})"
        if row[name] is None or not math.isfinite(row[name]) or abs(row[name]) > 10_000_000:
            return row, f"{name} is no length of a plan"
    for name in _WHOLE:
        row[name] = None
        if given.get(name):
            try:
                row[name] = int(given[name])
            except ValueError:
                return row, f"{name} is no whole number ({given[name][:20]})"
    return row, ""


def _payload(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """As api.import_layout_v1 takes it."""
    groups: dict[tuple[str | None, str], list[Row]] = {}
    for row in rows:
        if row["rack"]:
            groups.setdefault((row["zone"], row["rack"]), []).append(row)
    centres: dict[tuple[str | None, str | None], list[tuple[float, float]]] = {}
    for bins in groups.values():
        centres.setdefault((bins[0]["zone"], bins[0]["aisle"]), []).append(_middle(bins))
    racks = []
    for (zone, code), bins in groups.items():
        around = centres[zone, bins[0]["aisle"]]
        aisle = tuple(sum(point[axis] for point in around) / len(around) for axis in (0, 1))
        racks.append(_rack(zone, code, bins, (aisle[0], aisle[1])))
    zones: dict[str, list[Row]] = {}
    for row in rows:
        if row["zone"]:
            zones.setdefault(row["zone"], []).append(row)
    return {
        "zones": [_zone(code, inside) for code, inside in zones.items()],
        "classes": [{"code": code} for code in sorted({row["class"] for row in rows if row["class"]})],
        "racks": [rack for rack in racks if rack is not None],
        "locations": list(rows),
        "fixtures": [],
    }


def _rack(zone: str | None, code: str, bins: list[Row], aisle: tuple[float, float]) -> Row | None:
    """The rack that these bins stand in; None, and they stand on their own, where they form no even row on levels."""
    first = min(bins, key=lambda b: (b["x"], b["y"]))
    last = max(bins, key=lambda b: (b["x"] - first["x"]) ** 2 + (b["y"] - first["y"]) ** 2)
    angle = math.degrees(math.atan2(last["y"] - first["y"], last["x"] - first["x"])) % 180
    c, s = turn(angle)
    x, y = _middle(bins)
    if -s * (aisle[0] - x) + c * (aisle[1] - y) < -1:  # its front, local +y, looks away from its aisle
        angle, c, s = angle + 180, -c, -s
    along = [(b["x"] - x) * c + (b["y"] - y) * s for b in bins]
    across = [(b["y"] - y) * c - (b["x"] - x) * s for b in bins]
    width = min(b["width"] for b in bins)
    columns = round((max(along) - min(along)) / width) + 1
    heights = sorted({b["z"] for b in bins})
    levels = {z: level for level, z in enumerate(heights)}
    places = set()
    for one, t in zip(bins, along, strict=True):
        at = (t - min(along)) / width
        one["column"], one["level"] = round(at), levels[one["z"]]
        if abs(at - round(at)) > EVEN:
            break
        places.add((one["column"], one["level"]))
    if len(places) < len(bins) or max(map(abs, across)) > EVEN * width or columns > 4_096 or len(levels) > 64:
        for one in bins:
            one["rack"], one["column"] = None, None
        return None
    top = max(b["z"] + b["height"] for b in bins) - heights[0]
    return {
        "code": code, "zone": zone, "x": mm(x), "y": mm(y), "angle": round(angle, 3), "length": mm(columns * width),
        "depth": max(b["depth"] for b in bins), "height": mm(top), "columns": columns, "levels": len(levels),
    }  # fmt: skip


def _middle(bins: Sequence[Row]) -> tuple[float, float]:
    xs, ys = [b["x"] for b in bins], [b["y"] for b in bins]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _zone(code: str, inside: Iterable[Row]) -> Row:
    """A box around its bins."""
    rows = list(inside)
    reach = max(max(row["width"], row["depth"]) for row in rows)
    x, y = _middle(rows)
    width = max(row["x"] for row in rows) - min(row["x"] for row in rows) + reach
    depth = max(row["y"] for row in rows) - min(row["y"] for row in rows) + reach
    return {
        "code": code, "name": code, "x": mm(x), "y": mm(y), "width": mm(width), "depth": mm(depth), "angle": 0.0,
    }  # fmt: skip


def loose_bins(opened: Opened) -> int:
    """How many bins stand on their own because no even row was found for their rack."""
    return sum(place.use in ("storage", "pick") for place in opened.layout.of(Place))
