"""The server itself stops, or crashes, while the window is open: it says so, stays usable, goes on and catches up."""

import shutil
import tempfile
from pathlib import Path

import pytest

from db.embedded import Cluster
from tests.db import ground as grounds
from tests.stories.control_room.room import OpenRoom


@pytest.fixture
def server():
    """A server of this test's own: it is stopped and started."""
    folder = Path(tempfile.mkdtemp(prefix="str-", dir="/tmp"))
    folder.chmod(0o711)
    cluster = Cluster(folder / "s", settings={"shared_buffers": "32MB"})
    cluster.start()
    yield cluster
    cluster.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_the_window_outlives_its_server(nothing_is_left, theme, server, mode):
    grounds.make_template(server.url(), server.home.root / "template.lock")
    with grounds.cloned(server.url()) as ground, OpenRoom(theme, ground.url("t_supervisor")) as room:
        picker = ground.as_("t_picker")
        ground.receive(picker, "CUP", 4, "A-01-01-1")
        grid, plan = room.page.view.picture.grid, room.page.view.picture.plan
        room.wait(lambda: grid.on_hand[plan.by_code["A-01-01-1"]] == 4)
        server.stop(mode)
        room.wait(room.window.banner.isVisible, 30)
        assert room.window.banner.accessibleName().startswith("The database does not answer since ")
        room.page.acts.show_metric("on_hand")
        room.click_bin("A-01-01-1")
        assert grid.on_hand[plan.by_code["A-01-01-1"]] == 4, "the last known state stays"
        server.start()
        ground.receive(picker, "CUP", 7, "A-02-01-1")
        room.wait(lambda: room.page.view.picture.grid.on_hand[plan.by_code["A-02-01-1"]] == 7, 40)
        room.wait(room.window.banner.isHidden, 30)
        assert room.page.view.picture.grid.on_hand[plan.by_code["A-01-01-1"]] == 4
        assert ground.violations() == []
        room.quiet()
