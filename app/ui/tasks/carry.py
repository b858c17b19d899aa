"""Carrying a piece of work to somebody, by mouse or keys: where it would land, and what that does, before the drop."""

from PySide6.QtCore import QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.theme import Theme
from app.ui.widgets.painted import LEFT, PaintedText, draw_texts, text_width
from app.ui.widgets.steady import painting

SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Carry(QObject):
    """One piece at a time. target: a login, "" for everybody, None: nowhere yet. `changed` after every step; `given`
    with key and target on a drop somewhere."""

    changed = Signal()
    given = Signal(str, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.key = ""
        self.target: str | None = None
        self.by_keys = False

    @property
    def active(self) -> bool:
        """Whether something is carried."""
        return bool(self.key)

    def take(self, key: str, *, by_keys: bool = False) -> None:
        """Take a piece up."""
        self.key, self.target, self.by_keys = key, None, by_keys
        self.changed.emit()

    def over(self, target: str | None) -> None:
        """It is over somebody, or over nothing."""
        if self.active and target != self.target:
            self.target = target
            self.changed.emit()

    def drop(self) -> None:
        """Let it go where it is."""
        key, target = self.key, self.target
        self.cancel()
        if key and target is not None:
            self.given.emit(key, target)

    def cancel(self) -> None:
        """Put it back where it came from."""
        if self.active:
            self.key, self.target, self.by_keys = "", None, False
            self.changed.emit()


class Ghost(QWidget):
    """What is carried, beside the pointer or the lane: its name, and what the drop would do."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: tuple[str, str] = ("", "")
        self._late = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setProperty("overlay", True)
        self.hide()
        theme.changed.connect(self.update)

    def show_lines(self, title: str, effect: str, *, late: bool) -> None:
        """Say both; late: the effect is a bad one."""
        self._lines, self._late = (title, effect), late
        self.setAccessibleName(f"Carrying {title}. {effect}")
        self.resize(self.sizeHint())
        self.raise_()
        self.show()
        self.update()

    def stand_at(self, point: QPoint) -> None:
        """Beside a place of the parent, inside of it."""
        parent = self.parentWidget()
        if parent is not None:
            left = min(point.x() + 14, parent.width() - self.width() - 4)
            top = min(point.y() + 14, parent.height() - self.height() - 4)
            self.move(max(4, left), max(4, top))

    def sizeHint(self) -> QSize:
        wide = max(
            text_width(self._theme.code_font("body", 600), self._lines[0]),
            text_width(self._theme.number_font("small", 500), self._lines[1]),
        )
        return QSize(round(wide) + 26, 52)

    def texts(self) -> list[PaintedText]:
        ink = self._theme.colour("status.warn" if self._late else "text.secondary")
        wide = self.width() - 24.0
        return [
            PaintedText(
                self._lines[0], QRectF(12, 7, wide, 18), self._theme.code_font("body", 600),
                self._theme.colour("text.primary"), LEFT,
            ),
            PaintedText(self._lines[1], QRectF(12, 26, wide, 18), self._theme.number_font("small", 500), ink, LEFT),
        ]  # fmt: skip

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("accent.line"), 1))
        painter.setBrush(self._theme.colour("surface.raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        draw_texts(painter, self.texts())
