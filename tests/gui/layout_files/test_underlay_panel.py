"""The plan under the drawing as a planner uses it: chosen, calibrated by two points, dimmed, kept, taken away."""

import math
from pathlib import Path

import pytest
from file_panels import panel_stage
from PIL import Image
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.layout.elements import Floor
from app.layout.racking import ElementId
from app.layout.underlay import Placing
from app.ui.layout.sample_files import SampleUnderlays
from app.ui.layout.sample_hall import FLOOR
from app.ui.layout.underlay.keeper import SAVE_AFTER_MS
from app.ui.layout.underlay.overlay import UnderlayOverlay, halved
from app.ui.layout.underlay.panel import make
from app.ui.lint.check import lint
from app.ui.widgets.messages import Toast


class Camera:
    """A view of 800 x 600 px whose corner is the plan's 0, 0."""

    def __init__(self, px_per_mm=0.01):
        self.px_per_mm = px_per_mm

    def to_px(self, x, y):
        return QPointF(x * self.px_per_mm, y * self.px_per_mm)

    def to_plan(self, at):
        return at.x() / self.px_per_mm, at.y() / self.px_per_mm

    def visible(self):
        return QRectF(0, 0, 800 / self.px_per_mm, 600 / self.px_per_mm)


@pytest.fixture
def plan(tmp_path) -> Path:
    """A plan of 1,000 x 500 px, its left half black."""
    image = Image.new("RGB", (1000, 500), "white")
    image.paste("black", (0, 0, 500, 500))
    image.save(tmp_path / "hall.png")
    return tmp_path / "hall.png"


@pytest.fixture
def store():
    return SampleUnderlays()


def laid(panel, plan, jobs, qtbot):
    panel.open_file(plan)
    qtbot.waitUntil(lambda: panel.keeper.now is not None and jobs.running == 0)


def saved(panel, store, jobs, qtbot):
    panel.keeper.save()
    qtbot.waitUntil(lambda: jobs.running == 0)
    return store.kept[FLOOR]


def test_a_file_is_laid_under_the_drawing_and_kept(theme, jobs, qtbot, plan, store):
    with panel_stage(theme, jobs, make, underlays=store) as (_, panel, session, _around):
        assert panel.file.isVisibleTo(panel)
        laid(panel, plan, jobs, qtbot)
        (overlay,) = session.overlays
        assert overlay.below
        assert overlay.pyramid.size == (1000, 500)
        assert panel.words.text().startswith("hall.png, ")
        assert not panel.file.isVisibleTo(panel)
        underlay, data = saved(panel, store, jobs, qtbot)
        assert underlay.name == "hall.png"
        assert QImage.fromData(data).width() == 1000


def test_two_points_and_their_distance_make_it_true_and_can_be_taken_back(theme, jobs, qtbot, plan, store):
    with panel_stage(theme, jobs, make, underlays=store) as (window, panel, session, _):
        laid(panel, plan, jobs, qtbot)
        before = panel.keeper.now.placing
        panel.pick.click()
        assert session.tool == "calibrate"
        a, b = before.to_plan((100, 100)), before.to_plan((700, 100))
        session.points_picked.emit([a, b])
        assert f"{math.dist(a, b) / 1000:,.2f} m" in panel.how.text()
        panel.distance.edit.clear()
        QTest.keyClicks(panel.distance.edit, "24")
        panel.apply.click()
        now = panel.keeper.now.placing
        assert now.scale == pytest.approx(40)
        assert now.to_plan((100, 100)) == pytest.approx(a)
        assert math.dist(now.to_plan((100, 100)), now.to_plan((700, 100))) == pytest.approx(24_000)
        assert session.tool == "choose"
        assert "40.0 m wide" in panel.words.text()
        assert saved(panel, store, jobs, qtbot)[0].placing == now
        (toast,) = window.findChildren(Toast)
        (undo,) = [button for button in toast.findChildren(QPushButton) if "Undo" in button.text()]
        undo.click()
        assert panel.keeper.now.placing == before


