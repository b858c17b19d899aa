"""Stories of the layout editor: the real window over the real database; leaks fail as in tests/gui."""

import pytest

from tests.gui.conftest import dressed, jobs, nothing_is_left, qapp, theme
from tests.stories.layout.planner import Planner

__all__ = ["dressed", "jobs", "nothing_is_left", "qapp", "theme"]


def pytest_collection_modifyitems(items):
    """Qt's offscreen platform says one sentence for every window; any other warning of Qt fails the test."""
    for item in items:
        if "/tests/stories/layout/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore(r"This plugin does not support propagateSizeHints\(\)"))


@pytest.fixture
def planner(nothing_is_left, theme, ground, tmp_path, monkeypatch):
    """A planner before an empty warehouse, in the program's window."""
    monkeypatch.setenv("STILLAGE_HOME", str(tmp_path))
    with Planner(theme, ground) as opened:
        yield opened
