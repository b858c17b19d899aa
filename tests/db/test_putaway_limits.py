"""The client's limits and the database's are the same: random goods and bins are judged by both; undoing, claims, roles."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.optimise.putaway import Problem, problems
from app.services.putaway import Putaway
from app.services.putaway.house import House
from db import posting
from tests.db import acts
from tests.db.ground import Ground
from tests.db.putaway_acts import breaks, pallet, product

BINS = [
    f"{zone}-{rack}-{column:02}-{level}"
    for zone in "AB"
    for rack in ("01", "02")
    for column in range(1, 6)
    for level in (1, 2)
]
CLASSES = 8


def spoil(ground: Ground, seed: int) -> None:
    """Classes with limits of every kind on the bins, and goods of every kind, drawn by the seed."""
    draw = np.random.default_rng(seed)
    with ground.root() as root:
        for number in range(CLASSES):
            root.execute(
                "insert into wms.storage_class (warehouse_id, code, max_weight, max_volume, max_height, max_handling_units, "
                "product_mixing, lot_mixing, temperature_class, hazard_classes) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                (
                    ground.wh, f"K{number}", draw.choice([None, 4_000, 12_000]), draw.choice([None, 9, 40]),
                    draw.choice([None, 1_000, 1_500]), draw.choice([None, 1, 2]), str(draw.choice(["any", "same", "none"])),
                    str(draw.choice(["any", "same"])), draw.choice([None, "ambient", "chilled"]),
                    [["acid"], ["acid", "spray"], [], None][int(draw.integers(4))],
                ),
            )  # fmt: skip
        root.execute(
            "update wms.location l set class_id = (select c.class_id from wms.storage_class c where c.code = 'K' || "
            "((l.location_id * %s) %% %s)::text and c.warehouse_id = l.warehouse_id) where l.code = any (%s)",
            (seed * 2 + 1, CLASSES + 1, BINS),
        )
    rule, metres = [("apart", 3.0), ("together", None), ("never", None)][seed % 3]
    with ground.root() as root:  # bins in a row, and what the table of hazard classes says of the two that there are
        root.execute("insert into wms.hazard_rule values (%s, 'acid', 'spray', %s, %s)", (ground.wh, rule, metres))
        for number, code in enumerate(BINS):
            root.execute("update wms.location set x = %s, y = 0, z = 0 where warehouse_id = %s and code = %s",
                         (1_250 * number, ground.wh, code))  # fmt: skip
    for number, (hazard, temperature) in enumerate(
        [(None, None), ("acid", None), ("spray", None), (None, "chilled"), (None, "ambient")]
    ):
        product(ground, f"P-{number:02}", hazard_class=hazard, temperature_class=temperature)


def fill(ground: Ground, seed: int) -> None:
    """Stock in some bins and plans for others, past every rule."""
    draw = np.random.default_rng(seed)
    with ground.root() as root:
        for number, code in enumerate(BINS[::2]):
            lot = None
            hu = None
            if number % 3 == 0:
                (hu,) = root.execute(
                    "insert into wms.handling_unit (warehouse_id, sscc, kind, location_id) values (%s, %s, 'pallet', %s) "
                    "returning hu_id", (ground.wh, f"{seed:08}{number:010}", ground.places[code]),
                ).fetchone() or (None,)  # fmt: skip
            root.execute(
                "insert into wms.quant (warehouse_id, location_id, product_id, lot_id, hu_id, quantity) values (%s, %s, %s, %s, %s, %s)",
                (ground.wh, ground.places[code], ground.products[f"P-{draw.integers(6):02}"], lot, hu, int(draw.integers(1, 9))),
            )  # fmt: skip
        for code in BINS[1::4]:
            root.execute(
                "insert into wms.task (warehouse_id, kind, from_location_id, to_location_id, product_id, quantity) "
                "values (%s, %s, %s, %s, %s, %s)",
                (ground.wh, str(draw.choice(["move", "putaway", "replenish"])), ground.places["DOCK-1"], ground.places[code],
                 ground.products[f"P-{draw.integers(6):02}"], int(draw.integers(1, 9))),
            )  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_client_and_database_judge_alike(ground: Ground, seed: int) -> None:
    door = ground.as_("t_picker")
    spoil(ground, seed)
    units = [
        pallet(ground, door, goods)
        for goods in (
            {"P-00": 6},
            {"P-01": 20},
            {"P-02": 3},
            {"P-03": 12},
            {"P-04": 30, "P-05": 2},
            {"P-00": 1, "P-01": 1},
        )
    ]
    with ground.root() as root:
        root.execute("update wms.handling_unit set height = 1200 where hu_id = any (%s)", (units[:2],))
        root.execute("update wms.quant set status = 'damaged' where hu_id = %s", (units[2],))
    fill(ground, seed)
    question, _ = House(door, ground.wh).question({"units": units})
    asked = agreed = 0
    for load in question.loads:
        mine = problems(load, question.stand)
        places = [row.id for row in question.stand.bins.rows]
        with ground.root() as root:
            theirs = root.execute(
                "select v.location_id, v.problem from wms.putaway_verdicts(%s, %s, null, null, wms.load_height(%s, %s), null, %s) v",
                (ground.wh, load.key[1], ground.wh, load.key[1], places),
            ).fetchall()  # fmt: skip
        for at, (location, problem) in enumerate(theirs):
            assert location == places[at]
            assert Problem(int(mine[at])).name.lower() == (problem or "none"), (load.name, question.stand.bins.rows[at])
            asked, agreed = asked + 1, agreed + (problem is not None)
    assert 0 < agreed < asked == len(units) * len(BINS)


def test_a_place_that_was_done_is_taken_back_and_planned_anew(ground: Ground) -> None:
    door = ground.as_("t_picker")
    desk = Putaway.at(door, ground.wh)
    unit = pallet(ground, door, {"CUP": 5})
    (place,) = desk.propose([unit]).places
    op = new_op()
    desk.put(place.task, place.to, op)
    posting.undo(door, op=new_op(), warehouse=ground.wh, target_op=op, reason="wrong_place")
    (again,) = desk.propose([unit]).places
    assert again.task != place.task
    assert ground.violations() == []


def test_another_persons_task_is_left_alone(ground: Ground) -> None:
    door, other = ground.as_("t_picker"), ground.as_("t_picker2")
    desk = Putaway.at(door, ground.wh)
    (place,) = desk.propose([pallet(ground, door, {"CUP": 5})]).places
    posting.claim_tasks(other, op=new_op(), warehouse=ground.wh, tasks=[place.task])
    with pytest.raises(Refusal, match="t_picker2's"):
        desk.put(place.task, place.to)
    assert desk.cancel([place.task]) == {"cancelled": 0, "kept": 1}
    Putaway.at(other, ground.wh).put(place.task, place.to)
    assert desk.tasks()[0].person == "Pia Picker"


def test_lots_and_reserved_goods_keep_their_rules(ground: Ground) -> None:
    """Goods with a lot go to their lot; what was reserved on the pallet stays reserved and is picked at the new place."""
    door, boss = ground.as_("t_picker"), ground.as_("t_supervisor")
    desk = Putaway.at(door, ground.wh)
    more: dict[str, Any] = {"p_lot": "L1", "p_expires_on": date(2031, 1, 1)}
    ground.receive(door, "MILK", 4, "A-02-05-1", **more)
    ground.receive(door, "MILK", 9, "DOCK-1", p_sscc="340123450000000413", **more)
    unit = door.query("unit_of_scan", warehouse=ground.wh, sscc="340123450000000413")[0].hu_id
    acts.reserve(ground, boss, acts.order(ground, "O-1", {"MILK": 11}, boss))
    (place,) = desk.propose([unit]).places
    assert (place.code, place.explanation["why"][:21]) == ("A-02-05-1", "The same lot lies the")
    desk.put(place.task, place.to)
    with ground.root() as root:
        rows = root.execute(
            "select distinct from_location_id from wms.task where kind = 'pick' and state < 400"
        ).fetchall()
    assert rows == [(ground.places["A-02-05-1"],)]
    assert ground.violations() == []


def test_planners_see_and_rule_but_do_not_plan(ground: Ground) -> None:
    door, planner = ground.as_("t_picker"), Putaway.at(ground.as_("t_planner"), ground.wh)
    unit = pallet(ground, door, {"CUP": 5})
    assert len(planner.waiting()) == 1
    with pytest.raises(Refusal):
        planner.propose([unit])
    with pytest.raises(Refusal):
        Putaway.at(door, ground.wh).save_rules(planner.rules().rules, 0)
    assert breaks(ground) == []


def test_what_stands_in_another_unit_or_elsewhere_is_refused(ground: Ground) -> None:
    door = ground.as_("t_picker")
    desk = Putaway.at(door, ground.wh)
    inner, outer = pallet(ground, door, {"CUP": 5}), acts.unit(ground, door, "cart", "DOCK-1")
    posting.nest_hu(door, op=new_op(), warehouse=ground.wh, hu=inner, parent=outer)
    with pytest.raises(Refusal, match="stands in another"):
        desk.propose([inner])
    assert desk.propose([10_000]).places == ()
    with pytest.raises(Refusal, match="not known here"):
        desk.put(10_000, ground.places["A-01-01-1"])
