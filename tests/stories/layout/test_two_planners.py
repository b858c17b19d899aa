"""Two planners at once over the real database: what both drew is published, nobody's work is lost."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.layout.document import LayoutDocument
from app.layout.elements import Aisle, Place, Rack
from app.layout.generate import RowPlan, draw, propose
from app.layout.racking import ElementId
from app.layout.templates import TEMPLATES
from app.services.layout import Layouts
from app.services.session import Session
from tests.db.ground import EVERYTHING
from tests.stories.control_room.room import wait_for
from tests.stories.layout.planner import LEFT, NONE


def rows(document, zone, y):
    """Two aisles of shelving that lead to a corridor of their own."""
    plan = RowPlan(
        floor=ElementId("floor"), zone=None, new_zone=zone, x=4_000.0, y=y, template=TEMPLATES["shelving"], aisles=2,
        bays=6, cross=2_000.0, walk_start=int(y),
    )  # fmt: skip
    with document.transaction(f"Rows of {zone}"):
        draw(document, propose(document, plan))


def published_by_somebody_else(planner, zone, y):
    """Another planner draws rows upon what is published and publishes them."""
    other = Session.open(planner.ground.url(EVERYTHING), "NEW", application="stillage-other")
    try:
        layouts = Layouts(other)
        base = layouts.open_published()
        document = LayoutDocument(base.layout.elements.values())
        rows(document, zone, y)
        draft = layouts.new_draft(f"Rows of {zone}", document, base.no)
        return layouts.publish(draft.draft, (), "")
    finally:
        other.close()


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


def test_what_somebody_published_meanwhile_is_merged_in_and_both_are_published(planner):
    page = planner.page
    rows(planner.document, "A", 4_000.0)
    with planner.document.transaction("Dock"):
        planner.document.put(
            Place(
                id=planner.document.new_id(), floor=ElementId("floor"), code="DOCK-01", use="dock", x=1_000.0,
                y=6_000.0, width=2_000.0, depth=2_000.0,
            )
        )  # fmt: skip
        planner.document.put(
            Aisle(
                id=planner.document.new_id(), floor=ElementId("floor"), code="M1", ax=3_000.0, ay=4_000.0, bx=3_000.0,
                by=30_000.0, width=2_000.0, cross=True,
            )
        )  # fmt: skip
    saved(planner)
    publish(planner)
    rows(planner.document, "B", 14_000.0)
    saved(planner)
    published_by_somebody_else(planner, "C", 24_000.0)
    page.drafting.look()
    wait_for(lambda: page.drafting.standing.stale)
    assert page.notice.isVisible()
    QTest.mouseClick(page.notice._button, LEFT, NONE)
    wait_for(lambda: not page.drafting.standing.stale and page.drafting.standing.saving == "saved", 30.0)
    planner.quiet()
    assert {rack.code[0] for rack in planner.document.of(Rack)} == {"A", "B", "C"}
    page.checks.look()
    assert [finding.what for finding in page.checks.findings] == []
    publish(planner)
    racks = Layouts(planner.session).open_published().layout.of(Rack)
    assert {rack.code[0] for rack in racks} == {"A", "B", "C"}
    planner.key(Qt.Key.Key_Home)
    with planner.ground.root() as root:
        (bins,) = root.execute(
            "select count(*) from wms.location l join wms.warehouse w using (warehouse_id) "
            "where w.code = 'NEW' and l.rack_id is not null and l.retired_at is null"
        ).fetchone()
    assert bins == 3 * 2 * 2 * 6 * 5
