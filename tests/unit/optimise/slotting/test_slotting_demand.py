"""What is learnt from orders: rates, imagined orders, classes, pairs; and what may lie where."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from app.domain.errors import Refusal
from app.optimise.routing import Stop
from app.optimise.slotting import Order, abc_classes, cube_per_order, demand_of, pairs_of, split_days
from app.optimise.slotting.limits import fits, reach_of, why_not
from app.optimise.slotting.question import ground_of
from app.optimise.slotting.rules import BY_GOODS
from tests.unit.optimise.slotting.slotting_ground import HOME, goods, hall, orders


def test_rates_lie_between_what_was_counted_and_what_the_family_has() -> None:
    stock = goods(10)
    asked = [Order(n, ("S000", "S001")) for n in range(6)] + [Order(7, ("S007",))]
    demand = demand_of(stock, asked)
    assert demand.lines.tolist() == [6, 6, 0, 0, 0, 0, 0, 1, 0, 0]
    assert demand.days == 7
    busy, quiet = demand.rate[2], demand.rate[8]
    assert 0 < quiet < busy < demand.rate[0], "unseen goods of a busy family are believed to be asked for more"
    assert demand.rate[7] > quiet


def test_imagined_orders_keep_families_and_have_each_sku_once() -> None:
    stock, asked = goods(40), orders(200, 40)
    demand = demand_of(stock, asked)
    made = demand.imagined(3, seed=4)
    assert len(made) == 600
    for real, one in zip([*demand.orders] * 3, made, strict=True):
        assert len(set(one.tolist())) == len(one)
        assert set(demand.family[one]) == set(demand.family[real])
    assert all((a == b).all() for a, b in zip(made, demand.imagined(3, seed=4), strict=True))
    lines = np.bincount(np.concatenate(made), minlength=40)
    seldom = demand.lines < 3
    assert (lines[seldom & (demand.lines == 0)] > 0).any(), "goods that were not asked for may be yet"
    assert np.corrcoef(lines, demand.lines)[0, 1] > 0.95


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ([], "slotting.no_history"),
        ([Order(1, ("X",))], "slotting.no_history"),
        ([Order(1, ("S000",))], "slotting.one_order"),
    ],
)
def test_too_little_to_learn_from_is_refused(asked: list[Order], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        demand_of(goods(3), asked)
    assert refused.value.code == code
    assert refused.value.next_step


def test_abc_by_lines_and_by_goods() -> None:
    lines = np.array([1.0, 50, 20, 9, 10, 10, 0, 0, 0, 0])
    assert abc_classes(lines).tolist() == [2, 0, 1, 2, 1, 2, 2, 2, 2, 2]
    assert abc_classes(lines, BY_GOODS, by_lines=False).tolist() == [2, 0, 0, 1, 1, 1, 2, 2, 2, 2]


def test_cube_per_order_index() -> None:
    stock = goods(3)
    demand = demand_of(stock, [Order(0, ("S000",)), Order(1, ("S000", "S001"))])
    assert cube_per_order(stock, demand).tolist() == [10.0, 20.0, float("inf")]


def test_pairs_equal_a_plain_count() -> None:
    stock, asked = goods(12), orders(150, 12, seed=9)
    demand = demand_of(stock, asked)
    found = {(pair.one, pair.other): pair for pair in pairs_of(stock, demand, least=1, most=1_000)}
    sets = [set(order.skus) for order in asked]
    beyond = 0
    for one, other in combinations([g.sku for g in stock], 2):
        together = sum({one, other} <= have for have in sets)
        chance = sum(one in have for have in sets) * sum(other in have for have in sets) / 150
        if together > chance:
            beyond += 1
            pair = found[one, other]
            assert (pair.together, pair.support) == (together, together / 150)
            assert pair.lift == pytest.approx(together / chance)
    assert len(found) == beyond > 5
    ranked = [pair.together - pair.together / pair.lift for pair in pairs_of(stock, demand, least=1)]
    assert ranked == sorted(ranked, reverse=True)


def test_the_last_quarter_of_the_days_is_kept_apart() -> None:
    asked = [Order(day, ("S000",)) for day in range(20, 40) for _ in range(2)]
    deciding, apart = split_days(asked)
    assert ({o.day for o in deciding}, {o.day for o in apart}) == (set(range(20, 35)), set(range(35, 40)))
    assert split_days(asked[:6]) == (asked[:6], [])


def test_limits_say_what_may_lie_where_and_why_not() -> None:
    low, high = hall().ground.faces[0], hall().ground.faces[2]
    one = goods(1)[0]
    cases = {
        "": one,
        "bins of class DRY are not for it": replace(one, classes=frozenset({"COLD"})),
        "a piece is too large for the bin": replace(one, length=1_001.0),
        "nobody has measured it": replace(one, weight=0.0),
        "its stock would be 5 % too much for the bin": replace(one, pieces=210.0),
    }
    for words, what in cases.items():
        assert why_not(what, low) == words
    lying = replace(one, length=900.0, width=100.0, height=850.0)
    assert fits([lying, replace(lying, upright=True)], [low]).tolist() == [[False], [False]]
    turned = replace(one, length=100.0, width=100.0, height=950.0)
    assert fits([turned, replace(turned, upright=True)], [low]).tolist() == [[True], [False]]
    heavy = replace(one, weight=15_000.0, pieces=1.0)
    assert (why_not(heavy, low), "above the shoulder" in why_not(heavy, high)) == ("", True)
    assert reach_of([low, hall().ground.faces[1], high]).tolist() == [1_000.0, 0.0, 2_000.0]


def test_a_house_without_faces_and_faces_behind_walls_are_refused() -> None:
    there = hall()
    with pytest.raises(Refusal) as none:
        ground_of(there.travel, [], HOME)
    assert none.value.code == "slotting.no_faces"
    away = replace(there.travel, distance=np.where(np.eye(len(there.travel.nodes)) > 0, 0.0, np.inf))
    with pytest.raises(Refusal) as lost:
        ground_of(away, there.ground.faces, Stop(0.0, 2_000.0))
    assert lost.value.code == "slotting.unreachable"
