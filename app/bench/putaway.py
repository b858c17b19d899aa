"""Putaway: how long does a delivery of 200 pallets take to be placed, how good is it, and does anything break?

milliseconds: one exact assignment of 200 pallets to 2,000 candidate bins of a pallet store, half of which hold
something, with goods of 500 articles under rules of all kinds, from the question to the plan. Each delivery is placed
three times and its best counts, of the deliveries the middle one. It is the processor's time of the one thread that
reckons, so that a neighbour on the machine does not count; wall_ms is what the clock on the wall said of the same runs.
explain_ms: the reasons that are stored with it, processor's time too.
cost_ratio_to_greedy: the cost of the plan against each pallet in its turn into the cheapest bin: rules first, then the
way, then filling. Of a delivery it is the ratio of the first of these in which both differ; the worst delivery counts.
metres_ratio is the mean of the ways alone.
violations: on a real server eight receivers at once plan and put away pallets of their own where there is room for
fewer than come, in bins with limits of weight, volume, units, products and lots. Counted past the api, after every
round: bins whose stock together with what is planned for them breaks a limit, tasks whose goods the planned bin
refused, and what `stillage db check` would find.
"""

import argparse
import json
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.bench.pgbench import LOGIN, Ground, Server, short_folder
from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.optimise.putaway import (
    STANDARD,
    Bin,
    Bins,
    Content,
    Goods,
    Load,
    Plan,
    Question,
    Rule,
    Stand,
    Strategy,
    Ways,
    assign,
    explanation,
    greedy,
)
from app.services.putaway import Putaway
from app.services.session import Session
from db.engine import Database

PALLETS, BINS, ARTICLES = 200, 2_000, 500
TARGET_MS = 100.0
DELIVERIES, RECEIVERS, ROUNDS, EACH = 9, 8, 4, 6

_BROKEN = """
with held as (
  select q.location_id, q.product_id, q.lot_id, q.hu_id, q.quantity from wms.quant q where q.quantity > 0
  union all
  select t.to_location_id, q.product_id, q.lot_id, q.hu_id, q.quantity
    from wms.task t join wms.quant q on q.hu_id = t.hu_id
   where t.kind = 'putaway' and t.state < 400 and q.quantity > 0),
summed as (
  select h.location_id, sum(h.quantity * p.weight) as weight, sum(h.quantity * p.volume) as volume,
         count(distinct h.hu_id) as units, count(distinct h.product_id) as products,
         count(distinct (h.product_id, h.lot_id)) as lots
    from held h join wms.product p on p.product_id = h.product_id group by h.location_id)
select count(*) from summed s join wms.location l on l.location_id = s.location_id
  join wms.storage_class c on c.class_id = l.class_id
 where s.weight > c.max_weight or s.volume > c.max_volume or s.units > c.max_handling_units
    or (c.product_mixing <> 'any' and s.products > 1) or (c.lot_mixing <> 'any' and s.lots > s.products)
"""


def run(args: argparse.Namespace) -> int:
    """Measure; 0 where it is fast enough, never dearer than greedy, and nothing breaks."""
    found = _deliveries(3 if args.quick else DELIVERIES)
    with short_folder() as folder, Server(folder, say=_say) as server:
        server.prepare()
        found |= _receivers(server, 2 if args.quick else ROUNDS)
    _say(f"{PALLETS} pallets into {BINS} bins in {found['milliseconds']} ms (target {TARGET_MS:.0f} ms), "
         f"explained in {found['explain_ms']} ms")  # fmt: skip
    _say(f"cost {found['cost_ratio_to_greedy']} of greedy at worst, ways {found['metres_ratio']} of its on average")
    _say(f"{found['receivers']} receivers: {found['placed']} pallets placed, {found['without_a_place']} found no "
         f"place, {found['violations']} limits broken")  # fmt: skip
    if args.json:
        sys.stdout.write(json.dumps(found) + "\n")
    fine = found["milliseconds"] <= TARGET_MS and found["cost_ratio_to_greedy"] <= 1.0 and found["violations"] == 0
    return 0 if fine and found["placed"] > 0 < found["without_a_place"] else 1


