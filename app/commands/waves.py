"""What can be done on the page of releases, as commands."""

from typing import Protocol

from app.commands.context import Needs
from app.commands.refresh import refresh_command
from app.commands.registry import Command

HERE = (Needs("workspace", "Open Waves first.", "waves"),)
ACT = (*HERE, Needs("waves.act", "A supervisor releases orders."))
TOLD = (*ACT, Needs("waves.foretold", "Run the pre-flight first."))
SECTION = "Waves"


class WavesActs(Protocol):
    """What the page does when a command runs."""

    def show_view(self, view: str) -> None:
        """Show release, waves, channels or substitutes."""

    def foretell(self) -> None:
        """Pre-flight of the chosen orders."""

    def stop_here(self) -> None:
        """Stop looking for shorter tours, take what was found."""

    def release(self) -> None:
        """Release what was foretold last."""

    def stream_now(self) -> None:
        """One round of streaming, at once."""

    def take_back(self) -> None:
        """Take the chosen wave back."""

    def refresh(self) -> None:
        """Read anew what is shown."""


def waves_commands(acts: WavesActs) -> tuple[Command, ...]:
    """The commands of one open page."""
    show = acts.show_view
    return (
        Command("waves.preflight", "Foretell the release of orders", acts.foretell, "F6", HERE, SECTION, "search"),
        Command("waves.stop", "Stop looking for shorter tours", acts.stop_here, "", HERE, SECTION, "close"),
        Command("waves.release", "Release what was foretold", acts.release, "Ctrl+Return", TOLD, SECTION, "release"),
        Command("waves.stream", "Stream orders of open channels now", acts.stream_now, "", ACT, SECTION, "play"),
        Command("waves.back", "Take the chosen wave back", acts.take_back, "", ACT, SECTION, "undo"),
        Command("waves.to_release", "Show orders to release", lambda: show("release"), "", HERE, SECTION, "list"),
        Command("waves.running", "Show waves", lambda: show("waves"), "", HERE, SECTION, "release"),
        Command("waves.channels", "Show release channels", lambda: show("channels"), "", HERE, SECTION, "filter"),
        Command("waves.substitutes", "Show substitutes", lambda: show("substitutes"), "", HERE, SECTION, "product"),
        refresh_command("waves", "waves", acts.refresh, HERE, SECTION),
    )  # fmt: skip
