"""The lanes side by side: what is free to claim first, then the people; where what is carried would land."""

from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from app.services.tasks.estimate import Outlook
from app.services.tasks.kinds import Board, Worker
from app.ui.tasks.card import Card
from app.ui.tasks.lane import Lane
from app.ui.tasks.words import counted, load_words
from app.ui.theme import Theme

FREE = ""
ALL, LATE = "all", "late"
NOTHING = "No work is open. Released orders, refills and put-aways come here by themselves."
GAP = 8
LATELY = timedelta(minutes=5)


class Lanes(QScrollArea):
    """Signals of the cards come together here."""

    chosen = Signal(str)
    carried = Signal(str, QPoint)
    moved = Signal(QPoint)
    dropped = Signal(QPoint)
    asked = Signal(str)

    def __init__(self, theme: Theme, zone: tzinfo, decides: bool) -> None:
        super().__init__()
        self._theme, self._zone = theme, zone
        self._teach = " Drag work here, or carry it with Ctrl+Shift+arrows." if decides else ""
        self.lanes: list[Lane] = []
        self._busy: dict[str, datetime] = {}
        self.setAccessibleName("Lanes")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = QWidget()
        self._row = QHBoxLayout(self._inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._row.addStretch(1)
        self.setWidget(self._inner)

    def show_board(self, board: Board, seen: Outlook, current: str, only: str) -> None:
        """Every lane anew; one that stays keeps its place and the keyboard. only: a kind of work, late or all."""
        people = self._in_order(board)
        wanted = [(FREE, "Free to claim"), *((one.login, one.person) for one in people)]
        if [lane.login for lane in self.lanes] != [login for login, _ in wanted]:
            self._make(wanted)
        cards: dict[str, list[Card]] = {login: [] for login, _ in wanted}
        for piece in board.pieces:
            if only not in (ALL, piece.kind) and not (only == LATE and piece.key in seen.late):
                continue
            card = Card(piece, seen.minutes[piece.key], piece.key in seen.late)
            cards[piece.login if piece.login in cards else FREE].append(card)
        workers = {one.login: one for one in people}
        for lane in self.lanes:
            mine = cards[lane.login]
            if lane.login == FREE:
                more = board.totals.pieces - len(mine)
                load = f"{counted(board.totals.pieces, 'piece')} · {counted(board.totals.tasks, 'task')}"
                load += f" · {more} not shown" if more > 0 and only == ALL else ""
                has = any(piece.login for piece in board.pieces)
                nothing = "Nothing waits: every piece of work has somebody." if has else NOTHING
                nothing = nothing if only == ALL else "No such work waits. Show all work to see the rest."
            else:
                worker = workers[lane.login]
                load = load_words(worker, seen.loads.get(lane.login, 0.0))
                nothing = f"Nothing to do.{self._teach}" if only == ALL else ""
            lane.show_cards(mine, load, current, nothing)

    def lane_at(self, point: QPoint) -> Lane | None:
        """The lane under a place of the screen, as far as it is in view."""
        if not self.viewport().rect().contains(self.viewport().mapFromGlobal(point)):
            return None
        return next((lane for lane in self.lanes if lane.rect().contains(lane.mapFromGlobal(point))), None)

    def lane_of(self, key: str) -> Lane | None:
        """The lane that a piece is in."""
        return next((lane for lane in self.lanes if key in lane.list.keys), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are the cards' and the board's; scrolling follows what is chosen."""
        event.ignore()

    def mark(self, login: str | None) -> None:
        """What is carried would land here; None: nowhere."""
        for lane in self.lanes:
            lane.mark(login is not None and lane.login == login)
            if login is not None and lane.login == login:
                self.ensureWidgetVisible(lane, GAP, 0)

    def reveal(self, key: str, *, focus: bool) -> None:
        """Bring a card into view, and the keyboard to it."""
        lane = self.lane_of(key)
        if lane is not None:
            lane.reveal(key)
            if focus and not lane.area.hasFocus():
                self.ensureWidgetVisible(lane, GAP, 0)
                lane.area.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _in_order(self, board: Board) -> list[Worker]:
        """Who has or had work just now comes first; while somebody's hand or keyboard is here, lanes stay in place."""
        self._busy |= {one.login: board.at for one in board.pieces if one.login is not None}
        people, known = people_of(board), [lane.login for lane in self.lanes]
        if known and (self.underMouse() or any(lane.area.hasFocus() for lane in self.lanes)):
            return sorted(people, key=lambda one: known.index(one.login) if one.login in known else len(known))
        lately = {login for login, at in self._busy.items() if board.at - at < LATELY}
        return sorted(people, key=lambda one: one.login not in lately)

    def _make(self, wanted: list[tuple[str, str]]) -> None:
        had = next((lane.login for lane in self.lanes if lane.area.hasFocus()), None)
        for lane in self.lanes:
            self._row.removeWidget(lane)
            lane.hide()
            lane.deleteLater()
        self.lanes = []
        for number, (login, name) in enumerate(wanted):
            lane = Lane(self._theme, self._zone, login, name)
            lane.list.chosen.connect(self.chosen)
            lane.list.carried.connect(self.carried)
            lane.list.moved.connect(self.moved)
            lane.list.dropped.connect(self.dropped)
            lane.list.asked.connect(self.asked)
            lane.list.left.connect(lambda step, at=number: self._beside(at, step))
            self._row.insertWidget(number, lane)
            self.lanes.append(lane)
            if login == had:
                lane.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _beside(self, at: int, step: int) -> None:
        """The nearest lane on that side that has cards."""
        order = self.lanes[at + 1 :] if step > 0 else self.lanes[:at][::-1]
        lane = next((lane for lane in order if lane.list.keys), None)
        if lane is not None:
            lane.area.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.chosen.emit(lane.list.keys[0])


def people_of(board: Board) -> list[Worker]:
    """Who has a lane: those who have work or did some today first, then who else picks; busy ones by name."""
    has = {piece.login for piece in board.pieces}
    here = [one for one in board.people if one.login in has or one.lines_day]
    others = [one for one in board.people if one not in here and one.kinds]
    return here + others
