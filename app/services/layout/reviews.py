"""Reviews of drafts, and whether the warehouse demands them. Blocking: worker threads only."""

from dataclasses import dataclass
from typing import Any

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services.layout.kinds import Draft
from app.services.layout.stored import draft_of
from app.services.session import Session

SAVING = 30.0
"""s that the database may take; it bounds a server that hangs and is no figure."""


@dataclass(frozen=True, slots=True)
class Reviews:
    """The part of `LayoutDesk` in which somebody else looks."""

    session: Session

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id

    def request_review(self, draft: Draft, note: str) -> Draft:
        """Ask somebody else to look. Until then nobody publishes it."""
        self._write("request_review_v1", p_draft=draft.draft_id, p_expected=draft.row_version, p_note=note)
        return self._draft(draft)

    def review(self, draft: Draft, approve: bool, note: str) -> Draft:
        """Approve, or send back with a note. Refusal WM403 for whoever drew it."""
        self._write("review_draft_v1", p_draft=draft.draft_id, p_expected=draft.row_version, p_approve=approve,
                    p_note=note)  # fmt: skip
        return self._draft(draft)

    def review_demanded(self) -> bool:
        """Whether the warehouse publishes nothing that nobody else reviewed."""
        return any(row.review for row in self.session.door.query("layout_rule", warehouse=self._at))

    def demand_review(self, on: bool) -> None:
        """Demand it from now on, or no longer; administrators only (WM403)."""
        self._write("demand_review_v1", p_review=on)

    # ------------------------------------------------------------- within
    def _write(self, function: str, *, deadline: float = SAVING, **arguments: Any) -> dict[str, Any]:
        return self.session.door.call(function, deadline=deadline, p_op=new_op(), p_warehouse=self._at, **arguments)

    def _draft(self, draft: Draft) -> Draft:
        rows = self.session.door.query("layout_drafts", warehouse=self._at, draft=draft.draft_id)
        if not rows:
            raise Refusal("WM404", "This draft is not there any more.", "Refresh the list of drafts.")
        return draft_of(rows[0])