def test_a_crooked_plan_is_levelled(theme, jobs, qtbot, plan, store):
    with panel_stage(theme, jobs, make, underlays=store) as (_, panel, session, _around):
        laid(panel, plan, jobs, qtbot)
        panel.keeper.change(placing=Placing(20.0, 7.0, 0, 0))
        panel.pick.click()
        placing = panel.keeper.now.placing
        session.points_picked.emit([placing.to_plan((0, 0)), placing.to_plan((900, 0))])
        panel.line.box.setCurrentIndex(1)
        panel.calibrate()
        assert panel.keeper.now.placing.angle == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("typed", ["0", "", "-3", "twelve"])
def test_a_distance_that_is_none_is_refused_and_nothing_moves(theme, jobs, qtbot, plan, store, typed):
    with panel_stage(theme, jobs, make, underlays=store) as (_, panel, session, _around):
        laid(panel, plan, jobs, qtbot)
        before = panel.keeper.now
        panel.pick.click()
        session.points_picked.emit([(0, 0), (9_000, 0)])
        panel.distance.edit.setText(typed)
        panel.calibrate()
        assert panel.error.isVisibleTo(panel)
        assert panel.keeper.now == before


def test_points_of_other_tools_are_not_taken(theme, jobs, qtbot, plan, store):
    with panel_stage(theme, jobs, make, underlays=store) as (_, panel, session, _around):
        laid(panel, plan, jobs, qtbot)
        session.choose_tool("measure")
        session.points_picked.emit([(0, 0), (9_000, 0)])
        assert panel.points is None


def test_opacity_place_and_lock(theme, jobs, qtbot, plan, store):
    with panel_stage(theme, jobs, make, underlays=store) as (_, panel, session, _around):
        laid(panel, plan, jobs, qtbot)
        panel.opacity.edit.setText("65")
        panel.opacity.enter()
        assert session.overlays[0].opacity == 0.65
        panel.at_x.edit.setText("12.5")
        panel.at_x.enter()
        assert session.overlays[0].placing.x == 12_500
        panel.locked.toggle.click()
        assert not panel.pick.isEnabled()
        assert not panel.remove.isEnabled()
        assert panel.locked.toggle.isEnabled()
        qtbot.waitUntil(lambda: FLOOR in store.kept and store.kept[FLOOR][0].locked, timeout=SAVE_AFTER_MS + 3000)
        assert store.kept[FLOOR][0].opacity == 0.65


def test_the_next_planner_finds_it_where_it_lay(theme, jobs, qtbot, plan, store):
    with panel_stage(theme, jobs, make, underlays=store) as (_, panel, _session, _around):
        laid(panel, plan, jobs, qtbot)
        panel.keeper.change(placing=Placing(33.0, 0, 1, 2))
        saved(panel, store, jobs, qtbot)
    with panel_stage(theme, type(jobs)(), make, underlays=store) as (_, panel, session, _around):
        qtbot.waitUntil(lambda: len(session.overlays) == 1)
        assert session.overlays[0].placing == Placing(33.0, 0, 1, 2)
        assert session.overlays[0].pyramid.size == (1000, 500)


def test_it_goes_for_everybody(theme, jobs, qtbot, plan, store):
    with panel_stage(theme, jobs, make, underlays=store) as (_, panel, session, _around):
        laid(panel, plan, jobs, qtbot)
        saved(panel, store, jobs, qtbot)
        panel.remove.click()
        qtbot.waitUntil(lambda: jobs.running == 0)
        assert store.kept == {}
        assert session.overlays == ()
        assert panel.file.isVisibleTo(panel)


def test_each_floor_has_its_own(theme, jobs, qtbot, plan, store):
    with panel_stage(theme, jobs, make, underlays=store) as (_, panel, session, _around):
        laid(panel, plan, jobs, qtbot)
        up = ElementId("up")
        with session.document.transaction("Upstairs"):
            session.document.put(Floor(id=up, code="1"))
        image = QImage(800, 600, QImage.Format.Format_RGB32)
        session.show_floor(up)
        assert panel.keeper.now is None
        assert painted(session.overlays[0], image) == 0, "what lies under another floor is not painted"
        session.show_floor(FLOOR)
        panel.keeper.change(placing=Placing(60.0, 0, 0, 0), opacity=1.0)
        assert painted(session.overlays[0], image) > 50_000


def painted(overlay, image, view=None):
    """Pixels that changed when the overlay was painted on red."""
    image.fill(QColor("red"))
    painter = QPainter(image)
    overlay.paint(painter, view or Camera())
    painter.end()
    return sum(
        4 for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
        if QColor(image.pixel(x, y)).name() != "#ff0000"
    )  # fmt: skip


