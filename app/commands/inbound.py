"""What can be done on the inbound page, as commands."""

from typing import Protocol

from app.commands.context import Needs
from app.commands.refresh import refresh_command
from app.commands.registry import Command

HERE = (Needs("workspace", "Open Inbound first.", "inbound"),)
LEADING = (*HERE, Needs("inbound.leads", "Supervisors announce deliveries and decide about samples."))
AT_DOCK = (*HERE, Needs("inbound.dock", "Choose a delivery and receive it."))
SECTION = "Inbound"


class InboundActs(Protocol):
    """What the page does when a command runs."""

    def show_view(self, view: str) -> None:
        """Show deliveries, docks, quality or the dock's station."""

    def new_delivery(self) -> None:
        """Announce a delivery."""

    def import_deliveries(self) -> None:
        """Take announcements from a CSV or XLSX file."""

    def receive(self) -> None:
        """Take the goods of the chosen delivery in."""

    def refresh(self) -> None:
        """Read anew."""

    def answer(self, yes: bool) -> None:
        """Answer the question that is open at the dock."""

    def weigh(self) -> None:
        """Weigh again."""

    def take_back(self) -> None:
        """Take the last scan, or the last receipt, back."""

    def leave_dock(self) -> None:
        """Stop receiving this delivery."""


def inbound_commands(acts: InboundActs, *, leads: bool, receives: bool) -> tuple[Command, ...]:
    """The commands of one open inbound page."""
    looking = (
        Command(
            "inbound.deliveries", "Show deliveries", lambda: acts.show_view("deliveries"), "", HERE, SECTION, "inbound"
        ),
        Command("inbound.docks", "Show the docks", lambda: acts.show_view("docks"), "", HERE, SECTION, "shipping"),
        refresh_command("inbound", "deliveries", acts.refresh, HERE, SECTION),
    )
    working = (
        Command("inbound.receive", "Receive the chosen delivery", acts.receive, "", HERE, SECTION, "scanner"),
        Command("inbound.no", "No", lambda: acts.answer(False), "", AT_DOCK, SECTION, "close"),
        Command("inbound.yes", "Yes", lambda: acts.answer(True), "", AT_DOCK, SECTION, "ok"),
        Command("inbound.weigh", "Weigh again", acts.weigh, "", AT_DOCK, SECTION, "scale"),
        Command("inbound.undo", "Take the last receipt back", acts.take_back, "", AT_DOCK, SECTION, "undo"),
        Command("inbound.leave", "Stop receiving here", acts.leave_dock, "", AT_DOCK, SECTION, "ok"),
    )
    leading = (
        Command("inbound.quality", "Samples to look at", lambda: acts.show_view("quality"), "", LEADING, SECTION, "ok"),
        Command("inbound.new", "New delivery", acts.new_delivery, "", LEADING, SECTION, "plus"),
        Command("inbound.import", "Import deliveries", acts.import_deliveries, "", LEADING, SECTION, "import"),
    )
    return (*looking, *(working if receives else ()), *(leading if leads else ()))
