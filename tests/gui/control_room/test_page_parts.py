"""The page over the sample floor, without a database: keys, lists that stand still, small windows, early news."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.change import Change
from app.services.live import Away, Changed, Pulse, Seeded
from app.ui.control_room.activity import Deed
from app.ui.control_room.floor_feed import FloorFeed
from app.ui.control_room.floor_marks import Sightings, stand_before
from app.ui.control_room.sample_floor import sample_contents, sample_facts, sample_plan
from app.ui.control_room.shots import page_of, sample_bin, sample_page
from app.ui.jobs import Jobs
from app.ui.showcase.samples import MOMENT, make_window

FRAMES_MS = 80


@pytest.fixture
def window(theme):
    """The sample page in a window, at rest."""
    pool = Jobs()
    made = make_window(theme, pool, sample_page, "Control room", "control_room")
    made.context.set("workspace", "control_room")
    made.resize(1366, 768)
    made.show()
    QTest.mouseMove(made, QPoint(2, 2))
    _rest(pool)
    yield made
    page_of(made).end()
    pool.close()
    made.close()
    made.deleteLater()
    pool.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _rest(pool):
    for _ in range(200):
        QTest.qWait(10)
        if not pool.running:
            return
    raise AssertionError("jobs still run")


def test_a_small_window_loses_sparklines_and_docks_first(window):
    page = page_of(window)
    assert page.strip.tile("picks").height() == 60
    assert page.strip.tile("lanes").isHidden()
    assert page.dock.width() == 340
    window.resize(2560, 1440)
    QTest.qWait(50)
    assert page.strip.tile("picks").height() == 84
    assert page.strip.tile("lanes").isVisible()
    assert page.dock.width() == 560
    page.acts.open_bin(sample_bin(page.view.picture.plan))
    assert page.drill.isVisible()
    assert page.alarms.isVisible()
    assert page.activity.isVisible()
    _rest(window.jobs)


def test_in_a_low_window_the_drill_panel_takes_the_place_of_the_activity(window):
    page = page_of(window)
    assert page.activity.isVisible()
    page.acts.open_bin(sample_bin(page.view.picture.plan))
    assert page.activity.isHidden()
    page.drill.close_panel()
    assert page.drill.isHidden()
    assert page.activity.isVisible()
    _rest(window.jobs)


def test_back_leads_the_way_one_came(window):
    page = page_of(window)
    first = sample_bin(page.view.picture.plan)
    page.acts.open_bin(first)
    page.acts.open_order(1)
    page.acts.open_bin(first + 1)
    assert window.context["control_room.back"] is True
    seen = []
    for _ in range(4):
        seen.append((page.drill.at.kind, page.drill.at.id))
        page.acts.go_back()
    assert seen == [("bin", first + 1), ("order", 1), ("bin", first), ("bin", first)]
    assert window.context["control_room.back"] is False
    _rest(window.jobs)


def test_the_ledger_reads_on_as_one_scrolls(window):
    page = page_of(window)
    page.acts.open_bin(sample_bin(page.view.picture.plan))
    _rest(window.jobs)
    page.drill.tabs.bar.setCurrentIndex(1)
    ledger = page.drill.tabs.ledger
    assert ledger.lines.rowCount() == 50
    ledger.verticalScrollBar().setValue(ledger.verticalScrollBar().maximum())
    QTest.qWait(50)
    _rest(window.jobs)
    assert ledger.lines.rowCount() == 100


def test_alarm_keys_act_on_the_row_one_stands_on(window):
    alarms = page_of(window).alarms
    alarms.area.setFocus()
    QTest.keyClick(alarms.area, Qt.Key.Key_Down)
    first = alarms.current
    assert (first.text, first.priority) == ("Scale on P4 gives no stable weight", 1)
    row = alarms.area.rows[first.alarm_id]
    assert row.next_step.isVisible(), "the row one stands on says what to do"
    QTest.keyClick(alarms.area, Qt.Key.Key_Down)
    assert row.next_step.isHidden()
    assert alarms.current.alarm_id != first.alarm_id


def test_a_shelf_form_survives_a_refresh(window):
    page = page_of(window)
    page.alarms.step(1)
    page.acts.shelve()
    form = page.alarms.area.rows[page.alarms.current.alarm_id].form
    QTest.keyClicks(form.reason, "door")
    page.alarms.show_items(page.alarms.items)
    assert page.alarms.area.rows[page.alarms.current.alarm_id].form is form
    assert form.reason.text() == "door"


def _lit(window, monkeypatch, flash):
    """Which phases each alarm's shape showed within some blinks, on a desktop that wants that much motion."""
    page = page_of(window)
    monkeypatch.setattr(window.theme, "motion", lambda name: flash)
    page.alarms.show_items(page.alarms.items)
    rows = page.alarms.area.rows
    seen = {id_: set() for id_ in rows}
    for _ in range(14):
        QTest.qWait(100)
        for id_, row in rows.items():
            seen[id_].add(row.glyph.lit)
    monkeypatch.undo()
    page.alarms.show_items(page.alarms.items)
    return seen


