"""What leads from one part of the control room to the other: the feed's news, clicks on the plan, alarms on the map."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.domain.change import Change
from app.heat.grid import HeatGrid
from app.ui.control_room.activity import Activity
from app.ui.control_room.acts import PageActs
from app.ui.control_room.alarm_items import AlarmItem, marks_of
from app.ui.control_room.alarm_list import AlarmList
from app.ui.control_room.desk import Desk, FloorRead
from app.ui.control_room.drill import Drill
from app.ui.control_room.floor_feed import FloorFeed
from app.ui.control_room.floor_marks import LiveMarks, Sightings, busy_codes
from app.ui.control_room.kpi_strip import KpiStrip
from app.ui.control_room.plan_desk import PlanDesk
from app.ui.control_room.plan_filter import PlanFilter
from app.ui.control_room.vitals import Vitals
from app.ui.shell.parts import Shell

ALARMING = ("alarm.", "task.exception", "order.short")
ACTIVITY_MS = 1000
PEOPLE_MS = 30_000


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one page that are wired to one another."""

    strip: KpiStrip
    plan: PlanDesk
    drill: Drill
    alarms: AlarmList
    activity: Activity
    vitals: Vitals
    acts: PageActs


class Wires(QObject):
    """Lives as long as the page. A burst of changes costs one look at each part, not one a change."""

    def __init__(self, parts: Parts, feed: FloorFeed, desk: Desk, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._feed, self._desk, self._shell = parts, feed, desk, shell
        self._sightings = Sightings()
        self.marks = LiveMarks(self)
        self.marks.changed.connect(self._show_marks)
        self._deeds = QTimer(self, singleShot=True, interval=ACTIVITY_MS)
        self._deeds.timeout.connect(parts.activity.refresh)
        self._people = QTimer(self, interval=PEOPLE_MS)
        self._people.timeout.connect(self._show_people)
        self._people.start()
        feed.seeded.connect(self._seeded)
        feed.changed.connect(self._changed)
        feed.outdated.connect(self._read_plan)
        feed.gridded.connect(self._show_grid)
        self._connect()

    def refresh(self) -> None:
        """Count the figures, read alarms and activity again; the plan follows the warehouse by itself."""
        self._parts.vitals.count()
        self._parts.alarms.refresh()
        self._parts.activity.refresh()
        self.refresh_marks()

    def refresh_marks(self) -> None:
        """Docks and stations that hold stock, alarms that stand."""
        if self._feed.grid is not None:
            self.marks.mark(busy=busy_codes(self._feed.grid))
        if self._desk.moment.at is not None:
            view = self._parts.plan.pane.view
            view.overlay.set_busy(busy_codes(view.picture.grid))
        self._show_alarms(self._parts.alarms.items)
        self._show_people()
        self._show_marks()

    def _connect(self) -> None:
        parts, acts = self._parts, self._parts.acts
        view = parts.plan.pane.view
        view.activated.connect(acts.open_bin)
        view.search_asked.connect(acts.find)
        parts.plan.rack.opened.connect(acts.open_bin)
        parts.drill.shown.connect(self._drill_shown)
        parts.alarms.fly_asked.connect(acts.fly_to)
        parts.alarms.changed.connect(self._show_alarms)
        parts.activity.opened.connect(acts.fly_to)
        parts.plan.filtered.connect(self._filtered)
        parts.strip.chosen.connect(self._tile)

    def _tile(self, id_: str) -> None:
        kpis = self._parts.vitals.kpis
        self._parts.acts.press_tile(id_, kpis.cut_offs if kpis is not None else ())

    def _seeded(self) -> None:
        """Everything is anew: at the start, and after the database was away for long."""
        self._parts.plan.seeded()
        self._parts.vitals.say()
        self._parts.drill.touched(frozenset())
        self.refresh()

    def _changed(self, places: frozenset[int], changes: tuple[Change, ...]) -> None:
        if self._desk.moment.at is None:
            self._parts.drill.touched(places)
        if not changes:
            return
        self._parts.vitals.count()
        if not self._deeds.isActive():
            self._deeds.start()
        if any(change.what.startswith(ALARMING) for change in changes):
            self._parts.alarms.refresh()
        grid = self._feed.grid
        if grid is not None:
            self._sightings.watch(changes, grid)
            self.marks.mark(people=self._sightings.people(), busy=busy_codes(grid))

    def _show_people(self) -> None:
        self.marks.mark(people=self._sightings.people())

    def _show_alarms(self, items: tuple[AlarmItem, ...]) -> None:
        self._parts.vitals.show_alarms(items)
        self.marks.mark(alarms=marks_of(items, self._desk.clock()))

    def _show_marks(self) -> None:
        """Where people are now: nobody knows where they were then."""
        self.marks.show_on(self._parts.plan.pane.view.overlay, live=self._desk.moment.at is None)

    def _drill_shown(self, stop: Any) -> None:
        self._shell.context.set("control_room.back", self._parts.drill.may_go_back)
        self._shell.context.set("control_room.drilled", stop is not None)
        if stop is None:
            self._parts.plan.pane.view.setFocus()

    def _filtered(self, chosen: PlanFilter) -> None:
        self._shell.context.set("control_room.filtered", chosen != PlanFilter())

    def _read_plan(self) -> None:
        """A bin nobody knows: the layout was changed; read it anew while the news wait."""
        self._feed.hold()
        job = self._desk.jobs.latest("plan", self._desk.read_floor, owner=self)
        job.then(self._show_plan).on_fault(lambda _: QTimer.singleShot(ACTIVITY_MS, self, self._read_plan))

    def _show_plan(self, read: FloorRead) -> None:
        plan, facts = read
        self._feed.show_plan(plan, facts)

    def _show_grid(self, grid: HeatGrid) -> None:
        self._parts.plan.show_grid(grid)
