"""What can be done in the inventory explorer, as commands: find, look into, act, take away."""

from typing import Protocol

from app.commands.context import Needs
from app.commands.refresh import refresh_command
from app.commands.registry import Command

HERE = (Needs("workspace", "Open the inventory first.", "inventory"),)
MAY = (*HERE, Needs("inventory.acts", "Your role may look at stock here, not change it."))
CHOSEN = (
    *MAY,
    Needs("inventory.chosen", "Choose some rows first."),
)
OPENED = (*HERE, Needs("inventory.opened", "Open a row first."))
SECTION = "Inventory"
ACT_KEYS = {
    "move": "Ctrl+M",
    "adjust": "Ctrl+J",
    "hold": "Ctrl+H",
    "release": "Ctrl+Shift+H",
    "status": "Ctrl+U",
    "count": "Ctrl+T",
}
ACT_TITLES = {
    "move": ("Move the chosen stock", "move_stock"),
    "adjust": ("Adjust the chosen stock", "adjust"),
    "hold": ("Hold the chosen stock", "hold"),
    "release": ("Release the chosen stock", "reserve"),
    "status": ("Change the status of the chosen stock", "lock"),
    "count": ("Count the bins of the chosen stock", "count"),
    "move_bin": ("Move all that is in this bin", "move_stock"),
    "scrap": ("Scrap the chosen stock", "delete"),
    "owner": ("Change the owner of the chosen stock", "person"),
    "lot": ("Restate the lot of the chosen stock", "label_printer"),
    "correct_lot": ("Correct the lot itself", "draw"),
    "kit": ("Make kits in this bin", "plus"),
    "unkit": ("Take kits apart", "minus"),
    "split": ("Split the handling unit", "compare"),
    "merge": ("Merge the handling unit into another", "carton"),
    "nest": ("Put the handling unit onto another", "layers"),
    "unnest": ("Take the handling unit off another", "undo"),
    "relabel": ("Give the handling unit a new label", "label_printer"),
}


class InventoryActs(Protocol):
    """What the page does when a command runs."""

    def find(self) -> None:
        """Bring the keyboard to the search line."""

    def everything(self) -> None:
        """Show all stock."""

    def refresh(self) -> None:
        """Ask for the same anew."""

    def choose_columns(self) -> None:
        """Open the list of columns."""

    def save_view(self) -> None:
        """Save what is shown under a name."""

    def export(self) -> None:
        """Write all that was found to a file."""

    def import_table(self) -> None:
        """Open the changes from a table."""

    def act(self, id_: str) -> None:
        """Open an act on the chosen rows."""

    def fly(self) -> None:
        """Show the bin of the open row on the plan."""

    def close_detail(self) -> None:
        """Close what was opened."""


def inventory_commands(acts: InventoryActs) -> tuple[Command, ...]:
    """The commands of one open explorer."""
    on_choice = tuple(
        Command(
            f"inventory.{id_}",
            title,
            lambda id_=id_: acts.act(id_),  # type: ignore[misc]  # a default of a lambda has no annotation
            ACT_KEYS.get(id_, ""),
            CHOSEN,
            SECTION,
            icon,
        )
        for id_, (title, icon) in ACT_TITLES.items()
    )
    return (
        Command("inventory.find", "Find stock", acts.find, "/", HERE, SECTION, "search"),
        Command("inventory.all", "Show all stock", acts.everything, "", HERE, SECTION, "show"),
        refresh_command("inventory", "stock", acts.refresh, HERE, SECTION),
        Command("inventory.columns", "Choose columns", acts.choose_columns, "", HERE, SECTION, "columns"),
        Command("inventory.save", "Save this view", acts.save_view, "Ctrl+S", HERE, SECTION, "saved_view"),
        Command("inventory.export", "Export what was found", acts.export, "Ctrl+E", HERE, SECTION, "export"),
        Command("inventory.import", "Change stock from a table", acts.import_table, "", MAY, SECTION, "import"),
        Command("inventory.fly", "Show the bin on the plan", acts.fly, "Ctrl+G", OPENED, SECTION, "fly_to"),
        Command("inventory.close", "Close what was opened", acts.close_detail, "Ctrl+W", OPENED, SECTION, "close"),
        *on_choice,
    )
