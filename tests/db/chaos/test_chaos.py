"""After all of it: nothing lost, nothing twice, nothing negative, no promise above stock, no deadlock told to anybody.

STILLAGE_CHAOS_SECONDS=60 is the full run; here less, to stay in the time of a build.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.ids import new_op
from db.embedded import Cluster
from tests.db import ground
from tests.db.chaos.client import entries
from tests.db.ground import EVERYTHING, Ground

SECONDS = float(os.environ.get("STILLAGE_CHAOS_SECONDS", "15"))
PEOPLE = 16
RESTARTS = 3
ROOT = Path(__file__).parents[3]


@pytest.fixture
def durable() -> Iterator[Cluster]:
    """A server of this test's own, with the settings of production."""
    folder = Path(tempfile.mkdtemp(prefix="stx-", dir="/tmp"))
    folder.chmod(0o711)
    server = Cluster(folder / "s", settings={"shared_buffers": "64MB"})
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.slow
def test_sixteen_people_twenty_articles_kills_and_restarts(durable: Cluster, tmp_path: Path) -> None:
    ground.make_template(durable.url(), durable.home.root / "template.lock")
    with ground.cloned(durable.url()) as here:
        configs = prepare(here, tmp_path)
        disturb(durable, configs)
        told = [entry for config in configs for entry in entries(Path(config["journal"]))]
        outcomes = Counter(entry["outcome"] for entry in told if "outcome" in entry)
        sys.stdout.write(f"{outcomes}\n")
        judge(here, told)
        assert outcomes["done"] > 20 * SECONDS, f"too little was done to mean anything: {outcomes}"


def prepare(here: Ground, folder: Path) -> list[dict[str, Any]]:
    """Stock of twenty articles in eight bins, two pallets, and what each person needs to know."""
    boss = here.as_(EVERYTHING)
    bins = [here.places[f"A-0{rack}-0{column}-1"] for rack in (1, 2) for column in (1, 2, 3, 4)]
    products = [here.products[f"P-{n:02}"] for n in range(20)]
    lines = [{"product": product, "quantity": 30, "location": place} for product in products for place in bins]
    boss.call("receive_batch_v1", p_op=new_op(), p_warehouse=here.wh, p_lines=lines)

    def unit(kind: str, place: int) -> int:
        made = boss.call("create_hu_v1", p_op=new_op(), p_warehouse=here.wh, p_kind=kind, p_location=place)
        return int(made["hu_id"])

    tote, pallets = unit("tote", here.places["PACK-1"]), [unit("pallet", bins[0]) for _ in range(2)]
    for pallet in pallets:
        given = {"p_product": products[0], "p_quantity": 10, "p_from": bins[0], "p_to": bins[0], "p_to_hu": pallet}
        boss.call("move_v1", p_op=new_op(), p_warehouse=here.wh, **given)
    common = {
        "url": here.url(EVERYTHING),
        "warehouse": here.wh,
        "products": products,
        "places": bins,
        "stop": str(folder / "stop"),
    }
    return [
        {**common, "tote": tote, "pallets": pallets, "seed": number, "journal": str(folder / f"{number}.jsonl")}
        for number in range(PEOPLE)
    ]


def disturb(server: Cluster, configs: list[dict[str, Any]]) -> None:
    """Everybody works; people are killed and come back, the server crashes and restarts; all end what they began."""
    dice = random.Random(7)
    pause = max(0.3, SECONDS / 40)
    people = [start(config) for config in configs]
    try:
        while not all(Path(config["journal"]).exists() for config in configs):
            assert all(person.poll() is None for person in people), "somebody could not begin"
            threading.Event().wait(0.05)
        ends = time.monotonic() + SECONDS
        restarts = [ends - SECONDS * n / (RESTARTS + 1) for n in range(RESTARTS, 0, -1)]
        while time.monotonic() < ends:
            victim = dice.randrange(PEOPLE)
            try:
                people[victim].wait(pause)
            except subprocess.TimeoutExpired:
                people[victim].kill()
                people[victim].wait()
            people[victim] = start(configs[victim])
            if restarts and time.monotonic() > restarts[0]:
                restarts.pop(0)
                server.stop("immediate")
                server.start()
        Path(configs[0]["stop"]).touch()
        for person, config in zip(people, configs, strict=True):
            assert person.wait(60) == 0, Path(config["journal"] + ".err").read_text(encoding="utf-8")[-2000:]
    finally:
        for person in people:
            person.kill()
            person.wait()


def start(config: dict[str, Any]) -> "subprocess.Popen[bytes]":
    settings = Path(config["journal"]).with_suffix(".json")
    settings.write_text(json.dumps(config), encoding="utf-8")
    with Path(config["journal"] + ".err").open("ab") as said:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.db.chaos.client", str(settings)], cwd=ROOT, stdout=said, stderr=said
        )


def judge(here: Ground, told: list[dict[str, Any]]) -> None:
    """What people were told against what the books say."""
    assert here.violations() == []
    wrong = [entry for entry in told if entry.get("outcome") == "fault" or entry.get("outcome") == "unhandled"]
    assert wrong == []
    with here.root() as root:
        booked = {
            str(op): (n, total)
            for op, n, total in root.execute("select op, count(*), sum(quantity) from wms.ledger group by op")
        }
        posted = {str(op) for (op,) in root.execute("select op from wms.posting")}
    asked = {entry["op"]: entry for entry in told if "function" in entry}
    outcome = {entry["op"]: entry["outcome"] for entry in told if "outcome" in entry}
    assert set(asked) == set(outcome), "everything has an outcome"
    lost = [op for op, what in outcome.items() if what == "done" and op not in posted]
    assert lost == [], "done, and not in the books"
    ghosts = [(op, what) for op, what in outcome.items() if what.startswith("WM") and op in booked]
    assert ghosts == [], "refused, and in the books"
    for op, entry in asked.items():
        if outcome[op] == "done" and entry["function"] in ("receive_v1", "move_v1", "adjust_v1"):
            amount = entry["arguments"].get("p_quantity") or entry["arguments"]["p_delta"]
            assert booked[op] == (1, abs(int(amount))), f"{entry} is booked as {booked.get(op)}"
        elif outcome[op] == "done" and entry["function"] == "move_batch_v1":
            assert booked[op] == (5, 5)
