"""The alarm list: what is wrong, who knows it, what rests on the shelf. Keys act on the row that is current."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.domain.errors import Fault, Refusal
from app.ui.control_room.alarm_items import AlarmItem, flood_words, read_alarms
from app.ui.control_room.alarm_row import AlarmRow, shelf_end
from app.ui.control_room.desk import Desk
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Chip, Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

MOST_ROWS = 100
HALF_BLINK_MS = 500
MINUTE_MS = 15_000


class AlarmRows(QScrollArea):
    """The rows under one another; one Tab stop, the arrows move through them. New ones blink, once a second."""

    acknowledged = Signal(int)
    cleared = Signal(int)
    shelved = Signal(int, int, str)
    flown = Signal(int)
    stepped = Signal(int)
    entered = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.rows: dict[int, AlarmRow] = {}
        self.current: int | None = None
        self._lit = True
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Alarms; arrows choose one, A acknowledges, S shelves, Delete clears, Enter flies to it")
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)  # the scroll area switches it on; the panel's surface is to show
        self._blink = QTimer(self, interval=HALF_BLINK_MS)
        self._blink.timeout.connect(lambda: self._light(not self._lit))

    def show_rows(self, items: Sequence[AlarmItem]) -> None:
        """Rows that stay are changed in place, so that a form being filled in is not lost."""
        wanted = {one.alarm_id for one in items}
        for id_ in [id_ for id_ in self.rows if id_ not in wanted]:
            row = self.rows.pop(id_)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, item in enumerate(items):
            row = self.rows.get(item.alarm_id) or self._new_row(item)
            row.show_item(item, item.alarm_id == self.current)
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
        self._run_blink()

    def point(self, alarm_id: int) -> None:
        """Make an alarm the current one: its row opens."""
        before, self.current = self.current, alarm_id
        for id_ in (before, alarm_id):
            row = self.rows.get(id_) if id_ is not None else None
            if row is not None:
                row.show_item(row.item, id_ == alarm_id)
        QTimer.singleShot(0, self, partial(self._reveal, alarm_id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.stepped.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Delete and self.current is not None:
            self.cleared.emit(self.current)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._run_blink()
        return done

    def _new_row(self, item: AlarmItem) -> AlarmRow:
        row = AlarmRow(self._desk.theme, item, self._desk.zone, self._desk.clock, self)
        row.current.connect(self.point)
        row.flown.connect(self.flown)
        row.acknowledged.connect(self.acknowledged)
        row.cleared.connect(self.cleared)
        row.shelved.connect(self.shelved)
        self.rows[item.alarm_id] = row
        return row

    def _run_blink(self) -> None:
        now = self._desk.clock()
        new = any(row.item.state(now) == "new" for row in self.rows.values())
        if new and self.isVisible() and self._desk.theme.motion("flash") > 0:
            if not self._blink.isActive():
                self._blink.start()
        else:
            self._blink.stop()
            self._light(True)

    def _light(self, lit: bool) -> None:
        self._lit = lit
        now = self._desk.clock()
        for row in self.rows.values():
            row.glyph.set_lit(lit or row.item.state(now) != "new")

    def _reveal(self, alarm_id: int) -> None:
        if alarm_id in self.rows:
            self.ensureWidgetVisible(self.rows[alarm_id], 0, 0)


class AlarmList(Panel):
    """`changed` with all alarms once they were read; `fly_asked` with an alarm that has a place."""

    changed = Signal(object)  # tuple of AlarmItem
    fly_asked = Signal(object)  # location id

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, "Alarms")
        self._desk = desk
        self._items: tuple[AlarmItem, ...] = ()
        self._order: list[int] = []
        self._shelf = False
        self._raised: frozenset[int] | None = None
        self.new_chip = Chip(desk.theme, "", "alarm")
        self.known = Label(desk.theme, "", "small", "secondary")
        self.shelf_link = Button(desk.theme, "", kind="link")
        self.shelf_link.clicked.connect(self._turn)
        self.add_to_head(self.new_chip)
        self.add_to_head(self.known, stretch_before=True)
        self.add_to_head(self.shelf_link)
        self.flood = Label(desk.theme, "", "small", "warn", wrap=True)
        self.flood.setContentsMargins(12, 6, 12, 6)
        self.error = InlineError(desk.theme)
        self.error.setContentsMargins(12, 0, 12, 0)
        self.nothing = Label(desk.theme, "", "body", "secondary", wrap=True)
        self.nothing.setContentsMargins(12, 12, 12, 12)
        self.nothing.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.area = AlarmRows(desk)
        self._connect()
        for part in (self.flood, self.error, self.nothing):
            self.body.addWidget(part)
        self.body.addWidget(self.area, 1)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self._tick)
        self.show_items(())
        self.nothing.setText("Reading …")

    @property
    def items(self) -> tuple[AlarmItem, ...]:
        """All alarms, the shelved ones too."""
        return self._items

    @property
    def current(self) -> AlarmItem | None:
        """The alarm that keys act on: the one pointed at, else the first in the list."""
        at = self.area.current if self.area.current in self._order else next(iter(self._order), None)
        return next((one for one in self._items if one.alarm_id == at), None)

    def refresh(self) -> None:
        """Read the alarms again."""
        job = self._desk.jobs.latest("alarms", self._desk.room.alarms, owner=self)
        job.then(lambda rows: self.show_items(read_alarms(rows))).on_fault(lambda _: None)

    def show_items(self, items: Sequence[AlarmItem]) -> None:
        """Show these. The order holds while the pointer is in the list; new ones come below until it leaves."""
        self._items = tuple(items)
        now = self._desk.clock()
        shown = [one for one in self._items if (one.state(now) == "shelved") == self._shelf][:MOST_ROWS]
        ids = [one.alarm_id for one in shown]
        if self.area.underMouse() and set(ids) & set(self._order):
            kept = [id_ for id_ in self._order if id_ in ids]
            ids = kept + [id_ for id_ in ids if id_ not in kept]
        self._order = ids
        known = {one.alarm_id: one for one in shown}
        self.area.show_rows([known[id_] for id_ in ids])
        self._say(now)
        new = frozenset(one.alarm_id for one in self._items if one.state(now) == "new")
        if self._raised is not None and new - self._raised:
            QApplication.beep()  # once, when it is raised
        if items or self._raised is not None:
            self._raised = new
        self.changed.emit(self._items)

    def step(self, by: int) -> None:
        """Make the next or the previous alarm current; stops at the ends."""
        if self._order:
            at = self._order.index(self.area.current) if self.area.current in self._order else (-1 if by > 0 else 1)
            self.area.point(self._order[max(0, min(len(self._order) - 1, at + by))])

    def acknowledge(self, alarm_id: int | None = None) -> None:
        """Say that one has seen it: the alarm named, else the current one."""
        item = self._named(alarm_id)
        if item is not None and not item.person:
            self._act(self._desk.room.acknowledge, item.alarm_id)

    def shelve(self) -> None:
        """Open the shelf form in the row of the current alarm."""
        item = self.current
        if item is not None and item.state(self._desk.clock()) in ("new", "known"):
            self.area.point(item.alarm_id)
            self.area.rows[item.alarm_id].open_form()

    def clear(self, alarm_id: int) -> None:
        """Say that the cause is gone."""
        self._act(self._desk.room.clear, alarm_id)

    def fly(self, alarm_id: int | None = None) -> None:
        """Fly to where it is, if it has a place."""
        item = self._named(alarm_id)
        if item is not None and item.location_id is not None:
            self.fly_asked.emit(item.location_id)

    def showEvent(self, event: QShowEvent) -> None:
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._minute.stop()

    def _connect(self) -> None:
        self.area.stepped.connect(self.step)
        self.area.entered.connect(self.fly)
        self.area.flown.connect(self.fly)
        self.area.acknowledged.connect(self.acknowledge)
        self.area.cleared.connect(self.clear)
        self.area.shelved.connect(self._shelve)

    def _named(self, alarm_id: int | None) -> AlarmItem | None:
        if alarm_id is None:
            return self.current
        return next((one for one in self._items if one.alarm_id == alarm_id), None)

    def _act(self, act: Callable[..., object], alarm_id: int, *rest: object) -> None:
        self.error.clear()
        job = self._desk.jobs.run(act, alarm_id, *rest, owner=self)
        job.then(lambda _: self.refresh()).on_refusal(self.error.show_refusal).on_fault(self._cannot)

    def _cannot(self, fault: Fault) -> None:
        self.error.show_refusal(Refusal("away", fault.what, "The alarm stands as it was; try again when it answers."))

    def _shelve(self, alarm_id: int, minutes: int, reason: str) -> None:
        self._act(self._desk.room.shelve, alarm_id, shelf_end(self._desk.clock(), minutes), reason)

    def _turn(self) -> None:
        self._shelf = not self._shelf
        self.show_items(self._items)

    def _say(self, now: datetime) -> None:
        states = [one.state(now) for one in self._items]
        new, known, shelved = states.count("new"), states.count("known"), states.count("shelved")
        self.new_chip.setText(f"{new} new")
        self.new_chip.setVisible(new > 0)
        self.known.setText(f"{known} known")
        self.known.setVisible(known > 0)
        self.shelf_link.setText("Back to the list" if self._shelf else f"{shelved} shelved")
        self.shelf_link.setVisible(self._shelf or shelved > 0)
        flood = flood_words(self._items, now)
        self.flood.setText(flood)
        self.flood.setVisible(bool(flood))
        self.nothing.setText("Nothing rests on the shelf." if self._shelf else "Nothing is wrong.")
        self.nothing.setVisible(not self._order)

    def _tick(self) -> None:
        for row in self.area.rows.values():
            row.tick()
        self._say(self._desk.clock())
