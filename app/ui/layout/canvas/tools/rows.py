"""Rows of racking: what `session.row_plan` would make is shown as a ghost, judged, moved and stretched until placed."""

import math
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter

from app.layout.elements import Rack, Zone
from app.layout.generate import RowPlan, draw, propose
from app.layout.geometry import Point, degrees, mm, placed, turn, turned_about
from app.ui.layout.canvas.board import Board, Touch
from app.ui.layout.canvas.handles import Grip, HandleFrame
from app.ui.layout.canvas.marks import length_text, paint_distance, paint_handles, paint_outline
from app.ui.layout.canvas.scene import Frame
from app.ui.layout.canvas.snapping import Catcher, Gap
from app.ui.layout.canvas.tools.choose import ARROWS, TURNS
from app.ui.layout.canvas.tools.gestures import GHOST
from app.ui.layout.canvas.tools.rows_ghost import RowsGhost
from app.ui.layout.canvas.tools.tool import Tool

DRAG_FROM = 4.0


class RowsTool(Tool):
    """A drag on free floor spans the rows, a drag within them moves them, handles add aisles and bays; Enter places."""

    hint = "Drag a box for the rows, drag them about, pull their handles; . and , turn them, Enter places them."

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._shown: tuple[object, ...] = ()
        self.ghost = RowsGhost(board)
        self._held: tuple[Touch, Grip, RowPlan | None] | None = None
        self._catcher: Catcher | None = None
        self._gaps: list[Gap] = []

    @property
    def busy(self) -> bool:
        return self._held is not None

    @property
    def plan(self) -> RowPlan | None:
        """What would be made, if it is for the floor that is shown."""
        plan = self.board.session.row_plan
        return plan if plan is not None and plan.floor == self.board.session.floor else None

    def look(self) -> bool:
        """Bring the ghost to the plan as it is now; whether there is one."""
        plan = self.plan
        now = plan, self.board.sheet.revision, self.board.session.grain
        if plan is not None and now != self._shown:
            self._shown = now
            self.ghost.follow(plan)
            self._measure(plan)
        return plan is not None

    def place(self) -> int:
        """Draw the rows as one gesture; how many bins that made."""
        plan, document = self.plan, self.board.document
        if plan is None:
            self.board.say("There are no rows to place yet. Drag a box for them first.")
            return 0
        before, racks = len(document.history.done), []
        with self.board.gesture(f"Place {plan.bins:,} bins"):
            proposal = propose(document, plan, self.board.session.live.addresses.codes())
            draw(document, proposal)
            racks = [element.id for element in proposal.elements if isinstance(element, Rack)]
        if len(document.history.done) == before:
            return 0
        self.board.session.plan_rows(None)
        self.board.session.select(racks)
        self.board.say(f"Placed {plan.bins:,} bins.")
        return plan.bins

    def press(self, touch: Touch) -> None:
        plan, frame = self.plan, self._frame()
        grip = frame.hit(self.board.camera, touch.at) if frame is not None else None
        if grip is not None:
            self._held = touch, grip, plan
        elif plan is not None and frame is not None and _within(frame, touch.plan):
            self._held = touch, "move", plan
        else:
            self._held = replace_point(touch, self.board.snapped(touch)), "span", plan
        self._catcher = self.board.catcher(plan.angle if plan is not None else 0.0)

    def move(self, touch: Touch) -> None:
        if self._held is None:
            return
        start, what, plan = self._held
        if (touch.at - start.at).manhattanLength() < DRAG_FROM:
            return
        if what == "span":
            made = self._spanned(plan, start.plan, self.board.snapped(touch, self._catcher))
        elif plan is None:
            return
        elif what == "move":
            made = self._carried(plan, start, touch)
        elif what == "turn":
            made = self._turned(plan, start, touch)
        else:
            made = self._pulled(plan, str(what), self.board.snapped(touch, self._catcher))
        if made is not None:
            self.board.session.plan_rows(made)
        self.board.repaint()

    def release(self, touch: Touch) -> None:
        held, self._held = self._held, None
        self.board.guides = ()
        if held is not None and held[1] == "span" and (touch.at - held[0].at).manhattanLength() < DRAG_FROM:
            plan = held[2] or self._first()
            if plan is not None:  # a click: the rows begin here
                self.board.session.plan_rows(replace(plan, x=held[0].plan[0], y=held[0].plan[1]))
        self.board.repaint()

    def double(self, touch: Touch) -> None:
        frame = self._frame()
        if frame is not None and _within(frame, touch.plan):
            self.place()

    def key(self, event: QKeyEvent) -> bool:
        key, plan = Qt.Key(event.key()), self.plan
        if plan is None:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.place():
                self.board.session.choose_tool("choose")
            return True
        if key in TURNS:
            held = event.modifiers()
            fine, coarse = held & Qt.KeyboardModifier.AltModifier, held & Qt.KeyboardModifier.ShiftModifier
            self.board.session.plan_rows(about_middle(plan, TURNS[key] * (1.0 if fine else 15.0 if coarse else 90.0)))
            return True
        if key in ARROWS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            dx, dy = ARROWS[key]
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                made = replace(plan, bays=max(plan.bays + dx, 1), aisles=max(plan.aisles + dy, 1))
            else:
                step = 1_000.0 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 100.0
                made = replace(plan, x=mm(plan.x + dx * step), y=mm(plan.y + dy * step))
            self.board.session.plan_rows(made)
            return True
        return False

    def give_up(self) -> bool:
        if self._held is not None:
            plan, self._held, self.board.guides = self._held[2], None, ()
            self.board.session.plan_rows(plan)
            return True
        if self.plan is None:
            return False
        self.board.session.plan_rows(None)
        return True

    def paint(self, painter: QPainter, frame: Frame) -> None:
        plan, around = self.plan, self._frame()
        if plan is None or around is None or not self.look():
            return
        board, scale = self.board, frame.camera.scale
        self.ghost.paint(painter, frame, plan, 0.85 if self._held is None else GHOST)
        paint_outline(painter, around.polygon(frame.camera), board.inks.accent)
        for gap in self._gaps:
            if gap.distance * scale >= 4:
                paint_distance(painter, frame, gap.a, gap.b, length_text(gap.distance), board.inks, warns=False)
        places = around.places(frame.camera)
        turner = around.turner(frame.camera) if any(grip == "turn" for grip, _ in places) else None
        paint_handles(painter, [at for grip, at in places if grip != "turn"], board.inks, turner)

    def words(self) -> str:
        plan = self.plan
        return "" if plan is None else f"{plan.aisles} aisles × {plan.bays} bays · {plan.bins:,} bins"

    # ------------------------------------------------------------- within
    def _frame(self) -> HandleFrame | None:
        plan = self.plan
        if plan is None:
            return None
        u, v = _into(plan, (plan.x, plan.y))
        return HandleFrame(plan.angle, (u, v, u + plan.run, v + _across(plan)), ("e", "s", "se", "turn"))

    def _measure(self, plan: RowPlan) -> None:
        """How far it is from the rows to what stands around them."""
        self._gaps = []
        if self._catcher is None or self._held is None:
            self._catcher = self.board.catcher(plan.angle)
        box = self.ghost.box(plan, self._catcher)
        if box is not None:
            zones = self.board.sheet.zones.row
            self._gaps = [gap for gap in self._catcher.gaps(box) if gap.other not in zones]

    def _first(self) -> RowPlan | None:
        """A plan to begin with, in a zone of its own."""
        floor = self.board.floor()
        if floor is None:
            return None
        taken = {zone.code for zone in self.board.document.of(Zone)}
        code = next((letter for letter in map(chr, range(65, 91)) if letter not in taken), "")
        kind = self.board.options.rack.template
        return RowPlan(floor=floor, zone=None, new_zone=code or self.board.code("zone", "Z1"), x=0.0, y=0.0,
                       template=kind, aisles=1, bays=1)  # fmt: skip

    def _spanned(self, plan: RowPlan | None, a: Point, b: Point) -> RowPlan | None:
        plan = plan or self._first()
        if plan is None:
            return None
        (u0, v0), (u1, v1) = _into(plan, a), _into(plan, b)
        corner = _out(plan, (min(u0, u1), min(v0, v1)))
        return _filled(replace(plan, x=mm(corner[0]), y=mm(corner[1])), abs(u1 - u0), abs(v1 - v0))

    def _carried(self, plan: RowPlan, start: Touch, touch: Touch) -> RowPlan:
        dx, dy = touch.plan[0] - start.plan[0], touch.plan[1] - start.plan[1]
        if touch.shift:
            dx, dy = (dx, 0.0) if abs(dx) >= abs(dy) else (0.0, dy)
        box = self.ghost.box(plan, self._catcher) if self._catcher is not None else None
        if not touch.alt and box is not None and self._catcher is not None:
            u, v, _, _ = self._catcher.frame_box(((dx, dy),))
            at = box[0] + u, box[1] + v, box[2] + u, box[3] + v
            snap = self.board.session.snap
            caught = self._catcher.catch(at, snap, self.board.mm_of(snap.reach_px))
            dx, dy, self.board.guides = dx + caught.dx, dy + caught.dy, caught.guides
        return replace(plan, x=mm(plan.x + dx), y=mm(plan.y + dy))

    def _turned(self, plan: RowPlan, start: Touch, touch: Touch) -> RowPlan:
        """By the handle above: whole degrees, with Shift 15, with Alt freely."""
        x, y = _middle(plan)
        was, now = (math.atan2(spot[1] - y, spot[0] - x) for spot in (start.plan, touch.plan))
        step = 15.0 if touch.shift else 0.1 if touch.alt else 1.0
        return about_middle(plan, round((plan.angle + math.degrees(now - was)) / step) * step - plan.angle)

    def _pulled(self, plan: RowPlan, grip: str, to: Point) -> RowPlan:
        u0, v0 = _into(plan, (plan.x, plan.y))
        u, v = _into(plan, to)
        run, across = u - u0 if "e" in grip else plan.run, v - v0 if "s" in grip else _across(plan)
        made = _filled(plan, run, across)
        bays, aisles = made.bays if "e" in grip else plan.bays, made.aisles if "s" in grip else plan.aisles
        return replace(plan, bays=bays, aisles=aisles)


