"""A planner draws the demo warehouse from nothing with the generator, through the window; it is published."""

import pytest
from PySide6.QtCore import Qt

from app.layout.addresses import names_of
from app.layout.checks import check_all
from app.layout.elements import Aisle, Place, Rack
from app.layout.racking import ElementId
from app.services.demo_data.building import build
from app.services.demo_data.racking import Box
from app.services.demo_data.spec import DemoSpec
from tests.stories.control_room.room import wait_for
from tests.stories.layout.planner import SHIFT

STYLES = {"A": "Pallet rack", "C": "Pallet rack", "D": "Flow rack", "G": "Block stack"}
CORRIDORS = (  # from, to, width; metres
    ((1.0, 33.2), (92.0, 33.2), 4.2), ((56.2, 2.5), (56.2, 34.0), 2.6), ((62.1, 32.0), (62.1, 56.0), 2.6),
    ((90.5, 32.0), (90.5, 56.0), 2.6), ((89.5, 37.98), (96.0, 37.98), 2.0), ((87.8, 34.0), (88.0, 28.0), 1.8),
    ((1.0, 55.0), (110.5, 55.0), 3.4), ((45.0, 53.0), (45.0, 69.0), 4.0), ((3.0, 67.5), (96.0, 67.5), 3.4),
)  # fmt: skip


def generate(planner, zone, last):
    """One zone by the generator's panel; returns the number of bins drawn so far."""
    kind, turn = zone.kind, zone.box.angle + (90.0 if zone.kind.upright else 0.0)
    x, y = Box(zone.box.x, zone.box.y, 0, 0, turn).place(-kind.run_length() / 2, -kind.run_width() / 2)
    planner.key(Qt.Key.Key_R)
    panel = planner.page.host.panel("rows")
    planner.pick(panel.fields["style"], STYLES.get(kind.code, "Shelving"))
    if kind.code == "G":  # lanes of one bin, as the demo has them
        planner.pick(panel.fields["style"], "Shelving")
    for key, text in (
        ("new_zone", kind.code), ("aisles", str(kind.aisles)), ("bays", str(kind.columns)),
        ("levels", str(kind.levels)), ("bins", "1"), ("bay_width", f"{kind.cell / 1_000}"),
        ("depth", f"{kind.depth / 1_000}"), ("aisle_width", f"{kind.aisle / 1_000}"), ("blocks", str(kind.blocks)),
        ("cross", f"{(kind.cross or 2_000) / 1_000}"), ("pattern", "{zone}-{aisle:02}-{bay:02}-{level}"),
        ("flue", f"{kind.flue / 1_000}"), ("walk_start", str(last + 1)), ("x", f"{x / 1_000:.4f}"),
        ("y", f"{y / 1_000:.4f}"), ("angle", f"{turn % 360:g}"),
    ):  # fmt: skip
        planner.type_into(panel.fields[key], text)
    wait_for(lambda: panel.place.text() == f"Place {kind.bins():,} bins")
    assert panel.verdict.text().startswith(f"{kind.bins():,} names · none in use"), panel.verdict.text()
    assert "collision" not in panel.verdict.text()
    planner.press(panel.place)
    wait_for(lambda: planner.page.session.row_plan is None)
    return last + kind.bins()


def strokes(planner):
    """Corridors by drag, docks and benches by click and array."""
    page = planner.page
    planner.key(Qt.Key.Key_S, SHIFT)
    assert not page.session.snap.on
    planner.key(Qt.Key.Key_Home)
    planner.key(Qt.Key.Key_A)
    panel = page.host.panel("tool")
    wait_for(lambda: "cross" in panel.fields)
    if not panel.fields["cross"].toggle.isChecked():
        planner.press(panel.fields["cross"].toggle)
    for a, b, width in CORRIDORS:
        planner.type_into(panel.fields["width"], str(width))
        before = len(planner.document.of(Aisle))
        planner.drag(a, b)
        assert len(planner.document.of(Aisle)) == before + 1
    for key, at, across, step in (
        (Qt.Key.Key_D, (6.0, 71.6), 8, 4.8), (Qt.Key.Key_D, (51.1, 71.6), 11, 4.2),
        (Qt.Key.Key_S, (51.0, 58.0), 9, 5.1),
    ):  # fmt: skip
        planner.key(Qt.Key.Key_Home)
        planner.key(Qt.Key.Key_Minus)
        planner.key(key)
        planner.click(*at)
        planner.key(Qt.Key.Key_V)
        assert len(page.session.selection) == 1
        page.host.open("arrange")
        arrange = page.host.panel("arrange")
        planner.type_into(arrange.across, str(across))
        planner.type_into(arrange.down, "1")
        planner.type_into(arrange.step_x, str(step))
        planner.press(arrange.repeat)


@pytest.mark.slow
def test_a_planner_draws_the_demo_warehouse_from_nothing_and_the_control_room_shows_it(planner):
    demo = build(DemoSpec())
    page = planner.page
    assert page.first.isVisible(), "an empty hall says how to begin"
    drawn = 0
    for zone in demo.plan.zones:
        drawn = generate(planner, zone, drawn)
    names = {name for rack in planner.document.of(Rack) for name in names_of(rack, planner.document.find)}
    assert names == {bin_.code for bin_ in demo.bins()}, "the same bins by the same names"
    page.checks.look()
    assert page.checks.findings, "nothing leads to the far rows yet"
    strokes(planner)
    page.checks.look()
    assert [finding.what for finding in page.checks.findings] == []
    assert check_all(planner.document) == ()
    assert len([place for place in planner.document.of(Place) if place.use == "dock"]) == 19

    page.drafting.save()
    wait_for(lambda: page.drafting.standing.saving == "saved" and page.drafting.standing.draft is not None, 30.0)
    planner.press(page.bar.publish)
    panel = page.host.panel("publish")
    wait_for(lambda: panel.publish.isEnabled(), 40.0)
    planner.type_into(panel.note, "The hall as it is built")
    planner.press(panel.publish)
    wait_for(lambda: not planner.page.publishing.running and planner.jobs.running == 0, 120.0)
    assert not panel.error.isVisible(), panel.error.accessibleName()
    wait_for(lambda: page.drafting.standing.base > 0)
    assert page.drafting.standing.draft is None

    floor = planner.enter_floor()
    plan = floor.view.picture.plan
    assert names <= set(plan.by_code)
    assert plan.by_code.keys() >= {"DOCK-01", "DOCK-19"} or len(plan.locations) >= len(names)
    with planner.ground.root() as root:
        (bins,) = root.execute(
            "select count(*) from wms.location l join wms.warehouse w using (warehouse_id) "
            "where w.code = 'NEW' and l.rack_id is not null and l.retired_at is null"
        ).fetchone()
    assert bins == len(names)
    assert ElementId("floor") in planner.document.elements
