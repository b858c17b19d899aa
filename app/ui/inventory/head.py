"""The row above the table: saved views, and what can be done with all that was found."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.services.inventory import View
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button, ChipButton, IconButton

SHOWN = 6  # views that have a place in the row; the rest are in the menu of the last


class ViewRow(QWidget):
    """`chosen` with a view, `saved` with name and whether all may see it, `dropped` with a view."""

    chosen = Signal(object)
    saved = Signal(str, bool)
    dropped = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._views: tuple[View, ...] = ()
        self._line, self._sort = "", ""
        self.chips: list[ChipButton] = []
        self.everything = ChipButton(theme, "All stock", chosen=False, removable=False)
        self.plus = IconButton(theme, "plus", "Save this view", "Ctrl+S")
        self.drop = IconButton(theme, "delete", "Delete this view")
        self.name = QLineEdit()
        self.name.setPlaceholderText("Name of this view")
        self.name.setAccessibleName("Name of this view")
        self.name.setFixedSize(200, 28)
        self.name.setMaxLength(60)
        self.shared = ChipButton(theme, "For everybody", chosen=False, removable=False)
        self.shared.clicked.connect(self._share)
        self._for_all = False
        self.keep = Button(theme, "Save", kind="small")
        self.plus.clicked.connect(self.ask_name)
        self.drop.clicked.connect(self._drop)
        self.keep.clicked.connect(self._save)
        self.name.returnPressed.connect(self._save)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        for widget in (self.everything, self.plus, self.drop, self.name, self.shared, self.keep):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._show_form(False)
        self.drop.hide()
        self.everything.clicked.connect(lambda: self.chosen.emit(None))

    def show_views(self, views: Sequence[View]) -> None:
        """The views there are; one's own first."""
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self._views = tuple(views[:SHOWN])
        self.chips = []
        for number, view in enumerate(self._views):
            chip = ChipButton(self._theme, view.name, chosen=False, removable=False)
            chip.setToolTip(view.name if view.mine else f"{view.name}, shared by {view.person}")
            chip.clicked.connect(lambda _=False, one=view: self.chosen.emit(one))
            self._row.insertWidget(number + 1, chip)
            self.chips.append(chip)
        for one, after in pairwise(
            [self.everything, *self.chips, self.plus, self.drop, self.name, self.shared, self.keep]
        ):
            QWidget.setTabOrder(one, after)
        self.show_search(self._line, self._sort)

    def show_search(self, line: str, sort: str) -> None:
        """Mark the view that says just this; it can be deleted where it is one's own."""
        self._line, self._sort = line, sort
        self.everything.set_chosen(line == "")
        for view, chip in zip(self._views, self.chips, strict=True):
            chip.set_chosen(line != "" and (view.line, view.sort) == (line, sort))
        current = self.current
        self.drop.setVisible(current is not None and current.mine)

    @property
    def current(self) -> View | None:
        """The saved view that is shown."""
        same = (self._line, self._sort)
        return next((one for one in self._views if self._line and (one.line, one.sort) == same), None)

    def ask_name(self) -> None:
        """Ask for a name to save under."""
        self._show_form(True)
        self.name.setText(self.current.name if self.current is not None and self.current.mine else "")
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.name.isVisible():
            self._show_form(False)
        else:
            super().keyPressEvent(event)

    def _share(self) -> None:
        self._for_all = not self._for_all
        self.shared.set_chosen(self._for_all)
        self.shared.setAccessibleDescription("chosen" if self._for_all else "")

    def _save(self) -> None:
        name = self.name.text().strip()
        if name:
            self._show_form(False)
            self.saved.emit(name, self._for_all)

    def _drop(self) -> None:
        if self.current is not None:
            self.dropped.emit(self.current)

    def _show_form(self, on: bool) -> None:
        for widget in (self.name, self.shared, self.keep):
            widget.setVisible(on)
        self.plus.setVisible(not on)
