"""A picker of the scan bench: the handheld's window without a display, and somebody who scans what it asks for."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, Self

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.bootstrap.handheld import kept_in
from app.domain.barcode import warm_up
from app.domain.errors import Fault
from app.domain.ids import new_op
from app.flow import pick_states as states
from app.services.demo.picker import label_of
from app.services.handheld.commands import Key, code_of
from app.services.handheld.floor_work import FloorWork
from app.services.picking import Picking
from app.services.session import Session
from app.ui.application import make_application, route_qt_messages
from app.ui.handheld.desk import HandheldDesk, SignedIn
from app.ui.handheld.window import SIZE, HandheldWindow
from app.ui.jobs import Jobs
from db import posting

DEVICE = "bench"
ORDERS, LINES = 8, 5  # of a tour: a cart with eight totes
WRONG = 12  # every so many bins another one is scanned first
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds from the Return to the tick and to the answer. asked: the state that asked for the scan."""

    asked: str
    heard: float
    answered: float


@dataclass
class _Ear:
    """Plays nothing, and remembers when each sound would have been played."""

    ticked: float = 0.0
    answered: float = 0.0

    def play(self, name: str) -> None:
        """Told by the window with the words of the answer."""
        if name == "heard":
            self.ticked = time.perf_counter()
        else:
            self.answered = time.perf_counter()


@dataclass
class Hand:
    """One handheld, its session and what the bench knows of the warehouse."""

    boss: Session
    session: Session
    window: HandheldWindow
    jobs: Jobs
    ear: _Ear
    barcodes: Mapping[int, str]
    bench: str
    cart: int
    totes: dict[int, str] = field(default_factory=dict)
    bins: int = 0

    @classmethod
    @contextmanager
    def at(cls, boss: Session, url: str, warehouse: str) -> Iterator[Self]:
        """A window over the person of this URL, closed at the end."""
        route_qt_messages()
        theme = make_application(["stillage"], "dark")[1]
        session = Session.open(url, warehouse, application="stillage-handheld")
        jobs, ear = Jobs(), _Ear()
        who = SignedIn(
            FloorWork(session, DEVICE, keep_in=kept_in()), session.person.name, session.warehouse.name, lambda: None
        )
        window = HandheldWindow(HandheldDesk(theme, jobs, ear, lambda: datetime.now().astimezone(), person=who))
        window.resize(*SIZE)
        window.show()
        at = session.warehouse.warehouse_id
        barcodes = {row.product_id: row.barcode for row in boss.door.query("product_ids") if row.barcode}
        places = boss.door.query("locations", warehouse=at, deadline=30)
        bench = next(row for row in places if row.kind == "packing")
        warm_up()
        try:
            yield cls(boss, session, window, jobs, ear, barcodes, bench.code, bench.location_id)
        finally:
            window.end()
            jobs.close()
            window.close()
            window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            session.close()

    def warm_up(self, number: int) -> None:
        """A batch of one's own, taken up in the window. number: of the round."""
        self._give(f"BENCH-{number}")
        self.window.begin(next(one for one in self.window.menu.trades if one.id == "pick"))
        self._turn_until(lambda: self.window.work.acts.course is not None and self.jobs.running == 0)

    def pick(self, scans: int) -> list[Took]:
        """So many scans, tour after tour."""
        return list(islice(self._scans(), scans))

    def _scans(self) -> Iterator[Took]:
        tours = 0
        while True:
            state = self._state
            if isinstance(state, states.PickOver):
                tours += 1
                self._give(f"BENCH-{self.bins}-{tours}")
                self.window.begin(next(one for one in self.window.menu.trades if one.id == "pick"))
                self._turn_until(lambda: self.window.work.acts.course is not None and self.jobs.running == 0)
                continue
            yield self._answer(state)

    @property
    def _state(self) -> Any:
        course = self.window.work.acts.course
        if course is None:
            raise Fault(f"No pick came: {self.window.menu.strip.what.text()}", "The bench stops.")
        return course.station.state

    def _answer(self, state: Any) -> Took:
        """Scan what a state asks for."""
        asked = type(state).__name__
        match state:
            case states.AtBin():
                self.bins += 1
                if self.bins % WRONG == 0:
                    return self._scan(f"{asked} (wrong)", self.bench)
                return self._scan(asked, state.run.task.place_barcode or state.run.task.place_code)
            case states.AtItem():
                return self._scan(asked, label_of(self.barcodes[state.run.task.product], state.run.task.lot)[0])
            case states.AtLot():
                return self._scan(asked, state.run.task.lot or "")
            case states.Counting():
                return self._typed(asked, f"{state.run.task.quantity:f}")
            case states.AtTote():
                return self._scan(asked, self._tote(state))
            case states.AskEmpty():
                return self._scan(asked, code_of(Key.YES))
            case states.AskSubstitute():
                return self._scan(asked, code_of(Key.NO))
            case _:
                return self._scan(asked, self.bench)

    def _tote(self, state: states.AtTote) -> str:
        tote = state.run.tote_of(state.run.task.order)
        if tote is not None:
            return f"00{tote.code}"
        at = self.session.warehouse.warehouse_id
        made = posting.create_hu(self.session.door, op=new_op(), warehouse=at, kind="tote", location=self.cart)
        return f"00{made['sscc']}"

    def _scan(self, asked: str, text: str) -> Took:
        """Keys as a wedge scanner sends them, then Return."""
        field_ = self.window.field
        for key in text:
            _key(field_, 0, key)
        began = time.perf_counter()
        _key(field_, Qt.Key.Key_Return, "\r")
        return self._waited(asked, began)

    def _typed(self, asked: str, text: str) -> Took:
        began = time.perf_counter()
        self.window.hear(text)
        return self._waited(asked, began)

    def _waited(self, asked: str, began: float) -> Took:
        self._turn_until(lambda: self.ear.answered > began)
        answered = self.ear.answered - began
        self._turn_until(lambda: self.jobs.running == 0 and self.window.work.acts.idle)
        heard = self.ear.ticked - began if self.ear.ticked > began else answered
        return Took(asked, heard, answered)

    def _turn_until(self, done: Any) -> None:
        loop, ends = QEventLoop(), time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > ends:
                raise Fault(f"No answer came to: {self.window.work.view.line.text()}", "The bench stops.")
            loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)

    def _give(self, name: str) -> None:
        """Orders of the bench's own, reserved and in a batch that this person has."""
        door, at = self.boss.door, self.boss.warehouse.warehouse_id
        free = door.query("bench_free_stock", warehouse=at, limit=ORDERS * LINES)
        lines = [{"product": row.product_id, "quantity": 1 + n % 3} for n, row in enumerate(free)]
        orders = [
            {"number": f"{name}-{n}", "lines": [{"line_no": m, **line} for m, line in enumerate(lines[n::ORDERS], 1)]}
            for n in range(min(ORDERS, len(lines)))
        ]
        entered = posting.enter_orders(door, op=new_op(), warehouse=at, orders=orders)
        ids = [int(one["order_id"]) for one in entered["orders"]]
        posting.reserve(door, op=new_op(), warehouse=at, orders=ids)
        Picking(self.session, DEVICE).take(ids)


def _key(target: Any, key: int, text: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
