"""Serial numbers: the piece that was taken is the piece that is booked, whichever of the bin it was."""

from functools import partial
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db import posting
from tests.db import acts
from tests.db.ground import Ground
from tests.db.picking_acts import Floor


@pytest.fixture
def floor(ground: Ground) -> Floor:
    made = Floor(ground)
    for number in ("S1", "S2", "S3", "S4"):
        made.stock([("B-01-01-1", "PHONE", 1)], p_lot=number)
    made.stock([("B-01-02-1", "PHONE", 1)], p_lot="S9")
    made.stock([("B-01-03-1", "CUP", 5)])
    return made


def take(floor: Floor, door: Any, batch: int, row: Any, serial: str, tote: int) -> dict[str, Any]:
    lines = [{"task": row.task_id, "quantity": "1", "serial": serial}]
    return posting.pick_stop(door, op=new_op(), warehouse=floor.ground.wh, batch=batch, lines=lines, to_hu=tote)


def picked(floor: Floor) -> dict[str, str]:
    """Order by serial number, as the ledger says."""
    rows = floor.rows(
        "select t.number, g.document from wms.ledger g join wms.lot t on t.lot_id = g.lot_id where g.kind = 'pick' order by g.ledger_id"
    )
    return dict(rows)


def test_a_free_piece_of_the_bin_is_taken_for_the_reserved_one(floor: Floor) -> None:
    floor.reserve({"O-1": {"PHONE": 1}, "O-2": {"CUP": 1}})
    picker, tote = floor.ground.as_("t_picker"), floor.tote()
    batch = floor.take(picker, "O-1", "O-2")
    row, cup = floor.tasks(picker, batch)
    assert row.lot == "S1"
    for serial, code in (("S9", "WM404"), ("nonsense", "WM404")):
        with pytest.raises(Refusal) as refused:
            take(floor, picker, batch, row, serial, tote)
        assert (refused.value.code, bool(refused.value.next_step)) == (code, True)
    with pytest.raises(Refusal, match="very one"):
        take(floor, picker, batch, cup, "S3", floor.tote())
    assert take(floor, picker, batch, row, "S3", tote)["picked"] == 1
    assert picked(floor) == {"S3": "O-1"}
    assert floor.rows(
        "select sum(reserved) from wms.quant q join wms.product p using (product_id) where sku = 'PHONE'"
    ) == [(0,)]
    assert floor.ground.violations() == []


def test_a_piece_that_another_order_waits_for_is_exchanged(floor: Floor) -> None:
    floor.reserve({"O-1": {"PHONE": 1}, "O-2": {"PHONE": 1}, "O-3": {"PHONE": 1}})
    picker, other = floor.ground.as_("t_picker"), floor.ground.as_("t_picker2")
    batch, theirs = floor.take(picker, "O-1"), floor.take(other, "O-2")
    row = floor.tasks(picker, batch)[0]
    with pytest.raises(Refusal, match="is for another order") as refused:
        take(floor, picker, batch, row, "S2", floor.tote())
    assert refused.value.code == "WM423"
    take(floor, picker, batch, row, "S3", floor.tote())
    last = floor.take(picker, "O-3")
    assert floor.tasks(picker, last)[0].lot == "S1"
    for door, where in ((other, theirs), (picker, last)):
        floor.pick(door, where, floor.tasks(door, where), floor.tote())
    assert picked(floor) == {"S3": "O-1", "S2": "O-2", "S1": "O-3"}
    assert floor.ground.violations() == []


def test_two_pickers_who_change_pieces_crosswise_do_not_wait_for_each_other(floor: Floor) -> None:
    floor.reserve({"O-1": {"PHONE": 1}, "O-2": {"PHONE": 1}})
    doors = [floor.ground.as_(login) for login in ("t_picker", "t_picker2")]
    batches = [floor.take(door, number) for door, number in zip(doors, ("O-1", "O-2"), strict=True)]
    rows = [floor.tasks(door, batch)[0] for door, batch in zip(doors, batches, strict=True)]
    totes = [floor.tote(), floor.tote()]
    found = acts.at_once([
        partial(take, floor, door, batch, row, serial, tote)
        for door, batch, row, serial, tote in zip(doors, batches, rows, ("S3", "S3"), totes, strict=True)
    ])  # fmt: skip
    assert sorted(isinstance(one, Refusal) for one in found) == [False, True]
    assert floor.rows("select deadlocks from pg_stat_database where datname = current_database()") == [(0,)]
    assert floor.ground.violations() == []
