"""Random lives of a warehouse. STILLAGE_MODEL_EXAMPLES=1000 is the full run; here fewer, to stay in the time of a build."""

import os
from contextlib import closing

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.db.ground import Ground
from tests.db.model.machine import machine_on
from tests.db.model.world import World

EXAMPLES = int(os.environ.get("STILLAGE_MODEL_EXAMPLES", "40"))


def test_stock_does_what_the_model_says(ground: Ground) -> None:
    with closing(World(ground)) as world:
        run_state_machine_as_test(
            machine_on(world),
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=25,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
        assert world.model.stock is not None
