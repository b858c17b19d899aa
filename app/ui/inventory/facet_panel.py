"""What the search could be narrowed to: a list of values a facet, each with its count and share."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QVBoxLayout, QWidget

from app.services.inventory import Facets, Search, Value
from app.ui.inventory.columns import STATUS_WORDS
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.painted import LEFT, RIGHT, PaintedText, draw_texts, text_width
from app.ui.widgets.panel import Panel

WIDTH = 220
ROW = 25
FEW = 5
TITLES = (
    ("status", "Status"),
    ("zone", "Zone"),
    ("group", "Item group"),
    ("expiry", "Expiry"),
    ("owner", "Owner"),
    ("held", "Held"),
    ("unit", "Handling unit"),
)
WORDS = {
    ("expiry", "expired"): "Expired",
    ("expiry", "week"): "Within 7 days",
    ("expiry", "month"): "8 to 30 days",
    ("expiry", "quarter"): "31 to 91 days",
    ("expiry", "later"): "Later",
    ("expiry", "none"): "Does not expire",
    ("held", "yes"): "May not be used",
    ("held", "no"): "Free to use",
    ("unit", "loose"): "Loose",
    ("unit", "unit"): "On a unit",
    ("zone", "none"): "No zone",
    ("owner", "none"): "Our own",
    ("group", "none"): "No group",
}


def say_count(value: Value) -> str:
    """The count; an estimate is marked, and one that a sample cannot see is a bound."""
    if value.exact:
        return f"{value.records:,}"
    return f"<{_short(value.floor)}" if value.records == 0 else f"≈{_short(value.records)}"


def _short(number: int) -> str:
    """Two digits of an estimate: more would be a lie."""
    size: int = 10 ** max(0, len(str(number)) - 2)
    whole = round(number / size) * size
    if whole >= 10_000:
        return f"{whole / 1e6:.2g} M" if whole >= 1_000_000 else f"{whole // 1000} k"
    return f"{whole:,}"


def say_value(key: str, value: Value) -> str:
    """A value in field words."""
    known = STATUS_WORDS.get(value.value) if key == "status" else WORDS.get((key, value.value))
    if known:
        return known
    if key == "zone":
        return value.value if value.label in ("", value.value) else f"{value.value} {value.label}"
    return value.label or value.value


@dataclass(frozen=True, slots=True)
class _Shown:
    """A row's words."""

    words: str
    count: str
    share: float


class FacetRow(QAbstractButton):
    """A box, a name, a count, a bar for the share. Checked: the search is narrowed to it."""

    def __init__(self, theme: Theme, key: str, value: str) -> None:
        super().__init__()
        self._theme, self.key, self.value = theme, key, value
        self._shown = _Shown("", "", 0.0)
        self.setCheckable(True)
        self.setFixedHeight(ROW)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def show_value(self, words: str, count: str, share: float) -> None:
        """What it says. share: 0..1 of the greatest of its facet."""
        self._shown = _Shown(words, count, share)
        self.setAccessibleName(f"{words}, {count}")
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 24, ROW)

    def texts(self) -> list[PaintedText]:
        theme, shown = self._theme, self._shown
        number = theme.number_font("small")
        wide = text_width(number, shown.count) + 2
        ink = "text.tertiary" if shown.count == "0" and not self.isChecked() else "text.primary"
        right = self.width() - 4
        name = QRectF(24, 0, max(0.0, right - wide - 32), ROW - 3)
        count = QRectF(right - wide, 0, wide, ROW - 3)
        return [
            PaintedText(shown.words, name, theme.font("body"), theme.colour(ink), LEFT, True),
            PaintedText(shown.count, count, number, theme.colour("text.secondary"), RIGHT),
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface.hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        box = QRectF(2.5, 4.5, 14, 14)
        painter.setPen(QPen(theme.colour("accent.line" if self.isChecked() else "border.strong"), 1))
        painter.setBrush(theme.colour("accent.fill") if self.isChecked() else QColor(0, 0, 0, 0))
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            theme.draw_icon(painter, box.adjusted(1, 1, -1, -1), "ok", "text.on_accent")
        if self._shown.share > 0:
            width = max(2.0, (self.width() - 28) * self._shown.share)
            painter.fillRect(QRectF(24, ROW - 3, width, 2), theme.colour("border.strong"))
        draw_texts(painter, self.texts())

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()


class FacetGroup(QWidget):
    """One facet: its title, the values with most records first seen, the rest behind a link."""

    toggled = Signal(str, str)

    def __init__(self, theme: Theme, key: str, title: str) -> None:
        super().__init__()
        self._theme, self.key = theme, key
        self._all = False
        self._values: tuple[Value, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self.rows: dict[str, FacetRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 6)
        self._column.setSpacing(0)
        head = Label(theme, title, "small", weight=600)
        head.setFixedHeight(28)
        self._column.addWidget(head)
        self.more = Button(theme, "", kind="link")
        self.more.clicked.connect(self._unfold)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_values(self, values: Sequence[Value], chosen: Sequence[str]) -> None:
        """Values with counts; those chosen stay in sight."""
        self._values, self._chosen = tuple(values), tuple(chosen)
        known = {value.value for value in values}
        lost = tuple(Value(one, one, 0, True, 0) for one in chosen if one not in known)
        every = (*self._values, *lost)
        if self.key in ("zone", "group", "owner"):
            every = tuple(one for one in every if one.records or one.value in chosen or one.value != "none")
        if self.key == "group":
            every = tuple(sorted(every, key=lambda one: -one.records))
        few = every if self._all else tuple(one for n, one in enumerate(every) if n < FEW or one.value in chosen)
        if len(every) <= FEW + 1:
            few = every
        most = max((one.records for one in every), default=0)
        for gone in set(self.rows) - {one.value for one in few}:
            row = self.rows.pop(gone)
            row.hide()
            row.deleteLater()
        for number, one in enumerate(few):
            row = self.rows.get(one.value) or self._new_row(one.value)
            self._column.insertWidget(number + 1, row)
            row.show_value(say_value(self.key, one), say_count(one), one.records / most if most else 0.0)
            row.setChecked(one.value in chosen)
        self.more.setVisible(len(few) < len(every))
        self.more.setText(f"{len(every) - len(few)} more")
        self.setVisible(len(every) > 1 or bool(chosen))

    def _new_row(self, value: str) -> FacetRow:
        row = FacetRow(self._theme, self.key, value)
        row.clicked.connect(lambda _=False: self.toggled.emit(self.key, value))
        self.rows[value] = row
        return row

    def _unfold(self) -> None:
        self._all = True
        self.show_values(self._values, self._chosen)


class FacetPanel(Panel):
    """All facets. `toggled` with key and value; what is chosen is shown once the search says so."""

    toggled = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setAccessibleName("Narrow the search")
        self.setFixedWidth(WIDTH)
        self.groups = {key: FacetGroup(theme, key, title) for key, title in TITLES}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 6, 10, 8)
        column.setSpacing(0)
        for group in self.groups.values():
            group.toggled.connect(self.toggled)
            column.addWidget(group)
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

    def show_search(self, search: Search) -> None:
        """Tick what the search is narrowed to, before the counts come."""
        for key, group in self.groups.items():
            for value, row in group.rows.items():
                row.setChecked(value in search.filters.get(key, ()))

    def show_facets(self, facets: Facets, search: Search) -> None:
        """Counts have come."""
        for key, group in self.groups.items():
            group.show_values(facets.facet(key).values, search.filters.get(key, ()))
