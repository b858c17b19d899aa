"""What would put a finding right. Computed when somebody asks, for the drawing may have gone on since it was found."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from app.layout.addresses import AddressBook
from app.layout.arrange import codes_of, next_code
from app.layout.checks.aisles import WALKED
from app.layout.checks.finding import Finding, Fix
from app.layout.corridors import corridors
from app.layout.elements import Aisle, Element, Place, Rack, StorageClass, Truck, Zone
from app.layout.facing import ARM, opens
from app.layout.geometry import along, mm, overlap, placed, push_apart
from app.layout.racking import ElementId, distinct
from app.layout.renumber import preview, walk_through
from app.layout.shapes import middle, moved, piece
from app.layout.slots import slots
from app.layout.solids import same_floor, solid_pieces
from app.layout.table import Layout
from app.layout.templates import TEMPLATES


def fixes_for(layout: Layout, finding: Finding, book: AddressBook | None = None) -> tuple[Fix, ...]:
    """Ways to put it right, the least intrusive first; none where only a person can know. book: of all addresses as
    they are drawn, where one is kept (`LiveChecks.addresses`)."""
    if layout.find(finding.element) is None:
        return ()
    if finding.check == "address":
        return tuple(_new_names(layout, finding, book))
    makers = {
        "overlap": _move_clear, "code": _next_code, "unreachable": _join_aisle, "narrow": _widen,
        "capacity": _fit_class, "sequence": _give_walk,
    }  # fmt: skip
    return tuple(makers[finding.check](layout, finding))


def _move_clear(layout: Layout, finding: Finding) -> Iterator[Fix]:
    one, other = layout.elements[finding.element], layout.find(finding.others[0])
    if other is None:
        return
    for mine, still in ((one, other), (other, one)):
        ways = [
            push_apart(a, b)
            for a in solid_pieces(mine, layout)
            for b in solid_pieces(still, layout)
            if a.convex and b.convex
        ]
        pushes = [way for way in ways if way is not None]
        if len(pushes) == 1:
            dx, dy = (value * 1.0 + (1.0 if value > 0 else -1.0) * (abs(value) > 1e-6) for value in pushes[0])
            clear = moved(mine, mm(dx), mm(dy))
            if not any(overlap(a, b) for a in solid_pieces(clear, layout) for b in solid_pieces(still, layout)):
                yield Fix(f"Move {mine.kind} {mine.code} clear of {still.kind} {still.code}", (clear,))
    yield Fix(f"Delete {one.kind} {one.code}", remove=(one.id,))


def _next_code(layout: Layout, finding: Finding) -> Iterator[Fix]:
    element = layout.elements[finding.element]
    code = next_code(element.code, codes_of(layout.elements.values())[element.kind])
    yield Fix(f"Give it the code {code}", (replace(element, code=code),))


def _new_names(layout: Layout, finding: Finding, book: AddressBook | None) -> Iterator[Fix]:
    for title, element in naming_ways(layout, layout.elements[finding.element]):
        if isinstance(element, Rack) and element.names == layout.get(element.id, Rack).names:
            named = preview(layout, [element], book)
            if named.doubled or named.ill_formed:
                continue
        yield Fix(title, (element,))


def naming_ways(
    layout: Layout, element: Element, taken: Collection[str] | None = None
) -> Iterator[tuple[str, Rack | Place]]:
    """Other addresses for one element, the least intrusive first, whether free or not: (title, element). taken: codes
    that a place shall not get; without it those of all places."""
    if isinstance(element, Place):
        taken = codes_of(layout.of(Place)).get("place", set()) if taken is None else taken
        yield "Give it the next free code", replace(element, code=next_code(element.code, taken))
    if not isinstance(element, Rack):
        return
    if element.names:
        yield "Return its bins to the naming pattern", replace(element, names=())
    zone = layout.find(element.zone) if element.zone is not None else None
    prefix = "{zone}-" if isinstance(zone, Zone) else ""
    bin_ = "-{bin}" if any(level.bins > 1 for bay in distinct(element.bays) for level in bay.levels) else ""
    depth = "-{depth}" if element.deep > 1 else ""
    pattern = f"{prefix}{{rack}}-{{bay:02}}{bin_}{depth}-{{level}}"
    yield "Name its bins after the rack", replace(element, pattern=pattern)
    step = abs(element.numbering.bay_step)
    onward = replace(element.numbering, bay_start=_last_bay(layout, element) + step, bay_step=step)
    yield "Count on after the last bay of the aisle", replace(element, numbering=onward)


def _last_bay(layout: Layout, rack: Rack) -> int:
    """The highest bay number at the rack's aisle."""
    found = [layout.find(id_) for id_ in layout.namers(rack.aisle)] if rack.aisle is not None else [rack]
    last = 0
    for other in found:
        if isinstance(other, Rack):
            count, n = other.numbering, sum(bay.widest for bay in other.bays)
            last = max(last, count.bay_start, count.bay_start + count.bay_step * (other.first_bay + n - 1))
    return last


