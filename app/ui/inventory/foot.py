"""The bar below the table: how many are chosen and what can be done with them, and the sums of all that was found."""

from decimal import Decimal

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from app.commands.inventory import ACT_TITLES
from app.services.inventory import Facets
from app.ui.control_room.words import plain
from app.ui.inventory.act_list import ACTS
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label

TITLES = {id_: title for id_, (title, _) in ACT_TITLES.items()}

HEIGHT = 44
NARROW = 940  # px below which the sums make room for the acts


class Foot(QFrame):
    """`asked` with the id of an act."""

    asked = Signal(str)

    def __init__(self, theme: Theme, keys: dict[str, str]) -> None:
        super().__init__()
        self.setProperty("surface", "foot")
        self.setFixedHeight(HEIGHT)
        self.chosen = Label(theme, "", "body", weight=500, cut="number")
        self.sums = Label(theme, "", "body", "secondary", "number")
        self.buttons: dict[str, Button] = {}
        self._number = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self.chosen)
        for act in (act for act in ACTS if not act.rare):
            button = Button(theme, act.verb, act.icon, "small", keys.get(act.id, ""))
            button.clicked.connect(lambda _=False, id_=act.id: self.asked.emit(id_))
            self.buttons[act.id] = button
            row.addWidget(button)
        self.more = QMenu(self)
        for act in (act for act in ACTS if act.rare):
            self.more.addAction(TITLES[act.id]).triggered.connect(lambda _=False, id_=act.id: self.asked.emit(id_))
        self.more_button = Button(theme, "More", "more", "small")
        self.more_button.clicked.connect(self.open_more)
        row.addWidget(self.more_button)
        row.addStretch(1)
        row.addWidget(self.sums)
        self.show_choice(0, True)

    def show_choice(self, number: int, may_act: bool, every: bool = False) -> None:
        """How many records are chosen; every: all that match."""
        self._number = number
        said = f"All {number:,} chosen" if every else f"{number:,} chosen"
        self.chosen.setText(said if number else "Choose rows to act on them")
        self.chosen.set_tone("primary" if number else "tertiary")
        for button in (*self.buttons.values(), self.more_button):
            button.setVisible(bool(number) and may_act)
        self._fit()

    def show_sums(self, facets: Facets | None) -> None:
        """Sums of the whole search; an estimate says so."""
        if facets is None:
            self.sums.setText("")
            return
        about = "" if facets.exact else "about "
        free = facets.on_hand - facets.reserved
        self.sums.setText(
            f"{about}{_round(facets.on_hand, facets.exact)} on hand   "
            f"{_round(facets.reserved, facets.exact)} reserved   {_round(free, facets.exact)} free"
        )
        self._fit()

    def open_more(self) -> None:
        """The acts that are rarer, above their button."""
        self.more.popup(self.more_button.mapToGlobal(QPoint(0, -self.more.sizeHint().height() - 4)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.sums.setVisible(self.width() >= NARROW or not self._number)


def _round(quantity: Decimal, exact: bool) -> str:
    """Three digits of an estimate."""
    number = float(str(quantity))
    if exact:
        return plain(quantity)
    size = 10 ** max(0, len(str(int(number))) - 3)
    return f"{round(number / size) * size:,}"
