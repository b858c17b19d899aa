"""Work that takes time: the ring up to a second, the bar with words after it, count, estimate and cancel beyond ten."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.ui.jobs import Progress
from app.ui.theme import Theme
from app.ui.widgets.labels import Label


def draw_ring(
    painter: QPainter, x: float, y: float, radius: float, turn: int, theme: Theme, ink: str = "text.secondary"
) -> None:
    """A ring with a gap, turned by degrees, around (x, y) in logical px."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.colour(ink), 1.75)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawArc(QRectF(x - radius, y - radius, 2 * radius, 2 * radius), -turn * 16, 270 * 16)
    painter.restore()


class BusyRing(QWidget):
    """Turns while shown and not otherwise; 14 px by default."""

    def __init__(self, theme: Theme, size: int = 14) -> None:
        super().__init__()
        self._theme = theme
        self._turn = 0
        self._timer = QTimer(self, interval=80)
        self._timer.timeout.connect(self._advance)
        self.setFixedSize(QSize(size, size))
        self.setAccessibleName("Working")
        self.hide()

    def set_busy(self, busy: bool) -> None:
        """Show and turn, or hide and rest. Fits Job.on_busy."""
        self.setVisible(busy)
        if busy:
            self._timer.start()
        else:
            self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        centre = QRectF(self.rect()).center()
        draw_ring(QPainter(self), centre.x(), centre.y(), self.width() / 2 - 1.5, self._turn, self._theme)

    def _advance(self) -> None:
        self._turn = (self._turn + 30) % 360
        self.update()


def say_seconds(seconds: float) -> str:
    """A rest of time as a person says it: "about 40 s", "about 3 min"."""
    if seconds < 60:
        return f"about {max(5, round(seconds / 5) * 5)} s"
    return f"about {round(seconds / 60)} min"


def say_progress(progress: Progress) -> str:
    """ "1,240 of 9,935 · about 40 s left"; only what is known."""
    parts = [f"{progress.done:,} of {progress.total:,}" if progress.total else f"{progress.done:,}"]
    if progress.seconds_left is not None and progress.seconds >= 2:
        parts.append(f"{say_seconds(progress.seconds_left)} left")
    return " · ".join(parts)


class ProgressPanel(QWidget):
    """What is done, how far it is, when it will end, and a way out. Fits Job.on_progress by show_progress."""

    cancelled = Signal()

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._title = Label(theme, title, "body", weight=500)
        self._words = Label(theme, "", "small", "secondary")
        self._count = Label(theme, "", "small", "tertiary", "number")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self.cancel = QPushButton("Cancel")
        self.cancel.setProperty("kind", "small")
        self.cancel.setFont(theme.font("small", 500))
        self.cancel.setFixedHeight(26)
        self.cancel.clicked.connect(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.cancel)
        foot = QHBoxLayout()
        foot.addWidget(self._words)
        foot.addStretch(1)
        foot.addWidget(self._count)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addLayout(foot)

    def show_progress(self, progress: Progress) -> None:
        """Move the bar; without a total it runs without an end and the count says how much was done."""
        self._words.setText(progress.words)
        self._count.setText(say_progress(progress))
        if progress.total:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(min(progress.done, progress.total))
        else:
            self._bar.setRange(0, 0)
        self._bar.setAccessibleDescription(f"{progress.words} {say_progress(progress)}")

    def start(self, title: str) -> None:
        """Begin again with another title."""
        self._title.setText(title)
        self._words.clear()
        self._count.clear()
        self._bar.setRange(0, 0)
        self.cancel.setEnabled(True)

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self._words.setText("Stopping after this step")
        self.cancelled.emit()
