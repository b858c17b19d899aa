"""Live checks: each fault is found, its fix takes it away, and looking at what changed equals looking at everything."""

from dataclasses import replace

import layout_ground as ground
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.layout import edits
from app.layout.addresses import names_of
from app.layout.checks import LiveChecks, check_all, fixes_for
from app.layout.elements import Aisle, Door, Floor, Obstacle, Place, Rack, StorageClass, Truck, Wall
from app.layout.generate import draw, propose
from app.layout.racking import Bay, ElementId, Level, Numbering
from app.layout.slots import slot_keys


def change(document, *elements):
    with document.transaction("Change"):
        document.put(*elements)


def put_right(document, finding, at=0):
    """Apply a fix the way the screen does."""
    fix = fixes_for(document, finding)[at]
    with document.transaction(fix.title):
        edits.remove(document, fix.remove)
        document.put(*fix.elements(document))
    return fix


def only(document):
    """The single finding there must be."""
    (finding,) = check_all(document)
    return finding


def test_a_rack_on_another_is_found_and_moved_clear():
    document = ground.house()
    rack = ground.named(document, "A03R1")
    other = Place(
        id=ElementId("bulk"), floor=ground.FLOOR, code="BULK", use="storage", x=rack.x, y=rack.y + 300, width=900,
        depth=400, pick_sequence=900,
    )  # fmt: skip
    change(document, other)
    found = [f for f in check_all(document) if f.check == "overlap"]
    assert [(f.element, f.others) for f in found] == [(rack.id, ("bulk",))]
    put_right(document, found[0], 1)
    assert [f for f in check_all(document) if f.check == "overlap"] == []
    assert document.get(rack.id, Rack) == rack


def test_racks_back_to_back_and_a_dock_in_the_wall_are_no_overlap():
    document = ground.house()
    rack = ground.named(document, "A03R1")
    back = replace(
        rack, id=ElementId("b"), code="B", y=rack.y + rack.depth, angle=0.0, flipped=False, pattern="B{bay}-{level}"
    )
    wall = Wall(id=ElementId("w"), floor=ground.FLOOR, code="W", points=((-2_500, -500), (-2_500, 9_000)))
    change(document, back, wall)
    assert [f for f in check_all(document) if f.check == "overlap"] == []


def test_what_stands_on_different_floors_does_not_overlap():
    document = ground.house()
    upper = Floor(id=ElementId("up"), code="1", elevation=4_000)
    rack = ground.named(document, "A01L1")
    change(
        document, upper, Obstacle(id=ElementId("o"), floor=upper.id, code="O", points=((0, 0), (500, 0), (500, 400)))
    )
    assert check_all(document) == ()
    change(document, replace(rack, floor=upper.id))
    assert [f.check for f in check_all(document)] == ["overlap", "unreachable"]


def test_doubled_addresses_are_one_finding_a_rack_however_many():
    document = ground.house()
    rack = ground.named(document, "A01L1")
    change(document, replace(rack, numbering=Numbering(2, 2)))
    found = [f for f in check_all(document) if f.check == "address"]
    right = ground.named(document, "A01R1")
    assert {(f.element, f.others, f.bins) for f in found} == {(rack.id, (right.id,), 12), (right.id, (rack.id,), 12)}
    put_right(document, next(f for f in found if f.element == rack.id))
    assert [f for f in check_all(document) if f.check == "address"] == []


def test_two_racks_of_one_code_are_found_and_one_is_given_the_next():
    document = ground.house()
    one, other = ground.racks(document)[:2]
    change(document, replace(other, code=one.code))
    found = check_all(document)
    assert {(f.check, f.element, f.others) for f in found} == {
        ("code", one.id, (other.id,)),
        ("code", other.id, (one.id,)),
    }
    put_right(document, found[0])
    assert check_all(document) == ()
    change(document, replace(document.get(ground.TRUCK, Truck), code=" "))
    assert only(document).what == "Truck without a code."


def test_ten_thousand_bins_of_one_name_are_told_in_one_line():
    document = ground.empty()
    bay = Bay(2_700, (Level(900, 5),) * 10)
    rack = Rack(id=ElementId("r"), floor=ground.FLOOR, code="R", x=0, y=0, depth=900, bays=(bay,) * 200, pattern="SAME")
    change(document, rack)
    (found,) = [f for f in check_all(document) if f.check == "address"]
    assert found.bins == 10_000
    assert len(found.what) < 200


