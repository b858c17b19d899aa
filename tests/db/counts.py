"""What people do in tests of counting, in few words."""

from decimal import Decimal
from typing import Any

import psycopg

from app.domain.ids import new_op
from db.engine import Database
from tests.db.ground import Ground


def plan(ground: Ground, *bins: str, **more: Any) -> dict[str, Any]:
    """A count on demand of these bins, as the supervisor."""
    given = {"p_name": f"plan {new_op()}", "p_kind": "demand", **more}
    if bins:
        given["p_locations"] = [ground.places[code] for code in bins]
    return ground.as_("t_supervisor").call("plan_counts_v1", p_op=new_op(), p_warehouse=ground.wh, **given)


def claim(ground: Ground, door: Database, place: str) -> int:
    """Scan a bin; the count's id."""
    answer = door.call("claim_count_v1", p_op=new_op(), p_warehouse=ground.wh, p_location=ground.places[place])
    return int(answer["count_id"])


def enter(
    ground: Ground, door: Database, count: int, sku: str | None, quantity: int | str | None = None, **more: Any
) -> dict[str, Any]:
    """Enter what lies in the bin."""
    if sku is not None:
        more = {"p_product": ground.products[sku], "p_quantity": Decimal(quantity or 1), **more}
    return door.call("enter_count_v1", p_op=new_op(), p_warehouse=ground.wh, p_count=count, **more)


def close(ground: Ground, door: Database, count: int, empty: bool = False) -> dict[str, Any]:
    """Finish the bin."""
    return door.call("close_count_v1", p_op=new_op(), p_warehouse=ground.wh, p_count=count, p_empty=empty)


def count(ground: Ground, door: Database, place: str, **found: int | str) -> int:
    """Scan, enter all (SKU=quantity, _ for -) and finish; the count's id."""
    number = claim(ground, door, place)
    for sku, quantity in found.items():
        enter(ground, door, number, sku.replace("_", "-"), quantity)
    close(ground, door, number, empty=not found)
    return number


def approve(ground: Ground, *counts: int, **more: Any) -> dict[str, Any]:
    """Approve as the supervisor."""
    door = ground.as_("t_supervisor")
    return door.call("approve_counts_v1", p_op=new_op(), p_warehouse=ground.wh, p_counts=list(counts), **more)


def post(ground: Ground) -> dict[str, Any]:
    """Post what plans have approved, as the supervisor."""
    return ground.as_("t_supervisor").call("post_counts_v1", p_op=new_op(), p_warehouse=ground.wh)


def rows(ground: Ground, sql: str, *given: Any, login: str = "t_supervisor") -> list[tuple[Any, ...]]:
    """What a person reads."""
    with psycopg.connect(ground.url(login)) as connection:
        return connection.execute(sql, given).fetchall()


def state(ground: Ground, number: int) -> tuple[str, set[str]]:
    """A count's state and its flags."""
    with ground.root() as root:
        row = root.execute("select state, flags from wms.count where count_id = %s", (number,)).fetchone()
    assert row is not None
    return row[0], set(row[1])


def review(ground: Ground, number: int) -> list[tuple[Any, ...]]:
    """Pass, SKU, expected, counted, difference, moved; the latest pass first."""
    found = rows(
        ground,
        "select round, sku, expected, counted, difference, moved from api.count_review_v1(%s, %s)",
        ground.wh,
        number,
    )
    return [tuple(int(x) if isinstance(x, Decimal) else x for x in row) for row in found]


def sound(ground: Ground) -> list[tuple[Any, ...]]:
    """What breaks an invariant, of stock or of counting."""
    with ground.root() as root:
        return [*ground.violations(), *root.execute("select * from wms.check_counts(%s)", (ground.wh,)).fetchall()]
