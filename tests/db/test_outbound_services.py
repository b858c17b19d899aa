"""Services of outbound orders on the real database: files with every problem at once, entry with its promise, pages."""

from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.domain.errors import Refusal
from app.domain.order import OrderStatus
from app.services.outbound import LineWish, Many, OrderEntry, OrderFilter, OrderImport, OrderWish, Outbound
from app.services.session import Session
from tests.db import acts
from tests.db.ground import Ground

HEAD = ["Order", "Line", "SKU", "Quantity", "Priority", "Cut-off", "Carrier", "Completeness"]


@pytest.fixture
def session(ground: Ground):
    made = Session.open(ground.url("t_supervisor"))
    yield made
    made.close()


def rows(orders: int = 50, lines: int = 10) -> list[list[object]]:
    return [
        [f"F-{n:03}", m, f"P-{m:02}", 1 + m % 3, *(("2", "2030-01-31 17:00", "Express", "partial") if m == 1 else ("",) * 4)]
        for n in range(1, orders + 1)
        for m in range(1, lines + 1)
    ]  # fmt: skip


def write(path: Path, table: list[list[object]]) -> Path:
    if path.suffix == ".xlsx":
        book = Workbook()
        for row in (HEAD, *table):
            book.active.append([None if cell == "" else cell for cell in row])
        book.save(path)
    else:
        path.write_text("\n".join(";".join(str(cell) for cell in row) for row in (HEAD, *table)), encoding="utf-8")
    return path


def quiet(_done: int, _total: int | None, _words: str) -> None:
    """Nobody looks."""


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_of_500_lines_with_bad_ones_loses_nothing(
    ground: Ground, session: Session, tmp_path: Path, kind: str
) -> None:
    imports = OrderImport(session)
    acts.order(ground, "F-007", {"CUP": 1})
    table = rows()
    table[4][2] = "P-O5"  # a letter for a nought
    table[33][3] = 0
    table[499][3] = -1
    table[121][7] = "whole"
    checked = imports.check(write(tmp_path / f"orders.{kind}", table), quiet)
    assert (len(checked.orders), checked.lines) == (50, 500)
    said = {(one.row, one.cell, one.what) for one in checked.problems}
    assert {(row, cell) for row, cell, _ in said} == {(6, "C6"), (35, "D35"), (501, "D501"), (123, "H123"), (62, "A62")}
    assert next(one.next_step for one in checked.problems if one.row == 6).endswith("P-05?")
    assert (62, "A62", "Order F-007 is entered already.") in said
    assert checked.bad == {"F-001", "F-004", "F-050", "F-013", "F-007"}
    with pytest.raises(Refusal, match="5 problems"):
        imports.take(checked)
    assert acts.total(ground, "1", "orders") == 1
    entered = imports.take(checked, only_good=True)
    assert len(entered.orders) == 45
    assert entered.whole == 0, "there is no stock"
    assert acts.total(ground, "1", "order_line") == 451
    head = Outbound(session).page(OrderFilter(text="F-002"))[0]
    assert (head.priority, head.carrier_service, head.completeness, head.lines) == (2, "Express", "partial", 10)
    assert head.cut_off.isoformat() == "2030-01-31T16:00:00+00:00", "the warehouse's own clock"


def test_the_rest_of_the_file_is_right_the_second_time(ground: Ground, session: Session, tmp_path: Path) -> None:
    imports = OrderImport(session)
    assert imports.take(imports.check(write(tmp_path / "o.csv", rows(3, 4)), quiet)).orders
    again = imports.check(write(tmp_path / "o.csv", rows(3, 4)), quiet)
    assert {one.what for one in again.problems} == {f"Order F-00{n} is entered already." for n in (1, 2, 3)}
    with pytest.raises(Refusal, match="No order of the file"):
        imports.take(again, only_good=True)


def test_rows_of_an_order_agree(session: Session, tmp_path: Path) -> None:
    table = [
        ["A", "", "CUP", 1, 2, "tonight", "Express", ""],
        ["A", "", "P-01", 1, 3, "", "Ground", ""],
        ["A", 1.5, "P-02", 1, "", "", "", ""],
    ]
    checked = OrderImport(session).check(write(tmp_path / "o.csv", table), quiet)
    assert [(one.cell, one.what) for one in checked.problems] == [
        ("F2", "tonight is no moment."), ("E3", "It says 3, row 2 of the same order 2."),
        ("G3", "It says Ground, row 2 of the same order Express."), ("B4", "1.5 is not a line number."),
    ]  # fmt: skip
    assert [line.line_no for line in checked.orders[0].lines] == [1, 2, 3]


