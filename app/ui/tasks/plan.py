"""The plan beside the lanes: where people are, where the chosen piece still leads, and work given on it."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.heat.grid import HeatGrid, facts_rows
from app.heat.metrics import ON_HAND
from app.heat.plan import FloorPlan
from app.services.tasks.kinds import Piece
from app.services.tasks.walks import PieceWalk
from app.ui.heat.hover_card import CardContent
from app.ui.heat.overlay import Route
from app.ui.heat.pane import PlanPane
from app.ui.tasks.carry import BOTH, SIDES, Carry
from app.ui.tasks.people_marks import MM, PeopleMarks, Standing
from app.ui.tasks.walk_marks import WalkMarks
from app.ui.tasks.words import initials
from app.ui.theme import Theme
from app.ui.widgets.buttons import IconButton

REACH = 14.0
"""px from the middle of a stop within which a press takes the piece up."""
DRAG_FROM = 5


class WorkPlan(QWidget):
    """Stops of the chosen piece can be dragged to a person or a lane; Ctrl+Shift+arrows carry it from here too."""

    carried = Signal(str, QPoint)
    moved = Signal(QPoint)
    dropped = Signal(QPoint)
    stepped = Signal(int)  # carry what is chosen one person on: -1, 1
    walked = Signal(int)  # choose the next piece of work (N), the one before (Shift+N)

    def __init__(self, theme: Theme, plan: FloorPlan, carry: Carry) -> None:
        super().__init__()
        self._carry = carry
        grid = HeatGrid(plan)
        grid.seed(facts_rows(np.empty(0, dtype=np.int64)))
        self.pane = PlanPane(grid, theme, self._content)
        self.view = self.pane.view
        self.view.show_metric(ON_HAND)
        self.pane.legend.hide()
        for one in self.pane.findChildren(IconButton):
            one.setProperty("overlay", True)
        self.walks = WalkMarks(theme, self.view)
        self.people = PeopleMarks(theme, self.view)
        self.view.setAccessibleName("Work on the plan")
        self.view.installEventFilter(self)
        self._piece: Piece | None = None
        self._pressed: QPoint | None = None
        self._dragging = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)

    def show_people(self, people: Sequence[Standing]) -> None:
        """Where they are."""
        self.people.show_people(people)

    def show_piece(self, piece: Piece | None) -> None:
        """The chosen piece: its open stops at once, the walk when it is known."""
        self._piece = piece
        self.walks.choose(piece.key if piece is not None else "")
        self.people.mark(self._carry.target or "", (piece.login or "") if piece is not None else "")
        stops = () if piece is None else tuple((s.x * MM, s.y * MM) for s in piece.stops if not s.done)
        if piece is None or not stops:
            self.view.overlay.set_routes(())
        else:
            self.view.overlay.set_routes((Route(self._initial(piece), stops[:1], stops),))

    def show_walk(self, walk: PieceWalk | None) -> None:
        """The way between the stops of the chosen piece."""
        if walk is None or self._piece is None or walk.key != self._piece.key:
            return
        line = tuple((x * MM, y * MM) for x, y in walk.line)
        stops = tuple((x * MM, y * MM) for x, y in walk.stops)
        self.view.overlay.set_routes((Route(self._initial(self._piece), line, stops),))

    def mark(self, target: str | None) -> None:
        """What is carried would go to this person."""
        self.people.mark(target or "", (self._piece.login or "") if self._piece is not None else "")

    def person_at(self, point: QPoint) -> str:
        """Who is under a place of the screen."""
        here = self.view.mapFromGlobal(point)
        return self.people.at(QPointF(here)) if self.view.rect().contains(here) else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lie_over()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Presses on a stop are ours, all else is the plan's."""
        if watched is self.view:
            if event.type() == QEvent.Type.Resize:
                self._lie_over()
            elif isinstance(event, QMouseEvent):
                return self._mouse(event)
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._key(event)
        return super().eventFilter(watched, event)

    def stops(self) -> list[QPointF]:
        """Where the stops of the chosen piece are in the view."""
        routes = self.view.overlay.routes
        return [QPointF(*self.view.camera.screen(x, y)) for route in routes for x, y in route.stops]

    def _mouse(self, event: QMouseEvent) -> bool:
        kind, now = event.type(), event.globalPosition().toPoint()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            near = any((stop - event.position()).manhattanLength() < REACH for stop in self.stops())
            self._pressed, self._dragging = (now if near and self._piece is not None else None), False
            if self._pressed is not None:
                self.view.setFocus(Qt.FocusReason.MouseFocusReason)
            return self._pressed is not None
        if self._pressed is None or self._piece is None:
            return False
        if kind == QEvent.Type.MouseMove:
            if not self._dragging and (now - self._pressed).manhattanLength() >= DRAG_FROM:
                self._dragging = True
                self.carried.emit(self._piece.key, now)
            if self._dragging:
                self.moved.emit(now)
        elif kind == QEvent.Type.MouseButtonRelease:
            dragged, self._dragging, self._pressed = self._dragging, False, None
            if dragged:
                self.dropped.emit(now)
        return True

    def _key(self, event: QKeyEvent) -> bool:
        """Ctrl+Shift+arrows carry, N walks the pieces; while something is carried, Enter and Escape are about it."""
        key = Qt.Key(event.key())
        if key in SIDES and event.modifiers() & BOTH == BOTH:
            self.stepped.emit(SIDES[key])
        elif key == Qt.Key.Key_N:
            self.walked.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif self._carry.active and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._carry.drop()
        elif self._carry.active and key == Qt.Key.Key_Escape:
            self._carry.cancel()
        else:
            return False
        return True

    def _lie_over(self) -> None:
        for one in (self.walks, self.people):
            one.setGeometry(self.view.rect())

    def _initial(self, piece: Piece) -> str:
        return initials(piece.person) if piece.person else ""

    def _content(self, location: int) -> CardContent | None:
        plan = self.view.picture.plan
        at = plan.index(location)
        return None if at < 0 else CardContent(plan.locations.codes[at], "")