# ---- one delivery ----------------------------------------------------------------------------------------------------
def _deliveries(count: int) -> dict[str, Any]:
    times, walls, told, ratios, ways = [], [], [], [], []
    for seed in range(count):
        question = delivery(seed)
        tries = [_timed(seed) for _ in range(3)]
        times.append(min(cpu for cpu, _ in tries))
        walls.append(min(wall for _, wall in tries))
        plan = assign(question)
        started = time.thread_time()
        for one in plan.placed:
            explanation(question, one.load, one.choice)
        told.append(time.thread_time() - started)
        quick = greedy(delivery(seed))
        ratios.append(ratio(plan, quick))
        ways.append(plan.metres / quick.metres)
    return {
        "milliseconds": round(statistics.median(times) * 1e3, 1),
        "wall_ms": round(statistics.median(walls) * 1e3, 1), "slowest_ms": round(max(times) * 1e3, 1),
        "explain_ms": round(statistics.median(told) * 1e3, 1), "cost_ratio_to_greedy": round(max(ratios), 4),
        "metres_ratio": round(statistics.fmean(ways), 4), "deliveries": count,
    }  # fmt: skip


def _timed(seed: int) -> tuple[float, float]:
    """Seconds from the question to the plan: of the processor, on the wall."""
    question = delivery(seed)
    began, started = time.thread_time(), time.perf_counter()
    assign(question)
    return time.thread_time() - began, time.perf_counter() - started


def ratio(plan: Plan, quick: Plan) -> float:
    """The first part of the cost in which two plans differ, the one against the other; 1 where they cost the same."""
    for mine, theirs in zip(plan.cost.parts, quick.cost.parts, strict=True):
        if mine != theirs:
            return mine / theirs if theirs else float("inf")
    return 1.0


