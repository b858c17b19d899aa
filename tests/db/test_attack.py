"""Every attempt of tests/db/attack.py on the real database, from a packer's and from a picker's login."""

from typing import Any
from uuid import UUID

import psycopg
import pytest

from app.domain.ids import new_op
from tests.db.attack import ATTEMPTS
from tests.db.attempt import Attempt
from tests.db.ground import ELSEWHERE, Ground


@pytest.fixture
def facts(ground: Ground) -> dict[str, Any]:
    """Both warehouses with stock, orders, tasks and units, and the ids that an intruder would guess."""
    elsewhere, picker = ground.as_(ELSEWHERE), ground.as_("t_picker2")
    with ground.root() as root:
        bins = root.execute(
            "select location_id from wms.location where warehouse_id = %s and kind = 'storage' order by 1",
            (ground.other,),
        ).fetchall()
    other_bin, cup = bins[0][0], ground.products["CUP"]
    there = {"p_warehouse": ground.other, "p_product": cup, "p_quantity": 7, "p_location": other_bin}
    elsewhere_op = new_op()
    elsewhere.call("receive_v1", p_op=elsewhere_op, **there)
    lines = [{"line_no": 1, "product": cup, "quantity": 2}]
    order = elsewhere.call(
        "enter_orders_v1", p_op=new_op(), p_warehouse=ground.other, p_orders=[{"number": "SECRET", "lines": lines}]
    )["orders"][0]["order_id"]
    task = elsewhere.call("reserve_v1", p_op=new_op(), p_warehouse=ground.other, p_orders=[order])
    unit = elsewhere.call("create_hu_v1", p_op=new_op(), p_warehouse=ground.other, p_kind="tote", p_location=other_bin)
    batch = elsewhere.call("take_batch_v1", p_op=new_op(), p_warehouse=ground.other, p_orders=[order])["batch_id"]
    announced = {"number": "SECRET", "kind": "asn", "lines": [{"line_no": 1, "sku": "CUP", "quantity": 1}]}
    inbound = elsewhere.call("enter_inbound_v1", p_op=new_op(), p_warehouse=ground.other, p_deliveries=[announced])
    delivery = inbound["deliveries"][0]["inbound_id"]
    receipt = elsewhere.call(
        "receive_inbound_v1", p_op=new_op(), p_inbound=delivery, **{**there, "p_quantity": 1, "p_location": other_bin}
    )["receipt_id"]
    elsewhere.call(
        "raise_alarm_v1",
        p_op=new_op(),
        p_warehouse=ground.other,
        p_kind="test",
        p_priority=1,
        p_text="Secret",
        p_source_key="s",
        p_next_step="Look",
    )
    their_op, my_op = new_op(), new_op()
    ground.receive(picker, "CUP", 3, "A-01-01-1")
    here = {"p_warehouse": ground.wh, "p_product": cup, "p_quantity": 1, "p_location": ground.places["A-01-01-1"]}
    picker.call("receive_v1", p_op=their_op, **here)
    tote = picker.call(
        "create_hu_v1", p_op=new_op(), p_warehouse=ground.wh, p_kind="tote", p_location=ground.places["PACK-1"]
    )["hu_id"]
    with ground.root() as root:
        customer = root.execute(
            "select location_id from wms.location where warehouse_id = %s and boundary = 'customer'", (ground.wh,)
        ).fetchone()
    return {
        "wh": ground.wh, "other": ground.other, "product": cup, "bin": ground.places["A-01-01-1"],
        "bin2": ground.places["A-01-01-2"], "other_bin": other_bin, "other_hu": unit["hu_id"], "other_order": order,
        "other_task": task["reservations"][0]["task_id"], "tote": tote, "their_op": their_op, "my_op": my_op,
        "other_batch": batch, "other_inbound": delivery, "other_receipt": receipt, "elsewhere_op": elsewhere_op,
        "other_line": task["reservations"][0]["order_line_id"], "customer": customer[0] if customer else None, "database": ground.name,
    }  # fmt: skip


def outcome(url: str, sql: str) -> tuple[str, str]:
    """What comes of the statements on a fresh connection: an SQLSTATE, "no rows" or "allowed"; and the message."""
    with psycopg.connect(url, autocommit=True) as connection:
        rows: list[Any] | None = None
        try:
            for statement in sql.split(";; "):
                if statement.startswith("copy") and "stdout" in statement:
                    with connection.cursor().copy(statement) as copy:
                        rows = list(copy)
                    continue
                if statement.startswith("copy") and "stdin" in statement:
                    with connection.cursor().copy(statement) as copy:
                        copy.write("")
                    continue
                cursor = connection.execute(statement)
                rows = cursor.fetchall() if cursor.description else None
        except psycopg.Error as error:
            return error.sqlstate or "none", str(error)
        return ("no rows" if rows == [] else "allowed"), ""


@pytest.mark.parametrize("login", ["t_packer", "t_picker"])
def test_nothing_unexpected_is_allowed(ground: Ground, facts: dict[str, Any], login: str) -> None:
    url = ground.url(login)
    door = ground.as_(login)
    here = {"p_warehouse": ground.wh, "p_product": facts["product"], "p_quantity": 1, "p_location": facts["bin"]}
    door.call("receive_v1", p_op=UUID(str(facts["my_op"])), **here)
    with ground.root() as root:
        before = root.execute("select count(*), sum(quantity) from wms.ledger").fetchone()
    wrong = []
    try:
        for attempt in ATTEMPTS:
            found, said = outcome(url, attempt.sql.format(**facts))
            if found not in attempt.expect:
                wrong.append((attempt.what, found, said.splitlines()[:1], attempt.expect))
    finally:
        with ground.root() as root:  # they kept a setting of their own, and the role is that of all other tests too
            root.execute(f"alter role {login} reset all")
    assert wrong == [], "\n".join(map(str, wrong))
    with ground.root() as root:
        assert root.execute("select count(*), sum(quantity) from wms.ledger").fetchone() == before
    assert ground.violations() == []


def test_the_list_is_long_and_says_why_something_is_allowed() -> None:
    assert len(ATTEMPTS) >= 75
    assert len({attempt.what for attempt in ATTEMPTS}) == len(ATTEMPTS)
    assert [a.what for a in ATTEMPTS if ("allowed" in a.expect) != bool(a.why_allowed)] == []


def test_an_attempt_that_succeeds_is_noticed(ground: Ground) -> None:
    """The harness itself: the superuser's outcome of a forbidden statement is "allowed"."""
    forged = Attempt("raise stock", "update wms.quant set quantity = quantity + 1", ("42501",))
    assert outcome(ground.url(), forged.sql)[0] == "allowed"


def test_the_actor_is_the_login_whatever_is_set(ground: Ground) -> None:
    with psycopg.connect(ground.url("t_picker"), autocommit=True) as connection:
        connection.execute("set app.actor = 't_supervisor'")
        connection.execute("set application_name = 't_supervisor'")
        connection.execute(
            "select api.receive_v1(%s, %s, %s, 1, %s)",
            (new_op(), ground.wh, ground.products["CUP"], ground.places["DOCK-1"]),
        )
    with ground.root() as root:
        assert root.execute("select actor from wms.ledger").fetchall() == [("t_picker",)]
        assert root.execute("select actor from wms.posting order by posted_at desc limit 1").fetchone() == ("t_picker",)
