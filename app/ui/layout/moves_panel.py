"""The move map: under which address each renamed bin goes on, and where the goods of bins that go are taken."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.errors import Refusal
from app.services.layout import Move, Preflight
from app.ui.layout.dock import SidePanel
from app.ui.layout.fields import ChoiceField, LineField, in_rows
from app.ui.layout.panels import Around
from app.ui.layout.publishing import NOTHING
from app.ui.layout.words import count
from app.ui.tables import Column, Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.progress import BusyRing

EMPTY = (
    "Nothing is drawn yet. Once bins are renamed or taken away, this list says under which address each goes on, and "
    "where its goods are brought."
)
HOW = (("same", "The bin goes on"), ("goods", "Its goods are moved"))


class MovesPanel(SidePanel):
    """A line that the drawing decides cannot be decided otherwise; the rest is a suggestion to be changed."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.desk.theme, "Move map")
        self._publishing, self._may_edit = around.publishing, around.desk.may_edit
        self._around = around
        self._line: Move | None = None
        theme = self.theme
        self.ring = BusyRing(theme)
        self.words = Label(theme, "", "body", "secondary", wrap=True)
        self.table = Table(
            theme, "Move map",
            [
                Column("Now", lambda move: move.old, "code", 104), Column("Then", lambda move: move.new, "key", 104),
                Column("How", lambda move: self._how(move)),
            ],
        )  # fmt: skip
        self.table.setMinimumHeight(160)
        self.column.addWidget(self.ring)
        self.column.addWidget(self.words)
        self.column.addWidget(self.table, 1)
        self.old = LineField(theme, "Bin that goes", code=True)
        self.new = LineField(theme, "Goes on as, or goods to", code=True)
        self.how = ChoiceField(theme, "How", HOW)
        self.how.show_values(["goods"])
        self.error = InlineError(theme)
        self.take = Button(theme, "Take this line", "ok", "primary")
        self.all = Button(theme, "Take all suggestions", "ok", "small")
        self.publish = Button(theme, "Publish", "publish")
        self.column.addWidget(self.all)
        self.column.addLayout(in_rows([self.old, self.new], 2))
        self.column.addLayout(in_rows([self.how], 1))
        self.column.addWidget(self.error)
        self.add_acts(self.take, self.publish)
        self.table.selectionModel().selectionChanged.connect(self._choose)
        self.take.clicked.connect(self._take)
        self.all.clicked.connect(self._publishing.decide_all)
        self.publish.clicked.connect(lambda: around.open_panel("publish"))
        self._publishing.checked.connect(self.show_preflight)
        self._publishing.busy.connect(lambda words: self.ring.set_busy(bool(words)))
        self._publishing.refused.connect(self._refuse)
        for part in (self.old, self.new, self.how, self.take):
            part.setEnabled(self._may_edit)
        self._allow_all()
        if self._publishing.preflight is not None:
            self.show_preflight(self._publishing.preflight)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._may_edit and not self._publishing.running:
            self._publishing.check()

    def show_preflight(self, preflight: Preflight) -> None:
        """The lines as they are known now."""
        self.error.clear()
        self.table.rows.show_rows(sorted(preflight.moves, key=self._order))
        drawn = sum(move.drawn for move in preflight.moves)
        if preflight.moves:
            left = len(self._publishing.suggested)
            decided = len(preflight.moves) - drawn - left
            said = (
                (drawn, f"{count(drawn, 'bin keeps', 'bins keep')} what is in it under a new address, as drawn."),
                (decided, f"{count(decided, 'line is', 'lines are')} decided."),
                (left, f"{count(left, 'line is a suggestion', 'lines are suggestions')}, to be taken or changed."),
            )
            words = " ".join(part for number, part in said if number)
        else:
            words = "No bin is renamed or taken away."
        self.words.setText(words)
        self.show_chip(count(len(preflight.moves), "line", "lines"))
        self._allow_all()

    def _refuse(self, refusal: Refusal) -> None:
        """That nothing is drawn yet is nobody's mistake."""
        if refusal is NOTHING:
            self.error.clear()
            self.table.rows.show_rows(())
            self.show_chip("")
            self.words.setText(EMPTY)
            self._allow_all()
        else:
            self.error.show_refusal(refusal)

    def _allow_all(self) -> None:
        number = len(self._publishing.suggested)
        self.all.setVisible(number > 0 and self._may_edit)
        self.all.setText("Take the suggestion" if number == 1 else f"Take all {number:,} suggestions")
        self.all.updateGeometry()

    def _choose(self, *_: object) -> None:
        chosen = self.table.selectionModel().selectedRows()
        if chosen:
            self._edit(self.table.rows.row(chosen[0].row()))

    def _edit(self, move: Move) -> None:
        self._line = move
        self.old.show_values([move.old])
        self.new.show_values([move.new])
        self.how.show_values([move.how])
        if move.drawn:
            self.error.show_refusal(
                Refusal("layout", f"{move.old} becomes {move.new} in the drawing.", "Renumber the rack to change that.")
            )
        else:
            self.error.clear()

    def _take(self) -> None:
        old, new = self.old.edit.text().strip(), self.new.edit.text().strip()
        if not old or not new:
            self.error.show_refusal(Refusal("layout", "Two addresses are needed.", "Enter the old and the new one."))
            return
        how = HOW[max(0, self.how.box.currentIndex())][0]
        self._publishing.decide(Move(old, new, "same" if how == "same" else "goods"))

    def _order(self, move: Move) -> int:
        """What is still to be decided comes first, what the drawing says last."""
        return 2 if move.drawn else int(self._publishing.moves.get(move.old) == move)

    def _how(self, move: Move) -> str:
        if move.drawn:
            return "renamed"
        return ("goes on" if move.how == "same" else "goods go") if self._order(move) else "suggested"


def make(around: Around) -> QWidget:
    """The panel."""
    return MovesPanel(around)
