"""Several stations at once, on real connections: one wins, none waits for ever, nothing is posted twice."""

import os
import random
import signal
import subprocess
import sys
import threading
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground

BINS = ["A-01-01-1", "A-01-02-1", "A-01-03-1", "A-01-04-1", "A-01-05-1"]
POSTER = """
import sys
from decimal import Decimal
from app.domain.ids import new_op
from db.engine import Database
url, warehouse, product, source, target = sys.argv[1], *map(int, sys.argv[2:6])
door = Database(url, application="stillage-test")
while True:
    op = new_op()
    print("try", op, flush=True)
    door.call("move_v1", p_op=op, p_warehouse=warehouse, p_product=product, p_quantity=Decimal(1), p_from=source, p_to=target)
    print("done", op, flush=True)
    source, target = target, source
"""


def test_two_stations_racing_for_one_bin(ground: Ground) -> None:
    first, second = ground.as_("t_picker"), ground.as_("t_picker2")
    ground.receive(first, "CUP", 5, "B-01-01-1")
    ground.receive(first, "CUP", 40, "A-02-02-1")
    start = threading.Barrier(2)

    def grab(door: Database) -> Any:
        start.wait()
        return acts.move(ground, door, "CUP", 5, "B-01-01-1", "PACK-1")

    won, lost = sorted(
        acts.at_once([partial(grab, first), partial(grab, second)]), key=lambda it: isinstance(it, Refusal)
    )
    assert won["from_balance"] == 0
    assert isinstance(lost, Refusal)
    assert lost.code == "WM451"
    assert "0 on hand" in lost.what
    assert "A-02-02-1" in lost.next_step
    assert ground.violations() == []


@pytest.mark.slow
def test_crossing_moves_never_deadlock(ground: Ground) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 50, BINS[0])
    for place in BINS[1:]:
        ground.receive(ground.as_("t_picker"), "CUP", 50, place)

    def cross(seed: int) -> int:
        chance, door, moved = random.Random(seed), ground.as_("t_picker" if seed % 2 else "t_picker2", patience=0.0), 0
        for _ in range(60):
            places = chance.sample(BINS, 3)
            try:
                if chance.random() < 0.3:
                    lines = [
                        {
                            "product": ground.products["CUP"],
                            "quantity": 1,
                            "from": ground.places[a],
                            "to": ground.places[b],
                        }
                        for a, b in ((places[0], places[1]), (places[1], places[2]), (places[2], places[0]))
                    ]
                    door.call("move_batch_v1", p_op=new_op(), p_warehouse=ground.wh, p_lines=lines)
                else:
                    acts.move(ground, door, "CUP", chance.randint(1, 3), places[0], places[1])
                moved += 1
            except Refusal as refusal:
                assert refusal.code == "WM451"
        return moved

    assert sum(acts.at_once([partial(cross, seed) for seed in range(8)])) > 300
    with ground.root() as root:
        assert root.execute("select deadlocks from pg_stat_database where datname = current_database()").fetchone() == (
            0,
        )
    assert acts.total(ground, "quantity") == 250
    assert ground.violations() == []


def test_batches_that_make_the_same_records_never_deadlock(ground: Ground) -> None:
    skus = [f"P-{n:02}" for n in range(20)]

    def fill(seed: int) -> Any:
        chance, door = random.Random(seed), ground.as_("t_picker", patience=0.0)
        for round_no in range(len(BINS)):
            lines = [
                {"product": ground.products[sku], "quantity": 1, "location": ground.places[BINS[round_no]]}
                for sku in chance.sample(skus, 15)
            ]
            door.call("receive_batch_v1", p_op=new_op(), p_warehouse=ground.wh, p_lines=lines)

    assert acts.at_once([partial(fill, seed) for seed in range(8)]) == [None] * 8
    with ground.root() as root:
        assert root.execute("select deadlocks from pg_stat_database where datname = current_database()").fetchone() == (
            0,
        )
    assert acts.total(ground, "quantity") == 8 * len(BINS) * 15
    assert ground.violations() == []


