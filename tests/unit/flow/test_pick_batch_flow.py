"""A batch by scan: sorted into slots or picked together, short and planned elsewhere, empty bins, setting down."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from flow_ground import (
    A1,
    B2,
    MILK,
    MILK_L1,
    NOW,
    PALLET,
    SOAP,
    TASKS,
    TEA,
    TOTE1,
    TOTE2,
    finish,
    leave,
    op,
    scan,
    short,
    typed,
    undo,
)  # fmt: skip
from pick_ground import BATCH, CLUSTER, OFFER, PACK, STAGE, batch_walk, skip

from app.domain.ids import HandlingUnitId, OrderId, TaskId
from app.flow.effects import Confirm, FetchTour, Post, Tone
from app.flow.events import Answered, Item, Nothing, Posted, Scanned
from app.flow.machine import Exit
from app.flow.pick import PICK, AskEmpty, AskSubstitute, AtBin, AtDrop, AtItem, AtLot, AtTote, Counting, PickOver
from app.flow.pick_work import PickTour, Share, Tote


def test_a_cluster_is_picked_sorted_and_set_down() -> None:
    tour = batch_walk()
    tour.do(scan(A1), scan(TEA), typed("3"))
    assert "slot 1: an empty tote for order O-7" in PICK.prompt(tour.state).line
    tour.do(scan(TOTE1), scan(B2), scan(MILK_L1), scan(TOTE1))
    assert tour.said[-1].text == "TOTE-1 belongs to another order."
    tour.do(scan(TOTE2))
    assert isinstance(tour.state, AtItem), "the next one lies in the same bin, which is proved"
    tour.do(scan(SOAP), typed("2"), scan(TOTE1))
    assert [post.function for post in tour.posts] == ["pick_stop_v1"] * 3
    assert tour.posts[0].args == {
        "p_warehouse": 1, "p_batch": 5, "p_lines": [{"task": 1, "quantity": "3"}], "p_to_hu": 101, "p_place": 90,
        "p_reason": None, "p_device": "desk-1", "p_occurred_at": NOW,
    }  # fmt: skip
    assert isinstance(tour.state, AtDrop)
    tour.do(scan(A1))
    assert tour.tone is Tone.BAD
    tour.do(scan(PACK))
    assert (tour.posts[-1].function, tour.posts[-1].args["p_totes"]) == ("drop_batch_v1", None)
    assert isinstance(tour.state, PickOver)
    assert not tour.state.left


def test_orders_picked_together_share_one_scan_and_the_first_gets_its_goods_first() -> None:
    shares = (Share(TaskId(1), OrderId(7), "O-7", Decimal(2)), Share(TaskId(4), OrderId(9), "O-9", Decimal(2)))
    task = replace(TASKS[0], quantity=Decimal(4), shares=shares)
    tour = batch_walk(PickTour(5, "batch", (task,)))
    tour.do(scan(A1), scan(TEA), typed("3"), short("not_there"))
    assert "an empty tote and" in PICK.prompt(tour.state).line
    tour.do(scan(TOTE1))
    assert tour.posts[0].args["p_lines"] == [{"task": 1, "quantity": "2"}, {"task": 4, "quantity": "1"}]
    assert isinstance(tour.state, AtDrop)
    assert tour.state.run.totes == (Tote(None, TOTE1.id, "TOTE-1"),)


def test_a_label_without_the_lot_asks_for_it() -> None:
    for tracking, proof in (
        ("lot", typed("L1")),
        ("serial", scan(Item(MILK.product, "MILK", "Oat milk", serial="L1"))),
    ):
        tour = batch_walk(PickTour(5, "discrete", (replace(TASKS[1], tracking=tracking),)))
        tour.do(scan(B2), scan(MILK))
        assert isinstance(tour.state, AtLot)
        before = tour.state
        for wrong in (typed("L2"), scan(SOAP), scan(B2), scan(MILK)):
            tour.do(wrong)
            assert tour.state == before
        tour.do(undo(), scan(MILK), proof)
        assert isinstance(tour.state, AtTote)
        tour.do(scan(TOTE1))
        assert len(tour.posts) == 1


def test_goods_on_a_pallet_are_proved_by_it_or_by_themselves_and_never_put_back_onto_it() -> None:
    task = replace(TASKS[0], source=PALLET.id, source_code=PALLET.code)
    tour = batch_walk(PickTour(5, "discrete", (task,)))
    tour.do(scan(A1))
    assert "from PAL-3" in PICK.prompt(tour.state).line
    tour.do(scan(TOTE1))
    assert tour.said[-1].text == "Wrong unit: this is TOTE-1."
    tour.do(scan(PALLET))
    assert isinstance(tour.state, Counting)
    tour.do(typed("3"), scan(PALLET))
    assert isinstance(tour.state, AtTote)
    tour.do(scan(TOTE1))
    assert tour.posts[0].args["p_to_hu"] == TOTE1.id


def test_what_came_short_goes_on_from_another_bin_of_the_same_tour() -> None:
    again = replace(TASKS[0], task=TaskId(9), quantity=Decimal(2), place=B2.id, place_code="B-02", place_barcode="")
    tour = batch_walk(PickTour(5, "cluster", TASKS[:1]))
    tour.tours = [PickTour(5, "cluster", (again,), (Tote(OrderId(7), TOTE1.id, "TOTE-1", 1),))]
    tour.results = [{"replanned": 1}]
    tour.do(scan(A1), scan(TEA), short("not_there"), scan(TOTE1))
    assert isinstance(tour.state, AtBin)
    assert (tour.state.run.task.task, tour.state.run.done) == (9, 1)
    assert "another bin" in tour.said[-1].text
    tour.do(scan(B2), scan(TEA), typed("2"), scan(TOTE1))
    assert tour.posts[-1].args["p_lines"] == [{"task": 9, "quantity": "2"}]


def test_a_bin_that_should_be_empty_is_asked_about_and_scanning_it_says_yes() -> None:
    for answer, empty in ((scan(A1), True), (Answered(op(), NOW, False), False)):
        tour = batch_walk()
        tour.results = [{"check_empty": [{"location_id": 1, "code": "A-01"}]}]
        tour.do(scan(A1), scan(TEA), typed("3"), scan(TOTE1))
        assert isinstance(tour.state, AskEmpty)
        assert isinstance(tour.effects[-1], Confirm)
        before = tour.state
        tour.do(scan(B2), scan(TEA))
        assert tour.state == before
        tour.do(answer)
        assert (tour.posts[-1].function, tour.posts[-1].args["p_empty"]) == ("confirm_empty_v1", empty)
        assert isinstance(tour.state, AtBin)


def test_a_substitute_is_offered_and_taken_or_not() -> None:
    for answer, posts in (
        (scan(SOAP), ["pick_stop_v1", "substitute_v1"]),
        (Answered(op(), NOW, False), ["pick_stop_v1"]),
    ):
        tour = batch_walk()
        tour.results = [{"substitutes": [OFFER], "missing": 3}]
        tour.do(scan(A1), short("not_there"))
        assert isinstance(tour.state, AskSubstitute)
        assert "Send 3 x SOAP" in PICK.prompt(tour.state).line
        tour.do(scan(TEA))
        assert tour.tone is Tone.BAD
        tour.do(answer)
        assert [post.function for post in tour.posts] == posts
        assert isinstance(tour.state, AtBin)


def test_the_last_stop_can_be_taken_back_by_a_posting() -> None:
    tour = batch_walk()
    last = scan(TOTE1)
    tour.do(scan(A1), scan(TEA), typed("3"), last)
    assert Exit.UNDO in PICK.prompt(tour.state).exits
    again = replace(TASKS[0], task=TaskId(9))
    tour.tours = [PickTour(5, "cluster", (again, *TASKS[1:]), (Tote(OrderId(7), TOTE1.id, "TOTE-1", 1),))]
    tour.do(undo())
    assert (tour.posts[-1].function, tour.posts[-1].args["p_target_op"]) == ("undo_v1", last.op)
    assert isinstance(tour.state, AtBin)
    assert (tour.state.run.done, tour.state.run.task.task, len(tour.state.run.tasks)) == (0, 9, 3)
    tour.do(undo())
    assert "Nothing to take back" in tour.said[-1].text


def test_picks_that_were_cancelled_meanwhile_are_told() -> None:
    tour = batch_walk()
    tour.results = [{"gone": [{"task": 1, "state": "cancelled"}]}]
    tour.do(scan(A1), scan(TEA), typed("3"), scan(TOTE1))
    assert tour.said[-1].tone is Tone.WARN
    assert "TEA back into A-01" in tour.said[-1].next_step
    assert isinstance(tour.state, AtBin)


def test_putting_off_comes_back_at_the_end() -> None:
    tour = batch_walk()
    tour.do(skip())
    assert isinstance(tour.state, AtBin)
    assert [int(task.task) for task in tour.state.run.left] == [2, 3, 1]
    tour.do(undo())
    assert [int(task.task) for task in tour.state.run.left] == [1, 2, 3]
    tour.do(scan(A1), skip())
    assert isinstance(tour.state, AtItem), "not in the middle of one"


def test_what_was_put_off_stays_last_when_something_joins_the_tour() -> None:
    tour = batch_walk()
    tour.do(skip())
    assert [int(task.task) for task in tour.state.run.left] == [2, 3, 1]
    new = replace(TASKS[0], task=TaskId(9))
    tour.fetched(PickTour(5, "cluster", (CLUSTER.tasks[0], CLUSTER.tasks[1], new, CLUSTER.tasks[2])))
    assert [int(task.task) for task in tour.state.run.left] == [2, 9, 3, 1]
    tour.fetched(PickTour(5, "cluster", (new,)))
    assert [int(task.task) for task in tour.state.run.left] == [9]


def test_totes_of_one_order_go_where_the_others_wait() -> None:
    totes = (Tote(OrderId(7), TOTE1.id, "TOTE-1", 1, gather_at="STAGE-1"), Tote(OrderId(8), TOTE2.id, "TOTE-2", 2))
    tour = batch_walk(PickTour(5, "zone", (), totes))
    assert isinstance(tour.state, AtDrop)
    assert "wait at STAGE-1" in PICK.prompt(tour.state).line
    tour.tours = [PickTour(5, "zone", (), totes[1:])]
    tour.do(scan(PALLET), scan(TOTE1))
    assert "Bring tote TOTE-1 to STAGE-1" in PICK.prompt(tour.state).line
    tour.do(undo(), scan(TOTE1), finish(), scan(TOTE1), scan(STAGE))
    assert tour.posts[-1].args["p_totes"] == [TOTE1.id]
    assert isinstance(tour.state, AtDrop)
    tour.tours = [PickTour(5, "zone", ())]
    tour.do(scan(PACK))
    assert isinstance(tour.state, PickOver)


def test_a_full_tote_is_followed_by_another() -> None:
    tour = batch_walk()
    tour.do(scan(A1), scan(TEA), typed("3"), scan(TOTE1), scan(B2), scan(MILK_L1), scan(TOTE2), scan(SOAP), typed("2"))
    tour.do(finish(), scan(TOTE1))
    assert tour.said[-1].text == "TOTE-1 is full."
    other = replace(TOTE1, id=HandlingUnitId(109), code="TOTE-9")
    tour.do(scan(other))
    assert tour.posts[-1].args["p_to_hu"] == 109


def test_leaving_gives_the_batch_back() -> None:
    tour = batch_walk()
    tour.do(scan(A1), scan(TEA), leave())
    assert tour.posts[-1] == Post("leave_batch_v1", tour.posts[-1].op, {"p_warehouse": 1, "p_batch": 5}, needed=False)
    assert tour.said[-1].next_step == "Put them back into A-01."
    assert isinstance(tour.state, PickOver)


def test_a_tour_that_changed_does_not_interrupt_a_stop() -> None:
    tour = batch_walk()
    tour.do(scan(A1), scan(TEA))
    before = tour.state
    tour.fetched(PickTour(5, "cluster", ()))
    assert tour.state is before
    tour.fetched(PickTour(6, "cluster", ()))
    assert tour.state is before
    tour.do(
        Posted(op(), NOW, "pick_stop_v1", {"check_empty": [{"location_id": 1, "code": "A-01"}], "substitutes": "x"})
    )
    assert tour.state is before


def test_a_batch_that_is_empty_is_over_at_once_and_what_stands_on_its_cart_is_not_forgotten() -> None:
    assert PICK.over(batch_walk(PickTour(5, "cluster", ())).state)
    assert isinstance(batch_walk(PickTour(5, "cluster", (), (Tote(OrderId(7), TOTE1.id, "TOTE-1"),))).state, AtDrop)


def test_wrong_scans_at_every_step_change_nothing_and_say_what_to_do() -> None:
    wrong: list[Any] = [
        Scanned(op(), NOW, "x" * 300, Nothing("x")),
        typed(""),
        typed("\x00"),
        typed("-1"),
        typed("1e9"),
    ]
    right = [scan(A1), scan(TEA), typed("3"), scan(TOTE1), scan(B2), scan(MILK), typed("L1"), scan(TOTE2), scan(SOAP),
             typed("2"), scan(TOTE1), scan(PACK)]  # fmt: skip
    tour = batch_walk()
    for step in right:
        for event in wrong:
            before = tour.state
            tour.do(event)
            assert tour.state == before
            assert tour.tone in (Tone.BAD, Tone.WARN)
            assert tour.said[-1].next_step
        tour.do(step)
    assert isinstance(tour.state, PickOver)
    assert FetchTour(BATCH) in tour.fetches


def test_another_piece_of_the_same_product_is_as_good_as_the_reserved_one() -> None:
    task = replace(TASKS[1], tracking="serial")
    other = Item(MILK.product, "MILK", "Oat milk", serial="L7")
    for before in ([scan(other)], [scan(MILK), scan(other)], [scan(MILK), scan(Nothing("L7"))]):
        tour = batch_walk(PickTour(5, "discrete", (task,)))
        tour.do(scan(B2), *before)
        assert isinstance(tour.state, AtTote)
        assert tour.said[-1].text == "L7 instead of L1."
        tour.do(scan(TOTE1))
        assert tour.posts[0].args["p_lines"] == [{"task": 2, "quantity": "1", "serial": "L7"}]
    tour = batch_walk(PickTour(5, "discrete", (replace(task, tracking="lot"),)))
    tour.do(scan(B2), scan(replace(other, serial=None, lot="L7")))
    assert tour.tone is Tone.BAD
