"""Turn by a number, spread with a gap, repeat in a grid: what the toolbar's menus need figures for."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.errors import Refusal
from app.layout.geometry import bounds_of
from app.layout.shapes import outline
from app.ui.layout.arranging import Arranging
from app.ui.layout.array_ghost import ArrayGhost
from app.ui.layout.dock import SidePanel
from app.ui.layout.facts import say_kinds
from app.ui.layout.fields import COUNT, DEGREES, METRES, Add, NumberField, Set, in_rows
from app.ui.layout.panels import Around
from app.ui.layout.properties import row_of
from app.ui.widgets.buttons import Button
from app.ui.widgets.messages import InlineError


class ArrangePanel(SidePanel):
    """Acts on what is chosen, each as one step of undo."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.desk.theme, "Arrange")
        self._session, self._may_edit = around.session, around.desk.may_edit
        self._arranging = Arranging(around.session, lambda: around.canvas.tool_options.choose.contents)
        theme = self.theme
        self.words = self.add_words("")
        self.angle = NumberField(theme, "Rotate by", DEGREES)
        self.gap = NumberField(theme, "Gap", METRES)
        self.across, self.down = NumberField(theme, "Columns", COUNT), NumberField(theme, "Rows", COUNT)
        self.step_x, self.step_y = NumberField(theme, "Step across", METRES), NumberField(theme, "Step down", METRES)
        self.rotate = Button(theme, "Rotate", "rotate", "small")
        self.spread_x = Button(theme, "Across", "distribute", "small")
        self.spread_y = Button(theme, "Down", "distribute", "small")
        self.repeat = Button(theme, "Make the array", "array", "small")
        self.error = InlineError(theme)
        for title, fields, buttons in (
            ("Rotate", [self.angle], [self.rotate]),
            ("Distribute with a gap", [self.gap], [self.spread_x, self.spread_y]),
            ("Array", [self.across, self.down, self.step_x, self.step_y], [self.repeat]),
        ):
            self.add_group(title)
            self.column.addLayout(in_rows(fields, 2))
            row = row_of(*buttons)
            row.addStretch(1)
            self.column.addLayout(row)
        self.column.addWidget(self.error)
        self.column.addStretch(1)
        self._values: dict[NumberField, float] = {
            self.angle: 90.0, self.gap: 1_600.0, self.across: 2, self.down: 1, self.step_x: 5_000.0,
            self.step_y: 5_000.0,
        }  # fmt: skip
        for field in self._values:
            field.entered.connect(lambda entry, field=field: self._enter(field, entry))
            field.stepped.connect(lambda by, field=field: self._enter(field, Add(by)))
            field.show_values([self._values[field]])
        self.rotate.clicked.connect(lambda: self._do(lambda: self._arranging.rotate(self._values[self.angle])))
        self.spread_x.clicked.connect(lambda: self._do(lambda: self._spread("centre_x")))
        self.spread_y.clicked.connect(lambda: self._do(lambda: self._spread("centre_y")))
        self.repeat.clicked.connect(lambda: self._do(self._array))
        self._session.selected.connect(self.refresh)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Say what would be arranged; steps begin as wide as what is chosen."""
        chosen = self._arranging.movable()
        self.words.setText(f"{say_kinds(chosen)} chosen." if chosen else "Choose something on the plan first.")
        reason = None if chosen and self._may_edit else "Choose something on the plan first."
        for button in (self.rotate, self.spread_x, self.spread_y, self.repeat):
            button.set_allowed(reason)
        if chosen:
            x0, y0, x1, y1 = bounds_of([point for element in chosen for point in outline(element)])
            for field, value in ((self.step_x, x1 - x0 + 1_000.0), (self.step_y, y1 - y0 + 1_000.0)):
                self._values[field] = round(value, 1)
                field.show_values([self._values[field]])
        self._show_copies()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_copies()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._session.drop_overlay(ArrayGhost.id)

    def _show_copies(self) -> None:
        """What the array would make, on the plan, as long as this panel is there."""
        if not self.isVisible():
            return
        chosen = self._arranging.movable()
        grid = int(self._values[self.across]), int(self._values[self.down])
        if not chosen or grid == (1, 1) or not self._may_edit:
            self._session.drop_overlay(ArrayGhost.id)
            return
        steps = self._values[self.step_x], self._values[self.step_y]
        self._session.show_overlay(ArrayGhost.of(self.theme, chosen, grid, steps))

    def _enter(self, field: NumberField, entry: Set | Add) -> None:
        value = float(entry.value) if isinstance(entry, Set) else self._values[field] + entry.by
        if field in (self.across, self.down):
            value = max(1, round(value))
        self._values[field] = value
        field.show_values([value])
        self._show_copies()

    def _spread(self, edge: str) -> None:
        self._arranging.distribute("centre_x" if edge == "centre_x" else "centre_y", self._values[self.gap])

    def _array(self) -> None:
        across, down = int(self._values[self.across]), int(self._values[self.down])
        if across * down * len(self._arranging.movable()) > 20_000:
            raise Refusal("layout", "That would be more than 20,000 things.", "Ask for fewer rows or columns.")
        self._arranging.array(across, down, self._values[self.step_x], self._values[self.step_y])
        for field in (self.across, self.down):  # it is made: nothing more is outlined until it is asked for
            self._enter(field, Set(1))

    def _do(self, act: object) -> None:
        if self._session.document.editing is not None:
            return
        try:
            act()  # type: ignore[operator]  # a closure over an act
            self.error.clear()
        except Refusal as refusal:
            self.error.show_refusal(refusal)


def make(around: Around) -> QWidget:
    """The panel."""
    return ArrangePanel(around)
