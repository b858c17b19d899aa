"""Would the model find a bug? Each of these is planted into a database of its own and found within 400 lives.

In rounds of few lives: Hypothesis spends the first tenth of a round on the simplest ones, in which nothing can go wrong.
The rounds are the same each time, so that the time of a build is; STILLAGE_MODEL_ROUND=1000 gives others.
"""

import os
from contextlib import closing

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.db.ground import Ground
from tests.db.model.machine import machine_on
from tests.db.model.mutations import MUTATIONS, Mutation, plant
from tests.db.model.world import World

ROUNDS, LIVES = 20, 20
FIRST = int(os.environ.get("STILLAGE_MODEL_ROUND", "100"))


@pytest.mark.slow
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_planted_bug_is_found(ground: Ground, mutation: Mutation) -> None:
    plant(ground, mutation)
    with closing(World(ground)) as world, pytest.raises(BaseException) as found:  # noqa: PT011  whatever finds it
        live_in_rounds(world)
    assert not isinstance(found.value, KeyboardInterrupt)


def live_in_rounds(world: World) -> None:
    """Random lives until one of them fails."""
    for number in range(FIRST, FIRST + ROUNDS):
        run_state_machine_as_test(
            seed(number)(machine_on(world)),
            settings=settings(
                max_examples=LIVES,
                stateful_step_count=25,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            ),
        )
