"""The room Tasks: figures in one line, then the board, exceptions, refills or people."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.commands.tasks import tasks_commands
from app.domain.errors import Fault
from app.services.tasks.estimate import outlook
from app.services.tasks.kinds import KINDS, Board
from app.ui.outbound.going import go
from app.ui.shell.parts import Shell
from app.ui.tasks.board_view import BoardView
from app.ui.tasks.desk import TasksDesk
from app.ui.tasks.exceptions import ExceptionsView
from app.ui.tasks.lanes import ALL, LATE
from app.ui.tasks.people import PeopleView
from app.ui.tasks.refills import RefillsView
from app.ui.tasks.words import EN_DASH, KIND_WORDS, counted, risk_words, span
from app.ui.widgets.combo import Choices
from app.ui.widgets.glyphs import StatusGlyph
from app.ui.widgets.labels import Label
from app.ui.widgets.segmented import Option, Segmented

EDGE = 8
LOOK_MS = 5_000
ONLY = ((ALL, "All work"), *((kind, KIND_WORDS[kind]) for kind in KINDS), (LATE, "What is late"))
VIEWS = {"board": "Board", "exceptions": "Exceptions", "refills": "Refills", "people": "People"}


class TasksPage(QWidget):
    """Reads the board every five seconds while it is on show."""

    def __init__(self, shell: Shell, desk: TasksDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self._about = ""
        self.setAccessibleName("Tasks")
        theme = desk.theme
        self.tabs = Segmented(theme, "View", [Option(id_, text) for id_, text in VIEWS.items()], "board")
        self.tabs.chosen.connect(self.show_view)
        self.only = Choices(theme, "Shown work", ONLY, ALL)
        self.only.setFixedHeight(28)
        self.board = BoardView(shell, desk)
        self.only.currentIndexChanged.connect(lambda _: self.board.show_only(self.only.value))
        self.exceptions = ExceptionsView(shell, desk)
        self.refills = RefillsView(shell, desk)
        self.people = PeopleView(shell, desk)
        self.rate = Label(theme, "", "small", "secondary", cut="number")
        self.dock = Label(theme, "", "small", "tertiary", cut="number")
        self.risk = Label(theme, "", "small", "secondary", cut="number")
        self.sign = StatusGlyph(theme, "warn", 14)
        self.stack = QStackedWidget()
        self._views: dict[str, QWidget] = {
            "board": self.board, "exceptions": self.exceptions, "refills": self.refills, "people": self.people,
        }  # fmt: skip
        for view in self._views.values():
            self.stack.addWidget(view)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(lambda: self.refresh(self.board.board))
        self.board.panel.asked.connect(lambda room, about: go(shell, room, about))
        for part in (self.board, self.exceptions, self.people):
            part.changed.connect(self.refresh)
        self.board.carry.changed.connect(self._context)
        self._lay_out()
        self._commands = tasks_commands(self)
        shell.registry.add(*self._commands)
        shell.context.set("tasks.decides", desk.decides)
        self._context()

    def begin(self) -> None:
        """Read the plan, the reasons and the board."""
        jobs = self._desk.jobs
        plan = jobs.run(self._desk.floor, owner=self).then(self.board.show_plan)
        plan.on_refusal(self._shell.show_refusal).on_fault(self._failed)
        if self._desk.decides:
            reasons = jobs.run(self._desk.boards.cancel_reasons, owner=self).then(self.board.panel.show_reasons)
            reasons.on_refusal(self._shell.show_refusal).on_fault(self._failed)
        self.refresh()

    def show_view(self, view: str) -> None:
        """board, exceptions, refills or people."""
        self.tabs.choose(view)
        self.stack.setCurrentWidget(self._views[view])
        self.only.setVisible(view == "board")
        self._context()
        if view == "exceptions":
            self.exceptions.refresh()
        elif view == "refills":
            self.refills.refresh()

    def show_about(self, about: str) -> None:
        """The work of a cart ("cart:4413"), or of an order on none ("order:17", its id), once the board is read."""
        self._about = about
        self.show_view("board")
        self.refresh()

    def refresh(self, before: Board | None = None) -> None:
        """Read the board; and the exceptions where they are on show. before: what is on show, whose forecast stands for
        a while; without it all of it is read anew."""
        job = self._desk.jobs.latest("tasks.board", self._desk.boards.read, before, owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal).on_fault(self._failed)
        if self.stack.currentWidget() is self.exceptions and self.isVisible():
            self.exceptions.refresh()

    def carry_on(self) -> None:
        """Carry the chosen work to the next person."""
        self.board.carry_step(1)

    def carry_back(self) -> None:
        """Carry the chosen work to the person before."""
        self.board.carry_step(-1)

    def set_free(self) -> None:
        """The chosen work is free to claim."""
        self.board.give(self.board.current, "")

    def more_urgent(self) -> None:
        """One step more urgent."""
        self._step(-1)

    def less_urgent(self) -> None:
        """One step less urgent."""
        self._step(1)

    def look_for_refills(self) -> None:
        """Refill what the rules ask for."""
        self.show_view("refills")
        self.refills.look_now()

    def end(self) -> None:
        """Stop reading and give the commands back."""
        self._look.stop()
        self._shell.registry.remove(command.id for command in self._commands)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look.start()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._look.stop()

    def _step(self, by: int) -> None:
        piece = self.board.piece(self.board.current)
        if piece is not None:
            self.board.deeds.set_priority(piece, piece.priority + by)

    def _seek(self, board: Board) -> None:
        """Choose what was asked for, or say that none of it is left."""
        about, self._about = self._about, ""
        if not about:
            return
        kind, _, number = about.partition(":")
        mine = [one for one in board.pieces if str(one.batch_id if kind == "cart" else one.order_id) == number]
        if mine:
            self.board.choose(mine[0].key, focus=True)
        else:
            self._shell.toast("No work of it is open: all is done, or it waits behind what is shown.")

    def _show(self, board: Board) -> None:
        self.board.show_board(board)
        self._seek(board)
        self.people.show_board(board, outlook(board.pieces, board.people, board.at))
        rates, totals = board.rates, board.totals
        self.rate.setText(
            f"{rates.lines_hour:,} lines in the last hour by {counted(rates.people, 'person', 'people')}"
            if rates.lines_hour
            else "No lines in the last hour"
        )
        dock = rates.dock_minutes
        self.dock.setText(f"Dock to stock {EN_DASH if dock is None else span(dock) if dock >= 1 else 'under 1 min'}")
        self.risk.setText(risk_words(rates, self._desk.zone))
        late = bool(rates.misses)
        self.risk.set_tone("warn" if late else "secondary")
        self.sign.setVisible(late)
        wrong = totals.exceptions
        self.tabs.set_options(
            [Option(id_, f"{text} {wrong}" if id_ == "exceptions" and wrong else text) for id_, text in VIEWS.items()]
        )
        self._shell.set_badge("tasks", wrong, "warn" if wrong else None)
        self._context()

    def _context(self) -> None:
        on_board = self.stack.currentWidget() is self.board
        self._shell.context.set("tasks.chosen", on_board and self.board.piece(self.board.current) is not None)

    def _failed(self, fault: Fault) -> None:
        self._shell.show_fault(fault, self.begin)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(EDGE)
        head.addWidget(self.tabs)
        head.addWidget(self.only)
        head.addStretch(1)
        parts: tuple[Any, ...] = (self.dock, self.rate, self.sign, self.risk)
        for part in parts:
            head.addWidget(part)
            if part is not self.sign:
                head.addSpacing(EDGE)
        self.sign.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(EDGE)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
