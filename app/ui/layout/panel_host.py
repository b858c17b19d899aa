"""The right dock: one side panel at a time, made when it is first opened, and the strip of icons that opens them."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.ui.layout.command_button import show_on
from app.ui.layout.dock import SidePanel, scrolling
from app.ui.layout.keys import key_of
from app.ui.layout.panels import Around, PanelEntry
from app.ui.shell.parts import Ending
from app.ui.theme import Theme
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import Line

STRIP = 40
BUTTON = 30


class PanelStrip(QFrame):
    """One button a panel. asked: its id."""

    asked = Signal(str)

    def __init__(self, theme: Theme, groups: Iterable[Iterable[PanelEntry]]) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.setAccessibleName("Side panels")
        self.setFixedWidth(STRIP)
        self.buttons: dict[str, IconButton] = {}
        inner = QFrame()
        inner.setProperty("surface", "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 6, 4, 6)
        column.setSpacing(2)
        for number, group in enumerate(groups):
            entries = [entry for entry in group if entry.built]
            if number and entries:
                column.addSpacing(4)
                column.addWidget(Line("h"))
                column.addSpacing(4)
            for entry in entries:
                button = IconButton(theme, entry.icon, entry.title, key_of(f"layout.{entry.id}"), side=BUTTON)
                button.clicked.connect(lambda _=False, id_=entry.id: self.asked.emit(id_))
                self.buttons[entry.id] = button
                column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        area = scrolling(inner)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(area)

    def mark(self, id_: str) -> None:
        """Show which one is open; "" for none."""
        for own, button in self.buttons.items():
            show_on(button, own == id_)


class PanelHost(QStackedWidget):
    """opened: the id of the panel that is shown now."""

    opened = Signal(str)

    def __init__(self, entries: Iterable[PanelEntry]) -> None:
        super().__init__()
        self._entries = {entry.id: entry for entry in entries if entry.built}
        self._made: dict[str, QWidget] = {}
        self._around: Around | None = None
        self.current = ""

    def begin(self, around: Around) -> None:
        """What panels are made of."""
        self._around = around

    def has(self, id_: str) -> bool:
        """Whether there is such a panel."""
        return id_ in self._entries

    def open(self, id_: str) -> QWidget:
        """Show a panel, made if need be. KeyError where there is none."""
        entry = self._entries[id_]
        panel = self.panel(id_)
        self.setCurrentWidget(panel)
        if self.current != id_:
            self.current = id_
            self.opened.emit(id_)
        if entry.tool is not None and self._around is not None and self._around.session.tool != entry.tool:
            self._around.session.choose_tool(entry.tool)
        return panel

    def panel(self, id_: str) -> QWidget:
        """A panel, made if need be, not shown by this."""
        if id_ not in self._made:
            assert self._around is not None
            made = self._entries[id_].make(self._around)
            self._made[id_] = made
            if isinstance(made, SidePanel) and id_ != "properties":
                made.closed.connect(lambda: self.open("properties"))
            self.addWidget(made)
        return self._made[id_]

    def made(self, id_: str) -> QWidget | None:
        """A panel that was opened before."""
        return self._made.get(id_)

    def end(self) -> None:
        """The page goes."""
        for panel in self._made.values():
            if isinstance(panel, Ending):
                panel.end()
