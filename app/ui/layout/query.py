"""Choosing by what things are: `kind:rack zone:A levels>4 bins<=200`, words that all must hold."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from app.domain.errors import Refusal
from app.layout.addresses import names_of
from app.layout.elements import Element, Place, Rack
from app.layout.racking import ElementId, distinct
from app.layout.shapes import DRAWN
from app.layout.slots import slot_count
from app.layout.table import Layout
from app.ui.layout.facts import KIND_WORDS

_WORD = re.compile(r"(?:(\w+)(:|>=|<=|>|<|=))?(.+)")
_HOW = (
    "Use kind:, code:, zone:, aisle:, class:, truck:, use:, walk:, address:, or levels, bays, bins, width, depth, "
    "length, speed with > or <; a minus in front turns a word about."
)
NAMED = ("kind", "zone", "aisle", "class", "truck", "use")
"""What is asked for by a name out of a few, so that a name that there is not can be told."""


def _code(layout: Layout, id_: ElementId | None) -> str:
    found = layout.find(id_) if id_ is not None else None
    return "" if found is None else found.code


def _classes(layout: Layout, element: Element) -> list[str]:
    if isinstance(element, Rack):
        named = {level.storage_class for bay in distinct(element.bays) for level in bay.levels}
        return [_code(layout, id_) for id_ in named]
    return [_code(layout, getattr(element, "storage_class", None))]


def _addresses(layout: Layout, element: Element) -> list[str]:
    if isinstance(element, Rack):
        return names_of(element, layout.find)
    return [element.code] if element.kind == "place" else []


TEXTS: Mapping[str, Callable[[Layout, Element], list[str]]] = MappingProxyType({
    "kind": lambda layout, element: [
        *KIND_WORDS[element.kind], getattr(element, "style", ""), getattr(element, "use", ""),
        *([f"{element.use}s"] if isinstance(element, Place) else ()),
    ],
    "truck": lambda layout, element: [_code(layout, getattr(element, "truck", None))],
    "walk": lambda layout, element: ["none" if _walk(element) is None else "yes"] if _walks(element) else [],
    "code": lambda layout, element: [element.code],
    "zone": lambda layout, element: [_code(layout, getattr(element, "zone", None))],
    "aisle": lambda layout, element: [_code(layout, getattr(element, "aisle", None))],
    "use": lambda layout, element: [getattr(element, "use", "")],
    "class": _classes,
    "address": _addresses,
})  # fmt: skip


def _walks(element: Element) -> bool:
    return isinstance(element, Rack) or (isinstance(element, Place) and element.use in ("storage", "pick"))


def _walk(element: Element) -> object:
    return element.walk if isinstance(element, Rack) else getattr(element, "pick_sequence", None)


def _length(element: Element) -> Any:
    return getattr(element, "length", None)


NUMBERS: Mapping[str, Callable[[Element], Any]] = MappingProxyType({
    "levels": lambda e: max(len(bay.levels) for bay in e.bays) if isinstance(e, Rack) else None,
    "bays": lambda e: len(e.bays) if isinstance(e, Rack) else None,
    "bins": lambda e: slot_count(e) if isinstance(e, Rack) else None,
    "width": lambda e: _metres(getattr(e, "width", None)), "depth": lambda e: _metres(getattr(e, "depth", None)),
    "length": lambda e: _metres(_length(e)), "height": lambda e: _metres(getattr(e, "height", None)),
    "angle": lambda e: getattr(e, "angle", None), "speed": lambda e: _metres(getattr(e, "speed", None)),
})  # fmt: skip
"""Lengths are asked for in metres, speeds in metres a second."""


def _metres(value: float | None) -> float | None:
    return None if value is None else value / 1_000.0


def find(layout: Layout, text: str) -> list[ElementId]:
    """The drawn elements for which all words hold. A bare word is a piece of the code. Raises Refusal for a word that
    means nothing."""
    tests = [_test(layout, word) for word in text.split()]
    if not tests:
        return []
    return [
        id_
        for id_, element in layout.elements.items()
        if isinstance(element, DRAWN) and all(test(element) for test in tests)
    ]


def missing_name(layout: Layout, text: str) -> str:
    """Why nothing is found, where it is for a name that nothing has: "No zone is called Q; there are A, B, C.\""""
    for word in text.split():
        match = _WORD.fullmatch(word.lstrip("-"))
        if match is None or match[1] not in NAMED or find(layout, match[0]):
            continue
        drawn = [element for element in layout.elements.values() if isinstance(element, DRAWN)]
        known = {name for element in drawn for name in TEXTS[match[1]](layout, element)}
        some = ", ".join(sorted(known - {""})[:8])
        return f"No {match[1]} is called {match[3]}; there are {some}." if some else f"There is no {match[1]} here."
    return ""


def _test(layout: Layout, word: str) -> Callable[[Element], bool]:
    if len(word) > 1 and word[0] == "-":
        holds = _test(layout, word[1:])
        return lambda element: not holds(element)
    match = _WORD.fullmatch(word)
    assert match is not None
    key, sign, value = match[1], match[2], match[3]
    if key is None:
        wanted = word.lower()
        return lambda element: wanted in element.code.lower()
    if key in TEXTS and sign in (":", "="):
        return _text_test(layout, key, value)
    if key in NUMBERS:
        return _number_test(key, sign, value)
    raise Refusal("layout", f"\u201c{key}\u201d is nothing that can be asked for.", _HOW)


def _text_test(layout: Layout, key: str, value: str) -> Callable[[Element], bool]:
    pattern = re.compile(".*".join(re.escape(part) for part in value.lower().split("*")))

    def holds(element: Element) -> bool:
        return any(pattern.fullmatch(text.lower()) is not None for text in TEXTS[key](layout, element))

    return holds


def _number_test(key: str, sign: str, value: str) -> Callable[[Element], bool]:
    try:
        wanted = float(value.replace(",", "."))
    except ValueError as wrong:
        raise Refusal("layout", f"\u201c{value}\u201d is no figure.", f"Write for example {key}>4.") from wrong

    def holds(element: Element) -> bool:
        own = NUMBERS[key](element)
        if own is None:
            return False
        return bool({">": own > wanted, "<": own < wanted, ">=": own >= wanted, "<=": own <= wanted}.get(
            sign, abs(own - wanted) < 1e-6
        ))  # fmt: skip

    return holds
