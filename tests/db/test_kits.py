"""Kits: made of components and taken apart again, to the piece and to the lot."""

from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db import posting
from db.engine import Database
from tests.db import acts
from tests.db import unit_acts as hu
from tests.db.ground import Ground

BIN = "A-01-01-1"


def define(ground: Ground, kit: str, **lines: Any) -> dict[str, Any]:
    """A kit by SKU (dashes as underscores)."""
    parts = [
        {"product": ground.products[sku.replace("_", "-")], "quantity": quantity} for sku, quantity in lines.items()
    ]
    return posting.define_kit(
        ground.as_("t_planner"), op=new_op(), warehouse=ground.wh, product=ground.products[kit], lines=parts
    )


def kit(ground: Ground, door: Database, sku: str, quantity: int | str, **more: Any) -> dict[str, Any]:
    """Make kits in BIN."""
    return hu.do(
        ground,
        door,
        "kit_v1",
        p_product=ground.products[sku],
        p_quantity=Decimal(quantity),
        p_location=ground.places[BIN],
        **more,
    )


def unkit(ground: Ground, door: Database, sku: str, quantity: int, **more: Any) -> dict[str, Any]:
    return hu.do(
        ground,
        door,
        "unkit_v1",
        p_product=ground.products[sku],
        p_quantity=quantity,
        p_location=ground.places[BIN],
        **more,
    )


def free(ground: Ground) -> dict[tuple[str, str | None], Decimal]:
    """Stock by SKU and lot."""
    found: dict[tuple[str, str | None], Decimal] = {}
    for _, sku, lot, _, _, quantity, _ in acts.stock(ground):
        found[sku, lot] = found.get((sku, lot), Decimal(0)) + quantity
    return found


def origins(ground: Ground) -> set[tuple[Any, ...]]:
    """Which lot came of which, and how much of it."""
    with ground.root() as root:
        return set(root.execute(
            "select t.number, f.number, o.quantity from wms.lot_origin o join wms.lot t on t.lot_id = o.lot_id "
            "join wms.lot f on f.lot_id = o.from_lot_id").fetchall())  # fmt: skip


def milk(ground: Ground, door: Database, lot: str, days: int, quantity: int, **more: Any) -> None:
    ground.receive(door, "MILK", quantity, BIN, p_lot=lot, p_expires_on=acts.in_days(days), **more)


