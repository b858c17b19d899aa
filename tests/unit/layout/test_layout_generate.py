"""The generator and its relatives: names, sides, walks, previews that draw nothing, copies, mirror images."""

from dataclasses import replace

import layout_ground as ground
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Refusal
from app.layout.addresses import AddressBook, Pattern, names_of, shown
from app.layout.arrange import align, array, distribute, mirror, next_code
from app.layout.checks import check_all
from app.layout.document import LayoutDocument
from app.layout.elements import Aisle, Floor, Obstacle, Rack, Zone
from app.layout.generate import RowPlan, draw, judge, propose, zone_around
from app.layout.geometry import bounds_of, turned_about
from app.layout.racking import Bay, ElementId, Level, Numbering
from app.layout.renumber import renumber, renumber_aisles, walk_through
from app.layout.shapes import outline
from app.layout.slots import slot_count, slots
from app.layout.solids import Ground
from app.layout.templates import TEMPLATES


def names(document, rack):
    return names_of(rack, document.find)


def test_odd_bays_stand_left_and_even_ones_right_and_the_blocks_count_on():
    document = ground.house()
    first = [rack for rack in ground.racks(document) if rack.code.startswith("A01")]
    assert [rack.code for rack in first] == ["A01L1", "A01L2", "A01R1", "A01R2"]
    bays = [[name[5:] for name in names(document, rack)[::3]] for rack in first]
    assert bays == [
        ["01-1", "03-1", "05-1", "07-1"], ["09-1", "11-1", "13-1", "15-1"],
        ["02-1", "04-1", "06-1", "08-1"], ["10-1", "12-1", "14-1", "16-1"],
    ]  # fmt: skip


def test_bays_with_neighbouring_numbers_face_each_other_over_the_aisle():
    document = ground.house(angle=30.0)
    left, right = ground.named(document, "A01L1"), ground.named(document, "A01R1")
    for one, two in zip(slots(left), slots(right), strict=True):
        apart = ((one.x - two.x) ** 2 + (one.y - two.y) ** 2) ** 0.5
        assert apart == pytest.approx(ground.SHELVES.aisle_width + ground.SHELVES.depth, abs=0.5)


def test_a_preview_draws_nothing_and_draws_what_it_showed():
    document = ground.empty()
    before = dict(document.elements)
    proposal = propose(document, ground.row_plan())
    assert document.elements == before
    assert proposal.clean
    assert len(proposal.names) == ground.row_plan().bins == 144
    with document.transaction("Draw"):
        draw(document, proposal)
    assert dict(document.elements) == before | {element.id: element for element in proposal.elements}
    document.undo()
    assert document.elements == before


def test_a_preview_says_what_it_would_collide_with_and_which_addresses_are_taken():
    document = ground.house()
    book = AddressBook()
    book.renew(document.elements, document.find)
    pit = Obstacle(
        id=ElementId("pit"), floor=ground.FLOOR, code="PIT", points=((60_000, 0), (60_500, 0), (60_500, 600))
    )
    with document.transaction("Pit"):
        document.put(pit)
    taken = frozenset(name for rack in document.of(Rack) for name in names(document, rack))
    beside = propose(document, ground.row_plan(x=60_000, aisle_start=4), taken)
    assert {collision.old for collision in beside.collisions} == {"pit"}
    assert not beside.doubled
    assert taken | {"DOCK-01"} == set(book.codes())
    again = propose(document, ground.row_plan(x=100_000), book.codes(), Ground(document))
    assert set(again.doubled) == taken
    assert not again.collisions
    assert not propose(document, ground.row_plan(), taken).clean


def test_a_generated_house_with_a_dock_passes_every_check():
    assert check_all(ground.house()) == ()
    assert check_all(ground.house(one_way=True)) == ()


def test_a_house_whose_dock_lies_at_no_aisle_cannot_be_reached():
    found = check_all(ground.house(angle=-38.0, x=50_000, y=5_000))
    assert {finding.check for finding in found} == {"unreachable"}
    assert sum(finding.bins for finding in found) == 144


