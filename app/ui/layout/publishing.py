"""From a saved draft to a published version: what stands against it, the move map, review, and publishing itself."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.domain.errors import Fault, Refusal
from app.services.layout import Draft, Move, Preflight
from app.ui.jobs import Job
from app.ui.layout.desk import LayoutDesk
from app.ui.layout.drafting import Drafting, Standing

MEANWHILE = "WM412"  # somebody saved the draft, or published
NOTHING = Refusal("layout", "There is no draft to publish.", "Draw something first; it is saved as a draft by itself.")


class Publishing(QObject):
    """busy: what is being done in words, "" for nothing; checked: a Preflight; progressed: of the publishing.

    reviewed: the Draft after a step of its review; published: a Published. Refusals and faults come as they are."""

    busy = Signal(str)
    checked = Signal(object)
    progressed = Signal(object)
    reviewed = Signal(object)
    published = Signal(object)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: LayoutDesk, drafting: Drafting, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._drafting = desk, drafting
        self.preflight: Preflight | None = None
        self.moves: dict[str, Move] = {}
        self._waiting: Callable[[Draft], object] | None = None
        self._job: Job | None = None
        drafting.told.connect(self._told)

    @property
    def running(self) -> bool:
        """Whether it is being published now."""
        return self._job is not None

    def check(self) -> None:
        """Ask what stands against publishing the draft as it is drawn now."""
        self._when_saved(self._check)

    def decide(self, move: Move) -> None:
        """A line of the move map, decided; what stands against it is asked anew."""
        self.moves[move.old] = move
        self.check()

    @property
    def suggested(self) -> tuple[Move, ...]:
        """Lines of the move map that are neither drawn nor decided."""
        moves = self.preflight.moves if self.preflight is not None else ()
        return tuple(move for move in moves if not move.drawn and self.moves.get(move.old) != move)

    def decide_all(self) -> None:
        """Take all suggestions; what stands against it is asked anew."""
        self.moves |= {move.old: move for move in self.suggested}
        self.check()

    def publish(self, note: str) -> None:
        """Publish it."""
        self._when_saved(lambda draft: self._publish(draft, note))

    def cancel(self) -> None:
        """Stop; possible until it is being written."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.busy.emit("")

    def request_review(self, note: str) -> None:
        """Ask another planner to look."""
        self._when_saved(lambda draft: self._review(self._desk.versions.request_review, draft, note))

    def review(self, approve: bool, note: str) -> None:
        """Approve, or send it back."""
        self._when_saved(lambda draft: self._review(self._desk.versions.review, draft, approve, note))

    # ------------------------------------------------------------- within
    def _when_saved(self, act: Callable[[Draft], object]) -> None:
        if self._job is not None:
            return
        standing = self._drafting.standing
        if standing.saving == "saved" and not self._drafting.unsaved:
            if standing.draft is None:
                self.refused.emit(NOTHING)
            else:
                act(standing.draft)
            return
        self._waiting = act
        self.busy.emit("Saving the draft")
        self._drafting.save()

    def _told(self, standing: Standing) -> None:
        if self._waiting is None or standing.saving in ("saving", "waits"):
            return
        act, self._waiting = self._waiting, None
        self.busy.emit("")
        if standing.saving == "saved" and standing.draft is not None:
            act(standing.draft)
        elif standing.refusal is not None:
            self.refused.emit(standing.refusal)

    def _check(self, draft: Draft) -> None:
        self.busy.emit("Checking stock, reservations, tasks and labels")
        job = self._desk.jobs.latest(
            "layout.preflight", self._desk.versions.preflight, draft, tuple(self.moves.values()), owner=self
        )
        job.then(self._checked).on_refusal(self._refuse).on_fault(self._fail)

    def _checked(self, preflight: Preflight) -> None:
        self.preflight = preflight
        self.busy.emit("")
        self.checked.emit(preflight)

    def _publish(self, draft: Draft, note: str) -> None:
        self.busy.emit("Publishing")
        # what was merely suggested is not done: the figures that were shown are those without it
        moves = tuple(self.moves.values())
        self._job = self._desk.jobs.run_long(self._desk.versions.publish, draft, moves, note, owner=self)
        self._job.then(self._published).on_refusal(self._refuse).on_fault(self._fail)
        self._job.on_progress(self.progressed.emit)

    def _published(self, published: object) -> None:
        self._job = None
        self.busy.emit("")
        if published is not None:
            self.preflight, self.moves = None, {}
            self.published.emit(published)

    def _review(self, act: Callable[..., Draft], draft: Draft, *rest: object) -> None:
        self.busy.emit("Asking for the review")
        job = self._desk.jobs.run(act, draft, *rest, owner=self)
        job.then(self._reviewed).on_refusal(self._refuse).on_fault(self._fail)

    def _reviewed(self, draft: Draft) -> None:
        self.busy.emit("")
        self._drafting.take(draft)
        self.reviewed.emit(draft)

    def _refuse(self, refusal: Refusal) -> None:
        self._job = None
        if refusal.code == MEANWHILE:
            self._drafting.look()  # brings what the other one saved
        self.busy.emit("")
        self.refused.emit(refusal)

    def _fail(self, fault: Fault) -> None:
        self._job = None
        self.busy.emit("")
        self.failed.emit(fault)
