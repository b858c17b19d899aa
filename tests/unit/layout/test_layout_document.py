"""Transactions, undo and redo: every gesture whole, in any number, back to the last byte."""

from dataclasses import replace

import layout_ground as ground
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_gestures import Dice, Drawn, gesture

from app.domain.errors import Fault, Refusal
from app.layout import edits
from app.layout.document import LayoutDocument
from app.layout.elements import Aisle, Caption, Floor, Rack
from app.layout.exchange import to_json
from app.layout.racking import ElementId
from app.layout.slots import slots
from app.layout.table import Layout


def text_of(document):
    return to_json(document.elements.values())


def test_an_edit_outside_a_transaction_raises_and_changes_nothing():
    document = ground.house()
    before = text_of(document)
    with pytest.raises(Fault, match="outside a transaction"):
        edits.move(document, [ground.racks(document)[0].id], 100, 0)
    with pytest.raises(Fault):
        document.remove(ground.ZONE)
    assert text_of(document) == before


def test_a_gesture_that_fails_half_way_is_taken_back_whole():
    document = ground.house()
    before = text_of(document)

    def widen():
        with document.transaction("Widen"):
            edits.move(document, [ground.racks(document)[0].id], 100, 0)
            edits.set_fields(document, [ground.ZONE], width=-1)

    with pytest.raises(Refusal):
        widen()
    assert text_of(document) == before
    assert [gesture.label for gesture in document.history.done] == ["Draw the house"]


def test_escape_takes_a_drag_back():
    document = ground.house()
    rack = ground.racks(document)[0]
    told = []
    document.watch(told.append)
    document.begin("Drag")
    for _ in range(3):
        edits.move(document, [rack.id], 100, 50)
    assert document.get(rack.id, Rack).x == rack.x + 300
    document.cancel()
    assert document.get(rack.id, Rack) == rack
    assert [change_set.cause for change_set in told] == ["edit", "edit", "edit", "cancel"]
    assert document.editing is None


def test_a_drag_of_many_steps_is_one_gesture_and_one_change():
    document = ground.house()
    rack = ground.racks(document)[0]
    with document.transaction("Drag"):
        for _ in range(50):
            edits.move(document, [rack.id], 1, 0)
    (change,) = document.history.done[-1].changes
    assert (change.before, change.after) == (rack, replace(rack, x=rack.x + 50))


def test_a_gesture_that_ends_where_it_began_is_none():
    document = ground.house()
    rack = ground.racks(document)[0]
    with document.transaction("To and fro"):
        edits.move(document, [rack.id], 10, 0)
        edits.move(document, [rack.id], -10, 0)
    assert len(document.history.done) == 1


def test_a_gesture_within_a_gesture_and_an_undo_within_one_are_faults():
    document = ground.house()
    with document.transaction("Outer"):
        with pytest.raises(Fault, match="before"):
            document.begin("Inner")
        with pytest.raises(Fault, match="no undo"):
            document.undo()
    assert document.editing is None


def test_what_would_break_a_reference_is_taken_back():
    document = ground.house()
    before = text_of(document)
    with pytest.raises(Fault, match="still named"), document.transaction("Cut"):
        document.remove(ground.ZONE)
    wrong = Caption(id=ElementId("c"), floor=ElementId("nowhere"), code="C", text="x", x=0, y=0)
    with pytest.raises(Fault, match="is no floor"), document.transaction("Write"):
        document.put(wrong)
    assert text_of(document) == before


def test_what_others_name_cannot_become_another_kind_of_thing():
    document = ground.house()
    before = text_of(document)
    racks = [replace(rack, x=rack.x + 100) for rack in ground.racks(document)]  # they name the zone as before
    with pytest.raises(Fault, match="still named"), document.transaction("Swap"):
        document.put(Floor(id=ground.ZONE, code="Z"), *racks)
    assert text_of(document) == before


def test_deleting_a_zone_lets_its_racks_go_and_undo_brings_both_back():
    document = ground.house()
    before = text_of(document)
    with document.transaction("Delete zone"):
        edits.remove(document, [ground.ZONE])
    assert document.find(ground.ZONE) is None
    assert all(rack.zone is None for rack in document.of(Rack))
    assert all(aisle.zone is None for aisle in document.of(Aisle))
    document.undo()
    assert text_of(document) == before


