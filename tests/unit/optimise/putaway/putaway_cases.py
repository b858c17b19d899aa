"""Random questions of putting away, and two judges that know nothing of how places are found."""

from itertools import permutations
from typing import Any

import numpy as np
from hypothesis import strategies as st

from app.optimise.putaway import STANDARD, Bin, Bins, Content, Goods, Load, Plan, Question, Rule, Stand, Strategy, Ways

RULES = (
    *STANDARD[:3],
    Rule("Bulk", Strategy.BULK, least=1_500.0, zones=("C",)),
    Rule("Fast movers", Strategy.ZONE, abc="A", zones=("B", "A")),
    *STANDARD[3:],
)


@st.composite
def questions(draw: Any, *, loads: int = 8, bins: int = 8, one_each: bool = False, loose: bool = True) -> Question:
    """one_each: a bin holds one unit, so that no two loads share one."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    size, count = draw(st.integers(0, bins)), draw(st.integers(1, loads))
    rows = Bins.of([_bin(rng, at, one_each) for at in range(size)])
    contents = [] if one_each else [_content(rng, at) for at in range(size) if rng.random() < 0.4]
    waiting = tuple(_load(rng, at, loose and not one_each) for at in range(count))
    ways = Ways(
        {1: rng.integers(1, 60, size).astype(float), 2: rng.integers(1, 60, size).astype(float)},
        {product: rng.integers(1, 80, size).astype(float) for product in range(3) if rng.random() < 0.5},
        {0: frozenset({int(rng.integers(size))})} if size and rng.random() < 0.3 else {},
    )
    return Question(waiting, Stand.of(rows, contents), RULES, ways)


def _bin(rng: np.random.Generator, at: int, one_each: bool) -> Bin:
    return Bin(
        100 + at, f"B-{at:02}", rng.choice(["storage", "storage", "pick"]), rng.choice(["A", "B", "C"]), "",
        rng.choice([None, 400_000.0, 900_000.0]), rng.choice([None, 1_000.0, 2_000.0]), rng.choice([None, 1_200.0]),
        1 if one_each else rng.choice([None, 1, 3]), bool(rng.random() < 0.5), bool(rng.random() < 0.3),
        rng.choice(["ambient", "ambient", "chilled"]), rng.choice([None, None, frozenset({"acid", "spray"})]),
        (900.0, 1_000.0, 1_500.0), float(at % 3) * 1_000,
    )  # fmt: skip


def _content(rng: np.random.Generator, at: int) -> Content:
    product = int(rng.integers(3))
    return Content(
        100 + at, product, int(rng.integers(2)), float(rng.integers(1, 300_000)), float(rng.integers(1, 700)),
        int(rng.integers(2)), "acid" if product == 2 else None,
    )  # fmt: skip


def _load(rng: np.random.Generator, at: int, may_be_loose: bool) -> Load:
    loose = may_be_loose and rng.random() < 0.3
    goods = tuple(_goods(rng, loose) for _ in range(1 if loose or rng.random() < 0.8 else 2))
    return Load(
        ("quant" if loose else "hu", at), f"load {at}", int(rng.integers(1, 3)), goods, "loose" if loose else "pallet",
        None if loose else rng.choice([None, 1_000, 1_400]),
    )  # fmt: skip


def _goods(rng: np.random.Generator, loose: bool) -> Goods:
    product = int(rng.integers(3))
    quantity = float(rng.integers(1, 40))
    return Goods(
        product, f"P{product}", int(rng.integers(2)), quantity, quantity * 20_000, quantity * 50, 0 if loose else 1,
        rng.choice(["available", "available", "damaged"]), rng.choice(["ambient", "ambient", "chilled"]),
        "acid" if product == 2 else None, "", rng.choice(["A", "C", None]), (300, 200, 100),
    )  # fmt: skip


def broken(question: Question, plan: Plan) -> list[str]:
    """Limits that contents and plan break together, judged bin by bin from scratch."""
    found = []
    for at, row in enumerate(question.stand.bins.rows):
        goods = _goods_in(question, plan, at)
        mine = [one for one in plan.placed if one.choice.bin == at]
        if not mine:
            continue
        weight = question.stand.weight[at] + sum(one[2] for one in goods)
        volume = question.stand.volume[at] + sum(one[3] for one in goods)
        units = question.stand.units[at] + sum(question.loads[one.load].units for one in mine)
        lots = {(p, lot) for p, there in question.stand.lots.items() for lot in there.get(at, ())}
        lots |= {(one[0], one[1]) for one in goods}
        over = [
            row.max_weight is not None and weight > row.max_weight + 1e-3,
            row.max_volume is not None and volume > row.max_volume + 1e-3,
            row.max_units is not None and units > row.max_units,
            row.one_product and len({p for p, _ in lots}) > 1,
            row.one_lot and len(lots) > len({p for p, _ in lots}),
            any((row.temperature != one[4]) for one in goods),
            any((row.hazards is None) != (one[5] is None) for one in goods),
            any(row.kind == "pick" and one[6] != "available" for one in goods),
            row.max_height is not None and any((question.loads[one.load].height or 0) > row.max_height for one in mine),
        ]
        found += [f"{row.code}: limit {n}" for n, bad in enumerate(over) if bad]
    return found


def _goods_in(question: Question, plan: Plan, at: int) -> list[tuple[Any, ...]]:
    found = []
    for one in plan.placed:
        if one.choice.bin == at:
            load = question.loads[one.load]
            share = one.quantity / load.goods[0].quantity if one.quantity is not None else 1.0
            found += [
                (g.product, g.lot, g.weight * share, g.volume * share, g.temperature, g.hazard, g.status)
                for g in load.goods
            ]
    return found


def cheapest(question: Question) -> tuple[int, int, int, int]:
    """By trying every way in which loads can be dealt out to bins that hold one each: what the best one costs."""
    rows, scale = question.rows, question.frame.scale
    size, count = len(question.stand.bins), len(question.loads)
    best = (count, 0, 0, 0)
    for order in permutations([*range(size), *([-1] * count)], count):
        costs = [rows[n].cost[at] for n, at in enumerate(order) if at >= 0]
        if np.isfinite(costs).all():
            best = min(best, (count - len(costs), *scale.parts(float(sum(costs)))))
    return best
