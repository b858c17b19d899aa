"""The audit room: chain, checks, findings and repairs of the open warehouse."""

from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QFileDialog, QWidget

from app.bootstrap.opening import Opened
from app.config import home
from app.services.audit import Audit
from app.services.repair import Repairs
from app.ui.audit.desk import AuditDesk
from app.ui.audit.page import AuditPage
from app.ui.shell.parts import Shell


def make(shell: Shell, opened: Opened) -> QWidget:
    """The page over an open warehouse."""
    session = opened.session

    def ask_file(name: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(page, "Export the proof", name, "Proof files (*.jsonl)")
        return Path(chosen) if chosen else None

    desk = AuditDesk(Audit(session, home()), Repairs(session), ZoneInfo(session.warehouse.time_zone), ask_file)
    page = AuditPage(shell, desk)
    return page
