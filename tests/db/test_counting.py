"""Counting: what is put on the list, passes over bins, what follows, and posting while the floor works."""

from decimal import Decimal
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from tests.db import acts, counts
from tests.db.counts import approve, claim, close, enter, plan, post, review, rows, state
from tests.db.ground import Ground

BIN = "A-01-01-1"
OTHER = "A-01-01-2"


@pytest.fixture
def stocked(ground: Ground) -> Ground:
    """Ten cups in the bin, four in the other."""
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 10, BIN)
    ground.receive(picker, "CUP", 4, OTHER)
    return ground


def counted_at(ground: Ground, place: str) -> tuple[bool, bool]:
    """Whether the bin, and every record in it, say that they were counted."""
    with ground.root() as root:
        row = root.execute(
            "select l.last_counted_at is not null, coalesce(bool_and(q.last_counted_at is not null), true) "
            "from wms.location l left join wms.quant q using (warehouse_id, location_id) "
            "where l.location_id = %s group by 1",
            (ground.places[place],),
        ).fetchone()
    assert row is not None
    return row[0], row[1]


def cups(ground: Ground, place: str) -> Decimal:
    return sum((row[5] for row in acts.stock(ground) if row[:2] == (place, "CUP")), Decimal(0))


def test_a_right_count_posts_nothing_and_dates_bin_and_stock(stocked: Ground) -> None:
    plan(stocked, BIN)
    number = counts.count(stocked, stocked.as_("t_counter"), BIN, CUP=10)
    assert state(stocked, number) == ("posted", set())
    assert counted_at(stocked, BIN) == (True, True)
    assert counted_at(stocked, OTHER) == (False, False)
    assert cups(stocked, BIN) == 10
    assert counts.sound(stocked) == []


def test_a_wrong_count_is_counted_again_by_another_and_then_reviewed(stocked: Ground) -> None:
    plan(stocked, BIN)
    first, second = stocked.as_("t_counter"), stocked.as_("t_counter2")
    number = counts.count(stocked, first, BIN, CUP=8)
    assert state(stocked, number) == ("recount", {"out"})
    with pytest.raises(Refusal, match="is not on your list") as refused:
        claim(stocked, first, BIN)
    assert refused.value.code == "WM455"
    assert counts.count(stocked, second, BIN, CUP=8) == number
    assert state(stocked, number) == ("review", {"out"})
    assert review(stocked, number) == [(2, "CUP", 10, 8, -2, False), (1, "CUP", 10, 8, -2, False)]
    assert cups(stocked, BIN) == 10, "nothing is posted before somebody says so"
    answer = approve(stocked, number)
    assert (answer["counts"], answer["lines"]) == (1, 1)
    assert state(stocked, number)[0] == "posted"
    assert cups(stocked, BIN) == 8
    with stocked.root() as root:
        entry = root.execute(
            "select kind, quantity, reason, document, actor from wms.ledger order by ledger_id desc limit 1"
        )
        assert entry.fetchone() == ("count", 2, "lost", f"count {number}", "t_supervisor")
    assert counts.sound(stocked) == []


def test_a_second_count_that_is_right_ends_it(stocked: Ground) -> None:
    plan(stocked, BIN)
    number = counts.count(stocked, stocked.as_("t_counter"), BIN, CUP=8)
    counts.count(stocked, stocked.as_("t_counter2"), BIN, CUP=10)
    assert state(stocked, number) == ("posted", set())
    assert cups(stocked, BIN) == 10


def test_two_counts_that_disagree_say_so(stocked: Ground) -> None:
    plan(stocked, BIN)
    number = counts.count(stocked, stocked.as_("t_counter"), BIN, CUP=8)
    counts.count(stocked, stocked.as_("t_counter2"), BIN, CUP=7)
    assert state(stocked, number) == ("review", {"out", "disagree"})
    stocked.as_("t_supervisor").call("recount_v1", p_op=new_op(), p_warehouse=stocked.wh, p_counts=[number])
    for login in ("t_counter", "t_counter2"):
        with pytest.raises(Refusal, match="not on your list"):
            claim(stocked, stocked.as_(login), BIN)
    counts.count(stocked, stocked.as_("t_picker"), BIN, CUP=7)
    assert state(stocked, number) == ("review", {"out"})
    assert review(stocked, number)[0][:5] == (3, "CUP", 10, 7, -3)


