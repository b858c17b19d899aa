"""All keys of the editor, and what the mouse does with them held: what no menu shows while the hand is busy."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.commands.layout import KEYS, TOOLS
from app.ui.layout.dock import SidePanel
from app.ui.layout.keys import ALSO
from app.ui.layout.panels import Around
from app.ui.widgets.labels import KeyCap, Label

MOUSE: Sequence[tuple[str, str]] = (
    ("Click, Shift click", "Choose; add to the choice"), ("Drag to the right", "Choose what lies in the box"),
    ("Drag to the left", "Choose what the box touches"), ("Alt drag", "Lasso; of something chosen: without snap"),
    ("Shift drag", "Keep to one axis; turn by 15°"), ("Ctrl drag", "A zone without what is in it"),
    ("Double click", "Work on the bins of a rack"), ("Right button", "Menu; ends a drawing tool"),
    ("Middle button, Space", "Move the view"), ("Wheel, plus, minus", "Zoom"), 
    ("Arrows", "Move by 0.1 m, with Shift 1 m"),
    ("Alt arrows", "Longer, wider; a bay more"), ("Ctrl arrows", "Lead the cross; Enter takes"),
    ("Shift . and Shift ,", "Turn by 15°, with Alt by 1°"), ("Esc", "Give up: the gesture, the choice, the tool"),
)  # fmt: skip
GROUPS: Mapping[str, Sequence[str]] = MappingProxyType({
    "Edit": ("undo", "redo", "cut", "copy", "paste", "paste_here", "duplicate", "delete", "delete_whole", "save"),
    "Choose": ("grain.zones", "grain.racks", "grain.bins", "all", "alike", "inside", "query"),
    "Arrange": (
        "rotate.right", "rotate.left", "arrange", "mirror.across", "mirror.along", "align.left", "align.right",
        "align.top", "align.bottom", "align.centre_x", "align.centre_y", "distribute.centre_x", "distribute.centre_y",
    ),
    "See": ("fit", "fly", "snap", "graph", "next", "previous"),
    "Names and versions": ("renumber", "compare", "history", "publish", "keys"),
})  # fmt: skip
"""Commands by what they are for; every one that has a key stands in one of these or among the tools."""


class KeysPanel(SidePanel):
    """Commands by group with their keys, the tools, then what the mouse does."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.desk.theme, "Keys")
        titles = {command.id: command.title for command in around.shell.registry}
        self.add_words("Letters hold while the plan has the keyboard: click into it, or press Tab until it is framed.")
        self._group("Tools", [(tool.title, tool.key) for tool in TOOLS])
        for head, names in GROUPS.items():
            ids = [f"layout.{name}" for name in names]
            self._group(head, [(titles[id_], _keys(id_)) for id_ in ids if id_ in titles])
        self._group("Mouse and arrows", [(words, key) for key, words in MOUSE])
        self.column.addStretch(1)

    def _group(self, head: str, lines: Sequence[tuple[str, str]]) -> None:
        self.add_group(head)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for row, (words, key) in enumerate(lines):
            grid.addWidget(Label(self.theme, words, "small", "secondary", wrap=True), row, 0)
            grid.addWidget(KeyCap(self.theme, key), row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(grid)


def _keys(id_: str) -> str:
    also = ALSO.get(id_, "")
    return f"{KEYS[id_][0]}, {also}" if also else KEYS[id_][0]


def make(around: Around) -> QWidget:
    """The panel."""
    return KeysPanel(around)