def test_an_address_that_the_database_refuses_is_found():
    document = ground.house()
    rack = ground.named(document, "A01L1")
    with document.transaction("Name"):
        edits.rename_bins(document, rack.id, {(0, 0, 0, 0): "no good"})
    finding = only(document)
    assert (finding.check, finding.bins) == ("address", 1)
    assert "“no good”" in finding.what
    put_right(document, finding)
    assert check_all(document) == ()


def test_a_rack_without_an_aisle_is_unreachable_until_it_is_given_one():
    document = ground.house()
    rack = ground.named(document, "A02L1")
    change(document, replace(rack, aisle=None, pattern="L{bay}-{level}"))
    finding = only(document)
    assert (finding.check, finding.element, finding.bins) == ("unreachable", rack.id, 12)
    put_right(document, finding)
    assert document.get(rack.id, Rack).aisle == rack.aisle
    assert check_all(document) == ()


def test_a_rack_that_turns_its_back_to_its_aisle_is_unreachable():
    document = ground.house()
    rack = ground.named(document, "A01L1")
    change(document, replace(rack, angle=180.0))
    assert "do not open onto" in only(document).what


def test_bins_behind_an_obstacle_right_across_the_aisle_are_reached_from_the_other_end_only():
    document = ground.house(blocks=1)
    aisle = ground.named(document, "01")
    where = aisle.ay - aisle.width / 2
    block = Obstacle(id=ElementId("o"), floor=ground.FLOOR, code="O", points=(
        (1_000, where), (1_200, where), (1_200, where + aisle.width), (1_000, where + aisle.width)))  # fmt: skip
    change(document, block)
    assert {f.check for f in check_all(document)} == {"narrow"}
    far = ground.named(document, "AX2")
    with document.transaction("Close the far end"):
        edits.remove(document, [far.id])
    lost = [f for f in check_all(document) if f.check == "unreachable" and f.others == (aisle.id,)]
    assert sum(f.bins for f in lost) == 2 * 3 * 3  # three of four bays on both sides


def test_one_way_aisles_that_lead_in_and_never_out_are_found_and_a_circle_is_not():
    document = ground.house(blocks=1, one_way=True)
    assert check_all(document) == ()  # up one aisle, down the next
    for code in ("01", "02", "03"):
        change(document, replace(ground.named(document, code), one_way="forward"))
    found = [f for f in check_all(document) if f.check == "unreachable"]
    assert sum(f.bins for f in found) == 72  # nobody comes back from the far end
    put_right(document, found[0], -1)
    assert [f for f in check_all(document) if f.check == "unreachable"] == []


def test_a_wall_parts_the_house_and_a_door_joins_it_again():
    document = ground.house(blocks=1)
    near = ground.named(document, "AX1")
    x = near.ax + 700
    wall = Wall(id=ElementId("w"), floor=ground.FLOOR, code="W", points=((x, near.ay - 3_000), (x, near.by + 3_000)))
    corridor = ground.named(document, "AX1")
    change(document, wall, replace(corridor, ax=x - 900, bx=x - 900, width=1_200))
    lanes = [replace(a, ax=x - 800) for a in document.of(Aisle) if not a.cross]
    change(document, *lanes)
    with document.transaction("No other way"):
        edits.remove(document, [ground.named(document, "AX2").id])
    assert sum(f.bins for f in check_all(document) if f.check == "unreachable") == 72
    doors = [
        Door(id=ElementId(f"d{a.code}"), floor=ground.FLOOR, wall=wall.id, code=f"D{a.code}", x=x, y=a.ay, width=1_600)
        for a in lanes
    ]
    live = LiveChecks(document)
    assert len(live.findings()) > 1
    change(document, *doors)
    assert [f for f in live.findings() if f.check == "unreachable"] == []
    with document.transaction("Brick up"):
        edits.remove(document, [doors[0].id])
    assert [f for f in live.findings() if f.check == "unreachable"] != []
    assert live.findings() == check_all(document)


def test_an_aisle_narrower_than_its_truck_is_found():
    document = ground.house()
    change(document, replace(document.get(ground.TRUCK, Truck), aisle_width=1_900))
    found = check_all(document)
    assert [f.check for f in found] == ["narrow"] * 3
    assert "1,900" in found[0].what
    change(document, Truck(id=ElementId("walk"), code="WALK", aisle_width=1_000))
    put_right(document, found[0], 0)
    assert len(check_all(document)) == 2


