"""What the drawing changes of the version beneath it: kept up to date, and drawn over the plan."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.layout.diff import ElementChange, LayoutDiff, diff
from app.layout.elements import Element
from app.layout.geometry import bounds_of
from app.layout.racking import ElementId
from app.layout.shapes import DRAWN, outline
from app.layout.table import Layout
from app.ui.jobs import Job, Jobs
from app.ui.layout.session import EditSession, View
from app.ui.layout.settled import Settled
from app.ui.theme import Theme

LOOK_MS = 200
WASH = 0.16
NOTHING = LayoutDiff((), (), (), (), (), ())


class Differences(QObject):
    """`changed` when the difference between the drawing and its base is another; `comparing`: a Progress while that is
    being worked out, off the GUI thread, None when it is not (any more)."""

    changed = Signal()
    comparing = Signal(object)

    def __init__(self, session: EditSession, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        self.now = NOTHING
        self._settled = Settled(session, self)
        self._timer = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._settled.settled.connect(self._timer.start)

    def look(self) -> None:
        """Compare as it is now; what was being compared before is overtaken."""
        self.stop()
        old, document = self._session.published or Layout(), self._session.document
        job = self._jobs.run_long(_compared, old, Layout(document.elements.values()), owner=self)
        job.on_progress(self.comparing.emit)
        job.then(lambda now: self._take(now, old, document)).on_fault(lambda _fault: self.stop())
        self._job = job

    def stop(self) -> None:
        """Leave off comparing; what was known stays."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.comparing.emit(None)

    def end(self) -> None:
        """Compare no more."""
        self._settled.end()
        self.stop()

    def _take(self, now: LayoutDiff, old: Layout, document: Layout) -> None:
        self._job = None
        self.comparing.emit(None)
        if document is not self._session.document or old is not (self._session.published or old):
            self.look()  # another drawing or another version beneath it, meanwhile
            return
        self.now = now
        self.changed.emit()


def _compared(old: Layout, new: Layout, *, progress: Callable[..., object]) -> LayoutDiff:
    return diff(old, new, lambda done, total: progress(done, total, "racks compared"))


class DifferenceOverlay:
    """Added: wash with a solid outline and +; moved: dashed origin with an arrow; removed: hatch with a minus."""

    id = "difference"
    below = False

    def __init__(
        self, theme: Theme, changes: Sequence[ElementChange], old: Layout, floor: Callable[[], ElementId | None]
    ) -> None:
        self._theme, self._old, self._floor = theme, old, floor
        self._changes = tuple(changes)
        self.current: ElementChange | None = None

    def paint(self, painter: QPainter, view: View) -> None:
        """Only what is in the window, on the floor in sight. What changed floors goes from one and comes to another."""
        box, floor = view.visible(), self._floor()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for change in (here for one in self._changes if (here := on_floor(one, floor)) is not None):
            before, after = _shape(change.before), _shape(change.after)
            if not any(_touches(points, box) for points in (before, after)):
                continue
            if change.before is None:
                wide = change.element.kind in ("zone", "aisle")  # what lies in them is shaded; they are only outlined
                self._shade(painter, view, after, "accent.line", "" if wide else "+", wash=0.0 if wide else WASH)
            elif change.after is None:
                self._strike(painter, view, before)
            elif before != after:
                self._moved(painter, view, before, after)
            else:
                self._shade(painter, view, after, "status.warn", "~")
        current = on_floor(self.current, floor) if self.current is not None else None
        if current is not None:
            points = _shape(current.after) or _shape(current.before)
            if points:
                painter.setPen(QPen(self._theme.colour("accent.focus"), 3))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolygon(_polygon(view, points))

    def _shade(
        self, painter: QPainter, view: View, points: Sequence[tuple[float, float]], ink: str, sign: str,
        wash: float = WASH,
    ) -> None:  # fmt: skip
        colour = QColor(self._theme.colour(ink))
        painter.setPen(QPen(colour, 1.5))
        fill = QColor(colour)
        fill.setAlphaF(wash)
        painter.setBrush(fill)
        shape = _polygon(view, points)
        painter.drawPolygon(shape)
        self._sign(painter, shape, colour, sign)

    def _strike(self, painter: QPainter, view: View, points: Sequence[tuple[float, float]]) -> None:
        colour = self._theme.colour("status.alarm")
        shape = _polygon(view, points)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(shape)
        painter.setPen(Qt.PenStyle.NoPen)
        hatch = painter.brush()
        hatch.setStyle(Qt.BrushStyle.BDiagPattern)
        hatch.setColor(colour)
        painter.setBrush(hatch)
        painter.drawPolygon(shape)
        self._sign(painter, shape, colour, "\u2212")

    def _moved(
        self, painter: QPainter, view: View, before: Sequence[tuple[float, float]],
        after: Sequence[tuple[float, float]],
    ) -> None:  # fmt: skip
        colour = self._theme.colour("text.secondary")
        was, now = _polygon(view, before), _polygon(view, after)
        pen = QPen(colour, 1.25, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(was)
        start, end = was.boundingRect().center(), now.boundingRect().center()
        self._shade(painter, view, after, "accent.line", "")
        painter.setPen(QPen(self._theme.colour("accent.line"), 1.5))
        _arrow(painter, start, end)

    def _sign(self, painter: QPainter, shape: QPolygonF, colour: QColor, sign: str) -> None:
        box = shape.boundingRect()
        if sign and min(box.width(), box.height()) >= 12:
            painter.setFont(self._theme.font("strong"))
            painter.setPen(colour)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), sign)


def on_floor(change: ElementChange, floor: ElementId | None) -> ElementChange | None:
    """The change as it is on one floor: a side that lies on another floor is not there. None: nothing of it is."""
    before = change.before if getattr(change.before, "floor", None) == floor else None
    after = change.after if getattr(change.after, "floor", None) == floor else None
    return None if before is None and after is None else replace(change, before=before, after=after)


def _shape(element: Element | None) -> tuple[tuple[float, float], ...]:
    return outline(element) if isinstance(element, DRAWN) else ()


def _touches(points: Sequence[tuple[float, float]], box: object) -> bool:
    if not points:
        return False
    x0, y0, x1, y1 = bounds_of(points)
    left, top, right, bottom = box.left(), box.top(), box.right(), box.bottom()  # type: ignore[attr-defined]  # a QRectF
    return bool(x0 <= right and x1 >= left and y0 <= bottom and y1 >= top)


def _polygon(view: View, points: Sequence[tuple[float, float]]) -> QPolygonF:
    if len(points) == 1:
        at = view.to_px(*points[0])
        return QPolygonF([at + QPointF(dx, dy) for dx, dy in ((-8, -8), (8, -8), (8, 8), (-8, 8))])
    return QPolygonF([view.to_px(x, y) for x, y in points])


def _arrow(painter: QPainter, start: QPointF, end: QPointF) -> None:
    way = end - start
    length = (way.x() ** 2 + way.y() ** 2) ** 0.5
    if length < 8:
        return
    ux, uy = way.x() / length, way.y() / length
    painter.drawLine(start, end)
    for side in (0.5, -0.5):
        painter.drawLine(end, QPointF(end.x() - 8 * ux + 8 * side * uy, end.y() - 8 * uy - 8 * side * ux))


def ids_of(changes: Sequence[ElementChange]) -> Iterator[str]:
    """Ids of what still stands."""
    return (change.after.id for change in changes if change.after is not None)
