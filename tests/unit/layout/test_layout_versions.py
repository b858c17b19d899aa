"""Versions: what differs, bin by bin; two planners at once; nothing that anybody did is lost without being told."""

import csv
import io
from dataclasses import replace

import layout_ground as ground
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_gestures import Dice, Drawn, gesture

from app.layout import edits
from app.layout.addresses import in_order
from app.layout.diff import bins_in, diff
from app.layout.diff_list import difference_csv
from app.layout.document import LayoutDocument
from app.layout.elements import Aisle, Floor, Rack, StorageClass, Zone
from app.layout.generate import draw, propose
from app.layout.merge import merge
from app.layout.racking import Numbering
from app.layout.table import Layout


def fork(document, prefix):
    return LayoutDocument(document.elements.values(), prefix=prefix)


def change(document, *elements):
    with document.transaction("Change"):
        document.put(*elements)


def merged(result):
    return {element.id: element for element in result.elements}


# ------------------------------------------------------------------ diff
def test_the_same_layout_differs_in_nothing():
    document = ground.house()
    found = diff(document, fork(document, "b"))
    assert found.empty
    assert (found.added, found.removed, found.renamed, found.moved, found.changed) == ((),) * 5
    assert bins_in(document) == 145


def test_a_difference_is_a_list_with_every_bin_once_and_says_what_differs():
    document = ground.house()
    draft = fork(document, "b")
    first, second = ground.named(draft, "A01L1"), ground.named(draft, "A01R1")
    with draft.transaction("Change"):
        draft.put(replace(first, y=first.y - 100, numbering=Numbering(71)))
        edits.remove(draft, [second.id])
        draft.put(replace(second, id=draft.new_id(), code="NEW", y=90_000.0, pattern="=N{bay}-{level}"))
    found = diff(document, draft)
    text = difference_csv(found)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert text == difference_csv(found)
    assert len(rows) == len(found.added) + len(found.removed) + len(found.renamed)
    both = [row for row in rows if row["change"] == "renamed+moved"]
    assert {(row["now"], row["then"]) for row in both} == set(found.move_map.items())
    assert all(float(row["y_then"]) == float(row["y_now"]) - 100 for row in both)
    gone = [row for row in rows if row["change"] == "removed"]
    assert {row["now"] for row in gone} == {bin_.code for bin_ in found.removed}
    assert all((row["then"], row["x_then"]) == ("", "") for row in gone)
    come = [row for row in rows if row["change"] == "added"]
    assert {(row["now"], row["then"][:2]) for row in come} == {("", "'=")}, "no text is a formula"
    assert [row["now"] for row in both] == sorted((row["now"] for row in both), key=in_order)


def test_moving_a_rack_moves_its_bins_and_renames_none():
    document = ground.house()
    draft = fork(document, "b")
    rack = ground.named(draft, "A01L1")
    change(draft, replace(rack, y=rack.y - 100))
    found = diff(document, draft)
    assert [(c.element.id, c.fields) for c in found.elements] == [(rack.id, ("y",))]
    assert len(found.moved) == 12
    assert (found.added, found.removed, found.renamed, found.changed) == ((), (), (), ())
    assert all(c.after.y == c.before.y - 100 for c in found.moved)


def test_swapping_the_numbers_of_two_sides_renames_and_moves_nothing():
    document = ground.house()
    draft = fork(document, "b")
    left, right = (ground.named(draft, code) for code in ("A01L1", "A01R1"))
    change(draft, replace(left, numbering=right.numbering), replace(right, numbering=left.numbering))
    found = diff(document, draft)
    assert len(found.renamed) == 24
    assert not found.moved
    assert found.move_map["A-01-01-1"] == "A-01-02-1"
    assert found.move_map["A-01-02-1"] == "A-01-01-1"
    assert "24 renamed" in found.summary()


