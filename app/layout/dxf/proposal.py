"""What would come into the layout: computed from a drawing, a mapping and a unit, shown, and drawn only then."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from app.domain.errors import Refusal
from app.layout.document import LayoutDocument
from app.layout.dxf.boxes import SHORTEST, Box, box_of, cleaned, joined, lying, middle_line, trouble
from app.layout.dxf.found import MM_OF, Drawing, Shape, Unit
from app.layout.dxf.mapping import Mapped, Target
from app.layout.dxf.texts import Codes, Words
from app.layout.elements import Aisle, Caption, Charger, Element, Obstacle, Place, PlaceUse, Rack, Wall, Zone
from app.layout.geometry import Point, inside, mm
from app.layout.racking import Bay, ElementId
from app.layout.shapes import outline
from app.layout.slots import MOST_COLUMNS
from app.layout.templates import TEMPLATES, RackTemplate

FARTHEST = 10_000_000.0
"""mm from the origin; what the database keeps."""
MOST_ELEMENTS = 50_000
_PREFIXES: Mapping[Target, str] = {
    "zone": "Z", "rack": "R", "aisle": "A", "place": "P", "dock": "DOCK-", "obstacle": "OBS-", "wall": "WALL-",
    "charger": "CH-", "caption": "T-",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """How a drawing is taken over. unit: None where nobody has said it yet, which is refused.

    corner: where the drawing's upper left corner comes to lie on the floor, mm; None keeps its own coordinates.
    template: what racks are taken for; aisle_width: of aisles that are drawn as lines, mm.
    """

    floor: ElementId
    unit: Unit | None
    mapped: Mapped
    corner: Point | None = None
    template: RackTemplate = TEMPLATES["selective"]
    aisle_width: float = 2_900.0


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not taken over, or not as it was drawn. at: on the floor, mm; taken: it comes, changed."""

    layer: str
    handle: str
    at: Point
    what: str
    taken: bool = False