def test_entry_says_what_can_be_delivered(ground: Ground, session: Session) -> None:
    ground.receive(session.door, "CUP", 5, "B-01-01-1")
    entry, outbound = OrderEntry(session), Outbound(session)
    wishes = [OrderWish(f"P-{n}", (LineWish(1, "CUP", Decimal(3), "no dents"),)) for n in (1, 2)]
    entered = entry.enter(wishes)
    assert entered.promise is not None
    assert [(one["whole"], one["lines"][0]["missing"]) for one in entered.promise["orders"]] == [(True, 0), (False, 1)]
    assert entered.whole == 1
    first, second = outbound.page(OrderFilter(), "number")
    assert (first.state, first.promised, second.state, second.promised) == ("promised", True, "entered", False)
    with pytest.raises(Refusal) as caught:
        entry.enter(
            [OrderWish("P-1", (LineWish(1, "NIX", Decimal(0)),)), OrderWish("P-3", (LineWish(1, "CUP", Decimal(1)),))]
        )
    assert len(caught.value.detail["problems"]) == 2
    assert [row.problem for row in entry.problems([OrderWish("P-2", (LineWish(1, "CUP", Decimal(1)),))])] == [
        "is entered already"
    ]
    card = outbound.order(first.order_id)
    assert card is not None
    assert card["lines"][0]["promise"].startswith("Promised 3 by ")
    assert outbound.order(10**9) is None


def test_a_change_from_preview_to_history(ground: Ground, session: Session) -> None:
    outbound = Outbound(session)
    ground.receive(session.door, "CUP", 9, "B-01-01-1")
    order = acts.order(ground, "H-1", {"CUP": 4})
    made = outbound.reserve([order])["reservations"]
    tote = acts.unit(ground, session.door)
    session.door.call(
        "pick_v1", p_op=acts.new_op(), p_warehouse=ground.wh, p_task=made[0]["task_id"], p_quantity=4, p_to_hu=tote
    )
    seen = outbound.preview([order], {"cancel": True})
    assert (seen.allowed, seen.released, seen.put_back, seen.people, seen.needs_reason) == (True, 0, 4, (), True)
    outbound.cancel([order], "customer", seen.seen)
    (task,) = outbound.put_backs()
    assert (task["number"], task["quantity"], task["to"], task["reason"]) == ("H-1", 4, "B-01-01-1", "Customer's wish")
    assert outbound.facets(OrderFilter())["flag"] == {"back": 1}, "also of an order that is cancelled"
    assert [row.number for row in outbound.page(OrderFilter(back=True))] == ["H-1"]
    assert outbound.put_back(task["task_id"], Decimal(4))["left"] == 0
    assert list(outbound.put_backs()) == []
    said = [(row.what, row.person, row.quantity) for row in outbound.history(order)]
    assert [what for what, *_ in said][:2] == ["unpick", "order.cancelled"]
    assert {what for what, *_ in said} == {"unpick", "order.cancelled", "order.picked", "pick", "order.entered"}
    assert outbound.page(OrderFilter(groups=("cancelled",), scope="all"))[0].status == OrderStatus.CANCELLED


def test_hundreds_are_changed_in_portions_and_one_that_cannot_is_told_and_holds_up_no_other(
    ground: Ground, session: Session
) -> None:
    """Sixty orders are cancelled as they were looked at: one was shipped before, one changed after the look; then a stop."""
    door = ground.as_("t_supervisor")
    for n in range(60):
        acts.order(ground, f"M-{n:02}", {"CUP": 1}, door)
    outbound, told = Outbound(session), list[int]()
    ids = [row.order_id for row in outbound.page(OrderFilter(text="M-"))]
    assert len(ids) == 60
    seen = outbound.preview(ids, {"cancel": True})
    with ground.root() as root:
        root.execute("update wms.orders set status = 700, shipped_at = now() where order_id = %s", (ids[3],))
    outbound.change([ids[30]], {"lines": [{"line_no": 1, "quantity": 2}]})
    outcomes = Many(outbound).change(seen, "customer", progress=lambda done, total, words: told.append(done))
    bad = {one.order_id: one for one in outcomes if not one.done}
    assert set(bad) == {ids[3], ids[30]}
    assert bad[ids[30]].words == "What this undoes has changed meanwhile."
    assert bad[ids[3]].next_step
    assert told == [0, 25, 50, 60]
    left = [(ids[30], "M-30"), (ids[3], "M-03")]
    held = Many(outbound).hold(left, "customer", "", False, progress=lambda *_: None)
    assert [one.done for one in held] == [True, False]
    assert {one.words for one in Many(outbound).resume(left, lambda: True, progress=lambda *_: None)} == {
        "Not begun: it was stopped before."
    }
    with ground.root() as root:
        assert root.execute("select count(*) from wms.orders where status = 910 and number like 'M-%%'").fetchone() == (
            58,
        )
    # all that match, read in pages: those that can be are given priority 1 in portions, what has left is told
    wanted, steps = OrderFilter(scope="all", text="M-"), list[str]()
    many = Many(outbound)
    urgent = partial(many.change_each, changes={"priority": 1}, reason=None)
    with ground.root() as root:
        root.execute("update wms.orders set status = 100 where number like 'M-%%' and order_id <> %s", (ids[3],))
    outcomes = many.on(wanted, urgent, progress=lambda done, total, words: steps.append(words))
    assert [one.number for one in outcomes if not one.done] == ["M-03"]
    assert len(outcomes) == 60
    assert steps[0] == "60 orders found"
    assert {row.priority for row in outbound.page(OrderFilter(text="M-"))} == {1}
    assert many.on(wanted, urgent, lambda: True, progress=lambda *_: None) == (), "stopped before it was looked for"
    few = OrderFilter(scope="all", orders=tuple(ids[:4]))
    assert [row.order_id for row in outbound.page(few, "number")] == ids[:4]
