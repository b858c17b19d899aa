"""Shortest pick tours: are they the shortest, can they be walked, and how long does one take to find?

--sprp names a folder with `instances/` and `results/` in the format of Hessler and Irnich (INFORMS J. Computing 2024):
every instance is solved as it stands and with a middle cross aisle, and its length held against the published optimum.
For three and four blocks, where nobody published any, 200 seeded lists are held against a solver that shares nothing
with it: steps counted one by one, then Held and Karp's programme over the picks. Every tour of every part is walked
again by check_tour. median_ms_N: one tour of 30 random picks in 20 aisles and N blocks, from the question to order and
polyline, after a warm-up; plain_ms_N the same without a compiler.
"""

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.bench.routing_sprp import read_cases
from app.bench.routing_steps import stepped_length
from app.optimise.routing.check_tour import faults_of_tour
from app.optimise.routing.engine import PLAIN, Engine, compiled
from app.optimise.routing.grid import Errand, Grid, InAisle, OnCross, Sides
from app.optimise.routing.rules import largest_gap_length, s_shape_length
from app.optimise.routing.shortest import shortest_tour

TARGET_MS = {"median": {1: 0.2, 2: 0.5, 3: 1.0, 4: 3.0}, "plain": {1: 0.5, 2: 5.0, 3: 50.0}}
AISLES, PICKS, PITCH, LENGTH = 20, 30, 5.0, 47.0
_NEAR = 1e-6
_NAMES = {1: "single_block", 2: "two_block"}


def run(args: argparse.Namespace) -> int:
    """Measure; 0 where every tour is the shortest and can be walked, and the times are kept."""
    engine = compiled()
    found: dict[str, Any] = {"engine": engine.name, "tours_rejected_by_checker": 0}
    if args.sprp:
        _published(args.sprp, engine, 20 if args.quick else 1, found)
    else:
        _say("no published problems without --sprp DIR")
    _independent(engine, 20 if args.quick else 200, found)
    _times(engine, 100 if args.quick else 400, found)
    if args.json:
        sys.stdout.write(json.dumps(found) + "\n")
    return 0 if _kept(found) else 1


def _published(folder: Path, engine: Engine, every: int, found: dict[str, Any]) -> None:
    for name in _NAMES.values():
        found[f"{name}_total"] = found[f"{name}_optimal"] = 0
    for case in read_cases(folder, every):
        name = _NAMES[case.blocks]
        length = _walked(case.errand, engine, found, case.name)
        found[f"{name}_total"] += 1
        found[f"{name}_optimal"] += abs(length - case.best) <= _NEAR
        if abs(length - case.best) > _NEAR:
            _say(f"{case.name}, {name}: {length}, published {case.best}")
    for name in _NAMES.values():
        _say(f"{name}: {found[f'{name}_optimal']} of {found[f'{name}_total']} published optima")


def _independent(engine: Engine, count: int, found: dict[str, Any]) -> None:
    draw = random.Random(20)  # noqa: S311  the same lists in every run, no secret
    found["independent_total"] = found["independent_equal"] = 0
    for number in range(count):
        blocks = 3 + number % 2
        errand = _small(draw, blocks)
        length, proof = _walked(errand, engine, found, f"case {number}"), stepped_length(errand)
        found["independent_total"] += 1
        found["independent_equal"] += abs(length - proof) <= _NEAR
        if abs(length - proof) > _NEAR:
            _say(f"case {number}, {blocks} blocks: {length}, independently {proof}: {errand}")
    _say(f"3 and 4 blocks: {found['independent_equal']} of {found['independent_total']} equal an independent solver")


def _small(draw: random.Random, blocks: int) -> Errand:
    """Four to ten picks, whole numbers; start and end anywhere, alike in half of the cases; aisles with shelves on both
    sides or on one."""
    aisles = sorted(draw.sample(range(40), draw.randint(2, 8)))
    cross = sorted(draw.sample(range(50), blocks + 1))
    shelves: list[Sides] = [draw.choice(("both", "left", "right")) for _ in aisles]
    grid = Grid(tuple(map(float, aisles)), tuple(map(float, cross)), tuple(shelves))

    def pick() -> InAisle:
        spot = place()
        here = grid.sides[spot.aisle]
        return InAisle(spot.aisle, spot.along, draw.choice(("left", "right")) if here == "both" else here)

    def place() -> InAisle:
        return InAisle(draw.randrange(len(aisles)), float(draw.randint(cross[0], cross[-1])))

    def end() -> InAisle | OnCross:
        return place() if draw.random() < 0.5 else OnCross(draw.randrange(len(cross)), float(draw.randint(-2, 42)))

    start = end()
    picks = tuple(pick() for _ in range(draw.randint(4, 10)))
    return Errand(grid, picks, start, start if draw.random() < 0.5 else end())


def _walked(errand: Errand, engine: Engine, found: dict[str, Any], name: str) -> float:
    tour = shortest_tour(errand, engine)
    faults = faults_of_tour(errand, tour)
    if faults:
        found["tours_rejected_by_checker"] += 1
        _say(f"{name}: {faults}")
    return tour.length


def _times(engine: Engine, count: int, found: dict[str, Any]) -> None:
    for kind, by in (("median", engine), ("plain", PLAIN)):
        for blocks, target in TARGET_MS[kind].items():
            errands = list(_lists(blocks, count if kind == "median" else max(10, count // 5)))
            for errand in errands[:3]:
                shortest_tour(errand, by)
            taken, lengths = [], []
            for errand in errands:
                started = time.perf_counter()
                tour = shortest_tour(errand, by)
                taken.append(time.perf_counter() - started)
                lengths.append(tour.length)
            found[f"{kind}_ms_{blocks}"] = round(statistics.median(taken) * 1_000, 4)
            _say(f"{by.name}, {blocks} blocks: {found[f'{kind}_ms_{blocks}']} ms a tour (target {target} ms)")
            if kind == "median":
                total = sum(lengths)
                found[f"s_shape_longer_{blocks}"] = round(sum(map(s_shape_length, errands)) / total - 1, 4)
                found[f"largest_gap_longer_{blocks}"] = round(sum(map(largest_gap_length, errands)) / total - 1, 4)


def _lists(blocks: int, count: int) -> Iterator[Errand]:
    draw = random.Random(blocks)  # noqa: S311  the same lists in every run, no secret
    cross = tuple(LENGTH * row / blocks for row in range(blocks + 1))
    grid = Grid(tuple(PITCH * aisle for aisle in range(AISLES)), cross)
    depot = OnCross(blocks, 0.0)
    for _ in range(count):
        picks = tuple(InAisle(draw.randrange(AISLES), draw.uniform(0.5, LENGTH - 0.5)) for _ in range(PICKS))
        yield Errand(grid, picks, depot, depot)


def _kept(found: dict[str, Any]) -> bool:
    equal = all(
        found[f"{name}_total"] == found[f"{name}_{word}"] > 0
        for name, word in (("single_block", "optimal"), ("two_block", "optimal"), ("independent", "equal"))
        if f"{name}_total" in found
    )
    kinds = ("median", "plain") if found["engine"] != PLAIN.name else ("plain",)
    fast = all(found[f"{kind}_ms_{blocks}"] <= ms for kind in kinds for blocks, ms in TARGET_MS[kind].items())
    return equal and fast and not found["tours_rejected_by_checker"]


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
