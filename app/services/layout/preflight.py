"""What is to be known before a draft is published."""

import json
from collections.abc import Sequence
from typing import Any

from app.services.layout.changes import Changes, row_of
from app.services.layout.compared import Compared
from app.services.layout.kinds import Move, Preflight, Stand
from app.services.layout.stored import READING, stand_of
from app.services.layout.suggest import suggest
from app.services.session import Session


def preflight_of(session: Session, compared: Compared) -> Preflight:
    """Of a draft that was compared with what is published."""
    changes, draft = compared.changes, compared.opened.draft
    stands = _stands(session, changes)
    told = tuple(Move(old, new, "same", old in changes.drawn) for old, new in sorted(changes.renamed.items()))
    goods = tuple(move for move in compared.moves if move.how == "goods" and changes.removed.get(move.old) == move.new)
    return Preflight(
        draft,
        changes.diff(),
        compared.findings,
        stands,
        (*told, *goods, *_suggested(session, changes, stands)),
        tuple(sorted(changes.given)),
        changes.reused,
        draft.stale or compared.published.no != draft.base,
        compared.inherited,
    )


def _stands(session: Session, changes: Changes) -> tuple[Stand, ...]:
    plan = changes.plan()
    if not plan:
        return ()
    rows = session.door.query(
        "layout_stands", warehouse=session.warehouse.warehouse_id, plan=json.dumps(plan), given=changes.given,
        deadline=READING,
    )  # fmt: skip
    return tuple(map(stand_of, rows))


def _suggested(session: Session, changes: Changes, stands: Sequence[Stand]) -> tuple[Move, ...]:
    """For bins that go and that nothing was decided about."""
    gone = [row for row in map(row_of, changes.gone) if changes.removed[row["code"]] is None]
    if not gone:
        return ()
    needed = {stand.code for stand in stands if stand.blocks}
    come = [row_of(facts) for facts in changes.come]
    free: list[dict[str, Any]] = [dict(row) for row in come if row["kind"] in ("storage", "pick")]
    if needed:
        rows = session.door.query("empty_places", warehouse=session.warehouse.warehouse_id, deadline=READING)
        there = [dict(row._mapping) for row in rows if row.code not in changes.removed]
        free += [{**row, "code": changes.renamed.get(row["code"], row["code"])} for row in there]
    taken = {to for to in changes.removed.values() if to}
    return suggest(gone, come, needed, [row for row in free if row["code"] not in taken])