def test_within_tolerance_it_is_posted_without_a_second_look(stocked: Ground) -> None:
    plan(stocked, BIN, p_tolerance=Decimal(1))
    plan(stocked, OTHER, p_tolerance=Decimal(1), p_auto_post=False)
    door = stocked.as_("t_counter")
    number, asked = counts.count(stocked, door, BIN, CUP=11), counts.count(stocked, door, OTHER, CUP=3)
    assert state(stocked, number) == ("approved", set())
    assert state(stocked, asked) == ("counted", set()), "this plan wants a person's word"
    assert post(stocked)["counts"] == 1
    assert (cups(stocked, BIN), cups(stocked, OTHER)) == (11, 4)
    approve(stocked, asked, p_reason="broken")
    assert cups(stocked, OTHER) == 3
    assert counts.sound(stocked) == []


def test_an_empty_bin_needs_the_word(stocked: Ground) -> None:
    plan(stocked, BIN, "A-01-02-1")
    door = stocked.as_("t_counter")
    number = claim(stocked, door, BIN)
    with pytest.raises(Refusal, match="Nothing was entered"):
        close(stocked, door, number)
    line = enter(stocked, door, number, "CUP", 3)
    with pytest.raises(Refusal, match="You entered one line"):
        close(stocked, door, number, empty=True)
    door.call("take_back_count_v1", p_op=new_op(), p_warehouse=stocked.wh, p_count=number, p_line=line["line_id"])
    close(stocked, door, number, empty=True)
    assert review(stocked, number) == [(1, "CUP", 10, 0, -10, False)]
    empty = counts.count(stocked, door, "A-01-02-1")
    assert state(stocked, empty) == ("posted", set())
    assert rows(stocked, "select empty from api.count_review_v1(%s, %s)", stocked.wh, empty) == [(True,)]


def test_found_goods_lots_known_and_unknown(ground: Ground) -> None:
    plan(ground, BIN)
    ground.receive(ground.as_("t_picker"), "MILK", 5, BIN, p_lot="L1", p_expires_on=acts.in_days(20))
    for login in ("t_counter", "t_counter2"):
        door = ground.as_(login)
        number = claim(ground, door, BIN)
        enter(ground, door, number, "MILK", 3, p_lot="L1")
        enter(ground, door, number, "MILK", 2, p_lot="L1")
        enter(ground, door, number, "MILK", 4, p_lot="NEW")
        enter(ground, door, number, "P-01", 6)
        close(ground, door, number)
    assert state(ground, number) == ("review", {"out", "lot"})
    assert approve(ground, number)["lines"] == 2
    found = {(row[1], row[2], row[5]) for row in acts.stock(ground)}
    assert found == {("MILK", "L1", 5), ("MILK", "NEW", 4), ("P-01", None, 6)}
    assert counts.sound(ground) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"p_product": "CUP", "p_quantity": Decimal("NaN")}, "not a quantity"),
        ({"p_product": "CUP", "p_quantity": Decimal(2**62)}, "not a quantity"),
        ({"p_product": "CUP", "p_quantity": Decimal(0)}, "not a quantity"),
        ({"p_product": "CUP", "p_quantity": Decimal("-3")}, "not a quantity"),
        ({"p_product": "CUP", "p_quantity": None}, "not a quantity"),
        ({"p_product": "CUP", "p_quantity": Decimal(1), "p_lot": "L"}, "not tracked by lot"),
        ({"p_product": "MILK", "p_quantity": Decimal(1)}, "needs a lot number"),
        ({"p_product": "MILK", "p_quantity": Decimal(1), "p_lot": "x" * 100_000}, "needs a lot number"),
        ({"p_product": "PHONE", "p_quantity": Decimal(2), "p_lot": "S1"}, "piece by piece"),
        ({"p_product": "CUP", "p_quantity": Decimal(1), "p_hu": 999}, "unit is not known"),
        ({}, "names a product"),
    ],
)
def test_what_cannot_be_counted(ground: Ground, given: dict[str, Any], words: str) -> None:
    plan(ground, BIN)
    door = ground.as_("t_counter")
    number = claim(ground, door, BIN)
    if "p_product" in given:
        given = {**given, "p_product": ground.products[given["p_product"]]}
    with pytest.raises(Refusal, match=words):
        door.call("enter_count_v1", p_op=new_op(), p_warehouse=ground.wh, p_count=number, **given)
    with ground.root() as root:
        assert root.execute("select count(*) from wms.count_line").fetchone() == (0,)


