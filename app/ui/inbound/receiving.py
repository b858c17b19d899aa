"""Receiving at the dock: one line to do, what differs, the delivery as it stands; a scanner is enough."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.domain.errors import Fault
from app.flow.effects import Confirm, Say
from app.flow.machine import Exit
from app.flow.receive_states import (
    Crossing,
    Differing,
    ReceiveState,
    TakingBack,
    Unknown,
    WantDisposition,
)
from app.ui.inbound.columns import received_columns
from app.ui.inbound.desk import InboundDesk
from app.ui.shell.parts import Shell
from app.ui.station.acts import StationActs
from app.ui.station.page import ScanPage
from app.ui.station.work import WorkPanel
from app.ui.tables import Table
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button, ChipButton
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel

LIST_WIDTH = 340
DIFFERS = {
    "damaged": "Damaged",
    "over": "Too many",
    "wrong": "Not ordered",
    "other_lot": "Other lot",
    "expired": "Too old",
}
FATES = {"restock": "Restock", "inspect": "Inspect", "repair": "Repair", "vendor": "To the vendor", "scrap": "Scrap"}


class GoodsPanel(WorkPanel):
    """The goods in hand: in what they differ, what returns go to, and where they are to be put."""

    def __init__(self, theme: Theme) -> None:
        self.yes = Button(theme, "Yes", "ok", "primary", "F7")
        self.no = Button(theme, "No", "close", "", "F6")
        self.weigh = Button(theme, "Weigh again", "scale", "", "F8")
        self.undo = Button(theme, "Take back", "undo", "", "F9")
        self._ways = ((self.yes, "F7"), (self.no, "F6"), (self.weigh, "F8"), (self.undo, "F9"))
        super().__init__(theme, "The goods in hand", "Reading the delivery …", self._ways)
        self.place = Label(theme, "", "body", "secondary", wrap=True)
        self.words.addWidget(self.place)
        self.reasons = {code: ChipButton(theme, words, False, False) for code, words in DIFFERS.items()}
        self.fates = {code: ChipButton(theme, words, False, False) for code, words in FATES.items()}
        self.differing = Label(theme, "It differs:", "small", "secondary")
        chips = QHBoxLayout()
        chips.setSpacing(6)
        for part in (self.differing, *self.reasons.values(), *self.fates.values()):
            part.setVisible(False)
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chips.addWidget(part)
        chips.addStretch(1)
        self.body.insertLayout(3, chips)
        for button, _ in self._ways:
            self.show_way(button, False)

    def show_state(self, state: ReceiveState, line: str, exits: tuple[Exit, ...]) -> None:
        """Where the work stands and what is asked."""
        self.show_line(line)
        if self.said.text() == line:  # a question stands in the line already
            self.hear("")
        asking = isinstance(state, Differing | Unknown | Crossing | TakingBack)
        self.show_way(self.yes, asking)
        self.show_way(self.no, asking)
        self.show_way(self.weigh, Exit.WEIGH in exits)
        self.show_way(self.undo, not asking)
        self.undo.set_allowed(None if Exit.UNDO in exits else "There is nothing to take back.")
        for chip in self.reasons.values():
            chip.setVisible(Exit.SHORT in exits)
        self.differing.setVisible(Exit.SHORT in exits)
        for chip in self.fates.values():
            chip.setVisible(isinstance(state, WantDisposition))


class ReceivingView(ScanPage):
    """One delivery being received. `left` when the person is done with it."""

    left = Signal()

    def __init__(self, shell: Shell, desk: InboundDesk) -> None:
        acts = StationActs(desk.jobs, "inbound.dock", lambda station: station.settle())
        super().__init__("Receiving", GoodsPanel(desk.theme), acts)
        self.work: GoodsPanel
        self._shell, self._desk = shell, desk
        self._delivery: tuple[int, bool] = (0, False)
        theme = desk.theme
        acts.placed.connect(self._placed)
        self.asked.connect(self._ask)
        self.changed.connect(self._show_state)
        self.lost.connect(self._lost)
        self.lines = Table(theme, "What is announced", received_columns(), touch=True)
        self.lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.work.undo.clicked.connect(self.take_back)
        self.work.weigh.clicked.connect(self.finish)
        self.work.yes.clicked.connect(lambda: self.answer(True))
        self.work.no.clicked.connect(lambda: self.answer(False))
        for code, chip in self.work.reasons.items():
            chip.clicked.connect(lambda _=False, code=code: self.differs(code))
        for code, chip in self.work.fates.items():
            chip.clicked.connect(lambda _=False, code=code: self.acts.do(lambda one: one.typed(code)))
        self.listed = Panel(theme, "Delivery")
        self.listed.setFixedWidth(LIST_WIDTH)
        self.listed.body.addWidget(self.lines)
        self.back = Button(theme, "Done here", "ok")
        self.back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.back.clicked.connect(self.leave)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.addWidget(self.back)
        foot.addStretch(1)
        self.listed.body.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.listed)
        across.addWidget(self.work, 1)

    def begin(self, delivery: int, number: str, label: bool = False) -> None:
        """Stand at this delivery."""
        self._delivery = (delivery, label)
        self.listed.title.setText(number)
        self.lines.rows.show_rows([])
        self.work.line.setText("Reading the delivery …")
        self.work.hear("")
        self.work.place.setText("")
        self._stand()

    def differs(self, reason: str) -> None:
        """What is in hand differs from what is announced."""
        self.acts.do(lambda one: one.differs(reason))

    def leave(self) -> None:
        """Stop here; what is recorded is recorded."""
        self.acts.do(lambda one: one.leave())
        self.left.emit()

    def _stand(self) -> None:
        self.acts.begin(partial(self._desk.open_dock, *self._delivery))

    def _lost(self, fault: Fault) -> None:
        self._shell.show_fault(fault, self._stand)

    def _ask(self, question: Confirm) -> None:
        self.work.yes.setText(question.yes)
        self.work.no.setText(question.no)

    def _placed(self, said: Sequence[Say]) -> None:
        """Where it goes stays readable while the next item is scanned."""
        self.work.place.setText("\n".join(f"{say.text}" for say in said[-2:]))

    def _show_state(self) -> None:
        station = self.acts.station
        if station is None:
            return
        state, prompt = station.state, station.prompt
        self.work.show_state(state, prompt.line, prompt.exits)
        self.lines.rows.show_rows(state.dock.lines)
