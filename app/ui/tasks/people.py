"""People: how quick they are, where they are, and what kinds of work and zones they are given."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import Fault
from app.services.tasks.estimate import Outlook
from app.services.tasks.kinds import KINDS, Board, Worker
from app.ui.shell.parts import Shell
from app.ui.tables import Column, Table
from app.ui.tasks.desk import TasksDesk
from app.ui.tasks.words import EN_DASH, KIND_WORDS, clock, span
from app.ui.widgets.buttons import Button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel
from app.ui.widgets.tick import TickBox


class PeopleView(QWidget):
    """`changed` when somebody is given something else."""

    changed = Signal()

    def __init__(self, shell: Shell, desk: TasksDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        theme = desk.theme
        self._people: Sequence[Worker] = ()
        self._loads: dict[str, float] = {}
        self._chosen = ""
        self.table = Table(theme, "People", self._columns(desk.zone))
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        why = "Whoever may pick in this warehouse stands here,\nwith their lines an hour and where they are."
        self.none = EmptyState(theme, "person", "Nobody works here yet.", why)
        self.name = Label(theme, "", "body", weight=600)
        self.kinds = {kind: TickBox(theme, KIND_WORDS[kind]) for kind in KINDS}
        self.zones = QLineEdit()
        self.zones.setAccessibleName("Zones, none for all")
        self.zones.setPlaceholderText("all; or codes: A, B")
        self.zones.setFont(theme.code_font("body"))
        self.zones.setFixedHeight(32)
        self.zones.returnPressed.connect(self.save)
        self.keep = Button(theme, "Save limits", "ok", "primary")
        self.keep.clicked.connect(self.save)
        self.error = InlineError(theme)
        self._lay_out()

    def show_board(self, board: Board, seen: Outlook) -> None:
        """Who is there now."""
        before = self._chosen
        self._people, self._loads = board.people, dict(seen.loads)
        self.table.rows.show_rows(board.people)
        self._listed.setVisible(bool(board.people))
        self._side.setVisible(bool(board.people) and self._desk.decides)
        self.none.setVisible(not board.people)
        logins = [one.login for one in board.people]
        if logins:
            self.table.selectRow(logins.index(before) if before in logins else 0)

    def save(self) -> None:
        """Give the chosen person what is ticked."""
        worker = next((one for one in self._people if one.login == self._chosen), None)
        if worker is None:
            return
        kinds = [kind for kind, box in self.kinds.items() if box.isChecked()]
        zones = [part.strip() for part in self.zones.text().replace(";", ",").split(",") if part.strip()]
        self.error.clear()
        limited = kinds if len(kinds) < len(KINDS) else None
        job = self._desk.jobs.run(self._desk.boards.limit, worker.login, limited, zones or None, owner=self)
        job.then(lambda _: self._shell.toast(f"{worker.person} is given {_given(limited, zones or None)}."))
        job.on_refusal(self.error.show_refusal).on_fault(self._failed)
        job.ended.connect(self.changed)

    def _failed(self, fault: Fault) -> None:
        self._shell.show_fault(fault, self.changed.emit)

    def _choose(self, at: int) -> None:
        if not 0 <= at < len(self._people):
            return
        one = self._people[at]
        if one.login == self._chosen:
            return
        self._chosen = one.login
        self.error.clear()
        self.name.setText(one.person)
        for kind, box in self.kinds.items():
            box.setChecked(one.only_kinds is None or kind in one.only_kinds)
        self.zones.setText(", ".join(one.only_zones or ()))

    def _columns(self, zone: tzinfo) -> list[Column]:
        return [
            Column("Person", lambda row: row.person),
            Column("Lines an hour", lambda row: row.lines_hour or EN_DASH, "number", 106, strong=True),
            Column("Today", lambda row: row.lines_day or EN_DASH, "number", 60),
            Column("Has", lambda row: span(load) if (load := self._loads.get(row.login)) else EN_DASH, "number", 96),
            Column("Where", lambda row: row.code or EN_DASH, "code", 110),
            Column("Last act", lambda row: _when(row.last_at, zone), "number", 72),
            Column("Is given", lambda row: _given(row.only_kinds, row.only_zones)),
        ]

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._listed, self._side = Panel(theme, "People"), Panel(theme, "What somebody is given")
        self._listed.body.addWidget(self.table, 1)
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 10, 12, 12)
        inner.setSpacing(6)
        inner.addWidget(self.name)
        inner.addWidget(Label(theme, "Kinds of work", "small", "secondary", weight=500))
        for box in self.kinds.values():
            inner.addWidget(box)
        inner.addSpacing(4)
        inner.addWidget(Label(theme, "Zones", "small", "secondary", weight=500))
        inner.addWidget(self.zones)
        inner.addSpacing(6)
        foot = QHBoxLayout()
        foot.addWidget(self.keep)
        foot.addStretch(1)
        inner.addLayout(foot)
        inner.addWidget(self.error)
        inner.addStretch(1)
        holder = QWidget()
        holder.setLayout(inner)
        self._side.body.addWidget(holder)
        self._side.setFixedWidth(300)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._listed, 1)
        row.addWidget(self._side)
        row.addWidget(self.none, 1)


def _given(kinds: Sequence[str] | None, zones: Sequence[str] | None) -> str:
    """ "everything", "pick, refill in zone A"."""
    what = "everything" if kinds is None else ", ".join(KIND_WORDS[kind].lower() for kind in kinds) or "nothing"
    return what if zones is None else f"{what} in zone {', '.join(zones)}"


def _when(moment: datetime | None, zone: tzinfo) -> Any:
    return clock(moment, zone) or EN_DASH
