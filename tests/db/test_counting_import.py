"""Counts made elsewhere: all problems at once, all or nothing, and fast enough."""

import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services.counting_sheet import CountImport
from app.services.session import Session
from tests.db import acts, counts
from tests.db.ground import Ground

log = logging.getLogger(__name__)
BIN, OTHER = "A-01-01-1", "A-01-01-2"


def lines(*given: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Rows from 2 on of (location, sku, quantity[, lot[, sscc]])."""
    names = ("location", "sku", "quantity", "lot", "sscc")
    return [{"row": n, **dict(zip(names, row, strict=False))} for n, row in enumerate(given, 2)]


def load(ground: Ground, *given: tuple[Any, ...], **more: Any) -> dict[str, Any]:
    door = ground.as_("t_supervisor")
    named = {"p_name": f"import {new_op()}", **more}
    return door.call("import_counts_v1", p_op=new_op(), p_warehouse=ground.wh, p_lines=lines(*given), **named)


def problems(ground: Ground, *given: tuple[Any, ...]) -> list[tuple[int, str]]:
    sql = 'select "row", field from api.check_counts_v1(%s, %s)'
    return counts.rows(ground, sql, ground.wh, Jsonb(lines(*given)))


def test_a_right_sheet_dates_the_bins_and_a_wrong_line_waits_for_review(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 10, BIN)
    ground.receive(picker, "P-01", 3, BIN)
    ground.receive(picker, "CUP", 4, OTHER)
    answer = load(ground, (BIN, "CUP", "10"), (OTHER, "CUP", "4"), ("A-01-02-1", "", "0"))
    assert (answer["counts"], answer["lines"], answer["review"]) == (3, 3, 1)
    assert counts.rows(ground, "select location, state, more, less from api.counts_v1(%s)", ground.wh) == [
        (BIN, "review", 0, 3),
        (OTHER, "posted", 0, 0),
        ("A-01-02-1", "posted", 0, 0),
    ], "what a named bin holds and no line names was not there"
    with ground.root() as root:
        (number,) = root.execute("select count_id from wms.count where state = 'review'").fetchone()
    counts.approve(ground, number)
    assert {row[:2] for row in acts.stock(ground)} == {(BIN, "CUP"), (OTHER, "CUP")}
    assert counts.sound(ground) == []


def test_every_problem_is_said_at_once_and_nothing_is_done(ground: Ground) -> None:
    counts.plan(ground, OTHER)
    counts.claim(ground, ground.as_("t_counter"), OTHER)
    bad = [
        ("NOWHERE", "CUP", "1"),
        (BIN, "GHOST", "many"),
        (BIN, "CUP", "-1"),
        (BIN, "P-01", "NaN"),
        (BIN, "P-02", str(2**62)),
        (BIN, "P-03", "0.0000001"),
        (BIN, "MILK", "1"),
        (BIN, "P-04", "1", "LOT"),
        (BIN, "PHONE", "2", "S1"),
        (BIN, "P-05", "1", None, "123"),
        (BIN, "P-06", "1", None, "300000000000000017"),
        (BIN, "", "0"),
        (BIN, "", "5"),
        (BIN, "P-07", "1"),
        (BIN, "P-07", "2"),
        (OTHER, "CUP", "1"),
        ("", "CUP", "1"),
        (BIN, "x" * 100_000, "1"),
        ("A-02-01-1", "CUP", "7"),
    ]
    found = problems(ground, *bad)
    assert found == [
        (2, "location"), (3, "quantity"), (3, "sku"), (4, "quantity"), (5, "quantity"), (6, "quantity"), (7, "quantity"),
        (8, "lot"), (9, "lot"), (10, "quantity"), (11, "sscc"), (12, "sscc"), (13, "sku"), (14, "row"), (14, "sku"),
        (16, "row"), (17, "location"), (18, "location"), (19, "sku"),
    ]  # fmt: skip
    with pytest.raises(Refusal, match="19 problems in the count; nothing was imported") as refused:
        load(ground, *bad)
    assert refused.value.detail["total"] == len(refused.value.detail["problems"]) == 19
    assert all(problem["what"] and problem["next"] for problem in refused.value.detail["problems"])
    assert counts.rows(ground, "select location from api.counts_v1(%s, null, '{review,posted}')", ground.wh) == []


@pytest.mark.parametrize("given", [None, {}, [], [1], ["x"], [None]])
def test_what_is_no_sheet(ground: Ground, given: Any) -> None:
    with psycopg.connect(ground.url("t_supervisor")) as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute("select api.import_counts_v1(%s, %s, 'x', %s)", (new_op(), ground.wh, Jsonb(given)))
    assert refused.value.sqlstate in ("WM422", "22023")


def test_a_bin_on_a_list_is_counted_by_the_sheet(ground: Ground) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 4, OTHER)
    counts.plan(ground, OTHER)
    assert load(ground, (OTHER, "CUP", "4"))["counts"] == 1
    assert counts.rows(ground, "select location from api.my_counts_v1(%s)", ground.wh, login="t_counter") == []


@pytest.fixture
def importing(ground: Ground) -> Iterator[CountImport]:
    session = Session.open(ground.url("t_supervisor"))
    yield CountImport(session)
    session.close()


def silent(done: int, total: int | None, words: str) -> None:
    """Progress that nobody looks at."""


def test_a_sheet_says_all_its_problems_with_their_cells(ground: Ground, importing: CountImport, tmp_path: Path) -> None:
    file = tmp_path / "count.csv"
    file.write_text("Bin;SKU;Counted;Lot\nA-01-01-1;CUP;12,5\nX-99;CUP;1\nA-01-01-2;GHOST;many\nA-01-02-1;MILK;3\n")
    checked = importing.check(file, silent)
    assert [(problem.cell, problem.what[:24]) for problem in checked.problems] == [
        ("A3", "Bin X-99 is not known in"), ("B4", "SKU GHOST is not known."), ("C4", checked.problems[2].what[:24]),
        ("D5", "SKU MILK needs a lot num"),
    ]  # fmt: skip
    with pytest.raises(Refusal, match="4 problems in count"):
        importing.take(checked, "Count")


def test_a_good_sheet_is_taken_whole(ground: Ground, importing: CountImport, tmp_path: Path) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 10, BIN)
    file = tmp_path / "count.csv"
    file.write_text(f"Bin,SKU,Counted\n{BIN},CUP,9\n{OTHER},,0\n")
    answer = importing.take(importing.check(file, silent), "Count")
    assert (answer["counts"], answer["review"]) == (2, 1)


def test_twenty_thousand_lines(ground: Ground, importing: CountImport, tmp_path: Path) -> None:
    """2,000 bins of ten products, 1 % of them wrong: the file read, checked and imported; how long it took is logged."""
    with ground.root() as root:
        root.execute(
            "insert into wms.location (warehouse_id, code, barcode, kind) select %s, 'X-' || n, 'X-' || n, 'storage' "
            "from generate_series(1, 2000) n",
            (ground.wh,),
        )
        found = root.execute("select code, location_id from wms.location where code like 'X-%%'", ()).fetchall()
    ids, skus = dict(found), [f"P-{n:02}" for n in range(10)]
    picker = ground.as_("t_picker", deadline=120.0)
    stock = [(code, sku, 5 + n % 7) for n, code in enumerate(ids) for sku in skus]
    for part in range(0, len(stock), 5000):
        received = [
            {"product": ground.products[sku], "quantity": quantity, "location": ids[code]}
            for code, sku, quantity in stock[part : part + 5000]
        ]
        picker.call("receive_batch_v1", p_op=new_op(), p_warehouse=ground.wh, p_lines=received)
    counted = "".join(f"{code},{sku},{q + (n % 100 == 0)}\n" for n, (code, sku, q) in enumerate(stock))
    file = tmp_path / "stocktaking.csv"
    file.write_text(f"Bin,SKU,Counted\n{counted}")
    began = time.perf_counter()
    checked = importing.check(file, silent)
    read = time.perf_counter() - began
    answer = importing.take(checked, "Stocktaking")
    whole = time.perf_counter() - began
    log.info("20,000 lines: read and checked %.2f s, with the import %.2f s", read, whole)
    assert (answer["counts"], answer["lines"], answer["review"]) == (2000, 20_000, 200)
    wrong = counts.rows(ground, "select count_id from api.counts_v1(%s, null, '{review}', null, 2000)", ground.wh)
    posted = counts.approve(ground, *(row[0] for row in wrong))
    assert posted["lines"] == 200
    assert counts.sound(ground) == []
