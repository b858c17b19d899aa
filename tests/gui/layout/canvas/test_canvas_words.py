"""Addresses: laid out a slice a frame, and in the end as if there had been time for all of them at once."""

from board_ground import picture, rows
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.layout.addresses import names_of
from app.layout.elements import Rack
from app.layout.generate import draw, propose
from app.layout.slots import slot_keys
from app.ui.heat.camera import Stand
from app.ui.layout.canvas.words import FRESH

MIDDLE = Qt.MouseButton.MiddleButton


def stand(bench, x, y, scale=0.08):
    """Over many racks whose bins are wide enough for their addresses; the camera on whole pixels."""
    bench.canvas.camera.place(Stand(x, y, scale))


def crowd(bench):
    with bench.document.transaction("Many rows"):
        plan = rows(x=60_000.0, y=40_000.0, aisles=8, bays=14, new_zone="B", aisle_start=11)
        draw(bench.document, propose(bench.document, plan))
    stand(bench, 67_000.0, 46_000.0)


def at_once(bench):
    """The same picture, made from nothing with all texts laid out."""
    bench.canvas.still.spoil()
    picture(bench)
    assert not bench.canvas.board.words.waiting
    return picture(bench)


def test_more_addresses_than_a_frame_has_time_for_come_in_slices(bench):
    crowd(bench)
    words = bench.canvas.board.words
    bench.canvas.repaint()
    waiting = len(words.waiting)
    assert waiting > FRESH
    made = bench.canvas.still.made
    bench.canvas.repaint()
    assert waiting - FRESH <= len(words.waiting) < waiting, "another slice, texts met twice are laid out once"
    bench.qtbot.waitUntil(lambda: not words.waiting)  # nobody has to move the hand for it
    assert bench.canvas.still.made == made, "written over what is there"
    assert picture(bench) == at_once(bench)


def test_a_pan_takes_along_what_still_waits(bench):
    crowd(bench)
    words = bench.canvas.board.words
    bench.canvas.repaint()
    assert words.waiting
    QTest.mousePress(bench.canvas, MIDDLE, Qt.KeyboardModifier.NoModifier, QPoint(500, 300))
    QTest.mouseMove(bench.canvas, QPoint(511, 293))
    bench.canvas.repaint()
    QTest.mouseRelease(bench.canvas, MIDDLE, Qt.KeyboardModifier.NoModifier, QPoint(511, 293))
    bench.qtbot.waitUntil(lambda: not words.waiting)
    assert picture(bench) == at_once(bench)


def test_a_zoom_forgets_what_waited_for_the_picture_before(bench):
    crowd(bench)
    bench.canvas.repaint()
    assert bench.canvas.board.words.waiting
    bench.canvas.fit()
    bench.canvas.repaint()
    assert not bench.canvas.board.words.waiting


def test_names_of_some_bins_are_the_names_of_all(bench):
    for rack in bench.document.of(Rack):
        keys = slot_keys(rack)
        some = keys[::7][::-1]
        every = dict(zip(keys, names_of(rack, bench.document.find), strict=True))
        assert names_of(rack, bench.document.find, some) == [every[key] for key in some]
