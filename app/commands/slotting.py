"""What can be done on the slotting page, as commands."""

from collections.abc import Callable
from typing import Protocol

from app.commands.context import Needs
from app.commands.refresh import refresh_command
from app.commands.registry import Command

HERE = (Needs("workspace", "Open Slotting first.", "slotting"),)
FOUND = (*HERE, Needs("slotting.moves", "Find moves first."))
SECTION = "Slotting"


class SlottingActs(Protocol):
    """What the page does when a command runs."""

    def show_view(self, view: str) -> None:
        """Show moves, plan, pairs or plans."""

    def look(self) -> None:
        """Look for moves."""

    def stop_here(self) -> None:
        """Stop looking, take what was found."""

    def create_tasks(self) -> None:
        """Tasks of the chosen moves."""

    def cancel_plan(self) -> None:
        """Take back what nobody has begun of the chosen plan."""


def slotting_commands(acts: SlottingActs, refresh: Callable[[], object]) -> tuple[Command, ...]:
    """The commands of one open slotting page. refresh: reads the plans of moves again."""
    return (
        Command("slotting.find", "Find moves that shorten walks", acts.look, "F6", HERE, SECTION, "search"),
        Command("slotting.stop", "Stop looking, take what was found", acts.stop_here, "", HERE, SECTION, "close"),
        Command("slotting.create", "Create tasks of the moves", acts.create_tasks, "", FOUND, SECTION, "move_stock"),
        Command("slotting.cancel", "Cancel the plan's open tasks", acts.cancel_plan, "", HERE, SECTION, "close"),
        Command("slotting.moves", "Show moves", lambda: acts.show_view("moves"), "", HERE, SECTION, "list"),
        Command(
            "slotting.plan", "Show what changes on the plan", lambda: acts.show_view("plan"), "", FOUND, SECTION,
            "difference",
        ),
        Command(
            "slotting.pairs", "Show what is ordered together", lambda: acts.show_view("pairs"), "", FOUND, SECTION,
            "order",
        ),
        Command("slotting.plans", "Show planned moves", lambda: acts.show_view("plans"), "", HERE, SECTION, "clock"),
        refresh_command("slotting", "planned moves", refresh, HERE, SECTION),
    )  # fmt: skip
