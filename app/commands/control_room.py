"""What a supervisor can do in the control room, as commands: metric, plan, filters, alarms, the dock."""

from collections.abc import Callable
from typing import Protocol

from app.commands.context import Needs
from app.commands.refresh import refresh_command
from app.commands.registry import Command

HERE = (Needs("workspace", "Open the control room first.", "control_room"),)
BACK = (*HERE, Needs("control_room.back", "There is nowhere to go back to."))
FILTERED = (*HERE, Needs("control_room.filtered", "No filter is on."))
ALARMED = (*HERE, Needs("control_room.alarms", "No alarm stands."))
NEW = (*HERE, Needs("control_room.new", "Every alarm is acknowledged."))
ON_PLAN = "Plan"

METRICS = (
    ("picks_hour", "Show picks per hour"),
    ("fill", "Show how full the bins are"),
    ("on_hand", "Show stock on hand"),
    ("days_to_expiry", "Show days to expiry"),
    ("held", "Show held stock"),
    ("age", "Show age of stock"),
    ("count_age", "Show days since the last count"),
    ("tasks", "Show open tasks"),
)


class ControlRoomActs(Protocol):
    """What the page does when a command runs."""

    def show_metric(self, key: str) -> None:
        """Colour the plan by a metric of METRICS."""

    def fit_plan(self) -> None:
        """Show the whole plan."""

    def find(self) -> None:
        """Ask for a bin, product, order or unit and fly there."""

    def choose_filters(self) -> None:
        """Open the filters."""

    def drop_filters(self) -> None:
        """Show all bins."""

    def step_alarm(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) alarm."""

    def acknowledge(self) -> None:
        """Acknowledge the current alarm with one's name."""

    def shelve(self) -> None:
        """Put the current alarm away, with a reason."""

    def show_alarms(self) -> None:
        """Bring the keyboard to the alarm list."""

    def fold_dock(self) -> None:
        """Hide the dock at the right, or show it again."""

    def go_back(self) -> None:
        """To where one came from in the drill panel."""


def control_room_commands(acts: ControlRoomActs, refresh: Callable[[], object]) -> tuple[Command, ...]:
    """The commands of one open control room. refresh: reads figures, alarms and activity again."""
    metrics = tuple(
        Command(
            f"control_room.metric.{key}",
            title,
            lambda key=key: acts.show_metric(key),  # type: ignore[misc]  # a default of a lambda has no annotation
            str(number),
            HERE,
            ON_PLAN,
            "layers",
        )
        for number, (key, title) in enumerate(METRICS, start=1)
    )
    return (
        *metrics,
        Command("control_room.fit", "Show the whole plan", acts.fit_plan, "Home", HERE, ON_PLAN, "zoom_fit"),
        Command("control_room.find", "Find and fly to", acts.find, "Ctrl+F", HERE, ON_PLAN, "fly_to"),
        Command("control_room.filter", "Filter the plan", acts.choose_filters, "F", HERE, ON_PLAN, "filter"),
        Command("control_room.all", "Show all bins", acts.drop_filters, "Shift+F", FILTERED, ON_PLAN, "show"),
        refresh_command("control_room", "figures, alarms and activity", refresh, HERE, ON_PLAN),
        Command("control_room.dock", "Fold the dock", acts.fold_dock, "D", HERE, ON_PLAN, "columns"),
        Command("control_room.back", "Back to where you came from", acts.go_back, "Alt+Left", BACK, ON_PLAN, "back"),
        Command("alarms.show", "Go to the alarms", acts.show_alarms, "Ctrl+Shift+A", HERE, "Alarms", "alarm"),
        Command("alarms.next", "Next alarm", lambda: acts.step_alarm(1), "N", ALARMED, "Alarms", "forward"),
        Command("alarms.previous", "Previous alarm", lambda: acts.step_alarm(-1), "Shift+N", ALARMED, "Alarms", "back"),
        Command("alarms.acknowledge", "Acknowledge the alarm", acts.acknowledge, "A", NEW, "Alarms", "acknowledge"),
        Command("alarms.shelve", "Shelve the alarm", acts.shelve, "S", ALARMED, "Alarms", "shelve"),
    )
