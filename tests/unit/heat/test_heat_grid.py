"""Facts in, values out: aggregation over levels, empties that are no data, unknown ids, watches."""

import heat_ground
import numpy as np
import pytest

from app.heat.grid import ABSENT, DATA, DIMMED, EMPTY, NO_DATA, HeatGrid, facts_rows
from app.heat.metrics import AGE, DAYS_TO_EXPIRY, FILL, HELD, METRICS, ON_HAND, PICKS_HOUR
from app.heat.plan import FloorPlan
from app.heat.rows import LocationRow, RackRow


def one_rack() -> HeatGrid:
    """Four columns of three levels; column 3 has no locations."""
    rack = RackRow(1, None, "R", 0, 0, 0, 4_000, 1_000, 1, 4, 3)
    places = [LocationRow(c * 10 + v, f"R-{c}-{v}", "pick", None, 1, c, v) for c in range(3) for v in range(3)]
    return HeatGrid(FloorPlan.build([], [rack], places), clock=lambda: heat_ground.TODAY * 86_400.0)


def expected(heat: HeatGrid, metric, how, level=None):
    """Values and states cell by cell in plain Python."""
    values, states = [], []
    for cell in range(heat.plan.cells):
        here = [i for i in heat.plan.in_cell(cell).tolist() if level is None or heat.plan.locations.level[i] == level]
        read, empty = heat.read(metric.key, np.array(here, np.int64))
        known = [v for v in read.tolist() if not np.isnan(v)]
        values.append(how(known) if known else np.nan)
        if not len(heat.plan.in_cell(cell)):
            states.append(ABSENT)
        else:
            states.append(DATA if known else EMPTY if empty.any() else NO_DATA if here else DIMMED)
    return np.array(values, np.float32), np.array(states)


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.key)
@pytest.mark.parametrize("seed", [6, 7])
def test_cells_aggregate_their_levels_as_plain_python_does(metric, seed):
    heat = heat_ground.grid(heat_ground.plan(seed), seed)
    worst = max if metric.worst == "max" else min
    for aggregate, how, level in (("worst", worst, None), ("mean", lambda v: sum(v) / len(v), None), (1, worst, 1)):
        values, states = heat.values(metric, aggregate)
        want, want_states = expected(heat, metric, how, level)
        np.testing.assert_allclose(values, want, rtol=1e-5)
        assert states.tolist() == want_states.tolist()
        cells = np.arange(0, heat.plan.cells, 3)
        some, some_states = heat.values(metric, aggregate, cells=cells)
        assert np.array_equal(some, values[cells], equal_nan=True)
        assert np.array_equal(some_states, states[cells])


def test_empty_unknown_absent_and_filtered_are_four_different_things():
    heat = one_rack()
    heat.seed(facts_rows([0, 10], quants=[1, 0], on_hand=[5, 0], fill=[0.5, 0]), absent_empty=False)
    assert heat.values(FILL)[1].tolist() == [DATA, EMPTY, NO_DATA, ABSENT]
    mask = np.zeros(9, np.bool_)
    mask[0] = True
    assert heat.values(FILL, mask=mask)[1].tolist() == [DATA, DIMMED, DIMMED, ABSENT]
    heat.seed(facts_rows([0], quants=[1], on_hand=[5]))
    assert heat.values(FILL)[1].tolist() == [EMPTY, EMPTY, EMPTY, ABSENT]  # the fill of bin 0 is not known, 1 is empty


def test_metrics_read_in_their_units():
    heat = one_rack()
    today = heat_ground.TODAY
    row = facts_rows(
        [0],
        quants=[2],
        on_hand=[40],
        held=[10],
        fill=[0.25],
        picks_hour=[7],
        expires_on=[today + 3],
        in_date=[today - 9],
        counted_on=[today - 21],
        tasks=[2],
    )
    heat.apply(row)
    got = {metric.key: float(heat.values(metric)[0][0]) for metric in METRICS}
    assert got == {
        "fill": 25,
        "on_hand": 40,
        "picks_hour": 7,
        "days_to_expiry": 3,
        "held": 25,
        "age": 9,
        "count_age": 21,
        "tasks": 2,
    }
    assert heat.facts(0)["on_hand"] == 40


def test_a_bin_emptied_by_its_picks_still_shows_them_and_nothing_held_is_grey():
    heat = one_rack()
    heat.apply(facts_rows([0, 1], quants=[0, 1], on_hand=[0, 5], picks_hour=[12, 0]))
    assert heat.values(PICKS_HOUR)[0][0] == 12
    assert heat.values(ON_HAND)[0][0] == 5
    assert heat.values(HELD)[1][0] == EMPTY
    assert heat.values(AGE)[1][0] == heat.values(DAYS_TO_EXPIRY)[1][0] == EMPTY


def test_unknown_ids_are_counted_and_the_rest_is_written():
    heat = one_rack()
    rows = facts_rows([21, 999, 20, -5], quants=[1, 1, 1, 1], on_hand=[3, 9, 4, 9])
    assert heat.apply(rows) == 2
    assert heat.values(ON_HAND, "mean")[0][2] == pytest.approx(3.5)
    assert heat.seed(rows) == 2
    assert heat.put("picks_hour", np.array([21, 999]), np.array([6.0, 6.0])) == 1
    assert heat.values(PICKS_HOUR)[0][2] == 6
    with pytest.raises(KeyError, match="colour"):
        heat.put("colour", np.array([21]), np.array([1.0]))


def test_of_two_rows_for_one_bin_the_later_counts():
    heat = one_rack()
    heat.apply(facts_rows([0, 0], quants=[1, 1], on_hand=[3, 8]))
    assert heat.values(ON_HAND)[0][0] == 8


def test_a_watch_is_told_once_and_hands_over_each_changed_cell_once():
    heat, told = one_rack(), []
    watch = heat.watch(lambda: told.append(1))
    other = heat.watch()
    for _ in range(3):
        heat.apply(facts_rows([0, 11, 12], quants=[1, 1, 1]))
    assert (len(told), watch.pending) == (1, True)
    assert watch.take_dirty().tolist() == [0, 1]
    assert watch.take_dirty().tolist() == []
    assert other.take_dirty().tolist() == [0, 1]
    heat.apply(facts_rows([777]))
    assert not watch.pending
    heat.touch()
    assert watch.take_dirty().tolist() == [0, 1, 2, 3]
