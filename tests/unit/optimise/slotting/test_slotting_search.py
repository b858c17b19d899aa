"""The search: every change keeps the limits and is worth what it says, whoever runs it and whenever it is stopped."""

from itertools import pairwise, permutations

import numpy as np
import pytest

from app.domain.errors import Refusal
from app.optimise.slotting import PLAIN, MoveCost, Slots, compiled, demand_of, slot_anew, walked, what_if
from app.optimise.slotting.limits import fits
from app.optimise.slotting.rules import at_random
from tests.unit.optimise.slotting.slotting_ground import HOME, goods, hall, in_order, orders

SKUS = 60


def assert_whole(slots: Slots) -> None:
    """Board and limits agree: every SKU in one bin that may hold it, nothing over its limits, sums as they are."""
    board, faces = slots.board, slots.ground.faces
    allowed = fits(slots.goods, faces)
    for at, face in enumerate(faces):
        here = [s for s in range(len(slots.goods)) if board.bin_of[s] == at]
        assert sorted(board.held[at, : board.filled[at]].tolist()) == here
        assert len(here) <= face.most
        assert all(allowed[s, at] for s in here)
        assert sum(slots.goods[s].litres for s in here) == pytest.approx(face.litres - board.room[at])
        assert sum(slots.goods[s].grams for s in here) <= face.grams
    assert (board.at == board.place[board.bin_of]).all()


def test_a_settled_tour_is_near_the_shortest_of_all_orders() -> None:
    there, stock = hall(), goods(SKUS)
    asked = orders(40, SKUS)
    demand = demand_of(stock, asked)
    slots = Slots.of(stock, there.ground, demand, demand.orders, PLAIN, in_order(SKUS))
    slots.begin()
    found, best = slots.tour_metres(), []
    for order in demand.orders:
        ways = []
        for one in permutations([int(slots.board.at[s]) for s in order]):
            stops = [0, *one, 0]
            ways.append(sum(there.ground.distance[a, b] for a, b in pairwise(stops)) / 1_000)
        best.append(min(ways))
    assert (found >= np.array(best) - 0.01).all()
    assert found.sum() <= sum(best) * 1.01


def test_distances_are_those_that_pickers_walk() -> None:
    there, stock = hall(), goods(SKUS)
    asked = orders(40, SKUS)
    demand = demand_of(stock, asked)
    slots = Slots.of(stock, there.ground, demand, demand.orders, PLAIN, in_order(SKUS))
    slots.begin()
    real = walked(there.travel, there.ground, HOME, asked, in_order(SKUS))
    assert real.tours == 40
    assert real.metres <= slots.metres() + 0.1
    assert slots.metres() <= real.metres * 1.01


@pytest.mark.parametrize("loops", [PLAIN, compiled()], ids=["plain", "compiled"])
def test_improving_shortens_walks_and_keeps_every_limit(loops) -> None:
    there, stock = hall(), goods(SKUS)
    demand = demand_of(stock, orders(120, SKUS))
    slots = Slots.of(stock, there.ground, demand, demand.orders, loops, in_order(SKUS))
    slots.begin()
    before = slots.metres()
    moved = slots.improve()
    assert moved > 0
    assert slots.metres() < before * 0.9
    assert_whole(slots)


def test_plain_and_compiled_do_the_same() -> None:
    there, stock, asked = hall(), goods(30), orders(30, 30)
    one, other = (
        what_if(stock, there.ground, asked, in_order(30), loops, most=5, longest=1e6) for loops in (PLAIN, compiled())
    )
    assert one == other
    assert len(one.steps) == 5


def test_slotting_anew_beats_chance_on_days_not_seen() -> None:
    there, stock, asked = hall(), goods(100), orders(400, 100)
    deciding, apart = [o for o in asked if o.day < 8], [o for o in asked if o.day >= 8]
    demand = demand_of(stock, deciding)
    best = slot_anew(stock, there.ground, deciding, compiled(), seed=3)
    assert_whole(best)
    chance = Slots.of(stock, there.ground, demand, demand.orders, compiled())
    at_random(chance, 5)
    assert_whole(chance)
    ours = walked(there.travel, there.ground, HOME, apart, best.where()).metres
    assert ours < 0.8 * walked(there.travel, there.ground, HOME, apart, chance.where()).metres
    again = slot_anew(stock, there.ground, deciding, compiled(), seed=3)
    assert again.where() == best.where()


