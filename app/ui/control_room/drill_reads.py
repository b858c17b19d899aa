"""What the drill panel reads beside the bin itself: the ledger of one record, older entries, the order of an entry."""

from collections.abc import Callable
from typing import Any

from app.domain.errors import Fault, Refusal
from app.services.control_room import Before
from app.ui.control_room.bin_panel import BinTabs
from app.ui.control_room.desk import Desk
from app.ui.control_room.words import say_clock
from app.ui.jobs import Job
from app.ui.widgets.messages import InlineError


class DrillReads:
    """location: the bin that is shown, None while an order is. Problems are said in the panel's own line. key: of this
    panel's questions; another panel's do not overtake them."""

    def __init__(self, desk: Desk, tabs: BinTabs, error: InlineError) -> None:
        self._desk, self._tabs, self._error = desk, tabs, error
        self.key = f"drill.{id(self)}"
        self.location: int | None = None

    def guard(self, job: Job) -> None:
        """Say in the panel what stands in the way; the last known rows stay."""
        job.on_refusal(self._error.show_refusal).on_fault(self._cannot)

    def stock_ledger(self, row: Any) -> None:
        """The ledger of one stock record."""
        if self.location is not None:
            read = self._desk.stock_ledger_read()
            job = self._desk.jobs.latest(
                f"{self.key}.stock", read, self.location, row.product_id, row.lot, owner=self._tabs
            )
            self.guard(job.then(lambda entries: self._tabs.show_stock_ledger(row, entries)))

    def page(self, last: Any) -> None:
        """Entries older than the last one shown."""
        if self.location is not None and last is not None:
            before = Before(last.posted_at, last.ledger_id)
            job = self._desk.jobs.latest(
                f"{self.key}.page", self._desk.room.ledger, self.location, before, owner=self._tabs
            )
            self.guard(job.then(self._tabs.add_page))

    def order_of(self, entry: Any, then: Callable[[int], object]) -> None:
        """The order that a ledger entry was made for."""
        job = self._desk.jobs.latest(
            f"{self.key}.entry", self._desk.room.order_of_line, entry.order_line_id, owner=self._tabs
        )
        self.guard(job.then(lambda order_id: None if order_id is None else then(order_id)))

    def _cannot(self, fault: Fault) -> None:
        now = self._desk.clock()
        since = f"It was asked at {say_clock(now, self._desk.zone, now)}; what is shown is older. Open it again later."
        self._error.show_refusal(Refusal("away", fault.what, since))
