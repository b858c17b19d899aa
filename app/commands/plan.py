"""What a person can do with the plan as it is shown: elevation, levels, saved views, windows, export, counts."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from app.commands.context import Needs
from app.commands.control_room import HERE, ON_PLAN
from app.commands.registry import Command
from app.commands.rewind import NOT_PAST

VIEWS = "Saved views"
KEYS = tuple(f"Alt+{number}" for number in range(1, 10))
COUNTING = (Needs("control_room.may_count", "Only a supervisor puts bins on the count list."), NOT_PAST)
CHANGING = (Needs("control_room.may_count", "Only a supervisor moves and holds stock."), NOT_PAST)
KEEPING = (*HERE, Needs("control_room.keeps_views", "Views are kept once the warehouse is open."))


class PlanActs(Protocol):
    """What the page does when one of these commands runs."""

    def show_elevation(self) -> None:
        """Open the elevation of a rack beside the plan, or close it."""

    def step_rack(self, by: int) -> None:
        """Show the next rack (1) or the one before (-1)."""

    def flip_rack(self) -> None:
        """Look at the rack from the other side."""

    def show_levels(self, which: str) -> None:
        """Colour each place of a rack by its "worst" or "best" level, or by their "mean"."""

    def ask_views(self) -> None:
        """Open the saved views, or close them."""

    def ask_name(self) -> None:
        """Save what is shown under a name."""

    def tear_off(self) -> None:
        """Show the plan in a window of its own."""

    def tear_off_panel(self) -> None:
        """Move what is open in the drill panel to a window of its own."""

    def start_rotation(self) -> None:
        """Fill the screen, and go through the saved views."""

    def export(self) -> None:
        """Write what is shown to a file."""

    def count_chosen(self) -> None:
        """Put the chosen bins on the count list."""


def plan_commands(acts: PlanActs) -> tuple[Command, ...]:
    """The commands of one open control room."""
    drilled = (*HERE, Needs("control_room.drilled", "Open a bin or an order first."))
    made: tuple[tuple[str, str, Callable[[], object], str, tuple[Needs, ...], str, str], ...] = (
        *_level_commands(acts),
        ("elevation", "Elevation of the rack", acts.show_elevation, "E", HERE, ON_PLAN, "elevation"),
        ("rack.next", "Next rack", lambda: acts.step_rack(1), "]", HERE, ON_PLAN, "forward"),
        ("rack.before", "Rack before", lambda: acts.step_rack(-1), "[", HERE, ON_PLAN, "back"),
        ("rack.flip", "Rack from the other side", acts.flip_rack, "Shift+E", HERE, ON_PLAN, "mirror"),
        ("views", "Saved views of the plan", acts.ask_views, "Shift+V", KEEPING, VIEWS, "saved_view"),
        ("save", "Save this view of the plan", acts.ask_name, "Ctrl+Shift+S", KEEPING, VIEWS, "plus"),
        ("rotation", "Show the wall: rotate the views", acts.start_rotation, "F11", HERE, VIEWS, "play"),
        ("window", "Plan in a window of its own", acts.tear_off, "Ctrl+Shift+N", HERE, ON_PLAN, "tear_off"),
        ("window.panel", "What is open, in a window of its own", acts.tear_off_panel, "Ctrl+Shift+D", drilled, ON_PLAN,
         "tear_off"),
        ("export", "Export what the plan shows", acts.export, "Ctrl+Shift+E", HERE, ON_PLAN, "export"),
        ("count", "Count the chosen bins", acts.count_chosen, "Ctrl+Shift+C", (*HERE, *COUNTING), ON_PLAN, "count"),
    )  # fmt: skip
    return tuple(
        Command(f"control_room.{id_}", title, run, keys, needs, section, icon)
        for id_, title, run, keys, needs, section, icon in made
    )


def view_commands(views: Sequence[tuple[int, str, str]], show: Callable[[int], object]) -> tuple[Command, ...]:
    """A command a saved view (id, name, whose): the first nine have a key."""
    keys = (*KEYS, *("" for _ in views))
    return tuple(
        Command(
            f"control_room.view.{id_}",
            f"View: {name}",
            _showing(show, id_),
            key,
            HERE,
            VIEWS,
            "saved_view",
            detail=whose,
        )
        for (id_, name, whose), key in zip(views, keys, strict=False)
    )


def _level_commands(
    acts: PlanActs,
) -> tuple[tuple[str, str, Callable[[], object], str, tuple[Needs, ...], str, str], ...]:
    titles = {
        "worst": "Colour racks by their worst level",
        "mean": "Colour racks by the mean of their levels",
        "best": "Colour racks by their best level",
    }
    return tuple(
        (f"levels.{which}", title, partial(acts.show_levels, which), "", HERE, ON_PLAN, "layers")
        for which, title in titles.items()
    )


def _showing(show: Callable[[int], object], id_: int) -> Callable[[], object]:
    return lambda: show(id_)
