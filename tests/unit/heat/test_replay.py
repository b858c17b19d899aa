"""The player of the past: wherever one came from, a moment is what adding up the ledger to it says."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.heat.grid import DATA, EMPTY, HeatGrid, facts_rows
from app.heat.metrics import DIFFERENCE
from app.heat.plan import FloorPlan
from app.heat.replay import SPEEDS, Playhead, Replay
from app.heat.rows import LocationRow, RackRow
from app.heat.tape import Goods, Key, Movement, Tape, TapeMaker

ORIGIN = 1_000_000.0
BEGINS, ENDS = ORIGIN + 3600, ORIGIN + 3600 + 900
GOODS = Goods({1: 2.0, 2: 0.5}, {71: 20_800.0, 72: 20_700.0}, {10: 100.0, 11: 40.0, 12: 0.0}, frozenset({11}))

places = st.sampled_from((10, 11, 12))
keys = st.builds(
    lambda place, product, lot, unit, status: (place, product, lot, unit, None, status),
    places, st.sampled_from((1, 2, 3)), st.sampled_from((None, 71, 72)), st.sampled_from((None, 9)),
    st.sampled_from(("available", "damaged")),
)  # fmt: skip
quantities = st.integers(1, 5_000_000).map(lambda n: Decimal(n) / 1_000_000)
movements = st.builds(
    Movement,
    at=st.integers(1, 4500).map(lambda s: ORIGIN + s),
    kind=st.sampled_from(("pick", "move", "receive")),
    quantity=quantities,
    taken=st.none() | keys,
    given=st.none() | keys,
)


def numbered(list_: list[tuple[Movement, int]]) -> list[Movement]:
    """In the order of the ledger; every third takes back an earlier entry, which may be a pick or not."""
    made: list[Movement] = []
    for number, (one, other) in enumerate(sorted(list_, key=lambda pair: pair[0].at), start=1):
        undoes = other % number if other % 3 == 0 and number > 1 else None
        taken = {before.undoes for before in made}
        made.append(replace(one, entry=number, undoes=undoes if undoes and undoes not in taken else None))
    return made


histories = st.lists(st.tuples(movements, st.integers(0, 60)), max_size=30).map(numbered)
stocks = st.lists(st.tuples(keys, quantities), max_size=8)
moments = st.floats(BEGINS - 50, ENDS + 50)


def tape_of(stock: list[tuple[Key, Decimal]], history: list[Movement]) -> Tape:
    maker = TapeMaker(ORIGIN)
    maker.add_stock(stock)
    maker.add_movements(history)
    return maker.make(BEGINS, ENDS, GOODS)


def brute(stock: list[tuple[Key, Decimal]], history: list[Movement], at: float) -> dict[int, dict[str, float]]:
    """Facts by location, added up with decimals from the beginning."""
    at = min(max(at, BEGINS), ENDS)
    held: dict[Key, Decimal] = defaultdict(Decimal)
    picks: dict[int, int] = defaultdict(int)
    for key, quantity in stock:
        held[key] += quantity
    for one in history:
        if one.at <= at:
            if one.taken is not None:
                held[one.taken] -= one.quantity
            if one.given is not None:
                held[one.given] += one.quantity
            counts = one.kind == "pick" and one.undoes is None and one.taken is not None and one.at + 3600 > at
            if counts and not any(later.undoes == one.entry and later.at <= at for later in history):
                picks[one.taken[0]] += 1
    found = {}
    for place in (10, 11, 12):
        here = {key: quantity for key, quantity in held.items() if key[0] == place and quantity}
        on_hand = float(sum(here.values()))
        sizes = [GOODS.litres.get(key[1]) for key in here]
        full = sum(float(quantity) * GOODS.litres.get(key[1], 0.0) for key, quantity in here.items())
        dates = [GOODS.expires_on[key[2]] for key in here if key[2] is not None]
        found[place] = {
            "on_hand": on_hand,
            "held": on_hand if place == 11 else float(sum(q for key, q in here.items() if key[5] != "available")),
            "fill": 0.0
            if not here
            else np.nan
            if None in sizes or place == 12
            else min(1.0, full / GOODS.capacity[place]),
            "quants": len(here),
            "picks_hour": picks[place],
            "expires_on": min(dates, default=np.nan),
        }
    return found


def said(rows: "np.ndarray") -> dict[int, dict[str, float]]:
    names = ("on_hand", "held", "fill", "quants", "picks_hour", "expires_on")
    return {int(row["location_id"]): {name: float(row[name]) for name in names} for row in rows}


def assert_same(found: dict[int, dict[str, float]], true: dict[int, dict[str, float]]) -> None:
    for place, facts in found.items():
        for name, value in facts.items():
            assert value == pytest.approx(true[place][name], abs=1e-4, nan_ok=True), (place, name)


@settings(deadline=None)
@given(stocks, histories, st.lists(moments, min_size=1, max_size=8))
def test_seeking_in_any_order_equals_rebuilding(
    stock: list[tuple[Key, Decimal]], history: list[Movement], goals: list[float]
) -> None:
    """What a listener knows who only takes the changed rows, too."""
    replay = Replay(tape_of(stock, history))
    known = said(replay.floor())
    for goal in goals:
        known |= said(replay.seek(goal))
        true = brute(stock, history, goal)
        assert_same(said(replay.floor()), true)
        assert_same(known, true)
        fresh = Replay(replay.tape)
        fresh.seek(goal)
        assert repr(fresh.floor().tolist()) == repr(replay.floor().tolist())


@settings(deadline=None)
@given(stocks, histories, moments, moments)
def test_only_bins_in_which_something_happened_are_told(
    stock: list[tuple[Key, Decimal]], history: list[Movement], first: float, second: float
) -> None:
    replay = Replay(tape_of(stock, history))
    replay.seek(first)
    told = set(replay.seek(second)["location_id"].tolist())
    low, high = sorted((min(max(first, BEGINS), ENDS), min(max(second, BEGINS), ENDS)))
    changed = {key[0] for one in history if low < one.at <= high for key in (one.taken, one.given) if key is not None}
    faded = {one.taken[0] for one in history if one.taken is not None and low < one.at + 3600 <= high}
    assert changed <= told <= changed | faded


@settings(deadline=None)
@given(stocks, histories, st.integers(0, 30))
def test_pages_may_come_one_after_the_other(
    stock: list[tuple[Key, Decimal]], history: list[Movement], split: int
) -> None:
    maker = TapeMaker(ORIGIN)
    maker.add_stock(stock)
    maker.add_movements(history[:split])
    maker.make(BEGINS, ENDS, GOODS)
    maker.add_movements(history[split:])
    late, whole = Replay(maker.make(BEGINS, ENDS, GOODS)), Replay(tape_of(stock, history))
    late.seek(ENDS)
    whole.seek(ENDS)
    assert repr(late.floor().tolist()) == repr(whole.floor().tolist())


def test_movements_out_of_order_are_an_error_of_ours() -> None:
    maker = TapeMaker(ORIGIN)
    one = Movement(ORIGIN + 9, "move", Decimal(1), None, (10, 1, None, None, None, "available"))
    maker.add_movements([one])
    with pytest.raises(ValueError, match="order"):
        maker.add_movements([Movement(ORIGIN + 8, "move", Decimal(1), None, one.given)])


def test_an_empty_tape_is_an_empty_floor() -> None:
    replay = Replay(tape_of([], []))
    assert len(replay.seek(ENDS)) == 0
    assert len(replay.floor()) == 0
    assert (replay.next_stop(True), replay.next_stop(False)) == (ENDS, BEGINS)


def test_stepping_goes_from_change_to_change() -> None:
    key = (10, 1, None, None, None, "available")
    history = [Movement(BEGINS + s, "receive", Decimal(1), None, key) for s in (10, 10, 40)]
    replay = Replay(tape_of([], history))
    replay.seek(BEGINS)
    assert replay.next_stop(True) == BEGINS + 10
    replay.seek(BEGINS + 10)
    assert said(replay.floor())[10]["on_hand"] == 2, "what shares a moment happens together"
    assert replay.next_stop(True) == BEGINS + 40
    assert replay.next_stop(False) == BEGINS
    replay.seek(BEGINS + 41)
    assert replay.next_stop(False) == BEGINS + 40


def test_what_lies_most_in_each_bin() -> None:
    def key(place: int, product: int, lot: int | None = None) -> Key:
        return (place, product, lot, None, None, "available")

    stock = [(key(10, 1), Decimal(3)), (key(10, 2), Decimal(8)), (key(11, 3), Decimal(1)), (key(12, 1), Decimal(2))]
    replay = Replay(tape_of(stock, [Movement(BEGINS + 5, "pick", Decimal(2), key(12, 1), None)]))
    replay.seek(BEGINS + 1)
    assert [part.tolist() for part in replay.largest()] == [[10, 11, 12], [2, 3, 1], [2, 1, 1]]
    replay.seek(ENDS)
    assert [part.tolist() for part in replay.largest()] == [[10, 11], [2, 3], [2, 1]]


def test_the_playhead_stops_at_the_end() -> None:
    head = Playhead(100.0, 0.0, 200.0, speed=60, playing=True)
    assert head.after(1.0) == Playhead(160.0, 0.0, 200.0, 60, True)
    assert head.after(2.0) == Playhead(200.0, 0.0, 200.0, 60, False)
    assert Playhead(100.0, 0.0, 200.0).after(5.0).at == 100.0
    assert head.moved(-7).at == 0.0


def test_speeds_end_where_they_end() -> None:
    head = Playhead(0.0, 0.0, 1.0)
    assert head.faster(9).speed == SPEEDS[-1] == 3600
    assert head.faster(-9).speed == SPEEDS[0] == 1
    assert head.faster(1).speed > head.speed > head.faster(-1).speed


def plan_of(levels: int) -> FloorPlan:
    """One rack of two columns; ids 10.. column by column, level by level."""
    rack = RackRow(1, None, "R", 0, 0, 0, 2000, 1000, 2000, columns=2, levels=levels)
    places = [
        LocationRow(10 + c * levels + n, f"R-{c}-{n}", "pick", None, 1, c, n) for c in range(2) for n in range(levels)
    ]
    return FloorPlan.build([], [rack], places)


def test_the_difference_is_now_less_then() -> None:
    plan = plan_of(1)
    then, now = HeatGrid(plan), HeatGrid(plan)
    then.seed(facts_rows([10], on_hand=[5.0], quants=[1]))
    now.seed(facts_rows([10, 11], on_hand=[2.0, 7.0], quants=[1, 1]))
    values, _ = then.values(DIFFERENCE)
    assert np.isnan(values).all(), "compared with nothing"
    then.against = now
    values, states = then.values(DIFFERENCE)
    assert values.tolist() == [-3.0, 7.0]
    assert states.tolist() == [DATA, DATA], "a bin that was empty then is no empty bin"
    now.apply(facts_rows([11]))
    assert then.values(DIFFERENCE)[1].tolist() == [DATA, EMPTY]


def test_the_largest_change_of_a_cell_is_shown_whatever_its_sign() -> None:
    plan = plan_of(2)
    then, now = HeatGrid(plan), HeatGrid(plan)
    then.against = now
    then.seed(facts_rows([10, 11, 12, 13], on_hand=[50.0, 0.0, 1.0, 1.0], quants=[1, 0, 1, 1]))
    now.seed(facts_rows([10, 11, 12, 13], on_hand=[0.0, 2.0, 1.0, 9.0], quants=[0, 1, 1, 1]))
    assert then.values(DIFFERENCE)[0].tolist() == [-50.0, 8.0]


def test_what_is_compared_with_may_change() -> None:
    plan = plan_of(1)
    then, now = HeatGrid(plan), HeatGrid(plan)
    then.against = now
    watch = then.watch()
    watch.take_dirty()
    then.stir(np.array([11, 999]))
    assert watch.take_dirty().tolist() == [1]


def test_no_change_is_the_middle_of_the_scale() -> None:
    scale = DIFFERENCE.scale(np.array([-30.0, 0.0, 12.0, np.nan]))
    assert scale.severity(np.array([0.0]))[0] == 0.5
    low, high = scale.severity(np.array([-1e9, 1e9]))
    assert (low, high) == (0.0, 1.0)
    assert scale.knots[0] == -scale.knots[-1] <= -29
    assert [text for _, text in scale.ticks()][::2] == [f"−{scale.knots[-1]:.0f}", "0", f"+{scale.knots[-1]:.0f}"]
    assert DIFFERENCE.say(-3.0) == "−3 units"
    assert DIFFERENCE.say(4.0) == "+4 units"
    assert DIFFERENCE.scale(np.zeros(3)).knots[-1] > 0, "nothing changed at all"


def test_a_pick_that_is_taken_back_counts_until_then_and_no_longer() -> None:
    key: Key = (10, 1, None, None, None, "available")
    pick = Movement(BEGINS + 10, "pick", Decimal(2), key, None, 7)
    undo = Movement(BEGINS + 60, "move", Decimal(2), None, key, 8, 7)
    replay = Replay(tape_of([(key, Decimal(5))], [pick, undo]))
    counted = []
    for at in (5, 10, 59, 60, 900, 30, 0):
        replay.seek(BEGINS + at)
        counted.append(said(replay.floor())[10]["picks_hour"])
    assert counted == [0, 1, 1, 0, 0, 1, 0]
