"""What people do in tests of the database, in few words."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db.engine import Database
from tests.db.ground import Ground

TODAY = datetime.now(UTC).date()


def in_days(days: int) -> date:
    """An expiry date."""
    return TODAY + timedelta(days=days)


def move(
    ground: Ground, door: Database, sku: str, quantity: int | str, source: str, target: str, **more: Any
) -> dict[str, Any]:
    """Move by SKU and codes."""
    given = {"p_op": new_op(), **more}
    return door.call(
        "move_v1",
        p_warehouse=ground.wh,
        p_product=ground.products[sku],
        p_quantity=Decimal(quantity),
        p_from=ground.places[source],
        p_to=ground.places[target],
        **given,
    )


def order(ground: Ground, number: str, lines: dict[str, int], door: Database | None = None) -> int:
    """Enter one order, as the supervisor if nobody else is given; its id."""
    entered = [
        {"line_no": n, "product": ground.products[sku], "quantity": quantity}
        for n, (sku, quantity) in enumerate(lines.items(), 1)
    ]
    answer = (door or ground.as_("t_supervisor")).call(
        "enter_orders_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=[{"number": number, "lines": entered}]
    )
    return int(answer["orders"][0]["order_id"])


def reserve(ground: Ground, door: Database, *orders: int) -> dict[str, Any]:
    """Reserve orders in this order of priority."""
    return door.call("reserve_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=list(orders))


def unit(ground: Ground, door: Database, kind: str = "tote", place: str = "PACK-1") -> int:
    """A new handling unit."""
    answer = door.call(
        "create_hu_v1", p_op=new_op(), p_warehouse=ground.wh, p_kind=kind, p_location=ground.places[place]
    )
    return int(answer["hu_id"])


def stock(ground: Ground) -> set[tuple[Any, ...]]:
    """All stock as (place, SKU, lot, unit, status, quantity, reserved), empty records left out."""
    with ground.root() as root:
        return set(
            root.execute(
                "select l.code, p.sku, t.number, q.hu_id, q.status, q.quantity, q.reserved from wms.quant q "
                "join wms.location l using (warehouse_id, location_id) join wms.product p using (product_id) "
                "left join wms.lot t on t.lot_id = q.lot_id where q.quantity > 0"
            ).fetchall()
        )


def total(ground: Ground, what: str, table: str = "quant") -> Decimal:
    """A sum over a table of wms."""
    with ground.root() as root:
        row = root.execute(f"select coalesce(sum({what}), 0) from wms.{table}").fetchone()
    assert row is not None
    return Decimal(row[0])


def at_once(acts: Iterable[Callable[[], Any]]) -> list[Any]:
    """Run all at the same time, each on a thread; what each returned or raised."""

    def outcome(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except Refusal as refusal:
            return refusal

    given = list(acts)
    with ThreadPoolExecutor(len(given)) as pool:
        return list(pool.map(outcome, given))


def end_connections(root: "psycopg.Connection[Any]", login: str) -> None:
    """The server ends this person's connections to this database (logins are shared by all tests of a run)."""
    root.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = %s and datname = current_database()",
        (login,),
    )
