"""Publishing: what stands against it, what it will do in numbers, review, a note, and the bar with its cancel."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.errors import Fault, Refusal
from app.services.layout import Preflight, Stand
from app.ui.layout.dock import SidePanel
from app.ui.layout.fields import FlagField, LineField
from app.ui.layout.panels import Around
from app.ui.layout.properties import row_of
from app.ui.layout.publishing import NOTHING
from app.ui.layout.words import bins, count, review_words
from app.ui.tables import Column, StatusCell, Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.progress import BusyRing, ProgressPanel

EMPTY = (
    "Nothing is drawn yet. What you draw is saved as a draft by itself. Before it is published, stock, reservations, "
    "open tasks and labels are looked at here."
)


class PublishPanel(SidePanel):
    """Checks when it is opened; Publish says in numbers what it does."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.desk.theme, "Publish")
        self._publishing, self._drafting, self._may_edit = around.publishing, around.drafting, around.desk.may_edit
        self._around = around
        theme = self.theme
        self.ring = BusyRing(theme)
        self.words = Label(theme, "", "body", "secondary", wrap=True)
        self.said = Label(theme, "", "body", "primary", wrap=True)
        self.table = Table(
            theme, "What stands at bins that go or are renamed",
            [
                Column("Bin", lambda stand: StatusCell(stand.code, "alarm" if stand.blocks else "info"), "status", 118),
                Column("What is there", lambda stand: say_stand(stand)),
            ],
        )  # fmt: skip
        self.table.setMinimumHeight(120)
        self.table.hide()
        self.next = Label(theme, "", "small", "secondary", wrap=True)
        self.swapped = InlineError(theme)
        self.taken_off = FlagField(theme, "These labels are taken off")
        self.taken_off.hide()
        self._reused: tuple[str, ...] = ()
        self.map = Button(theme, "Move map", "move_map", "small")
        self.check = Button(theme, "Check again", "refresh", "small")
        self.note = LineField(theme, "Note for the audit trail", hint="why this layout")
        self.progress = ProgressPanel(theme, "Publishing")
        self.progress.hide()
        self.error = InlineError(theme)
        self.publish = Button(theme, "Publish", "publish", "primary")
        self.review = Button(theme, "Ask for review", "review")
        self.approve = Button(theme, "Approve", "ok")
        self.back = Button(theme, "Send back", "back")
        self.column.addWidget(self.said)
        self.column.addLayout(row_of(self.ring, self.words))
        self.column.addWidget(self.swapped)
        self.column.addWidget(self.taken_off)
        self.column.addWidget(self.table, 1_000)
        self.column.addWidget(self.next)
        self.column.addLayout(row_of(self.map, self.check))
        self.column.addWidget(self.note)
        self.column.addStretch(1)  # takes the room where there is no table to take it
        self.add_to_foot(self.error)
        self.add_to_foot(self.progress)
        self.add_acts(self.publish, self.review)
        self.add_acts(self.approve, self.back)
        self._wire()
        self._show_draft()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._may_edit and not self._publishing.running:
            self._publishing.check()

    def show_preflight(self, preflight: Preflight) -> None:
        """What stands against it, and what it will do."""
        self.error.clear()
        stands = sorted(preflight.stands, key=lambda stand: (not stand.blocks, stand.code))
        self.table.rows.show_rows(stands)
        self.table.setVisible(bool(stands))
        difference = preflight.diff
        figures = (
            (difference.added, "come"), (difference.removed, "go"), (difference.renamed, "are renamed"),
            (difference.moved, "move"), (difference.changed, "change otherwise"),
        )  # fmt: skip
        parts = [f"{bins(len(some))} {words}" for some, words in figures if some]
        words = f"{', '.join(parts) or 'No bin changes'}. {count(len(preflight.labels), 'label', 'labels')} to print."
        self._warn(preflight.reused)
        left = len(self._publishing.suggested)
        if left:
            words += f" {count(left, 'suggestion', 'suggestions')} of the move map not taken: see there."
        if preflight.blocking:
            words = f"{count(preflight.blocking, 'thing stands', 'things stand')} against publishing. {words}"
        self.words.setText(words)
        self.words.set_tone("alarm" if preflight.blocking else "secondary")
        blocked = [stand for stand in stands if stand.blocks]
        stale = "The plan changed meanwhile; merge first." if preflight.stale else ""
        first = preflight.findings[0].what if any(finding.blocking for finding in preflight.findings) else ""
        self.next.setText(stale or (f"{blocked[0].reason} {blocked[0].next_step}" if blocked else first))
        self.next.setVisible(bool(self.next.text()))
        self.map.setText(f"Move map, {count(len(preflight.moves), 'line', 'lines')}")
        self.map.updateGeometry()
        self._allow(preflight)

    def _warn(self, reused: tuple[str, ...]) -> None:
        """Labels that will name another bin: goods would be booked to it. Said again whenever they are others."""
        if reused != self._reused:
            self.taken_off.show_values([False])
        self._reused = reused
        self.taken_off.setVisible(bool(reused))
        self.swapped.clear()
        if reused:
            first = ", ".join(reused[:3]) + (f" and {len(reused) - 3:,} more" if len(reused) > 3 else "")
            what = f"{count(len(reused), 'label that hangs names', 'labels that hang name')} another bin then: {first}."
            step = "Take them off before you publish, and hang new ones. Who scans an old one books to the wrong bin."
            self.swapped.show_refusal(Refusal("layout", what, step))

    def _allow(self, preflight: Preflight | None) -> None:
        draft = self._drafting.standing.draft
        reason = None if self._may_edit else "Planners publish layouts."
        if reason is None and draft is None:
            reason = "Draw something first."
        elif reason is None and preflight is None:
            reason = "What stands against it is not known yet."
        elif reason is None and preflight is not None and preflight.blocking:
            reason = f"{count(preflight.blocking, 'thing stands', 'things stand')} against it."
        elif reason is None and draft is not None and draft.state == "review":
            reason = "It is in review; somebody else approves it."
        elif reason is None and preflight is not None and preflight.to_review and draft and draft.state != "approved":
            reason = "In this warehouse somebody else reviews it first. Ask for the review."
        elif reason is None and self._reused and not self.taken_off.toggle.isChecked():
            reason = "Say first that the labels that will name another bin are off."
        self.publish.set_allowed(reason)
        if preflight is not None:
            touched = len(preflight.diff.added) + len(preflight.diff.removed) + len(preflight.diff.renamed)
            self.publish.setText(f"Publish {bins(touched)}" if touched else "Publish")
            self.publish.updateGeometry()

    def _show_draft(self, *_: object) -> None:
        draft = self._drafting.standing.draft
        state = draft.state if draft is not None else "draft"
        self.show_chip({"review": "in review", "approved": "approved"}.get(state, ""), "info")
        in_review = state == "review"
        self.said.setText(review_words(draft) if draft is not None else "")
        self.said.setVisible(bool(self.said.text()))
        self.approve.setVisible(in_review)
        self.back.setVisible(in_review)
        self.review.setVisible(state == "draft" and self._may_edit)
        self.review.set_allowed(None if draft is not None else "Draw something first.")
        own = draft is not None and in_review and draft.mine
        for button in (self.approve, self.back):
            button.set_allowed("Somebody else reviews what you drew." if own else None)
        self._allow(self._publishing.preflight)

    def _wire(self) -> None:
        publishing = self._publishing
        publishing.checked.connect(self.show_preflight)
        publishing.busy.connect(self._busy)
        publishing.progressed.connect(self.progress.show_progress)
        publishing.refused.connect(self._refuse)
        publishing.failed.connect(self._fail)
        publishing.reviewed.connect(self._show_draft)
        publishing.published.connect(self._done)
        self._drafting.told.connect(self._show_draft)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._tell(now.row()))
        self.map.clicked.connect(lambda: self._around.open_panel("moves"))
        self.check.clicked.connect(publishing.check)
        self.progress.cancelled.connect(publishing.cancel)
        self.taken_off.entered.connect(lambda _entry: self._allow(publishing.preflight))
        self.publish.clicked.connect(self._start)
        self.review.clicked.connect(lambda: publishing.request_review(self.note.edit.text().strip()))
        self.approve.clicked.connect(lambda: publishing.review(True, self.note.edit.text().strip()))
        self.back.clicked.connect(lambda: publishing.review(False, self.note.edit.text().strip()))

    def _tell(self, row: int) -> None:
        """All about one bin, below the list."""
        if 0 <= row < self.table.rows.rowCount():
            stand: Stand = self.table.rows.row(row)
            self.next.setText(f"{stand.reason} {stand.next_step}".strip() or f"{stand.code}: {say_stand(stand)}.")
            self.next.show()

    def _start(self) -> None:
        self.error.clear()
        self.progress.start("Publishing")
        draft = self._drafting.standing.draft
        asked = draft.note if draft is not None else ""  # what was said when the review was asked for
        self._publishing.publish(self.note.edit.text().strip() or asked)

    def _busy(self, words: str) -> None:
        publishing = words == "Publishing"
        self.progress.setVisible(publishing)
        self.ring.set_busy(bool(words) and not publishing)
        self.publish.set_busy(publishing)
        self.check.setEnabled(not words)
        if words and not publishing:
            self.words.setText(f"{words} \u2026")
            self.words.set_tone("secondary")

    def _refuse(self, refusal: Refusal) -> None:
        if refusal is NOTHING:  # nobody's mistake
            self.error.clear()
            self.words.setText(EMPTY)
            self.words.set_tone("secondary")
            return
        self.error.show_refusal(refusal)
        if self._publishing.preflight is None:
            self.words.setText("Nothing was published.")

    def _fail(self, fault: Fault) -> None:
        self.error.show_refusal(Refusal("layout", fault.what, f"{fault.safe} Reference {fault.reference}."))
        self.words.setText("Nothing was published.")

    def _done(self, *_: object) -> None:
        self.note.edit.clear()
        self.table.rows.show_rows([])
        self._warn(())
        self.words.setText("It is published.")
        self.next.hide()
        self._allow(None)
        self._around.open_panel("versions")


def say_stand(stand: Stand) -> str:
    """ "3 records, 1 task, renamed to A-02"."""
    parts = []
    if stand.records:
        parts.append(count(stand.records, "record", "records"))
    if stand.reserved:
        parts.append(f"{stand.reserved:f} reserved".replace(".000000", ""))
    tasks = stand.picks + stand.putaways + stand.replenishments + stand.counts + stand.others
    if tasks:
        parts.append(count(tasks, "task", "tasks"))
    if stand.holds:
        parts.append(count(stand.holds, "hold", "holds"))
    if stand.labels:
        parts.append(count(stand.labels, "label", "labels"))
    what = ", ".join(parts) or "empty"
    return f"{what} · becomes {stand.new}" if stand.new else f"{what} · goes"


def make(around: Around) -> QWidget:
    """The panel."""
    return PublishPanel(around)
