"""What a planner's screen asks of the layout's versions; `Layouts` is the one over the database."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Protocol

from app.layout.hazards import Kept
from app.layout.merge import Choices
from app.layout.table import Layout
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

NONE: Choices = MappingProxyType({})


class LayoutDesk(Protocol):
    """Versions and drafts of one warehouse. Every method blocks: worker threads only. Each may raise Refusal
    (WM401 session, WM403 role, WM404 gone) or Unreachable."""

    def open_published(self) -> Opened:
        """What is published now; before the first version, what the database has, drawn."""

    def versions(self) -> tuple[Version, ...]:
        """All published versions, newest first."""

    def open_version(self, no: int) -> Opened:
        """One of them."""

    def drafts(self) -> tuple[Draft, ...]:
        """Drafts that are not published, last saved first."""

    def open_draft(self, draft_id: int) -> OpenDraft:
        """A draft with its drawing."""

    def new_draft(self, name: str, layout: Layout, base: int, kept: Kept | None = None) -> OpenDraft:
        """Save a drawing as a new draft upon a version (Opened.no, Opened.kept; kept None: as it is now). Refusal WM409
        where the name is in use."""

    def save_draft(self, opened: OpenDraft, layout: Layout, choices: Choices = NONE) -> Saved | Conflicted:
        """Save a drawing over the draft as it was opened. Where somebody saved it meanwhile: both, merged, not saved.

        Saving a draft that is in review takes it out of review."""

    def rename_draft(self, draft: Draft, name: str) -> Draft:
        """Another name. WM409 in use, WM412 changed meanwhile."""

    def delete_draft(self, draft: Draft) -> None:
        """Throw it away. WM412 changed meanwhile."""

    def rebase(self, opened: OpenDraft, layout: Layout, choices: Choices = NONE) -> Rebased:
        """Put a drawing upon the version that is published now, three-way; not saved."""

    def restore(self, no: int, name: str) -> OpenDraft:
        """A new draft that draws an older version again: publishing it is the way back."""

    def request_review(self, draft: Draft, note: str) -> Draft:
        """Ask somebody else to look. Until then nobody publishes it."""

    def review(self, draft: Draft, approve: bool, note: str) -> Draft:
        """Approve, or send back with a note. Refusal WM403 for whoever saved it."""

    def review_demanded(self) -> bool:
        """Whether the warehouse publishes nothing that nobody else reviewed."""

    def demand_review(self, on: bool) -> None:
        """Demand it from now on, or no longer; administrators only (WM403)."""

    def preflight(self, draft: Draft, moves: Sequence[Move] = ()) -> Preflight:
        """What stands against publishing a saved draft, and a suggestion for the move map; moves: what was decided."""

    def publish(self, draft: Draft, moves: Sequence[Move], note: str, progress: Progress | None = None) -> Published:
        """Make the warehouse what the draft draws, in one transaction; running control rooms draw it anew.

        moves: the move map (lines that are drawn may be left out). progress can stop it until it is being written.
        Refusals: WM412 another version was published or the draft was saved meanwhile, WM423 what stands against it
        (detail: stands), WM455 in review or published already."""
