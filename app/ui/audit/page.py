"""The audit page: chain and checks at the left, findings and their repair at the right."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from app.commands.audit import audit_commands
from app.domain.errors import Fault, Refusal
from app.services.audit import AuditPicture, Verified
from app.ui.audit.chain_panel import ChainPanel
from app.ui.audit.desk import AuditDesk
from app.ui.audit.finding_panel import FindingsPanel, RepairPanel, stacked
from app.ui.audit.mending import Mending
from app.ui.audit.words import run_columns
from app.ui.jobs import Job
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.widgets.messages import copy_text
from app.ui.widgets.panel import Panel

NAME = "stillage-proof.jsonl"


class AuditPage(QWidget):
    """Reads when it is made and when it is asked to. Long work (verify, export) runs one at a time."""

    def __init__(self, shell: Shell, desk: AuditDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self._long: Job | None = None
        self._picture: AuditPicture | None = None
        theme = shell.theme
        self.chain = ChainPanel(theme, desk)
        self.checks = Panel(theme, "Last checks")
        self.runs = Table(theme, "Last checks", run_columns(desk.zone))
        self.checks.body.addWidget(self.runs, 1)
        self.findings = FindingsPanel(theme, desk)
        self.repair = RepairPanel(theme, desk)
        self.mending = Mending(shell, desk, self.repair, self.refresh)
        self._lay_out()
        self._connect()
        self._commands = audit_commands(self)
        shell.registry.add(*self._commands)
        self.refresh()

    def end(self) -> None:
        """Take the commands back and stop what runs."""
        self.stop()
        self._shell.registry.remove(command.id for command in self._commands)

    def refresh(self) -> None:
        """Read anew."""
        job = self._shell.jobs.latest("audit.read", self._desk.audit.read, owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))

    def verify(self) -> None:
        """Verify the whole chain; once at a time."""
        if self._long is None and self.chain.verify.isEnabled():
            self._begin("Verifying", self._desk.audit.verify).then(self._show_verified)

    def export(self) -> None:
        """Write the proof to a file that the person names."""
        if self._long is not None or not self.chain.export.isEnabled():
            return
        file = self._desk.ask_file(NAME)
        if file is not None:
            self._begin("Exporting", partial(_export, self._desk, file)).then(partial(self._exported, file))

    def stop(self) -> None:
        """Stop verifying or exporting; nothing is said of what was half done."""
        if self._long is not None:
            self._long.cancel()
        self._rest()

    def copy_head(self) -> None:
        """To the clipboard, for a report or a note."""
        head = self._picture.head if self._picture else None
        if head is not None:
            copy_text(str(head))
            self._shell.toast(f"The head of block {head.block_no:,} was copied.")

    def show_findings(self) -> None:
        """The keyboard goes to the list."""
        self.findings.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _begin(self, title: str, use_case: Any) -> Job:
        self.chain.show_work(title)
        self._long = self._shell.jobs.run_long(use_case, owner=self)
        self._long.on_progress(self.chain.show_progress).on_refusal(self._refused).on_fault(self._failed)
        return self._long

    def _show(self, picture: AuditPicture) -> None:
        self._picture = picture
        self.chain.show_picture(picture)
        self.runs.rows.show_rows(picture.runs)
        self.findings.show_findings(list(picture.findings))
        self.repair.show_plan(None)
        still = sum(finding.gone_at is None for finding in picture.findings)
        self._shell.set_badge("audit", still, "alarm" if still else None)

    def _show_verified(self, verified: Verified | None) -> None:
        self._rest()
        self.chain.show_verified(verified)

    def _exported(self, file: Path, head: object) -> None:
        self._rest()
        self._shell.toast(f"The proof was written to {file.name}; its head is {str(head)[:20]}…")

    def _older(self, before: int) -> None:
        job = self._shell.jobs.run(self._desk.audit.older, before, owner=self)
        job.then(lambda answer: self.chain.add_blocks(*answer)).on_refusal(self._shell.show_refusal)
        job.on_fault(self._shell.show_fault)

    def _refused(self, refusal: Refusal) -> None:
        self._rest()
        self._shell.show_refusal(refusal)

    def _failed(self, fault: Fault) -> None:
        self._rest()
        self._shell.show_fault(fault, self.refresh)

    def _rest(self) -> None:
        self._long = None
        self.chain.rest()

    def _connect(self) -> None:
        self.chain.wants_verify.connect(self.verify)
        self.chain.wants_copy.connect(self.copy_head)
        self.chain.wants_export.connect(self.export)
        self.chain.wants_older.connect(self._older)
        self.chain.wants_stop.connect(self.stop)
        self.findings.chosen.connect(self.mending.look_at)

    def _lay_out(self) -> None:
        left = stacked(self.chain, self.checks, sizes=(440, 220))
        right = stacked(self.findings, self.repair, sizes=(260, 400))
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setHandleWidth(8)
        across.setChildrenCollapsible(False)
        across.addWidget(left)
        across.addWidget(right)
        across.setSizes([600, 660])
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.addWidget(across)
        self._shell.keep("audit", across)


def _export(desk: AuditDesk, file: Path, progress: Any) -> object:
    return desk.audit.export(file, progress)
