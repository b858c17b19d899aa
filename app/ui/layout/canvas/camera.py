"""Which part of the plan is in the window: the heatmap's camera in millimetres, free to leave what is drawn."""

from PySide6.QtCore import QPointF, QRectF

from app.ui.heat.camera import Box, Camera, Stand

NEAREST = 0.8
"""px a mm: a carton of 30 cm is 240 px wide."""
RULER = 20
EMPTY: Box = (0.0, 0.0, 60_000.0, 40_000.0)
"""What is shown of a floor on which nothing is drawn: 60 by 40 m."""


class PlanCamera(Camera):
    """A camera whose world is the plan in mm; implements `app.ui.layout.session.View`."""

    def __init__(self) -> None:
        super().__init__(EMPTY)
        self.insets = (float(RULER), float(RULER), 0.0, 0.0)

    @property
    def px_per_mm(self) -> float:
        """Logical pixels a millimetre."""
        return self.scale

    def place(self, stand: Stand) -> None:
        """Go there. One may go as far beyond the drawing as it is wide, for things are drawn there as well."""
        least = self.fitting().scale / 8
        self.scale = min(max(stand.scale, least), NEAREST)
        x0, y0, x1, y1 = self.bounds
        wide, high = max(x1 - x0, 100_000.0), max(y1 - y0, 100_000.0)
        self.x = min(max(stand.x, x0 - wide), x1 + wide)
        self.y = min(max(stand.y, y0 - high), y1 + high)
        self.fitted = False

    def frame(self, box: Box | None) -> None:
        """What fit() shows from now on: the bounds of the drawing, None where it is empty."""
        x0, y0, x1, y1 = box or EMPTY
        rim = max(x1 - x0, y1 - y0, 2_000.0) * 0.02
        self.bounds = (x0 - rim, y0 - rim, max(x1, x0 + 1) + rim, max(y1, y0 + 1) + rim)

    def standing_over(self, box: Box, share: float = 0.6) -> Stand:
        """Where to stand so that a box takes at most `share` of the window,."""
        x0, y0, x1, y1 = box
        room_x, room_y = (self.width - RULER) * share, (self.height - RULER) * share
        scale = min(room_x / max(x1 - x0, 1_000.0), room_y / max(y1 - y0, 1_000.0), NEAREST / 2)
        return Stand((x0 + x1) / 2 - RULER / 2 / scale, (y0 + y1) / 2 - RULER / 2 / scale, scale)

    def displaced(self, dx: float, dy: float) -> "PlanCamera":
        """A camera for which everything lies (dx, dy) px further right and down: for what is carried along."""
        other = PlanCamera()
        other.bounds, other.insets, other.width, other.height = self.bounds, self.insets, self.width, self.height
        other.scale, other.x, other.y = self.scale, self.x - dx / self.scale, self.y - dy / self.scale
        return other

    def standing(self, stand: Stand, margin: float) -> "PlanCamera":
        """A camera at another stand whose window is `margin` px larger on each side."""
        other = PlanCamera()
        other.bounds, other.insets = self.bounds, self.insets
        other.width, other.height = self.width + 2 * margin, self.height + 2 * margin
        other.x, other.y, other.scale = stand.x, stand.y, stand.scale
        return other

    def to_px(self, x: float, y: float) -> QPointF:
        """The pixel of a point of the plan."""
        return QPointF(*self.screen(x, y))

    def to_plan(self, at: QPointF) -> tuple[float, float]:
        """The point of the plan (mm) under a pixel."""
        return self.world(at.x(), at.y())

    def visible(self) -> QRectF:
        """The part of the plan (mm) that is in the window, that under the rulers included."""
        x0, y0, x1, y1 = self.view()
        return QRectF(x0, y0, x1 - x0, y1 - y0)
