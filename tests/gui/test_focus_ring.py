"""The ring stays around what has the keyboard when what that lies in moves, scrolls or goes."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.ui.widgets.buttons import Button
from app.ui.widgets.focus_ring import FocusRing


@pytest.fixture
def room(theme, qtbot):
    """A window with a ring, a panel that can be moved, and in it two buttons in a list that scrolls."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    panel = QWidget(window)
    panel.setGeometry(50, 50, 300, 200)
    area, inner = QScrollArea(panel), QWidget()
    area.setGeometry(0, 0, 300, 200)
    column = QVBoxLayout(inner)
    column.addSpacing(60)
    one, two = Button(theme, "One"), Button(theme, "Two")
    column.addWidget(one)
    column.addWidget(two)
    column.addSpacing(400)
    inner.resize(280, 600)
    area.setWidget(inner)
    ring = FocusRing(theme, window)
    window.show()
    window.activateWindow()
    one.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(one.hasFocus)
    QTest.keyClick(one, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: ring.target is two)
    return window, panel, area, two, ring


def offset(window, two, ring):
    return ring.pos() - two.mapTo(window, QPoint(0, 0))


def test_the_ring_follows_a_panel_that_moves_and_a_list_that_scrolls(room):
    window, panel, area, two, ring = room
    before, there = offset(window, two, ring), ring.pos()
    panel.move(120, 90)
    assert ring.pos() == there + QPoint(70, 40)
    area.verticalScrollBar().setValue(30)
    assert ring.pos() == there + QPoint(70, 10)
    assert offset(window, two, ring) == before


def test_the_ring_goes_with_the_panel_and_watches_it_no_more(room):
    window, panel, _, _, ring = room
    panel.hide()
    assert ring.isHidden()
    assert ring.target is None
    panel.deleteLater()
    window.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.qWait(0)
    assert ring.isHidden()
