"""Rooms of the layout editor."""

import layout_room
import pytest


@pytest.fixture
def desk_room(theme, jobs, tmp_path):
    """Makes layout pages in windows; each is ended with the test."""
    made = []

    def make(versions=None, may_edit=True, kept=None) -> layout_room.LayoutRoom:
        made.append(layout_room.LayoutRoom(theme, jobs, kept or tmp_path, versions, may_edit))
        return made[-1]

    yield make
    for one in made:
        one.close()
