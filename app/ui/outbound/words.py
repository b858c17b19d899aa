"""What is said on the outbound page."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from app.services.outbound import Preview
from app.ui.control_room.words import plain, say_clock, say_span, say_state
from app.ui.tables import StatusCell

EN_DASH = "–"
GROUPS = {
    "new": "New",
    "waiting": "Waits for stock",
    "reserved": "Reserved",
    "picking": "Picking",
    "picked": "Picked, packing",
    "packed": "Packed",
    "shipped": "Shipped",
    "held": "On hold",
    "cancelled": "Cancelled",
}
FLOWS = {
    "draft": "created", "entered": "created", "promised": "created", "released": "released", "reserved": "reserved",
    "picking": "picking", "picked": "picked", "packing": "packing", "packed": "packed", "loading": "packed",
    "shipped": "shipped", "closed": "shipped", "on_hold": "held", "cancelled": "cancelled",
}  # fmt: skip
POLICIES = {"ship_complete": "Only complete", "partial": "What is there", "backorder": "Rest later"}
FLAGS = {"late": "Past the cut-off", "short": "Something missing", "back": "To be put back"}
HAPPENED = {
    "order.entered": "Entered",
    "order.promised": "Promised",
    "order.reserved": "Reserved",
    "order.short": "Short of stock",
    "order.picked": "All picked",
    "order.packed": "All packed",
    "order.shipped": "Shipped",
    "order.changed": "Changed",
    "order.cancelled": "Cancelled",
    "order.shortened": "Closed short",
    "order.held": "Put on hold",
    "order.resumed": "Went on",
    "order.backordered": "Rest sent later",
    "pick": "Picked",
    "pack": "Packed",
    "ship": "Shipped",
    "undo": "Taken back",
    "unpick": "Put back",
    "unpack": "Put back",
}


def orders_of(number: int) -> str:
    """1 order, 23 orders."""
    return "1 order" if number == 1 else f"{number:,} orders"


def state_of(row: Any) -> StatusCell:
    """The state of an order with its pie; what misses stock while it is worked on says so."""
    words = say_state(row.state) if row.state != "released" else "Waits for stock"
    if row.missing > 0 and row.state in ("released", "picking", "picked", "packing"):
        return StatusCell(words, flow="short")
    return StatusCell(words, flow=FLOWS.get(row.state, "created"))


def cut_off_of(row: Any, zone: tzinfo, now: datetime) -> StatusCell:
    """The cut-off; past it while the order is here, with its triangle."""
    if row.cut_off is None:
        return StatusCell(EN_DASH)
    words = say_clock(row.cut_off, zone, now)
    late = row.cut_off < now and (row.status < 700 or row.status == 900)
    return StatusCell(words, "warn") if late else StatusCell(words)


def promise_of(row: Any) -> str:
    """When all of it can be delivered, in a word."""
    if row.status >= 650:
        return EN_DASH
    if row.promised and row.promised_on is not None:
        return f"{row.promised_on:%d %b}"
    return "in part" if row.promised_on is not None else EN_DASH


def misses(risk: Mapping[str, Any], zone: tzinfo, now: datetime) -> str:
    """At this rate 23 orders miss 17:00."""
    if risk["open"] == 0:
        return "No order is open."
    if risk["misses"] == 0:
        if risk["unknown"] and risk["unknown"] == risk["open"]:
            return "Nobody picks and packs yet: no forecast."
        return "At this rate every order makes its cut-off."
    first = next(one for one in risk["cut_offs"] if one["misses"])
    at = say_clock(datetime.fromisoformat(first["cut_off"]), zone, now)
    others = risk["misses"] - first["misses"]
    more = f", {others:,} more a later one" if others else ""
    if datetime.fromisoformat(first["cut_off"]) < now:
        return f"{orders_of(first['misses'])} missed {at}{more}."
    verb = "misses" if first["misses"] == 1 else "miss"
    return f"At this rate {orders_of(first['misses'])} {verb} {at}{more}."


def undoes(preview: Preview) -> str:
    """What a change undoes, in numbers."""
    parts = []
    if preview.released:
        parts.append(f"{plain(preview.released)} pieces go back from reservation")
    if preview.people:
        parts.append(f"{', '.join(preview.people)} {'is' if len(preview.people) == 1 else 'are'} called back")
    if preview.put_back:
        parts.append(f"{plain(preview.put_back)} picked pieces become put-back tasks")
    cartons = sum(len(one["cartons"]) for one in preview.orders)
    if cartons:
        parts.append("1 carton is opened" if cartons == 1 else f"{cartons} cartons are opened")
    ended = sum(bool(one["cancelled"]) for one in preview.orders)
    if ended:
        parts.append(f"{orders_of(ended)} end{'s' if ended == 1 else ''}")
    if not parts:
        return "Nothing that was done is undone."
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def objections(preview: Preview) -> str:
    """Why some of them cannot be changed."""
    return " ".join(f"{one['what']} {one['next_step']}" for one in preview.orders if not one["allowed"])


def happened(row: Any) -> str:
    """One entry of an order's history."""
    words = HAPPENED.get(row.what, say_state(row.what.rpartition(".")[2]))
    if row.sku:
        return f"{words} {plain(row.quantity)} x {row.sku}, {getattr(row, 'from')} to {row.to}"
    detail = row.payload or {}
    facts = [row.reason or ""]
    if detail.get("released"):
        facts.append(f"{plain(detail['released'])} given back")
    if detail.get("put_back"):
        facts.append(f"{plain(detail['put_back'])} to be put back")
    if detail.get("back_order"):
        facts.append(str(detail["back_order"]))
    if detail.get("missing"):
        facts.append(f"{plain(detail['missing'])} missing")
    said = ", ".join(fact for fact in facts if fact)
    return f"{words}: {said}" if said else words


def rate_words(risk: Mapping[str, Any]) -> str:
    """How fast it goes now, as the forecast takes it."""
    if not risk["minutes"]:
        return "No pick in the last hour"
    people = "1 person" if risk["people"] == 1 else f"{risk['people']} people"
    picks, packed = float(risk["picks_an_hour"]), float(risk["packed_an_hour"])
    return f"{picks:,.0f} picks and {packed:,.0f} orders packed an hour, {people}"


def spare(ready: str | None, cut_off: str | None, zone: tzinfo, now: datetime) -> str:
    """When the last of a cut-off is packed."""
    if ready is None:
        return "no forecast"
    done = datetime.fromisoformat(ready)
    if cut_off is not None and (gap := (datetime.fromisoformat(cut_off) - done).total_seconds()) > 0:
        return f"ready {say_clock(done, zone, now)}, {say_span(gap)} early"
    return f"ready {say_clock(done, zone, now)}"


def numbers_of(rows: Sequence[Any]) -> str:
    """The chosen orders by number, the first few."""
    said = ", ".join(row.number for row in rows[:3])
    return f"{said} and {len(rows) - 3:,} more" if len(rows) > 3 else said
