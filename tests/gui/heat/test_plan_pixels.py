"""What the plan shows, pixel by pixel: values, empties, unknowns, filters, gaps, zooms, themes."""

import numpy as np
import plan_ground
import pytest
from PySide6.QtCore import QRectF

from app.bench.heat_floor import make_facts, make_floor
from app.bench.heat_pixels import count_wrong
from app.heat import colours
from app.heat.filters import AtLocations
from app.heat.grid import HeatGrid, facts_rows
from app.heat.metrics import FILL
from app.heat.plan import FloorPlan
from app.heat.rows import LocationRow, RackRow
from app.ui.heat.camera import Stand
from app.ui.heat.view import HeatView

BINS = (1, 5, 10, 25, 31, 33, 40, 41, 48)


@pytest.mark.parametrize("scale", [2.0, 9.0, 20.0])
def test_every_bin_has_the_colour_of_its_value_at_every_zoom_and_angle(view, scale):
    view.camera.bounds = (-400.0, -400.0, 400.0, 400.0)
    view.camera.place(Stand(14, 6, scale))
    wrong = plan_ground.wrong_bins(view, BINS)
    assert view.camera.scale == pytest.approx(scale)
    assert wrong == []


def test_a_change_reaches_the_pixel(view, grid, qtbot):
    before = plan_ground.colour_at(view, 5)
    grid.apply(facts_rows([5], quants=[1], on_hand=[3], picks_hour=[40]))
    painted = view.frames
    qtbot.waitUntil(lambda: view.frames > painted, timeout=1000)
    assert plan_ground.colour_at(view, 5) == plan_ground.table_colour(view, 5) != before


def test_empty_is_grey_unknown_is_hatched_and_filtered_is_dimmed(view, grid):
    grid_table = view.inks.table
    assert plan_ground.colour_at(view, 50) == grid_table[colours.EMPTY]
    image = view.grab().toImage()
    at = plan_ground.middle(view, 49).toPoint()
    near = {image.pixel(at.x() + dx, at.y() + dy) for dx in range(-9, 10) for dy in range(-9, 10)}
    assert {view.inks.no_data.rgb(), int(grid_table[colours.NO_DATA])} <= near
    view.show_metric(filters=[AtLocations(frozenset({5}))])
    assert plan_ground.colour_at(view, 6) == grid_table[colours.DIMMED]
    assert plan_ground.colour_at(view, 5) == plan_ground.table_colour(view, 5)


def test_between_bins_is_a_gap_of_exactly_one_pixel(view):
    view.camera.place(Stand(6, 3, 30))
    row = plan_ground.middle(view, 3).toPoint().y()
    image = view.grab().toImage()
    left, right = plan_ground.middle(view, 2).x(), plan_ground.middle(view, 6).x()
    line = [image.pixel(x, row) == view.inks.aisle.rgb() for x in range(int(left), int(right))]
    runs = "".join("g" if gap else "." for gap in line).replace("..", ".")
    assert sum(line) == 4
    assert "gg" not in runs


def test_the_band_of_the_legend_dims_the_rest(view):
    severity = float(view.picture.scale.severity(np.array([40.0]))[0])
    view.show_band((severity - 0.05, severity + 0.05))
    assert plan_ground.colour_at(view, 40) == plan_ground.table_colour(view, 40)
    assert plan_ground.colour_at(view, 2) == view.inks.table[colours.DIMMED]
    view.show_band(None)
    assert plan_ground.colour_at(view, 2) == plan_ground.table_colour(view, 2)


def test_another_theme_and_metric_recolour_everything(view, theme):
    dark = plan_ground.colour_at(view, 50)
    theme.choose("light")
    assert plan_ground.colour_at(view, 50) == view.inks.table[colours.EMPTY] != dark
    view.show_metric(FILL)
    assert plan_ground.colour_at(view, 25) == plan_ground.table_colour(view, 25)
    assert "fill" in view.accessibleName()
    view.use_scale("grey")
    assert plan_ground.colour_at(view, 25) == plan_ground.table_colour(view, 25)


@pytest.mark.parametrize("blend", ["mean", "max"])
@pytest.mark.parametrize("cell_px", [0.24, 0.97])
def test_below_a_pixel_a_bin_each_pixel_is_the_mean_or_max_of_the_bins_beneath(qtbot, theme, blend, cell_px):
    dice = np.random.default_rng(4)
    plan = make_floor(30_000, columns=150, width=0.1, depth=2.0)
    heat = HeatGrid(plan)
    heat.seed(make_facts(plan.locations.ids, dice))
    view = HeatView(heat, theme)
    qtbot.addWidget(view)
    view.resize(1200, 800)
    view.show()
    for _ in range(3):  # zones at several angles
        checked, wrong = count_wrong(view, cell_px, blend, 300, dice)
        assert checked > 100
        assert wrong == 0
    heat.apply(make_facts(plan.locations.ids[::7], dice))
    view.ticker.flush_now()
    assert count_wrong(view, cell_px, blend, 300, dice)[1] == 0


@pytest.mark.parametrize("turn", [180.0, 270.0, -90.0, 90.0, 0.0])
def test_a_rack_turned_round_begins_at_its_other_end(qtbot, theme, turn):
    rack = RackRow(1, None, "R", 0, 0, turn, 20_000, 4_000, 1, 10, 1)
    plan = FloorPlan.build([], [rack], [LocationRow(i + 1, f"R{i}", "pick", None, 1, i) for i in range(10)])
    heat = HeatGrid(plan)
    heat.seed(facts_rows(np.arange(1, 11), quants=np.ones(10), fill=np.arange(10) / 10))
    view = HeatView(heat, theme)
    qtbot.addWidget(view)
    view.resize(400, 400)
    view.show()
    view.show_metric(FILL)
    for scale in (1.4, 15.0):  # strips of plain texels, and strips with gaps
        view.camera.bounds = (-300.0, -300.0, 300.0, 300.0) if scale < 5 else plan.bounds
        view.camera.place(Stand(0, 0, scale))
        assert view.camera.scale == pytest.approx(scale)
        wrong = plan_ground.wrong_bins(view, range(1, 11))
        assert wrong == []


def test_a_part_of_the_window_can_be_painted_alone(view):
    whole = view.grab().toImage()
    part = view.grab(QRectF(300, 100, 400, 300).toRect()).toImage()
    same = [whole.pixel(300 + x, 100 + y) == part.pixel(x, y) for x in range(0, 400, 7) for y in range(0, 300, 7)]
    assert all(same)
