"""One rule for every room: Refresh is F5, it is called so, and it reads what the room shows from the database again."""

from collections.abc import Callable

from app.commands.context import Needs
from app.commands.registry import Command

TITLE, KEY, ICON = "Refresh", "F5", "refresh"


def refresh_command(room: str, what: str, run: Callable[[], object], needs: tuple[Needs, ...], section: str) -> Command:
    """The room's Refresh. what: what is read again, in the room's own word; needs: at least that the room is open."""
    return Command(f"{room}.refresh", f"{TITLE} {what}", run, KEY, needs, section, ICON)
