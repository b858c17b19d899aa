"""A layout out of what the database was given (`api.import_layout_v1`): to go on drawing what somebody else drew.

That form knows racks as columns x levels, no bays, no aisles as floor and no doors. Each column becomes a bay; aisles
are laid along the fronts of the racks that name them, then the ways between them and to the docks (`corridors`); a wall
that is not closed is a room with its door between its ends. What a pattern or a walk cannot express is kept as names of
their own, or said.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from app.layout.addresses import names_of
from app.layout.corridors import corridors, spared_by
from app.layout.elements import Aisle, Caption, Door, Element, Floor, Obstacle, Place, Rack, StorageClass, Wall, Zone
from app.layout.geometry import mm, placed
from app.layout.racking import Bay, ElementId, Level, Numbering, PickWalk, SlotKey, distinct
from app.layout.slots import slot_keys, slots
from app.layout.table import Layout

Row = Mapping[str, Any]
TURNING = 2_000.0
"""Width of the cross aisles laid at the ends of aisles, mm."""
_FLOOR = ElementId("floor")


@dataclass(frozen=True, slots=True)
class Opened:
    """The layout, and the racks whose pick sequence no walk expresses: their walk has to be laid anew."""

    layout: Layout
    without_walk: tuple[str, ...]


def from_import(payload: Mapping[str, Sequence[Row]], *, ways: bool = True) -> Opened:
    """From zones, classes, racks, locations and fixtures as the database takes and keeps them. ways: lay the corridors
    that nobody named; without them only aisles and their ends are drawn."""
    floor = Floor(id=_FLOOR, code="0", name="")
    made: dict[ElementId, Element] = {floor.id: floor}
    made |= {known.id: known for known in _classes(payload["classes"])}
    made |= {zone.id: zone for zone in _zones(payload["zones"])}
    by_rack: dict[str, list[Row]] = {}
    for row in payload["locations"]:
        by_rack.setdefault(row["rack"] or "", []).append(row)
    made |= {aisle.id: aisle for aisle in _aisles(payload["racks"], by_rack)}
    lost = []
    for row in payload["racks"]:
        if row["code"] in by_rack:
            rack = _rack(row, by_rack[row["code"]], made)
            made[rack.id] = rack
            if rack.walk is None and any(r["pick_sequence"] is not None for r in by_rack[row["code"]]):
                lost.append(rack.code)
    labels = {row["code"]: row["label"] or "" for row in payload["fixtures"] if row["kind"] in _SPOTS}
    made |= {place.id: place for place in _places(by_rack.get("", ()), labels)}
    made |= {fixture.id: fixture for fixture in _fixtures(payload["fixtures"])}
    layout = Layout(made.values())
    return Opened(_with_ways(layout) if ways else layout, tuple(lost))


def _with_ways(layout: Layout) -> Layout:
    laid = corridors(layout)
    spared = set(spared_by(laid, [aisle for aisle in layout.of(Aisle) if aisle.cross]))
    return Layout([*(element for element in layout.elements.values() if element.id not in spared), *laid])


_SPOTS = frozenset({"dock", "station", "staging"})


def _id(kind: str, code: str) -> ElementId:
    return ElementId(f"{kind}:{code}")


def _named(kind: str, code: str | None) -> ElementId | None:
    return None if code is None else _id(kind, code)


def _classes(rows: Iterable[Row]) -> Iterator[StorageClass]:
    known = {field.name for field in fields(StorageClass)} - {"id"}
    for row in rows:
        given = {name: row[name] for name in known & row.keys() if row[name] is not None}
        if "hazard_classes" in given:
            given["hazard_classes"] = tuple(given["hazard_classes"])
        yield StorageClass(id=_id("class", row["code"]), **given)


def _zones(rows: Iterable[Row]) -> Iterator[Zone]:
    for row in rows:
        yield Zone(
            id=_id("zone", row["code"]), floor=_FLOOR, code=row["code"], name=row["name"], x=float(row["x"]),
            y=float(row["y"]), width=float(row["width"]), depth=float(row["depth"]), angle=float(row["angle"] or 0),
        )  # fmt: skip


def _rack(row: Row, bins: Sequence[Row], made: Mapping[ElementId, Element]) -> Rack:
    columns, width = int(row["columns"]), float(row["length"]) / int(row["columns"])
    grid = {(int(b["column"]), int(b["level"])): b for b in bins}
    shapes: dict[tuple[Level, ...], Bay] = {}
    bays = []
    for column in range(columns):
        levels = _levels(row, column, grid)
        bays.append(shapes.setdefault(levels, Bay(width, levels)))
    rack = Rack(
        id=_id("rack", row["code"]), floor=_FLOOR, zone=_named("zone", row["zone"]),
        aisle=_named("aisle", _aisle_key(bins[0])), code=row["code"], x=float(row["x"]), y=float(row["y"]),
        angle=float(row["angle"] or 0), depth=float(row["depth"]), bays=tuple(bays), style="shelving",
    )  # fmt: skip
    there = {(*place, 0, 0) for place in grid}
    rack = replace(rack, missing=tuple(key for key in slot_keys(rack) if key not in there))
    numbers = [
        int(b["bay"]) if str(b["bay"] or "").isdigit() else 0 for b in (_of_column(grid, c) for c in (0, 1)) if b
    ]
    if len(numbers) == 2 and numbers[0] != numbers[1]:
        rack = replace(rack, numbering=Numbering(numbers[0], numbers[1] - numbers[0]))
    elif numbers:
        rack = replace(rack, numbering=Numbering(numbers[0]))
    codes = {(*place, 0, 0): str(b["code"]) for place, b in grid.items()}
    own = zip(slot_keys(rack), names_of(rack, made.get), strict=True)
    rack = replace(rack, names=tuple((key, codes[key]) for key, name in own if codes[key] != name))
    return replace(rack, walk=_walk(rack, grid))


def _levels(row: Row, column: int, grid: Mapping[tuple[int, int], Row]) -> tuple[Level, ...]:
    """The levels of a column; where it has no bin on one, the level of its neighbours is drawn and left out."""
    usual = float(row["height"] or 0) / int(row["levels"]) or 500.0
    levels = []
    for at in range(int(row["levels"])):
        b = grid.get((column, at))
        if b is None:
            levels.append(Level(usual))
            continue
        above = grid.get((column, at + 1))
        height = float(above["z"]) - float(b["z"]) if above else float(b["height"] or usual)
        levels.append(
            Level(
                height if height > 0 else usual,
                1,
                "pick" if b["kind"] == "pick" else "storage",
                _named("class", b["class"]),
            )
        )
    return tuple(levels)


def _of_column(grid: Mapping[tuple[int, int], Row], column: int) -> Row | None:
    return next((b for (c, _), b in grid.items() if c == column), None)


def _walk(rack: Rack, grid: Mapping[tuple[int, int], Row]) -> PickWalk | None:
    """The walk that gives every bin the sequence it has; None where there is none."""
    given: dict[SlotKey, int | None] = {(*place, 0, 0): b["pick_sequence"] for place, b in grid.items()}
    first = [sequence for bay in range(len(rack.bays)) if (sequence := given.get((bay, 0, 0, 0))) is not None]
    if len(first) < len(rack.bays):
        return None
    stride = abs(first[1] - first[0]) if len(first) > 1 else max(bay.bins for bay in distinct(rack.bays))
    if stride < 1 or min(first) < 1:
        return None
    walk = PickWalk(min(first), stride, first[0] > first[-1])
    return walk if all(slot.pick_sequence == given[slot.key] for slot in slots(replace(rack, walk=walk))) else None


def _aisle_key(row: Row) -> str | None:
    return None if row["aisle"] is None else f"{row['zone'] or ''}/{row['aisle']}"


def _aisles(racks: Sequence[Row], bins: Mapping[str, Sequence[Row]]) -> Iterator[Aisle]:
    """Along the fronts of the racks of one aisle, as wide as they stand apart; cross aisles at both its ends."""
    groups: dict[str, list[Row]] = {}
    for row in racks:
        key = _aisle_key(bins[row["code"]][0]) if row["code"] in bins else None
        if key is not None:
            groups.setdefault(key, []).append(row)
    for key, faces in groups.items():
        angle = float(faces[0]["angle"] or 0) % 180
        frame = [_in_frame(row, angle) for row in faces]
        low, high = min(f[0] for f in frame), max(f[1] for f in frame)
        above, below = [f[2] for f in frame if f[3]], [f[2] for f in frame if not f[3]]
        top = sum(above) / len(above) if above else sum(below) / len(below) - TURNING
        bottom = sum(below) / len(below) if below else top + TURNING
        zone, _, code = key.rpartition("/")
        common: dict[str, Any] = {"floor": _FLOOR, "zone": _named("zone", faces[0]["zone"])}
        yield _strip(
            _id("aisle", key), code, angle, (low, high), (top + bottom) / 2, abs(bottom - top) or TURNING, False, common
        )
        for name, at in (("a", low - TURNING / 2), ("b", high + TURNING / 2)):
            ends, half = (at - TURNING / 2, at + TURNING / 2), max(abs(bottom - top), TURNING)
            yield _strip(
                _id("cross", key + name), f"{zone}{code}{name}", angle, ends, (top + bottom) / 2, half, True, common
            )


def _in_frame(row: Row, angle: float) -> tuple[float, float, float, bool]:
    """(from, to, front, whether the front looks down) of a rack in a frame turned by angle about the origin."""
    along, across = placed(0, 0, -angle, float(row["x"]), float(row["y"]))
    down = abs(float(row["angle"] or 0) % 360 - angle) < 1.0
    half = float(row["length"]) / 2
    return along - half, along + half, across + float(row["depth"]) / 2 * (1 if down else -1), down


def _strip(
    id_: ElementId, code: str, angle: float, span: tuple[float, float], across: float, width: float, cross: bool,
    common: Mapping[str, Any],
) -> Aisle:  # fmt: skip
    (ax, ay), (bx, by) = (placed(0, 0, angle, t, across) for t in span)
    return Aisle(id=id_, code=code, ax=mm(ax), ay=mm(ay), bx=mm(bx), by=mm(by), width=mm(width), cross=cross, **common)


def _places(rows: Iterable[Row], labels: Mapping[str, str]) -> Iterator[Place]:
    for row in rows:
        if row.get("x") is None:
            continue  # a cart has no place on the plan
        yield Place(
            id=_id("place", row["code"]), floor=_FLOOR, zone=_named("zone", row["zone"]), code=row["code"],
            use=row["kind"], label=labels.get(row["code"], ""), x=float(row["x"]), y=float(row["y"]),
            width=float(row["width"] or 1_000), depth=float(row["depth"] or 1_000),
            height=float(row["height"] or 3_000),
            storage_class=_named("class", row["class"]), pick_sequence=row["pick_sequence"],
        )  # fmt: skip


def _fixtures(rows: Iterable[Row]) -> Iterator[Element]:
    for row in rows:
        points = tuple((float(x), float(y)) for x, y in row["points"])
        kind, code, label = row["kind"], row["code"], row["label"] or ""
        if kind == "wall" and points[0] == points[-1]:
            yield Wall(id=_id("wall", code), floor=_FLOOR, code=code, label=label, points=points)
        elif kind == "wall":
            (ax, ay), (bx, by) = points[0], points[-1]
            wall = Wall(id=_id("wall", code), floor=_FLOOR, code=code, label=label, points=(*points, points[0]))
            yield wall
            width = ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5
            yield Door(
                id=_id("door", code),
                floor=_FLOOR,
                wall=wall.id,
                code=code,
                x=(ax + bx) / 2,
                y=(ay + by) / 2,
                width=width,
            )
        elif kind == "obstacle":
            yield Obstacle(id=_id("obstacle", code), floor=_FLOOR, code=code, label=label, points=points)
        elif kind == "label":
            (x, y) = points[0]
            yield Caption(id=_id("caption", code), floor=_FLOOR, code=code, text=label, x=x, y=y)
