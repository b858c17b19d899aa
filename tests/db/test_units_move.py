"""A unit that moves brings what is reserved in it along, whoever else works on it at the same moment."""

import random
import threading
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db.engine import Database
from tests.db import acts
from tests.db import unit_acts as hu
from tests.db.ground import Ground


def task_of(ground: Ground, order: int) -> dict[str, Any]:
    """Reserve the order as the supervisor; its one reservation."""
    found = acts.reserve(ground, ground.as_("t_supervisor"), order)["reservations"]
    assert len(found) == 1
    return found[0]


def goes_to(ground: Ground, task: int) -> tuple[Any, ...]:
    with ground.root() as root:
        row = root.execute(
            "select l.code, t.hu_id from wms.task t join wms.location l on l.location_id = t.from_location_id where t.task_id = %s",
            (task,),
        ).fetchone()
    assert row is not None
    return tuple(row)


def test_reservations_and_their_picks_go_along(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    pallet = hu.pallet(ground, picker, 1, "A-01-01-1", CUP=10)
    carton = hu.carton(ground, picker, "A-01-01-1", pallet, P_00=4)
    cups, plates = (task_of(ground, acts.order(ground, *line)) for line in (("O-1", {"CUP": 3}), ("O-2", {"P-00": 4})))
    assert hu.go(ground, picker, pallet, "A-01-02-1") == {"lines": 2, "units": 2, "carried": 2}
    assert hu.content(ground, pallet) == {("CUP", None, "available", 10, 3)}
    assert hu.content(ground, carton) == {("P-00", None, "available", 4, 4)}
    assert goes_to(ground, cups["task_id"]) == ("A-01-02-1", pallet)
    assert goes_to(ground, plates["task_id"]) == ("A-01-02-1", carton)
    assert "hu.moved" in hu.events(ground, pallet), "who walks to the old bin is told"
    assert hu.broken(ground) == []
    tote = acts.unit(ground, picker)
    for task, quantity in ((cups, 3), (plates, 4)):
        hu.do(ground, picker, "pick_v1", p_task=task["task_id"], p_quantity=quantity, p_to_hu=tote)
    assert hu.content(ground, pallet) == {("CUP", None, "available", 7, 0)}
    assert hu.content(ground, carton) == set()
    assert hu.broken(ground) == []


def test_a_batch_carries_too(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    pallets = [hu.pallet(ground, picker, n, "A-01-01-1", **{f"P_0{n}": 5}) for n in range(3)]
    orders = [acts.order(ground, f"O-{n}", {f"P-0{n}": 2}) for n in range(3)]
    tasks = [task_of(ground, order)["task_id"] for order in orders]
    lines = [{"hu": pallet, "to": ground.places[f"A-02-0{n + 1}-1"]} for n, pallet in enumerate(pallets)]
    assert hu.do(ground, picker, "move_hu_batch_v1", p_lines=lines) == {"lines": 3, "units": 3, "carried": 3}
    assert [goes_to(ground, task) for task in tasks] == [
        (f"A-02-0{n + 1}-1", pallet) for n, pallet in enumerate(pallets)
    ]
    assert hu.broken(ground) == []


def test_reserved_goods_do_not_go_where_nothing_is_picked(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    pallet = hu.pallet(ground, picker, 1, "A-01-01-1", CUP=10)
    order = acts.order(ground, "O-1", {"CUP": 3})
    task_of(ground, order)
    with ground.root() as root:
        root.execute("update wms.location set block_pick = true where code = 'A-02-05-1'")
    for place in ("STAGE-1", "A-02-05-1"):
        with pytest.raises(Refusal, match=f"reserved for order O-1, and nothing is picked at {place}") as refused:
            hu.go(ground, picker, pallet, place)
        assert refused.value.code == "WM423"
    acts_released = hu.do(ground, ground.as_("t_supervisor"), "release_v1", p_order=order, p_reason="customer")
    assert acts_released["released"] == 3
    assert hu.go(ground, picker, pallet, "STAGE-1")["carried"] == 0
    assert hu.broken(ground) == []


def test_merged_goods_stay_reserved(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    pallet = hu.pallet(ground, picker, 1, "A-01-01-1", CUP=10)
    task = task_of(ground, acts.order(ground, "O-1", {"CUP": 3}))
    into = hu.pallet(ground, picker, 2, "A-01-01-1", CUP=5)
    assert hu.do(ground, picker, "merge_hu_v1", p_hu=pallet, p_into=into)["carried"] == 1
    assert hu.content(ground, into) == {("CUP", None, "available", 15, 3)}
    assert goes_to(ground, task["task_id"]) == ("A-01-01-1", into)
    with pytest.raises(Refusal, match="15 on hand, 3 of it reserved") as refused:
        hu.do(ground, picker, "split_hu_v1", p_hu=into, p_lines=[{"product": ground.products["CUP"], "quantity": 13}])
    assert refused.value.code == "WM451"
    hu.do(ground, picker, "pick_v1", p_task=task["task_id"], p_quantity=3, p_to_hu=acts.unit(ground, picker))
    assert hu.content(ground, into) == {("CUP", None, "available", 12, 0)}
    assert hu.broken(ground) == []


def test_a_held_record_stays_held_where_it_goes(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    pallet = hu.pallet(ground, picker, 1, "A-01-01-1", CUP=10, P_00=1)
    with ground.root() as root:
        root.execute(
            "insert into wms.hold (warehouse_id, target, target_id, reason, op, placed_at) select %s, 'quant', quant_id, 'quality', "
            "gen_random_uuid(), now() from wms.quant where product_id = %s", (ground.wh, ground.products["CUP"]))  # fmt: skip
        hu.go(ground, picker, pallet, "A-01-02-1")
        held = root.execute(
            "select q.product_id, q.location_id from wms.hold h join wms.quant q on q.quant_id = h.target_id").fetchall()  # fmt: skip
        assert held == [(ground.products["CUP"], ground.places["A-01-02-1"])]
    with pytest.raises(Refusal, match="is on hold since") as refused:
        hu.do(ground, picker, "split_hu_v1", p_hu=pallet, p_lines=[{"product": ground.products["CUP"], "quantity": 1}])
    assert refused.value.code == "WM423"
    hu.do(ground, picker, "split_hu_v1", p_hu=pallet, p_lines=[{"product": ground.products["P-00"], "quantity": 1}])
    assert hu.broken(ground) == []


def race(ground: Ground, *loops: Any) -> list[Any]:
    """Each loop on a thread of its own, started together; what each returned or raised."""
    start = threading.Barrier(len(loops))

    def run(loop: Any) -> Any:
        start.wait(30)
        return loop()

    done = acts.at_once([partial(run, loop) for loop in loops])
    with ground.root() as root:
        deadlocks = root.execute("select deadlocks from pg_stat_database where datname = current_database()").fetchone()
    assert deadlocks == (0,)
    return done


@pytest.mark.slow
def test_moving_while_others_pick_and_reserve(ground: Ground) -> None:
    """Two move the pallet to and fro, one picks from it, one reserves and releases: nothing is lost, nothing hangs."""
    picker = ground.as_("t_picker")
    pallet = hu.pallet(ground, picker, 1, "A-01-01-1", CUP=200)
    carton = hu.carton(ground, picker, "A-01-01-1", pallet, CUP=100)
    boss = ground.as_("t_supervisor")
    orders = [acts.order(ground, f"O-{n}", {"CUP": 5}, boss) for n in range(20)]
    tasks = acts.reserve(ground, boss, *orders)["reservations"]
    tote = acts.unit(ground, picker)

    def shuttle(login: str, seed: int) -> int:
        door, chance, moved = ground.as_(login, patience=0.0), random.Random(seed), 0
        for _ in range(15):
            try:
                hu.go(ground, door, pallet, f"A-0{chance.randint(1, 2)}-0{chance.randint(1, 5)}-1")
                moved += 1
            except Refusal as refused:
                assert refused.code in ("WM422", "WM412"), refused
        return moved

    def pick(door: Database) -> int:
        for task in tasks:
            hu.do(
                ground, door, "pick_v1", p_task=task["task_id"], p_quantity=Decimal(str(task["quantity"])), p_to_hu=tote
            )
        return len(tasks)

    def promise(door: Database) -> int:
        for n in range(6):
            order = acts.order(ground, f"R-{n}", {"CUP": 3}, door)
            assert acts.reserve(ground, door, order)["orders"][0]["order_id"] == order
            if n % 2:
                hu.do(ground, door, "release_v1", p_order=order, p_reason="customer")
        return 6

    moved = race(ground, partial(shuttle, "t_picker", 1), partial(shuttle, "t_picker2", 2), partial(pick, ground.as_("t_packer", patience=0.0)),
                 partial(promise, ground.as_("t_supervisor", patience=0.0)))  # fmt: skip
    assert moved[2:] == [len(tasks), 6], moved
    assert moved[0] + moved[1] > 5
    assert acts.total(ground, "quantity") == 300
    assert {hu.units(ground)[unit][1] for unit in (pallet, carton)} == {hu.units(ground)[pallet][1]}
    assert hu.broken(ground) == []


def test_moving_while_cartons_come_and_go(ground: Ground) -> None:
    """What is on the pallet when it moves goes along; what is not stays; no carton is torn between two places."""
    picker = ground.as_("t_picker")
    pallet = hu.pallet(ground, picker, 1, "A-01-01-1", CUP=5)
    other = hu.pallet(ground, picker, 2, "A-01-01-1", CUP=5)
    cartons = [hu.carton(ground, picker, "A-01-01-1", P_00=1) for _ in range(4)]

    def shuttle(login: str) -> None:
        door, chance = ground.as_(login, patience=0.0), random.Random(login)
        for _ in range(20):
            try:
                hu.go(ground, door, chance.choice([pallet, other]), chance.choice(["A-01-01-1", "A-01-02-1"]))
            except Refusal as refused:
                assert refused.code in ("WM422", "WM412"), refused

    def stack(seed: int) -> None:
        door, chance = ground.as_("t_packer", patience=0.0), random.Random(seed)
        for _ in range(25):
            carton = chance.choice(cartons)
            try:
                act = chance.random()
                if act < 0.5:
                    hu.do(ground, door, "nest_hu_v1", p_hu=carton, p_parent=chance.choice([pallet, other]))
                elif act < 0.7:
                    hu.do(ground, door, "unnest_hu_v1", p_hu=carton)
                elif act < 0.85:
                    hu.do(ground, door, "merge_hu_v1", p_hu=carton, p_into=chance.choice(cartons))
                else:
                    hu.go(ground, door, carton, chance.choice(["A-01-01-1", "A-01-02-1"]))
            except Refusal as refused:
                assert refused.code in ("WM422", "WM455", "WM412"), refused

    assert (
        race(ground, partial(shuttle, "t_picker"), partial(shuttle, "t_picker2"), partial(stack, 3), partial(stack, 4))
        == [None] * 4
    )
    assert acts.total(ground, "quantity") == 14
    assert hu.broken(ground) == []


def test_two_pick_from_a_unit_that_two_move(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    pallet = hu.pallet(ground, picker, 1, "A-01-01-1", CUP=50)
    task = task_of(ground, acts.order(ground, "O-1", {"CUP": 8}))
    tote = acts.unit(ground, picker)
    pick = dict(p_task=task["task_id"], p_quantity=8, p_to_hu=tote)
    answers = race(
        ground,
        partial(hu.do, ground, ground.as_("t_picker"), "pick_v1", **pick),
        partial(hu.do, ground, ground.as_("t_picker2"), "pick_v1", **pick),
        partial(hu.go, ground, ground.as_("t_packer"), pallet, "A-01-02-1"),
        partial(hu.go, ground, ground.as_("t_supervisor"), pallet, "A-01-03-1"),
    )
    assert sorted(isinstance(answer, Refusal) for answer in answers[:2]) == [False, True], "one of them picked it"
    assert [answer.code for answer in answers if isinstance(answer, Refusal)] == ["WM455"]
    assert hu.content(ground, pallet) == {("CUP", None, "available", 42, 0)}
    assert hu.content(ground, tote) == {("CUP", None, "available", 8, 0)}
    assert hu.broken(ground) == []


def test_one_label_wanted_by_four(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    units = [hu.pallet(ground, picker, n, "DOCK-1", CUP=1) for n in range(4)]
    answers = race(
        ground,
        *[
            partial(hu.do, ground, ground.as_("t_picker"), "relabel_hu_v1", p_hu=unit, p_sscc=hu.label(99))
            for unit in units
        ],
    )
    assert sorted(isinstance(answer, Refusal) for answer in answers) == [False, True, True, True]
    assert {answer.code for answer in answers if isinstance(answer, Refusal)} == {"WM409"}
    assert hu.broken(ground) == []


def test_a_label_given_up_and_taken_at_the_same_moment(ground: Ground) -> None:
    """One unit gives a label up while another unit, or goods received, want it: nobody gets it, ever."""
    picker = ground.as_("t_picker")
    first, second = (hu.pallet(ground, picker, n, "DOCK-1", CUP=1) for n in (1, 2))
    race(
        ground,
        partial(hu.do, ground, ground.as_("t_picker"), "relabel_hu_v1", p_hu=first, p_sscc=hu.label(9)),
        partial(hu.do, ground, ground.as_("t_picker2"), "relabel_hu_v1", p_hu=second, p_sscc=hu.label(1)),
        partial(ground.receive, ground.as_("t_packer"), "CUP", 1, "DOCK-1", p_sscc=hu.label(1)),
    )
    with ground.root() as root:
        assert root.execute("select sscc from wms.hu_label where hu_id = %s", (first,)).fetchall() == [(hu.label(1),)]
        assert root.execute("select hu_id from wms.handling_unit where sscc = %s", (hu.label(1),)).fetchall() == []
    assert hu.broken(ground) == []


def test_one_move_sent_by_three_at_once(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    pallet = hu.pallet(ground, picker, 1, "A-01-01-1", CUP=50)
    task_of(ground, acts.order(ground, "O-1", {"CUP": 8}))
    op = new_op()
    answers = race(
        ground, *[partial(hu.go, ground, ground.as_("t_picker"), pallet, "A-01-02-1", p_op=op) for _ in range(3)]
    )
    assert answers == [{"lines": 1, "units": 1, "carried": 1}] * 3
    assert hu.broken(ground) == []