def test_renaming_a_zone_renames_all_its_bins():
    document = ground.house()
    draft = fork(document, "b")
    change(draft, replace(draft.get(ground.ZONE, Zone), code="Z"))
    found = diff(document, draft)
    assert len(found.renamed) == 144
    assert found.move_map["A-02-03-2"] == "Z-02-03-2"


def test_bays_put_in_front_are_added_and_the_others_stay():
    document = ground.house()
    draft = fork(document, "b")
    rack = ground.named(draft, "A02R2")
    change(draft, replace(rack, numbering=Numbering(rack.numbering.bay_start, 2)))
    with draft.transaction("Extend"):
        edits.extend_rack(draft, rack.id, 1, 0)
    found = diff(document, draft)
    assert [bin_.code for bin_ in found.added] == ["A-02-08-1", "A-02-08-2", "A-02-08-3"]
    assert (found.removed, found.renamed, found.moved) == ((), (), ())
    assert all(c.before.pick_sequence != c.after.pick_sequence for c in found.changed)


def test_a_rack_drawn_anew_under_the_old_names_keeps_its_bins():
    document = ground.house()
    draft = fork(document, "b")
    rack = ground.named(draft, "A01L1")
    with draft.transaction("Anew"):
        edits.remove(draft, [rack.id])
        draft.put(replace(rack, id=draft.new_id(), x=rack.x + 50))
    found = diff(document, draft)
    assert (found.added, found.removed, found.renamed) == ((), (), ())
    assert len(found.moved) == 12


def test_bins_left_out_are_removed_and_capacities_are_changes():
    document = ground.house()
    draft = fork(document, "b")
    rack = ground.named(draft, "A01L1")
    with draft.transaction("Passage"):
        edits.leave_out(draft, rack.id, [(0, 0, 0, 0), (1, 0, 0, 0)])
        edits.set_fields(draft, [ground.CLASS], code="OTHER")
    found = diff(document, draft)
    assert [bin_.code for bin_ in found.removed] == ["A-01-01-1", "A-01-03-1"]
    assert {c.after.storage_class for c in found.changed} == {"OTHER"}
    assert len(found.changed) == 142


# ------------------------------------------------------------------ merge
def test_edits_of_different_racks_and_different_parts_go_together():
    base = ground.house()
    ours, theirs = fork(base, "o"), fork(base, "p")
    one, two = ground.racks(base)[:2]
    change(ours, replace(one, x=one.x + 10))
    change(theirs, replace(two, x=two.x + 20), replace(one, code="NEW"))
    result = merge(base, ours, theirs)
    assert result.conflicts == ()
    assert merged(result)[one.id] == replace(one, x=one.x + 10, code="NEW")
    assert merged(result)[two.id] == replace(two, x=two.x + 20)


def test_speeds_and_hazard_classes_are_merged_like_any_field():
    base = ground.house()
    ours, theirs = fork(base, "a"), fork(base, "b")
    aisle = min(base.of(Aisle), key=lambda one: one.id)
    known = base.get(ground.CLASS, StorageClass)
    change(ours, replace(aisle, speed=800.0), replace(known, hazard_classes=("3",)))
    change(theirs, replace(aisle, truck_speed=1_500.0), replace(known, max_weight=50_000.0))
    both = merge(base, ours, theirs)
    assert both.conflicts == ()
    assert merged(both)[aisle.id] == replace(aisle, speed=800.0, truck_speed=1_500.0)
    assert merged(both)[known.id] == replace(known, hazard_classes=("3",), max_weight=50_000.0)
    change(theirs, replace(aisle, speed=600.0), replace(known, hazard_classes=()))
    told = {conflict.id: conflict.words() for conflict in merge(base, ours, theirs).conflicts}
    assert told == {
        aisle.id: f"Both of you changed the speed of aisle {aisle.code}.",
        known.id: f"Both of you changed the hazard classes of storage class {known.code}.",
    }
    ours.undo()
    assert ours.elements == base.elements


