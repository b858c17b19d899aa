"""The states that tests/gui/test_shots.py leaves to another worker."""

import pytest

from tests.gui.shots_half import render_half


@pytest.mark.slow
def test_the_other_half_of_the_states_is_rendered_and_nothing_is_found(tmp_path):
    done = render_half(tmp_path, 2)
    assert done.returncode == 0, done.stdout + done.stderr