@dataclass(frozen=True, slots=True)
class ImportProposal:
    """What would be drawn, and what is wrong with the drawing."""

    elements: tuple[Element, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def counts(self) -> Mapping[str, int]:
        """Elements by kind."""
        found: dict[str, int] = {}
        for element in self.elements:
            found[element.kind] = found.get(element.kind, 0) + 1
        return found


def propose_import(drawing: Drawing, plan: ImportPlan, document: LayoutDocument) -> ImportProposal:
    """The elements that a drawing becomes. The document gives ids and free codes and is not changed.

    Raises Refusal where the unit is not said, where the drawing lies or reaches too far out, or is too much."""
    place = _placement(drawing, plan)
    work = _Work(plan, document, Codes(element.code for element in document.elements.values()))
    work.words = Words((place(shape.points[0]), shape) for shape in drawing.shapes if shape.kind == "text")
    by_target: dict[Target, list[tuple[Shape, tuple[Point, ...]]]] = {}
    for shape in drawing.shapes:
        target = plan.mapped.get(shape.layer, "leave")
        if target != "leave" and shape.kind != "text":
            by_target.setdefault(target, []).append((shape, tuple(place(point) for point in shape.points)))
    for target in ("rack", "place", "dock", "charger", "aisle", "obstacle", "zone", "wall"):
        work.take(target, by_target.get(target, []))
        if len(work.made) > MOST_ELEMENTS:
            raise Refusal(
                "drawing", f"The chosen layers hold more than {MOST_ELEMENTS:,} things.", "Leave some layers out."
            )
    work.captions(plan.mapped)
    return ImportProposal(tuple(work.settled()), tuple(work.problems))


def draw_import(document: LayoutDocument, proposal: ImportProposal) -> None:
    """Draw what was proposed; needs an open transaction, so that one undo takes all of it back."""
    document.put(*proposal.elements)


class _Placement:
    """From the drawing's unit, y upwards, to millimetres on the floor, y downwards."""

    def __init__(self, scale: float, dx: float, dy: float) -> None:
        self._scale, self._dx, self._dy = scale, dx, dy

    def __call__(self, point: Point) -> Point:
        return mm(point[0] * self._scale + self._dx), mm(self._dy - point[1] * self._scale)


def _placement(drawing: Drawing, plan: ImportPlan) -> _Placement:
    if plan.unit is None:
        raise Refusal(
            "drawing_unit", f"{drawing.name} does not say in which unit it was drawn.",
            "Choose the unit by the size that the building would have.",
        )  # fmt: skip
    bounds, scale = drawing.bounds, MM_OF[plan.unit]
    if bounds is None:
        raise Refusal("drawing", f"{drawing.name} is empty.", "Choose a file with a drawing in its model space.")
    x0, y0, x1, y1 = (value * scale for value in bounds)
    size = max(x1 - x0, y1 - y0)
    if size > FARTHEST:
        raise Refusal(
            "drawing_far", f"In {plan.unit} the drawing is {size / 1e6:,.0f} km wide.",
            "Choose a smaller unit, or delete what lies far off in the other program.",
        )  # fmt: skip
    if plan.corner is not None:
        return _Placement(scale, plan.corner[0] - x0, plan.corner[1] + y1)
    if max(abs(value) for value in (x0, y0, x1, y1)) > FARTHEST:
        away = max(abs(value) for value in (x0, y0, x1, y1)) / 1e6
        raise Refusal(
            "drawing_far", f"The drawing lies {away:,.0f} km from its origin, as surveyors draw.",
            "Let its corner be put at a place of the floor.",
        )  # fmt: skip
    return _Placement(scale, 0.0, 0.0)


@dataclass(slots=True)
class _Work:
    """The elements made so far."""

    plan: ImportPlan
    document: LayoutDocument
    codes: Codes
    words: Words = field(default_factory=lambda: Words(()))
    made: list[Element] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, target: Target, shapes: list[tuple[Shape, tuple[Point, ...]]]) -> None:
        """Make elements of all shapes that become this."""
        if target == "wall":
            self._walls(shapes)
            return
        for shape, points in shapes:
            kept = cleaned(points)
            if shape.kind == "line":
                self._line(target, shape, kept)
                continue
            wrong = trouble(kept)
            if wrong is not None:
                self._problem(shape, points, f"The outline {wrong}.")
                continue
            self._closed(target, shape, kept)

    def captions(self, mapped: Mapped) -> None:
        """Texts that named nothing, of layers that become captions."""
        for (x, y), shape in self.words.left():
            words = shape.words.strip()
            if mapped.get(shape.layer) == "caption" and words:
                code, _ = self.codes.give(None, _PREFIXES["caption"])
                self.made.append(Caption(id=self._id(), floor=self.plan.floor, code=code, text=words[:200], x=x, y=y))

    def settled(self) -> Iterator[Element]:
        """The elements, racks turned to their aisles and put into their zones. What is named comes first."""
        zones = [element for element in self.made if isinstance(element, Zone)]
        aisles = [element for element in self.made if isinstance(element, Aisle)]
        corners = [(zone, outline(zone)) for zone in zones]
        yield from zones
        for element in self.made:
            if isinstance(element, (Rack, Place, Aisle)):
                centre = (element.x, element.y) if not isinstance(element, Aisle) else _mid(element)
                zone = next((zone.id for zone, points in corners if inside(centre, points)), None)
                element = replace(element, zone=zone)
                yield _facing(element, aisles) if isinstance(element, Rack) else element
            elif not isinstance(element, Zone):
                yield element

    def _closed(self, target: Target, shape: Shape, points: tuple[Point, ...]) -> None:
        box = box_of(points)
        if min(box.width, box.depth) < SHORTEST:
            self._problem(shape, points, "The outline is thinner than a millimetre.")
            return
        code = self._code(target, shape, points)
        if target == "obstacle":
            floor = self.plan.floor
            self.made.append(Obstacle(id=self._id(), floor=floor, code=code, label=shape.name, points=points))
            return
        if not box.exact:
            self._problem(shape, points, f"{code} is no rectangle; the box around it is taken.", taken=True)
        box = Box(mm(box.x), mm(box.y), mm(box.width), mm(box.depth), box.angle, box.exact)
        if target == "rack":
            self._rack(shape, points, code, lying(box))
        elif target == "aisle":
            strip = lying(box)
            (ax, ay), (bx, by) = middle_line(strip)
            self._aisle(code, (mm(ax), mm(ay)), (mm(bx), mm(by)), strip.depth)
        else:
            self._boxed(target, code, box)

    def _boxed(self, target: Target, code: str, box: Box) -> None:
        id_, floor = self._id(), self.plan.floor
        x, y, width, depth, angle = box.x, box.y, box.width, box.depth, box.angle
        if target == "zone":
            self.made.append(Zone(id=id_, floor=floor, code=code, x=x, y=y, width=width, depth=depth, angle=angle))
        elif target == "charger":
            self.made.append(Charger(id=id_, floor=floor, code=code, x=x, y=y, width=width, depth=depth, angle=angle))
        else:
            use: PlaceUse = "dock" if target == "dock" else "storage"
            self.made.append(
                Place(id=id_, floor=floor, code=code, use=use, x=x, y=y, width=width, depth=depth, angle=angle)
            )

    def _rack(self, shape: Shape, points: tuple[Point, ...], code: str, box: Box) -> None:
        bay = self.plan.template.bay
        count = max(1, round(box.width / bay.width))
        if count * bay.widest > MOST_COLUMNS:
            self._problem(shape, points, f"{code} would have {count:,} bays; a rack is not that long.")
            return
        width = math.floor(box.width / count * 10 + 1e-6) / 10
        template = self.plan.template
        self.made.append(Rack(
            id=self._id(), floor=self.plan.floor, code=code, x=box.x, y=box.y, angle=box.angle, depth=box.depth,
            bays=(Bay(width, bay.levels),) * count, deep=template.deep, style=template.style,
            pattern=template.pattern.replace("{zone}-{aisle:02}", "{rack}"),
        ))  # fmt: skip

    def _line(self, target: Target, shape: Shape, points: tuple[Point, ...]) -> None:
        if len(points) < 2:
            self._problem(shape, shape.points, "The line is shorter than a millimetre.")
        elif target == "aisle":
            for a, b in pairwise(points):
                code, _ = self.codes.give(None, _PREFIXES["aisle"])
                self._aisle(code, a, b, self.plan.aisle_width)
        else:
            self._problem(shape, points, "The line is not closed.")

    def _aisle(self, code: str, a: Point, b: Point, width: float) -> None:
        self.made.append(Aisle(
            id=self._id(), floor=self.plan.floor, code=code, ax=a[0], ay=a[1], bx=b[0], by=b[1], width=width
        ))  # fmt: skip

    def _walls(self, shapes: list[tuple[Shape, tuple[Point, ...]]]) -> None:
        lines = []
        for shape, points in shapes:
            kept = cleaned(points)
            if len(kept) < 2:
                self._problem(shape, points, "The wall is shorter than a millimetre.")
            else:
                lines.append(kept if shape.kind == "line" and points[0] != points[-1] else (*kept, kept[0]))
        for line in joined(lines):
            code, _ = self.codes.give(None, _PREFIXES["wall"])
            self.made.append(Wall(id=self._id(), floor=self.plan.floor, code=code, points=line))

    def _code(self, target: Target, shape: Shape, points: tuple[Point, ...]) -> str:
        wanted = shape.words.strip() or self.words.code_in(points, shape.layer, any_layer=target != "zone")
        code, kept = self.codes.give(wanted, _PREFIXES[target])
        if not kept:
            self._problem(
                shape, points, f"The code {wanted} is there already or no code; it is {code} now.", taken=True
            )
        return code

    def _id(self) -> ElementId:
        return self.document.new_id()

    def _problem(self, shape: Shape, points: tuple[Point, ...], what: str, *, taken: bool = False) -> None:
        self.problems.append(Problem(shape.layer, shape.handle, points[0], what, taken))