def test_two_moves_of_one_rack_are_one_conflict_even_on_different_axes():
    base = ground.house()
    ours, theirs = fork(base, "o"), fork(base, "p")
    rack = ground.racks(base)[0]
    change(ours, replace(rack, x=rack.x + 10))
    change(theirs, replace(rack, y=rack.y + 10))
    (conflict,) = merge(base, ours, theirs).conflicts
    assert conflict.key == (rack.id, "place")
    assert conflict.words() == "Both of you changed the place of rack A01L1."
    decided = merge(base, ours, theirs, {conflict.key: "theirs"})
    assert decided.conflicts == ()
    assert merged(decided)[rack.id] == replace(rack, y=rack.y + 10)
    assert merged(merge(base, ours, theirs, {conflict.key: "ours"}))[rack.id] == replace(rack, x=rack.x + 10)


def test_deleting_what_the_other_changed_is_a_conflict_and_stays_in_sight():
    base = ground.house()
    ours, theirs = fork(base, "o"), fork(base, "p")
    rack = ground.racks(base)[0]
    with ours.transaction("Delete"):
        edits.remove(ours, [rack.id])
    change(theirs, replace(rack, x=rack.x + 10))
    result = merge(base, ours, theirs)
    assert [c.words() for c in result.conflicts] == ["You deleted rack A01L1; the other planner changed it."]
    assert rack.id in merged(result)
    assert rack.id not in merged(merge(base, ours, theirs, {(rack.id, "whole"): "ours"}))


def test_a_zone_deleted_while_the_other_drew_a_rack_in_it_is_a_conflict():
    base = ground.house()
    ours, theirs = fork(base, "o"), fork(base, "p")
    with ours.transaction("Delete"):
        edits.remove(ours, [ground.ZONE])
    new = replace(ground.racks(base)[0], id=theirs.new_id(), code="NEW", y=-9_000.0)
    change(theirs, new)
    result = merge(base, ours, theirs)
    assert [c.key for c in result.conflicts] == [(ground.ZONE, "whole")]
    assert ground.ZONE in merged(result)
    gone = merge(base, ours, theirs, {(ground.ZONE, "whole"): "ours"})
    assert gone.conflicts == ()
    assert ground.ZONE not in merged(gone)
    assert merged(gone)[new.id] == replace(new, zone=None)
    Layout(gone.elements)


def test_two_new_aisles_of_one_code_are_a_conflict_and_the_decision_numbers_the_other_anew():
    base = ground.house()
    ours, theirs = fork(base, "o"), fork(base, "p")
    new = [
        Aisle(id=d.new_id(), floor=ground.FLOOR, zone=ground.ZONE, code="04", ax=0, ay=y, bx=9_000, by=y, width=1_800)
        for d, y in ((ours, 30_000), (theirs, 40_000))
    ]
    change(ours, new[0])
    change(theirs, new[1])
    (conflict,) = merge(base, ours, theirs).conflicts
    assert conflict.words() == "Both of you drew aisle 04."
    decided = merge(base, ours, theirs, {conflict.key: "theirs"})
    assert [merged(decided)[e.id].code for e in new] == ["05", "04"]


def test_parts_that_cannot_be_together_are_a_conflict():
    base = ground.house()
    ours, theirs = fork(base, "o"), fork(base, "p")
    first = StorageClass(id=ground.CLASS, code="SHELF")
    change(ours, replace(first, code="S2"))
    change(theirs, replace(first, max_weight=5.0))
    result = merge(base, ours, theirs)
    assert {c.key for c in result.conflicts} <= {(ground.CLASS, "capacity")}
    assert merged(result)[ground.CLASS].code == "S2"


def edited(base, prefix, data):
    document = fork(base, prefix)
    for _ in range(data.draw(st.integers(0, 3))):
        with document.transaction("Random"):
            gesture(document, Drawn(data))
    return document


