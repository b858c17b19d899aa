"""Saved views of a workspace."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer


def save_view(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    workspace: str,
    name: str,
    content: Mapping[str, Any],
    shared: bool = False,
) -> Answer:
    """Save a filter under a name; one's own of that name is replaced. Answer: saved_view_id."""
    return db.call(
        "save_view_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_workspace=workspace,
        p_name=name,
        p_content=content,
        p_shared=shared,
    )


def drop_view(db: Database, *, op: UUID, warehouse: int, view: int) -> Answer:
    """Delete one's own saved view. Answer: saved_view_id."""
    return db.call("drop_view_v1", p_op=op, p_warehouse=warehouse, p_view=view)
