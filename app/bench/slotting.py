"""Slotting on the demo's orders: how much less is walked than with goods put down at random, or by ABC classes?

The demo is asked as it is opened: its house, its articles, its order lines (baskets of one store of a public sample).
For each seed a quarter of the days is kept apart: the last ones for seed 0, days drawn by lot for the others. The
decision sees the other days only. What is compared is the walk of every order of the days kept apart, from the middle
of the pack line and back, by the tours of app.optimise.routing; goods lie within the same limits in all cases.

vs_random: against goods in any bin that may hold them. vs_abc: against the better of two ABC rules (a fifth and three
tenths of the goods, or half and three tenths of the lines), whose classes take the nearest bins one after the other;
the mean of three lots each. Both are means over the seeds. assortment_*: the same for a year of the store's orders and
its 1,800 best sellers. moves: what the first moves of a proposal save from ABC on, on the days kept apart.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from statistics import fmean
from typing import Any

from app.bench.slotting_floor import SlottingFloor, demo_floor, some_days
from app.optimise.routing import compiled as compiled_routing
from app.optimise.slotting import Order, Slots, compiled, demand_of, slot_anew, walked, what_if
from app.optimise.slotting.rules import BY_GOODS, BY_LINES, abc_classes, at_random, by_classes
from app.services.demo_data.spec import DemoSpec

TARGET_RANDOM, TARGET_ABC = 0.82, 0.95
SEEDS, LOTS = 3, 3
MOVES, LONGEST = 100, 365.0
YEAR = DemoSpec(orders=4_000, skus=1_800)


def run(args: argparse.Namespace) -> int:
    """Measure; 0 where both targets are met."""
    found: dict[str, Any] = {"targets": {"vs_random": TARGET_RANDOM, "vs_abc": TARGET_ABC}}
    seeds = range(1 if args.quick else SEEDS)
    floor = demo_floor(DemoSpec())
    _measure("", floor, seeds, found)
    _first_moves(floor, found)
    _measure("assortment_", demo_floor(YEAR), seeds, found)
    if args.json:
        sys.stdout.write(json.dumps(found) + "\n")
    return 0 if found["vs_random"] <= TARGET_RANDOM and found["vs_abc"] <= TARGET_ABC else 1


def _measure(name: str, floor: SlottingFloor, seeds: Sequence[int], found: dict[str, Any]) -> None:
    rounds = [_round(name or "demo", floor, seed) for seed in seeds]
    found[f"{name}vs_random"] = round(fmean(r["vs_random"] for r in rounds), 4)
    found[f"{name}vs_abc"] = round(fmean(r["vs_abc"] for r in rounds), 4)
    found[f"{name}measured_on"] = {
        "skus": len(floor.goods), "pick_faces": len(floor.ground.faces), "orders": len(floor.orders),
        "days": len({order.day for order in floor.orders}), "lines": sum(len(o.skus) for o in floor.orders),
    }  # fmt: skip
    found[f"{name}seeds"] = rounds


def _round(name: str, floor: SlottingFloor, seed: int) -> dict[str, Any]:
    deciding, apart = some_days(floor.orders, seed)
    _only_other_days(deciding, apart)
    demand, loops = demand_of(floor.goods, deciding), compiled()

    def laid(rule: Callable[[Slots], None]) -> float:
        slots = Slots.of(floor.goods, floor.ground, demand, demand.orders, loops)
        rule(slots)
        return _walk(floor, apart, slots.where())[0]

    random = fmean(laid(partial(at_random, seed=lot)) for lot in range(LOTS))
    classes = (abc_classes(demand.lines, BY_GOODS, by_lines=False), abc_classes(demand.lines, BY_LINES))
    abc = [fmean(laid(partial(by_classes, classes=of, seed=lot)) for lot in range(LOTS)) for of in classes]
    started = time.perf_counter()
    best = slot_anew(floor.goods, floor.ground, deciding, loops, seed=seed)
    seconds = time.perf_counter() - started
    ours, proven, over = _walk(floor, apart, best.where())
    _say(f"{name}, seed {seed}: {ours:.1f} m an order; random {random:.1f}, ABC {abc[0]:.1f} or {abc[1]:.1f}")
    return {
        "seed": seed, "orders_decided_by": len(deciding), "orders_apart": len(apart),
        "metres_an_order": round(ours, 2), "random": round(random, 2), "abc_by_goods": round(abc[0], 2),
        "abc_by_lines": round(abc[1], 2), "vs_random": round(ours / random, 4), "vs_abc": round(ours / min(abc), 4),
        "tours_proven_shortest": round(proven, 4), "tours_longer_at_most": round(over, 4), "seconds": round(seconds, 1),
    }  # fmt: skip


def _first_moves(floor: SlottingFloor, found: dict[str, Any]) -> None:
    """From goods laid by ABC over all days but the last quarter: what the first moves are worth on that quarter."""
    deciding, apart = some_days(floor.orders, 0)
    demand, loops = demand_of(floor.goods, deciding), compiled()
    slots = Slots.of(floor.goods, floor.ground, demand, demand.orders, loops)
    by_classes(slots, abc_classes(demand.lines, BY_GOODS, by_lines=False), 0)
    now = slots.where()
    answer = what_if(floor.goods, floor.ground, floor.orders, now, loops, most=MOVES, longest=LONGEST)
    after = dict(now)
    for step in answer.steps:
        if step.partner is not None:
            after[step.partner] = step.source
        after[step.sku] = step.target
    before, left = (_walk(floor, apart, where)[0] for where in (now, after))
    found["moves"] = {
        "moves": len(answer.steps), "of_abc": round(left / before, 4), "payback_days": round(
            sum(step.cost for step in answer.steps) / max(1e-9, sum(step.saves for step in answer.steps)), 1),
        "check_days": answer.check_days,
    }  # fmt: skip
    _say(f"the first {len(answer.steps)} moves from ABC: {left / before:.4f} of the walk")


def _walk(floor: SlottingFloor, orders: Sequence[Order], where: dict[str, int]) -> tuple[float, float, float]:
    """Metres an order, the share of tours proven shortest, and how much longer than the shortest they are at most."""
    result = walked(floor.travel, floor.ground, floor.home, orders, where, compiled_routing())
    return result.metres / result.tours, result.proven / result.tours, result.metres / result.least - 1


def _only_other_days(deciding: Sequence[Order], apart: Sequence[Order]) -> None:
    if not apart or {o.day for o in deciding} & {o.day for o in apart}:
        raise AssertionError("days are used for the decision and for the comparison")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
