"""Release channels: which orders go together, open, locked or asleep; what each does next by itself and what it did."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.waves.clock import Clocked, Next, by_itself
from app.services.waves.streaming import Streamed
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.waves.channel_form import ChannelForm
from app.ui.waves.columns import channel_columns, run_columns
from app.ui.waves.desk import WavesDesk
from app.ui.widgets.buttons import Button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel

EDGE, SIDE = 8, 348
NAP = timedelta(hours=1)
ONLY = "A supervisor or planner changes channels."


class ChannelsView(QWidget):
    """The channels in the order in which orders are matched, and a form for the chosen or a new one."""

    def __init__(self, shell: Shell, desk: WavesDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        theme = desk.theme
        self._chosen: Any = None
        self._ahead: Mapping[int, Next] = {}
        self.channels = Table(theme, "Release channels", channel_columns(desk.zone, desk.clock, self.ahead))
        self.channels.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        self.none = EmptyState(
            theme, "filter", "No channel: every order is released by hand.",
            "A channel takes the orders that match it and lets them go by\n"
            "itself: one by one while there is room, or in waves by the clock.\nEnter the first one on the right.",
        )  # fmt: skip
        self.open = Button(theme, "Open", "play", "small")
        self.lock = Button(theme, "Lock", "lock", "small")
        self.sleep = Button(theme, "Sleep an hour", "clock", "small")
        self.stream = Button(theme, "Stream now", "release", "small")
        self.go = Button(theme, "Release now", "release", "small")
        self.go.clicked.connect(self.release_now)
        for button, state in ((self.open, "open"), (self.lock, "locked"), (self.sleep, "asleep")):
            button.clicked.connect(lambda _=False, state=state: self.put_state(state))
        self.stream.clicked.connect(self.stream_now)
        self.form = ChannelForm(theme)
        self.form.wanted.connect(self._put)
        self.form.fresh.connect(lambda: self.channels.clearSelection())
        self.runs = Table(theme, "What the channel did", run_columns(desk.zone, desk.clock))
        self.told = Label(theme, "", "small", "secondary", wrap=True)
        self.told.setContentsMargins(12, 8, 12, 8)
        self._did = Panel(theme, "What it did")
        self._did.body.addWidget(self.runs, 1)
        self._did.body.addWidget(self.told, 0, Qt.AlignmentFlag.AlignTop)
        self._did.setVisible(False)
        self._lay_out()
        self._show(([], {}))

    def _lay_out(self) -> None:
        listed = Panel(self._desk.theme, "Channels")
        listed.head.addStretch(1)
        for button in (self.open, self.lock, self.sleep, self.go, self.stream):
            listed.add_to_head(button)
        listed.body.addWidget(self.channels, 1)
        listed.body.addWidget(self.none, 1)
        left = QVBoxLayout()
        left.setSpacing(EDGE)
        left.addWidget(listed, 3)
        left.addWidget(self._did, 2)
        self.form.setFixedWidth(SIDE)
        side = QVBoxLayout()
        side.addWidget(self.form)
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(EDGE)
        row.addLayout(left, 1)
        row.addLayout(side)

    def refresh(self) -> None:
        """Read anew."""
        job = self._desk.jobs.latest("waves.channels", self._read, owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))

    def ahead(self, channel: int) -> Next | None:
        """What a channel will do next by itself, as it was read."""
        return self._ahead.get(channel)

    def release_now(self) -> None:
        """Let what waits in the chosen channel of waves go now, whatever its clock says."""
        row = self._chosen
        if row is None or not self.go.isEnabled():
            return
        self.go.set_busy(True)
        self.form.error.clear()
        job = self._desk.jobs.run(self._desk.by_clock.release_now, row, owner=self)
        job.then(self._released).on_refusal(self.form.error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.go.set_busy(False))

    def put_state(self, state: str) -> None:
        """Open, lock or put the chosen channel to sleep for an hour."""
        row = self._chosen
        if row is not None:
            wakes = (self._desk.clock() + NAP).isoformat() if state == "asleep" else None
            self._put({"channel_id": row.channel_id, "version": row.version, "state": state, "wakes_at": wakes})

    def stream_now(self) -> None:
        """One round of streaming, at once."""
        self.stream.set_busy(True)
        job = self._desk.jobs.run(self._desk.waves.stream, owner=self)
        job.then(self._streamed).on_refusal(self._shell.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.stream.set_busy(False))

    def _read(self) -> tuple[Sequence[Any], Mapping[int, Next]]:
        rows = self._desk.waves.channels()
        return rows, self._desk.by_clock.ahead(rows) if any(map(by_itself, rows)) else {}

    def _released(self, done: Clocked) -> None:
        self._shell.toast(done.words)
        self.refresh()

    def _streamed(self, done: Streamed) -> None:
        self._shell.toast(done.words)
        self.refresh()

    def _put(self, channel: Mapping[str, Any]) -> None:
        self.form.error.clear()
        job = self._desk.jobs.run(self._desk.waves.put_channel, dict(channel), owner=self)
        job.then(lambda _: self.refresh()).on_refusal(self.form.error.show_refusal).on_fault(self._shell.show_fault)

    def _show(self, read: tuple[Sequence[Any], Mapping[int, Next]]) -> None:
        rows, self._ahead = read
        before = self._chosen.channel_id if self._chosen is not None else None
        self.channels.rows.show_rows(rows)
        self.channels.setVisible(bool(rows))
        self.none.setVisible(not rows)
        ids = [row.channel_id for row in rows]
        if rows:
            self.channels.selectRow(ids.index(before) if before in ids else 0)
        else:
            self._choose(-1)

    def _choose(self, row: int) -> None:
        self._chosen = self.channels.rows.row(row) if row >= 0 else None
        waves = self._chosen is not None and self._chosen.way == "wave"
        if self.form.is_other(self._chosen):
            self.form.show_channel(self._chosen)
        self._did.setVisible(waves)
        if waves:
            job = self._desk.jobs.latest("waves.runs", self._desk.by_clock.runs, self._chosen.channel_id, owner=self)
            job.then(self._show_runs).on_refusal(self._shell.show_refusal).on_fault(self._shell.show_fault)
        none = ONLY if not self._desk.may_act else "Choose a channel." if self._chosen is None else None
        state = self._chosen.state if self._chosen is not None else ""
        for button, its in ((self.open, "open"), (self.lock, "locked"), (self.sleep, "asleep")):
            button.set_allowed(none or (f"It is {its} already." if its == state else None))
        self.go.set_allowed(none or (None if waves else "Choose a channel whose orders go in waves."))
        self.stream.set_allowed(None if self._desk.may_act else ONLY)
        self.form.allow(self._desk.may_act)

    def _show_runs(self, runs: Sequence[Any]) -> None:
        self.runs.rows.show_rows(runs)
        self.runs.setVisible(bool(runs))
        self.told.setVisible(not runs)
        timed = self._chosen is not None and by_itself(self._chosen)
        self.told.setText(
            "Nothing yet: no moment of it came." if timed else "It has no clock: a person makes its waves."
        )
