"""Asking for stock: pages for the model, counts for the facets, one search at a time; late answers are dropped."""

import time

from PySide6.QtCore import QObject, Signal

from app.domain.errors import Fault, Refusal
from app.services.inventory import Facets, Search, StockPage
from app.ui.inventory.desk import StockDesk
from app.ui.inventory.window_model import StockModel, Wish


class Finder(QObject):
    """`changed` with a new search, `counted` with its facets, `refused`/`failed` where it cannot be answered."""

    changed = Signal(object)  # Search
    counted = Signal(object)  # Facets
    answered = Signal(int)  # ms the first page took
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: StockDesk, model: StockModel, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._model = desk, model
        self._began = 0.0
        self.search = Search()
        self.before: Search | None = None  # what was looked for until now
        self.facets: Facets | None = None
        model.wanted.connect(self._ask)

    def look_for(self, search: Search) -> None:
        """Another search, from its first row; the one before is forgotten."""
        self.before, self.search = self.search, search
        self.facets = None
        self._began = time.monotonic()
        self._model.start(search)
        self.changed.emit(search)
        job = self._desk.jobs.latest("inventory.facets", self._desk.stock.facets, search, owner=self)
        job.then(self._count).on_refusal(self._say_nothing).on_fault(self.failed.emit)

    def again(self) -> None:
        """The same search anew: stock has changed, or it failed."""
        self.look_for(self.search)

    def stop(self) -> None:
        """Nobody wants answers any more."""
        self._desk.jobs.forget("inventory.facets")

    def _ask(self, wish: Wish) -> None:
        job = self._desk.jobs.run(self._desk.stock.page, wish.search, wish.after, owner=self)
        job.then(lambda page: self._take(wish, page))
        job.on_refusal(lambda refusal: self._refuse(wish, refusal))
        job.on_fault(lambda fault: self._fail(wish, fault))

    def _take(self, wish: Wish, page: StockPage) -> None:
        if wish.search is self.search and wish.number == 0 and page.rows:
            self.answered.emit(round((time.monotonic() - self._began) * 1000))
        self._model.take(wish, page)

    def _count(self, facets: Facets) -> None:
        self.facets = facets
        self.counted.emit(facets)

    def _refuse(self, wish: Wish, refusal: Refusal) -> None:
        self._model.fail(wish)
        if wish.search is self.search:
            self.refused.emit(refusal)

    def _fail(self, wish: Wish, fault: Fault) -> None:
        self._model.fail(wish)
        if wish.search is self.search:
            self.failed.emit(fault)

    def _say_nothing(self, refusal: Refusal) -> None:
        """The page's own answer says why; twice would be too often."""
