"""Rows of racking from a few figures: aisles side by side, a rack on each side, blocks parted by cross aisles.

Everything is computed first (`propose`); nothing is drawn until `draw` is called inside a transaction.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from app.domain.errors import Refusal
from app.layout.addresses import Pattern, names_of, well_formed
from app.layout.document import LayoutDocument
from app.layout.elements import Aisle, Element, Rack, Zone
from app.layout.geometry import mm, placed
from app.layout.racking import COUNT_FROM_ONE, ElementId, Numbering, PickWalk, demand, demand_lengths, demand_numbers
from app.layout.shapes import turned
from app.layout.solids import Collision, Ground, collisions
from app.layout.templates import RackTemplate

Sides: TypeAlias = Literal["both", "left", "right"]
Scheme: TypeAlias = Literal["odd_even", "through", "same"]
MOST_BINS = 200_000
"""What one layout of the database may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlan:
    """What to generate. x, y: the outer corner of the first rack, angle: the direction in which aisles run. Aisles
    follow one another clockwise of that direction (downwards at angle 0).

    sides: racks on both sides of an aisle or on one, seen along it. bays: of a rack. blocks: racks one behind the other
    in an aisle, parted and ended by cross aisles of `cross` mm (0: none drawn).
    aisle_start, aisle_step: codes of the aisles; aisle_digits pads them. scheme: odd bays left and even ones right;
    or "through": left side first, the right side goes on; or both sides the same (the pattern must tell them apart).
    serpentine: every second aisle is walked, and with turn_numbers also numbered, from its far end.
    walk_start: first pick sequence; None makes no walk. new_zone: code of a zone that is drawn around it all, in place
    of `zone`.
    """

    floor: ElementId
    zone: ElementId | None
    x: float
    y: float
    angle: float = 0.0
    template: RackTemplate
    aisles: int
    bays: int
    blocks: int = 1
    cross: float = 0.0
    sides: Sides = "both"
    pattern: str | None = None
    numbering: Numbering = COUNT_FROM_ONE
    scheme: Scheme = "odd_even"
    aisle_start: int = 1
    aisle_step: int = 1
    aisle_digits: int = 2
    serpentine: bool = True
    turn_numbers: bool = False
    walk_start: int | None = 1
    one_way: bool = False
    truck: ElementId | None = None
    new_zone: str = ""

    def __post_init__(self) -> None:
        demand_numbers(self, "x", "y", "angle", "cross")
        demand_lengths(self, "aisles", "bays", "blocks", "aisle_digits")
        demand(self.cross >= 0, self, "cross aisle")
        demand(self.aisle_step != 0 and self.aisle_start >= 0, self, "numbering of aisles")
        demand(self.aisle_start + self.aisle_step * (self.aisles - 1) >= 0, self, "numbering of aisles")
        Pattern.parse(self.pattern or self.template.pattern)

    @property
    def bins(self) -> int:
        """How many bins this makes."""
        racks = self.aisles * self.blocks * (2 if self.sides == "both" else 1)
        return racks * self.bays * self.template.bay.bins * self.template.deep

    @property
    def run(self) -> float:
        """Length of an aisle from its first rack to its last, mm."""
        return self.blocks * self.bays * self.template.bay.width + (self.blocks - 1) * self.cross

    @property
    def module(self) -> float:
        """From one aisle to the next, mm: racks back to back over a flue."""
        return self.template.aisle_width + self.template.depth * (2 if self.sides == "both" else 1) + self.template.flue


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be drawn, and what speaks against it. names: addresses in the order of the racks.

    doubled: addresses that would be borne twice, among themselves or with what is drawn already. ill_formed: addresses
    that the database refuses. Drawing is still allowed: the live checks go on saying so."""

    elements: tuple[Element, ...]
    names: tuple[str, ...]
    collisions: tuple[Collision, ...]
    doubled: tuple[str, ...]
    ill_formed: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing speaks against it."""
        return not (self.collisions or self.doubled or self.ill_formed)


