"""Goods picked for an order are its goods: they leave their tote or carton by packing, shipping and putting back alone."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from app.domain.errors import Refusal
from tests.db import acts, unit_acts
from tests.db.ground import EVERYTHING, Ground
from tests.db.picking_acts import Floor
from tests.db.undoing import refused


class Hands:
    """Six cups of order A and two of order B, each picked into a tote of its own at PACK-1; a carton beside."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.door, self.floor = ground, ground.as_(EVERYTHING), Floor(ground)
        self.floor.stock([("B-01-01-1", "CUP", 20), ("B-01-02-1", "P-01", 5)])
        self.made = self.floor.reserve({"A": {"CUP": 6}, "B": {"CUP": 2}})["reservations"]
        self.totes = [acts.unit(ground, self.door) for _ in self.made]
        for each, tote in zip(self.made, self.totes, strict=True):
            self.do("pick_v1", p_task=each["task_id"], p_quantity=Decimal(str(each["quantity"])), p_to_hu=tote)
        self.carton = acts.unit(ground, self.door, "carton")
        self.cup, self.pack = ground.products["CUP"], ground.places["PACK-1"]

    def do(self, function: str, **arguments: Any) -> dict[str, Any]:
        return unit_acts.do(self.ground, self.door, function, **arguments)

    def packing(self, which: int, tote: int, quantity: int, **more: Any) -> dict[str, Any]:
        line = {"order_line": self.made[which]["order_line_id"], "quantity": quantity, "lot": None, "from_hu": tote}
        order = self.floor.orders["AB"[which]]
        return self.do("pack_v1", p_order=order, p_to_hu=self.carton, p_lines=[line], **more)

    def status(self, order: str) -> int:
        rows = self.floor.rows("select status from wms.orders where order_id = %s", self.floor.orders[order])
        return int(rows[0][0])


@pytest.fixture
def hands(ground: Ground) -> Iterator[Hands]:
    yield Hands(ground)
    assert unit_acts.broken(ground) == []


def ways_out(hands: Hands, unit: int) -> list[partial[Any]]:
    """Every call that takes goods out of a unit by hand."""
    places, cup = hands.ground.places, hands.cup
    of = dict(p_product=cup, p_hu=unit)
    line = dict(product=cup, hu=unit)
    there = partial(hands.do, p_location=hands.pack, **of)
    return [
        partial(hands.do, "move_v1", p_quantity=1, p_from=hands.pack, p_to=places["B-01-03-1"], **of),
        partial(
            hands.do, "move_batch_v1", p_lines=[{**line, "quantity": 1, "from": hands.pack, "to": places["STAGE-1"]}]
        ),
        partial(there, "adjust_v1", p_delta=-1, p_reason="lost"),
        partial(hands.do, "adjust_batch_v1", p_lines=[{**line, "delta": -1, "location": hands.pack}], p_reason="lost"),
        partial(there, "scrap_v1", p_quantity=1, p_reason="broken"),
    ]


def test_picked_goods_leave_their_tote_by_packing_alone(hands: Hands) -> None:
    for way in ways_out(hands, hands.totes[0]):
        refusal = refused(way)
        assert (refusal.code, refusal.what.endswith("was picked for order A.")) == ("WM455", True), refusal
    for extra in (1, 1):  # what lies there besides is anybody's
        hands.do(
            "adjust_v1",
            p_product=hands.cup,
            p_delta=extra,
            p_location=hands.pack,
            p_reason="found",
            p_hu=hands.totes[0],
        )
    ways_out(hands, hands.totes[0])[0]()
    ways_out(hands, hands.totes[0])[4]()
    assert refused(ways_out(hands, hands.totes[0])[2]).code == "WM455"


