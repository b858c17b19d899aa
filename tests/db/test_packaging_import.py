"""Packaging levels and GTINs as they are imported: exact, one number one level, all problems at once."""

from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from tests.db.ground import Ground

EACH, CASE, PALLET = "4006381333931", "14006381333938", "24006381333935"


def level(name: str, quantity: Any, gtin: str | None = None, **more: Any) -> dict[str, Any]:
    return {"level": name, "quantity": quantity, "gtin": gtin, **more}


def product(sku: str, *levels: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"sku": sku, "name": sku.title(), "packaging": list(levels), **more}


def take(ground: Ground, *products: dict[str, Any], login: str = "t_planner") -> dict[str, Any]:
    return ground.as_(login).call("import_products_v1", p_op=new_op(), p_warehouse=ground.wh, p_products=list(products))


def levels(ground: Ground, sku: str) -> list[tuple[Any, ...]]:
    with ground.root() as root:
        return root.execute("select k.level, k.quantity, k.gtin, k.shippable from wms.product_packaging k join wms.product p using (product_id) "
                            "where p.sku = %s order by wms.level_rank(k.level)", (sku,)).fetchall()  # fmt: skip


def codes(ground: Ground) -> dict[str, tuple[str, str]]:
    with ground.root() as root:
        rows = root.execute(
            "select b.barcode, p.sku, b.level from wms.product_barcode b join wms.product p using (product_id)"
        ).fetchall()
    return {row[0]: row[1:] for row in rows}


def test_what_a_unit_is_worth_is_taken_kept_and_changed(ground: Ground) -> None:
    def worth() -> Any:
        with ground.root() as root:
            return root.execute("select unit_value from wms.product where sku = 'MUG'").fetchone()[0]

    take(ground, product("MUG", unit_value=4.25))
    assert float(worth()) == 4.25
    take(ground, product("MUG"))
    assert float(worth()) == 4.25, "left out: as it was"
    take(ground, product("MUG", unit_value="0"))
    assert worth() == 0
    for bad in ("NaN", -1, 2**62, "Infinity", "x", 0.00001, [1]):
        with pytest.raises(Refusal, match="The value of MUG is none") as refused:
            take(ground, product("MUG", unit_value=bad))
        assert (refused.value.code, "0 or more" in refused.value.next_step) == ("WM422", True), bad
    assert worth() == 0


def test_levels_that_nest_with_a_number_each(ground: Ground) -> None:
    take(ground, product("MUG", level("each", 1, "96385074"), level("inner", 6), level("case", 12, CASE, shippable=True), level("layer", 48), level("pallet", 240, PALLET),
                         catch_weight=True, this_side_up=True, stack_limit=3, hazard_class="3"))  # fmt: skip
    assert levels(ground, "MUG") == [("each", 1, "96385074", False), ("inner", 6, None, False), ("case", 12, CASE, True), ("layer", 48, None, False), ("pallet", 240, PALLET, False)]  # fmt: skip
    assert codes(ground)[CASE] == ("MUG", "case")
    with ground.root() as root:
        assert root.execute(
            "select catch_weight, this_side_up, stack_limit, hazard_class from wms.product where sku = 'MUG'"
        ).fetchall() == [(True, True, 3, "3")]


def test_other_base_units_have_other_eaches(ground: Ground) -> None:
    take(ground, product("FLOUR", level("each", "2.5"), level("case", 10), base_uom="kg"))
    assert [row[1] for row in levels(ground, "FLOUR")] == [2.5, 10]