def test_each_step_can_be_done_after_those_before_it_and_walks_are_what_they_say() -> None:
    there, stock, asked = hall(), goods(SKUS), orders(150, SKUS)
    answer = what_if(stock, there.ground, asked, in_order(SKUS), compiled(), most=25, longest=1e6)
    where, allowed = in_order(SKUS), fits(stock, there.ground.faces)
    moved: list[str] = []
    for step in answer.steps:
        assert where[step.sku] == step.source
        held = [sku for sku, at in where.items() if at == step.target]
        assert held == ([step.partner] if step.partner else [])
        assert allowed[int(step.sku[1:]), step.target]
        where[step.sku] = step.target
        moved.append(step.sku)
        if step.partner:
            where[step.partner] = step.source
            moved.append(step.partner)
        assert step.saves > 0
        assert step.payback == pytest.approx(step.cost / step.saves)
    assert len(set(moved)) == len(moved), "each SKU is moved once"
    days = sorted({order.day for order in asked})
    apart = [order for order in asked if order.day >= days[-answer.check_days]]
    real = walked(there.travel, there.ground, HOME, apart, where).metres / answer.check_days
    assert answer.steps[-1].checked == pytest.approx(real, rel=0.02)
    assert answer.steps[-1].checked < answer.checked
    assert answer.steps[-1].walk < answer.walk


def test_stopping_leaves_the_first_steps() -> None:
    there, stock, asked = hall(), goods(SKUS), orders(100, SKUS)
    whole = what_if(stock, there.ground, asked, in_order(SKUS), compiled(), most=12, longest=1e6)
    told: list[tuple[int, int, str]] = []

    def going(done: int, total: int, words: str) -> bool:
        told.append((done, total, words))
        return sum(words.startswith("Choosing") for *_, words in told) < 6

    part = what_if(stock, there.ground, asked, in_order(SKUS), compiled(), most=12, longest=1e6, going=going)
    assert not part.complete
    assert 0 < len(part.steps) < len(whole.steps)
    assert whole.steps[: len(part.steps)] == part.steps


def test_what_is_fixed_unmeasured_or_too_dear_stays() -> None:
    there, asked = hall(), orders(100, SKUS)
    stock = list(goods(SKUS))
    stock[-1] = goods(SKUS, length=0)[-1]
    fixed = frozenset({"S058", "S057"})
    answer = what_if(stock, there.ground, asked, in_order(SKUS), compiled(), most=60, longest=1e6, fixed=fixed)
    named = {step.sku for step in answer.steps} | {step.partner for step in answer.steps}
    assert answer.steps
    assert not named & (fixed | {"S059"})
    dear = what_if(stock, there.ground, asked, in_order(SKUS), compiled(), longest=1e6, cost=MoveCost(handling=1e12))
    assert dear.steps == ()


def test_goods_keep_to_their_class_and_full_bins_take_none() -> None:
    there = hall(last_class="COLD", litres=10.0)
    stock = tuple(
        goods(1, classes=frozenset({"COLD" if n % 10 == 0 else "DRY"}))[0].__class__(
            f"S{n:03}", 100, 100, 100, 500, 10, frozenset({"COLD" if n % 10 == 0 else "DRY"}), False, f"F{n // 5}"
        )
        for n in range(40)
    )
    best = slot_anew(stock, there.ground, orders(80, 40), compiled())
    assert_whole(best)
    classes = [there.ground.faces[at].storage_class for at in best.where().values()]
    assert classes == ["COLD" if n % 10 == 0 else "DRY" for n in range(40)]


def test_goods_that_fit_nowhere_are_refused() -> None:
    there = hall()
    with pytest.raises(Refusal) as refused:
        slot_anew(goods(5, length=2_000), there.ground, orders(20, 5), compiled())
    assert (refused.value.code, bool(refused.value.next_step)) == ("slotting.no_room", True)
