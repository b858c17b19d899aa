"""What drafting asks of the database and of this computer's disk; every method blocks, on workers only."""

from dataclasses import replace

from app.domain.errors import Refusal
from app.layout.hazards import drawn_upon
from app.layout.table import Layout
from app.services.layout import Conflicted, Draft, OpenDraft, Opened, Saved
from app.ui.layout.desk import LayoutDesk
from app.ui.layout.kept import Copy, KeptCopies


class DraftStore:
    """Reads and writes a draft, with a copy on this computer for as long as the database has not got it."""

    def __init__(self, desk: LayoutDesk) -> None:
        self._desk = desk
        self.copies = KeptCopies(desk.kept, desk.place)

    def read(self) -> tuple[OpenDraft | None, Opened, Copy | None]:
        """The draft to go on with, what lies beneath it, and what was not saved the last time: of that the draft is
        opened, else one's own that was saved last."""
        versions = self._desk.versions
        if not self._desk.may_edit:
            return None, versions.open_published(), None
        drafts, copy = versions.drafts(), self.copies.find()
        mine = [draft.draft_id for draft in drafts if draft.mine]
        if copy is not None and copy.draft in {draft.draft_id for draft in drafts}:
            mine = [copy.draft]
        elif copy is not None:
            copy = self._alone(copy)
        if not mine:
            return None, versions.open_published(), copy
        opened = versions.open_draft(mine[0])
        return opened, self.base_of(opened), copy

    def look(self) -> tuple[tuple[Draft, ...], int]:
        """All drafts, and the number of the version that is published now; 0 before the first."""
        versions = self._desk.versions
        return versions.drafts(), max((version.no for version in versions.versions()), default=0)

    def base_of(self, opened: OpenDraft) -> Opened:
        """The version that a draft changes."""
        versions, kept = self._desk.versions, opened.draft.kept
        base = versions.open_version(opened.draft.base) if opened.draft.base else versions.open_published()
        # what bins are kept for was said anew since: the draft still differs from what it was drawn upon, not from that
        return replace(base, layout=drawn_upon(base.layout, kept), kept=kept)

    def keep(self, opened: OpenDraft | None, drawn: Layout, base: Opened) -> None:
        """Put a copy on this computer."""
        draft, upon = (None, base.layout) if opened is None else (opened.draft.draft_id, opened.layout)
        self.copies.keep(Copy(drawn, draft, base.no, self._desk.clock(), upon))

    def write(self, opened: OpenDraft | None, drawn: Layout, base: Opened) -> Saved | Conflicted:
        """Here first: whatever the database says, the work is on this computer."""
        self.keep(opened, drawn, base)
        if opened is None:
            name = f"Draft of {self._desk.clock().astimezone(self._desk.zone):%d %b, %H:%M:%S}"
            answer: Saved | Conflicted = Saved(self._desk.versions.new_draft(name, drawn, base.no, base.kept))
        else:
            answer = self._desk.versions.save_draft(opened, drawn)
        if isinstance(answer, Saved):
            self.copies.drop(None if opened is None else opened.draft.draft_id)
        return answer

    def _alone(self, copy: Copy) -> Copy:
        """A copy whose draft is no draft any more. Where it was published, others go on from it; where it was thrown
        away, all that it drew is in the copy only."""
        versions = self._desk.versions
        if copy.draft is None:
            return copy
        try:
            versions.open_draft(copy.draft)
        except Refusal:
            beneath = versions.open_version(copy.base) if copy.base else versions.open_published()
            return replace(copy, upon=beneath.layout)
        return copy