@given(
    aisles=st.integers(1, 6), bays=st.integers(1, 7), blocks=st.integers(1, 3),
    sides=st.sampled_from(["both", "left", "right"]), scheme=st.sampled_from(["odd_even", "through"]),
    serpentine=st.booleans(), turn=st.booleans(), start=st.integers(0, 9), step=st.sampled_from([1, 2, 5]),
    style=st.sampled_from(sorted(TEMPLATES)), deep=st.integers(1, 2),
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_addresses_are_all_different_and_well_formed(
    aisles, bays, blocks, sides, scheme, serpentine, turn, start, step, style, deep
):
    template = TEMPLATES[style]
    pattern = template.pattern + ("" if "{depth}" in template.pattern else "-{depth}")
    plan = ground.row_plan(
        aisles=aisles, bays=bays, blocks=blocks, sides=sides, scheme=scheme, serpentine=serpentine, turn_numbers=turn,
        numbering=Numbering(start, step),
        template=replace(template, deep=deep if style != "block" else 4, pattern=pattern),
    )  # fmt: skip
    document = ground.empty()
    proposal = propose(document, plan)
    assert proposal.clean
    assert len(set(proposal.names)) == len(proposal.names) == plan.bins
    walks = [s.pick_sequence for rack in proposal.elements if isinstance(rack, Rack) for s in slots(rack)]
    assert sorted(walks) == list(range(1, plan.bins + 1))


def test_the_walk_goes_up_one_aisle_and_down_the_next():
    document = ground.house()
    order = sorted(
        (slot.pick_sequence, slot.x) for rack in document.of(Rack) if rack.code[:3] == "A02" for slot in slots(rack)
    )
    xs = [x for _, x in order]
    assert xs == sorted(xs, reverse=True)
    first = sorted((s.pick_sequence, s.x) for r in document.of(Rack) if r.code[:3] == "A01" for s in slots(r))
    assert [x for _, x in first] == sorted(x for _, x in first)
    assert first[-1][0] + 1 == order[0][0]


def test_a_walk_laid_through_drawn_aisles_is_the_one_that_the_generator_makes():
    document = ground.house()
    aisles = sorted((aisle for aisle in document.of(Aisle) if not aisle.cross), key=lambda aisle: aisle.code)
    laid = {rack.id: rack for rack in walk_through(document, [aisle.id for aisle in aisles])}
    assert len(laid) == 12
    made = {rack.id: {s.key: s.pick_sequence for s in slots(rack)} for rack in document.of(Rack)}
    for id_, rack in laid.items():
        mine = {s.key: s.pick_sequence for s in slots(rack)}
        # The two faces may be taken in either order; the stretch of the walk is the same.
        assert {abs(mine[key] - made[id_][key]) for key in mine} <= {0, 3}
    every = [s.pick_sequence for rack in laid.values() for s in slots(rack)]
    assert sorted(every) == list(range(1, 145))


def test_too_many_bins_and_patterns_that_cannot_be_read_are_refused():
    with pytest.raises(Refusal, match="at most"):
        propose(ground.empty(), ground.row_plan(aisles=2_000, bays=1_000))
    with pytest.raises(Refusal, match="bey"):
        ground.row_plan(pattern="{zone}-{bey}")
    with pytest.raises(Refusal, match="cannot be read"):
        Pattern.parse("{zone}-{")


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [(7, "02", "07"), (123, "02", "123"), (-1, "02", "?"), (1, "A", "A"), (28, "A", "AB"), (0, "A", "?"),
     ("B", "02", "B"), ("7", "03", "007"), (3, "", "3")],
)  # fmt: skip
def test_forms_of_a_pattern_field(value, form, text):
    assert shown(value, form) == text


