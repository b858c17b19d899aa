"""Versions and drafts in memory: what the editor's page stands on in pictures and tests of the screen."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from app.domain.errors import Refusal, Unreachable
from app.layout.checks import check_all
from app.layout.diff import diff
from app.layout.hazards import Kept
from app.layout.merge import Choices, merge
from app.layout.table import Layout
from app.services.layout import (
    Conflicted,
    Draft,
    DraftState,
    Move,
    OpenDraft,
    Opened,
    Preflight,
    Progress,
    Published,
    Rebased,
    Saved,
    Stand,
    Version,
)
from app.ui.layout.sample_hall import sample_hall

NONE: Choices = MappingProxyType({})
NOW = datetime(2026, 11, 23, 13, 32, 3, tzinfo=UTC)
ME, SHE = "P. Ehlers", "K. Hansen"


@cache
def _told_first(layout: Layout) -> str:
    """What the first version changed: everything. The hall is told once for all pictures."""
    return diff(Layout(), layout).summary()


class Shelf:
    """What is published and drafted. away: every call finds the database gone; stock: bins that hold goods, which stand
    against taking them away. clock: the time of every save."""

    def __init__(self, published: Layout | None = None, clock: Callable[[], datetime] = lambda: NOW) -> None:
        self._lock = threading.RLock()
        self._clock = clock
        self._layouts: list[Layout] = []
        self._versions: list[Version] = []
        self._drafts: dict[int, OpenDraft] = {}
        self.away = False
        self.stock: dict[str, int] = {}
        self._review = False
        self._made = 13
        self._ended: dict[int, Refusal] = {}
        if published is not None:
            self._add(published, "As built", SHE, "First plan of the hall")

    def somebody_publishes(self, layout: Layout, name: str = "Dock 7 moved", note: str = "") -> Version:
        """Another planner publishes this."""
        with self._lock:
            return self._add(layout, name, SHE, note)

    def somebody_drafts(self, name: str, layout: Layout, state: DraftState = "draft") -> Draft:
        """Another planner begins a draft upon what is published."""
        with self._lock:
            self._made = number = self._made + 1
            draft = Draft(number, name, len(self._versions), 1, state, SHE, SHE, self._clock(), mine=False)
            self._drafts[number] = OpenDraft(draft, layout)
            return draft

    def somebody_saves(self, draft_id: int, layout: Layout) -> None:
        """Another planner saves over a draft."""
        with self._lock:
            held = self._drafts[draft_id].draft
            changed = replace(held, row_version=held.row_version + 1, saved_by=SHE, saved_at=self._clock())
            self._drafts[draft_id] = OpenDraft(changed, layout)

    def somebody_reviews(self, draft_id: int, approve: bool, note: str) -> None:
        """Another planner approves a draft, or sends it back."""
        with self._lock:
            held = self._drafts[draft_id]
            state: DraftState = "approved" if approve else "draft"
            self._drafts[draft_id] = replace(
                held, draft=replace(held.draft, state=state, reviewer=SHE, review_note=note)
            )

    def somebody_ends(self, draft_id: int, *, published: bool) -> None:
        """Another planner publishes a draft as it was saved, or throws it away."""
        with self._lock:
            held = self._drafts.pop(draft_id)
            if published:
                what = f"“{held.draft.name}” has been published."
                self._ended[draft_id] = Refusal("WM455", what, "Begin a new draft.")
                self._add(held.layout, held.draft.name, SHE, "")
            else:
                gone = "This draft is not there any more."
                self._ended[draft_id] = Refusal("WM404", gone, "Refresh the list of drafts.")

    def review_demanded(self) -> bool:
        with self._here():
            return self._review

    def demand_review(self, on: bool) -> None:
        with self._here():
            self._review = on

    def _here(self) -> threading.RLock:
        if self.away:
            raise Unreachable("The database does not answer.", "Nothing was changed.")
        return self._lock

    def _add(self, layout: Layout, name: str, who: str, note: str) -> Version:
        no = len(self._versions) + 1
        when = self._clock() - timedelta(days=3)
        told = diff(self._layouts[-1], layout).summary() if self._layouts else _told_first(layout)
        version = Version(no, name, when, who, note, told)
        self._layouts.append(layout)
        self._versions.append(version)
        return version

    def _held(self, draft_id: int) -> OpenDraft:
        if draft_id in self._ended:
            raise self._ended[draft_id]
        return self._drafts[draft_id]

    def _fresh(self, draft: Draft) -> Draft:
        return replace(draft, stale=draft.base < len(self._versions))


class SampleVersions(Shelf):
    """app.services.layout.LayoutDesk over a shelf."""

    # ------------------------------------------------------------- looking
    def open_published(self) -> Opened:
        with self._here():
            if not self._versions:
                return Opened(Layout(), None)
            return Opened(self._layouts[-1], self._versions[-1])

    def versions(self) -> tuple[Version, ...]:
        with self._here():
            return tuple(reversed(self._versions))

    def open_version(self, no: int) -> Opened:
        with self._here():
            return Opened(self._layouts[no - 1], self._versions[no - 1])

    def drafts(self) -> tuple[Draft, ...]:
        with self._here():
            found = [self._fresh(opened.draft) for opened in self._drafts.values()]
            return tuple(sorted(found, key=lambda draft: draft.saved_at, reverse=True))

    def open_draft(self, draft_id: int) -> OpenDraft:
        with self._here():
            opened = self._held(draft_id)
            return replace(opened, draft=self._fresh(opened.draft))

    # ------------------------------------------------------------- drafting
    def new_draft(self, name: str, layout: Layout, base: int, kept: Kept | None = None) -> OpenDraft:
        with self._here():
            self._made = number = self._made + 1
            draft = Draft(number, name, base, 1, "draft", ME, ME, self._clock(), mine=True)
            self._drafts[number] = OpenDraft(draft, layout)
            return self._drafts[number]

    def save_draft(self, opened: OpenDraft, layout: Layout, choices: Choices = NONE) -> Saved | Conflicted:
        with self._here():
            held = self._held(opened.draft.draft_id)
            if held.draft.row_version != opened.draft.row_version:
                return Conflicted(held, merge(opened.layout, layout, held.layout, choices))
            draft = replace(
                held.draft, row_version=held.draft.row_version + 1, saved_at=self._clock(), saved_by=ME,
                base=opened.draft.base, state="draft",
            )  # fmt: skip
            self._drafts[draft.draft_id] = OpenDraft(self._fresh(draft), layout)
            return Saved(self._drafts[draft.draft_id])

    def rename_draft(self, draft: Draft, name: str) -> Draft:
        return self._change(draft, name=name)

    def delete_draft(self, draft: Draft) -> None:
        with self._here():
            del self._drafts[draft.draft_id]

    def rebase(self, opened: OpenDraft, layout: Layout, choices: Choices = NONE) -> Rebased:
        with self._here():
            onto = self.open_published()
            base = self._layouts[opened.draft.base - 1] if opened.draft.base else Layout()
            held = self._drafts[opened.draft.draft_id]
            moved = replace(held, draft=replace(held.draft, base=onto.no, stale=False))
            return Rebased(moved, onto, merge(base, layout, onto.layout, choices))

    def restore(self, no: int, name: str) -> OpenDraft:
        with self._here():
            made = self.new_draft(name, self._layouts[no - 1], len(self._versions))
            self._drafts[made.draft.draft_id] = replace(made, draft=replace(made.draft, restores=no))
            return self._drafts[made.draft.draft_id]

    # ------------------------------------------------------------- publishing
    def request_review(self, draft: Draft, note: str) -> Draft:
        return self._change(draft, state="review", note=note)

    def review(self, draft: Draft, approve: bool, note: str) -> Draft:
        if draft.mine:
            raise Refusal("WM403", "You drew this draft yourself.", "Somebody else has to review it.")
        return self._change(draft, state="approved" if approve else "draft", review_note=note, reviewer=SHE)

    def preflight(self, draft: Draft, moves: Sequence[Move] = ()) -> Preflight:
        with self._here():
            held = self._drafts[draft.draft_id]
            base = self._layouts[draft.base - 1] if draft.base else Layout()
            found = diff(base, held.layout)
            drawn = tuple(Move(old, new, "same", drawn=True) for old, new in sorted(found.move_map.items()))
            decided = {move.old: move for move in moves}
            free = iter(bin_.code for bin_ in found.added)
            needed = [bin_.code for bin_ in found.removed if bin_.code in self.stock and bin_.code not in decided]
            suggested = tuple(Move(old, new, "goods") for old, new in zip(needed, free, strict=False))
            lines = (*drawn, *decided.values(), *suggested)
            stands = tuple(
                self._stand(bin_.code, None, bin_.code in decided) for bin_ in found.removed if bin_.code in self.stock
            ) + tuple(self._stand(old, new, True) for old, new in found.move_map.items() if old in self.stock)
            labels = tuple(bin_.code for bin_ in found.added) + tuple(found.move_map.values())
            fresh = self._fresh(draft)
            reused = tuple(sorted(found.move_map.keys() & set(labels)))
            look = Preflight(fresh, found, check_all(held.layout), stands, lines, labels, reused, fresh.stale)
            return replace(look, to_review=self._review and fresh.state != "approved")

    def publish(self, draft: Draft, moves: Sequence[Move], note: str, progress: Progress | None = None) -> Published:
        look = self.preflight(draft, moves)
        if look.blocking:
            raise Refusal("WM423", "Something stands against publishing.", "See the list.")
        with self._here():
            held = self._drafts[draft.draft_id]
            total = len(look.diff.added) + len(look.diff.removed) + len(look.diff.renamed)
            if progress is not None:
                progress(0, total, "Checking bins")
                progress(total, total, "Writing")
            version = self._add(held.layout, draft.name, ME, note)
            del self._drafts[draft.draft_id]
            changed = (len(look.diff.added), len(look.diff.removed), len(look.diff.renamed), len(look.diff.changed))
            return Published(version, *changed, 0)

    def _change(self, draft: Draft, **fields: object) -> Draft:
        with self._here():
            held = self._drafts[draft.draft_id]
            changed = replace(held.draft, row_version=held.draft.row_version + 1, **fields)  # type: ignore[arg-type]  # of Draft
            self._drafts[draft.draft_id] = replace(held, draft=changed)
            return changed

    def _stand(self, code: str, new: str | None, decided: bool) -> Stand:
        records = self.stock[code]
        reason = "" if decided else f"{code} holds {records} pallets of 40-9911; 1 open task."
        what = "" if decided else "Move its goods in the move map, or keep the bin."
        zero = Decimal(0)
        return Stand(code, new, records, Decimal(records * 40), zero, 0, 1, 0, 0, 0, 0, 0, 0, 1, reason, what)


def sample_versions() -> SampleVersions:
    """The hall, published once."""
    return SampleVersions(sample_hall())
