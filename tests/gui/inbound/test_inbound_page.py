"""The inbound page in its window: a delivery received with the scanner, announced, closed; docks; samples."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.domain.errors import Refusal
from app.flow.receive_states import Crossing, Differing, WantItem, WantPlace
from app.ui.inbound.delivery_form import DeliveryForm
from app.ui.inbound.page import InboundPage
from app.ui.inbound.sample_inbound import DELIVERIES, RECEIPTS, SampleDock
from app.ui.inbound.shots import sample_desk, wait_until
from app.ui.showcase.samples import make_window


class Room:
    """A window with the page over a sample; ended with the test."""

    def __init__(self, theme, jobs, leads=True, empty=False, waiting=False) -> None:
        self.jobs, self.dock = jobs, SampleDock(waiting=waiting)
        self.page: InboundPage | None = None

        def make(shell):
            self.desk = sample_desk(shell, self.dock, leads=leads, empty=empty)
            self.desk.deliveries.refuse = None
            self.desk.docks.refuse = None
            self.page = InboundPage(shell, self.desk)
            return self.page

        self.window = make_window(theme, jobs, make, "Inbound", "inbound")
        self.window.registry.context.set("workspace", "inbound")
        self.window.show()
        self.settle()

    def settle(self) -> None:
        wait_until(lambda: self.jobs.running == 0 and self.page.receiving.acts.quiet)

    def receive(self) -> None:
        self.page.receive()
        wait_until(lambda: self.page.receiving.acts.station is not None)

    def scan(self, *texts: str) -> None:
        """As a wedge scanner does: keys and Return, faster than any hand."""
        for text in texts:
            field = self.page.receiving.work.field
            field._last = ("", 0.0)  # the person takes a breath: no double scan
            QTest.keyClicks(field, text)
            QTest.keyClick(field, Qt.Key.Key_Return)
            self.settle()

    @property
    def state(self):
        return self.page.receiving.acts.station.state

    def close(self) -> None:
        self.page.end()
        self.window.close()
        self.window.deleteLater()


@pytest.fixture
def room(theme, jobs):
    made = []

    def make(**given) -> Room:
        made.append(Room(theme, jobs, **given))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_a_delivery_is_received_with_the_scanner_and_differences_by_key(room):
    here = room()
    here.receive()
    work = here.page.receiving.work
    assert work.line.text() == "Scan the item, or its GS1 label."
    assert here.page.receiving.lines.rows.rowCount() == 4
    here.scan("SO-4410", "SO-4410", "DOCK-1")
    assert here.dock.posts[0][0] == "receive_inbound_v1"
    assert here.dock.posts[0][1]["p_quantity"] == 2
    wait_until(lambda: "A-04-16-5" in work.place.text())
    here.scan("TE-1187", "L9")
    assert isinstance(here.state, Differing)
    QTest.keyClick(work.field, Qt.Key.Key_F6)
    here.settle()
    assert isinstance(here.state, WantItem)
    here.scan("GL-0032")
    work.reasons["damaged"].click()
    here.settle()
    here.scan("DOCK-1")
    assert here.dock.posts[1][1]["p_reason"] == "damaged"
    QTest.keyClick(work.field, Qt.Key.Key_F9)
    here.settle()
    QTest.keyClick(work.field, Qt.Key.Key_F7)
    here.settle()
    assert here.dock.posts[2][0] == "undo_v1"
    here.scan("GL-0032", "SO-4410")
    assert isinstance(here.state, WantPlace), "a wrong scan loses nothing"
    assert "Wrong item" in work.said.text()
    here.page.leave_dock()
    here.settle()
    assert here.page.stack.currentWidget() is here.page.deliveries


def test_goods_for_an_order_that_waits_are_offered_to_it(room):
    here = room(waiting=True)
    here.receive()
    here.scan("SO-4410", "DOCK-1")
    assert isinstance(here.state, Crossing)
    assert here.page.receiving.work.yes.text() == "Send them there"
    QTest.keyClick(here.page.receiving.work.field, Qt.Key.Key_F7)
    here.settle()
    assert here.dock.posts[1][0] == "cross_dock_v1"


def test_a_supervisor_announces_closes_and_takes_back(room):
    here = room()
    desk, page = here.desk.deliveries, here.page
    page.new_delivery()
    form = page.deliveries.form
    form.number.setText("ASN-9")
    form.lines.setPlainText("SO-4410 48\nTE-1187 12 L2611 2027-03-31 340123450000000017")
    form.save.click()
    here.settle()
    what, delivery = desk.did[0]
    assert (what, delivery.number) == ("enter", "ASN-9")
    assert [(line.sku, line.quantity, line.lot, line.sscc) for line in delivery.lines] == [
        ("SO-4410", 48, None, None),
        ("TE-1187", 12, "L2611", "340123450000000017"),
    ]
    assert not form.isVisible()
    page.deliveries.list.selectRow(0)
    here.settle()
    detail = page.deliveries.detail
    detail.reason.setCurrentIndex(3)
    detail.finish.click()
    here.settle()
    assert desk.did[-1] == ("close", (DELIVERIES[0].inbound_id, "follows"))
    detail.view.choose("receipts")
    detail.view.chosen.emit("receipts")
    here.settle()
    detail.receipts.selectRow(1)
    detail.back.click()
    here.settle()
    assert desk.did[-1] == ("take_back", RECEIPTS[1].op)


def test_what_is_refused_keeps_what_was_typed(room):
    here = room()
    problems = [{"line": n, "what": f"SKU X-{n} is not known.", "next_step": "Check it."} for n in range(1, 9)]
    here.desk.deliveries.refuse = Refusal("WM422", "8 problems", "Correct them.", {"problems": problems})
    here.page.new_delivery()
    form = here.page.deliveries.form
    form.number.setText("ASN-9")
    form.lines.setPlainText("X-1 4")
    form.save.click()
    here.settle()
    assert form.isVisible()
    assert form.lines.toPlainText() == "X-1 4"


@pytest.mark.parametrize(
    ("lines", "says"),
    [("SO-1", "Line 1 has no quantity"), ("SO-1 0", "Line 1: The quantity is zero"), ("SO-1 -1", "cannot be negative"),
     ("SO-1 4 L1 L2", "one word too many"), ("SO-1 4 2027-02-31", "is no date"), ("\nSO-1 x", "Line 2:")],
)  # fmt: skip
def test_lines_that_cannot_be_read_are_named(theme, dressed, lines, says):
    form = DeliveryForm(theme, UTC)
    sent = []
    form.wished.connect(sent.append)
    form.lines.setPlainText(lines)
    said = []
    form.error.show_refusal = lambda refusal: said.append(refusal.what)
    form.send()
    assert sent == []
    assert says in said[0]
    form.deleteLater()


def test_docks_are_booked_from_the_board_and_trucks_walk_through(room):
    here = room()
    page = here.page
    page.show_view("docks")
    here.settle()
    docks = page.docks
    board = docks.board
    at = QPoint(round(board._x(19.5)), 28 + 44 * 3 + 22)
    QTest.mouseClick(board, Qt.MouseButton.LeftButton, pos=at)
    assert (docks.dock.currentText(), docks.begins.text(), docks.ends.text()) == ("DOCK-4", "19:00", "20:00")
    docks.carrier.setText("Emons")
    docks.book.click()
    here.settle()
    what, (dock, starts, _, more) = here.desk.docks.did[0]
    assert (what, dock, starts.astimezone(UTC), more["carrier"]) == (
        "book",
        4,
        datetime(2026, 11, 23, 18, tzinfo=UTC),
        "Emons",
    )
    docks.begins.setText("25:00")
    docks.send()
    assert len(here.desk.docks.did) == 1
    board.setFocus()
    QTest.keyClick(board, Qt.Key.Key_Right)
    QTest.keyClick(board, Qt.Key.Key_Right)
    assert docks.steps[0].text() == "Truck has gone"
    docks.steps[0].click()
    here.settle()
    assert here.desk.docks.did[-1] == ("become", (2, "done"))


def test_samples_are_decided_and_plans_added(room):
    here = room()
    page = here.page
    page.show_view("quality")
    here.settle()
    quality = page.quality
    quality.defects.setText("many")
    quality.send_decision()
    assert here.desk.quality.did == []
    quality.defects.setText("2")
    quality.decide.click()
    here.settle()
    assert here.desk.quality.did[0] == ("decide", (1, Decimal(2), None))
    quality.rule.choose("share")
    quality.rule.chosen.emit("share")
    quality.name.setText("Tenth")
    quality.amount.setText("10")
    quality.send_plan()
    here.settle()
    what, plan = here.desk.quality.did[-1]
    assert (what, plan.name, plan.rule, plan.amount, plan.turn) == ("put", "Tenth", "share", Decimal("0.1"), 40)


def test_who_only_receives_sees_no_acts_of_a_supervisor(room):
    here = room(leads=False)
    page = here.page
    assert set(page._views) == {"deliveries", "docks"}
    detail = page.deliveries.detail
    assert detail.receive.isVisible()
    assert not detail.finish.isVisible()
    assert not [command for command in here.window.registry if command.id == "inbound.new"]


def test_an_empty_house_teaches(room):
    here = room(empty=True)
    assert here.page.deliveries.empty.isVisible()
    here.page.deliveries.search.setText("nothing like it")
    wait_until(lambda: here.page.deliveries.nothing.isVisible())
    assert not here.page.deliveries.empty.isVisible()
