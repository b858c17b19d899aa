"""The pyramid after any history of updates equals one reckoned anew, and each texel the mean or max of its bins."""

import heat_ground
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Fault
from app.heat import colours
from app.heat.grid import ABSENT, DATA, DIMMED, EMPTY, NO_DATA
from app.heat.plan import FloorPlan
from app.heat.pyramid import Pyramid
from app.heat.rows import RackRow
from app.heat.strips import HALVINGS, StripSheet

ENTRY = {EMPTY: colours.EMPTY, NO_DATA: colours.NO_DATA, DIMMED: colours.DIMMED, ABSENT: colours.ABSENT}


def random_cells(n, dice):
    states = dice.choice([DATA, DATA, EMPTY, NO_DATA, DIMMED, ABSENT], n).astype(np.uint8)
    severity = np.where(states == DATA, dice.random(n), np.nan).astype(np.float32)
    return severity, states


def texel(severity, states, blend):
    """The entry of a texel over these bins, in plain Python."""
    held = [float(s) for s, state in zip(severity, states, strict=True) if state == DATA]
    if not held:
        return ENTRY[int(max(states))]
    return round((max(held) if blend == "max" else sum(held) / len(held)) * (colours.RAMP - 1))


@given(
    seed=st.integers(0, 1000),
    blend=st.sampled_from(["mean", "max"]),
    tops=st.lists(st.integers(0, HALVINGS), max_size=4),
)
@settings(max_examples=25, deadline=None)
def test_updates_and_settling_in_any_order_end_where_a_fresh_pyramid_begins(seed, blend, tops):
    dice = np.random.default_rng(seed)
    floor = heat_ground.plan(seed, 7)
    sheet = StripSheet.of(floor)
    severity, states = random_cells(floor.cells, dice)
    live = Pyramid(sheet, blend)
    live.fill(severity, states)
    for top in [*tops, HALVINGS]:
        cells = np.unique(dice.integers(0, floor.cells, int(dice.integers(1, 40))))
        severity[cells], states[cells] = random_cells(len(cells), dice)
        live.update(cells, severity[cells], states[cells])
        live.settle(top)
    fresh = Pyramid(sheet, blend)
    fresh.fill(severity, states)
    for k in range(HALVINGS + 1):
        assert np.array_equal(live.levels[k].state, fresh.levels[k].state), k
        assert np.array_equal(live.levels[k].entry, fresh.levels[k].entry), k


@pytest.mark.parametrize("blend", ["mean", "max"])
def test_each_texel_is_the_mean_or_max_of_the_bins_beneath_it(blend):
    dice = np.random.default_rng(3)
    floor = heat_ground.plan(3, 12)
    sheet = StripSheet.of(floor)
    severity, states = random_cells(floor.cells, dice)
    pyramid = Pyramid(sheet, blend)
    pyramid.fill(severity, states)
    for rack in range(len(floor.racks)):
        first, columns = int(floor.racks.first_cell[rack]), int(floor.racks.columns[rack])
        for k in range(int(sheet.halvings[rack]) + 1):
            for group in range(-(-columns >> k) if columns % (1 << k) == 0 else (columns >> k) + 1):
                part = slice(first + (group << k), min(first + ((group + 1) << k), first + columns))
                got = int(pyramid.levels[k].entry[(int(sheet.first[rack]) >> k) + group])
                want = texel(severity[part], states[part], blend)
                assert abs(got - want) <= (1 if blend == "mean" and want < colours.RAMP else 0), (rack, k, group)


def test_settle_says_which_texels_it_renewed_and_only_those():
    floor = heat_ground.plan(3, 12)
    pyramid = Pyramid(StripSheet.of(floor))
    pyramid.fill(*random_cells(floor.cells, np.random.default_rng(1)))
    assert [len(slots) for slots in pyramid.settle(HALVINGS)] == [0] * HALVINGS
    slots = pyramid.update(np.array([4, 5]), np.array([0.5, 0.5], np.float32), np.full(2, DATA, np.uint8))
    assert pyramid.settle(2)[0].tolist() == sorted({int(s) >> 1 for s in slots})
    rest = pyramid.settle(3)
    assert [len(part) for part in rest[:2]] == [0, 0]
    assert rest[2].tolist() == sorted({int(s) >> 3 for s in slots})


@given(st.lists(st.integers(1, 300), min_size=1, max_size=60))
@settings(max_examples=40, deadline=None)
def test_strips_do_not_overlap_cross_a_row_or_share_a_halved_texel(columns):
    rows = [RackRow(i, None, f"R{i}", 0, 0, 0, n * 500, 900, 1, n, 1) for i, n in enumerate(columns)]
    floor = FloorPlan.build([], rows, [])
    sheet = StripSheet.of(floor)
    assert len(np.unique(sheet.slot)) == floor.cells
    for k in range(HALVINGS + 1):
        owners: dict[int, int] = {}
        for rack, n in enumerate(columns):
            if k > sheet.halvings[rack]:
                continue
            first = int(sheet.first[rack])
            assert first // sheet.width == (first + n - 1) // sheet.width
            for slot in range(first >> k, ((first + n - 1) >> k) + 1):
                assert owners.setdefault(slot, rack) == rack


def test_a_rack_too_long_to_draw_is_said():
    floor = FloorPlan.build([], [RackRow(1, None, "LONG", 0, 0, 0, 9_000_000, 900, 1, 16_385, 1)], [])
    with pytest.raises(Fault, match="Rack LONG has more than 16,384 columns"):
        StripSheet.of(floor)
