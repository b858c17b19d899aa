"""One lane of the board: somebody and their cards, or what is free to claim."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.tasks.card import Card, card_texts, draw_card
from app.ui.tasks.words import initials
from app.ui.theme import Theme
from app.ui.widgets.focus_ring import KEYBOARD
from app.ui.widgets.labels import Avatar, Label, set_state
from app.ui.widgets.painted import PaintedText
from app.ui.widgets.steady import painting, part_of

WIDTH, HEAD, GAP, EDGE = 248, 48, 8.0, 8.0
DRAG_FROM = 5


class CardList(QWidget):
    """The cards of a lane below each other. A press chooses, a drag carries; arrows walk them."""

    chosen = Signal(str)  # key of the piece
    carried = Signal(str, QPoint)  # key, where the mouse is on the screen
    moved = Signal(QPoint)
    dropped = Signal(QPoint)
    left = Signal(int)  # the person wants the lane beside: -1, 1
    asked = Signal(str)  # Enter or a double click: say more of this piece

    def __init__(self, theme: Theme, zone: tzinfo) -> None:
        super().__init__()
        self._theme, self._zone = theme, zone
        self._cards: tuple[Card, ...] = ()
        self._current = ""
        self._pressed: tuple[str, QPoint] | None = None
        self._dragging = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_cards(self, cards: Sequence[Card], current: str) -> None:
        """Replace them; current: the key that is chosen on the board."""
        self._cards, self._current = tuple(cards), current
        self.setFixedHeight(self.sizeHint().height())
        self._say()
        self.update()

    @property
    def keys(self) -> list[str]:
        """Of the pieces, from the top."""
        return [card.piece.key for card in self._cards]

    def box_of(self, key: str) -> QRectF | None:
        """Where a card is."""
        return next((box for card, box in self._boxes() if card.piece.key == key), None)

    def texts(self) -> list[PaintedText]:
        return [text for card, box in self._boxes() for text in card_texts(card, box, self._theme, self._zone)]

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 2, round(sum(card.height + GAP for card in self._cards) + GAP))

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            for card, box in self._boxes():
                if box.intersects(QRectF(event.rect())):  # of a hundred cards a lane shows six
                    with part_of(painter, self, box, self._theme):
                        draw_card(painter, card, box, self._theme, self._zone, chosen=card.piece.key == self._current)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        key = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and key:
            self._pressed = (key, event.globalPosition().toPoint())
            self._dragging = False
            self.chosen.emit(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        key, since = self._pressed
        now = event.globalPosition().toPoint()
        if not self._dragging and (now - since).manhattanLength() >= DRAG_FROM:
            self._dragging = True
            self.carried.emit(key, now)
        if self._dragging:
            self.moved.emit(now)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragged, self._dragging, self._pressed = self._dragging, False, None
        if dragged:
            self.dropped.emit(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        key = self._at(event.position())
        if key:
            self.asked.emit(key)

    def key(self, event: QKeyEvent) -> bool:
        """A key went down in this lane; False where it means nothing to the cards."""
        keys, key = self.keys, Qt.Key(event.key())
        at = keys.index(self._current) if self._current in keys else -1
        steps = {Qt.Key.Key_Up: at - 1, Qt.Key.Key_Down: at + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(keys) - 1}
        sides = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        if key in steps and keys:
            self.chosen.emit(keys[min(max(steps[key], 0), len(keys) - 1)])
        elif key in sides:
            self.left.emit(sides[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at >= 0:
            self.asked.emit(self._current)
        else:
            return False
        return True

    def enter(self) -> None:
        """The keyboard has come here: the first card, where none of these is chosen."""
        if self._current not in self.keys and self._cards:
            self.chosen.emit(self._cards[0].piece.key)

    def event(self, event: QEvent) -> bool:
        """A drag that another window takes away ends without a drop."""
        if event.type() == QEvent.Type.UngrabMouse and self._dragging:
            self._dragging, self._pressed = False, None
            self.dropped.emit(QPoint(-100_000, -100_000))
        return super().event(event)

    def _boxes(self) -> list[tuple[Card, QRectF]]:
        boxes, top = [], GAP
        for card in self._cards:
            boxes.append((card, QRectF(EDGE, top, self.width() - 2 * EDGE, card.height)))
            top += card.height + GAP
        return boxes

    def _at(self, point: QPointF) -> str:
        return next((card.piece.key for card, box in self._boxes() if box.contains(point)), "")

    def _say(self) -> None:
        card = next((card for card in self._cards if card.piece.key == self._current), None)
        self.setAccessibleDescription(card.sentence(self._zone) if card is not None else "")


class CardArea(QScrollArea):
    """The part of a lane that scrolls; it has the keyboard for its cards: the ring is as large as what is seen."""

    def __init__(self, cards: CardList) -> None:
        super().__init__()
        self._cards = cards
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._cards.key(event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in KEYBOARD:
            self._cards.enter()


class Lane(QFrame):
    """login: whose lane it is; empty: what is free to claim."""

    def __init__(self, theme: Theme, zone: tzinfo, login: str, name: str) -> None:
        super().__init__()
        self.login = login
        self.setProperty("surface", "panel")
        self.setFixedWidth(WIDTH)
        self.list = CardList(theme, zone)
        self.name = Label(theme, name, "body", weight=600)
        self.load = Label(theme, "", "small", "tertiary", cut="number")
        self.nothing = Label(theme, "", "small", "tertiary", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.nothing.setContentsMargins(12, 16, 12, 0)
        head = QFrame()
        head.setProperty("surface", "head")
        head.setFixedHeight(HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(8)
        if login:
            row.addWidget(Avatar(theme, initials(name), name))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.setContentsMargins(0, 6, 0, 6)
        words.addWidget(self.name)
        words.addWidget(self.load)
        row.addLayout(words, 1)
        self.area = CardArea(self.list)
        self.area.setAccessibleName(f"Work of {name}" if login else name)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        column.addStretch(1)
        self.area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.area, 1)

    def show_cards(self, cards: Sequence[Card], load: str, current: str, nothing: str) -> None:
        """Its cards, what stands beside the name, and what is said where there are none."""
        self.list.show_cards(cards, current)
        self.load.setText(load)
        self.nothing.setText(nothing)
        self.nothing.setVisible(not cards)
        self.list.setVisible(bool(cards))
        self.area.setAccessibleDescription(self.list.accessibleDescription())

    def mark(self, target: bool) -> None:
        """What is carried would land here."""
        set_state(self, "state", "target" if target else "")

    def reveal(self, key: str) -> None:
        """Scroll to a card."""
        box = self.list.box_of(key)
        if box is not None:
            middle = box.center().toPoint()
            self.area.ensureVisible(middle.x(), middle.y(), 0, round(box.height() / 2) + 8)
