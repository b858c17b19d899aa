"""The first start leads into drawing: an empty warehouse in a database of one's own, and the editor open on it."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap.front import Front, Wish
from app.bootstrap.stopwatch import Stopwatch
from app.config import Loaded, Settings
from app.ui.layout.page import LayoutPage
from app.ui.start.page import StartPage
from tests.stories.control_room.room import wait_for


@pytest.fixture
def front(nothing_is_left, theme, monkeypatch, tmp_path):
    """The whole program on a computer that has never run it."""
    monkeypatch.setenv("STILLAGE_HOME", str(tmp_path))
    made = Front(theme, Loaded(Settings()), Wish(), Stopwatch())
    yield made
    ended = []
    made.ended.connect(lambda: ended.append(True))
    made.window.close()
    made.end()
    wait_for(lambda: bool(ended), 30)
    made.window.deleteLater()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.slow
def test_draw_one_makes_an_empty_warehouse_and_opens_the_editor_on_it(front):
    front.window.resize(1920, 1080)
    front.start()
    wait_for(lambda: isinstance(front.entrance.currentWidget(), StartPage), 90)
    start = front.entrance.currentWidget()
    QTest.mouseClick(start.cards[2].button, Qt.MouseButton.LeftButton)
    wait_for(lambda: isinstance(front.window.pages.currentWidget(), LayoutPage), 90)
    page = front.window.pages.currentWidget()
    wait_for(lambda: page.drafting.base is not None and front.jobs.running == 0, 30)
    assert page.desk.may_edit, "who is alone with a database draws in it"
    assert page.first.isVisible()
    assert page.drafting.base.no == 0
    assert page.bar.name.text() == "First layout"
    QTest.mouseClick(page.first.rows, Qt.MouseButton.LeftButton)
    panel = page.host.panel("rows")
    wait_for(lambda: panel.place.text() == "Place 560 bins")
    QTest.mouseClick(panel.place, Qt.MouseButton.LeftButton)
    page.drafting.save()
    wait_for(lambda: page.drafting.standing.draft is not None and front.jobs.running == 0, 30)
    assert page.drafting.standing.draft.mine
