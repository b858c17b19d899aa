"""Before the doors open: which orders come today, what an earlier day left half done, and which trucks are expected."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.domain.ids import new_op
from app.services.demo.expected import DELIVERIES, LINES, announced
from app.services.demo.leftover import read_leftover
from app.services.demo.people import DRIVERS, PICKERS, RECEIVERS
from app.services.demo_data.catalogue import Article
from app.services.demo_data.sales import Basket
from app.services.demo_data.spec import DemoSpec
from app.services.demo_day.office import numbered
from app.services.inbound import Deliveries
from app.services.lookup import Codes
from app.services.session import Session
from app.services.tasks import TaskBoard
from db import posting


@dataclass(frozen=True, slots=True)
class Today:
    """coming: baskets to be ordered, the `again`th time. begun: ids of demo orders of an earlier day."""

    coming: deque[Basket]
    again: int
    begun: frozenset[int]


def todays_orders(session: Session, baskets: Sequence[Basket], most: int | None) -> Today:
    """The next baskets nobody has ordered yet; where all were, they are ordered again."""
    known = {str(row.number): int(row.order_id) for row in _orders(session)}
    again, begun = 1, set[int]()
    while True:
        numbers = {f"SO-{numbered(one, again)}": one for one in baskets}
        begun |= {known[number] for number in numbers if number in known}
        coming = [one for number, one in numbers.items() if number not in known]
        if coming:
            return Today(deque(coming[:most]), again, frozenset(begun))
        again += 1


def take_over(session: Session, bench: str, carts: Sequence[str]) -> list[tuple[int, str]]:
    """Work that simulated people of an earlier day had in hand goes back to all; returns totes (id, SSCC) to be packed,
    those that stood about brought to the bench. Nobody else's work is touched."""
    at, door = session.warehouse.warehouse_id, session.door
    crew = {one.login for one in (*RECEIVERS, *DRIVERS, *PICKERS)}
    for row in door.query("open_batches", warehouse=at):
        if row.claimed_by in crew:
            posting.leave_batch(door, op=new_op(), warehouse=at, batch=row.batch_id)
    held = [
        task
        for piece in TaskBoard(session).read().pieces
        if piece.login in crew and piece.batch_id is None
        for task in piece.tasks
    ]
    if held:
        TaskBoard(session).give(held, None)
    left = read_leftover(session, [one.login for one in PICKERS], carts)
    place = Codes(door, at).place(bench)
    totes = [tote for some in left.totes for tote in some]
    for tote, _ in totes:
        posting.move_hu(door, op=new_op(), warehouse=at, hu=tote, to=place.id if place else 0, device="desk")
    return [*totes, *left.benched]


def expect_trucks(session: Session, spec: DemoSpec, articles: Sequence[Article]) -> list[int]:
    """The deliveries of today by their ids: those that are open, or what is announced now, other goods every day."""
    deliveries = Deliveries(session)
    if not (expected := _expected(deliveries)):
        day = 1 + sum(str(row.number).startswith("ASN-") for row in deliveries.page("all", "ASN-")) // DELIVERIES
        turned = [*articles[day * DELIVERIES * LINES :], *articles]
        rows = list(announced(spec, turned, datetime.now(UTC), day * 100))
        posting.enter_inbound(
            session.door, op=new_op(), warehouse=session.warehouse.warehouse_id, deliveries=rows
        )  # fmt: skip
        expected = _expected(deliveries)
    return expected


def _expected(deliveries: Deliveries) -> list[int]:
    rows = sorted(deliveries.page("open"), key=lambda row: str(row.number))
    return [int(row.inbound_id) for row in rows if str(row.number).startswith("ASN-")]


def _orders(session: Session) -> Sequence[Any]:
    return session.door.query("orders_known", warehouse=session.warehouse.warehouse_id, deadline=60)