def _join_aisle(layout: Layout, finding: Finding) -> Iterator[Fix]:
    rack = layout.elements[finding.element]
    if isinstance(rack, Place):
        yield Fix("Lay the ways that are missing", later=corridors)
    if not isinstance(rack, Rack):
        return
    if len(finding.others) > 1:  # many aisles that no way leads to
        yield Fix("Lay the ways that are missing", later=corridors)
        return
    front = placed(rack.x, rack.y, rack.angle, 0.0, rack.depth / 2)
    near = []
    for aisle in layout.of(Aisle):
        if aisle.cross or aisle.id == rack.aisle or aisle.floor != rack.floor:
            continue
        a, b = (aisle.ax, aisle.ay), (aisle.bx, aisle.by)
        (t, off), (_, behind) = along(front, a, b), along((rack.x, rack.y), a, b)
        if 0 <= t <= along(b, a, b)[0] and abs(off) <= aisle.width / 2 + ARM and abs(off) < abs(behind):
            near.append((abs(off), aisle.id, aisle))
    for _, _, aisle in sorted(near, key=lambda found: found[:2]):
        yield Fix(f"Pick it from aisle {aisle.code}", (replace(rack, aisle=aisle.id),))
    if not near:
        yield from _draw_aisle(layout, rack)
    aisle_ = layout.find(rack.aisle) if rack.aisle is not None else None
    if isinstance(aisle_, Aisle):
        longer = _lengthened(aisle_, rack)
        if longer != aisle_:
            yield Fix(f"Lengthen aisle {aisle_.code} along the rack", (longer,))
        if aisle_.one_way != "both":
            yield Fix(f"Let aisle {aisle_.code} be driven both ways", (replace(aisle_, one_way="both"),))
        yield Fix("Lay the ways that are missing", later=corridors)


def _draw_aisle(layout: Layout, rack: Rack) -> Iterator[Fix]:
    """An aisle along the front of a rack, as wide as its kind of racking usually has or as the floor allows, for all
    racks without one that look into it from its edge."""
    a, b = (placed(rack.x, rack.y, rack.angle, side * rack.length / 2, rack.depth / 2) for side in (-1, 1))
    usual = TEMPLATES[rack.style].aisle_width
    solids = [part for one in layout.elements.values() if same_floor(one, rack) for part in solid_pieces(one, layout)]
    for width in sorted({usual, 2_900.0, 2_200.0, 1_800.0, 1_500.0, 1_200.0, 1_000.0}, reverse=True):
        if width > usual:
            continue
        ends = [placed(x, y, rack.angle, 0.0, width / 2) for x, y in (a, b)]
        taken = codes_of(one for one in layout.of(Aisle) if one.zone == rack.zone).get("aisle", set())
        aisle = Aisle(
            id=_new_id(layout, rack), floor=rack.floor, zone=rack.zone, code=next_code("00", taken), ax=mm(ends[0][0]),
            ay=mm(ends[0][1]), bx=mm(ends[1][0]), by=mm(ends[1][1]), width=width,
        )  # fmt: skip
        strip = piece(aisle)
        if any(overlap(strip, part) for part in solids):
            continue
        joined = [one for one in layout.of(Rack) if one.aisle is None and same_floor(one, rack) and opens(one, aisle)]
        yield Fix(f"Draw aisle {aisle.code} along its front", (aisle, *(replace(j, aisle=aisle.id) for j in joined)))
        return


def _new_id(layout: Layout, rack: Rack) -> ElementId:
    id_ = ElementId(f"{rack.id}.aisle")
    while layout.find(id_) is not None:
        id_ = ElementId(id_ + "+")
    return id_


