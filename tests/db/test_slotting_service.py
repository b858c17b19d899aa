"""The slotting service over a real database: a house is read, moves are proposed and planned, and what cannot be is said."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services.session import Session
from app.services.slotting import Slotting, Wish
from db import posting
from tests.db import acts
from tests.db.ground import Ground

FAR, NEAR = "B-01-05-1", "B-01-01-1"


def told(done: int, total: int | None, words: str) -> None:
    """Nobody looks."""


def never() -> bool:
    return False


def place(ground: Ground, code: str, **values: Any) -> None:
    with ground.root() as root:
        for column, value in values.items():
            root.execute(f"update wms.location set {column} = %s where location_id = %s", (value, ground.places[code]))


def pick(ground: Ground, *orders: dict[str, int]) -> None:
    boss, picker = ground.as_("t_supervisor"), ground.as_("t_picker")
    made = [acts.order(ground, f"O-{new_op()}"[:20] + str(n), lines, boss) for n, lines in enumerate(orders)]
    acts.reserve(ground, boss, *made)
    tote = acts.unit(ground, picker)
    for row in picker.query("open_picks", warehouse=ground.wh, orders=made):
        posting.pick(picker, op=new_op(), warehouse=ground.wh, task=row.task_id, quantity=row.quantity, to_hu=tote)


@pytest.fixture
def slotting(ground: Ground) -> Any:
    session = Session.open(ground.url("t_planner"), "MAIN")
    yield Slotting(session)
    session.close()


@pytest.fixture
def busy_far(ground: Ground) -> Ground:
    """The cup is asked for all day and lies at the far end; nothing is asked for of what lies near."""
    picker = ground.as_("t_picker")
    place(ground, "PACK-1", x=3000, y=8000)
    place(ground, "PACK-2", x=3000, y=8000)
    ground.receive(picker, "CUP", 90, FAR)
    ground.receive(picker, "P-01", 5, NEAR)
    ground.receive(picker, "P-02", 50, "B-01-03-1")
    pick(ground, *[{"CUP": 1} for _ in range(30)], *[{"P-02": 1} for _ in range(2)])
    return ground


def test_what_is_asked_for_comes_near_and_the_tasks_do_it(busy_far: Ground, slotting: Slotting) -> None:
    found = slotting.look(Wish(days=7, longest=1000.0), never, progress=told)
    cup = found.lines[0]
    assert (cup.sku, cup.source, cup.rank, cup.velocity) == ("CUP", FAR, 1, "A")
    assert cup.target.startswith("B-01-01")
    assert cup.saves is not None
    assert cup.saves > 0
    assert found.what.steps[0].walk < found.what.walk
    assert found.saved(1)[0] == pytest.approx(found.what.walk - found.what.steps[0].walk)
    kept = slotting.look(Wish(days=7, longest=1000.0, stay=frozenset({"CUP"})), never, progress=told)
    (stays,) = (line for line in kept.lines if line.sku == "CUP")
    assert (stays.rank, stays.target, stays.note) == (0, "", "kept where it is")
    made = slotting.plan(found, 1, datetime.now(UTC) - timedelta(minutes=1))
    (task, *others) = slotting.planned(made["plan_id"])
    assert (task.sku, task.from_code, task.to_code) == ("CUP", FAR, cup.target)
    assert all(other.exchange == task.exchange for other in others)
    posting.do_moves(busy_far.as_("t_picker"), op=new_op(), warehouse=busy_far.wh, tasks=[task.task_id])
    again = slotting.look(Wish(days=7, longest=1000.0), never, progress=told)
    assert next(line for line in again.lines if line.sku == "CUP").source == cup.target
    assert again.what.walk < found.what.walk
    assert busy_far.violations() == []


def test_a_planned_product_is_not_proposed_again_until_the_plan_is_taken_back(
    busy_far: Ground, slotting: Slotting
) -> None:
    found = slotting.look(Wish(days=7, longest=1000.0), never, progress=told)
    made = slotting.plan(found, 1, datetime.now(UTC) + timedelta(hours=3))
    waiting = slotting.look(Wish(days=7, longest=1000.0), never, progress=told)
    cup = next(line for line in waiting.lines if line.sku == "CUP")
    assert (cup.rank, cup.note) == (0, "is to be moved already")
    assert slotting.cancel(made["plan_id"])["kept"] == 0
    free = slotting.look(Wish(days=7, longest=1000.0), never, progress=told)
    assert next(line for line in free.lines if line.sku == "CUP").rank == 1


def test_stopping_gives_what_was_found_so_far(busy_far: Ground, slotting: Slotting) -> None:
    found = slotting.look(Wish(days=7, longest=1000.0), lambda: True, progress=told)
    assert found.what.steps == ()
    assert not found.what.complete
    with pytest.raises(Refusal, match="No move is chosen"):
        slotting.plan(found, 5, datetime.now(UTC))


def test_no_history_and_one_order_are_told(ground: Ground, slotting: Slotting) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 9, FAR)
    with pytest.raises(Refusal) as nothing:
        slotting.look(Wish(), never, progress=told)
    assert (nothing.value.code, bool(nothing.value.next_step)) == ("slotting.no_history", True)
    pick(ground, {"CUP": 1})
    with pytest.raises(Refusal) as one:
        slotting.look(Wish(), never, progress=told)
    assert (one.value.code, bool(one.value.next_step)) == ("slotting.one_order", True)
    with pytest.raises(Refusal, match="0 days"):
        slotting.look(Wish(days=0), never, progress=told)


def test_products_without_dimensions_stay_and_are_counted(busy_far: Ground, slotting: Slotting) -> None:
    with busy_far.root() as root:
        root.execute("update wms.product set length = null where sku = 'CUP'")
    found = slotting.look(Wish(days=7, longest=1000.0), never, progress=told)
    cup = next(line for line in found.lines if line.sku == "CUP")
    assert (cup.rank, cup.target, cup.note) == (0, "", "nobody has measured it")
    assert "1 product stays: nobody has measured it." in found.notes


def test_goods_keep_to_their_storage_class_while_nobody_knows_hazards(busy_far: Ground, slotting: Slotting) -> None:
    found = slotting.look(Wish(days=7, longest=1000.0), never, progress=told)
    assert any("hazard class" in note for note in found.notes)
    classed = {code for code in busy_far.places if code.startswith("B-02")}
    assert not {line.target for line in found.lines} & classed
