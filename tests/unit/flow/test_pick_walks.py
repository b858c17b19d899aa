"""Random walks through batches: no exception, no dead end, a next step everywhere, nothing lost, undo returns."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from flow_ground import EVERYTHING, NOW, TASKS, finish, leave, op, scan, short, typed, undo
from hypothesis import given, settings
from hypothesis import strategies as st
from pick_ground import BATCH, CLUSTER, OFFER, PACK, STAGE, BatchWalk, batch_walk, skip

from app.domain.ids import HandlingUnitId, OrderId, TaskId
from app.flow.effects import Post, Say, Tone
from app.flow.events import Answered, Event, Posted, Scanned, TourFetched
from app.flow.machine import Exit
from app.flow.pick import (
    PICK,
    AskEmpty,
    AskSubstitute,
    AtBin,
    AtDrop,
    AtItem,
    AtLot,
    AtTote,
    Counting,
    PickOver,
    PickState,
)
from app.flow.pick_work import PickTour, Share, Tote

SHARES = (Share(TaskId(1), OrderId(7), "O-7", Decimal(2)), Share(TaskId(4), OrderId(9), "O-9", Decimal(1)))
TOGETHER = PickTour(BATCH, "batch", (replace(TASKS[0], shares=SHARES), *TASKS[1:]))
ONE = replace(CLUSTER, tasks=CLUSTER.tasks[:1])
TOURS = (CLUSTER, TOGETHER, replace(CLUSTER, mode="zone"), ONE, PickTour(BATCH, "cluster", ()))
ANSWERS: tuple[dict[str, Any], ...] = (
    {},
    {},
    {"replanned": 1, "missing": 0},
    {"check_empty": [{"location_id": 1, "code": "A-01"}]},
    {"check_empty": [{"location_id": 2}]},
    {"substitutes": [OFFER, {**OFFER, "product": 10, "sku": "TEA"}]},
    {"substitutes": [{"product": "x"}]},
    {"gone": [{"task": 1}]},
    {"gone": "x", "check_empty": None, "substitutes": {}},
)
answer_lists = st.lists(st.sampled_from(ANSWERS), max_size=6)
PLACES = (*EVERYTHING, PACK, STAGE)
events = st.one_of(
    st.sampled_from(PLACES).map(scan),
    st.sampled_from(PLACES).map(scan),
    st.sampled_from(PLACES).map(lambda found: replace(scan(found), typed=True)),
    st.sampled_from(("1", "2", "3", "0", "-1", "", "L1", "42", "A-01", "\x00", "x" * 600)).map(typed),
    st.sampled_from(("damaged", "")).map(short),
    st.booleans().map(lambda yes: Answered(op(), NOW, yes)),
    st.builds(undo), st.builds(finish), st.builds(skip), st.builds(leave),
    st.sampled_from(ANSWERS).map(lambda answer: Posted(op(), NOW, "pick_stop_v1", answer)),
    st.sampled_from(TOURS).map(lambda tour: TourFetched(op(), NOW, tour)),
)  # fmt: skip


def check_step(before: PickState, event: Event) -> None:
    after, effects = PICK.advance(before, event)
    assert PICK.advance(before, event) == (after, effects), "a flow is pure"
    prompt = PICK.prompt(after)
    assert prompt.line
    assert PICK.over(after) or Exit.LEAVE in prompt.exits, "no way out"
    assert not any(isinstance(effect, Post) for effect in effects[1:]), "a Post is alone and first"
    said = [effect for effect in effects if isinstance(effect, Say)]
    assert all(say.text and say.next_step for say in said)
    if isinstance(event, Scanned) and any(say.tone is Tone.BAD for say in said):
        assert after == before, "a wrong scan never loses state"
    posts = any(isinstance(effect, Post) for effect in effects)
    if isinstance(event, Scanned) and after != before and not posts:
        assert PICK.advance(after, undo())[0] == before, "undo returns"


def reader(state: PickState) -> Event:
    """What a person who reads the prompt does next."""
    by_sku = {"TEA": EVERYTHING[2], "MILK": EVERYTHING[5], "SOAP": EVERYTHING[7]}
    match state:
        case AtBin(run=run):
            return scan(EVERYTHING[0] if run.task.place == 1 else EVERYTHING[1])
        case AtItem(run=run):
            return scan(by_sku[run.task.sku])
        case AtLot(run=run):
            return typed(run.task.lot or "")
        case Counting(run=run):
            return typed(f"{run.task.quantity:f}")
        case AtTote(run=run):
            mine = run.tote_of(run.task.order)
            used = {tote.unit for tote in run.totes}
            units = [unit for unit in EVERYTHING if getattr(unit, "kind", "") in ("tote", "carton", "pallet")]
            extra = [replace(units[0], id=units[0].id + n, code=f"NEW-{n}") for n in range(500, 540)]
            return scan(
                next(unit for unit in (*units, *extra) if (unit.id == mine.unit if mine else unit.id not in used))
            )
        case AskEmpty() | AskSubstitute():
            return Answered(op(), NOW, True)
        case AtDrop():
            return scan(PACK)
        case PickOver():
            raise AssertionError("over")


def walked(tour: PickTour, given_: list[Event], answers: list[dict[str, Any]]) -> BatchWalk:
    walk = batch_walk(tour)
    walk.results = list(answers)
    for event in given_:
        check_step(walk.state, event)
        walk.do(event)
    return walk


@settings(max_examples=1000, deadline=None)
@given(
    tour=st.sampled_from(TOURS),
    happens=st.lists(events, max_size=40),
    answers=st.lists(st.sampled_from(ANSWERS), max_size=6),
)
def test_random_walk_through_a_batch(tour: PickTour, happens: list[Event], answers: list[dict[str, Any]]) -> None:
    walk = walked(tour, happens, answers)
    ops = [post.op for post in walk.posts]
    assert len(ops) == len(set(ops))
    left, _ = PICK.advance(walk.state, leave())
    assert PICK.over(left), "leaving always ends it"


@settings(max_examples=150, deadline=None)
@given(tour=st.sampled_from(TOURS), happens=st.lists(events, max_size=25))
def test_from_wherever_a_batch_has_got_a_reader_of_prompts_finishes_it(tour: PickTour, happens: list[Event]) -> None:
    walk = walked(tour, happens, [])
    for _ in range(60):
        if PICK.over(walk.state):
            break
        walk.do(reader(walk.state))
    assert isinstance(walk.state, PickOver)
    for post in walk.posts:
        if post.function == "pick_stop_v1":
            lines = post.args["p_lines"]
            assert isinstance(lines, list)
            assert all(Decimal(line["quantity"]) >= 0 for line in lines)
            assert post.args["p_to_hu"] is not None or all(line["quantity"] == "0" for line in lines)


def test_what_a_batch_posts_are_arguments_that_the_database_functions_have() -> None:
    posts = list[Post]()
    for happens in ([scan(EVERYTHING[0]), scan(EVERYTHING[2]), typed("3"), scan(EVERYTHING[8]), undo()], [leave()]):
        more = batch_walk()
        more.do(*happens)
        posts += more.posts
    again = batch_walk(replace(CLUSTER, tasks=CLUSTER.tasks[:1]))
    again.results = [{"substitutes": [OFFER]}]
    again.do(scan(EVERYTHING[0]), short("x"), Answered(op(), NOW, True))
    dropped = batch_walk(PickTour(BATCH, "zone", (), (Tote(OrderId(7), HandlingUnitId(101), "T"),)))
    dropped.do(scan(PACK))
    looked = batch_walk()
    looked.results = [{"check_empty": [{"location_id": 1}]}]
    looked.do(scan(EVERYTHING[0]), scan(EVERYTHING[2]), typed("3"), scan(EVERYTHING[8]), scan(EVERYTHING[0]))
    posts += [*again.posts, *dropped.posts, *looked.posts]
    assert {post.function for post in posts} == {
        "pick_stop_v1", "undo_v1", "leave_batch_v1", "substitute_v1", "drop_batch_v1", "confirm_empty_v1"
    }  # fmt: skip
    folder = Path(__file__).parents[3] / "db" / "sql" / "functions"
    source = "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.sql")))
    for post in posts:
        head = re.search(rf"create function api\.{post.function}\((.*?)\breturns\b", source, re.DOTALL)
        assert head is not None, post.function
        assert set(post.args) <= set(re.findall(r"\bp_\w+", head[1])), post.function
