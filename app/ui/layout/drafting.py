"""The draft behind the drawing: opened, saved by itself, kept on this computer meanwhile, merged, rebased."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import Fault, Refusal, Unreachable
from app.layout.document import LayoutDocument
from app.layout.elements import Element, Floor
from app.layout.racking import ElementId
from app.layout.table import Layout
from app.services.layout import Conflicted, Draft, OpenDraft, Opened, Saved
from app.ui.layout.desk import LayoutDesk
from app.ui.layout.draft_store import DraftStore
from app.ui.layout.kept import Copy
from app.ui.layout.read_only import DrawingToLookAt
from app.ui.layout.session import EditSession
from app.ui.layout.settled import Settled
from app.ui.layout.together import Together, become, kept_with, published_with, rebased_with, theirs_with

SAVE_MS = 1_500  # after the last gesture
LONGEST_MS = 10_000  # after the first gesture that is not saved, however busy the hand
GESTURE_MS = 100  # until it is tried again to draw what came while a gesture goes on
RETRY_MS = 5_000  # while the database is away
LOOK_MS = 15_000  # who else works on it, and whether somebody published
THROWN_AWAY, PUBLISHED = "WM404", "WM455"  # codes of the database for a draft that is none any more
GONE = frozenset({THROWN_AWAY, PUBLISHED})
Saving: TypeAlias = Literal["saved", "waits", "saving", "away", "refused"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the draft bar says. draft None: nothing is saved as a draft yet. others: other people's drafts."""

    base: int = 0
    draft: Draft | None = None
    saving: Saving = "saved"
    saved_at: datetime | None = None
    others: tuple[Draft, ...] = ()
    stale: bool = False
    refusal: Refusal | None = None


