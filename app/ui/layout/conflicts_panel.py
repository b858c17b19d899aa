"""Where two planners contradict each other: ours and theirs for each conflict, decided one by one; nothing is lost."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.layout.diff import differing
from app.layout.elements import Element
from app.layout.merge import Conflict, Side
from app.layout.racking import ElementId
from app.layout.table import Layout
from app.ui.layout.compare_panel import FIELD_WORDS
from app.ui.layout.dock import SidePanel
from app.ui.layout.facts import FACTS
from app.ui.layout.panels import Around
from app.ui.layout.properties import row_of
from app.ui.layout.together import Together
from app.ui.layout.words import TOLD, count, value_words
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Option, Segmented

MOST = 40  # cards at once; the next come when these are decided


class ConflictCard(Panel):
    """One conflict. decided: (key, side); looked_for: the id of what it is about, by its link."""

    decided = Signal(object, str)
    looked_for = Signal(object)

    def __init__(self, theme: Theme, conflict: Conflict, who: str) -> None:
        super().__init__(theme, surface="raised")
        self.conflict = conflict
        self.setAccessibleName(conflict.words())
        self.body.setContentsMargins(10, 8, 10, 10)
        self.body.setSpacing(4)
        self.body.addWidget(Label(theme, conflict.words().replace("The other planner", who), "strong", wrap=True))
        ours, theirs = say_states(conflict)
        for name, words in (("Yours", ours), (who, theirs)):
            self.body.addWidget(Label(theme, f"{name}: {words}", "small", "secondary", wrap=True))
        self.choice = Segmented(
            theme, "Which one stands", [Option("ours", "Take yours"), Option("theirs", "Take theirs")], "ours"
        )
        self.choice.choose("")
        self.choice.chosen.connect(lambda side: self.decided.emit(conflict.key, side))
        self.show_it = Button(theme, "Show it", kind="link")
        self.show_it.clicked.connect(lambda: self.looked_for.emit(conflict.id))
        self.body.addSpacing(4)
        row = row_of(self.choice)
        row.addStretch(1)
        row.addWidget(self.show_it)
        self.body.addLayout(row)


class ConflictsPanel(SidePanel):
    """Shows an outcome with its conflicts. Merge is possible once each is decided; until then nothing changes."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.desk.theme, "Conflicts")
        self._around = around
        self._outcome: Together | None = None
        self._base: Layout | None = None
        self.choices: dict[tuple[ElementId, str], Side] = {}
        self.cards: list[ConflictCard] = []
        self.words = self.add_words("No conflict waits.")
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.column.addLayout(self._list)
        self.column.addStretch(1)
        self.merge = Button(self.theme, "Merge", "merge", "primary")
        self.ours = Button(self.theme, "All yours")
        self.theirs = Button(self.theme, "All theirs")
        self.add_acts(self.merge, self.ours, self.theirs)
        self.merge.clicked.connect(self._merge)
        self.ours.clicked.connect(lambda: self._all("ours"))
        self.theirs.clicked.connect(lambda: self._all("theirs"))
        self._allow()

    def show_outcome(self, outcome: Together) -> None:
        """Another two drawings to be put together. What was decided holds where nothing about it is another."""
        before = {card.conflict.key: card.conflict for card in self.cards}
        same = {one.key for one in outcome.merge.conflicts if before.get(one.key) == one}
        self._outcome = outcome
        self.choices = {key: side for key, side in self.choices.items() if key in same}
        self._show(outcome.merge.conflicts)

    def _show(self, conflicts: tuple[Conflict, ...]) -> None:
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []
        who = self._outcome.theirs if self._outcome is not None else ""
        for conflict in conflicts[:MOST]:
            card = ConflictCard(self.theme, conflict, who)
            card.decided.connect(self._decide)
            card.looked_for.connect(self._look_for)
            card.choice.choose(self.choices.get(conflict.key, ""))
            self.cards.append(card)
            self._list.addWidget(card)
        self.words.setText(
            f"You and {who} changed {count(len(conflicts), 'thing', 'things')} differently. All else is put together."
            if conflicts
            else "No conflict waits."
        )
        self.show_chip(f"{len(conflicts):,}" if conflicts else "", "warn")
        self._allow()

    def _look_for(self, id_: ElementId) -> None:
        """Go there; what we deleted is not drawn any more, its zone is."""
        drawing = self._around.session.document
        there = drawing.find(id_)
        if there is None and self._outcome is not None:
            lost = self._outcome.other.find(id_)
            zone = getattr(lost, "zone", None)
            there = drawing.find(zone) if zone is not None else None
        if there is not None:
            self._around.session.select([there.id])
            self._around.canvas.fly_to([there.id])

    def _decide(self, key: tuple[ElementId, str], side: str) -> None:
        self.choices[key] = "ours" if side == "ours" else "theirs"
        self._allow()

    def _all(self, side: Side) -> None:
        for card in self.cards:
            card.choice.choose(side)
            self.choices[card.conflict.key] = side
        self._allow()

    def _allow(self) -> None:
        left = sum(card.conflict.key not in self.choices for card in self.cards)
        none = not self.cards
        reason = "No conflict waits." if none else f"{count(left, 'conflict is', 'conflicts are')} not decided yet."
        self.merge.set_allowed(reason if none or left else None)
        for button in (self.ours, self.theirs):
            button.set_allowed(reason if none else None)

    def _merge(self) -> None:
        """Put together with these choices; a decision can raise the next conflict, which is shown then."""
        outcome, around = self._outcome, self._around
        if outcome is None:
            return
        made = outcome.again(Layout(around.session.document.elements.values()), self.choices)
        if made.merge.conflicts:
            self._show(made.merge.conflicts)
            return
        around.drafting.put_together(made)
        self._done()

    def _done(self) -> None:
        self._outcome = None
        self._show(())
        self._around.open_panel("properties")


def say_states(conflict: Conflict) -> tuple[str, str]:
    """What each side made of it, in words."""
    return _say(conflict, conflict.ours), _say(conflict, conflict.theirs)


def _say(conflict: Conflict, element: Element | None) -> str:
    if element is None:
        return "deleted"
    if conflict.base is None:
        return f"drew {element.kind} {element.code}"
    names = differing(conflict.base, element)
    facts = {fact.key: fact for fact in FACTS.get(element.kind, ())}
    parts = []
    for name in names:
        fact = facts.get(name)
        if name in TOLD:
            parts.append(f"{FIELD_WORDS.get(name, name.replace('_', ' '))} {value_words(getattr(element, name))}")
        elif fact is not None and fact.kind == "number":
            parts.append(f"{fact.label} {fact.figure.words(fact.get(element))} {fact.figure.unit}".strip())
        elif fact is not None and fact.kind in ("text", "code"):
            parts.append(f"{fact.label} {fact.get(element)}")
        else:
            parts.append(FIELD_WORDS.get(name, name.replace("_", " ")))
    return ", ".join(dict.fromkeys(parts)) or "unchanged"


def make(around: Around) -> QWidget:
    """The panel."""
    return ConflictsPanel(around)