def test_a_bin_is_taken_by_one_and_goes_on_where_it_stood(stocked: Ground) -> None:
    plan(stocked, BIN)
    first, second = stocked.as_("t_counter"), stocked.as_("t_counter2")
    number = claim(stocked, first, BIN)
    enter(stocked, first, number, "CUP", 6)
    with pytest.raises(Refusal, match="not on your list"):
        claim(stocked, second, BIN)
    with pytest.raises(Refusal, match="not counting this bin"):
        enter(stocked, second, number, "CUP", 6)
    again = first.call("claim_count_v1", p_op=new_op(), p_warehouse=stocked.wh, p_location=stocked.places[BIN])
    assert [(line["sku"], line["quantity"]) for line in again["lines"]] == [("CUP", 6)]
    with stocked.root() as root:
        root.execute("update wms.count set lease_until = now() - interval '1 minute'")
    assert counts.count(stocked, second, BIN, CUP=10) == number, "a dead station's bin returns to the list"
    with pytest.raises(Refusal, match="not counting this bin"):
        enter(stocked, first, number, "CUP", 6)
    assert state(stocked, number) == ("posted", set()), "what was left unfinished does not count"


def test_only_the_list_is_counted_and_given_work_stays_with_its_person(stocked: Ground) -> None:
    first, second = stocked.as_("t_counter"), stocked.as_("t_counter2")
    with pytest.raises(Refusal, match="not on your list"):
        claim(stocked, first, BIN)
    plan(stocked, BIN, OTHER, p_person="t_counter2")
    with pytest.raises(Refusal, match="not on your list"):
        claim(stocked, first, BIN)
    mine = "select location, mine from api.my_counts_v1(%s)"
    assert rows(stocked, mine, stocked.wh, login="t_counter") == []
    assert rows(stocked, mine, stocked.wh, login="t_counter2") == [(BIN, True), (OTHER, True)]
    counted = counts.count(stocked, second, BIN, CUP=9)
    boss = stocked.as_("t_supervisor")
    with pytest.raises(Refusal, match="counted 1 of these bins already"):
        boss.call("assign_counts_v1", p_op=new_op(), p_warehouse=stocked.wh, p_counts=[counted], p_person="t_counter2")
    boss.call("assign_counts_v1", p_op=new_op(), p_warehouse=stocked.wh, p_counts=[counted], p_person="t_counter")
    assert rows(stocked, mine, stocked.wh, login="t_counter") == [(BIN, True)]


def test_nobody_approves_their_own_count(stocked: Ground) -> None:
    plan(stocked, BIN)
    boss = stocked.as_("t_supervisor")
    number = counts.count(stocked, boss, BIN, CUP=7)
    with pytest.raises(Refusal, match="You counted A-01-01-1 yourself") as refused:
        approve(stocked, number)
    assert refused.value.code == "WM403"
    assert cups(stocked, BIN) == 10


