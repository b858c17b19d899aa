"""What the tools work on: the drawing, the camera, the paints; snapping, words at the pointer, the keyboard's cross."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from app.domain.errors import Fault, Refusal
from app.layout.arrange import next_code
from app.layout.document import LayoutDocument
from app.layout.elements import Element, Zone
from app.layout.geometry import Point, mm
from app.layout.racking import ElementId
from app.ui.layout.canvas.boxes import holding
from app.ui.layout.canvas.camera import PlanCamera
from app.ui.layout.canvas.colliding import Standing
from app.ui.layout.canvas.inks import Inks
from app.ui.layout.canvas.naming import zone_named_at
from app.ui.layout.canvas.options import ToolOptions
from app.ui.layout.canvas.scene import ScenePainter
from app.ui.layout.canvas.sheet import Sheet
from app.ui.layout.canvas.snapping import Catcher, Caught
from app.ui.layout.canvas.words import WordPainter
from app.ui.layout.facts import name_kinds
from app.ui.layout.session import EditSession


@dataclass(frozen=True, slots=True)
class Touch:
    """Where the hand is, in px and on the plan (mm), and the keys held with it."""

    at: QPointF
    plan: Point
    shift: bool = False
    alt: bool = False
    ctrl: bool = False

    @classmethod
    def of(cls, event: QMouseEvent, camera: PlanCamera) -> "Touch":
        """From an event of the mouse."""
        held = event.modifiers()
        return cls(
            event.position(), camera.to_plan(event.position()),
            bool(held & Qt.KeyboardModifier.ShiftModifier), bool(held & Qt.KeyboardModifier.AltModifier),
            bool(held & Qt.KeyboardModifier.ControlModifier),
        )  # fmt: skip


@dataclass(slots=True)
class Remark:
    """Words at a place of the plan, until the hand does something else."""

    text: str
    at: Point


@dataclass(slots=True)
class Board:
    """Shared by the tools of one canvas. repaint: ask for a frame."""

    session: EditSession
    camera: PlanCamera
    sheet: Sheet
    repaint: Callable[[], None]
    inks: Inks
    scene: ScenePainter
    words: WordPainter
    options: ToolOptions = field(default_factory=ToolOptions)
    remark: Remark | None = None
    cross: Point | None = None
    guides: tuple[tuple[Point, Point], ...] = ()
    _catcher: tuple[tuple[int, float], Catcher] | None = None
    _standing: tuple[int, Standing] | None = None

    @property
    def document(self) -> LayoutDocument:
        """The drawing."""
        return self.session.document

    def mm_of(self, px: float) -> float:
        """A length on the screen, on the plan."""
        return px / self.camera.scale

    def snapped(self, touch: Touch, catcher: Catcher | None = None) -> Point:
        """The point of a touch taken to what it catches on, its guides shown; Alt switches that off."""
        x, y = touch.plan
        caught = Caught()
        if not touch.alt:
            catcher = catcher or self.catcher()
            u, v, _, _ = catcher.frame_box(((x, y),))
            caught = catcher.catch((u, v, u, v), self.session.snap, self.mm_of(self.session.snap.reach_px))
        self.guides = caught.guides
        return mm(x + caught.dx), mm(y + caught.dy)

    def catcher(self, angle: float = 0.0) -> Catcher:
        """What something new catches on, in the frame at `angle` degrees: all that is drawn, read once for as long as
        it stays so."""
        key = self.sheet.revision, angle
        if self._catcher is None or self._catcher[0] != key:
            self._catcher = key, Catcher(self.sheet, (), angle)
        return self._catcher[1]

    def standing(self) -> Standing:
        """All that stands, for what comes new: read once for as long as it stays so."""
        if self._standing is None or self._standing[0] != self.sheet.revision:
            self._standing = self.sheet.revision, Standing(self.sheet)
        return self._standing[1]

    def pick(self, touch: Touch) -> list[ElementId]:
        """What can be chosen under a touch, what lies on top first; a zone also by its name."""
        named = zone_named_at(touch.at, self.sheet, self.camera, self.inks)
        found = [] if named is None or "zones" in self.session.hidden else [named]
        found += self.sheet.pick(*touch.plan, self.mm_of(5.0), lambda caption: self.words.room(self.camera, caption))
        return self.meant(id_ for id_ in dict.fromkeys(found) if self.session.free(id_))

    def meant(self, found: Iterable[ElementId]) -> list[ElementId]:
        """Of these, what the hand works on: zones alone where it works on zones."""
        whole = self.session.grain == "zones"
        return [id_ for id_ in found if not whole or id_ in self.sheet.zones.row]

    def zone_at(self, at: Point) -> ElementId | None:
        """The smallest zone around a point."""
        zones = self.sheet.zones
        hit = zones.named(holding(zones.boxes, *at))
        sizes = {id_: zone.width * zone.depth for id_ in hit if isinstance(zone := self.sheet.elements[id_], Zone)}
        return min(sizes, key=lambda id_: sizes[id_]) if sizes else None

    def say(self, text: str, at: Point | None = None) -> None:
        """Tell the status strip, and at a place of the plan as well."""
        self.session.said.emit(text)
        self.remark = None if at is None else Remark(text, at)
        self.repaint()

    @contextmanager
    def gesture(self, label: str, at: Point | None = None) -> Iterator[None]:
        """One transaction. What is refused is told in its words, at the pointer where there is one, and nothing is
        drawn."""
        try:
            with self.document.transaction(label):
                yield
        except Refusal as refusal:
            self.say(f"{refusal.what} {refusal.next_step}", at)
        except Fault as fault:
            self.say(f"{fault.what} {fault.safe}", at)

    def draw(self, make: Callable[[ElementId], Iterable[Element]], at: Point | None = None) -> bool:
        """Put new elements down as one gesture, named after them, and choose them; whether it was done. make: from the
        floor's id; what it gives of elements that are there already is changed along."""
        floor = self.floor()
        if floor is None:
            return False
        try:
            made = tuple(make(floor))
        except Refusal as refusal:
            self.say(f"{refusal.what} {refusal.next_step}", at)
            return False
        new = [element for element in made if self.document.find(element.id) is None]
        before = len(self.document.history.done)
        with self.gesture(f"Draw {name_kinds(new)}", at):
            self.document.put(*made)
        done = len(self.document.history.done) > before
        if done:
            self.remark = None
            self.session.select(element.id for element in new)
        return done

    def code(self, kind: str, first: str) -> str:
        """A code that no element of this kind has: the first one, or the next in its manner."""
        taken = {element.code for element in self.document.elements.values() if element.kind == kind}
        return next_code(first, taken) if first in taken else first

    def floor(self) -> ElementId | None:
        """The floor that is drawn on; told where there is none."""
        if self.session.floor is None:
            self.say("There is no floor to draw on yet. Add a floor first.")
        return self.session.floor
