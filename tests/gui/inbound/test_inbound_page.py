"""The inbound page in its window: a delivery received with the scanner, announced, closed; docks; samples."""

import os
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest

from app.domain.errors import Refusal
from app.flow.receive_states import Crossing, Differing, WantItem, WantPlace
from app.services.inbound.deliveries import LARGEST_PHOTO
from app.ui.inbound.delivery_form import DeliveryForm
from app.ui.inbound.page import InboundPage
from app.ui.inbound.sample_inbound import DELIVERIES, RECEIPTS, SLOTS, SampleDock
from app.ui.inbound.shots import sample_desk, wait_until
from app.ui.inbound.site_day import SiteDay, day_of
from app.ui.showcase.samples import make_window
from app.ui.tokens import contrast
from app.ui.widgets.buttons import Button
from app.ui.widgets.tick import EDGES


def undo_of(toast):
    """The button that takes back what a note tells; None where there is no way back."""
    return next((button for button in toast.findChildren(Button) if button.text() == "Undo"), None)


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


def test_a_supervisor_changes_adds_and_cancels_lines_and_the_date_under_the_version_that_was_read(room):
    here = room()
    view, did = here.page.deliveries, here.desk.deliveries.did
    panel, form = view.detail, view.detail.form
    panel.lines.selectRow(0)
    panel.change.click()
    here.settle()
    assert [form.fields[name].text() for name in ("quantity", "lot")] == ["240", ""]
    assert form.drop.text() == "Cancel the rest", "200 of it are here"
    form.save.click()
    assert "Nothing is other" in form.error.accessibleName()
    QTest.keyClicks(form.fields["quantity"], "many")
    form.save.click()
    assert did == []
    form.fields["quantity"].setText("250")
    form.fields["expires_on"].setText("2027-03-31")
    form.save.click()
    here.settle()
    line = {"line_no": 1, "quantity": "250", "expires_on": "2027-03-31"}
    assert did.pop() == ("change", (1, 3, {"lines": [line]}))
    assert not form.isVisible()
    panel.add.click()
    here.settle()
    form.fields["sku"].setText("GL-0032")
    form.fields["quantity"].setText("5")
    QTest.keyClick(form.fields["quantity"], Qt.Key.Key_Return)
    here.settle()
    fresh = {"sku": "GL-0032", "quantity": "5", "lot": None, "expires_on": None, "sscc": None}
    assert did.pop() == ("change", (1, 3, {"lines": [fresh]}))
    panel.lines.selectRow(3)
    panel.change.click()
    here.settle()
    here.desk.deliveries.refuse = Refusal(
        "WM412", "ASN-88121 was changed meanwhile by Kim.", "Look at it as it is now."
    )
    form.drop.click()
    here.settle()
    assert form.isVisible(), "what was typed stays"
    assert "changed meanwhile by Kim" in form.error.accessibleName()
    here.desk.deliveries.refuse = None
    form.drop.click()
    here.settle()
    assert did.pop() == ("change", (1, 3, {"lines": [{"line_no": 4, "cancel": True}]}))
    panel.date.click()
    here.settle()
    form.fields["expected_at"].setText("2027-04-01 06:30")
    form.save.click()
    here.settle()
    what, (_, _, change) = did.pop()
    assert (what, change["expected_at"][:16]) == ("change", "2027-04-01T06:30")
    panel.view.choose("changes")
    panel.view.chosen.emit("changes")
    here.settle()
    row = panel.changes.rows.row(1)
    assert (row.person, row.line_no, row.field, row.was, row.now) == ("Sabine Ahlers", 1, "Pieces", "200", "240")


