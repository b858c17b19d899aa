"""Two planners at two windows over one database: what both drew is published, nobody's work is lost."""

from dataclasses import replace

from app.layout.elements import Aisle, Caption, Place, Rack
from app.layout.generate import RowPlan, draw, propose
from app.layout.racking import ElementId
from app.layout.templates import TEMPLATES
from app.services.layout import Layouts
from tests.stories.control_room.room import wait_for
from tests.stories.layout.planner import Planner


def rows(document, zone, y):
    """Two aisles of shelving that lead to a corridor of their own."""
    plan = RowPlan(
        floor=ElementId("floor"), zone=None, new_zone=zone, x=4_000.0, y=y, template=TEMPLATES["shelving"], aisles=2,
        bays=6, cross=2_000.0, walk_start=int(y),
    )  # fmt: skip
    with document.transaction(f"Rows of {zone}"):
        draw(document, propose(document, plan))


def beside(planner):
    """Another planner at a window of their own, signed in to the same warehouse."""
    with planner.ground.root() as root:
        root.execute(
            "insert into wms.user_warehouse select 't_planner', warehouse_id from wms.warehouse where code = 'NEW'"
        )
    return Planner(planner.theme, planner.ground, "t_planner")


def put(planner, label, *elements):
    with planner.document.transaction(label):
        planner.document.put(*elements)


def dock(planner):
    return next(place for place in planner.document.of(Place) if place.code == "DOCK-01")


def zones(planner):
    return {rack.code[0] for rack in planner.document.of(Rack)}


def look(planner):
    planner.page.drafting.look()
    planner.quiet()


def saved(planner):
    page = planner.page
    page.drafting.save()
    wait_for(lambda: page.drafting.standing.saving == "saved" and not page.drafting.unsaved, 30.0)
    planner.quiet()


def publish(planner):
    page = planner.page
    before = page.drafting.standing.base
    panel = page.host.open("publish")
    wait_for(lambda: panel.publish.isEnabled(), 30.0)
    planner.press(panel.publish)
    wait_for(lambda: page.drafting.standing.base > before and planner.jobs.running == 0, 60.0)


def test_two_planners_at_one_draft_and_one_who_publishes_it_lose_nothing(planner):
    rows(planner.document, "A", 4_000.0)
    at = {"floor": ElementId("floor")}
    put(
        planner, "Dock and way",
        Place(id=planner.document.new_id(), code="DOCK-01", use="dock", x=1_000.0, y=6_000.0, width=2_000.0,
              depth=2_000.0, **at),
        Aisle(id=planner.document.new_id(), code="M1", ax=3_000.0, ay=4_000.0, bx=3_000.0, by=40_000.0, width=2_000.0,
              cross=True, **at),
    )  # fmt: skip
    saved(planner)
    publish(planner)
    rows(planner.document, "B", 14_000.0)
    saved(planner)
    with beside(planner) as other:
        assert zones(other) == {"A"}, "what is published"
        panel = other.page.host.open("versions")
        other.quiet()
        panel.drafts.selectRow(0)
        other.press(panel.open)
        wait_for(lambda: zones(other) == {"A", "B"}, 30.0)
        rows(other.document, "C", 24_000.0)
        saved(other)
        look(planner)
        wait_for(lambda: zones(planner) == {"A", "B", "C"}, 30.0)  # it came by itself

        put(planner, "Dock here", replace(dock(planner), x=1_500.0))
        saved(planner)
        put(other, "Dock there", replace(dock(other), x=1_900.0))
        other.page.drafting.save()
        wait_for(lambda: other.page.host.current == "conflicts", 30.0)
        conflicts = other.page.host.panel("conflicts")
        assert [card.conflict.part for card in conflicts.cards] == ["place"]
        assert dock(other).x == 1_900.0, "nothing is decided for anybody"
        other.press(conflicts.ours)
        other.press(conflicts.merge)
        saved(other)
        look(planner)
        wait_for(lambda: dock(planner).x == 1_900.0, 30.0)

        put(other, "Caption", Caption(id=other.document.new_id(), code="T1", text="Hall", x=0, y=-2_000.0, **at))
        assert zones(planner) == {"A", "B", "C"}
        publish(planner)
        saved(other)  # its draft was published under its hands
        assert (other.page.drafting.standing.base, other.page.drafting.standing.draft.mine) == (3, True)
        publish(other)
        look(planner)
        wait_for(lambda: planner.page.drafting.standing.base == 4 and planner.jobs.running == 0, 30.0)
    published = Layouts(planner.session).open_published().layout
    assert {rack.code[0] for rack in published.of(Rack)} == {"A", "B", "C"}
    assert [(place.code, place.x) for place in published.of(Place)] == [("DOCK-01", 1_900.0)]
    assert [caption.text for caption in published.of(Caption)] == ["Hall"]
    with planner.ground.root() as root:
        (bins,) = root.execute(
            "select count(*) from wms.location l join wms.warehouse w using (warehouse_id) "
            "where w.code = 'NEW' and l.rack_id is not null and l.retired_at is null"
        ).fetchone()
    assert bins == 3 * 2 * 2 * 6 * 5
