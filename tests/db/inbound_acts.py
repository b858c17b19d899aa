"""Acts of goods in for tests: announce, receive, close."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db import posting
from tests.db.ground import Ground

SSCC = "340123450000000017"


def in_days(days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()  # noqa: DTZ011  as the server's current_date


def announce(ground: Ground, number: str, *lines: Mapping[str, Any], **head: Any) -> int:
    """A delivery of these lines (sku, quantity, ...), numbered from 1; its id."""
    delivery = {"number": number, "lines": [{"line_no": n, **line} for n, line in enumerate(lines, 1)], **head}
    answer = posting.enter_inbound(ground.as_("t_supervisor"), op=new_op(), warehouse=ground.wh, deliveries=[delivery])
    return int(answer["deliveries"][0]["inbound_id"])


def take(
    ground: Ground, inbound: int, sku: str, quantity: int | str, *, login: str = "t_picker", **more: Any
) -> dict[str, Any]:
    """Goods in at DOCK-1 for a delivery."""
    given = {"op": new_op(), "location": ground.places["DOCK-1"], **more}
    return posting.receive_inbound(
        ground.as_(login),
        warehouse=ground.wh,
        inbound=inbound,
        product=ground.products[sku],
        quantity=Decimal(quantity),
        **given,
    )


def refusal(act: Any) -> Refusal:
    """What it is refused with."""
    try:
        act()
    except Refusal as refused:
        return refused
    raise AssertionError("it was allowed")


def rows(ground: Ground, name: str, login: str = "t_supervisor", **params: Any) -> list[Any]:
    """A named query of the main warehouse."""
    return list(ground.as_(login).query(name, warehouse=ground.wh, **params))


def page(ground: Ground, which: str = "open", text: str | None = None, login: str = "t_supervisor") -> list[Any]:
    return rows(ground, "inbound_page", login, which=which, text=text, after=None, limit=100)
