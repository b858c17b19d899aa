"""Would the model find a bug? Each of these is planted into a database of its own and found within a minute."""

from contextlib import closing

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.db.ground import Ground
from tests.db.model.machine import machine_on
from tests.db.model.mutations import MUTATIONS, Mutation, plant
from tests.db.model.world import World


@pytest.mark.slow
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_planted_bug_is_found(ground: Ground, mutation: Mutation) -> None:
    plant(ground, mutation)
    with closing(World(ground)) as world, pytest.raises(BaseException) as found:  # noqa: PT011  whatever finds it
        run_state_machine_as_test(
            machine_on(world),
            settings=settings(
                max_examples=400,
                stateful_step_count=25,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            ),
        )
    assert not isinstance(found.value, KeyboardInterrupt)