def test_one_operation_sent_by_five_at_once(ground: Ground) -> None:
    op = new_op()
    doors = [ground.as_("t_picker") for _ in range(5)]
    answers = acts.at_once([partial(ground.receive, door, "CUP", 4, "DOCK-1", **{}) for door in doors])
    assert len({answer["ledger_id"] for answer in answers}) == 5, "different operations are different postings"
    sent = dict(p_op=op, p_warehouse=ground.wh, p_product=ground.products["CUP"], p_quantity=Decimal(4))
    same = acts.at_once(
        [partial(door.call, "receive_v1", p_location=ground.places["DOCK-1"], **sent) for door in doors]
    )
    assert [answer == same[0] for answer in same] == [True] * 5
    assert acts.total(ground, "quantity") == 24
    batch = dict(
        p_op=new_op(),
        p_warehouse=ground.wh,
        p_lines=[{"product": ground.products["CUP"], "quantity": 1, "location": ground.places["DOCK-1"]}],
    )
    same = acts.at_once([partial(door.call, "receive_batch_v1", **batch) for door in doors])
    assert [answer == same[0] for answer in same] == [True] * 5
    assert acts.total(ground, "quantity") == 25
    assert ground.violations() == []


@pytest.mark.slow
def test_a_client_killed_in_the_middle_of_posts(ground: Ground) -> None:
    """What it was told is done is in the ledger exactly once; what it only began is there once or not at all."""
    ground.receive(ground.as_("t_picker"), "CUP", 3, BINS[0])
    arguments = [ground.url("t_picker"), str(ground.wh), str(ground.products["CUP"])]
    arguments += [str(ground.places[BINS[0]]), str(ground.places[BINS[1]])]
    chance = random.Random(7)
    tried: set[UUID] = set()
    done: set[UUID] = set()
    for _ in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", POSTER, *arguments], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
        ) as poster:
            assert poster.stdout is not None
            stop_at = chance.randint(5, 60)
            lines = []
            for line in poster.stdout:
                lines.append(line)
                if len(lines) == stop_at:
                    os.kill(poster.pid, signal.SIGKILL)
        for line in lines:
            what, _, op = line.strip().partition(" ")
            if len(op) == 36:
                (done if what == "done" else tried).add(UUID(op))
        with ground.root() as root:  # the next one starts where the stock is
            at = root.execute("select location_id from wms.quant where quantity > 0 order by quantity desc").fetchall()
        if at and str(at[0][0]) != arguments[3]:
            arguments[3], arguments[4] = arguments[4], arguments[3]
    with ground.root() as root:
        counts = dict(root.execute("select op, count(*) from wms.ledger where kind = 'move' group by op").fetchall())
    assert len(done) > 20
    assert {op for op in done if counts.get(op) != 1} == set()
    assert {op for op, count in counts.items() if count != 1 or op not in tried} == set()
    assert acts.total(ground, "quantity") == 3
    assert ground.violations() == []


def test_capacity_holds_under_four_receivers(ground: Ground) -> None:
    """The class takes 20 kg: 40 cups of 500 g, whoever comes first."""
    doors = [ground.as_("t_picker") for _ in range(4)]

    def fill(door: Database) -> int:
        taken = 0
        for _ in range(8):
            try:
                ground.receive(door, "CUP", 3, "B-02-03-1")
                taken += 3
            except Refusal as refusal:
                assert refusal.code == "WM452"
        return taken

    assert sum(acts.at_once([partial(fill, door) for door in doors])) == 39
    assert acts.total(ground, "quantity") == 39
    assert ground.violations() == []


def test_mixing_holds_under_four_receivers(ground: Ground) -> None:
    doors = [ground.as_("t_picker") for _ in range(4)]
    answers = acts.at_once([partial(ground.receive, door, f"P-0{n}", 1, "B-02-04-1") for n, door in enumerate(doors)])
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert {refusal.code for refusal in refused} == {"WM453"}
    assert len(refused) == 3
    assert ground.violations() == []


def test_a_serial_number_received_by_four_at_once(ground: Ground) -> None:
    doors = [ground.as_("t_picker") for _ in range(4)]
    answers = acts.at_once(
        [partial(ground.receive, door, "PHONE", 1, BINS[n], p_lot="SN") for n, door in enumerate(doors)]
    )
    assert sorted(isinstance(answer, Refusal) for answer in answers) == [False, True, True, True]
    assert ground.violations() == []
