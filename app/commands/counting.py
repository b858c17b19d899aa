"""What can be done on the counting page, as commands."""

from typing import Protocol

from app.commands.context import Needs
from app.commands.refresh import refresh_command
from app.commands.registry import Command

HERE = (Needs("workspace", "Open Counting first.", "counting"),)
LEADING = (*HERE, Needs("counting.leads", "Supervisors plan and review counts."))
AT_BIN = (*HERE, Needs("counting.entry", "Open Count to enter what lies in a bin."))
SECTION = "Counting"


class CountingActs(Protocol):
    """What the page does when a command runs."""

    def show_view(self, view: str) -> None:
        """Show plans, review, approvals, accuracy or entry."""

    def new_plan(self) -> None:
        """Ask for a new plan."""

    def run_due(self) -> None:
        """Put the bins of all plans that are due on the list."""

    def import_counts(self) -> None:
        """Take counts from a CSV or XLSX file."""

    def refresh(self) -> None:
        """Read anew."""

    def finish_bin(self) -> None:
        """Record what is in hand; then the bin is done."""

    def take_back(self) -> None:
        """Take the last entry back."""

    def say_empty(self) -> None:
        """The bin is empty."""


def counting_commands(acts: CountingActs, *, leads: bool) -> tuple[Command, ...]:
    """The commands of one open counting page; leads: with those of a supervisor."""
    at_bins = (
        Command("counting.done", "Record, or finish the bin", acts.finish_bin, "F8", AT_BIN, SECTION, "ok"),
        Command("counting.undo", "Take the last entry back", acts.take_back, "F9", AT_BIN, SECTION, "undo"),
        Command("counting.empty", "The bin is empty", acts.say_empty, "F7", AT_BIN, SECTION, "ok"),
    )
    if not leads:
        return at_bins
    return (
        *at_bins,
        Command(
            "counting.plans", "Show count plans", lambda: acts.show_view("plans"), "", LEADING, SECTION, "counting"
        ),
        Command(
            "counting.review",
            "Review differences",
            lambda: acts.show_view("review"),
            "",
            LEADING,
            SECTION,
            "difference",
        ),
        Command(
            "counting.approvals",
            "Decide corrections that wait",
            lambda: acts.show_view("approvals"),
            "",
            LEADING,
            SECTION,
            "ok",
        ),
        Command(
            "counting.accuracy",
            "Show count accuracy",
            lambda: acts.show_view("accuracy"),
            "",
            LEADING,
            SECTION,
            "reports",
        ),
        Command("counting.count", "Count bins", lambda: acts.show_view("entry"), "", LEADING, SECTION, "scanner"),
        Command("counting.new", "New count plan", acts.new_plan, "", LEADING, SECTION, "plus"),
        Command("counting.run", "Run the plans that are due", acts.run_due, "", LEADING, SECTION, "play"),
        Command("counting.import", "Import counts", acts.import_counts, "", LEADING, SECTION, "import"),
        refresh_command("counting", "counts", acts.refresh, LEADING, SECTION),
    )