def about_middle(plan: RowPlan, by: float) -> RowPlan:
    """The rows turned clockwise by degrees about their middle."""
    x, y = turned_about((plan.x, plan.y), by, _middle(plan))
    return replace(plan, x=mm(x), y=mm(y), angle=degrees(plan.angle + by))


def _middle(plan: RowPlan) -> Point:
    return placed(plan.x, plan.y, plan.angle, plan.run / 2, _across(plan) / 2)


def replace_point(touch: Touch, plan: Point) -> Touch:
    """The touch at another point of the plan."""
    return replace(touch, plan=plan)


def _filled(plan: RowPlan, run: float, across: float) -> RowPlan:
    """As many bays and aisles as fit into a length and a depth, at least one."""
    free = run - (plan.blocks - 1) * plan.cross
    bays = max(int((free + 1.0) / (plan.blocks * plan.template.bay.width)), 1)
    aisles = max(int((across + plan.template.flue + 1.0) / plan.module), 1)
    return replace(plan, bays=bays, aisles=aisles)


def _across(plan: RowPlan) -> float:
    """Depth of all aisles with their racks, mm."""
    return plan.aisles * plan.module - plan.template.flue


def _into(plan: RowPlan, point: Point) -> Point:
    c, s = turn(plan.angle)
    return point[0] * c + point[1] * s, point[1] * c - point[0] * s


def _out(plan: RowPlan, point: Point) -> Point:
    return placed(0.0, 0.0, plan.angle, *point)


def _within(frame: HandleFrame, point: Point) -> bool:
    c, s = turn(frame.angle)
    u, v = point[0] * c + point[1] * s, point[1] * c - point[0] * s
    u0, v0, u1, v1 = frame.box
    return u0 <= u <= u1 and v0 <= v <= v1
