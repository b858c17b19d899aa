"""What the layout's use cases take and give, as data."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal, TypeAlias

from app.layout.checks import Finding
from app.layout.diff import LayoutDiff
from app.layout.hazards import Kept
from app.layout.merge import Merge
from app.layout.table import Layout

Progress: TypeAlias = Callable[[int, int | None, str], object]
"""(done, total, words); raises to stop the work."""
DraftState: TypeAlias = Literal["draft", "review", "approved", "published"]


@dataclass(frozen=True, slots=True)
class Version:
    """A published layout in the list of versions. no counts from 1 and has no holes; publisher: their name.

    restores: the older version that was published again by it; summary: what it changed, in one line."""

    no: int
    name: str
    published_at: datetime
    publisher: str
    note: str
    summary: str
    restores: int | None = None
    reviewer: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A version to look at. version None: nothing was published yet; this is what the database has, drawn.

    without_walk: racks whose pick sequence could not be expressed when it was drawn from the database; their walk has
    to be laid anew. kept: what bins are kept for, as `layout` has it: now, or as a version of before left it."""

    layout: Layout
    version: Version | None
    without_walk: tuple[str, ...] = ()
    kept: Kept = field(default_factory=dict, hash=False)

    @property
    def no(self) -> int:
        """Its number; 0 before the first."""
        return 0 if self.version is None else self.version.no


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft in the list of drafts. base: the version that it changes; row_version goes up with every save.

    stale: another version was published since, or bins are kept for other dangerous goods; kept: what they were kept
    for as it was drawn; author, saved_by, reviewer: names of people."""

    draft_id: int
    name: str
    base: int
    row_version: int
    state: DraftState
    author: str
    saved_by: str
    saved_at: datetime
    note: str = ""
    reviewer: str | None = None
    review_note: str = ""
    restores: int | None = None
    stale: bool = False
    mine: bool = False
    kept: Kept = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft with its drawing as it was saved last: what the next save is compared with."""

    draft: Draft
    layout: Layout


@dataclass(frozen=True, slots=True)
class Saved:
    """The draft was saved; opened: as it is now, for the next save."""

    opened: OpenDraft


@dataclass(frozen=True, slots=True)
class Conflicted:
    """Somebody saved the draft meanwhile; nothing was saved. theirs: what they saved, who and when.

    merge: both drawings together, with the conflicts to be decided. Save the outcome with `theirs` as the draft."""

    theirs: OpenDraft
    merge: Merge

    def words(self) -> str:
        """In one line, for the banner."""
        who = f"{self.theirs.draft.saved_by} saved this draft at {self.theirs.draft.saved_at:%H:%M}"
        number = len(self.merge.conflicts)
        left = (
            "both can be kept" if not number else f"{number:,} {'conflict' if number == 1 else 'conflicts'} to decide"
        )
        return f"{who}; {left}."


@dataclass(frozen=True, slots=True)
class Rebased:
    """A draft put on the version that is published now. Save merge.elements with `opened` as the draft."""

    opened: OpenDraft
    onto: Opened
    merge: Merge


@dataclass(frozen=True, slots=True)
class Move:
    """A line of the move map. how "same": the bin goes on under the new address, with everything in it and on it;
    "goods": the bin goes, its goods are posted to the bin `new`, with their reservations.

    drawn: the drawing says so (the same slot of the same rack), it cannot be decided otherwise."""

    old: str
    new: str
    how: Literal["same", "goods"]
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Stand:
    """What is at a bin that the draft removes or renames. new: its address in the draft, None where it goes.

    quantity in base units over all products; picks, putaways, replenishments, counts, others: open tasks; begun: of
    those, how many somebody is doing now; labels: printed ones that will no longer say what the bin is called.
    reason: why it stands against publishing, in field words; "" where it is only to be known."""

    code: str
    new: str | None
    records: int
    quantity: Decimal
    reserved: Decimal
    units: int
    picks: int
    putaways: int
    replenishments: int
    counts: int
    others: int
    begun: int
    holds: int
    labels: int
    reason: str
    next_step: str

    @property
    def blocks(self) -> bool:
        """Whether it must be dealt with before publishing."""
        return bool(self.reason)


@dataclass(frozen=True, slots=True)
class Preflight:
    """All that is to be known before publishing. findings: of the drawing's checks; inherited: those that the published
    version has as well (or the one that is drawn again), which do not stand against it; stands: what is at the bins
    that go or change their address; moves: the move map as far as it can be said, to be decided upon.

    labels: addresses that need a new label (new and renamed bins); reused: addresses that will mean another bin than
    the label that now hangs there. to_review: the warehouse asks that somebody else approves it first."""

    draft: Draft
    diff: LayoutDiff
    findings: tuple[Finding, ...]
    stands: tuple[Stand, ...]
    moves: tuple[Move, ...]
    labels: tuple[str, ...]
    reused: tuple[str, ...]
    stale: bool
    inherited: tuple[Finding, ...] = ()
    to_review: bool = False

    @property
    def blocking(self) -> int:
        """How many findings and bins stand against publishing; a stale base counts as one."""
        return (
            sum(finding.blocking for finding in self.findings)
            + sum(stand.blocks for stand in self.stands)
            + int(self.stale)
        )


@dataclass(frozen=True, slots=True)
class Published:
    """What was published. moved: ledger lines that took goods out of bins that are gone."""

    version: Version
    added: int
    removed: int
    renamed: int
    changed: int
    moved: int
