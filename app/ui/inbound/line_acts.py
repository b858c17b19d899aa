"""Changing what is announced: the form beneath the lines, and what is done with what it says."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.errors import Refusal
from app.ui.inbound.delivery_panel import DeliveryPanel
from app.ui.inbound.desk import InboundDesk
from app.ui.shell.parts import Shell

Row = Callable[[], Any]
Did = Callable[[str, Callable[[], object] | None], object]


class LineActs(QObject):
    """Wired to the panel of a view. What is changed is read at that moment, with its version: two who change the same
    announcement never overwrite one another."""

    def __init__(
        self, shell: Shell, desk: InboundDesk, panel: DeliveryPanel, view: QWidget, row: Row, did: Did
    ) -> None:
        super().__init__(view)
        self._shell, self._desk, self._panel = shell, desk, panel
        self._row, self._did = row, did
        self._inbound: int | None = None
        panel.change.clicked.connect(self.change_line)
        panel.add.clicked.connect(self.add_line)
        panel.date.clicked.connect(self.change_date)
        panel.lines.opened.connect(lambda _: self.change_line())
        panel.form.wished.connect(self._send)
        panel.form.left.connect(panel.form.hide)

    def change_line(self) -> None:
        """The chosen line, as it is now."""
        line = self._panel.line()
        if line is not None and self._panel.changeable:
            self._open(lambda version, lines, _: self._open_line(line.line_no, version, lines))

    def add_line(self) -> None:
        """A line more."""
        self._open(lambda version, _lines, _row: self._panel.form.open_line(None, version))

    def change_date(self) -> None:
        """When it is expected."""
        self._open(lambda version, _lines, row: self._panel.form.open_date(row, version))

    def _open_line(self, number: int, version: int, lines: Any) -> None:
        line = next((one for one in lines if one.line_no == number), None)
        if line is not None:
            self._panel.form.open_line(line, version)

    def _open(self, show: Callable[[int, Any, Any], None]) -> None:
        row = self._row()
        if row is None:
            return
        self._inbound = row.inbound_id
        job = self._desk.jobs.latest("inbound.line", self._fresh, row.inbound_id, owner=self)
        job.then(lambda found: show(found[0], found[1], row)).on_refusal(self._panel.error.show_refusal)
        job.on_fault(self._shell.show_fault)

    def _fresh(self, inbound: int) -> tuple[int, Any]:
        """Version first: what is changed between the two reads is refused, not overwritten."""
        changes = self._desk.deliveries.changes(inbound)
        return (changes[0].version if changes else 1), self._desk.deliveries.lines(inbound)

    def _send(self, change: Mapping[str, Any]) -> None:
        form = self._panel.form
        if self._inbound is None:
            return
        if change.get("lines") and set(change["lines"][0]) == {"line_no"}:
            form.show_refusal(Refusal("WM422", "Nothing is other than before.", "Change something, or close it."))
            return
        form.save.set_busy(True)
        job = self._desk.jobs.run(self._desk.deliveries.change, self._inbound, form.version, change, owner=self)
        job.then(self._changed).on_refusal(form.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: form.save.set_busy(False))

    def _changed(self, answer: Mapping[str, Any]) -> None:
        self._panel.form.hide()
        self._did(f"{answer['number']} is changed; who did it stands in its changes.", None)
