"""Arranging what is selected: mirror, align, distribute, arrays. Pure: elements in, elements out, nothing is drawn."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields, replace
from typing import Any, Literal, TypeAlias, cast

from app.layout.document import LayoutDocument
from app.layout.elements import REFERENCES, Element, Rack
from app.layout.geometry import Point, bounds_of
from app.layout.racking import ElementId
from app.layout.shapes import DRAWN, mirrored, moved, outline

Edge: TypeAlias = Literal["left", "centre_x", "right", "top", "centre_y", "bottom"]


def mirror(elements: Iterable[Element], axis: float, through: Point) -> tuple[Element, ...]:
    """Elements mirrored in the line through a point at `axis` degrees (90: left and right change places)."""
    return tuple(mirrored(element, axis, through) for element in elements)


def align(elements: Sequence[Element], edge: Edge) -> tuple[Element, ...]:
    """Elements moved so that an edge, or the middle, of their bounds is that of the first one."""
    if not elements:
        return ()
    goal = _mark(elements[0], edge)
    return tuple(_moved(element, edge, goal - _mark(element, edge)) for element in elements)


def distribute(elements: Sequence[Element], edge: Literal["centre_x", "centre_y"], gap: float | None = None) -> tuple[
    Element, ...
]:  # fmt: skip
    """Elements spread so that the free floor between neighbours is equal: between the outermost two, which stay, or
    with `gap` mm from the first on. In the order they were given in."""
    first, last = ("left", "right") if edge == "centre_x" else ("top", "bottom")
    order = sorted(range(len(elements)), key=lambda i: _mark(elements[i], edge))
    if len(order) < 2 or (len(order) < 3 and gap is None):
        return tuple(elements)
    lows = [_mark(elements[i], cast(Edge, first)) for i in order]
    highs = [_mark(elements[i], cast(Edge, last)) for i in order]
    sizes = [high - low for low, high in zip(lows, highs, strict=True)]
    free = (highs[-1] - lows[0] - sum(sizes)) / (len(order) - 1) if gap is None else gap
    made, at = list(elements), lows[0]
    for i, low, size in zip(order, lows, sizes, strict=True):
        made[i] = _moved(elements[i], edge, at - low)
        at += size + free
    return tuple(made)


def array(
    document: LayoutDocument, ids: Sequence[ElementId], across: int, down: int, step_x: Point, step_y: Point
) -> tuple[Element, ...]:
    """Copies of elements in a grid of across x down, the originals at its corner. step_x, step_y: mm to
    the next.

    Judge the result with `generate.judge` and draw it with `generate.draw`: its addresses may need new numbers."""
    taken = codes_of(document.elements.values())
    made: list[Element] = []
    for row in range(down):
        for column in range(across):
            if row or column:
                dx, dy = column * step_x[0] + row * step_y[0], column * step_x[1] + row * step_y[1]
                made += copied([document.elements[id_] for id_ in ids], document, taken, dx, dy)
    return tuple(made)


def copied(
    elements: Sequence[Element], document: LayoutDocument, taken: dict[str, set[str]], dx: float, dy: float
) -> list[Element]:
    """New elements like these, moved by mm, with ids and codes of their own; what they name among themselves, the
    copies name among themselves. `taken` (codes by kind) is added to."""
    ids = {element.id: document.new_id() for element in elements}
    made = []
    for element in elements:
        own = taken.setdefault(element.kind, set())
        code = next_code(element.code, own) if element.code in own else element.code
        own.add(code)
        changes: dict[str, Any] = {"id": ids[element.id], "code": code}
        changes |= {field: ids[getattr(element, field)] for field in REFERENCES if getattr(element, field, None) in ids}
        if isinstance(element, Rack):
            changes |= {"names": (), "walk": None}
        elif "pick_sequence" in {field.name for field in fields(element)}:
            changes["pick_sequence"] = None
        made.append(moved(replace(element, **changes), dx, dy))
    return made


def next_code(code: str, taken: Collection[str]) -> str:
    """The next free code in the manner of one: A-07 becomes A-08, WALL becomes WALL-2."""
    found = re.search(r"(\d+)(\D*)$", code)
    head, number, tail = (code[: found.start()], found[1], found[2]) if found else (f"{code}-", "1", "")
    at = int(number)
    while True:
        at += 1
        tried = f"{head}{str(at).zfill(len(number))}{tail}"
        if tried not in taken:
            return tried


def codes_of(elements: Iterable[Element]) -> dict[str, set[str]]:
    """The codes that are in use, by kind of element."""
    codes: dict[str, set[str]] = {}
    for element in elements:
        codes.setdefault(element.kind, set()).add(element.code)
    return codes


def _moved(element: Element, edge: Edge, by: float) -> Element:
    return moved(element, by, 0.0) if edge in ("left", "centre_x", "right") else moved(element, 0.0, by)


def _mark(element: Element, edge: Edge) -> float:
    if not isinstance(element, DRAWN):
        return 0.0
    x0, y0, x1, y1 = bounds_of(outline(element))
    return {
        "left": x0, "centre_x": (x0 + x1) / 2, "right": x1, "top": y0, "centre_y": (y0 + y1) / 2, "bottom": y1,
    }[edge]  # fmt: skip
