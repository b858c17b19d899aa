"""The rules that the shortest tour is compared with: walked by hand here, and never shorter than the shortest."""

import pytest
from hypothesis import example, given, settings

from app.optimise.routing.grid import Errand, Grid, InAisle, OnCross, Outside
from app.optimise.routing.rules import largest_gap_length, s_shape_length
from app.optimise.routing.shortest import shortest_tour
from tests.unit.optimise.routing.test_grid_tour import errands

DOOR = OnCross(1, 0.0)


def errand_of(*picks, aisles=4, door=DOOR):
    grid = Grid(tuple(5.0 * at for at in range(aisles)), (0.0, 20.0))
    return Errand(grid, tuple(InAisle(aisle, float(along)) for aisle, along in picks), door, door)


def test_the_s_shape_by_hand():
    """Up aisle 0, down 1, and the last one in and out: 20 + 5 + 20 + 5 + 2 * 8, and 10 back to the door."""
    assert s_shape_length(errand_of((0, 10), (1, 5), (2, 12))) == 20 + 5 + 20 + 5 + 16 + 10


def test_the_largest_gap_by_hand():
    """Aisle 0 and 3 walked through; aisle 1 from behind down to 4, aisle 2 from behind to 2 and from before to 15."""
    errand = errand_of((0, 10), (1, 4), (2, 2), (2, 15), (3, 9))
    assert largest_gap_length(errand) == 20 + 5 + 8 + 5 + 4 + 5 + 20 + 5 + 10 + 10


def test_a_lone_aisle_is_left_where_it_was_entered():
    assert s_shape_length(errand_of((0, 14))) == largest_gap_length(errand_of((0, 14))) == 12


@settings(max_examples=150, deadline=None)
@given(errands(most_picks=15, outside=False))
@example(
    Errand(
        Grid((0.0, 1.0, 2.0), (0.0, 1.0, 19.0, 20.0)),
        (InAisle(0, 20.0), InAisle(1, 19.0), InAisle(2, 20.0)),
        InAisle(0, 0.0),
        OnCross(0, 2.0),
    )
)  # the largest gap begins at a pick that lies right at a cross aisle
def test_no_rule_beats_the_shortest(errand):
    best = shortest_tour(errand).length
    assert s_shape_length(errand) >= best - 1e-6
    assert largest_gap_length(errand) >= best - 1e-6


def test_a_rule_needs_its_ends_on_the_grid():
    with pytest.raises(ValueError, match="on the grid"):
        s_shape_length(errand_of((0, 10), door=Outside(((0, 0, 1.0),))))
