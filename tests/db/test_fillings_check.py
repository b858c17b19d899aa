"""What lies in totes and cartons for orders: each way in which it might not be true is found, and what is true is not."""

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from tests.db import acts
from tests.db.ground import Ground
from tests.db.test_spoken import Hands

TOTE, CARTON = "{tote}", "{carton}"
# what is done as superuser, in a transaction that is given up -> which invariant must notice
DAMAGE = {
    "taken out of the tote": (
        f"update wms.quant set quantity = quantity - 1 where hu_id = {TOTE}",
        "a tote holds what was picked into it",
    ),
    "the record of a tote deleted": (
        f"delete from wms.quant where hu_id = {TOTE}",
        "what is picked lies in totes, what is packed in cartons",
    ),
    "other goods in the tote": (
        f"update wms.quant set product_id = (select product_id from wms.product where sku = 'P-01') where hu_id = {TOTE}",
        "a tote holds what was picked into it",
    ),
    "taken out of the carton": (
        f"update wms.quant set quantity = quantity - 1 where hu_id = {CARTON}",
        "cartons hold what was packed into them",
    ),
    "put into the carton": (
        f"update wms.quant set quantity = quantity + 1 where hu_id = {CARTON}",
        "cartons hold what was packed into them",
    ),
    "a carton of no order": (
        f"update wms.handling_unit set order_id = null where hu_id = {CARTON}",
        "what is picked lies in totes, what is packed in cartons",
    ),
    "a carton of another order": (
        f"update wms.handling_unit set order_id = (select order_id from wms.orders where number = 'B') where hu_id = {CARTON}",
        "cartons hold what was packed into them",
    ),
    "packed by name": (
        "update wms.order_line set packed = packed + 1 where picked > packed",
        "what is picked lies in totes, what is packed in cartons",
    ),
    "a pick that never was": (
        "update wms.order_line set picked = picked - 1 where picked > packed",
        "what is picked lies in totes, what is packed in cartons",
    ),
    "an entry deleted": (
        f"delete from wms.ledger where kind = 'pick' and to_hu_id = {TOTE}",
        "what is picked lies in totes, what is packed in cartons",
    ),
    "half of a filling taken": (
        f"update wms.quant set quantity = quantity - 2 where hu_id = {TOTE}",
        "a tote holds what was picked into it",
    ),
}  # fmt: skip


@pytest.fixture
def hands(ground: Ground) -> Hands:
    """Order A packed in part out of its tote into a carton; orders B and C in one tote, B's first."""
    made = Hands(ground)
    made.packing(0, made.totes[0], 4, p_close=False)
    (row,) = made.floor.reserve({"C": {"CUP": 3}})["reservations"]
    made.do("pick_v1", p_task=row["task_id"], p_quantity=3, p_to_hu=made.totes[1])
    return made


def test_all_is_found(hands: Hands) -> None:
    ground = hands.ground
    assert ground.violations() == []
    for what, (statement, invariant) in DAMAGE.items():
        with ground.root() as root:
            root.execute("begin")
            root.execute("set session_replication_role = replica")
            hit = root.execute(statement.format(tote=hands.totes[1], carton=hands.carton))
            assert hit.rowcount > 0, what
            found = {row[0] for row in root.execute("select * from wms.check_fillings(%s)", (ground.wh,)).fetchall()}
            root.execute("rollback")
        assert invariant in found, what


def test_nothing_comes_back_into_a_unit_that_is_an_order_s_carton_by_now(ground: Ground) -> None:
    hands = Hands(ground)
    spare, op = acts.unit(ground, hands.door, "carton"), new_op()
    free = dict(p_product=hands.cup, p_quantity=1)
    hands.do("move_v1", p_from=ground.places["B-01-01-1"], p_to=hands.pack, p_to_hu=spare, **free)
    hands.do("move_v1", p_op=op, p_from=hands.pack, p_to=ground.places["B-01-03-1"], p_hu=spare, **free)
    line = {"order_line": hands.made[0]["order_line_id"], "quantity": 6, "lot": None, "from_hu": hands.totes[0]}
    hands.do("pack_v1", p_order=hands.floor.orders["A"], p_to_hu=spare, p_lines=[line], p_close=False)
    with pytest.raises(Refusal, match="is a carton of order A now") as refused:
        hands.do("undo_v1", p_target_op=op, p_reason="mistake")
    assert refused.value.code == "WM455"
    assert ground.violations() == []