class Drafting(QObject):
    """One drawing's draft. told: a Standing; ready: it is open; torn: a Together with conflicts; found: a Copy.

    merged: a Together that was drawn, with how many elements came by it; failed: a Fault, before anything could be
    opened; refused: a Refusal of an act. opened: the draft as it is in the database, None where nothing was saved yet;
    base: the version beneath.
    """

    told = Signal(object)
    ready = Signal()
    torn = Signal(object)
    merged = Signal(object, int)
    found = Signal(object)
    failed = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: LayoutDesk, session: EditSession, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, session
        self.standing = Standing()
        self.base: Opened | None = None
        self.opened: OpenDraft | None = None
        self._store = DraftStore(desk)
        self._drawn: Layout | None = None
        self._settled = Settled(session, self)
        self._settled.settled.connect(self._drawn_on)
        self._save = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._save.timeout.connect(self.save)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        self._longest.timeout.connect(self.save)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.look)

    @property
    def unsaved(self) -> bool:
        """Whether something was drawn that the database has not got."""
        return self._session.document.history.dirty

    def begin(self) -> None:
        """Open one's own draft that was saved last, else what is published."""
        job = self._desk.jobs.run(self._store.read, owner=self)
        job.then(self._show).on_refusal(self.refused.emit).on_fault(self.failed.emit)

    def open(self, opened: OpenDraft, base: Opened) -> None:
        """Draw on this draft from now on."""
        self.opened, self.base = opened, base
        self._show_drawing(opened.layout)
        at = opened.draft.saved_at
        self._tell(base=base.no, draft=opened.draft, saving="saved", saved_at=at, stale=opened.draft.stale)

    def open_draft(self, draft_id: int) -> None:
        """Open another draft; what is drawn here is saved before."""

        def read() -> tuple[OpenDraft, Opened]:
            opened = self._desk.versions.open_draft(draft_id)
            return opened, self._store.base_of(opened)

        self.save()
        job = self._desk.jobs.latest("layout.open", read, owner=self)
        job.then(lambda both: self.open(*both)).on_refusal(self.refused.emit).on_fault(self._lost)

    def save(self) -> None:
        """Save what is drawn, where it differs from what the database has."""
        if not self._desk.may_edit or self.base is None or self.standing.saving == "saving":
            return
        if self._session.document.editing is not None:
            self._save.start(SAVE_MS)
            return
        if self.unsaved:
            self._drawn = Layout(self._session.document.elements.values())
        if self._drawn is None:
            return
        self._save.stop()
        self._longest.stop()
        drawn, opened = self._drawn, self.opened
        self._tell(saving="saving")
        job = self._desk.jobs.run(self._store.write, opened, drawn, self.base, owner=self)
        job.then(lambda answer: self._saved(answer, drawn, opened)).on_refusal(self._lost).on_fault(self._lost)

    def rebase(self) -> None:
        """Put the drawing on the version that is published now."""
        opened, base = self.opened, self.base
        if opened is None or base is None:
            self.begin()
            return
        drawn = Layout(self._session.document.elements.values())
        job = self._desk.jobs.latest("layout.rebase", self._desk.versions.rebase, opened, drawn, owner=self)
        job.then(lambda answer: self.meet(rebased_with(answer, base.layout)))
        job.on_refusal(self.refused.emit).on_fault(self._lost)

    def meet(self, outcome: Together) -> None:
        """Two drawings meet: draw both where nothing contradicts, else ask. What was drawn meanwhile is not lost, and a
        gesture that goes on ends first."""
        document = self._session.document
        here = self.opened.draft.draft_id if self.opened is not None else None
        if outcome.opened is not None and outcome.opened.draft.draft_id != here:
            return  # another draft was opened meanwhile; this one is kept on this computer
        if document.editing is not None:
            QTimer.singleShot(GESTURE_MS, self, lambda: self.meet(outcome))
            return
        now = outcome.again(Layout(document.elements.values()))
        if now.merge.conflicts:
            self.torn.emit(now)
        else:
            self.put_together(now)

    def put_together(self, outcome: Together) -> None:
        """Draw the outcome of a merge as one step, and save it upon what the other one saved."""
        self.opened = outcome.opened
        if outcome.onto is not None:
            self.base = outcome.onto
            self._session.published = outcome.onto.layout
        assert self.base is not None
        document = self._session.document
        came = outcome.came(document)
        label = f"Merge with {outcome.theirs}" if outcome.kept is None else "Take back what was not saved"
        become(document, outcome.merge.elements, label)
        draft = outcome.opened.draft if outcome.opened is not None else None
        self.merged.emit(outcome, came)
        if outcome.theirs_alone and draft is not None:
            self._drawn = None
            document.history.mark_saved()
            self._save.stop()
            self._tell(draft=draft, saving="saved", saved_at=draft.saved_at, refusal=None, stale=draft.stale)
            return
        self._drawn = Layout(document.elements.values())
        self._tell(base=self.base.no, draft=draft, stale=False, saving="waits", refusal=None)
        self.save()

    def take_back(self, copy: Copy) -> None:
        """Put what was kept on this computer together with what is drawn."""
        self._store.copies.taken(copy)
        self.meet(kept_with(copy, self.opened, Layout(self._session.document.elements.values())))

    def take(self, draft: Draft) -> None:
        """The draft as it is after a step of its review."""
        if self.opened is not None:
            self.opened = replace(self.opened, draft=draft)
        self._tell(draft=draft)

    def look(self) -> None:
        """Who else works on the layout, and whether somebody published meanwhile."""
        job = self._desk.jobs.latest("layout.look", self._store.look, owner=self)
        job.then(self._looked)

    def end(self) -> None:
        """The page goes: what is not saved stays on this computer."""
        if self._drawn is not None and self.base is not None:
            self._store.keep(self.opened, self._drawn, self.base)
        self._save.stop()
        self._longest.stop()
        self._look.stop()
        self._settled.end()

    # ------------------------------------------------------------- answers
    def _show(self, answer: tuple[OpenDraft | None, Opened, Copy | None]) -> None:
        opened, base, copy = answer
        if opened is not None:
            self.open(opened, base)
        else:
            self.opened, self.base = None, base
            self._show_drawing(base.layout)
            self._tell(base=base.no, draft=None, saving="saved", saved_at=None)
        self.ready.emit()
        if copy is not None:
            self.found.emit(copy)
        self._look.start()
        self.look()

    def _show_drawing(self, layout: Layout) -> None:
        assert self.base is not None
        elements: list[Element] = list(layout.elements.values())
        if not any(isinstance(element, Floor) for element in elements):
            elements.append(Floor(id=ElementId("floor"), code="0"))
        self._drawn = None
        kind = LayoutDocument if self._desk.may_edit else DrawingToLookAt
        self._session.open(kind(elements), self.base.layout)

    def _saved(self, answer: Saved | Conflicted, drawn: Layout, upon: OpenDraft | None) -> None:
        if self._drawn is None:
            return  # another drawing was opened meanwhile; the database has this one, or this computer
        if isinstance(answer, Conflicted):
            assert upon is not None
            self._tell(saving="refused", refusal=Refusal("layout", answer.words(), "Decide each conflict."))
            self.meet(Together(answer.merge, answer.theirs, answer.theirs.draft.saved_by, upon.layout))
            return
        self.opened = answer.opened
        if self._drawn is drawn:
            self._drawn = None
            self._session.document.history.mark_saved()
        draft = answer.opened.draft
        self._tell(draft=draft, saving="saved", saved_at=draft.saved_at, refusal=None, stale=draft.stale)
        if self._drawn is not None:
            self._save.start(SAVE_MS)

    def _lost(self, problem: Refusal | Fault) -> None:
        """The work is on this computer; a database that is away is asked again until it answers."""
        opened, session = self.opened, self._session
        if isinstance(problem, Refusal) and problem.code in GONE and opened is not None:
            # somebody threw the draft away or published it while we drew on it: ours goes on as a draft of its own
            self.opened = None
            self._tell(saving="refused", refusal=problem)
            self.refused.emit(Refusal(problem.code, problem.what, "What you drew goes on as a draft of its own."))
            if problem.code == THROWN_AWAY:
                self.save()
                return
            job = self._desk.jobs.run(self._desk.versions.open_published, owner=self)
            job.then(lambda onto: self.meet(published_with(opened, Layout(session.document.elements.values()), onto)))
            job.on_refusal(self._lost).on_fault(self._lost)
            return
        if isinstance(problem, Refusal):
            self._tell(saving="refused", refusal=problem)
            self.refused.emit(problem)
            return
        kept = "The drawing is kept on this computer and saved as soon as it can be."
        what = "The database is away." if isinstance(problem, Unreachable) else problem.what
        self._tell(saving="away", refusal=Refusal("layout", what, kept))
        self._save.start(RETRY_MS)

    def _looked(self, seen: tuple[tuple[Draft, ...], int]) -> None:
        drafts, newest = seen
        upon, versions = self.opened, self._desk.versions
        own = upon.draft.draft_id if upon is not None else None
        mine = next((draft for draft in drafts if draft.draft_id == own), None)
        rests = self.standing.saving == "saved" and not self.unsaved
        if upon is None and rests and self.base is not None and newest > self.base.no:
            self.begin()  # somebody published, and nothing is drawn here
            return
        if upon is not None and mine is None and rests:
            gone = f"“{upon.draft.name}” is no draft any more."
            self.refused.emit(Refusal("layout", gone, "It was published or thrown away; you see what there is now."))
            self.begin()
            return
        if upon is not None and mine is not None and rests and mine.row_version > upon.draft.row_version:
            job = self._desk.jobs.latest("layout.theirs", versions.open_draft, mine.draft_id, owner=self)
            drawing = self._session
            job.then(lambda now: self.meet(theirs_with(now, upon, Layout(drawing.document.elements.values()))))
        elif upon is not None and mine is not None and rests and _looks(mine) != _looks(upon.draft):
            self.take(mine)  # somebody reviewed it, or gave it another name
        others = tuple(draft for draft in drafts if draft.draft_id != own and not draft.mine)
        stale = mine.stale if mine is not None else self.standing.stale
        self._tell(others=others, stale=stale)

    def _drawn_on(self) -> None:
        if not self._desk.may_edit or self.base is None or not self.unsaved:
            return
        self._drawn = Layout(self._session.document.elements.values())
        if self.standing.saving not in ("saving", "away"):
            self._tell(saving="waits")
        self._save.start(SAVE_MS if self.standing.saving != "away" else RETRY_MS)
        if not self._longest.isActive():
            self._longest.start()

    def _tell(self, **changes: object) -> None:
        self.standing = replace(self.standing, **changes)  # type: ignore[arg-type]  # fields of Standing
        self.told.emit(self.standing)


def _looks(draft: Draft) -> tuple[object, ...]:
    """What others change of a draft without saving its drawing."""
    return draft.state, draft.name, draft.reviewer, draft.review_note