def _lengthened(aisle: Aisle, rack: Rack) -> Aisle:
    a, b = (aisle.ax, aisle.ay), (aisle.bx, aisle.by)
    length = along(b, a, b)[0]
    marks = [along((slot.x, slot.y), a, b)[0] for slot in slots(rack)] or [0.0]
    low, high = min(0.0, min(marks) - rack.bays[0].width), max(length, max(marks) + rack.bays[-1].width)
    if min(marks) >= 0.0 and max(marks) <= length:
        return aisle
    ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    return replace(
        aisle, ax=mm(a[0] + ux * low), ay=mm(a[1] + uy * low), bx=mm(a[0] + ux * high), by=mm(a[1] + uy * high)
    )


def _widen(layout: Layout, finding: Finding) -> Iterator[Fix]:
    aisle = layout.get(finding.element, Aisle)
    if not finding.others and aisle.truck is not None:
        wide = replace(aisle, width=layout.get(aisle.truck, Truck).aisle_width)
        if not any(
            overlap(piece(wide), part) and not overlap(piece(aisle), part)
            for element in layout.elements.values()
            for part in solid_pieces(element, layout)
        ):
            yield Fix("Draw the aisle as wide as its truck needs", (wide,))
    for truck in sorted(layout.of(Truck), key=lambda t: -t.aisle_width):
        if not finding.others and truck.aisle_width <= aisle.width and truck.id != aisle.truck:
            yield Fix(f"Let only {truck.code} work here", (replace(aisle, truck=truck.id),))
    if not finding.others and aisle.truck is not None and aisle.width >= WALKED:
        yield Fix("Let only people work here", (replace(aisle, truck=None),))
    for id_ in finding.others:
        other = layout.find(id_)
        if other is not None and other.kind != "wall":
            across = along(middle(other), (aisle.ax, aisle.ay), (aisle.bx, aisle.by))[1]
            yield Fix(f"Delete {other.kind} {other.code}, {abs(across):,.0f} mm off the middle", remove=(id_,))


def _fit_class(layout: Layout, finding: Finding) -> Iterator[Fix]:
    """Bring the promises of classes down to what the element's smallest bin holds."""
    element = layout.elements[finding.element]
    if isinstance(element, Rack):
        sizes = [
            (level.storage_class, bay.width / level.bins * element.depth / element.deep * level.height, level.height)
            for bay in distinct(element.bays)
            for level in bay.levels
        ]
    elif isinstance(element, Place):
        sizes = [(element.storage_class, element.width * element.depth * element.height, element.height)]
    else:
        return
    for known in {c.id: c for id_, _, _ in sizes if id_ is not None for c in [layout.get(id_, StorageClass)]}.values():
        volume = min(v for id_, v, _ in sizes if id_ == known.id) / 1_000_000
        height = int(min(h for id_, _, h in sizes if id_ == known.id))
        fitted = replace(
            known,
            max_volume=None if known.max_volume is None else min(known.max_volume, float(int(volume)) or volume),
            max_height=None if known.max_height is None else min(known.max_height, height),
            product_mixing="same" if known.product_mixing == "none" and (known.max_handling_units or 0) > 1
            else known.product_mixing,
        )  # fmt: skip
        if fitted != known:
            yield Fix(f"Let class {known.code} promise what these bins hold", (fitted,))


def _give_walk(layout: Layout, finding: Finding) -> Iterator[Fix]:
    """Put it at the end of the walk; for a rack, with all of its aisle."""
    element = layout.elements[finding.element]
    end = walk_end(layout)
    if isinstance(element, Place):
        yield Fix("Put it at the end of the walk", (replace(element, pick_sequence=end + 1),))
    elif isinstance(element, Rack) and element.aisle is not None:
        yield Fix("Walk its aisle last", walk_through(layout, [element.aisle], end + 1))
        yield Fix("Lay a new walk through all aisles", later=_walk_anew)


def _walk_anew(layout: Layout) -> tuple[Element, ...]:
    ordered = sorted((a for a in layout.of(Aisle) if not a.cross), key=lambda a: (a.floor, a.zone or "", a.code))
    return walk_through(layout, [aisle.id for aisle in ordered])


def walk_end(layout: Layout) -> int:
    """The highest pick sequence there is; 0 where nothing has one."""
    last = 0
    for rack in layout.of(Rack):
        if rack.walk is not None:
            last = max(last, rack.walk.start + rack.walk.stride * len(rack.bays))
    return max([last, *(place.pick_sequence or 0 for place in layout.of(Place))])