def test_a_picker_counts_but_neither_plans_nor_approves(stocked: Ground) -> None:
    plan(stocked, BIN)
    picker = stocked.as_("t_picker")
    number = counts.count(stocked, picker, BIN, CUP=7)
    for act, given in (
        ("approve_counts_v1", {"p_counts": [number]}),
        ("post_counts_v1", {}),
        ("plan_counts_v1", {"p_name": "x", "p_kind": "abc"}),
    ):
        with pytest.raises(Refusal) as refused:
            picker.call(act, p_op=new_op(), p_warehouse=stocked.wh, **given)
        assert refused.value.code == "WM403", act


# ---- while the floor works ---------------------------------------------------------------------------------------------
def test_what_moves_after_the_entry_is_carried(stocked: Ground) -> None:
    """8 counted of 10; 5 leave before anybody decides: 2 are missing all the same, 3 must be left."""
    plan(stocked, BIN)
    picker = stocked.as_("t_picker")
    for login in ("t_counter", "t_counter2"):
        door = stocked.as_(login)
        number = claim(stocked, door, BIN)
        enter(stocked, door, number, "CUP", 8 if login == "t_counter" else 3)
        if login == "t_counter":
            acts.move(stocked, picker, "CUP", 5, BIN, "DOCK-1")
        close(stocked, door, number)
    assert review(stocked, number) == [(2, "CUP", 5, 3, -2, False), (1, "CUP", 10, 8, -2, False)]
    acts.move(stocked, picker, "CUP", 1, BIN, "DOCK-1")
    approve(stocked, number)
    assert cups(stocked, BIN) == 2
    assert counts.sound(stocked) == []


@pytest.mark.parametrize("seen", [10, 7, 5])
def test_a_count_that_fits_any_moment_between_scan_and_entry_is_right(stocked: Ground, seen: int) -> None:
    """3 leave, then 2, while the person counts: they may have counted before, between or after."""
    plan(stocked, BIN)
    door, picker = stocked.as_("t_counter"), stocked.as_("t_picker")
    number = claim(stocked, door, BIN)
    acts.move(stocked, picker, "CUP", 3, BIN, "DOCK-1")
    acts.move(stocked, picker, "CUP", 2, BIN, "DOCK-1")
    enter(stocked, door, number, "CUP", seen)
    close(stocked, door, number)
    assert state(stocked, number) == ("posted", set())
    assert cups(stocked, BIN) == 5, "nothing was posted"


def test_a_count_that_fits_no_moment_is_for_a_person_even_within_tolerance(stocked: Ground) -> None:
    plan(stocked, BIN, p_tolerance=Decimal(100))
    door, picker = stocked.as_("t_counter"), stocked.as_("t_picker")
    number = claim(stocked, door, BIN)
    acts.move(stocked, picker, "CUP", 3, BIN, "DOCK-1")
    enter(stocked, door, number, "CUP", 9)
    close(stocked, door, number)
    assert state(stocked, number) == ("recount", {"moved"})


def test_goods_moved_from_a_counted_bin_to_one_still_to_count(stocked: Ground) -> None:
    plan(stocked, BIN, OTHER)
    door = stocked.as_("t_counter")
    one = counts.count(stocked, door, BIN, CUP=10)
    acts.move(stocked, stocked.as_("t_picker"), "CUP", 6, BIN, OTHER)
    two = counts.count(stocked, door, OTHER, CUP=10)
    assert [state(stocked, number)[0] for number in (one, two)] == ["posted", "posted"]
    assert (cups(stocked, BIN), cups(stocked, OTHER)) == (4, 10)


@pytest.mark.parametrize("seen", [True, False])
def test_goods_that_come_while_the_bin_is_counted(stocked: Ground, seen: bool) -> None:
    plan(stocked, BIN)
    door = stocked.as_("t_counter")
    number = claim(stocked, door, BIN)
    enter(stocked, door, number, "CUP", 10)
    stocked.receive(stocked.as_("t_picker"), "P-03", 4, BIN)
    if seen:
        enter(stocked, door, number, "P-03", 4)
    close(stocked, door, number)
    assert state(stocked, number) == ("posted", set()), "counted before or after they came"


