"""Commands as Qt actions: shortcuts that work anywhere in the window, titles and keys for menus and tooltips."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.commands.registry import Command, Registry
from app.domain.errors import Refusal
from app.ui.theme import Theme


class Actions(QObject):
    """Keeps one QAction a command on the window, enabled as the context says. Refusals go to on_refusal."""

    def __init__(
        self, registry: Registry, theme: Theme, window: QWidget, on_refusal: Callable[[Refusal], object]
    ) -> None:
        super().__init__(window)
        self._registry = registry
        self._theme = theme
        self._window = window
        self._on_refusal = on_refusal
        self._actions: dict[str, QAction] = {}
        self._stops = (registry.listen(self._follow), registry.context.listen(lambda _key: self._enable()))
        self._follow()

    def action(self, id_: str) -> QAction:
        """The action of a command, to put into a menu or under a button. KeyError when there is no such command."""
        return self._actions[id_]

    def run(self, id_: str) -> None:
        """Run a command as if its key had been pressed."""
        try:
            self._registry.run(id_)
        except Refusal as refusal:
            self._on_refusal(refusal)

    def close(self) -> None:
        """Stop following; the actions go with the window."""
        for stop in self._stops:
            stop()

    def _follow(self) -> None:
        current = {command.id: command for command in self._registry}
        for id_ in [id_ for id_ in self._actions if id_ not in current]:
            action = self._actions.pop(id_)
            self._window.removeAction(action)
            action.deleteLater()
        for id_, command in current.items():
            if id_ not in self._actions:
                self._actions[id_] = self._make(command)
        self._enable()

    def _make(self, command: Command) -> QAction:
        action = QAction(command.title, self._window)
        if command.shortcut:
            action.setShortcut(QKeySequence(command.shortcut))
        if command.icon:
            action.setIcon(self._theme.icon(command.icon))
        action.triggered.connect(lambda _=False, id_=command.id: self.run(id_))
        self._window.addAction(action)
        return action

    def _enable(self) -> None:
        for id_, action in self._actions.items():
            command = self._registry[id_]
            reason = command.refusal(self._registry.context)
            action.setEnabled(reason is None)
            tip = f"{command.title}  ({command.shortcut})" if command.shortcut else command.title
            action.setToolTip(reason or tip)
