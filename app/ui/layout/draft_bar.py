"""The bar above the editor: which draft, upon what, saved when; what it adds, moves, removes; what stops publishing."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.layout.checks import Finding
from app.layout.diff import LayoutDiff
from app.services.layout import Draft
from app.ui.layout.desk import LayoutDesk
from app.ui.layout.drafting import Standing
from app.ui.layout.words import added, ago, altered, base_words, count, removed, state_words
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.glyphs import StatusGlyph
from app.ui.widgets.labels import Chip, Label, Line, set_state
from app.ui.widgets.painted import text_width
from app.ui.widgets.panel import Panel

TICK_MS = 1_000


class DraftBar(Panel):
    """asked: the id of a panel that is to be opened (compare, moves, publish)."""

    asked = Signal(str)

    def __init__(self, desk: LayoutDesk) -> None:
        super().__init__(desk.theme)
        theme = desk.theme
        self._desk, self._standing = desk, Standing()
        self.setAccessibleName("Draft")
        self.setFixedHeight(44)
        self.chip = Chip(theme, "Published")
        self.name = Label(theme, "", "strong")
        self.story = Story(theme)
        self.added = Label(theme, "", "small", "ok", "number", 600)
        self.altered = Label(theme, "", "small", "primary", "number", 600)
        self.removed = Label(theme, "", "small", "alarm", "number", 600)
        self.line = Line("v")
        self.glyph = StatusGlyph(theme, "ok")
        self.stops = Label(theme, "", "small", "primary")
        self.compare = Button(theme, "Compare", "compare", "small")
        self.moves = Button(theme, "Move map", "", "small")
        self.publish = Button(theme, "Publish", "publish", "small")
        row = QHBoxLayout()
        row.setContentsMargins(10, 0, 8, 0)
        row.setSpacing(10)
        for part in (self.chip, self.name):
            row.addWidget(part)
        row.addWidget(self.story, 1)
        figures: tuple[QWidget, ...] = (self.added, self.altered, self.removed, self.line, self.glyph, self.stops)
        for figure in figures:
            row.addWidget(figure)
        for button in (self.compare, self.moves, self.publish):
            row.addWidget(button)
        self.body.addLayout(row)
        for id_, button in (("compare", self.compare), ("moves", self.moves), ("publish", self.publish)):
            button.clicked.connect(lambda _=False, id_=id_: self.asked.emit(id_))
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._say)
        self._stops, self._waits = 0, ""
        self._show_parts()

    def show_standing(self, standing: Standing) -> None:
        """Which draft, and whether it is saved."""
        self._standing = standing
        draft = standing.draft
        self.chip.setText(
            state_words(draft) if draft is not None else ("Drawing" if self._desk.may_edit else "Published")
        )
        set_state(self.chip, "tone", "info" if draft is not None else "secondary")
        self.name.setText(draft.name if draft is not None else f"v{standing.base}" if standing.base else "First layout")
        self._show_parts()
        if self.isVisible():
            self._tick.start()
        self._say()
        self._allow()

    def show_difference(self, difference: LayoutDiff) -> None:
        """What the draft changes; the signs say it before the colours."""
        for label, sign, words in (
            (self.added, "+", added(difference)), (self.altered, "~", altered(difference)),
            (self.removed, "\u2212", removed(difference)),
        ):  # fmt: skip
            label.setText(f"{sign} {words}" if words else "")
        self._show_parts()

    def show_findings(self, findings: Sequence[Finding], stops: int, bins: int) -> None:
        """What stops publishing."""
        self._stops, self._waits = stops, ""
        notes = len(findings) - stops
        if self._stops:
            self.glyph.show_status("alarm")
            self.stops.setText(f"{self._stops:,} {'stops' if self._stops == 1 else 'stop'} publishing")
        else:
            self.glyph.show_status("warn" if notes else "ok" if bins else "info")
            self.stops.setText(f"{notes:,} to look at" if notes else "Checks passed" if bins else "No bin yet")
        self._allow()

    def show_wait(self, words: str) -> None:
        """Nothing is known yet of what stops publishing."""
        self._stops, self._waits = 0, words
        self.glyph.show_status("info")
        self.stops.setText(words[:1].upper() + words[1:])
        self._allow()

    def end(self) -> None:
        """The page goes."""
        self._tick.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_parts()

    def _show_parts(self) -> None:
        for label in (self.added, self.altered, self.removed):
            label.setVisible(bool(label.text()))
        small = self.width() < 1_500
        self.moves.setVisible(self.width() >= 1_300)
        self.altered.setVisible(bool(self.altered.text()) and self.width() >= 1_250)
        self.compare.setText("Compare" if small or not self._standing.base else f"Compare with v{self._standing.base}")
        self.compare.updateGeometry()

    def _allow(self) -> None:
        reason = None
        if not self._desk.may_edit:
            reason = "Planners publish layouts."
        elif self._waits:
            reason = f"The checks have not ended: {self._waits}."
        elif self._stops:
            reason = f"{count(self._stops, 'check stops', 'checks stop')} publishing; see the list below the plan."
        self.publish.set_allowed(reason)

    def _say(self) -> None:
        self.story.tell(tellings(self._standing, self._desk.clock(), self._desk.may_edit))


class Story(Label):
    """What the bar tells about the draft: as much of it as there is room for; all of it in the tooltip."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", "body", "secondary")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._tellings: tuple[str, ...] = ("",)

    def tell(self, tellings: tuple[str, ...]) -> None:
        """The same, shorter and shorter."""
        self._tellings = tellings
        self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        room = self.width()
        fits = [one for one in self._tellings if text_width(self.font(), one) <= room]
        self.setText(fits[0] if fits else self._tellings[-1])
        self.setToolTip("" if self.text() == self._tellings[0] else self._tellings[0])


def tellings(standing: Standing, now: datetime, may_edit: bool = True) -> tuple[str, ...]:
    """ "from published v31 · saved 4 s ago · only you edit it", then the same in fewer words: where it comes from goes
    first, whether it is saved stays."""
    base = base_words(standing.base)
    if not may_edit:
        return f"{base} · you may look, planners draw", base
    saved = {
        "saved": f"saved {ago(standing.saved_at, now)}" if standing.saved_at is not None else "nothing drawn yet",
        "waits": "not saved yet", "saving": "saving",
        "away": "kept on this computer, the database is away", "refused": "not saved, kept on this computer",
    }[standing.saving]  # fmt: skip
    others, short = _others(standing.others)
    return f"{base} · {saved} · {others}", f"{saved} · {others}", f"{saved} · {short}", saved


def _others(drafts: Sequence[Draft]) -> tuple[str, str]:
    """What others draw, and the same in fewer words."""
    waiting = [draft for draft in drafts if draft.state == "review"]
    if waiting:
        more = f" and {len(waiting) - 1:,} more" if len(waiting) > 1 else ""
        verb = "wait" if more else "waits"
        return (
            f"“{waiting[0].name}” of {waiting[0].saved_by}{more} {verb} for a review",
            f"{count(len(waiting), 'draft waits', 'drafts wait')} for a review",
        )
    if not drafts:
        return "only you edit it", "only you"
    names = sorted({draft.saved_by for draft in drafts})
    short = count(len(drafts), "other draft", "other drafts")
    return f"{', '.join(names[:2])} {'edits' if len(names) == 1 else 'edit'} another draft", short
