"""A supervisor signs in to the whole program, foretells a release, lets it go, takes it back, and opens a channel."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap.front import Front, Wish
from app.bootstrap.stopwatch import Stopwatch
from app.config import Loaded, Settings
from app.optimise.batching.engine import PLAIN
from app.services.waves import Waves
from app.ui.waves.page import WavesPage
from tests.db import acts
from tests.db.wave_acts import stocked, tasks
from tests.gui.conftest import dressed, jobs, nothing_is_left, qapp, theme
from tests.stories.control_room.room import wait_for

__all__ = ["dressed", "jobs", "nothing_is_left", "qapp", "theme"]

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support propagateSizeHints\(\)")


@pytest.fixture
def front(nothing_is_left, theme, monkeypatch, tmp_path):
    """Makes the whole program for a wish; closed in order at the end. The search runs plainly: nothing is compiled."""
    monkeypatch.setenv("STILLAGE_HOME", str(tmp_path))
    monkeypatch.setattr("app.bootstrap.rooms.waves.Waves", lambda session: Waves(session, lambda: PLAIN))
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


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def key(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifier)


def test_a_wave_is_foretold_released_and_taken_back(ground, front):
    stocked(ground)
    here = front(Wish(url=ground.url("t_supervisor"), warehouse="MAIN"))
    here.start()
    wait_for(lambda: "waves" in here.rooms._admitted, 30)
    here.window.open("waves")
    page = here.window.pages.currentWidget()
    assert isinstance(page, WavesPage)
    wait_for(lambda: page.choose.orders.rows.rowCount() == 6, 20)
    here.window.activateWindow()
    page.choose.orders.setFocus()
    wait_for(here.window.isActiveWindow, 10)
    key(page.choose.orders, Qt.Key.Key_F6)
    wait_for(lambda: len(page.choose.cards) == 1, 30)
    page.policy.mode.setCurrentIndex(page.policy.mode.findData("discrete"))
    click(page.policy.ask)
    wait_for(lambda: len(page.choose.cards) == 2, 60)
    cart, alone = (card.told for card in page.choose.cards)
    assert (len(cart.batches), len(alone.batches), len(cart.left)) == (1, 5, 1)
    assert cart.metres < alone.metres
    assert acts.total(ground, "reserved") == 0, "foretelling reserves nothing"
    wait_for(lambda: not page.progress.isVisible(), 10)
    click(page.choose.cards[0].go)
    wait_for(lambda: page.running.batches.rows.rowCount() == 1, 20)
    assert acts.total(ground, "reserved") == 15
    assert len({row[0] for row in tasks(ground)}) == 1
    wait_for(lambda: page.running.reason.count() > 1, 10)
    click(page.running.back)
    wait_for(lambda: page.running.waves.rows.row(0).state == "cancelled", 20)
    assert acts.total(ground, "reserved") == 0
    page.show_view("channels")
    QTest.keyClicks(page.channels.form.name, "All")
    click(page.channels.form.save)
    wait_for(lambda: page.channels.channels.rows.rowCount() == 1, 20)
    click(page.channels.open)
    wait_for(lambda: page.channels.channels.rows.row(0).stands == "open", 20)
    click(page.channels.stream)
    wait_for(lambda: page.channels.channels.rows.row(0).on_floor == 10, 60)
    wait_for(lambda: here.jobs.running == 0, 10)
    assert ground.violations() == []
