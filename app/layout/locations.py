"""A layout out of a list of locations: what other systems can give at least. Racks are found by the bins that name
them; what does not stand in an even row on levels becomes a floor place each. A list without places is laid out."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, get_args

from app.domain.errors import Refusal
from app.layout.dxf.found import MM_OF
from app.layout.elements import Place, PlaceUse
from app.layout.geometry import mm, turn
from app.layout.lists import LENGTHS, MOST, FoundList, FoundRow, ListPlan, ListProblem, split
from app.layout.opening import Opened, from_import
from app.layout.standing import part_sides, stack, stand

EVEN = 0.1
"""How far, in widths of a column, a bin may stand off the even row; it is drawn in it."""
FARTHEST: Final = 10_000_000.0
"""mm; what the database keeps."""
_USUAL: Final = (("width", 1_000.0), ("depth", 1_000.0), ("height", 2_000.0))
_LIKELY: Final = (50.0, 100_000.0)
"""mm, the largest bin of a list: less or more, and the unit is another one."""
_USES: Final = {
    "storage": "storage", "reserve": "storage", "bulk": "storage", "lager": "storage", "nachschub": "storage",
    "pallet": "storage", "palette": "storage", "pick": "pick", "picking": "pick", "kommissionierung": "pick",
    "kommi": "pick", "wareneingang": "receiving", "goods in": "receiving", "inbound": "receiving",
    "outbound": "staging", "warenausgang": "staging", "dispatch": "staging", "qs": "quality", "qc": "quality",
    "packplatz": "packing", "tor": "dock", "rampe": "dock", **{use: use for use in get_args(PlaceUse)},
}  # fmt: skip
"""What other systems call what a bin is for."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list becomes. problems: lines that are left out, by row; notes: what was taken for granted, in words."""

    opened: Opened
    problems: tuple[ListProblem, ...]
    notes: tuple[str, ...]


def lay_list(
    found: FoundList, plan: ListPlan, *, ways: bool = True, reach: tuple[float, float] | None = None
) -> Listed:
    """Draw a list. ways: lay corridors around the racks. reach: `FoundList.reach` of the list as it was read, where
    lines have been taken out of this one: it is turned over within that. Raises Refusal where nothing can be drawn of
    it, or where its unit cannot be the one that is said."""
    rows, problems = _usable(found, plan)
    if not 1 <= len(rows) <= MOST:
        raise Refusal(
            "layout_file", f"{found.name} has {len(rows):,} locations that can be drawn; a layout has 1 to {MOST:,}.",
            f"{problems[0].place}: {problems[0].what}" if problems else "Choose another list.",
        )  # fmt: skip
    notes = list(_told(found, rows))
    _demand_unit(found, rows, plan)
    if found.addressed and plan.from_addresses:
        notes.append(_take_addresses(rows))  # there is one, or it were not addressed
    if plan.across:
        part_sides(rows)
    _tell_apart(rows)
    if found.placed:
        notes += _turn_over(rows, found, plan, reach or found.reach)
        notes += _widths(rows, found)
        for bins in _by_rack(rows).values():
            stack(bins)
    else:
        _demand_racks(found, rows)
        stand(rows, plan)
        notes.append("The list says no places: racks stand in pairs along aisles, to be moved to where they are.")
    for row in rows:
        row["z"] = row["z"] or 0.0
    return Listed(from_import(_payload(rows), ways=ways), problems, tuple(notes))


def _usable(found: FoundList, plan: ListPlan) -> tuple[list[Row], tuple[ListProblem, ...]]:
    """The lines that can be drawn, and what is wrong with the others."""
    rows: list[Row] = []
    problems = list(found.problems)
    first: dict[str, int] = {}
    for line in found.rows:
        row = _row(line, found, plan)
        wrong = _wrong(row, found)
        before = first.setdefault(row["code"], line.number)
        if before != line.number:
            wrong = f"{row['code']} stands in row {before:,} already."
        if wrong:
            problems.append(ListProblem(line.number, f"row {line.number:,}", wrong))
        else:
            rows.append(row)
    return rows, tuple(sorted(problems, key=lambda problem: problem.row))


def _row(line: FoundRow, found: FoundList, plan: ListPlan) -> Row:
    """As api.import_layout_v1 takes it, but for what is not known yet."""
    texts = line.texts
    row: Row = {name: texts.get(name) for name in ("zone", "aisle", "rack", "bay", "level", "position", "class")}
    row |= {"code": texts["code"], "column": None, "pick_sequence": texts.get("pick_sequence")}
    row["kind"] = _USES.get(texts.get("kind", "storage").strip().casefold(), "storage")
    for name in LENGTHS:
        length = line.lengths.get(name)
        row[name] = None if length is None else mm(length * MM_OF[found.units.get(name, plan.unit)])
    for name, usual in _USUAL:
        row[name] = row[name] or usual  # 0 is what a system says that knows no sizes
    return row


def _wrong(row: Row, found: FoundList) -> str:
    """Why a line cannot be drawn; empty where it can."""
    for name in LENGTHS:
        least = -FARTHEST if name in ("x", "y", "z") else 0.0
        if row[name] is not None and not least <= row[name] <= FARTHEST:
            return f"{name} of {row['code']} is no length of a plan."
    if found.placed and (row["x"] is None or row["y"] is None):
        return f"{row['code']} has no {'x' if row['x'] is None else 'y'}."
    sequence = row["pick_sequence"]
    if sequence is not None:
        if not (sequence.isascii() and sequence.isdigit() and len(sequence) < 10):
            return f"The pick sequence of {row['code']} is no whole number ({sequence[:20]})."
        row["pick_sequence"] = int(sequence)
    return ""


