"""Rows of the drill panel in words: ledger entries, tasks and promises of a bin, as the queries name them."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from app.ui.control_room.line_list import Line
from app.ui.control_room.words import joined, plain, say_clock, say_movement, say_state, short_name, signed

TASK_FLOWS = {
    "planned": "created",
    "ready": "released",
    "claimed": "reserved",
    "started": "picking",
    "done": "picked",
    "cancelled": "cancelled",
    "exception": "short",
}
RULES = {
    "fefo": "First expired, first out",
    "fifo": "First in, first out",
    "lifo": "Last in, first out",
    "closest": "Closest on the walk",
    "least_packages": "Fewest packages",
    "whole_pallet_first": "Whole pallets first",
}


def entry_line(entry: Any, location_id: int, zone: tzinfo, now: datetime, sku: bool = True) -> Line:
    """A ledger entry as seen from a bin; sku: name the product too. It opens the order it was made for, if any."""
    arrives = entry.to_location_id == location_id
    leaves = entry.from_location_id == location_id
    amount = "0" if arrives and leaves else signed(entry.quantity, arrives)
    when = entry.posted_at.astimezone(zone)
    lead = f"{when:%H:%M}" if when.date() == now.astimezone(zone).date() else f"{when:%d %b}"
    return Line(
        say_movement(entry, location_id),
        lead,
        amount,
        joined([entry.document or "", short_name(entry.person or ""), entry.sku if sku else ""]),
        f"#{entry.ledger_id:,}",
        key=entry if entry.order_line_id is not None else None,
    )


def task_line(task: Any, zone: tzinfo, now: datetime) -> Line:
    """A task that takes from or brings to a bin; it opens its order."""
    who = short_name(task.person or "") or "nobody yet"
    until = f"until {say_clock(task.lease_until, zone, now)}" if task.lease_until is not None else ""
    below = joined([task.order_number or "", who, until])
    if task.exception_reason:
        below = joined([task.exception_reason, task.next_step or ""])
    name = str(task.state_name)
    title = f"{say_state(task.kind)} {task.sku or ''}".strip()
    return Line(
        f"{title}, {say_state(name).lower()}",
        amount=plain(task.quantity),
        below=below,
        number=f"#{task.task_id}",
        flow=TASK_FLOWS.get(name, "created"),
        key=task.order_id,
    )


def promise_line(promise: Any, zone: tzinfo, now: datetime) -> Line:
    """Why this bin's stock is promised to an order: the rule and the choice it made."""
    facts: Mapping[str, Any] = promise.explanation or {}
    rule = RULES.get(str(promise.rule), say_state(str(promise.rule)))
    choice = f"choice {facts['choice']} of {facts['of']}" if "choice" in facts and "of" in facts else ""
    expires = f"expires {facts['expires_on']}" if facts.get("expires_on") else ""
    cut_off = f"cut-off {say_clock(promise.cut_off, zone, now)}" if promise.cut_off is not None else ""
    return Line(
        f"{promise.number}: {rule[0].lower()}{rule[1:]}",
        amount=plain(promise.quantity),
        below=joined([choice, expires, cut_off]),
        flow="reserved",
        key=promise.order_id,
    )