def test_a_tote_with_picked_goods_never_stands_where_others_pick(hands: Hands) -> None:
    bin_, tote = hands.ground.places["B-01-03-1"], hands.totes[0]
    for way in (
        partial(hands.do, "move_hu_v1", p_hu=tote, p_to=bin_),
        partial(hands.do, "move_bin_v1", p_from=hands.pack, p_to=bin_),
    ):
        assert "a bin that others pick from" in refused(way).what
    hands.do("move_hu_v1", p_hu=tote, p_to=hands.ground.places["STAGE-1"])
    parked = hands.do("create_hu_v1", p_kind="tote", p_location=bin_)["hu_id"]
    task = hands.floor.reserve({"C": {"CUP": 1}})["reservations"][0]["task_id"]
    refusal = refused(partial(hands.do, "pick_v1", p_task=task, p_quantity=1, p_to_hu=parked))
    assert (refusal.code, "stands in B-01-03-1" in refusal.what) == ("WM455", True)


def test_goods_are_packed_out_of_the_tote_they_were_picked_into(hands: Hands) -> None:
    assert refused(partial(hands.packing, 1, hands.totes[0], 2)).code == "WM455"  # those are A's
    hands.ground.receive(hands.door, "CUP", 9, "PACK-1")
    loose = refused(partial(hands.packing, 1, None, 2))
    assert loose.code in ("WM404", "WM455")
    hands.packing(1, hands.totes[1], 2)
    assert hands.status("B") == 650


def test_an_orders_carton_holds_what_was_packed_until_it_ships(hands: Hands) -> None:
    hands.packing(0, hands.totes[0], 6, p_close=False)
    for way in ways_out(hands, hands.carton):
        assert refused(way).code == "WM455"
    more = partial(
        hands.do,
        "adjust_v1",
        p_product=hands.cup,
        p_delta=1,
        p_location=hands.pack,
        p_reason="found",
        p_hu=hands.carton,
    )
    assert refused(more).what.endswith("is a carton of order A.")
    sscc = hands.floor.rows("select sscc from wms.handling_unit where hu_id = %s", hands.carton)[0][0]
    with pytest.raises(Refusal, match="is a carton of order A"):
        hands.ground.receive(hands.door, "P-01", 1, "PACK-1", p_sscc=sscc)
    hands.do("move_hu_v1", p_hu=hands.carton, p_to=hands.ground.places["B-01-03-1"])  # wherever it stands, it is A's
    hands.floor.reserve({"C": {"CUP": 20}})
    assert hands.floor.rows("select sum(reserved) from wms.quant where hu_id = %s", hands.carton) == [(0,)]
    hands.do("close_hu_v1", p_hu=hands.carton)
    hands.do("ship_v1", p_orders=[hands.floor.orders["A"]])
    assert hands.floor.rows("select sum(quantity) from wms.ledger where kind = 'ship'") == [(6,)]


def test_goods_to_be_put_back_are_not_forgotten(hands: Hands) -> None:
    hands.do("change_orders_v1", p_orders=[hands.floor.orders["A"]], p_changes={"cancel": True}, p_reason="customer")
    (task,) = hands.floor.rows("select task_id from wms.task where kind = 'move' and state < 400")[0]
    refusal = refused(partial(hands.do, "cancel_tasks_v1", p_tasks=[task], p_reason="otherwise"))
    assert (refusal.code, "go back into a bin" in refusal.what) == ("WM455", True)
    hands.do("put_back_v1", p_task=task, p_quantity=6)
    assert hands.status("A") == 910


def test_goods_found_damaged_in_their_tote_are_put_back_as_they_are(hands: Hands) -> None:
    given = dict(p_product=hands.cup, p_quantity=6, p_location=hands.pack, p_hu=hands.totes[0])
    hands.do(
        "change_status_v1", p_from_status="available", p_to_status="damaged", p_reason="damage", p_force=True, **given
    )
    hands.do("change_orders_v1", p_orders=[hands.floor.orders["A"]], p_changes={"cancel": True}, p_reason="customer")
    (task,) = hands.floor.rows("select task_id from wms.task where kind = 'move' and state < 400")[0]
    hands.do("put_back_v1", p_task=task, p_quantity=6, p_to=hands.ground.places["DOCK-1"])
    assert ("DOCK-1", "CUP", None, None, "damaged", 6, 0) in acts.stock(hands.ground)
    assert hands.status("A") == 910