def propose(
    document: LayoutDocument, plan: RowPlan, taken: Collection[str] = frozenset(), ground: Ground | None = None
) -> Proposal:
    """What the plan makes, without drawing it. taken: addresses that are borne already (`AddressBook.codes`). ground:
    what stands, read once when the gesture began; without it it is read now.

    Raises Refusal for more bins than a layout may hold. Ids are spent, nothing else of the document changes."""
    if plan.bins > MOST_BINS:
        raise Refusal(
            "layout",
            f"That would be {plan.bins:,} bins; at most {MOST_BINS:,} can be.",
            "Ask for fewer aisles or bays.",
        )
    elements = elements_of(document, plan)
    return judge(document, elements, taken, ground)


def elements_of(document: LayoutDocument, plan: RowPlan) -> tuple[Element, ...]:
    """What the plan makes, judged by nobody: for a picture of it while it is still being pulled about."""
    return tuple(_elements(document, plan))


def judge(
    document: LayoutDocument, elements: tuple[Element, ...], taken: Collection[str], ground: Ground | None = None
) -> Proposal:
    """A proposal out of any new elements (an array, a paste), judged against what is drawn."""
    new = {element.id: element for element in elements}

    def find(id_: ElementId) -> Element | None:
        return new.get(id_) or document.find(id_)

    names = [name for element in elements if isinstance(element, Rack) for name in names_of(element, find)]
    names += [element.code for element in elements if element.kind == "place"]
    seen: set[str] = set()
    doubled: dict[str, None] = {}
    for name in names:
        if name in seen or name in taken:
            doubled[name] = None
        seen.add(name)
    ill = tuple(dict.fromkeys(name for name in names if not well_formed(name)))
    return Proposal(elements, tuple(names), collisions(document, elements, ground), tuple(doubled), ill)


def draw(document: LayoutDocument, proposal: Proposal) -> None:
    """Put a proposal into the drawing; needs an open transaction."""
    document.put(*proposal.elements)


def zone_around(zone: Zone, plan: RowPlan, margin: float = 500.0) -> Zone:
    """The zone with a box around all that the plan makes, cross aisles included, and a margin in mm."""
    depth = _across(plan, plan.aisles - 1, "right")[1] + plan.template.depth / 2 * (plan.sides != "left")
    if plan.sides == "left":
        depth = _across(plan, plan.aisles - 1, "left")[1] + plan.template.depth / 2 + plan.template.aisle_width
    x, y = placed(plan.x, plan.y, plan.angle, plan.run / 2, depth / 2)
    return replace(
        zone, x=mm(x), y=mm(y), angle=plan.angle, width=plan.run + 2 * (plan.cross + margin), depth=depth + 2 * margin
    )


def _elements(document: LayoutDocument, plan: RowPlan) -> Iterator[Element]:
    """Drawn as if at angle 0 with its corner at x, y; then turned about that corner."""
    centre = (plan.x, plan.y)
    walk = plan.walk_start
    if plan.new_zone:
        box = Zone(
            id=document.new_id(), floor=plan.floor, code=plan.new_zone, x=plan.x, y=plan.y, width=1.0, depth=1.0
        )  # fmt: skip
        zone = zone_around(box, plan)
        yield zone
        plan = replace(plan, zone=zone.id)
    for number in range(plan.aisles):
        back = plan.serpentine and number % 2 == 1
        aisle = _aisle(document, plan, number, back)
        yield turned(aisle, plan.angle, centre)
        for rack in _racks(document, plan, number, aisle, back, walk):
            yield turned(rack, plan.angle, centre)
        if walk is not None:
            walk += plan.blocks * plan.bays * _stride(plan)
    yield from (turned(aisle, plan.angle, centre) for aisle in _cross_aisles(document, plan))


def _aisle(document: LayoutDocument, plan: RowPlan, number: int, back: bool) -> Aisle:
    middle = plan.y + _across(plan, number, "left")[0]
    code = str(plan.aisle_start + plan.aisle_step * number).zfill(plan.aisle_digits)
    rule: Literal["both", "forward", "backward"] = "both"
    if plan.one_way:
        rule = "backward" if back else "forward"
    return Aisle(
        id=document.new_id(), floor=plan.floor, zone=plan.zone, code=code, ax=mm(plan.x), ay=mm(middle),
        bx=mm(plan.x + plan.run), by=mm(middle), width=plan.template.aisle_width, one_way=rule, truck=plan.truck,
    )  # fmt: skip


