"""A list of locations of another system: which column is what, in which unit, what will come, and which lines not."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.layout.document import LayoutDocument
from app.layout.dxf.found import MM_OF
from app.layout.history import Gesture
from app.layout.listing import ListProposal, draw_list, propose_list
from app.layout.lists import LENGTHS, FoundList, ListPlan, ListProblem
from app.layout.shapes import DRAWN
from app.services.layout_files.lists_in import FIELDS, LEAVE, read_list_file
from app.ui.layout.fields import METRES, FlagField, Set, in_rows
from app.ui.layout.panels import Around
from app.ui.layout.plan_out.import_overlay import ImportOverlay
from app.ui.layout.plan_out.picks import Count, Pick
from app.ui.layout.plan_out.work import Work
from app.ui.layout.words import bins, count, kind_words
from app.ui.tables import Column, Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label

LOOK_MS: Final = 200
SHOWN: Final = 500
HEAD: Final = 34
ROW: Final = 29
"""px of the table's head and of a line."""
NONE: Final = (LEAVE, "no column")


class ListForm(QWidget):
    """Shown in place of the export form while a list is being taken over. left: it is done with, or given up."""

    left = Signal()

    def __init__(self, around: Around, work: Work, fail: Callable[[Refusal], object]) -> None:
        super().__init__()
        self._around, self._work, self._fail = around, work, fail
        self._session = around.session
        self._file: Path | None = None
        self._chosen: dict[str, str] = {}
        self.found: FoundList | None = None
        self.proposal: ListProposal | None = None
        self._looked: tuple[LayoutDocument, tuple[Gesture, ...]] | None = None
        theme = around.desk.theme
        self.words = Label(theme, "", "body", "secondary", wrap=True)
        self.verdict = Label(theme, "", "body", wrap=True)
        self.notes = Label(theme, "", "small", "secondary", wrap=True)
        self.unit = Pick(theme, "Lengths are in", [(unit, unit) for unit in MM_OF], "mm")
        self.aisle = Count(theme, "Aisle width", 2_900.0, METRES, 500.0)
        self.across = FlagField(theme, "Odd and even bays face each other")
        self.y_up = FlagField(theme, "Y grows upward")
        self.addressed = FlagField(theme, "Racks by the addresses")
        self.replacing = FlagField(theme, "Replace what is drawn")
        self.columns = {field: Pick(theme, words, [NONE], LEAVE) for field, words in FIELDS.items()}
        self.problems = Table(
            theme, "Lines that are left out",
            [Column("Where", lambda problem: problem.place, width=88), Column("Why", lambda problem: problem.what)],
        )  # fmt: skip
        self.act, self.drop = Button(theme, "Draw it", "import", "primary"), Button(theme, "Cancel")
        self._lay_out()
        self._late = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._late.timeout.connect(self.refresh)
        self._wire()

    def show_list(self, file: Path, found: FoundList) -> None:
        """Begin with another list."""
        self._file, self._chosen = file, {}
        drawn = any(element.kind in ("rack", "place") for element in self._session.document.elements.values())
        self.replacing.setVisible(drawn)
        self.replacing.show_values([False])
        self.across.show_values([False])
        self.y_up.show_values([False])
        self.addressed.show_values([True])
        self._show_found(found)

    def refresh(self) -> None:
        """Propose anew, off the GUI thread; nothing is drawn by this."""
        found, floor = self.found, self._session.floor
        if found is None or floor is None:
            return
        self.act.setEnabled(False)
        document = self._session.document
        self._looked = document, document.history.done
        # a copy that gives its own ids: the document belongs to this thread
        copy = LayoutDocument(document.elements.values())
        job = self._around.desk.jobs.latest(
            "plan_out.list", propose_list, found, self.plan(), copy, floor, owner=self,
            replacing=self.replacing.toggle.isChecked(),
        )  # fmt: skip
        job.then(self._show).on_refusal(self._refuse)

    def plan(self) -> ListPlan:
        """How it is to be taken over."""
        return ListPlan(
            unit=self.unit.value,
            from_addresses=self.addressed.toggle.isChecked(),
            across=self.across.toggle.isChecked(),
            y_up=self.y_up.toggle.isChecked(),
            aisle_width=self.aisle.value,
        )

    def draw(self) -> None:
        """Draw what was proposed, as one step that can be undone."""
        document = self._session.document
        if self.proposal is None or self.found is None:
            return
        if self._looked != (document, document.history.done):
            self.refresh()  # it was drawn on meanwhile: zones and addresses may be others
            return
        name, number = self.found.name, self.proposal.bins
        with document.transaction(f"Import {name}"):
            draw_list(document, self.proposal)
        drawn = [element.id for element in self.proposal.elements if isinstance(element, DRAWN)]
        self._session.select(drawn)  # to be dragged to where they are
        if self._around.canvas is not None:
            self._around.canvas.fly_to(drawn)
        self._around.shell.toast(f"{bins(number)} came from {name}.", document.undo)
        self.give_up()

    def give_up(self) -> None:
        """Take the preview off the plan and go."""
        self._late.stop()
        self._session.drop_overlay(ImportOverlay.id)
        self.found, self.proposal, self._file = None, None, None
        self.left.emit()

    # ------------------------------------------------------------- within
    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.words, self.verdict, self.notes):
            column.addWidget(part)
        column.addWidget(self.problems)
        for field in (self.unit, self.y_up, self.aisle, self.addressed, self.across, self.replacing):
            column.addWidget(field)
        column.addWidget(Label(self._around.desk.theme, "Columns of the list", "small", weight=600))
        column.addLayout(in_rows(list(self.columns.values()), 2))
        column.addStretch(1)

    def _wire(self) -> None:
        for field in (self.unit, self.y_up, self.aisle, self.across, self.addressed, self.replacing):
            field.entered.connect(self._note)
        for name, pick in self.columns.items():
            pick.entered.connect(lambda entry, name=name: self._map(name, str(entry.value)))
        self.act.clicked.connect(self.draw)
        self.drop.clicked.connect(self.give_up)

    def _map(self, name: str, heading: str) -> None:
        """A column was said to be something: the list is read anew with that."""
        if self._file is not None:
            self._chosen[name] = heading
            for other, pick in self.columns.items():
                if other != name and heading and pick.value == heading:
                    self._chosen[other] = LEAVE
            self._work.run(f"Reading {self._file.name}", self._show_found, read_list_file, self._file, self._chosen)

    def _show_found(self, found: FoundList) -> None:
        self.found = found
        said = count(len(found.headings), "column", "columns")
        self.words.setText(f"{found.name}: {count(len(found.rows), 'line', 'lines')}, {said}.")
        for name, pick in self.columns.items():
            pick.set_options([*([] if name == "code" else [NONE]), *((head, head) for head in found.headings)])
            pick.show_values([found.columns.get(name, LEAVE)])
        self.unit.setVisible(any(name in found.columns and name not in found.units for name in LENGTHS))
        self.aisle.setVisible(not found.placed)
        self.y_up.setVisible(found.placed)
        self.addressed.setVisible(found.addressed)
        self.refresh()

    def _show(self, proposal: ListProposal) -> None:
        self.proposal = proposal
        kinds = ", ".join(kind_words(kind, number) for kind, number in proposal.counts.items())
        parts = [f"{bins(proposal.bins)} will come: {kinds}."]
        if proposal.loose:
            parts.append(f"{bins(proposal.loose)} stand in no even row: each is a floor place.")
        if proposal.problems:
            parts.append(f"{count(len(proposal.problems), 'line is', 'lines are')} left out.")
        self.verdict.setText(" ".join(parts))
        self.verdict.set_tone("primary")
        self._say(proposal.notes)
        self._show_problems(proposal.problems)
        self.act.setEnabled(True)
        self._session.show_overlay(ImportOverlay(self._around.desk.theme, proposal.elements, y_up=self._way()))

    def _way(self) -> bool | None:
        """Whether y of the list grows upward; None of one that says no places."""
        return self.y_up.toggle.isChecked() if self.found is not None and self.found.placed else None

    def _refuse(self, refusal: Refusal) -> None:
        self.proposal = None
        self.verdict.setText(f"{refusal.what} {refusal.next_step}")
        self.verdict.set_tone("alarm")
        self._say(())
        self._show_problems(self.found.problems if self.found is not None else ())
        self.act.setEnabled(False)
        self._session.drop_overlay(ImportOverlay.id)

    def _show_problems(self, problems: tuple[ListProblem, ...]) -> None:
        """As many as there is room for without pushing the columns away; the others are scrolled to."""
        self.problems.rows.show_rows(problems[:SHOWN])
        self.problems.setFixedHeight(HEAD + ROW * min(len(problems), 6))
        self.problems.setVisible(bool(problems))

    def _say(self, notes: tuple[str, ...]) -> None:
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))

    def _note(self, _entry: Set) -> None:
        self.act.setEnabled(False)
        self._late.start()
