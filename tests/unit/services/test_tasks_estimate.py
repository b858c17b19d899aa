"""How long work takes, what is late, and what giving a piece to somebody else changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.services.tasks.estimate import PLAIN_RATE, effect_of, house_rate, outlook, rate_of
from app.services.tasks.kinds import Piece, Work, Worker

NOW = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)
PIET = Worker("piet", "Piet", ("pick",), None, None, 60, 60.0, 200, NOW)
PIA = Worker("pia", "Pia", ("pick",), None, None, 30, 60.0, 90, NOW)
NEW = Worker("new", "New", ("pick",), None, None, 0, None, 0, None)


def piece(key: str, lines: int = 10, login: str | None = None, due: int | None = None, **more) -> Piece:
    due_at = None if due is None else NOW + timedelta(minutes=due)
    state = "claimed" if login else "ready"
    return replace(Piece(key, "pick", (1,), state, lines, 0, 10.0, 5, due_at, NOW, login=login), **more)


def test_everybody_is_reckoned_by_their_own_rate_once_it_is_known():
    house = house_rate([PIET, PIA, NEW])
    assert house == pytest.approx(45)
    assert rate_of(PIET, house) == 60
    assert rate_of(NEW, house) == house
    assert rate_of(replace(PIET, lines_hour=20, busy_minutes=12.0), house) == pytest.approx(100)
    assert rate_of(replace(PIET, lines_hour=20, busy_minutes=2.0), house) == house, "two minutes say nothing"
    assert rate_of(replace(PIET, lines_hour=900), house) == 4 * house
    assert house_rate([NEW]) == PLAIN_RATE


def test_work_ends_in_its_order_and_what_ends_too_late_is_late():
    pieces = [
        piece("a", 30, "piet", due=90), piece("b", 30, "piet", due=40), piece("c", 10, "pia"),
        piece("free", 10, due=5), piece("held", 10, due=5, state="held"),
    ]  # fmt: skip
    seen = outlook(pieces, [PIET, PIA, NEW], NOW)
    assert seen.loads == {"piet": 60, "pia": 20, "new": 0}
    assert seen.ends["b"] == NOW + timedelta(minutes=30)
    assert seen.ends["a"] == NOW + timedelta(minutes=60)
    assert seen.late == {"free"}
    begun = replace(pieces[0], done=15)
    assert outlook([begun, pieces[1]], [PIET], NOW).late == {"b"}, "what is begun is finished first: 15 + 30 minutes"


def test_the_effect_is_told_before_the_drop():
    pieces = [piece("a", 30, "piet"), piece("b", 15, due=40)]
    seen = outlook(pieces, [PIET, PIA], NOW)
    given = effect_of(pieces[1], PIET, seen, NOW)
    assert (given.before, given.after, given.spare) == (30, 45, -5)
    assert given.late
    other = effect_of(pieces[1], PIA, seen, NOW)
    assert (other.before, other.after, other.spare, other.late) == (0, 30, 10, False)
    same = effect_of(pieces[0], PIET, seen, NOW)
    assert (same.before, same.after, same.spare) == (30, 30, None)


def test_nothing_to_do_is_said_with_why():
    nothing = Work((), None, None, None, {"taken": 3, "held": 0, "later": 2})
    assert not nothing.found
    assert nothing.words == "Nothing to do now: 3 taken by others, 2 for later."
    assert Work((), None, None, None, {}).words == "Nothing to do now."