def delivery(seed: int) -> Question:
    """Pallets of 500 articles before a store of 2,000 bins in four zones, half of them taken; drawn by this seed."""
    draw = np.random.default_rng(seed)
    rows = [
        Bin(
            at + 1, f"{'ABCD'[at % 4]}-{at // 4:03}", zone="ABCD"[at % 4], max_weight=float(draw.choice([5e5, 1e6])),
            max_volume=1_900.0, max_height=float(draw.choice([1_250, 1_750])), max_units=1, one_product=True,
            one_lot=True, z=at % 5 * 1_950.0,
        )
        for at in range(BINS)
    ]  # fmt: skip
    bins = Bins.of(rows)
    taken = [Content(at + 1, int(draw.integers(ARTICLES)), 1, 3e5, 900.0, 1) for at in range(0, BINS, 2)]
    loads = tuple(_pallet(draw, at) for at in range(PALLETS))
    aisle = np.array([at // 100 for at in range(BINS)]) * 5.0
    along = np.array([at % 100 for at in range(BINS)]) * 0.95
    sources = {dock: np.abs(aisle - dock * 15.0) + along + 8.0 for dock in range(1, 7)}
    faces = {
        article: np.abs(aisle - draw.uniform(0, 100)) + np.abs(along - draw.uniform(0, 95))
        for article in range(0, ARTICLES, 2)
    }
    zones = Rule("Fast movers", Strategy.ZONE, abc="A", zones=("A", "B"))
    return Question(loads, Stand.of(bins, taken), (*STANDARD[:2], zones, *STANDARD[2:]), Ways(sources, faces))


def _pallet(draw: np.random.Generator, at: int) -> Load:
    goods = Goods(
        int(draw.integers(ARTICLES)), f"P{at}", int(draw.integers(3)), 40.0, float(draw.uniform(1e5, 9e5)),
        float(draw.uniform(300, 1_900)), 1, abc=str(draw.choice(["A", "B", "C"])),
    )  # fmt: skip
    return Load(("hu", at), f"pallet {at}", 1 + at % 6, (goods,), "pallet", int(draw.choice([1_000, 1_600])))


# ---- eight receivers -------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _House:
    server: Server
    warehouse: int
    docks: tuple[int, ...]
    products: tuple[int, ...]


def _receivers(server: Server, rounds: int) -> dict[str, Any]:
    """Rounds of deliveries of eight people at once; each round is judged past the api."""
    with closing(Database(server.url(LOGIN), application="stillage-bench", deadline=60.0)) as door:
        house = _built(door, server, rounds)
    people = [Session.open(server.url(LOGIN), "BENCH") for _ in range(RECEIVERS)]
    placed = left = broken = 0
    try:
        with ThreadPoolExecutor(RECEIVERS) as pool:
            for turn in range(rounds):
                jobs = [pool.submit(_received, house, person, turn * RECEIVERS + n) for n, person in enumerate(people)]
                ends = [job.result() for job in jobs]
                placed += sum(end[0] for end in ends)
                left += sum(end[1] for end in ends)
                broken += sum(end[2] for end in ends) + int(server.rows(_BROKEN)[0])
                _say(f"round {turn + 1}: {placed} placed, {left} without a place, {broken} broken")
    finally:
        for person in people:
            person.close()
    return {
        "receivers": RECEIVERS, "placed": placed, "without_a_place": left, "violations": broken + server.violations(),
    }  # fmt: skip


def _received(house: _House, person: Session, number: int) -> tuple[int, int, int]:
    """One person's delivery: received, planned, every other pallet put away. Placed, without a place, refused."""
    units = [_pallet_at(house, person.door, number * EACH + n) for n in range(EACH)]
    desk = Putaway(person)
    found = desk.propose(units)
    refused = 0
    for place in found.places[::2]:
        try:
            desk.put(place.task, place.to)
        except Refusal:
            refused += 1
    return len(found.places), len(found.left), refused


def _pallet_at(house: _House, door: Database, number: int) -> int:
    sscc = _sscc(number)
    door.call(
        "receive_v1", p_op=new_op(), p_warehouse=house.warehouse, p_quantity=20 + number % 3 * 10, p_sscc=sscc,
        p_product=house.products[number * 7 % len(house.products)], p_lot=f"L{number % 2}",
        p_location=house.docks[number % len(house.docks)],
    )  # fmt: skip
    return int(door.query("unit_of_scan", warehouse=house.warehouse, sscc=sscc)[0].hu_id)


def _sscc(number: int) -> str:
    """A supplier's label: 17 digits and the check digit (GS1, modulo 10)."""
    body = f"3952123{number:010}"
    total = sum(int(digit) * (3 if at % 2 == 0 else 1) for at, digit in enumerate(body))
    return f"{body}{-total % 10}"


def _built(door: Database, server: Server, rounds: int) -> _House:
    """A store with room for about two thirds of what comes: pallet bins for one unit, lanes for four of one lot."""
    made = door.call("create_warehouse_v1", p_op=new_op(), p_code="BENCH", p_name="Bench", p_time_zone="UTC")
    warehouse = int(made["warehouse_id"])
    server.ground = Ground(warehouse, 0, 0, 0)
    places: list[dict[str, Any]] = [
        {"code": f"DOCK-{n}", "kind": "receiving", "x": n * 5_000, "y": 0, "z": 0} for n in range(4)
    ]
    places += [
        {
            "code": f"A-{n:03}",
            "kind": "storage",
            "class": "PAL",
            "x": n % 20 * 1_000,
            "y": 5_000 + n // 20 * 3_000,
            "z": 0,
        }
        for n in range(rounds * 24)
    ]
    places += [
        {"code": f"G-{n:02}", "kind": "storage", "class": "LANE", "x": 30_000, "y": 5_000 + n * 2_000, "z": 0}
        for n in range(rounds * 2)
    ]
    classes = [
        {"code": "PAL", "max_weight": 20_000, "max_handling_units": 1, "product_mixing": "same", "lot_mixing": "same"},
        {"code": "LANE", "max_volume": 120, "max_handling_units": 4, "product_mixing": "same", "lot_mixing": "same"},
    ]
    layout = {"zones": [], "racks": [], "locations": places, "classes": classes, "fixtures": []}
    door.call("import_layout_v1", p_op=new_op(), p_warehouse=warehouse, p_layout=layout)
    sides = ("length", "width", "height")
    articles = [
        {"sku": f"A-{n:02}", "name": f"Article {n}", "tracking": "lot", "weight": 450} | dict.fromkeys(sides, 100)
        for n in range(12)
    ]  # fmt: skip
    door.call("import_products_v1", p_op=new_op(), p_warehouse=warehouse, p_products=articles)
    docks = server.rows("select location_id from wms.location where kind = 'receiving' order by code")
    products = server.rows("select product_id from wms.product order by sku")
    return _House(server, warehouse, tuple(map(int, docks)), tuple(map(int, products)))


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