def test_made_and_taken_apart_leaves_what_there_was(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    define(ground, "P-10", CUP=2, P_00="0.5")
    ground.receive(picker, "CUP", 10, BIN)
    ground.receive(picker, "P-00", 10, BIN)
    before = free(ground)
    answer = kit(ground, picker, "P-10", 3)
    assert (answer["lines"], answer["revision"], answer["lot_id"]) == (3, 1, None)
    assert free(ground) == {("CUP", None): 4, ("P-00", None): Decimal("8.5"), ("P-10", None): 3}
    with ground.root() as root:
        assert root.execute(
            "select kind, count(*), count(distinct op) from wms.ledger where kind <> 'receive' group by 1"
        ).fetchall() == [("kit", 3, 1)]
    assert unkit(ground, picker, "P-10", 3)["lines"] == 3
    assert free(ground) == before
    assert hu.broken(ground) == []


def test_first_expired_goes_in_first_and_the_kit_expires_with_it(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    ground.products["BOX"] = box(ground)
    define(ground, "BOX", MILK=2, CUP=1)
    milk(ground, picker, "LATE", 25, 10)
    milk(ground, picker, "SOON", 12, 3)
    ground.receive(picker, "CUP", 10, BIN)
    answer = kit(ground, picker, "BOX", 4, p_lot="K1")
    assert answer["expires_on"] == acts.in_days(12).isoformat()
    assert free(ground) == {("MILK", "LATE"): 5, ("CUP", None): 6, ("BOX", "K1"): 4}
    assert origins(ground) == {("K1", "SOON", 3), ("K1", "LATE", 5)}
    with pytest.raises(Refusal, match="A component expires on") as refused:
        kit(ground, picker, "BOX", 1, p_lot="K2", p_expires_on=acts.in_days(26))
    assert refused.value.code == "WM422"
    with pytest.raises(Refusal, match="which lot of MILK comes out"):
        unkit(ground, picker, "BOX", 1, p_lot=hu.lot(ground, "K1"))
    assert kit(ground, picker, "BOX", 1, p_lot="K3")["expires_on"] == acts.in_days(25).isoformat()
    unkit(ground, picker, "BOX", 1, p_lot=hu.lot(ground, "K3"))
    found = [
        {"product": ground.products["MILK"], "quantity": 2, "lot": "SOON"},
        {"product": ground.products["CUP"], "quantity": 1},
    ]
    unkit(ground, picker, "BOX", 1, p_lot=hu.lot(ground, "K1"), p_components=found)
    assert free(ground) == {("MILK", "LATE"): 5, ("MILK", "SOON"): 2, ("CUP", None): 7, ("BOX", "K1"): 3}
    assert ("SOON", "K1", 1) in origins(ground)
    assert hu.broken(ground) == []


def box(ground: Ground) -> int:
    """A product tracked by lot, to be a kit."""
    ground.as_("t_planner").call(
        "import_products_v1", p_op=new_op(), p_warehouse=ground.wh, p_products=[{"sku": "BOX", "name": "Gift box", "tracking": "lot"}])  # fmt: skip
    with ground.root() as root:
        row = root.execute("select product_id from wms.product where sku = 'BOX'").fetchone()
    assert row is not None
    return int(row[0])


def test_serial_numbers_go_in_and_come_out_one_by_one(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    define(ground, "P-10", PHONE=2, CUP=1)
    for number in ("S1", "S2", "S3"):
        ground.receive(picker, "PHONE", 1, BIN, p_lot=number)
    ground.receive(picker, "CUP", 10, BIN)
    parts = [{"product": ground.products["PHONE"], "quantity": 1, "lot": hu.lot(ground, n)} for n in ("S1", "S3")]
    posting.kit(picker, op=new_op(), warehouse=ground.wh, product=ground.products["P-10"], quantity=Decimal(1),
                location=ground.places[BIN], components=[*parts, {"product": ground.products["CUP"], "quantity": 1}])  # fmt: skip
    assert free(ground) == {("PHONE", "S2"): 1, ("CUP", None): 9, ("P-10", None): 1}
    out = [{"product": ground.products["PHONE"], "quantity": 1, "lot": n} for n in ("S1", "S2")]
    with pytest.raises(Refusal, match="Serial number S2") as refused:
        unkit(ground, picker, "P-10", 1, p_components=[*out, {"product": ground.products["CUP"], "quantity": 1}])
    assert refused.value.code == "WM455"
    out[1]["lot"] = "S3"
    unkit(ground, picker, "P-10", 1, p_components=[*out, {"product": ground.products["CUP"], "quantity": 1}])
    assert free(ground) == {("PHONE", n): 1 for n in ("S1", "S2", "S3")} | {("CUP", None): 10}
    assert hu.broken(ground) == []


def test_out_of_boxes_and_into_a_box(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    define(ground, "P-10", CUP=2)
    boxed = hu.pallet(ground, picker, 1, BIN, CUP=3)
    into = hu.carton(ground, picker, BIN)
    ground.receive(picker, "CUP", 3, BIN)
    kit(ground, picker, "P-10", 3, p_hu=into)
    assert hu.content(ground, into) == {("P-10", None, "available", 3, 0)}
    assert hu.content(ground, boxed) == set()
    out = hu.carton(ground, picker, BIN)
    unkit(ground, picker, "P-10", 2, p_hu=into, p_to_hu=out)
    assert hu.content(ground, out) == {("CUP", None, "available", 4, 0)}
    elsewhere = hu.carton(ground, picker, "DOCK-1")
    with pytest.raises(Refusal, match="does not stand there") as refused:
        kit(ground, picker, "P-10", 1, p_hu=elsewhere)
    assert refused.value.code == "WM455"
    assert hu.broken(ground) == []


def test_a_changed_list_is_a_new_revision_and_old_kits_come_apart_as_they_were_made(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    assert define(ground, "P-10", CUP=2)["revision"] == 1
    assert define(ground, "P-10", CUP=2)["revision"] == 1, "the same list again is no new one"
    ground.receive(picker, "CUP", 5, BIN)
    kit(ground, picker, "P-10", 1)
    assert define(ground, "P-10", CUP=3)["revision"] == 2
    kit(ground, picker, "P-10", 1)
    assert free(ground) == {("P-10", None): 2}
    unkit(ground, picker, "P-10", 1, p_revision=1)
    unkit(ground, picker, "P-10", 1)
    assert free(ground) == {("CUP", None): 5}
    lines = [{"product": ground.products["CUP"], "quantity": 3}]
    posting.define_kit(
        ground.as_("t_planner"),
        op=new_op(),
        warehouse=ground.wh,
        product=ground.products["P-10"],
        lines=lines,
        active=False,
    )
    with pytest.raises(Refusal, match="no longer made") as refused:
        kit(ground, picker, "P-10", 1)
    assert refused.value.code == "WM455"
    assert hu.broken(ground) == []


def test_reserved_held_and_expired_goods_stay_out_of_kits(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    define(ground, "P-10", CUP=2)
    define(ground, "P-11", MILK=1)
    ground.receive(picker, "CUP", 5, BIN)
    acts.reserve(ground, ground.as_("t_supervisor"), acts.order(ground, "O-1", {"CUP": 4}))
    with pytest.raises(Refusal, match="5 on hand, 4 of it reserved") as short:
        kit(ground, picker, "P-10", 1)
    assert short.value.code == "WM451"
    milk(ground, picker, "L1", 20, 2)
    milk(ground, picker, "OLD", -1, 2, p_status="expired")
    old = [{"product": ground.products["MILK"], "quantity": 1, "lot": hu.lot(ground, "OLD"), "status": "expired"}]
    with pytest.raises(Refusal, match="lot OLD expired") as expired:
        kit(ground, picker, "P-11", 1, p_components=old)
    assert expired.value.code == "WM454"
    with ground.root() as root:
        root.execute("insert into wms.hold (warehouse_id, target, target_id, reason, op, placed_at) "
                     "values (%s, 'lot', %s, 'recall', gen_random_uuid(), now())", (ground.wh, hu.lot(ground, "L1")))  # fmt: skip
    with pytest.raises(Refusal, match="of MILK cannot be taken") as held:
        kit(ground, picker, "P-11", 1)
    assert held.value.code == "WM451"
    named = [{"product": ground.products["MILK"], "quantity": 1, "lot": hu.lot(ground, "L1")}]
    with pytest.raises(Refusal, match="these goods are held") as named_held:
        kit(ground, picker, "P-11", 1, p_components=named)
    assert named_held.value.code == "WM423"
    assert hu.broken(ground) == []


def part(ground: Ground, sku: str, quantity: Any) -> dict[str, Any]:
    return {"product": ground.products[sku], "quantity": quantity}


REFUSED: dict[str, tuple[str, str, Any]] = {
    "no kit": ("WM404", "P-12 is no kit", lambda g: kit(g, g.as_("t_picker"), "P-12", 1)),
    "not enough": ("WM451", "of CUP cannot be taken", lambda g: kit(g, g.as_("t_picker"), "P-10", 6)),
    "half a piece too fine": ("WM422", "not a quantity", lambda g: kit(g, g.as_("t_picker"), "P-10", "0.0000001")),
    "nowhere": ("WM404", "bin is not known", lambda g: hu.do(g, g.as_("t_picker"), "kit_v1", p_product=g.products["P-10"], p_quantity=1, p_location=99999)),
    "into the void": ("WM422", "No stock is kept", lambda g: hu.do(g, g.as_("t_picker"), "kit_v1", p_product=g.products["P-10"], p_quantity=1, p_location=g.places["SCRAP"])),
    "a part too few": ("WM422", "CUP: 1 named, the kits are made of 2", lambda g: kit(g, g.as_("t_picker"), "P-10", 1, p_components=[part(g, "CUP", 1)])),
    "a part too many": ("WM422", "P-00: 1 named", lambda g: kit(g, g.as_("t_picker"), "P-10", 1, p_components=[part(g, "CUP", 2), part(g, "P-00", 1)])),
    "a negative part": ("WM422", "CUP", lambda g: kit(g, g.as_("t_picker"), "P-10", 1, p_components=[part(g, "CUP", 3), part(g, "CUP", -1)])),
    "a lot that is not tracked": ("WM422", "not tracked", lambda g: kit(g, g.as_("t_picker"), "P-10", 1, p_lot="L")),
    "a part of itself": ("WM422", "part of itself", lambda g: define(g, "P-12", P_12=1)),
    "a part of its part": ("WM422", "is itself made of CUP", lambda g: define(g, "CUP", P_10=1)),
    "a kit of nothing": ("WM422", "1 to 200", lambda g: define(g, "P-12")),
    "nothing of a part": ("WM422", "cannot go into one kit", lambda g: define(g, "P-12", CUP=0)),
    "half a phone": ("WM422", "cannot go into one kit", lambda g: define(g, "P-12", PHONE="0.5")),
    "an unknown part": ("WM404", "not known", lambda g: hu.do(g, g.as_("t_planner"), "define_kit_v1", p_product=g.products["P-12"], p_lines=[{"product": 99999, "quantity": 1}])),
    "a part twice": ("WM422", "twice", lambda g: hu.do(g, g.as_("t_planner"), "define_kit_v1", p_product=g.products["P-12"], p_lines=[part(g, "CUP", 1)] * 2)),
    "apart what is not there": ("WM451", "of P-10 cannot be taken", lambda g: unkit(g, g.as_("t_picker"), "P-10", 1)),
    "an unknown revision": ("WM404", "no revision 7", lambda g: unkit(g, g.as_("t_picker"), "P-10", 1, p_revision=7)),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_words_and_nothing_posted(ground: Ground, name: str) -> None:
    code, words, act = REFUSED[name]
    define(ground, "P-10", CUP=2)
    ground.receive(ground.as_("t_picker"), "CUP", 10, BIN)
    before = acts.stock(ground)
    with pytest.raises(Refusal) as refused:
        act(ground)
    assert (refused.value.code, words in refused.value.what) == (code, True), refused.value
    assert refused.value.next_step
    assert acts.stock(ground) == before
    assert hu.broken(ground) == []


def test_the_same_operation_again_is_answered_once(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    define(ground, "P-10", CUP=2)
    ground.receive(picker, "CUP", 10, BIN)
    for act in (kit, unkit):
        op = new_op()
        first = act(ground, picker, "P-10", 1, p_op=op)
        after = acts.stock(ground)
        assert act(ground, picker, "P-10", 1, p_op=op) == first
        with pytest.raises(Refusal, match="another request") as reused:
            act(ground, picker, "P-10", 2, p_op=op)
        assert reused.value.code == "WM409"
        assert acts.stock(ground) == after
    assert hu.broken(ground) == []


def test_four_make_kits_of_the_same_stock(ground: Ground) -> None:
    """Each takes what the others leave, first expired first; what is too much for the last is refused, not half done."""
    picker = ground.as_("t_picker")
    define(ground, "P-11", MILK=2, CUP=1)
    for number, days in enumerate((10, 12, 14, 16, 18)):
        milk(ground, picker, f"L{number}", days, 4)
    ground.receive(picker, "CUP", 50, BIN)
    doors = [ground.as_("t_picker"), ground.as_("t_picker2"), ground.as_("t_packer"), ground.as_("t_supervisor")]

    def make(door: Database) -> int:
        made = 0
        for _ in range(4):
            try:
                kit(ground, door, "P-11", 1)
                made += 1
            except Refusal as refused:
                assert refused.code == "WM451"
        return made

    made = sum(acts.at_once([partial(make, door) for door in doors]))
    kits = free(ground).get(("P-11", None), 0)
    milk_left = sum(quantity for (sku, _), quantity in free(ground).items() if sku == "MILK")
    assert kits == made
    assert milk_left == 20 - 2 * made
    assert made >= 7
    assert hu.broken(ground) == []
