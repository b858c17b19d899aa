"""Packing by scan: the way through, the weight gate, several cartons, short, wrong items."""

from dataclasses import replace
from decimal import Decimal

import pytest
from flow_ground import (
    A1,
    CARTON,
    HERE,
    JOB,
    MILK_L1,
    MILK_L2,
    NOW,
    SMALL,
    SOAP,
    TEA,
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
)  # fmt: skip

from app.flow.effects import PrintLabel, Tone
from app.flow.events import JobFetched, ScaleFailed
from app.flow.machine import Exit
from app.flow.pack import PACK, start
from app.flow.pack_states import (
    Checking,
    Fetching,
    OffWeight,
    PackDesk,
    PackOver,
    PackState,
    WantCarton,
    WantTote,
    WantWeight,
)

DESK = PackDesk(HERE)


def walk(weight: int = 1620) -> Walk[PackState]:
    return Walk(PACK, start(DESK), weight=lambda: grams(weight))


def test_a_tote_becomes_a_carton() -> None:
    desk = walk()
    effects = desk.do(scan(TOTE1), scan(TEA), scan(TEA), scan(MILK_L1), scan(SMALL))
    assert [effect.__class__.__name__ for effect in effects] == ["Post"]
    carton, packed = desk.posts
    assert carton.args == {"p_warehouse": 1, "p_kind": "carton", "p_location": 90, "p_carton_type": "S"}
    assert packed.function == "pack_v1"
    assert packed.args == {
        "p_warehouse": 1, "p_order": 7, "p_to_hu": 900, "p_gross_weight": Decimal(1620), "p_close": True,
        "p_device": "desk-1", "p_occurred_at": NOW,
        "p_lines": [
            {"order_line": 71, "product": 10, "quantity": "2", "lot": None, "from_hu": 101},
            {"order_line": 72, "product": 11, "quantity": "1", "lot": 5, "from_hu": 101},
        ],
    }  # fmt: skip
    assert isinstance(desk.state, WantTote)
    assert desk.tone is Tone.GOOD


def test_closing_prints_the_cartons_label() -> None:
    state = start(DESK)
    printed = []
    desk = Walk(PACK, state, weight=lambda: grams(1620))
    original = desk._carry_out
    desk._carry_out = lambda effect: (printed.append(effect), original(effect))[1]
    desk.do(scan(TOTE1), scan(TEA), typed("2"), scan(MILK_L1), scan(SMALL))
    labels = [effect for effect in printed if isinstance(effect, PrintLabel)]
    assert [label.fields["sscc"] for label in labels] == ["095212345678901235"]
    assert labels[0].fields["last"] == "yes"


def test_wrong_items_lots_and_too_many_are_refused_and_lose_nothing() -> None:
    desk = walk()
    desk.do(scan(TOTE1), scan(TEA), scan(TEA))
    before = desk.state
    for wrong, words in ((scan(SOAP), "Wrong item"), (scan(MILK_L2), "Wrong lot"), (scan(TEA), "Too many")):
        desk.do(wrong)
        assert desk.state is before
        assert desk.tone is Tone.BAD
        assert words in desk.said[-1].text
    desk.do(scan(A1), typed("3"))
    assert desk.state is before


@pytest.mark.parametrize("weight", [1500, 1720])
def test_a_wrong_weight_does_not_close_the_carton(weight: int) -> None:
    desk = walk(weight)
    desk.do(scan(TOTE1), scan(TEA), typed("2"), scan(MILK_L1), scan(SMALL))
    assert isinstance(desk.state, OffWeight)
    assert [post.function for post in desk.posts] == ["create_hu_v1"]
    assert {Exit.WEIGH, Exit.SHORT, Exit.UNDO} <= set(PACK.prompt(desk.state).exits)
    desk.weight = lambda: grams(1620)
    desk.do(finish())
    assert isinstance(desk.state, WantTote)


def test_a_wrong_weight_released_with_a_reason_tells_the_supervisor() -> None:
    desk = walk(1500)
    desk.do(scan(TOTE1), scan(TEA), typed("2"), scan(MILK_L1), scan(SMALL), short("void fill"))
    assert [post.function for post in desk.posts] == ["create_hu_v1", "pack_v1", "raise_alarm_v1"]
    alarm = desk.posts[-1]
    assert not alarm.needed
    assert "void fill" in str(alarm.args["p_text"])
    assert len({post.op for post in desk.posts}) == 3


