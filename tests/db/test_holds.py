"""Holds: what they cover, what placing one breaks, and that held goods are neither promised, picked nor shipped."""



from tests.db import acts
from tests.db.ground import Ground


def test_every_kind_of_target_covers_its_stock(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    ground.receive(picker, "MILK", 5, "A-01-01-1", p_lot="L1", p_expires_on=acts.in_days(20))
    ground.receive(picker, "MILK", 5, "A-01-02-1", p_lot="L2", p_expires_on=acts.in_days(20))
    ground.receive(picker, "CUP", 5, "A-01-02-1")
    with ground.root() as root:
        pallet = root.execute(
            "insert into wms.handling_unit (warehouse_id, sscc, kind, location_id) values (%s, '340123450000000018', 'pallet', %s) "
            "returning hu_id", (ground.wh, ground.places["A-01-03-1"])).fetchone()[0]  # fmt: skip
        root.execute("insert into wms.handling_unit (warehouse_id, sscc, kind, location_id, parent_id) "
                     "values (%s, '340123450000000025', 'carton', %s, %s)", (ground.wh, ground.places["A-01-03-1"], pallet))  # fmt: skip
        root.execute(
            "insert into wms.quant (warehouse_id, location_id, product_id, hu_id, quantity) select %s, %s, %s, hu_id, 3 "
            "from wms.handling_unit where parent_id is not null", (ground.wh, ground.places["A-01-03-1"], ground.products["CUP"]))  # fmt: skip
        lots = dict(root.execute("select number, lot_id from wms.lot").fetchall())
        records = dict(root.execute(
            "select l.code || ' ' || p.sku, q.quant_id from wms.quant q join wms.location l using (warehouse_id, location_id) "
            "join wms.product p using (product_id)").fetchall())  # fmt: skip
        targets = {"quant": records["A-01-02-1 CUP"], "lot": lots["L1"], "hu": pallet,
                   "location": ground.places["A-01-02-1"], "product": ground.products["CUP"]}  # fmt: skip
        for target, number in targets.items():
            root.execute("insert into wms.hold (warehouse_id, target, target_id, reason, op, placed_at) "
                         "values (%s, %s, %s, 'recall', gen_random_uuid(), now())", (ground.wh, target, number))  # fmt: skip
        by_target: dict[str, set[int]] = {}
        for quant, _, target in root.execute("select * from wms.holds_on(%s)", (ground.wh,)).fetchall():
            by_target.setdefault(target, set()).add(quant)
        of_one = root.execute("select q.quant_id, h.target from wms.quant q cross join lateral wms.holds_of(%s, q) h",
                              (ground.wh,)).fetchall()  # fmt: skip
        assert root.execute("select * from wms.holds_on(%s)", (ground.other,)).fetchall() == []
    assert by_target == {
        "quant": {records["A-01-02-1 CUP"]},
        "lot": {records["A-01-01-1 MILK"]},
        "hu": {records["A-01-03-1 CUP"]},
        "location": {records["A-01-02-1 CUP"], records["A-01-02-1 MILK"]},
        "product": {records["A-01-02-1 CUP"], records["A-01-03-1 CUP"]},
    }
    assert set(of_one) == {(quant, target) for target, covered in by_target.items() for quant in covered}
