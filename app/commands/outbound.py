"""What can be done on the outbound page, as commands."""

from functools import partial
from typing import Protocol

from app.commands.context import Needs
from app.commands.refresh import refresh_command
from app.commands.registry import Command

HERE = (Needs("workspace", "Open Outbound first.", "outbound"),)
ACTING = (*HERE, Needs("outbound.acts", "Supervisors enter and change orders."))
CHOSEN = (*ACTING, Needs("outbound.chosen", "Choose orders in the list first."))
SECTION = "Outbound"


class OutboundActs(Protocol):
    """What the page does when a command runs."""

    def new_order(self) -> None:
        """Write an order."""

    def import_orders(self) -> None:
        """Take orders from a CSV or XLSX file."""

    def show_risk(self) -> None:
        """Show what misses its cut-off."""

    def seek(self) -> None:
        """Find by number."""

    def refresh(self) -> None:
        """Read anew."""

    def choose_all(self) -> None:
        """Choose all that match, also those that are not in the list yet."""

    def act(self, id_: str) -> None:
        """change, urgent, hold, resume, promise, backorder or cancel, with the chosen orders."""


def outbound_commands(acts: OutboundActs) -> tuple[Command, ...]:
    """The commands of one open outbound page."""
    chosen = (
        ("change", "Change the chosen order", "draw"),
        ("urgent", "Give the chosen orders priority 1", "collapse"),
        ("hold", "Put the chosen orders on hold", "hold"),
        ("resume", "Let the chosen orders go on", "play"),
        ("promise", "Promise the chosen orders", "ok"),
        ("reserve", "Reserve stock for the chosen orders", "reserve"),
        ("backorder", "Send the rest of the chosen order later", "clock"),
        ("cancel", "Cancel the chosen orders", "delete"),
    )
    return (
        Command("outbound.new", "New order", acts.new_order, "Ctrl+Alt+O", ACTING, SECTION, "plus"),
        Command("outbound.import", "Import orders", acts.import_orders, "", ACTING, SECTION, "import"),
        Command("outbound.risk", "Show orders that miss their cut-off", acts.show_risk, "", HERE, SECTION, "clock"),
        Command("outbound.find", "Find an outbound order", acts.seek, "", HERE, SECTION, "search"),
        Command("outbound.all", "Choose all orders that match", acts.choose_all, "", ACTING, SECTION, "filter"),
        refresh_command("outbound", "outbound orders", acts.refresh, HERE, SECTION),
        *(
            Command(f"outbound.{id_}", title, partial(acts.act, id_), "", CHOSEN, SECTION, icon)
            for id_, title, icon in chosen
        ),
    )
