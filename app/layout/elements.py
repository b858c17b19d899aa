"""What a layout is drawn of. Lengths mm, angles degrees clockwise on the screen, y grows downwards; g and litres.

Every element is a frozen value with an id of its own; a change is a new value under the same id. Elements name one
another by id, never by code, so that a zone can be renamed without losing its racks. Making a value that cannot be
drawn (a length of nothing, a place that is no number, a polygon that crosses itself) raises Refusal.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from types import MappingProxyType
from typing import ClassVar, Literal, TypeAlias, get_args

from app.layout.geometry import Point, crosses_itself
from app.layout.limits import DRIVEN, WALKED, demand_hazards, demand_speed
from app.layout.racking import (
    COUNT_FROM_ONE,
    DEFAULT_PATTERN,
    Bay,
    ElementId,
    Numbering,
    PickWalk,
    SlotKey,
    Style,
    demand,
    demand_lengths,
    demand_numbers,
    distinct,
)

Mixing: TypeAlias = Literal["none", "same", "any"]
OneWay: TypeAlias = Literal["both", "forward", "backward"]
PlaceUse: TypeAlias = Literal["storage", "pick", "receiving", "quality", "staging", "packing", "dock", "station"]
_WIDTH = attrgetter("width")


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """A storey. elevation: height of its floor; plan_x, plan_y: where its origin is on the plan of the house."""

    kind: ClassVar[str] = "floor"
    id: ElementId
    code: str
    name: str = ""
    elevation: float = 0.0
    plan_x: float = 0.0
    plan_y: float = 0.0

    def __post_init__(self) -> None:
        demand_numbers(self, "elevation", "plan_x", "plan_y")


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageClass:
    """What a bin carries and who may share it: grams, litres, mm of height, handling units; None is "no limit".

    hazard_classes: the dangerous goods that its bins are kept for, and nothing else then; empty: no dangerous goods;
    None: nobody has said, it is as the goods lie."""

    kind: ClassVar[str] = "storage_class"
    id: ElementId
    code: str
    max_weight: float | None = None
    max_volume: float | None = None
    max_height: int | None = None
    max_handling_units: int | None = None
    product_mixing: Mixing = "any"
    lot_mixing: Mixing = "any"
    temperature_class: str | None = None
    hazard_classes: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        for field in ("max_weight", "max_volume", "max_height", "max_handling_units"):
            if getattr(self, field) is not None:
                demand_lengths(self, field)
        demand(self.product_mixing in get_args(Mixing) and self.lot_mixing in get_args(Mixing), self, "mixing")
        demand_hazards(self, self.hazard_classes or ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Truck:
    """A kind of truck or cart: the aisle it needs to turn a load, how high it reaches, speeds in mm/s."""

    kind: ClassVar[str] = "truck"
    id: ElementId
    code: str
    name: str = ""
    aisle_width: float = 2_900.0
    reach: float = 8_000.0
    speed: float = 2_000.0
    lift_speed: float = 300.0

    def __post_init__(self) -> None:
        demand_lengths(self, "aisle_width", "reach", "speed", "lift_speed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A part of the floor with its own rules: a turned box about its centre."""

    kind: ClassVar[str] = "zone"
    id: ElementId
    floor: ElementId
    code: str
    name: str = ""
    x: float
    y: float
    width: float
    depth: float
    angle: float = 0.0

    def __post_init__(self) -> None:
        demand_numbers(self, "x", "y", "angle")
        demand_lengths(self, "width", "depth")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aisle:
    """Floor that is driven or walked on: its middle line from a to b and its width. Open floor is a wide aisle.

    cross: joins aisles and holds no bins. one_way: forward is from a to b. truck: the widest that works here. speed:
    how fast people walk here, mm/s, None as everywhere; truck_speed: the most that any truck drives here.
    """

    kind: ClassVar[str] = "aisle"
    id: ElementId
    floor: ElementId
    zone: ElementId | None = None
    code: str
    ax: float
    ay: float
    bx: float
    by: float
    width: float
    cross: bool = False
    one_way: OneWay = "both"
    truck: ElementId | None = None
    speed: float | None = None
    truck_speed: float | None = None

    def __post_init__(self) -> None:
        demand_numbers(self, "ax", "ay", "bx", "by")
        demand_lengths(self, "width")
        demand_speed(self, "speed", "People walk", WALKED)
        demand_speed(self, "truck_speed", "Trucks drive", DRIVEN)
        demand(self.one_way in get_args(OneWay), self, "one_way")
        demand((self.ax, self.ay) != (self.bx, self.by), self, "length")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rack:
    """One row of bins seen from one aisle: centre, angle, depth, and bays that own their bins by arithmetic.

    The front is the side of local +y (below the rack at angle 0). Bays run along local +x, or against it where
    `flipped`: a mirrored rack keeps the numbers of its bays. first_bay: the lasting number of bays[0], so that bays put
    in front do not rename those that stand. deep: bins one behind the other, the first at the front. missing: slots
    without a bin. names: addresses that do not follow the pattern.
    """

    kind: ClassVar[str] = "rack"
    id: ElementId
    floor: ElementId
    zone: ElementId | None = None
    aisle: ElementId | None = None
    code: str
    x: float
    y: float
    angle: float = 0.0
    depth: float
    bays: tuple[Bay, ...]
    deep: int = 1
    flipped: bool = False
    style: Style = "selective"
    first_bay: int = 0
    pattern: str = DEFAULT_PATTERN
    numbering: Numbering = COUNT_FROM_ONE
    walk: PickWalk | None = None
    missing: tuple[SlotKey, ...] = ()
    names: tuple[tuple[SlotKey, str], ...] = ()

    def __post_init__(self) -> None:
        demand_numbers(self, "x", "y", "angle")
        demand_lengths(self, "depth", "deep")
        demand(self.style in get_args(Style), self, "style")
        demand(1 <= len(self.bays) <= 4096, self, "number of bays")
        demand(self.deep <= 24, self, "deep")

    @property
    def length(self) -> float:
        """Over all bays, mm."""
        over: float = sum(map(_WIDTH, self.bays))
        return over

    @property
    def height(self) -> float:
        """Of its tallest bay, mm."""
        return max(bay.height for bay in distinct(self.bays))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A location on the floor: bulk storage, lane, dock, packing table, station. A turned box about its centre."""

    kind: ClassVar[str] = "place"
    id: ElementId
    floor: ElementId
    zone: ElementId | None = None
    code: str
    use: PlaceUse
    label: str = ""
    x: float
    y: float
    width: float
    depth: float
    angle: float = 0.0
    height: float = 3_000.0
    storage_class: ElementId | None = None
    pick_sequence: int | None = None

    def __post_init__(self) -> None:
        demand_numbers(self, "x", "y", "angle")
        demand_lengths(self, "width", "depth", "height")
        demand(self.use in get_args(PlaceUse), self, "use")


@dataclass(frozen=True, slots=True, kw_only=True)
class Charger:
    """A charging point for trucks: floor that is taken."""

    kind: ClassVar[str] = "charger"
    id: ElementId
    floor: ElementId
    code: str
    x: float
    y: float
    width: float
    depth: float
    angle: float = 0.0

    def __post_init__(self) -> None:
        demand_numbers(self, "x", "y", "angle")
        demand_lengths(self, "width", "depth")


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Floor that nobody can use: a column, a pit, a machine. A simple polygon; its first point is not repeated."""

    kind: ClassVar[str] = "obstacle"
    id: ElementId
    floor: ElementId
    code: str
    label: str = ""
    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        demand(len(self.points) >= 3, self, "outline")
        demand_numbers(self, "points")
        demand(not crosses_itself(self.points), self, "outline, which crosses itself")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """A wall along points; closed where the last point is the first."""

    kind: ClassVar[str] = "wall"
    id: ElementId
    floor: ElementId
    code: str
    label: str = ""
    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        demand(len(self.points) >= 2 and len(set(self.points)) >= 2, self, "line")
        demand_numbers(self, "points")


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """An opening in a wall, width mm, about the point of the wall nearest to x, y."""

    kind: ClassVar[str] = "door"
    id: ElementId
    floor: ElementId
    wall: ElementId
    code: str
    x: float
    y: float
    width: float

    def __post_init__(self) -> None:
        demand_numbers(self, "x", "y")
        demand_lengths(self, "width")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """Words on the plan."""

    kind: ClassVar[str] = "caption"
    id: ElementId
    floor: ElementId
    code: str
    text: str
    x: float
    y: float

    def __post_init__(self) -> None:
        demand_numbers(self, "x", "y")


