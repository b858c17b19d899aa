"""The check of holds finds what a hand behind the door can do, and nothing where all is well."""

import pytest

from app.domain.ids import new_op
from tests.db import acts
from tests.db.ground import Ground
from tests.db.test_reserve import pick

PLACED = (
    "insert into wms.hold (warehouse_id, target, target_id, reason, op, placed_at, released_by, released_at) "
    "select {wh}, 'product', product_id, 'recall', gen_random_uuid(), "
)
DAMAGE = {
    "a hold written past the functions": (PLACED + "now(), null, null from wms.product where sku = 'CUP'", "nothing held is promised"),
    "a hold dated back before a pick": (PLACED + "now() - interval '1 hour', 'postgres', now() from wms.product where sku = 'CUP'",
                                        "nothing held is picked, packed or shipped"),
    "a hold of the bin dated back": (
        "insert into wms.hold (warehouse_id, target, target_id, reason, op, placed_at, released_by, released_at) select {wh}, 'location', "
        "location_id, 'recall', gen_random_uuid(), now() - interval '1 hour', 'postgres', now() from wms.location where code = "
        "'A-01-01-1' and warehouse_id = {wh}", "nothing held is picked, packed or shipped"),
    "a hold on nothing": (
        "insert into wms.hold (warehouse_id, target, target_id, reason, op, placed_at) values ({wh}, 'quant', 99999, 'recall', "
        "gen_random_uuid(), now())", "a hold on a stock record has its goods"),
    "a hold lifted before it was placed": (PLACED + "now(), 'postgres', now() - interval '1 hour' from wms.product where sku = 'P-01'",
                                           "a hold is lifted after it was placed"),
}  # fmt: skip


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_is_found(ground: Ground, what: str) -> None:
    statement, invariant = DAMAGE[what]
    supervisor = ground.as_("t_supervisor")
    ground.receive(supervisor, "CUP", 9, "A-01-01-1")
    made = acts.reserve(
        ground, supervisor, acts.order(ground, "K-1", {"CUP": 2}), acts.order(ground, "K-2", {"CUP": 3})
    )["reservations"]
    pick(ground, supervisor, made[0], acts.unit(ground, supervisor))
    placed = supervisor.call(
        "place_hold_v1", p_op=new_op(), p_warehouse=ground.wh, p_target="product", p_id=ground.products["P-02"], p_reason="recall"
    )  # fmt: skip
    supervisor.call("release_hold_v1", p_op=new_op(), p_warehouse=ground.wh, p_hold=placed["hold_id"])
    with ground.root() as root:
        assert root.execute("select * from wms.check_holds(%s)", (ground.wh,)).fetchall() == []
        assert root.execute(statement.format(wh=ground.wh)).rowcount == 1
        found = {row[0] for row in root.execute("select * from wms.check_holds(%s)", (ground.wh,)).fetchall()}
    assert found == {invariant}
