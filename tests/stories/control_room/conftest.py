"""Stories of the control room: the real page over the real database; leaks fail as in tests/gui."""

import pytest

from tests.gui.conftest import dressed, jobs, nothing_is_left, qapp, theme
from tests.stories.control_room.proxy import Proxy
from tests.stories.control_room.room import OpenRoom

__all__ = ["dressed", "jobs", "nothing_is_left", "qapp", "theme"]


def pytest_collection_modifyitems(items):
    """Qt's offscreen platform says one sentence for every window; any other warning of Qt fails the test."""
    for item in items:
        if "/tests/stories/control_room/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore(r"This plugin does not support propagateSizeHints\(\)"))


@pytest.fixture
def room(nothing_is_left, theme, ground):
    """The control room of a supervisor, open and seeded."""
    with OpenRoom(theme, ground.url("t_supervisor")) as opened:
        yield opened


@pytest.fixture
def proxied(nothing_is_left, theme, ground):
    """The same through a proxy that can be cut and slowed down: (room, proxy)."""
    with Proxy.before(ground.url("t_supervisor")) as proxy, OpenRoom(theme, proxy.url) as opened:
        yield opened, proxy
