"""From gestures to what they do: the hand's wishes applied to camera and choice."""

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Signal

from app.heat.picture import HeatPicture
from app.heat.tables import Floats
from app.ui.heat.camera import Camera, Stand
from app.ui.heat.choice import Choice
from app.ui.heat.hand import Hand
from app.ui.heat.marks import alarm_places
from app.ui.heat.overlay import Overlay
from app.ui.heat.pilot import Pilot

NEAR_BIN = 30.0  # px that a bin is wide after flying to it
SHOWN = 24.0  # px from the edge at which a bin counts as in the window


class Grip(QObject):
    """Pans, zooms, points, chooses and walks on one view."""

    moved = Signal()
    opened = Signal(object)  # location id
    band_changed = Signal()

    def __init__(self, hand: Hand, camera: Camera, choice: Choice, pilot: Pilot, parent: QObject) -> None:
        super().__init__(parent)
        self._camera, self._choice, self._pilot = camera, choice, pilot
        self.band_box: QRectF | None = None
        self._alarm_at = -1
        hand.panned.connect(self._pan)
        hand.zoomed.connect(self.zoom)
        hand.pointed.connect(self._point)
        hand.clicked.connect(self._click)
        hand.banding.connect(self._band)
        hand.banded.connect(self._banded)
        hand.stepped.connect(self._step)
        hand.opened.connect(self._open)
        hand.let_go.connect(choice.clear)

    def zoom(self, factor: float, at: QPointF) -> None:
        """Zoom about a point of the window."""
        self._pilot.stop()
        self._camera.zoom(factor, at.x(), at.y())
        self.moved.emit()

    def walk_alarms(self, overlay: Overlay, picture: HeatPicture, forward: bool) -> Stand | int | None:
        """The next alarm: a location id to fly to, or a stand where it has none; None past the last one."""
        step = self._alarm_at + (1 if forward else -1)
        if not 0 <= step < len(overlay.alarms):
            self._alarm_at = -1 if forward else len(overlay.alarms)
            return None
        self._alarm_at = step
        mark = overlay.alarms[step]
        if mark.location_id is not None and picture.plan.index(mark.location_id) >= 0:
            return mark.location_id
        x, y = alarm_places((mark,), picture)[0].tolist()
        return Stand(x, y, self._camera.scale)

    def stand_at(self, cell: int, picture: HeatPicture) -> Stand:
        """Where to stand to see a cell well: near enough to tell it, never further away than now."""
        plan = picture.plan
        rack = int(plan.rack_of[cell])
        pitch = 2 * float(plan.racks.half_length[rack]) / int(plan.racks.columns[rack])
        (x,), (y,) = plan.centres(np.array([cell]))
        return Stand(float(x), float(y), max(self._camera.scale, NEAR_BIN / pitch))

    def _pan(self, dx: float, dy: float) -> None:
        self._pilot.stop()
        self._camera.pan(dx, dy)
        self.moved.emit()

    def _cell_at(self, at: QPointF) -> int:
        return self._choice.picture.plan.pick(*self._camera.world(at.x(), at.y()))

    def _point(self, at: QPointF) -> None:
        self._choice.hover(self._cell_at(at))

    def _click(self, at: QPointF, add: bool) -> None:
        cell = self._cell_at(at)
        if cell < 0:
            return
        if add:
            self._choice.band(np.array([cell]), add=True)
            return
        location = self._choice.choose_cell(cell)
        if location is not None:
            self.opened.emit(location)

    def _band(self, box: QRectF) -> None:
        self.band_box = box
        self.band_changed.emit()

    def _banded(self, box: QRectF, add: bool) -> None:
        self.band_box = None
        x0, y0 = self._camera.world(box.left(), box.top())
        x1, y1 = self._camera.world(box.right(), box.bottom())
        self._choice.band(self._choice.picture.plan.band(x0, y0, x1, y1), add=add)
        self.band_changed.emit()

    def _step(self, dx: int, dy: int) -> None:
        plan, chosen = self._choice.picture.plan, self._choice.chosen
        if not plan.cells:
            return
        cell = chosen.current if chosen.current >= 0 else chosen.hovered
        cell = plan.neighbour(cell, dx, dy) if cell >= 0 else self._middle()
        self._choice.choose_cell(cell)
        (x,), (y,) = plan.centres(np.array([cell]))
        px, py = self._camera.screen(float(x), float(y))
        if not (SHOWN < px < self._camera.width - SHOWN and SHOWN < py < self._camera.height - SHOWN):
            self._camera.place(Stand(float(x), float(y), self._camera.scale))
            self.moved.emit()

    def _middle(self) -> int:
        """The cell nearest to the middle of the window."""
        plan = self._choice.picture.plan
        x, y = plan.centres(np.arange(plan.cells))
        return int(np.argmin((x - self._camera.x) ** 2 + (y - self._camera.y) ** 2))

    def _open(self) -> None:
        chosen = self._choice.chosen
        location = self._choice.location_id
        if location is None and chosen.hovered >= 0:
            location = self._choice.choose_cell(chosen.hovered)
        if location is not None:
            self.opened.emit(location)


def cell_corners(picture: HeatPicture, camera: Camera, cell: int) -> Floats:
    """Corners of a cell in px of the window: (4, 2)."""
    corners: Floats = camera.screens(picture.plan.corners(np.array([cell])))[0]
    return corners
