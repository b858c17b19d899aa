"""The rack row generator: figures and names of the rows that the canvas shows before they are drawn."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.errors import Refusal
from app.layout.checks.fixes import walk_end
from app.layout.elements import Zone
from app.layout.free_floor import nearest_free
from app.layout.generate import Proposal, RowPlan, propose, zone_around
from app.layout.racking import Bay, ElementId
from app.layout.solids import Ground
from app.layout.templates import TEMPLATES, RackTemplate
from app.ui.layout.dock import SidePanel
from app.ui.layout.face import Face, RackFace
from app.ui.layout.facts import STYLES, WALK_STEP
from app.ui.layout.fields import (
    COUNT,
    DEGREES,
    METRES,
    Add,
    ChoiceField,
    FieldFrame,
    Figure,
    FlagField,
    LineField,
    NumberField,
    Set,
    in_rows,
)
from app.ui.layout.names import NameList, say_names
from app.ui.layout.panels import Around
from app.ui.layout.pattern_field import PatternField
from app.ui.layout.properties import references_to
from app.ui.widgets.buttons import Button
from app.ui.widgets.glyphs import StatusGlyph
from app.ui.widgets.labels import KeyCap, Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.segmented import Option, Segmented

LATE_MS = 60  # rows that are dragged about are proposed when the hand rests
NEW = ElementId("new zone")
SIDES = (("both", "Both sides"), ("left", "Left side"), ("right", "Right side"))
SCHEMES = (
    Option("odd_even", "Odd / even", "Odd bays left of the aisle, even ones right"),
    Option("through", "Through", "The left side first, the right side goes on"),
    Option("same", "Same", "Both sides count alike; the pattern must tell them apart"),
)
FIGURES = (
    ("aisles", "Aisles", COUNT), ("bays", "Bays", COUNT), ("levels", "Levels", COUNT),
    ("bay_width", "Bay width", METRES), ("depth", "Depth", METRES), ("aisle_width", "Aisle", METRES),
)  # fmt: skip
RULES = (
    ("aisle_start", "First aisle", COUNT), ("bins", "Bins a level", COUNT), ("cross", "Cross aisle", METRES),
    ("blocks", "Blocks", COUNT), ("flue", "Back to back", METRES), ("walk_start", "Walk from", WALK_STEP),
    ("x", "X", METRES), ("y", "Y", METRES), ("angle", "Angle", DEGREES),
)  # fmt: skip


class GeneratorPanel(SidePanel):
    """Edits `session.row_plan`; Place draws it as one step. The canvas shows it and moves it under the pointer."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.desk.theme, "Rack rows")
        self._session, self._canvas = around.session, around.canvas
        self._may_edit = around.desk.may_edit
        self.proposal: Proposal | None = None
        self._ground: Ground | None = None
        self.fields: dict[str, FieldFrame] = {}
        self.scheme = Segmented(self.theme, "Numbering of the sides", SCHEMES, "odd_even")
        self.glyph = StatusGlyph(self.theme, "ok")
        self.verdict = Label(self.theme, "", "small", "ok", wrap=True)
        self.face_head = Label(self.theme, "", "small", "secondary")
        self.face = RackFace(self.theme, "Face of row 01, seen from the aisle")
        self.face.setEnabled(False)
        self.names = NameList(self.theme)
        self.error = InlineError(self.theme)
        self.place = Button(self.theme, "Place rows", "", "primary")
        self.cancel = Button(self.theme, "Cancel")
        self._late = QTimer(self, singleShot=True, interval=LATE_MS)
        self._late.timeout.connect(self.refresh)
        self._lay_out()
        self.place.clicked.connect(self.place_rows)
        self.cancel.clicked.connect(self.give_up)
        self.closed.connect(self.give_up)
        self.scheme.chosen.connect(lambda scheme: self._change(scheme=scheme))
        self._session.row_plan_changed.connect(self._note)
        self._session.opened.connect(self._forget)
        self._session.edited.connect(self._forget)

    def begin(self, spot: tuple[float, float]) -> None:
        """Start from a template on the free floor nearest to a point of the plan (mm), unless rows are planned."""
        if self._session.row_plan is None and self._session.floor is not None:
            plan = RowPlan(
                floor=self._session.floor,
                zone=None,
                new_zone=free_letter(self._zones()),
                x=0.0,
                y=0.0,
                template=TEMPLATES["shelving"],
                aisles=4,
                bays=14,
                cross=2_000.0,
                walk_start=walk_end(self._session.document) + 1,
            )
            box = zone_around(Zone(id=NEW, floor=plan.floor, code="A", x=0.0, y=0.0, width=1.0, depth=1.0), plan)
            x, y = nearest_free(self._session.document, plan.floor, (box.width, box.depth), spot, self._still())
            self._session.plan_rows(replace(plan, x=round(x - box.x, -2), y=round(y - box.y, -2)))
            self._bring_into_view((x, y), (box.width, box.depth))
        self.refresh()

    def _bring_into_view(self, middle: tuple[float, float], size: tuple[float, float]) -> None:
        """Fly there, where the free floor is not in the window."""
        (x, y), (width, depth), canvas = middle, size, self._canvas
        if not canvas.visible().contains(QRectF(x - width / 2, y - depth / 2, width, depth)):
            goal = canvas.camera.standing_over((x - width / 2, y - depth / 2, x + width / 2, y + depth / 2))
            canvas.pilot.fly(goal, self.theme.motion("fly_to"), 0)

    def place_rows(self) -> None:
        """Draw what is shown, as one step."""
        if self.place.isEnabled():
            self._canvas.place_rows()

    def give_up(self) -> None:
        """Esc: nothing is drawn."""
        self._session.plan_rows(None)
        self._session.choose_tool("choose")

    def refresh(self) -> None:
        """Show the plan, and what speaks against it."""
        plan = self._session.row_plan
        if plan is None:
            self.place.set_allowed("Take the row tool and click where the rows begin.")
            return
        self._show_fields(plan)
        if self._session.live.looking:  # the names in use are known once it is done
            self.place.set_allowed("The drawing is being looked at first.")
            self._late.start(LATE_MS)
            return
        try:
            self.proposal = propose(self._session.document, plan, self._taken(), self._still())
            self.error.clear()
        except Refusal as refusal:
            self.proposal = None
            self.error.show_refusal(refusal)
        self._show_proposal(plan)

    def end(self) -> None:
        """The page goes."""
        self._late.stop()

    # ------------------------------------------------------------- showing
    def _lay_out(self) -> None:
        add, theme = self._add, self.theme
        first = (
            add(ChoiceField(theme, "Template", STYLES), "style"), add(ChoiceField(theme, "Zone"), "zone"),
            add(LineField(theme, "Its code", code=True), "new_zone"),
        )  # fmt: skip
        self.column.addLayout(in_rows(first, 3))
        self.column.addLayout(in_rows([self._number(*line) for line in FIGURES], 3))
        pattern = add(PatternField(theme), "pattern")
        self.column.addWidget(pattern)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.verdict, 1)
        self.column.addLayout(row)
        for part in (self.scheme, self.face_head, self.face, self.names):
            self.column.addWidget(part)
        self.add_group("Place and rules")
        rules = [
            add(ChoiceField(theme, "Racks", SIDES), "sides"), add(ChoiceField(theme, "Truck"), "truck"),
            *(self._number(*line) for line in RULES),
        ]  # fmt: skip
        self.column.addLayout(in_rows(rules, 3))
        flags = [add(FlagField(theme, "Snake walk"), "serpentine"), add(FlagField(theme, "One way"), "one_way")]
        self.column.addLayout(in_rows(flags, 2))
        self.column.addStretch(1)
        self.add_to_foot(self.error)
        acts = self.add_acts(self.place, self.cancel)
        acts.addWidget(KeyCap(theme, "Enter"))
        acts.addWidget(KeyCap(theme, "Esc"))

    def _number(self, key: str, label: str, figure: Figure) -> FieldFrame:
        return self._add(NumberField(self.theme, label, figure), key)

    def _add(self, field: FieldFrame, key: str) -> FieldFrame:
        self.fields[key] = field
        field.setEnabled(self._may_edit)
        field.entered.connect(lambda entry: self._enter(key, entry))
        field.stepped.connect(lambda by: self._enter(key, Add(by)))
        return field

    def _show_fields(self, plan: RowPlan) -> None:
        zone, truck = self.fields["zone"], self.fields["truck"]
        if isinstance(zone, ChoiceField) and isinstance(truck, ChoiceField):
            zone.set_options(((NEW, "New"), *self._zones()))
            truck.set_options(references_to(self._session.document, "truck"))
        for key, field in self.fields.items():
            field.show_values([value_of(plan, key)])
        self.fields["new_zone"].setVisible(plan.zone is None)
        self.scheme.choose(plan.scheme)
        self.scheme.setEnabled(plan.sides == "both" and self._may_edit)

    def _show_proposal(self, plan: RowPlan) -> None:
        shown = self.proposal
        rows = plan.aisles * plan.blocks * (2 if plan.sides == "both" else 1)
        self.show_chip(f"{rows:,} rows, {len(plan.template.bay.levels)} levels")
        self.place.setText(f"Place {plan.bins:,} bins")
        self.place.updateGeometry()
        self.place.set_allowed(None if shown is not None and self._may_edit else "Correct the figures first.")
        if shown is None:
            return
        state, words = say_names(self._session.document, shown)
        self.glyph.show_status(state)
        self.verdict.set_tone("ok" if state == "ok" else "warn" if state == "warn" else "alarm")
        self.verdict.setText(words)
        labels, names = self.names.show_proposal(self._session.document, shown)
        self.face_head.setText(f"Row 01, seen from the aisle · bays {labels[0]} to {labels[-1]}" if labels else "")
        self.face.show_face(Face((plan.template.bay,) * plan.bays, labels))
        self.face.choose((0, 0), [(0, 0)] if names else ())

    def _note(self, *_: object) -> None:
        self._late.start(LATE_MS)

    def _forget(self, *_: object) -> None:
        self._ground = None
        if self._session.row_plan is not None:
            self._late.start(LATE_MS)

    def _still(self) -> Ground:
        if self._ground is None:
            self._ground = Ground(self._session.document)
        return self._ground

    def _taken(self) -> Any:
        self._session.live.findings()
        return self._session.live.addresses.codes()

    def _zones(self) -> tuple[tuple[ElementId | None, str], ...]:
        return references_to(self._session.document, "zone")[1:]

    # ------------------------------------------------------------- changing
    def _enter(self, key: str, entry: Set | Add) -> None:
        plan = self._session.row_plan
        if plan is None:
            return
        value = entry.value if isinstance(entry, Set) else (value_of(plan, key) or 0) + entry.by
        try:
            changed = with_value(plan, key, value)
            if key == "zone" and value == NEW:
                changed = replace(changed, new_zone=free_letter(self._zones()))
            self._session.plan_rows(changed)
            self._now()
        except Refusal as refusal:
            self.fields[key].set_error(True)
            self.error.show_refusal(refusal)

    def _change(self, **fields: Any) -> None:
        if self._session.row_plan is not None:
            self._session.plan_rows(replace(self._session.row_plan, **fields))
            self._now()

    def _now(self) -> None:
        """A figure that was entered is answered at once."""
        if self._late.isActive():
            self._late.start(0)


