"""Labels of bins: which ones, with which symbol, on which sheet or printer; what one will look like."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.layout.racking import ElementId
from app.layout.table import Layout
from app.services.layout_files.bin_labels import (
    CARRIERS,
    BinLabel,
    LabelLook,
    changed_labels,
    labels_of,
    matching,
)
from app.services.layout_files.files import write_whole
from app.services.layout_files.label_desk import LabelDesk, PrintedLabel
from app.services.layout_files.label_printer import Came
from app.services.layout_files.sheets_of_labels import SHEETS, SheetFormat, labels_pdf
from app.ui.layout.fields import COUNT, Figure, FlagField, LineField, in_rows
from app.ui.layout.panels import Around
from app.ui.layout.plan_out.picks import Count, Pick
from app.ui.layout.plan_out.preview import Preview, picture_of
from app.ui.layout.plan_out.work import Work
from app.ui.layout.words import count
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label

MM: Final = Figure("mm", 1.0, 1)
WHICH: Final = (
    ("all", "All bins"), ("chosen", "Chosen racks and places"), ("changed", "Changed since it was published"),
    ("unprinted", "Never printed"),
)  # fmt: skip
OWN: Final = "own"
BY_ADDRESS: Final = "address"
LOOK_MS: Final = 250


def save_labels(
    labels: Sequence[BinLabel], look: LabelLook, sheet: SheetFormat, start: int, file: Path, desk: LabelDesk | None, *,
    progress: Callable[..., object],
) -> Path:  # fmt: skip
    """Make the sheets, write them, and remember the addresses. For a worker thread."""
    write_whole(file, labels_pdf(labels, look, sheet, start=start, progress=progress))
    if desk is not None:
        progress(len(labels), len(labels), "Remembering what is printed")
        desk.remember([label.code for label in labels], look.carrier, "sheet")
    return file


def look_at_label(label: BinLabel, look: LabelLook) -> QImage:
    """One label as it will come out. For a worker thread."""
    sheet = SheetFormat("one", look.width, look.height, 1, 1, look.width, look.height, 0, 0, look.width, look.height)
    return picture_of(labels_pdf([label], look, sheet))


def find_labels(
    layout: Layout, which: str, chosen: frozenset[ElementId], published: Layout | None, printed: Collection[str],
    query: str,
) -> tuple[BinLabel, ...]:  # fmt: skip
    """The labels that a form asks for. For a worker thread: 100,000 bins take a second."""
    if which == "changed":
        labels = changed_labels(published or Layout(), layout)
    else:
        labels = labels_of(layout, chosen if which == "chosen" else None)
    if which == "unprinted":
        labels = tuple(label for label in labels if label.code not in printed)
    return matching(labels, query)


def labels_in_words(number: int) -> str:
    """ "1 label", "448 labels"."""
    return count(number, "label", "labels")


class LabelForm(QWidget):
    """Part of the export panel. `wanted` are the labels that the form says, found a moment after it was changed."""

    def __init__(self, around: Around, work: Work, fail: Callable[[Refusal], object]) -> None:
        super().__init__()
        self._around, self._work, self._fail = around, work, fail
        self._session, self._desk = around.session, around.desk.labels
        self._printed: dict[str, PrintedLabel] = {}
        self._gln: str | None = None
        self.wanted: tuple[BinLabel, ...] = ()
        self._make(around)
        self._lay_out()
        self._late = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._late.timeout.connect(self.refresh)
        fields = (self.which, self.pattern, self.carrier, self.way, self.sheet, self.start, self.arrows, self.digits)
        for field in (*fields, *self.measures):
            field.entered.connect(self._note)
        self.gln.entered.connect(self._enter_gln)
        self._session.selected.connect(self._note)
        self.act.clicked.connect(self.go)

    def begin(self) -> None:
        """Ask what has been printed and which GLN there is, and show what the form says."""
        self.refresh()
        if self._desk is not None:
            jobs, desk = self._around.desk.jobs, self._desk
            jobs.latest("plan_out.labels", lambda: (desk.gln(), desk.printed()), owner=self).then(self._known)

    def refresh(self) -> None:
        """Find the labels that are wanted, count them, and show one."""
        printer, gs1 = self.way.value != "sheet", str(self.carrier.value).startswith("gs1")
        self.sheet.setVisible(not printer)
        self.address.setVisible(self.way.value == BY_ADDRESS)
        self.start.setVisible(not printer)
        self.gln.setVisible(gs1)
        for field in self.measures[:2]:
            field.setVisible(printer or self.sheet.value == OWN)
        for field in self.measures[2:]:
            field.setVisible(not printer and self.sheet.value == OWN)
        self.act.setText("Print labels" if printer else "Save sheets")
        self.act.set_icon("print" if printer else "export")
        job = self._around.desk.jobs.latest(
            "plan_out.find", find_labels, Layout(self._session.document.elements.values()), self.which.value,
            self._session.selection, self._session.published, frozenset(self._printed), self.pattern.edit.text(),
            owner=self,
        )  # fmt: skip
        job.then(self._found)

    def format(self) -> SheetFormat:
        """The sheet that was chosen, or the one by its millimetres. Raises Refusal where that does not fit its page."""
        if self.sheet.value != OWN:
            return SHEETS[int(self.sheet.value)]
        width, height, columns, rows, left, top, pitch_x, pitch_y = (field.value for field in self.measures)
        return SheetFormat("own", 210, 297, int(columns), int(rows), width, height, left, top, pitch_x, pitch_y)

    def look(self) -> LabelLook:
        """How each label looks."""
        if self.way.value == "sheet":
            sheet = self.format()
            width, height = sheet.width, sheet.height
        else:
            width, height = self.measures[0].value, self.measures[1].value
        return LabelLook(
            self.carrier.value, width, height, self._gln, self.arrows.toggle.isChecked(), self.digits.toggle.isChecked()
        )

    def go(self) -> None:
        """Save the sheets, or print."""
        if not self.wanted:
            self._fail(Refusal("label_none", "No bin was chosen.", "Choose bins, or a pattern that fits some."))
        elif self.way.value == "sheet":
            name, _ = QFileDialog.getSaveFileName(self, "Save label sheets", "bin labels.pdf", "PDF (*.pdf)")
            if name:
                self.write(Path(name).with_suffix(".pdf"))
        else:
            self.print()

    def write(self, file: Path) -> None:
        """Write the sheets to a file."""
        try:
            look, sheet = self.look(), self.format()
        except Refusal as refusal:
            self._fail(refusal)
            return
        start = int(self.start.value) - 1
        self._work.run(
            f"Writing {file.name}", self._written, save_labels, self.wanted, look, sheet, start, file, self._desk
        )

    def print(self) -> None:
        """Print them on the label printer that was chosen."""
        if self._desk is not None:
            name = self.address.edit.text().strip() if self.way.value == BY_ADDRESS else self.way.value
            try:
                look = self.look()
            except Refusal as refusal:
                self._fail(refusal)
                return
            self._work.run(f"Printing on {name}", self._came, self._desk.print, name, self.wanted, look)

    # ------------------------------------------------------------- within
    def _make(self, around: Around) -> None:
        theme, printers = around.desk.theme, self._desk.printers if self._desk is not None else ()
        self.which = Pick(theme, "Which bins", WHICH, "all")
        self.pattern = LineField(theme, "Only addresses like", code=True, hint="A-04-*, B-*")
        self.carrier = Pick(theme, "Symbol", tuple(CARRIERS.items()), "code128")
        ways = [("sheet", "On sheets"), *((name, name) for name in printers)]
        if self._desk is not None and self._desk.takes_address:
            ways.append((BY_ADDRESS, "Label printer (ZPL)"))
        self.way = Pick(theme, "Come out", ways, "sheet")
        self.address = LineField(theme, "Address of the label printer", code=True, hint="10.0.4.20")
        self.gln = LineField(theme, "GLN of the warehouse", code=True, hint="13 digits")
        sheets = (*((at, sheet.name) for at, sheet in enumerate(SHEETS)), (OWN, "A4 by its millimetres"))
        self.sheet = Pick(theme, "Sheet", sheets, 0)
        self.start = Count(theme, "Begin at label", 1, COUNT, 1)
        first = SHEETS[0]
        self.measures = tuple(
            Count(theme, name, value, figure, least)
            for name, value, figure, least in (
                ("Width", first.width, MM, 8), ("Height", first.height, MM, 8), ("Columns", first.columns, COUNT, 1),
                ("Rows", first.rows, COUNT, 1), ("From left", first.left, MM, 0), ("From top", first.top, MM, 0),
                ("Pitch across", first.pitch_x, MM, 1), ("Pitch down", first.pitch_y, MM, 1),
            )
        )  # fmt: skip
        self.arrows, self.digits = FlagField(theme, "Arrows"), FlagField(theme, "Check digits")
        self.arrows.show_values([True])
        self.digits.show_values([True])
        self.words = Label(theme, "", "small", "secondary", wrap=True)
        self.preview = Preview(theme, "Preview of a label", 150)
        self.act = Button(theme, "Save sheets", "export", "primary")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(in_rows([self.which, self.pattern], 2))
        column.addLayout(in_rows([self.carrier, self.way], 2))
        column.addWidget(self.address)
        column.addWidget(self.gln)
        column.addWidget(self.sheet)
        column.addLayout(in_rows([self.start], 2))
        column.addLayout(in_rows(self.measures, 3))
        column.addLayout(in_rows([self.arrows, self.digits], 2))
        column.addWidget(self.preview)
        column.addWidget(self.words)
        column.addStretch(1)

    def _found(self, labels: tuple[BinLabel, ...]) -> None:
        """Count them, and show the first as it will come out."""
        self.wanted = labels
        try:
            self.words.setText(self._say())
            look = self.look()
        except Refusal as refusal:
            self._cannot(refusal)
            return
        if not labels:
            self.preview.show_image(QImage())
            return
        job = self._around.desk.jobs.latest("plan_out.label", look_at_label, labels[0], look, owner=self)
        job.then(self.preview.show_image).on_refusal(self._cannot)

    def _say(self) -> str:
        number = len(self.wanted)
        if not number:
            return "No bin fits."
        before = sum(label.code in self._printed for label in self.wanted)
        told = f"; {before:,} of them were printed before" if before else ""
        if self.way.value != "sheet":
            return f"{labels_in_words(number)}{told}"
        sheets = -(-(number + int(self.start.value) - 1) // self.format().count)
        return f"{labels_in_words(number)} on {count(sheets, 'sheet', 'sheets')}{told}. Print at 100 %."

    def _known(self, answer: tuple[str | None, Any]) -> None:
        self._gln, self._printed = answer[0], dict(answer[1])
        self.gln.show_values([self._gln])
        self.refresh()

    def _enter_gln(self, *_: object) -> None:
        text = self.gln.edit.text().replace(" ", "") or None
        desk = self._desk
        if desk is None:
            self._gln = text
            self._note()
            return

        def take() -> str | None:
            desk.set_gln(text)
            return text

        job = self._around.desk.jobs.run(take, owner=self)
        job.then(lambda gln: self._known((gln, self._printed))).on_refusal(self._wrong_gln)

    def _wrong_gln(self, refusal: Refusal) -> None:
        self.gln.set_error(True)
        self._fail(refusal)

    def _cannot(self, refusal: Refusal) -> None:
        self.words.setText(f"{refusal.what} {refusal.next_step}")
        self.preview.show_image(QImage())

    def _note(self, *_: object) -> None:
        self._late.start()

    def _written(self, file: Path) -> None:
        self._around.shell.toast(f"{labels_in_words(len(self.wanted))} are in {file.name}.")
        self.begin()

    def _came(self, came: Came) -> None:
        if came.trouble:
            words = f"{labels_in_words(len(came.printed))} came out. {came.trouble}"
            self._fail(Refusal("printer", words, came.next_step))
        else:
            self._around.shell.toast(f"{labels_in_words(len(came.printed))} came out.")
        self.begin()
