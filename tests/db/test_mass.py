"""Tables of changes, from the file to the ledger: every problem at once, then all of it or nothing."""

import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services.mass_changes import Change, DryRun, dry_run, post, read, told
from app.services.session import Session
from app.services.sheets import Sheet
from tests.db import acts, undoing
from tests.db.ground import Ground
from tests.db.undoing import refused, rows

Read = Callable[..., DryRun]


@pytest.fixture
def session(ground: Ground) -> Iterator[Session]:
    """The supervisor at work in the main warehouse."""
    opened = Session.open(ground.url("t_supervisor"), "MAIN")
    yield opened
    opened.close()


@pytest.fixture
def tried(session: Session, tmp_path: Path) -> Read:
    """Dry run of a table given as text, with semicolons."""

    def run(change: Change, text: str, **more: Any) -> DryRun:
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8")
        return dry_run(session, change, read(path, change), **more)

    return run


def said(run: DryRun) -> list[tuple[str, str]]:
    return [(problem.cell or str(problem.row), problem.code) for problem in run.problems]


def test_a_table_of_moves_is_posted_as_one_act_and_taken_back_as_one(
    ground: Ground, session: Session, tried: Read
) -> None:
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 10, "A-01-01-1")
    ground.receive(picker, "MILK", 6, "A-01-02-1", p_lot="L1", p_expires_on=acts.in_days(20))
    before = acts.stock(ground)
    run = tried(
        Change.MOVE,
        "SKU;From;To;Quantity;Lot\nCUP;A-01-01-1;A-01-03-1;4;\nMILK;A-01-02-1;A-01-03-1;2,5;L1\n4006381333931;A-01-03-1;A-01-04-1;1;\n",
    )
    assert run.problems == []
    op = new_op()
    assert post(session, run, op).lines == 3
    assert post(session, run, op).lines == 3, "the same key posts once"
    assert acts.stock(ground) == {
        ("A-01-01-1", "CUP", None, None, "available", Decimal(6), Decimal(0)),
        ("A-01-03-1", "CUP", None, None, "available", Decimal(3), Decimal(0)),
        ("A-01-04-1", "CUP", None, None, "available", Decimal(1), Decimal(0)),
        ("A-01-02-1", "MILK", "L1", None, "available", Decimal("3.5"), Decimal(0)),
        ("A-01-03-1", "MILK", "L1", None, "available", Decimal("2.5"), Decimal(0)),
    }
    assert ground.violations() == []
    undoing.undo(ground, session.door, op)
    assert acts.stock(ground) == before
    assert ground.violations() == []


