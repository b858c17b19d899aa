"""The demo's tempo: halted between acts, another speed at once, what waits for a person, which orders come today."""

import threading
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from app.bootstrap.demo import only_one
from app.domain.errors import Refusal
from app.services.demo.pace import SLICE, Pace
from app.services.demo_data.sales import Basket
from app.services.demo_day.gate import EVERY, FIRST, Gate
from app.services.demo_day.manner import Patience
from app.services.demo_day.morning import todays_orders

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Watched(threading.Event):
    """A clock that only counts: each wait is kept, and something happens at it."""

    def __init__(self, then=lambda waits: None):
        super().__init__()
        self.waits, self._then = [], then

    def wait(self, timeout=None):
        self.waits.append(timeout)
        self._then(self.waits)
        return self.is_set()


def test_who_rests_does_so_at_the_speed_of_the_moment():
    def hurry(waits):
        if len(waits) == 2:
            pace.work = 100.0

    stop = Watched(hurry)
    pace = Pace(work=10.0, stop=stop)
    pace.rest(8.0)
    assert stop.waits[:2] == [SLICE, SLICE]
    assert sum(stop.waits[2:]) == pytest.approx((8.0 - 2 * SLICE * 10) / 100)


def test_without_a_speed_nobody_waits():
    stop = Watched()
    Pace(stop=stop).rest(8.0)
    assert stop.waits == []


def test_a_halt_holds_until_it_is_lifted_and_an_end_ends_it():
    def lift(waits):
        if len(waits) == 3:
            pace.halt(False)

    stop = Watched(lift)
    pace = Pace(work=10.0, stop=stop)
    pace.halt(True)
    pace.hold()
    assert stop.waits == [SLICE] * 3

    stop = Watched(lambda waits: stop.set())
    pace = Pace(work=10.0, stop=stop)
    pace.halt(True)
    pace.rest(8.0)
    assert pace.ended
    assert len(stop.waits) <= 2, "it does not rest to the end"


def test_what_waits_for_a_person_waits_only_where_people_take_their_time():
    pace = Pace(work=10.0)
    patience = Patience(pace, 1_000.0)
    assert not patience.over("exception")
    assert patience.over("wave", 0.0)
    pace.work = None
    assert patience.over("exception")


def test_trucks_come_one_after_another_or_all_at_once(monkeypatch):
    here = []
    monkeypatch.setattr(Gate, "_booked", lambda self, now: {})
    monkeypatch.setattr(Gate, "_book", lambda *given: None)
    gate = Gate(SimpleNamespace(), Pace(work=10.0), here.append, here.append)
    gate.open([1, 2, 3, 4], NOON)
    assert here == [1, 2][:FIRST]
    gate.minutes = EVERY
    gate.look(NOON)
    assert here == [1, 2, 3]
    assert not gate.empty
    gate.minutes = 5 * EVERY
    gate.look(NOON)
    assert here == [1, 2, 3, 4]
    assert gate.empty

    at_once = []
    Gate(SimpleNamespace(), Pace(), at_once.append, at_once.append).open([1, 2, 3, 4], NOON)
    assert at_once == [1, 2, 3, 4]


def session(*numbers):
    rows = [SimpleNamespace(number=number, order_id=n) for n, number in enumerate(numbers, 1)]
    door = SimpleNamespace(query=lambda name, **given: rows)
    return SimpleNamespace(door=door, warehouse=SimpleNamespace(warehouse_id=1))


def test_every_day_has_the_next_orders_and_then_the_same_again():
    baskets = [Basket(n, NOON, ()) for n in (11, 12, 13)]
    first = todays_orders(session("MINE-1"), baskets, 2)
    assert ([one.basket_id for one in first.coming], first.again, first.begun) == ([11, 12], 1, frozenset())
    second = todays_orders(session("SO-11", "SO-12", "MINE-1"), baskets, 2)
    assert ([one.basket_id for one in second.coming], second.begun) == ([13], {1, 2})
    again = todays_orders(session("SO-11", "SO-12", "SO-13", "SO-11-2"), baskets, None)
    assert ([one.basket_id for one in again.coming], again.again) == ([12, 13], 2)
    assert again.begun == {1, 2, 3, 4}


def test_a_second_demo_without_a_window_is_refused_in_words(tmp_path):
    with only_one(tmp_path / "home"):
        with pytest.raises(Refusal, match="being played here") as refused, only_one(tmp_path / "home"):
            raise AssertionError("two would drop each other's database")
        assert refused.value.code == "demo.twice"
        assert "STILLAGE_HOME" in refused.value.next_step
        with only_one(tmp_path / "other"):
            pass
    with only_one(tmp_path / "home"):
        pass
