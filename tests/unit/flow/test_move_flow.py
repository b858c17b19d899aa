"""Moving and refilling by scan: the plain way, fewer and nothing, wrong scans at every step, a thousand walks."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from flow_ground import (
    A1,
    B2,
    CARTON,
    EVERYTHING,
    HERE,
    MILK_L1,
    MILK_L2,
    NOW,
    PALLET,
    SOAP,
    TEA,
    TEA_CASE,
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

from app.domain.ids import HandlingUnitId, LocationId, ProductId, TaskId
from app.flow.effects import Post, Say, Tone
from app.flow.events import Answered, Event, Posted, Scanned, Undo
from app.flow.machine import Wants
from app.flow.move import MOVE, start
from app.flow.move_states import AtGoods, AtSource, Carrying, MoveOver, MoveState, MoveTask, Taking

REFILL = MoveTask(
    TaskId(1), "replenish", ProductId(10), "TEA", "Green tea", Decimal(12), LocationId(1), "A-01",
    LocationId(2), "B-02", source_digit="42", target_digit="17",
)  # fmt: skip
MILK = MoveTask(
    TaskId(2), "move", ProductId(11), "MILK", "Oat milk", Decimal(2), LocationId(2), "B-02", LocationId(1), "A-01",
    lot="L1", unit=HandlingUnitId(103), unit_code="PAL-3",
)  # fmt: skip
SWAP = tuple(
    MoveTask(
        TaskId(3 + n), "move", ProductId(12), "SOAP", "Soap", Decimal(1), LocationId(one), f"P-{one}", LocationId(two),
        f"P-{two}", whole=True, exchange=7,
    )
    for n, (one, two) in enumerate(((1, 2), (2, 1)))
)  # fmt: skip
TASKS = (REFILL, *SWAP, MILK)


def walk(*tasks: MoveTask) -> Walk[MoveState]:
    return Walk(MOVE, start(HERE, tasks or (REFILL,)))


def test_all_of_it_needs_four_scans_and_no_count() -> None:
    here = walk()
    here.do(scan(A1), scan(TEA), scan(B2))
    (post,) = here.posts
    assert post.function == "do_task_v1"
    assert (post.args["p_task"], post.args["p_quantity"], post.args["p_reason"]) == (1, 12, None)
    assert isinstance(here.state, MoveOver)
    assert "1 of 1" in MOVE.prompt(here.state).line


def test_check_digits_are_typed_and_counts_are_no_check_digits() -> None:
    here = walk()
    here.do(typed("42"), scan(TEA_CASE), typed("17"))
    assert here.tone is Tone.BAD, "17 are more than wanted"
    here.do(typed("12"), typed("17"))
    assert here.posts[0].args["p_quantity"] == 12
    scanned = walk()
    scanned.do(replace(typed("42"), typed=False))
    assert isinstance(scanned.state, AtSource), "a bare 42 from a scanner proves nothing"


def test_fewer_needs_a_reason() -> None:
    here = walk()
    here.do(scan(A1), scan(TEA), typed("5"), scan(B2))
    assert here.posts == []
    assert "5 of 12" in here.said[-1].text
    here.do(short(" "))
    assert "needs a reason" in here.said[-1].text
    here.do(short("not_there"), scan(B2))
    assert (here.posts[0].args["p_quantity"], here.posts[0].args["p_reason"]) == (5, "not_there")


def test_nothing_there_is_told_at_the_bin() -> None:
    for events in ([], [scan(A1)], [scan(A1), scan(TEA)], [scan(A1), scan(TEA), typed("0")]):
        here = walk()
        here.do(*events, short("not_there"))
        assert (here.posts[0].args["p_quantity"], here.posts[0].args["p_reason"]) == (0, "not_there")


def test_goods_on_a_unit_are_proved_by_its_label_and_their_lot() -> None:
    here = walk(MILK)
    here.do(scan(B2), scan(CARTON))
    assert "wanted is PAL-3" in here.said[-1].text
    here.do(scan(MILK_L2))
    assert "Wrong lot" in here.said[-1].text
    here.do(scan(MILK_L1))
    assert "to come from PAL-3" in here.said[-1].text
    assert isinstance(here.state, AtGoods)
    here.do(scan(PALLET), scan(A1))
    assert here.posts[0].args["p_task"] == 2


def test_those_that_change_places_are_posted_once() -> None:
    here = walk(*SWAP, REFILL)
    here.do(scan(A1), scan(SOAP))
    assert isinstance(here.state, Taking)
    here.do(short("not_there"))
    assert here.posts == []
    here.do(typed("1"))
    assert here.tone is Tone.BAD, "all of it goes: there is nothing to count"
    here.do(scan(B2))
    (post,) = here.posts
    assert (post.function, post.args["p_tasks"]) == ("do_moves_v1", [3])
    assert "changed places" in here.said[-1].text
    assert here.state == AtSource(replace(here.state.run, done=2))
    assert here.state.run.task is REFILL


@pytest.mark.parametrize("found", EVERYTHING)
@pytest.mark.parametrize("steps", [(), (A1,), (A1, TEA), (A1, TEA, "12")])
def test_a_wrong_scan_says_what_is_wrong_and_changes_nothing(found, steps) -> None:
    here = walk()
    here.do(*(typed(step) if isinstance(step, str) else scan(step) for step in steps))
    before, posts = here.state, len(here.posts)
    here.do(scan(found))
    if here.tone is Tone.BAD:
        assert here.state == before
        assert here.said[-1].next_step
    assert len(here.posts) - posts == (here.state != before and isinstance(before, Taking | Carrying))


_TYPED = ("0", "1", "5", "12", "13", "-1", "999999999999", "", "A-01", "B-02", "42", "17", "1,000", "\x00", "x" * 600)
EVENTS = st.one_of(
    st.sampled_from(EVERYTHING).map(scan),
    st.sampled_from(EVERYTHING).map(lambda found: replace(scan(found), typed=True)),
    st.sampled_from(_TYPED).map(typed),
    st.sampled_from(["not_there", "", "bad"]).map(short),
    st.booleans().map(lambda yes: Answered(op(), NOW, yes)),
    st.builds(undo),
    st.builds(undo),
    st.builds(finish),
    st.sampled_from(["do_task_v1"]).map(lambda name: Posted(op(), NOW, name, {})),
)


@settings(max_examples=1000, deadline=None)
@given(events=st.lists(EVENTS, max_size=30))
def test_a_thousand_walks_end_nowhere_but_where_they_should(events: list[Event]) -> None:
    here = walk(*TASKS)
    for event in events:
        before = here.state
        after, effects = MOVE.advance(before, event)
        assert MOVE.advance(before, event) == (after, effects), "a flow is pure"
        asked = MOVE.prompt(after)
        assert asked.line
        assert asked.exits or asked.wants is Wants.NOTHING, "no way out"
        assert not any(isinstance(effect, Post) for effect in effects[1:]), "a Post is alone and first"
        said = [effect for effect in effects if isinstance(effect, Say)]
        assert all(one.text and one.next_step for one in said)
        if isinstance(event, Scanned) and any(one.tone is Tone.BAD for one in said):
            assert after == before, "a wrong scan never loses state"
        if isinstance(event, Scanned) and after != before and not any(isinstance(one, Post) for one in effects):
            assert MOVE.advance(after, undo())[0] == before, "undo returns"
        here.do(event)
    steps = 0
    while not MOVE.over(here.state):
        here.do(_reader(here.state))
        steps += 1
        assert steps < 30
    assert here.state.run.done == len(TASKS)
    moved = [post.args["p_task"] for post in here.posts if post.function == "do_task_v1"]
    assert moved == [1, 2]
    assert [post.args["p_tasks"] for post in here.posts if post.function == "do_moves_v1"] == [[3]]
    assert len({post.op for post in here.posts}) == 3
    assert MOVE.advance(here.state, Undo(op(), NOW))[0] == here.state


def _reader(state: MoveState) -> Event:
    """What a person who reads the prompt does next."""
    match state:
        case AtSource(run=run):
            return scan(A1 if run.task.source == A1.id else B2)
        case AtGoods(run=run):
            return scan({"TEA": TEA, "SOAP": SOAP, "MILK": PALLET}[run.task.sku])
        case Taking(run=run, taken=taken) if taken is not None:
            return typed(f"{run.task.quantity:f}")
        case Taking(run=run) | Carrying(run=run):
            return scan(A1 if run.task.target == A1.id else B2)
        case _:
            raise AssertionError(f"stuck in {state}")


def test_leaving_says_where_goods_in_hand_go() -> None:
    here = walk()
    here.do(scan(A1), scan(TEA), leave())
    assert "Put it back into A-01" in here.said[-1].next_step
    assert MOVE.prompt(here.state).wants is Wants.NOTHING
    assert MOVE.prompt(start(HERE, ())).wants is Wants.NOTHING


def test_what_is_posted_are_arguments_that_the_database_functions_have() -> None:
    functions = Path(__file__).parents[3] / "db" / "sql" / "functions"
    source = "\n".join(file.read_text(encoding="utf-8") for file in sorted(functions.glob("api.do_*.sql")))
    here = walk(REFILL, *SWAP)
    here.do(scan(A1), scan(TEA), scan(B2), scan(A1), scan(SOAP), scan(B2))
    assert [post.function for post in here.posts] == ["do_task_v1", "do_moves_v1"]
    for post in here.posts:
        head = re.search(rf"create function api\.{post.function}\((.*?)\breturns\b", source, re.DOTALL)
        assert head is not None
        assert set(post.args) <= set(re.findall(r"\bp_\w+", head[1]))
