"""The plan on the screen: one widget, the live picture of every bin, and the hand on it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.heat.filters import Filter
from app.heat.grid import Aggregate, HeatGrid
from app.heat.metrics import PICKS_HOUR, Metric
from app.heat.picture import HeatPicture
from app.heat.pyramid import Blend
from app.ui.heat.camera import Box, Camera, Stand
from app.ui.heat.choice import Choice
from app.ui.heat.grip import Grip
from app.ui.heat.hand import Hand
from app.ui.heat.overlay import Overlay
from app.ui.heat.paint import Inks, PlanPaint
from app.ui.heat.painter import PlanPainter
from app.ui.heat.pilot import Pilot
from app.ui.heat.ticker import Ticker


class HeatView(QWidget):
    """Shows one grid. `overlay` takes alarms, people and routes; `choice` tells and takes what is pointed at.

    Painted at most once a tick of 100 ms for live changes, at once for the hand; not at all while hidden.
    """

    activated = Signal(object)  # location id: the person opens this bin
    view_changed = Signal()  # the camera moved or the plan is another one
    picture_changed = Signal()  # metric, filters, scale or theme
    refreshed = Signal()  # live changes were taken in
    search_asked = Signal()  # F: fly to what the person will name

    def __init__(self, grid: HeatGrid, paint: PlanPaint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frames = 0
        """Paints so far, for benches and tests."""
        self.theme = paint
        self.ticker = Ticker(self._flush, self)
        self.picture = HeatPicture(grid, PICKS_HOUR, on_dirty=self.ticker.wake)
        self.overlay = Overlay(self)
        self.camera = Camera(grid.plan.bounds)
        self.choice = Choice(self.picture, self)
        self.pilot = Pilot(self.camera, self)
        self._hand = Hand(self)
        self._grip = Grip(self._hand, self.camera, self.choice, self.pilot, self)
        self.scale_name = "cividis"
        """The data scale it paints with; see use_scale."""
        self._painter = PlanPainter(self.picture, paint, self.scale_name)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._connect()
        self._describe()

    @property
    def inks(self) -> Inks:
        """The colours it paints with now, among them the table that the legend shows."""
        return self._painter.inks

    def show_grid(self, grid: HeatGrid, *, fit: bool = True) -> None:
        """Show another grid, looked at the same way; another plan wants to be fitted to the window."""
        old = self.picture
        self.picture = HeatPicture(grid, old.metric, blend=old.pyramid.blend, on_dirty=self.ticker.wake)
        self.picture.show(aggregate=old.aggregate, filters=old.filters)
        self.camera.bounds = grid.plan.bounds
        self.choice.follow(self.picture)
        self._remake()
        if fit:
            self.fit()

    def show_metric(
        self,
        metric: Metric | None = None,
        *,
        aggregate: Aggregate | None = None,
        filters: Sequence[Filter] | None = None,
        blend: Blend | None = None,
    ) -> None:
        """Look at the bins another way; what is left out stays. Bins filtered out are dimmed."""
        self.picture.show(metric, aggregate=aggregate, filters=filters, blend=blend)
        self._recolour()

    def rescale(self) -> None:
        """Find the range of the scale anew from what is in the bins now."""
        self.picture.rescale()
        self._recolour()

    def show_band(self, band: tuple[float, float] | None) -> None:
        """Dim all but a band of severities (0..1), as the legend asks; None shows all."""
        if band != self._painter.band:
            self._painter.show_band(band)
            self.update()

    def use_scale(self, name: str) -> None:
        """Paint with another data scale of the theme ("cividis", "viridis", "grey")."""
        self.scale_name = name
        self._remake()

    def fit(self, part: Box | None = None) -> None:
        """Show the whole plan, or a part of it (m); it stays so when the window changes, until the hand moves it."""
        self.pilot.stop()
        self.camera.fit(part)
        self._moved()

    def zoom(self, factor: float) -> None:
        """Zoom about the middle of the window."""
        self._grip.zoom(factor, QPointF(self.width() / 2, self.height() / 2))

    def fly_to(self, location_id: int) -> bool:
        """Fly to a location, choose it and let it flash; False if it is not on this plan."""
        if not self.choice.choose(location_id):
            return False
        stand = self._grip.stand_at(self.choice.chosen.current, self.picture)
        self.pilot.fly(stand, self.theme.motion("fly_to"), self.theme.motion("flash"))
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        self.frames += 1
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        self._painter.frame(painter, self.camera, ratio, QRectF(event.rect()), self.overlay, self.choice.chosen)
        if self._grip.band_box is not None:
            self._painter.band_frame(painter, self._grip.band_box)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.camera.resize(self.width(), self.height())
        self._moved()

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QMouseEvent | QWheelEvent | QKeyEvent):
            if self._hand.take(event):
                event.accept()
                return True
        elif kind == QEvent.Type.Show:
            self.ticker.rise()
        elif kind == QEvent.Type.Hide:
            self.ticker.sleep()
        elif kind == QEvent.Type.Leave:
            self.choice.hover(-1)
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the alarms, then leaves the plan."""
        goal = self._grip.walk_alarms(self.overlay, self.picture, forward)
        if goal is None:
            return super().focusNextPrevChild(forward)
        if isinstance(goal, Stand):
            self.pilot.fly(goal, self.theme.motion("fly_to"), 0)
            return True
        return self.fly_to(goal)

    def _connect(self) -> None:
        self._hand.zoom_stepped.connect(self.zoom)
        self._hand.fit_asked.connect(self.fit)
        self._hand.search_asked.connect(self.search_asked)
        self._grip.moved.connect(self._moved)
        self._grip.band_changed.connect(self.update)
        self._grip.opened.connect(self.activated)
        self.overlay.changed.connect(self.ticker.wake)
        self.choice.changed.connect(self.update)
        self.pilot.moved.connect(self._moved)
        self.pilot.pulsed.connect(self.choice.flash)
        self.theme.changed.connect(self._remake)

    def _flush(self) -> None:
        if self.picture.pending:
            scale = self.picture.scale
            self._painter.take(self.picture.refresh())
            self.refreshed.emit()
            if self.picture.scale is not scale:  # the first stock on an empty plan brought a range with it
                self.picture_changed.emit()
        self.update()

    def _moved(self) -> None:
        self.update()
        self.view_changed.emit()

    def _remake(self) -> None:
        band = self._painter.band
        self._painter = PlanPainter(self.picture, self.theme, self.scale_name)
        self._painter.show_band(band)
        self._describe()
        self.update()
        self.picture_changed.emit()

    def _recolour(self) -> None:
        self._painter.take(None)
        self._describe()
        self.update()
        self.picture_changed.emit()

    def _describe(self) -> None:
        places = len(self.picture.plan.locations)
        self.setAccessibleName(f"Plan of the floor, {places:,} bins, {self.picture.metric.label.lower()}")
        self.setAccessibleDescription(
            "Arrows pan, plus and minus zoom, Home shows all. Control with an arrow goes from bin to bin, Enter opens."
        )
