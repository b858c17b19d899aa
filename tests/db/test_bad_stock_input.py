"""What goes wrong on a bad day, walked through the real services: what is said, what to do next, and that nothing changed."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.domain.barcode import read_barcode
from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.flow.events import Nothing
from app.services.counting_sheet import CountImport
from app.services.inventory import Inventory, Search, parse
from app.services.inventory.acts import StockActs
from app.services.lookup import Codes
from app.services.mass_changes import Change, dry_run, post, read
from app.services.session import Session
from tests.db import acts, counts, undoing
from tests.db import unit_acts as hu
from tests.db.ground import Ground

BIN, OTHER = "A-01-01-1", "A-01-02-1"
LONG = "4" * 100_000
HUGE = 2**62


@pytest.fixture
def session(ground: Ground) -> Iterator[Session]:
    ground.receive(ground.as_("t_picker"), "CUP", 10, BIN)
    opened = Session.open(ground.url("t_supervisor"), "MAIN")
    yield opened
    opened.close()


def written(ground: Ground) -> tuple[Any, ...]:
    """All that could have changed: stock, reservations, the ledger, lots, units, counts, events."""
    with ground.root() as root:
        return tuple(
            root.execute(
                f"select count(*), md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from wms.{table} t"
            ).fetchone()
            for table in ("quant", "ledger", "reservation", "task", "lot", "handling_unit", "hold", "count", "event")
        )


def unchanged(ground: Ground, act: Callable[[], Any]) -> Refusal:
    """The refusal of an act that changed nothing; it says what and what to do next."""
    before = written(ground)
    with pytest.raises(Refusal) as refused:
        act()
    assert written(ground) == before
    assert refused.value.what.endswith(".")
    assert refused.value.next_step.endswith(".")
    assert len(refused.value.what) < 400
    return refused.value


def table(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_table_that_is_half_valid_says_every_problem_and_posts_nothing(
    ground: Ground, session: Session, tmp_path: Path
) -> None:
    path = table(
        tmp_path / "moves.csv", "SKU;From;To;Quantity", f"CUP;{BIN};{OTHER};4", f"4006381333;{BIN};{OTHER};1",
        f"CUP;{BIN};{OTHER};NaN", f"CUP;{BIN};{OTHER};{HUGE}", f"CUP;{BIN};{OTHER};", f"{LONG};{BIN};{OTHER};1",
        f"CUP;{LONG};{OTHER};1", f"CUP;{BIN};{OTHER};7",
    )  # fmt: skip
    before = written(ground)
    run = dry_run(session, Change.MOVE, read(path, Change.MOVE))
    assert written(ground) == before, "trying changes nothing"
    assert [(problem.cell, problem.code) for problem in run.problems] == [
        ("A3", "WM404"), ("D4", "WM422"), ("D5", "WM422"), ("D6", "missing"), ("A7", "WM422"), ("B8", "WM422"),
        ("D9", "WM451"),
    ]  # fmt: skip
    said = {problem.cell: (problem.what, problem.next_step) for problem in run.problems}
    assert "4006381333 has 10 digits; a GTIN has 8, 12, 13 or 14." in said["A3"][1]
    assert said["D4"] == ("“NaN” is not a number.", "Enter a number such as 12 or 12.5.")
    assert said["D5"][1] == "Check the number: did two cells run together?"
    assert said["A7"][0].endswith("has 100,000 characters; SKU has at most 40.")
    assert all(len(what) < 200 and next_step for what, next_step in said.values())
    refusal = unchanged(ground, lambda: post(session, run, new_op()))
    assert refusal.what == "7 problems are left."


def test_a_count_that_is_half_valid_says_every_problem_and_imports_nothing(
    ground: Ground, session: Session, tmp_path: Path
) -> None:
    path = table(
        tmp_path / "count.csv", "Bin;SKU;Counted", f"{BIN};CUP;9", f"{BIN};4006381333;1", f"{OTHER};CUP;NaN",
        f"{OTHER};P-00;{HUGE}", f"{OTHER};{LONG};1",
    )  # fmt: skip
    before = written(ground)
    sheet = CountImport(session).check(path, lambda done, total, words: None)
    assert [problem.cell for problem in sheet.problems] == ["B3", "C4", "C5", "B6"]
    assert "4006381333 has 10 digits; a GTIN has 8, 12, 13 or 14." in sheet.problems[0].next_step
    assert written(ground) == before
    refusal = unchanged(ground, lambda: CountImport(session).take(sheet, "Sheet"))
    assert refusal.what == "4 problems in count.csv; nothing was imported."
    assert refusal.next_step == "Correct these lines and choose the file again."


def test_a_gtin_of_ten_digits(ground: Ground, session: Session) -> None:
    article = {"sku": "X", "name": "X", "packaging": [{"level": "each", "quantity": 1, "gtin": "4006381333"}]}
    refusal = unchanged(ground, lambda: ground.as_("t_planner").call(
        "import_products_v1", p_op=new_op(), p_warehouse=ground.wh, p_products=[article]))  # fmt: skip
    assert "it has 10 characters, a GTIN has 8, 12, 13 or 14 digits" in refusal.what
    assert refusal.next_step.startswith("Scan the code on the pack")
    found = Codes(session.door, ground.wh).find(read_barcode("4006381333"))
    assert isinstance(found, Nothing), "a scan of it names no article, rather than one that looks alike"
    assert found.text == "4006381333"


def test_a_lot_that_has_expired(ground: Ground, session: Session) -> None:
    picker = ground.as_("t_picker")
    refusal = unchanged(
        ground, lambda: ground.receive(picker, "MILK", 5, BIN, p_lot="OLD", p_expires_on=acts.in_days(-3))
    )
    assert refusal.code == "WM454"
    assert refusal.what == f"Lot OLD of MILK expired on {acts.in_days(-3)}."
    assert refusal.next_step == "Receive it as expired or quarantined, or refuse the delivery."
    ground.receive(picker, "MILK", 5, BIN, p_lot="NEW", p_expires_on=acts.in_days(40))
    order = acts.order(ground, "M-1", {"MILK": 5})
    task = acts.reserve(ground, ground.as_("t_supervisor"), order)["reservations"][0]["task_id"]
    with ground.root() as root:
        root.execute("update wms.lot set expires_on = current_date - 1 where number = 'NEW'")
    tote = acts.unit(ground, picker)
    refusal = unchanged(ground, lambda: undoing.pick(ground, picker, task, 5, tote))
    assert refusal.code == "WM454"
    assert "NEW" in refusal.what


def test_a_hold_on_goods_that_are_picked_already(ground: Ground, session: Session) -> None:
    """What was picked stays picked, is listed, and goes no further."""
    picker, boss = ground.as_("t_picker"), ground.as_("t_supervisor")
    order = acts.order(ground, "P-1", {"CUP": 6})
    task = acts.reserve(ground, boss, order)["reservations"][0]["task_id"]
    tote = acts.unit(ground, picker, place="PACK-1")
    undoing.pick(ground, picker, task, 6, tote)
    answer = boss.call(
        "place_hold_v1", p_op=new_op(), p_warehouse=ground.wh, p_target="product", p_id=ground.products["CUP"],
        p_reason="recall", p_note="Handle comes off",
    )  # fmt: skip
    (picked,) = answer["broke"]["picked"]
    assert (picked["number"], picked["sku"], picked["quantity"]) == ("P-1", "CUP", 6)
    assert sum(row[5] for row in acts.stock(ground) if row[1] == "CUP") == 10, "nothing is lost"
    (line,) = undoing.rows(ground, "select order_line_id from wms.order_line")
    carton = acts.unit(ground, picker, "carton")
    lines = [{"order_line": line[0], "quantity": 6, "lot": None, "from_hu": tote}]
    given = {"p_op": new_op(), "p_warehouse": ground.wh, "p_order": order, "p_to_hu": carton, "p_lines": lines}
    refusal = unchanged(ground, lambda: ground.as_("t_packer").call("pack_v1", **given))
    assert refusal.code == "WM423"
    assert "Sonja Supervisor" in refusal.what + refusal.next_step
    with ground.root() as root:
        alarm = root.execute("select text, next_step from wms.alarm where cleared_at is null").fetchone()
    assert alarm is not None
    assert "P-1" in alarm[0]
    assert "Take the picked goods out before packing or shipping." in alarm[1]
    assert ground.violations() == []


def test_a_count_of_a_bin_that_was_moved_meanwhile(ground: Ground, session: Session) -> None:
    """8 of 10 are counted, then all of the bin goes elsewhere: nothing is taken off where nothing is left."""
    counts.plan(ground, BIN)
    for login in ("t_counter", "t_counter2"):
        number = counts.count(ground, ground.as_(login), BIN, CUP=8)
    assert counts.state(ground, number)[0] == "review"
    undoing.move_bin(ground, ground.as_("t_picker"), BIN, OTHER)
    refusal = unchanged(ground, lambda: counts.approve(ground, number))
    assert refusal.code == "WM455"
    assert refusal.what == "2 of CUP cannot be taken off A-01-01-1: 0 are left there since it was counted."
    assert refusal.next_step == "Have the bin counted again: the stock has moved on meanwhile."
    assert sum(row[5] for row in acts.stock(ground)) == 10
    assert ground.violations() == []


def test_a_reserved_unit_that_was_seen_elsewhere_says_who_may_be_on_the_way(ground: Ground, session: Session) -> None:
    picker, boss = ground.as_("t_picker"), ground.as_("t_supervisor")
    unit = hu.pallet(ground, picker, 1, "B-01-01-1", P_00=5)
    acts.reserve(ground, boss, acts.order(ground, "U-1", {"P-00": 5}))
    counts.plan(ground, BIN)
    for login in ("t_counter", "t_counter2"):
        door = ground.as_(login)
        number = counts.claim(ground, door, BIN)
        counts.enter(ground, door, number, "CUP", 10)
        counts.enter(ground, door, number, None, p_hu=unit)
        counts.close(ground, door, number)
    refusal = unchanged(ground, lambda: counts.approve(ground, number))
    assert refusal.what == (
        f"Unit {hu.label(1)} was seen in A-01-01-1, but in B-01-01-1, where it is booked, it is reserved for U-1: "
        "a picker may be on the way there."
    )
    assert refusal.next_step.startswith("Approve again and give these reservations back")
    counts.approve(ground, number, p_break=True)
    assert {row[0] for row in acts.stock(ground) if row[1] == "P-00"} == {BIN}
    assert counts.sound(ground) == []


@pytest.mark.parametrize("quantity", [Decimal(HUGE), Decimal("NaN"), Decimal("-Infinity"), Decimal("1e30")])
def test_quantities_that_are_none(ground: Ground, session: Session, quantity: Decimal) -> None:
    (row,) = Inventory(session).page(Search()).rows
    doer, picker, at = StockActs(session), ground.as_("t_picker"), ground.places[BIN]
    for act in (
        lambda: doer.adjust([row], quantity, None, "lost"),
        lambda: doer.adjust([row], None, quantity, "lost"),
        lambda: doer.goods.scrap([row], quantity, "broken"),
        lambda: picker.call("receive_v1", p_op=new_op(), p_warehouse=ground.wh, p_product=row.product_id,
                            p_quantity=quantity, p_location=at),
        lambda: picker.call("move_v1", p_op=new_op(), p_warehouse=ground.wh, p_product=row.product_id,
                            p_quantity=quantity, p_from=at, p_to=ground.places[OTHER]),
    ):  # fmt: skip
        refusal = unchanged(ground, act)
        assert refusal.code == "WM422"
        assert "is not a quantity" in refusal.what
        assert refusal.next_step == "Enter a number above 0 with at most six decimals."


def test_ids_that_are_none(ground: Ground, session: Session) -> None:
    picker = ground.as_("t_picker")
    known = {"p_warehouse": ground.wh, "p_product": ground.products["CUP"], "p_quantity": 1,
             "p_from": ground.places[BIN], "p_to": ground.places[OTHER]}  # fmt: skip
    for wrong in ("p_product", "p_from", "p_to"):
        refusal = unchanged(ground, lambda: picker.call("move_v1", p_op=new_op(), **(known | {wrong: HUGE})))  # noqa: B023  called at once
        assert refusal.code in ("WM404", "WM451"), wrong


def test_a_barcode_of_a_hundred_kilobytes(ground: Ground, session: Session) -> None:
    (row,) = Inventory(session).page(Search()).rows
    doer = StockActs(session)
    article = {"sku": "X", "name": "X", "barcodes": [LONG]}
    said = {
        "scan": lambda: read_barcode(LONG),
        "bin": lambda: doer.move([row], LONG),
        "unit": lambda: doer.goods.merge(row, LONG),
        "kit": lambda: doer.goods.make_kits(row, LONG, None),
        "lot": lambda: ground.receive(ground.as_("t_picker"), "MILK", 1, BIN, p_lot=LONG, p_expires_on=acts.in_days(60)),
        "search": lambda: Inventory(session).page(parse(f"sku:{LONG}")),
        "article": lambda: ground.as_("t_planner").call(
            "import_products_v1", p_op=new_op(), p_warehouse=ground.wh, p_products=[article]),
    }  # fmt: skip
    refusals = {name: unchanged(ground, act) for name, act in said.items()}
    assert refusals["scan"].what == "100,000 characters came in one scan; no label here is that long."
    assert refusals["scan"].next_step == "Scan one label at a time."
    assert refusals["article"].what == "A barcode of X cannot be scanned."
    for name, refusal in refusals.items():
        assert len(refusal.what) < 120, (name, "the text itself is not thrown back at the person")
