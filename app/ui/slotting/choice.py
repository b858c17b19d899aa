"""How many of the moves: a slider, what they save and cost, and tasks made of them for a quiet hour."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSlider, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.services.slotting import Proposal
from app.ui.slotting.curve import SavingCurve
from app.ui.slotting.desk import SlottingDesk
from app.ui.slotting.words import EN_DASH, counted, days, hour_of, metres, quiet_hour, read_by, share
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

PACE_M_MIN = 66.0
"""Walking metres a minute by which costs are told as time (1.1 m/s)."""


class ChoicePanel(Panel):
    """`chosen` with the number of moves; `wanted` with moves and the moment when tasks are to be made."""

    chosen = Signal(int)
    wanted = Signal(int, object)

    def __init__(self, desk: SlottingDesk) -> None:
        super().__init__(desk.theme, "Moves")
        theme = desk.theme
        self._desk = desk
        self._proposal: Proposal | None = None
        self.read = Label(theme, "", "small", "secondary", wrap=True)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("How many moves")
        self.slider.setFixedHeight(28)
        self.slider.valueChanged.connect(self._changed)
        self.count = Label(theme, "", "strong", cut="number")
        self.saves = Label(theme, "", "title", cut="number")
        self.saves_foot = Label(theme, "", "small", "secondary", wrap=True)
        self.costs = Label(theme, "", "small", "secondary", wrap=True)
        self.curve = SavingCurve(theme)
        self.hour = QLineEdit(f"{quiet_hour(desk.clock(), desk.zone):%H:%M}")
        self.hour.setAccessibleName("Not before this time")
        self.hour.setFont(theme.number_font("body"))
        self.hour.setFixedSize(72, 32)
        self.make = Button(theme, "Create tasks", "move_stock", "primary")
        self.make.clicked.connect(self.send)
        self.error = InlineError(theme)
        self._lay_out()

    def show_proposal(self, proposal: Proposal, moves: int) -> None:
        """New moves to choose from, so many of them chosen."""
        self._proposal = proposal
        steps = proposal.what.steps
        self.read.setText(read_by(proposal))
        self.curve.show_curve(
            [proposal.what.walk - step.walk for step in steps], [proposal.what.checked - step.checked for step in steps]
        )
        self.slider.blockSignals(True)
        self.slider.setRange(1, max(1, len(steps)))
        self.slider.setPageStep(max(1, len(steps) // 10))
        self.slider.setValue(min(moves, len(steps)))
        self.slider.blockSignals(False)
        self.error.clear()
        self._changed()

    @property
    def moves(self) -> int:
        """How many are chosen."""
        return self.slider.value()

    def send(self) -> None:
        """Have tasks made, or say what cannot be read."""
        try:
            moment = hour_of(self.hour.text(), self._desk.clock(), self._desk.zone)
        except Refusal as refusal:
            self.error.show_refusal(refusal)
            return
        self.error.clear()
        self.wanted.emit(self.moves, moment)

    def _changed(self) -> None:
        proposal, moves = self._proposal, self.moves
        if proposal is None:
            return
        decided, checked = proposal.saved(moves)
        cost, tasks = proposal.cost(moves), len(proposal.first(moves))
        self.curve.mark(moves)
        self.count.setText(f"{moves:,} of {counted(len(proposal.what.steps), 'move')}")
        self.saves.setText(f"{metres(checked)} less a day")
        apart = "on days kept apart" if proposal.what.check_days else "no days were kept apart: too short a period"
        self.saves_foot.setText(
            f"{share(checked, proposal.what.checked)} of the walk {apart}: {metres(proposal.what.checked)} a day now, "
            f"{metres(proposal.what.checked - checked)} after. {metres(decided)} less on the days looked at."
        )
        back = days(cost / checked) if checked > 0 else EN_DASH
        self.costs.setText(
            f"Costs {metres(cost)} of walking and handling, about {cost / PACE_M_MIN / 60:,.1f} hours. "
            f"Won back in {back} days."
        )
        self.make.setText(f"Create {counted(tasks, 'task')}")
        self.chosen.emit(moves)

    def _lay_out(self) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 10, 12, 12)
        inner.setSpacing(6)
        for part in (self.read, self.saves, self.saves_foot, self.costs):
            inner.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.slider, 1)
        row.addWidget(self.count)
        inner.addWidget(self.curve)
        inner.addLayout(row)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(Label(self._desk.theme, "Not before", "small", "secondary"))
        foot.addWidget(self.hour)
        foot.addStretch(1)
        foot.addWidget(self.make)
        inner.addSpacing(4)
        inner.addLayout(foot)
        inner.addWidget(self.error)
        holder = QWidget()
        holder.setLayout(inner)
        self.body.addWidget(holder)
