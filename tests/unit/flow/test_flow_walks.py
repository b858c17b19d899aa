"""Random walks over every flow: no exception, no dead end, a next step everywhere, nothing lost, undo returns.

The walker hands a flow anything that can happen at a station, in any order, and answers its effects as a station would.
"""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flow_ground import (
    A1,
    B2,
    CARTON,
    EVERYTHING,
    HERE,
    JOB,
    MILK_L1,
    NOW,
    PALLET,
    SMALL,
    SOAP,
    TASKS,
    TEA,
    TOTE1,
    TOTE2,
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
from hypothesis import given, settings
from hypothesis import strategies as st

from app.flow.effects import Post, Say, Tone
from app.flow.events import Answered, Event, JobFetched, Posted, ScaleFailed, Scanned, Undo
from app.flow.machine import Flow, Wants
from app.flow.pack import PACK
from app.flow.pack import start as start_pack
from app.flow.pack_states import (
    Checking,
    OffWeight,
    PackDesk,
    PackOver,
    PackState,
    WantCarton,
    WantTote,
    WantWeight,
)  # fmt: skip
from app.flow.pick import PICK, AtBin, AtItem, AtTote, Counting, PickOver, PickState
from app.flow.pick import start as start_pick
from app.flow.putaway import PUTAWAY
from app.flow.putaway import start as start_putaway
from app.flow.receive import RECEIVE, Dock
from app.flow.receive import start as start_receive

_TYPED = ("1", "2", "3", "-1", "0", "999999999999", "", "A-01", "2027-03-31", "1620", "L1", "1,000", "\x00", "x" * 600)

EVENTS = st.one_of(
    st.sampled_from(EVERYTHING).map(scan),
    st.sampled_from(EVERYTHING).map(lambda found: replace(scan(found), typed=True)),
    st.sampled_from(_TYPED).map(typed),
    st.sampled_from(["damaged", "", "empty"]).map(short),
    st.integers(-5, 3000).map(grams),
    st.booleans().map(lambda yes: Answered(op(), NOW, yes)),
    st.builds(undo),
    st.builds(undo),
    st.builds(finish),
    st.builds(leave),
    st.builds(lambda: JobFetched(op(), NOW, JOB)),
    st.builds(lambda: JobFetched(op(), NOW, None)),
    st.builds(lambda: ScaleFailed(op(), NOW, "The scale is away.", "Type the weight.")),
    st.sampled_from(["pick_v1", "create_hu_v1"]).map(lambda name: Posted(op(), NOW, name, {"hu_id": 900})),
)

FLOWS = [
    (PICK, lambda: start_pick(HERE, TASKS)),
    (PACK, lambda: start_pack(PackDesk(HERE))),
    (RECEIVE, lambda: start_receive(Dock(HERE))),
    (PUTAWAY, lambda: start_putaway(HERE)),
]
by_flow = pytest.mark.parametrize(("flow", "start"), FLOWS, ids=[flow.name for flow, _ in FLOWS])


def _check_step(flow: Flow[Any], before: Any, event: Event) -> None:
    after, effects = flow.advance(before, event)
    again, same_effects = flow.advance(before, event)
    assert (again, same_effects) == (after, effects), "a flow is pure"
    prompt = flow.prompt(after)
    assert prompt.line
    assert flow.over(after) or prompt.exits, "no way out"
    assert not any(isinstance(effect, Post) for effect in effects[1:]), "a Post is alone and first"
    for effect in effects:
        if isinstance(effect, Say):
            assert effect.text
            assert effect.next_step
    tones = [effect.tone for effect in effects if isinstance(effect, Say)]
    if isinstance(event, Scanned) and Tone.BAD in tones and not isinstance(after, OffWeight):
        assert after == before, "a wrong scan never loses state"
    if isinstance(event, Scanned) and after != before and not any(isinstance(effect, Post) for effect in effects):
        returned, _ = flow.advance(after, Undo(op(), NOW))
        assert returned == before, "undo returns"


@by_flow
@settings(max_examples=150, deadline=None)
@given(events=st.lists(EVENTS, max_size=40), weight=st.sampled_from([0, 370, 620, 1500, 1620]))
def test_random_walk(flow: Flow[Any], start: Any, events: list[Event], weight: int) -> None:
    walk = Walk(flow, start(), weight=lambda: grams(weight))
    for event in events:
        _check_step(flow, walk.state, event)
        walk.do(event)
    left, _ = flow.advance(walk.state, leave())
    assert flow.over(left), "leaving always ends it"


def _pick_worker(state: PickState) -> Event:
    """What a person who reads the prompt does next."""
    match state:
        case AtBin(run=run):
            return scan(A1 if run.task.place == A1.id else B2)
        case AtItem(run=run):
            return scan({"TEA": TEA, "MILK": MILK_L1, "SOAP": SOAP}[run.task.sku])
        case Counting(run=run):
            return typed(f"{run.task.quantity:f}")
        case AtTote(run=run):
            tote = run.tote_of(run.task.order)
            taken = {held.unit for held in run.totes}
            units = (TOTE1, TOTE2, CARTON, PALLET)
            return scan(next(unit for unit in units if (unit.id == tote.unit if tote else unit.id not in taken)))
        case PickOver():
            raise AssertionError("over")


def _pack_worker(state: PackState) -> Event:
    match state:
        case WantTote():
            return scan(TOTE1)
        case Checking(parcel=parcel):
            return scan(next(item for line, item in enumerate((TEA, MILK_L1)) if parcel.open_of(line) > 0))
        case WantCarton():
            return scan(SMALL)
        case WantWeight(parcel=parcel) | OffWeight(parcel=parcel):
            return typed(str(int(parcel.band.low) + 1) if parcel.band else "100")
        case _:
            raise AssertionError(f"stuck in {state}")


@settings(max_examples=150, deadline=None)
@given(events=st.lists(EVENTS, max_size=30))
def test_from_wherever_a_tour_has_got_a_reader_of_prompts_finishes_it(events: list[Event]) -> None:
    walk = Walk(PICK, start_pick(HERE, TASKS))
    for event in events:
        walk.do(event)
    steps = 0
    while not PICK.over(walk.state):
        walk.do(_pick_worker(walk.state))
        steps += 1
        assert steps < 30
    assert isinstance(walk.state, PickOver)
    assert walk.state.left or walk.state.run.done == len(TASKS)
    assert len(walk.posts) == walk.state.run.done
    for post, task in zip(walk.posts, TASKS, strict=False):
        picked = post.args["p_quantity"]
        assert isinstance(picked, Decimal)
        assert 0 <= picked <= task.quantity
        assert picked == task.quantity or post.args["p_reason"]


@settings(max_examples=150, deadline=None)
@given(events=st.lists(EVENTS, max_size=30))
def test_from_wherever_a_packer_has_got_a_reader_of_prompts_closes_the_order(events: list[Event]) -> None:
    walk = Walk(PACK, start_pack(PackDesk(HERE)), weight=lambda: ScaleFailed(op(), NOW, "Away.", "Type it."))
    for event in events:
        walk.do(event)
    if isinstance(walk.state, PackOver):
        return
    steps = 0
    while not isinstance(walk.state, WantTote):
        walk.do(_pack_worker(walk.state))
        steps += 1
        assert steps < 30
    before = len([post for post in walk.posts if post.function == "pack_v1"])
    while steps < 60 and len([post for post in walk.posts if post.function == "pack_v1"]) == before:
        walk.do(_pack_worker(walk.state))
        steps += 1
    last = [post for post in walk.posts if post.function == "pack_v1"][-1]
    lines = last.args["p_lines"]
    assert isinstance(lines, list)
    assert sum(Decimal(line["quantity"]) for line in lines) == 3


@by_flow
@settings(max_examples=60, deadline=None)
@given(events=st.lists(EVENTS, max_size=40))
def test_every_posting_is_a_new_act(flow: Flow[Any], start: Any, events: list[Event]) -> None:
    walk = Walk(flow, start())
    walk.do(*events)
    ops = [post.op for post in walk.posts]
    assert len(ops) == len(set(ops))


def test_a_finished_flow_wants_nothing() -> None:
    for flow, start in FLOWS:
        over, _ = flow.advance(start(), leave())
        assert flow.prompt(over).wants is Wants.NOTHING
        assert flow.advance(over, scan(TEA))[0] == over


def test_what_flows_post_are_arguments_that_the_database_functions_have() -> None:
    """Read from the functions' own source, so that a renamed argument is found here and not at the dock."""
    walks = [
        (Walk(PICK, start_pick(HERE, TASKS)), [scan(A1), scan(TEA), typed("3"), scan(TOTE1)]),
        (Walk(PACK, start_pack(PackDesk(HERE)), weight=lambda: grams(1500)),
         [scan(TOTE1), scan(TEA), typed("2"), scan(MILK_L1), scan(SMALL), short()]),
        (Walk(RECEIVE, start_receive(Dock(HERE))), [scan(TEA), scan(A1)]),
        (Walk(PUTAWAY, start_putaway(HERE)), [scan(PALLET), scan(A1)]),
    ]  # fmt: skip
    posts = []
    for walk, events in walks:
        walk.do(*events)
        posts += walk.posts
    assert {post.function for post in posts} == {
        "pick_v1", "create_hu_v1", "pack_v1", "raise_alarm_v1", "receive_v1", "put_away_v1"
    }  # fmt: skip
    functions = Path(__file__).parents[3] / "db" / "sql" / "functions"
    source = "\n".join(file.read_text(encoding="utf-8") for file in sorted(functions.glob("*.sql")))
    for post in posts:
        head = re.search(rf"create function api\.{post.function}\((.*?)\breturns\b", source, re.DOTALL)
        assert head is not None, post.function
        assert set(post.args) <= set(re.findall(r"\bp_\w+", head[1])), post.function
