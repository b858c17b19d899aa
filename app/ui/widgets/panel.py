"""Panels: a surface with a border, with or without a head of 40 px."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import Theme
from app.ui.widgets.labels import Label

HEAD = 40


class Panel(QFrame):
    """A surface.panel with an 8 px radius. Put content into `body`; focus order runs inside a panel before the next."""

    def __init__(self, theme: Theme, title: str = "", surface: str = "panel") -> None:
        super().__init__()
        self.setProperty("surface", surface)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.head = QHBoxLayout()
        if title:
            frame = QFrame()
            frame.setProperty("surface", "head")
            frame.setFixedHeight(HEAD)
            frame.setLayout(self.head)
            self.head.setContentsMargins(12, 0, 6, 0)
            self.head.setSpacing(8)
            self.title = Label(theme, title, "strong")
            self.head.addWidget(self.title)
            column.addWidget(frame)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        column.addLayout(self.body, 1)

    def add_to_head(self, widget: QWidget, stretch_before: bool = False) -> None:
        """Put a widget at the right end of the head; stretch_before pushes it away from the title."""
        if stretch_before:
            self.head.addStretch(1)
        self.head.addWidget(widget)
