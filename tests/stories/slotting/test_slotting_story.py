"""A supervisor signs in to the whole program, finds what should lie nearer, and has it moved."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap.front import Front, Wish
from app.bootstrap.stopwatch import Stopwatch
from app.config import Loaded, Settings
from app.domain.ids import new_op
from app.ui.slotting.page import SlottingPage
from db import posting
from tests.db import acts
from tests.stories.control_room.room import wait_for

FAR, NEAR, MIDDLE = "B-01-05-1", "B-01-01-1", "B-01-03-1"


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


@pytest.fixture
def busy(ground):
    """The cup is asked for all day and lies far away; what lies near is hardly asked for."""
    picker, boss = ground.as_("t_picker"), ground.as_("t_supervisor")
    with ground.root() as root:
        root.execute("update wms.location set x = 3000, y = 8000 where code like 'PACK-%'")
    for sku, quantity, place in (("CUP", 60, FAR), ("P-01", 5, NEAR), ("P-02", 9, MIDDLE)):
        ground.receive(picker, sku, quantity, place)
    orders = [acts.order(ground, f"O-{n}", {"CUP": 1} if n else {"P-02": 1}, boss) for n in range(25)]
    acts.reserve(ground, boss, *orders)
    tote = acts.unit(ground, picker)
    for row in picker.query("open_picks", warehouse=ground.wh, orders=orders):
        posting.pick(picker, op=new_op(), warehouse=ground.wh, task=row.task_id, quantity=row.quantity, to_hu=tote)
    return ground


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_goods_that_are_asked_for_are_brought_near(busy, front):
    here = front(Wish(url=busy.url("t_supervisor"), warehouse="MAIN"))
    here.start()
    wait_for(lambda: "slotting" in here.rooms._admitted, 30)
    here.window.open("slotting")
    page = here.window.pages.currentWidget()
    assert isinstance(page, SlottingPage)
    click(page.search)
    wait_for(lambda: page.proposal is not None, 60)
    first = page.proposal.lines[0]
    assert (first.sku, first.source) == ("CUP", FAR)
    assert first.target.startswith("B-01-01")
    page.choice.slider.setValue(1)
    with busy.root() as root:
        (now,) = root.execute("select to_char(now() at time zone 'Europe/Berlin', 'HH24:MI')").fetchone()
    page.choice.hour.setText(now)
    click(page.choice.make)
    wait_for(lambda: page.plans.tasks.rows.rowCount() >= 1, 10)
    wait_for(lambda: here.jobs.running == 0, 10)
    with busy.root() as root:
        waits = root.execute(
            "select count(*), min(priority) from wms.task where kind = 'move' and state = 100"
        ).fetchone()
        assert waits == (len(page.proposal.first(1)), 9)
        root.execute("update wms.task set not_before = now() where kind = 'move'")  # the quiet hour has come
    page.plans.tasks.selectRow(0)
    click(page.plans.made)
    wait_for(lambda: page.plans.plans.rows.row(0).done >= 1, 10)
    with busy.root() as root:
        lies = root.execute(
            "select l.code, q.quantity from wms.quant q join wms.location l using (warehouse_id, location_id) "
            "join wms.product p using (product_id) where p.sku = 'CUP' and l.kind = 'pick' and q.quantity > 0"
        ).fetchall()
    assert lies == [(first.target, Decimal(36))]
    assert busy.violations() == []
