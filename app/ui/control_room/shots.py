"""States of the control room that are rendered and linted: live in several metrics, drilled, away, filtered, empty."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import cast
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from app.heat.grid import HeatGrid
from app.heat.plan import FloorPlan
from app.services.live import News, Seeded
from app.ui.control_room.desk import Desk
from app.ui.control_room.drill import Stop
from app.ui.control_room.floor_feed import FloorFeed
from app.ui.control_room.page import ControlRoomPage
from app.ui.control_room.plan_filter import PlanFilter
from app.ui.control_room.sample_floor import sample_contents, sample_facts, sample_plan
from app.ui.control_room.sample_past import SamplePast
from app.ui.control_room.sample_room import SampleRoom, SampleViews, sample_count, sample_tour, sample_views
from app.ui.control_room.torn import DrillWindow, PlanWindow, Shared, TornWindow
from app.ui.control_room.wall import Wall
from app.ui.gallery import Shot
from app.ui.jobs import Jobs, Progress
from app.ui.shell.parts import Shell
from app.ui.showcase.samples import MOMENT, make_window
from app.ui.showcase.turning import wait_until
from app.ui.theme import Theme
from app.ui.window import MainWindow

Act = Callable[[ControlRoomPage], object]


class StillFeed:
    """A follower that says once what is on the floor."""

    def __init__(self, tell: Callable[[News], None], news: News) -> None:
        self._tell, self._news = tell, news

    def start(self) -> None:
        self._tell(self._news)

    def stop(self) -> None:
        """Nothing runs."""


def sample_page(shell: Shell, empty: bool = False) -> ControlRoomPage:
    """The page over the sample floor."""
    plan = sample_plan()
    facts = sample_facts(plan)[: 0 if empty else None]
    shown = facts["location_id"] == sample_bin(plan)
    facts["on_hand"][shown], facts["reserved"][shown], facts["picks_hour"][shown] = 144, 40, 17
    room = SampleRoom(plan, empty)
    feed = FloorFeed(lambda tell: StillFeed(tell, Seeded(facts, sample_contents(facts))))
    zone = ZoneInfo("Europe/Berlin")
    past = SamplePast(plan, facts)
    views = SampleViews(() if empty else sample_views())
    desk = Desk(
        shell.theme,
        shell.jobs,
        room,
        zone,
        lambda: MOMENT,
        lambda: (plan, facts),
        past,
        views=views,
        count=sample_count,
        site="Bremen 2",
        tour=sample_tour(plan),
    )
    grid = feed.show_plan(plan)
    page = ControlRoomPage(shell, desk, feed, grid)
    feed.setParent(page)
    feed.start()
    page.begin()
    return page


def page_of(widget: QWidget) -> ControlRoomPage:
    """The page in a sample window."""
    return cast(ControlRoomPage, cast(MainWindow, widget).pages.currentWidget())


def _window(theme: Theme, empty: bool = False) -> QWidget:
    jobs = Jobs()
    window = make_window(theme, jobs, lambda shell: sample_page(shell, empty), "Control room", "control_room")
    jobs.setParent(window)
    return window


def _busy(widget: QWidget) -> bool:
    window = cast(MainWindow, widget)
    return window.jobs.running > 0 or page_of(widget).plan.pane.legend.accessibleDescription().startswith("reading")


def _done(widget: QWidget) -> None:
    page_of(widget).end()
    cast(MainWindow, widget).jobs.close()


def _do(act: Act, widget: QWidget) -> None:
    act(page_of(widget))


def sample_bin(plan: FloorPlan) -> int:
    """A pick bin in the middle of a rack of zone D."""
    codes = sorted(code for code in plan.by_code if code.startswith("D-0") and code.endswith("-2"))
    return int(plan.locations.ids[plan.by_code[codes[len(codes) * 2 // 5]]])


def _drill(page: ControlRoomPage) -> None:
    chosen = sample_bin(page.view.picture.plan)
    page.view.choice.choose(chosen)
    page.acts.open_bin(chosen)


def _tab(number: int, page: ControlRoomPage) -> None:
    _drill(page)
    page.drill.tabs.bar.setCurrentIndex(number)


def _order(page: ControlRoomPage) -> None:
    _drill(page)
    page.acts.open_order(88214)


def _away(page: ControlRoomPage) -> None:
    proof = page.feed.proof
    proof.now = lambda: MOMENT - timedelta(seconds=95)
    proof.lose()
    began = proof.clock()
    proof.clock = lambda: began + 95
    page.vitals.say()


def _filtered(page: ControlRoomPage) -> None:
    zones = page.view.picture.plan.zones.ids.tolist()
    page.plan.show_filter(PlanFilter(zones=frozenset(zones[:2]), within=30))
    page.plan.toggle_panel()


def _nothing(page: ControlRoomPage) -> None:
    page.plan.show_filter(PlanFilter(text="no such bin"))


def _close(page: ControlRoomPage) -> None:
    page.view.zoom(9)


def _elevation(page: ControlRoomPage) -> None:
    _drill(page)
    page.plan.toggle_rack()


def _levels(page: ControlRoomPage) -> None:
    page.acts.show_metric("days_to_expiry")
    page.plan.show_aggregate(2)
    page.plan.toggle_rack()
    page.plan.rack.flip()


def _views(page: ControlRoomPage) -> None:
    wait_until(lambda: bool(page.views.views))
    page.viewing.show_view(page.views.views[0], fly=False)
    page.plan_acts.ask_views()


def _first_view(page: ControlRoomPage) -> None:
    page.plan_acts.ask_name()


def _pinned(page: ControlRoomPage) -> None:
    _drill(page)
    page.drill.top.pin_button.setChecked(True)


def _exporting(page: ControlRoomPage) -> None:
    export = page.export
    export.progress.start("Writing Late shift 2026-11-23 1432.pdf")
    export.progress.show_progress(Progress(4_200, 9_935, "Painting the plan", 2.4))
    export.show()


def _shelve(page: ControlRoomPage) -> None:
    page.alarms.step(1)
    page.acts.shelve()


def _rewound(minutes: int, page: ControlRoomPage) -> None:
    page.acts.show_metric("on_hand")
    wait_until(lambda: page.rewind.mode.reader.track is not None)
    page.rewind.mode.seek(MOMENT.timestamp() - 60 * minutes)
    wait_until(lambda: page.rewind.mode.past)


def _difference(page: ControlRoomPage) -> None:
    _rewound(420, page)
    page.rewind.hold_against_now()


def _then(page: ControlRoomPage) -> None:
    _rewound(90, page)
    _drill(page)


def _moment(page: ControlRoomPage) -> None:
    _rewound(90, page)
    page.rewind.entry.open_at(MOMENT - timedelta(days=2))


def _shot(name: str, act: Act | None = None, empty: bool = False) -> Shot:
    return Shot(
        f"control-room-{name}",
        partial(_window, empty=empty),
        partial(_do, act) if act is not None else lambda _: None,
        _busy,
        _done,
    )


def _beside(theme: Theme, tear: Callable[[ControlRoomPage], TornWindow]) -> QWidget:
    """A window torn off a sample page, which lives behind it."""
    behind = _window(theme)
    behind.resize(1366, 768)
    page = page_of(behind)
    wait_until(lambda: bool(page.views.views))
    torn = tear(page)
    torn.setProperty("behind", behind)
    return torn


def _plan_window(page: ControlRoomPage) -> TornWindow:
    window = PlanWindow(_shared(page), _grid(page))
    window.viewing.show_view(page.views.views[0], fly=False)
    return window


def _drill_window(page: ControlRoomPage) -> TornWindow:
    return DrillWindow(_shared(page), page.view, (Stop("bin", sample_bin(page.view.picture.plan)),))


def _wall(page: ControlRoomPage) -> Wall:
    seconds = [0.0]
    wall = Wall(_shared(page), lambda: page.alarms.items, lambda: seconds[0])
    wait_until(lambda: bool(page.alarms.items) and page.vitals.kpis is not None)
    page.vitals.figured.emit()
    wall.step(1)
    seconds[0] = 7.0
    wall.look()
    return wall


def _wall_paused(page: ControlRoomPage) -> Wall:
    wall = _wall(page)
    wall.pause()
    return wall


def _shared(page: ControlRoomPage) -> Shared:
    return page.windows.shared


def _grid(page: ControlRoomPage) -> HeatGrid:
    grid = page.feed.grid
    assert grid is not None
    return grid


def _torn_busy(widget: QWidget) -> bool:
    return _busy(widget.property("behind"))


def _torn_done(widget: QWidget) -> None:
    behind = widget.property("behind")
    _done(behind)
    behind.close()
    behind.deleteLater()


def _torn_shot(name: str, tear: Callable[[ControlRoomPage], TornWindow]) -> Shot:
    return Shot(f"control-room-{name}", partial(_beside, tear=tear), lambda _: None, _torn_busy, _torn_done)


def shots() -> list[Shot]:
    """Every state a customer may see first."""
    return [
        _shot("live"),
        _shot("drill", _drill),
        _shot("ledger", partial(_tab, 1)),
        _shot("why", partial(_tab, 3)),
        _shot("order", _order),
        _shot("fill", lambda page: page.acts.show_metric("fill")),
        _shot("expiry", lambda page: page.acts.show_metric("days_to_expiry")),
        _shot("filters", _filtered),
        _shot("nothing", _nothing),
        _shot("close", _close),
        _shot("elevation", _elevation),
        _shot("levels", _levels),
        _shot("views", _views),
        _shot("first-view", _first_view, empty=True),
        _shot("pinned", _pinned),
        _shot("exporting", _exporting),
        _shot("metric-count", lambda page: page.acts.show_metric("count_age")),
        _shot("metric-tasks", lambda page: page.acts.show_metric("tasks")),
        _torn_shot("window", _plan_window),
        _torn_shot("window-panel", _drill_window),
        _torn_shot("wall", _wall),
        _torn_shot("wall-paused", _wall_paused),
        _shot("shelve", _shelve),
        _shot("away", _away),
        _shot("rewind", partial(_rewound, 90)),
        _shot("rewind-drill", _then),
        _shot("rewind-moment", _moment),
        _shot("difference", _difference),
        _shot("folded", lambda page: page.acts.fold_dock()),
        _shot("empty", empty=True),
    ]
