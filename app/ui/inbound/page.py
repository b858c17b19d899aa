"""The inbound page: deliveries, docks and quality; receiving by scan in their place while somebody works a delivery."""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.commands.inbound import inbound_commands
from app.ui.inbound.deliveries import DeliveriesView
from app.ui.inbound.desk import InboundDesk
from app.ui.inbound.docks import DocksView
from app.ui.inbound.importing import deliveries_import
from app.ui.inbound.quality import QualityView
from app.ui.inbound.receiving import ReceivingView
from app.ui.sheet_import import SheetImport
from app.ui.shell.parts import Shell
from app.ui.widgets.buttons import Button
from app.ui.widgets.segmented import Option, Segmented

EDGE = 8
LOOK_MS = 15_000
NAMES = {"deliveries": "Deliveries", "docks": "Docks", "quality": "Quality"}
KEYS = {Qt.Key.Key_F6: "no", Qt.Key.Key_F7: "yes", Qt.Key.Key_F8: "weigh", Qt.Key.Key_F9: "undo"}


class InboundPage(QWidget):
    """Sent to `delivery:NUMBER` it searches for that one."""

    def __init__(self, shell: Shell, desk: InboundDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self.setAccessibleName("Inbound")
        self.deliveries = DeliveriesView(shell, desk)
        self.docks = DocksView(shell, desk)
        self.receiving = ReceivingView(shell, desk)
        self._views: dict[str, QWidget] = {"deliveries": self.deliveries, "docks": self.docks}
        if desk.quality is not None:
            self.quality = QualityView(shell, desk, desk.quality)
            self.quality.changed.connect(self._look_round)
            self._views["quality"] = self.quality
        self.stack = QStackedWidget()
        self.importing = SheetImport(shell, desk.theme, desk.jobs, deliveries_import(desk))
        self.importing.taken.connect(self.refresh)
        self.head = self._head()
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(EDGE)
        for part, stretch in ((self.head, 0), (self.importing, 0), (self.stack, 1)):
            column.addWidget(part, stretch)
        for view in (*self._views.values(), self.receiving):
            self.stack.addWidget(view)
        self.deliveries.receive.connect(self._receive)
        self.receiving.left.connect(lambda: self.show_view("deliveries"))
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._look_round)
        self._commands = inbound_commands(self, leads=desk.leads, receives=desk.receives)
        shell.registry.add(*self._commands)
        shell.context.set("inbound.leads", desk.leads)
        self.show_view("deliveries")

    def show_view(self, view: str) -> None:
        """deliveries, docks or quality."""
        self.receiving.end()
        self.head.setVisible(True)
        self.stack.setCurrentWidget(self._views[view])
        self._shell.context.set("inbound.dock", False)
        self.tabs.choose(view)
        self.refresh()

    def show_about(self, about: str) -> None:
        """A delivery by its number ("delivery:ASN-1"), or any other word in the search."""
        self.show_view("deliveries")
        self.deliveries.which.choose("all")
        self.deliveries.search.setText(about.removeprefix("delivery:"))

    def new_delivery(self) -> None:
        """Announce a delivery."""
        self.show_view("deliveries")
        self.deliveries.open_form()

    def import_deliveries(self) -> None:
        """Choose a file; it is checked whole before anything is entered."""
        path, _ = QFileDialog.getOpenFileName(self, "Import deliveries", "", "Tables (*.csv *.xlsx *.txt)")
        if path:
            self.importing.check(path)

    def receive(self) -> None:
        """Take the goods of the chosen delivery in."""
        self.deliveries.receive_chosen()

    def refresh(self) -> None:
        """Read anew what is on show."""
        view = self.stack.currentWidget()
        if isinstance(view, DeliveriesView | DocksView | QualityView):
            view.refresh()
        self._look_round()

    def answer(self, yes: bool) -> None:
        """Answer the question that is open at the dock."""
        self.receiving.answer(yes)

    def weigh(self) -> None:
        """Weigh again."""
        self.receiving.finish()

    def take_back(self) -> None:
        """Take the last scan, or the last receipt, back."""
        self.receiving.take_back()

    def leave_dock(self) -> None:
        """Stop receiving this delivery."""
        self.receiving.leave()

    def end(self) -> None:
        """Give the commands back and stop looking."""
        self._look.stop()
        self.receiving.end()
        self._shell.registry.remove(command.id for command in self._commands)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._look.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F6 to F9 at the dock: no, yes, weigh, take back."""
        act = KEYS.get(Qt.Key(event.key())) if self.stack.currentWidget() is self.receiving else None
        if act == "weigh":
            self.weigh()
        elif act == "undo":
            self.take_back()
        elif act is not None:
            self.answer(act == "yes")
        else:
            super().keyPressEvent(event)

    def _receive(self, row: Any, label: bool) -> None:
        self.head.setVisible(False)
        self.importing.hide()
        self.stack.setCurrentWidget(self.receiving)
        self._shell.context.set("inbound.dock", True)
        self.receiving.begin(row.inbound_id, f"{row.number}, {row.party}" if row.party else row.number, label)

    def _head(self) -> QWidget:
        theme = self._desk.theme
        self.tabs = Segmented(theme, "View", [Option(view, NAMES[view]) for view in self._views], "deliveries")
        self.tabs.chosen.connect(self.show_view)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(EDGE)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.deliveries.kpi)
        if self._desk.leads:
            new = Button(theme, "New delivery", "plus")
            new.clicked.connect(self.new_delivery)
            take = Button(theme, "Import deliveries", "import")
            take.clicked.connect(self.import_deliveries)
            row.addWidget(new)
            row.addWidget(take)
        return head

    def _look_round(self) -> None:
        """How many samples wait."""
        if self._desk.quality is not None:
            job = self._desk.jobs.latest("inbound.badge", self._desk.quality.checks, owner=self)
            job.then(lambda rows: self._shell.set_badge("inbound", len(rows)))
