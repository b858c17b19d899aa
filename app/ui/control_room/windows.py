"""The windows of one control room: plans and drill panels that were torn off, and the wall. They go with the page."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.services.plan_views import Look
from app.ui.control_room.alarm_items import AlarmItem
from app.ui.control_room.drill import Drill, Stop
from app.ui.control_room.torn import DrillWindow, PlanWindow, Shared, TornWindow
from app.ui.control_room.wall import Wall
from app.ui.heat.view import HeatView


class Windows(QObject):
    """Opens and closes them; changed bins are told to every drill panel."""

    def __init__(self, parent: QWidget, shared: Shared, view: HeatView, dock: Drill) -> None:
        super().__init__(parent)
        self.shared, self._view, self._dock = shared, view, dock
        self.open: list[TornWindow] = []
        self.wire: Callable[[Drill], object] = lambda _: None
        self.open_bin: Callable[[int], object] = lambda _: None
        self.alarms: Callable[[], Sequence[AlarmItem]] = tuple
        shared.feed.changed.connect(lambda places, _: self.touched(places))
        dock.torn.connect(self.tear_drill)
        dock.beside.connect(self._beside)

    def tear_plan(self, look: Look) -> PlanWindow | None:
        """A window with the plan of now, looked at this way; None before there is a plan."""
        grid = self.shared.feed.grid
        if grid is None:
            return None
        window = PlanWindow(self.shared, grid)
        window.opened.connect(lambda place: self.open_bin(place))
        self._show(window)
        window.show_look(look)
        return window

    def tear_drill(self, trail: tuple[Stop, ...]) -> DrillWindow:
        """A window with a drill panel that stands where another one stood; closed, it is back in the dock."""
        window = DrillWindow(self.shared, self._view, trail)
        self.wire(window.drill)
        window.returned.connect(self._dock.take)
        self._show(window)
        return window

    def start_wall(self) -> Wall | None:
        """Fill the screen with the rotation of the views; None before there is a plan. There is one at most."""
        running = next((window for window in self.open if isinstance(window, Wall)), None)
        if running is not None or self.shared.feed.grid is None:
            return running
        wall = Wall(self.shared, lambda: self.alarms(), time.monotonic)
        self._keep(wall)
        host = self.parent()
        screen = host.screen() if isinstance(host, QWidget) else None
        if screen is not None:
            wall.setGeometry(screen.geometry())
        wall.showFullScreen()
        wall.activateWindow()
        wall.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        wall.begin()
        return wall

    def touched(self, places: frozenset[int]) -> None:
        """Bins changed: every drill panel in a window looks whether it shows one of them."""
        if self.shared.desk.moment.at is None:
            for window in self.open:
                if isinstance(window, DrillWindow):
                    window.drill.touched(places)

    def moved(self) -> None:
        """Another moment is looked at: what is open is read as of it."""
        for window in self.open:
            if isinstance(window, DrillWindow) and window.drill.at is not None:
                window.drill.touched(frozenset({window.drill.at.id}))

    def close_all(self) -> None:
        """Close them; nothing comes back."""
        for window in tuple(self.open):
            if isinstance(window, DrillWindow):
                window.returned.disconnect(self._dock.take)
            window.close()

    def _beside(self, stop: Stop) -> None:
        """The dock is pinned: the newest drill window that is not takes it, else a new one."""
        for window in reversed(self.open):
            if isinstance(window, DrillWindow) and not window.drill.top.pin_button.isChecked():
                window.drill.take((*window.drill.trail, stop))
                QApplication.alert(window)
                return
        self.tear_drill((stop,))

    def _show(self, window: TornWindow) -> None:
        self._keep(window)
        host = self.parent()
        if isinstance(host, QWidget):
            window.resize(window.sizeHint())
            offset = 40 * len(self.open)
            window.move(host.window().pos().x() + offset, host.window().pos().y() + offset)
        window.show()

    def _keep(self, window: TornWindow) -> None:
        self.open.append(window)
        window.closed.connect(self._closed)

    def _closed(self, window: TornWindow) -> None:
        if window in self.open:
            self.open.remove(window)
            window.deleteLater()
