"""Places for loads: no limit is broken, never dearer than greedy, and exact where bins hold one load each."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from putaway_cases import RULES, broken, cheapest, questions

from app.optimise.putaway import (
    STANDARD,
    Bin,
    Bins,
    Content,
    Contents,
    Goods,
    Load,
    Problem,
    Question,
    Rule,
    Stand,
    Strategy,
    Ways,
    assign,
    explanation,
    greedy,
    problems,
    why_not,
)


@settings(max_examples=200, deadline=None)
@given(question=questions())
def test_no_limit_is_broken_and_it_is_never_dearer_than_greedy(question: Question) -> None:
    best, quick = assign(question), greedy(question)
    assert broken(question, best) == []
    assert broken(question, quick) == []
    assert best.cost.parts <= quick.cost.parts
    whole = {one.load for one in best.placed if one.quantity is None}
    assert whole | {one.load for one in best.placed} | set(best.left) == set(range(len(question.loads)))


@settings(max_examples=100, deadline=None)
@given(question=questions(loads=4, bins=4, one_each=True))
def test_where_bins_hold_one_load_each_no_plan_is_cheaper(question: Question) -> None:
    assert assign(question).cost.parts == cheapest(question)


@settings(max_examples=100, deadline=None)
@given(question=questions())
def test_parts_of_loose_goods_add_up(question: Question) -> None:
    plan = assign(question)
    for number, load in enumerate(question.loads):
        if load.loose and number not in plan.left:
            total = sum(one.quantity or 0.0 for one in plan.placed if one.load == number)
            assert total == pytest.approx(load.goods[0].quantity)


@settings(max_examples=100, deadline=None)
@given(question=questions())
def test_each_place_is_explained_and_every_other_bin_too(question: Question) -> None:
    for one in assign(question).placed:
        told = explanation(question, one.load, one.choice)
        assert told["why"].endswith(".")
        assert told["rule"] == RULES[one.choice.rule].name
        assert told["fitting"] + sum(some["bins"] for some in told["rejected"]) == told["considered"]
        for at in range(len(question.stand.bins)):
            assert why_not(question, one.load, one.choice, at).words.endswith(".")


def pallets(count: int, weight: float = 100.0) -> tuple[Load, ...]:
    return tuple(Load(("hu", n), f"p{n}", 1, (Goods(n, f"P{n}", None, 1.0, weight, 10.0, 1),)) for n in range(count))


def test_loads_that_compete_are_dealt_out_for_the_shortest_ways_of_all() -> None:
    """The first load is nearest to the only good bin of the second: greedy takes it, the assignment does not."""
    bins = Bins.of([Bin(1, "A", max_units=1, max_weight=500.0), Bin(2, "B", max_units=1, max_weight=50.0)])
    light, heavy = pallets(2, 10.0)[0], pallets(2, 400.0)[1]
    question = Question((light, heavy), Stand.of(bins), STANDARD, Ways({1: np.array([5.0, 6.0])}))
    assert len(greedy(question).left) == 1
    plan = assign(question)
    assert {one.load: one.choice.bin for one in plan.placed} == {0: 1, 1: 0}
    (first, _) = plan.placed
    told = explanation(question, 0, first.choice, taken=frozenset({0, 1}))
    assert told["candidates"][0]["why_not"] == "another load takes it: shortest ways for all"


def test_bins_that_hold_several_are_filled_by_the_exact_plan_too() -> None:
    bins = Bins.of([Bin(1, "A", max_units=3), Bin(2, "B", max_units=3)])
    question = Question(pallets(5), Stand.of(bins), STANDARD, Ways({1: np.array([5.0, 50.0])}))
    plan = assign(question)
    assert sorted(one.choice.bin for one in plan.placed) == [0, 0, 0, 1, 1]
    assert plan.left == ()


def test_goods_keep_together_before_ways_are_short() -> None:
    bins = Bins.of([Bin(1, "near"), Bin(2, "far"), Bin(3, "further")])
    stand = Stand.of(bins, [Content(2, 7, 1, 1.0, 1.0), Content(3, 7, 2, 1.0, 1.0)])
    load = Load(("hu", 1), "p", 1, (Goods(7, "P7", 2, 1.0, 1.0, 1.0, 1),))
    question = Question((load,), stand, STANDARD, Ways({1: np.array([1.0, 30.0, 90.0])}))
    (placed,) = assign(question).placed
    assert bins.rows[placed.choice.bin].code == "further"
    assert explanation(question, 0, placed.choice)["why"] == "The same lot lies there; 90 m to go."
    assert why_not(question, 0, placed.choice, 1).words == "far would take it, but less of the same goods lies there."
    assert "later rule Empty reserve bin" in why_not(question, 0, placed.choice, 0).words


def test_each_rule_leads_where_it_says() -> None:
    bins = Bins.of([Bin(1, "F1", "pick", "F"), Bin(2, "A1", zone="A"), Bin(3, "C1", zone="C"), Bin(4, "Z9", zone="Z")])
    ways = Ways({1: np.array([9.0, 8.0, 7.0, 1.0])}, {1: np.array([0.0, 3.0, 50.0, 60.0])}, {2: frozenset({0})})
    zones = Rule("A goods", Strategy.ZONE, abc="A", zones=("C", "A"))
    bulk = Rule("Bulk", Strategy.BULK, least=500.0, zones=("Z",))
    rules = (STANDARD[0], STANDARD[1], bulk, zones, STANDARD[2], *STANDARD[3:])

    def goes(goods: Goods, stand: Stand | None = None) -> str:
        question = Question((Load(("hu", 1), "p", 1, (goods,)),), stand or Stand.of(bins), rules, ways)
        (placed,) = assign(question).placed
        return f"{bins.rows[placed.choice.bin].code} by {rules[placed.choice.rule].name}"

    plain = Goods(3, "P3", None, 1.0, 1.0, 1.0, 1)
    assert goes(replace(plain, product=2)) == "F1 by Fixed bin"
    assert goes(plain, Stand.of(bins, [Content(2, 3, None, 1.0, 1.0)])) == "A1 by Add to existing"
    assert goes(replace(plain, volume=900.0)) == "Z9 by Bulk"
    assert goes(replace(plain, abc="A")) == "C1 by A goods"
    assert goes(replace(plain, product=1)) == "A1 by Near the pick face"
    assert goes(plain) == "Z9 by Empty reserve bin"
    full = Stand.of(bins, [Content(at, 9, None, 1.0, 1.0, 1) for at in (2, 3, 4)])
    assert goes(plain, full) == "Z9 by Overflow"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"status": "damaged"}, Problem.STATUS),
        ({"temperature": "chilled"}, Problem.TEMPERATURE),
        ({"hazard": "acid"}, Problem.HAZARD),
        ({"weight": 1001.0}, Problem.WEIGHT),
        ({"volume": 101.0}, Problem.VOLUME),
        ({"units": 3}, Problem.UNITS),
        ({"product": 2}, Problem.PRODUCT),
        ({"lot": 9}, Problem.LOT),
        ({}, Problem.NONE),
    ],
)
def test_each_limit_is_named(change: dict[str, object], problem: Problem) -> None:
    row = Bin(1, "A", "pick", max_weight=1_000.0, max_volume=100.0, max_height=1_000.0, max_units=3, one_product=True,
              one_lot=True)  # fmt: skip
    stand = Stand.of(Bins.of([row]), [Content(1, 1, 1, 1.0, 1.0, 1)])
    goods = replace(Goods(1, "P", 1, 1.0, 10.0, 1.0, 1), **change)
    assert problems(Load(("hu", 1), "p", 1, (goods,), height=900), stand)[0] == problem
    if not problem:
        assert problems(Load(("hu", 1), "p", 1, (goods,), height=1_100), stand)[0] == Problem.HEIGHT
        big = replace(goods, size=(2_000, 10, 10))
        narrow = Stand.of(Bins.of([replace(row, sides=(500.0, 500.0, 500.0))]))
        assert problems(Load(("quant", 1), "p", 1, (big,), "loose"), narrow)[0] == Problem.SIZE


def test_dangerous_goods_of_two_classes_share_no_bin() -> None:
    bins = Bins.of([Bin(1, "H", hazards=frozenset({"acid", "spray"}))])
    stand = Stand.of(bins, [Content(1, 1, None, 1.0, 1.0, 1, "acid")])
    acid, spray = (Goods(n, "P", None, 1.0, 1.0, 1.0, 1, hazard=kind) for n, kind in ((5, "acid"), (6, "spray")))
    assert problems(Load(("hu", 1), "p", 1, (acid,)), stand)[0] == Problem.NONE
    assert problems(Load(("hu", 1), "p", 1, (spray,)), stand)[0] == Problem.SEGREGATION
    assert problems(Load(("hu", 1), "p", 1, (acid, spray)), stand)[0] == Problem.SEGREGATION


def test_five_hundred_loads_keep_exact_sums() -> None:
    bins = Bins.of([Bin(n, f"B{n}", zone="ABC"[n % 3], max_units=1, max_volume=2_000.0) for n in range(600)])
    rng = np.random.default_rng(4)
    ways = Ways({1: rng.uniform(1, 500, 600)})
    question = Question(pallets(500), Stand.of(bins), RULES, ways)
    scale = question.frame.scale
    assert scale.left_weight * 500 < 2**53
    plan = assign(question)
    assert len(plan.placed) == 500
    nearest = np.sort(np.floor(ways.sources[1] / scale.longest * (scale.steps - 1)))[:500].sum()
    assert plan.cost.steps == int(nearest)


@settings(max_examples=100, deadline=None)
@given(question=questions(), seed=st.integers(0, 2**32 - 1))
def test_columns_make_the_same_stand(question: Question, seed: int) -> None:
    draw, bins = np.random.default_rng(seed), question.stand.bins
    rows = {
        (int(draw.integers(99, 112)), int(draw.integers(4)), int(draw.integers(3))): Content(0, 0, 0, 0.0, 0.0)
        for _ in range(int(draw.integers(30)))
    }
    contents = [
        Content(
            at,
            product,
            lot or None,
            float(draw.integers(9)),
            2.0,
            int(draw.integers(2)),
            ("", "acid", "spray")[product % 3] or None,
        )
        for at, product, lot in rows
    ]
    columns = Contents(
        np.array([one.bin for one in contents], dtype=np.int64),
        np.array([one.product for one in contents], dtype=np.int64),
        np.array([one.lot or 0 for one in contents], dtype=np.int64), np.array([one.weight for one in contents]),
        np.array([one.volume for one in contents]), np.array([float(one.units) for one in contents]),
        np.array([one.hazard or "" for one in contents], dtype=np.str_),
    )  # fmt: skip
    one, other = Stand.of(bins, contents), Stand.of_columns(bins, columns, range(4))
    for name in ("weight", "volume", "units", "products", "several"):
        assert (getattr(one, name) == getattr(other, name)).all(), name
    assert one.lots == other.lots
    for load in question.loads:
        assert (problems(load, one) == problems(load, other)).all()
