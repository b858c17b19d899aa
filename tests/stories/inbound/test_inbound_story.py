"""A supervisor signs in, announces a delivery, receives it by scanner, closes it with a reason; stock is true."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap.front import Front, Wish
from app.bootstrap.stopwatch import Stopwatch
from app.config import Loaded, Settings
from app.flow.receive_states import Differing, WantItem
from app.ui.inbound.page import InboundPage
from tests.db import acts
from tests.db.inbound_acts import page as deliveries
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


def scan(page, text):
    """As a wedge scanner does; the answer has come when this returns."""
    field = page.receiving.work.field
    field._last = ("", 0.0)  # the person takes a breath: no double scan
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_for(lambda: page.receiving.acts.quiet, 10)


def test_a_delivery_is_announced_received_by_scanner_and_closed(ground, front):
    here = front(Wish(url=ground.url("t_supervisor")))
    here.start()
    wait_for(lambda: "go.inbound" in [command.id for command in here.window.registry], 20)
    here.window.open("inbound")
    wait_for(lambda: isinstance(here.window.pages.currentWidget(), InboundPage), 10)
    page = here.window.pages.currentWidget()
    wait_for(lambda: page.deliveries.empty.isVisible(), 10)
    QTest.mouseClick(page.deliveries.empty.buttons[0], Qt.MouseButton.LeftButton)
    form = page.deliveries.form
    QTest.keyClicks(form.number, "ASN-1")
    QTest.keyClicks(form.lines, "CUP 3")
    QTest.keyClick(form.lines, Qt.Key.Key_Return)
    QTest.keyClicks(form.lines, "GHOST 2")
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    wait_for(lambda: form.error.isVisible(), 10)
    form.lines.setPlainText("CUP 3\nP-01 2")
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    wait_for(lambda: page.deliveries.list.rows.rowCount() == 1 and page.deliveries.detail.receive.isVisible(), 10)
    wait_for(lambda: page.deliveries.row is not None, 10)

    QTest.mouseClick(page.deliveries.detail.receive, Qt.MouseButton.LeftButton)
    wait_for(lambda: page.receiving.acts.station is not None, 10)
    for code in ("4006381333931", "4006381333931", "4006381333931", "4006381333931", "DOCK-1"):
        scan(page, code)
    assert isinstance(page.receiving.acts.station.state, Differing)
    QTest.keyClick(page.receiving.work.field, Qt.Key.Key_F7)
    wait_for(lambda: isinstance(page.receiving.acts.station.state, WantItem), 10)
    wait_for(lambda: page.receiving.work.place.text() != "", 20)
    QTest.mouseClick(page.receiving.back, Qt.MouseButton.LeftButton)
    detail = page.deliveries.detail
    wait_for(lambda: page.deliveries.row is not None and page.deliveries.row.received == 4, 10)

    QTest.mouseClick(detail.finish, Qt.MouseButton.LeftButton)
    wait_for(lambda: detail.error.isVisible(), 10)
    detail.reason.setCurrentIndex(3)
    QTest.mouseClick(detail.finish, Qt.MouseButton.LeftButton)
    wait_for(lambda: page.deliveries.empty.isVisible(), 10)
    assert [(row.number, row.state) for row in deliveries(ground, "closed")] == [("ASN-1", 700)]
    assert {(row[0], row[1], row[5]) for row in acts.stock(ground)} == {("DOCK-1", "CUP", 4)}
    assert ground.violations() == []
