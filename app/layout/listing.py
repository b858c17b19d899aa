"""What a list of locations would bring into a drawing: computed, shown, and drawn only then."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.domain.errors import Refusal
from app.layout.addresses import names_of
from app.layout.clipboard import fitted
from app.layout.document import LayoutDocument
from app.layout.elements import Aisle, Element, Floor, Place, Rack, Zone
from app.layout.geometry import bounds_of
from app.layout.lists import FoundList, ListPlan, ListProblem
from app.layout.locations import lay_list, loose_bins
from app.layout.racking import ElementId
from app.layout.shapes import DRAWN, moved, outline
from app.layout.table import Layout

APART = 6_000.0
"""mm between what is drawn and what is laid beside it."""


@dataclass(frozen=True, slots=True)
class ListProposal:
    """What would be drawn. problems: lines that are left out; notes: what was taken for granted; bins: how many come;
    loose: how many of them stand on their own because they form no even row; replacing: all else goes."""

    elements: tuple[Element, ...]
    problems: tuple[ListProblem, ...]
    notes: tuple[str, ...]
    bins: int
    loose: int
    replacing: bool = False

    @property
    def counts(self) -> Mapping[str, int]:
        """Elements by kind."""
        found: dict[str, int] = {}
        for element in self.elements:
            found[element.kind] = found.get(element.kind, 0) + 1
        return found


def propose_list(
    found: FoundList, plan: ListPlan, document: LayoutDocument, floor: ElementId, *, replacing: bool = False
) -> ListProposal:
    """The elements that a list becomes, on a floor of the drawing, which gives ids and is not changed. What it draws
    already is left out; zones and classes are those of the drawing where it has them. replacing: as if it were empty.

    Raises Refusal as `lay_list` does."""
    into = LayoutDocument([document.get(floor, Floor)]) if replacing else document
    drawn = set(_addresses(into))
    new = tuple(row for row in found.rows if row.texts["code"] not in drawn)
    known = [
        ListProblem(row.number, f"row {row.number:,}", f"{row.texts['code']} is drawn already.")
        for row in found.rows
        if row.texts["code"] in drawn
    ]
    if known and not new:
        raise Refusal(
            "layout_file", f"Every address of {found.name} is drawn already.",
            "Replace what is drawn, or choose another list.",
        )  # fmt: skip
    problems = (*found.problems, *known)
    listed = lay_list(replace(found, rows=new, problems=problems), plan, ways=not into.of(Aisle), reach=found.reach)
    source = listed.opened.layout
    elements = list(_brought(source, into, floor))
    if not found.placed:
        elements = _beside(elements, into, floor)
    bins = sum(1 for _ in _addresses(source))
    return ListProposal(
        tuple(elements),
        listed.problems,
        listed.notes,
        bins,
        loose_bins(listed.opened) if found.placed else 0,
        replacing,
    )


def draw_list(document: LayoutDocument, proposal: ListProposal) -> None:
    """Draw it; within a transaction. What is replaced goes, but for floors."""
    if proposal.replacing:
        coming = {element.id for element in proposal.elements}
        gone = [one.id for one in document.elements.values() if not isinstance(one, Floor) and one.id not in coming]
        document.remove(*gone)
    document.put(*proposal.elements)


def _addresses(layout: Layout) -> Iterator[str]:
    for rack in layout.of(Rack):
        yield from names_of(rack, layout.find)
    yield from (place.code for place in layout.of(Place))


def _brought(source: Layout, into: LayoutDocument, floor: ElementId) -> Iterator[Element]:
    """What the source draws, under ids of this drawing, in the zones that this drawing has."""
    zones = {zone.code for zone in into.of(Zone)}
    chosen = [
        element
        for element in source.elements.values()
        if isinstance(element, DRAWN) and not (isinstance(element, Zone) and element.code in zones)
    ]
    ids = {element.id: into.new_id() for element in chosen if into.find(element.id) is not None}
    made, also = fitted(into, source, chosen, floor)
    yield from also
    for element in made:
        named: dict[str, Any] = {
            name: ids[value] for name in ("id", "zone", "aisle") if (value := getattr(element, name, None)) in ids
        }
        yield replace(element, **named)


def _beside(elements: list[Element], into: Layout, floor: ElementId) -> list[Element]:
    """To the right of what is drawn on the floor."""
    there = [point for one in into.elements.values() if getattr(one, "floor", None) == floor for point in outline(one)]
    if not there:
        return elements
    left, top, _, _ = bounds_of([point for one in elements if isinstance(one, DRAWN) for point in outline(one)])
    _, upper, right, _ = bounds_of(there)
    dx, dy = right + APART - left, upper - top
    return [moved(element, dx, dy) if isinstance(element, DRAWN) else element for element in elements]
