"""What is carried from one drawing to another: elements as text with all that they name, fitted to where they come."""

import json
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from app.layout.document import LayoutDocument
from app.layout.elements import REFERENCES, Aisle, Element, Floor, Rack, references
from app.layout.exchange import from_json, to_json
from app.layout.racking import ElementId
from app.layout.shapes import DRAWN
from app.layout.table import Layout


def packed(layout: Layout, chosen: Sequence[Element]) -> str:
    """Elements as layout JSON, whole with all that they name; "chosen" says which were meant."""
    whole: dict[ElementId, Element] = {}
    queue = list(chosen)
    while queue:
        element = queue.pop()
        if element.id not in whole:
            whole[element.id] = element
            queue += [layout.elements[named] for named, _ in references(element)]
    text = json.loads(to_json(whole.values()))
    return json.dumps({**text, "chosen": [element.id for element in chosen]})


def unpacked(text: str) -> tuple[Layout, list[Element]]:
    """What `packed` wrote. Raises Refusal for text that is no layout."""
    layout = from_json(text)
    meant = json.loads(text).get("chosen")
    ids = meant if isinstance(meant, list) else list(layout.elements)
    found = [layout.find(ElementId(id_)) for id_ in ids if isinstance(id_, str)]
    return layout, [element for element in found if isinstance(element, DRAWN)]


def fitted(
    document: LayoutDocument, source: Layout, chosen: Sequence[Element], floor: ElementId
) -> tuple[list[Element], list[Element]]:
    """The chosen elements so that they name what this drawing has, and the classes and trucks that come with them.

    What they name is found by its id, then by its code; zones and aisles that are not here are let go of. A door whose
    wall does not come along, and is not here, stays behind."""
    meant = {element.id for element in chosen}
    goal: dict[ElementId, ElementId | None] = {}
    also: list[Element] = []
    for id_, element in source.elements.items():
        if isinstance(element, Floor):
            goal[id_] = floor
        elif id_ in meant:
            goal[id_] = id_
        else:
            goal[id_] = _own(document, element)
            if goal[id_] is None and element.kind in ("storage_class", "truck"):
                new = replace(element, id=document.new_id())
                also.append(new)
                goal[id_] = new.id
    made = [_renamed(element, goal) for element in chosen]
    return [element for element in made if getattr(element, "wall", "") is not None], also


def _own(document: LayoutDocument, element: Element) -> ElementId | None:
    known = document.find(element.id)
    if known is not None and known.kind == element.kind:
        return known.id
    if isinstance(element, Aisle):
        return None  # a code of an aisle means nothing without its zone
    return next(
        (own.id for own in document.elements.values() if (own.kind, own.code) == (element.kind, element.code)), None
    )


def _renamed(element: Element, goal: dict[ElementId, ElementId | None]) -> Element:
    known = {field.name for field in fields(element)}
    changes: dict[str, Any] = {
        name: goal.get(getattr(element, name)) for name in REFERENCES if name in known and getattr(element, name)
    }
    if isinstance(element, Rack):
        shapes = {
            bay: replace(
                bay,
                levels=tuple(
                    replace(level, storage_class=goal.get(level.storage_class) if level.storage_class else None)
                    for level in bay.levels
                ),
            )
            for bay in set(element.bays)
        }
        changes["bays"] = tuple(shapes[bay] for bay in element.bays)
    return replace(element, **changes)
