"""Counts made elsewhere: all problems at once, all or nothing, and fast enough."""

import time
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from app.domain.errors import Refusal
from app.domain.ids import new_op
from tests.db import acts, counts
from tests.db.ground import Ground

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
        (number,) = root.execute("select count_id from wms.count where state = 'review'").fetchone()  # type: ignore[misc]
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


def test_twenty_thousand_lines(ground: Ground) -> None:
    """With 2,000 bins of ten products, 1 % of them wrong: imported in 10 s, and approved."""
    with ground.root() as root:
        root.execute(
            "insert into wms.location (warehouse_id, code, barcode, kind) select %s, 'X-' || n, 'X-' || n, 'storage' "
            "from generate_series(1, 2000) n",
            (ground.wh,),
        )
        places = [code for (code,) in root.execute("select code from wms.location where code like 'X-%%'", ())]
        ids = dict(root.execute("select code, location_id from wms.location where warehouse_id = %s", (ground.wh,)).fetchall())
    skus = [f"P-{n:02}" for n in range(10)]
    picker = ground.as_("t_picker", deadline=60.0)
    stock = [(code, sku, 5 + n % 7) for n, code in enumerate(places) for sku in skus]
    for part in range(0, len(stock), 5000):
        picker.call(
            "receive_batch_v1", p_op=new_op(), p_warehouse=ground.wh,
            p_lines=[{"product": ground.products[sku], "quantity": q, "location": ids[code]} for code, sku, q in stock[part : part + 5000]],
        )  # fmt: skip
    counted = [(code, sku, str(q + (n % 100 == 0))) for n, (code, sku, q) in enumerate(stock)]
    boss = ground.as_("t_supervisor", deadline=60.0)
    began = time.perf_counter()
    answer = boss.call(
        "import_counts_v1", p_op=new_op(), p_warehouse=ground.wh, p_name="Stocktaking", p_lines=lines(*counted),
        p_tolerance=Decimal(0),
    )  # fmt: skip
    imported = time.perf_counter() - began
    assert (answer["counts"], answer["lines"], answer["review"]) == (2000, 20_000, 200)
    wrong = [row[0] for row in counts.rows(ground, "select count_id from api.counts_v1(%s, null, '{review}', null, 2000)", ground.wh)]
    began = time.perf_counter()
    assert boss.call("approve_counts_v1", p_op=new_op(), p_warehouse=ground.wh, p_counts=wrong)["lines"] == 200
    approved = time.perf_counter() - began
    print(f"import of 20,000 lines {imported:.2f} s, approval of 200 differences {approved:.2f} s")
    assert imported <= 10
    assert counts.sound(ground) == []
