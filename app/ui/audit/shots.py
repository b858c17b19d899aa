"""States of the audit page that are rendered and linted."""

import threading
from functools import partial
from typing import cast
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QLabel, QWidget

from app.domain.errors import Refusal
from app.ui.audit.desk import AuditDesk
from app.ui.audit.page import AuditPage
from app.ui.audit.sample_audit import BLOCKS, SampleAudit, SampleRepairs
from app.ui.gallery import Shot
from app.ui.jobs import Jobs
from app.ui.showcase.samples import make_window
from app.ui.showcase.turning import wait_until
from app.ui.theme import Theme
from app.ui.window import MainWindow

REFUSED = Refusal("WM451", "The ledger says 48, but 50 are promised.", "Release the orders first.")


def page_of(widget: QWidget) -> AuditPage:
    """The page in a sample window."""
    return cast(AuditPage, cast(MainWindow, widget).pages.currentWidget())


def make_page(theme: Theme, audit: SampleAudit, repairs: SampleRepairs) -> MainWindow:
    """A window with the page over a sample."""
    jobs = Jobs()
    desk = AuditDesk(audit, repairs, ZoneInfo("Europe/Berlin"), lambda name: None)
    window = make_window(theme, jobs, lambda shell: AuditPage(shell, desk), "Audit", "seal")
    jobs.setParent(window)
    return window


def _window(theme: Theme, empty: bool = False, broken: int | None = None, refuse: Refusal | None = None) -> QWidget:
    audit = SampleAudit(empty=empty, broken=broken)
    return make_page(theme, audit, SampleRepairs(audit, refuse))


def _held(theme: Theme) -> QWidget:
    audit = SampleAudit()
    audit.held = threading.Event()
    return make_page(theme, audit, SampleRepairs(audit))


def _read(widget: QWidget) -> AuditPage:
    page = page_of(widget)
    wait_until(lambda: page.runs.rows.rowCount() > 0)
    return page


def _finding(widget: QWidget) -> None:
    page = _read(widget)
    page.findings.choose(0)
    wait_until(lambda: page.repair.table.rows.rowCount() > 0)


def _verified(widget: QWidget) -> None:
    page = _read(widget)
    page.verify()
    said = page.chain.verdict
    wait_until(lambda: "Not verified" not in said.text() and said.height() >= said.heightForWidth(said.width()))


def _verifying(widget: QWidget) -> None:
    page = _read(widget)
    page.verify()
    wait_until(lambda: any(label.text() == "Block 588" and label.width() > 40 for label in _labels(page)))


def _labels(page: AuditPage) -> list[QLabel]:
    return page.chain.progress.findChildren(QLabel)


def _refused(widget: QWidget) -> None:
    _finding(widget)
    page = page_of(widget)
    page.repair.reason.setText("Station 3 lost power while it wrote")
    page.repair.repair.click()
    wait_until(page.repair.error.isVisible)


def _busy(widget: QWidget) -> bool:
    return cast(MainWindow, widget).jobs.running > 0


def _done(widget: QWidget) -> None:
    page_of(widget).end()
    cast(MainWindow, widget).jobs.close()


def shots() -> list[Shot]:
    return [
        Shot("audit", _window, _finding, _busy, _done),
        Shot("audit-verified", _window, _verified, _busy, _done),
        Shot("audit-broken", partial(_window, broken=BLOCKS - 6), _verified, _busy, _done),
        Shot("audit-verifying", _held, _verifying, done=_done),
        Shot("audit-empty", partial(_window, empty=True), busy=_busy, done=_done),
        Shot("audit-refused", partial(_window, refuse=REFUSED), _refused, _busy, _done),
    ]