def test_undo_at_the_scale_counts_the_carton_again_and_makes_no_second_one() -> None:
    desk = walk(1500)
    desk.do(scan(TOTE1), scan(TEA), typed("2"), scan(MILK_L1), scan(SMALL), undo())
    assert isinstance(desk.state, WantWeight)
    desk.do(undo())
    assert isinstance(desk.state, Checking)
    assert desk.state.parcel.in_hand == 0
    desk.weight = lambda: grams(1620)
    desk.do(scan(TEA), typed("2"), scan(MILK_L1))
    assert [post.function for post in desk.posts] == ["create_hu_v1", "pack_v1"]


def test_several_cartons_for_one_order() -> None:
    desk = walk(620)
    desk.do(scan(TOTE1), scan(TEA), typed("2"), finish())
    assert isinstance(desk.state, WantCarton)
    desk.do(scan(SMALL))
    assert isinstance(desk.state, Checking)
    assert desk.state.parcel.open == 1
    desk.weight = lambda: grams(1120)
    desk.do(scan(MILK_L1), scan(CARTON))
    assert isinstance(desk.state, WantTote)
    assert [post.function for post in desk.posts] == ["create_hu_v1", "pack_v1", "pack_v1"]
    assert desk.posts[-1].args["p_to_hu"] == 104


def test_short_packs_what_there_is_and_tells_the_supervisor() -> None:
    desk = walk(370)
    desk.do(scan(TOTE1), scan(TEA), short("damaged"), scan(SMALL))
    assert isinstance(desk.state, WantTote)
    assert desk.posts[1].args["p_lines"] == [
        {"order_line": 71, "product": 10, "quantity": "1", "lot": None, "from_hu": 101}
    ]
    assert "short by 2 (damaged)" in str(desk.posts[2].args["p_text"])


def test_an_empty_tote_is_reported_and_the_desk_goes_on() -> None:
    desk = walk()
    desk.do(scan(TOTE1), short("missing"))
    assert isinstance(desk.state, WantTote)
    assert [post.function for post in desk.posts] == ["raise_alarm_v1"]


def test_a_tote_with_nothing_to_pack_is_set_aside() -> None:
    fetching = Fetching(DESK, "TOTE-1", back=WantTote(DESK))
    for job in (None, replace(JOB, lines=())):
        state, effects = PACK.advance(fetching, JobFetched(op(), NOW, job))
        assert isinstance(state, WantTote)
        assert "Set it aside" in effects[0].next_step


def test_a_scale_that_fails_leaves_the_carton_waiting_and_a_typed_weight_closes_it() -> None:
    desk = walk()
    desk.weight = lambda: ScaleFailed(op(), NOW, "The scale is overloaded.", "Use a larger scale.")
    desk.do(scan(TOTE1), scan(TEA), typed("2"), scan(MILK_L1), scan(SMALL))
    assert isinstance(desk.state, WantWeight)
    assert desk.said[-1].text == "The scale is overloaded."
    desk.do(scan(TEA), typed("abc"))
    assert isinstance(desk.state, WantWeight)
    desk.do(typed("1620"))
    assert isinstance(desk.state, WantTote)


def test_nothing_on_the_scale_is_not_a_weight() -> None:
    desk = walk(0)
    desk.do(scan(TOTE1), scan(TEA), typed("2"), scan(MILK_L1), scan(SMALL))
    assert isinstance(desk.state, WantWeight)


def test_an_unknown_weight_opens_the_gate() -> None:
    lines = tuple(replace(line, weight=None) for line in JOB.lines)
    state, _ = PACK.advance(Fetching(DESK, "TOTE-1"), JobFetched(op(), NOW, replace(JOB, lines=lines)))
    desk = Walk(PACK, state, weight=lambda: grams(7))
    desk.do(scan(TEA), typed("2"), scan(MILK_L1), scan(SMALL))
    assert isinstance(desk.state, WantTote)


def test_leaving_says_what_was_not_recorded() -> None:
    desk = walk()
    desk.do(scan(TOTE1), scan(TEA), leave())
    assert isinstance(desk.state, PackOver)
    assert desk.said[-1].next_step == "Put them back into TOTE-1."
