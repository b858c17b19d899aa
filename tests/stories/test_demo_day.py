"""A whole day as a story: goods come in and go out, much goes wrong, and everything is accounted for at night."""

from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal

from app.bootstrap.demo_devices import SimulatedDevices
from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services.demo import CODE, Pace
from app.services.demo.people import DRIVERS, PACKERS, PICKERS, RECEIVERS, SUPERVISOR
from app.services.demo_day import LOOKED_ON, Day, DayBooks, Fault, Faults
from app.services.inbound import Deliveries
from app.services.outbound import LineWish, OrderEntry, OrderWish, Outbound
from app.services.session import Session
from app.services.tasks import Piece, TaskBoard
from db import posting
from tests.stories.demo_floor import SPEC, Demo

PEOPLE = (SUPERVISOR, *RECEIVERS, *DRIVERS, *PICKERS, *PACKERS)


def _played(demo: Demo, share: float) -> DayBooks:
    devices = SimulatedDevices(settle=0.0)
    return Day(demo.url, CODE, devices, SPEC, Pace(), Faults(SPEC.seed, share), lambda done, total, words: None).play()


def test_a_day_with_many_faults_ends_with_every_order_accounted_for(demo: Demo) -> None:
    books = _played(demo, 0.08)
    assert books.violations == []
    assert books.differences == {}, "what people counted is not what the ledger says"
    assert books.unexplained == 0, [tuple(row) for row in books.orders]
    assert books.whole
    assert set(books.faults) >= {Fault.SHORT.value, Fault.WRONG_SCAN.value}
    assert min(books.counted[what] for what in ("receive", "putaway", "task", "pick", "pack")) > 0

    ended = dict(demo.rows("select status, count(*) from wms.orders where type = 'outbound' group by status"))
    assert set(ended) <= {700, 800, 910}
    assert sum(ended.values()) >= SPEC.orders
    assert demo.rows("select number from wms.inbound where state < 700") == [], "a delivery is open"
    took_in = demo.rows("select sum(quantity) from wms.receipt where undone_op is null")[0][0]
    assert took_in == books.booked["receive"]
    assert demo.rows("select kind, state from wms.task where state in (200, 300)") == [], "somebody went home with work"
    assert demo.rows("select kind from wms.task where kind in ('pick', 'pack') and state < 400") == []


class Meddling:
    """The person at the screen: acts as the supervisor while the others work, each thing once."""

    def __init__(self, demo: Demo) -> None:
        self._demo, self.done, self.session = demo, set[str](), None
        self.pace = Pace()

    def __call__(self, done: int, total: int, words: str) -> None:
        """On every word of progress, on the day's own thread; meanwhile everybody stands still."""
        self.session = self.session or Session.open(self._demo.url(SUPERVISOR.login), CODE)
        self.pace.halt(True)
        for act in (self._take, self._cancel, self._lose, self._receive, self._order):
            with suppress(Refusal):  # somebody was quicker; then it is tried again
                if act.__name__ not in self.done and act(TaskBoard(self.session).read().pieces):
                    self.done.add(act.__name__)
        self.pace.halt(False)

    def _order(self, pieces: Sequence[Piece]) -> bool:
        sku = self._demo.rows("select sku from wms.product order by sku limit 1")[0][0]
        OrderEntry(self.session).enter([OrderWish("MINE-1", (LineWish(1, sku, Decimal(1)),))])
        return True

    def _cancel(self, pieces: Sequence[Piece]) -> bool:
        begun = self._demo.rows("select order_id from wms.orders where status = 500 order by order_id limit 1")
        if begun:
            Outbound(self.session).cancel([begun[0][0]], "customer")
        return bool(begun)

    def _take(self, pieces: Sequence[Piece]) -> bool:
        """Work that a picker has in hand."""
        picks = [piece for piece in pieces if piece.kind == "pick"]
        if picks:
            TaskBoard(self.session).give(picks[0].tasks, SUPERVISOR.login)
        return bool(picks)

    def _lose(self, pieces: Sequence[Piece]) -> bool:
        """What somebody is to fetch lies there no more."""
        picks = self._demo.rows(
            "select product_id, from_location_id, lot_id, hu_id, task_id from wms.task t where kind = 'pick' and "
            "state = 100 and hu_id is null order by task_id desc limit 1"
        )
        for product, place, lot, hu, _task in picks:
            posting.adjust(
                self.session.door, op=new_op(), warehouse=self.session.warehouse.warehouse_id, product=product,
                location=place, lot=lot, hu=hu, delta=Decimal(-1), reason="damaged",
            )  # fmt: skip
        return bool(picks)

    def _receive(self, pieces: Sequence[Piece]) -> bool:
        """A truck that nobody unloads yet, or not any more, is sent away."""
        deliveries = Deliveries(self.session)
        waits = [row for row in deliveries.page("open") if not row.received]
        if waits:
            deliveries.close(waits[-1].inbound_id, "short")
        return bool(waits)


def test_a_day_goes_on_whatever_the_person_at_the_screen_does(demo: Demo) -> None:
    assert len(PEOPLE) == 12
    meddling = Meddling(demo)
    devices = SimulatedDevices(settle=0.0)
    day = Day(demo.url, CODE, devices, SPEC, meddling.pace, Faults(SPEC.seed, 0.0), meddling, LOOKED_ON)
    books = day.play()
    meddling.session.close()
    assert meddling.done >= {"_order", "_cancel", "_take"}, books.stopped
    assert books.violations == []
    assert books.differences == {}, "what people counted is not what the ledger says"
    mine = demo.rows("select status from wms.orders where number = 'MINE-1'")
    assert mine, "it was entered"
    assert mine[0][0] != 910, "the person's own order is not given up by the demo"
    done: dict[str, set[str]] = {}
    for kind, actor in demo.rows(
        "select distinct kind, actor::text from wms.ledger where document is distinct from 'OPENING'"
    ):
        done.setdefault(kind, set()).add(actor)
    assert done["receive"] <= {one.login for one in RECEIVERS}
    assert done["putaway"] <= {one.login for one in DRIVERS}
    assert done["pick"] <= {one.login for one in PICKERS}
    assert done["pack"] <= {one.login for one in PACKERS}
    assert done["ship"] == {SUPERVISOR.login}
