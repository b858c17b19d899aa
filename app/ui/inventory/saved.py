"""Saved views: read, kept, dropped."""

from PySide6.QtCore import QObject

from app.domain.errors import Fault, Refusal
from app.services.inventory import View, say
from app.ui.inventory.desk import StockDesk
from app.ui.inventory.parts import Parts
from app.ui.shell.parts import Shell


class SavedViews(QObject):
    """Lives as long as the page."""

    def __init__(self, parent: QObject, parts: Parts, shell: Shell, desk: StockDesk) -> None:
        super().__init__(parent)
        self._parts, self._shell, self._desk = parts, shell, desk
        parts.views.saved.connect(self.keep)
        parts.views.dropped.connect(self.drop)

    def read(self) -> None:
        """The saved views there are."""
        job = self._desk.jobs.latest("inventory.views", self._desk.stock.views, owner=self)
        job.then(self._parts.views.show_views).on_refusal(self._shell.show_refusal).on_fault(self._fail)

    def keep(self, name: str, shared: bool) -> None:
        """Save what is shown under a name."""
        search = self._parts.finder.search
        columns = self._parts.table.shown_columns()
        job = self._desk.jobs.run(self._desk.stock.save, name, say(search), search.sort, columns, shared, owner=self)
        job.then(lambda _: self.read()).on_refusal(self._shell.show_refusal).on_fault(self._fail)

    def drop(self, view: View) -> None:
        """Delete one's own view."""
        job = self._desk.jobs.run(self._desk.stock.drop, view.view_id, owner=self)
        job.then(lambda _: self.read()).on_refusal(self._shell.show_refusal).on_fault(self._fail)

    def _fail(self, fault: Fault) -> None:
        self._shell.show_refusal(Refusal("fault", fault.what, f"{fault.safe} Reference {fault.reference}."))
