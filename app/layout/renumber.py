"""New addresses and a new walk for what stands already. Computed first, with every old and new address side by side."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.layout.addresses import AddressBook, Pattern, borne_by, names_of, well_formed
from app.layout.elements import Aisle, Element, Rack
from app.layout.geometry import Point, along, placed
from app.layout.racking import ElementId, Numbering, PickWalk
from app.layout.slots import bay_front, bay_lefts
from app.layout.table import Layout


@dataclass(frozen=True, slots=True)
class Renumbering:
    """Racks (and aisles) as they would be, and what that does to addresses: (old, new) for each bin whose address
    changes. doubled, ill_formed: new addresses that the database would refuse."""

    elements: tuple[Element, ...]
    renamed: tuple[tuple[str, str], ...]
    doubled: tuple[str, ...]
    ill_formed: tuple[str, ...]


def renumber(
    layout: Layout, racks: Sequence[ElementId], *, pattern: str | None = None, numbering: Numbering | None = None,
    keep_own: bool = True, book: AddressBook | None = None,
) -> Renumbering:  # fmt: skip
    """Another pattern, another count, or both for racks; where several racks are given and a count, the count goes on
    from rack to rack in the order given. keep_own=False drops addresses that do not follow the pattern. book: as
    `preview` takes it.

    Raises Refusal for a pattern that cannot be read."""
    if pattern is not None:
        Pattern.parse(pattern)
    made: list[Element] = []
    count = numbering
    for id_ in racks:
        rack = layout.get(id_, Rack)
        changed = replace(
            rack,
            pattern=pattern or rack.pattern,
            numbering=count or rack.numbering,
            names=rack.names if keep_own else (),
        )
        made.append(changed)
        if count is not None:
            steps = sum(bay.widest for bay in rack.bays) if "{column" in changed.pattern else len(rack.bays)
            count = replace(count, bay_start=count.bay_start + steps * count.bay_step)
    return preview(layout, made, book)


def renumber_aisles(
    layout: Layout, aisles: Sequence[ElementId], start: int, step: int, digits: int, book: AddressBook | None = None
) -> Renumbering:
    """New codes for aisles in the order given; the bins along them follow."""
    codes = [str(start + step * at).zfill(digits) for at in range(len(aisles))]
    made: list[Element] = [replace(layout.get(id_, Aisle), code=code) for id_, code in zip(aisles, codes, strict=True)]
    return preview(layout, made, book)


def preview(layout: Layout, elements: Sequence[Element], book: AddressBook | None = None) -> Renumbering:
    """What these elements in place of those drawn would do to the addresses. book: of all addresses as they are drawn,
    where one is kept; without it they are read now, about 1 us a bin of the whole layout."""
    new = {element.id: element for element in elements}

    def find(id_: ElementId) -> Element | None:
        return new.get(id_) or layout.find(id_)

    touched = {id_ for element in elements for id_ in (element.id, *layout.namers(element.id))}
    renamed: list[tuple[str, str]] = []
    for id_ in sorted(touched):
        old, rack = layout.find(id_), find(id_)
        if isinstance(old, Rack) and isinstance(rack, Rack):
            pairs = zip(names_of(old, layout.find), names_of(rack, find), strict=True)
            renamed += [(before, after) for before, after in pairs if before != after]
    if book is None:
        book = AddressBook()
        book.renew((id_ for id_, element in layout.elements.items() if element.kind in ("rack", "place")), layout.find)
    aside = Counter(name for id_ in touched for name in book.names(id_))
    borne = Counter(name for id_ in touched for name in borne_by(find(id_), find))
    fresh = dict.fromkeys(after for _, after in renamed)
    doubled = tuple(code for code in fresh if borne[code] + sum(book.bearers(code).values()) - aside[code] > 1)
    return Renumbering(tuple(elements), tuple(renamed), doubled, tuple(code for code in fresh if not well_formed(code)))


def walk_through(
    layout: Layout, aisles: Sequence[ElementId], start: int = 1, *, serpentine: bool = True
) -> tuple[Rack, ...]:
    """The racks of aisles with a new walk through them, in the order given: along an aisle from its a to its b, the
    next one back. Bays that face each other are walked together."""
    made: list[Rack] = []
    at = start
    for turn, aisle_id in enumerate(aisles):
        aisle = layout.get(aisle_id, Aisle)
        back = serpentine and turn % 2 == 1
        found = [layout.find(id_) for id_ in layout.namers(aisle_id)]
        racks = [rack for rack in found if isinstance(rack, Rack)]
        blocks = _blocks(racks, (aisle.ax, aisle.ay), (aisle.bx, aisle.by), back)
        for block in blocks:
            stride = sum(max(bay.bins for bay in rack.bays) * rack.deep for rack in block)
            late = 0
            for rack in block:
                made.append(replace(rack, walk=PickWalk(at + late, stride, _runs_against(rack, aisle) != back)))
                late += max(bay.bins for bay in rack.bays) * rack.deep
            at += stride * max(len(rack.bays) for rack in block)
    return tuple(made)


def _blocks(racks: Sequence[Rack], a: Point, b: Point, back: bool) -> list[list[Rack]]:
    """Racks of an aisle grouped into those that face each other, in walking order."""
    spans = sorted(((along((rack.x, rack.y), a, b)[0], rack) for rack in racks), key=lambda pair: (pair[0], pair[1].id))
    blocks: list[list[Rack]] = []
    reach = float("-inf")
    for middle, rack in spans:
        if blocks and middle < reach:
            blocks[-1].append(rack)
        else:
            blocks.append([rack])
        reach = max(reach, middle + rack.length / 2)
    return blocks[::-1] if back else blocks


def _runs_against(rack: Rack, aisle: Aisle) -> bool:
    """Whether the bays of a rack count against the direction of its aisle."""
    lefts = bay_lefts(rack)
    first = bay_front(rack, 0, lefts[0])
    edge = placed(rack.x, rack.y, rack.angle, 0.0, rack.depth / 2)
    a, b = (aisle.ax, aisle.ay), (aisle.bx, aisle.by)
    return along(first, a, b)[0] > along(edge, a, b)[0] + 1e-6
