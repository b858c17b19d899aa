"""Receiving for a delivery: what differs is asked about, whole units, weights, returns, unknown codes, going back."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from flow_ground import (
    A1,
    HERE,
    MILK_L1,
    MILK_L2,
    NOW,
    SOAP,
    TEA,
    TEA_CASE,
    TOTE1,
    Walk,
    finish,
    grams,
    leave,
    op,
    scan,
    short,
    typed,
    undo,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from test_flow_walks import EVENTS, _check_step

from app.domain.ids import ProductId
from app.flow.effects import Confirm, Post, PrintLabel, Tone
from app.flow.events import Answered, Event, Nothing, Posted, ScaleFailed
from app.flow.receive import RECEIVE, start
from app.flow.receive_states import (
    Announced,
    Crossing,
    Differing,
    Dock,
    ReceiveOver,
    ReceiveState,
    TakingBack,
    Teaching,
    Unknown,
    WantDisposition,
    WantItem,
    WantPlace,
    WantUnitPlace,
    WantWeight,
)  # fmt: skip

SSCC = "095212345678901235"
MILK = replace(MILK_L1, expiry_required=False)
CHEESE = replace(SOAP, product=ProductId(13), sku="CHEESE", catch_weight=True)
LINES = (
    Announced(1, ProductId(10), "TEA", Decimal(10)),
    Announced(2, ProductId(11), "MILK", Decimal(6), lot="L1"),
    Announced(3, ProductId(13), "CHEESE", Decimal(4), sscc=SSCC),
)
DELIVERY = Dock(HERE, "ASN-1", inbound=5, lines=LINES, label=True, teaches=True)


def walk(dock: Dock = DELIVERY) -> Walk[ReceiveState]:
    return Walk(RECEIVE, start(dock))


def yes() -> Answered:
    return Answered(op(), NOW, True)


def no() -> Answered:
    return Answered(op(), NOW, False)


def posted(function: str, **result: Any) -> Posted:
    return Posted(op(), NOW, function, result)


def test_as_announced_nothing_is_asked_and_the_rest_is_told() -> None:
    dock = walk()
    dock.do(scan(TEA_CASE))
    assert "6 of 10 x TEA" in RECEIVE.prompt(dock.state).line
    dock.do(scan(A1))
    assert dock.posts[0].function == "receive_inbound_v1"
    assert {key: dock.posts[0].args[key] for key in ("p_inbound", "p_quantity", "p_reason", "p_label")} == {
        "p_inbound": 5, "p_quantity": 6, "p_reason": None, "p_label": True,
    }  # fmt: skip
    effects = dock.do(posted("receive_inbound_v1", receipt_id=1, sscc=SSCC, lines=[{"line_no": 1, "received": 6}]))
    assert next(effect for effect in effects if isinstance(effect, PrintLabel)).fields["sscc"] == SSCC
    dock.do(scan(TEA))
    assert "1 of 4 x TEA" in RECEIVE.prompt(dock.state).line


def test_more_than_announced_is_a_question() -> None:
    dock = walk()
    dock.do(scan(TEA), typed("12"))
    effects = dock.do(scan(A1))
    assert isinstance(dock.state, Differing)
    assert any(isinstance(effect, Confirm) for effect in effects)
    assert "2 x TEA are more than announced" in RECEIVE.prompt(dock.state).line
    dock.do(no())
    assert isinstance(dock.state, WantPlace)
    assert dock.state.counted == 12, "nothing counted is lost"
    dock.do(scan(A1), yes())
    assert (dock.posts[0].args["p_reason"], dock.posts[0].args["p_quantity"]) == ("over", 12)


def test_what_is_not_announced_and_another_lot() -> None:
    dock = walk()
    dock.do(scan(SOAP))
    assert "not announced" in dock.said[-1].text
    dock.do(no())
    assert isinstance(dock.state, WantItem)
    dock.do(scan(SOAP), yes(), scan(A1))
    assert dock.posts[-1].args["p_reason"] == "wrong"
    dock.do(scan(replace(MILK, lot="L2")), yes(), scan(A1))
    assert dock.posts[-1].args["p_reason"] == "other_lot"
    dock.do(scan(MILK))
    assert isinstance(dock.state, WantPlace)


def test_damaged_goods_are_said_before_the_place() -> None:
    dock = walk()
    dock.do(scan(TEA), short("damaged"))
    dock.do(scan(A1))
    assert dock.posts[0].args["p_reason"] == "damaged"
    dock.do(short("damaged"))
    assert dock.tone is Tone.WARN
    dock.do(scan(TEA), short("no such reason"))
    assert dock.tone is Tone.BAD


def test_blind_compares_nothing() -> None:
    blind = replace(DELIVERY, blind=True, lines=tuple(replace(line, quantity=None) for line in LINES))
    dock = walk(blind)
    dock.do(scan(SOAP), typed("500"), scan(A1), scan(TEA), typed("500"), scan(A1))
    assert [post.args["p_reason"] for post in dock.posts] == [None, None]
    assert "of" not in RECEIVE.prompt(walk(blind).do(scan(TEA)) and dock.state).line.split("x")[0]


def test_a_unit_as_announced_needs_its_label_and_its_place() -> None:
    dock = walk()
    dock.do(scan(Nothing(SSCC, sscc=SSCC)))
    assert isinstance(dock.state, WantUnitPlace)
    dock.do(scan(TEA))
    assert dock.tone is Tone.BAD
    dock.do(scan(A1))
    assert (dock.posts[0].function, dock.posts[0].args["p_sscc"]) == ("receive_unit_v1", SSCC)
    dock.do(scan(Nothing("x", sscc="340123450000000017")))
    assert "not announced" in dock.said[-1].text


def test_catch_weight_comes_from_the_scale_or_the_label() -> None:
    dock = walk()
    dock.weight = lambda: ScaleFailed(op(), NOW, "The scale is away.", "Type the weight.")
    dock.do(scan(CHEESE), scan(A1))
    assert isinstance(dock.state, WantWeight)
    dock.do(typed("-4"), scan(TOTE1), grams(0))
    assert dock.posts == []
    dock.weight = lambda: grams(1480)
    dock.do(finish())
    assert dock.posts[0].args["p_weight"] == 1480
    dock.do(scan(replace(CHEESE, weight=Decimal(900))), scan(A1))
    assert dock.posts[1].args["p_weight"] == 900


def test_returned_goods_have_a_disposition() -> None:
    dock = walk(replace(DELIVERY, kind="return"))
    dock.do(scan(TEA))
    assert isinstance(dock.state, WantDisposition)
    dock.do(typed("keep"), typed("repair"), scan(A1))
    assert dock.posts[0].args["p_disposition"] == "repair"


def test_an_unknown_code_is_taught_and_the_work_goes_on() -> None:
    dock = walk()
    dock.do(scan(Nothing("4006381333931")))
    assert isinstance(dock.state, Unknown)
    dock.do(yes(), scan(A1))
    assert isinstance(dock.state, Teaching)
    dock.do(scan(TEA))
    assert (dock.posts[0].function, dock.posts[0].args["p_code"], dock.posts[0].args["p_product"]) == (
        "teach_code_v1",
        "4006381333931",
        10,
    )
    assert isinstance(dock.state, WantPlace)
    for misread in ("4006381333930", "(01)04006381333931(17)279999"):
        wrong = walk()
        wrong.do(scan(Nothing(misread)))
        assert isinstance(wrong.state, WantItem)
        assert "misread" in wrong.said[-1].text
    plain = walk(replace(DELIVERY, teaches=False))
    plain.do(scan(Nothing("4006381333931")))
    assert isinstance(plain.state, WantItem)


def test_the_last_receipt_is_taken_back() -> None:
    dock = walk()
    dock.do(scan(TEA), scan(A1), posted("receive_inbound_v1", receipt_id=1, lines=[{"line_no": 1, "received": 1}]))
    first = dock.posts[0].op
    dock.do(undo())
    assert isinstance(dock.state, TakingBack)
    dock.do(no())
    assert dock.posts == [dock.posts[0]]
    dock.do(undo(), yes())
    assert (dock.posts[1].function, dock.posts[1].args["p_target_op"]) == ("undo_v1", first)
    assert dock.state.dock.lines == LINES
    dock.do(undo())
    assert dock.tone is Tone.WARN


def test_an_order_that_waits_is_offered_the_goods() -> None:
    dock = walk()
    waiting = [{"order_id": 7, "number": "SO-7", "quantity": 3}]
    dock.do(scan(TEA), scan(A1), posted("receive_inbound_v1", receipt_id=41, waiting=waiting, lines=None))
    assert isinstance(dock.state, Crossing)
    dock.do(scan(TEA))
    assert isinstance(dock.state, Crossing)
    dock.do(yes())
    assert (dock.posts[-1].function, dock.posts[-1].args["p_receipt"]) == ("cross_dock_v1", 41)
    assert isinstance(dock.state, WantItem)


def test_serial_numbers_are_one_by_one_and_leaving_says_what_is_lost() -> None:
    phone = replace(TEA, tracking="serial", serial="S1")
    dock = walk()
    dock.do(scan(phone), scan(phone))
    assert isinstance(dock.state, WantPlace)
    assert dock.state.counted == 1
    dock.do(leave())
    assert isinstance(dock.state, ReceiveOver)
    assert "not recorded" in dock.said[-1].text


ANSWER = {"receipt_id": 4, "sample": 2, "quantity": 9, "sscc": SSCC, "waiting": [{"number": "SO-1", "quantity": 2}]}
SCANS = [TEA, CHEESE, MILK, MILK_L2, A1, Nothing(SSCC, sscc=SSCC)]
MORE = st.one_of(
    EVENTS,
    st.sampled_from(SCANS).map(scan),
    st.sampled_from(["over", "expired", "wrong", "damaged"]).map(short),
    st.sampled_from(["restock", "scrap", "20"]).map(typed),
    st.builds(lambda: posted("receive_inbound_v1", **ANSWER)),
)


@settings(max_examples=1000, deadline=None)
@given(events=st.lists(MORE, max_size=25), kind=st.sampled_from(["asn", "return"]), blind=st.booleans())
def test_random_walks_at_the_dock(events: list[Event], kind: str, blind: bool) -> None:
    dock = walk(replace(DELIVERY, kind=kind, blind=blind))
    for event in events:
        _check_step(RECEIVE, dock.state, event)
        dock.do(event)
    left, _ = RECEIVE.advance(dock.state, leave())
    assert RECEIVE.over(left)
    ops = [post.op for post in dock.posts]
    assert len(ops) == len(set(ops))


def test_what_is_posted_are_arguments_that_the_functions_have() -> None:
    import re
    from pathlib import Path

    dock = walk()
    dock.do(
        scan(TEA),
        scan(A1),
        undo(),
        yes(),
        scan(Nothing("CODE")),
        yes(),
        scan(TEA),
        scan(A1),
        scan(Nothing(SSCC, sscc=SSCC)),
        scan(A1),
    )
    dock.do(posted("receive_inbound_v1", receipt_id=4, waiting=[{"number": "SO-1", "quantity": 2}]), yes())
    dock.do(scan(replace(CHEESE, weight=Decimal(5))), scan(A1))
    assert {post.function for post in dock.posts} == {
        "receive_inbound_v1",
        "undo_v1",
        "teach_code_v1",
        "receive_unit_v1",
        "cross_dock_v1",
    }
    functions = Path(__file__).parents[3] / "db" / "sql" / "functions"
    source = "\n".join(file.read_text(encoding="utf-8") for file in sorted(functions.glob("*.sql")))
    for post in dock.posts:
        assert isinstance(post, Post)
        head = re.search(rf"create function api\.{post.function}\((.*?)\breturns\b", source, re.DOTALL)
        assert head is not None, post.function
        assert set(post.args) <= set(re.findall(r"\bp_\w+", head[1])), post.function
