"""The drill dock: from a bin to its stock, its ledger, the order, and back the way one came."""

from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from app.domain.errors import Refusal
from app.services.control_room import BinDetail
from app.ui.control_room.bin_foot import BinFoot
from app.ui.control_room.bin_head import DrillHead, FaceView, Title
from app.ui.control_room.bin_panel import BinTabs
from app.ui.control_room.desk import Desk
from app.ui.control_room.drill_reads import DrillReads
from app.ui.control_room.order_panel import OrderPanel, order_title
from app.ui.control_room.titles import bin_title
from app.ui.heat.view import HeatView
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

AGAIN_MS = 500  # at most so often the shown bin is read again while changes come
REMEMBERED = 30


@dataclass(frozen=True, slots=True)
class Stop:
    """Where one was: a bin or an order, by its id."""

    kind: Literal["bin", "order"]
    id: int


class Drill(Panel):
    """The panel. `shown` with the stop it is at (None when it closed); `fly_asked` with a location id; `torn` with the
    way here, when it is to have a window of its own; `beside` with a stop, opened while this panel is pinned."""

    shown = Signal(object)
    fly_asked = Signal(object)
    torn = Signal(object)
    beside = Signal(object)
    counting = Signal(object)  # location ids to be counted
    stock_asked = Signal(str)  # the address of the bin
    act_asked = Signal(str, str)  # what is to be done ("move", "hold") with its stock, and the address

    def __init__(self, desk: Desk, view: HeatView) -> None:
        super().__init__(desk.theme)
        self._desk, self._view = desk, view
        self._trail: list[Stop] = []
        self._detail: BinDetail | None = None
        self.setAccessibleName("What was chosen on the plan")
        self.top = DrillHead(desk.theme)
        self.face = FaceView(desk.theme, view.inks)
        self.tabs = BinTabs(desk.theme, desk.clock, desk.zone)
        self.order = OrderPanel(desk.theme, desk.clock, desk.zone)
        self.error = InlineError(desk.theme)
        self.error.setContentsMargins(12, 0, 12, 0)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.tabs)
        self.pages.addWidget(self.order)
        for part in (self.top, self.face, self.error):
            self.body.addWidget(part)
        self.body.addWidget(self.pages, 1)
        self.foot = BinFoot(desk.theme)
        self.body.addWidget(self.foot)
        self._reads = DrillReads(desk, self.tabs, self.error)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._read)
        self._connect()

    @property
    def at(self) -> Stop | None:
        """Where one is."""
        return self._trail[-1] if self._trail else None

    @property
    def trail(self) -> tuple[Stop, ...]:
        """The way here, the newest last."""
        return tuple(self._trail)

    @property
    def may_go_back(self) -> bool:
        """Whether there is a way back."""
        return len(self._trail) > 1

    def open_bin(self, location_id: int) -> None:
        """Show a bin: head and face from memory at once, the rest when it is read."""
        self._go(Stop("bin", location_id))

    def open_order(self, order_id: int) -> None:
        """Show an order."""
        self._go(Stop("order", order_id))

    def take(self, trail: tuple[Stop, ...]) -> None:
        """Go where somebody was in another panel, with the way there."""
        if trail:
            self._trail = list(trail)
            self._show()

    def tear_off(self) -> None:
        """Ask for a window of its own for what is shown; this panel closes."""
        trail = self.trail
        if trail:
            self.close_panel()
            self.torn.emit(trail)

    def go_back(self) -> None:
        """To where one came from; nothing where one came from nowhere."""
        if self.may_go_back:
            self._trail.pop()
            self._show()

    def close_panel(self) -> None:
        """Let go of it and of the way."""
        self.top.pin_button.setChecked(False)
        self._trail.clear()
        self._again.stop()
        self._desk.jobs.forget(self._reads.key)
        self.shown.emit(None)

    def touched(self, location_ids: frozenset[int]) -> None:
        """Bins changed: where the one shown is among them, its head now, the rest in a moment."""
        at = self.at
        if at is None:
            return
        self.face.refresh()
        if at.kind == "order" or at.id in location_ids:
            if at.kind == "bin":
                self._show_bin_head(at.id)
            if not self._again.isActive():
                self._again.start()

    def look_again(self) -> None:
        """Theme, metric or plan changed: paint the head and the face anew."""
        at = self.at
        if at is not None and at.kind == "bin":
            self._show_bin_head(at.id)

    def _connect(self) -> None:
        self.top.back.connect(self.go_back)
        self.top.closed.connect(self.close_panel)
        self.top.flown.connect(lambda: self.fly_asked.emit(self.at.id) if self.at is not None else None)
        self.top.torn.connect(self.tear_off)
        self.foot.stock.clicked.connect(lambda: self.stock_asked.emit(self.top.name.text()))
        for act, button in (("move", self.foot.to_move), ("hold", self.foot.to_hold)):
            button.clicked.connect(lambda _=False, act=act: self.act_asked.emit(act, self.top.name.text()))
        self.foot.count.clicked.connect(lambda: self.counting.emit([self.at.id] if self.at is not None else []))
        self.face.picked.connect(lambda place: self._go(Stop("bin", place), here=True))
        self.face.opened.connect(self.fly_asked)
        self.tabs.order_opened.connect(self._open_order_here)
        self.tabs.entry_opened.connect(lambda entry: self._reads.order_of(entry, self._open_order_here))
        self.tabs.stock_ledger_asked.connect(self._reads.stock_ledger)
        self.tabs.page_asked.connect(self._reads.page)
        self._view.picture_changed.connect(self.look_again)

    def _go(self, stop: Stop, *, here: bool = False) -> None:
        """here: in this panel, pinned or not."""
        if stop == self.at:
            self._again.start()
            return
        if self.at is not None and self.top.pin_button.isChecked() and not here:
            self.beside.emit(stop)
            return
        self._trail = [*self._trail, stop][-REMEMBERED:]
        self._show()

    def _open_order_here(self, order_id: int) -> None:
        """One goes on from what is shown: in the same panel."""
        self._go(Stop("order", order_id), here=True)

    def _show(self) -> None:
        at = self.at
        if at is None:
            return
        self._detail = None
        self._reads.location = at.id if at.kind == "bin" else None
        self.error.clear()
        if at.kind == "bin":
            self.tabs.wait()
            self._show_bin_head(at.id)
        else:
            self.order.wait()
            self.face.hide()
            self.top.show_title(Title("Order"), may_fly=False, may_go_back=self.may_go_back)
        self.pages.setCurrentIndex(0 if at.kind == "bin" else 1)
        self.foot.show_for(at.kind == "bin")
        self.shown.emit(at)
        self._read()

    def _show_bin_head(self, location_id: int) -> None:
        picture = self._view.picture
        index = picture.plan.index(location_id)
        detail = self._detail
        if index < 0:
            code = detail.head.code if detail is not None else "Bin"
            self.top.show_title(Title(code), may_fly=False, may_go_back=self.may_go_back)
            self.face.hide()
            return
        title, short = bin_title(picture, index, detail, self._desk.clock())
        self.top.show_title(title, short, may_go_back=self.may_go_back)
        self.face.show_location(picture, location_id, self._view.inks)

    def _read(self) -> None:
        at = self.at
        if at is None:
            return
        jobs, room = self._desk.jobs, self._desk.room
        if at.kind == "bin":
            job = jobs.latest(self._reads.key, self._desk.bin_read(), at.id, owner=self).then(self._show_detail)
        else:
            job = jobs.latest(self._reads.key, room.order, at.id, owner=self).then(self._show_order)
        self._reads.guard(job)

    def _show_detail(self, detail: BinDetail | None) -> None:
        self.error.clear()
        if detail is None:
            self.error.show_refusal(Refusal("gone", "This bin is not there any more.", "Close this panel."))
            return
        self._detail = detail
        self._show_bin_head(detail.head.location_id)
        self.tabs.show_detail(detail)

    def _show_order(self, found: tuple[Any, Any] | None) -> None:
        self.error.clear()
        if found is None:
            self.error.show_refusal(Refusal("gone", "This order is not known here.", "Close this panel."))
            return
        head, lines = found
        title = order_title(head, self._desk.zone, self._desk.clock())
        self.top.show_title(title, may_fly=False, may_go_back=self.may_go_back)
        self.order.show_order(head, lines)
