"""What floats over the plan: legend, overview, hover card, rack face, zoom buttons."""

import itertools

import plan_ground
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtWidgets import QPushButton

from app.heat.grid import HeatGrid
from app.heat.metrics import METRICS
from app.heat.plan import FloorPlan
from app.heat.rows import FixtureRow, LocationRow
from app.ui.heat.elevation_view import ElevationView
from app.ui.heat.hover_card import place_beside
from app.ui.heat.minimap import APPEARS_BELOW
from app.ui.heat.view import HeatView

LEFT = Qt.MouseButton.LeftButton


def unclipped(widget):
    """Texts that do not fit the place they are given, or the widget."""
    room = QRectF(widget.rect())
    return [
        item.text
        for item in widget.texts()
        if not item.may_elide and (item.needs > item.rect.width() + 0.5 or not room.contains(item.rect))
    ]


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.key)
@pytest.mark.parametrize("compact", [False, True])
def test_the_legend_names_metric_range_unit_and_age_and_clips_none(pane, metric, compact):
    pane.view.show_metric(metric)
    pane.legend.set_compact(compact)
    pane.legend.show_state("as of 13:05:10", "past")
    assert unclipped(pane.legend) == []
    texts = [item.text for item in pane.legend.texts()]
    assert texts[:2] == [metric.label, "as of 13:05:10"]
    assert [text for _, text in pane.view.picture.scale.ticks()] == texts[2:7]
    assert metric.unit in texts[7]
    assert {metric.neutral, "Alarm", "Person"} < set(texts)
    boxes = [item.rect for item in pane.legend.texts()[2:7]]
    assert all(a.right() <= b.left() for a, b in itertools.pairwise(boxes))
    assert metric.label in pane.legend.accessibleName()


