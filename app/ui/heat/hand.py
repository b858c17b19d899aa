"""Mouse and keys on the plan, told as what the person wants; the view does it."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

DRAG_FROM = 4.0  # px before a press becomes a drag
PAN_STEP = 80.0
ZOOM_STEP = 1.25
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Hand(QObject):
    """Drag pans, wheel zooms at the cursor, click opens, Shift+drag draws a band, Ctrl+click adds to the choice.
    Arrows pan, with Ctrl they move the current bin; + and - zoom, Home fits, Enter opens, Esc lets go, F searches."""

    panned = Signal(float, float)  # px
    zoomed = Signal(float, QPointF)  # factor, px
    clicked = Signal(QPointF, bool)  # px, whether to add to the choice
    banding = Signal(QRectF)
    banded = Signal(QRectF, bool)
    pointed = Signal(QPointF)
    left = Signal()
    stepped = Signal(int, int)  # direction of the current bin
    zoom_stepped = Signal(float)
    fit_asked = Signal()
    opened = Signal()
    let_go = Signal()
    search_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._dragging = False
        self._band = False

    def take(self, event: QMouseEvent | QWheelEvent | QKeyEvent) -> bool:
        """Take an event; False if it means nothing here."""
        if isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self.key(event)
        if isinstance(event, QWheelEvent):
            self.wheel(event)
        elif event.type() == QEvent.Type.MouseMove:
            self.move(event)
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self.release(event)
        else:  # the second press of a double click comes as an event of its own
            self.press(event)
        return True

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._last = event.position()
            self._dragging = False
            self._band = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)

    def move(self, event: QMouseEvent) -> None:
        """The mouse moved, pressed or not."""
        at = event.position()
        if self._pressed is None:
            self.pointed.emit(at)
            return
        if not self._dragging and (at - self._pressed).manhattanLength() < DRAG_FROM:
            return
        self._dragging = True
        if self._band:
            self.banding.emit(QRectF(self._pressed, at).normalized())
        else:
            self.panned.emit(at.x() - self._last.x(), at.y() - self._last.y())
        self._last = at

    def release(self, event: QMouseEvent) -> None:
        """The button came up: a band, the end of a pan, or a click."""
        pressed, self._pressed = self._pressed, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        adds = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not self._dragging:
            self.clicked.emit(event.position(), adds)
        elif self._band:
            self.banded.emit(QRectF(pressed, event.position()).normalized(), adds)
        self._dragging = False

    def wheel(self, event: QWheelEvent) -> None:
        """A wheel notch is 15 degrees = 120; touch pads send parts of it."""
        turn = event.angleDelta().y()
        if turn:
            self.zoomed.emit(float(1.0015**turn), event.position())

    def key(self, event: QKeyEvent) -> bool:
        """A key went down; False if it means nothing here."""
        key = Qt.Key(event.key())
        arrow = _ARROWS.get(key)
        if arrow is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.stepped.emit(*arrow)
        elif arrow is not None:
            self.panned.emit(-arrow[0] * PAN_STEP, -arrow[1] * PAN_STEP)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_stepped.emit(ZOOM_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_stepped.emit(1 / ZOOM_STEP)
        elif key == Qt.Key.Key_Home:
            self.fit_asked.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Escape:
            self.let_go.emit()
        elif key == Qt.Key.Key_F and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.search_asked.emit()
        else:
            return False
        return True