def test_a_bin_emptied_after_its_count_refuses_clearly_and_loses_nothing(stocked: Ground) -> None:
    plan(stocked, BIN)
    counts.count(stocked, stocked.as_("t_counter"), BIN, CUP=8)
    number = counts.count(stocked, stocked.as_("t_counter2"), BIN, CUP=8)
    acts.move(stocked, stocked.as_("t_picker"), "CUP", 10, BIN, "DOCK-1")
    with pytest.raises(Refusal, match="2 of CUP cannot be taken off A-01-01-1: 0 are left") as refused:
        approve(stocked, number)
    assert refused.value.next_step.startswith("Have the bin counted again")
    assert state(stocked, number)[0] == "review"
    stocked.as_("t_supervisor").call("recount_v1", p_op=new_op(), p_warehouse=stocked.wh, p_counts=[number])
    counts.count(stocked, stocked.as_("t_picker"), BIN)
    assert state(stocked, number) == ("posted", set())
    assert counts.sound(stocked) == []


def test_a_posting_in_flight_is_after_the_cut_off(stocked: Ground) -> None:
    """A movement that has begun and is not committed at the entry: not in the expectation, and on top at posting."""
    plan(stocked, BIN)
    door = stocked.as_("t_counter")
    with stocked.root() as slow:
        slow.execute("begin")
        slow.execute(
            "update wms.quant set quantity = quantity - 4, row_version = row_version + 1 where location_id = %s",
            (stocked.places[BIN],),
        )
        number = claim(stocked, door, BIN)
        enter(stocked, door, number, "CUP", 9)
        slow.execute("rollback")
    close(stocked, door, number)
    assert review(stocked, number) == [(1, "CUP", 10, 9, -1, False)]


# ---- units ---------------------------------------------------------------------------------------------------------------
def pallet(ground: Ground, place: str, quantity: int = 10, sku: str = "CUP") -> int:
    sscc = None
    with ground.root() as root:
        sscc = root.execute("select wms.next_sscc()").fetchone()[0]
    ground.receive(ground.as_("t_picker"), sku, quantity, place, p_sscc=sscc)
    with ground.root() as root:
        return int(root.execute("select hu_id from wms.handling_unit where sscc = %s", (sscc,)).fetchone()[0])


def test_an_unopened_unit_is_there_as_booked_and_a_missing_one_is_missed(ground: Ground) -> None:
    here, gone = pallet(ground, BIN), pallet(ground, BIN, 4)
    plan(ground, BIN)
    for login in ("t_counter", "t_counter2"):
        door = ground.as_(login)
        number = claim(ground, door, BIN)
        enter(ground, door, number, None, p_hu=here)
        close(ground, door, number)
    assert review(ground, number)[0] == (2, "CUP", 4, 0, -4, False)
    approve(ground, number)
    assert {(row[3], row[5]) for row in acts.stock(ground)} == {(here, 10)}
    assert gone not in {row[3] for row in acts.stock(ground)}
    assert counts.sound(ground) == []


def test_a_unit_that_leaves_after_its_count_takes_the_difference_with_it(ground: Ground) -> None:
    unit = pallet(ground, BIN)
    plan(ground, BIN)
    for login in ("t_counter", "t_counter2"):
        door = ground.as_(login)
        number = claim(ground, door, BIN)
        enter(ground, door, number, "CUP", 9, p_hu=unit)
        close(ground, door, number)
    ground.as_("t_picker").call(
        "move_hu_v1", p_op=new_op(), p_warehouse=ground.wh, p_hu=unit, p_to=ground.places["DOCK-1"]
    )
    approve(ground, number)
    assert acts.stock(ground) == {("DOCK-1", "CUP", None, unit, "available", 9, 0)}
    assert counts.sound(ground) == []


