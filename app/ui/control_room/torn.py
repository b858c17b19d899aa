"""Windows torn off the control room: a plan or a drill panel on another screen, over the same feed and grid."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.heat.grid import HeatGrid
from app.services.plan_views import Look
from app.ui.control_room.desk import Desk
from app.ui.control_room.drill import Drill, Stop
from app.ui.control_room.finds import Finds
from app.ui.control_room.floor_feed import FloorFeed
from app.ui.control_room.floor_marks import LiveMarks
from app.ui.control_room.look import show_look
from app.ui.control_room.plan_desk import PlanDesk
from app.ui.control_room.tool_row import OFFERED
from app.ui.control_room.viewing import Panels, Viewing
from app.ui.control_room.views import Views
from app.ui.control_room.vitals import Vitals
from app.ui.heat.view import HeatView
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.focus_ring import FocusRing
from app.ui.widgets.labels import Label

EDGE = 8


@dataclass(frozen=True, slots=True)
class Shared:
    """What every window of one control room shares: one feed with its grid and contents, one set of marks and views."""

    desk: Desk
    feed: FloorFeed
    marks: LiveMarks
    vitals: Vitals
    views: Views
    finds: Finds


class TornWindow(QWidget):
    """A window beside the main one. `closed` with itself, once. It does not keep the program alive."""

    closed = Signal(object)

    def __init__(self, shared: Shared, name: str) -> None:
        super().__init__()
        self.shared = shared
        self.setProperty("surface", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAccessibleName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        self.column.setSpacing(EDGE)
        self._ring = FocusRing(shared.desk.theme, self)
        for keys, act in (("Ctrl+W", self.close), ("F11", self.toggle_full)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def toggle_full(self) -> None:
        """Fill the screen, or stand in a window again."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit(self)


class HeadedWindow(TornWindow):
    """With a head that says what it shows and what time it is at the warehouse."""

    def __init__(self, shared: Shared, name: str) -> None:
        super().__init__(shared, name)
        theme = shared.desk.theme
        self.full = IconButton(theme, "full_screen", "Fill the screen", "F11")
        self.full.clicked.connect(self.toggle_full)
        self.title = Label(theme, "", "title")
        self.time = Label(theme, "", "title", cut="number")
        self.day = Label(theme, "", "body", "secondary", "number")
        head = QHBoxLayout()
        head.setSpacing(12)
        for part in (self.full, self.title):
            head.addWidget(part)
        head.addStretch(1)
        for part in (self.time, self.day):
            head.addWidget(part)
        self.column.addLayout(head)
        shared.vitals.told.connect(self.look)
        self.look()

    def look(self) -> None:
        """Look at the clock."""
        there = self.shared.desk.clock().astimezone(self.shared.desk.zone)
        self.time.setText(f"{there:%H:%M:%S}")
        self.day.setText(f"{there:%a %d %b} · {there:%Z}")

    def say_title(self, words: str) -> None:
        """What the window shows."""
        self.title.setText(words)
        self.setWindowTitle(" · ".join(part for part in (words, self.shared.desk.site or "Stillage") if part))


class PlanWindow(HeadedWindow):
    """The plan as it is now, looked at in its own way. `opened` with the bin that is chosen to be looked into."""

    opened = Signal(object)  # location id

    def __init__(self, shared: Shared, grid: HeatGrid) -> None:
        super().__init__(shared, "Plan of the floor in a window of its own")
        self.plan = PlanDesk(shared.desk.theme, grid, lambda: shared.feed.contents)
        self.plan.tools.export.hide()
        self.plan.tools.tear.hide()
        self.viewing = Viewing(self.plan, shared.views, shared.finds, Panels())
        self.viewing.panel.wall.hide()
        self.column.addWidget(self.plan, 1)
        self._connect()
        self._keys()
        self._name("")
        self._mark()
        self.shared.vitals.say()

    def sizeHint(self) -> QSize:
        return QSize(1200, 800)

    def show_look(self, look: Look) -> None:
        """Look at the plan this way; at once."""
        show_look(self.plan, look, lambda source: self.shared.finds.find(source, self.plan), fly=False)

    def _connect(self) -> None:
        shared, view = self.shared, self.plan.pane.view
        shared.feed.gridded.connect(self.plan.show_grid)
        shared.feed.seeded.connect(view.rescale)
        shared.marks.changed.connect(self._mark)
        shared.vitals.told.connect(self.plan.pane.legend.show_state)
        self.viewing.named.connect(self._name)
        view.picture_changed.connect(lambda: self._name(self.viewing.name))
        view.activated.connect(self.opened)
        self.plan.rack.opened.connect(self.opened)

    def _keys(self) -> None:
        plan = self.plan
        acts: list[tuple[str, Callable[[], object]]] = [
            ("F", plan.toggle_panel),
            ("E", plan.toggle_rack),
            ("]", lambda: plan.rack.step(1)),
            ("[", lambda: plan.rack.step(-1)),
            ("Shift+E", plan.rack.flip),
        ]
        for number, (metric, _) in enumerate(OFFERED, start=1):
            acts.append((str(number), partial(plan.show_metric, metric.key)))
        for keys, act in acts:
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _mark(self) -> None:
        self.shared.marks.show_on(self.plan.pane.view.overlay)

    def _name(self, name: str) -> None:
        self.say_title(name or self.plan.pane.view.picture.metric.label)


class DrillWindow(HeadedWindow):
    """A drill panel in a window. `returned` with the way back when it is closed, for the dock."""

    returned = Signal(object)  # tuple of Stop

    def __init__(self, shared: Shared, view: HeatView, trail: tuple[Stop, ...]) -> None:
        super().__init__(shared, "What was chosen on the plan, in a window of its own")
        self.drill = Drill(shared.desk, view)
        self.drill.top.tear_button.hide()
        self.column.addWidget(self.drill, 1)
        self.drill.shown.connect(self._shown)
        self.drill.take(trail)

    def sizeHint(self) -> QSize:
        return QSize(460, 760)

    def closeEvent(self, event: QCloseEvent) -> None:
        trail = self.drill.trail
        self.drill.shown.disconnect(self._shown)
        self.drill.close_panel()
        super().closeEvent(event)
        if trail:
            self.returned.emit(trail)

    def _shown(self, stop: Stop | None) -> None:
        """Its close button closes the window, and does not bring it back to the dock."""
        if stop is None:
            self.close()
        else:
            self.say_title("Order" if stop.kind == "order" else self.drill.top.name.text())
