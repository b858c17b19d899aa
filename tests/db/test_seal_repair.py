"""Guided repair with a real database: each brings the books back to true, leaves the ledger alone, and is written down."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services.audit import Audit, Finding
from app.services.repair import Repairs
from app.services.session import Session
from tests.db import acts
from tests.db.ground import Ground
from tests.db.seal_ground import Seals, behind, seals


@pytest.fixture
def made(ground: Ground) -> Iterator[Seals]:
    """Stock, an order half promised; a daemon's hand to record what checks find."""
    supervisor = ground.as_("t_supervisor")
    ground.receive(supervisor, "CUP", 9, "A-01-01-1")
    ground.receive(supervisor, "MILK", 6, "A-01-02-1", p_lot="L1", p_expires_on=acts.in_days(60))
    acts.reserve(ground, supervisor, acts.order(ground, "R-1", {"CUP": 4}))
    assert ground.violations() == []
    with seals(ground) as ready:
        yield ready


def found(made: Seals, session: Session) -> list[Finding]:
    """Check everything and record it; the open findings."""
    rows = [
        dict(zip(("invariant", "subject", "expected", "found"), row, strict=True)) for row in made.ground.violations()
    ]
    made.ground.as_("t_sealer").call("record_check_v1", p_warehouse=made.ground.wh, p_token=made.token, p_run=uuid4(), p_kind="full",
                                     p_started=acts.datetime.now(acts.UTC), p_looked=0, p_findings=acts_json(rows))  # fmt: skip
    return [finding for finding in Audit(session, None).read().findings if finding.gone_at is None]  # type: ignore[arg-type]  # no folder is needed to read


def acts_json(rows: list[dict[str, Any]]) -> Any:
    from psycopg.types.json import Jsonb

    return Jsonb(rows)


@pytest.fixture
def session(ground: Ground) -> Iterator[Session]:
    opened = Session.open(ground.url("t_supervisor"), "MAIN")
    yield opened
    opened.close()


DAMAGE = {
    "reserved": ("update wms.quant set reserved = reserved + 2 where reserved > 0", "reserved equals open reservations"),
    "stock": ("update wms.quant set quantity = quantity + 3 where quant_id = (select min(quant_id) from wms.quant)", "stock equals ledger"),
    "stock of a lot": ("update wms.quant set quantity = quantity - 2 where lot_id is not null", "stock equals ledger"),
    "deleted": ("delete from wms.quant where lot_id is not null", "stock equals ledger"),
    "version": ("update wms.quant set row_version = row_version + 5 where lot_id is not null", "the record stands at its last version"),
    "invented": ("insert into wms.quant (warehouse_id, location_id, product_id, quantity) select warehouse_id, location_id, (select "
                 "product_id from wms.product where sku = 'P-05'), 4 from wms.location where code = 'A-02-05-2' and warehouse_id = {wh}",
                 "stock equals ledger"),
    "order line": ("update wms.order_line set picked = 1, reserved = 3", "order lines equal the ledger"),
}  # fmt: skip


@pytest.mark.parametrize("what", DAMAGE)
def test_a_repair_makes_it_true_again_and_leaves_the_ledger_alone(made: Seals, session: Session, what: str) -> None:
    statement, invariant = DAMAGE[what]
    ground = made.ground
    with ground.root() as root:
        (before,) = root.execute("select md5(string_agg(g::text, '' order by ledger_id)) from wms.ledger g").fetchone()
    behind(ground, statement.format(wh=ground.wh))
    repairs = Repairs(session)
    for _ in range(4):
        finding = next((one for one in found(made, session) if one.invariant == invariant), None)
        if finding is None:
            break
        plan = repairs.plan(finding)
        assert plan.can_post, plan
        assert Audit(session, None).entries(plan.product, plan.location) or what == "invented"  # type: ignore[arg-type]  # no folder, a product
        op = new_op()
        done = repairs.post(plan, "damaged for a test", op)
        assert done.before != done.after or what == "version"
        assert repairs.post(plan, "damaged for a test", op) == done, "once, however often it is sent"
        if done.location is not None:
            assert repairs.have_counted(done)
    assert ground.violations() == []
    with ground.root() as root:
        (after,) = root.execute("select md5(string_agg(g::text, '' order by ledger_id)) from wms.ledger g").fetchone()
        events = root.execute(
            "select actor::text, payload ->> 'reason' from wms.event where type = 'stock.rebuilt'"
        ).fetchall()
        open_alarms = root.execute(
            "select count(*) from wms.alarm where kind = 'invariant' and cleared_at is null"
        ).fetchone()
    assert after == before
    assert set(events) == {("t_supervisor", "damaged for a test")}
    assert open_alarms == (0,)


def test_a_repair_that_promises_stand_against_is_refused_with_the_orders(made: Seals, session: Session) -> None:
    behind(
        made.ground,
        "update wms.ledger set quantity = 2, to_balance = 2 where product_id = %s",
        made.ground.products["CUP"],
    )
    finding = next(one for one in found(made, session) if one.invariant == "stock equals ledger")
    with pytest.raises(Refusal) as refused:
        Repairs(session).post(Repairs(session).plan(finding), "a test", new_op())
    assert refused.value.code == "WM451"
    assert refused.value.detail["orders"] == ["R-1"]


def test_what_no_posting_can_mend_says_what_a_person_does(made: Seals, session: Session) -> None:
    behind(made.ground, "delete from wms.posting")
    plan = Repairs(session).plan(found(made, session)[0])
    assert not plan.can_post
    assert "Verify the chain" in plan.steps[0]


def test_a_repair_needs_a_reason_and_a_supervisor(made: Seals, session: Session) -> None:
    behind(made.ground, "update wms.quant set reserved = reserved + 2 where reserved > 0")
    plan = Repairs(session).plan(found(made, session)[0])
    for reason in ("", "  x "):
        with pytest.raises(Refusal) as refused:
            Repairs(session).post(plan, reason, new_op())
        assert refused.value.code == "WM422"
    for login in ("t_auditor", "t_picker", "t_admin", "t_sealer"):
        with pytest.raises(Refusal) as refused:
            made.ground.as_(login).call(
                "rebuild_reserved_v1",
                p_op=new_op(),
                p_warehouse=made.ground.wh,
                p_quant=plan.target,
                p_reason="why not",
            )
        assert refused.value.code == "WM403"


def test_a_sample_finds_what_moved_just_now(made: Seals) -> None:
    behind(made.ground, "update wms.quant set quantity = quantity + 3 where lot_id is not null")
    with made.ground.root() as root:
        root.execute("set session authorization t_auditor")
        rows = root.execute("select * from api.check_sample_v1(%s)", (made.ground.wh,)).fetchall()
    assert rows[0][1] == "2", "both products were looked at"
    assert {row[0] for row in rows[1:]} == {"stock equals ledger"}
    assert rows[1:] == [row for row in made.ground.violations() if row[0] == "stock equals ledger"], "in the same words"
