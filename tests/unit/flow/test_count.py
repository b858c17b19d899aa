"""Counting a bin, with the scanner alone; and walks at random that find no dead end."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

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
    PALLET,
    SOAP,
    TEA,
    TEA_CASE,
    TOTE1,
    Walk,
    finish,
    leave,
    op,
    scan,
    short,
    typed,
    undo,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.ids import ProductId
from app.flow.count import COUNT, start
from app.flow.count_states import (
    CountDesk,
    CountingItem,
    CountOver,
    CountState,
    InBin,
    OfUnit,
    Opening,
    Recording,
    SureEmpty,
    WantBin,
    WantCountLot,
)
from app.flow.effects import Confirm, Post, Say, Tone
from app.flow.events import Answered, Event, Item, Posted, Scanned, Undo
from app.flow.machine import Wants

PHONE_1 = Item(ProductId(13), "PHONE", "Phone", tracking="serial", serial="S1")
PHONE_2 = Item(ProductId(13), "PHONE", "Phone", tracking="serial", serial="S2")
DESK = CountDesk(HERE, (A1, B2))


@dataclass
class Counting(Walk[CountState]):
    """A counter at work: the database gives numbers to bins and lines."""

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)

    def _carry_out(self, effect: Any) -> None:
        if isinstance(effect, Post):
            self.posts.append(effect)
            known = {"claim_count_v1": {"count_id": 5, "lines": []}, "enter_count_v1": {"line_id": len(self.posts)}}
            result = {**known, **self.answers}.get(effect.function, {})
            self.do(Posted(op(), NOW, effect.function, result))
        else:
            super()._carry_out(effect)

    @property
    def posted(self) -> list[tuple[Any, ...]]:
        """What was posted: the function and what matters of its arguments."""
        names = ("p_location", "p_product", "p_quantity", "p_lot", "p_hu", "p_line", "p_empty")
        return [
            (
                post.function.removesuffix("_count_v1"),
                *(post.args[name] for name in names if post.args.get(name) is not None),
            )
            for post in self.posts
        ]


def counting(*events: Event) -> Counting:
    walk = Counting(COUNT, start(DESK))
    walk.do(*events)
    return walk


def test_a_bin_from_end_to_end_with_the_scanner_alone() -> None:
    walk = counting(scan(A1), scan(TEA), scan(TEA), scan(TEA_CASE), scan(SOAP), scan(A1), scan(A1))
    assert walk.posted == [
        ("claim", 1), ("enter", 10, Decimal(8)), ("enter", 12, Decimal(1)), ("close", False)
    ]  # fmt: skip
    assert COUNT.prompt(walk.state).line == "Go to B-02 and scan it."


def test_an_empty_bin_is_said_to_be_empty_once_more() -> None:
    walk = counting(scan(A1), scan(A1))
    assert isinstance(walk.state, SureEmpty)
    assert walk.posted == [("claim", 1)], "one scan too many does not empty a bin"
    assert counting(scan(A1), scan(A1), scan(A1)).posted[-1] == ("close", True)
    assert counting(scan(A1), finish(), Answered(op(), NOW, True)).posted[-1] == ("close", True)
    back = counting(scan(A1), finish(), Answered(op(), NOW, False))
    assert isinstance(back.state, InBin)
    found = counting(scan(A1), scan(A1), scan(TEA), scan(A1), scan(A1))
    assert found.posted[1:] == [("enter", 10, Decimal(1)), ("close", False)]


def test_the_question_says_what_each_answer_does() -> None:
    walk = counting(scan(A1))
    effects = walk.do(finish())
    ask = next(effect for effect in effects if isinstance(effect, Confirm))
    assert (ask.question, ask.yes, ask.no) == ("Is A-01 empty?", "It is empty", "Something lies in it")


def test_typed_counts_and_bad_ones() -> None:
    walk = counting(scan(A1), scan(TEA), typed("24"), scan(A1))
    assert walk.posted[-1] == ("enter", 10, Decimal(24))
    for bad in ("0", "-3", "many", "9" * 15, "NaN", ""):
        walk = counting(scan(A1), scan(TEA), typed(bad))
        assert walk.tone is Tone.BAD, bad
        assert isinstance(walk.state, CountingItem)
        assert walk.state.counted == 1


def test_lots_by_label_by_hand_and_one_after_the_other() -> None:
    walk = counting(
        scan(A1), scan(MILK), typed("L9"), typed("3"), scan(MILK_L1), scan(MILK_L1), scan(MILK_L2), scan(A1)
    )
    assert walk.posted[1:] == [
        ("enter", 11, Decimal(3), "L9"),
        ("enter", 11, Decimal(2), "L1"),
        ("enter", 11, Decimal(1), "L2"),
    ]
    assert isinstance(counting(scan(A1), scan(MILK), scan(B2)).state, WantCountLot)
    assert isinstance(counting(scan(A1), scan(MILK), typed("x" * 41)).state, WantCountLot)


def test_serial_numbers_are_one_piece_each() -> None:
    walk = counting(scan(A1), scan(PHONE_1), scan(PHONE_1), typed("2"), scan(PHONE_2), scan(A1))
    assert walk.posted[1:] == [("enter", 13, Decimal(1), "S1"), ("enter", 13, Decimal(1), "S2")]


def test_a_unit_unopened_and_a_unit_whose_content_is_counted() -> None:
    walk = counting(
        scan(A1), scan(PALLET), scan(PALLET), scan(TOTE1), scan(TEA), scan(TEA), scan(A1), scan(A1), scan(A1)
    )
    assert walk.posted == [
        ("claim", 1), ("enter", 103), ("enter", 10, Decimal(2), 101), ("close", False)
    ]  # fmt: skip
    again = counting(scan(A1), scan(PALLET), scan(PALLET), scan(PALLET))
    assert again.said[-1].text == "PAL-3 is entered already."


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([scan(TEA)], "“TEA” is not a bin."),
        ([scan(A1), scan(B2)], "This is B-02; you are counting A-01."),
        ([scan(A1), typed("???")], "“???” is not known here."),
        ([scan(A1), scan(TEA), scan(PALLET)], "1 x TEA are not recorded yet."),
    ],
)
def test_wrong_turns_say_what_is_wrong_and_change_nothing(events: list[Event], words: str) -> None:
    walk = counting(*events[:-1])
    before = walk.state
    walk.do(events[-1])
    assert (walk.said[-1].text, walk.tone) == (words, Tone.BAD)
    assert walk.said[-1].next_step
    assert walk.state == before


def test_undo_takes_scans_and_then_recorded_entries_back() -> None:
    walk = counting(scan(A1), scan(TEA), scan(A1), scan(SOAP), scan(SOAP), undo(), undo())
    assert isinstance(walk.state, InBin)
    assert [str(entry) for entry in walk.state.bin.entries] == ["1 x TEA"]
    walk.do(undo())
    assert walk.posted[-1] == ("take_back", 2)
    assert walk.state.bin.entries == ()
    walk.do(undo())
    assert walk.tone is Tone.WARN


def test_a_bin_scanned_again_after_a_break_goes_on() -> None:
    lines = [{"line_id": 8, "sku": "TEA", "quantity": "4.000000", "lot": None, "unit": None}]
    walk = Counting(COUNT, start(DESK), answers={"claim_count_v1": {"count_id": 5, "lines": lines}})
    walk.do(scan(A1))
    assert walk.said[-1].text == "A-01: you entered 1 before."
    walk.do(scan(A1))
    assert walk.posted[-1] == ("close", False)


def test_leaving_says_what_is_kept_and_what_is_not() -> None:
    assert "2 x TEA were not recorded" in counting(scan(A1), scan(TEA), scan(TEA), leave()).said[-1].text
    assert "A-01 is not finished" in counting(scan(A1), scan(TEA), scan(A1), leave()).said[-1].text
    assert isinstance(counting(leave()).state, CountOver)


# ---- at random -------------------------------------------------------------------------------------------------------
EVENTS = st.one_of(
    st.sampled_from((*EVERYTHING, PHONE_1, PHONE_2)).map(scan),
    st.sampled_from((A1, A1, TEA, MILK_L1, PALLET)).map(scan),
    st.sampled_from(EVERYTHING).map(lambda found: replace(scan(found), typed=True)),
    st.sampled_from(("1", "12", "0", "-1", "9" * 15, "", "L1", "1,5", "\x00", "x" * 600)).map(typed),
    st.booleans().map(lambda yes: Answered(op(), NOW, yes)),
    st.sampled_from((undo, undo, finish, leave, short)).flatmap(lambda make: st.builds(make)),
    st.sampled_from(("claim_count_v1", "enter_count_v1", "close_count_v1", "pick_v1")).map(
        lambda name: Posted(op(), NOW, name, {"line_id": "odd", "count_id": None, "lines": "none"})
    ),
)


def _check_step(before: CountState, event: Event) -> None:
    after, effects = COUNT.advance(before, event)
    assert (after, effects) == COUNT.advance(before, event), "a flow is pure"
    prompt = COUNT.prompt(after)
    assert prompt.line
    assert COUNT.over(after) or prompt.exits, "no way out"
    assert not any(isinstance(effect, Post) for effect in effects[1:]), "a Post is alone and first"
    assert all(effect.text and effect.next_step for effect in effects if isinstance(effect, Say))
    posts = any(isinstance(effect, Post) for effect in effects)
    if isinstance(event, Scanned):
        if Tone.BAD in [effect.tone for effect in effects if isinstance(effect, Say)]:
            assert after == before, "a wrong scan never loses state"
        if after != before and not posts:
            assert COUNT.advance(after, Undo(op(), NOW))[0] == before, "undo returns"


@settings(max_examples=300, deadline=None)
@given(events=st.lists(EVENTS, max_size=40))
def test_walks_at_random(events: list[Event]) -> None:
    walk = counting()
    for event in events:
        _check_step(walk.state, event)
        walk.do(event)
    ops = [post.op for post in walk.posts]
    assert len(ops) == len(set(ops)), "every posting is a new act"
    left, _ = COUNT.advance(walk.state, leave())
    assert COUNT.over(left)


def _reader(state: CountState) -> Event:
    """What a person who reads the prompt does next, to be done with the bin."""
    match state:
        case WantBin() | Opening():
            return scan(A1)
        case InBin(bin=inside) | CountingItem(bin=inside) | SureEmpty(bin=inside):
            return scan(inside.place)
        case OfUnit(unit=unit):
            return scan(unit)
        case WantCountLot():
            return typed("L1")
        case Recording():
            return undo()
        case CountOver():
            raise AssertionError("over")


@settings(max_examples=200, deadline=None)
@given(events=st.lists(EVENTS, max_size=30))
def test_from_wherever_a_reader_of_prompts_finishes_the_bin(events: list[Event]) -> None:
    walk = counting()
    for event in events:
        walk.do(event)
    if COUNT.over(walk.state):
        return
    before = len([post for post in walk.posts if post.function == "close_count_v1"])
    for _ in range(12):
        walk.do(_reader(walk.state))
        if len([post for post in walk.posts if post.function == "close_count_v1"]) > before:
            break
    assert walk.posts[-1].function == "close_count_v1"
    entered = 0
    for post in walk.posts:
        quantity = post.args.get("p_quantity")
        assert quantity is None or (isinstance(quantity, Decimal) and 0 < quantity <= 1_000_000_000)
        entered += post.function == "enter_count_v1"
    assert walk.posts[-1].args["p_empty"] in (True, False)


def test_a_finished_count_wants_nothing_and_names_arguments_that_exist() -> None:
    over, _ = COUNT.advance(start(DESK), leave())
    assert COUNT.prompt(over).wants is Wants.NOTHING
    walk = counting(scan(A1), scan(TEA), scan(A1), undo(), scan(A1), scan(A1))
    functions = Path(__file__).parents[3] / "db" / "sql" / "functions"
    source = "\n".join(file.read_text(encoding="utf-8") for file in sorted(functions.glob("*.sql")))
    assert {post.function for post in walk.posts} == {
        "claim_count_v1",
        "enter_count_v1",
        "take_back_count_v1",
        "close_count_v1",
    }
    for post in walk.posts:
        head = re.search(rf"create function api\.{post.function}\((.*?)\breturns\b", source, re.DOTALL)
        assert head is not None, post.function
        assert set(post.args) <= set(re.findall(r"\bp_\w+", head[1])), post.function


def test_a_bin_on_the_way_to_other_work_is_over_when_it_is_counted() -> None:
    walk = Counting(COUNT, start(CountDesk(HERE, (A1,), once=True)))
    walk.do(scan(A1), scan(SOAP), scan(A1), scan(A1))
    assert isinstance(walk.state, CountOver)
    assert walk.posted[-1] == ("close", False)
    assert (walk.said[-1].text, walk.said[-1].next_step) == ("A-01 is counted.", "Go on with the next task.")
    assert COUNT.prompt(walk.state).line == "Go on with the next task."
    left = Counting(COUNT, start(CountDesk(HERE, (A1,), once=True)))
    left.do(leave())
    assert COUNT.prompt(left.state).line == "Counting has stopped here."
