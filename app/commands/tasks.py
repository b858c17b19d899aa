"""What can be done in the room Tasks, as commands."""

from collections.abc import Callable
from typing import Protocol

from app.commands.context import Needs
from app.commands.refresh import refresh_command
from app.commands.registry import Command

HERE = (Needs("workspace", "Open Tasks first.", "tasks"),)
DECIDES = (*HERE, Needs("tasks.decides", "Work is given by supervisors."))
CHOSEN = (*DECIDES, Needs("tasks.chosen", "Choose a card first."))
SECTION = "Tasks"


class TasksActs(Protocol):
    """What the page does when a command runs."""

    def show_view(self, view: str) -> None:
        """Show board, exceptions, refills or people."""

    def refresh(self) -> None:
        """Read what is so now."""

    def carry_on(self) -> None:
        """Carry the chosen work to the next person."""

    def carry_back(self) -> None:
        """Carry the chosen work to the person before."""

    def set_free(self) -> None:
        """The chosen work is free to claim."""

    def more_urgent(self) -> None:
        """One step more urgent."""

    def less_urgent(self) -> None:
        """One step less urgent."""

    def look_for_refills(self) -> None:
        """Refill what the rules ask for."""


def tasks_commands(acts: TasksActs) -> tuple[Command, ...]:
    """The commands of one open page."""

    def view(id_: str, words: str, icon: str) -> Command:
        return Command(f"tasks.{id_}", f"Show {words}", lambda: acts.show_view(id_), "", HERE, SECTION, icon)

    def act(id_: str, words: str, run: Callable[[], object], needs: tuple[Needs, ...], icon: str) -> Command:
        return Command(f"tasks.{id_}", words, run, "", needs, SECTION, icon)

    return (
        view("board", "the board", "review"),
        view("exceptions", "exceptions", "warning"),
        view("refills", "refills", "move_stock"),
        view("people", "people and their limits", "person"),
        refresh_command("tasks", "the board", acts.refresh, HERE, SECTION),
        act("carry", "Carry the chosen work to the next person", acts.carry_on, CHOSEN, "move_stock"),
        act("carry_back", "Carry the chosen work to the person before", acts.carry_back, CHOSEN, "move_stock"),
        act("free", "Set the chosen work free to claim", acts.set_free, CHOSEN, "person"),
        act("more_urgent", "Chosen work one step more urgent", acts.more_urgent, CHOSEN, "warning"),
        act("less_urgent", "Chosen work one step less urgent", acts.less_urgent, CHOSEN, "clock"),
        act("look", "Refill what the rules ask for", acts.look_for_refills, DECIDES, "refresh"),
    )
