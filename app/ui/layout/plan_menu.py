"""The menu of the right button on the plan: what lies under it, and what can be done with what is chosen, with keys."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.commands.registry import Registry
from app.layout.elements import Rack, Zone
from app.layout.racking import ElementId
from app.ui.layout.facts import say_kinds
from app.ui.layout.keys import key_of
from app.ui.layout.session import EditSession

TURNS = ("rotate.right", "rotate.left", "mirror.across", "mirror.along", "arrange")
ALIGNS = (
    "align.left", "align.centre_x", "align.right", "align.top", "align.centre_y", "align.bottom",
    "distribute.centre_x", "distribute.centre_y",
)  # fmt: skip
MOST = 12  # things under one point that are offered


class PlanMenu:
    """Builds the menu anew each time, so that it always fits what is chosen. It closes when a thing of it was done."""

    def __init__(
        self, plan: QWidget, session: EditSession, registry: Registry, run: Callable[[str], object],
        takes: Callable[[bool | None], bool],
    ) -> None:  # fmt: skip
        """takes: whether zones take along what is in them; given a value, from now on."""
        self._plan, self._session, self._registry, self._run, self._takes = plan, session, registry, run, takes

    def offer(self, at: QPoint, under: Iterable[ElementId]) -> QMenu:
        """Show the menu at a point of the screen; under: what lies there, the topmost first."""
        menu = QMenu(self._plan)
        found = list(under)[:MOST]
        if len(found) > 1:
            self._choices(menu.addMenu("Choose here"), found)
            menu.addSeparator()
        self._own(menu)
        for group in (("cut", "copy", "paste", "paste_here", "duplicate", "delete"), ("alike", "all")):
            self._commands(menu, group)
            menu.addSeparator()
        if self._session.selection:
            self._commands(menu.addMenu("Rotate and mirror"), TURNS)
            if len(self._session.selection) > 1:
                self._commands(menu.addMenu("Align and distribute"), ALIGNS)
            self._commands(menu, ("renumber", "properties", "fly"))
            menu.addSeparator()
        self._commands(menu, ("undo", "redo", "fit", "keys"))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return menu

    def _own(self, menu: QMenu) -> None:
        """What only these elements can do: bins of a rack, contents of a zone."""
        session, chosen = self._session, self._session.chosen()
        if len(chosen) == 1 and isinstance(chosen[0], Rack):
            rack = chosen[0].id
            menu.addAction("Work on its bays and bins\tDouble click", lambda: session.enter(rack))
            menu.addSeparator()
        if any(isinstance(element, Zone) for element in chosen):
            along = menu.addAction("Takes along what is in it")
            along.setCheckable(True)
            along.setChecked(self._takes(None))
            along.toggled.connect(self._takes)
            self._commands(menu, ("inside", "delete_whole"))
            menu.addSeparator()

    def _choices(self, menu: QMenu, found: list[ElementId]) -> None:
        for id_ in found:
            element = self._session.document.elements[id_]
            name = getattr(element, "name", "")
            words = f"{say_kinds([element])} {name}".strip()
            action = menu.addAction(words, lambda id_=id_: self._session.select((id_,)))  # type: ignore[misc]  # bound now
            action.setCheckable(True)
            action.setChecked(id_ in self._session.selection)

    def _commands(self, menu: QMenu, names: Iterable[str]) -> None:
        for name in names:
            self._command(menu, f"layout.{name}")

    def _command(self, menu: QMenu, id_: str) -> QAction:
        command, key = self._registry[id_], key_of(id_)
        action = menu.addAction(f"{command.title}\t{key}" if key else command.title, lambda: self._run(id_))
        reason = command.refusal(self._registry.context)
        action.setEnabled(reason is None)
        action.setToolTip(reason or "")
        return action
