"""Buttons that run a command of the registry, and say why where it may not run."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from app.commands.registry import Registry
from app.domain.errors import Refusal
from app.ui.layout.keys import key_of
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button, IconButton, tip_of
from app.ui.widgets.labels import set_state


class CommandButtons(QObject):
    """Makes the buttons of a bar and keeps them as the context says."""

    def __init__(
        self, theme: Theme, registry: Registry, on_refusal: Callable[[Refusal], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._theme, self._registry, self._on_refusal = theme, registry, on_refusal
        self._made: list[tuple[str, QWidget]] = []
        self._stop = registry.context.listen(lambda _key: self.refresh())

    def icon(self, id_: str, side: int = 28, name: str = "") -> IconButton:
        """An icon button for a command that is registered."""
        command = self._registry[id_]
        button = IconButton(self._theme, command.icon, name or command.title, key_of(id_), side=side)
        button.clicked.connect(lambda: self.run(id_))
        self._made.append((id_, button))
        return button

    def words(self, id_: str, text: str, kind: str = "small") -> Button:
        """A button with words for a command."""
        button = Button(self._theme, text, self._registry[id_].icon, kind, key_of(id_))  # type: ignore[arg-type]  # a Kind
        button.clicked.connect(lambda: self.run(id_))
        self._made.append((id_, button))
        return button

    def menu(self, icon: str, name: str, ids: tuple[str, ...]) -> IconButton:
        """An icon button that offers several commands."""
        button = IconButton(self._theme, icon, name)
        button.clicked.connect(lambda: self._offer(button, ids))
        self._made.append((ids[0], button))
        return button

    def run(self, id_: str) -> None:
        """Run a command; a refusal is told."""
        try:
            self._registry.run(id_)
        except Refusal as refusal:
            self._on_refusal(refusal)

    def refresh(self) -> None:
        """Enable what may run now; the rest says why not."""
        for id_, button in self._made:
            if id_ not in self._registry:
                continue
            command = self._registry[id_]
            reason = command.refusal(self._registry.context)
            button.setEnabled(reason is None)
            if isinstance(button, IconButton):
                name = button.accessibleName()
                button.setToolTip(reason or tip_of(name, key_of(id_)))

    def end(self) -> None:
        """Follow no more."""
        self._stop()

    def _offer(self, button: IconButton, ids: tuple[str, ...]) -> None:
        menu = QMenu(button)
        for id_ in ids:
            command = self._registry[id_]
            action = menu.addAction(command.title + (f"\t{key_of(id_)}" if key_of(id_) else ""))
            action.setEnabled(command.refusal(self._registry.context) is None)
            action.triggered.connect(lambda _=False, id_=id_: self.run(id_))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


def show_on(button: IconButton, on: bool) -> None:
    """Mark a button as what is on (a tool in the hand, snapping)."""
    button.setCheckable(True)
    button.setChecked(on)
    set_state(button, "on", on)
