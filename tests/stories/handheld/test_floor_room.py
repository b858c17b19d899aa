"""A picker opens the whole program: no control room, but the work, with the same scanner, beside the rail."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap.front import Front, Wish
from app.bootstrap.stopwatch import Stopwatch
from app.config import Loaded, Settings
from app.services.handheld.commands import Choose, code_of
from app.ui.handheld.window import HandheldWindow
from tests.stories.control_room.room import wait_for


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


def test_a_picker_finds_the_work_in_the_shell(ground, front):
    ground.receive(ground.as_("t_picker"), "CUP", 10, "A-01-01-1")
    here = front(Wish(url=ground.url("t_picker")))
    here.start()
    wait_for(lambda: isinstance(here.window.pages.currentWidget(), HandheldWindow), 30)
    page = here.window.pages.currentWidget()
    wait_for(lambda: page.page is page.menu and here.jobs.running == 0, 20)
    assert page.who.name == "Piet Picker"
    assert [cap.word for cap in page.foot.caps] == ["Look", "", "", ""], "signing out is the shell's affair"
    at = [one.id for one in page.who.work.trades].index("putaway") + 1
    QTest.keyClicks(page.field, code_of(Choose(at)))
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    wait_for(lambda: page.work.acts.course is not None, 20)
    assert page.work.view.line.text().startswith("Scan the label")
    QTest.keyClick(page, Qt.Key.Key_F4)
    wait_for(lambda: page.work.acts.course.over and page.work.acts.idle, 20)
    QTest.keyClick(page, Qt.Key.Key_F4)
    wait_for(lambda: page.page is page.menu and here.jobs.running == 0, 20)