def test_a_photo_is_dropped_or_pasted_and_a_large_one_is_made_smaller(room, tmp_path):
    here = room()
    view = here.page.deliveries
    panel, did = view.detail, here.desk.deliveries.did
    panel.view.choose("receipts")
    panel.view.chosen.emit("receipts")
    here.settle()
    picture = QImage(3000, 2000, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    mime = QMimeData()
    mime.setImageData(picture)
    panel.take_picture(mime)
    assert panel.error.accessibleName().endswith("Choose what was taken in, then again.")
    panel.receipts.selectRow(1)
    QGuiApplication.clipboard().setMimeData(mime)
    QTest.keyClick(panel, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    here.settle()
    what, (receipt, content) = did.pop()
    assert (what, receipt, content[:4]) == ("photo", 2, b"\x89PNG")
    noise = QImage(os.urandom(2000 * 1500 * 4), 2000, 1500, QImage.Format.Format_RGB32)
    assert noise.save(str(tmp_path / "truck.png"))
    assert (tmp_path / "truck.png").stat().st_size > LARGEST_PHOTO
    file = QMimeData()
    file.setUrls([QUrl.fromLocalFile(str(tmp_path / "truck.png"))])
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, file, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    panel.dropEvent(drop)
    here.settle()
    _, (_, smaller) = did.pop()
    assert smaller[:2] == b"\xff\xd8"
    assert len(smaller) <= LARGEST_PHOTO
    words = QMimeData()
    words.setText("a word")
    panel.take_picture(words)
    assert panel.error.accessibleName().startswith("That is no picture.")
    (tmp_path / "empty.jpg").write_bytes(b"")
    file.setUrls([QUrl.fromLocalFile(str(tmp_path / "empty.jpg"))])
    panel.take_picture(file)
    here.settle()
    assert panel.error.accessibleName().startswith("empty.jpg is empty.")
    assert did == []


@pytest.mark.parametrize("name", ["dark", "light"])
def test_a_box_to_tick_is_seen_in_both_themes(theme, name):
    colours = theme.tokens.colours[name]
    for surface in ("window", "panel", "raised"):
        for edge in EDGES.values():
            assert contrast(colours[edge], colours[f"surface.{surface}"]) >= 3.0, (edge, surface)
    assert contrast(colours["text.on_accent"], colours["accent.fill"]) >= 3.0


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
    QTest.mouseClick(undo_of(here.window._toasts.shown[-1]), Qt.MouseButton.LeftButton)
    here.settle()
    assert here.desk.docks.did.pop() == ("become", (8, "cancelled"))
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
    QTest.mouseClick(undo_of(here.window._toasts.shown[-1]), Qt.MouseButton.LeftButton)
    here.settle()
    assert here.desk.docks.did[-1] == ("become", (2, "docked"))
    here.desk.docks.slots = ()
    docks.walk(1)
    here.settle()
    assert docks.nothing.isVisible()
    here.desk.docks.empty = True
    docks.refresh()
    here.settle()
    assert docks.none.isVisible()
    assert not board.isVisible()
    assert not docks.book.isEnabled()


def test_the_dock_board_follows_the_sites_hours_and_what_is_booked_outside_them(room):
    here = room()
    page, said = here.page, here.desk.docks
    page.show_view("docks")
    here.settle()
    docks = page.docks
    assert docks.open_hours.text() == "Open 05:00 to 22:00"
    assert (docks.board._first, docks.board._last) == (5, 22)
    QTest.mouseClick(docks.open_hours, Qt.MouseButton.LeftButton)
    docks.hours.opens.setText("26")
    QTest.keyClick(docks.hours.opens, Qt.Key.Key_Return)
    assert docks.hours.error.isVisible()
    docks.hours.opens.setText("18")
    docks.hours.closes.setText("4:00")
    QTest.keyClick(docks.hours.closes, Qt.Key.Key_Return)
    here.settle()
    assert said.open_at == (time(18), time(4))
    assert not docks.hours.isVisible()
    early = min(row.starts_at for row in SLOTS).astimezone(docks._desk.zone).hour
    assert (docks.board._first, docks.board._last) == (early, 28), "a night shift, and the bookings of the day"
    assert [text.text for text in docks.board.texts()][22 - early : 25 - early] == ["23", "00", "01"]
    night = QPoint(round(docks.board._x(25.5)), 28 + 22)
    QTest.mouseClick(docks.board, Qt.MouseButton.LeftButton, pos=night)
    assert (docks.begins.text(), docks.ends.text()) == ("01:00", "02:00")
    docks.begins.setText("23")
    docks.send()
    here.settle()
    _, (_, starts, ends, _) = said.did[-1]
    assert (ends - starts, starts.astimezone(docks._desk.zone).date()) == (timedelta(hours=3), docks._day.day)
    assert ends.astimezone(docks._desk.zone).date() == docks._day.day + timedelta(days=1)


@pytest.mark.parametrize(
    ("hours", "hour", "day", "shown", "begins"),
    [
        ((time(6), time(18)), 2, 24, (2, 18), 0),
        ((time(22), time(6)), 2, 23, (22, 30), 6),
        ((time(22), time(6)), 6, 24, (6, 30), 6),
        ((time(0), time(0)), 2, 24, (0, 24), 0),
        ((time(6, 30), time(6, 30)), 2, 23, (6, 31), 6.5),
    ],
)
def test_a_moment_belongs_to_one_working_day(hours, hour, day, shown, begins) -> None:
    zone = ZoneInfo("Europe/Berlin")
    here = datetime(2026, 11, 24, hour, tzinfo=zone)
    found = SiteDay(day_of(here, *hours, zone), *hours, zone)
    assert found.day.day == day
    first, last = found.stretch
    assert first <= here < last
    assert first == found.midnight + timedelta(hours=begins)
    assert found.shown([(here, here + timedelta(hours=1))]) == shown


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
