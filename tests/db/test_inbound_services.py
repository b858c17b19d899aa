"""Goods in through its services: a file with bad rows, the REST API's door, a dock's station on the real database."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.flow.effects import Say, Tone
from app.flow.receive_states import Crossing, Differing, TakingBack, Unknown, WantItem, WantPlace
from app.services.inbound import Deliveries, Delivery, DeliveryLine
from app.services.inbound.importing import InboundImport
from app.services.inbound.station import InboundStation
from app.services.session import Session
from db import posting
from tests.db.ground import Ground
from tests.db.inbound_acts import SSCC, announce, in_days, page, refusal, rows


def silent(done: int, total: int | None, words: str) -> None:
    """Progress that nobody looks at."""


@pytest.fixture
def lead(ground: Ground) -> Iterator[Session]:
    session = Session.open(ground.url("t_supervisor"))
    yield session
    session.close()


def test_a_file_of_five_hundred_with_an_unknown_sku_and_three_bad_rows(
    lead: Session, ground: Ground, tmp_path: Path
) -> None:
    body = [["ASN-77", f"P-{n % 20:02}", "12", "", "", in_days(10)] for n in range(500)]
    body[41][1] = "GH0ST"
    body[99][2] = "0"
    body[100][2] = "twelve"
    body[499][1:5] = ["MILK", "4", "L1", in_days(-1)]
    file = tmp_path / "asn.csv"
    file.write_text("Delivery;SKU;Quantity;Lot;Expires;Expected\n" + "\n".join(";".join(row) for row in body))
    asking = InboundImport(lead)
    checked = asking.check(file, silent)
    assert [(problem.row, problem.cell) for problem in checked.problems] == [
        (43, "B43"),
        (101, "C101"),
        (102, "C102"),
        (501, "E501"),
    ]
    assert checked.lines == 500
    with pytest.raises(Refusal, match="4 problems in asn"):
        asking.take(checked)
    assert page(ground) == []
    body[41][1], body[99][2], body[100][2], body[499][4] = "CUP", "1", "1", in_days(50)
    file.write_text("Delivery;SKU;Quantity;Lot;Expires;Expected\n" + "\n".join(";".join(row) for row in body))
    assert asking.take(asking.check(file, silent))["lines"] == 500
    again = asking.check(file, silent)
    assert [problem.what[:25] for problem in again.problems] == ["ASN-77 is entered already"]


def test_the_door_of_the_interface_and_what_a_supervisor_does(lead: Session, ground: Ground, tmp_path: Path) -> None:
    desk = Deliveries(lead)
    made = desk.enter(
        [
            Delivery(
                "PO-1",
                (DeliveryLine("CUP", Decimal(5)), DeliveryLine("MILK", Decimal(2), "L1")),
                external_ref="ERP-1",
                source="erp",
            )
        ]
    )
    inbound = made["deliveries"][0]["inbound_id"]
    twice = refusal(
        lambda: desk.enter([Delivery("PO-2", (DeliveryLine("CUP", Decimal(0)),), external_ref="ERP-1", source="erp")])
    )
    assert [problem["field"] for problem in twice.detail["problems"]] == ["number", "quantity"]
    assert (desk.one(inbound).number, desk.one(inbound).lines) == ("PO-1", 2)
    cup = {
        "product": ground.products["CUP"],
        "location": ground.places["DOCK-1"],
        "inbound": inbound,
        "warehouse": ground.wh,
    }
    posting.receive_inbound(lead.door, op=new_op(), quantity=Decimal(5), reason="damaged", **cup)
    photo = tmp_path / "crushed.png"
    photo.write_bytes(bytes.fromhex("89504e470d0a1a0a"))
    receipt = desk.receipts(inbound)[0]
    kept = desk.keep_photo(receipt.receipt_id, photo)["photo_id"]
    assert desk.photo(kept) == photo.read_bytes()
    assert refusal(lambda: desk.keep_photo(receipt.receipt_id, tmp_path / "none.png")).code == "photo"
    report = desk.close(inbound, "follows")["report"]
    assert [(line["sku"], line["short"], line["damaged"]) for line in report["detail"]] == [
        ("CUP", 0, 5),
        ("MILK", 2, 0),
    ]
    assert desk.report(inbound).reason == "The rest follows"
    desk.reopen(inbound)
    desk.take_back(receipt.op)
    desk.cancel(inbound)
    assert [row.state for row in desk.page("closed")] == [910]
    assert desk.dock_to_stock().waiting == 0
    assert refusal(lambda: desk.one(999)).code == "WM404"


@dataclass
class Anywhere:
    """Finds a place for all units, none for loose goods, and notes what it was asked."""

    asked: list[tuple[list[int], list[int]]] = field(default_factory=list)

    def propose(self, units: Any = (), quants: Any = ()) -> Any:
        self.asked.append((list(units), list(quants)))
        if quants:
            raise Refusal("WM422", "No bin has room.", "Make room.")
        return SimpleNamespace(places=[SimpleNamespace(code="A-01-01-1", why="Empty and near.")], left=[])


def test_a_receiver_works_a_delivery_with_scans_and_mistakes(ground: Ground) -> None:
    number = announce(
        ground, "ASN-1", dict(sku="CUP", quantity=3), dict(sku="MILK", quantity=2, lot="L1"), dict(sku="P-01", quantity=9, sscc=SSCC)
    )  # fmt: skip
    session = Session.open(ground.url("t_supervisor"))
    heard: list[Any] = []
    places = Anywhere()
    station = InboundStation.open(session, "dock-1", heard.append, number, places=places)

    def said() -> Say:
        return [one for one in heard if isinstance(one, Say)][-1]

    def scan(*texts: str) -> None:
        for text in texts:
            station.scanned(text, time.monotonic())
        heard.extend(station.settle())

    try:
        scan("4006381333931", "4006381333931", "PACK-1")
        assert said().text == "No place yet: No bin has room."
        scan("CUP")
        station.typed("2")
        scan("DOCK-1")
        assert isinstance(station.state, Differing), "2 more than the 1 that is missing"
        scan("DOCK-1")
        station.answer(True)
        heard.extend(station.settle())
        scan("NEVER-SEEN")
        assert isinstance(station.state, Unknown)
        station.answer(True)
        scan("MILK", "L1")
        station.typed(in_days(-1))
        assert said().tone is Tone.BAD
        station.typed(in_days(40))
        assert isinstance(station.state, WantPlace)
        for wrong in ("CUP", "-1", "0", "NOWHERE", "MILK-9"):
            station.typed(wrong)
            assert said().tone is Tone.BAD, wrong
        station.typed("2")
        scan("DOCK-1")
        scan(f"00{SSCC}", "DOCK-1")
        assert said().text == "To A-01-01-1: Empty and near."
        assert [len(units) for units, _ in places.asked] == [0, 0, 0, 1]
        station.undo()
        assert isinstance(station.state, TakingBack)
        station.answer(True)
        assert isinstance(station.state, WantItem)
    finally:
        session.close()
    lines = {row.sku: row.received for row in rows(ground, "inbound_lines", inbound=number)}
    assert lines == {"CUP": 4, "MILK": 2, "P-01": 0}
    assert [row.reason for row in rows(ground, "receipts", inbound=number) if row.sku == "CUP"] == [
        "over",
        "over",
        None,
    ]
    assert rows(ground, "item_of_scan", codes=["NEVER-SEEN"])[0].sku == "MILK"
    assert ground.violations() == []


def test_an_order_that_waits_is_asked_about_at_the_dock(ground: Ground) -> None:
    lead = ground.as_("t_supervisor")
    lines = [{"line_no": 1, "product": ground.products["CUP"], "quantity": 2}]
    order = posting.enter_orders(lead, op=new_op(), warehouse=ground.wh, orders=[{"number": "SO-1", "lines": lines}])
    posting.reserve(lead, op=new_op(), warehouse=ground.wh, orders=[order["orders"][0]["order_id"]])
    session = Session.open(ground.url("t_picker"))
    places = Anywhere()
    station = InboundStation.open(
        session, "dock-1", lambda _: None, announce(ground, "ASN-2", dict(sku="CUP", quantity=2)), places=places
    )
    try:
        for text in ("CUP", "CUP", "DOCK-1"):
            station.scanned(text, time.monotonic())
        assert isinstance(station.state, Crossing)
        station.answer(True)
        station.settle()
    finally:
        session.close()
    assert places.asked == [], "what goes out at once is not put away"
    with ground.root() as root:
        assert root.execute("select rule, quantity from wms.reservation").fetchall() == [("cross_dock", 2)]


def test_goods_that_an_order_waits_for_get_a_place_where_they_are_not_sent_there(ground: Ground) -> None:
    lead = ground.as_("t_supervisor")
    lines = [{"line_no": 1, "product": ground.products["CUP"], "quantity": 2}]
    order = posting.enter_orders(lead, op=new_op(), warehouse=ground.wh, orders=[{"number": "SO-1", "lines": lines}])
    posting.reserve(lead, op=new_op(), warehouse=ground.wh, orders=[order["orders"][0]["order_id"]])
    session = Session.open(ground.url("t_picker"))
    places = Anywhere()
    station = InboundStation.open(
        session, "dock-1", lambda _: None, announce(ground, "ASN-2", dict(sku="CUP", quantity=9)), places=places
    )
    try:
        for text in ("CUP", "CUP", "DOCK-1"):
            station.scanned(text, time.monotonic())
        assert isinstance(station.state, Crossing)
        station.settle()
        assert places.asked == [], "the question is open"
        station.answer(False)
        station.settle()
        assert [len(quants) for _, quants in places.asked] == [1], "nobody wanted them: they need a place"
        for text in ("CUP", "CUP", "CUP", "DOCK-1"):
            station.scanned(text, time.monotonic())
        assert isinstance(station.state, Crossing)
        station.answer(True)
        station.settle()
        assert [len(quants) for _, quants in places.asked] == [1, 1], "one of three is left over"
    finally:
        session.close()
