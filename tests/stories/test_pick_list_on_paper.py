"""A pick list as the office has it: printed from the real database, entered with mistakes, put right, printed again."""

from decimal import Decimal

import pypdfium2
import pytest

from app.domain.errors import Refusal
from app.domain.order import OrderStatus
from app.services.picking import PaperDesk, PaperLine, Picking
from app.services.session import Session
from tests.db.picking_acts import Floor


@pytest.fixture
def people(ground):
    made = {login: Session.open(ground.url(login), "MAIN") for login in ("t_supervisor", "t_picker")}
    yield made
    for session in made.values():
        session.close()


def test_lists_are_printed_entered_and_put_right(ground, people, tmp_path):
    floor = Floor(ground)
    floor.stock(
        [("B-01-01-1", "CUP", 4), ("A-01-02-1", "CUP", 20), ("B-01-02-1", "P-00", 10), ("B-01-03-1", "P-01", 10)]
    )
    floor.reserve({"O-1": {"CUP": 3}, "O-2": {"P-00": 2}, "O-3": {"P-01": 1}})
    boss, picker = people["t_supervisor"], people["t_picker"]
    office = PaperDesk(boss)
    ours = Picking(boss, "office").take([floor.orders["O-1"], floor.orders["O-2"]]).batch
    theirs = Picking(picker, "CART-7").take([floor.orders["O-3"]]).batch
    printed = office.print_lists((ours, theirs), tmp_path / "lists.pdf")
    assert (printed.batches, printed.stops, [batch for batch, _ in printed.refused]) == ((ours,), 2, [theirs])
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(printed.file))
    assert f"BATCH-{ours}" in text
    with pytest.raises(Refusal, match="cannot be written"):
        office.print_lists((ours,), tmp_path / "missing" / "lists.pdf")
    with pytest.raises(Refusal) as held:
        office.print_lists((theirs,), tmp_path / "other.pdf")
    assert held.value.code == "WM455"
    entry = office.entry(ours)
    assert {"PACK-1", "STAGE-1"} <= set(entry.places)
    assert "not_there" in dict(entry.reasons)
    by_sku = {stop.sku: int(stop.task) for stop in entry.sheet.stops}
    with pytest.raises(Refusal) as refused:
        office.enter(entry.sheet, [PaperLine(by_sku["CUP"], "2")], "PACK-1")
    assert refused.value.detail["lines"] == {
        by_sku["CUP"]: "2 of 3 needs a reason.", by_sku["P-00"]: "No result is entered.",
    }  # fmt: skip
    with pytest.raises(Refusal, match="There is no place"):
        office.enter(entry.sheet, [], "NOWHERE")
    done = office.enter(
        entry.sheet, [PaperLine(by_sku["CUP"], "2", "not_there"), PaperLine(by_sku["P-00"], "2")], "pack-1"
    )
    assert (done.picked, done.short, done.left) == (Decimal(4), Decimal(1), 1)
    again = office.print_lists((ours,), tmp_path / "rest.pdf")
    rest = office.entry(ours).sheet
    assert (again.stops, [stop.place_code for stop in rest.stops]) == (1, ["A-01-02-1"])
    office.enter(rest, [PaperLine(int(rest.stops[0].task), "1")], "PACK-1")
    states = dict(floor.rows("select number, status from wms.orders"))
    assert (states["O-1"], states["O-2"]) == (OrderStatus.PICKED, OrderStatus.PICKED)
    assert ground.violations() == []
