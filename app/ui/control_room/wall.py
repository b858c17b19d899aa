"""The wall: the whole screen, one saved view after the other, readable from across the hall; nobody has to touch it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.services.plan_views import PlanView, rotation
from app.ui.control_room.alarm_items import AlarmItem
from app.ui.control_room.kpi_strip import KpiStrip
from app.ui.control_room.look import show_look
from app.ui.control_room.plan_desk import PlanDesk
from app.ui.control_room.torn import Shared, TornWindow
from app.ui.control_room.wall_parts import Turn, TurnBar, WallAlarms, WallLegend
from app.ui.control_room.words import joined
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel

TICK_MS = 250
PAUSE_S = 300.0  # after which a wall that somebody stopped goes on by itself
EDGE = 16
BESIDE_FROM = 1700  # px of width, from which alarms stand beside the plan
LARGE_FROM = 1700  # and the clock is as large as on a packing station


class Wall(TornWindow):
    """Goes through the rotation of the views (see services.plan_views.rotation), each for its own time. A touch or
    Space pauses, arrows go on and back, Esc leaves. seconds: a clock that never jumps."""

    def __init__(self, shared: Shared, alarms: Callable[[], Sequence[AlarmItem]], seconds: Callable[[], float]) -> None:
        super().__init__(shared, "The wall: saved views in turn")
        grid = shared.feed.grid
        if grid is None:
            raise ValueError("there is no plan to show yet")
        self._alarms_now, self._seconds = alarms, seconds
        self.turns: tuple[PlanView, ...] = ()
        self.at, self._began = 0, seconds()
        self._paused_at: float | None = None
        theme = shared.desk.theme
        self.plan = PlanDesk(theme, grid, lambda: shared.feed.contents)
        self.plan.tools.hide()
        self.plan.pane.bare()
        self.site = Label(theme, "", "heading", "secondary")
        self.name = Label(theme, "", "display")
        self.clock = Label(theme, "", "pack_line", cut="number")
        self.age = Label(theme, "", "display", "secondary", "number")
        self.strip = KpiStrip(theme)
        self.legend = WallLegend(theme, self.plan.pane.view)
        self.bar = TurnBar(theme)
        self.alarms = WallAlarms(theme)
        self.beside = Panel(theme, "Alarms")
        self.beside.body.addWidget(self.alarms, 1)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._lay_out()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.look)
        self._connect()
        self._gather()
        self.look()

    @property
    def paused(self) -> bool:
        """Whether somebody stopped it."""
        return self._paused_at is not None

    def sizeHint(self) -> QSize:
        return QSize(1920, 1080)

    def begin(self) -> None:
        """Rotate from now on."""
        self._began = self._seconds()
        self._tick.start()
        self._show()

    def step(self, by: int) -> None:
        """To the next view (1) or the one before (-1)."""
        self.at = (self.at + by) % len(self.turns)
        self._began = self._seconds()
        self._show()

    def pause(self) -> None:
        """Stop, or go on; the view that is on then has its time anew."""
        self._paused_at = None if self.paused else self._seconds()
        self._began = self._seconds()
        self.look()

    def look(self) -> None:
        """Look at the clock: another view where its time is over."""
        now = self._seconds()
        if self._paused_at is not None and now - self._paused_at >= PAUSE_S:
            self.pause()
        dwell = self.turns[self.at].dwell
        if not self.paused and now - self._began >= dwell:
            self.step(1)
        part = 0.0 if self.paused else min(1.0, (self._seconds() - self._began) / dwell)
        self.bar.show_turn(Turn(tuple(view.name for view in self.turns), self.at, part, self.paused))
        there = self.shared.desk.clock().astimezone(self.shared.desk.zone)
        self.clock.setText(f"{there:%H:%M}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pause()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_Space:
            self.pause()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        large = self.width() >= LARGE_FROM
        theme = self.shared.desk.theme
        self.clock.setFont(theme.number_font("pack_line" if large else "display"))
        self.age.setFont(theme.number_font("display" if large else "heading"))
        self.beside.setVisible(self.width() >= BESIDE_FROM)
        self.strip.set_low(self.height() < 820)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._tick.stop()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        head = QGridLayout()
        head.setHorizontalSpacing(32)
        head.addWidget(self.site, 0, 0)
        head.addWidget(self.name, 1, 0)
        head.addWidget(self.legend, 0, 1, 2, 1)
        head.addWidget(self.age, 0, 2, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.clock, 0, 3, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.setColumnStretch(1, 1)
        middle = QHBoxLayout()
        middle.setSpacing(EDGE)
        middle.addWidget(self.plan, 3)
        middle.addWidget(self.beside, 1)
        column = self.column
        column.setContentsMargins(EDGE, EDGE, EDGE, 8)
        column.setSpacing(EDGE // 2)
        column.addLayout(head)
        column.addWidget(self.strip)
        column.addLayout(middle, 1)
        column.addWidget(self.bar)
        for part in self.findChildren(QWidget):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _connect(self) -> None:
        shared = self.shared
        shared.feed.gridded.connect(self.plan.show_grid)
        shared.feed.seeded.connect(self.plan.pane.view.rescale)
        shared.marks.changed.connect(self._mark)
        shared.vitals.told.connect(self._tell_age)
        shared.vitals.figured.connect(self._figures)
        shared.views.changed.connect(self._gather)
        self._mark()
        self._figures()
        shared.vitals.say()

    def _gather(self) -> None:
        """The views there are now; the one that is on stays on where it is still among them."""
        on = self.turns[self.at].view_id if self.turns else None
        self.turns = rotation(self.shared.views.views)
        ids = [view.view_id for view in self.turns]
        self.at = ids.index(on) if on in ids else 0
        self._show()

    def _show(self) -> None:
        view = self.turns[self.at]
        look = replace(view.look, panels=())
        show_look(self.plan, look, lambda source: self.shared.finds.find(source, self.plan), fly=False)
        self.plan.pane.view.choice.clear()
        self.name.setText(view.name)
        said = [chip.text for chip in self.plan.filter.chips(self.plan.pane.view.picture.plan)]
        self.site.setText(joined([self.shared.desk.site, *said]))
        self.setWindowTitle(f"{view.name} · {self.shared.desk.site or 'Stillage'}")

    def _tell_age(self, words: str, fresh: str) -> None:
        self.age.setText(words)
        self.age.set_tone("warn" if fresh == "stale" else "secondary")

    def _figures(self) -> None:
        self.strip.show_tiles(self.shared.vitals.tiles)
        now = self.shared.desk.clock()
        self.alarms.show_items([item for item in self._alarms_now() if item.state(now) in ("new", "known")])

    def _mark(self) -> None:
        self.shared.marks.show_on(self.plan.pane.view.overlay)
