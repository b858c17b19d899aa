"""The plan on the screen: one widget, painted by QPainter, and the tool in the hand."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.layout.geometry import Point
from app.layout.racking import ElementId
from app.ui.heat.pilot import Pilot
from app.ui.layout.canvas.board import Board
from app.ui.layout.canvas.camera import PlanCamera
from app.ui.layout.canvas.following import Following
from app.ui.layout.canvas.hands import Hands
from app.ui.layout.canvas.inks import Inks
from app.ui.layout.canvas.marks import paint_cross, paint_guides, paint_remark
from app.ui.layout.canvas.options import ToolOptions
from app.ui.layout.canvas.scene import Frame, ScenePainter
from app.ui.layout.canvas.sheet import Sheet
from app.ui.layout.canvas.still import StillPicture
from app.ui.layout.canvas.tools.toolbox import Toolbox
from app.ui.layout.canvas.words import WordPainter
from app.ui.layout.query import find
from app.ui.layout.session import EditSession
from app.ui.theme import Theme


class PlanCanvas(QWidget):
    """Draws one session's drawing and is drawn on. Implements `app.ui.layout.session.View`.

    coordinates: where the hand is and what its gesture comes to, in words. tool_options: what the tools draw with.
    """

    coordinates = Signal(str)
    menu_wanted = Signal(QPoint, list)
    """(point of the screen, ids of what lies there): the right button or the key of the menu."""

    def __init__(self, theme: Theme, session: EditSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frames = 0
        """Paints so far, for benches and tests."""
        self.theme, self.session = theme, session
        self.camera = PlanCamera()
        self.pilot = Pilot(self.camera, self)
        inks = Inks.of(theme)
        words = WordPainter(inks, lambda id_: session.document.find(id_))
        self.board = Board(session, self.camera, Sheet(), self.update, inks, ScenePainter(inks), words)
        self.still = StillPicture(session, self.board.sheet)
        self.tools = Toolbox(self.board)
        self._hands = Hands(self, self.board, self.tools, self.pilot, self)
        self._hands.told.connect(self.coordinates)
        self._hands.menu.connect(self.menu_wanted)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 180)
        self._following = Following(self.board, self.still, self.tools, self.fit, self)
        self._following.open()
        self.pilot.moved.connect(self.update)
        theme.changed.connect(self._redress)
        self.setAccessibleName("Plan of the layout")
        self.setAccessibleDescription(
            "Arrows move what is chosen, or the view. With a drawing tool they move the cross and Enter sets a point; "
            "Escape gives up. Control with an arrow moves the cross of the choose tool, Enter chooses what is under it."
        )

    # ------------------------------------------------------------- the view
    @property
    def pending(self) -> bool:
        """Whether frames follow by themselves until the picture is sharp and all its words are written."""
        return self.still.pending or bool(self.board.words.waiting)

    @property
    def px_per_mm(self) -> float:
        """Logical pixels a millimetre."""
        return self.camera.scale

    def to_px(self, x: float, y: float) -> QPointF:
        """The pixel of a point of the plan (mm)."""
        return self.camera.to_px(x, y)

    def to_plan(self, at: QPointF) -> tuple[float, float]:
        """The point of the plan (mm) under a pixel."""
        return self.camera.to_plan(at)

    def visible(self) -> QRectF:
        """The part of the plan (mm) that is in the window."""
        return self.camera.visible()

    @property
    def hovered(self) -> Point | None:
        """The point of the plan (mm) under the cross or the mouse, if one of them is on it."""
        return self.board.cross or self._hands.hovered

    @property
    def tool_options(self) -> ToolOptions:
        """What the tools draw with; set another value to change it."""
        return self.board.options

    @tool_options.setter
    def tool_options(self, options: ToolOptions) -> None:
        self.board.options = options
        self.update()

    def fit(self) -> None:
        """Show all that is drawn."""
        self.pilot.stop()
        self.camera.frame(self.board.sheet.bounds())
        self.camera.fit()
        self.update()

    def fly_to(self, ids: Iterable[ElementId]) -> None:
        """Go to elements, near enough to see them; those of another floor bring it."""
        found = [element for id_ in ids if (element := self.session.document.find(id_)) is not None]
        floor = next((getattr(element, "floor", None) for element in found), None)
        if floor is not None and floor != self.session.floor:
            self.session.show_floor(floor)
        box = self.board.sheet.bounds(element.id for element in found)
        if box is not None:
            goal = self.camera.standing_over(box)
            self.pilot.fly(goal, self.theme.motion("fly_to"), 0)

    def select_where(self, text: str) -> int:
        """Choose what a query finds (`kind:rack zone:A code:A-*`); how many. Raises Refusal for what means nothing."""
        found = [id_ for id_ in find(self.session.document, text) if id_ in self.board.sheet.elements]
        self.session.select(found)
        self.session.said.emit(f"{len(self.session.selection):,} chosen.")
        return len(self.session.selection)

    def place_rows(self) -> int:
        """Draw what `session.row_plan` proposes, as one step of undo; how many bins that made."""
        made = self.tools.rows.place()
        if made and self.session.tool == "rows":
            self.session.choose_tool("choose")
        return made

    # ------------------------------------------------------------- Qt
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            match event.type():
                case QEvent.Type.ShortcutOverride if self._hands.wants(event):
                    event.accept()
                    return True
                case QEvent.Type.KeyPress if self._hands.key(event):
                    return True
                case QEvent.Type.KeyRelease if self._hands.lift(event):
                    return True
        elif isinstance(event, QContextMenuEvent):
            if event.reason() == QContextMenuEvent.Reason.Keyboard:
                self._hands.ask(self.mapToGlobal(QPoint(0, 0)))
            return True
        elif event.type() == QEvent.Type.Leave:
            self._hands.leave()
        elif isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonPress:
                self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._hands.mouse(event)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.frames += 1
        tool, board = self.tools.current, self.board
        frame = Frame(self.camera, self.devicePixelRatioF(), (float(self.width()), float(self.height())))
        painter = QPainter(self)
        self.still.put(painter, frame, (board.scene, board.words), tool.lifted)
        painter.setClipRect(QRectF(20, 20, self.width() - 20, self.height() - 20))
        tool.paint(painter, frame)
        paint_guides(painter, frame, board.guides, board.inks)
        if board.cross is not None:
            paint_cross(painter, board.camera.to_px(*board.cross), frame.size, board.inks)
        if board.remark is not None:
            paint_remark(painter, board.camera.to_px(*board.remark.at), board.remark.text, frame.size, board.inks)
        painter.end()
        if self.pending:
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.camera.resize(self.width(), self.height())
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y() or event.angleDelta().x()
        if turn:
            self.zoom(float(1.0015**turn), event.position())
        event.accept()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom about a pixel, or about the middle of the window."""
        self.pilot.stop()
        at = at or QPointF(self.width() / 2, self.height() / 2)
        self.camera.zoom(factor, at.x(), at.y())
        self.update()

    def _redress(self) -> None:
        board = self.board
        board.inks = Inks.of(self.theme)
        board.scene = ScenePainter(board.inks)
        board.words = WordPainter(board.inks, board.document.find)
        self.still.edited()
        self.update()