def test_what_stands_in_an_aisle_narrows_it():
    document = ground.house()
    aisle = ground.named(document, "02")
    top, low = aisle.ay - 900, aisle.ay - 200
    outline = ((2_000, top), (2_400, top), (2_400, low), (2_000, low))
    change(document, Obstacle(id=ElementId("o"), floor=ground.FLOOR, code="PILLAR", points=outline))
    finding = only(document)
    assert (finding.check, finding.element, finding.others) == ("narrow", aisle.id, ("o",))
    assert "1,100 mm" in finding.what
    put_right(document, finding)
    assert check_all(document) == ()


@pytest.mark.parametrize(
    ("promise", "word"),
    [({"max_volume": 500.0}, "holds 202 l"), ({"max_height": 900}, "900 mm"),
     ({"max_handling_units": 4, "product_mixing": "none"}, "no two share")],
)  # fmt: skip
def test_a_class_that_promises_more_than_its_bins_is_found_and_fitted(promise, word):
    document = ground.house()
    known = document.get(ground.CLASS, StorageClass)
    change(document, replace(known, **promise))
    found = check_all(document)
    assert len(found) == 12
    assert all(f.check == "capacity" and word in f.what for f in found)
    put_right(document, found[0])
    assert check_all(document) == ()


def test_levels_above_the_truck_and_bins_of_no_size_are_found():
    document = ground.house()
    rack = ground.named(document, "A01L1")
    change(document, replace(rack, bays=(Bay(900, (Level(3_500, 1, "pick"), Level(450, 1, "pick"), Level(40))),) * 4))
    found = [f.what for f in check_all(document)]
    assert len(found) == 2
    assert any("x 40 mm" in what for what in found)
    assert any("CART reaches 3,000 mm" in what for what in found)


def test_a_rack_without_a_walk_does_not_block_and_is_given_one():
    document = ground.house()
    rack = ground.named(document, "A02R2")
    change(document, replace(rack, walk=None))
    finding = only(document)
    assert (finding.check, finding.blocking) == ("sequence", False)
    put_right(document, finding)
    assert check_all(document) == ()
    bare = ground.house(walk_start=None)
    assert len(check_all(bare)) == 12
    put_right(bare, check_all(bare)[0], 1)
    assert check_all(bare) == ()


def test_findings_wait_until_they_are_asked_for_and_stop_when_closed():
    document = ground.house()
    live = LiveChecks(document)
    assert live.findings() == ()
    rack = ground.named(document, "A01L1")
    document.begin("Drag")
    for _ in range(5):
        edits.move(document, [rack.id], 0, 200)
    assert live.stale
    assert {f.check for f in live.findings()} == {"narrow"}
    document.cancel()
    assert live.findings() == ()
    live.close()
    with document.transaction("Unwatched"):
        edits.remove(document, [rack.id])
    assert not live.stale


# ------------------------------------------------------------------ incremental = whole
def disturb(document, data):
    """One random edit that checks have an opinion on."""
    rack_list, aisles = ground.racks(document), sorted(document.of(Aisle), key=lambda a: a.id)
    rack = rack_list[data.draw(st.integers(0, len(rack_list) - 1))]
    aisle = aisles[data.draw(st.integers(0, len(aisles) - 1))]
    what = data.draw(st.integers(0, 10))
    if what == 0:
        edits.move(document, [rack.id], data.draw(st.integers(-3, 3)) * 400, data.draw(st.integers(-3, 3)) * 400)
    elif what == 1:
        document.put(replace(rack, numbering=Numbering(data.draw(st.integers(1, 4)), 2)))
    elif what == 2:
        document.put(replace(aisle, one_way=data.draw(st.sampled_from(["both", "forward", "backward"]))))
    elif what == 3:
        edits.move(document, [aisle.id], data.draw(st.integers(-2, 2)) * 700, data.draw(st.integers(-2, 2)) * 700)
    elif what == 4:
        x, y = data.draw(st.integers(-30, 90)) * 100, data.draw(st.integers(-5, 90)) * 100
        size = data.draw(st.sampled_from([300, 1_500, 2_500]))
        points = ((x, y), (x + size, y), (x + size, y + size), (x, y + size))
        code = data.draw(st.sampled_from(["O", "P", "Q"]))
        document.put(Obstacle(id=document.new_id(), floor=ground.FLOOR, code=code, points=points))
    elif what == 5 and len(aisles) > 2:
        edits.remove(document, [aisle.id])
    elif what == 6 and len(rack_list) > 2:
        edits.remove(document, [rack.id])
    elif what == 7:
        width = data.draw(st.sampled_from([900, 2_100]))
        document.put(replace(document.get(ground.TRUCK, Truck), aisle_width=width))
    elif what == 8:
        document.put(
            replace(document.get(ground.CLASS, StorageClass), max_height=data.draw(st.sampled_from([300, 700])))
        )
    elif what == 9:
        edits.set_fields(document, [ground.ZONE], code=data.draw(st.sampled_from(["A", "B", "ß"])))
    else:
        x = data.draw(st.integers(-40, 10)) * 100
        document.put(replace(document.get(ElementId("dock"), Place), x=x))


