"""What is done with the chosen delivery: closed, opened again, cancelled; its receipts taken back, pictures kept."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import Refusal
from app.ui.inbound.delivery_panel import DeliveryPanel
from app.ui.inbound.desk import InboundDesk
from app.ui.inbound.pictures import Came, fitted
from app.ui.inbound.words import plain, report_words
from app.ui.shell.parts import Shell

Row = Callable[[], Any]
Did = Callable[[str, Callable[[], object] | None], object]


class DeliveryActs(QObject):
    """Wired to the panel of a view. row: the chosen delivery, None for none; did: told in words what went through, and
    how to take it back where that is known."""

    def __init__(
        self, shell: Shell, desk: InboundDesk, panel: DeliveryPanel, view: QWidget, row: Row, did: Did
    ) -> None:
        super().__init__(view)
        self._shell, self._desk, self._panel, self._view = shell, desk, panel, view
        self._row, self._did = row, did
        panel.closing.connect(self._close)
        panel.reopen.clicked.connect(lambda: self._act(desk.deliveries.reopen, "is open again."))
        panel.cancel.clicked.connect(lambda: self._act(desk.deliveries.cancel, "is cancelled.", undo=True))
        panel.back.clicked.connect(self._take_back)
        panel.photo.clicked.connect(self._add_photo)
        panel.pictured.connect(self._pictured)
        panel.receipts.opened.connect(self._show_photo)

    def keep_photo(self, receipt: int, came: Came) -> None:
        """Keep a picture with what came in; one that is too large is made smaller on the way."""
        name = came.name if isinstance(came, Path) else "The picture"
        self._run(lambda _: f"{name} is kept with the receipt.", self._keep, receipt, came)

    def _keep(self, receipt: int, came: Came) -> Mapping[str, Any]:
        """On a worker: pictures take their time."""
        return self._desk.deliveries.keep_photo(receipt, fitted(came))

    def _pictured(self, came: Came) -> None:
        receipt = self._panel.receipt()
        if receipt is None or receipt.undone_at is not None:
            say = Refusal("photo", "No receipt is chosen for this picture.", "Choose what was taken in, then again.")
            self._panel.error.show_refusal(say)
        else:
            self.keep_photo(receipt.receipt_id, came)

    def _act(self, act: Callable[..., Mapping[str, Any]], done: str, *given: Any, undo: bool = False) -> None:
        row = self._row()
        if row is not None:
            again = (lambda: self._reopen(row.inbound_id)) if undo else None
            self._run(lambda answer: f"{row.number} {_said(answer) or done}", act, row.inbound_id, *given, again=again)

    def _close(self, reason: object) -> None:
        self._act(self._desk.deliveries.close, "is closed.", reason, undo=True)

    def _reopen(self, inbound: int) -> None:
        self._run(lambda answer: f"{answer['number']} is open again.", self._desk.deliveries.reopen, inbound)

    def _take_back(self) -> None:
        receipt = self._panel.receipt()
        if receipt is not None:
            words = f"{plain(receipt.quantity)} x {receipt.sku} taken back."
            self._run(lambda _: words, self._desk.deliveries.take_back, receipt.op)

    def _add_photo(self) -> None:
        receipt = self._panel.receipt()
        if receipt is None:
            return
        path, _ = QFileDialog.getOpenFileName(self._view, "Photo of the goods", "", "Pictures (*.png *.jpg *.jpeg)")
        if path:
            self.keep_photo(receipt.receipt_id, Path(path))

    def _show_photo(self, receipt: Any) -> None:
        if receipt.photos:
            job = self._desk.jobs.latest("inbound.photo", self._desk.deliveries.photo, receipt.photos[-1], owner=self)
            job.then(self._panel.show_photo).on_refusal(self._panel.error.show_refusal)

    def _run(
        self,
        words: Callable[[Mapping[str, Any]], str],
        act: Callable[..., Mapping[str, Any]],
        *given: Any,
        again: Callable[[], object] | None = None,
    ) -> None:
        job = self._desk.jobs.run(act, *given, owner=self)
        job.then(lambda answer: self._did(words(answer), again))
        job.on_refusal(self._panel.error.show_refusal).on_fault(self._shell.show_fault)


def _said(answer: Mapping[str, Any]) -> str:
    report = answer.get("report")
    return f"is closed: {report_words(report)}" if isinstance(report, Mapping) else ""