def test_an_order_of_which_nothing_was_found_is_reserved_no_more(hands: Hands) -> None:
    task = hands.floor.reserve({"C": {"P-01": 3}})["reservations"][0]["task_id"]
    assert hands.status("C") == 400
    hands.do("pick_v1", p_task=task, p_quantity=0, p_to_hu=hands.totes[0], p_reason="not_there")
    assert hands.status("C") == 300


def test_of_a_tote_that_is_used_again_only_its_last_filling_is_read(hands: Hands) -> None:
    tote = hands.totes[1]
    hands.packing(1, tote, 2)
    hands.do("put_back_v1", p_task=_given_back(hands, "A"), p_quantity=6)
    for _ in range(2):
        hands.do("move_hu_v1", p_hu=tote, p_to=hands.ground.places["STAGE-1"])  # as a whole: nothing comes or goes
        hands.do("move_hu_v1", p_hu=tote, p_to=hands.pack)
    (task,) = [made["task_id"] for made in hands.floor.reserve({"C": {"CUP": 3}})["reservations"]]
    hands.do("pick_v1", p_task=task, p_quantity=1, p_to_hu=tote, p_reason="not_there")
    picked = "select max(posted_at) from wms.ledger where kind = 'pick' and to_hu_id = %s"
    assert hands.floor.rows("select wms.filled_since(%s)", tote) == hands.floor.rows(picked, tote)
    spoken = (
        "select o.number, s.quantity from wms.spoken_in(array[%s::bigint]) s join wms.order_line using (order_line_id)"
    )
    assert hands.floor.rows(f"{spoken} join wms.orders o using (order_id)", tote) == [("C", 1)]
    assert refused(ways_out(hands, tote)[2]).what.endswith("was picked for order C.")
    assert hands.floor.rows("select wms.filled_since(%s)", hands.totes[0]) == hands.floor.rows(picked, hands.totes[0])


def _given_back(hands: Hands, order: str) -> int:
    """Cancel an order that is picked; the task that brings its goods back."""
    hands.do("change_orders_v1", p_orders=[hands.floor.orders[order]], p_changes={"cancel": True}, p_reason="customer")
    return int(hands.floor.rows("select task_id from wms.task where kind = 'move' and state < 400")[0][0])


def test_packed_goods_are_put_back_from_the_carton_they_lie_in_now(hands: Hands) -> None:
    hands.packing(0, hands.totes[0], 6, p_close=False)
    line = [{"product": hands.cup, "quantity": 4}]
    other = hands.do("split_hu_v1", p_hu=hands.carton, p_lines=line)["hu_id"]
    hands.do("merge_hu_v1", p_hu=hands.carton, p_into=other)
    hands.do("change_orders_v1", p_orders=[hands.floor.orders["A"]], p_changes={"cancel": True}, p_reason="customer")
    rows = hands.floor.rows("select task_id, hu_id from wms.task where kind = 'move' and state < 400")
    assert [hu for _, hu in rows] == [other]
    more = hands.do("create_hu_v1", p_kind="carton", p_location=hands.pack)["hu_id"]
    for function, into in (("merge_hu_v1", {"p_into": more}), ("split_hu_v1", {"p_lines": line})):
        assert refused(partial(hands.do, function, p_hu=other, **into)).code == "WM455"
    hands.do("put_back_v1", p_task=rows[0][0], p_quantity=6)
    assert hands.status("A") == 910


def test_an_order_is_packed_into_what_is_empty_or_its_own(hands: Hands) -> None:
    hands.ground.receive(hands.door, "P-01", 1, "PACK-1")
    hands.do(
        "move_v1",
        p_product=hands.ground.products["P-01"],
        p_quantity=1,
        p_from=hands.pack,
        p_to=hands.pack,
        p_to_hu=hands.carton,
    )
    assert refused(partial(hands.packing, 0, hands.totes[0], 6)).what.endswith("holds other goods.")
