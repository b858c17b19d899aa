"""The rewind over the sample floor and its sample day: keys, playing, difference, signs, and the way back to now."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.errors import Refusal
from app.heat.grid import facts_rows
from app.heat.metrics import DIFFERENCE
from app.services.live import Changed
from app.ui.control_room.rewind_track import marks
from app.ui.control_room.shots import page_of, sample_bin, sample_page
from app.ui.jobs import Jobs
from app.ui.showcase.samples import MOMENT, make_window

NOW = MOMENT.timestamp()


def rest(jobs):
    for _ in range(400):
        QTest.qWait(10)
        if not jobs.running:
            return
    raise AssertionError("jobs still run")


@pytest.fixture
def window(theme):
    """The sample page in a window, at rest, its track read."""
    pool = Jobs()
    made = make_window(theme, pool, sample_page, "Control room", "control_room")
    made.context.set("workspace", "control_room")
    made.resize(1366, 768)
    made.show()
    QTest.mouseMove(made, QPoint(2, 2))
    rest(pool)
    yield made
    page_of(made).end()
    pool.close()
    made.close()
    made.deleteLater()
    pool.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def back_by(window, minutes):
    page = page_of(window)
    page.rewind.mode.seek(NOW - 60 * minutes)
    rest(window.jobs)
    return page


def test_a_click_on_the_track_shows_the_past_and_says_so(window):
    page = page_of(window)
    live = page.view.picture.grid
    stand = page.view.camera.stand
    track = page.rewind.bar.track
    x = round(track.x_of(NOW - 6 * 3600))
    QTest.mouseClick(track, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, 20))
    rest(window.jobs)
    assert page.view.picture.grid is not live
    assert page.view.camera.stand == stand, "the plan does not jump"
    assert page.plan.pane.legend.accessibleDescription().startswith("as of 08:3")
    assert page.rewind.sign.isVisible()
    assert page.rewind.sign.texts()[0].text.startswith("08:3")
    assert window.context["control_room.past"] is True
    assert page.view.overlay.alarms == ()
    assert page.rewind.bar.live.text() == "Now"


def test_back_to_now_shows_what_happened_meanwhile(window):
    page = page_of(window)
    live = page.view.picture.grid
    alarms = page.view.overlay.alarms
    place = sample_bin(page.view.picture.plan)
    index = page.view.picture.plan.index(place)
    back_by(window, 120)
    page.feed._take([Changed(facts_rows([place], on_hand=[777.0], quants=[1]), {}, frozenset(), ())])
    assert page.view.picture.grid.on_hand[index] != 777
    assert live.on_hand[index] == 777, "the live floor goes on behind"
    page.rewind.go_live()
    rest(window.jobs)
    assert page.view.picture.grid is live
    assert page.plan.pane.legend.accessibleDescription().startswith("live")
    assert page.rewind.sign.isHidden()
    assert page.view.overlay.alarms == alarms
    assert window.context["control_room.past"] is False


def test_the_keys_of_the_track(window):
    page = back_by(window, 120)
    track, moment = page.rewind.bar.track, page.rewind._desk.moment
    at = moment.at
    for key, modifier, step in (
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, -60),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, 600),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, -3600),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, 3600),
    ):
        QTest.keyClick(track, key, modifier)
        assert moment.at == at + timedelta(seconds=step)
        at = moment.at
    QTest.keyClick(track, Qt.Key.Key_End)
    assert moment.at is None


def test_stepping_goes_to_the_change_before_and_back(window):
    page = back_by(window, 120)
    mode = page.rewind.mode
    grid = page.view.picture.grid
    before = grid.on_hand.copy()
    mode.step(False)
    first = page.rewind._desk.moment.at
    changed = np.flatnonzero(grid.on_hand != before)
    mode.step(False)
    assert page.rewind._desk.moment.at < first
    mode.step(True)
    assert page.rewind._desk.moment.at == first
    mode.seek(NOW - 7200)
    np.testing.assert_array_equal(grid.on_hand, before)
    assert len(changed) <= 1


def test_playing_moves_on_at_its_speed_and_stops_at_now(window):
    page = back_by(window, 120)
    mode, moment = page.rewind.mode, page.rewind._desk.moment
    began = moment.at
    mode.set_speed(3600)
    mode.toggle_play()
    assert page.rewind.bar.play.accessibleName() == "Pause"
    QTest.qWait(600)
    mode.toggle_play()
    assert page.rewind.bar.play.accessibleName() == "Play"
    moved = (moment.at - began).total_seconds()
    assert 600 < moved < 7200
    QTest.qWait(200)
    assert (moment.at - began).total_seconds() == moved
    mode.seek(NOW - 60)
    mode.toggle_play()
    for _ in range(100):
        QTest.qWait(20)
        if page.rewind.bar.play.accessibleName() == "Play":
            break
    assert moment.at.timestamp() == pytest.approx(NOW, abs=1)


def test_against_now_colours_what_changed_and_follows_the_live_floor(window):
    page = page_of(window)
    page.acts.show_metric("on_hand")
    back_by(window, 300)
    scale = page.view.inks.table.copy()
    page.rewind.hold_against_now()
    picture = page.view.picture
    assert picture.metric is DIFFERENCE
    assert not np.array_equal(page.view.inks.table, scale)
    assert page.plan.tools.metrics.current == ""
    assert page.rewind.sign.texts()[1].text.endswith("what changed until now")
    place = sample_bin(picture.plan)
    index = picture.plan.index(place)
    then = picture.grid.on_hand[index]
    page.feed._take([Changed(facts_rows([place], on_hand=[then + 33.0], quants=[1]), {}, frozenset(), ())])
    QTest.qWait(150)
    assert picture.value_of(index) == 33
    page.rewind.hold_against_now()
    assert page.view.picture.metric.key == "on_hand"
    np.testing.assert_array_equal(page.view.inks.table, scale)


def test_another_metric_ends_the_difference(window):
    page = back_by(window, 300)
    page.rewind.hold_against_now()
    page.acts.show_metric("fill")
    assert page.view.picture.metric.key == "fill"
    assert page.rewind.bar.against.accessibleName() == "Against now: off"
    page.rewind.go_live()
    assert page.view.picture.metric.key == "fill"


def test_now_differs_not_from_now(window):
    with pytest.raises(Refusal, match="not possible"):
        window.registry.run("control_room.rewind.against")


def test_the_drill_panel_shows_the_bin_as_of_the_moment(window):
    page = back_by(window, 90)
    page.acts.open_bin(sample_bin(page.view.picture.plan))
    rest(window.jobs)
    tabs = page.drill.tabs
    assert tabs.bar.tabText(0) == "Stock 1"
    assert tabs.bar.tabText(2) == "Tasks"
    assert "past moment" in tabs._nothing[1].text()
    page.rewind.go_live()
    QTest.qWait(600)
    rest(window.jobs)
    assert tabs.bar.tabText(0) == "Stock 2", "read again for now"


def test_a_card_in_the_past_promises_nothing(window):
    page = back_by(window, 90)
    card = page.plan.card(sample_bin(page.view.picture.plan))
    assert card.foot_left.endswith("on hand then")
    assert "reserved" not in card.foot_left


def test_live_news_leave_the_drill_panel_of_the_past_alone(window):
    page = back_by(window, 90)
    place = sample_bin(page.view.picture.plan)
    page.acts.open_bin(place)
    rest(window.jobs)
    news = Changed(facts_rows([place], on_hand=[1.0], quants=[1]), {}, frozenset(), ())
    page.feed._take([news])
    assert not page.drill._again.isActive()


def test_a_moment_typed_in(window):
    page = page_of(window)
    page.rewind.ask_moment()
    entry = page.rewind.entry
    assert entry.isVisible()
    entry.open_at(MOMENT - timedelta(days=2))
    QTest.keyClick(entry, Qt.Key.Key_Return)
    rest(window.jobs)
    assert entry.isHidden()
    assert page.rewind._desk.moment.at == (MOMENT - timedelta(days=2)).replace(second=0)
    page.rewind.entry.open_at(MOMENT)
    QTest.keyClick(page.rewind.entry, Qt.Key.Key_Escape)
    assert page.rewind.entry.isHidden()
    assert page.rewind.mode.past


def test_a_moment_nobody_knows_is_refused_in_words(window, monkeypatch):
    page = page_of(window)
    said = []
    monkeypatch.setattr(page.rewind.mode._shell, "show_refusal", said.append)
    page.rewind.mode.go_to(MOMENT + timedelta(days=1))
    page.rewind.mode.go_to(MOMENT - timedelta(days=900))
    rest(window.jobs)
    assert not page.rewind.mode.past
    assert [refusal.what for refusal in said] == [
        "Nothing is known of 24 Nov 2026 14:32.",
        "Nothing is known of 06 Jun 2024 15:32.",
    ]
    assert said[0].next_step == "Choose a moment after 19 Oct 2025 15:32 and before now."


def test_every_command_of_the_rewind_runs(window):
    page = page_of(window)
    window.registry.run("control_room.rewind.rewind")
    assert page.rewind.bar.track.hasFocus()
    rest(window.jobs)
    assert page.rewind.mode.reader.unrolled is not None, "it was read ahead"
    window.registry.run("control_room.rewind.play")
    rest(window.jobs)
    window.registry.run("control_room.rewind.play")
    window.registry.run("control_room.rewind.faster")
    assert page.rewind.bar.state.speed == 600
    window.registry.run("control_room.rewind.slower")
    window.registry.run("control_room.rewind.back")
    window.registry.run("control_room.rewind.forward")
    window.registry.run("control_room.rewind.against")
    assert page.rewind.mode.stage.against
    window.registry.run("control_room.rewind.live")
    assert not page.rewind.mode.past


def test_the_marks_of_a_track_are_whole_hours_of_the_warehouse():
    zone = ZoneInfo("Europe/Berlin")
    begins = datetime(2026, 3, 28, 12, 20, tzinfo=zone)
    found = marks(begins.timestamp(), begins.timestamp() + 24 * 3600, zone, 900)
    assert [mark.text for mark in found][:3] == ["14:00", "16:00", "18:00"]
    assert [mark.text for mark in found if mark.day] == ["Sun 29 Mar"]
    assert "02:00" not in [mark.text for mark in found], "the clocks went forward over it"
    assert found[-1].at <= begins.timestamp() + 24 * 3600
