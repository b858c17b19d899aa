"""Orders that could be released, what is chosen of them, and the forecasts beside each other."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from app.services.waves import Candidate, Preflight
from app.ui.tables import Table
from app.ui.waves.card import ForecastCard
from app.ui.waves.columns import candidate_columns
from app.ui.waves.desk import WavesDesk
from app.ui.waves.words import counted
from app.ui.widgets.combo import Choices
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel

EDGE, MOST_CARDS = 8, 3
UNTIL = (
    (None, "Any cut-off"),
    (2, "Cut-off within 2 hours"),
    (4, "Cut-off within 4 hours"),
    (12, "Cut-off within 12 hours"),
)
ANY, BY_HAND = "*", ""


class ChooseView(QWidget):
    """`wanted` with the forecast that is to be released."""

    wanted = Signal(object)
    changed = Signal()

    def __init__(self, desk: WavesDesk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self._every: tuple[Candidate, ...] = ()
        self._shown: list[Candidate] = []
        self.cards: list[ForecastCard] = []
        self.until = Choices(theme, "Cut-off", UNTIL, None)
        self.until.currentIndexChanged.connect(lambda _: self._filter())
        self.channel = Choices(theme, "Channel", ((ANY, "Any channel"),), ANY)
        self.channel.currentIndexChanged.connect(lambda _: self._filter())
        self.count = Label(theme, "", "small", "secondary", "number")
        self.orders = Table(theme, "Orders to release", candidate_columns(desk.zone, desk.clock()))
        self.orders.selectionModel().selectionChanged.connect(lambda *_: self._count())
        self.none = EmptyState(
            theme, "order", "Every order is on the floor.",
            "New orders appear here as soon as they are entered.\nWhat was released stands under Waves.",
        )  # fmt: skip
        self.hint = EmptyState(
            theme, "release", "See what a release would bring.",
            "Choose orders, or none for all, and run the pre-flight (F6).\n"
            "Nothing is reserved. Run it again to compare.",
        )  # fmt: skip
        self._lay_out()

    def show_orders(self, orders: Sequence[Candidate]) -> None:
        """All that could be released; what is filtered stays filtered."""
        self._every = tuple(orders)
        names = sorted({order.channel for order in orders if order.channel})
        current = self.channel.value
        self.channel.blockSignals(True)
        self.channel.clear()
        for value, words in ((ANY, "Any channel"), *((name, name) for name in names), (BY_HAND, "By hand only")):
            self.channel.addItem(words, value)
        self.channel.setCurrentIndex(max(0, self.channel.findData(current)))
        self.channel.blockSignals(False)
        self._filter()

    def chosen(self) -> tuple[Candidate, ...]:
        """The selected orders; all that are listed where none is selected."""
        rows = sorted(index.row() for index in self.orders.selectionModel().selectedRows())
        return tuple(self._shown[row] for row in rows) or tuple(self._shown)

    def add_card(self, told: Preflight) -> None:
        """A further forecast beside the others; beyond three the oldest goes. The same policy replaces its own."""
        for card in [card for card in self.cards if card.told.policy == told.policy]:
            self.drop(card)
        while len(self.cards) >= MOST_CARDS:
            self.drop(self.cards[0])
        card = ForecastCard(self._desk.theme, told, self._desk.zone, self._desk.clock(), self._desk.may_act)
        card.wanted.connect(self.wanted)
        card.dropped.connect(self.drop)
        self.cards.append(card)
        self._row.insertWidget(self._row.count() - 1, card, 1000)
        self.below.setCurrentWidget(self._told)
        self.changed.emit()

    def drop(self, card: ForecastCard) -> None:
        """Take a forecast away."""
        self.cards.remove(card)
        self._row.removeWidget(card)
        card.deleteLater()
        if not self.cards:
            self.below.setCurrentWidget(self._hinted)
        self.changed.emit()

    def clear(self) -> None:
        """No forecast holds any more."""
        for card in list(self.cards):
            self.drop(card)

    def _filter(self) -> None:
        until = self._desk.clock() + timedelta(hours=self.until.value) if self.until.value else None
        self._shown = [
            order for order in self._every
            if (until is None or (order.cut_off is not None and order.cut_off <= until))
            and self.channel.value in (ANY, order.channel)
        ]  # fmt: skip
        self.orders.rows.show_rows(self._shown)
        self.orders.setVisible(bool(self._every))
        self.none.setVisible(not self._every)
        self._count()

    def _count(self) -> None:
        picked = self.orders.selectionModel().selectedRows()
        orders = self.chosen()
        lines = counted(sum(order.lines for order in orders), "line")
        what = "chosen" if picked else "listed, all are taken"
        self.count.setText(f"{counted(len(orders), 'order')}, {lines} {what}" if orders else "No order is listed.")

    def _lay_out(self) -> None:
        theme = self._desk.theme
        listed = Panel(theme, "To release")
        listed.add_to_head(self.count)
        listed.add_to_head(self.channel, stretch_before=True)
        listed.add_to_head(self.until)
        listed.body.addWidget(self.orders, 1)
        listed.body.addWidget(self.none, 1)
        self._told = QWidget()
        self._row = QHBoxLayout(self._told)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(EDGE)
        self._row.addStretch(1)
        self._hinted = Panel(theme)
        self._hinted.body.addWidget(self.hint, 1)
        self.below = QStackedWidget()
        self.below.addWidget(self._hinted)
        self.below.addWidget(self._told)
        parted = QSplitter(Qt.Orientation.Vertical)
        parted.setHandleWidth(EDGE)
        parted.setChildrenCollapsible(False)
        parted.addWidget(listed)
        parted.addWidget(self.below)
        parted.setSizes([300, 340])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(parted)
