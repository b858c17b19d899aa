"""What can be done on the putaway page, as commands."""

from typing import Protocol

from app.commands.context import Needs
from app.commands.refresh import refresh_command
from app.commands.registry import Command

HERE = (Needs("workspace", "Open Put away first.", "putaway"),)
SECTION = "Put away"


class PutawayActs(Protocol):
    """What the page does when a command runs."""

    def show_view(self, view: str) -> None:
        """Show waiting, planned, rules or hazards."""

    def find_places(self) -> None:
        """Places for goods that wait."""

    def ask_why_not(self) -> None:
        """Ask why not another bin."""

    def refresh(self) -> None:
        """Read anew."""


def putaway_commands(acts: PutawayActs) -> tuple[Command, ...]:
    """The commands of one open putaway page."""
    return (
        Command("putaway.find", "Find places for goods that wait", acts.find_places, "", HERE, SECTION, "search"),
        Command(
            "putaway.why_not", "Ask why goods do not go to another bin", acts.ask_why_not, "", HERE, SECTION, "help"
        ),
        refresh_command("putaway", "goods and places", acts.refresh, HERE, SECTION),
        Command(
            "putaway.waiting", "Show goods that wait", lambda: acts.show_view("waiting"), "", HERE, SECTION, "list"
        ),
        Command(
            "putaway.planned", "Show planned places", lambda: acts.show_view("planned"), "", HERE, SECTION, "truck"
        ),
        Command("putaway.rules", "Show putaway rules", lambda: acts.show_view("rules"), "", HERE, SECTION, "list"),
        Command(
            "putaway.hazards", "Show hazard storage", lambda: acts.show_view("hazards"), "", HERE, SECTION, "warning"
        ),
    )
