"""A draft read, checked and compared with what is published, worked out once for the preflight and the publish."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.errors import Refusal
from app.layout.checks import Finding, Known, check_all
from app.layout.table import Layout
from app.services.layout.changes import Changes, changes_of
from app.services.layout.kinds import Draft, Move, OpenDraft, Opened
from app.services.layout.stored import read_draft, read_version
from app.services.session import Session


@dataclass(frozen=True, slots=True)
class Compared:
    """A draft beside what is published. findings: of its checks; inherited: those that were published like that once;
    changes: with the moves that were decided."""

    opened: OpenDraft
    published: Opened
    findings: tuple[Finding, ...]
    inherited: tuple[Finding, ...]
    moves: tuple[Move, ...]
    changes: Changes


def _quiet(done: int, words: str) -> None:
    """Nobody waits for it step by step."""


def compare(
    session: Session, draft: Draft, moves: Sequence[Move], tell: Callable[[int, str], None] = _quiet
) -> Compared:
    """Read, check and compare. tell: told per cent of a publish and words, before each part."""
    tell(0, "Reading the draft")
    opened, published = read_draft(session, draft.draft_id), read_version(session, 0)
    tell(10, "Checking the drawing")
    findings, inherited = judged(opened.layout, _accepted(session, opened, published))
    tell(35, "Comparing with what is published")
    changes = changes_of(published.layout, opened.layout, moves)
    return Compared(opened, published, findings, inherited, tuple(moves), changes)


class LastCompared:
    """The last comparison, until it is taken: whoever publishes has looked at the same one just before.

    It is never stale: a draft that was saved since has another row_version, and a version that was published since is
    refused by the database (WM412)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: Compared | None = None

    def keep(self, compared: Compared) -> None:
        """Keep it in place of the one before."""
        with self._lock:
            self._kept = compared

    def take(self, draft: Draft, moves: Sequence[Move]) -> Compared | None:
        """The one of this draft as it was saved and of these moves, or None; nothing is kept after it."""
        with self._lock:
            kept, self._kept = self._kept, None
        if kept is None or kept.moves != tuple(moves):
            return None
        one = kept.opened.draft
        return kept if (one.draft_id, one.row_version) == (draft.draft_id, draft.row_version) else None


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


def refuse_findings(compared: Compared) -> None:
    """Refusal "layout" where the drawing's own checks stand against publishing it."""
    blocking = [finding for finding in compared.findings if finding.blocking]
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
