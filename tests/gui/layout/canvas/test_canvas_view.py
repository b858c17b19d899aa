"""What is seen: pictures made only when something changed, pixels right after a pan, flights, floors, themes."""

import math
from dataclasses import replace

import numpy as np
import pytest
from board_ground import FLOOR, picture
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.layout import edits
from app.layout.diff import ElementChange
from app.layout.document import LayoutDocument
from app.layout.elements import Aisle, Floor, Place, Rack
from app.layout.racking import Bay, ElementId, Level
from app.layout.table import Layout
from app.ui.heat.camera import Stand
from app.ui.layout.canvas.strokes import MOST_DASHES, dashes, stretch, total_px
from app.ui.layout.difference import on_floor


class Spot:
    """An overlay that notes where it was asked to paint."""

    id, below = "spot", False

    def __init__(self):
        self.seen = []

    def paint(self, painter, view):
        self.seen.append(view.to_px(0, 0))
        at = view.to_px(15_000, 10_000).toPoint()
        painter.fillRect(at.x() - 5, at.y() - 5, 10, 10, Qt.GlobalColor.magenta)


def test_a_drag_paints_the_still_picture_once(bench):
    rack = bench.rack("A01L1")
    bench.click(*bench.at(rack))
    bench.canvas.repaint()
    bench.press(*bench.at(rack))
    bench.move(rack.x / 1_000 + 1, rack.y / 1_000)
    bench.canvas.repaint()
    made, patched, frames = bench.canvas.still.made, bench.canvas.still.patched, bench.canvas.frames
    for step in range(5):
        bench.move(rack.x / 1_000 + 2 + step, rack.y / 1_000 + 1)
        bench.canvas.repaint()
    assert bench.canvas.frames >= frames + 5
    assert (bench.canvas.still.made, bench.canvas.still.patched) == (made, patched)
    bench.release(rack.x / 1_000 + 6, rack.y / 1_000 + 1)
    bench.canvas.repaint()
    assert (bench.canvas.still.made, bench.canvas.still.patched) == (made, patched + 1), "where it stood and stands"


def test_a_pan_scrolls_to_what_a_new_picture_shows(bench):
    bench.canvas.zoom(3.0)
    picture(bench)
    made = bench.canvas.still.made
    QTest.mousePress(bench.canvas, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, QPoint(500, 300))
    for way in (QPoint(510, 307), QPoint(460, 340)):
        QTest.mouseMove(bench.canvas, way)
        bench.canvas.repaint()
    QTest.mouseRelease(bench.canvas, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, QPoint(460, 340))
    scrolled = picture(bench)
    assert bench.canvas.still.made == made
    bench.canvas.still.spoil()
    fresh = picture(bench)
    wrong = sum(
        scrolled.pixel(x, y) != fresh.pixel(x, y)
        for x in range(0, scrolled.width(), 3)
        for y in range(0, scrolled.height(), 3)
    )
    assert wrong < 0.004 * scrolled.width() * scrolled.height() / 9