def test_every_problem_is_told_at_once_and_nothing_is_posted(ground: Ground, session: Session, tried: Read) -> None:
    picker = ground.as_("t_picker")
    for sku, place in (
        ("CUP", "A-01-01-1"),
        ("P-00", "A-01-01-1"),
        ("P-01", "B-02-01-1"),
        ("P-02", "A-01-05-1"),
        ("P-03", "A-01-05-2"),
    ):
        ground.receive(picker, sku, 10, place)
    ground.receive(picker, "MILK", 6, "A-01-02-1", p_lot="L1", p_expires_on=acts.in_days(20))
    acts.reserve(ground, session.door, acts.order(ground, "SO-1", {"P-02": 8}))
    with ground.root() as root:
        root.execute("update wms.location set block_putaway = true where code = 'A-02-01-1'")
        root.execute("update wms.location set block_pick = true where code = 'A-01-05-2'")
    table = """SKU;From;To;Quantity;Lot;Unit;SSCC;Status;Owner
CUP;A-01-01-1;A-01-03-1;7;;;;;
CUP;A-01-01-1;A-01-03-1;4;;;;;
CPU;A-01-01-1;A-01-03-1;1;;;;;
4006381333;A-01-01-1;A-01-03-1;1;;;;;
4006381333932;A-01-01-1;A-01-03-1;1;;;;;
CUP;A-01-01-9;A-99-03-1;1;;;;;
MILK;A-01-02-1;A-01-03-1;1;;;;;
MILK;A-01-02-1;A-01-03-1;1;L2;;;;
P-00;A-01-01-1;A-02-01-1;1;;;;;
P-03;A-01-05-2;A-01-03-1;1;;;;;
P-00;A-01-01-1;B-02-01-1;1;;;;;
P-02;A-01-05-1;A-01-03-1;3;;;;;
P-00;A-01-01-1;A-01-03-1;1;;case;;;
P-00;A-01-01-1;A-01-03-1;1;;;340123450000000018;;
P-00;A-01-01-1;A-01-03-1;1;;;;fine;
P-00;A-01-01-1;A-01-03-1;1;;;;;NOBODY
P-00;A-01-01-1;A-01-01-1;1;;;;;
P-00;A-01-01-1;A-01-03-1;NaN;;;;;
P-00;A-01-01-1;A-01-03-1;4611686018427387904;;;;;
P-00;A-01-01-1;A-01-03-1;-1;;;;;
P-00;A-01-01-1;A-01-03-1;=1+1;;;;;
P-00;A-01-01-1;CUSTOMER;1;;;;;
P-00;A-01-01-1;B-02-03-1;5;;;;;
""" + f"{'x' * 100_000};A-01-01-1;A-01-03-1;1;;;;;\n"  # fmt: skip
    before = acts.stock(ground)
    run = tried(Change.MOVE, table)
    expected = [
        ("D3", "WM451"), ("A4", "WM404"), ("A5", "WM404"), ("A6", "WM404"), ("B7", "WM404"), ("C7", "WM404"), ("E8", "WM422"),
        ("E9", "WM404"), ("C10", "WM423"), ("B11", "WM423"), ("C12", "WM453"), ("D13", "WM451"), ("F14", "WM404"), ("G15", "WM422"),
        ("H16", "WM422"), ("I17", "WM404"), ("C18", "WM422"), ("D19", "WM422"), ("D20", "WM422"), ("D21", "WM422"), ("D22", "formula"),
        ("C23", "WM404"), ("A25", "WM422"),
    ]  # fmt: skip
    assert sorted(said(run)) == sorted(expected)
    by_cell = {problem.cell: problem for problem in run.problems}
    assert by_cell["A4"].next_step == "Did you mean CUP?"
    assert "10 digits" in by_cell["A5"].next_step
    assert "check digit" in by_cell["A6"].next_step
    assert "A-01-01-1" in by_cell["B7"].next_step
    assert "3 left by the rows above" in by_cell["D3"].what
    assert "8 of it reserved" in by_cell["D13"].what
    assert all(problem.next_step for problem in run.problems)
    with pytest.raises(Refusal):
        post(session, run, new_op())
    assert acts.stock(ground) == before


def test_what_is_short_says_under_what_it_lies_there(ground: Ground, tried: Read) -> None:
    picker = ground.as_("t_picker")
    pallet = acts.unit(ground, picker, "pallet", "A-01-01-1")
    ground.receive(picker, "CUP", 10, "DOCK-1")
    acts.move(ground, picker, "CUP", 10, "DOCK-1", "A-01-01-1", p_to_hu=pallet)
    run = tried(Change.MOVE, "SKU;From;To;Quantity\nCUP;A-01-01-1;A-01-03-1;7\n")
    sscc = rows(ground, "select sscc from wms.handling_unit")[0][0]
    assert run.problems[0].next_step == f"The bin holds it as: 10 in unit {sscc}."
    assert tried(Change.MOVE, f"SKU;From;To;Quantity;SSCC\nCUP;A-01-01-1;A-01-03-1;7;{sscc}\n").problems == []


def test_capacity_is_judged_over_all_rows(ground: Ground, tried: Read) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 100, "A-01-01-1")
    run = tried(Change.MOVE, "SKU;From;To;Quantity\n" + "CUP;A-01-01-1;B-02-01-1;15\n" * 4)
    assert said(run) == [("C4", "WM452"), ("C5", "WM452")], "two rows fit under 20 kg, the third and fourth do not"


def test_a_table_of_corrections_within_the_limit_and_above(ground: Ground, session: Session, tried: Read) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 10, "A-01-01-1")
    table = "Bin;SKU;Change;Reason\nA-01-01-1;CUP;-3;Missing\nA-01-02-1;P-00;{};found\n"
    run = tried(Change.ADJUST, table.format(5))
    assert (run.problems, run.needs_approval) == ([], False)
    assert post(session, run, new_op()).request is None
    assert acts.total(ground, "quantity") == 12
    assert rows(ground, "select reason from wms.ledger where kind = 'adjust' order by line") == [("lost",), ("found",)]
    run = tried(Change.ADJUST, table.format(5000))
    assert (run.problems, run.needs_approval) == ([], True)
    request = post(session, run, new_op()).request
    assert request is not None
    assert acts.total(ground, "quantity") == 12
    ground.as_("t_admin").call(
        "decide_adjustment_v1", p_op=new_op(), p_warehouse=ground.wh, p_request=request, p_decision="approve"
    )
    assert acts.total(ground, "quantity") == 5009
    assert rows(
        ground, "select reason from wms.ledger where kind = 'adjust' and document like 'REQUEST-%%' order by line"
    ) == [("lost",), ("found",)]
    assert ground.violations() == []


