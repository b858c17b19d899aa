"""The card of a piece of work: how far it is, what it is, when it is due, whose it is."""

from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.services.tasks.kinds import Piece
from app.ui.tasks.words import clock, content_of, flow_of, span, title_of
from app.ui.theme import Theme
from app.ui.widgets.glyphs import draw_flow, draw_status
from app.ui.widgets.painted import LEFT, RIGHT, PaintedText, draw_texts, text_width

EDGE, PAD, LINE, PIE, BAR, SIGN = 10.0, 8.0, 18.0, 14.0, 4.0, 13.0
LATE_EDGE = 3.0


@dataclass(frozen=True, slots=True)
class Card:
    """A piece as its lane shows it. minutes: what it takes; late: it misses its time."""

    piece: Piece
    minutes: float
    late: bool

    @property
    def bar(self) -> bool:
        """Whether its progress is worth a line."""
        return self.piece.login is not None and self.piece.lines > 0

    @property
    def height(self) -> float:
        """px."""
        return 2 * PAD + 3 * LINE + (BAR + 6 if self.bar else 0)

    def sentence(self, zone: tzinfo) -> str:
        """The whole card as a screen reader says it."""
        piece = self.piece
        parts = [title_of(piece), content_of(piece), f"due {clock(piece.due_at, zone)}" if piece.due_at else ""]
        parts += ["late" if self.late else "", self.foot, piece.person or ""]
        return ", ".join(part for part in parts if part)

    @property
    def foot(self) -> str:
        """The last line: what holds it, or how it stands."""
        piece = self.piece
        if piece.state == "held":
            return f"held: {piece.held}"
        if piece.state == "later":
            return "for later"
        if piece.login is None:
            return "free to claim"
        return f"{piece.done} of {piece.lines} done" if piece.done else "given" if piece.given else "taken"


def card_texts(card: Card, box: QRectF, theme: Theme, zone: tzinfo) -> list[PaintedText]:
    """Every text of a card and where it stands."""
    piece, inner = card.piece, box.adjusted(EDGE, PAD, -EDGE, -PAD)
    small, strong = theme.font("small"), theme.code_font("body", 600)
    due, warn = clock(piece.due_at, zone), card.late
    number = theme.number_font("small", 600 if warn else None)
    wide = text_width(number, due) + 1
    title = QRectF(
        inner.left() + PIE + 6, inner.top(), inner.width() - PIE - 12 - wide - (SIGN + 4 if warn else 0), LINE
    )
    foot = inner.bottom() - LINE
    urgency = f"P{piece.priority}"
    said = f"{span(card.minutes)}"
    tail = text_width(theme.number_font("small"), said) + 1
    texts = [
        PaintedText(title_of(piece), title, strong, theme.colour("text.primary"), LEFT, True),
        PaintedText(
            due, QRectF(inner.right() - wide, inner.top(), wide, LINE), number,
            theme.colour("status.warn" if warn else "text.tertiary"), RIGHT,
        ),
        PaintedText(
            content_of(piece), QRectF(inner.left(), inner.top() + LINE, inner.width(), LINE), small,
            theme.colour("text.secondary"), LEFT, True,
        ),
        PaintedText(urgency, QRectF(inner.left(), foot, 22, LINE), number, theme.colour("text.secondary"), LEFT),
        PaintedText(
            card.foot, QRectF(inner.left() + 24, foot, inner.width() - 28 - tail, LINE), small,
            theme.colour("text.tertiary"), LEFT, True,
        ),
        PaintedText(
            said, QRectF(inner.right() - tail, foot, tail, LINE), theme.number_font("small"),
            theme.colour("text.tertiary"), RIGHT,
        ),
    ]  # fmt: skip
    return [text for text in texts if text.text]


def draw_card(painter: QPainter, card: Card, box: QRectF, theme: Theme, zone: tzinfo, *, chosen: bool) -> None:
    """The face, the late edge, the pie, the bar and the texts."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    face = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(theme.colour("border.normal"), 1))
    painter.setBrush(theme.colour("surface.raised"))
    painter.drawRoundedRect(face, 8, 8)
    if card.late:
        late = theme.colour("status.warn_fill")
        painter.save()
        painter.setClipRect(QRectF(box.left(), box.top(), LATE_EDGE, box.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(late)
        painter.drawRoundedRect(face, 8, 8)
        painter.restore()
    if chosen:
        painter.setPen(QPen(theme.colour("accent.focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)
    inner = box.adjusted(EDGE, PAD, -EDGE, -PAD)
    draw_flow(painter, QRectF(inner.left(), inner.top() + 2, PIE, PIE), flow_of(card.piece), theme)
    texts = card_texts(card, box, theme, zone)
    if card.late:
        left = inner.right() - texts[1].rect.width() - SIGN - 4 if card.piece.due_at else inner.right() - SIGN
        draw_status(painter, QRectF(left, inner.top() + 2.5, SIGN, SIGN), "warn", theme)
    if card.bar:
        bar = QRectF(inner.left(), inner.top() + 2 * LINE + 4, inner.width(), BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface.pressed"))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(theme.colour("text.secondary"))
        done = card.piece.done / max(1, card.piece.lines)
        if done:
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * done, BAR), 2, 2)
    draw_texts(painter, texts)
