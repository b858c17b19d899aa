"""Codes that name two things: the database finds zones, racks, classes and fixtures by their code."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.layout.checks.finding import Finding
from app.layout.elements import Aisle, Element
from app.layout.racking import ElementId
from app.layout.table import Layout

Name = tuple[str, str]
GROUPS: Mapping[str, str] = MappingProxyType({
    "zone": "zone", "rack": "rack", "storage_class": "storage class", "wall": "wall", "obstacle": "obstacle",
    "charger": "obstacle", "caption": "caption", "floor": "floor", "truck": "truck",
})  # fmt: skip
"""Kinds among which a code may stand once. Places are addresses, and checked as such; doors are not published."""


def name_of(element: Element) -> Name | None:
    """The group and code of an element, None where its code need not be its own. Aisles: one code once in a zone."""
    if isinstance(element, Aisle):
        return f"aisle of zone {element.zone}", element.code
    group = GROUPS.get(element.kind)
    return None if group is None else (group, element.code)


class CodeCheck:
    """One finding for each element whose code another of its kind has, or that has none."""

    def __init__(self) -> None:
        self._name: dict[ElementId, Name] = {}
        self._bearers: dict[Name, set[ElementId]] = {}
        self._found: dict[ElementId, Finding] = {}

    def renew(self, layout: Layout, touched: frozenset[ElementId]) -> None:
        """Read these codes again, and judge all who bear, or bore, the same."""
        names: set[Name] = set()
        for id_ in touched:
            self._found.pop(id_, None)
            old = self._name.pop(id_, None)
            if old is not None:
                self._bearers[old].discard(id_)
                names.add(old)
            element = layout.find(id_)
            new = name_of(element) if element is not None else None
            if new is not None:
                self._name[id_] = new
                self._bearers.setdefault(new, set()).add(id_)
                names.add(new)
        for name in names:
            for id_ in self._bearers[name]:
                self._judge(layout.elements[id_], self._bearers[name] - {id_})

    def findings(self) -> Iterator[Finding]:
        """One an element at most."""
        yield from self._found.values()

    def _judge(self, element: Element, others: set[ElementId]) -> None:
        self._found.pop(element.id, None)
        called = element.kind.replace("_", " ").capitalize()
        if not element.code.strip():
            self._found[element.id] = Finding("code", element.id, f"{called} without a code.")
        elif others:
            what = f"{called} {element.code}: the code stands twice."
            self._found[element.id] = Finding("code", element.id, what, tuple(sorted(others)))
