"""A supervisor signs in to the whole program, plans places for goods at the dock, asks why, sends one elsewhere."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap.front import Front, Wish
from app.bootstrap.stopwatch import Stopwatch
from app.config import Loaded, Settings
from app.domain.ids import new_op
from app.ui.putaway.page import PutawayPage
from db import posting
from tests.db.putaway_acts import breaks, pallet
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


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_goods_at_the_dock_get_places_and_one_is_sent_elsewhere(ground, front):
    picker = ground.as_("t_picker")
    cups, teas = pallet(ground, picker, {"CUP": 30}), pallet(ground, picker, {"P-01": 12})
    here = front(Wish(url=ground.url("t_supervisor"), warehouse="MAIN"))
    here.start()
    wait_for(lambda: "putaway" in here.rooms._admitted, 30)
    here.window.open("putaway")
    page = here.window.pages.currentWidget()
    assert isinstance(page, PutawayPage)
    wait_for(lambda: len(page.waiting.rows) == 2, 20)
    click(page.waiting.plan_all)
    wait_for(lambda: page.planned.table.rows.rowCount() == 2, 20)
    why = page.planned.why
    wait_for(lambda: why.task is not None and why.task.hu_id in (cups, teas), 10)
    assert why.why.text().startswith("It is empty")
    task, first = why.task.task_id, why.task.to_code
    QTest.keyClicks(why.bin, "A-02-05-2")
    QTest.keyClick(why.bin, Qt.Key.Key_Return)
    wait_for(lambda: "further" in why.answer.text(), 10)
    why.reason.setCurrentIndex(why.reason.findData("damaged"))
    click(why.send)
    wait_for(lambda: why.task.to_code == "A-02-05-2", 10)
    assert f"sent it from {first} to A-02-05-2: The bin is damaged." in why.story.text()
    wait_for(lambda: here.jobs.running == 0, 10)
    with ground.root() as root:
        (to,) = root.execute("select to_location_id from wms.task where task_id = %s", (task,)).fetchone()
        assert to == ground.places["A-02-05-2"]
    posting.put_away(picker, op=new_op(), warehouse=ground.wh, task=task, to=to)
    click(page.again)
    wait_for(lambda: any(page.planned.table.rows.row(n).state == 400 for n in range(2)), 10)
    assert breaks(ground) == []
    assert ground.violations() == []
