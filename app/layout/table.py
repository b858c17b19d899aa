"""Elements by id and who names whom: a layout to read. A published version is one; a drawing in progress is one too."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from app.domain.errors import Fault
from app.layout.elements import Element, names_alike, references
from app.layout.history import Change
from app.layout.racking import ElementId

E = TypeVar("E", bound=Element)
SAFE = "The drawing is as it was before."


class Layout:
    """Elements by id. Raises Fault where an element names one that is not there, or of another kind."""

    def __init__(self, elements: Iterable[Element] = ()) -> None:
        self._elements: dict[ElementId, Element] = {}
        self._namers: dict[ElementId, set[ElementId]] = {}
        changes = [Change(element.id, None, element) for element in elements]
        self._set(changes)
        wrong = self._broken(changes)
        if wrong:
            raise Fault(f"The layout is not whole: {wrong}.", "Nothing was opened.")

    @property
    def elements(self) -> Mapping[ElementId, Element]:
        """Everything drawn; a view that follows the changes."""
        return MappingProxyType(self._elements)

    def find(self, id_: ElementId) -> Element | None:
        """An element, None where there is none (any more)."""
        return self._elements.get(id_)

    def get(self, id_: ElementId, kind: type[E]) -> E:
        """An element that must be there and of this kind. Raises Fault."""
        element = self._elements.get(id_)
        if not isinstance(element, kind):
            raise Fault(f"There is no {kind.__name__.lower()} {id_} in the drawing.", SAFE)
        return element

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """All elements of a kind."""
        return tuple(element for element in self._elements.values() if isinstance(element, kind))

    def namers(self, id_: ElementId) -> frozenset[ElementId]:
        """The elements that name this one: the racks of an aisle, the doors of a wall."""
        return frozenset(self._namers.get(id_, ()))

    def _set(self, changes: Iterable[Change]) -> None:
        for change in changes:
            alike = names_alike(change.before, change.after)
            if change.before is not None and not alike:
                for named, _ in references(change.before):
                    self._namers[named].discard(change.id)
            if change.after is None:
                self._elements.pop(change.id, None)
                continue
            self._elements[change.id] = change.after
            for named, _ in references(change.after) if not alike else ():
                self._namers.setdefault(named, set()).add(change.id)

    def _broken(self, changes: Iterable[Change]) -> str | None:
        """What is wrong with references after these changes, in words."""
        for change in changes:
            before, after = change.before, change.after
            if after is None and self._namers.get(change.id):
                return f"{change.id} is gone and still named"
            if after is None or names_alike(before, after):
                continue
            if before is not None and before.kind != after.kind and self._namers.get(change.id):
                return f"{change.id} is no {before.kind} any more and still named as one"
            for named, kind in references(after):
                found = self._elements.get(named)
                if found is None or found.kind != kind:
                    return f"{change.id} names {named}, which is no {kind}"
        return None
