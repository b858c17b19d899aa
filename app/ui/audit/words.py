"""Columns and words of the audit page."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from app.services.audit import AuditPicture, CheckRun, Finding, SealedBlock, Verified
from app.ui.tables import Column, StatusCell
from app.ui.widgets.labels import Tone

KINDS = {"sample": "Sample", "full": "Everything", "seals": "Sealed entries"}
SHORT = 16  # figures of a hash that tell blocks apart at a glance
NOT_LOOKED = StatusCell("not verified here")


def say_time(at: datetime, zone: tzinfo) -> str:
    """Day and time of the warehouse."""
    return f"{at.astimezone(zone):%d %b %H:%M:%S}"


def state_of(block: SealedBlock, verified: Verified | None) -> StatusCell:
    """What is known of a block in this session."""
    if verified is None:
        return NOT_LOOKED
    if block.block_no in verified.broken:
        return StatusCell("broken", "alarm")
    return StatusCell("true", "ok") if block.block_no in verified.good else NOT_LOOKED


def block_columns(zone: tzinfo, verified: Callable[[], Verified | None]) -> tuple[Column, ...]:
    """Of the chain."""
    return (
        Column("Block", lambda row: row.block_no, "number", 76, strong=True),
        Column("Sealed", lambda row: say_time(row.sealed_at, zone), "text", 128),
        Column("Entries", lambda row: row.n, "number", 76),
        Column("State", lambda row: state_of(row, verified()), "status", 148),
        Column("Hash", lambda row: row.block_hash[:SHORT], "code"),
    )


def run_columns(zone: tzinfo) -> tuple[Column, ...]:
    """Of the last checks."""
    return (
        Column("Finished", lambda row: say_time(row.finished_at, zone), "text", 128),
        Column("What", lambda row: KINDS.get(row.kind, row.kind), "text", 116),
        Column("Result", _result, "status", 116),
        Column("Looked at", _looked),
        Column("Took", _took, "number", 72),
    )


def finding_columns(zone: tzinfo) -> tuple[Column, ...]:
    """Of what is not as it must be."""
    return (
        Column("State", _finding_state, "status", 96),
        Column("What is not true", lambda row: f"{row.invariant}: {row.subject}"),
        Column("Since", lambda row: say_time(row.first_seen_at, zone), "text", 128),
    )


def entry_columns(zone: tzinfo) -> tuple[Column, ...]:
    """Of the entries behind a finding."""
    return (
        Column("Entry", lambda row: row.ledger_id, "number", 72),
        Column("Posted", lambda row: say_time(row.posted_at, zone), "text", 128),
        Column("What", lambda row: row.kind, "text", 80),
        Column("Quantity", lambda row: f"{row.quantity.normalize():,f}", "number", 80),
        Column("From", lambda row: row.from_code, "code", 104),
        Column("To", lambda row: row.to_code, "code", 104),
        Column("By", lambda row: row.person),
    )


def say_verdict(picture: AuditPicture | None, verified: Verified | None) -> tuple[str, Tone]:
    """One sentence about the chain, and the tone it is said in."""
    if picture is None:
        return "Reading the chain", "secondary"
    if verified is not None and verified.broken:
        number, what = min(verified.broken.items())
        more = f" and {len(verified.broken) - 1} more" if len(verified.broken) > 1 else ""
        return f"Block {number:,}{more} is broken: {what}", "alarm"
    if verified is not None and verified.outcome.true:
        outcome = verified.outcome
        return f"True: {outcome.entries:,} entries in {outcome.blocks:,} blocks are as they were sealed.", "ok"
    if not picture.blocks:
        return "Nothing is sealed yet: the daemon seals, and it has not worked here.", "secondary"
    return f"Sealed up to block {picture.blocks[0].block_no:,}. Not verified in this session.", "secondary"


def say_waiting(picture: AuditPicture | None) -> str:
    """What is not sealed yet, and who seals."""
    if picture is None:
        return ""
    waiting = "Every entry is sealed." if not picture.waiting else f"{picture.waiting:,} entries wait to be sealed."
    if picture.daemon:
        return f"{waiting} The daemon fails at {picture.daemon}"
    return waiting if picture.led else f"{waiting} No daemon works now."


def _result(run: CheckRun) -> StatusCell:
    return StatusCell(f"{run.found:,} found", "alarm") if run.found else StatusCell("all true", "ok")


def _looked(run: CheckRun) -> str:
    if run.kind == "full":
        return "all records"
    return f"{run.looked_at:,} {'entries' if run.kind == 'seals' else 'products'}"


def _took(run: CheckRun) -> str:
    return f"{(run.finished_at - run.started_at).total_seconds():,.1f} s"


def _finding_state(finding: Finding) -> StatusCell:
    if finding.gone_at is None:
        return StatusCell("open", "alarm")
    return StatusCell("repaired" if finding.repair else "gone", "ok")