def test_deleting_a_storage_class_empties_the_levels_that_named_it():
    document = ground.house()
    with document.transaction("Delete class"):
        edits.remove(document, [ground.CLASS])
    classes = {level.storage_class for rack in document.of(Rack) for bay in rack.bays for level in bay.levels}
    assert classes == {None}


def test_a_floor_with_something_on_it_is_not_deleted():
    document = ground.house()
    with pytest.raises(Refusal, match="not empty"), document.transaction("Delete floor"):
        edits.remove(document, [ground.FLOOR])
    assert document.get(ground.FLOOR, Floor).code == "G"


def test_dirty_follows_the_saved_state_through_undo():
    document = ground.house()
    document.history.mark_saved()
    assert not document.history.dirty
    with document.transaction("Rename"):
        edits.set_fields(document, [ground.ZONE], name="Other")
    assert document.history.dirty
    document.undo()
    assert not document.history.dirty


def test_a_new_gesture_forgets_what_was_undone():
    document = ground.house()
    document.undo()
    assert len(document.history.undone) == 1
    with document.transaction("Rename"):
        edits.set_fields(document, [ground.ZONE], name="Other")
    assert document.redo() is None


def test_a_listener_is_told_exactly_what_changed_and_can_leave():
    document = ground.house()
    told = []
    leave = document.watch(told.append)
    one, two, *_ = ground.racks(document)
    with document.transaction("Move"):
        edits.move(document, [one.id, two.id], 5, 0)
    document.undo()
    leave()
    document.redo()
    assert [(c.cause, c.ids) for c in told] == [("edit", {one.id, two.id}), ("undo", {one.id, two.id})]


def test_ids_of_a_reopened_draft_go_on_where_they_stopped():
    document = ground.house()
    again = LayoutDocument(document.elements.values(), prefix="t")
    assert again.new_id() not in document.elements


@pytest.mark.parametrize("flipped", [False, True])
def test_bays_put_before_and_behind_leave_the_others_where_they_stand(flipped):
    document = ground.house()
    rack = replace(ground.racks(document)[0], flipped=flipped, angle=30.0)
    with document.transaction("Turn"):
        document.put(rack)
    was = {slot.key: (round(slot.x), round(slot.y)) for slot in slots(rack)}
    with document.transaction("Extend"):
        edits.extend_rack(document, rack.id, 1, 2)
    now = {slot.key: (round(slot.x), round(slot.y)) for slot in slots(document.get(rack.id, Rack))}
    assert {key: now[key] for key in was} == was
    assert len(now) == len(was) // 4 * 7
    with document.transaction("Shorten"):
        edits.extend_rack(document, rack.id, -2, -1)
    left = {slot.key: (round(slot.x), round(slot.y)) for slot in slots(document.get(rack.id, Rack))}
    assert left == {key: place for key, place in now.items() if 1 <= key[0] <= 4}


# ------------------------------------------------------------------ fuzz


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_undoing_all_random_gestures_gives_the_first_byte_back_and_redoing_the_last(data):
    document = ground.house()
    mirror = dict(document.elements)

    def follow(change_set):
        for change in change_set.changes:
            assert mirror.get(change.id) == change.before
            if change.after is None:
                del mirror[change.id]
            else:
                mirror[change.id] = change.after

    document.watch(follow)
    texts = [text_of(document)]
    for _ in range(data.draw(st.integers(1, 12))):
        known = len(document.history.done)
        if data.draw(st.booleans()) and data.draw(st.booleans()):
            document.begin("Broken off")
            gesture(document, Drawn(data))
            document.cancel()
        else:
            with document.transaction("Random"):
                gesture(document, Drawn(data))
        if len(document.history.done) > known:
            texts.append(text_of(document))
    assert mirror == document.elements
    for text in reversed(texts):
        assert text_of(document) == text
        document.undo() if text is not texts[0] else None
    for text in texts[1:]:
        document.redo()
        assert text_of(document) == text
    assert mirror == document.elements


def test_ten_thousand_random_gestures_come_back_to_the_first_byte_and_the_last():
    document, dice = ground.house(), Dice(4)
    kept, first = len(document.history.done), text_of(document)
    for _ in range(10_000):
        with document.transaction("Random"):
            gesture(document, dice)
    last = text_of(document)
    assert len(document.history.done) > 5_000
    while len(document.history.done) > kept:
        document.undo()
    assert text_of(document) == first
    while document.redo():
        pass
    assert text_of(document) == last
    assert dict(Layout(document.elements.values()).elements) == dict(document.elements)