def test_the_wheel_zooms_at_the_cursor_and_home_shows_all(bench):
    whole = bench.canvas.camera.stand
    at = QPointF(300, 200)
    before = bench.canvas.to_plan(at)
    event = QWheelEvent(
        at, at, QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(bench.canvas, event)
    assert bench.canvas.to_plan(at) == pytest.approx(before)
    assert bench.canvas.camera.scale > whole.scale
    bench.key(Qt.Key.Key_Home)
    assert bench.canvas.camera.stand == whole


def test_space_and_drag_move_the_view_and_choose_nothing(bench):
    stand = bench.canvas.camera.stand
    QTest.keyPress(bench.canvas, Qt.Key.Key_Space)
    bench.drag((10, 10), (14, 12))
    QTest.keyRelease(bench.canvas, Qt.Key.Key_Space)
    assert bench.canvas.camera.x < stand.x
    assert not bench.session.selection


def test_f_flies_to_what_is_chosen(bench):
    bench.session.select(["dock"])
    bench.key(Qt.Key.Key_F)
    middle = bench.canvas.to_px(20_000, 5_000)
    assert middle.x() == pytest.approx(510, abs=3)
    assert middle.y() == pytest.approx(360, abs=3)


def test_hidden_layers_are_not_painted_and_overlays_are(bench):
    spot = bench.canvas.to_px(20_000, 6_500).toPoint()
    with_dock = picture(bench).pixelColor(spot)
    bench.session.hide("places", True)
    assert picture(bench).pixelColor(spot) != with_dock
    overlay = Spot()
    bench.session.show_overlay(overlay)
    middle = bench.canvas.to_px(15_000, 10_000).toPoint()
    assert picture(bench).pixelColor(middle) == Qt.GlobalColor.magenta
    assert overlay.seen
    bench.session.drop_overlay("spot")
    assert picture(bench).pixelColor(middle) != Qt.GlobalColor.magenta


class Quiet:
    """An overlay that paints nothing, and may say that arrows are its own."""

    id, below = "quiet", False

    def __init__(self, arrows):
        self.arrows = arrows

    def paint(self, painter, view):
        """Nothing."""


def test_arrows_of_one_way_aisles_are_left_to_an_overlay_that_draws_its_own(bench):
    with bench.document.transaction("One way"):
        bench.document.put(*(replace(aisle, one_way="forward") for aisle in bench.of(Aisle)))
    plain = picture(bench)
    bench.session.show_overlay(Quiet(arrows=False))
    assert picture(bench) == plain
    bench.session.show_overlay(Quiet(arrows=True))
    assert picture(bench) != plain
    bench.session.hide("overlays", True)
    assert picture(bench) == plain, "what is hidden draws none"


def test_a_difference_is_told_on_its_own_floor():
    here, above = ElementId("here"), ElementId("above")
    place = Place(id=ElementId("p"), floor=here, code="P", use="dock", x=0, y=0, width=1, depth=1)
    moved = replace(place, floor=above)
    came, went = ElementChange(None, place, ()), ElementChange(place, moved, ("floor",))
    assert on_floor(came, here) == came
    assert on_floor(came, above) is None
    assert (on_floor(went, here).before, on_floor(went, here).after) == (place, None)
    assert (on_floor(went, above).before, on_floor(went, above).after) == (None, moved)


def test_what_stood_elsewhere_in_the_published_layout_is_dashed(bench):
    published = Layout(bench.document.elements.values())
    bench.session.open(LayoutDocument(bench.document.elements.values()), published)
    assert bench.canvas.still.past.ids == frozenset()
    with bench.document.transaction("Move"):
        edits.move(bench.document, ["dock"], 0, 8_000)
    assert bench.canvas.still.past.ids == {"dock"}
    bench.document.undo()
    assert bench.canvas.still.past.ids == frozenset()


def test_another_floor_shows_what_stands_on_it(bench):
    upper = ElementId("upper")
    with bench.document.transaction("Upper"):
        place = Place(id=ElementId("up"), floor=upper, code="U", use="storage", x=0, y=0, width=900, depth=900)
        bench.document.put(Floor(id=upper, code="1"), place)
    assert "up" not in bench.canvas.board.sheet.elements
    bench.canvas.fly_to(["up"])
    assert bench.session.floor == upper
    assert set(bench.canvas.board.sheet.elements) == {"up"}
    bench.session.show_floor(FLOOR)
    assert "dock" in bench.canvas.board.sheet.elements


def test_both_themes_paint_and_the_plan_names_itself(bench, theme):
    dark = picture(bench)
    theme.choose("light")
    assert picture(bench).pixelColor(500, 650) != dark.pixelColor(500, 650)
    assert bench.canvas.accessibleName() == "Plan of the layout"
    assert "Enter sets a point" in bench.canvas.accessibleDescription()


def test_coordinates_follow_the_pointer(bench):
    told = []
    bench.canvas.coordinates.connect(told.append)
    bench.move(20, 5)
    assert told[-1].startswith("x 20.0 m") or told[-1].startswith("x 19.9 m")


def rack_alone(angle):
    """A drawing of one rack of twelve bays of 1 m with its middle at the origin."""
    document = LayoutDocument(prefix="t")
    bay = Bay(1_000.0, (Level(400.0, 4),))
    with document.transaction("Rack"):
        document.put(Floor(id=FLOOR, code="0"))
        document.put(
            Rack(id=ElementId("r"), floor=FLOOR, code="", x=0.0, y=0.0, angle=angle, depth=900.0, bays=(bay,) * 12)
        )
    return document


@pytest.mark.parametrize(("level", "upright"), [(0.0, 90.0), (180.0, 270.0)])
def test_a_rack_that_stands_upright_is_divided_as_one_that_lies_level(bench, level, upright):
    rows = []
    for angle in (level, upright):
        bench.session.open(rack_alone(angle))
        bench.canvas.camera.place(Stand(0.0, 0.0, 0.02))
        shown = picture(bench)
        at = range(-110, 110)  # within the rack, beside its middle line
        rows.append([shown.pixel(*((500 + k, 354) if angle == level else (496, 350 + k))) for k in at])
    assert rows[0] == rows[1]
    assert len(set(rows[0])) == 2, "ground and lines between bays"


def test_so_many_dashes_that_they_would_run_together_are_longer():
    lines = np.tile([[0.0, 0.0, 900.0, 0.0]], (40, 1))
    assert stretch(total_px(lines), 9.0) == math.ceil(36_000 / 9 / MOST_DASHES)
    longer = stretch(total_px(lines), 9.0)
    few = dashes(lines, 5.0 * longer, 4.0 * longer)
    assert len(few) <= MOST_DASHES + len(lines)
    assert stretch(900.0, 9.0) == 1
