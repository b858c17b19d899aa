"""The plan with all that floats over it: legend, overview, hover card, zoom buttons."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.heat.grid import HeatGrid
from app.ui.heat.camera import Camera
from app.ui.heat.floor import polygon
from app.ui.heat.grip import cell_corners
from app.ui.heat.hover_card import CardContent, HoverCard
from app.ui.heat.legend import Legend
from app.ui.heat.minimap import Minimap
from app.ui.heat.view import HeatView
from app.ui.theme import Theme
from app.ui.widgets.buttons import IconButton

EDGE = 12
COMPACT_BELOW = 1000  # px of width
BUTTONS = 36.0
FOOT = 10.0  # the numbers under the docks


class PlanPane(QWidget):
    """`view` is the plan, `legend` and `card` what floats on it. `top_inset` px at the top are left to the page's own
    tool row. `content` answers what the card says about a location, from memory."""

    def __init__(
        self, grid: HeatGrid, theme: Theme, content: Callable[[int], CardContent | None], *, top_inset: int = 0
    ) -> None:
        super().__init__()
        self._top = top_inset
        self.view = HeatView(grid, theme, self)
        self.legend = Legend(theme, self.view.picture.metric, self.view.picture.scale, self.view.inks, self)
        self.minimap = Minimap(self.view, self)
        self.card = HoverCard(theme, content, self)
        self._buttons = (
            IconButton(theme, "zoom_in", "Zoom in", "+", kind="panel"),
            IconButton(theme, "zoom_out", "Zoom out", "-", kind="panel"),
            IconButton(theme, "zoom_fit", "Show the whole plan", "Home", kind="panel"),
        )
        steps = (lambda: self.view.zoom(1.5), lambda: self.view.zoom(1 / 1.5), lambda: self.view.fit())
        for button, step in zip(self._buttons, steps, strict=True):
            button.setParent(self)
            button.clicked.connect(step)
        self.view.camera.insets = (0.0, float(top_inset), BUTTONS, FOOT)
        self.view.picture_changed.connect(self._picture_changed)
        self.view.view_changed.connect(self._drop_card)
        self.view.refreshed.connect(self.card.refresh)
        self.view.choice.hovered.connect(self._hovered)
        self.legend.band_asked.connect(self.view.show_band)
        self.setFocusProxy(self.view)

    def bare(self) -> None:
        """Nothing but the plan: for a wall that nobody touches, where legend and age are said large beside it."""
        for float_ in (*self._buttons, self.legend):
            float_.hide()
        self.minimap.leave()
        self._top = 0
        self.view.camera.insets = (0.0, 0.0, 0.0, FOOT)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.view.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.view.setGeometry(self.rect())
        self.legend.set_compact(self.width() < COMPACT_BELOW)
        self._place_floats()
        top = self._top + EDGE
        for button in self._buttons:
            button.move(self.width() - button.width() - EDGE, top)
            top += button.height() + 4

    def _place_floats(self) -> None:
        """The legend in the lower corner that hides fewer bins of the whole plan, the overview in the other."""
        camera = Camera(self.view.picture.plan.bounds)
        camera.insets = self.view.camera.insets
        camera.resize(self.width(), self.height())
        wide, high = self.legend.width() + EDGE, self.legend.height() + EDGE
        hidden = []
        for left in (self.width() - wide, 0):
            x0, y0 = camera.world(left, self.height() - high)
            x1, y1 = camera.world(left + wide, self.height())
            hidden.append(len(self.view.picture.plan.band(x0, y0, x1, y1)))
        first, second = (self.legend, self.minimap) if hidden[0] <= hidden[1] else (self.minimap, self.legend)
        first.move(max(self.width() - first.width() - EDGE, 0), max(self.height() - first.height() - EDGE, 0))
        second.move(EDGE, max(self.height() - second.height() - EDGE, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_P and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.card.toggle_pin()
        else:
            super().keyPressEvent(event)

    def _hovered(self, location_id: int | None) -> None:
        cell = self.view.choice.chosen.hovered
        box = QRectF()
        if cell >= 0:
            box = polygon(cell_corners(self.view.picture, self.view.camera, cell)).boundingRect()
        self.card.point(location_id, box)

    def _picture_changed(self) -> None:
        picture = self.view.picture
        self.legend.show_scale(picture.metric, picture.scale, self.view.inks, picture.levels)
        self._place_floats()
        self.card.refresh()

    def _drop_card(self) -> None:
        self.card.point(None, QRectF())
