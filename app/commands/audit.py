"""What can be done on the audit page, as commands."""

from typing import Protocol

from app.commands.context import Needs
from app.commands.refresh import refresh_command
from app.commands.registry import Command

HERE = (Needs("workspace", "Open Audit first.", "audit"),)
SECTION = "Audit"


class AuditActs(Protocol):
    """What the page does when a command runs."""

    def verify(self) -> None:
        """Verify the whole chain."""

    def copy_head(self) -> None:
        """Copy the head of the chain."""

    def export(self) -> None:
        """Write the proof to a file."""

    def refresh(self) -> None:
        """Read anew."""

    def show_findings(self) -> None:
        """Bring the keyboard to the findings."""


def audit_commands(acts: AuditActs) -> tuple[Command, ...]:
    """The commands of one open audit page."""
    return (
        Command("audit.verify", "Verify the chain", acts.verify, "", HERE, SECTION, "seal"),
        Command("audit.copy_head", "Copy the head of the chain", acts.copy_head, "", HERE, SECTION, "copy"),
        Command("audit.export", "Export the proof", acts.export, "", HERE, SECTION, "export"),
        refresh_command("audit", "checks and findings", acts.refresh, HERE, SECTION),
        Command("audit.findings", "Go to the findings", acts.show_findings, "", HERE, SECTION, "list"),
    )
