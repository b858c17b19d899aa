"""The page: figures over the plan, the dock beside it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.commands.control_room import control_room_commands
from app.commands.rewind import rewind_commands
from app.heat.grid import HeatGrid
from app.ui.control_room.activity import Activity
from app.ui.control_room.acts import PageActs
from app.ui.control_room.alarm_list import AlarmList
from app.ui.control_room.desk import Desk
from app.ui.control_room.dock import Dock, fit_beside
from app.ui.control_room.drill import Drill
from app.ui.control_room.floor_feed import FloorFeed
from app.ui.control_room.kpi_strip import LOW, KpiStrip
from app.ui.control_room.plan_desk import PlanDesk
from app.ui.control_room.rewind import Rewind
from app.ui.control_room.vitals import Vitals
from app.ui.control_room.wires import Parts, Wires
from app.ui.shell.parts import Shell

EDGE = 8


class ControlRoomPage(QWidget):
    """What the supervisor sees. It reads through the desk's services on jobs; the feed brings what changes.

    begin() once it is in the window; end() before it goes. The feed belongs to whoever started it.
    """

    def __init__(self, shell: Shell, desk: Desk, feed: FloorFeed, grid: HeatGrid) -> None:
        super().__init__()
        self._shell = shell
        self.feed = feed
        self.setAccessibleName("Control room")
        self.strip = KpiStrip(desk.theme)
        self.plan = PlanDesk(desk.theme, grid, lambda: self.rewind.contents)
        self.rewind = Rewind(shell, desk, feed, self.plan, self)
        self.view = self.plan.pane.view
        self.drill = Drill(desk, self.view)
        self.alarms = AlarmList(desk)
        self.activity = Activity(desk)
        self.dock = Dock(self.drill, self.alarms, self.activity)
        self.vitals = Vitals(shell, desk, feed, self.plan.pane.legend, self.strip, self)
        self.acts = PageActs(shell, desk, self.plan, self.dock, self.drill, self.alarms)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(EDGE)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self._floor())
        self.split.addWidget(self.dock)
        self.split.setStretchFactor(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(EDGE)
        column.addWidget(self.strip)
        column.addWidget(self.split, 1)
        parts = Parts(self.strip, self.plan, self.drill, self.alarms, self.activity, self.vitals, self.acts)
        self._wires = Wires(parts, feed, desk, shell, self)
        self.rewind.follow(self.vitals, self.drill, self._wires.refresh_marks)
        self._commands = (*control_room_commands(self.acts), *rewind_commands(self.rewind))
        shell.registry.add(*self._commands)
        before = self.split.saveState()
        shell.keep("control_room.dock", self.split)
        self._set_by_hand = self.split.saveState() != before
        self.split.splitterMoved.connect(self._keep)

    def begin(self) -> None:
        """Read figures, alarms and activity, and look at the clock from now on."""
        self.vitals.start()
        self.alarms.refresh()
        self.activity.refresh()
        self._wires.refresh_marks()
        self.rewind.begin()

    def end(self) -> None:
        """Give the commands back and stop looking."""
        self.vitals.stop()
        self.rewind.end()
        self._shell.registry.remove(command.id for command in self._commands)

    def show_about(self, about: str) -> None:
        """Fly to a bin: "bin:A-04-16-5"."""
        index = self.view.picture.plan.by_code.get(about.removeprefix("bin:"))
        if index is not None:
            self.acts.fly_to(int(self.view.picture.plan.locations.ids[index]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        window = self.window()
        self.strip.set_low(window.height() < LOW)
        self.rewind.bar.set_low(window.height() < LOW)
        if not self._set_by_hand:
            fit_beside(self.split, self.dock, window.width())

    def _floor(self) -> QWidget:
        """The plan and, under it, the bar of the rewind."""
        floor = QWidget()
        column = QVBoxLayout(floor)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(EDGE)
        column.addWidget(self.plan, 1)
        column.addWidget(self.rewind.bar)
        return floor

    def _keep(self) -> None:
        self._set_by_hand = True
