"""Putaway: the suggested place, another place with a doubt, wrong scans."""

from dataclasses import replace

from flow_ground import A1, B2, HERE, NOW, PALLET, SOAP, TOTE1, Walk, leave, op, scan, undo

from app.domain.ids import LocationId
from app.flow.effects import Confirm, Tone
from app.flow.events import Answered, Nothing, Place
from app.flow.putaway import PUTAWAY, Carrying, Doubting, PutawayOver, PutawayState, WantUnit, start

C3 = Place(LocationId(3), "C-03", "storage")


def walk() -> Walk[PutawayState]:
    return Walk(PUTAWAY, start(HERE))


def test_unit_then_suggested_place() -> None:
    truck = walk()
    place = scan(A1)
    truck.do(scan(PALLET), place)
    assert truck.posts[0].function == "move_hu_v1"
    assert truck.posts[0].op == place.op
    assert truck.posts[0].args == {
        "p_warehouse": 1, "p_hu": 103, "p_to": 1, "p_kind": "putaway", "p_device": "desk-1", "p_occurred_at": NOW,
    }  # fmt: skip
    assert isinstance(truck.state, WantUnit)


def test_another_place_is_doubted_and_scanning_it_again_confirms() -> None:
    truck = walk()
    effects = truck.do(scan(PALLET), scan(C3))
    assert isinstance(effects[-1], Confirm)
    assert truck.posts == []
    truck.do(scan(C3))
    assert truck.posts[0].args["p_to"] == 3


def test_the_doubt_can_be_answered_by_word() -> None:
    truck = walk()
    truck.do(scan(PALLET), scan(C3), Answered(op(), NOW, yes=False))
    assert isinstance(truck.state, Carrying)
    truck.do(scan(C3), Answered(op(), NOW, yes=True))
    assert truck.posts[0].args["p_to"] == 3


def test_in_doubt_the_suggested_place_is_taken_and_a_wrong_scan_changes_nothing() -> None:
    truck = walk()
    truck.do(scan(PALLET), scan(C3))
    before = truck.state
    truck.do(scan(SOAP), scan(B2))
    assert truck.state is before
    truck.do(scan(A1))
    assert truck.posts[0].args["p_to"] == 1


def test_where_it_already_is_is_not_a_putaway() -> None:
    truck = walk()
    truck.do(scan(PALLET), scan(B2))
    assert isinstance(truck.state, Carrying)
    assert "already booked" in truck.said[-1].text


def test_without_a_suggestion_any_place_will_do() -> None:
    truck = walk()
    truck.do(scan(replace(PALLET, suggested=None)), scan(C3))
    assert truck.posts[0].args["p_to"] == 3


def test_wrong_scans_and_undo() -> None:
    truck = walk()
    truck.do(scan(A1), scan(SOAP), scan(Nothing("x")))
    assert isinstance(truck.state, WantUnit)
    truck.do(scan(PALLET), scan(SOAP), scan(TOTE1))
    assert isinstance(truck.state, Carrying)
    truck.do(scan(C3))
    assert isinstance(truck.state, Doubting)
    truck.do(undo())
    assert isinstance(truck.state, Carrying)
    truck.do(undo())
    assert isinstance(truck.state, WantUnit)
    truck.do(Answered(op(), NOW, yes=True))
    assert truck.posts == []
    assert truck.tone is Tone.WARN


def test_leaving_with_a_load_says_to_put_it_back() -> None:
    truck = walk()
    truck.do(scan(PALLET), leave())
    assert isinstance(truck.state, PutawayOver)
    assert truck.said[-1].next_step == "Put it back where it was."
