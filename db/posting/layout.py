"""Drafts and versions of the layout. Documents are the text of app/layout/exchange."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer


def adopt_layout(db: Database, *, op: UUID, warehouse: int, document: str) -> Answer:
    """Hand in a drawing of what was found, as version 1. Answer: version, adopted (False: there was one already)."""
    return db.call("adopt_layout_v1", p_op=op, p_warehouse=warehouse, p_document=document)


def make_draft(
    db: Database, *, op: UUID, warehouse: int, name: str, document: str, base: int, restores: int | None = None,
    kept: Mapping[str, Any] | None = None,
) -> Answer:  # fmt: skip
    """A new draft upon a version (0: the empty house). kept: what bins of each storage class were kept for as the
    planner saw it, by its code; None: as it is now. Answer: draft_id, row_version. WM409: the name is in use."""
    return db.call(
        "make_draft_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_name=name,
        p_document=document,
        p_base=base,
        p_restores=restores,
        p_kept=kept,
    )


def save_draft(
    db: Database, *, op: UUID, warehouse: int, draft: int, expected: int, document: str, base: int,
    kept: Mapping[str, Any] | None = None,
) -> Answer:  # fmt: skip
    """Save over the draft as it was read; base, kept: what it is put on (kept None: as before). Answer: draft_id,
    row_version. WM412: somebody saved it meanwhile."""
    return db.call(
        "save_draft_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_draft=draft,
        p_expected=expected,
        p_document=document,
        p_base=base,
        p_kept=kept,
    )


def rename_draft(db: Database, *, op: UUID, warehouse: int, draft: int, name: str) -> Answer:
    """Another name. Answer: draft_id."""
    return db.call("rename_draft_v1", p_op=op, p_warehouse=warehouse, p_draft=draft, p_name=name)


def delete_draft(db: Database, *, op: UUID, warehouse: int, draft: int, expected: int) -> Answer:
    """Throw a draft away, as it was read. Answer: draft_id."""
    return db.call("delete_draft_v1", p_op=op, p_warehouse=warehouse, p_draft=draft, p_expected=expected)


def request_review(db: Database, *, op: UUID, warehouse: int, draft: int, expected: int, note: str = "") -> Answer:
    """Ask somebody else to look before it is published. Answer: draft_id."""
    return db.call("request_review_v1", p_op=op, p_warehouse=warehouse, p_draft=draft, p_expected=expected, p_note=note)


def review_draft(
    db: Database, *, op: UUID, warehouse: int, draft: int, expected: int, approve: bool, note: str = ""
) -> Answer:
    """Approve somebody else's draft or send it back. Answer: draft_id, approved."""
    return db.call(
        "review_draft_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_draft=draft,
        p_expected=expected,
        p_approve=approve,
        p_note=note,
    )


def publish_layout(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    draft: int,
    expected: int,
    changes: Mapping[str, Any],
    note: str = "",
    summary: str = "",
    alias_days: int = 90,
) -> Answer:
    """Make the warehouse what a saved draft draws; changes: as api.publish_layout_v1 says. Answer: version, added,
    removed, renamed, changed, moved, published_at."""
    return db.call(
        "publish_layout_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_draft=draft,
        p_expected=expected,
        p_changes=changes,
        p_note=note,
        p_summary=summary,
        p_alias_days=alias_days,
    )


def demand_review(db: Database, *, op: UUID, warehouse: int, review: bool) -> Answer:
    """Whether nothing is published that nobody else reviewed. Answer: review."""
    return db.call("demand_review_v1", p_op=op, p_warehouse=warehouse, p_review=review)
