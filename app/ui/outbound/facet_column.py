"""What the list could be narrowed to: states, cut-offs, carriers and what is wrong, each with its count."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.services.outbound import OrderFilter
from app.ui.control_room.words import say_clock
from app.ui.inventory.facet_panel import FacetRow
from app.ui.outbound.desk import OutboundDesk
from app.ui.outbound.words import FLAGS, GROUPS
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Option, Segmented

WIDTH = 212
MOST = 8  # values of a facet that are listed
TITLES = {"group": "State", "flag": "Needs a look", "cut_off": "Cut-off", "carrier": "Carrier"}


class FacetColumn(Panel):
    """`changed` with another OrderFilter."""

    changed = Signal(object)

    def __init__(self, desk: OutboundDesk) -> None:
        super().__init__(desk.theme)
        self._desk = desk
        self._filter = OrderFilter()
        self.setAccessibleName("Narrow the list")
        self.setFixedWidth(WIDTH)
        self.scope = Segmented(desk.theme, "Which orders", (Option("open", "Open"), Option("all", "All")), "open")
        self.scope.chosen.connect(lambda id_: self.changed.emit(replace(self._filter, scope=id_)))
        self.rows: dict[tuple[str, str], FacetRow] = {}
        self._columns: dict[str, QVBoxLayout] = {}
        self._heads: dict[str, Label] = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 10, 10, 8)
        column.setSpacing(2)
        column.addWidget(self.scope)
        for key, title in TITLES.items():
            head = self._heads[key] = Label(desk.theme, title, "small", weight=600)
            head.setFixedHeight(30)
            part = self._columns[key] = QVBoxLayout()
            part.setSpacing(0)
            column.addWidget(head)
            column.addLayout(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        for ground in (inner, area.viewport()):
            ground.setAutoFillBackground(False)
        self.body.addWidget(area)

    def show_filter(self, wanted: OrderFilter) -> None:
        """Tick what the list is narrowed to, before the counts come."""
        self._filter = wanted
        self.scope.choose(wanted.scope)
        chosen = _chosen(wanted)
        for place, row in self.rows.items():
            row.setChecked(place in chosen)

    def show_facets(self, facets: Mapping[str, Mapping[str | None, int]]) -> None:
        """Counts have come."""
        chosen = _chosen(self._filter)
        for key in TITLES:
            counts = {_plain(key, value): number for value, number in facets.get(key, {}).items()}
            counts |= {value: counts.get(value, 0) for facet, value in chosen if facet == key}
            self._show(key, counts, chosen)
        before: QWidget = self.scope  # Tab goes down the column, whenever a row was made
        for place in sorted(self.rows, key=lambda place: (list(TITLES).index(place[0]), self.rows[place].y())):
            QWidget.setTabOrder(before, self.rows[place])
            before = self.rows[place]

    def _show(self, key: str, counts: Mapping[str, int], chosen: frozenset[tuple[str, str]]) -> None:
        order = [one for one in (GROUPS if key == "group" else FLAGS) if one in counts]
        values = order if key in ("group", "flag") else sorted(counts, key=lambda value: (-counts[value], value))
        if key == "cut_off":
            values = sorted((value for value in counts if value), key=datetime.fromisoformat)
        values = [value for n, value in enumerate(values) if n < MOST or (key, value) in chosen]
        most = max(counts.values(), default=0)
        for place in [place for place in self.rows if place[0] == key and place[1] not in values]:
            gone = self.rows.pop(place)
            gone.hide()
            gone.deleteLater()
        for number, value in enumerate(values):
            row = self.rows.get((key, value)) or self._new_row(key, value)
            self._columns[key].insertWidget(number, row)
            row.show_value(self._words(key, value), f"{counts[value]:,}", counts[value] / most if most else 0.0)
            row.setChecked((key, value) in chosen)
        self._heads[key].setVisible(bool(values))

    def _words(self, key: str, value: str) -> str:
        if key == "cut_off":
            return say_clock(datetime.fromisoformat(value), self._desk.zone, self._desk.clock())
        return {"group": GROUPS, "flag": FLAGS}.get(key, {}).get(value, value or "No carrier")

    def _new_row(self, key: str, value: str) -> FacetRow:
        row = FacetRow(self._desk.theme, key, value)
        row.clicked.connect(lambda _=False: self.changed.emit(toggled(self._filter, key, value)))
        self.rows[key, value] = row
        return row


def toggled(wanted: OrderFilter, key: str, value: str) -> OrderFilter:
    """The filter with one value taken in or out."""
    if key == "flag":
        turned: Any = {value: not getattr(wanted, value)}
        return replace(wanted, **turned)
    if key == "cut_off":
        moment = datetime.fromisoformat(value)
        others = tuple(one for one in wanted.cut_offs if one != moment)
        return replace(wanted, cut_offs=others if len(others) < len(wanted.cut_offs) else (*others, moment))
    name = {"group": "groups", "carrier": "carriers"}[key]
    held: tuple[str, ...] = getattr(wanted, name)
    left: Any = {name: tuple(one for one in held if one != value) if value in held else (*held, value)}
    return replace(wanted, **left)


def _chosen(wanted: OrderFilter) -> frozenset[tuple[str, str]]:
    flags = [("flag", name) for name in FLAGS if getattr(wanted, name)]
    moments = [("cut_off", _said(one)) for one in wanted.cut_offs]
    return frozenset(
        (*(("group", one) for one in wanted.groups), *(("carrier", one) for one in wanted.carriers), *flags, *moments)
    )


def _said(moment: datetime) -> str:
    """A moment by its one name, whatever the zone it came in."""
    return moment.astimezone(UTC).isoformat()


def _plain(key: str, value: str | None) -> str:
    if key == "cut_off" and value:
        return _said(datetime.fromisoformat(value))
    return value or ""
