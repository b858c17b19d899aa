"""What a hand does to a drawing. All of these need an open transaction of the document."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from app.domain.errors import Refusal
from app.layout.document import LayoutDocument
from app.layout.elements import REFERENCES, Aisle, Element, Floor, Rack, Wall, Zone
from app.layout.geometry import placed
from app.layout.racking import Bay, ElementId, SlotKey, distinct
from app.layout.shapes import moved, turned
from app.layout.table import Layout


def move(document: LayoutDocument, ids: Iterable[ElementId], dx: float, dy: float) -> None:
    """Move elements by mm on the plan, walls with their doors."""
    document.put(*(moved(document.elements[id_], dx, dy) for id_ in with_doors(document, ids)))


def rotate(document: LayoutDocument, ids: Iterable[ElementId], angle: float, centre: tuple[float, float]) -> None:
    """Turn elements by degrees, clockwise on the screen, about one centre, walls with their doors."""
    document.put(*(turned(document.elements[id_], angle, centre) for id_ in with_doors(document, ids)))


def set_fields(document: LayoutDocument, ids: Iterable[ElementId], **fields: Any) -> None:
    """Give elements the same values in the property panel; an element without such a field is left as it is.

    Raises Refusal for a value that the element cannot have."""
    changed = []
    for id_ in ids:
        element = document.elements[id_]
        own = {name: value for name, value in fields.items() if name in element.__dataclass_fields__ and name != "id"}
        changed.append(replace(element, **own))
    document.put(*changed)


def remove(document: LayoutDocument, ids: Iterable[ElementId]) -> None:
    """Take elements out, and the doors of walls with them. What names them otherwise lets go of them.

    Raises Refusal for a floor on which something stands that stays."""
    gone = set(with_doors(document, ids))
    for id_ in gone:
        element = document.elements[id_]
        if isinstance(element, Floor) and document.namers(id_) - gone:
            raise Refusal(
                "layout",
                f"Floor {element.code} is not empty.",
                "Delete or move what stands on it first.",
                {"floor": id_},
            )
    orphans = {by for id_ in gone for by in document.namers(id_)} - gone
    document.put(*(without(document.elements[by], gone) for by in orphans))
    document.remove(*gone)


def without(element: Element, gone: set[ElementId]) -> Element:
    """The element with no reference to what is gone. A wall or floor cannot be let go of and stays named."""
    fields: dict[str, Any] = {
        name: None for name in REFERENCES if name not in ("floor", "wall") and getattr(element, name, None) in gone
    }
    if isinstance(element, Rack):
        shapes = {bay: _without_class(bay, gone) for bay in distinct(element.bays)}
        fields["bays"] = tuple(shapes[bay] for bay in element.bays)
    return replace(element, **fields) if fields else element


def extend_rack(document: LayoutDocument, id_: ElementId, before: int, after: int) -> None:
    """Add bays like the first and the last (a negative count takes bays away); those that stay keep place and number.

    Raises Refusal where no bay would stay."""
    document.put(extended(document.get(id_, Rack), before, after))


def extended(rack: Rack, before: int, after: int) -> Rack:
    """The rack with more bays, or fewer; see `extend_rack`."""
    if len(rack.bays) + min(before, 0) + min(after, 0) < 1:
        raise Refusal("layout", f"Rack {rack.code} would have no bay.", "Delete the rack instead.")
    kept = rack.bays[max(0, -before) : len(rack.bays) - max(0, -after)]
    bays = (rack.bays[0],) * max(0, before) + kept + (rack.bays[-1],) * max(0, after)
    first = rack.first_bay - before
    in_front = sum(bay.width for bay in bays[:before]) if before > 0 else -sum(bay.width for bay in rack.bays[:-before])
    behind = sum(bay.width for bay in bays) - rack.length - in_front
    shift = (behind - in_front) / 2 * (-1 if rack.flipped else 1)
    x, y = placed(rack.x, rack.y, rack.angle, shift, 0.0)
    last = first + len(bays)
    return replace(
        moved(rack, x - rack.x, y - rack.y),
        bays=bays,
        first_bay=first,
        missing=tuple(key for key in rack.missing if first <= key[0] < last),
        names=tuple((key, name) for key, name in rack.names if first <= key[0] < last),
    )


def reshape_bay(document: LayoutDocument, id_: ElementId, number: int, bay: Bay) -> None:
    """Give bays[number] other levels and bins of the same width (beams moved). Raises Refusal for another width."""
    rack = document.get(id_, Rack)
    if bay.width != rack.bays[number].width:
        raise Refusal("layout", "A bay keeps its width.", "Change the whole rack, or draw a rack of its own.")
    document.put(replace(rack, bays=(*rack.bays[:number], bay, *rack.bays[number + 1 :])))


def rename_bins(document: LayoutDocument, id_: ElementId, names: dict[SlotKey, str]) -> None:
    """Give bins of a rack addresses of their own; an empty one returns the bin to the pattern."""
    rack = document.get(id_, Rack)
    kept = {key: name for key, name in {**dict(rack.names), **names}.items() if name}
    document.put(replace(rack, names=tuple(sorted(kept.items()))))


def leave_out(document: LayoutDocument, id_: ElementId, keys: Iterable[SlotKey], *, out: bool = True) -> None:
    """Say that a rack has no bin there (a column, a passage below), or that it has one after all."""
    rack = document.get(id_, Rack)
    missing = set(rack.missing) | set(keys) if out else set(rack.missing) - set(keys)
    document.put(replace(rack, missing=tuple(sorted(missing))))


def reverse(document: LayoutDocument, id_: ElementId) -> None:
    """Let an aisle run the other way: its ends change places, and a one-way rule with them."""
    aisle = document.get(id_, Aisle)
    document.put(replace(aisle, ax=aisle.bx, ay=aisle.by, bx=aisle.ax, by=aisle.ay))


def _without_class(bay: Bay, gone: set[ElementId]) -> Bay:
    if not any(level.storage_class in gone for level in bay.levels):
        return bay
    return replace(
        bay,
        levels=tuple(
            replace(level, storage_class=None) if level.storage_class in gone else level for level in bay.levels
        ),
    )


def following(
    layout: Layout, new: Iterable[Element], may: Callable[[ElementId], bool] = lambda _: True
) -> tuple[Element, ...]:
    """What belongs to zones that `new` puts elsewhere, put there as well: turned about the middle that the zone had,
    then moved. What stands in `new` itself, and what may not be changed, is left out."""
    put = {element.id: element for element in new}
    found: dict[ElementId, Element] = {}
    for zone in put.values():
        old = layout.find(zone.id)
        if not isinstance(zone, Zone) or not isinstance(old, Zone):
            continue
        turn, dx, dy = zone.angle - old.angle, zone.x - old.x, zone.y - old.y
        if not (turn or dx or dy):
            continue
        for id_ in with_contents(layout, (zone.id,)) - put.keys():
            if may(id_):
                element = layout.elements[id_]
                about = turned(element, turn, (old.x, old.y)) if turn else element
                found[id_] = moved(about, dx, dy)
    return tuple(found.values())


def with_doors(layout: Layout, ids: Iterable[ElementId]) -> frozenset[ElementId]:
    """These elements, and the doors of walls among them."""
    held = frozenset(ids)
    walls = [id_ for id_ in held if isinstance(layout.find(id_), Wall)]
    return held | {by for id_ in walls for by in layout.namers(id_) if getattr(layout.find(by), "wall", None) == id_}


def with_contents(layout: Layout, ids: Iterable[ElementId]) -> frozenset[ElementId]:
    """These elements, and of zones among them what belongs there: what names the zone, and the racks at its aisles."""
    found = set(ids)
    for id_ in tuple(found):
        if isinstance(layout.find(id_), Zone):
            own = layout.namers(id_)
            found |= own
            found.update(by for aisle in own if isinstance(layout.find(aisle), Aisle) for by in layout.namers(aisle))
    return frozenset(found)
