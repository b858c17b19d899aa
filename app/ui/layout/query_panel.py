"""Choosing by query: a line, how many it finds, and what can be asked for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.layout.racking import ElementId
from app.ui.layout.dock import SidePanel
from app.ui.layout.facts import say_kinds
from app.ui.layout.fields import LineField
from app.ui.layout.panels import Around
from app.ui.layout.query import find, missing_name
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError

EXAMPLES = (
    ("zone:A levels>3", "racks of zone A with more than three levels"),
    ("kind:dock", "every dock"),
    ("kind:rack walk:none -zone:B", "racks outside of the pick walk that are not in zone B"),
    ("address:A-04-*", "whatever bears such an address"),
    ("kind:aisle width<2.5", "aisles narrower than 2.5 m"),
)
LINK = 4  # px by which the words of a link stand in


class QueryPanel(SidePanel):
    """Enter chooses what is found; Add puts it to what is chosen already."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.desk.theme, "Select by query")
        self._session, self._canvas = around.session, around.canvas
        self.line = LineField(self.theme, "Choose what is", code=True, hint="kind:rack zone:A")
        self.line.edit.setClearButtonEnabled(False)
        self.found = Label(self.theme, "", "small", "secondary", wrap=True)
        self.error = InlineError(self.theme)
        self.column.addWidget(self.line)
        self.column.addWidget(self.found)
        self.column.addWidget(self.error)
        self.add_group("For example")
        for text, words in EXAMPLES:
            button = Button(self.theme, text, kind="link")
            button.setToolTip(words)
            button.clicked.connect(lambda _=False, text=text: self._example(text))
            pair = QVBoxLayout()
            pair.setContentsMargins(0, 0, 0, 4)
            pair.setSpacing(0)
            pair.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            told = Label(self.theme, words, "small", "secondary", wrap=True)
            told.setIndent(LINK)
            pair.addWidget(told)
            self.column.addLayout(pair)
        self.column.addStretch(1)
        self.choose = Button(self.theme, "Choose", "select", "primary")
        self.add = Button(self.theme, "Add to the choice", "plus")
        self.add_acts(self.choose, self.add)
        self.line.edit.textChanged.connect(self._count)
        self.line.edit.returnPressed.connect(self.run)
        self.choose.clicked.connect(self.run)
        self.add.clicked.connect(lambda: self.run(add=True))
        self._count(self.line.edit.text())

    def run(self, *_: object, add: bool = False) -> None:
        """Choose what the line finds, and go there."""
        ids = self._find()
        if ids:
            self._session.select(ids, "add" if add else "set")
            self._canvas.fly_to(ids)

    def _find(self) -> list[ElementId]:
        try:
            found = find(self._session.document, self.line.edit.text())
            self.error.clear()
            self.line.set_error(False)
        except Refusal as refusal:
            self.error.show_refusal(refusal)
            self.line.set_error(True)
            return []
        return [id_ for id_ in found if self._session.free(id_)]

    def _count(self, text: str) -> None:
        ids = self._find()
        elements = [self._session.document.elements[id_] for id_ in ids]
        nothing = ""
        if text.strip() and not self.error.isVisibleTo(self):
            nothing = missing_name(self._session.document, text) or "Nothing is found."
        self.found.setText(f"{say_kinds(elements)} found" if elements else nothing)
        reason = None if ids else "The line finds nothing that can be chosen."
        self.choose.set_allowed(reason)
        self.add.set_allowed(reason)

    def _example(self, text: str) -> None:
        self.line.edit.setText(text)
        self.line.edit.setFocus()


def make(around: Around) -> QWidget:
    """The panel."""
    return QueryPanel(around)