@given(st.data())
@settings(max_examples=30, deadline=None, phases=[Phase.generate])
def test_looking_at_what_changed_finds_what_looking_at_everything_finds(data):
    document = ground.house()
    live = LiveChecks(document)
    for _ in range(data.draw(st.integers(1, 10))):
        with document.transaction("Disturb"):
            disturb(document, data)
        if data.draw(st.booleans()) and len(document.history.done) > 1:
            document.undo()
        if data.draw(st.booleans()):
            document.redo()
        if data.draw(st.booleans()):
            assert live.findings() == check_all(document)
    assert live.findings() == check_all(document)


def test_two_houses_on_one_floor_do_not_disturb_each_other():
    document = ground.house()
    with document.transaction("Second"):
        draw(document, propose(document, ground.row_plan(y=20_000, aisle_start=11, walk_start=1_000)))
        way = Aisle(
            id=ElementId("way"), floor=ground.FLOOR, code="MAIN", ax=-1_000, ay=0, bx=-1_000, by=9_000, width=2_000
        )
        document.put(replace(way, cross=True))
    lost = [f for f in check_all(document) if f.check == "unreachable"]
    assert sum(f.bins for f in lost) == 144  # no way leads there
    change(document, replace(ground.named(document, "MAIN"), ay=0.0, by=30_000.0))
    assert [f.check for f in check_all(document) if f.check == "unreachable"] == []


# ------------------------------------------------------------------------------------------------ the first look
def quietly(*_):
    """Nobody is told how far it is."""


def test_what_is_drawn_while_another_thread_looks_is_looked_at_once_that_is_adopted():
    document = ground.house()
    live = LiveChecks(document)
    look = live.first_look()
    change(document, replace(ground.named(document, "01"), code="02"))
    assert live.looking
    assert live.adopt(look.look(progress=quietly))
    assert live.looked
    assert live.findings() == check_all(document) != ()
    document.undo()
    assert live.findings() == check_all(document) == ()


def test_a_look_that_somebody_overtook_is_not_adopted():
    document = ground.house()
    live = LiveChecks(document)
    late = live.first_look().look(progress=quietly)
    change(document, replace(ground.named(document, "01"), code="02"))
    found = live.findings()
    assert not live.adopt(late)
    assert live.findings() == found == check_all(document)
    again = LiveChecks(document)
    first, second = again.first_look(), again.first_look()
    assert not again.adopt(first)
    assert again.adopt(second)
    again.give_up()
    assert not again.adopt(second)


def test_a_look_tells_how_far_it_is_and_can_be_stopped():
    told = []
    look = LiveChecks(ground.house()).first_look()
    look.look(progress=lambda done, total, words: told.append((done, total, words)))
    assert [done for done, _, _ in told] == list(range(7))
    assert {total for _, total, _ in told} == {7}

    def stop(done, total, words):
        raise InterruptedError(words)

    with pytest.raises(InterruptedError, match="overlap"):
        LiveChecks(ground.house()).first_look().look(progress=stop)


def test_one_address_stands_twice_and_many_stand_twice():
    document = ground.house()
    one, other = ground.racks(document)[:2]
    change(document, replace(one, pattern=other.pattern, numbering=other.numbering, names=(), aisle=other.aisle))
    said = {f.element: f.what for f in check_all(document) if f.check == "address"}
    assert " more stand twice in the layout." in said[one.id]
    document.undo()
    first = names_of(other, document.find)[0]
    change(document, replace(one, names=((slot_keys(one)[0], first),)))
    said = {f.element: f.what for f in check_all(document) if f.check == "address"}
    assert said[one.id].endswith(f"“{first}” stands twice in the layout.")
