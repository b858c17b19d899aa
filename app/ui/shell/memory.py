"""How a window and its panes were left, by person and by set of screens."""

import base64
from collections.abc import Callable

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from app.config import Pane, Settings, window_key
from app.ui.shell.parts import Keepable


def screens_key() -> str:
    """The set of screens as a name: sizes, places and scales ("1920x1080+0+0@1 2560x1440+1920+0@1.5")."""
    parts = []
    for screen in QGuiApplication.screens():
        area = screen.geometry()
        parts.append(f"{area.width()}x{area.height()}+{area.x()}+{area.y()}@{screen.devicePixelRatio():g}")
    return " ".join(sorted(parts))


def _text(state: QByteArray) -> str:
    return base64.b64encode(state.data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray(base64.b64decode(text.encode("ascii"), validate=True))


class WindowMemory:
    """Puts a window back as this person left it here, and tells `remember` when it closes."""

    def __init__(self, settings: Settings, person: str, remember: Callable[[str, Pane], object]) -> None:
        self._key = window_key(person, screens_key())
        self._pane = settings.windows.get(self._key, Pane())
        self._remember = remember
        self._kept: dict[str, Keepable] = {}

    def restore(self, window: QMainWindow) -> bool:
        """True when there was something to restore and Qt took it."""
        try:
            return bool(self._pane.geometry) and window.restoreGeometry(_bytes(self._pane.geometry))
        except ValueError:
            return False

    def keep(self, name: str, part: Keepable) -> None:
        """Restore a part now and save it with the window."""
        self._kept[name] = part
        state = self._pane.panes.get(name)
        if state is not None:
            try:
                part.restoreState(_bytes(state))
            except ValueError:
                return

    def save(self, window: QMainWindow) -> None:
        """Hand over how the window stands now."""
        panes = {name: _text(part.saveState()) for name, part in self._kept.items()}
        self._remember(self._key, Pane(_text(window.saveGeometry()), {**self._pane.panes, **panes}))
