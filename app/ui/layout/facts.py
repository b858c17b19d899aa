"""What the property panel shows of each kind of element: name, unit, how it is read and how it is set."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from app.layout.elements import Aisle, Element, Place, Rack
from app.layout.geometry import degrees
from app.layout.racking import PickWalk
from app.layout.shapes import middle, moved
from app.ui.layout.fields import COUNT, DEGREES, METRES, FieldKind, Figure
from app.ui.layout.visit import with_field


@dataclass(frozen=True, slots=True)
class Fact:
    """One property. options: (value, words); refers: the kind of element that is chosen from; usual: what holds where a
    figure is empty, from which steps go on. Elements that share the key share the field."""

    key: str
    label: str
    group: str
    kind: FieldKind
    get: Callable[[Any], Any]
    put: Callable[[Any, Any], Element]
    figure: Figure = COUNT
    options: tuple[tuple[Any, str], ...] = ()
    refers: str = ""
    wide: bool = False
    usual: float = 0.0


PLACE = "Place"
SIZE = "Size"
ADDRESS = "Addresses"
RULES = "Rules"
GENERAL = "General"
MIXING = (("any", "Any may share"), ("same", "Same only"), ("none", "Nothing shared"))
ONE_WAY = (("both", "Both ways"), ("forward", "One way, forward"), ("backward", "One way, back"))
USES = (
    ("storage", "Bulk storage"), ("pick", "Pick place"), ("receiving", "Receiving"), ("quality", "Quality check"),
    ("staging", "Staging lane"), ("packing", "Packing table"), ("dock", "Dock"), ("station", "Station"),
)  # fmt: skip
STYLES = (
    ("selective", "Pallet rack"), ("shelving", "Shelving"), ("flow", "Flow rack"), ("cantilever", "Cantilever"),
    ("block", "Block stack"),
)  # fmt: skip
WALK_STEP = Figure(empty="no walk")
WALKED = Figure("m/s", 1_000.0, 2, "usual", least=1)
DRIVEN = Figure("m/s", 1_000.0, 2, "usual", least=1)


def _field(key: str, label: str, group: str, kind: FieldKind, figure: Figure = COUNT, **more: Any) -> Fact:
    return Fact(key, label, group, kind, lambda element: getattr(element, key), with_field(key), figure, **more)


def _x(element: Any) -> float:
    return middle(element)[0]


def _y(element: Any) -> float:
    return middle(element)[1]


def _put_angle(element: Any, value: float) -> Element:
    turned: Element = replace(element, angle=degrees(value))
    return turned


def aisle_length(aisle: Aisle) -> float:
    """From a to b, mm."""
    return math.hypot(aisle.bx - aisle.ax, aisle.by - aisle.ay)


def _put_length(aisle: Any, value: float) -> Element:
    """Longer or shorter at its b."""
    old = aisle_length(aisle)
    ux, uy = (aisle.bx - aisle.ax) / old, (aisle.by - aisle.ay) / old
    longer: Element = replace(aisle, bx=round(aisle.ax + ux * value, 1), by=round(aisle.ay + uy * value, 1))
    return longer


def _walk_start(rack: Rack) -> int | None:
    return None if rack.walk is None else rack.walk.start


def _put_walk(rack: Rack, value: int | None) -> Element:
    if value is None:
        return replace(rack, walk=None)
    stride = rack.walk.stride if rack.walk is not None else max(bay.bins for bay in rack.bays) * rack.deep
    return replace(rack, walk=PickWalk(value, stride, rack.walk.backwards if rack.walk is not None else False))


def _count(key: str, label: str) -> Fact:
    return Fact(
        f"numbering.{key}", label, ADDRESS, "number", lambda rack: getattr(rack.numbering, key),
        lambda rack, value: replace(rack, numbering=replace(rack.numbering, **{key: value})),
    )  # fmt: skip


CODE = _field("code", "Code", GENERAL, "code")
NAME = _field("name", "Name", GENERAL, "text")
LABEL = _field("label", "Label", GENERAL, "text")
X = Fact("x", "X", PLACE, "number", _x, lambda e, v: moved(e, v - _x(e), 0.0), METRES)
Y = Fact("y", "Y", PLACE, "number", _y, lambda e, v: moved(e, 0.0, v - _y(e)), METRES)
ANGLE = Fact("angle", "Angle", PLACE, "number", lambda e: e.angle, _put_angle, DEGREES)
WIDTH = _field("width", "Width", SIZE, "number", METRES)
DEPTH = _field("depth", "Depth", SIZE, "number", METRES)
HEIGHT = _field("height", "Height", SIZE, "number", METRES)
ZONE = _field("zone", "Zone", GENERAL, "choice", refers="zone")
CLASS = _field("storage_class", "Storage class", RULES, "choice", refers="storage_class")
PICK = _field("pick_sequence", "Pick order", RULES, "number", Figure(empty="none"))

FACTS: Mapping[str, Sequence[Fact]] = MappingProxyType({
    "floor": (
        CODE, NAME, _field("elevation", "Elevation", PLACE, "number", METRES),
        _field("plan_x", "Origin X", PLACE, "number", METRES), _field("plan_y", "Origin Y", PLACE, "number", METRES),
    ),
    "zone": (CODE, NAME, X, Y, ANGLE, WIDTH, DEPTH),
    "aisle": (
        CODE, ZONE, X, Y, WIDTH,
        Fact("length", "Length", SIZE, "number", aisle_length, _put_length, METRES),
        _field("one_way", "Driven", RULES, "choice", options=ONE_WAY),
        _field("truck", "Widest truck", RULES, "choice", refers="truck"),
        _field("speed", "People walk", RULES, "number", WALKED, usual=1_200.0),
        _field("truck_speed", "Trucks at most", RULES, "number", DRIVEN, usual=2_000.0),
        _field("cross", "Cross aisle, no bins", RULES, "flag"),
    ),
    "rack": (
        CODE, ZONE, _field("aisle", "Picked from aisle", GENERAL, "choice", refers="aisle"), X, Y, ANGLE,
        _field("depth", "Depth", SIZE, "number", METRES),
        _field("style", "Kind", GENERAL, "choice", options=STYLES),
        _field("deep", "Bins deep", SIZE, "number"),
        _field("flipped", "Bays run the other way", SIZE, "flag"),
        _field("pattern", "Naming pattern", ADDRESS, "code", wide=True),
        _count("bay_start", "First bay"), _count("bay_step", "Bay step"), _count("level_start", "First level"),
        Fact("walk", "Pick walk from", ADDRESS, "number", _walk_start, _put_walk, WALK_STEP),
    ),
    "place": (
        CODE, LABEL, _field("use", "Use", GENERAL, "choice", options=USES), ZONE, X, Y, ANGLE, WIDTH, DEPTH, HEIGHT,
        CLASS, PICK,
    ),
    "charger": (CODE, X, Y, ANGLE, WIDTH, DEPTH),
    "obstacle": (CODE, LABEL, X, Y),
    "wall": (CODE, LABEL, X, Y),
    "door": (CODE, X, Y, WIDTH),
    "caption": (CODE, _field("text", "Words", GENERAL, "text", wide=True), X, Y),
})  # fmt: skip
"""By kind of element, in the order of the panel."""

KIND_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "floor": ("floor", "floors"), "zone": ("zone", "zones"), "aisle": ("aisle", "aisles"), "rack": ("rack", "racks"),
    "place": ("place", "places"), "charger": ("charger", "chargers"), "obstacle": ("obstacle", "obstacles"),
    "wall": ("wall", "walls"), "door": ("door", "doors"), "caption": ("caption", "captions"),
    "storage_class": ("storage class", "storage classes"), "truck": ("truck", "trucks"),
})  # fmt: skip


def shared_facts(elements: Sequence[Element]) -> tuple[Fact, ...]:
    """The properties that all of these have, in the order of the first one's kind."""
    kinds = list(dict.fromkeys(element.kind for element in elements))
    if not kinds:
        return ()
    others = [{fact.key for fact in FACTS.get(kind, ())} for kind in kinds[1:]]
    return tuple(fact for fact in FACTS.get(kinds[0], ()) if all(fact.key in keys for keys in others))


def fact_of(element: Element, key: str) -> Fact:
    """The property of an element by its key; KeyError where its kind has none."""
    return next(fact for fact in FACTS[element.kind] if fact.key == key)


def name_kinds(elements: Sequence[Element]) -> str:
    """As `say_kinds`, for the middle of a sentence: "rack C01L1", "8 racks, 2 zones"."""
    words = say_kinds(elements)
    return words[:1].lower() + words[1:] if len(elements) == 1 else words


def say_kinds(elements: Sequence[Element]) -> str:
    """ "8 racks, 2 zones"; the code of a single one."""
    if len(elements) == 1 and isinstance(elements[0], Place):
        return f"{dict(USES)[elements[0].use]} {elements[0].code}"
    if len(elements) == 1:
        return f"{KIND_WORDS[elements[0].kind][0].capitalize()} {elements[0].code}"
    counts: dict[str, int] = {}
    for element in elements:
        counts[element.kind] = counts.get(element.kind, 0) + 1
    return ", ".join(f"{number:,} {KIND_WORDS[kind][number != 1]}" for kind, number in counts.items())