def _told(found: FoundList, rows: Sequence[Row]) -> Iterator[str]:
    """What was taken for granted."""
    if "kind" in found.columns:
        words = [row.texts["kind"].strip() for row in found.rows if "kind" in row.texts]
        unknown = Counter(word for word in words if word.casefold() not in _USES)
        if unknown:
            named = ", ".join(word for word, _ in unknown.most_common(3))
            yield f"{sum(unknown.values()):,} bins are of a kind that is not known ({named}): taken as storage."
    lacking = [name for name, _ in _USUAL if name not in found.columns]
    if lacking:
        usual = " x ".join(f"{length / 1_000:g}" for _, length in _USUAL)
        yield f"The list says no {', '.join(lacking)}: bins of {usual} m are drawn where it does not."


def _demand_unit(found: FoundList, rows: Sequence[Row], plan: ListPlan) -> None:
    """Refuse a unit in which the bins would be toys, or halls."""
    sizes = [name for name, _ in _USUAL if name in found.columns and name not in found.units]
    if not sizes:
        return
    largest = max(row[name] for row in rows for name in sizes)
    if not _LIKELY[0] <= largest <= _LIKELY[1]:
        raise Refusal(
            "layout_unit", f"In {plan.unit} the largest bin of {found.name} would measure {largest / 1_000:,.4g} m.",
            "Say in which unit the list is.",
        )  # fmt: skip


def _turn_over(rows: Sequence[Row], found: FoundList, plan: ListPlan, reach: tuple[float, float]) -> Iterator[str]:
    """Where y grows upward, the list upside down in the box that it has. In words, which end is at the top."""
    if plan.y_up:
        both = sum(reach) * MM_OF[found.units.get("y", plan.unit)]
        for row in rows:
            row["y"] = mm(both - row["y"])
    top, bottom = (end(rows, key=lambda row: row["y"]) for end in (min, max))
    if top["y"] < bottom["y"]:
        way = "upward" if plan.y_up else "downward"
        yield f"Y grows {way}: {top['code']} is drawn at the top, {bottom['code']} at the bottom."


def _widths(rows: Sequence[Row], found: FoundList) -> Iterator[str]:
    """Where the list says no width, bins of a rack are as wide as they stand apart. In words."""
    if "width" in found.columns:
        return
    pitches = []
    for bins in _by_rack(rows).values():
        along = sorted(_along(bins))
        steps = [b - a for a, b in pairwise(along) if b - a > 1.0]
        if steps and _LIKELY[0] <= min(steps) <= _LIKELY[1]:
            pitches.append(mm(min(steps)))
            for row in bins:
                row["width"] = pitches[-1]
    if pitches:
        least, most = (f"{end(pitches) / 1_000:g}" for end in (min, max))
        yield f"Bins of a rack are as wide as they stand apart: {least if least == most else f'{least} to {most}'} m."


def _along(bins: Sequence[Row]) -> list[float]:
    """How far along the line through the outermost bins each of them is, mm."""
    first, last = _ends(bins)
    dx, dy = last["x"] - first["x"], last["y"] - first["y"]
    length = math.hypot(dx, dy) or 1.0
    return [((b["x"] - first["x"]) * dx + (b["y"] - first["y"]) * dy) / length for b in bins]


def _ends(bins: Sequence[Row]) -> tuple[Row, Row]:
    """The leftmost bin and the one farthest from it."""
    first = min(bins, key=lambda b: (b["x"], b["y"]))
    return first, max(bins, key=lambda b: (b["x"] - first["x"]) ** 2 + (b["y"] - first["y"]) ** 2)


def _take_addresses(rows: Sequence[Row]) -> str:
    """Rack, bay and level, and zone and aisle where no column has them, out of the addresses. In words, by example."""
    example = ""
    for row in rows:
        parts = split(row["code"])
        if parts is not None:
            row["rack"] = parts.rack
            row["bay"], row["level"] = row["bay"] or parts.bay, row["level"] or parts.level
            row["zone"], row["aisle"] = row["zone"] or parts.zone, row["aisle"] or parts.aisle
            example = example or (
                f"Racks are taken from the addresses: {row['code']} is rack {parts.rack}, bay {row['bay']}, "
                f"level {row['level']}."
            )
    return example


def _demand_racks(found: FoundList, rows: Sequence[Row]) -> None:
    lacking = [row["code"] for row in rows if not row["rack"]]
    if lacking:
        raise Refusal(
            "layout_file",
            f"{found.name} says neither where {lacking[0]} is (x, y) nor in which rack, bay and level; "
            f"{len(lacking):,} lines do not.",
            "Add columns x and y, or rack, bay and level; addresses such as A-01-02-3 say it as well.",
        )


def _tell_apart(rows: Sequence[Row]) -> None:
    """Racks of one name in two zones or aisles are two racks."""
    where: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        if row["rack"]:
            where.setdefault(row["rack"], set()).add((row["zone"] or "", row["aisle"] or ""))
    for row in rows:
        if row["rack"] and len(places := where[row["rack"]]) > 1:
            zones, aisles = ({place[side] for place in places} for side in (0, 1))
            parts = (row["zone"] if len(zones) > 1 else None, row["aisle"] if len(aisles) > 1 else None, row["rack"])
            row["rack"] = "-".join(part for part in parts if part)


def _by_rack(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    racks: dict[str, list[Row]] = {}
    for row in rows:
        if row["rack"]:
            racks.setdefault(row["rack"], []).append(row)
    return racks


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
    first, last = _ends(bins)
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
