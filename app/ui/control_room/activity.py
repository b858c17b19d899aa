"""The activity feed: who did what, newest on top. Under the pointer it stands still and says how many are newer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.domain.errors import Fault
from app.ui.control_room.desk import Desk
from app.ui.control_room.words import IN_PLACE, plain, short_name
from app.ui.theme import Theme
from app.ui.widgets.buttons import ChipButton
from app.ui.widgets.labels import Label
from app.ui.widgets.painted import LEFT, PaintedText, draw_texts, text_width
from app.ui.widgets.panel import Panel

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW = 28
TIME, WHO, WHO_NARROW = 42.0, 104.0, 82.0
NARROW = 400  # px of the list, below which names and deeds are said shortly
VERBS = {
    "receive": "received",
    "putaway": "put away",
    "move": "moved",
    "replenish": "replenished",
    "pick": "picked",
    "pack": "packed",
    "ship": "shipped",
    "adjust": "adjusted",
    "status": "changed the status of",
    "count": "counted",
    "scrap": "scrapped",
    "undo": "took back",
    "owner": "changed the owner of",
    "correct_lot": "corrected the lot of",
    "kit": "made a kit of",
    "unkit": "took apart",
}
EVENTS = {
    "layout.published": "published the layout",
    "stock.held": "put stock on hold",
    "stock.released": "released held stock",
    "count.counted": "counted a bin",
    "order.shortened": "closed an order short",
}
OUTSIDE = ("ADJUSTMENT", "SCRAP", "SUPPLIER", "CUSTOMER", "TRANSIT")


@dataclass(frozen=True, slots=True)
class Deed:
    """One row: when, who, what (short: without the article); the bin it happened at, for a click."""

    id: int
    time: str
    who: str
    what: str
    short: str = ""
    location_id: int | None = None


def read_deeds(rows: Sequence[Any], zone: tzinfo) -> tuple[Deed, ...]:
    """Rows of the queries `activity` and `activity_events` in words, as they come."""
    return tuple(_event(row, zone) if hasattr(row, "event_id") else _deed(row, zone) for row in rows)


def _event(row: Any, zone: tzinfo) -> Deed:
    """What was done beside moving stock; with its number, the bins it touched and why, where it says so."""
    facts, places = row.payload or {}, tuple(row.locations or ())
    verb = EVENTS.get(row.type, str(row.type).replace(".", " ").replace("_", " "))
    version = f", version {facts['version']}" if facts.get("version") else ""
    bins = facts.get("locations") if row.type == "layout.published" else len(places)
    count = f", {bins:,} {'bin' if bins == 1 else 'bins'}" if isinstance(bins, int) and bins > 0 else ""
    why = next((f", {facts[name]}" for name in ("reason", "note") if facts.get(name)), "")
    where = int(places[0]) if len(places) == 1 else None
    time = f"{row.occurred_at.astimezone(zone):%H:%M}"
    return Deed(row.event_id, time, row.person or "somebody", f"{verb}{version}{count}{why}", f"{verb}{version}", where)


def _deed(row: Any, zone: tzinfo) -> Deed:
    verb = VERBS.get(row.kind, str(row.kind).replace("_", " "))
    thing = f"{plain(row.quantity)} × {row.sku}"
    place, where = f"from {row.from_code}", row.from_location_id
    if row.kind in ("receive", "putaway", "move", "replenish", "ship"):
        place, where = f"to {row.to_code}", row.to_location_id
    elif row.kind == "pack":
        place = f"for {row.document}" if row.document else f"at {row.to_code}"
        where = row.to_location_id
    elif row.kind == "undo":
        place = f"from {row.from_code} to {row.to_code}"
        where = row.from_location_id if row.to_code in OUTSIDE else row.to_location_id
    elif row.kind in IN_PLACE:
        at_home = row.from_code in OUTSIDE
        place, where = (f"in {row.to_code}", row.to_location_id) if at_home else (f"in {row.from_code}", where)
    why = f", {row.reason}" if row.reason else ""
    time = f"{row.posted_at.astimezone(zone):%H:%M}"
    what, short = f"{verb} {thing} {place}{why}", f"{verb} {plain(row.quantity)} {place}"
    return Deed(row.ledger_id, time, row.person or "somebody", what, short, where)


class Deeds(QAbstractListModel):
    """The rows of the feed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.deeds: tuple[Deed, ...] = ()

    def show_deeds(self, deeds: tuple[Deed, ...]) -> None:
        """Swap all rows."""
        self.beginResetModel()
        self.deeds = deeds
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.deeds)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        deed = self.deeds[index.row()]
        return f"{deed.time}, {deed.who} {deed.what}"


