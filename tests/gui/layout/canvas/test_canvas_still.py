"""The still picture: an edit is seen with the next frame and is what a new picture shows; a view from elsewhere is the
picture before, stretched, until the new one was painted step by step."""

from dataclasses import replace

import pytest
from board_ground import picture
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from app.layout import edits
from app.layout.document import LayoutDocument
from app.layout.elements import Aisle, Caption, Obstacle, Place, Zone
from app.layout.table import Layout
from app.ui.heat.camera import Stand

NEVER, ALWAYS = 0.0, float("inf")
"""Patience: one step a frame, and all of them in one."""


def next_frame(bench):
    return bench.canvas.grab().toImage()


def anew(bench):
    """The same view, painted from nothing."""
    bench.canvas.still.spoil()
    return picture(bench)


def wrong(one, other):
    """Pixels that differ, of every third in both directions."""
    assert one.size() == other.size()
    return sum(
        one.pixel(x, y) != other.pixel(x, y) for x in range(0, one.width(), 3) for y in range(0, one.height(), 3)
    )


@pytest.fixture
def still(bench):
    """A view whose camera stands on whole pixels, whose next picture takes many frames."""
    bench.canvas.camera.place(Stand(14_000.0, 10_000.0, 0.04))
    picture(bench)
    bench.canvas.still.patience = NEVER
    return bench.canvas.still


def move_rack(bench):
    edits.move(bench.document, [bench.rack("A01L1").id], 300, -200)


def turn_dock(bench):
    edits.rotate(bench.document, ["dock"], 30, (20_000.0, 5_000.0))


def delete_rack(bench):
    edits.remove(bench.document, [bench.rack("A02R1").id])


def draw_column(bench):
    floor = bench.session.floor
    points = ((16_000.0, 8_000.0), (17_000.0, 8_000.0), (17_000.0, 9_000.0), (16_000.0, 9_000.0))
    bench.document.put(Obstacle(id=bench.document.new_id(), floor=floor, code="C", points=points, label="Column"))


def turn_aisle_one_way(bench):
    bench.document.put(replace(next(one for one in bench.of(Aisle) if not one.cross), one_way="forward"))


def move_zone_with_all(bench):
    edits.move(bench.document, [one.id for one in bench.document.elements.values() if one.kind in MOVED], 500, 500)


def lengthen_words(bench):
    bench.document.put(replace(bench.of(Caption)[0], text="Out, and far beyond what stands there"))


def open_wall(bench):
    wall = bench.document.elements["wall"]
    bench.document.put(replace(wall, points=wall.points[:-1]))


def name_dock(bench):
    bench.document.put(replace(bench.document.elements["dock"], code="D77", label="Dock 77"))


MOVED = ("zone", "aisle", "rack")
EDITS = (
    move_rack, turn_dock, delete_rack, draw_column, turn_aisle_one_way, move_zone_with_all, lengthen_words, open_wall,
    name_dock,
)  # fmt: skip


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_the_frame_after_an_edit_shows_what_a_new_picture_shows(bench, still, edit):
    before = next_frame(bench)
    with bench.document.transaction("Edit"):
        edit(bench)
    after = next_frame(bench)
    assert after != before
    assert after == anew(bench)
    bench.document.undo()
    assert next_frame(bench) == anew(bench) == before


def test_another_code_of_an_aisle_is_read_on_the_bins_of_its_racks(bench, still):
    bench.canvas.camera.place(Stand(10_000.0, 6_000.0, 0.08))
    before = picture(bench)
    with bench.document.transaction("Name"):
        bench.document.put(replace(next(one for one in bench.of(Aisle) if not one.cross), code="77"))
    after = picture(bench)
    assert after != before
    assert after == anew(bench)


def test_what_is_chosen_is_seen_with_the_next_frame(bench, still):
    plain, dock, rack = next_frame(bench), "dock", bench.rack("A01R1").id
    for chosen in ((dock,), (dock, rack), (rack,), ("words", rack), tuple(one.id for one in bench.of(Zone)), ()):
        bench.session.select(chosen)
        assert next_frame(bench) == anew(bench)
    assert next_frame(bench) == plain


def test_what_is_lifted_and_what_was_put_down_leave_nothing_behind(bench, still):
    rack = bench.rack("A01L1")
    bench.click(*bench.at(rack))
    bench.press(*bench.at(rack))
    bench.move(rack.x / 1_000 + 2, rack.y / 1_000 + 9)
    assert next_frame(bench) == anew(bench)
    bench.release(rack.x / 1_000 + 2, rack.y / 1_000 + 9)
    assert bench.rack("A01L1").y > rack.y
    assert next_frame(bench) == anew(bench)