def test_the_legend_paints_the_table_the_plan_paints(pane):
    image = pane.legend.grab().toImage()
    table = pane.view.inks.table
    left, wide = 12, pane.legend.width() - 24
    assert image.pixel(left, 46) == table[0]
    assert image.pixel(left + wide - 1, 46) == table[251]
    middle = image.pixel(left + wide // 2, 46)
    assert middle in [int(c) for c in table[122:130]]


def test_pointing_at_the_ramp_dims_the_rest_of_the_plan(pane, qtbot):
    asked = []
    pane.legend.band_asked.connect(asked.append)
    qtbot.mouseMove(pane.legend, QPoint(pane.legend.width() - 13, 46))
    assert asked[-1][1] == pytest.approx(1.0)
    assert asked[-1][0] > 0.9
    assert plan_ground.colour_at(pane.view, 2) == pane.view.inks.table[254]
    qtbot.mouseMove(pane.legend, QPoint(30, 10))
    assert asked[-1] is None
    pane.legend.setFocus()
    qtbot.keyClick(pane.legend, Qt.Key.Key_Right)
    assert asked[-1] == pytest.approx((0.49, 0.61))
    qtbot.keyClick(pane.legend, Qt.Key.Key_Escape)
    assert asked[-1] is None


def test_a_stale_picture_says_so_in_the_warning_colour(pane):
    pane.legend.show_state("no news for 12 s", "stale")
    state = pane.legend.texts()[1]
    assert (state.text, state.colour) == ("no news for 12 s", pane.view.inks.warn_text)
    assert unclipped(pane.legend) == []
    assert "no news for 12 s" in pane.legend.accessibleDescription()


def test_the_overview_comes_when_less_than_most_is_in_view_and_leads_the_plan(pane, qtbot):
    assert not pane.minimap.isVisible()
    pane.view.zoom(4.0)
    assert pane.view.camera.share_in_view() < APPEARS_BELOW
    assert pane.minimap.isVisible()
    box = pane.minimap.box()
    assert 0 < box.width() < pane.minimap.width() / 2
    qtbot.mousePress(pane.minimap, LEFT, pos=QPoint(140, 54))
    assert pane.minimap.box().center().x() == pytest.approx(140, abs=1.5)
    assert pane.view.camera.x > 18
    pane.view.fit()
    assert not pane.minimap.isVisible()
    assert pane.minimap.accessibleName()


def test_the_card_comes_after_a_moment_then_at_once_and_never_over_the_bin(pane, qtbot):
    view, card = pane.view, pane.card
    qtbot.mouseMove(view, plan_ground.spot(view, 5))
    assert not card.isVisible()
    qtbot.waitUntil(card.isVisible, timeout=1000)
    for bin_id in (6, 20, 35, 47, 10, 21):
        qtbot.mouseMove(view, plan_ground.spot(view, bin_id))
        assert card.isVisible()
        assert card.texts()[0].text == view.picture.plan.locations.codes[bin_id - 1]
        assert not card.geometry().contains(plan_ground.spot(view, bin_id))
        assert pane.rect().contains(card.geometry())
        assert unclipped(card) == []
    assert card.accessibleName().startswith("A3-00, 11 picks / h")
    qtbot.mouseMove(view, plan_ground.spot(view, 49))
    assert not card.isVisible()


def test_a_pinned_card_stays(pane, qtbot):
    view, card = pane.view, pane.card
    qtbot.mouseMove(view, plan_ground.spot(view, 5))
    qtbot.waitUntil(card.isVisible, timeout=1000)
    qtbot.keyClick(pane, Qt.Key.Key_P)
    qtbot.mouseMove(view, QPoint(2, 2))
    assert card.isVisible()
    qtbot.keyClick(pane, Qt.Key.Key_P)
    qtbot.mouseMove(view, plan_ground.spot(view, 6))
    qtbot.mouseMove(view, QPoint(2, 2))
    assert not card.isVisible()


@pytest.mark.parametrize("x", [0, 300, 970])
@pytest.mark.parametrize("y", [0, 250, 570])
@pytest.mark.parametrize("side", [4, 30])
def test_a_card_finds_a_place_beside_any_bin(x, y, side):
    room, target = QRectF(0, 0, 1000, 600), QRectF(x, y, side, side)
    place = place_beside(target, QSize(252, 94), room)
    assert room.contains(place)
    assert not place.intersects(target)


def test_the_zoom_buttons_have_names_and_work(pane, qtbot):
    buttons = {b.accessibleName(): b for b in pane.findChildren(QPushButton)}
    assert set(buttons) == {"Zoom in", "Zoom out", "Show the whole plan"}
    whole = pane.view.camera.stand
    qtbot.mouseClick(buttons["Zoom in"], LEFT)
    assert pane.view.camera.scale == pytest.approx(1.5 * whole.scale)
    qtbot.mouseClick(buttons["Show the whole plan"], LEFT)
    assert pane.view.camera.stand == whole


def test_the_rack_face_rings_this_bin_and_a_click_takes_another(qtbot, view):
    face = ElevationView(view.inks)
    qtbot.addWidget(face)
    face.resize(400, 60)
    face.show()
    face.show_location(view.picture, 12, view.inks)
    assert "A2-01, column 2 of 10, level 1 of 1" in face.accessibleName()
    picked, opened = [], []
    face.picked.connect(picked.append)
    face.activated.connect(opened.append)
    qtbot.mouseClick(face, LEFT, pos=face.cell_box(0, 6).center().toPoint())
    qtbot.keyClick(face, Qt.Key.Key_Left)
    qtbot.keyClick(face, Qt.Key.Key_Up)
    qtbot.keyClick(face, Qt.Key.Key_Return)
    assert (picked, opened) == ([17, 16], [16])
    image = face.grab().toImage()
    at = face.cell_box(0, 3).center()
    assert image.pixel(int(at.x()), int(at.y())) == plan_ground.table_colour(view, 14)
    ring = face.cell_box(0, 5)
    assert image.pixel(int(ring.center().x()), int(ring.top()) - 1) == view.inks.ring_inner.rgb()
    face.show_location(view.picture, None, view.inks)
    assert face.face is None


def test_a_long_rack_shows_the_columns_about_the_bin(qtbot, view):
    face = ElevationView(view.inks)
    qtbot.addWidget(face)
    face.resize(60, 60)
    face.show()
    face.show_location(view.picture, 19, view.inks)
    assert len(face.columns()) == 5
    assert 8 in face.columns()
    assert QRectF(face.rect()).contains(face.cell_box(0, 8))
    qtbot.keyClick(face, Qt.Key.Key_Right)
    assert QRectF(face.rect()).contains(face.cell_box(0, 9))


def test_labels_come_nearer_by_nearer_and_never_cut_an_address(view):
    class Listening:
        def __init__(self):
            self.said = []

    heard = Listening()
    stocks = [view._painter._labels._strong, view._painter._labels._code]
    for stock in stocks:
        original = stock.put
        stock.put = lambda painter, text, *rest, put=original: (heard.said.append(text), put(painter, text, *rest))
    view.grab()
    assert "A  Shelving" in heard.said
    assert "A1-03" not in heard.said
    heard.said.clear()
    view.camera.zoom(2.6, 500, 250)
    view.grab()
    assert {"A4-04", "A4-05"} & set(heard.said) or {"04", "05"} & set(heard.said)
    codes = {f"A{r}-{c:02d}" for r in range(1, 6) for c in range(10)} | {f"{c:02d}" for c in range(10)}
    assert set(heard.said) <= codes | {f"A{r}" for r in range(1, 6)} | {"A  Shelving", "A"}
    assert QPointF(*view.camera.screen(14, 6)) is not None


def test_where_a_door_stands_its_number_is_written_and_not_the_address_beneath(qtbot, theme):
    places = [LocationRow(1, "DOCK-01", "dock", x=2e3, y=2e3, width=4e3, depth=2e3),
              LocationRow(2, "STAGE-01", "staging", x=8e3, y=2e3, width=4e3, depth=2e3)]  # fmt: skip
    door = FixtureRow("dock", "DOCK-01", "1", [(0, 1e3), (4e3, 1e3), (4e3, 3e3), (0, 3e3)])
    view = HeatView(HeatGrid(FloorPlan.build([], [], places, [door])), theme)
    qtbot.addWidget(view)
    view.resize(800, 300)
    view.show()
    said = []
    for stock in (view._painter._labels._code, view._painter._labels._caption):
        original = stock.put
        stock.put = lambda painter, text, *rest, put=original: (said.append(text), put(painter, text, *rest))
    view.grab()
    assert sorted(said) == ["1", "STAGE-01"]
