"""The column of tools at the left of the plan: one is in the hand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.commands.layout import TOOLS, ToolKey
from app.ui.layout.command_button import CommandButtons, show_on
from app.ui.layout.dock import scrolling
from app.ui.layout.session import EditSession
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import Line

WIDTH = 44
BUTTON = 32


class ToolColumn(QFrame):
    """Buttons 32, in groups: choose, draw, measure. show_tool marks the one in the hand."""

    def __init__(self, buttons: CommandButtons, session: EditSession) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.setAccessibleName("Tools")
        self.setFixedWidth(WIDTH)
        self.buttons: dict[str, IconButton] = {}
        inner = QFrame()
        inner.setProperty("surface", "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(5, 6, 5, 6)
        column.setSpacing(2)
        group = 0
        for tool in TOOLS:
            if tool.group != group:
                group = tool.group
                column.addSpacing(4)
                column.addWidget(Line("h"))
                column.addSpacing(4)
            button = buttons.icon(tool.command, BUTTON)
            self.buttons[tool.id] = button
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        area = scrolling(inner)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(area)
        self._session = session
        session.tool_chosen.connect(lambda _tool: self.show_tool())
        self.show_tool()

    def show_tool(self, use: str = "") -> None:
        """Mark the tool in the hand; use tells places apart."""
        now = tool_in_hand(self._session.tool, use)
        for tool in TOOLS:
            show_on(self.buttons[tool.id], now is not None and tool.id == now.id)


def tool_in_hand(name: str, use: str) -> ToolKey | None:
    """The tool of the column for a tool of the session."""
    found = [tool for tool in TOOLS if tool.tool == name]
    return next((tool for tool in found if tool.use == use), found[0] if found else None)
