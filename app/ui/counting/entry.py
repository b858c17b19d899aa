"""Counting at the bins: one line to do, the count in hand, what was entered; the scanner alone is enough."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.domain.errors import Fault
from app.flow.count_states import Bin, CountingItem, CountState, InBin, SureEmpty
from app.flow.effects import Confirm, Tone
from app.flow.machine import Exit, Prompt
from app.ui.counting.columns import entry_columns, list_columns
from app.ui.counting.desk import CountingDesk
from app.ui.counting.words import bins, plain
from app.ui.shell.parts import Shell
from app.ui.station.acts import StationActs
from app.ui.station.page import ScanPage
from app.ui.station.work import WorkPanel
from app.ui.tables import Table
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel

LIST_WIDTH = 300


class BinPanel(WorkPanel):
    """The work at one bin: where it is over the line, the count in hand under it."""

    def __init__(self, theme: Theme) -> None:
        self.yes = Button(theme, "It is empty", "ok", "primary", "F7")
        self.done = Button(theme, "Bin is done", "ok", "primary", "F8")
        self.undo = Button(theme, "Take back", "undo", "", "F9")
        ways = ((self.yes, "F7"), (self.done, "F8"), (self.undo, "F9"))
        super().__init__(theme, "The bin being counted", "Reading your list …", ways)
        self.where = Label(theme, "", "heading", "secondary", cut="code")
        self.number = Label(theme, "", "pack_code", cut="number")
        self.body.insertWidget(0, self.where)
        self.body.insertWidget(2, self.number)
        self.show_way(self.yes, False)
        self.number.setVisible(False)
        self.where.setVisible(False)

    def show_state(self, state: CountState, prompt: Prompt, inside: Bin | None) -> None:
        """Where the work stands and what is asked."""
        self.show_line(prompt.line)
        self.where.setText(inside.where if inside is not None else "")
        self.where.setVisible(inside is not None)
        counting = isinstance(state, CountingItem)
        self.number.setText(f"{plain(state.counted)} x {state.item.sku}" if isinstance(state, CountingItem) else "")
        self.number.setVisible(counting)
        asking = isinstance(state, SureEmpty)
        self.show_way(self.yes, asking)
        self.show_way(self.done, not asking)
        self.done.setText(_finish_words(state))
        self.done.set_allowed(None if Exit.FINISH in prompt.exits else "There is nothing to finish yet.")
        self.undo.set_allowed(None if Exit.UNDO in prompt.exits else "There is nothing to take back.")


class CountEntry(ScanPage):
    """The view of who counts. `closed_bin` when a bin was finished."""

    closed_bin = Signal()

    def __init__(self, shell: Shell, desk: CountingDesk) -> None:
        super().__init__("Count entry", BinPanel(desk.theme), StationActs(desk.jobs, "counting.station"))
        self.work: BinPanel
        self._shell, self._desk = shell, desk
        self._left: int | None = None
        theme = desk.theme
        self.asked.connect(self._ask)
        self.changed.connect(self._show_state)
        self.lost.connect(self._lost)
        self.list = Table(theme, "Bins on your list", list_columns(), touch=True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a table would take the keys of a scan for its own search
        why = "Nothing to count now. When a supervisor puts bins on a list, they stand here in walking order."
        self.none = Label(theme, why, "body", "secondary", wrap=True)
        self.none.setContentsMargins(12, 12, 12, 12)
        self.none.setVisible(False)
        self.entries = Table(theme, "Entered in this bin", entry_columns(), touch=True)
        self.entries.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.work.done.clicked.connect(self.finish)
        self.work.undo.clicked.connect(self.take_back)
        self.work.yes.clicked.connect(self.say_empty)
        self.listed = Panel(theme, "Your list")
        self.listed.setFixedWidth(LIST_WIDTH)
        self.listed.body.addWidget(self.list, 1)
        self.listed.body.addWidget(self.none)
        entered = Panel(theme, "Entered in this bin")
        entered.body.addWidget(self.entries)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.work, 3)
        right.addWidget(entered, 2)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.listed)
        across.addLayout(right, 1)

    def begin(self) -> None:
        """Read the list and stand ready."""
        self.acts.begin(self._desk.open_station)

    def say_empty(self) -> None:
        """Yes, the bin is empty."""
        self.answer(True)

    def _ask(self, question: Confirm) -> None:
        self.work.say(Tone.WARN, question.question, f"{question.yes}: scan the bin again, or F7.")

    def _lost(self, fault: Fault) -> None:
        self._shell.show_fault(fault, self.begin)

    def _show_state(self) -> None:
        station = self.acts.station
        if station is None:
            return
        state = station.state
        inside = getattr(state, "bin", None)
        self.work.show_state(state, station.prompt, inside)
        self.entries.rows.show_rows(list(reversed(inside.entries)) if inside is not None else [])
        if self._left != len(state.desk.route):
            if self._left is not None:
                self.closed_bin.emit()
            self._left = len(state.desk.route)
            self._desk.jobs.latest("counting.mine", self._desk.mine, owner=self).then(self._show_list)

    def _show_list(self, rows: Sequence[Any]) -> None:
        self.list.rows.show_rows(rows)
        self.listed.title.setText(f"Your list: {bins(len(rows))}")
        self.list.setVisible(bool(rows))
        self.none.setVisible(not rows)


def _finish_words(state: CountState) -> str:
    match state:
        case CountingItem():
            return "Record it"
        case InBin(bin=inside) if inside.unit is not None:
            return f"{inside.unit.code} is done"
        case _:
            return "Bin is done"
