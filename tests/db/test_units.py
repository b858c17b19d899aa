"""Handling units as a tree: what stands in what, what is in it, what happened to it."""

from decimal import Decimal

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db import posting
from tests.db import acts
from tests.db import unit_acts as hu
from tests.db.ground import Ground


def test_a_cart_of_pallets_of_cartons_moves_as_one(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    cart = acts.unit(ground, picker, "cart", "DOCK-1")
    pallet = hu.pallet(ground, picker, 1, "DOCK-1", CUP=10)
    carton = hu.carton(ground, picker, "DOCK-1", pallet, P_00=4)
    hu.do(ground, picker, "nest_hu_v1", p_hu=pallet, p_parent=cart)
    assert hu.go(ground, picker, cart, "STAGE-1") == {"lines": 2, "units": 3, "carried": 0}
    assert hu.units(ground) == {
        cart: (None, "STAGE-1", "active"), pallet: (cart, "STAGE-1", "active"), carton: (pallet, "STAGE-1", "active")}  # fmt: skip
    assert hu.content(ground, pallet) == {("CUP", None, "available", 10, 0)}
    assert hu.content(ground, carton) == {("P-00", None, "available", 4, 0)}
    assert hu.events(ground, carton) == ["hu.created", "hu.nested"]
    assert hu.broken(ground) == []


def test_a_unit_moved_out_of_its_pallet_leaves_it(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    pallet = hu.pallet(ground, picker, 1, "DOCK-1", CUP=10)
    carton = hu.carton(ground, picker, "DOCK-1", pallet, P_00=4)
    hu.go(ground, picker, carton, "A-01-01-1")
    assert hu.units(ground) == {pallet: (None, "DOCK-1", "active"), carton: (None, "A-01-01-1", "active")}
    assert hu.events(ground, carton)[-1] == "hu.moved"
    assert hu.broken(ground) == []


def test_nesting_elsewhere_and_taking_out(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    first, second = (hu.pallet(ground, picker, n, "DOCK-1", CUP=1) for n in (1, 2))
    carton = hu.carton(ground, picker, "DOCK-1", first)
    hu.do(ground, picker, "nest_hu_v1", p_hu=carton, p_parent=second)
    assert hu.units(ground)[carton][0] == second
    assert hu.do(ground, picker, "unnest_hu_v1", p_hu=carton) == {"hu_id": carton, "left": second}
    assert hu.units(ground)[carton] == (None, "DOCK-1", "active")
    assert hu.broken(ground) == []


def test_a_unit_is_made_in_another(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    pallet = hu.pallet(ground, picker, 1, "DOCK-1", CUP=1)
    made = hu.do(ground, picker, "create_hu_v1", p_kind="tote", p_location=ground.places["DOCK-1"], p_parent=pallet)
    assert hu.units(ground)[made["hu_id"]][0] == pallet
    with pytest.raises(Refusal, match="A pallet does not stand in a tote"):
        hu.do(
            ground, picker, "create_hu_v1", p_kind="pallet", p_location=ground.places["DOCK-1"], p_parent=made["hu_id"]
        )
    assert hu.broken(ground) == []


def test_split_into_a_new_unit_and_into_one_that_is_there(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    ground.receive(picker, "MILK", 10, "DOCK-1", p_lot="L1", p_expires_on=acts.in_days(20), p_sscc=hu.label(1))
    pallet = hu.pallet(ground, picker, 1, "DOCK-1", CUP=6)
    lot = hu.lot(ground, "L1")
    lines = [
        {"product": ground.products["MILK"], "quantity": 4, "lot": lot},
        {"product": ground.products["CUP"], "quantity": "0.5"},
    ]
    made = posting.split_hu(picker, op=new_op(), warehouse=ground.wh, hu=pallet, lines=lines, kind="carton")
    assert hu.content(ground, made["hu_id"]) == {
        ("MILK", "L1", "available", 4, 0),
        ("CUP", None, "available", Decimal("0.5"), 0),
    }
    again = hu.do(
        ground, picker, "split_hu_v1", p_hu=pallet, p_to_hu=made["hu_id"], p_lines=[{**lines[0], "quantity": 6}]
    )
    assert again["hu_id"] == made["hu_id"]
    assert hu.content(ground, pallet) == {("CUP", None, "available", Decimal("5.5"), 0)}
    assert hu.content(ground, made["hu_id"]) == {
        ("MILK", "L1", "available", 10, 0),
        ("CUP", None, "available", Decimal("0.5"), 0),
    }
    assert hu.events(ground, pallet) == ["hu.split", "hu.split"]
    assert hu.broken(ground) == []


def test_all_split_off_leaves_an_empty_unit_that_fills_again(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    pallet = hu.pallet(ground, picker, 1, "DOCK-1", CUP=6)
    made = hu.do(
        ground, picker, "split_hu_v1", p_hu=pallet, p_lines=[{"product": ground.products["CUP"], "quantity": 6}]
    )
    assert hu.units(ground)[pallet][2] == "empty"
    hu.do(
        ground,
        picker,
        "split_hu_v1",
        p_hu=made["hu_id"],
        p_to_hu=pallet,
        p_lines=[{"product": ground.products["CUP"], "quantity": 1}],
    )
    assert hu.units(ground)[pallet][2] == "active"
    assert hu.broken(ground) == []


def test_merge_brings_content_units_and_age(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    old = hu.pallet(ground, picker, 1, "DOCK-1", CUP=6, P_01=2)
    new = hu.pallet(ground, picker, 2, "DOCK-1", CUP=1)
    carton = hu.carton(ground, picker, "DOCK-1", old, P_00=4)
    with ground.root() as root:
        root.execute("update wms.quant set in_date = '2026-01-01' where hu_id = %s", (old,))
    assert posting.merge_hu(picker, op=new_op(), warehouse=ground.wh, hu=old, into=new) == {
        "lines": 2,
        "units": 1,
        "carried": 0,
    }
    assert hu.content(ground, new) == {("CUP", None, "available", 7, 0), ("P-01", None, "available", 2, 0)}
    assert hu.units(ground) == {
        old: (None, "DOCK-1", "empty"), new: (None, "DOCK-1", "active"), carton: (new, "DOCK-1", "active")}  # fmt: skip
    with ground.root() as root:
        assert root.execute(
            "select count(*) from wms.quant where hu_id = %s and in_date = '2026-01-01'", (new,)
        ).fetchone() == (2,)
    ground.receive(picker, "CUP", 1, "DOCK-1", p_sscc=hu.label(1))
    assert hu.units(ground)[old][2] == "active", "who fills an empty unit uses it"
    assert hu.broken(ground) == []


def test_a_new_label_and_the_old_one_found_for_ever(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    pallet = hu.pallet(ground, picker, 1, "DOCK-1", CUP=6)
    posting.relabel_hu(picker, op=new_op(), warehouse=ground.wh, hu=pallet, sscc=hu.label(2), reason="torn")
    made = posting.relabel_hu(picker, op=new_op(), warehouse=ground.wh, hu=pallet)
    with ground.root() as root:
        for asked, was in ((hu.label(1), hu.label(1)), (hu.label(2), hu.label(2)), (made["sscc"], None)):
            found = picker_sees(ground, asked)
            assert found[:3] == (pallet, made["sscc"], was)
        assert root.execute("select wms.sscc_is_valid(sscc) from wms.handling_unit").fetchone() == (True,)
    uses = [
        lambda: ground.receive(picker, "CUP", 1, "DOCK-1", p_sscc=hu.label(1)),
        lambda: hu.do(
            ground, picker, "create_hu_v1", p_kind="tote", p_location=ground.places["DOCK-1"], p_sscc=hu.label(2)
        ),
        lambda: hu.do(ground, picker, "relabel_hu_v1", p_hu=pallet, p_sscc=hu.label(1)),
    ]
    for use in uses:
        with pytest.raises(
            Refusal, match=rf"was replaced by {made['sscc']}|was replaced by 061|was replaced by 1061"
        ) as refused:
            use()
        assert refused.value.code == "WM409"
    assert hu.broken(ground) == []


def picker_sees(ground: Ground, sscc: str) -> tuple[object, ...]:
    import psycopg

    with psycopg.connect(ground.url("t_picker")) as connection:
        row = connection.execute("select * from api.unit_by_label_v1(%s, %s)", (ground.wh, sscc)).fetchone()
    assert row is not None
    return tuple(row)


def test_closed_units_keep_what_is_in_them(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    pallet = hu.pallet(ground, picker, 1, "DOCK-1", CUP=6)
    other = hu.pallet(ground, picker, 2, "DOCK-1", CUP=1)
    posting.close_hu(picker, op=new_op(), warehouse=ground.wh, hu=pallet, gross_weight=Decimal(3200))
    cup = [{"product": ground.products["CUP"], "quantity": 1}]
    for function, arguments in (
        ("split_hu_v1", dict(p_hu=pallet, p_lines=cup)), ("split_hu_v1", dict(p_hu=other, p_to_hu=pallet, p_lines=cup)),
        ("merge_hu_v1", dict(p_hu=pallet, p_into=other)), ("merge_hu_v1", dict(p_hu=other, p_into=pallet)),
        ("close_hu_v1", dict(p_hu=pallet))):  # fmt: skip
        with pytest.raises(Refusal, match="is closed") as refused:
            hu.do(ground, picker, function, **arguments)
        assert refused.value.code == "WM455"
    hu.go(ground, picker, pallet, "STAGE-1")
    posting.reopen_hu(picker, op=new_op(), warehouse=ground.wh, hu=pallet)
    assert hu.units(ground)[pallet] == (None, "STAGE-1", "active")
    assert hu.events(ground, pallet) == ["hu.closed", "hu.reopened"]
    assert hu.broken(ground) == []


def test_measures_are_kept_and_believed_within_reason(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    pallet = hu.pallet(ground, picker, 1, "DOCK-1", CUP=6)
    posting.measure_hu(
        picker, op=new_op(), warehouse=ground.wh, hu=pallet, tare=Decimal(22000), length=1200, width=800, height=1000
    )
    answer = posting.measure_hu(picker, op=new_op(), warehouse=ground.wh, hu=pallet, gross_weight=Decimal("25000.5"))
    assert (answer["gross_weight"], answer["tare"]) == (25000.5, 22000)
    for bad in (
        dict(p_gross_weight=21000),
        dict(p_gross_weight=Decimal("NaN")),
        dict(p_tare=-1),
        dict(p_length=0),
        dict(p_height=10**6),
    ):
        with pytest.raises(Refusal) as refused:
            hu.do(ground, picker, "measure_hu_v1", p_hu=pallet, **bad)
        assert refused.value.code == "WM422"
    row = rows(ground, "hu_content_v1", pallet)[0]
    assert (row.tare, row.gross_weight, row.length, row.width, row.height, row.weight) == (
        22000,
        Decimal("25000.5"),
        1200,
        800,
        1000,
        3000,
    )


def rows(ground: Ground, function: str, unit: int, *more: object) -> list[object]:
    import psycopg
    from psycopg.rows import namedtuple_row

    with psycopg.connect(ground.url("t_picker"), row_factory=namedtuple_row) as connection:
        marks = ", %s" * len(more)
        return connection.execute(f"select * from api.{function}(%s, %s{marks})", (ground.wh, unit, *more)).fetchall()


def test_content_is_told_as_a_tree(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    pallet = hu.pallet(ground, picker, 1, "DOCK-1", CUP=6, P_00=1)
    full = hu.carton(ground, picker, "DOCK-1", pallet, P_01=2)
    empty = hu.carton(ground, picker, "DOCK-1", pallet)
    told = [
        (row.depth, row.hu_id, row.parent_id, row.sku, row.quantity) for row in rows(ground, "hu_content_v1", pallet)
    ]
    assert told == [
        (0, pallet, None, "CUP", 6),
        (0, pallet, None, "P-00", 1),
        (1, full, pallet, "P-01", 2),
        (1, empty, pallet, None, None),
    ]
    assert rows(ground, "hu_content_v1", 99999) == []


def test_history_is_movements_and_acts_page_by_page(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    pallet = hu.pallet(ground, picker, 1, "DOCK-1", CUP=6)
    hu.go(ground, picker, pallet, "A-01-01-1")
    hu.do(ground, picker, "relabel_hu_v1", p_hu=pallet, p_reason="torn")
    hu.do(ground, picker, "split_hu_v1", p_hu=pallet, p_lines=[{"product": ground.products["CUP"], "quantity": 2}])
    whole = rows(ground, "hu_history_v1", pallet)
    assert [row.kind for row in whole] == ["hu.split", "move", "hu.relabelled", "move", "receive"]
    assert [(row.from_code, row.to_code) for row in whole if row.kind == "move"] == [
        ("A-01-01-1",) * 2,
        ("DOCK-1", "A-01-01-1"),
    ]
    assert {row.person for row in whole} == {"Piet Picker"}
    assert whole[2].reason == "torn"
    paged, at, entry = [], None, None
    while page := rows(ground, "hu_history_v1", pallet, at, entry, 2):
        paged += page
        at, entry = page[-1].at, page[-1].entry_id
    assert paged == whole


def test_the_same_operation_again_is_answered_once(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    pallet, other = (hu.pallet(ground, picker, n, "DOCK-1", CUP=6) for n in (1, 2))
    carton = hu.carton(ground, picker, "DOCK-1", P_00=1)
    one = [{"product": ground.products["CUP"], "quantity": 1}]
    acted = {
        "nest_hu_v1": dict(p_hu=carton, p_parent=pallet), "unnest_hu_v1": dict(p_hu=carton),
        "split_hu_v1": dict(p_hu=pallet, p_lines=one), "relabel_hu_v1": dict(p_hu=other),
        "measure_hu_v1": dict(p_hu=other, p_tare=9), "merge_hu_v1": dict(p_hu=pallet, p_into=other),
        "close_hu_v1": dict(p_hu=other), "move_hu_v1": dict(p_hu=other, p_to=ground.places["A-01-01-1"]),
        "reopen_hu_v1": dict(p_hu=other)}  # fmt: skip
    for function, arguments in acted.items():
        op = new_op()
        first = hu.do(ground, picker, function, p_op=op, **arguments)
        before = (acts.stock(ground), hu.units(ground))
        assert hu.do(ground, picker, function, p_op=op, **arguments) == first, function
        with pytest.raises(Refusal, match="another request") as reused:
            hu.do(
                ground,
                picker,
                function,
                p_op=op,
                **{**arguments, "p_hu": carton if arguments["p_hu"] != carton else other},
            )
        assert reused.value.code == "WM409"
        with pytest.raises(Refusal, match="another request"):
            hu.do(ground, ground.as_("t_picker2"), function, p_op=op, **arguments)
        assert (acts.stock(ground), hu.units(ground)) == before
    assert hu.broken(ground) == []


def test_our_own_numbers_begin_with_the_companys_prefix(ground: Ground) -> None:
    picker, admin = ground.as_("t_picker"), ground.as_("t_admin")
    assert hu.do(ground, picker, "create_hu_v1", p_kind="tote", p_location=ground.places["DOCK-1"])["sscc"].startswith(
        "30000000"
    )
    posting.set_sscc_prefix(admin, op=new_op(), warehouse=ground.wh, company_prefix="426012345678", extension=7)
    made = [
        hu.do(ground, picker, "create_hu_v1", p_kind="tote", p_location=ground.places["DOCK-1"])["sscc"]
        for _ in range(2)
    ]
    assert [sscc[:17] for sscc in made] == ["74260123456780001", "74260123456780002"]
    with ground.root() as root:
        root.execute("select setval('wms.sscc_seq', nextval('wms.sscc_seq') + 9997)")
    with pytest.raises(Refusal, match="are used") as refused:
        hu.do(ground, picker, "create_hu_v1", p_kind="tote", p_location=ground.places["DOCK-1"])
    assert refused.value.code == "WM455"
    with pytest.raises(Refusal, match="cannot begin an SSCC"):
        hu.do(ground, admin, "set_sscc_prefix_v1", p_company_prefix="42A")


def test_what_left_the_warehouse_does_not_hold_its_pallet_back(ground: Ground) -> None:
    picker, packer, supervisor = (ground.as_(f"t_{role}") for role in ("picker", "packer", "supervisor"))
    ground.receive(picker, "CUP", 5, "A-01-01-1")
    order = acts.order(ground, "O-1", {"CUP": 2})
    task = acts.reserve(ground, supervisor, order)["reservations"][0]
    tote, carton = acts.unit(ground, picker), acts.unit(ground, packer, "carton")
    hu.do(ground, picker, "pick_v1", p_task=task["task_id"], p_quantity=2, p_to_hu=tote)
    with pytest.raises(Refusal, match="picked for order O-1") as refused:
        hu.do(ground, picker, "merge_hu_v1", p_hu=tote, p_into=acts.unit(ground, picker))
    assert refused.value.code == "WM455"
    line = {"order_line": task["order_line_id"], "product": ground.products["CUP"], "quantity": 2, "from_hu": tote}
    hu.do(ground, packer, "pack_v1", p_order=order, p_to_hu=carton, p_lines=[line])
    pallet = acts.unit(ground, packer, "pallet")
    hu.do(ground, packer, "nest_hu_v1", p_hu=carton, p_parent=pallet)
    hu.go(ground, packer, pallet, "STAGE-1")
    hu.do(ground, packer, "ship_v1", p_orders=[order])
    assert hu.go(ground, packer, pallet, "PACK-1")["units"] == 1
    with pytest.raises(Refusal, match="has left the warehouse"):
        hu.go(ground, packer, carton, "PACK-1")
    assert hu.broken(ground) == []
