"""When a channel of waves is due: times of day, before a cut-off, enough lines; what it says it will do next."""

from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from app.services.waves.clock import by_itself, due_of, next_of
from app.services.waves.kinds import Candidate

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # 12:00 in Berlin


def channel(**more):
    facts = {
        "channel_id": 1, "name": "Day", "way": "wave", "stands": "open", "at_times": [], "before_cut_off": None,
        "fill_lines": None, "clock_from": NOON - timedelta(days=9), "wakes_at": None, "time_ran": None,
        "cut_off_ran": None, "fill_ran": None, "horizon_minutes": None,
    }  # fmt: skip
    return SimpleNamespace(**{**facts, **more})


def order(number, minutes=None, lines=4, missing=0, of=1):
    cut_off = None if minutes is None else NOON + timedelta(minutes=minutes)
    return Candidate(number, f"O-{number}", 5, cut_off, "", "", True, lines, 9.0, missing, "Day", of, "open", "entered")


WAITING = (order(1, 20), order(2, 90), order(3, None, lines=10), order(4, 15, of=2))


@pytest.mark.parametrize(
    ("at_times", "more", "minutes_ago", "missed"),
    [
        ([time(11, 30), time(12, 0), time(18, 0)], {}, 0, False),
        ([time(11, 30), time(18, 0)], {}, 30, False),
        ([time(10, 0)], {}, 120, True),
        ([time(23, 30)], {}, 750, True),
        ([time(11, 30)], {"time_ran": NOON - timedelta(minutes=30)}, None, False),
        ([time(11, 30)], {"clock_from": NOON - timedelta(minutes=29)}, None, False),
        ([time(11, 30)], {"wakes_at": NOON - timedelta(minutes=1)}, None, False),
        ([time(12, 1)], {"time_ran": NOON - timedelta(hours=23, minutes=59)}, None, False),
    ],
)
def test_a_time_of_day_is_due_once_and_the_last_one_only(at_times, more, minutes_ago, missed):
    due = due_of(channel(at_times=at_times, **more), WAITING, NOON, BERLIN)
    if minutes_ago is None:
        assert due is None
    else:
        assert due is not None
        assert (due.why, due.at, due.missed) == ("time", NOON - timedelta(minutes=minutes_ago), missed)
        assert [one.order_id for one in due.orders] == [1, 2, 3], "orders of other channels stay"


def test_times_follow_the_clock_of_the_house_over_its_change():
    six = channel(at_times=[time(6, 0)], clock_from=datetime(2026, 10, 1, tzinfo=UTC))
    before, after = datetime(2026, 10, 24, 4, 1, tzinfo=UTC), datetime(2026, 10, 25, 5, 1, tzinfo=UTC)
    assert due_of(six, (), before, BERLIN).at == datetime(2026, 10, 24, 4, 0, tzinfo=UTC)
    assert due_of(six, (), after, BERLIN).at == datetime(2026, 10, 25, 5, 0, tzinfo=UTC)


def test_before_a_cut_off_its_orders_go_and_later_ones_are_gathered():
    due = due_of(channel(before_cut_off=30), WAITING, NOON, BERLIN)
    assert (due.why, due.at, [one.order_id for one in due.orders]) == ("cut_off", NOON, [1])
    ran = channel(before_cut_off=30, cut_off_ran=due.at)
    assert due_of(ran, (order(5, 25),), NOON + timedelta(minutes=9), BERLIN) is None, "gathered with what still comes"
    later = due_of(ran, (order(5, 25),), NOON + timedelta(minutes=10), BERLIN)
    assert (later.why, later.at) == ("cut_off", NOON + timedelta(minutes=10))
    exact = due_of(channel(before_cut_off=27), (order(6, 30),), NOON + timedelta(minutes=3), BERLIN)
    assert exact.at == NOON + timedelta(minutes=3), "on its minute, not on the next round ten"
    fresh = channel(before_cut_off=27, cut_off_ran=NOON)
    assert due_of(fresh, (order(6, 30),), NOON + timedelta(minutes=3), BERLIN).at == exact.at, "another cut-off"


def test_enough_lines_count_only_what_can_go():
    assert due_of(channel(fill_lines=19), WAITING, NOON, BERLIN) is None
    due = due_of(channel(fill_lines=18), WAITING, NOON, BERLIN)
    assert (due.why, len(due.orders)) == ("fill", 3)
    assert due_of(channel(fill_lines=18), (*WAITING[:2], order(3, None, 10, missing=1)), NOON, BERLIN) is None
    assert due_of(channel(fill_lines=18, fill_ran=NOON), WAITING, NOON + timedelta(seconds=59), BERLIN) is None


def test_what_comes_next_is_told():
    day = channel(at_times=[time(14, 0)], before_cut_off=30, fill_lines=40)
    assert (next_of(day, WAITING, NOON, BERLIN).why, next_of(day, WAITING, NOON, BERLIN).at) == ("cut_off", NOON)
    told = next_of(day, (order(1, 600),), NOON, BERLIN)
    assert (told.why, told.at, told.orders, told.waiting) == ("time", NOON + timedelta(hours=2), 1, 4)
    told = next_of(channel(fill_lines=40), WAITING, NOON, BERLIN)
    assert (told.why, told.at, told.waiting) == ("fill", None, 18)
    tomorrow = next_of(channel(at_times=[time(12, 0)]), (), NOON, BERLIN)
    assert tomorrow.at == NOON + timedelta(days=1)
    asleep = channel(at_times=[time(14, 0)], stands="asleep", wakes_at=NOON + timedelta(hours=3))
    assert next_of(asleep, (), NOON, BERLIN).at == NOON + timedelta(days=1, hours=2), "it sleeps over today's"
    for silent in ({"stands": "locked"}, {"stands": "asleep"}, {"way": "stream"}):
        assert next_of(channel(at_times=[time(14, 0)], **silent), WAITING, NOON, BERLIN) is None
    assert not by_itself(channel())
