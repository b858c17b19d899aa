"""Windows torn off the control room: one feed and one grid for all; they come back, and go with the page. The wall."""

import pytest
from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtTest import QTest
from wall_ground import open_window, rest

from app.heat.grid import facts_rows
from app.heat.metrics import metric_of
from app.services.live import Changed
from app.ui.control_room.kept_windows import KeptWindows
from app.ui.control_room.sample_floor import sample_plan
from app.ui.control_room.shots import page_of, sample_bin
from app.ui.control_room.torn import DrillWindow, PlanWindow
from app.ui.control_room.wall import PAUSE_S, Wall

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(theme):
    with open_window(theme) as made:
        yield made


def tear(window):
    """A plan in a window of its own, by its key."""
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_N, keys)
    torn = page_of(window).windows.open[-1]
    assert isinstance(torn, PlanWindow)
    activate(window)
    return torn


def activate(window):
    """Keys go to the window in front."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window)


def colour_of(view, place):
    """The colour of a bin near its edge, where no ring and no address is."""
    plan = view.picture.plan
    corners = view.camera.screens(plan.corners(plan.locations.cell[[plan.index(place)]]))[0]
    at = corners.mean(axis=0) + (corners[2] - corners.mean(axis=0)) * 0.6
    return view.grab().toImage().pixel(int(at[0]), int(at[1]))


def test_every_window_shows_the_same_grid_in_its_own_way(window):
    page = page_of(window)
    page.acts.show_metric("on_hand")
    one, two = tear(window), tear(window)
    assert one.plan.pane.view.picture.grid is page.view.picture.grid is two.plan.pane.view.picture.grid
    assert one.plan.pane.view.picture.metric.key == "on_hand", "it begins with what the page shows"
    activate(one)
    QTest.keyClick(one, Qt.Key.Key_2)
    assert [w.pane.view.picture.metric.key for w in (one.plan, two.plan, page.plan)] == ["fill", "on_hand", "on_hand"]
    place = sample_bin(page.view.picture.plan)
    level = int(page.view.picture.plan.locations.level[page.view.picture.plan.index(place)])
    for torn in (one, two):
        torn.plan.show_aggregate(level)
    for view in (one.plan.pane.view, two.plan.pane.view):
        view.fly_to(place)
        view.choice.clear()
    before = [colour_of(torn.plan.pane.view, place) for torn in (one, two)]
    news = Changed(facts_rows([place], on_hand=[100_000.0], fill=[0.01], quants=[1]), {}, frozenset(), ())
    page.feed._take([news])
    QTest.qWait(250)
    after = [colour_of(torn.plan.pane.view, place) for torn in (one, two)]
    assert all(a != b for a, b in zip(before, after, strict=True)), "one piece of news, every window"


def test_another_window_says_how_old_it_is_and_marks_what_the_page_marks(window):
    page = page_of(window)
    torn = tear(window)
    assert torn.plan.pane.view.overlay.alarms == page.view.overlay.alarms
    assert len(torn.plan.pane.view.overlay.alarms) > 0
    assert torn.plan.pane.legend.accessibleDescription().startswith("live")
    page.rewind.mode.seek(page.rewind.mode.reader.track.ends.timestamp() - 3600)
    rest(window.jobs)
    assert page.view.overlay.alarms == ()
    assert page.plan.pane.legend.accessibleDescription().startswith("as of")
    assert torn.plan.pane.view.overlay.alarms != (), "the other window goes on showing now"
    assert torn.plan.pane.legend.accessibleDescription().startswith("live")
    assert torn.plan.pane.view.picture.grid is page.feed.grid


def test_a_bin_clicked_there_is_opened_here(window):
    page = page_of(window)
    torn = tear(window)
    place = sample_bin(page.view.picture.plan)
    torn.plan.pane.view.fly_to(place)
    plan = torn.plan.pane.view.picture.plan
    (x,), (y,) = plan.centres(plan.locations.cell[[plan.index(place)]])
    at = QPoint(*(round(n) for n in torn.plan.pane.view.camera.screen(float(x), float(y))))
    QTest.mouseClick(torn.plan.pane.view, LEFT, pos=at)
    assert page.drill.at.kind == "bin"
    assert page.view.choice.location_id == page.drill.at.id
    rest(window.jobs)


def test_a_plan_that_is_read_anew_is_the_plan_of_every_window(window):
    page = page_of(window)
    torn = tear(window)
    page.feed.hold()
    grid = page.feed.show_plan(sample_plan(400))
    assert page.view.picture.grid is grid
    assert torn.plan.pane.view.picture.grid is grid


def test_a_closed_window_is_forgotten_and_the_page_takes_the_rest_along(window):
    page = page_of(window)
    first, _second = tear(window), tear(window)
    activate(first)
    QTest.keyClick(first, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert len(page.windows.open) == 1
    page.end()
    assert page.windows.open == []


def test_the_drill_panel_is_torn_off_and_comes_back_when_its_window_closes(window):
    page = page_of(window)
    first = sample_bin(page.view.picture.plan)
    page.acts.open_bin(first)
    page.acts.open_order(7)
    QTest.mouseClick(page.drill.top.tear_button, LEFT)
    (torn,) = page.windows.open
    assert isinstance(torn, DrillWindow)
    assert page.drill.isHidden()
    assert torn.drill.at.kind == "order"
    rest(window.jobs)
    torn.drill.go_back()
    rest(window.jobs)
    assert torn.drill.tabs.bar.tabText(0) == "Stock 2", "it reads by itself"
    torn.close()
    assert page.drill.at == torn.drill.at or page.drill.at.id == first
    assert page.drill.isVisible()
    rest(window.jobs)


def test_what_was_torn_off_is_there_again_at_the_next_start(window, theme):
    page = page_of(window)
    torn = tear(window)
    torn.plan.show_metric(metric_of("on_hand"))
    torn.plan.show_aggregate("mean")
    torn.setGeometry(40, 50, 760, 520)
    place = sample_bin(page.view.picture.plan)
    page.acts.open_bin(place)
    rest(window.jobs)
    page.drill.top.tear_button.click()
    rest(window.jobs)
    assert [type(one) for one in page.windows.open] == [PlanWindow, DrillWindow]
    kept = KeptWindows(page.windows).saveState()
    with open_window(theme) as other:
        windows = page_of(other).windows
        read = KeptWindows(windows).restoreState(kept)
        rest(other.jobs)
        found = [type(one) for one in windows.open]
        plan, drill = windows.open
        picture, size = plan.plan.pane.view.picture, plan.size()
        shown = picture.metric.key, picture.aggregate, [stop.id for stop in drill.drill.trail]
    assert read
    assert found == [PlanWindow, DrillWindow]
    assert shown == ("on_hand", "mean", [place])
    assert size == torn.size()


@pytest.mark.parametrize("told", [b"", b"{}", b'[1, {}, {"kind": "drill", "trail": [["cat", 1], 5]}]', b"\xff\xfe"])
def test_a_memory_that_nobody_can_read_opens_nothing(window, told):
    KeptWindows(page_of(window).windows).restoreState(QByteArray(told))
    assert page_of(window).windows.open == []


def test_its_own_close_button_ends_it_for_good(window):
    page = page_of(window)
    page.acts.open_bin(sample_bin(page.view.picture.plan))
    window.registry.run("control_room.window.panel")
    (torn,) = page.windows.open
    torn.drill.close_panel()
    assert page.windows.open == []
    assert page.drill.at is None
    rest(window.jobs)


def test_a_pinned_panel_stays_and_what_comes_next_has_one_window(window):
    page = page_of(window)
    place = sample_bin(page.view.picture.plan)
    page.acts.open_bin(place)
    QTest.mouseClick(page.drill.top.pin_button, LEFT)
    page.acts.open_bin(place + 1)
    page.acts.open_bin(place + 2)
    assert page.drill.at.id == place
    (torn,) = page.windows.open
    assert [stop.id for stop in torn.drill.trail] == [place + 1, place + 2]
    QTest.mouseClick(page.drill.top.pin_button, LEFT)
    page.acts.open_bin(place + 3)
    assert page.drill.at.id == place + 3
    rest(window.jobs)


def test_two_drill_panels_do_not_overtake_each_other(window):
    page = page_of(window)
    place = sample_bin(page.view.picture.plan)
    page.acts.open_bin(place)
    window.registry.run("control_room.window.panel")
    (torn,) = page.windows.open
    page.acts.open_bin(place + 1)
    torn.drill.open_bin(place + 2)
    rest(window.jobs)
    assert page.drill._detail.head.location_id == place + 1
    assert torn.drill._detail.head.location_id == place + 2


def wall_of(page, seconds):
    wall = Wall(page.windows.shared, lambda: page.alarms.items, lambda: seconds[0])
    wall.resize(1920, 1080)
    wall.show()
    wall.begin()
    return wall


@pytest.fixture
def wall(window, qtbot):
    seconds = [0.0]
    made = wall_of(page_of(window), seconds)
    qtbot.addWidget(made)
    made.seconds = seconds
    return made


def test_the_wall_goes_through_the_views_each_for_its_own_time(wall):
    shown = []
    for at in (0, 29, 31, 50, 52, 60, 62):
        wall.seconds[0] = float(at)
        wall.look()
        shown.append(wall.name.text())
    late, chilled, whole = "Late shift", "Expiring in the chilled room", "Whole house"
    assert shown == [late, late, chilled, chilled, whole, whole, late]
    assert wall.plan.pane.view.picture.metric.key == "picks_hour"
    assert wall.bar.turn.names == (late, chilled, whole), "what has no time is not on the wall"


def test_a_touch_pauses_and_another_goes_on(wall):
    QTest.mouseClick(wall, LEFT, pos=QPoint(700, 500))
    assert wall.paused
    wall.seconds[0] = 100.0
    wall.look()
    assert wall.name.text() == "Late shift"
    assert "Paused" in wall.bar.texts()[0].text
    QTest.mouseClick(wall, LEFT, pos=QPoint(700, 500))
    assert not wall.paused
    wall.seconds[0] = 129.0
    wall.look()
    assert wall.name.text() == "Late shift", "its time begins anew"
    wall.seconds[0] = 131.0
    wall.look()
    assert wall.name.text() == "Expiring in the chilled room"


def test_a_wall_that_was_forgotten_goes_on_by_itself(wall):
    QTest.keyClick(wall, Qt.Key.Key_Space)
    assert wall.paused
    wall.seconds[0] = PAUSE_S + 1
    wall.look()
    assert not wall.paused


def test_a_wall_has_no_pointer_and_says_clock_and_age_large(wall):
    assert wall.cursor().shape() == Qt.CursorShape.BlankCursor
    assert wall.clock.text() == "14:32"
    assert wall.clock.font().pixelSize() == 72
    assert wall.age.text().startswith("live")
    assert wall.age.font().pixelSize() == 32
    assert wall.plan.tools.isHidden()
    assert not wall.plan.pane.legend.isVisible()
    wall.shared.feed.proof.lose()
    wall.shared.vitals.say()
    assert wall.age.property("tone") == "warn"
    wall.shared.feed.proof.renew()


def test_arrows_step_and_escape_leaves(wall):
    QTest.keyClick(wall, Qt.Key.Key_Right)
    assert wall.name.text() == "Expiring in the chilled room"
    QTest.keyClick(wall, Qt.Key.Key_Left)
    QTest.keyClick(wall, Qt.Key.Key_Left)
    assert wall.name.text() == "Whole house"
    closed = []
    wall.closed.connect(closed.append)
    QTest.keyClick(wall, Qt.Key.Key_Escape)
    assert closed == [wall]
    assert not wall.isVisible()


def test_f11_fills_the_screen_and_there_is_one_wall_at_most(window):
    page = page_of(window)
    QTest.keyClick(window, Qt.Key.Key_F11)
    QTest.qWait(20)
    (wall,) = page.windows.open
    assert isinstance(wall, Wall)
    assert wall.isFullScreen()
    assert page.windows.start_wall() is wall
    QTest.keyClick(wall, Qt.Key.Key_Escape)
    assert page.windows.open == []


def test_a_view_changed_meanwhile_is_on_the_wall_at_once(window, wall):
    page = page_of(window)
    page.views.next_dwell(page.views.view(3))
    rest(window.jobs)
    assert [(view.name, view.dwell) for view in wall.turns][-1] == ("Whole house", 20)
    assert wall.name.text() == "Late shift"
    page.views.drop(page.views.view(1))
    rest(window.jobs)
    assert wall.name.text() == "Expiring in the chilled room"
