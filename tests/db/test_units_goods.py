"""Owner, catch weight and orders stay with goods that are moved, split, merged and made into kits."""

from decimal import Decimal

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db import posting
from tests.db import acts
from tests.db import unit_acts as hu
from tests.db.ground import Ground


def owner_and_ham(ground: Ground) -> int:
    """An owner, and ham that is kept by weight; the owner's id."""
    ground.as_("t_planner").call(
        "import_products_v1", p_op=new_op(), p_warehouse=ground.wh,
        p_products=[{"sku": "HAM", "name": "Ham", "weight": 1000, "catch_weight": True}, {"sku": "PLATTER", "name": "Platter"}])  # fmt: skip
    with ground.root() as root:
        ground.products.update(
            root.execute("select sku, product_id from wms.product where sku in ('HAM', 'PLATTER')").fetchall()
        )
        row = root.execute(
            "insert into wms.party (kind, code, name) values ('owner', 'ACME', 'Acme') returning party_id"
        ).fetchone()
    assert row is not None
    return int(row[0])


def weights(ground: Ground) -> set[tuple[object, ...]]:
    with ground.root() as root:
        return set(root.execute("select p.sku, q.hu_id, q.owner_id, q.quantity, q.weight from wms.quant q "
                                "join wms.product p using (product_id) where q.quantity > 0").fetchall())  # fmt: skip


def test_owner_and_weight_stay_with_the_goods(ground: Ground) -> None:
    picker, acme = ground.as_("t_picker"), owner_and_ham(ground)
    given = dict(p_sscc=hu.label(1), p_owner=acme)
    ground.receive(picker, "HAM", 3, "DOCK-1", p_weight=Decimal("3000.600"), **given)
    ground.receive(picker, "HAM", 1, "DOCK-1", p_weight=Decimal(900), p_sscc=hu.label(1))
    ground.receive(picker, "CUP", 5, "DOCK-1", **given)
    pallet = hu.pallet(ground, picker, 1, "DOCK-1")
    hu.go(ground, picker, pallet, "A-01-01-1")
    ham = {"product": ground.products["HAM"], "quantity": 1, "owner": acme}
    one = hu.do(ground, picker, "split_hu_v1", p_hu=pallet, p_lines=[ham])["hu_id"]
    two = hu.do(ground, picker, "split_hu_v1", p_hu=pallet, p_lines=[{**ham, "weight": "1100.5"}])["hu_id"]
    assert {row for row in weights(ground) if row[0] == "HAM"} == {
        ("HAM", one, acme, 1, Decimal("1000.2")), ("HAM", two, acme, 1, Decimal("1100.5")),
        ("HAM", pallet, acme, 1, Decimal("899.9")), ("HAM", pallet, None, 1, 900)}  # fmt: skip
    for unit in (one, two):
        hu.do(ground, picker, "merge_hu_v1", p_hu=unit, p_into=pallet)
    assert weights(ground) == {
        ("HAM", pallet, acme, 3, Decimal("3000.6")), ("HAM", pallet, None, 1, 900), ("CUP", pallet, acme, 5, None)}  # fmt: skip
    assert hu.broken(ground) == []


def test_kits_are_their_owners_and_weigh_what_is_said(ground: Ground) -> None:
    picker, acme = ground.as_("t_picker"), owner_and_ham(ground)
    place = ground.places["A-01-01-1"]
    posting.define_kit(ground.as_("t_planner"), op=new_op(), warehouse=ground.wh, product=ground.products["PLATTER"],
                       lines=[{"product": ground.products["HAM"], "quantity": 1}])  # fmt: skip
    ground.receive(picker, "HAM", 2, "A-01-01-1", p_weight=Decimal(2000), p_owner=acme)
    make = dict(p_product=ground.products["PLATTER"], p_quantity=1, p_location=place)
    with pytest.raises(Refusal, match="of HAM cannot be taken") as refused:
        hu.do(ground, picker, "kit_v1", **make)
    assert refused.value.code == "WM451", "without an owner there is none"
    hu.do(
        ground,
        picker,
        "kit_v1",
        p_owner=acme,
        p_components=[{"product": ground.products["HAM"], "quantity": 1, "weight": 1100}],
        **make,
    )
    assert weights(ground) == {("HAM", None, acme, 1, 900), ("PLATTER", None, acme, 1, None)}
    with pytest.raises(Refusal, match="kept by weight"):
        hu.do(
            ground, picker, "unkit_v1", p_owner=acme, p_to_hu=acts.unit(ground, picker, "carton", "A-01-01-1"), **make
        )
    hu.do(
        ground,
        picker,
        "unkit_v1",
        p_owner=acme,
        p_components=[{"product": ground.products["HAM"], "quantity": 1, "weight": 1090}],
        **make,
    )
    assert weights(ground) == {("HAM", None, acme, 2, 1990)}
    assert hu.broken(ground) == []


def test_an_orders_carton_is_opened_split_and_shipped_whole(ground: Ground) -> None:
    picker, packer, supervisor = (ground.as_(f"t_{role}") for role in ("picker", "packer", "supervisor"))
    ground.receive(picker, "CUP", 5, "A-01-01-1")
    order = acts.order(ground, "O-1", {"CUP": 4})
    task = acts.reserve(ground, supervisor, order)["reservations"][0]
    tote, carton = acts.unit(ground, picker), acts.unit(ground, packer, "carton")
    hu.do(ground, picker, "pick_v1", p_task=task["task_id"], p_quantity=4, p_to_hu=tote)
    line = {"order_line": task["order_line_id"], "product": ground.products["CUP"], "quantity": 4, "from_hu": tote}
    hu.do(ground, packer, "pack_v1", p_order=order, p_to_hu=carton, p_lines=[line], p_gross_weight=2100)
    hu.do(ground, packer, "reopen_hu_v1", p_hu=carton)
    second = hu.do(
        ground, packer, "split_hu_v1", p_hu=carton, p_lines=[{"product": ground.products["CUP"], "quantity": 1}]
    )["hu_id"]
    with pytest.raises(Refusal, match="different orders"):
        hu.do(ground, packer, "merge_hu_v1", p_hu=second, p_into=acts.unit(ground, packer, "carton"))
    with pytest.raises(Refusal, match="still open"):
        hu.do(ground, packer, "ship_v1", p_orders=[order])
    for unit in (carton, second):
        hu.do(ground, packer, "close_hu_v1", p_hu=unit)
    with ground.root() as root:
        root.execute("update wms.orders set status = 670 where order_id = %s", (order,))
    with pytest.raises(Refusal, match="O-1 is being loaded") as refused:
        hu.do(ground, packer, "reopen_hu_v1", p_hu=second)
    assert refused.value.code == "WM455"
    assert hu.do(ground, packer, "ship_v1", p_orders=[order])["orders"] == [{"order_id": order, "units": 4}]
    assert {state for _, place, state in hu.units(ground).values() if place == "CUSTOMER"} == {"shipped"}
    assert hu.broken(ground) == []
