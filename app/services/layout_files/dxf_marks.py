"""What makes our own DXF come back exactly: each element as JSON beside its shape, in extended data (XDATA).

AutoCAD allows 16 kB of extended data an entity and 255 bytes a text: what is longer, and what is not drawn (floors,
trucks, storage classes), stands in XRECORDs of a dictionary of ours.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import atan2, degrees, dist
from types import MappingProxyType
from typing import Any, cast

from ezdxf.document import Drawing as Document
from ezdxf.entities.dictionary import Dictionary
from ezdxf.entities.dxfentity import DXFEntity
from ezdxf.entities.dxfgfx import DXFGraphic
from ezdxf.entities.dxfobj import XRecord
from ezdxf.entities.lwpolyline import LWPolyline

from app.layout.codec import encode
from app.layout.elements import Aisle, Caption, Door, Element, Floor, Rack, Wall
from app.layout.exchange import FORMAT, VERSION, from_json
from app.layout.geometry import Point, placed
from app.layout.racking import ElementId
from app.layout.shapes import moved, outline, turned
from app.layout.table import Layout
from app.layout.walls import stretches

APP = "STILLAGE"
BOOK = "STILLAGE_LAYOUT"
LAYERS: Mapping[str, tuple[str, int]] = MappingProxyType({
    "zone": ("STILLAGE_ZONES", 8), "aisle": ("STILLAGE_AISLES", 9), "rack": ("STILLAGE_RACKS", 5),
    "place": ("STILLAGE_PLACES", 3), "charger": ("STILLAGE_CHARGERS", 2), "obstacle": ("STILLAGE_OBSTACLES", 1),
    "wall": ("STILLAGE_WALLS", 7), "door": ("STILLAGE_DOORS", 30), "caption": ("STILLAGE_CAPTIONS", 7),
    "bin": ("STILLAGE_BINS", 252),
})  # fmt: skip
"""Kind -> layer and its colour (AutoCAD colour index)."""
_CHUNK = 240
_MOST = 12_000
_NEAR = 0.2
"""mm by which a shape may differ and still be where it was: DXF keeps sixteen digits, but programs round."""


def points_of(element: Element, layout: Layout) -> tuple[Point, ...]:
    """What is drawn of an element on its own floor: its outline, a door as the line of its opening."""
    if isinstance(element, Door):
        return _opening(element, layout.get(element.wall, Wall))
    return outline(element)


def is_closed(element: Element) -> bool:
    """Whether its points are a closed outline."""
    return not isinstance(element, (Door, Wall, Caption))


def mark(entity: DXFGraphic, element: Element, book: dict[str, str]) -> None:
    """Write the element beside its shape; what is too long goes into `book`."""
    text = _text(element)
    if len(text) > _MOST:
        book[element.id] = text
        text = json.dumps({"in_book": element.id})
    entity.set_xdata(APP, [(1000, part) for part in _parts(text)])


def write_book(document: Document, book: Mapping[str, str], rest: Iterable[Element]) -> None:
    """Keep long elements and those that are not drawn."""
    folder = document.rootdict.get_required_dict(BOOK)
    for at, text in enumerate([*book.values(), *(_text(element) for element in rest)]):
        record = folder.add_xrecord(f"E{at}")
        record.reset([(1, part) for part in _parts(text)])


@dataclass(frozen=True, slots=True)
class Own:
    """A layout read from one of our own exports. notes: what another program did to it, in words."""

    layout: Layout
    notes: tuple[str, ...]


def read_own(document: Document) -> Own | None:
    """The layout that is written beside the shapes; None where the file is none of ours. Raises Refusal where it is
    ours and cannot be read. What was moved or turned in the other program comes moved; what was deleted is gone."""
    book = _book(document)
    if book is None:
        return None
    texts, shapes, notes = dict[str, str](), dict[str, DXFEntity](), list[str]()
    for entity in document.modelspace():
        text = _marked(entity)
        if text is None:
            continue
        given = json.loads(text)
        id_ = str(given.get("in_book") or given.get("id"))
        if id_ in texts:
            notes.append(f"{given.get('code', id_)} stands there twice; the copy is left out.")
            continue
        texts[id_] = book.pop(id_, "") if "in_book" in given else text
        shapes[id_] = entity
    # long ones whose shape was deleted are gone too; what is left in the book and not drawn stays
    kept = {id_: text for id_, text in book.items() if json.loads(text)["kind"] not in LAYERS}
    rows = [json.loads(text) for text in [*kept.values(), *texts.values()] if text]
    layout = _read(_whole(rows, notes))
    return Own(_followed(layout, shapes, notes), tuple(notes))


def _read(rows: list[dict[str, Any]]) -> Layout:
    return from_json(json.dumps({"format": FORMAT, "version": VERSION, "elements": rows}))


def _text(element: Element) -> str:
    # ASCII: a text of extended data is cut by bytes, and must not be cut within a letter
    # and without what DXF reads as a command of its own: \\U+nnnn and ^
    text = json.dumps({"kind": element.kind, **cast(dict[str, Any], encode(element))}, separators=(",", ":"))
    return text.replace("\\\\", "\\u005c").replace("^", "\\u005e")


def _parts(text: str) -> Iterator[str]:
    return (text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK))


def _marked(entity: DXFEntity) -> str | None:
    if not entity.has_xdata(APP):
        return None
    return "".join(str(tag.value) for tag in entity.get_xdata(APP) if tag.code == 1000)


def _book(document: Document) -> dict[str, str] | None:
    folder = document.rootdict.get(BOOK)
    if not isinstance(folder, Dictionary):
        return None
    records = (folder.get(f"E{at}") for at in range(len(folder)))
    texts = ["".join(str(t.value) for t in r.tags if t.code == 1) for r in records if isinstance(r, XRecord)]
    return {str(json.loads(text)["id"]): text for text in texts}


def _whole(rows: list[dict[str, Any]], notes: list[str]) -> list[dict[str, Any]]:
    """The rows without names of what was deleted in the other program."""
    while True:
        ids = {str(row["id"]) for row in rows}
        lost = [row for row in rows if any(row.get(f, row["id"]) not in ids for f in ("floor", "wall"))]
        if not lost:
            break
        notes.extend(f"{row.get('code', row['id'])} is left out: what it stands on is gone." for row in lost)
        rows = [row for row in rows if row not in lost]
    for row in rows:
        for named in ("zone", "aisle", "truck", "storage_class"):
            if named in row and row[named] not in ids:
                notes.append(f"{row['code']} no longer has the {named.replace('_', ' ')} that was deleted.")
                del row[named]
    return rows


def _followed(layout: Layout, shapes: Mapping[str, DXFEntity], notes: list[str]) -> Layout:
    """The layout with what was moved in the other program."""
    made = []
    for element in layout.elements.values():
        entity = shapes.get(element.id)
        now = _drawn(entity) if entity is not None else ()
        if now:
            floor = layout.get(ElementId(getattr(element, "floor", "")), Floor)
            now = tuple((x - floor.plan_x, -y - floor.plan_y) for x, y in now)
            element = _where(element, points_of(element, layout), now, notes)
        made.append(element)
    return Layout(made)


def _where(element: Element, was: tuple[Point, ...], now: tuple[Point, ...], notes: list[str]) -> Element:
    if len(was) == len(now) and all(dist(a, b) <= _NEAR for a, b in zip(was, now, strict=True)):
        return element
    if len(was) == len(now):
        angle = 0.0
        if len(was) > 1:
            angle = degrees(_heading(now) - _heading(was))
        there = moved(turned(element, angle, was[0]), now[0][0] - was[0][0], now[0][1] - was[0][1])
        corners = [placed(now[0][0], now[0][1], angle, x - was[0][0], y - was[0][1]) for x, y in was]
        if all(dist(a, b) <= 1.0 for a, b in zip(corners, now, strict=True)) and not isinstance(element, Door):
            notes.append(f"{element.code} was moved in the other program.")
            return there
    notes.append(f"{element.code} was changed in its shape; it comes as it was exported.")
    return element


def _heading(points: tuple[Point, ...]) -> float:
    return atan2(points[1][1] - points[0][1], points[1][0] - points[0][0])


def _drawn(entity: DXFEntity) -> tuple[Point, ...]:
    if isinstance(entity, LWPolyline):
        return tuple((float(x), float(y)) for x, y in entity.get_points("xy"))
    at = entity.dxf.get("insert")
    return () if at is None else ((float(at.x), float(at.y)),)


def _opening(door: Door, wall: Wall) -> tuple[Point, ...]:
    """The ends of a door's opening: where the wall is cut. The stretches of a wall with one door end there."""
    cut = [end for line in stretches(wall, [door]) for end in (line[0], line[-1])]
    near = sorted(cut, key=lambda point: dist(point, (door.x, door.y)))
    return (near[0], near[1]) if len(near) > 1 else ((door.x, door.y),)


def label_of(element: Element) -> str:
    """The words that stand at an element."""
    match element:
        case Caption():
            return element.text
        case Rack() | Aisle():
            return element.code
        case _:
            name = getattr(element, "label", "") or getattr(element, "name", "")
            return f"{element.code} {name}" if name and name != element.code else element.code
