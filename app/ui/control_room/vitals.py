"""Is what is shown true now? Legend, banner, status strip and figures say so, once a second."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from app.services.control_room import Kpis
from app.ui.control_room.age import Proof
from app.ui.control_room.alarm_items import AlarmItem, count_alarms, worst_new
from app.ui.control_room.desk import Desk
from app.ui.control_room.figures import AlarmCount, Moment, Tile, tiles
from app.ui.control_room.floor_feed import FloorFeed
from app.ui.control_room.kpi_strip import KpiStrip
from app.ui.control_room.words import say_age, say_clock
from app.ui.heat.legend import Freshness, Legend
from app.ui.shell.parts import Shell, StatusPart

TICK_MS = 1000
FIGURES_MS = 2000  # at most so often the figures are counted again while changes come
IDLE_TICKS = 60  # and so often without any: cut-offs pass by themselves
GRACE_MS = 300  # a cut connection that is back at once is no news


class Vitals(QObject):
    """Follows the feed's proof of life and keeps the figures fresh. `told` with how old the live picture is, and how
    fresh (as the legend says it), each second; `figured` when figures or alarms are others."""

    told = Signal(str, str)
    figured = Signal()

    def __init__(
        self, shell: Shell, desk: Desk, feed: FloorFeed, legend: Legend, strip: KpiStrip, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shell, self._desk, self._feed = shell, desk, feed
        self._legend, self._strip = legend, strip
        self._kpis: Kpis | None = None
        self._alarms: Sequence[AlarmItem] | None = None
        self._said_away = False
        self._as_of: str | None = None
        self.tiles: list[Tile] = []
        self._ticks = 0
        self._second = QTimer(self, interval=TICK_MS)
        self._second.timeout.connect(self._tick)
        self._pause = QTimer(self, singleShot=True, interval=FIGURES_MS)
        self._pause.timeout.connect(self._pause_over)
        self._owing = False
        self._grace = QTimer(self, singleShot=True, interval=GRACE_MS)
        self._grace.timeout.connect(self.say)
        feed.away.connect(lambda _reason: self._grace.start())
        feed.back.connect(self._back)
        self._show_tiles()
        self.say()

    def start(self) -> None:
        """Count now and look at the clock from now on."""
        self._second.start()
        self.count()

    def stop(self) -> None:
        """Look no more."""
        for timer in (self._second, self._pause, self._grace):
            timer.stop()

    def count(self) -> None:
        """Count the figures now, or as soon as the pause since the last count is over."""
        if self._pause.isActive():
            self._owing = True
            return
        self._owing = False
        self._pause.start()
        if self._feed.proof.away_since is None:
            self._desk.jobs.latest("kpis", self._desk.room.kpis, owner=self).then(self.show_kpis)

    def show_past(self, as_of: str | None) -> None:
        """The plan shows a moment of the past ("as of 13:05"), or now with None; the rest goes on saying now."""
        self._as_of = as_of
        self.say()

    def show_kpis(self, kpis: Kpis) -> None:
        """New figures."""
        self._kpis = kpis
        self._show_tiles()

    def show_alarms(self, items: Sequence[AlarmItem]) -> None:
        """New alarms: the tile, the bell, the rail and the commands."""
        self._alarms = items
        now = self._desk.clock()
        count, worst = count_alarms(items, now), worst_new(items, now)
        self._shell.set_bell(count.new, worst)
        self._shell.context.set("control_room.alarms", count.alarms + count.warnings > 0)
        self._shell.context.set("control_room.new", count.new > 0)
        self._show_tiles()

    def say(self) -> None:
        """Say how old the picture is, everywhere."""
        proof = self._feed.proof
        age, since = proof.age, proof.away_since
        live = say_live(proof)
        self.told.emit(*live)
        words, fresh = live if self._as_of is None else (self._as_of, "past")
        self._legend.show_state(words, fresh)
        self._say_strip(age, since)
        if since is not None:
            self._say_banner(age, since)

    def _say_strip(self, age: float | None, since: datetime | None) -> None:
        if since is not None:
            when = say_clock(since, self._desk.zone, self._desk.clock())
            part = StatusPart("database", "database_away", f"Database away since {when}", "stale", rank=0)
        elif age is None:
            part = StatusPart("database", "database", "Reading the floor", rank=0)
        else:
            part = StatusPart("database", "database", "Database live", tail=f"{say_age(age)} behind", rank=0)
        self._shell.set_status(part)

    def _say_banner(self, age: float | None, since: datetime) -> None:
        """A condition of the whole screen; it counts, and goes by itself."""
        self._said_away = True
        when = say_clock(since, self._desk.zone, self._desk.clock())
        known = "the last known state" if age is not None else "nothing yet"
        old = f"{say_age(age)} old. " if age is not None else ""
        self._shell.banner.show_condition(
            "warn",
            f"The database does not answer since {when}; shown is {known}.",
            f"{old}It is asked again by itself; this goes when it answers.",
        )
        self._show_tiles()

    def _back(self) -> None:
        if self._said_away:
            self._said_away = False
            self._shell.banner.clear()
            self.count()
            self.say()

    def _tick(self) -> None:
        self._ticks += 1
        self.say()
        if self._ticks % IDLE_TICKS == 0:
            self.count()

    def _pause_over(self) -> None:
        if self._owing:
            self.count()

    def _show_tiles(self) -> None:
        now = self._desk.clock()
        age = self._feed.proof.age if self._feed.proof.away_since is not None else None
        count = AlarmCount(known=False) if self._alarms is None else count_alarms(self._alarms, now)
        self.tiles = tiles(self._kpis, count, Moment(now, self._desk.zone, age))
        self._strip.show_tiles(self.tiles)
        self.figured.emit()

    @property
    def kpis(self) -> Kpis | None:
        """The figures as they were last counted."""
        return self._kpis


def say_live(proof: Proof) -> tuple[str, Freshness]:
    """How old the live picture is, in words, and how fresh that is."""
    age = proof.age
    if age is None:
        return ("reading", "live") if proof.away_since is None else ("no answer", "stale")
    return (f"{say_age(age)} old", "stale") if proof.stale else (f"live · {say_age(age)} old", "live")
