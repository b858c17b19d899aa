"""Rows of the database as versions and drafts, and what it has before anything was drawn."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.domain.errors import Refusal
from app.layout.exchange import from_json
from app.layout.hazards import kept_of, with_kept
from app.layout.opening import from_import
from app.services.layout.kinds import Draft, OpenDraft, Opened, Stand, Version
from app.services.session import Session

READING = 30.0
"""s that reading one drawing may take: bounds a server that hangs, no figure."""


def version_of(row: Any) -> Version:
    """A row of the query layout_versions."""
    return Version(
        row.version_no, row.name, row.published_at, row.publisher, row.note, row.summary, row.restores,
        row.reviewer_name,
    )  # fmt: skip


def draft_of(row: Any) -> Draft:
    """A row of the query layout_drafts."""
    return Draft(
        row.draft_id, row.name, row.base_no, row.row_version, row.state, row.author_name, row.saved_name, row.saved_at,
        row.note, row.reviewer_name, row.review_note, row.restores, row.stale and row.state != "published", row.mine,
        kept_of(row.kept or {}),
    )  # fmt: skip


def stand_of(row: Any) -> Stand:
    """A row of the query layout_stands, which has the fields of a stand in their order."""
    return Stand(*row)


def read_version(session: Session, no: int) -> Opened:
    """A published version; 0: the one that is published now, or what the database has where there is none. WM404.

    What bins are kept for is said in Put away as well: it is drawn as it stands, not as it was published."""
    at = session.warehouse.warehouse_id
    rows = session.door.query("layout_version", warehouse=at, no=no, deadline=READING)
    if rows:
        kept = kept_of(rows[0].kept)
        return Opened(with_kept(from_json(rows[0].document), kept), version_of(rows[0]), kept=kept)
    if no:
        raise Refusal("WM404", f"There is no version {no}.", "Open what is published now.")
    return found_layout(session)


def found_layout(session: Session) -> Opened:
    """What the database has, drawn."""
    at = session.warehouse.warehouse_id
    payload = {
        name: [dict(row._mapping) for row in session.door.query(f"layout_{name}", warehouse=at, deadline=READING)]
        for name in ("zones", "classes", "racks", "locations", "fixtures")
    }
    opened = from_import(payload)
    kept = kept_of({row["code"]: row["hazard_classes"] for row in payload["classes"]})
    return Opened(opened.layout, None, opened.without_walk, kept)


def read_draft(session: Session, draft_id: int) -> OpenDraft:
    """A draft with the drawing of that very state. WM404."""
    at = session.warehouse.warehouse_id
    while True:
        rows: Sequence[Any] = session.door.query("layout_drafts", warehouse=at, draft=draft_id)
        text = session.door.query("layout_draft_document", warehouse=at, draft=draft_id, deadline=READING)
        if not rows or not text:
            raise Refusal("WM404", "This draft is not there any more.", "Refresh the list of drafts.")
        if rows[0].row_version == text[0].row_version:  # else it was saved between the two
            return OpenDraft(draft_of(rows[0]), from_json(text[0].document))


def on_version(opened: OpenDraft, onto: Opened) -> OpenDraft:
    """The draft as one that changes this version."""
    return replace(opened, draft=replace(opened.draft, base=onto.no, kept=onto.kept, stale=False))