def test_mixed_bays_count_columns_through_and_keep_their_bins_apart():
    bays = (Bay(2_700, (Level(900, 3), Level(900, 2))), Bay(1_800, (Level(900, 2), Level(900, 1, "pick"))))
    rack = Rack(
        id=ElementId("r"),
        floor=ground.FLOOR,
        code="R",
        x=0,
        y=0,
        depth=1_000,
        bays=bays,
        pattern="{rack}.{column}.{level:A}",
    )
    document = ground.empty()
    assert names(document, rack) == ["R.1.A", "R.2.A", "R.3.A", "R.1.B", "R.2.B", "R.4.A", "R.5.A", "R.4.B"]
    ground_level = [slot for slot in slots(rack) if slot.key[1] == 0]
    assert [(slot.x, slot.width, slot.column) for slot in ground_level] == [
        (-1_800, 900, 0), (-900, 900, 1), (0, 900, 2), (900, 900, 3), (1_800, 900, 4),
    ]  # fmt: skip


def test_double_deep_bins_stand_behind_those_at_the_front():
    rack = Rack(
        id=ElementId("r"), floor=ground.FLOOR, code="R", x=0, y=0, depth=2_000, deep=2, bays=(Bay(900, (Level(900),)),),
        pattern="{rack}-{bay}-{depth}",
    )  # fmt: skip
    assert [(slot.key[3], slot.x, slot.y, slot.depth) for slot in slots(rack)] == [
        (0, 0, 500, 1_000),
        (1, 0, -500, 1_000),
    ]
    assert slot_count(rack) == 2


def test_a_mirrored_rack_keeps_the_number_of_every_place_mirrored():
    document = ground.house(angle=20.0)
    for rack in document.of(Rack):
        (image,) = mirror([rack], 90.0, (1_000.0, 0.0))
        assert isinstance(image, Rack)
        here = {slot.key: (2_000 - slot.x, slot.y) for slot in slots(rack)}
        there = {slot.key: (slot.x, slot.y) for slot in slots(image)}
        assert there.keys() == here.keys()
        assert all(there[k] == pytest.approx(here[k], abs=0.2) for k in here)
        expected = {(round(2_000 - x), round(y)) for x, y in outline(rack)}
        assert all(min(abs(x - ex) + abs(y - ey) for ex, ey in expected) <= 2 for x, y in outline(image))
        assert mirror([image], 90.0, (1_000.0, 0.0)) == (rack,)


def test_an_array_copies_a_whole_aisle_and_the_copies_belong_to_each_other():
    document = ground.house(aisles=1, walk_start=None)
    drawn = [
        e.id for e in document.elements.values() if isinstance(e, (Rack, Aisle)) and not getattr(e, "cross", False)
    ]
    copies = array(document, drawn, 1, 3, (0, 0), (0, 5_000))
    assert len(copies) == 2 * len(drawn)
    aisles = {e.id: e.code for e in copies if isinstance(e, Aisle)}
    assert sorted(aisles.values()) == ["02", "03"]
    assert {e.aisle for e in copies if isinstance(e, Rack)} == aisles.keys()
    assert judge(document, copies, frozenset()).clean
    with document.transaction("Array"):
        document.put(*copies)
    assert [f.check for f in check_all(document) if f.check in ("address", "overlap")] == []


def test_next_code_counts_in_the_manner_of_the_code():
    assert next_code("A-07", {"A-08"}) == "A-09"
    assert next_code("WALL", ()) == "WALL-2"
    assert next_code("A9L1", ()) == "A9L2"


def test_align_and_distribute_move_bounds_and_nothing_else():
    document = ground.house()
    picked = ground.racks(document)[:3]
    aligned = align(picked, "left")
    assert {bounds_of(outline(e))[0] for e in aligned} == {bounds_of(outline(picked[0]))[0]}
    assert [replace(a, x=p.x) for a, p in zip(aligned, picked, strict=True)] == picked
    shifted = [replace(picked[0], y=0.0), replace(picked[1], y=1_000.0), replace(picked[2], y=9_000.0)]
    spread = distribute(shifted, "centre_y")
    assert [e.y for e in spread] == [0.0, 4_500.0, 9_000.0]
    assert [e.y for e in distribute(shifted, "centre_y", gap=100.0)] == [0.0, 600.0, 1_200.0]


