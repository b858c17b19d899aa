"""Chosen moves over the plan: an arrow from where goods lie to where they go, the one that is looked at stronger."""

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.services.slotting import ProductLine
from app.ui.heat.view import HeatView
from app.ui.theme import Theme

HEAD = 7.0
FEW = 40
"""More arrows than these are drawn fainter, for they cross."""


class MoveMarks(QWidget):
    """Lies over the plan and lets everything through."""

    def __init__(self, theme: Theme, view: HeatView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self._moves: tuple[ProductLine, ...] = ()
        self._sku = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setProperty("overlay", True)
        view.view_changed.connect(self.update)
        theme.changed.connect(self.update)
        self.show_moves(())

    def show_moves(self, moves: Sequence[ProductLine]) -> None:
        """Arrows of these; none where they are not to be seen."""
        self._moves = tuple(moves)
        self.setAccessibleName(f"Arrows of {len(self._moves)} moves" if len(self._moves) != 1 else "Arrow of 1 move")
        self.update()

    def look_at(self, sku: str) -> None:
        """The move of this product stronger than others; empty: of none."""
        if sku != self._sku:
            self._sku = sku
            self.update()

    def arrows(self) -> list[tuple[str, QPointF, QPointF]]:
        """SKU, from and to in px of the view, those that lie on the plan."""
        plan, camera = self._view.picture.plan, self._view.camera
        ends = np.array([(one.source_id, one.target_id) for one in self._moves], dtype=np.int64).reshape(-1, 2)
        at = plan.indices(ends.ravel()).reshape(-1, 2)
        found = []
        for line, (source, target) in zip(self._moves, at.tolist(), strict=True):
            if source >= 0 and target >= 0:
                x, y = plan.centres(plan.locations.cell[[source, target]])
                one, two = (QPointF(*camera.screen(float(x[n]), float(y[n]))) for n in range(2))
                found.append((line.sku, one, two))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        arrows = self.arrows()
        faint, strong = QColor(self._theme.colour("text.primary")), self._theme.colour("accent.line")
        faint.setAlphaF(0.55 if len(arrows) <= FEW else 0.3)
        for sku, one, two in sorted(arrows, key=lambda arrow: arrow[0] == self._sku):
            looked = sku == self._sku
            self._arrow(painter, one, two, strong if looked else faint, 3.0 if looked else 1.2)
        painter.end()

    def _arrow(self, painter: QPainter, one: QPointF, two: QPointF, ink: QColor, wide: float) -> None:
        way = two - one
        far = math.hypot(way.x(), way.y())
        if far < HEAD:
            return
        along = QPointF(way.x() / far, way.y() / far)
        across, size = QPointF(-along.y(), along.x()), HEAD + wide
        foot = two - along * size
        if wide > 2:
            painter.setPen(QPen(self._theme.colour("surface.floor"), wide + 3))
            painter.drawLine(one, foot)
        painter.setPen(QPen(ink, wide))
        painter.drawLine(one, foot)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([two, foot + across * (size * 0.45), foot - across * (size * 0.45)]))