def _mid(aisle: Aisle) -> Point:
    return (aisle.ax + aisle.bx) / 2, (aisle.ay + aisle.by) / 2


def _facing(rack: Rack, aisles: list[Aisle]) -> Rack:
    """The rack with its front to the aisle that runs along it, where there is one within half a metre."""
    c, s = math.cos(math.radians(rack.angle)), math.sin(math.radians(rack.angle))
    best: tuple[float, float, Aisle] | None = None
    for aisle in aisles:
        dx, dy = aisle.bx - aisle.ax, aisle.by - aisle.ay
        if abs(dx * s - dy * c) > 0.05 * math.hypot(dx, dy):
            continue
        ends = [(x - rack.x) * c + (y - rack.y) * s for x, y in ((aisle.ax, aisle.ay), (aisle.bx, aisle.by))]
        across = (aisle.ay - rack.y) * c - (aisle.ax - rack.x) * s
        gap = abs(across) - (aisle.width + rack.depth) / 2
        if min(ends) - rack.length / 2 <= 0 <= max(ends) + rack.length / 2 and abs(gap) <= 500:
            best = min(best or (math.inf, 0.0, aisle), (abs(gap), across, aisle), key=lambda found: found[0])
    if best is None:
        return rack
    turn = 0.0 if best[1] > 0 else 180.0
    return replace(rack, aisle=best[2].id, angle=(rack.angle + turn) % 360)
