"""The invariants of counting, each broken on purpose."""

import pytest

from tests.db import counts
from tests.db.ground import Ground

DAMAGE = {
    "a count's entry removed": (
        "delete from wms.ledger where kind = 'count'",
        "a posted count equals its ledger entries",
    ),
    "a count's entry without its count": (
        "update wms.count set state = 'open' where state = 'posted'",
        "a count's entry has its count",
    ),
    "counted twice by one person": (
        "insert into wms.count_round (count_id, warehouse_id, round, person, closed_at) "
        "select count_id, warehouse_id, round + 1, person, closed_at from wms.count_round limit 1",
        "a bin is counted again by another person",
    ),
    "approved by the one who counted": (
        "update wms.count c set decided_by = (select r.person from wms.count_round r where r.count_id = c.count_id limit 1)",
        "who counted does not approve",
    ),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_is_found(ground: Ground, what: str) -> None:
    statement, invariant = DAMAGE[what]
    ground.receive(ground.as_("t_supervisor"), "CUP", 9, "A-01-01-1")
    counts.plan(ground, "A-01-01-1", p_tolerance=100)
    counts.count(ground, ground.as_("t_counter"), "A-01-01-1", CUP=7)
    counts.post(ground)
    assert ground.violations() == []
    with ground.root() as root:
        root.execute("set session_replication_role = replica")
        assert root.execute(statement.encode()).rowcount != 0, "the damage must hit something"
    assert invariant in {row[0] for row in ground.violations()}
