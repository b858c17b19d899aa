"""What is shown of a state: every state of every flow a handheld works is known, or says enough in its line."""

from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest

from app.flow import count_states, move_states, pick_states, putaway, receive_states
from app.services.handheld.sight import NOTHING, number, sight_of
from app.ui.handheld.sample_work import WORKPLACE, faces, sample_dock, sample_moves, sample_tour

UNIONS = (
    pick_states.PickState,
    putaway.PutawayState,
    receive_states.ReceiveState,
    move_states.MoveState,
    count_states.CountState,
)
IN_ITS_LINE = {
    putaway.WantUnit, putaway.Asking, putaway.PutawayOver, receive_states.Differing, receive_states.Crossing,
    receive_states.TakingBack, receive_states.ReceiveOver, count_states.Opening, count_states.CountOver,
}  # fmt: skip


def states(union):
    """The classes of a union of states, unions inside it opened."""
    found = []
    for one in get_args(union):
        found += states(one) if get_args(one) else [one]
    return found


@pytest.mark.parametrize("union", UNIONS, ids=["pick", "putaway", "receive", "move", "count"])
def test_a_state_is_shown_large_or_says_enough_in_its_line(union):
    """A state that joins a flow fails here until somebody has decided."""
    unknown = {state for state in states(union) if sight_of.dispatch(state) is sight_of.dispatch(object)}
    assert unknown == IN_ITS_LINE & set(states(union))


def test_a_state_that_nobody_knows_shows_nothing_large():
    assert sight_of(object()) is NOTHING


def test_a_tour_is_ahead_without_the_bin_that_one_stands_at():
    run = pick_states.PickRun(WORKPLACE, sample_tour().tasks, batch=5, mode="cluster")
    going = sight_of(pick_states.AtBin(run))
    assert (going.code, going.amount, going.here) == (faces()[0], "12", "")
    assert going.ahead == faces()
    there = sight_of(pick_states.AtItem(run))
    assert (there.code, there.here, there.ahead) == ("SO-4410", faces()[0], faces()[1:])
    last = replace(run, done=7)
    assert sight_of(pick_states.AtTote(last, Decimal(3))).ahead == ()
    assert sight_of(pick_states.AtTote(last, Decimal(3))).code == "Slot 2"
    assert (sight_of(pick_states.PickOver(run)).done, sight_of(pick_states.PickOver(run)).total) == (0, 8)


def test_a_bin_of_two_stops_is_walked_to_once():
    first = sample_tour().tasks[0]
    run = pick_states.PickRun(WORKPLACE, (first, replace(first, sku="TE-1187"), sample_tour().tasks[1]))
    assert sight_of(pick_states.AtBin(run)).ahead == faces()[:2]


def test_a_refill_leads_from_its_bin_to_the_face():
    run = move_states.MoveRun(WORKPLACE, sample_moves())
    assert sight_of(move_states.AtSource(run)).ahead == (faces()[6], faces()[2])
    assert (sight_of(move_states.Taking(run)).code, sight_of(move_states.Taking(run)).here) == (faces()[2], faces()[6])


def test_a_delivery_counts_the_lines_that_are_in():
    sight = sight_of(receive_states.WantItem(sample_dock()))
    assert (sight.code, sight.done, sight.total) == ("ASN-20931", 1, 3)
    blind = replace(sample_dock(), blind=True)
    assert sight_of(receive_states.WantItem(blind)).total == 0, "a blind delivery tells nobody how much is coming"


@pytest.mark.parametrize(("value", "words"), [("12", "12"), ("1E+2", "100"), ("0.500", "0.5"), ("3.0", "3")])
def test_quantities_are_written_as_people_write_them(value, words):
    assert number(Decimal(value)) == words
