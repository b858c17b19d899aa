"""A layout is published while a control room is open: it draws the new plan, with the stock where it was."""

from contextlib import closing
from dataclasses import replace

import pytest

from app.layout.document import LayoutDocument
from app.layout.elements import Rack
from app.services.layout import Layouts
from app.services.session import Session


def publish(ground, edit):
    """A planner changes what is published."""
    with closing(Session.open(ground.url("t_planner"))) as session:
        layouts = Layouts(session)
        opened = layouts.open_published()
        document = LayoutDocument(opened.layout.elements.values())
        with document.transaction("Change"):
            edit(document)
        return layouts.publish(layouts.new_draft("Change", document, opened.no).draft, (), "")


def first_rack(document):
    return next(rack for rack in document.of(Rack) if rack.code == "A-01")


def centre(plan, code):
    """Where a bin is on the plan, m."""
    (x,), (y,) = plan.centres(plan.locations.cell[[plan.by_code[code]]])
    return float(x), float(y)


def test_a_running_control_room_draws_what_was_published(room, ground):
    ground.receive(ground.as_("t_picker"), "CUP", 7, "A-01-01-1")
    picture = room.page.view.picture
    room.wait(lambda: picture.grid.on_hand[picture.plan.by_code["A-01-01-1"]] == 7)
    place, spot = room.location("A-01-01-1"), centre(picture.plan, "A-01-01-1")

    def change(document):
        rack = first_rack(document)
        document.put(replace(rack, pattern="NEW-{bay:02}-{level}", names=(), x=rack.x - 100))

    published = publish(ground, change)
    assert published.renamed == 10
    room.wait(lambda: "NEW-01-1" in room.page.view.picture.plan.by_code)
    room.quiet()
    plan, grid = room.page.view.picture.plan, room.page.view.picture.grid
    assert "A-01-01-1" not in plan.by_code
    assert room.location("NEW-01-1") == place, "the same bin under its new address"
    assert grid.on_hand[plan.by_code["NEW-01-1"]] == 7
    assert centre(plan, "NEW-01-1") == (pytest.approx(spot[0] - 0.1), pytest.approx(spot[1])), "metres"
    ground.receive(ground.as_("t_picker"), "CUP", 2, "A-01-01-1")
    room.wait(lambda: room.page.view.picture.grid.on_hand[plan.by_code["NEW-01-1"]] == 9)
    room.wait(lambda: any("published" in deed.what for deed in room.page.activity.list.deeds.deeds))


def test_a_bin_that_goes_leaves_the_plan_of_a_running_control_room(room, ground):
    assert "A-01-05-2" in room.page.view.picture.plan.by_code
    publish(ground, lambda d: d.put(replace(first_rack(d), missing=((4, 1, 0, 0),))))
    room.wait(lambda: "A-01-05-2" not in room.page.view.picture.plan.by_code)
    room.quiet()
    assert len(room.page.view.picture.plan.locations) == 43
