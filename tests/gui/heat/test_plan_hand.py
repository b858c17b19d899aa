"""The hand on the plan: mouse, wheel, keys, flights, alarms."""

import plan_ground
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from app.heat.grid import HeatGrid
from app.heat.plan import FloorPlan
from app.ui.heat.camera import CLOSEST, Camera, Stand
from app.ui.heat.overlay import AlarmMark, Route
from app.ui.heat.view import HeatView

LEFT = Qt.MouseButton.LeftButton


def drag(qtbot, view, start, end, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.mousePress(view, LEFT, modifier, start)
    qtbot.mouseMove(view, (start + end) / 2)
    qtbot.mouseMove(view, end)
    qtbot.mouseRelease(view, LEFT, modifier, end)


def test_pointing_tells_the_bin_and_leaving_it_tells_none(view, qtbot):
    told = []
    view.choice.hovered.connect(told.append)
    qtbot.mouseMove(view, plan_ground.spot(view, 5))
    qtbot.mouseMove(view, plan_ground.spot(view, 47))
    qtbot.mouseMove(view, QPoint(3, 3))
    assert told == [5, 47, None]


def test_a_click_opens_the_bin_and_a_drag_does_not(view, qtbot):
    opened = []
    view.activated.connect(opened.append)
    qtbot.mouseClick(view, LEFT, pos=plan_ground.spot(view, 34))
    assert opened == [34]
    assert view.choice.location_id == 34
    before = view.camera.stand
    start = plan_ground.spot(view, 34)
    drag(qtbot, view, start, start + QPoint(60, 25))
    assert opened == [34]
    assert view.camera.stand.x == pytest.approx(before.x - 60 / before.scale)
    assert view.camera.stand.y == pytest.approx(before.y - 25 / before.scale)


def test_the_wheel_zooms_at_the_cursor(view):
    at = plan_ground.middle(view, 8)
    world = view.camera.world(at.x(), at.y())
    scale = view.camera.scale
    event = QWheelEvent(
        at, at, QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    assert view.camera.scale == pytest.approx(scale * 1.0015**240)
    assert view.camera.world(at.x(), at.y()) == pytest.approx(world)


def test_a_band_with_shift_chooses_the_bins_in_it(view, qtbot):
    told = []
    view.choice.selected.connect(told.append)
    start, end = plan_ground.spot(view, 2) - QPoint(4, 4), plan_ground.spot(view, 14) + QPoint(4, 4)
    drag(qtbot, view, start, end, Qt.KeyboardModifier.ShiftModifier)
    assert told == [(2, 3, 4, 12, 13, 14)]
    qtbot.mouseClick(view, LEFT, Qt.KeyboardModifier.ControlModifier, plan_ground.spot(view, 30))
    assert told[-1] == (2, 3, 4, 12, 13, 14, 30)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert told[-1] == ()
    assert len(view.choice.chosen.cells) == 0


def test_keys_pan_zoom_and_show_all(view, qtbot):
    whole = view.camera.stand
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.camera.scale == pytest.approx(whole.scale * 1.25)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.camera.x > whole.x
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.camera.y < whole.y
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.camera.scale == pytest.approx(whole.scale)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.camera.stand == whole


def test_control_and_arrows_go_from_bin_to_bin_and_enter_opens(view, qtbot):
    opened = []
    view.activated.connect(opened.append)
    view.choice.choose(13)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        qtbot.keyClick(view, key, Qt.KeyboardModifier.ControlModifier)
    assert view.choice.location_id == 23
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened == [23]


def test_without_a_current_bin_the_keyboard_begins_in_the_middle(view, qtbot):
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert view.choice.location_id == 35 or view.choice.location_id == 36  # rack A4 stands in the middle


def test_f_asks_for_a_search_and_other_keys_are_left_alone(view, qtbot):
    with qtbot.waitSignal(view.search_asked, timeout=500):
        qtbot.keyClick(view, Qt.Key.Key_F)
    stand = view.camera.stand
    qtbot.keyClick(view, Qt.Key.Key_X)
    assert view.camera.stand == stand


def test_fly_to_ends_over_the_bin_near_enough_and_flashes_out(view, qtbot):
    with qtbot.waitSignal(view.pilot.landed, timeout=4000):
        assert view.fly_to(48)
    at = plan_ground.middle(view, 48)
    assert (at.x(), at.y()) == pytest.approx((500, 250))
    assert view.camera.scale * 0.8 >= 30
    assert view.choice.location_id == 48
    assert view.choice.chosen.flash == 0
    assert not view.pilot.flying
    assert not view.fly_to(4711)


def test_a_flight_takes_its_time_and_pulses_twice(view, qtbot):
    steps, pulses = [], []
    view.pilot.moved.connect(lambda: steps.append(view.camera.x))
    view.pilot.pulsed.connect(pulses.append)
    start = view.camera.x
    with qtbot.waitSignal(view.pilot.landed, timeout=4000):
        view.pilot.fly(Stand(2, 2, 60), 120, 200)
    assert view.camera.stand == Stand(2, 2, 60)
    assert steps == sorted(steps, reverse=True)
    assert any(2 < x < start for x in steps)
    assert max(pulses) > 2
    assert pulses[-1] == 0


def test_the_hand_ends_a_flight(view, qtbot):
    view.pilot.fly(Stand(2, 2, 60), 5000, 0)
    assert view.pilot.flying
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert not view.pilot.flying


def test_tab_walks_the_alarms_and_then_leaves(qtbot, grid, theme):
    room = QWidget()
    qtbot.addWidget(room)
    row = QHBoxLayout(room)
    view, after = HeatView(grid, theme), QPushButton("after")
    row.addWidget(view)
    row.addWidget(after)
    room.show()
    qtbot.waitExposed(room)
    room.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.overlay.set_alarms((AlarmMark(1, "warn", "door open", 5), AlarmMark(2, "alarm", "gate", None, 20.0, 8.0)))
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert view.choice.location_id == 5
    with qtbot.waitSignal(view.pilot.landed, timeout=4000):
        qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert (view.camera.x, view.camera.y) == pytest.approx((20.0, 8.0))
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert after.hasFocus()


@pytest.mark.parametrize("level", ["alarm", "warn"])
def test_marks_keep_their_size_and_shape_at_any_zoom(view, level):
    fill = (view.inks.alarm if level == "alarm" else view.inks.warn).rgb()
    seen = []
    view.camera.bounds = (-400.0, -400.0, 400.0, 400.0)
    for scale in (2.0, 12.0, 60.0):
        view.overlay.set_alarms((AlarmMark(1, level, "x", None, 14.0, 11.0),))
        view.camera.place(Stand(14, 9, scale))
        image = view.grab().toImage()
        x, y = (int(v) for v in view.camera.screen(14.0, 11.0))
        seen.append([sum(image.pixel(x + dx, y + dy) == fill for dx in range(-14, 15)) for dy in range(-14, 15)])
    assert 90 < sum(seen[0]) < 300
    assert all(abs(sum(rows) - sum(seen[0])) < 25 for rows in seen)
    for rows in seen:
        above, below = sum(rows[:14]), sum(rows[15:])
        if level == "warn":
            assert below > above * 1.5  # a triangle
        else:
            assert abs(above - below) < 25  # an octagon


def test_routes_and_people_are_painted_over_the_bins(view):
    plain = view.grab().toImage()
    view.overlay.set_routes(tuple(Route("K", ((1.0, 1.0 + i), (27.0, 1.0 + i))) for i in range(6)))
    assert len(view.overlay.routes) == 4
    drawn = view.grab().toImage()
    x, y = (int(v) for v in view.camera.screen(13.0, 1.0))
    assert plain.pixel(x, y) != drawn.pixel(x, y)


def test_a_camera_stays_within_reason():
    camera = Camera((0.0, 0.0, 100.0, 50.0))
    camera.resize(1000, 600)
    camera.place(Stand(1e9, -1e9, 1e9))
    assert camera.stand == Stand(100.0, 0.0, CLOSEST)
    camera.place(Stand(50, 25, 1e-9))
    assert camera.scale == pytest.approx(camera.fitting().scale / 2)
    camera.fit()
    x0, y0, x1, y1 = camera.view()
    assert x0 < 0 < 100 < x1
    assert y0 < 0 < 50 < y1
    camera.insets = (0.0, 100.0, 0.0, 0.0)
    camera.fit()
    assert camera.screen(50.0, 0.0)[1] >= 100
    camera.resize(400, 300)
    assert camera.fitted
    assert camera.share_in_view() == pytest.approx(1.0)


def test_the_window_may_be_tiny_and_the_floor_empty(qtbot, theme):
    view = HeatView(HeatGrid(FloorPlan.build([], [], [])), theme)
    qtbot.addWidget(view)
    view.resize(1, 1)
    view.show()
    qtbot.waitUntil(lambda: view.frames > 0)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    view.show_grid(plan_ground.grid())
    view.resize(900, 500)
    assert plan_ground.colour_at(view, 7) == plan_ground.table_colour(view, 7)
    assert QPointF(*view.camera.screen(14, 6)).x() == pytest.approx(450)
