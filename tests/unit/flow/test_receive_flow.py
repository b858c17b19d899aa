"""Receiving: labels that say all, labels that say little, counting, lots, expiry, undo."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from flow_ground import (
    A1,
    B2,
    EVERYTHING,
    HERE,
    MILK,
    MILK_L1,
    MILK_L2,
    NOW,
    SOAP,
    TEA,
    TEA_CASE,
    TOTE1,
    Walk,
    leave,
    scan,
    typed,
    undo,
)  # fmt: skip

from app.flow.effects import Tone
from app.flow.events import Nothing
from app.flow.receive import RECEIVE, Dock, ReceiveOver, ReceiveState, WantExpiry, WantItem, WantLot, WantPlace, start

FULL = replace(MILK_L1, expires_on=date(2027, 3, 31), quantity=Decimal(24))


def walk() -> Walk[ReceiveState]:
    return Walk(RECEIVE, start(Dock(HERE, "PO-1")))


def test_a_label_that_says_all_needs_two_scans() -> None:
    dock = walk()
    place = scan(A1)
    dock.do(scan(FULL), place)
    assert dock.posts[0].op == place.op
    assert dock.posts[0].function == "receive_v1"
    assert dock.posts[0].args == {
        "p_warehouse": 1, "p_product": 11, "p_quantity": Decimal(24), "p_location": 1, "p_lot": "L1",
        "p_expires_on": date(2027, 3, 31), "p_sscc": None, "p_document": "PO-1", "p_device": "desk-1",
        "p_occurred_at": NOW,
    }  # fmt: skip
    assert isinstance(dock.state, WantItem)


def test_what_the_label_leaves_out_is_asked_for() -> None:
    dock = walk()
    dock.do(scan(MILK))
    assert isinstance(dock.state, WantLot)
    dock.do(typed("L7"))
    assert isinstance(dock.state, WantExpiry)
    dock.do(typed("2027-03-31"))
    assert isinstance(dock.state, WantPlace)
    dock.do(typed("12"), scan(A1))
    assert dock.posts[0].args["p_lot"] == "L7"
    assert dock.posts[0].args["p_quantity"] == 12


def test_scanning_counts_and_a_case_counts_its_content() -> None:
    dock = walk()
    dock.do(scan(TEA), scan(TEA), scan(TEA_CASE))
    assert isinstance(dock.state, WantPlace)
    assert dock.state.counted == 8
    dock.do(undo())
    assert isinstance(dock.state, WantPlace)
    assert dock.state.counted == 2


def test_a_suppliers_pallet_label_goes_with_the_receipt() -> None:
    dock = walk()
    dock.do(scan(TEA), scan(Nothing("00095", sscc="095212345678901235")), scan(A1))
    assert dock.posts[0].args["p_sscc"] == "095212345678901235"


@pytest.mark.parametrize("wrong", [scan(SOAP), scan(TOTE1), scan(Nothing("x")), typed("-4"), typed("0")])
def test_wrong_scans_while_counting_lose_nothing(wrong: object) -> None:
    dock = walk()
    dock.do(scan(TEA))
    before = dock.state
    dock.do(wrong)
    assert dock.state is before
    assert dock.tone is Tone.BAD


def test_another_lot_of_the_same_item_is_not_counted_in() -> None:
    dock = walk()
    dock.do(scan(FULL))
    before = dock.state
    dock.do(scan(MILK_L2))
    assert dock.state is before
    assert "Another lot" in dock.said[-1].text


def test_expired_goods_are_refused() -> None:
    dock = walk()
    dock.do(scan(MILK_L1), typed("2026-03-01"))
    assert isinstance(dock.state, WantExpiry)
    assert "expired" in dock.said[-1].text
    dock.do(typed("31.03.27"), scan(A1), typed("2026-03-02"))
    assert isinstance(dock.state, WantPlace)


@pytest.mark.parametrize("lot", ["", "x" * 21])
def test_a_lot_has_a_length(lot: str) -> None:
    dock = walk()
    dock.do(scan(MILK), typed(lot))
    assert isinstance(dock.state, WantLot)


def test_only_an_item_begins_a_receipt() -> None:
    dock = walk()
    before = dock.state
    for found in EVERYTHING:
        if found.__class__.__name__ != "Item":
            dock.do(scan(found))
            assert dock.state is before
            assert dock.tone is Tone.BAD


def test_leaving_names_what_was_not_recorded() -> None:
    dock = walk()
    dock.do(scan(TEA), leave())
    assert isinstance(dock.state, ReceiveOver)
    assert dock.said[-1].text == "1 x TEA were not recorded."
    dock.do(scan(B2))
    assert dock.posts == []
