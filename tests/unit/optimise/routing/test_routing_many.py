"""Lengths without the way equal those of the tours themselves."""

import random

import pytest

from app.optimise.routing import Errand, Grid, InAisle, shortest_tour
from app.optimise.routing.engine import PLAIN, compiled
from app.optimise.routing.many import GridWalks


@pytest.mark.parametrize("blocks", [1, 2, 3])
@pytest.mark.parametrize("engine", [PLAIN, compiled()], ids=["plain", "numba"])
def test_every_length_is_that_of_the_shortest_tour(blocks, engine):
    dice = random.Random(blocks)
    grid = Grid(tuple(4.0 * n for n in range(9)), tuple(12.0 * n for n in range(blocks + 1)))
    places = [InAisle(dice.randrange(9), round(dice.uniform(0, 12 * blocks), 1)) for _ in range(60)]
    for depot in (InAisle(0, 0.0), InAisle(4, 0.0), InAisle(8, 7.5)):
        walks = GridWalks(grid, places, depot, engine)
        for size in (1, 1, 2, 3, 5, 9, 20, 45):
            some = dice.sample(range(60), size)
            tour = shortest_tour(Errand(grid, tuple(places[at] for at in some), depot, depot))
            assert walks(some) == pytest.approx(tour.length)
    assert walks([]) == 0.0


def test_a_place_that_is_not_in_the_grid_is_refused():
    grid = Grid((0.0, 5.0), (0.0, 10.0))
    with pytest.raises(ValueError, match="does not lie in the grid"):
        GridWalks(grid, [InAisle(2, 1.0)], InAisle(0, 0.0))
