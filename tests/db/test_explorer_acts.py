"""What the explorer does to goods and takes back, each act on the real database with the rows that its pages show."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.services.inventory import Inventory, Search
from app.services.inventory.acts import StockActs
from app.services.session import Session
from tests.db import acts, test_kits
from tests.db import unit_acts as hu
from tests.db.ground import Ground

BIN, OTHER = "A-01-01-1", "A-01-02-1"


@pytest.fixture
def session(ground: Ground) -> Iterator[Session]:
    opened = Session.open(ground.url("t_supervisor"), "MAIN")
    yield opened
    opened.close()


def rows(session: Session, **filters: str) -> list[Any]:
    """What the explorer shows."""
    return list(Inventory(session).page(Search({key: (value,) for key, value in filters.items()})).rows)


def held(ground: Ground) -> dict[tuple[str, str, str | None], Decimal]:
    """Quantities by bin, SKU and lot."""
    found: dict[tuple[str, str, str | None], Decimal] = {}
    for place, sku, lot, _, _, quantity, _ in acts.stock(ground):
        found[place, sku, lot] = found.get((place, sku, lot), Decimal(0)) + quantity
    return found


def test_goods_are_scrapped_in_part_or_whole_and_taken_back(ground: Ground, session: Session) -> None:
    picker, doer = ground.as_("t_picker"), StockActs(session)
    ground.receive(picker, "CUP", 10, BIN)
    ground.receive(picker, "P-00", 6, BIN)
    done = doer.goods.scrap(rows(session), Decimal(2), "broken")
    assert done.words == "4 of 2 records scrapped."
    assert held(ground) == {(BIN, "CUP", None): 8, (BIN, "P-00", None): 4}
    assert done.op is not None
    doer.undo(done.op)
    assert held(ground) == {(BIN, "CUP", None): 10, (BIN, "P-00", None): 6}
    doer.goods.scrap(rows(session, sku="CUP"), None, "broken")
    assert held(ground) == {(BIN, "P-00", None): 6}
    with pytest.raises(Refusal, match="Nothing was posted: there is 1 problem"):
        doer.goods.scrap(rows(session), Decimal(7), "broken")
    assert ground.violations() == []


def test_goods_change_hands_where_they_lie(ground: Ground, session: Session) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 10, BIN)
    with ground.root() as root:
        root.execute("insert into wms.party (code, name, kind) values ('NORD', 'Nord GmbH', 'owner')")
    doer = StockActs(session)
    assert doer.goods.change_owner(rows(session), "NORD", Decimal(4)).words == "4 of 1 records belong to NORD now."
    assert {(row.owner, row.quantity) for row in rows(session)} == {(None, 6), ("NORD", 4)}
    with pytest.raises(Refusal, match="is NORD's already"):
        doer.goods.change_owner([row for row in rows(session) if row.owner], "NORD", None)
    doer.goods.change_owner([row for row in rows(session) if row.owner], "", None)
    assert {(row.owner, row.quantity) for row in rows(session)} == {(None, 10)}
    with pytest.raises(Refusal) as unknown:
        doer.goods.change_owner(rows(session), "NOBODY", None)
    assert "NOBODY" in unknown.value.what
    assert ground.violations() == []


def test_a_lot_is_restated_and_the_lot_itself_corrected(ground: Ground, session: Session) -> None:
    ground.receive(ground.as_("t_picker"), "MILK", 10, BIN, p_lot="L1", p_expires_on=acts.in_days(60))
    doer = StockActs(session)
    doer.goods.move_lot(rows(session)[0], "L2", Decimal(4), acts.in_days(50), "label")
    assert held(ground) == {(BIN, "MILK", "L1"): 6, (BIN, "MILK", "L2"): 4}
    first = next(row for row in rows(session) if row.lot == "L1")
    done = doer.goods.correct_lot(first, "L1A", date(2099, 1, 31), "label")
    assert done.words == "Lot L1 is corrected: L1A, expires 2099-01-31."
    assert held(ground) == {(BIN, "MILK", "L1A"): 6, (BIN, "MILK", "L2"): 4}
    with pytest.raises(Refusal, match="This changes nothing"):
        doer.goods.correct_lot(first, " ", None, "label")
    assert ground.violations() == []


def test_kits_are_made_and_taken_apart(ground: Ground, session: Session) -> None:
    test_kits.define(ground, "P-10", CUP=2, P_00=1)
    picker, doer = ground.as_("t_picker"), StockActs(session)
    ground.receive(picker, "CUP", 10, BIN)
    ground.receive(picker, "P-00", 5, BIN)
    assert doer.goods.make_kits(rows(session)[0], "P-10", Decimal(3)).words == "3 of P-10 made in A-01-01-1."
    assert held(ground) == {(BIN, "CUP", None): 4, (BIN, "P-00", None): 2, (BIN, "P-10", None): 3}
    doer.goods.take_apart(rows(session, sku="P-10")[0], Decimal(1))
    assert held(ground) == {(BIN, "CUP", None): 6, (BIN, "P-00", None): 3, (BIN, "P-10", None): 2}
    with pytest.raises(Refusal, match="There is no article NIX"):
        doer.goods.make_kits(rows(session)[0], "NIX", None)
    assert ground.violations() == []


def test_units_are_split_merged_and_relabelled_and_the_old_label_is_still_known(
    ground: Ground, session: Session
) -> None:
    picker, doer = ground.as_("t_picker"), StockActs(session)
    hu.pallet(ground, picker, 1, BIN, CUP=10)
    doer.goods.split(rows(session)[0], Decimal(4), "")
    units = {row.sscc: row.quantity for row in rows(session)}
    assert units[hu.label(1)] == 6
    (new,) = set(units) - {hu.label(1)}
    assert units[new] == 4
    doer.goods.merge(next(row for row in rows(session) if row.sscc == new), hu.label(1))
    assert {row.sscc: row.quantity for row in rows(session)} == {hu.label(1): 10}
    doer.goods.relabel(rows(session)[0], hu.label(7))
    (row,) = rows(session)
    assert row.sscc == hu.label(7)
    (found,) = session.door.query("unit_of_scan", warehouse=ground.wh, sscc=hu.label(1))
    assert (found.hu_id, found.sscc, found.location_code) == (row.hu_id, hu.label(7), BIN)
    assert list(session.door.query("unit_of_scan", warehouse=ground.wh, sscc=hu.label(99))) == []
    with pytest.raises(Refusal, match="There is no unit 12"):
        doer.goods.merge(row, "12")
    assert ground.violations() == []


def test_a_whole_bin_goes_with_units_and_reservations(ground: Ground, session: Session) -> None:
    picker, boss, doer = ground.as_("t_picker"), ground.as_("t_supervisor"), StockActs(session)
    hu.pallet(ground, picker, 1, BIN, CUP=10)
    ground.receive(picker, "P-00", 6, BIN)
    acts.reserve(ground, boss, acts.order(ground, "SO-1", {"P-00": 4}))
    done = doer.goods.move_bin(rows(session)[0], OTHER)
    assert done.words == "All of A-01-01-1 moved to A-01-02-1; 1 pick is sent there."
    assert held(ground) == {(OTHER, "CUP", None): 10, (OTHER, "P-00", None): 6}
    assert {(row.sku, row.reserved) for row in rows(session)} == {("CUP", 0), ("P-00", 4)}
    with pytest.raises(Refusal, match="There is no bin X-1"):
        doer.goods.move_bin(rows(session)[0], "X-1")
    assert ground.violations() == []


def test_a_unit_is_put_onto_another_goes_along_and_is_taken_off(ground: Ground, session: Session) -> None:
    picker, doer = ground.as_("t_picker"), StockActs(session)
    pallet = hu.pallet(ground, picker, 1, BIN, CUP=10)
    carton = hu.carton(ground, picker, BIN, P_00=5)
    (row,) = rows(session, sku="P-00")
    doer.goods.nest(row, hu.label(1))
    hu.go(ground, picker, pallet, OTHER)
    assert held(ground) == {(OTHER, "CUP", None): 10, (OTHER, "P-00", None): 5}
    (row,) = rows(session, sku="P-00")
    doer.goods.unnest(row)
    hu.go(ground, picker, pallet, BIN)
    assert held(ground) == {(BIN, "CUP", None): 10, (OTHER, "P-00", None): 5}
    assert row.hu_id == carton
    assert ground.violations() == []


def test_an_entry_of_the_history_is_taken_back_once_its_chain_is(ground: Ground, session: Session) -> None:
    """Received, moved, adjusted: the receipt waits for both; from the newest on each goes in one gesture."""
    ground.receive(ground.as_("t_picker"), "CUP", 10, BIN)
    doer, stock = StockActs(session), Inventory(session)
    moved = doer.move(rows(session), OTHER)
    doer.adjust(rows(session), None, Decimal(-3), "lost")
    entries = stock.entries(ground.products["CUP"])
    assert [entry.kind for entry in entries] == ["adjust", "move", "receive"]
    receipt = doer.verdict(entries[-1].op)
    assert not receipt.possible
    assert receipt.act is not None
    assert (receipt.act.kind, receipt.act.sku, receipt.act.quantity) == ("receive", "CUP", 10)
    assert [act.kind for act in receipt.chain] == ["adjust", "move"], "the newest first"
    assert receipt.next_step == "Take them back first, the newest first."
    with pytest.raises(Refusal) as refused:
        doer.undo(entries[-1].op)
    assert refused.value.code == "WM455"
    assert held(ground) == {(OTHER, "CUP", None): 7}
    for act in receipt.chain:
        assert doer.verdict(act.op).possible
        doer.undo(act.op, "wrong_place")
    assert moved.op == receipt.chain[-1].op
    assert doer.verdict(entries[-1].op).possible
    doer.undo(entries[-1].op)
    assert held(ground) == {}
    assert doer.verdict(entries[-1].op).what.startswith("Sonja Supervisor took this back")
    assert ground.violations() == []


def test_goods_that_are_reserved_name_the_order(ground: Ground, session: Session) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 10, BIN)
    boss = ground.as_("t_supervisor")
    acts.reserve(ground, boss, acts.order(ground, "SO-7", {"CUP": 8}))
    (receipt,) = Inventory(session).entries(ground.products["CUP"])
    verdict = StockActs(session).verdict(receipt.op)
    assert (verdict.possible, verdict.chain, verdict.reserved) == (False, (), ("SO-7",))
    assert verdict.what == "The goods are reserved for order SO-7."
    assert verdict.next_step == "Release the order first, or pick from elsewhere."