@pytest.mark.parametrize("zoom", [0.001, 0.01, 0.1, 0.5])
@pytest.mark.parametrize("angle", [0.0, 90.0, 30.0])
def test_the_picture_lies_where_its_placing_says_at_every_zoom(qapp, zoom, angle):
    source = QImage(1000, 500, QImage.Format.Format_RGB32)
    source.fill(QColor("white"))
    painter = QPainter(source)
    painter.fillRect(QRectF(0, 0, 500, 500), QColor("black"))
    painter.end()
    placing = Placing(20.0, angle, 6_000, 1_000)
    overlay = UnderlayOverlay(FLOOR, halved(source, photo=True), placing, 1.0, lambda floor: True)
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    view = Camera(zoom)
    painter = QPainter(image)
    overlay.paint(painter, view)
    painter.end()
    seen = 0
    for pixel, expected in (((250, 250), "black"), ((750, 250), "white"), ((250, -60), "red"), ((-60, 250), "red")):
        at = view.to_px(*placing.to_plan(pixel)).toPoint()
        if image.rect().adjusted(2, 2, -2, -2).contains(at) and 60 * 20 * zoom > 2:
            assert QColor(image.pixel(at)).name() == QColor(expected).name(), (pixel, zoom, angle)
            seen += 1
    assert seen or zoom != 0.01


@pytest.mark.parametrize(("ground", "dark", "ink"), [("#f0f0f0", False, "black"), ("#101418", True, "white")])
def test_paper_lets_the_ground_through_and_ink_stands_out_on_it(qapp, ground, dark, ink):
    source = QImage(100, 100, QImage.Format.Format_RGB32)
    source.fill(QColor("white"))
    painter = QPainter(source)
    painter.fillRect(QRectF(0, 0, 50, 100), QColor("black"))
    painter.end()
    overlay = UnderlayOverlay(FLOOR, halved(source), Placing(100.0), 1.0, lambda floor: True, lambda: dark)
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    overlay.paint(painter, Camera(0.05))
    painter.end()
    assert QColor(image.pixel(100, 200)).name() == QColor(ink).name()
    assert QColor(image.pixel(400, 200)).name() == ground


def test_a_damaged_file_leaves_everything_as_it_was(theme, jobs, qtbot, plan, store, tmp_path):
    with panel_stage(theme, jobs, make, underlays=store) as (_, panel, session, _around):
        laid(panel, plan, jobs, qtbot)
        before = session.overlays, panel.keeper.now
        (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
        panel.open_file(tmp_path / "bad.pdf")
        qtbot.waitUntil(lambda: not panel.keeper.busy)
        assert panel.error.isVisibleTo(panel)
        assert (session.overlays, panel.keeper.now) == before


def test_reading_can_be_stopped(theme, jobs, qtbot, plan, store):
    with panel_stage(theme, jobs, make, underlays=store) as (_, panel, session, _around):
        panel.open_file(plan)
        assert panel.progress.isVisibleTo(panel)
        panel.progress.cancel.click()
        assert not panel.keeper.busy
        qtbot.waitUntil(lambda: jobs.running == 0)
        assert session.overlays == ()


def test_who_only_looks_sees_the_plan_and_changes_nothing(theme, jobs, qtbot, plan, store):
    with panel_stage(theme, jobs, make, underlays=store) as (_, panel, _session, _around):
        laid(panel, plan, jobs, qtbot)
        saved(panel, store, jobs, qtbot)
    with panel_stage(theme, type(jobs)(), make, underlays=store, may_edit=False) as (_, panel, session, _around):
        qtbot.waitUntil(lambda: len(session.overlays) == 1)
        assert not panel.opacity.isEnabled()
        assert not panel.pick.isEnabled()
        assert not panel.other.isEnabled()


@pytest.mark.parametrize("choice", ["dark", "light"])
def test_the_panel_reads_well(theme, jobs, qtbot, plan, store, choice):
    theme.choose(choice)
    with panel_stage(theme, jobs, make, underlays=store) as (window, panel, session, _):
        assert lint(window, window.grab().toImage()) == []
        laid(panel, plan, jobs, qtbot)
        panel.pick.click()
        session.points_picked.emit([(0, 0), (9_000, 0)])
        assert lint(window, window.grab().toImage()) == []
