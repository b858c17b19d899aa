"""What the parts of the editor share: the drawing, what is chosen in it, the tool, the layers and what lies over it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal, Protocol, TypeAlias

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QPainter

from app.layout.checks import LiveChecks
from app.layout.document import ChangeSet, LayoutDocument
from app.layout.elements import Element
from app.layout.generate import RowPlan
from app.layout.racking import ElementId, SlotKey
from app.layout.table import Layout

ToolName: TypeAlias = Literal[
    "choose", "hand", "zone", "aisle", "rows", "rack", "place", "wall", "door", "obstacle", "caption", "charger",
    "measure", "route", "calibrate",
]  # fmt: skip
Grain: TypeAlias = Literal["zones", "racks", "bins"]
"""What the hand works on: whole zones, the things that are drawn, or the bins within racks."""
LayerName: TypeAlias = Literal["underlay", "zones", "aisles", "racks", "places", "walls", "captions", "overlays"]
LAYERS: Final[tuple[LayerName, ...]] = (
    "underlay", "zones", "aisles", "racks", "places", "walls", "captions", "overlays",
)  # fmt: skip
LAYER_OF: Final[dict[str, LayerName]] = {
    "zone": "zones", "aisle": "aisles", "rack": "racks", "place": "places", "charger": "places", "obstacle": "walls",
    "wall": "walls", "door": "walls", "caption": "captions",
}  # fmt: skip


class View(Protocol):
    """Where the canvas stands, for what is painted over it. Plan coordinates mm, device-independent px."""

    @property
    def px_per_mm(self) -> float: ...
    def to_px(self, x: float, y: float) -> QPointF: ...
    def to_plan(self, at: QPointF) -> tuple[float, float]: ...
    def visible(self) -> QRectF:
        """The part of the plan (mm) that is in the window."""


class Overlay(Protocol):
    """Something that another part draws on the plan: an underlay, a travel graph, a tour, a difference."""

    @property
    def id(self) -> str: ...
    @property
    def below(self) -> bool:
        """Whether it is painted under the drawing."""

    def paint(self, painter: QPainter, view: View) -> None:
        """Paint in px (the painter has no transform of the plan); only what is visible, within a frame's time."""


@dataclass(frozen=True, slots=True)
class Snap:
    """What the pointer catches on. grid: mm; aisle: the width (mm) that a gap between racks catches at, 0 for none."""

    on: bool = True
    grid: float = 100.0
    edges: bool = True
    centres: bool = True
    aisle: float = 0.0
    reach_px: float = 8.0


