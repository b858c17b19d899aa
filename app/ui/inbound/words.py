"""What is said on the inbound page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any

from app.domain.inbound import InboundState
from app.flow.receive_states import DISPOSITIONS, REASONS
from app.ui.tables import StatusCell

EN_DASH = "–"
KINDS = {"order": "Order", "asn": "ASN", "return": "Return", "transfer": "Transfer"}
STATUSES = {
    "available": "",
    "inspection": "in inspection",
    "quarantined": "quarantined",
    "damaged": "damaged",
    "expired": "expired",
    "blocked": "blocked",
}
_STATES: dict[InboundState, tuple[str, str]] = {
    InboundState.ENTERED: ("Entered", "created"),
    InboundState.EXPECTED: ("Expected", "created"),
    InboundState.ARRIVED: ("Arrived", "released"),
    InboundState.RECEIVING: ("Receiving", "picking"),
    InboundState.RECEIVED: ("Received", "packed"),
    InboundState.PUT_AWAY: ("Put away", "packed"),
    InboundState.CLOSED: ("Closed", "shipped"),
    InboundState.CANCELLED: ("Cancelled", "cancelled"),
}
AT_DOCK = {"booked": "Booked", "arrived": "In the yard", "docked": "At the dock", "done": "Gone", "no_show": "No show"}


def plain(quantity: Decimal | int | str | None) -> str:
    """A quantity without idle zeros, thousands in groups; None is not known (or not to be told)."""
    if quantity is None:
        return EN_DASH
    text = f"{Decimal(quantity):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def state_of(row: Any) -> StatusCell:
    """How far a delivery is; late before it arrived."""
    if row.late:
        return StatusCell("Late", "warn")
    words, flow = _STATES[InboundState(row.state)]
    return StatusCell(words, flow=flow)


def differs(row: Any) -> StatusCell:
    """What a delivery's list row says of differences."""
    said = []
    if row.damaged:
        said.append(f"{plain(row.damaged)} damaged")
    if row.over:
        said.append(f"{plain(row.over)} over")
    if row.checks:
        said.append(f"{row.checks} in quality")
    return StatusCell(", ".join(said), "warn") if said else StatusCell("")


def line_state(row: Any) -> StatusCell:
    """How a line stands."""
    if row.damaged:
        return StatusCell(f"{plain(row.damaged)} damaged", "warn")
    if row.over:
        return StatusCell(f"{plain(row.over)} over", "warn")
    if row.quantity is None:
        return StatusCell("")
    if not row.quantity and not row.received:
        return StatusCell("Cancelled", flow="cancelled")
    if not row.received:
        return StatusCell("To come", flow="created")
    return (
        StatusCell(f"{plain(row.short)} short", flow="picking") if row.short else StatusCell("All here", flow="shipped")
    )


def receipt_state(row: Any) -> StatusCell:
    """How goods came in."""
    if row.undone_at is not None:
        return StatusCell("Taken back")
    said = [REASONS.get(row.reason, row.reason_name or row.reason)] if row.reason else []
    said += [DISPOSITIONS.get(row.disposition, row.disposition)] if row.disposition else []
    status = STATUSES.get(row.status, row.status)
    said += [status] if status and status not in said else []
    words = ", ".join(said)
    return StatusCell(words[:1].upper() + words[1:], "warn" if row.status != "available" or row.reason else None)


def report_state(line: Any) -> StatusCell:
    """What differs in a line of the report."""
    said = [f"{plain(line[what])} {what}" for what in ("short", "over", "damaged") if Decimal(str(line[what]))]
    if line["line_no"] is None:
        said = ["not ordered", *said[1:]]
    return StatusCell(", ".join(said), "warn")


def report_words(report: Any) -> str:
    """A report in one sentence."""
    numbers = [
        (report["short"], "short"),
        (report["over"], "over"),
        (report["damaged"], "damaged"),
    ]
    said = [f"{plain(number)} {what}" for number, what in numbers if Decimal(str(number))]
    whole = f"{plain(report['received'])} of {plain(report['announced'])} pieces on {report['lines']} lines"
    return f"{whole}: {', '.join(said)}." if said else f"{whole}, no difference."


def when(moment: datetime | None, zone: tzinfo, now: datetime) -> str:
    """A moment in the warehouse's time: the clock today, day and clock otherwise."""
    if moment is None:
        return EN_DASH
    here, today = moment.astimezone(zone), now.astimezone(zone).date()
    if here.date() == today:
        return f"{here:%H:%M}"
    if here.date() == today + timedelta(days=1):
        return f"tomorrow {here:%H:%M}"
    return f"{here:%d %b %H:%M}"


def day(of: date | None) -> str:
    """A date as labels have it."""
    return "" if of is None else of.isoformat()


def minutes(value: Decimal | None) -> str:
    """A stretch of minutes for people."""
    if value is None:
        return EN_DASH
    if 0 <= value < 1:
        return "under 1 min"
    whole = round(value)
    return f"{whole} min" if whole < 120 else f"{whole // 60} h {whole % 60:02} min"


FIELD_WORDS = {
    "quantity": "Pieces",
    "lot": "Lot",
    "expires_on": "Expiry",
    "sscc": "SSCC",
    "expected_at": "Expected",
    "note": "Note",
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One field of one change, as a row."""

    changed_at: datetime
    person: str
    line_no: int | None
    sku: str
    field: str
    was: str
    now: str


def change_rows(changes: Sequence[Any]) -> list[ChangeRow]:
    """The changes of an announcement, a row for each field."""
    return [
        ChangeRow(
            change.changed_at, change.person, one.get("line_no"), one.get("sku") or "",
            FIELD_WORDS.get(one["field"], one["field"]), _was(one["field"], one["was"]), _was(one["field"], one["now"]),
        )
        for change in changes
        for one in change.what
    ]  # fmt: skip


def _was(field: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if field == "quantity":
        return plain(str(value)) if Decimal(str(value)) else "none (cancelled)"
    return str(value)[:16].replace("T", " ") if field == "expected_at" else str(value)
