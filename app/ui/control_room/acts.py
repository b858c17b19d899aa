"""What the commands and the tiles of the control room do."""

from typing import Any

from PySide6.QtCore import Qt

from app.heat.grid import Aggregate
from app.services.control_room import CutOff
from app.ui.control_room.alarm_list import AlarmList
from app.ui.control_room.desk import Desk
from app.ui.control_room.dock import Dock
from app.ui.control_room.drill import Drill
from app.ui.control_room.figures import LANES, next_cut_offs
from app.ui.control_room.plan_desk import PlanDesk
from app.ui.control_room.plan_filter import PlanFilter
from app.ui.control_room.words import joined, say_clock
from app.ui.shell.parts import Shell


class PageActs:
    """ControlRoomActs (app.commands.control_room) over the parts of one page; and where searches lead."""

    def __init__(self, shell: Shell, desk: Desk, plan: PlanDesk, dock: Dock, drill: Drill, alarms: AlarmList) -> None:
        self._shell, self._desk = shell, desk
        self._plan, self._dock, self._drill, self._alarms = plan, dock, drill, alarms

    def show_metric(self, key: str) -> None:
        self._plan.show_metric(key)

    def fit_plan(self) -> None:
        self._plan.pane.view.fit()

    def find(self) -> None:
        self._shell.registry.run("shell.palette")

    def choose_filters(self) -> None:
        self._plan.toggle_panel()

    def drop_filters(self) -> None:
        self._plan.show_filter(PlanFilter())
        self._plan.pane.view.choice.select([])

    def show_elevation(self) -> None:
        self._plan.toggle_rack()

    def step_rack(self, by: int) -> None:
        if self._plan.rack.isHidden():
            self._plan.rack.open_pane()
        else:
            self._plan.rack.step(by)

    def flip_rack(self) -> None:
        if self._plan.rack.isHidden():
            self._plan.rack.open_pane()
        self._plan.rack.flip()

    def show_levels(self, which: str) -> None:
        found: dict[str, Aggregate] = {"worst": "worst", "mean": "mean", "best": "best"}
        self._plan.show_aggregate(found[which])

    def step_alarm(self, by: int) -> None:
        self._alarms.step(by)
        self._alarms.fly()

    def acknowledge(self) -> None:
        self._alarms.acknowledge()

    def shelve(self) -> None:
        self._dock.show()
        self._alarms.shelve()

    def show_alarms(self) -> None:
        self._dock.show()
        self._alarms.area.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fold_dock(self) -> None:
        self._dock.setVisible(not self._dock.isVisible())

    def go_back(self) -> None:
        self._drill.go_back()

    def open_bin(self, location_id: int) -> None:
        """Open a bin in the drill panel, where the plan is already."""
        self._dock.show()
        self._drill.open_bin(location_id)

    def fly_to(self, location_id: int) -> None:
        """Fly to a bin, let it flash and open it."""
        if self._plan.pane.view.fly_to(location_id):
            self.open_bin(location_id)

    def open_order(self, order_id: int) -> None:
        """Open an order in the drill panel."""
        self._dock.show()
        self._drill.open_order(order_id)

    def show_product(self, product_id: int, sku: str) -> None:
        """Dim all bins but those of a product, and fly to the one that holds most."""
        job = self._desk.jobs.latest("product", self._desk.room.bins_of_product, product_id, owner=self._plan)
        job.then(lambda rows: self._show_product(sku, rows)).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: None if fault.retry else self._shell.show_fault(fault))

    def press_tile(self, id_: str, cut_offs: tuple[CutOff, ...]) -> None:
        """A tile was clicked: the plan shows what its figure counts."""
        name, _, number = id_.partition(".")
        if name == "cut_off" and number.isdigit() and int(number) < len(next_cut_offs(cut_offs)):
            one = next_cut_offs(cut_offs)[int(number)]
            when = say_clock(one.cut_off, self._desk.zone, self._desk.clock()) if one.cut_off is not None else ""
            said = joined([f"Open picks of {one.carrier}", when])
            self._show_read(said, self._desk.room.bins_of_cut_off, one.carrier, one.cut_off)
        elif name == "picks":
            self.show_metric("picks_hour")
        elif name == "late":
            self._show_read("Picks past cut-off", self._desk.room.bins_of_late_lines)
        elif name in ("lanes", "packing"):
            self._plan.show_filter(PlanFilter(kinds=frozenset(LANES if name == "lanes" else ("packing",))))
        elif name == "exceptions":
            self.show_alarms()

    def _show_read(self, name: str, read: Any, *args: Any) -> None:
        job = self._desk.jobs.latest("tile", read, *args, owner=self._plan)
        job.then(lambda ids: self._plan.show_places(name, ids)).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: None if fault.retry else self._shell.show_fault(fault))

    def _show_product(self, sku: str, rows: Any) -> None:
        ids = frozenset(int(row.location_id) for row in rows)
        self._plan.show_places(f"Bins with {sku}", ids)
        most = next((int(row.location_id) for row in rows if self._plan.pane.view.fly_to(int(row.location_id))), None)
        if most is not None:
            self.open_bin(most)