def test_new_alarms_blink_and_known_ones_never(window, monkeypatch):
    seen = _lit(window, monkeypatch, 600)
    new = {one.alarm_id for one in page_of(window).alarms.items if one.state(MOMENT) == "new"}
    assert {id_ for id_, phases in seen.items() if phases == {True, False}} == new
    assert new


def test_nothing_blinks_where_the_desktop_wants_rest(window, monkeypatch):
    assert set().union(*_lit(window, monkeypatch, 0).values()) == {True}


def test_activity_stands_still_under_the_pointer_and_says_how_many_are_newer(window):
    activity = page_of(window).activity
    before = activity.list.deeds.deeds
    QTest.mouseMove(window, activity.list.mapTo(window, QPoint(40, 40)))
    QTest.qWait(20)
    newer = tuple(Deed(10**9 + n, "14:33", "Somebody", "did something") for n in range(3))
    activity.show_deeds((*newer, *before))
    assert activity.list.deeds.deeds == before
    assert (activity.newer.text(), activity.newer.isVisible()) == ("3 newer", True)
    QTest.mouseMove(window, QPoint(2, 2))
    QTest.qWait(20)
    assert activity.list.deeds.deeds[:3] == newer
    assert activity.newer.isHidden()


class Hand:
    """A follower that says what it is told to say."""

    def __init__(self, tell):
        self.tell = tell

    def start(self):
        """Nothing runs."""

    def stop(self):
        """Nothing runs."""


def fed(plan=None):
    hands = []
    feed = FloorFeed(lambda tell: hands.append(Hand(tell)) or hands[0])
    grid = feed.show_plan(plan) if plan is not None else None
    return feed, hands[0].tell, grid


def test_news_before_the_plan_are_kept(qapp):
    plan = sample_plan(300)
    facts = sample_facts(plan)
    feed, tell, _ = fed()
    tell(Seeded(facts, sample_contents(facts)))
    QTest.qWait(FRAMES_MS)
    assert feed.contents == {}
    grid = feed.show_plan(plan)
    assert (grid.quants > 0).sum() == len(facts)
    assert len(feed.contents) == len(facts)


def test_a_changed_bin_a_bin_emptied_and_a_bin_nobody_knows(qapp):
    plan = sample_plan(300)
    facts = sample_facts(plan)
    feed, tell, grid = fed(plan)
    seen, outdated = [], []
    feed.changed.connect(lambda places, changes: seen.append((places, changes)))
    feed.outdated.connect(lambda: outdated.append(True))
    tell(Seeded(facts, sample_contents(facts)))
    one = facts[:1].copy()
    one["on_hand"], one["quants"] = 0, 0
    place = int(one["location_id"][0])
    change = Change(1, 1, "pick", 1, None, None, "t_picker", MOMENT, (place,))
    tell(Changed(one, {}, frozenset({place}), [change]))
    QTest.qWait(FRAMES_MS)
    assert seen == [(frozenset({place}), (change,))]
    assert grid.on_hand[plan.index(place)] == 0
    assert place not in feed.contents
    assert not outdated
    stranger = facts[:1].copy()
    stranger["location_id"] = 10**9
    tell(Changed(stranger, {}, frozenset(), []))
    QTest.qWait(FRAMES_MS)
    assert outdated == [True]


def test_pulses_wake_nobody_until_it_was_away(qapp):
    feed, tell, _ = fed(sample_plan(300))
    back, away = [], []
    feed.back.connect(lambda: back.append(True))
    feed.away.connect(away.append)
    tell(Pulse(MOMENT, True))
    QTest.qWait(FRAMES_MS)
    assert not back
    assert feed.proof.age < 5
    tell(Away("it is gone"))
    QTest.qWait(FRAMES_MS)
    assert away == ["it is gone"]
    assert feed.proof.stale
    tell(Pulse(MOMENT, True))
    QTest.qWait(FRAMES_MS)
    assert back == [True]
    assert not feed.proof.stale


def test_people_stand_in_the_aisle_and_fade():
    plan = sample_plan(300)
    clock = [0.0]
    sightings = Sightings(clock=lambda: clock[0])
    for cell in range(0, plan.cells, 7):
        assert plan.pick(*stand_before(plan, cell)) < 0, f"somebody stands in a rack at cell {cell}"
    grid = FloorFeed(lambda tell: Hand(tell)).show_plan(plan)
    place = int(plan.locations.ids[0])
    sightings.watch([Change(1, 1, "pick", 1, None, None, "mo", MOMENT, (place,))], grid)
    sightings.watch([Change(2, 2, "order.shipped", 1, None, None, "jl", MOMENT, (place,))], grid)
    assert [person.name for person in sightings.people()] == ["mo"]
    clock[0] = 601.0
    assert sightings.people() == ()
