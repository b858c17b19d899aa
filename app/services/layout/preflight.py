"""What is to be known before a draft is published."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from app.domain.errors import Refusal
from app.layout.checks import Finding, Known, check_all
from app.layout.table import Layout
from app.services.layout.changes import Changes, changes_of, row_of
from app.services.layout.kinds import Move, OpenDraft, Opened, Preflight, Stand
from app.services.layout.stored import READING, read_version, stand_of
from app.services.layout.suggest import suggest
from app.services.session import Session


def preflight_of(session: Session, opened: OpenDraft, published: Opened, moves: Sequence[Move]) -> Preflight:
    """Of a draft against what is published. moves: what was decided of the move map."""
    accepted = _accepted(session, opened, published)
    changes = changes_of(published.layout, opened.layout, moves)
    stands = _stands(session, changes)
    told = tuple(Move(old, new, "same", old in changes.drawn) for old, new in sorted(changes.renamed.items()))
    decided = tuple(move for move in moves if move.how == "goods" and changes.removed.get(move.old) == move.new)
    findings, inherited = judged(opened.layout, accepted)
    return Preflight(
        opened.draft,
        changes.diff(),
        findings,
        stands,
        (*told, *decided, *_suggested(session, changes, stands)),
        tuple(sorted(changes.given)),
        changes.reused,
        published.no != opened.draft.base,
        inherited,
    )


def judged(layout: Layout, accepted: Iterable[Layout]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What the checks find, and apart from it what blocks but was published like that (accepted): a house that was
    imported has no corridors drawn, and one may still give a bin another name."""
    found = tuple(check_all(layout))
    if not any(finding.blocking for finding in found):
        return found, ()
    known = Known.of(f for version in accepted for f in check_all(version))
    inherited = tuple(finding for finding in found if finding.blocking and known.covers(finding))
    apart = set(inherited)
    return tuple(finding for finding in found if finding not in apart), inherited


def refuse_findings(session: Session, opened: OpenDraft, published: Opened) -> None:
    """Refusal "layout" where the drawing's own checks stand against publishing it."""
    found, _ = judged(opened.layout, _accepted(session, opened, published))
    blocking = [finding for finding in found if finding.blocking]
    if blocking:
        more = "" if len(blocking) == 1 else f" {len(blocking) - 1:,} more findings stand against it."
        raise Refusal(
            "layout",
            f"The drawing cannot be published: {blocking[0].what}{more}",
            "Put right what the list of checks shows, save and publish again.",
            {"findings": [finding.what for finding in blocking[:100]]},
        )


def _accepted(session: Session, opened: OpenDraft, published: Opened) -> Iterator[Layout]:
    """The versions whose findings are known: what is published, and what the draft draws again. Read when asked for."""
    yield published.layout
    if opened.draft.restores is not None:
        yield read_version(session, opened.draft.restores).layout


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