Boxed: TypeAlias = Zone | Place | Charger
Element: TypeAlias = (
    Floor | StorageClass | Truck | Zone | Aisle | Rack | Place | Charger | Obstacle | Wall | Door | Caption
)
KINDS: tuple[type[Element], ...] = get_args(Element)
"""Every kind, in the order in which a layout is written and drawn: what is named stands before what names it."""

REFERENCES: dict[str, str] = {field: field for field in ("floor", "zone", "aisle", "truck", "wall", "storage_class")}
"""Fields that hold the id of another element, with its kind."""


def references(element: Element) -> tuple[tuple[ElementId, str], ...]:
    """The ids that an element names, each with the kind that it must have."""
    found = [
        (getattr(element, field), kind)
        for field, kind in REFERENCES.items()
        if getattr(element, field, None) is not None
    ]
    if isinstance(element, Rack):
        classes = {level.storage_class for bay in distinct(element.bays) for level in bay.levels}
        found += [(named, "storage_class") for named in classes if named is not None]
    return tuple(found)


def names_alike(before: Element | None, after: Element | None) -> bool:
    """Whether both are of one kind and name the same elements, as a thing does that was only moved. Bays are compared
    by identity: a rack that is changed otherwise keeps its own."""
    if before is None or after is None or type(before) is not type(after):
        return False
    named = _NAMES[type(before)]
    if named is not None and named(before) != named(after):
        return False
    return getattr(before, "bays", None) is getattr(after, "bays", None)


def _names_of(kind: type[Element]) -> Callable[[Element], object] | None:
    """What reads all the ids that an element of a kind holds in fields of its own; None where it has no such field."""
    fields = [field for field in REFERENCES if field in kind.__slots__]
    return attrgetter(*fields) if fields else None


_NAMES: Mapping[type[Element], Callable[[Element], object] | None] = MappingProxyType(
    {kind: _names_of(kind) for kind in KINDS}
)
