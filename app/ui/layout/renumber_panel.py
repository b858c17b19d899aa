"""New addresses for racks that stand: pattern and counts, every old and new name side by side before it is done."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.domain.errors import Refusal
from app.layout.elements import Aisle, Rack
from app.layout.racking import COUNT_FROM_ONE, ElementId, Numbering
from app.layout.renumber import Renumbering, renumber, renumber_aisles, walk_through
from app.ui.layout.dock import SidePanel
from app.ui.layout.facts import say_kinds
from app.ui.layout.fields import COUNT, Add, FlagField, NumberField, Set, in_rows
from app.ui.layout.panels import Around
from app.ui.layout.pattern_field import PatternField
from app.ui.layout.words import bins, count
from app.ui.tables import Column, Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError

SHOWN = 500  # lines of the preview


class RenumberPanel(SidePanel):
    """Racks are counted on in the order in which they stand; chosen aisles get codes of their own."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.desk.theme, "Renumber")
        self._session, self._may_edit = around.session, around.desk.may_edit
        self.numbering: Numbering = COUNT_FROM_ONE
        self.recount = False
        self.aisles = (1, 1, 2)
        self.outcome: Renumbering | None = None
        theme = self.theme
        self.words = self.add_words("")
        self.pattern = PatternField(theme, hint="as it is")
        self.count = FlagField(theme, "Count bays anew")
        self.start, self.step = NumberField(theme, "First bay", COUNT), NumberField(theme, "Bay step", COUNT)
        self.level = NumberField(theme, "First level", COUNT)
        self.own = FlagField(theme, "Keep names of their own")
        self.aisle_start, self.aisle_step = NumberField(theme, "First aisle", COUNT), NumberField(theme, "Step", COUNT)
        self.digits = NumberField(theme, "Digits", COUNT)
        self._aisle_head = Label(theme, "Codes of the chosen aisles", "small", weight=600)
        self.column.addWidget(self.pattern)
        self.column.addWidget(self.own)
        self.column.addWidget(self.count)
        self.column.addLayout(in_rows([self.start, self.step, self.level], 3))
        self.column.addWidget(self._aisle_head)
        self.column.addLayout(in_rows([self.aisle_start, self.aisle_step, self.digits], 3))
        self.verdict = Label(theme, "", "small", "secondary", wrap=True)
        self.table = Table(
            theme, "Old and new addresses",
            [Column("Now", lambda pair: pair[0], "code"), Column("Then", lambda pair: pair[1], "key")],
        )  # fmt: skip
        self.table.setMinimumHeight(140)
        self.column.addWidget(self.table, 1)
        self.error = InlineError(theme)
        self.add_to_foot(self.verdict)  # where the button is that it allows or not, also in a low window
        self.add_to_foot(self.error)
        self.apply = Button(theme, "Renumber", "renumber", "primary")
        self.walk = Button(theme, "New pick walk", "travel_graph")
        self.walk.setToolTip("Lay the pick walk through the chosen aisles, in their order, there and back")
        self.add_acts(self.apply, self.walk)
        self._late = QTimer(self, singleShot=True, interval=0)
        self._late.timeout.connect(self.refresh)
        self._wire()
        for signal in (self._session.selected, self._session.edited, self._session.opened):
            signal.connect(self._note)
        self.own.show_values([True])
        self.refresh()

    def racks(self) -> tuple[Rack, ...]:
        """The chosen racks in the order in which they stand: along, then down."""
        found = [element for element in self._session.chosen() if isinstance(element, Rack)]
        return tuple(sorted(found, key=lambda rack: (rack.aisle or "", rack.y, rack.x)))

    def chosen_aisles(self) -> tuple[Aisle, ...]:
        """The chosen aisles that hold bins, from the top down."""
        found = [element for element in self._session.chosen() if isinstance(element, Aisle) and not element.cross]
        return tuple(sorted(found, key=lambda aisle: (aisle.ay + aisle.by, aisle.ax + aisle.bx)))

    def refresh(self) -> None:
        """Compute the new names and show them."""
        racks, aisles = self.racks(), self.chosen_aisles()
        self.words.setText(
            f"{say_kinds(racks or aisles)} chosen." if racks or aisles else "Choose racks or aisles on the plan first."
        )
        for field, value in (
            (self.start, self.numbering.bay_start), (self.step, self.numbering.bay_step),
            (self.level, self.numbering.level_start), (self.aisle_start, self.aisles[0]),
            (self.aisle_step, self.aisles[1]), (self.digits, self.aisles[2]),
        ):  # fmt: skip
            field.show_values([value])
        self.count.show_values([self.recount])
        for part in (self.aisle_start, self.aisle_step, self.digits, self._aisle_head):
            part.setVisible(bool(aisles) and not racks)
        others: tuple[QWidget, ...] = (self.pattern, self.count, self.own, self.start, self.step, self.level)
        for other in others:
            other.setVisible(bool(racks) or not aisles)
        self.walk.setVisible(bool(aisles) or any(rack.aisle for rack in racks))
        self._compute(racks, aisles)

    def end(self) -> None:
        """The page goes."""
        self._late.stop()

    def _compute(self, racks: Sequence[Rack], aisles: Sequence[Aisle]) -> None:
        document, book = self._session.document, self._session.live.book
        self.outcome = None
        try:
            if racks:
                self.outcome = renumber(
                    document, [rack.id for rack in racks], pattern=self.pattern.edit.text().strip() or None,
                    numbering=self.numbering if self.recount else None, keep_own=self.own.toggle.isChecked(),
                    book=book,
                )  # fmt: skip
            elif aisles:
                self.outcome = renumber_aisles(document, [aisle.id for aisle in aisles], *self.aisles, book)
            self.error.clear()
        except Refusal as refusal:
            self.error.show_refusal(refusal)
        pairs = self.outcome.renamed if self.outcome is not None else ()
        self.table.rows.show_rows(pairs[:SHOWN])
        self._judge(pairs)

    def _judge(self, pairs: Sequence[tuple[str, str]]) -> None:
        bad = self.outcome is not None and bool(self.outcome.doubled or self.outcome.ill_formed)
        words = f"{bins(len(pairs))} renamed" + (f", the first {SHOWN} shown" if len(pairs) > SHOWN else "")
        if self.outcome is not None and self.outcome.doubled:
            words += f" · {self.outcome.doubled[0]} would stand twice"
        elif self.outcome is not None and self.outcome.ill_formed:
            words += f" · {self.outcome.ill_formed[0]} cannot be an address"
        self.verdict.setText(words if pairs else "Every address stays as it is.")
        self.verdict.set_tone("alarm" if bad else "secondary")
        self.apply.setText(f"Renumber {count(len(pairs), 'bin', 'bins')}")
        self.apply.updateGeometry()
        reason = None
        if not self._may_edit:
            reason = "Planners draw the layout."
        elif not pairs or bad:
            reason = "No address would change." if not pairs else "The new addresses cannot stand like this."
        self.apply.set_allowed(reason)

    def _wire(self) -> None:
        self.pattern.edit.textChanged.connect(self._note)
        self.own.entered.connect(self._note)
        self.count.entered.connect(lambda entry: self._set(recount=bool(entry.value)))
        for field, key in ((self.start, "bay_start"), (self.step, "bay_step"), (self.level, "level_start")):
            field.entered.connect(lambda entry, key=key: self._number(key, entry))
            field.stepped.connect(lambda by, key=key: self._number(key, Add(by)))
        for at, field in enumerate((self.aisle_start, self.aisle_step, self.digits)):
            field.entered.connect(lambda entry, at=at: self._aisle(at, entry))
            field.stepped.connect(lambda by, at=at: self._aisle(at, Add(by)))
        self.apply.clicked.connect(self._apply)
        self.walk.clicked.connect(self._walk)

    def _set(self, *, recount: bool) -> None:
        self.recount = recount
        self._note()

    def _number(self, key: str, entry: Set | Add) -> None:
        value = round(entry.value if isinstance(entry, Set) else getattr(self.numbering, key) + entry.by)
        try:
            self.numbering = replace(self.numbering, **{key: value})
            self.recount = True
        except Refusal as refusal:
            self.error.show_refusal(refusal)
            return
        self._note()

    def _aisle(self, at: int, entry: Set | Add) -> None:
        value = round(entry.value if isinstance(entry, Set) else self.aisles[at] + entry.by)
        if at == 2 and not 1 <= value <= 6:
            return
        start, step, digits = (value if number == at else old for number, old in enumerate(self.aisles))
        self.aisles = (start, step, digits)
        self._note()

    def _apply(self) -> None:
        if self.outcome is not None and self._session.document.editing is None:
            with self._session.document.transaction(f"Renumber {bins(len(self.outcome.renamed))}"):
                self._session.document.put(*self.outcome.elements)

    def _walk(self) -> None:
        document = self._session.document
        aisles: list[ElementId] = [aisle.id for aisle in self.chosen_aisles()]
        if not aisles:
            aisles = list(dict.fromkeys(rack.aisle for rack in self.racks() if rack.aisle is not None))
        if aisles and document.editing is None:
            start = min(
                (r.walk.start for r in document.of(Rack) if r.aisle in aisles and r.walk is not None), default=1
            )
            with document.transaction(f"New pick walk through {count(len(aisles), 'aisle', 'aisles')}"):
                document.put(*walk_through(document, aisles, start))

    def _note(self, *_: object) -> None:
        self._late.start()


def make(around: Around) -> QWidget:
    """The panel."""
    return RenumberPanel(around)
