"""Release as a supervisor sees it: what is foretold is what comes of it, measured again from what was written."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from threading import Barrier
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.layout.elements import Aisle
from app.layout.table import Layout
from app.layout.travel import TravelGraph
from app.optimise.batching.engine import PLAIN
from app.services.floor.places import base_of, targets_of
from app.services.layout import Layouts
from app.services.outbound import Way
from app.services.session import Session
from app.services.tours import tour_through
from app.services.waves import ByClock, Policy, Waves
from app.services.waves.clock import Clocked, due_of, run_clock, run_due
from app.services.waves.streaming import stream
from app.services.waves.ways import Ways
from db import posting
from tests.db import acts
from tests.db.ground import Ground
from tests.db.wave_acts import stocked


@pytest.fixture
def session(ground: Ground) -> Iterator[Session]:
    made = Session.open(ground.url("t_supervisor"), "MAIN")
    yield made
    made.close()


@pytest.fixture
def waves(session: Session) -> Waves:
    return Waves(session, lambda: PLAIN)


def quick(**more: object) -> Policy:
    return Policy(**{"seconds": 0.2, "slots": 2, **more})


def test_what_is_foretold_is_walked_and_released(ground: Ground, session: Session, waves: Waves) -> None:
    stocked(ground)
    told = list[str]()
    foretold = waves.preflight(waves.candidates(), quick(), progress=lambda done, total, words: told.append(words))
    assert (len(foretold.orders), len(foretold.batches), foretold.lines, foretold.picks) == (5, 3, 10, 10)
    assert [len(gaps) for gaps in foretold.left.values()] == [1], "the order that lacks a piece stays"
    assert "Measuring the ways" in told
    assert foretold.metres <= foretold.first_come_metres
    assert foretold.minutes == dict(foretold.makespan)[3], "no more pickers than batches are needed"
    assert foretold.packing.orders == 5
    made = waves.release(foretold, waves.next_number())
    assert (made["orders"], made["tasks"], made["left"]) == (5, 10, [])
    layout = Layouts(session).open_published().layout
    graph, at = TravelGraph.of(layout), dict(targets_of(layout))
    rows = session.door.query("wave_tasks", warehouse=ground.wh, batches=made["batches"])
    metres, by_rule = 0.0, dict[int, float | None]()
    for batch in made["batches"]:
        stops = [at[row.from_code] for row in rows if row.batch_id == batch]
        walk = [base_of(layout), *stops, base_of(layout)]
        metres += sum(graph.distance(one, two) for one, two in pairwise(walk))
        by_rule[batch] = tour_through(layout, graph, stops, start=walk[0], end=walk[0]).s_shape_metres
    assert metres == pytest.approx(foretold.metres)
    assert foretold.s_shape_metres == pytest.approx(sum(by_rule.values()))
    assert foretold.s_shape_metres > foretold.metres
    told = {row.batch_id: row.s_shape for row in waves.batches(made["wave_id"])}
    assert told == pytest.approx(by_rule, abs=0.01)
    (wave,) = waves.waves()
    assert wave.number == made["number"] != waves.next_number()
    assert wave.metres == pytest.approx(metres, abs=0.05)
    batches = waves.batches(wave.wave_id)
    assert sorted(batch.orders for batch in batches) == [1, 2, 2]
    assert {batch.mode for batch in batches} == {"cluster", "discrete"}, "one order on a cart is picked as one"
    way = Way(session)
    (leg,) = way.of(foretold.orders[0])
    assert (leg.wave, leg.tasks, leg.done, leg.people) == (made["number"], 2, 0, ())
    assert foretold.orders[0] in way.on_cart(leg.cart or 0)
    assert way.of(max(foretold.left)) == (), "what stays behind is nowhere"


def test_policies_are_compared_on_the_same_picks(ground: Ground, waves: Waves) -> None:
    stocked(ground)
    orders = waves.candidates()
    cart, alone, zones = (waves.preflight(orders, quick(mode=mode)) for mode in ("cluster", "discrete", "zone"))
    assert cart.picks == alone.picks == zones.picks
    assert (len(alone.batches), alone.metres >= cart.metres) == (5, True)
    assert {batch.zone_id is not None for batch in zones.batches} == {True}
    assert waves.preflight(orders, quick(short="take")).short[0].quantity == 1
    heavy = waves.preflight(orders, quick(slots=8, kilograms=3.0))
    assert len(heavy.batches) == 3, "three pieces of half a kilogram each: two orders on a cart"
    assert waves.release(cart, "W-1")["orders"] == 5
    with pytest.raises(Refusal) as late:
        waves.release(alone, "W-2")
    assert late.value.code == "WM409"


def test_cut_offs_share_no_cart_and_the_nearest_goes_first(ground: Ground, waves: Waves) -> None:
    orders = stocked(ground)[:5]
    soon, late = (datetime.now(UTC) + timedelta(hours=hours) for hours in (1, 5))
    with ground.root() as root:
        root.execute("update wms.orders set cut_off = %s", (late,))
        root.execute("update wms.orders set cut_off = %s where order_id = %s", (soon, orders[3]))
    listed = waves.candidates()
    assert listed[0].order_id == orders[3]
    apart = waves.preflight(listed, quick(slots=8))
    assert [batch.orders for batch in apart.batches] == [(orders[3],), tuple(orders[:3] + orders[4:])]
    assert [load.until for load in apart.docks] == [soon, late]
    assert len(waves.preflight(listed, quick(slots=8, by_cut_off=False)).batches) == 1


def test_a_face_that_runs_empty_while_there_is_more_is_a_refill(ground: Ground, waves: Waves) -> None:
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 4, "B-01-01-1")
    ground.receive(picker, "CUP", 40, "A-01-01-1")
    acts.order(ground, "O-1", {"CUP": 5})
    foretold = waves.preflight(waves.candidates(), quick())
    assert [(one.code, one.has, one.taken, one.reserve) for one in foretold.refills] == [("B-01-01-1", 4, 4, 40)]


def test_what_cannot_be_is_said(ground: Ground, waves: Waves) -> None:
    with pytest.raises(Refusal) as none:
        waves.preflight((), quick())
    assert none.value.code == "waves.nothing"
    acts.order(ground, "O-1", {"P-05": 1})
    foretold = waves.preflight(waves.candidates(), quick())
    assert (foretold.batches, len(foretold.left), foretold.minutes) == ((), 1, 0.0)
    with pytest.raises(Refusal, match="Nothing of these orders"):
        waves.release(foretold, "W-1")
    with pytest.raises(Refusal) as wrong:
        waves.preflight(waves.candidates(), quick(slots=0))
    assert wrong.value.code == "waves.policy"


def test_the_ways_are_those_of_the_travel_graph(session: Session) -> None:
    layout = Layouts(session).open_published().layout
    graph = TravelGraph.of(layout)
    spots = [graph.reached(target) for code, target in sorted(dict(targets_of(layout)).items()) if code != "STAGE-1"]
    ways = Ways(graph.network, spots)
    assert ways.mm == pytest.approx(graph.matrix(spots) * 1_000)
    rows = list(range(len(spots)))[::3]
    line = ways.line(rows)
    drawn = sum(float(np.hypot(a[0] - b[0], a[1] - b[1])) for a, b in pairwise(line))
    assert drawn == pytest.approx(sum(ways.mm[one, two] for one, two in pairwise(rows)))
    assert ways.seconds(rows) == pytest.approx(drawn / 1_200)
    here = next(aisle for aisle in sorted(layout.of(Aisle), key=lambda one: one.id) if not aisle.cross)
    slow = Layout((replace(here, speed=300.0) if element is here else element) for element in layout.elements.values())
    graph = TravelGraph.of(slow)
    spots = [graph.reached(target) for code, target in sorted(dict(targets_of(slow)).items()) if code != "STAGE-1"]
    legs = graph.legs([spots[row] for row in rows])
    assert Ways(graph.network, spots).mm == pytest.approx(ways.mm), "length stays length"
    assert sum(leg.seconds for leg in legs) > drawn / 1_200 + 1.0
    assert Ways(graph.network, spots).seconds(rows) == pytest.approx(sum(leg.seconds for leg in legs))


def test_streaming_by_hand(ground: Ground, waves: Waves) -> None:
    stocked(ground)
    door = waves.session.door

    def release(wave: object) -> dict[str, object]:
        return posting.release_wave(door, op=new_op(), warehouse=ground.wh, wave=wave)

    assert "no order waits" in stream(waves, release).words
    waves.put_channel({"sequence": 1, "name": "Small", "way": "stream", "state": "open", "most_lines": 2})
    done = stream(waves, release)
    assert (done.orders, done.batches, done.words) == (5, 1, "5 orders streamed onto 1 cart.")
    assert stream(waves, release).orders == 0, "what is left lacks something"
    assert waves.waves()[0].wave_id is None


def test_a_channel_of_waves_goes_by_the_clock_once_though_two_run_it(
    ground: Ground, session: Session, waves: Waves
) -> None:
    """Two daemons find the same moment due at the same time: one wave comes of it, the other does nothing. Then nothing is
    left to pick, which is told; a time long over is told as missed; a person lets the channel go between times."""
    stocked(ground)
    zone, now = ZoneInfo("Europe/Berlin"), datetime.now(UTC)
    due_at = now - timedelta(minutes=5)
    at = due_at.astimezone(zone).strftime("%H:%M")
    made = waves.put_channel(
        {"sequence": 1, "name": "Day", "way": "wave", "state": "open", "at_times": [at], "slots": 2}
    )
    clock = ByClock(waves)
    assert clock.run() == Clocked(), "a time before the channel was opened is not made up for"

    def since(moment: datetime, **more: object) -> None:
        with ground.root() as root:
            root.execute("update wms.release_channel set clock_from = %s", (moment,))
            for name, value in more.items():
                root.execute(f"update wms.release_channel set {name} = %s", (value,))

    since(now - timedelta(hours=1))
    (channel,) = waves.channels()
    moment = due_of(channel, waves.candidates(), now, zone)
    assert moment is not None
    meet = Barrier(2)

    def one_daemon(_: int) -> Clocked:
        other = Session.open(ground.url("t_supervisor"), "MAIN")
        mine = Waves(other, lambda: PLAIN)
        mine.warm()
        meet.wait(60)
        try:
            return run_due(mine, ByClock(mine)._run, channel, moment, Clocked())
        finally:
            other.close()

    with ThreadPoolExecutor(2) as pool:
        ran = list(pool.map(one_daemon, range(2)))
    assert sorted(len(one.waves) for one in ran) == [0, 1]
    assert [one.orders for one in ran if one.waves] == [5]
    assert acts.total(ground, "1", "wave") == 1
    assert clock.run() == Clocked(), "it was run"
    (channel,) = waves.channels()
    assert (channel.last_why, channel.last_outcome, channel.last_orders) == ("time", "released", 5)
    assert clock.ahead([channel])[made["channel_id"]].why == "time"
    since(now - timedelta(days=1), at_times=[time(0, 0)], fill_lines=1)
    with ground.root() as root:
        root.execute("delete from wms.channel_run")
    late = run_clock(waves, clock._run, zone, now=now.astimezone(zone).replace(hour=3))
    assert late.missed == ("Day",)
    acts.order(ground, "O-9", {"P-05": 1})
    tried = [run_clock(waves, clock._run, zone, now=now) for _ in range(2)]
    assert [one.nothing for one in tried] == [("Day",), ()], (
        "what waits cannot be picked, and is not tried at once again"
    )
    (channel,) = waves.channels()
    ground.receive(ground.as_("t_picker"), "P-05", 1, "B-01-05-1")
    by_hand = clock.release_now(channel)
    assert (by_hand.orders, len(by_hand.waves)) == (1, 1)
    runs = clock.runs(made["channel_id"])
    assert [(run.why, run.outcome) for run in runs] == [("hand", "released"), ("fill", "nothing"), ("time", "missed")]
    assert waves.waves()[0].channel == "Day"
    assert ground.violations() == []


def test_a_channel_by_the_clock_is_entered_as_it_can_be(ground: Ground, waves: Waves) -> None:
    def put(**more: object) -> dict[str, object]:
        return waves.put_channel({"sequence": 1, "name": "Day", **more})

    for wrong in (
        {"at_times": ["25:00"]},
        {"at_times": ["noon"]},
        {"at_times": "14:00"},
        {"before_cut_off": 0},
        {"fill_lines": 2.5},
    ):
        with pytest.raises(Refusal) as bad:
            put(**wrong)
        assert bad.value.code == "WM422", wrong
    made = put(at_times=["16:30", "09:00", "16:30"], before_cut_off=45, fill_lines=120)
    (row,) = waves.channels()
    assert ([f"{at:%H:%M}" for at in row.at_times], row.before_cut_off, row.fill_lines) == (["09:00", "16:30"], 45, 120)
    since = row.clock_from
    put(channel_id=made["channel_id"], version=1, name="Days")
    assert waves.channels()[0].clock_from == since, "a new name loses no time that is due"
    put(channel_id=made["channel_id"], version=2, at_times=[])
    assert waves.channels()[0].clock_from > since