class DeedDelegate(QStyledItemDelegate):
    """Time, who, what; 12 px."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def texts_of(self, deed: Deed, rect: QRectF) -> list[PaintedText]:
        """Everything written in a row."""
        theme, left = self._theme, rect.left() + 12
        plain_font, strong = theme.number_font("small"), theme.font("small", 500)
        height, narrow = rect.height(), rect.width() < NARROW
        wide = WHO_NARROW if narrow else WHO
        what = QRectF(left + TIME + wide, rect.top(), rect.right() - 12 - left - TIME - wide, height)
        who = QRectF(left + TIME, rect.top(), wide - 8, height)
        name = short_name(deed.who) if narrow else deed.who
        said = deed.what if text_width(plain_font, deed.what) <= what.width() else deed.short
        return [
            PaintedText(
                deed.time, QRectF(left, rect.top(), TIME, height), plain_font, theme.colour("text.tertiary"), LEFT
            ),
            PaintedText(name, who, strong, theme.colour("text.primary"), LEFT, True),
            PaintedText(said, what, plain_font, theme.colour("text.secondary"), LEFT, True),
        ]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, Deeds):
            return
        rect, state = QRectF(option.rect), option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.colour("accent.wash"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._theme.colour("surface.hover"))
        draw_texts(painter, self.texts_of(model.deeds[index.row()], rect))
        painter.restore()


class DeedList(QListView):
    """The view; `held` while the pointer is over it."""

    opened = Signal(object)  # location id
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.deeds = Deeds(self)
        self._cells = DeedDelegate(theme, self)
        self.setModel(self.deeds)
        self.setItemDelegate(self._cells)
        self.setAccessibleName("What people did, newest first")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._open)
        self.activated.connect(self._open)
        theme.changed.connect(self.viewport().update)

    def texts(self) -> list[PaintedText]:
        """What is written in the rows in view, for the lint."""
        shown: list[PaintedText] = []
        for row, deed in enumerate(self.deeds.deeds):
            rect = self.visualRect(self.deeds.index(row, 0))
            if rect.top() >= self.viewport().height():
                break
            if self.viewport().rect().contains(rect):
                shown += self._cells.texts_of(deed, QRectF(rect.translated(self.viewport().pos())))
        return shown

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.deeds.deeds[index.row()].location_id)


class Activity(Panel):
    """The panel. `opened` with the location id of a row."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, "Activity")
        self._desk = desk
        self._waiting: tuple[Deed, ...] | None = None
        self.newer = ChipButton(desk.theme, "", removable=False)
        self.newer.setFixedHeight(24)
        self.newer.setToolTip("Show them; they come by themselves once the pointer leaves")
        self.newer.clicked.connect(self.release)
        self.newer.hide()
        self.add_to_head(self.newer, stretch_before=True)
        self.nothing = Label(desk.theme, "Reading …", "body", "secondary", wrap=True)
        self.nothing.setContentsMargins(12, 12, 12, 12)
        self.nothing.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.list = DeedList(desk.theme)
        self.list.left.connect(self.release)
        self.list.opened.connect(self._open)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.list, 1)

    def refresh(self) -> None:
        """Read what was done last."""
        job = self._desk.jobs.latest("activity", self._desk.room.activity, owner=self)
        job.then(lambda rows: self.show_deeds(read_deeds(rows, self._desk.zone))).on_fault(self._cannot)

    def show_deeds(self, deeds: tuple[Deed, ...]) -> None:
        """Show these, or keep them back while the pointer is over the list."""
        shown = self.list.deeds.deeds
        if self.list.underMouse() and shown:
            newer = sum(deed.id > shown[0].id for deed in deeds)
            self._waiting = deeds
            self.newer.setText(f"{newer} newer")
            self.newer.setVisible(newer > 0)
            return
        self._show(deeds)

    def release(self) -> None:
        """Show what was kept back."""
        if self._waiting is not None:
            self._show(self._waiting)

    def _show(self, deeds: tuple[Deed, ...]) -> None:
        self._waiting = None
        self.newer.hide()
        if deeds != self.list.deeds.deeds:
            self.list.deeds.show_deeds(deeds)
        self.nothing.setText("Nobody moved anything in the last two days.")
        self.nothing.setVisible(not deeds)

    def _cannot(self, fault: Fault) -> None:
        """The last rows stay; the banner of the window says why."""
        if not self.list.deeds.deeds:
            self.nothing.setText(fault.what)

    def _open(self, location_id: object) -> None:
        if location_id is not None:
            self.opened.emit(location_id)