def value_of(plan: RowPlan, key: str) -> Any:
    """A figure of the panel, read off the plan."""
    kind = plan.template
    match key:
        case "style":
            return kind.style
        case "levels":
            return len(kind.bay.levels)
        case "bay_width":
            return kind.bay.width
        case "bins":
            return kind.bay.widest
        case "depth" | "aisle_width" | "flue":
            return getattr(kind, key)
        case "pattern":
            return plan.pattern or kind.pattern
        case "zone":
            return NEW if plan.zone is None else plan.zone
        case _:
            return getattr(plan, key)


def with_value(plan: RowPlan, key: str, value: Any) -> RowPlan:
    """The plan with another figure of the panel. Raises Refusal for one that cannot be."""
    kind = plan.template
    if key in ("aisles", "bays", "blocks", "levels", "bins", "aisle_start"):
        value = round(value)
    match key:
        case "style":
            return replace(plan, template=TEMPLATES[value], pattern=None)
        case "levels" | "bay_width" | "bins":
            return replace(plan, template=replace(kind, bay=_bay(kind, key, value)))
        case "depth" | "aisle_width" | "flue":
            if not (value > 0 or (key == "flue" and value == 0)):
                raise Refusal("layout", f"{value:g} mm cannot be drawn.", "Enter a length above zero.")
            return replace(plan, template=replace(kind, **{key: value}))
        case "zone":
            return replace(plan, zone=None if value == NEW else value, new_zone="" if value != NEW else "A")
        case "new_zone":
            if not str(value).strip():
                raise Refusal("layout", "The new zone has no code.", "Enter one, for example J.")
            return replace(plan, new_zone=str(value).strip())
        case _:
            return replace(plan, **{key: value})


def _bay(kind: RackTemplate, key: str, value: Any) -> Bay:
    bay = kind.bay
    if key == "bay_width":
        return replace(bay, width=value)
    if key == "bins":
        return replace(bay, levels=tuple(replace(level, bins=value) for level in bay.levels))
    return replace(bay, levels=(bay.levels + (bay.levels[-1],) * max(0, value - len(bay.levels)))[: max(0, value)])


def free_letter(zones: Sequence[tuple[Any, str]]) -> str:
    """The first letter that no zone has as its code."""
    taken = {code for _, code in zones}
    return next((letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if letter not in taken), f"Z{len(taken)}")


def make(around: Around) -> QWidget:
    """The panel."""
    return GeneratorPanel(around)
