"""Goods of several owners in one bin, and goods with catch weight: quantity and grams move together."""

from decimal import Decimal
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db.engine import Database
from tests.db.ground import EVERYTHING, Ground


@pytest.fixture
def door(ground: Ground) -> Database:
    """A supervisor where HAM is kept by weight and two owners have goods."""
    door = ground.as_(EVERYTHING)
    door.call(
        "import_products_v1",
        p_op=new_op(),
        p_warehouse=ground.wh,
        p_products=[{"sku": "HAM", "name": "Ham", "weight": 2000}],
    )
    with ground.root() as root:
        root.execute("update wms.product set catch_weight = true where sku = 'HAM'")
        root.execute(
            "insert into wms.party (kind, code, name) values ('owner', 'ACME', 'Acme'), ('owner', 'BOLT', 'Bolt')"
        )
        (ham,) = root.execute("select product_id from wms.product where sku = 'HAM'").fetchall()
        ground.products["HAM"] = ham[0]
    return door


def owners(ground: Ground) -> dict[str, int]:
    with ground.root() as root:
        return dict(root.execute("select code, party_id from wms.party where kind = 'owner'").fetchall())


def stock(ground: Ground, sku: str) -> dict[tuple[str, int | None], tuple[Decimal, Decimal | None]]:
    with ground.root() as root:
        rows = root.execute(
            "select l.code, q.owner_id, q.quantity, q.weight from wms.quant q join wms.location l using (warehouse_id, location_id) "
            "where q.product_id = %s and q.quantity > 0",
            (ground.products[sku],),
        ).fetchall()
    return {(code, owner): (quantity, weight) for code, owner, quantity, weight in rows}


def move(ground: Ground, door: Database, sku: str, quantity: str, start: str, end: str, **more: Any) -> dict[str, Any]:
    return door.call(
        "move_v1",
        p_op=new_op(),
        p_warehouse=ground.wh,
        p_product=ground.products[sku],
        p_quantity=Decimal(quantity),
        p_from=ground.places[start],
        p_to=ground.places[end],
        **more,
    )


def test_goods_of_two_owners_are_two_records_of_one_bin(ground: Ground, door: Database) -> None:
    acme, bolt = owners(ground)["ACME"], owners(ground)["BOLT"]
    for owner, quantity in ((acme, 5), (bolt, 7), (None, 2), (acme, 1)):
        ground.receive(door, "CUP", quantity, "A-01-01-1", p_owner=owner)
    move(ground, door, "CUP", "4", "A-01-01-1", "A-01-02-1", p_owner=bolt)
    move(ground, door, "CUP", "1", "A-01-02-1", "A-01-01-1", p_owner=bolt)
    assert stock(ground, "CUP") == {
        ("A-01-01-1", acme): (Decimal(6), None),
        ("A-01-01-1", bolt): (Decimal(4), None),
        ("A-01-01-1", None): (Decimal(2), None),
        ("A-01-02-1", bolt): (Decimal(3), None),
    }
    with pytest.raises(Refusal) as short:
        move(ground, door, "CUP", "5", "A-01-01-1", "A-01-02-1", p_owner=bolt)
    assert short.value.code == "WM451"
    with pytest.raises(Refusal, match="owner is not known"):
        ground.receive(door, "CUP", 1, "A-01-01-2", p_owner=bolt + 1000)
    assert ground.violations() == []


@pytest.mark.parametrize(("start", "end"), [("A-01-01-1", "A-01-02-1"), ("A-01-02-1", "A-01-01-1")])
def test_a_part_takes_its_weight_or_its_share(ground: Ground, door: Database, start: str, end: str) -> None:
    ground.receive(door, "HAM", 3, start, p_weight=Decimal("6100.5"))
    move(ground, door, "HAM", "1", start, end, p_weight=Decimal("2100.5"))
    move(ground, door, "HAM", "1", start, end)
    assert stock(ground, "HAM") == {
        (start, None): (Decimal(1), Decimal(2000)),
        (end, None): (Decimal(2), Decimal("4100.5")),
    }
    with pytest.raises(Refusal, match="more than"):
        move(ground, door, "HAM", "1", end, start, p_weight=Decimal(4200))
    move(
        ground, door, "HAM", "2", end, start, p_weight=Decimal(5)
    )  # the last pieces take what is left, whatever is said
    assert stock(ground, "HAM") == {(start, None): (Decimal(3), Decimal("6100.5"))}
    assert ground.violations() == []


def test_goods_kept_by_weight_are_weighed_when_they_come(ground: Ground, door: Database) -> None:
    with pytest.raises(Refusal, match="kept by weight"):
        ground.receive(door, "HAM", 1, "A-01-01-1")
    for bad in ("0", "-1", "NaN", "1e12", "0.0001"):
        with pytest.raises(Refusal, match="is not a weight"):
            ground.receive(door, "HAM", 1, "A-01-01-1", p_weight=Decimal(bad))
    ground.receive(door, "HAM", 1, "A-01-01-1", p_weight=Decimal(1990))
    with pytest.raises(Refusal, match="kept by weight"):
        ground.receive(door, "HAM", 1, "A-01-01-1")
    ground.receive(door, "CUP", 1, "A-01-01-1", p_weight=Decimal(500))  # not kept by weight: it is not remembered
    assert stock(ground, "CUP") == {("A-01-01-1", None): (Decimal(1), None)}
    assert stock(ground, "HAM") == {("A-01-01-1", None): (Decimal(1), Decimal(1990))}
    assert ground.violations() == []


def test_batches_keep_owner_and_weight(ground: Ground, door: Database) -> None:
    acme = owners(ground)["ACME"]
    ham, cup, dock = ground.products["HAM"], ground.products["CUP"], ground.places["DOCK-1"]
    lines: list[dict[str, Any]] = [
        {"product": ham, "quantity": 2, "location": dock, "weight": 4000},
        {"product": ham, "quantity": 1, "location": dock, "weight": 2500},
        {"product": cup, "quantity": 9, "location": dock, "owner": acme},
    ]
    door.call("receive_batch_v1", p_op=new_op(), p_warehouse=ground.wh, p_lines=lines)
    with pytest.raises(Refusal, match="kept by weight"):
        door.call(
            "receive_batch_v1",
            p_op=new_op(),
            p_warehouse=ground.wh,
            p_lines=[{"product": ham, "quantity": 1, "location": ground.places["A-01-05-1"]}],
        )
    away = ground.places["A-01-01-1"]
    moves: list[dict[str, Any]] = [
        {"product": ham, "quantity": 1, "from": dock, "to": away, "weight": 2400},
        {"product": ham, "quantity": 1, "from": dock, "to": away},
        {"product": cup, "quantity": 4, "from": dock, "to": away, "owner": acme},
    ]
    door.call("move_batch_v1", p_op=new_op(), p_warehouse=ground.wh, p_lines=moves)
    assert stock(ground, "HAM") == {
        ("DOCK-1", None): (Decimal(1), Decimal(2050)),
        ("A-01-01-1", None): (Decimal(2), Decimal(4450)),
    }
    assert stock(ground, "CUP") == {("DOCK-1", acme): (Decimal(5), None), ("A-01-01-1", acme): (Decimal(4), None)}
    assert ground.violations() == []


def test_weight_that_drifts_from_the_ledger_is_found(ground: Ground, door: Database) -> None:
    ground.receive(door, "HAM", 1, "A-01-01-1", p_weight=Decimal(1990))
    with ground.root() as root:
        root.execute("update wms.quant set weight = weight + 1 where weight is not null")
    assert [row[0] for row in ground.violations()] == ["stock equals ledger"]
