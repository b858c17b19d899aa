"""A counter signs in to the whole program, counts with a scanner that types; a supervisor decides; stock is true."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap.front import Front, Wish
from app.bootstrap.stopwatch import Stopwatch
from app.config import Loaded, Settings
from app.services.counting import Counting
from app.services.session import Session
from app.ui.counting.page import CountingPage
from tests.db import acts, counts
from tests.stories.control_room.room import wait_for

BIN, OTHER = "A-01-01-1", "A-01-01-2"


@pytest.fixture
def front(nothing_is_left, theme, monkeypatch, tmp_path):
    """Makes the whole program for a wish; closed in order at the end."""
    monkeypatch.setenv("STILLAGE_HOME", str(tmp_path))
    made = []

    def make(wish):
        made.append(Front(theme, Loaded(Settings()), wish, Stopwatch()))
        return made[-1]

    yield make
    for one in made:
        ended = []
        one.ended.connect(lambda ended=ended: ended.append(True))
        one.window.close()
        one.end()
        wait_for(lambda ended=ended: bool(ended), 20)
        one.window.deleteLater()
        one.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def scan(page, text):
    """As a wedge scanner does; the answer has come when this returns."""
    field = page.entry.work.field
    field._last = ("", 0.0)  # the person takes a breath: no double scan
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_for(lambda: page.entry.acts.idle, 10)


def test_a_counter_signs_in_counts_and_sees_no_stock_and_a_supervisor_posts(ground, front):
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 10, BIN)
    ground.receive(picker, "P-01", 4, OTHER)
    boss = Session.open(ground.url("t_supervisor"))
    counting = Counting(boss)
    asked = counting.count_these_bins([ground.places[BIN], ground.places[OTHER]])
    assert (asked["counts"], asked["already"]) == (2, 0)

    here = front(Wish(url=ground.url("t_counter")))
    here.start()
    wait_for(lambda: isinstance(here.window.pages.currentWidget(), CountingPage), 20)
    page = here.window.pages.currentWidget()
    wait_for(lambda: page.entry.acts.station is not None and page.entry.list.rows.rowCount() == 2, 10)
    assert page.stack.count() == 1, "no plans, no review, no accuracy"
    for code in (BIN, "4006381333931", "4006381333931", BIN, BIN, OTHER, "P-01"):
        scan(page, code)
    assert page.entry.work.number.text() == "1 x P-01"
    QTest.keyClicks(page.entry.work.field, "4", delay=60)
    QTest.keyClick(page.entry.work.field, Qt.Key.Key_Return)
    wait_for(lambda: page.entry.work.number.text() == "4 x P-01", 10)
    for code in (OTHER, OTHER):
        scan(page, code)
    wait_for(lambda: page.entry.none.isVisible(), 10)

    again = ground.as_("t_counter2")
    number = counts.count(ground, again, BIN, CUP=2)
    waiting = counting.pending()
    assert [(row.location, row.less, row.person) for row in waiting] == [(BIN, 8, "Cora Counter")]
    assert counting.approve([number])["lines"] == 1
    assert {(row[0], row[1], row[5]) for row in acts.stock(ground)} == {(BIN, "CUP", 2), (OTHER, "P-01", 4)}
    assert counts.sound(ground) == []
    boss.close()