def assert_nothing_lost(base, ours, theirs):
    """Every change of either side stands in the merge, or in a conflict."""
    result = merge(base, ours, theirs)
    whole, told = merged(result), {}
    for conflict in result.conflicts:
        told.setdefault(conflict.id, set()).add(conflict.part)
    for side in (ours, theirs):
        for id_ in base.elements.keys() | side.elements.keys():
            before, after, now = base.find(id_), side.find(id_), whole.get(id_)
            if before == after or "whole" in told.get(id_, ()):
                continue
            if after is None:
                assert now is None, f"the deletion of {id_} is lost"
            elif before is None:
                assert now == after, f"{id_}, newly drawn, is lost"
            else:
                for field in after.__dataclass_fields__:
                    if getattr(before, field) != getattr(after, field) and id_ not in told:
                        assert now is not None
                        assert getattr(now, field) == getattr(after, field), f"{field} of {id_} is lost"
    Layout(result.elements)
    return result


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_no_edit_of_either_planner_is_lost_without_a_conflict(data):
    base = ground.house(aisles=2)
    result = assert_nothing_lost(base, edited(base, "o", data), edited(base, "p", data))
    assert len({conflict.key for conflict in result.conflicts}) == len(result.conflicts)


def test_five_hundred_random_pairs_lose_nothing():
    base, dice, conflicts = ground.house(aisles=2), Dice(7), 0
    for _ in range(500):
        ours, theirs = fork(base, "o"), fork(base, "p")
        for document in (ours, theirs):
            for _ in range(3):
                with document.transaction("Random"):
                    gesture(document, dice)
        conflicts += len(assert_nothing_lost(base, ours, theirs).conflicts)
    assert conflicts > 50  # they did meet


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_merging_with_who_did_nothing_gives_the_other_and_sides_are_equal_in_rights(data):
    base = ground.house(aisles=2)
    ours, theirs = edited(base, "o", data), edited(base, "p", data)
    assert merged(merge(base, ours, base)) == ours.elements
    assert merged(merge(base, base, theirs)) == theirs.elements
    assert merged(merge(base, ours, ours)) == ours.elements
    one, two = merge(base, ours, theirs), merge(base, theirs, ours)
    assert {(c.id, c.part) for c in one.conflicts if c.part != "same code"} == {
        (c.id, c.part) for c in two.conflicts if c.part != "same code"
    }
    if not one.conflicts:
        assert merged(one) == merged(two)
    for side in ("ours", "theirs"):
        decided = merge(base, ours, theirs, {c.key: side for c in one.conflicts})
        assert decided.conflicts == ()
        Layout(decided.elements)


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_a_diff_accounts_for_every_bin(data):
    base = ground.house(aisles=2)
    draft = edited(base, "o", data)
    found = diff(base, draft)
    assert found.empty == (base.elements == draft.elements)
    assert bins_in(base) + len(found.added) - len(found.removed) == bins_in(draft)
    back = diff(draft, base)
    assert (len(back.added), len(back.removed)) == (len(found.removed), len(found.added))
    assert len(back.moved) == len(found.moved)


def test_a_floor_is_not_let_go_of():
    base = ground.house()
    ours = fork(base, "o")
    assert ours.get(ground.FLOOR, Floor)
    with pytest.raises(Exception, match="not empty"), ours.transaction("Delete"):
        edits.remove(ours, [ground.FLOOR])
    assert len(ours.of(Rack)) == 12


def test_two_planners_who_draw_an_aisle_01_each_in_a_zone_of_their_own_do_not_contradict_each_other():
    base = ground.empty()
    sides = []
    for zone, y in (("P", 0.0), ("Q", 40_000.0)):
        mine = LayoutDocument(base.elements.values(), prefix=zone)
        plan = replace(ground.row_plan(), zone=None, new_zone=zone, y=y)
        with mine.transaction("Rows"):
            draw(mine, propose(mine, plan))
        sides.append(mine)
    made = merge(base, *sides)
    assert made.conflicts == ()
    assert sorted(a.code for a in made.elements if a.kind == "aisle" and not a.cross).count("01") == 2