def test_renumbering_shows_old_and_new_side_by_side_and_draws_nothing():
    document = ground.house()
    rack = ground.named(document, "A01L1")
    old = names(document, rack)
    shown_ = renumber(document, [rack.id], numbering=Numbering(101, 2))
    assert [pair[0] for pair in shown_.renamed] == old
    assert shown_.renamed[0] == ("A-01-01-1", "A-01-101-1")
    assert (shown_.doubled, shown_.ill_formed) == ((), ())
    assert names(document, document.get(rack.id, Rack)) == old
    clash = renumber(document, [rack.id], numbering=Numbering(2, 2))
    assert "A-01-02-1" in clash.doubled
    with document.transaction("Renumber"):
        document.put(*shown_.elements)
    assert names(document, document.get(rack.id, Rack)) == [new for _, new in shown_.renamed]


def test_renumbering_aisles_renames_all_their_bins_and_several_racks_count_on():
    document = ground.house()
    aisles = [aisle.id for aisle in document.of(Aisle) if not aisle.cross]
    shown_ = renumber_aisles(document, aisles, 20, 2, 3)
    assert len(shown_.renamed) == 144
    assert ("A-03-01-1", "A-024-01-1") in shown_.renamed
    assert not shown_.doubled
    pair = [ground.named(document, code).id for code in ("A01L1", "A01L2")]
    onward = renumber(document, pair, numbering=Numbering(50))
    assert [new for _, new in onward.renamed][::3][:8] == [f"A-01-{n}-1" for n in range(50, 58)]


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_the_address_book_kept_up_to_date_equals_one_read_anew(data):
    document = ground.house()
    book = AddressBook()
    book.renew(document.elements, document.find)
    for _ in range(data.draw(st.integers(1, 8))):
        rack = ground.racks(document)[data.draw(st.integers(0, 3))]
        with document.transaction("Change"):
            if data.draw(st.booleans()):
                document.put(
                    replace(rack, numbering=Numbering(data.draw(st.integers(1, 6)), data.draw(st.integers(1, 2))))
                )
            else:
                document.remove(rack.id)
        book.renew([rack.id], document.find)
        if data.draw(st.booleans()):
            undone = document.undo() if len(document.history.done) > 1 else None
            book.renew({change.id for change in undone.changes} if undone else (), document.find)
    fresh = AddressBook()
    fresh.renew(document.elements, document.find)
    assert len(book) == len(fresh)
    assert set(book.codes()) == set(fresh.codes())
    assert set(book.doubled()) == set(fresh.doubled())
    assert all(dict(book.bearers(code)) == dict(fresh.bearers(code)) for code in fresh.doubled())


def test_the_zone_around_a_proposal_holds_all_of_it():
    for sides in ("both", "left", "right"):
        document = ground.empty()
        plan = ground.row_plan(angle=25.0, x=700, y=900, sides=sides)
        proposal = propose(document, plan)
        zone = zone_around(ground.masters()[3], plan)
        box = bounds_of([turned_about(p, -zone.angle, (zone.x, zone.y)) for p in outline(zone)])
        for element in proposal.elements:
            for point in outline(element):
                x, y = turned_about(point, -zone.angle, (zone.x, zone.y))
                assert box[0] <= x <= box[2]
                assert box[1] <= y <= box[3]


def test_two_documents_never_make_the_same_id():
    assert LayoutDocument().new_id() != LayoutDocument().new_id()


def test_a_new_zone_is_drawn_with_the_rows_and_named_in_their_addresses():
    document = LayoutDocument([Floor(id=ElementId("f"), code="0")])
    plan = RowPlan(
        floor=ElementId("f"), zone=None, new_zone="J", x=1_000, y=2_000, template=TEMPLATES["shelving"], aisles=2,
        bays=3, cross=2_000,
    )  # fmt: skip
    proposal = propose(document, plan)
    assert proposal.clean
    assert {name[:2] for name in proposal.names} == {"J-"}
    with document.transaction("Place rows"):
        draw(document, proposal)
    (zone,) = document.of(Zone)
    assert (zone.code, {rack.zone for rack in document.of(Rack)}) == ("J", {zone.id})
    assert zone.x - zone.width / 2 <= 1_000 - 2_000
    document.undo()
    assert document.of(Zone) == ()
