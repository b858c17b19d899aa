"""Picking by scan: the way through, every wrong scan, short, undo, totes."""

from dataclasses import replace
from decimal import Decimal

from flow_ground import (
    A1,
    B2,
    HERE,
    MILK_L1,
    MILK_L2,
    NOW,
    SOAP,
    TASKS,
    TEA,
    TEA_CASE,
    TOTE1,
    TOTE2,
    Walk,
    finish,
    leave,
    op,
    scan,
    short,
    typed,
    undo,
)  # fmt: skip

from app.domain.ids import HandlingUnitId
from app.flow.effects import Tone
from app.flow.events import Nothing, Scanned, Unit
from app.flow.pick import PICK, AtBin, AtItem, AtTote, Counting, PickOver, PickState, start

TOTE9 = Unit(HandlingUnitId(109), "TOTE-9", "tote")


def walk() -> Walk[PickState]:
    return Walk(PICK, start(HERE, TASKS))


def test_a_tour_posts_one_pick_a_task_under_the_key_of_the_tote_scan() -> None:
    tour = walk()
    last = scan(TOTE1)
    tour.do(scan(A1), scan(TEA), scan(TEA), scan(TEA), last)
    tour.do(scan(B2), scan(MILK_L1), scan(TOTE2))
    tour.do(scan(B2), scan(SOAP), typed("2"), scan(TOTE1))
    assert PICK.over(tour.state)
    assert [post.function for post in tour.posts] == ["pick_v1"] * 3
    assert tour.posts[0].op == last.op
    assert tour.posts[0].args == {
        "p_warehouse": 1, "p_task": 1, "p_quantity": Decimal(3), "p_to_hu": 101, "p_reason": None, "p_device": "desk-1",
        "p_occurred_at": NOW,
    }  # fmt: skip


def test_the_bin_is_proved_by_label_text_or_typed_check_digit_but_not_by_a_scanned_check_digit() -> None:
    for event in (scan(Nothing("LOC-A-01"), "LOC-A-01"), typed("A-01"), typed("42")):
        tour = walk()
        tour.do(event)
        assert isinstance(tour.state, AtItem)
    tour = walk()
    tour.do(Scanned(op(), NOW, "42", Nothing("42")))
    assert isinstance(tour.state, AtBin)


def test_wrong_scans_are_refused_with_what_to_do_and_lose_nothing() -> None:
    tour = walk()
    for wrong in (scan(B2), scan(TEA), scan(TOTE1), scan(Nothing("x"))):
        before = tour.state
        tour.do(wrong)
        assert tour.state is before
        assert tour.tone is Tone.BAD
        assert "A-01" in tour.said[-1].text + tour.said[-1].next_step
    tour.do(scan(A1), scan(TEA))
    before = tour.state
    tour.do(scan(SOAP))
    assert tour.state is before
    assert tour.said[-1].text == "Wrong item: this is SOAP, wanted is TEA."
    tour.do(scan(TOTE1))
    assert tour.state is before
    tour.do(typed("4"), typed("-1"), typed("0"))
    assert tour.state is before


def test_another_lot_than_the_reserved_one_is_refused() -> None:
    tour = Walk(PICK, start(HERE, TASKS[1:2]))
    tour.do(scan(B2), scan(MILK_L2))
    assert isinstance(tour.state, AtItem)
    assert "reserved is L1" in tour.said[-1].text


def test_a_case_that_holds_more_than_wanted_names_the_item_but_counts_nothing() -> None:
    tour = walk()
    tour.do(scan(A1), scan(TEA_CASE))
    assert isinstance(tour.state, Counting)
    assert tour.state.picked == 0
    tour.do(typed("3"))
    assert isinstance(tour.state, AtTote)


def test_short_needs_a_reason_and_carries_it() -> None:
    tour = walk()
    tour.do(scan(A1), scan(TEA), short(" "))
    assert isinstance(tour.state, Counting)
    tour.do(short("damaged"), scan(TOTE1))
    assert tour.posts[0].args["p_quantity"] == 1
    assert tour.posts[0].args["p_reason"] == "damaged"


def test_an_empty_bin_is_closed_short_without_a_tote() -> None:
    tour = walk()
    given = short("empty")
    tour.do(scan(A1), given)
    assert tour.posts[0].op == given.op
    assert (tour.posts[0].args["p_quantity"], tour.posts[0].args["p_to_hu"]) == (0, None)
    assert isinstance(tour.state, AtBin)


def test_a_tote_belongs_to_one_order_until_it_is_full() -> None:
    tour = walk()
    tour.do(scan(A1), scan(TEA), typed("3"), scan(TOTE1), scan(B2), scan(MILK_L1), scan(TOTE1))
    assert "another order" in tour.said[-1].text
    tour.do(scan(TOTE2), scan(B2), scan(SOAP), typed("2"))
    before = tour.state
    tour.do(scan(TOTE9))
    assert tour.state is before
    assert tour.said[-1].text == "Wrong tote: this is TOTE-9."
    tour.do(finish(), scan(TOTE9))
    assert isinstance(tour.state, PickOver)
    assert tour.posts[-1].args["p_to_hu"] == 109


def test_a_planned_tote_is_the_only_one_until_it_is_full() -> None:
    tour = Walk(PICK, start(HERE, (replace(TASKS[1], tote=TOTE2.id),)))
    tour.do(scan(B2), scan(MILK_L1), scan(TOTE1))
    assert isinstance(tour.state, AtTote)
    assert tour.posts == []
    tour.do(scan(TOTE2))
    assert tour.posts[0].args["p_to_hu"] == TOTE2.id


def test_undo_takes_back_scans_up_to_the_last_record() -> None:
    tour = walk()
    tour.do(scan(A1), scan(TEA), scan(TEA), undo())
    assert isinstance(tour.state, Counting)
    assert tour.state.picked == 1
    tour.do(undo(), undo())
    assert isinstance(tour.state, AtBin)
    tour.do(scan(A1), typed("A-01"), scan(TEA), typed("3"), scan(TOTE1), undo())
    assert tour.tone is Tone.WARN
    assert isinstance(tour.state, AtBin)
    assert tour.state.run.done == 1


def test_leaving_with_goods_in_hand_says_where_they_belong() -> None:
    tour = walk()
    tour.do(scan(A1), scan(TEA), leave())
    assert tour.said[-1].next_step == "Put them back into A-01."
    assert tour.posts == []


def test_a_tour_without_tasks_is_over_at_once() -> None:
    assert PICK.over(start(HERE, ()))
