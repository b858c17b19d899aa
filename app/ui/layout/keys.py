"""The editor's keys: those of the plan while it has the keyboard, those of the page wherever on it the keyboard is."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.commands.layout import KEYS

ALSO: Mapping[str, str] = {"layout.redo": "Ctrl+Shift+Z", "layout.delete": "Backspace"}


class Keys(QObject):
    """Runs a command when its key is pressed. A field keeps the keys that it edits with for itself."""

    def __init__(self, page: QWidget, plan: QWidget, run: Callable[[str], object]) -> None:
        super().__init__(page)
        for id_, (key, where) in KEYS.items():
            for sequence in (key, ALSO.get(id_, "")):
                if sequence:
                    scope = Qt.ShortcutContext.WidgetShortcut
                    if where == "page":
                        scope = Qt.ShortcutContext.WidgetWithChildrenShortcut
                    shortcut = QShortcut(QKeySequence(sequence), plan if where == "plan" else page)
                    shortcut.setContext(scope)
                    shortcut.activated.connect(lambda id_=id_: run(id_))


def key_of(id_: str) -> str:
    """The key of a command, for tooltips; empty for none."""
    found = KEYS.get(id_)
    return found[0] if found is not None else ""
