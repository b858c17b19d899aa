"""Looking back in the control room, as commands: to the track, play, step, a moment, against now, and live again."""

from typing import Protocol

from app.commands.context import Needs
from app.commands.control_room import HERE
from app.commands.registry import Command

PAST = (*HERE, Needs("control_room.past", "The plan shows now already."))
NOT_PAST = Needs("control_room.past", "The plan shows the past; go back to now first.", False)
"""For acts on what the plan shows: they are about now, and nobody acts on what is not there any more."""
SECTION = "Rewind"


class RewindActs(Protocol):
    """What the page does when a command of the rewind runs."""

    def rewind(self) -> None:
        """Bring the keyboard to the track."""

    def play(self) -> None:
        """Play, or stop."""

    def step(self, forward: bool) -> None:
        """To the next change or the one before."""

    def faster(self, by: int) -> None:
        """Play so many steps faster, or slower."""

    def hold_against_now(self) -> None:
        """Show what changed since then, or what there was."""

    def ask_moment(self) -> None:
        """Let the person type a moment."""

    def go_live(self) -> None:
        """Show now again."""


def rewind_commands(acts: RewindActs) -> tuple[Command, ...]:
    """The commands of the rewind of one open control room."""
    made = (
        ("rewind", "Rewind the floor", acts.rewind, "R", HERE, "rewind"),
        ("moment", "Go to a moment of the past", acts.ask_moment, "G", HERE, "clock"),
        ("play", "Play the past, or pause", acts.play, "Shift+Space", HERE, "play"),
        ("back", "To the change before", lambda: acts.step(False), ",", HERE, "back"),
        ("forward", "To the next change", lambda: acts.step(True), ".", PAST, "forward"),
        ("slower", "Play slower", lambda: acts.faster(-1), "Shift+,", PAST, "play"),
        ("faster", "Play faster", lambda: acts.faster(1), "Shift+.", PAST, "play"),
        ("against", "Hold the past against now", acts.hold_against_now, "X", PAST, "difference"),
        ("live", "Back to now", acts.go_live, "Shift+End", PAST, "live"),
    )
    return tuple(
        Command(f"control_room.rewind.{id_}", title, run, keys, needs, SECTION, icon)
        for id_, title, run, keys, needs, icon in made
    )
