"""Every refusal says what happened, what to do next, and the facts that the screen shows; nothing is posted."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from tests.db import acts
from tests.db.ground import Ground

Act = Callable[[Ground], Any]


def receive(sku: str, quantity: int | str, place: str, **more: Any) -> Act:
    return lambda ground: ground.receive(ground.as_("t_picker"), sku, quantity, place, **more)


def move(sku: str, quantity: int | str, source: str, target: str, **more: Any) -> Act:
    return lambda ground: acts.move(ground, ground.as_("t_picker"), sku, quantity, source, target, **more)


def supervise(function: str, **arguments: Any) -> Act:
    """As the supervisor; callables among the arguments are given the ground."""
    return lambda ground: ground.as_("t_supervisor").call(
        function,
        p_op=new_op(),
        p_warehouse=ground.wh,
        **{name: value(ground) if callable(value) else value for name, value in arguments.items()},
    )


def place(code: str) -> Callable[[Ground], int]:
    return lambda ground: ground.places[code]


def product(sku: str) -> Callable[[Ground], int]:
    return lambda ground: ground.products[sku]


def block(ground: Ground, code: str, what: str) -> None:
    with ground.root() as root:
        root.execute(f"update wms.location set {what} = true where code = %s and warehouse_id = %s", (code, ground.wh))


CASES: dict[str, tuple[str, str, Act]] = {
    "unknown product": ("WM404", "not known", lambda g: g.as_("t_picker").call(
        "receive_v1", p_op=new_op(), p_warehouse=g.wh, p_product=99999, p_quantity=1, p_location=g.places["DOCK-1"])),
    "unknown bin": ("WM404", "bin is not known", lambda g: g.as_("t_picker").call(
        "receive_v1", p_op=new_op(), p_warehouse=g.wh, p_product=g.products["CUP"], p_quantity=1, p_location=99999)),
    "negative": ("WM422", "-1 is not a quantity", receive("CUP", -1, "DOCK-1")),
    "seven decimals": ("WM422", "not a quantity", receive("CUP", "0.0000001", "DOCK-1")),
    "over a billion": ("WM422", "not a quantity", receive("CUP", "1000000001", "DOCK-1")),
    "lot missing": ("WM422", "MILK needs a lot number", receive("MILK", 1, "DOCK-1")),
    "lot not tracked": ("WM422", "CUP is not tracked", receive("CUP", 1, "DOCK-1", p_lot="L")),
    "two of a serial": ("WM422", "one piece a number", receive("PHONE", 2, "DOCK-1", p_lot="S1")),
    "false SSCC": ("WM422", "not a valid SSCC", receive("CUP", 1, "DOCK-1", p_sscc="340123450000000001")),
    "no such status": ("WM422", "not a status", receive("CUP", 1, "DOCK-1", p_status="fine")),
    "expired on arrival": ("WM454", "expired on", receive("MILK", 1, "DOCK-1", p_lot="OLD", p_expires_on=acts.in_days(-1))),
    "into the void": ("WM422", "No stock is kept there", receive("CUP", 1, "CUSTOMER")),
    "more than there is": ("WM451", "2 on hand", move("CUP", 3, "A-01-01-1", "A-01-01-2")),
    "from an empty bin": ("WM451", "0 on hand", move("CUP", 1, "A-01-02-1", "A-01-01-2")),
    "to where it is": ("WM422", "there already", move("CUP", 1, "A-01-01-1", "A-01-01-1")),
    "out of the house": ("WM422", "stays inside", move("CUP", 1, "A-01-01-1", "CUSTOMER")),
    "as what": ("WM422", "kind of move", move("CUP", 1, "A-01-01-1", "A-01-01-2", p_kind="ship")),
    "too heavy": ("WM452", "limit is 20.0 kg", receive("CUP", 41, "B-02-01-1")),
    "second product in a single one": ("WM453", "one product only", receive("P-00", 1, "B-02-02-1")),
    "an unknown reason": ("WM422", "Nothing is not a reason", supervise(
        "adjust_v1", p_product=product("CUP"), p_delta=1, p_location=place("A-01-01-1"), p_reason=None)),
    "an adjustment of nothing": ("WM422", "not a quantity", supervise(
        "adjust_v1", p_product=product("CUP"), p_delta=0, p_location=place("A-01-01-1"), p_reason="found")),
    "an adjustment below zero": ("WM451", "2 on hand", supervise(
        "adjust_v1", p_product=product("CUP"), p_delta=-3, p_location=place("A-01-01-1"), p_reason="lost")),
    "no change of status": ("WM422", "not a change", supervise(
        "change_status_v1", p_product=product("CUP"), p_quantity=1, p_location=place("A-01-01-1"), p_from_status="available",
        p_to_status="available", p_reason="inspect")),
    "an unknown order": ("WM404", "not known", supervise("reserve_v1", p_orders=[99999])),
    "no orders": ("WM422", "1 to 5,000", supervise("reserve_v1", p_orders=[])),
    "an order of nothing": ("WM422", "cannot be entered", supervise(
        "enter_orders_v1", p_orders=lambda g: [{"number": "X", "lines": [
            {"line_no": 1, "product": g.products["CUP"], "quantity": 0}]}])),
    "an order of an unknown product": ("WM422", "not known", supervise(
        "enter_orders_v1", p_orders=[{"number": "X", "lines": [{"line_no": 1, "product": 99999, "quantity": 1}]}])),
    "an order number of 41 characters": ("WM422", "more than 40 characters", supervise(
        "enter_orders_v1", p_orders=lambda g: [{"number": "X" * 41, "lines": [
            {"line_no": 1, "product": g.products["CUP"], "quantity": 1}]}])),
    "an order of a priority that is none": ("WM422", "between 1 and 9", supervise(
        "enter_orders_v1", p_orders=lambda g: [{"number": "X", "priority": 10, "lines": [
            {"line_no": 1, "product": g.products["CUP"], "quantity": 1}]}])),
    "an order complete in an unknown way": ("WM422", "ship_complete, partial, backorder", supervise(
        "enter_orders_v1", p_orders=lambda g: [{"number": "X", "completeness": "perhaps", "lines": [
            {"line_no": 1, "product": g.products["CUP"], "quantity": 1}]}])),
    "an order twice in one batch": ("WM422", "stands twice", supervise(
        "enter_orders_v1", p_orders=lambda g: [{"number": "X", "lines": [
            {"line_no": 1, "product": g.products["CUP"], "quantity": 1}]}] * 2)),
    "one line twice": ("WM422", "line number twice", supervise(
        "enter_orders_v1", p_orders=lambda g: [{"number": "X", "lines": [
            {"line_no": 1, "product": g.products["CUP"], "quantity": 1}] * 2}])),
    "ship what is not packed": ("WM455", "is entered", supervise("ship_v1", p_orders=lambda g: [acts.order(g, "S-1", {"CUP": 1})])),
    "pack what is not picked": ("WM455", "is entered", lambda g: supervise(
        "pack_v1", p_order=acts.order(g, "S-2", {"CUP": 1}), p_to_hu=1, p_lines=[{"order_line": 1, "quantity": 1}])(g)),
    "an unknown unit": ("WM404", "not known", supervise("move_hu_v1", p_hu=99999, p_to=place("DOCK-1"))),
    "an unknown task": ("WM404", "not known", supervise("pick_v1", p_task=99999, p_quantity=1, p_to_hu=1)),
    "an alarm that is none": ("WM404", "not known", supervise("clear_alarm_v1", p_alarm=99999)),
    "a shelf without end": ("WM422", "within a day", lambda g: supervise("shelve_alarm_v1", p_alarm=supervise(
        "raise_alarm_v1", p_kind="k", p_priority=1, p_text="t", p_source_key="s", p_next_step="n")(g)["alarm_id"],
        p_until=acts.in_days(9), p_reason="later")(g)),
    "an alarm without a next step": ("WM422", "next step", supervise(
        "raise_alarm_v1", p_kind="k", p_priority=1, p_text="t", p_source_key="s", p_next_step="")),
    "a warehouse without a zone": ("WM422", "time zone", lambda g: g.as_("t_admin").call(
        "create_warehouse_v1", p_op=new_op(), p_code="NEW", p_name="New", p_time_zone="Mars/Olympus")),
    "a second warehouse of the name": ("WM409", "MAIN already", lambda g: g.as_("t_admin").call(
        "create_warehouse_v1", p_op=new_op(), p_code="MAIN", p_name="New", p_time_zone="UTC")),
    "somebody's barcode": ("WM409", "belongs to CUP", lambda g: g.as_("t_planner").call(
        "import_products_v1", p_op=new_op(), p_warehouse=g.wh, p_products=[
            {"sku": "THIEF", "name": "Thief", "barcodes": ["4006381333931"]}])),
    "a layout of nothing": ("WM422", "1 to 200,000", lambda g: g.as_("t_planner").call(
        "import_layout_v1", p_op=new_op(), p_warehouse=g.wh, p_layout={"locations": []})),
    "a layout over what is there": ("WM422", "is there already", lambda g: g.as_("t_planner").call(
        "import_layout_v1", p_op=new_op(), p_warehouse=g.wh, p_layout={"locations": [{"code": "DOCK-1", "kind": "dock"}]})),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_refused_in_words_and_nothing_posted(ground: Ground, name: str) -> None:
    code, words, act = CASES[name]
    ground.receive(ground.as_("t_picker"), "CUP", 2, "A-01-01-1")
    ground.receive(ground.as_("t_picker"), "CUP", 1, "B-02-02-1")
    before = acts.stock(ground)
    with pytest.raises(Refusal) as refused:
        act(ground)
    assert (refused.value.code, words in refused.value.what) == (code, True), refused.value
    assert refused.value.next_step
    assert refused.value.what.endswith(".")
    assert acts.stock(ground) == before
    assert ground.violations() == []


@pytest.mark.parametrize(("what", "act"), [("block_putaway", receive("CUP", 1, "A-02-01-1")),
                                           ("block_pick", move("CUP", 1, "A-02-01-1", "A-02-02-1"))])  # fmt: skip
def test_a_blocked_bin_is_refused_single_and_in_a_batch(ground: Ground, what: str, act: Act) -> None:
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 5, "A-02-01-1")
    block(ground, "A-02-01-1", what)
    with pytest.raises(Refusal, match="A-02-01-1 is blocked") as refused:
        act(ground)
    assert refused.value.code == "WM423"
    here, there = ground.places["A-02-01-1"], ground.places["A-02-02-1"]
    ends = (there, here) if what == "block_putaway" else (here, there)
    ground.receive(picker, "CUP", 1, "A-02-02-1")
    with pytest.raises(Refusal, match="Line 1: A-02-01-1 is blocked") as line:
        picker.call(
            "move_batch_v1",
            p_op=new_op(),
            p_warehouse=ground.wh,
            p_lines=[{"product": ground.products["CUP"], "quantity": 1, "from": ends[0], "to": ends[1]}],
        )
    assert line.value.code == "WM423"


def test_short_stock_says_what_there_is_and_where_else(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 2, "A-01-01-1")
    ground.receive(picker, "CUP", 30, "A-01-05-2")
    with pytest.raises(Refusal) as refused:
        acts.move(ground, picker, "CUP", 9, "A-01-01-1", "B-01-01-1")
    assert refused.value.code == "WM451"
    assert refused.value.next_step.startswith("Take it from A-01-05-2")
    assert refused.value.detail["on_hand"] == 2
    assert refused.value.detail["elsewhere"] == [{"location": "A-01-05-2", "free": 30}]


def test_a_batch_names_the_line_and_posts_nothing(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    cup, dock = ground.products["CUP"], ground.places["DOCK-1"]
    good = {"product": cup, "quantity": 1, "location": dock}
    for bad, code in (({**good, "quantity": -1}, "WM422"), ({**good, "product": 9999}, "WM404"), ({**good, "location": 9999}, "WM404"),
                      ({**good, "status": "odd"}, "WM422"), ({**good, "quantity": None}, "WM422")):  # fmt: skip
        with pytest.raises(Refusal, match=r"Line 2|status") as refused:
            picker.call("receive_batch_v1", p_op=new_op(), p_warehouse=ground.wh, p_lines=[good, bad, good])
        assert refused.value.code == code
    short = [{"product": cup, "quantity": n, "from": dock, "to": ground.places["A-01-01-1"]} for n in (1, 5)]
    ground.receive(picker, "CUP", 3, "DOCK-1")
    with pytest.raises(Refusal, match="Line 2: 5 of CUP") as wanting:
        picker.call("move_batch_v1", p_op=new_op(), p_warehouse=ground.wh, p_lines=short)
    assert wanting.value.code == "WM451"
    assert acts.total(ground, "quantity") == 3


def test_a_known_lot_keeps_its_expiry(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    ground.receive(picker, "MILK", 1, "DOCK-1", p_lot="L1", p_expires_on=acts.in_days(20))
    with pytest.raises(Refusal, match="Lot L1 of MILK is known to expire") as refused:
        ground.receive(picker, "MILK", 1, "DOCK-1", p_lot="L1", p_expires_on=acts.in_days(21))
    assert refused.value.code == "WM422"


def test_a_unit_that_stands_elsewhere(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    made = picker.call(
        "create_hu_v1", p_op=new_op(), p_warehouse=ground.wh, p_kind="pallet", p_location=ground.places["DOCK-1"]
    )
    ground.receive(picker, "CUP", 1, "DOCK-1", p_sscc=made["sscc"])
    with pytest.raises(Refusal, match="is not here") as refused:
        ground.receive(picker, "CUP", 1, "STAGE-1", p_sscc=made["sscc"])
    assert refused.value.code == "WM455"
    assert refused.value.detail["location_id"] == ground.places["DOCK-1"]


def test_a_serial_number_is_in_one_place_only(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    ground.receive(picker, "PHONE", 1, "DOCK-1", p_lot="SN-1")
    phone, dock, stage = ground.products["PHONE"], ground.places["DOCK-1"], ground.places["STAGE-1"]
    with ground.root() as root:
        lot = root.execute("select lot_id from wms.lot").fetchall()[0][0]
    again = {"product": phone, "quantity": 1, "lot": "SN-2"}
    for act in (
        receive("PHONE", 1, "STAGE-1", p_lot="SN-1"),
        receive("PHONE", 1, "DOCK-1", p_lot="SN-1"),
        supervise("receive_batch_v1", p_lines=[{**again, "location": dock}, {**again, "location": stage}]),
        supervise("adjust_v1", p_product=phone, p_delta=1, p_location=stage, p_reason="found", p_lot=lot),
        supervise(
            "adjust_batch_v1", p_lines=[{"product": phone, "delta": 1, "location": stage, "lot": lot}], p_reason="found"
        ),
    ):
        with pytest.raises(Refusal, match="SN-") as refused:
            act(ground)
        assert refused.value.code == "WM455"
    acts.move(ground, picker, "PHONE", 1, "DOCK-1", "STAGE-1", p_lot=lot)
    assert ground.violations() == []


def test_a_device_with_a_wrong_clock_does_not_date_the_ledger(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 1, "DOCK-1", p_occurred_at="infinity")
    ground.receive(picker, "CUP", Decimal(1), "DOCK-1", p_occurred_at="2999-01-01")
    with ground.root() as root:
        rows = root.execute("select occurred_at, posted_at from wms.ledger order by ledger_id").fetchall()
    assert rows[0][0] is None
    assert rows[1][0] == rows[1][1]
