"""A scan of the wrong kind at every step of receiving, on the real database: said clearly, nothing posted, nothing lost."""

import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from app.domain.ids import new_op
from app.flow.effects import Say, Tone
from app.flow.receive_states import (
    Crossing,
    Differing,
    TakingBack,
    Teaching,
    Unknown,
    WantDisposition,
    WantExpiry,
    WantItem,
    WantLot,
    WantPlace,
    WantUnitPlace,
    WantWeight,
)
from app.services.inbound.station import InboundStation
from app.services.session import Session
from app.services.station_equipment import Equipment
from db import posting
from drivers import registry
from tests.db.ground import Ground
from tests.db.inbound_acts import SSCC, announce, in_days, rows

ITEM, PLACE, GARBAGE, BAD_GTIN = "P-05", "DOCK-1", "???", "4006381333930"
BAD_LABEL = "(01)04006381333931(17)279999"


class Dock:
    """A receiver at one delivery; what was said is kept."""

    def __init__(self, ground: Ground, session: Session, number: int, equipment: Equipment | None = None) -> None:
        self.ground, self.number = ground, number
        self.heard: list[Any] = []
        self.station = InboundStation.open(
            session, "dock-1", self.heard.append, number, equipment=equipment, places=Nowhere()
        )

    def scan(self, *texts: str) -> None:
        for text in texts:
            self.station.scanned(text, time.monotonic())

    def posted(self) -> int:
        with self.ground.root() as root:
            (count,) = root.execute("select count(*) from wms.posting").fetchone() or (0,)
        return int(count)

    def refuses(self, kind: type, *wrong: str, typed: tuple[str, ...] = ()) -> None:
        """In this state each of these is answered with what is wrong and what to do, and changes nothing."""
        assert isinstance(self.station.state, kind), self.station.prompt.line
        before, posted = self.station.state, self.posted()
        acts: list[tuple[str, Callable[[str], None]]] = [(text, self.scan) for text in wrong]
        for text, act in (*acts, *((text, self.station.typed) for text in typed)):
            self.heard.clear()
            act(text)
            said = [one for one in self.heard if isinstance(one, Say)]
            assert said, (kind, text)
            assert said[-1].tone in (Tone.BAD, Tone.WARN), (kind, text, said[-1])
            assert said[-1].text, (kind, text)
            assert said[-1].next_step, (kind, text)
            assert self.station.state == before, (kind, text, "nothing is lost")
        assert self.posted() == posted


class Nowhere:
    """No places are asked for here."""

    def propose(self, units: Any = (), quants: Any = ()) -> Any:
        raise AssertionError((units, quants))


def test_every_step_of_a_delivery(ground: Ground) -> None:
    lead = ground.as_("t_supervisor")
    lines = [{"line_no": 1, "product": ground.products["P-07"], "quantity": 2}]
    order = posting.enter_orders(lead, op=new_op(), warehouse=ground.wh, orders=[{"number": "SO-1", "lines": lines}])
    posting.reserve(lead, op=new_op(), warehouse=ground.wh, orders=[order["orders"][0]["order_id"]])
    number = announce(
        ground, "ASN-1", dict(sku="CUP", quantity=2), dict(sku="MILK", quantity=2, lot="L1"),
        dict(sku="P-01", quantity=9, sscc=SSCC), dict(sku="P-07", quantity=2),
    )  # fmt: skip
    session = Session.open(ground.url("t_supervisor"))
    try:
        dock = Dock(ground, session, number)
        dock.refuses(WantItem, PLACE, BAD_GTIN, BAD_LABEL, "00340123450000000024", "x" * 600, typed=("\x07",))
        dock.scan(f"00{SSCC}")
        dock.refuses(WantUnitPlace, "CUP", GARBAGE, f"00{SSCC}", BAD_LABEL, typed=("5",))
        dock.scan(PLACE)
        dock.scan("MILK")
        dock.refuses(WantLot, PLACE, "CUP", f"00{SSCC}", typed=("x" * 21,))
        dock.scan("L1")
        dock.refuses(WantExpiry, PLACE, GARBAGE, typed=("soon", "2027-02-30", in_days(-1)))
        dock.station.typed(in_days(30))
        dock.refuses(WantPlace, ITEM, GARBAGE, BAD_LABEL, f"00{SSCC}", typed=("0", "-1", "1,000", "1000000001", "A-99"))
        dock.scan(PLACE)
        dock.scan(ITEM)
        dock.refuses(Differing, PLACE, "CUP", GARBAGE, typed=("3",))
        dock.station.answer(False)
        dock.scan("NEVER-SEEN")
        dock.refuses(Unknown, PLACE, "CUP", GARBAGE, typed=("3",))
        dock.station.answer(True)
        dock.refuses(Teaching, PLACE, GARBAGE, f"00{SSCC}", typed=("3",))
        dock.station.undo()
        dock.station.undo()
        dock.scan("P-07", "P-07", PLACE)
        dock.refuses(Crossing, PLACE, "CUP", GARBAGE)
        dock.station.answer(False)
        dock.station.undo()
        dock.refuses(TakingBack, PLACE, "CUP", GARBAGE)
        dock.station.answer(True)
    finally:
        session.close()
    received = {row.sku: row.received for row in rows(ground, "inbound_lines", inbound=number)}
    assert received == {"CUP": 0, "MILK": 1, "P-01": 9, "P-07": 0}
    assert ground.violations() == []


def test_returned_goods_and_goods_with_their_own_weight(ground: Ground) -> None:
    with ground.root() as root:
        root.execute("update wms.product set catch_weight = true where sku = 'P-02'")
    number = announce(ground, "RET-1", dict(sku="P-02", quantity=2), kind="return")
    pan = registry.make_scale("dock", "sim-scale", settle=0.0)
    session = Session.open(ground.url("t_picker"))
    try:
        dock = Dock(ground, session, number, Equipment(pan, settle_seconds=0.05))
        dock.scan("P-02")
        dock.refuses(WantDisposition, PLACE, "CUP", GARBAGE, typed=("keep", "3"))
        dock.station.typed("restock")
        dock.scan(PLACE)
        dock.refuses(WantWeight, PLACE, "CUP", typed=("-3", "0", "heavy"))
        dock.station.typed("1480")
        assert isinstance(dock.station.state, WantItem)
    finally:
        session.close()
        pan.close()
    taken = rows(ground, "receipts", inbound=number)
    assert [(row.quantity, row.weight, row.disposition) for row in taken] == [(1, Decimal(1480), "restock")]
    assert ground.violations() == []