BAD: dict[str, tuple[str, str, dict[str, Any]]] = {
    "ten digits": ("WM422", "1234567890 at level each is no GTIN: it has 10 characters, a GTIN has 8, 12, 13 or 14 digits", product("MUG", level("each", 1, "1234567890"))),
    "letters": ("WM422", "is no GTIN", product("MUG", level("each", 1, "40063813339AB"))),
    "a wrong check digit": ("WM422", "4006381333932 at level each has a wrong check digit", product("MUG", level("each", 1, "4006381333932"))),
    "100 kB": ("WM422", "is no GTIN", product("MUG", level("each", 1, "9" * 100_000))),
    "an unknown level": ("WM422", "barrel is no packaging level", product("MUG", level("barrel", 1))),
    "no level": ("WM422", "Nothing is no packaging level", product("MUG", {"quantity": 1})),
    "a level twice": ("WM422", "level case stands twice", product("MUG", level("case", 6), level("case", 12))),
    "nothing in it": ("WM422", "0 in a case is not a quantity", product("MUG", level("case", 0))),
    "NaN in it": ("WM422", "NaN in a case is not a quantity", product("MUG", level("case", "NaN"))),
    "2^62 in it": ("WM422", "is not a quantity", product("MUG", level("case", 2**62))),
    "two eaches in one": ("WM422", "an each holds 1, not 2", product("MUG", level("each", 2))),
    "not whole": ("WM422", "a case of 10 is not a whole number of inner of 4", product("MUG", level("each", 1), level("inner", 4), level("case", 10))),
    "smaller above": ("WM422", "a layer of 6 is not a whole number of case of 12", product("MUG", level("case", 12), level("layer", 6))),
    "one number at two levels": ("WM422", "stands at more than one level", product("MUG", level("each", 1, EACH), level("case", 6, f"0{EACH}"))),
    "no length": ("WM422", "size or weight below 0", product("MUG", level("case", 6, length=0))),
    "another's barcode": ("WM409", "belongs to CUP", product("MUG", level("each", 1, EACH))),
    "another's barcode, longer": ("WM409", "belongs to CUP", product("MUG", level("each", 1, f"0{EACH}"))),
    "another's GTIN": ("WM409", f"GTIN {CASE} belongs to SAUCER (case)", product("MUG", level("case", 6, CASE))),
    "another's GTIN as a barcode": ("WM409", "belongs to SAUCER", product("MUG", barcodes=[CASE])),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_refused_and_nothing_taken(ground: Ground, name: str) -> None:
    code, words, bad = BAD[name]
    take(ground, product("SAUCER", level("case", 6, CASE)))
    before = codes(ground)
    with pytest.raises(Refusal) as refused:
        take(ground, product("GOOD"), bad)
    assert (refused.value.code, words in refused.value.what) == (code, True), refused.value
    assert refused.value.next_step
    assert len(refused.value.what) < 200
    assert codes(ground) == before
    with ground.root() as root:
        assert root.execute("select count(*) from wms.product where sku in ('GOOD', 'MUG')").fetchone() == (0,)


def test_all_problems_are_told_at_once(ground: Ground) -> None:
    bad = [product(f"BAD-{n}", level("each", 1, "123"), level("case", -1)) for n in range(40)]
    with pytest.raises(Refusal, match="There are 80 problems in all") as refused:
        take(ground, *bad)
    problems = refused.value.detail["problems"]
    assert len(problems) == 50
    assert problems[0] == {
        "sku": "BAD-0",
        "level": "each",
        "what": "Product BAD-0: 123 at level each is no GTIN: it has 3 characters, a GTIN has 8, 12, 13 or 14 digits.",
    }


def test_a_level_added_later_must_fit_those_there(ground: Ground) -> None:
    take(ground, product("MUG", level("each", 1), level("case", 12)))
    with pytest.raises(Refusal, match="a case of 12 is not a whole number of inner of 5"):
        take(ground, product("MUG", level("inner", 5)))
    take(ground, product("MUG", level("inner", 5), level("case", 20)))
    assert [row[:2] for row in levels(ground, "MUG")] == [("each", 1), ("inner", 5), ("case", 20)]


def test_two_levels_exchange_their_numbers(ground: Ground) -> None:
    take(ground, product("MUG", level("case", 6, CASE), level("pallet", 60, PALLET)))
    take(ground, product("MUG", level("case", 6, PALLET), level("pallet", 60, CASE)))
    assert {code: found for code, found in codes(ground).items() if found[0] == "MUG"} == {
        CASE: ("MUG", "pallet"),
        PALLET: ("MUG", "case"),
    }


def test_two_products_of_one_batch_want_one_barcode(ground: Ground) -> None:
    with pytest.raises(Refusal, match="Barcode 96385074 belongs to") as refused:
        take(ground, product("MUG", barcodes=["96385074"]), product("SAUCER", barcodes=["96385074"]))
    assert refused.value.code == "WM409"


def test_tracking_changes_only_without_stock(ground: Ground) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 1, "DOCK-1")
    with pytest.raises(Refusal, match="CUP has stock: its tracking") as refused:
        take(ground, product("CUP", tracking="lot"))
    assert refused.value.code == "WM455"
    take(ground, product("CUP"), product("P-00", tracking="lot"))
    with ground.root() as root:
        rows = root.execute(
            "select sku, tracking from wms.product where sku in ('CUP', 'MILK', 'P-00') order by 1"
        ).fetchall()
    assert rows == [("CUP", "none"), ("MILK", "lot"), ("P-00", "lot")]
