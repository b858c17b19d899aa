"""A batch does what its lines would do one by one: same stock, same balances in the ledger."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import Refusal
from app.domain.ids import new_op
from tests.db import acts
from tests.db.ground import Ground

PLACES = ["A-01-01-1", "A-01-02-1", "A-01-03-1", "DOCK-1"]
SKUS = ["CUP", "P-00"]
line = st.tuples(st.sampled_from(SKUS), st.integers(1, 6), st.permutations(PLACES).map(lambda places: places[:2]))


def wipe(ground: Ground) -> None:
    """Back to the opening stock: cheaper than a new database for every example."""
    with ground.root() as root:
        root.execute("set session_replication_role = replica")
        root.execute(
            "truncate wms.ledger, wms.quant, wms.posting, wms.event, wms.reservation, wms.task, wms.order_line, wms.orders cascade"
        )
    picker = ground.as_("t_picker", pool=1)
    opening = [
        {"product": ground.products[sku], "quantity": quantity, "location": ground.places[place]}
        for sku, quantity, place in (("CUP", 10, PLACES[0]), ("CUP", 4, PLACES[1]), ("P-00", 7, PLACES[2]))
    ]
    picker.call("receive_batch_v1", p_op=new_op(), p_warehouse=ground.wh, p_lines=opening)
    picker.close()


def legs(ground: Ground) -> list[tuple[Any, ...]]:
    """The ledger of moves in order: what, from where to where, and both balances after it."""
    with ground.root() as root:
        return root.execute(
            "select product_id, quantity, from_location_id, from_balance, to_location_id, to_balance from wms.ledger "
            "where kind = 'move' order by ledger_id"
        ).fetchall()


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(line, min_size=1, max_size=8))
def test_a_batch_equals_its_lines(ground: Ground, lines: list[tuple[str, int, list[str]]]) -> None:
    wipe(ground)
    picker = ground.as_("t_picker", pool=1)
    refused: Refusal | None = None
    done = 0
    for sku, quantity, (source, target) in lines:
        try:
            acts.move(ground, picker, sku, quantity, source, target)
            done += 1
        except Refusal as refusal:
            refused = refusal
            break
    after_singles, ledger_of_singles = acts.stock(ground), legs(ground)
    wipe(ground)
    opening = acts.stock(ground)
    batch = [
        {
            "product": ground.products[sku],
            "quantity": quantity,
            "from": ground.places[source],
            "to": ground.places[target],
        }
        for sku, quantity, (source, target) in lines
    ]
    try:
        picker.call("move_batch_v1", p_op=new_op(), p_warehouse=ground.wh, p_lines=batch)
    except Refusal as refusal:
        assert refused is not None
        assert (refusal.code, refusal.detail["line"]) == (refused.code, done + 1)
        assert acts.stock(ground) == opening
    else:
        assert refused is None
        assert acts.stock(ground) == after_singles
        assert legs(ground) == ledger_of_singles
    picker.close()
    assert ground.violations() == []


@pytest.mark.parametrize("kind", ["receive", "adjust", "status"])
def test_other_batches_equal_their_singles(ground: Ground, kind: str) -> None:
    supervisor = ground.as_("t_supervisor")
    cup = ground.products["CUP"]
    first, second = ground.places[PLACES[0]], ground.places[PLACES[1]]
    ground.receive(supervisor, "CUP", 9, PLACES[0])
    common: dict[str, Any] = {"product": cup}
    calls: dict[str, tuple[str, list[dict[str, Any]], dict[str, Any]]] = {
        "receive": ("receive", [{**common, "quantity": 2, "location": first}, {**common, "quantity": 3, "location": second}], {}),
        "adjust": ("adjust", [{**common, "delta": -4, "location": first}, {**common, "delta": 6, "location": second}], {"p_reason": "data"}),
        "status": ("change_status", [
            {**common, "quantity": 2, "location": first, "from_status": "available", "to_status": "damaged"},
            {**common, "quantity": 1, "location": first, "from_status": "damaged", "to_status": "blocked"},
        ], {"p_reason": "damage"}),
    }  # fmt: skip
    name, lines, more = calls[kind]
    for one in lines:
        supervisor.call(
            f"{name}_v1",
            p_op=new_op(),
            p_warehouse=ground.wh,
            **more,
            **{f"p_{key}": value for key, value in one.items()},
        )
    singles = acts.stock(ground)
    for entry in lines[::-1] if kind == "status" else lines:
        undo = {**entry}
        if kind == "status":
            undo |= {"from_status": entry["to_status"], "to_status": entry["from_status"]}
            more = {"p_reason": "cleared"}
        else:
            undo = {**common, "location": entry["location"], "delta": -entry.get("quantity", entry.get("delta", 0))}
        supervisor.call(
            "change_status_v1" if kind == "status" else "adjust_v1", p_op=new_op(), p_warehouse=ground.wh,
            **({"p_reason": "cleared"} if kind == "status" else {"p_reason": "data"}),
            **{f"p_{key}": value for key, value in undo.items()},
        )  # fmt: skip
    assert acts.stock(ground) != singles
    more = {"p_reason": "damage"} if kind == "status" else more
    supervisor.call(f"{name}_batch_v1", p_op=new_op(), p_warehouse=ground.wh, p_lines=lines, **more)
    assert acts.stock(ground) == singles
    assert ground.violations() == []


def test_a_batch_of_five_thousand_on_tables_without_statistics(ground: Ground) -> None:
    """No plan of a batch may depend on statistics: new tables have none."""
    picker = ground.as_("t_picker")
    lines = [
        {"product": ground.products[f"P-{n % 20:02}"], "quantity": 1, "location": ground.places[PLACES[n % 4]]}
        for n in range(5000)
    ]
    for _ in range(2):
        assert picker.call("receive_batch_v1", p_op=new_op(), p_warehouse=ground.wh, p_lines=lines)["lines"] == 5000
    assert acts.total(ground, "quantity") == 10000
    assert ground.violations() == []
