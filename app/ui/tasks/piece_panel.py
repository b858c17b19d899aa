"""The chosen piece: what it is, why, and what a supervisor may decide about it."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.services.tasks.estimate import Outlook
from app.services.tasks.kinds import Piece
from app.services.tasks.walks import PieceWalk
from app.ui.tasks.words import clock, content_of, counted, span, title_of, why_words
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Choices
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

NEEDED = Refusal("tasks.reason", "Held work needs a reason.", "Say in a few words why it has to wait.")
TEACH = "Choose a card. Drag it to somebody, in a lane or on the plan; Ctrl+Shift+arrows carry it, Enter drops it."
SAID = 50
"""px that what is said of a piece takes at least: the plan above keeps its size."""
LINKS = 28
LOOK = "Choose a card to see where its work lies."
PRIORITIES = tuple((n, f"Priority {n}" + (", first" if n == 1 else ", last" if n == 9 else "")) for n in range(1, 10))


class PiecePanel(Panel):
    """Signals say what is wanted; the board does it."""

    priority = Signal(int)
    hold = Signal(str)
    resume = Signal()
    cancel = Signal(str)
    free = Signal()
    asked = Signal(str, str)  # a room, and what of this work to show there

    def __init__(self, theme: Theme, zone: tzinfo, decides: bool) -> None:
        super().__init__(theme, "Chosen work")
        self._zone, self._decides = zone, decides
        self._piece: Piece | None = None
        self._shown = ""
        self.what = Label(theme, "", "small", "secondary", wrap=True)
        self.how = Label(theme, "", "small", "tertiary", cut="number", wrap=True)
        self.urgency = Choices(theme, "Priority", PRIORITIES, 5)
        self.urgency.setFixedHeight(28)
        self.urgency.activated.connect(lambda _: self.priority.emit(self.urgency.value))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why it has to wait")
        self.reason.setAccessibleName("Reason for holding")
        self.reason.setFont(theme.font("body"))
        self.reason.setFixedHeight(32)
        self.reason.setMaxLength(200)
        self.reason.returnPressed.connect(self.ask_hold)
        self.held = Button(theme, "Hold", "pause")
        self.held.clicked.connect(self.ask_hold)
        self.freed = Button(theme, "Free to claim", "", "small")
        self.freed.clicked.connect(self.free)
        self.orders, self.cart = Button(theme, "", "outbound", "small"), Button(theme, "", "release", "small")
        self.orders.clicked.connect(lambda: self._ask("outbound"))
        self.cart.clicked.connect(lambda: self._ask("waves"))
        self.why_cancel = Choices(theme, "Reason for cancelling", (), None)
        self.cancelled = Button(theme, "Cancel work", "close")
        self.cancelled.clicked.connect(self.ask_cancel)
        self.error = InlineError(theme)
        self._lay_out()
        self.show_piece(None, None)

    def show_reasons(self, reasons: Sequence[tuple[str, str]]) -> None:
        """Why work may be cancelled."""
        self.why_cancel.clear()
        for code, words in reasons:
            self.why_cancel.addItem(words, code)

    def show_piece(self, piece: Piece | None, seen: Outlook | None) -> None:
        """What is chosen now; None: nothing."""
        self._piece = piece
        self._show_ways(piece)
        for part in (self.acts, self.urgency, self.freed):
            part.setVisible(piece is not None and self._decides)
        if piece is None or seen is None:
            self.title.setText("Chosen work")
            self.what.setText(TEACH if self._decides else LOOK)
            self.how.setText("")
            return
        if piece.key != self._shown:
            self._shown = piece.key
            self.error.clear()
            self.reason.clear()
        self.title.setText(title_of(piece))
        self.what.setText(". ".join(part for part in (content_of(piece), why_words(piece, self._zone)) if part))
        self.how.setText(" · ".join(self._facts(piece, seen)))
        self.urgency.setCurrentIndex(piece.priority - 1)
        waits = piece.state in ("held", "later")
        self.held.setText("Resume" if waits else "Hold")
        self.held.set_icon("play" if waits else "pause")
        self.reason.setVisible(not waits)
        begun = f"{piece.person} has begun it." if piece.state == "started" else None
        for button in (self.held, self.cancelled):
            button.set_allowed(begun)
        self.freed.set_allowed(begun or (None if piece.login else "It is free already."))
        self.cancelled.setText(f"Cancel {counted(len(piece.tasks), 'task')}")

    def _show_ways(self, piece: Piece | None) -> None:
        """One click to its orders, and to its cart in the wave."""
        of_orders = piece is not None and piece.kind == "pick" and bool(piece.order_number or piece.batch_id)
        self.orders.setVisible(of_orders)
        self.cart.setVisible(piece is not None and piece.batch_id is not None)
        if piece is not None and of_orders:
            alone = piece.order_number if piece.orders <= 1 else None
            self.orders.setText(alone or counted(piece.orders, "order"))
            self.cart.setText(piece.wave or f"Cart #{piece.batch_id}")

    def _ask(self, room: str) -> None:
        piece = self._piece
        if piece is None:
            return
        if room == "waves":
            self.asked.emit(room, f"cart:{piece.wave or ''}:{piece.batch_id}")
        elif piece.orders <= 1 and piece.order_number:
            self.asked.emit(room, f"order:{piece.order_number}")
        else:
            self.asked.emit(room, f"cart:{piece.batch_id}")

    def show_walk(self, walk: PieceWalk | None) -> None:
        """How far it is."""
        piece = self._piece
        if (
            walk is not None
            and piece is not None
            and walk.key == piece.key
            and not self.how.text().endswith(" m to walk")
        ):
            self.how.setText(f"{self.how.text()} · {walk.metres:,.0f} m to walk")

    def ask_hold(self) -> None:
        """Hold it, with the reason that is entered; or resume what is held."""
        piece = self._piece
        if piece is None:
            return
        if piece.state in ("held", "later"):
            self.resume.emit()
        elif len(self.reason.text().strip()) < 3:
            self.error.show_refusal(NEEDED)
            self.reason.setFocus()
        else:
            self.hold.emit(self.reason.text().strip())

    def ask_cancel(self) -> None:
        """Cancel it for the chosen reason."""
        code: Any = self.why_cancel.value
        if self._piece is not None and code:
            self.cancel.emit(str(code))

    def _facts(self, piece: Piece, seen: Outlook) -> list[str]:
        facts = [f"about {span(seen.minutes[piece.key])}"]
        if piece.due_at is not None:
            facts.append(f"due {clock(piece.due_at, self._zone)}")
        if piece.key in seen.ends:
            facts.append(f"done about {clock(seen.ends[piece.key], self._zone)}")
        if piece.given and piece.person:
            facts.append(f"given to {piece.person}")
        if piece.held:
            facts.append(f"held by {piece.held_by or 'a supervisor'}: {piece.held}")
        if piece.not_before is not None and piece.state == "later":
            facts.append(f"not before {clock(piece.not_before, self._zone)}")
        return facts

    def _lay_out(self) -> None:
        self.add_to_head(self.urgency, stretch_before=True)
        self.add_to_head(self.freed)
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 8, 12, 10)
        inner.setSpacing(6)
        said = QWidget()
        said.setMinimumHeight(SAID)
        lines = QVBoxLayout(said)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(self.what)
        lines.addWidget(self.how)
        lines.addStretch(1)
        inner.addWidget(said)
        links = QWidget()  # as high without any as with two: the plan above does not move
        links.setFixedHeight(LINKS)
        ways = QHBoxLayout(links)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(6)
        ways.addWidget(self.orders)
        ways.addWidget(self.cart)
        ways.addStretch(1)
        inner.addWidget(links)
        self.acts = QWidget()
        column = QVBoxLayout(self.acts)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(6)
        for parts in ((self.reason, self.held), (self.why_cancel, self.cancelled)):
            row = QHBoxLayout()
            row.setSpacing(6)
            row.addWidget(parts[0], 1)
            row.addWidget(parts[1])
            column.addLayout(row)
        self.why_cancel.setMinimumWidth(120)
        if self._decides:  # the plan above is not to move under the hand that has just chosen
            policy = self.acts.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            self.acts.setSizePolicy(policy)
        inner.addWidget(self.acts)
        inner.addWidget(self.error)
        holder = QWidget()
        holder.setLayout(inner)
        self.body.addWidget(holder)
