"""The services behind the room Tasks and the handheld, over the real database: the board, the next work on the plan."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.errors import Refusal
from app.domain.ids import LocationId, WarehouseId, new_op
from app.flow.events import Workplace
from app.flow.move import MOVE, start
from app.services.session import Session
from app.services.tasks import NextWork, Refills, TaskBoard, Troubles
from app.services.tasks.board import FORETOLD
from db import posting
from tests.db import acts
from tests.db.ground import Ground

FACE, RESERVE = "B-01-01-1", "A-01-01-1"


@pytest.fixture
def open_as(ground: Ground) -> Iterator[object]:
    """Signs somebody in to the main warehouse."""
    made: list[Session] = []

    def sign_in(login: str) -> Session:
        made.append(Session.open(ground.url(login), "MAIN"))
        return made[-1]

    yield sign_in
    for one in made:
        one.close()


def test_a_face_is_refilled_from_the_board_to_the_shelf(ground: Ground, open_as) -> None:
    boss, picker = open_as("t_supervisor"), open_as("t_picker")
    for place, quantity in ((RESERVE, 50), ("A-02-05-2", 8)):
        ground.receive(picker.door, "CUP", quantity, place)
    refills = Refills(boss)
    with pytest.raises(Refusal, match="no product NONE"):
        refills.put("NONE", FACE, Decimal(1), Decimal(2))
    with pytest.raises(Refusal, match="no bin NOWHERE"):
        refills.put("CUP", "NOWHERE", Decimal(1), Decimal(2))
    refills.put("CUP", FACE, Decimal(10), Decimal(40))
    assert refills.look()["quantity"] == 40
    (rule,) = refills.rules()
    assert (rule.on_face, rule.incoming, rule.reserve) == (0, 40, 18)

    work = NextWork(picker)
    board = TaskBoard(boss)
    (piece,) = board.read().pieces
    assert (piece.kind, piece.from_code, piece.to_code, piece.state) == ("replenish", RESERVE, FACE, "ready")
    assert board.give(piece.tasks, "t_picker")["person"] == "Piet Picker"
    given = work.take()
    assert (given.tasks, given.why["given"]) == (piece.tasks, True)
    (task,) = work.moves(given.tasks)
    assert (task.sku, task.quantity, task.source_code, task.target_code) == ("CUP", 40, RESERVE, FACE)
    place = Workplace(WarehouseId(ground.wh), "truck-1", LocationId(0))
    assert MOVE.prompt(start(place, (task,))).line == f"Go to {RESERVE} and scan the bin."
    posting.do_task(picker.door, op=new_op(), warehouse=ground.wh, task=task.task, quantity=task.quantity)
    after = board.read(before := board.read())
    assert after.forecast is before.forecast, "of all open orders, read a moment ago"
    old = replace(before, forecast=replace(before.forecast, at=before.forecast.at - FORETOLD))
    assert board.read(old).forecast.at >= before.forecast.at
    assert after.pieces == ()
    assert {one.person: one.lines_hour for one in after.people}["Piet Picker"] == 1
    assert (after.rates.lines_hour, after.rates.people) == (1, 1)
    assert not work.take().found
    assert ground.violations() == []


def test_the_way_on_the_plan_decides_what_comes_next(ground: Ground, open_as) -> None:
    picker = open_as("t_picker")
    for place in ("A-01-02-1", "A-01-05-1", "B-02-05-1"):
        ground.receive(picker.door, "CUP", 5, place)
    with ground.root() as root:
        for place in ("A-01-02-1", "A-01-05-1", "B-02-05-1"):
            root.execute(
                "insert into wms.task (warehouse_id, kind, from_location_id, to_location_id, product_id, quantity) "
                "values (%s, 'move', %s, %s, %s, 1)",
                (ground.wh, ground.places[place], ground.places[FACE], ground.products["CUP"]),
            )
    work = NextWork(picker)
    seconds = work.seconds(ground.places["B-02-04-1"])
    assert seconds[str(ground.places["B-02-05-1"])] < seconds[str(ground.places["A-01-02-1"])]
    given = work.take(ground.places["B-02-04-1"])
    assert work.moves(given.tasks)[0].source_code == "B-02-05-1"
    assert given.why["travel_s"] == pytest.approx(seconds[str(ground.places["B-02-05-1"])], abs=1)


def test_the_rest_of_a_short_order_is_reserved_elsewhere(ground: Ground, open_as) -> None:
    boss, picker = open_as("t_supervisor"), open_as("t_picker")
    ground.receive(picker.door, "CUP", 5, FACE)
    order = acts.order(ground, "O-1", {"CUP": 5}, boss.door)
    acts.reserve(ground, boss.door, order)
    (row,) = picker.door.query("open_picks", warehouse=ground.wh, orders=[order])
    tote = acts.unit(ground, picker.door)
    posting.pick(
        picker.door, op=new_op(), warehouse=ground.wh, task=row.task_id, quantity=Decimal(2), to_hu=tote,
        reason="not_there",
    )  # fmt: skip
    ground.receive(picker.door, "CUP", 9, RESERVE)
    troubles = Troubles(boss)
    (told,) = troubles.open()
    assert troubles.elsewhere(told.order_id) == 1
    troubles.take([told.task_id])
    assert troubles.open()[0].owner_name == "Sonja Supervisor"
    troubles.settle([told.task_id], "Counted; the rest is picked elsewhere")
    assert troubles.open() == []
    board = TaskBoard(boss)
    (piece,) = board.read().pieces
    board.set_priority(piece.tasks, 1)
    board.hold(piece.tasks, "Aisle closed")
    assert board.read().totals.held == 1
    board.resume(piece.tasks)
    board.limit("t_picker", ["pick"], None)
    assert {one.login: one.only_kinds for one in board.read().people}["t_picker"] == ("pick",)
    assert board.cancel(piece.tasks, board.cancel_reasons()[0][0])["orders"] == ["O-1"]
