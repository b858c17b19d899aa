"""The status strip: what the program hangs on, in words, grey while well. It never changes its own colour."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame

from app.ui.shell.parts import StatusPart
from app.ui.theme import Theme
from app.ui.widgets.glyphs import draw_status
from app.ui.widgets.painted import LEFT, PaintedText, draw_texts, text_width

ICON = 14
EDGE = 8
GAP = 6


class StripPart(QAbstractButton):
    """One part: icon, shape where something is wrong, words, and a quieter tail."""

    def __init__(self, theme: Theme, part: StatusPart) -> None:
        super().__init__()
        self._theme = theme
        self.part = part
        self.setFixedHeight(22)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._run)
        self.show_part(part)
        theme.changed.connect(self.update)

    def show_part(self, part: StatusPart) -> None:
        self.part = part
        words = f"{part.text} · {part.tail}" if part.tail else part.text
        self.setAccessibleName(words)
        self.setToolTip(part.tooltip or words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if part.on_click else Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(self.sizeHint().width())
        self.update()

    def sizeHint(self) -> QSize:
        font = self._theme.number_font("small")
        return QSize(
            round(self._text_left() + text_width(font, self.part.text) + text_width(font, self._tail())) + 8, 22
        )

    def texts(self) -> list[PaintedText]:
        font = self._theme.number_font("small")
        left = self._text_left()
        width = text_width(font, self.part.text) + 1
        state = self.part.state
        ink = f"status.{'warn' if state == 'stale' else state}" if state and state != "shelved" else "text.secondary"
        shown = [PaintedText(self.part.text, QRectF(left, 0, width, 22), font, self._theme.colour(ink), LEFT)]
        if self._tail():
            place = QRectF(left + width - 1, 0, self.width() - left - width + 1, 22)
            shown.append(PaintedText(self._tail(), place, font, self._theme.colour("text.tertiary"), LEFT))
        return shown

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.part.on_click:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("surface.hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        x = 4.0
        if self.part.icon:
            self._theme.draw_icon(painter, QRectF(x, 4, ICON, ICON), self.part.icon, "text.secondary")
            x += ICON + 5
        if self.part.state:
            draw_status(painter, QRectF(x, 5, 12, 12), self.part.state, self._theme)
        draw_texts(painter, self.texts())

    def _tail(self) -> str:
        return f" · {self.part.tail}" if self.part.tail else ""

    def _text_left(self) -> float:
        return 4.0 + (ICON + 5 if self.part.icon else 0) + (12 + 5 if self.part.state else 0)

    def _run(self) -> None:
        if self.part.on_click is not None:
            self.part.on_click()


class StatusStrip(QFrame):
    """Parts from both ends; when it is narrow those of the highest rank go first, never a letter of any."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._parts: dict[str, StripPart] = {}
        self.setProperty("surface", "strip")
        self.setFixedHeight(theme.size("status_strip"))
        self.setAccessibleName("State of the program")

    def set_part(self, part: StatusPart) -> None:
        """Show a part, in the order in which parts first came."""
        known = self._parts.get(part.id)
        if known is None:
            known = StripPart(self._theme, part)
            known.setParent(self)
            self._parts[part.id] = known
        else:
            known.show_part(part)
        self._place()

    def remove_part(self, id_: str) -> None:
        known = self._parts.pop(id_, None)
        if known is not None:
            known.hide()
            known.deleteLater()
            self._place()

    def part(self, id_: str) -> StatusPart | None:
        """What is said now under an id."""
        known = self._parts.get(id_)
        return known.part if known is not None else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        shown = self._that_fit()
        left, right = float(EDGE), self.width() - float(EDGE)
        for widget in self._parts.values():
            if widget not in shown:
                widget.hide()
                continue
            if widget.part.side == "left":
                widget.move(round(left), 3)
                left += widget.width() + GAP
            widget.show()
        for widget in reversed([one for one in shown if one.part.side == "right"]):
            right -= widget.width()
            widget.move(round(right), 3)
            right -= GAP

    def _that_fit(self) -> list[StripPart]:
        shown = list(self._parts.values())
        while shown and sum(widget.width() + GAP for widget in shown) + 2 * EDGE > self.width():
            # Of equal rank, the one that came last goes first; what is wrong stays longer than what is well.
            goes = max(range(len(shown)), key=lambda at: (shown[at].part.state is None, shown[at].part.rank, at))
            shown.pop(goes)
        return shown
