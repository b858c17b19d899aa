"""Posting against pgbench: what do the rules of stock cost on top of what this machine and this server can do?

A server of its own, with the settings of production (fsync on), is made in a temporary folder and removed. The
yardstick is pgbench's simple-update (a random row of a table of 2 million, and a history row) by the same binaries over
the same socket, run before and after each of ours; a ratio is ours divided by the mean of these two, and the figure is
the median of all rounds, because a shared machine swings by more than what is measured. Both sides prepare their
statements, hold 16 connections, and leave out the first second, in which connections plan and compile.

spread_ratio: receive_v1, one op each, over 5,000 products in 5,000 bins. hot_ratio: all 16 receive into one record.
move_ratio: move_v1 between neighbouring bins, two records each. class_ratio: the same into bins with a storage class,
so that capacity and mixing are checked under a lock. batch_speedup: lines a second of receive_batch_v1 with 1,000
lines (sent as text) over single posts, both on one connection. What the ratios are not: simple-update sends five
statements a transaction where we send one call, and touches a table that does not fit our 5,000 records' few pages;
both are part of the comparison that was asked for.
"""

import argparse
import json
import statistics
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.bench.pgbench import Load, Server, short_folder

BINS = 5000
LINES = 1000
CONNECTIONS = 16
TARGETS = {"spread_ratio": 0.75, "hot_ratio": 0.12, "batch_speedup": 20.0}
YARDSTICK = Load("simple-update", connections=CONNECTIONS, builtin="simple-update")


def run(args: argparse.Namespace) -> int:
    """Measure; 0 where every target is met and the books balance afterwards."""
    quick = bool(args.quick)
    with short_folder() as folder, Server(folder, say=_say) as server:
        _say("filling: pgbench tables, 10,000 bins, 5,000 products, opening stock")
        server.fill(scale=5 if quick else 20, bins=BINS)
        found = _measure(server, _loads(server, folder), rounds=3 if quick else 5, seconds=1 if quick else 4)
        broken = server.violations()
    found["invariant_violations"] = broken
    for name, target in TARGETS.items():
        _say(f"{name} {found[name]} (target {target}{'' if found[name] >= target else ', NOT met'})")
    _say(f"violations of the invariants: {broken}")
    if args.json:
        sys.stdout.write(json.dumps(found) + "\n")
    return 0 if broken == 0 and all(found[name] >= target for name, target in TARGETS.items()) else 1


def _measure(server: Server, loads: Mapping[str, Load], *, rounds: int, seconds: int) -> dict[str, float]:
    ratios: dict[str, list[float]] = {name: [] for name in ("spread", "hot", "move", "class")}
    rates: dict[str, list[float]] = {"simple_update": [], "spread": [], "hot": [], "move": [], "class": []}
    speedups, lines, singles, cpu = [], [], [], []
    for round_no in range(1, rounds + 1):
        before = server.rate(YARDSTICK, seconds).per_second
        for name, ratio in ratios.items():
            ours = server.rate(loads[name], seconds).per_second
            after = server.rate(YARDSTICK, seconds).per_second
            ratio.append(ours / ((before + after) / 2))
            rates[name].append(ours)
            rates["simple_update"].append(after)
            before = after
        single = server.rate(loads["single"], seconds)
        batch = server.rate(loads["batch"], seconds)
        singles.append(single.per_second)
        lines.append(batch.per_second * LINES)
        cpu.append((single.cpu_us, batch.cpu_us / LINES))
        speedups.append(lines[-1] / singles[-1])
        _say(
            f"round {round_no} of {rounds}: simple-update {statistics.mean(rates['simple_update'][-4:]):.0f}/s, "
            + ", ".join(f"{name} {ratio[-1]:.2f}" for name, ratio in ratios.items())
            + f", batch {speedups[-1]:.1f}x"
        )
    found = {f"{name}_ratio": round(statistics.median(ratio), 3) for name, ratio in ratios.items()}
    found |= {f"{name}_tps": round(statistics.median(rate), 1) for name, rate in rates.items()}
    found |= {f"{name}_ratio_{end.__name__}": round(end(ratios[name]), 3) for name in ratios for end in (min, max)}
    return found | {
        "batch_speedup": round(statistics.median(speedups), 2),
        "single_tps_1": round(statistics.median(singles), 1),
        "batch_lines_per_second": round(statistics.median(lines), 1),
        "single_cpu_us": round(statistics.median(one for one, _ in cpu), 1),
        "batch_line_cpu_us": round(statistics.median(line for _, line in cpu), 1),
        "rounds": rounds,
    }


def _loads(server: Server, folder: Path) -> dict[str, Load]:
    bench = server.ground

    def load(name: str, text: str, *, connections: int = CONNECTIONS) -> Load:
        path = folder / f"{name}.sql"
        path.write_text(text, encoding="utf-8")
        return Load(name, connections=connections, scripts=(path,))

    receive = (
        f"\\set n random(0, {BINS - 1})\n\\set product {bench.first_product} + :n\n\\set bin {bench.first_bin} + :n\n"
        f"select api.receive_v1(uuidv7(), {bench.warehouse}, :product, 1, :bin);\n"
    )
    hot = f"select api.receive_v1(uuidv7(), {bench.warehouse}, {bench.first_product}, 1, {bench.first_bin});\n"
    return {
        "spread": load("spread", receive),
        "single": load("single", receive, connections=1),
        "hot": load("hot", hot),
        "move": load("move", _move(server, bench.first_bin)),
        "class": load("class", _move(server, bench.first_classed_bin)),
        "batch": Load("batch", connections=1, scripts=tuple(_batches(server, folder)), prepared=False),
    }


def _move(server: Server, first_bin: int) -> str:
    """Between bin n and its neighbour, either way: both hold product n from the opening stock."""
    bench = server.ground
    return (
        f"\\set n random(0, {BINS - 1})\n\\set way random(0, 1)\n\\set product {bench.first_product} + :n\n"
        f"\\set from {first_bin} + mod(:n + :way, {BINS})\n\\set to {first_bin} + mod(:n + 1 - :way, {BINS})\n"
        f"select api.move_v1(uuidv7(), {bench.warehouse}, :product, 1, :from, :to);\n"
    )


def _batches(server: Server, folder: Path) -> Iterator[Path]:
    """Five scripts of one call each: together they touch every bin once."""
    bench = server.ground
    for part in range(BINS // LINES):
        lines = [
            {"product": bench.first_product + n, "quantity": 1, "location": bench.first_bin + n}
            for n in range(part, BINS, BINS // LINES)
        ]
        path = folder / f"batch{part}.sql"
        call = f"select api.receive_batch_v1(uuidv7(), {bench.warehouse}, '{json.dumps(lines)}');\n"
        path.write_text(call.replace('":', '" :'), encoding="utf-8")  # pgbench would read ":1" as a variable
        yield path


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
