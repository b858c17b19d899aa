"""The page: figures over the plan, the dock beside it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.commands.control_room import control_room_commands
from app.commands.plan import CHANGING, COUNTING, plan_commands
from app.commands.rewind import rewind_commands
from app.heat.grid import HeatGrid
from app.ui.control_room.activity import Activity
from app.ui.control_room.acts import PageActs
from app.ui.control_room.alarm_list import AlarmList
from app.ui.control_room.desk import Desk
from app.ui.control_room.dock import Dock, fit_beside
from app.ui.control_room.drill import Drill
from app.ui.control_room.finds import Finds
from app.ui.control_room.floor_feed import FloorFeed
from app.ui.control_room.kept_windows import KeptWindows
from app.ui.control_room.kpi_strip import LOW, KpiStrip
from app.ui.control_room.order_walk import OrderWalks
from app.ui.control_room.plan_acts import PagePlanActs
from app.ui.control_room.plan_desk import PlanDesk
from app.ui.control_room.plan_export import PlanExport
from app.ui.control_room.rewind import Rewind
from app.ui.control_room.torn import Shared
from app.ui.control_room.viewing import Panels, Viewing
from app.ui.control_room.views import Views
from app.ui.control_room.vitals import Vitals
from app.ui.control_room.windows import Windows
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
        self.finds = Finds(desk, shell)
        self.views = Views(shell, desk, self)
        self.viewing = Viewing(self.plan, self.views, self.finds, Panels(self._standing, self._stand))
        self.export = PlanExport(shell, desk, self.plan, self.viewing, lambda: self.rewind.contents)
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
        self.windows = self._make_windows(Shared(desk, feed, self._wires.marks, self.vitals, self.views, self.finds))
        self.plan_acts = PagePlanActs(shell, desk, self.plan, self.drill, self.viewing, self.windows, self.export)
        self._walks = OrderWalks(self, desk, self._wires.marks)
        self._connect_plan()
        commands = (
            control_room_commands(self.acts, self._wires.refresh),
            plan_commands(self.plan_acts),
            rewind_commands(self.rewind),
        )
        self._commands = tuple(command for some in commands for command in some)
        shell.registry.add(*self._commands)
        before = self.split.saveState()
        shell.keep("control_room.dock", self.split)
        self._set_by_hand = self.split.saveState() != before
        shell.keep("control_room.windows", KeptWindows(self.windows))
        self.split.splitterMoved.connect(self._keep)

    def begin(self) -> None:
        """Read figures, alarms and activity, and look at the clock from now on."""
        self.vitals.start()
        self.alarms.refresh()
        self.activity.refresh()
        self._wires.refresh_marks()
        self.rewind.begin()
        self.views.read()

    def end(self) -> None:
        """Give the commands back and stop looking."""
        self.windows.close_all()
        self.vitals.stop()
        self.rewind.end()
        self.views.end()
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

    def _make_windows(self, shared: Shared) -> Windows:
        made = Windows(self, shared, self.view, self.drill)
        made.open_bin = self._open_from_window
        made.alarms = lambda: self.alarms.items
        made.wire = self._wire_drill
        return made

    def _wire_drill(self, drill: Drill) -> None:
        """What leads from a drill panel to the rest, wherever it stands."""
        drill.fly_asked.connect(self.acts.fly_to)
        drill.counting.connect(self._count)
        drill.foot.leads_to_stock = lambda: self._shell.has("inventory")
        drill.stock_asked.connect(lambda code: self._shell.open("inventory", f"bin:={code}"))
        drill.act_asked.connect(lambda act, code: self._shell.open("inventory", f"act:{act} bin:={code}"))
        self._walks.follow(drill)
        self._allow_count(drill)

    def _connect_plan(self) -> None:
        tools = self.plan.tools
        tools.tear_asked.connect(self.plan_acts.tear_off)
        tools.export_asked.connect(self.plan_acts.export)
        self.viewing.panel.wall_asked.connect(self.plan_acts.start_rotation)
        self.viewing.named.connect(self._shell.set_subtitle)
        self.views.shown.connect(self._show_view)
        self.rewind.mode.moved.connect(self.windows.moved)
        self.rewind.mode.moved.connect(lambda: self._allow_count(self.drill))
        self._wire_drill(self.drill)

    def _allow_count(self, drill: Drill) -> None:
        foot = drill.foot
        for needs, buttons in ((COUNTING, (foot.count,)), (CHANGING, (foot.to_move, foot.to_hold))):
            reasons = (need.refusal(self._shell.context) for need in needs)
            reason = next((reason for reason in reasons if reason is not None), None)
            for button in buttons:
                button.set_allowed(reason)

    def _count(self, location_ids: list[int]) -> None:
        self.plan_acts.count(location_ids)

    def _show_view(self, view_id: int) -> None:
        view = self.views.view(view_id)
        if view is not None:
            self.viewing.show_view(view)

    def _open_from_window(self, location_id: int) -> None:
        """A bin that was clicked in a plan on another screen: chosen here too, and opened."""
        self.view.choice.choose(location_id)
        self.acts.open_bin(location_id)

    def _standing(self) -> tuple[str, ...]:
        return ("dock",) if not self.dock.isHidden() else ()

    def _stand(self, panels: tuple[str, ...]) -> None:
        self.dock.setVisible("dock" in panels)

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