class EditSession(QObject):
    """One drawing being edited. Signals come on the GUI thread, after the state they tell of is in place.

    opened: another document; edited: a ChangeSet; selected: the chosen ids (frozenset); tool_chosen: its name;
    seen: layers, snap, overlays or the floor changed, paint anew; said: words for the status strip.
    row_plan_changed: what the row generator would draw, or None. points_picked: list of (x, y) mm from the tools
    measure and calibrate, of (x, y, id of the rack or place under it, slot key or None) from route. slots_chosen: the
    chosen bins of the rack that was entered (frozenset of slot keys), with `inside` its id.
    """

    opened = Signal()
    edited = Signal(object)
    selected = Signal(object)
    tool_chosen = Signal(str)
    seen = Signal()
    said = Signal(str)
    row_plan_changed = Signal(object)
    points_picked = Signal(object)
    slots_chosen = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hidden: frozenset[LayerName] = frozenset()
        self.locked: frozenset[LayerName] = frozenset()
        self.snap = Snap()
        self.tool: ToolName = "choose"
        self.grain: Grain = "racks"
        self.floor: ElementId | None = None
        self.overlays: tuple[Overlay, ...] = ()
        self.open(LayoutDocument())

    def open(self, document: LayoutDocument, published: Layout | None = None) -> None:
        """Edit this drawing from now on. published: what it differs from, drawn dashed where it was."""
        self.document = document
        self.published = published
        self.live = LiveChecks(document)
        self.selection: frozenset[ElementId] = frozenset()
        self.row_plan: RowPlan | None = None
        self.inside: ElementId | None = None
        self.slots: frozenset[SlotKey] = frozenset()
        floors = [id_ for id_, element in document.elements.items() if element.kind == "floor"]
        self.floor = floors[0] if floors else None
        document.watch(self._changed)
        self.opened.emit()

    def chosen(self) -> tuple[Element, ...]:
        """The chosen elements."""
        return tuple(self.document.elements[id_] for id_ in self.selection)

    def select(self, ids: Iterable[ElementId], how: Literal["set", "add", "toggle"] = "set") -> None:
        """Choose elements; those of locked or hidden layers and those that are gone are left out."""
        wanted = frozenset(id_ for id_ in ids if self.free(id_))
        match how:
            case "set":
                now = wanted
            case "add":
                now = self.selection | wanted
            case "toggle":
                now = self.selection ^ wanted
        if now != self.selection:
            if self.inside is not None and now != {self.inside}:
                self.enter(None)
            self.selection = now
            self.selected.emit(now)

    def enter(self, rack: ElementId | None, slots: Iterable[SlotKey] = ()) -> None:
        """Work on the bins of one rack, with these chosen, or on none (None)."""
        chosen = frozenset(slots) if rack is not None else frozenset()
        if (rack, chosen) != (self.inside, self.slots):
            self.inside, self.slots = rack, chosen
            self.slots_chosen.emit(chosen)

    def plan_rows(self, plan: RowPlan | None) -> None:
        """What the row generator would draw now; None gives it up."""
        if plan != self.row_plan:
            self.row_plan = plan
            self.row_plan_changed.emit(plan)

    def show_floor(self, floor: ElementId) -> None:
        """Draw and edit this floor."""
        if floor != self.floor:
            self.floor = floor
            self.select(())
            self.enter(None)
            self.seen.emit()

    def free(self, id_: ElementId) -> bool:
        """Whether an element can be chosen and changed by hand."""
        element = self.document.find(id_)
        layer = LAYER_OF.get(element.kind) if element is not None else None
        return layer is not None and layer not in self.hidden and layer not in self.locked

    def choose_tool(self, name: ToolName) -> None:
        """Take a tool into the hand."""
        self.tool = name
        self.tool_chosen.emit(name)

    def work_on(self, grain: Grain) -> None:
        """Take whole zones, racks or bins from now on; bins are let go of where they are not meant."""
        self.grain = grain
        if grain != "bins":
            self.enter(None)
        self.seen.emit()

    def hide(self, layer: LayerName, on: bool) -> None:
        """Hide a layer or show it; what it held is no longer chosen."""
        self.hidden = self.hidden | {layer} if on else self.hidden - {layer}
        self._let_go()

    def lock(self, layer: LayerName, on: bool) -> None:
        """Lock a layer or free it; what it held is no longer chosen."""
        self.locked = self.locked | {layer} if on else self.locked - {layer}
        self._let_go()

    def set_snap(self, **fields: float | bool) -> None:
        """Change what the pointer catches on; the fields of `Snap`."""
        self.snap = replace(self.snap, **fields)  # type: ignore[arg-type]  # the fields are checked by replace
        self.seen.emit()

    def show_overlay(self, overlay: Overlay) -> None:
        """Draw it over the plan (or under it); one of the same id is replaced."""
        self.overlays = (*(one for one in self.overlays if one.id != overlay.id), overlay)
        self.seen.emit()

    def drop_overlay(self, id_: str) -> None:
        """No longer draw it."""
        self.overlays = tuple(one for one in self.overlays if one.id != id_)
        self.seen.emit()

    def _let_go(self) -> None:
        self.select(self.selection)
        self.seen.emit()

    def _changed(self, change: ChangeSet) -> None:
        gone = self.selection - self.document.elements.keys()
        if self.floor not in self.document.elements:
            floors = (id_ for id_, element in self.document.elements.items() if element.kind == "floor")
            self.floor = next(floors, None)
        self.edited.emit(change)
        if gone:
            self.select(self.selection - gone)
        if self.inside is not None and self.inside not in self.document.elements:
            self.enter(None)
