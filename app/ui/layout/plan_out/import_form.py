"""A drawing of another program: its unit, its layers and what they become, what will come, and what will not."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.layout.document import LayoutDocument
from app.layout.dxf.found import MM_OF, Drawing, LayerFound
from app.layout.dxf.mapping import WORDS, suggested
from app.layout.dxf.proposal import ImportPlan, ImportProposal, draw_import, propose_import
from app.layout.racking import ElementId
from app.layout.templates import TEMPLATES
from app.ui.layout.fields import METRES, FlagField, Set, in_rows
from app.ui.layout.panels import Around
from app.ui.layout.plan_out.import_overlay import ImportOverlay
from app.ui.layout.plan_out.picks import Count, Pick
from app.ui.layout.plan_out.work import Work
from app.ui.layout.words import count, kind_words
from app.ui.tables import Column, Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label

MOST_LAYERS: Final = 60
"""Layers that are offered, those with most on them first; the others are left out."""
SHOWN: Final = 200
LOOK_MS: Final = 200
TARGETS: Final = tuple(WORDS.items())


class ImportForm(QWidget):
    """Shown in place of the export form while a drawing is being taken over. left: it is done with, or given up."""

    left = Signal()

    def __init__(self, around: Around, work: Work, fail: Callable[[Refusal], object]) -> None:
        super().__init__()
        self._around, self._work, self._fail = around, work, fail
        self._session = around.session
        self.drawing: Drawing | None = None
        self.proposal: ImportProposal | None = None
        self.layers: dict[str, Pick] = {}
        theme = around.desk.theme
        self.words = Label(theme, "", "body", "secondary", wrap=True)
        self.unit = Pick(theme, "Drawn in", hint="choose the unit")
        racks = tuple((style, kind.name) for style, kind in TEMPLATES.items())
        self.template = Pick(theme, "Racks are", racks, "selective")
        self.aisle = Count(theme, "Aisles drawn as lines", 2_900.0, METRES, 100.0)
        self.corner = FlagField(theme, "Corner to 0, 0")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.verdict = Label(theme, "", "body", wrap=True)
        self.problems = Table(
            theme, "What does not come as it was drawn",
            [Column("Layer", lambda problem: problem.layer, width=96), Column("What", lambda problem: problem.what)],
        )  # fmt: skip
        self.problems.setMinimumHeight(130)
        self.act, self.drop = Button(theme, "Draw it", "import", "primary"), Button(theme, "Cancel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.verdict)
        column.addLayout(in_rows([self.unit, self.corner], 2))
        column.addWidget(self.template)
        column.addWidget(self.aisle)
        column.addWidget(Label(theme, "Layers", "small", weight=600))
        column.addLayout(self._rows)
        column.addWidget(self.problems, 1)
        self._late = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._late.timeout.connect(self.refresh)
        for field in (self.unit, self.template, self.aisle, self.corner):
            field.entered.connect(self._note)
        self.act.clicked.connect(self.draw)
        self.drop.clicked.connect(self.give_up)

    def show_drawing(self, drawing: Drawing) -> None:
        """Begin with another drawing."""
        self.drawing = drawing
        named = drawing.unit or "no unit said"
        self.words.setText(
            f"{drawing.name}: {len(drawing.shapes):,} shapes on {len(drawing.layers):,} layers, {named}."
        )
        sizes = drawing.sizes()
        self.unit.set_options([(unit, _sized(unit, *sizes.get(unit, (0.0, 0.0)))) for unit in MM_OF])
        self.unit.show_values([drawing.unit])
        # y grows upwards there: in its own coordinates a drawing lies above the plan, and surveyors' lie far off
        self.corner.show_values([True])
        self._show_layers(drawing)
        self.refresh()

    def refresh(self) -> None:
        """Propose anew, off the GUI thread; nothing is drawn by this."""
        drawing = self.drawing
        if drawing is None or self._session.floor is None:
            return
        plan = ImportPlan(
            floor=self._session.floor,
            unit=self.unit.value,
            mapped={name: pick.value for name, pick in self.layers.items()},
            corner=(0.0, 0.0) if self.corner.toggle.isChecked() else None,
            template=TEMPLATES[self.template.value],
            aisle_width=self.aisle.value,
        )
        # a copy that gives its own ids: the document belongs to this thread
        copy = LayoutDocument(self._session.document.elements.values())
        job = self._around.desk.jobs.latest("plan_out.propose", propose_import, drawing, plan, copy, owner=self)
        job.then(self._show).on_refusal(self._refuse)

    def draw(self) -> None:
        """Draw what was proposed, as one step that can be undone."""
        if self.proposal is None or self.drawing is None or not self.proposal.elements:
            return
        document, name = self._session.document, self.drawing.name
        proposal = _with_ids(self.proposal, document)
        with document.transaction(f"Import {name}"):
            draw_import(document, proposal)
        number = len(proposal.elements)
        self._around.shell.toast(f"{number:,} things came from {name}.", document.undo)
        self.give_up()

    def give_up(self) -> None:
        """Take the preview off the plan and go."""
        self._session.drop_overlay(ImportOverlay.id)
        self.drawing, self.proposal = None, None
        self.left.emit()

    def _show(self, proposal: ImportProposal) -> None:
        self.proposal = proposal
        counts = ", ".join(kind_words(kind, number) for kind, number in proposal.counts.items())
        out = sum(not problem.taken for problem in proposal.problems)
        changed = len(proposal.problems) - out
        parts = [f"{counts} will come." if counts else "Nothing will come: tell at least one layer what it is."]
        parts += [f"{out:,} left out."] if out else []
        parts += [f"{changed:,} not as drawn."] if changed else []
        self.verdict.setText(" ".join(parts))
        self.problems.rows.show_rows(proposal.problems[:SHOWN])
        self.problems.setVisible(bool(proposal.problems))
        self.act.setEnabled(bool(proposal.elements))
        spots = [problem.at for problem in proposal.problems]
        self._session.show_overlay(ImportOverlay(self._around.desk.theme, proposal.elements, spots))

    def _refuse(self, refusal: Refusal) -> None:
        self.proposal = None
        self.verdict.setText(f"{refusal.what} {refusal.next_step}")
        self.problems.hide()
        self.act.setEnabled(False)
        self._session.drop_overlay(ImportOverlay.id)

    def _show_layers(self, drawing: Drawing) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        theme, proposed = self._around.desk.theme, suggested(drawing.layers)
        self.layers = {}
        for layer in sorted(drawing.layers, key=lambda layer: -layer.shapes)[:MOST_LAYERS]:
            pick = Pick(theme, _layer_words(layer), TARGETS, proposed[layer.name])
            pick.entered.connect(self._note)
            self.layers[layer.name] = pick
            self._rows.addWidget(pick)
        # made later than what stands below them, and yet before it in reading
        stops: list[QWidget] = [self.aisle.edit, *(pick.box for pick in self.layers.values()), self.problems]
        for one, next_ in pairwise(stops):
            QWidget.setTabOrder(one, next_)

    def _note(self, _entry: Set) -> None:
        self._late.start()


def _sized(unit: str, width: float, depth: float) -> str:
    return f"{unit}: {width:,.4g} x {depth:,.4g} m"


def _layer_words(layer: LayerFound) -> str:
    parts = [(layer.outlines, "outline"), (layer.lines, "line"), (layer.blocks, "block"), (layer.texts, "text")]
    return f"{layer.name}  ·  " + ", ".join(count(number, word, f"{word}s") for number, word in parts if number)


def _with_ids(proposal: ImportProposal, document: LayoutDocument) -> ImportProposal:
    """The proposal under ids of this document; what names one another follows."""
    ids: dict[ElementId, ElementId] = {element.id: document.new_id() for element in proposal.elements}

    def renamed(element: Any) -> Any:
        fields = {"id": ids[element.id]}
        for name in ("zone", "aisle"):
            if getattr(element, name, None) in ids:
                fields[name] = ids[getattr(element, name)]
        return replace(element, **fields)

    return ImportProposal(tuple(renamed(element) for element in proposal.elements), proposal.problems)
