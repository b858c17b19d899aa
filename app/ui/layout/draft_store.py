"""What drafting asks of the database and of this computer's disk; every method blocks, on workers only."""

from app.layout.table import Layout
from app.services.layout import Conflicted, OpenDraft, Opened, Saved
from app.ui.layout.desk import LayoutDesk
from app.ui.layout.kept import Copy, KeptCopies


class DraftStore:
    """Reads and writes a draft, with a copy on this computer for as long as the database has not got it."""

    def __init__(self, desk: LayoutDesk) -> None:
        self._desk = desk
        self.copies = KeptCopies(desk.kept, desk.place)

    def read(self) -> tuple[OpenDraft | None, Opened, Copy | None]:
        """One's own draft that was saved last, what lies beneath it, and what was not saved the last time."""
        versions = self._desk.versions
        mine = [draft for draft in versions.drafts() if draft.mine] if self._desk.may_edit else []
        copy = self.copies.find() if self._desk.may_edit else None
        if not mine:
            return None, versions.open_published(), copy
        opened = versions.open_draft(mine[0].draft_id)
        return opened, self.base_of(opened), copy

    def base_of(self, opened: OpenDraft) -> Opened:
        """The version that a draft changes."""
        versions = self._desk.versions
        return versions.open_version(opened.draft.base) if opened.draft.base else versions.open_published()

    def keep(self, opened: OpenDraft | None, drawn: Layout, base: int) -> None:
        """Put a copy on this computer."""
        draft = opened.draft.draft_id if opened is not None else None
        self.copies.keep(Copy(drawn, draft, base, self._desk.clock()))

    def write(self, opened: OpenDraft | None, drawn: Layout, base: int) -> Saved | Conflicted:
        """Here first: whatever the database says, the work is on this computer."""
        self.keep(opened, drawn, base)
        if opened is None:
            name = f"Draft of {self._desk.clock().astimezone(self._desk.zone):%d %b, %H:%M:%S}"
            answer: Saved | Conflicted = Saved(self._desk.versions.new_draft(name, drawn, base))
        else:
            answer = self._desk.versions.save_draft(opened, drawn)
        if isinstance(answer, Saved):
            self.copies.drop()
        return answer
