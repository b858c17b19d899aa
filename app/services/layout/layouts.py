"""Versions and drafts of one warehouse's layout, over the database. Blocking: worker threads only."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.domain.errors import Refusal
from app.layout.exchange import to_json
from app.layout.hazards import Kept, drawn_upon
from app.layout.merge import Choices, merge
from app.layout.table import Layout
from app.services.layout.compared import LastCompared, compare, refuse_findings
from app.services.layout.desk import NONE
from app.services.layout.kinds import (
    Conflicted,
    Draft,
    Move,
    OpenDraft,
    Opened,
    Preflight,
    Progress,
    Published,
    Rebased,
    Saved,
    Version,
)
from app.services.layout.preflight import preflight_of
from app.services.layout.reviews import Reviews
from app.services.layout.stored import (
    draft_of,
    found_layout,
    on_version,
    read_draft,
    read_version,
    version_of,
)

PUBLISHING = 120.0
"""s that the database may take; it bounds a server that hangs and is no figure."""
OLD_LABELS = 90
"""Days that the address of before still scans after a bin was renamed."""


@dataclass(frozen=True, slots=True)
class Layouts(Reviews):
    """`LayoutDesk` over the database."""

    old_labels: int = OLD_LABELS
    last: LastCompared = field(default_factory=LastCompared, compare=False)

    # ------------------------------------------------------------- versions
    def open_published(self) -> Opened:
        """What is published now; before the first version, what the database has, drawn."""
        return read_version(self.session, 0)

    def versions(self) -> tuple[Version, ...]:
        """All published versions, newest first."""
        return tuple(map(version_of, self.session.door.query("layout_versions", warehouse=self._at)))

    def open_version(self, no: int) -> Opened:
        """One of them. Refusal WM404."""
        if no < 1:
            raise Refusal("WM404", f"There is no version {no}.", "Open what is published now.")
        return read_version(self.session, no)

    def restore(self, no: int, name: str) -> OpenDraft:
        """A new draft that draws an older version again: publishing it is the way back."""
        old, now = self.open_version(no), self.open_published()
        return self._make(name, old.layout, now.no, now.kept, restores=no)

    # ------------------------------------------------------------- drafts
    def drafts(self) -> tuple[Draft, ...]:
        """Drafts that are not published, last saved first."""
        return tuple(map(draft_of, self.session.door.query("layout_drafts", warehouse=self._at, draft=None)))

    def open_draft(self, draft_id: int) -> OpenDraft:
        """A draft with its drawing. Refusal WM404."""
        return read_draft(self.session, draft_id)

    def new_draft(self, name: str, layout: Layout, base: int, kept: Kept | None = None) -> OpenDraft:
        """Save a drawing as a new draft upon a version (Opened.no, Opened.kept; kept None: as it is now). Refusal WM409
        where the name is in use.

        The first draft of a warehouse hands in what was found there as version 1, and is made upon it."""
        return self._make(name, layout, base or self._adopt(), kept)

    def save_draft(self, opened: OpenDraft, layout: Layout, choices: Choices = NONE) -> Saved | Conflicted:
        """Save a drawing over the draft as it was opened; where somebody saved it meanwhile, both merged, not saved."""
        draft = opened.draft
        try:
            self._write(
                "save_draft_v1", p_draft=draft.draft_id, p_expected=draft.row_version, p_base=draft.base,
                p_document=to_json(layout.elements.values()), p_kept=_sent(draft.kept),
            )  # fmt: skip
        except Refusal as refusal:
            if refusal.code != "WM412":
                raise
            theirs = self.open_draft(draft.draft_id)
            return Conflicted(theirs, merge(opened.layout, layout, theirs.layout, choices))
        return Saved(OpenDraft(self._draft(draft), Layout(layout.elements.values())))

    def rename_draft(self, draft: Draft, name: str) -> Draft:
        """Another name. Refusal WM409 in use."""
        self._write("rename_draft_v1", p_draft=draft.draft_id, p_name=name)
        return self._draft(draft)

    def delete_draft(self, draft: Draft) -> None:
        """Throw it away. Refusal WM412: changed meanwhile."""
        self._write("delete_draft_v1", p_draft=draft.draft_id, p_expected=draft.row_version)

    def rebase(self, opened: OpenDraft, layout: Layout, choices: Choices = NONE) -> Rebased:
        """Put a drawing upon the version that is published now, three-way; not saved."""
        onto = self.open_published()
        base = self.open_version(opened.draft.base) if opened.draft.base else found_layout(self.session)
        upon = drawn_upon(base.layout, opened.draft.kept)
        return Rebased(on_version(opened, onto), onto, merge(upon, layout, onto.layout, choices))

    # ------------------------------------------------------------- publishing
    def preflight(self, draft: Draft, moves: Sequence[Move] = ()) -> Preflight:
        """What stands against publishing a saved draft, and a suggestion for the move map; moves: what was decided."""
        compared = compare(self.session, draft, moves)
        told = preflight_of(self.session, compared)
        self.last.keep(compared)
        return replace(told, to_review=told.draft.state != "approved" and self.review_demanded())

    def publish(self, draft: Draft, moves: Sequence[Move], note: str, progress: Progress | None = None) -> Published:
        """Make the warehouse what the draft draws; see LayoutDesk.publish. Refusal "layout": checks stand against it.

        progress: (step, steps, words); it can stop the work until the database writes."""

        def tell(done: int, words: str) -> None:
            if progress is not None:
                progress(done, 100, words)

        compared = self.last.take(draft, moves) or compare(self.session, draft, moves, tell)
        refuse_findings(compared)
        changes = compared.changes
        tell(55, f"Writing {changes.written:,} bins; this is not stopped any more")
        answer = self._write(
            "publish_layout_v1", p_draft=draft.draft_id, p_expected=draft.row_version, p_changes=changes.payload,
            p_note=note, p_summary=changes.summary, p_alias_days=self.old_labels, deadline=PUBLISHING,
        )  # fmt: skip
        tell(100, f"Version {answer['version']} is published")
        counts = (int(answer[name]) for name in ("added", "removed", "renamed", "changed", "moved"))
        no = int(answer["version"])
        return Published(next(one for one in self.versions() if one.no == no), *counts)

    # ------------------------------------------------------------- within
    def _make(
        self, name: str, layout: Layout, base: int, kept: Kept | None, restores: int | None = None
    ) -> OpenDraft:  # fmt: skip
        text = to_json(layout.elements.values())
        answer = self._write(
            "make_draft_v1", p_name=name, p_document=text, p_base=base, p_restores=restores,
            p_kept=None if kept is None else _sent(kept),
        )  # fmt: skip
        return self.open_draft(int(answer["draft_id"]))

    def _adopt(self) -> int:
        """What was found, handed in as version 1, by whoever comes first; the drawing was made upon it."""
        text = to_json(found_layout(self.session).layout.elements.values())
        self._write("adopt_layout_v1", p_document=text)
        return 1


def _sent(kept: Kept) -> dict[str, list[str] | None]:
    """As the database keeps it."""
    return {code: None if hazards is None else list(hazards) for code, hazards in kept.items()}