def test_serial_numbers_stay_one_piece(ground: Ground, session: Session, tried: Read) -> None:
    ground.receive(ground.as_("t_picker"), "PHONE", 1, "A-01-01-1", p_lot="SN1")
    run = tried(
        Change.ADJUST, "Bin;SKU;Change;Serial;Reason\nA-01-02-1;PHONE;1;SN1;found\nA-01-03-1;PHONE;2;SN1;found\n"
    )
    assert said(run) == [("D2", "WM455"), ("C3", "WM422")]


@pytest.mark.parametrize(
    ("change", "table", "stock"),
    [
        (Change.SCRAP, "Bin;SKU;Qty;Reason\nA-01-01-1;CUP;3;Broken\n", {("available", 7)}),
        (
            Change.STATUS,
            "Bin;SKU;Qty;To status;Reason\nA-01-01-1;CUP;3;Damaged;damage\n",
            {("available", 7), ("damaged", 3)},
        ),
        (Change.OWNER, "Bin;SKU;Qty;New owner\nA-01-01-1;CUP;10;ACME\n", {("available", 10)}),
    ],
)
def test_the_other_kinds_of_change(
    ground: Ground, session: Session, tried: Read, change: Change, table: str, stock: set[Any]
) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 10, "A-01-01-1")
    rows(ground, "insert into wms.party (kind, code, name) values ('owner', 'ACME', 'Acme') returning 1")
    run = tried(change, table)
    assert run.problems == []
    post(session, run, new_op())
    assert {(status, int(quantity)) for _, _, _, _, status, quantity, _ in acts.stock(ground)} == stock
    assert ground.violations() == []
    wrong = tried(change, table.replace("CUP;", "CUP;9"))
    assert [code for _, code in said(wrong)] == ["WM451"]


def test_units_of_packaging_are_counted_out(ground: Ground, session: Session, tried: Read) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 100, "A-01-01-1")
    with ground.root() as root:
        root.execute(
            "insert into wms.product_packaging (product_id, level, quantity) values (%s, 'case', 12)",
            (ground.products["CUP"],),
        )
    run = tried(Change.MOVE, "SKU;From;To;Qty;Unit\nCUP;A-01-01-1;A-01-02-1;3;Cases\nCUP;A-01-01-1;A-01-02-1;3;CTN\n")
    assert said(run) == [("E2", "WM404")]
    run = tried(Change.MOVE, "SKU;From;To;Qty;Unit\nCUP;A-01-01-1;A-01-02-1;1;pcs\nCUP;A-01-01-1;A-01-02-1;3;CTN\n")
    post(session, run, new_op())
    assert ("A-01-02-1", "CUP", None, None, "available", Decimal(37), Decimal(0)) in acts.stock(ground)


def test_stock_that_changed_since_the_dry_run_is_told_at_its_rows(
    ground: Ground, session: Session, tried: Read
) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 10, "A-01-01-1")
    run = tried(Change.MOVE, "SKU;From;To;Quantity\nCUP;A-01-01-1;A-01-03-1;2\nCUP;A-01-01-1;A-01-03-1;7\n")
    acts.move(ground, session.door, "CUP", 3, "A-01-01-1", "A-01-04-1")
    before = acts.stock(ground)
    refusal = refused(partial(post, session, run, new_op()))
    assert refusal.code == "WM422"
    assert [(problem.cell, problem.code) for problem in told(run, refusal)] == [("D3", "WM451")]
    assert acts.stock(ground) == before


def test_progress_can_stop_before_the_posting(ground: Ground, session: Session, tried: Read) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 10, "A-01-01-1")
    run = tried(Change.MOVE, "SKU;From;To;Quantity\nCUP;A-01-01-1;A-01-03-1;2\n")

    def stop(done: int, total: int | None, words: str) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        post(session, run, new_op(), progress=stop)
    with pytest.raises(InterruptedError):
        dry_run(session, Change.MOVE, run.sheet, progress=stop)
    assert rows(ground, "select count(*)::int from wms.ledger where kind = 'move'") == [(0,)]