def _racks(
    document: LayoutDocument, plan: RowPlan, number: int, aisle: Aisle, back: bool, walk: int | None
) -> Iterator[Rack]:
    kind, length = plan.template, plan.bays * plan.template.bay.width
    sides: tuple[Literal["left", "right"], ...] = ("left", "right") if plan.sides == "both" else (plan.sides,)
    for block in range(plan.blocks):
        for side in sides:
            steps = block * plan.bays
            far = plan.blocks * plan.bays - plan.bays - steps
            begin = None
            if walk is not None:
                late = 1 if side == "right" and plan.sides == "both" else 0
                begin = walk + (far if back else steps) * _stride(plan) + late * _stride(plan) // 2
            x = plan.x + block * (length + plan.cross) + length / 2
            yield Rack(
                id=document.new_id(), floor=plan.floor, zone=plan.zone, aisle=aisle.id,
                code=f"{_zone_code(document, plan)}{aisle.code}{side[0].upper()}{block + 1}",
                x=mm(x), y=mm(plan.y + _across(plan, number, side)[1]), angle=0.0 if side == "left" else 180.0,
                depth=kind.depth, bays=(kind.bay,) * plan.bays, deep=kind.deep, flipped=side == "right",
                style=kind.style,
                pattern=plan.pattern or kind.pattern,
                numbering=_numbering(plan, side, far if back and plan.turn_numbers else steps, back),
                walk=None if begin is None else PickWalk(begin, _stride(plan), back),
            )  # fmt: skip


def _numbering(plan: RowPlan, side: Literal["left", "right"], steps: int, back: bool) -> Numbering:
    """Numbers of a rack whose first bay in counting direction is the `steps`-th of its side.

    Where the pattern counts columns, a bay counts as many as it has bins side by side."""
    base = plan.numbering
    per_bay = plan.template.bay.widest if "{column" in (plan.pattern or plan.template.pattern) else 1
    here, side_total = plan.bays * per_bay, plan.blocks * plan.bays * per_bay
    start, step, count = base.bay_start, base.bay_step, steps * per_bay
    if plan.sides == "both" and plan.scheme == "odd_even":
        start, step = start + (step if side == "right" else 0), 2 * step
    elif plan.sides == "both" and plan.scheme == "through" and side == "right":
        start += step * side_total
    start += step * count
    if back and plan.turn_numbers:
        start, step = start + step * (here - 1), -step
    return replace(base, bay_start=start, bay_step=step)


def _cross_aisles(document: LayoutDocument, plan: RowPlan) -> Iterator[Aisle]:
    """At both ends and between blocks, over all aisles."""
    if not plan.cross:
        return
    length = plan.bays * plan.template.bay.width
    first, last = _across(plan, 0, "left")[0], _across(plan, plan.aisles - 1, "left")[0]
    half = plan.template.aisle_width / 2
    for number in range(plan.blocks + 1):
        x = plan.x + number * (length + plan.cross) - plan.cross / 2
        yield Aisle(
            id=document.new_id(), floor=plan.floor, zone=plan.zone, code=f"{_zone_code(document, plan)}X{number + 1}",
            ax=mm(x), ay=mm(plan.y + first - half), bx=mm(x), by=mm(plan.y + last + half), width=plan.cross, cross=True,
            truck=plan.truck,
        )  # fmt: skip


def _across(plan: RowPlan, number: int, side: Literal["left", "right"]) -> tuple[float, float]:
    """Middle of an aisle, and of the rack at its side, mm below the plan's corner."""
    kind, top = plan.template, number * plan.module
    near = kind.depth if plan.sides != "right" else 0.0
    middle = top + near + kind.aisle_width / 2
    return middle, (top + kind.depth / 2 if side == "left" else middle + (kind.aisle_width + kind.depth) / 2)


def _stride(plan: RowPlan) -> int:
    """Steps of the pick sequence from one bay of an aisle to the next: the bins of the bays facing each other."""
    return plan.template.bay.bins * plan.template.deep * (2 if plan.sides == "both" else 1)


def _zone_code(document: LayoutDocument, plan: RowPlan) -> str:
    if plan.new_zone:
        return plan.new_zone
    return document.get(plan.zone, Zone).code if plan.zone is not None else ""
