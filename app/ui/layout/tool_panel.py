"""What the tool in the hand draws with: width of aisles to come, size and use of places, kind of rack, words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.layout.templates import TEMPLATES
from app.ui.layout.dock import SidePanel
from app.ui.layout.facts import ONE_WAY, STYLES, USES
from app.ui.layout.fields import METRES, Add, ChoiceField, FieldFrame, FlagField, LineField, NumberField, Set, in_rows
from app.ui.layout.panels import Around
from app.ui.layout.properties import references_to
from app.ui.layout.tool_column import tool_in_hand
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError

SHAPES = (("box", "Box, corner to corner"), ("polygon", "Point by point"))
Line = tuple[str, str, str, tuple[tuple[Any, str], ...]]
LINES: Mapping[str, Sequence[Line]] = MappingProxyType({
    "choose": (
        ("lasso", "Lasso instead of a box", "flag", ()), ("contents", "A zone takes along what is in it", "flag", ()),
    ),
    "aisle": (
        ("width", "Width", "number", ()), ("one_way", "Driven", "choice", ONE_WAY),
        ("truck", "Widest truck", "truck", ()),
        ("cross", "Cross aisle, no bins", "flag", ()),
    ),
    "rack": (("template", "Kind", "choice", STYLES),),
    "place": (("use", "Use", "choice", USES), ("width", "Width", "number", ()), ("depth", "Depth", "number", ())),
    "obstacle": (("shape", "Drawn as", "choice", SHAPES), ("label", "Label", "text", ())),
    "door": (("width", "Width", "number", ()),),
    "caption": (("text", "Words", "text", ()),),
    "charger": (("width", "Width", "number", ()), ("depth", "Depth", "number", ())),
})  # fmt: skip
"""By tool: (key of its options, label, kind of field, options)."""

HOW: Mapping[str, str] = MappingProxyType({
    "choose": "Click chooses, drag moves, a box chooses what lies in it. Shift keeps the axis, Alt switches snap off. "
    "Ctrl and drag: a zone with what is in it.",
    "zone": "Drag from corner to corner.", "aisle": "Drag along the middle of the aisle.",
    "rack": "Drag along the front of the rack.", "place": "Click puts one down; drag gives it a size.",
    "wall": "Click from corner to corner; Enter or a double click ends, the first point closes.",
    "door": "Click on a wall.", "obstacle": "Drag from corner to corner, or click its points.",
    "charger": "Click puts one down.", "caption": "Click where the words stand.",
    "measure": "Click two points; the distance stands between them.", "hand": "Drag the plan.",
})  # fmt: skip


class ToolPanel(SidePanel):
    """Shows the options of the tool in the hand; what is changed holds for what is drawn next."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.desk.theme, "Tool")
        self._session, self._canvas, self._may_edit = around.session, around.canvas, around.desk.may_edit
        self.fields: dict[str, FieldFrame] = {}
        self._holder: QWidget | None = None
        self._tool = ""
        self.how = Label(self.theme, "", "small", "secondary", wrap=True)
        self.error = InlineError(self.theme)
        self.column.addWidget(self.how)
        self.column.addWidget(self.error)
        self.column.addStretch(1)
        self._late = QTimer(self, singleShot=True, interval=0)
        self._late.timeout.connect(self.refresh)
        self._session.tool_chosen.connect(lambda _tool: self._late.start())
        self._session.opened.connect(self._late.start)
        self.refresh()

    def refresh(self) -> None:
        """Show the options as they are now."""
        tool = self._session.tool
        if tool != self._tool:
            self._build(tool)
        options = getattr(self._canvas.tool_options, tool, None)
        use = options.use if tool == "place" and options is not None else ""
        known = tool_in_hand(tool, use)
        self.title.setText(known.title if known is not None else "Tool")
        self.how.setText(HOW.get(tool, ""))
        for key, field in self.fields.items():
            if isinstance(field, ChoiceField) and key == "truck":
                field.set_options(references_to(self._session.document, "truck"))
            value = getattr(options, key)
            field.show_values([value.style if key == "template" else value])

    def end(self) -> None:
        """The page goes."""
        self._late.stop()

    def _build(self, tool: str) -> None:
        self._tool = tool
        self.error.clear()
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        self.fields = {line[0]: self._field(line) for line in LINES.get(tool, ())}
        self._holder = QWidget()
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        switches = [field for field in self.fields.values() if isinstance(field, FlagField)]
        column.addLayout(in_rows([field for field in self.fields.values() if not isinstance(field, FlagField)], 2))
        for switch in switches:
            column.addWidget(switch)
        self.column.insertWidget(1, self._holder)

    def _field(self, line: Line) -> FieldFrame:
        key, label, kind, options = line
        field: FieldFrame
        if kind == "number":
            field = NumberField(self.theme, label, METRES)
        elif kind == "flag":
            field = FlagField(self.theme, label)
        elif kind == "text":
            field = LineField(self.theme, label)
        else:
            field = ChoiceField(self.theme, label, options)
        field.setEnabled(self._may_edit)
        field.entered.connect(lambda entry: self._enter(key, entry))
        field.stepped.connect(lambda by: self._enter(key, Add(by)))
        return field

    def _enter(self, key: str, entry: Set | Add) -> None:
        options = self._canvas.tool_options
        own = getattr(options, self._tool)
        value: Any = entry.value if isinstance(entry, Set) else getattr(own, key) + entry.by
        field = self.fields[key]
        if isinstance(field, NumberField) and not value > 0:
            field.set_error(True)
            return
        changes: dict[str, Any] = {key: TEMPLATES[value] if key == "template" else value}
        tools: dict[str, Any] = {self._tool: replace(own, **changes)}
        self._canvas.tool_options = replace(options, **tools)
        self.refresh()


def make(around: Around) -> QWidget:
    """The panel."""
    return ToolPanel(around)