def opening(ground: Ground, session: Session, pieces: int) -> None:
    """So many pieces of each of twenty products in each of ten bins."""
    lines = [
        {"product": ground.products[f"P-{n:02}"], "quantity": pieces, "location": ground.places[f"A-01-{bay:02}-{level}"]}
        for n in range(20) for bay in range(1, 6) for level in (1, 2)
    ]  # fmt: skip
    session.door.call("receive_batch_v1", p_op=new_op(), p_warehouse=ground.wh, p_lines=lines)


def table(count: int) -> list[list[Any]]:
    """A transfer from rack A-01 to rack A-02, one piece a row."""
    return [
        [
            f"P-{n % 20:02}",
            f"A-01-{n // 20 % 5 + 1:02}-{n // 100 % 2 + 1}",
            f"A-02-{n // 20 % 5 + 1:02}-{n // 100 % 2 + 1}",
            1,
        ]
        for n in range(count)
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_transfer_of_5000_lines_end_to_end(ground: Ground, session: Session, tmp_path: Path, form: str) -> None:
    opening(ground, session, 30)
    path = tmp_path / f"transfer.{form}"
    if form == "csv":
        path.write_text("SKU;From;To;Quantity\n" + "\n".join(";".join(map(str, row)) for row in table(5000)))
    else:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in [["SKU", "From", "To", "Quantity"], *table(5000)]:
            sheet.append(row)
        book.save(path)
    start = time.perf_counter()
    parsed: Sheet = read(path, Change.MOVE)
    run = dry_run(session, Change.MOVE, parsed)
    assert run.problems == []
    assert post(session, run, new_op()).lines == 5000
    end = time.perf_counter()
    assert end - start < 40, "on a busy machine; this only catches a plan that fell over"
    assert rows(ground, "select count(*)::int from wms.ledger where kind = 'move'") == [(5000,)]
    assert ground.violations() == []


@pytest.mark.slow
def test_more_than_5000_lines_are_all_or_nothing_too(ground: Ground, session: Session, tmp_path: Path) -> None:
    opening(ground, session, 60)
    path = tmp_path / "transfer.csv"
    path.write_text("SKU;From;To;Quantity\n" + "\n".join(";".join(map(str, row)) for row in table(12_000)))
    run = dry_run(session, Change.MOVE, read(path, Change.MOVE))
    assert run.problems == []
    acts.move(ground, session.door, "P-19", 60, "A-01-05-2", "DOCK-1")
    before = acts.stock(ground)
    refusal = refused(partial(post, session, run, new_op()))
    assert {problem.code for problem in told(run, refusal)} == {"WM451"}
    assert acts.stock(ground) == before
    acts.move(ground, session.door, "P-19", 60, "DOCK-1", "A-01-05-2")
    op = new_op()
    assert post(session, run, op).lines == 12_000
    assert (
        acts.total(
            ground, "quantity", "quant q join wms.location l using (location_id) where l.code like 'A-02%' and true"
        )
        == 12_000
    )
    assert ground.violations() == []
    undoing.undo(ground, ground.as_("t_supervisor", deadline=60), op)
    assert (
        acts.total(
            ground, "quantity", "quant q join wms.location l using (location_id) where l.code like 'A-02%' and true"
        )
        == 0
    )
    assert ground.violations() == []


@pytest.mark.slow
def test_two_large_tables_that_cross_never_deadlock(ground: Ground, session: Session) -> None:
    opening(ground, session, 60)
    forth = [
        {"line": n, "sku": a, "from": b, "to": c, "quantity": "1"} for n, (a, b, c, _) in enumerate(table(6000), 2)
    ]
    back = [{"line": n, "sku": a, "from": c, "to": b, "quantity": "1"} for n, (a, b, c, _) in enumerate(table(6000), 2)]
    send = partial(session.door.call, "post_mass_v1", p_warehouse=ground.wh, p_kind="move", deadline=60)
    send(p_op=new_op(), p_lines=forth)
    answers = acts.at_once([partial(send, p_op=new_op(), p_lines=lines) for lines in (back, list(reversed(forth)))])
    assert [answer["lines"] for answer in answers] == [6000, 6000]
    assert rows(ground, "select deadlocks from pg_stat_database where datname = current_database()") == [(0,)]
    assert ground.violations() == []
