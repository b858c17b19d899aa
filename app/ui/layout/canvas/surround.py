"""What surrounds the drawing: dots each 2 m, rulers at two sides, the scale bar."""

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from app.ui.heat.floor import draw_lines
from app.ui.heat.labels import TextStock
from app.ui.layout.canvas.boxes import Floats
from app.ui.layout.canvas.camera import RULER
from app.ui.layout.canvas.inks import Inks, hair
from app.ui.layout.canvas.scene import Frame

DOTS = 2_000.0
"""mm between dots; ten metres where those would lie closer than 12 px."""
LOW, LOWER, HIGH = RULER - 4.0, RULER - 7.0, RULER - 1.0
"""px of a ruler from which a small tick and a tick with its number run, and to which."""
STEPS = (100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0, 20_000.0, 50_000.0, 100_000.0, 200_000.0, 500_000.0)


def step_of(px_per_mm: float, least: float) -> float:
    """The smallest round step (mm) that is at least so many px."""
    return next((step for step in STEPS if step * px_per_mm >= least), 1_000_000.0)


def metres(mm: float, step: float = 1_000.0) -> str:
    """A length in words: whole metres, or as many places as the step needs."""
    return f"{mm / 1_000:,.{0 if step >= 1_000 else 1}f}"


def paint_dots(painter: QPainter, frame: Frame, inks: Inks) -> None:
    """Dots of the plan: one row of them is drawn once and put down again and again."""
    camera = frame.camera
    spacing = next((s for s in (DOTS, 10_000.0, 50_000.0) if s * camera.scale >= 12), 0.0)
    if not spacing:
        return
    box = frame.box
    (left, top), (right, bottom) = (camera.world(at.x(), at.y()) for at in (box.topLeft(), box.bottomRight()))
    xs = np.arange(math.floor(left / spacing), math.ceil(right / spacing) + 1) * spacing
    ys = np.arange(math.floor(top / spacing), math.ceil(bottom / spacing) + 1) * spacing
    row = QPixmap(math.ceil(box.width() * frame.ratio), math.ceil(frame.ratio))
    row.setDevicePixelRatio(frame.ratio)
    row.fill(Qt.GlobalColor.transparent)
    start = math.floor(box.left())
    brush = QPainter(row)
    for x in xs.tolist():
        brush.fillRect(QRectF(math.floor(camera.screen(x, 0.0)[0]) - start, 0, 1, 1), inks.dot)
    brush.end()
    for y in ys.tolist():
        painter.drawPixmap(QPointF(start, math.floor(camera.screen(0.0, y)[1])), row)


class Rulers:
    """Metres along the top and the left side of a canvas, with a tick for each step and for each tenth of ten metres:
    drawn when one stands elsewhere, else put down again."""

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()
        self._strips = QPixmap(), QPixmap()

    def put(self, painter: QPainter, frame: Frame, inks: Inks, numbers: TextStock) -> None:
        """Rulers at the top and at the left."""
        of = frame.camera.stand, frame.size, frame.ratio, inks
        if of != self._of:
            self._of, self._strips = of, (_side(frame, inks, numbers), _top(frame, inks, numbers))
        for strip in self._strips:
            painter.drawPixmap(0, 0, strip)


def _blank(wide: float, high: float, frame: Frame, inks: Inks) -> QPixmap:
    made = QPixmap(math.ceil(wide * frame.ratio), math.ceil(high * frame.ratio))
    made.setDevicePixelRatio(frame.ratio)
    made.fill(inks.ruler)
    return made


def _top(frame: Frame, inks: Inks, numbers: TextStock) -> QPixmap:
    """Metres along the top."""
    camera, wide, seen = frame.camera, frame.size[0], frame.camera.visible()
    made = _blank(wide, RULER, frame, inks)
    painter = QPainter(made)
    painter.setFont(inks.number)
    step, minor = step_of(camera.scale, 56.0), step_of(camera.scale, 9.0)
    xs = _places(_marks(seen.left(), seen.right(), minor), camera.x, camera.scale, wide)
    painter.setPen(hair(inks.ruler_line))
    draw_lines(painter, np.column_stack((xs, np.full(len(xs), LOW), xs, np.full(len(xs), HIGH))))
    painter.drawLine(QPointF(RULER, RULER - 0.5), QPointF(wide, RULER - 0.5))
    painter.setPen(hair(inks.text_third))
    marks = _marks(seen.left(), seen.right(), step)
    xs = _places(marks, camera.x, camera.scale, wide)
    draw_lines(painter, np.column_stack((xs, np.full(len(xs), LOWER), xs, np.full(len(xs), HIGH))))
    middle = RULER - 9.0 + painter.fontMetrics().descent() / 2
    for mark, x in zip(marks, xs.tolist(), strict=True):
        numbers.put(painter, metres(mark, step), x + 3, middle, 0.0)
    painter.fillRect(QRectF(0, 0, RULER, RULER), inks.ruler)
    painter.end()
    return made


def _side(frame: Frame, inks: Inks, numbers: TextStock) -> QPixmap:
    """Metres down the left side, written upwards."""
    camera, high, seen = frame.camera, frame.size[1], frame.camera.visible()
    made = _blank(RULER, high, frame, inks)
    painter = QPainter(made)
    painter.setFont(inks.number)
    step, minor = step_of(camera.scale, 56.0), step_of(camera.scale, 9.0)
    ys = _places(_marks(seen.top(), seen.bottom(), minor), camera.y, camera.scale, high)
    painter.setPen(hair(inks.ruler_line))
    draw_lines(painter, np.column_stack((np.full(len(ys), LOW), ys, np.full(len(ys), HIGH), ys)))
    painter.drawLine(QPointF(RULER - 0.5, RULER), QPointF(RULER - 0.5, high))
    painter.setPen(hair(inks.text_third))
    marks = _marks(seen.top(), seen.bottom(), step)
    ys = _places(marks, camera.y, camera.scale, high)
    draw_lines(painter, np.column_stack((np.full(len(ys), LOWER), ys, np.full(len(ys), HIGH), ys)))
    middle = RULER - 9.0 + painter.fontMetrics().descent() / 2
    painter.rotate(-90)
    for mark, y in zip(marks, ys.tolist(), strict=True):
        numbers.put(painter, metres(mark, step), 3 - y, middle, 0.0)
    painter.end()
    return made


def paint_scale_bar(painter: QPainter, frame: Frame, inks: Inks) -> None:
    """A length that is easily compared with, at the foot on the right."""
    step = step_of(frame.camera.scale, 64.0)
    wide = step * frame.camera.scale
    x, y = frame.size[0] - 24 - wide, frame.size[1] - 18
    painter.setPen(hair(inks.text, 2.0))
    painter.drawLine(QPointF(x, y), QPointF(x + wide, y))
    painter.setPen(hair(inks.text))
    painter.drawLine(QPointF(x + 0.5, y - 5), QPointF(x + 0.5, y))
    painter.drawLine(QPointF(x + wide - 0.5, y - 5), QPointF(x + wide - 0.5, y))
    painter.setFont(inks.number)
    painter.drawText(QPointF(x, y - 9), f"{metres(step, step)} m")


def _places(marks: list[float], middle: float, scale: float, size: float) -> Floats:
    """Where marks (mm) lie in the window, on the middle of a pixel."""
    return np.floor((np.array(marks) - middle) * scale + size / 2) + 0.5


def _marks(low: float, high: float, step: float) -> list[float]:
    return [k * step for k in range(math.floor(low / step), math.ceil(high / step) + 1)]
