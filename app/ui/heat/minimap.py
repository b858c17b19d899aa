"""The whole plan in a corner, with a box round what is in the window."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app.heat.tables import box_corners
from app.ui.heat.camera import Camera, Stand
from app.ui.heat.floor import closed, polygon
from app.ui.heat.view import HeatView

SIZE = QSize(172, 108)
PAD = 6.0
APPEARS_BELOW = 0.7  # of the plan in view
MOST_RACKS = 4000


class Minimap(QWidget):
    """Shown once less than 70 % of the plan is in view. Click or drag to look there; by keyboard the plan's own arrows
    and Home do the same, so it takes no focus."""

    def __init__(self, view: HeatView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._ground: QPixmap | None = None
        self._wanted = True
        self.setFixedSize(SIZE)
        self.setAccessibleName("Overview of the plan")
        self.setAccessibleDescription("A box shows the part in the window. Click or drag to look elsewhere.")
        self.setToolTip("Drag the box to look elsewhere")
        view.view_changed.connect(self._follow)
        view.picture_changed.connect(self._redraw)
        self._follow()

    def leave(self) -> None:
        """Never appear."""
        self._wanted = False
        self.hide()

    def box(self) -> QRectF:
        """The box round what is in the window, in px of this widget."""
        lens = self._lens()
        x0, y0, x1, y1 = self._view.camera.view()
        box = QRectF(QPointF(*lens.screen(x0, y0)), QPointF(*lens.screen(x1, y1)))
        return box.intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._ground is None or self._ground.devicePixelRatio() != ratio:
            self._ground = self._paint_ground(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground)
        inks = self._view.inks
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(inks.accent, 2))
        painter.drawRect(self.box().adjusted(1, 1, -1, -1))
        painter.setPen(QPen(inks.border, 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            if event.buttons() & Qt.MouseButton.LeftButton:
                x, y = self._lens().world(event.position().x(), event.position().y())
                self._view.pilot.stop()
                self._view.camera.place(Stand(x, y, self._view.camera.scale))
                self._view.pilot.moved.emit()
            event.accept()
            return True
        return super().event(event)

    def _lens(self) -> Camera:
        lens = Camera(self._view.picture.plan.bounds)
        lens.width, lens.height = float(SIZE.width()), float(SIZE.height())
        inset = PAD - 18.0  # fit() keeps a margin of its own
        lens.insets = (inset, inset, inset, inset)
        lens.fit()
        return lens

    def _paint_ground(self, ratio: float) -> QPixmap:
        ground = QPixmap(SIZE * ratio)
        ground.setDevicePixelRatio(ratio)
        ground.fill(Qt.GlobalColor.transparent)
        painter = QPainter(ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inks, lens, plan = self._view.inks, self._lens(), self._view.picture.plan
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.panel)
        painter.drawRoundedRect(QRectF(0, 0, SIZE.width(), SIZE.height()), 8, 8)
        painter.setBrush(inks.no_data)
        r = plan.racks
        step = -(-len(r) // MOST_RACKS) if len(r) else 1
        some = np.arange(0, len(r), step)
        corners = box_corners(r.x[some], r.y[some], r.half_length[some], r.half_depth[some], r.angle[some])
        for box in lens.screens(corners):
            painter.drawPolygon(polygon(box))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(inks.wall, 1))
        for fixture in plan.fixtures:
            if fixture.kind == "wall" and closed(fixture):
                painter.drawPolygon(polygon(lens.screens(fixture.points)))
        painter.end()
        return ground

    def _follow(self) -> None:
        self.setVisible(self._wanted and self._view.camera.share_in_view() < APPEARS_BELOW)
        self.update()

    def _redraw(self) -> None:
        self._ground = None
        self._follow()
