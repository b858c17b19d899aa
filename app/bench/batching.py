"""Batches of orders for one cart: how much less is walked than first come, first served, and than plain savings?

Two kinds of sets, at 40 and at 100 orders. demo: orders of the demo's store, goods laid by ABC classes on the pick
faces of the demo's house, a cart of eight totes; the search measures with improved tours over known walks, and what is
told is walked again by the tours that pickers get (app.optimise.routing). generated: orders of 5 to 25 pieces anywhere
in ten aisles of 45 bays, carts of 45 and of 75 pieces, as Henn and Waescher (2012) draw them; all tours are proven.

Savings are computed anew after every merge, the better of the two textbook rules. The search (MatrixSearch) has
`seconds` of wall time for each set, savings included. vs_first_come, vs_savings: metres of ours to theirs, mean over
the sets, [40, 100].
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import fmean
from typing import Any

import numpy as np

from app.bench.slotting_floor import SlottingFloor, demo_floor
from app.optimise.batching import (
    Batching,
    Cart,
    Job,
    MatrixSearch,
    MatrixWalks,
    Problem,
    first_come,
    savings,
)
from app.optimise.batching import compiled as compiled_batching
from app.optimise.batching.board import Reals
from app.optimise.routing import Grid, InAisle, compiled, plan_tour
from app.optimise.routing.many import GridWalks
from app.optimise.slotting import Slots, demand_of
from app.optimise.slotting import compiled as compiled_slotting
from app.optimise.slotting.rules import BY_LINES, abc_classes, by_classes
from app.services.demo_data.spec import DemoSpec

SIZES = (40, 100)
SECONDS = 20.0
TARGETS = {"vs_first_come": 0.84, "vs_savings": 0.97}
TOTES, CARTS = 8, (45, 75)
_AISLES, _BAYS, _LENGTH, _PITCH = 10, 45, 47.0, 5.0


@dataclass(frozen=True, slots=True)
class Case:
    """One set of orders. distance: mm between places; home: the row of the depot. told: the length that is told of a
    batching, metres."""

    name: str
    problem: Problem
    distance: Reals
    home: int
    told: Callable[[Batching], float]


def run(args: argparse.Namespace) -> int:
    """Measure; 0 where all targets are met and every answer is whole."""
    seconds = SECONDS / 4 if args.quick else SECONDS
    floor = demo_floor(DemoSpec())
    _load()
    cases: dict[str, Any] = {}
    found: dict[str, Any] = {"vs_first_come": [], "vs_savings": [], "seconds": seconds}
    for size in SIZES:
        rows = [_measure(case, seconds) for case in _cases(floor, size, 1 if args.quick else 2)]
        cases[str(size)] = rows
        for key in TARGETS:
            found[key].append(round(fmean(row[key] for row in rows), 4))
    found["cases"] = cases
    kept = all(value <= most for key, most in TARGETS.items() for value in found[key])
    for key, most in TARGETS.items():
        _say(f"{key} {found[key]} (target {most})")
    if args.json:
        sys.stdout.write(json.dumps(found) + "\n")
    return 0 if kept else 1


def _cases(floor: SlottingFloor, size: int, seeds: int) -> Iterator[Case]:
    for seed in range(seeds):
        yield _from_demo(floor, size, seed)
    for seed in range(seeds):
        for capacity in CARTS:
            yield _generated(size, capacity, seed)


def _measure(case: Case, seconds: float) -> dict[str, Any]:
    problem, started = case.problem, time.perf_counter()
    by_arrival, by_savings = first_come(problem), savings(problem)
    search = MatrixSearch(problem, case.distance, case.home, loops=compiled_batching())
    while not search.done and (left := seconds - (time.perf_counter() - started)) > 2:
        search.step(min(2.0, left))
    search.ask_columns(max(0.5, seconds - (time.perf_counter() - started)))
    took = time.perf_counter() - started
    wrong = [fault for batching in (by_arrival, by_savings, search.best) for fault in problem.faults(batching)]
    if wrong or search.best.length > by_savings.length:
        raise AssertionError(f"{case.name}: {wrong or 'longer than savings'}")
    ours, rule, arrival = (case.told(batching) for batching in (search.best, by_savings, by_arrival))
    row = {
        "set": case.name, "vs_first_come": round(ours / arrival, 4), "vs_savings": round(ours / rule, 4),
        "metres": round(ours, 1), "batches": len(search.best.batches), "seconds": round(took, 1), "steps": search.steps,
    }  # fmt: skip
    _say(json.dumps(row))
    return row


def _from_demo(floor: SlottingFloor, size: int, seed: int) -> Case:
    """Orders that follow each other in the demo."""
    demand, loops = demand_of(floor.goods, floor.orders), compiled_slotting()
    slots = Slots.of(floor.goods, floor.ground, demand, demand.orders, loops)
    by_classes(slots, abc_classes(demand.lines, BY_LINES), seed)
    place = {sku: int(floor.ground.place[face]) for sku, face in slots.where().items()}
    orders = floor.orders[seed * size :][:size]
    jobs = [Job(frozenset(place[sku] for sku in order.skus if sku in place), ()) for order in orders]
    face_at = {int(at): face for at, face in zip(floor.ground.place, floor.ground.faces, strict=True)}

    def told(batching: Batching) -> float:
        stops = [sorted(set[int]().union(*(jobs[at].stops for at in batch))) for batch in batching.batches]
        tours = [
            plan_tour(floor.travel, [face_at[at].stop for at in tour], floor.home, floor.home, compiled())
            for tour in stops
        ]
        return sum(tour.metres for tour in tours)

    walks = MatrixWalks(floor.ground.distance, compiled_batching())
    problem = Problem(jobs, Cart((), slots=TOTES), walks)
    return Case(f"demo {size} orders, seed {seed}", problem, walks.distance, 0, told)


def _generated(size: int, capacity: int, seed: int) -> Case:
    draw = random.Random(1000 * size + seed)  # noqa: S311  the same orders in every run, no secret
    grid = Grid(tuple(_PITCH * n for n in range(_AISLES)), (0.0, _LENGTH))
    places = [InAisle(aisle, 1.0 + bay) for aisle in range(_AISLES) for bay in range(_BAYS)]
    jobs = []
    for _ in range(size):
        pieces = draw.randint(5, 25)
        jobs.append(Job(frozenset(draw.sample(range(len(places)), pieces)), (float(pieces),)))
    walks = GridWalks(grid, places, InAisle(0, 0.0), compiled())
    problem = Problem(jobs, Cart((float(capacity),)), walks)
    name = f"generated {size} orders, cart {capacity}, seed {seed}"
    return Case(name, problem, walks.distances() * 1_000, len(places), _length)


def _load() -> None:
    """Compile or load the loops, which is not the search's time."""
    distance = np.ones((2, 2))
    walks = MatrixWalks(distance, compiled_batching())
    MatrixSearch(Problem([Job(frozenset({1}), ())] * 2, Cart((), 1), walks), distance, loops=compiled_batching()).step()


def _length(batching: Batching) -> float:
    return batching.length


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
