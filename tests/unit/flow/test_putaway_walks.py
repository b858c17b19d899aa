"""A thousand random walks with a truck: no exception, no dead end, undo returns, and each load gets where it goes."""

from dataclasses import replace
from typing import Any

from flow_ground import A1, EVERYTHING, HERE, NOW, PALLET, TEA, Walk, finish, leave, op, scan, short, typed, undo
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.ids import LocationId
from app.flow.effects import Effect, FetchPlace, Post, Say, Tone
from app.flow.events import Answered, Event, Nothing, Place, PlaceFetched, PlannedPlace, Scanned, Undo
from app.flow.putaway import PUTAWAY, REASONS, Asking, Carrying, Doubting, PutawayOver, PutawayState, WantUnit, start

C3 = Place(LocationId(3), "C-03", "storage")
PLANS = (PlannedPlace(70, A1, "It is empty."), PlannedPlace(71, C3), None)
EVENTS = st.one_of(
    st.sampled_from((*EVERYTHING, C3)).map(scan),
    st.sampled_from((*EVERYTHING, C3)).map(lambda found: replace(scan(found), typed=True)),
    st.sampled_from(("1", "", "nearer", "NEARER", "\x00", "x" * 600)).map(typed),
    st.sampled_from((*REASONS, "", "empty")).map(short),
    st.booleans().map(lambda yes: Answered(op(), NOW, yes)),
    st.sampled_from(PLANS).map(lambda plan: PlaceFetched(op(), NOW, plan, "No bin takes it.")),
    st.builds(undo),
    st.builds(finish),
    st.builds(leave),
)


class Truck(Walk[PutawayState]):
    """A walk whose questions for places are answered by turns, or not at all (the database did not answer)."""

    turn: int = 0

    def _carry_out(self, effect: Effect) -> None:
        if isinstance(effect, FetchPlace):
            self.turn += 1
            if self.turn % 4:
                self.do(PlaceFetched(op(), NOW, PLANS[self.turn % 3], "No bin takes it."))
        else:
            super()._carry_out(effect)


def check(before: PutawayState, event: Event) -> None:
    after, effects = PUTAWAY.advance(before, event)
    assert PUTAWAY.advance(before, event) == (after, effects), "a flow is pure"
    prompt = PUTAWAY.prompt(after)
    assert prompt.line
    assert PUTAWAY.over(after) or prompt.exits, "no way out"
    assert not any(isinstance(effect, Post) for effect in effects[1:]), "a Post is alone and first"
    said = [effect for effect in effects if isinstance(effect, Say)]
    assert all(one.text and one.next_step for one in said)
    if isinstance(event, Scanned) and Tone.BAD in [one.tone for one in said]:
        assert after == before, "a wrong scan never loses state"
    if isinstance(event, Scanned) and after != before and not any(isinstance(effect, Post) for effect in effects):
        assert PUTAWAY.advance(after, Undo(op(), NOW))[0] == before, "undo returns"


def worker(state: PutawayState) -> Event:
    """What a person who reads the prompt does next."""
    match state:
        case WantUnit():
            return scan(PALLET)
        case Asking(load=load):
            return scan(load)
        case Carrying(plan=plan):
            return scan(plan.place if plan is not None else C3)
        case Doubting():
            return short("nearer")
        case PutawayOver():
            raise AssertionError("over")


@settings(max_examples=1000, deadline=None)
@given(events=st.lists(EVENTS, max_size=30))
def test_random_walks_of_a_truck(events: list[Event]) -> None:
    walk: Any = Truck(PUTAWAY, start(HERE))
    for event in events:
        check(walk.state, event)
        walk.do(event)
    assert PUTAWAY.over(PUTAWAY.advance(walk.state, leave())[0]), "leaving always ends it"
    if PUTAWAY.over(walk.state):
        return
    before, steps = len([post for post in walk.posts if post.function != "undo_v1"]), 0
    while len([post for post in walk.posts if post.function != "undo_v1"]) == before:
        walk.do(worker(walk.state))
        steps += 1
        assert steps < 10, "a reader of prompts puts the load away"
    assert isinstance(walk.state, WantUnit)
    ops = [post.op for post in walk.posts]
    assert len(ops) == len(set(ops)), "every posting is a new act"


def test_loose_goods_without_a_task_are_not_carried_about() -> None:
    asking, _ = PUTAWAY.advance(start(HERE), scan(TEA))
    after, _ = PUTAWAY.advance(asking, PlaceFetched(op(), NOW, None, ""))
    assert after == WantUnit(HERE)
    assert PUTAWAY.advance(after, scan(Nothing("?")))[0] is after