def test_a_unit_found_elsewhere_is_booked_where_it_was_seen(ground: Ground) -> None:
    unit = pallet(ground, OTHER)
    plan(ground, BIN)
    for login in ("t_counter", "t_counter2"):
        door = ground.as_(login)
        number = claim(ground, door, BIN)
        enter(ground, door, number, "CUP", 12, p_hu=unit)
        close(ground, door, number)
    assert state(ground, number) == ("review", {"out", "unit"})
    answer = approve(ground, number)
    assert (answer["lines"], answer["units"]) == (1, 1)
    assert acts.stock(ground) == {(BIN, "CUP", None, unit, "available", 12, 0)}
    assert counts.sound(ground) == []


def test_a_unit_that_has_been_shipped_says_so(ground: Ground) -> None:
    unit = pallet(ground, BIN)
    plan(ground, BIN)
    for login in ("t_counter", "t_counter2"):
        door = ground.as_(login)
        number = claim(ground, door, BIN)
        enter(ground, door, number, "CUP", 9, p_hu=unit)
        close(ground, door, number)
    with ground.root() as root:
        root.execute("update wms.handling_unit set state = 'shipped' where hu_id = %s", (unit,))
    with pytest.raises(Refusal, match="has left the warehouse"):
        approve(ground, number)
    assert state(ground, number)[0] == "review"


# ---- reserved stock ------------------------------------------------------------------------------------------------------
@pytest.fixture
def promised(stocked: Ground) -> tuple[Ground, int]:
    """All ten of the bin and the four of the other promised to two orders; 7 are counted in the bin, twice."""
    boss = stocked.as_("t_supervisor")
    first, second = acts.order(stocked, "S-1", {"CUP": 6}), acts.order(stocked, "S-2", {"CUP": 8})
    acts.reserve(stocked, boss, first, second)
    plan(stocked, BIN, p_tolerance=Decimal(5))
    counts.count(stocked, stocked.as_("t_counter"), BIN, CUP=7)
    return stocked, counts.count(stocked, stocked.as_("t_counter2"), BIN, CUP=7)


def test_less_than_reserved_goes_to_review_whatever_the_tolerance(promised: tuple[Ground, int]) -> None:
    ground, number = promised
    assert state(ground, number) == ("review", {"reserved"})
    with pytest.raises(Refusal, match="CUP in A-01-01-1 is reserved for S-") as refused:
        approve(ground, number)
    assert refused.value.code == "WM451"
    problem = refused.value.detail["problems"][0]
    assert (problem["bin"], problem["on_hand"], problem["reserved"]) == (BIN, 10, 10)
    assert set(problem["orders"]) <= {"S-1", "S-2"}
    assert cups(ground, BIN) == 10


def test_breaking_gives_back_whole_reservations_and_says_how_much(promised: tuple[Ground, int]) -> None:
    ground, number = promised
    answer = approve(ground, number, p_break=True)
    assert answer["released"] >= 3
    assert cups(ground, BIN) == 7
    with ground.root() as root:
        kept = root.execute("select sum(reserved), sum(quantity) from wms.quant").fetchone()
        assert kept is not None
        assert kept[0] == 14 - answer["released"]
    assert counts.sound(ground) == []


def test_stock_reserved_after_approval_by_rule_goes_to_review(stocked: Ground) -> None:
    plan(stocked, BIN, OTHER, p_tolerance=Decimal(5))
    door = stocked.as_("t_counter")
    number, fine = counts.count(stocked, door, BIN, CUP=7), counts.count(stocked, door, OTHER, CUP=5)
    assert state(stocked, number)[0] == state(stocked, fine)[0] == "approved"
    acts.reserve(stocked, stocked.as_("t_supervisor"), acts.order(stocked, "S-1", {"CUP": 14}))
    answer = post(stocked)
    assert (answer["counts"], answer["review"]) == (1, 1)
    assert state(stocked, number) == ("review", {"reserved"})
    assert cups(stocked, OTHER) == 5
    assert counts.sound(stocked) == []
