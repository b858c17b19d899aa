"""The putaway page: what waits, what is planned and why, the rules, hazard storage."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.commands.putaway import putaway_commands
from app.services.putaway import Proposed
from app.ui.putaway.desk import PutawayDesk
from app.ui.putaway.hazards import HazardsView
from app.ui.putaway.planned import PlannedView
from app.ui.putaway.rules import RulesView
from app.ui.putaway.waiting import WaitingView
from app.ui.shell.parts import Shell
from app.ui.widgets.buttons import Button
from app.ui.widgets.segmented import Option, Segmented

EDGE = 8
VIEWS = (
    Option("waiting", "Waiting"),
    Option("planned", "Planned"),
    Option("rules", "Rules"),
    Option("hazards", "Hazards"),
)


class PutawayPage(QWidget):
    """Answers `show_about("task:77300")` with the task and its reason."""

    def __init__(self, shell: Shell, desk: PutawayDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self.setAccessibleName("Put away")
        self.tabs = Segmented(desk.theme, "View", VIEWS, "waiting")
        self.tabs.chosen.connect(self.show_view)
        self.again = Button(desk.theme, "Refresh", "refresh", "", "F5")
        self.again.clicked.connect(self.refresh)
        self.waiting = WaitingView(shell, desk)
        self.planned = PlannedView(shell, desk)
        self.rules = RulesView(shell, desk)
        self.hazards = HazardsView(shell, desk)
        self.waiting.planned.connect(self._planned)
        self.planned.changed.connect(self.waiting.refresh)
        self.stack = QStackedWidget()
        self._views: dict[str, QWidget] = {
            "waiting": self.waiting,
            "planned": self.planned,
            "rules": self.rules,
            "hazards": self.hazards,
        }
        for view in self._views.values():
            self.stack.addWidget(view)
        head = QHBoxLayout()
        head.setSpacing(EDGE)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(EDGE)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        self._commands = putaway_commands(self)
        shell.registry.add(*self._commands)

    def begin(self) -> None:
        """Read everything once."""
        self.waiting.refresh()
        self.planned.refresh()
        self.rules.refresh()
        self.hazards.refresh()

    def show_view(self, view: str) -> None:
        """waiting, planned, rules or hazards."""
        self.tabs.choose(view)
        self.stack.setCurrentWidget(self._views[view])

    def show_about(self, about: str) -> None:
        """One task: `task:` and its number."""
        kind, _, number = about.partition(":")
        if kind == "task" and number.isdecimal():
            self.show_view("planned")
            self.planned.refresh(int(number))

    def refresh(self) -> None:
        """Read what waits and what is planned anew; rules that are not saved stay."""
        self.waiting.refresh()
        self.planned.refresh()
        if not self.rules.dirty:
            self.rules.refresh()
        if not self.hazards.dirty:
            self.hazards.refresh()

    def find_places(self) -> None:
        """Places for the chosen goods, or all that wait."""
        self.show_view("waiting")
        self.waiting.plan()

    def ask_why_not(self) -> None:
        """To the field that asks why not another bin."""
        self.show_view("planned")
        self.planned.why.bin.setFocus()

    def end(self) -> None:
        """Give the commands back."""
        self._shell.registry.remove(command.id for command in self._commands)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    def _planned(self, found: Proposed) -> None:
        self.planned.refresh(found.places[0].task if found.places else None)
        if found.places and not found.left:
            self.show_view("planned")
