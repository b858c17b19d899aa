"""What the commands and the tiles of the control room do."""

from PySide6.QtCore import Qt

from app.services.control_room import CutOff
from app.ui.control_room.alarm_list import AlarmList
from app.ui.control_room.desk import Desk
from app.ui.control_room.dock import Dock
from app.ui.control_room.drill import Drill
from app.ui.control_room.figures import LANES, next_cut_offs
from app.ui.control_room.finds import Finds
from app.ui.control_room.plan_desk import PlanDesk
from app.ui.control_room.plan_filter import Places, PlanFilter
from app.ui.shell.parts import Shell


class PageActs:
    """ControlRoomActs (app.commands.control_room) over the parts of one page; and where searches lead."""

    def __init__(self, shell: Shell, desk: Desk, plan: PlanDesk, dock: Dock, drill: Drill, alarms: AlarmList) -> None:
        self._shell, self._desk = shell, desk
        self._plan, self._dock, self._drill, self._alarms = plan, dock, drill, alarms
        self._finds = Finds(desk, shell)

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
        self._finds.find(("product", str(product_id), sku), self._plan, self._fly_first)

    def press_tile(self, id_: str, cut_offs: tuple[CutOff, ...]) -> None:
        """A tile was clicked: the plan shows what its figure counts."""
        name, _, number = id_.partition(".")
        if name == "cut_off" and number.isdigit() and int(number) < len(next_cut_offs(cut_offs)):
            one = next_cut_offs(cut_offs)[int(number)]
            moment = one.cut_off.isoformat() if one.cut_off is not None else ""
            self._finds.find(("cut_off", one.carrier, moment), self._plan)
        elif name == "picks":
            self.show_metric("picks_hour")
        elif name == "late":
            self._finds.find(("late",), self._plan)
        elif name in ("lanes", "packing"):
            self._plan.show_filter(PlanFilter(kinds=frozenset(LANES if name == "lanes" else ("packing",))))
        elif name == "exceptions":
            self.show_alarms()

    def _fly_first(self, places: Places) -> None:
        """Fly to the bin that holds most, of those that the plan has."""
        most = next((place for place in places.in_order if self._plan.pane.view.fly_to(place)), None)
        if most is not None:
            self.open_bin(most)
