"""All findings of one kind put right at once, on a copy; and the ways to put right what had none."""

from dataclasses import replace

import pytest
from layout_ground import CLASS, ZONE, house, named, racks

from app.layout import edits
from app.layout.addresses import names_of
from app.layout.checks import LiveChecks, check_all, fixes_for
from app.layout.checks.mending import mend
from app.layout.elements import Aisle, Rack, Zone
from app.layout.racking import ElementId
from app.layout.table import Layout


def quietly(*_):
    pass


def wrong(document, *elements):
    with document.transaction("Wrong"):
        document.put(*elements)
    return Layout(document.elements.values())


def after(layout, done):
    return check_all(Layout({**layout.elements, **{element.id: element for element in done.elements}}.values()))


def test_names_that_all_racks_share_are_put_right_together_and_the_drawing_itself_stays():
    document = house()
    layout = wrong(document, *(replace(rack, pattern="X-{bay}-{level}") for rack in document.of(Rack)))
    told = []
    done = mend(layout, "address", progress=lambda at, total, _: told.append((at, total)))
    assert (done.done, done.left) == (12, 0)
    assert after(layout, done) == ()
    assert {rack.pattern for rack in layout.of(Rack)} == {"X-{bay}-{level}"}
    assert {element.id for element in done.before} == {element.id for element in done.elements}
    assert told[0] == (0, 12)


def test_one_repair_that_does_away_with_many_findings_is_done_once():
    document = house()
    layout = wrong(document, replace(document.elements[CLASS], max_height=9_000))
    many = [finding for finding in check_all(layout) if finding.check == "capacity"]
    assert len(many) == 12
    done = mend(layout, "capacity", progress=quietly)
    assert (done.done, done.left) == (12, 0)
    assert [element.id for element in done.elements] == [CLASS]
    assert done.elements[0].max_height == 450


def test_what_only_deleting_would_put_right_is_left_to_a_person():
    document = house()
    one, other = racks(document)[:2]
    layout = wrong(document, replace(one, x=other.x, y=other.y, angle=other.angle, code="SAME"))
    done = mend(layout, "overlap", progress=quietly)
    assert len(layout.of(Rack)) == len(racks(document))
    assert all(document.find(element.id) is not None for element in done.elements)
    assert done.done + done.left >= 1


def test_it_can_be_stopped():
    document = house()
    layout = wrong(document, *(replace(rack, walk=None) for rack in document.of(Rack)))

    def stop(*_):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        mend(layout, "sequence", progress=stop)


def test_a_cause_is_told_before_what_follows_from_it():
    document = house()
    twin = replace(document.get(ZONE, Zone), id=ElementId("twin"), x=90_000)
    layout = wrong(document, twin, *(replace(rack, pattern="{rack}") for rack in racks(document)[:1]))
    checks = [finding.check for finding in check_all(layout)]
    assert checks[0] == "code"
    assert "address" in checks[1:]


def test_racks_that_lost_their_aisle_are_given_one_along_their_fronts():
    document = house()
    aisle = next(aisle for aisle in document.of(Aisle) if not aisle.cross)
    with document.transaction("Delete"):
        edits.remove(document, [aisle.id])
    lost = [rack for rack in document.of(Rack) if rack.aisle is None]
    assert len(lost) == 4, "two blocks on two sides"
    live = LiveChecks(document)
    finding = next(one for one in live.findings() if one.check == "unreachable")
    (fix, *_) = [fix for fix in fixes_for(document, finding) if fix.title.startswith("Draw aisle")]
    with document.transaction(fix.title):
        document.put(*fix.elements(document))
    drawn = next(one for one in document.of(Aisle) if one.id not in {aisle.id} and one.id.endswith(".aisle"))
    assert drawn.width <= aisle.width + 1
    assert (drawn.ay + drawn.by) / 2 == pytest.approx((aisle.ay + aisle.by) / 2, abs=60)
    joined = [rack for rack in document.of(Rack) if rack.aisle == drawn.id]
    assert {rack.angle for rack in joined} == {0, 180}, "those on both sides"
    done = mend(Layout(document.elements.values()), "unreachable", progress=quietly)
    assert done.left == 0


def test_an_aisle_that_no_width_helps_is_left_to_people_on_foot():
    document = house()
    aisle = next(aisle for aisle in document.of(Aisle) if aisle.truck is not None and not aisle.cross)
    layout = wrong(document, replace(document.elements[aisle.truck], aisle_width=5_000))
    finding = next(one for one in check_all(layout) if one.check == "narrow" and one.element == aisle.id)
    titles = [fix.title for fix in fixes_for(layout, finding)]
    assert titles == ["Let only people work here"]


def test_a_floor_place_at_no_aisle_is_offered_ways():
    document = house()
    dock = named(document, "DOCK-01")
    far = replace(dock, id=ElementId("bulk"), code="BULK-01", use="storage", x=60_000, y=60_000)
    layout = wrong(document, far)
    finding = next(one for one in check_all(layout) if one.element == "bulk")
    assert [fix.title for fix in fixes_for(layout, finding)] == ["Lay the ways that are missing"]


def test_every_rack_gets_the_first_free_addresses_judged_against_those_that_were_given_before_it():
    document = house()
    every = racks(document)
    rack_named = {rack.id: list(names_of(replace(rack, pattern="{zone}-{rack}-{bay:02}-{level}"), document.find))
                  for rack in every}  # fmt: skip
    own = tuple((key, "X-1-1") for key in ((0, 0, 0, 0),))
    layout = wrong(
        document,
        *(replace(rack, pattern="X-{bay}-{level}") for rack in every[1:]),
        # a place that bears what the second rack would be called after itself
        replace(named(document, "DOCK-01"), code=rack_named[every[1].id][0]),
        replace(every[0], names=own),
    )
    done = mend(layout, "address", progress=quietly)
    assert done.left == 0
    assert after(layout, done) == ()
    new = {element.id: element for element in done.elements}
    assert new[every[0].id].names == (), "its one own address gives way to its pattern"
    assert new[every[1].id].pattern == "X-{bay}-{level}", "named after itself it would meet the place: it counts on"
    assert new[every[1].id].numbering != every[1].numbering


def test_ways_to_rename_are_the_same_with_the_book_that_is_kept_and_without():
    document = house()
    wrong(document, *(replace(rack, pattern="X-{bay}-{level}") for rack in document.of(Rack)))
    live = LiveChecks(document)
    found = [finding for finding in live.findings() if finding.check == "address"]
    assert len(found) == 12
    assert live.book is not None
    assert [fixes_for(document, one, live.book) for one in found] == [fixes_for(document, one) for one in found]
    with document.transaction("Move"):
        edits.move(document, [found[0].element], 1.0, 0.0)
    assert live.book is None, "until it has been looked again"
