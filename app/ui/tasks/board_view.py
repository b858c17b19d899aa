"""The board: cut-offs, the plan, the lanes and the chosen piece; carrying work between people on all of them."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.heat.plan import FloorPlan
from app.services.tasks.estimate import Outlook, effect_of, outlook
from app.services.tasks.kinds import Board, Piece
from app.services.tasks.walks import PieceWalk
from app.ui.shell.parts import Shell
from app.ui.tasks.carry import BOTH, SIDES, Carry, Ghost
from app.ui.tasks.cut_offs import CutOffChart
from app.ui.tasks.deeds import Deeds
from app.ui.tasks.desk import TasksDesk
from app.ui.tasks.lanes import ALL, FREE, Lanes
from app.ui.tasks.people_marks import MM, Standing
from app.ui.tasks.piece_panel import PiecePanel
from app.ui.tasks.plan import WorkPlan
from app.ui.tasks.walk_marks import WalksAhead
from app.ui.tasks.words import effect_words, title_of
from app.ui.widgets.panel import Panel

EDGE = 8
LOW, LOW_ROWS, ROWS = 760, 3, 4
"""Below this height (px) fewer cut-offs are shown."""


class BoardView(QWidget):
    """`changed` when something was decided: what is shown is read anew."""

    changed = Signal()

    def __init__(self, shell: Shell, desk: TasksDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self.board: Board | None = None
        self.seen: Outlook | None = None
        self.current, self.only = "", ALL
        self.carry = Carry(self)
        self.cut_offs = CutOffChart(desk.theme, desk.zone)
        self.lanes = Lanes(desk.theme, desk.zone, desk.decides)
        self.panel = PiecePanel(desk.theme, desk.zone, desk.decides)
        self.plan: WorkPlan | None = None
        self._walk: PieceWalk | None = None
        self._ahead = WalksAhead(self, desk)
        self._waiting: Board | None = None
        self._plan_place = Panel(desk.theme, "", "floor")
        self.ghost = Ghost(desk.theme, self)
        self.deeds = Deeds(self, shell, desk, self.panel.error)
        self.deeds.changed.connect(self.changed)
        self._lay_out()
        self._connect()

    def show_plan(self, plan: FloorPlan) -> None:
        """The building, once it is read; another one where it was read anew."""
        if self.plan is not None:
            self._plan_place.body.removeWidget(self.plan)
            self.plan.hide()
            self.plan.deleteLater()
        self.plan = WorkPlan(self._desk.theme, plan, self.carry)
        self.plan.carried.connect(self._carried)
        self.plan.moved.connect(self._moved)
        self.plan.dropped.connect(self._dropped)
        self.plan.stepped.connect(self.carry_step)
        self.plan.walked.connect(self.choose_beside)
        self._plan_place.body.addWidget(self.plan, 1)
        self._show()
        self.plan.show_walk(self._walk)
        if self.board is not None:
            self._ahead.show(self.board, self.plan.walks, anew=True)

    def show_board(self, board: Board) -> None:
        """What is so now; while the mouse carries something it waits, so that nothing moves under it."""
        if self.carry.active and not self.carry.by_keys:
            self._waiting = board
            return
        self._waiting = None
        self.board, self.seen = board, outlook(board.pieces, board.people, board.at)
        if self.carry.active and self.piece(self.carry.key) is None:
            self.carry.cancel()
        self._show()
        if self.plan is not None:
            self._ahead.show(board, self.plan.walks)

    def piece(self, key: str) -> Piece | None:
        """A piece that is shown."""
        pieces = self.board.pieces if self.board is not None else ()
        return next((one for one in pieces if one.key == key), None)

    def choose(self, key: str, *, focus: bool = False) -> None:
        """Choose a piece: here, on the plan and in the panel."""
        self.current = key
        self._show()
        self.lanes.reveal(key, focus=focus)
        piece = self.piece(key)
        if piece is not None:
            job = self._desk.jobs.latest("tasks.walk", self._desk.walk, piece, owner=self)
            job.then(self._walked)

    def show_only(self, only: str) -> None:
        """A kind of work, what is late, or all of it."""
        self.only = only
        self._show()

    def choose_beside(self, step: int) -> None:
        """The next piece of the board (1), or the one before (-1); the keyboard stays where it is."""
        keys = [key for lane in self.lanes.lanes for key in lane.list.keys]
        if keys and not self.carry.active:
            at = keys.index(self.current) + step if self.current in keys else 0
            self.choose(keys[at % len(keys)])

    def carry_step(self, step: int) -> None:
        """Carry what is chosen one person on (1) or back (-1); taken up first if need be."""
        if not _may_be_carried(self.piece(self.current), self._desk.decides):
            return
        logins = [lane.login for lane in self.lanes.lanes]
        if not self.carry.active:
            self.carry.take(self.current, by_keys=True)
        piece = self.piece(self.carry.key)
        holder = (piece.login or FREE) if piece is not None else FREE
        at = self.carry.target if self.carry.target is not None else holder
        here = logins.index(at) if at in logins else 0
        self.carry.over(logins[(here + step) % len(logins)])

    def give(self, key: str, target: object) -> None:
        """Give a piece to somebody (a login), or to all ("")."""
        piece = self.piece(key)
        if piece is not None:
            self.deeds.give(piece, str(target))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.carry.active and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.carry.drop()
        elif self.carry.active and key == Qt.Key.Key_Escape:
            self.carry.cancel()
        elif key in SIDES and event.modifiers() & BOTH == BOTH:
            self.carry_step(SIDES[key])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.cut_offs.show_most(LOW_ROWS if self.height() < LOW else ROWS)
        if not self.carry.active:
            self.ghost.hide()

    # ---- showing ----
    def _show(self) -> None:
        if self.board is None or self.seen is None:
            return
        now = self.board.at
        self.cut_offs.show_cut_offs(self.board.cut_offs, now)
        self._cut_panel.setVisible(self.cut_offs.isVisibleTo(self._cut_panel))
        self.lanes.show_board(self.board, self.seen, self.current, self.only)
        piece = self.piece(self.current)
        self.panel.show_piece(piece, self.seen)
        if self.plan is not None:
            busy = {one.login for one in self.board.pieces}
            self.plan.show_people(
                [
                    Standing(one.login, one.person, one.x * MM, one.y * MM, one.login in busy)
                    for one in self.board.people
                    if one.x is not None and one.y is not None
                ]
            )
            self.plan.show_piece(piece)
            self.plan.show_walk(self._walk)
        self.panel.show_walk(self._walk)

    def _walked(self, walk: PieceWalk | None) -> None:
        self._walk = walk
        self.panel.show_walk(walk)
        if self.plan is not None:
            self.plan.show_walk(walk)

    def _show_carry(self) -> None:
        """Lane, person and ghost say where it would land."""
        if self._waiting is not None and not self.carry.active:
            self.show_board(self._waiting)
        piece = self.piece(self.carry.key)
        self.lanes.mark(self.carry.target if piece is not None else None)
        if self.plan is not None:
            self.plan.mark(self.carry.target)
        if piece is None or self.board is None or self.seen is None:
            self.ghost.hide()
            return
        worker = next((one for one in self.board.people if one.login == self.carry.target), None)
        effect = effect_of(piece, worker, self.seen, self.board.at) if worker is not None else None
        if self.carry.target is None:
            words, late = "Drop it on somebody, in a lane or on the plan", False
        else:
            words, late = effect_words(effect, self._desk.zone), effect is not None and effect.late
        self.ghost.show_lines(title_of(piece), words, late=late)
        if self.carry.by_keys:
            lane = next((lane for lane in self.lanes.lanes if lane.login == self.carry.target), None)
            if lane is not None:
                self.ghost.stand_at(lane.mapTo(self, QPoint(0, 40)))

    # ---- by mouse ----
    def _carried(self, key: str, point: QPoint) -> None:
        if _may_be_carried(self.piece(key), self._desk.decides):
            self.carry.take(key)
            self._moved(point)

    def _moved(self, point: QPoint) -> None:
        if not self.carry.active:
            return
        person = self.plan.person_at(point) if self.plan is not None else ""
        lane = self.lanes.lane_at(point)
        self.carry.over(person or (lane.login if lane is not None else None))
        self.ghost.stand_at(self.mapFromGlobal(point))

    def _dropped(self, point: QPoint) -> None:
        self._moved(point)
        self.carry.drop()

    def _connect(self) -> None:
        self.lanes.chosen.connect(lambda key: self.choose(key, focus=True))
        self.lanes.asked.connect(self._say_more)
        self.lanes.carried.connect(self._carried)
        self.lanes.moved.connect(self._moved)
        self.lanes.dropped.connect(self._dropped)
        self.carry.changed.connect(self._show_carry)
        self.carry.given.connect(self.give)
        self.panel.priority.connect(lambda rank: self.deeds.set_priority(self.piece(self.current), rank))
        self.panel.hold.connect(lambda why: self.deeds.hold(self.piece(self.current), why))
        self.panel.resume.connect(lambda: self.deeds.resume(self.piece(self.current)))
        self.panel.cancel.connect(lambda why: self.deeds.cancel(self.piece(self.current), why))
        self.panel.free.connect(lambda: self.give(self.current, FREE))

    def _say_more(self, key: str) -> None:
        """Enter on a card: drop what is carried, else go to what can be decided about it."""
        if self.carry.active:
            self.carry.drop()
            return
        self.choose(key)
        if self._desk.decides:
            self.panel.urgency.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        self._cut_panel = Panel(self._desk.theme)
        self._cut_panel.setAccessibleName("Cut-offs")
        self._cut_panel.body.addWidget(self.cut_offs)
        self._cut_panel.hide()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(EDGE)
        column.addWidget(self._plan_place, 1)
        column.addWidget(self.panel)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(left)
        self.split.addWidget(self.lanes)
        self.split.setStretchFactor(0, 4)
        self.split.setStretchFactor(1, 6)
        left.setMinimumWidth(470)
        self.lanes.setMinimumWidth(512)
        self.split.setSizes([470, 800])
        self._shell.keep("tasks.board", self.split)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(EDGE)
        whole.addWidget(self._cut_panel)
        row = QHBoxLayout()
        row.addWidget(self.split, 1)
        whole.addLayout(row, 1)


def _may_be_carried(piece: Piece | None, decides: bool) -> bool:
    """By who may decide; what is begun stays with whoever has it in hand."""
    return piece is not None and decides and piece.state != "started"
