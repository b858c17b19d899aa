"""The rows of the palette: section heads and hits in one list, swapped in one reset, painted by one delegate."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.commands.match import Span
from app.ui.palette.search import Hit, lit
from app.ui.theme import Theme
from app.ui.widgets.painted import CENTRE, LEFT, PaintedText, draw_texts, text_width

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Row = str | Hit
HEAD_HEIGHT = 32
ROW_HEIGHT = 36
ICON_LEFT = 18
TEXT_LEFT = 48
RIGHT_EDGE = 16


class PaletteRows(QAbstractListModel):
    """Hits under the heads of their sections, sections in the order in which they first came."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self.text = ""

    def show_hits(self, hits: Sequence[Hit], text: str) -> None:
        """Swap everything in one reset; text: whose letters light up."""
        sections: dict[str, list[Hit]] = {}
        for hit in hits:
            sections.setdefault(hit.section, []).append(hit)
        rows: list[Row] = []
        for section, members in sections.items():
            rows += [section, *members]
        self.beginResetModel()
        self._rows = rows
        self.text = text
        self.endResetModel()

    @property
    def hits(self) -> list[Hit]:
        return [row for row in self._rows if isinstance(row, Hit)]

    def row(self, number: int) -> Row | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def number_of(self, key: tuple[str, str] | None) -> int:
        """Where the hit of a key stands; the first hit when it is not there; -1 when there is none."""
        first = -1
        for number, row in enumerate(self._rows):
            if isinstance(row, Hit):
                first = number if first < 0 else first
                if row.key == key:
                    return number
        return first

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, Hit):
                return ", ".join(part for part in (row.name, row.reason or row.detail, row.shortcut) if part)
            return row
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Hit):
            return row.reason
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.row(index.row()), Hit):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class PaletteDelegate(QStyledItemDelegate):
    """Icon, name with the found letters in the accent, detail, key. A head is a caption."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        head = isinstance(model, PaletteRows) and isinstance(model.row(index.row()), str)
        return QSize(200, HEAD_HEIGHT if head else ROW_HEIGHT)

    def texts_of(self, row: Row, rect: QRectF, text: str, chosen: bool = False) -> list[PaintedText]:
        """Everything written in a row, piece by piece; shared by painting and by the lint."""
        theme = self._theme
        if isinstance(row, str):
            place = rect.adjusted(16, 4, -RIGHT_EDGE, 0)
            return [PaintedText(row, place, theme.font("caption", 600), theme.colour("text.tertiary"))]
        words = key_of(row, chosen)
        key = self.key_rect(words, rect)
        end = key.left() - 8 if words else rect.right() - RIGHT_EDGE
        pieces = self._name_pieces(row, rect, text)
        detail = row.reason or row.detail
        if detail:
            left = pieces[-1].rect.right() + 10 if pieces else rect.left() + TEXT_LEFT
            place = QRectF(left, rect.top(), max(0.0, end - left), rect.height())
            colour = theme.colour("status.warn" if row.reason else "text.tertiary")
            pieces.append(PaintedText(detail, place, theme.font("body"), colour, LEFT, may_elide=True))
        if words:
            pieces.append(PaintedText(words, key, theme.font("caption"), theme.colour("text.secondary"), CENTRE))
        return pieces

    def key_rect(self, words: str, rect: QRectF) -> QRectF:
        width = text_width(self._theme.font("caption"), words) + 12
        return QRectF(rect.right() - RIGHT_EDGE - width, rect.center().y() - 10, width, 20)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        row = model.row(index.row()) if isinstance(model, PaletteRows) else None
        if row is None or not isinstance(model, PaletteRows):
            return
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if isinstance(row, Hit):
            self._paint_ground(painter, row, rect, chosen, bool(option.state & QStyle.StateFlag.State_MouseOver))
        draw_texts(painter, self.texts_of(row, rect, model.text, chosen))
        painter.restore()

    def _paint_ground(self, painter: QPainter, hit: Hit, rect: QRectF, chosen: bool, hovered: bool) -> None:
        ground = "accent.wash" if chosen else "surface.hover" if hovered else ""
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(ground))
            painter.drawRoundedRect(rect.adjusted(4, 0, -4, 0), 6, 6)
        icon = QRectF(rect.left() + ICON_LEFT, rect.center().y() - 9, 18, 18)
        self._theme.draw_icon(painter, icon, hit.icon, "text.disabled" if hit.reason else "text.secondary")
        if key_of(hit, chosen):
            painter.setPen(QPen(self._theme.colour("border.normal"), 1))
            painter.setBrush(self._theme.colour("surface.raised"))
            painter.drawRoundedRect(self.key_rect(key_of(hit, chosen), rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _name_pieces(self, hit: Hit, rect: QRectF, text: str) -> list[PaintedText]:
        """The name cut where the found letters begin and end: those in the accent and heavier."""
        make = self._theme.code_font if hit.code else self._theme.font
        plain, strong = make("body"), make("body", 600)
        rest = self._theme.colour("text.tertiary" if hit.reason else "text.primary")
        accent = self._theme.colour("accent.line")
        pieces: list[PaintedText] = []
        x = rect.left() + TEXT_LEFT
        for part, found in cut(hit.name, lit(text, hit.name)):
            font = strong if found else plain
            width = text_width(font, part)
            place = QRectF(x, rect.top(), width + 0.5, rect.height())
            pieces.append(PaintedText(part, place, font, accent if found else rest))
            x += width
        return pieces


def key_of(hit: Hit, chosen: bool) -> str:
    """The key shown in a row: its own, or Enter on the chosen row that has none and can be run."""
    own = hit.shortcut.replace("+", " ")
    return own or ("Enter" if chosen and hit.reason is None else "")


def cut(name: str, spans: Sequence[Span]) -> list[tuple[str, bool]]:
    """A name in parts, each with whether it was found: "D-05-14", ((0, 4),) -> ("D-05", True), ("-14", False)."""
    parts, at = [], 0
    for start, end in spans:
        parts += [(name[at:start], False), (name[start:end], True)]
        at = end
    parts.append((name[at:], False))
    return [(text, found) for text, found in parts if text]