def test_what_stood_elsewhere_is_dashed_with_the_next_frame_and_goes_with_it(bench, still):
    bench.session.open(LayoutDocument(bench.document.elements.values()), Layout(bench.document.elements.values()))
    bench.canvas.camera.place(Stand(14_000.0, 10_000.0, 0.04))
    plain = picture(bench)
    for edit in (turn_dock, move_rack, move_rack, name_dock):
        with bench.document.transaction("Edit"):
            edit(bench)
        assert next_frame(bench) == anew(bench)
    with bench.document.transaction("Delete"):
        edits.remove(bench.document, ["dock"])
    assert next_frame(bench) == anew(bench)
    while bench.document.undo() is not None:
        assert next_frame(bench) == anew(bench)
    assert next_frame(bench) == plain


def test_a_zoom_stretches_the_picture_at_once_and_sharpens_it_step_by_step(bench, still):
    bench.canvas.zoom(1.6, bench.canvas.to_px(20_000.0, 5_000.0))
    made = still.made
    stretched = next_frame(bench)
    assert still.pending
    assert still.made == made
    frames = 1
    while bench.canvas.pending:
        sharp, frames = next_frame(bench), frames + 1
    assert frames > 3
    assert still.made == made + 1
    assert sharp != stretched
    assert sharp == anew(bench)
    dock = bench.canvas.to_px(20_000.0, 6_800.0).toPoint()  # within the dock, beside its name
    assert stretched.pixel(dock) == sharp.pixel(dock), "what is large lies where it will"


def test_out_of_the_picture_is_floor_until_it_is_painted(bench, still):
    floor = bench.canvas.board.inks.floor
    bench.canvas.zoom(0.25, QPointF(500, 350))
    assert next_frame(bench).pixelColor(60, 60) == floor, "the inside of the wall ends there, nothing is smeared"


def test_frames_come_by_themselves_until_it_is_sharp(bench, still):
    bench.canvas.zoom(1.6)
    bench.canvas.repaint()
    assert still.pending
    bench.qtbot.waitUntil(lambda: not bench.canvas.pending)
    assert next_frame(bench) == anew(bench)


def test_who_zooms_back_before_it_was_sharp_has_the_picture_before(bench, still):
    before, stand, made = next_frame(bench), bench.canvas.camera.stand, still.made
    bench.canvas.zoom(1.6)
    next_frame(bench)
    bench.canvas.camera.place(stand)
    assert next_frame(bench) == before
    assert still.made == made
    assert picture(bench) == before


def test_an_edit_while_it_is_not_sharp_yet_is_seen_with_the_next_frame(bench, still):
    bench.canvas.zoom(1.6)
    next_frame(bench)
    with bench.document.transaction("Edit"):
        turn_dock(bench)
    assert next_frame(bench) == anew(bench)


def test_a_pan_while_it_is_made_anew_goes_on_with_what_is_there(bench, still):
    still.spoil()
    next_frame(bench)
    assert still.pending
    QTest.mousePress(bench.canvas, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, QPoint(500, 300))
    QTest.mouseMove(bench.canvas, QPoint(517, 312))
    QTest.mouseRelease(bench.canvas, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, QPoint(517, 312))
    shifted = picture(bench)
    assert wrong(shifted, anew(bench)) == 0


def test_a_pan_within_the_margin_paints_nothing_and_beyond_it_only_what_comes_in(bench, still):
    made, patched, seen = still.made, still.patched, []
    still.steps = lambda frame, *rest, steps=still.steps: seen.append(frame.part) or steps(frame, *rest)
    held = Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(bench.canvas, *held, QPoint(500, 300))
    for x, y, sides in ((530, 320, 0), (560, 360, 0), (565, 364, 1), (565, 365, 2), (400, 250, 4), (420, 290, 4)):
        QTest.mouseMove(bench.canvas, QPoint(x, y))
        shifted = next_frame(bench)
        assert len(seen) == sides
    QTest.mouseRelease(bench.canvas, *held, QPoint(420, 290))
    assert None not in seen, "parts alone"
    assert (still.made, still.patched) == (made, patched)
    assert wrong(shifted, anew(bench)) == 0


def test_with_time_enough_a_zoom_is_sharp_at_once(bench, still):
    still.patience = ALWAYS
    bench.canvas.zoom(1.6)
    sharp = next_frame(bench)
    assert not still.pending
    assert sharp == anew(bench)


def test_another_theme_and_another_floor_are_whole_with_the_next_frame(bench, still, theme):
    for change in (lambda: theme.choose("dark"), lambda: bench.session.open(LayoutDocument(()))):
        change()
        assert next_frame(bench) == anew(bench)


def test_what_is_new_is_there_with_the_next_frame(bench, still):
    floor = bench.session.floor
    with bench.document.transaction("Station"):
        bench.document.put(
            Place(id="p2", floor=floor, code="S1", use="station", x=24_000, y=12_000, width=900, depth=900)
        )
    assert next_frame(bench) == anew(bench)
