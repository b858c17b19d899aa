"""A picture kept up to date is the picture drawn anew; filters dim; the rack face shows what the plan shows."""

import heat_ground
import numpy as np
import pytest

from app.heat import colours
from app.heat.elevation import rack_face
from app.heat.filters import AtLocations, CodeHas, ExpiringWithin, HeldOnly, InZones, OfKinds, passes
from app.heat.grid import DATA, DIMMED, HeatGrid, facts_rows
from app.heat.metrics import DAYS_TO_EXPIRY, FILL, HELD, PICKS_HOUR
from app.heat.picture import HeatPicture

FILTERS = {
    "zone": InZones(frozenset({2})),
    "kind": OfKinds(frozenset({"pick", "staging"})),
    "held": HeldOnly(),
    "expiring": ExpiringWithin(10),
    "code": CodeHas("r03"),
}


@pytest.mark.parametrize("aggregate", ["worst", "mean", 0])
@pytest.mark.parametrize("filters", [(), *((rule,) for rule in FILTERS.values())], ids=["none", *FILTERS])
def test_refresh_after_changes_equals_working_out_everything(aggregate, filters):
    dice = np.random.default_rng(8)
    heat = heat_ground.grid(heat_ground.plan())
    picture = HeatPicture(heat, FILL)
    picture.show(aggregate=aggregate, filters=filters)
    for _ in range(4):
        heat.apply(heat_ground.facts(dice.choice(heat.plan.locations.ids, 15), dice))
        assert picture.refresh() is not None
    fresh = HeatPicture(heat, FILL)
    fresh.show(aggregate=aggregate, filters=filters)
    assert np.array_equal(picture.values, fresh.values, equal_nan=True)
    assert np.array_equal(picture.states, fresh.states)
    assert np.array_equal(picture.pyramid.levels[0].entry, fresh.pyramid.levels[0].entry)


def test_filters_pass_what_their_words_say():
    heat = heat_ground.grid(heat_ground.plan())
    table = heat.plan.locations
    n = len(table)
    by_hand = {
        "zone": [heat.plan.zones.ids[table.zone[i]] == 2 for i in range(n)],
        "kind": [table.codes[i].endswith("-0") or table.codes[i] == "STAGE-1" for i in range(n)],
        "held": [heat.held[i] > 0 for i in range(n)],
        "expiring": [heat.quants[i] > 0 and heat.expires_on[i] - heat_ground.TODAY <= 10 for i in range(n)],
        "code": [table.codes[i].startswith("R03") for i in range(n)],
    }
    for name, rule in FILTERS.items():
        assert passes((rule,), heat).tolist() == by_hand[name], name
        assert 0 < sum(by_hand[name]) < n, name
    both = passes((FILTERS["zone"], FILTERS["held"]), heat)
    assert both.tolist() == [a and b for a, b in zip(by_hand["zone"], by_hand["held"], strict=True)]
    some = np.array([5, 0, 9])
    assert passes((FILTERS["kind"],), heat, some).tolist() == [by_hand["kind"][i] for i in some]
    assert passes((AtLocations(frozenset({7, 123456})),), heat).tolist() == [table.ids[i] == 7 for i in range(n)]
    assert passes((), heat) is None


def test_a_filter_dims_and_hides_nothing():
    heat = heat_ground.grid(heat_ground.plan())
    picture = HeatPicture(heat, FILL)
    before = picture.states.copy()
    picture.show(filters=[CodeHas("R01-")])
    rack = list(heat.plan.racks.codes).index("R01")
    inside = heat.plan.rack_of == rack
    assert (picture.states[~inside & (before > 0)] == DIMMED).all()
    assert (picture.states[inside] == before[inside]).all()


def test_the_range_stands_still_while_bins_change_and_moves_when_asked():
    heat = heat_ground.grid(heat_ground.plan())
    picture = HeatPicture(heat, PICKS_HOUR)
    knots = picture.scale.knots
    heat.apply(
        facts_rows(heat.plan.locations.ids[:20], quants=np.ones(20), on_hand=np.ones(20), picks_hour=np.full(20, 900))
    )
    picture.refresh()
    assert picture.scale.knots == knots
    picture.rescale()
    assert picture.scale.knots[-1] > knots[-1]


@pytest.mark.parametrize("metric", [FILL, DAYS_TO_EXPIRY])
def test_a_cell_stands_for_the_bin_whose_value_it_shows(metric):
    heat = heat_ground.grid(heat_ground.plan())
    picture = HeatPicture(heat, metric)
    chosen = picture.locations_at(np.arange(heat.plan.cells))
    for cell in range(heat.plan.cells):
        here = heat.plan.in_cell(cell)
        if not len(here):
            assert chosen[cell] == -1
        elif picture.states[cell] == DATA:
            assert chosen[cell] in here
            assert picture.value_of(int(chosen[cell])) == pytest.approx(float(picture.values[cell]))
        else:
            assert chosen[cell] == here[0]
    picture.show(aggregate=1)
    levels = heat.plan.locations.level[picture.locations_at(np.flatnonzero(picture.states == DATA))]
    assert (levels == 1).all()


def test_the_rack_face_has_every_bin_at_its_level_and_column():
    heat = heat_ground.grid(heat_ground.plan())
    picture = HeatPicture(heat, HELD)
    picture.show(FILL, filters=[OfKinds(frozenset({"pick"}))])
    table = heat.plan.locations
    index = heat.plan.by_code["STAGE-1"]
    assert rack_face(picture, index).index.tolist() == [[index]]
    rack = int(np.argmax(heat.plan.racks.columns))
    member = int(np.flatnonzero(heat.plan.rack_of[table.cell] == rack)[0])
    face = rack_face(picture, member)
    assert face.index.shape == (heat.plan.racks.levels[rack], heat.plan.racks.columns[rack])
    for level, column in np.argwhere(face.index >= 0).tolist():
        at = int(face.index[level, column])
        assert table.codes[at] == f"{face.code}-{column:02d}-{level}"
        assert face.place(at) == (level, column)
        assert (face.entries[level, column] == colours.DIMMED) == (level > 0)
        if level == 0 and face.entries[level, column] < colours.RAMP:
            assert face.entries[level, column] == round(float(heat.fill[at]) * (colours.RAMP - 1))
    assert (face.entries[face.index < 0] == colours.ABSENT).all()
    assert face.place(-5) == (-1, -1)


def test_the_first_stock_on_an_empty_plan_brings_its_range():
    floor = heat_ground.plan()
    heat = HeatGrid(floor, clock=lambda: heat_ground.TODAY * 86_400.0)
    picture = HeatPicture(heat, PICKS_HOUR)
    heat.seed(heat_ground.facts(floor.locations.ids, np.random.default_rng(1)))
    assert picture.refresh() is None
    assert picture.scale.knots[-1] == PICKS_HOUR.scale(picture.values).knots[-1] >= 80
    assert float(np.nanmax(picture.scale.severity(picture.values))) > 0.5
