"""When the plan paints: once a tick, at once after a rest, never while hidden."""

import numpy as np
import plan_ground
from PySide6.QtCore import QElapsedTimer

from app.heat.grid import HeatGrid, facts_rows
from app.ui.heat.overlay import AlarmMark, Person
from app.ui.heat.ticker import TICK_MS
from app.ui.heat.view import HeatView


def rows(dice):
    return facts_rows(dice.integers(1, 51, 3), quants=[1, 1, 1], on_hand=[2, 2, 2], picks_hour=dice.integers(0, 50, 3))


def test_a_thousand_changes_in_a_tick_are_one_paint(view, grid, qtbot):
    dice = np.random.default_rng(2)
    painted = view.frames
    for _ in range(1000):
        grid.apply(rows(dice))
    qtbot.waitUntil(lambda: view.frames > painted, timeout=1000)
    assert view.frames == painted + 1
    assert not view.ticker.waiting
    wrong = plan_ground.wrong_bins(view, range(1, 49))
    assert wrong == []


def test_a_steady_stream_paints_once_a_tick_and_not_more(view, grid, qtbot):
    dice = np.random.default_rng(2)
    painted, clock = view.frames, QElapsedTimer()
    clock.start()

    def change_until_done():
        grid.apply(rows(dice))
        return clock.elapsed() > 6 * TICK_MS

    qtbot.waitUntil(change_until_done, timeout=5000)
    ticks = clock.elapsed() / TICK_MS
    assert 2 <= view.frames - painted <= ticks + 1


def test_hidden_it_neither_paints_nor_waits_and_shows_the_news_when_seen_again(view, grid, qtbot):
    view.hide()
    painted = view.frames
    grid.apply(facts_rows([5], quants=[1], on_hand=[3], picks_hour=[40]))
    assert not view.ticker.waiting
    view.overlay.set_people((Person("K. Hansen", 3, 3),))
    qtbot.wait(3 * TICK_MS)
    assert view.frames == painted
    assert view.picture.pending
    view.show()
    qtbot.waitUntil(lambda: not view.picture.pending and view.frames > painted, timeout=1000)
    assert plan_ground.colour_at(view, 5) == plan_ground.table_colour(view, 5)


def test_an_idle_plan_has_no_timer_and_paints_nothing(view, qtbot):
    qtbot.waitUntil(lambda: not view.ticker.waiting)
    painted = view.frames
    qtbot.wait(3 * TICK_MS)
    assert view.frames == painted
    assert not view.ticker.waiting


def test_setting_what_is_already_so_paints_nothing(view, qtbot):
    mark = (AlarmMark(1, "warn", "door open", 5),)
    view.overlay.set_alarms(mark)
    qtbot.waitUntil(lambda: not view.ticker.waiting)
    painted = view.frames
    view.overlay.set_alarms((AlarmMark(1, "warn", "door open", 5),))
    view.overlay.set_busy(frozenset())
    assert not view.ticker.waiting
    qtbot.wait(TICK_MS)
    assert view.frames == painted


def test_the_first_stock_on_an_empty_plan_tells_the_legend_its_range(qtbot, theme):
    heat = HeatGrid(plan_ground.floor())
    view = HeatView(heat, theme)
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    with qtbot.waitSignal(view.picture_changed, timeout=2000):
        heat.seed(plan_ground.grid().table)
    assert view.picture.scale.knots[-1] >= 48
    assert plan_ground.wrong_bins(view, range(1, 49)) == []
