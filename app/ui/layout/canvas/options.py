"""What each tool draws with, set by the panels beside the canvas. Lengths in mm."""

from dataclasses import dataclass, field
from typing import Literal

from app.layout.elements import OneWay, PlaceUse
from app.layout.racking import ElementId
from app.layout.templates import TEMPLATES, RackTemplate


@dataclass(frozen=True, slots=True)
class ChooseOptions:
    """lasso: draw a line around what is chosen instead of a box (Alt does the same for once). contents: a zone that is
    put elsewhere takes along what belongs to it (Ctrl at the press turns it about for once)."""

    lasso: bool = False
    contents: bool = True


@dataclass(frozen=True, slots=True)
class AisleOptions:
    """Of aisles to come. truck: the widest that works there."""

    width: float = 2_900.0
    one_way: OneWay = "both"
    cross: bool = False
    truck: ElementId | None = None


@dataclass(frozen=True, slots=True)
class RackOptions:
    """Of racks to come, and of rows where no row plan says otherwise."""

    template: RackTemplate = field(default_factory=lambda: TEMPLATES["selective"])


@dataclass(frozen=True, slots=True)
class PlaceOptions:
    """Of places to come. width, depth: of one that is put down by a click."""

    use: PlaceUse = "storage"
    width: float = 2_400.0
    depth: float = 2_400.0


@dataclass(frozen=True, slots=True)
class ObstacleOptions:
    """box: drawn from corner to corner; polygon: point by point."""

    shape: Literal["box", "polygon"] = "box"
    label: str = ""


@dataclass(frozen=True, slots=True)
class DoorOptions:
    """Of doors to come."""

    width: float = 3_000.0


@dataclass(frozen=True, slots=True)
class CaptionOptions:
    """The words that a click puts down; with none of them the canvas asks at the point."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class ChargerOptions:
    """Size of a charging point put down by a click."""

    width: float = 1_200.0
    depth: float = 1_000.0


@dataclass(frozen=True, slots=True)
class ToolOptions:
    """Those of all tools."""

    choose: ChooseOptions = ChooseOptions()
    aisle: AisleOptions = AisleOptions()
    rack: RackOptions = field(default_factory=RackOptions)
    place: PlaceOptions = PlaceOptions()
    obstacle: ObstacleOptions = ObstacleOptions()
    door: DoorOptions = DoorOptions()
    caption: CaptionOptions = CaptionOptions()
    charger: ChargerOptions = ChargerOptions()
