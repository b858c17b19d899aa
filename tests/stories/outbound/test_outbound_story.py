"""A supervisor writes an order in the whole program, a picker begins it, the customer changes his mind: all by keys."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap.front import Front, Wish
from app.bootstrap.stopwatch import Stopwatch
from app.config import Loaded, Settings
from app.domain.ids import new_op
from app.ui.outbound.page import OutboundPage
from tests.db import acts
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


def settled(here):
    wait_for(lambda: here.window.jobs.running == 0, 20)


def test_written_picked_cancelled_put_back(ground, front):
    boss, picker = ground.as_("t_supervisor"), ground.as_("t_picker")
    ground.receive(boss, "CUP", 9, "B-01-01-1")
    here = front(Wish(url=ground.url("t_supervisor")))
    here.start()
    wait_for(lambda: here.window.has("outbound"), 20)
    here.window.open("outbound")
    page = here.window.pages.currentWidget()
    assert isinstance(page, OutboundPage)
    wait_for(lambda: page.list.middle.currentWidget() is page.list.none and bool(page.form.boxes), 20)

    QTest.mouseClick(page.new, Qt.MouseButton.LeftButton)
    for field, text in ((page.form.number, "SO-77"), (page.form.sku, "CUP"), (page.form.pieces, "4")):
        QTest.keyClicks(field, text)
    QTest.keyClick(page.form.pieces, Qt.Key.Key_Return)
    QTest.keyClick(page.form.sku, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for(lambda: page.list.table.rows.rowCount() == 1, 20)
    row = page.list.table.rows.row(0)
    assert (row.number, row.state, row.promised) == ("SO-77", "promised", True)

    made = acts.reserve(ground, boss, row.order_id)["reservations"]
    tote = acts.unit(ground, boss)
    picker.call(
        "pick_v1", p_op=new_op(), p_warehouse=ground.wh, p_task=made[0]["task_id"], p_quantity=Decimal(4), p_to_hu=tote
    )
    here.window.registry.run("outbound.refresh")
    wait_for(lambda: page.list.table.rows.row(0).state == "picked", 20)
    settled(here)

    page.list.focus_table()
    QTest.keyClick(page.list.table, Qt.Key.Key_Return)
    wait_for(lambda: page.detail.card is not None, 20)
    QTest.mouseClick(page.list.buttons["cancel"], Qt.MouseButton.LeftButton)
    acting = page.acting
    wait_for(lambda: acting.parts.rows.rowCount() == 1 and acting.reason.count() > 1, 20)
    assert acting.says.text() == "4 picked pieces become put-back tasks; 1 order ends."
    acting.reason.setFocus()
    QTest.keyClicks(acting.reason, "Customer")
    assert acting.reason.value == "customer"
    QTest.keyClick(acting.go, Qt.Key.Key_Return)
    settled(here)
    wait_for(lambda: page.detail.card is not None and page.detail.card["head"]["state"] == "cancelled", 20)
    (task,) = page.detail.card["put_back"]
    assert (task["quantity"], task["to"]) == (4, "B-01-01-1")

    picker.call("put_back_v1", p_op=new_op(), p_warehouse=ground.wh, p_task=task["task_id"], p_quantity=Decimal(4))
    assert acts.stock(ground) == {("B-01-01-1", "CUP", None, None, "available", 9, 0)}
    assert ground.violations() == []
    settled(here)
