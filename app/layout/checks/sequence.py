"""Bins that are picked from and have no place in the picker's walk."""

from collections.abc import Iterator

from app.layout.checks.finding import Finding
from app.layout.elements import Place, Rack
from app.layout.racking import ElementId
from app.layout.slots import slot_count
from app.layout.table import Layout


class SequenceCheck:
    """One finding a rack or place. Not blocking: pickers are then led by distance alone."""

    def __init__(self) -> None:
        self._found: dict[ElementId, Finding] = {}

    def renew(self, layout: Layout, touched: frozenset[ElementId]) -> None:
        """Look at these again."""
        for id_ in touched:
            self._found.pop(id_, None)
            element = layout.find(id_)
            if isinstance(element, Rack) and element.walk is None:
                what, bins = f"Rack {element.code} has no place in the picker's walk.", slot_count(element)
            elif isinstance(element, Place) and element.use in ("storage", "pick") and element.pick_sequence is None:
                what, bins = f"Place {element.code} has no place in the picker's walk.", 1
            else:
                continue
            self._found[id_] = Finding("sequence", id_, what, bins=bins, blocking=False)

    def findings(self) -> Iterator[Finding]:
        """One an element at most."""
        yield from self._found.values()
