"""The outbound page in its window: found, opened, written, changed after a look at what it undoes, imported."""

import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.errors import Refusal
from app.services.outbound import LineWish, OrderFilter, Preview
from app.ui.outbound.facet_column import toggled
from app.ui.outbound.order_list import why_not
from app.ui.outbound.page import OutboundPage
from app.ui.outbound.sample_many import SampleMany
from app.ui.outbound.sample_orders import SampleEntry, SampleImports, SampleOrders
from app.ui.outbound.sample_rows import ROWS
from app.ui.outbound.shots import sample_desk, wait_until
from app.ui.outbound.words import misses, undoes
from app.ui.showcase.samples import MOMENT, make_window
from app.ui.widgets.buttons import Button


def undo_of(toast):
    """The button that takes back what a note tells; None where there is no way back."""
    return next((button for button in toast.findChildren(Button) if button.text() == "Undo"), None)


class Room:
    """A window with the page over a sample; ended with the test."""

    def __init__(self, theme, jobs, orders=None, may_act=True, refuse=None) -> None:
        self.orders, self.entry, self.imports = orders or SampleOrders(), SampleEntry(refuse), SampleImports()
        self.jobs = jobs
        self.page: OutboundPage | None = None

        def make(shell):
            self.page = OutboundPage(shell, sample_desk(shell, self.orders, self.entry, self.imports, may_act))
            self.page.begin()
            return self.page

        self.window = make_window(theme, jobs, make, "Outbound", "outbound")
        self.window.registry.context.set("workspace", "outbound")
        self.window.show()
        self.settle()

    def settle(self) -> None:
        wait_until(lambda: self.jobs.running == 0)

    def choose(self, *rows: int) -> None:
        selection = self.page.list.table.selectionModel()
        selection.clearSelection()
        for row in rows:
            index = self.page.list.table.rows.index(row, 0)
            selection.select(index, selection.SelectionFlag.Select | selection.SelectionFlag.Rows)

    @property
    def numbers(self) -> list[str]:
        model = self.page.list.table.rows
        return [model.row(number).number for number in range(model.rowCount())]

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


def test_the_list_comes_in_pages_and_is_narrowed(room):
    here = room()
    page = here.page
    assert here.numbers == [row.number for row in ROWS[:200]]
    page.list.table.rows.fetchMore(page.list.table.rows.index(-1, -1))
    here.settle()
    assert len(here.numbers) == 400
    assert page.list.found.text() == "420 orders"
    QTest.mouseClick(page.facets.rows["group", "held"], Qt.MouseButton.LeftButton)
    here.settle()
    held = [row for row in ROWS if row.group == "held"]
    assert here.numbers == [row.number for row in held]
    assert page.facets.rows["group", "held"].isChecked()
    QTest.keyClicks(page.list.field, held[3].number)
    QTest.keyClick(page.list.field, Qt.Key.Key_Return)
    here.settle()
    assert here.numbers == [held[3].number]
    page.strip.tiles[0].chosen.emit()
    here.settle()
    assert len(here.numbers) == sum(row.cut_off.hour == 16 and row.carrier_service == "Express" for row in ROWS)
    QTest.keyClick(page.strip.whole, Qt.Key.Key_Return)
    here.settle()
    assert len(here.numbers) == 23
    assert page.strip.whole.accessibleName().startswith("At this rate 23 orders miss 17:00.")


def test_an_order_is_looked_into_by_keyboard(room):
    here = room()
    page = here.page
    page.list.focus_table()
    QTest.keyClick(page.list.table, Qt.Key.Key_Return)
    here.settle()
    assert page.detail.isVisible()
    assert page.detail.name.text() == ROWS[0].number
    assert "Before it leaves: Gift wrap, Insert the leaflet." in page.detail.notes.text()
    page.detail.lines.selectRow(1)
    assert page.detail.why.text().startswith("Rule standard: 3 missing.")
    QTest.keyClick(page.list.table, Qt.Key.Key_Down)
    here.settle()
    assert page.detail.name.text() == ROWS[1].number, "the panel follows the chosen row"
    QTest.keyClick(page.detail, Qt.Key.Key_Escape)
    assert not page.detail.isVisible()


def test_cancelling_shows_what_it_undoes_and_wants_a_reason(room):
    here = room()
    here.choose(0, 1)
    here.page.acts.act("cancel")
    here.settle()
    acting = here.page.acting
    assert acting.says.text() == (
        "14 pieces go back from reservation; Jan Bruns is called back; 20 picked pieces become put-back tasks; "
        "2 cartons are opened; 2 orders end."
    )
    acting.run()
    assert acting.error.isVisible()
    assert here.orders.asked == []
    acting.reason.setCurrentIndex(acting.reason.findData("customer"))
    QTest.mouseClick(acting.go, Qt.MouseButton.LeftButton)
    here.settle()
    ids = tuple(row.order_id for row in ROWS[:2])
    assert here.orders.asked == [("change", (ids, {"cancel": True}, "customer", "mark"))]
    assert not acting.isVisible()


def test_what_changed_meanwhile_is_looked_at_again(room):
    refusal = Refusal("WM412", "What this undoes has changed meanwhile.", "Look at it again, then do it.")
    here = room(orders=SampleOrders(refuse=refusal))
    here.choose(2)
    here.page.acts.act("urgent")
    here.settle()
    acting = here.page.acting
    assert acting.says.text() == "Nothing that was done is undone."
    assert not acting.reason.isVisible()
    acting.run()
    here.settle()
    assert acting.isVisible()
    assert acting.error.isVisible()
    acting.run()
    here.settle()
    assert here.orders.asked == [("change", ((ROWS[2].order_id,), {"priority": 1}, None, "mark"))]


def test_a_hold_and_its_end(room):
    here = room()
    here.choose(0, 1, 2)
    here.page.acts.act("hold")
    here.settle()
    acting = here.page.acting
    acting.reason.setCurrentIndex(acting.reason.findData("unpaid"))
    acting.note.setText("bank")
    acting.give_back.setChecked(True)
    acting.run()
    here.settle()
    held = next(number for number, row in enumerate(ROWS) if row.group == "held")
    here.choose(held)
    here.page.acts.act("resume")
    here.settle()
    ids = tuple(row.order_id for row in ROWS[:3])
    assert here.orders.asked == [("hold", (ids, "unpaid", "bank", True)), ("resume", (ROWS[held].order_id,))]
    here.choose(3)
    here.page.acts.act("hold")
    here.settle()
    acting.reason.setCurrentIndex(acting.reason.findData("unpaid"))
    acting.run()
    here.settle()
    given, kept = here.window._toasts.shown[0], here.window._toasts.shown[-1]
    assert undo_of(given) is None, "what was given to others does not come back"
    QTest.mouseClick(undo_of(kept), Qt.MouseButton.LeftButton)
    here.settle()
    assert here.orders.asked[-1] == ("resume", (ROWS[3].order_id,))


def test_an_order_is_written_without_a_mouse(room):
    here = room()
    form = here.page.form
    here.page.acts.new_order()
    QTest.keyClicks(form.number, "SO-1")
    for sku, pieces in (("SO-4410", "12"), ("TE-1187", "0"), ("TE-1187", "-1"), ("TE-1187", "1,5"), ("SO-4410", "13")):
        form.sku.setText(sku)
        QTest.keyClick(form.sku, Qt.Key.Key_Return)
        form.pieces.setText(pieces)
        QTest.keyClick(form.pieces, Qt.Key.Key_Return)
        assert form.error.isVisible() == (pieces in ("0", "-1")), pieces
    form.cut_off.setText("tonight")
    form.send()
    assert form.error.isVisible()
    form.cut_off.setText("2026-11-23 17:00")
    form.boxes["gift_wrap"].setChecked(True)
    QTest.keyClick(form.sku, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    here.settle()
    (wish,) = here.entry.wishes
    assert wish.lines == (LineWish(1, "SO-4410", Decimal(13)), LineWish(2, "TE-1187", Decimal("1.5")))
    assert wish.cut_off == datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert (wish.number, wish.value_added, wish.completeness) == ("SO-1", ("gift_wrap",), "ship_complete")
    assert not form.isVisible()


def test_a_number_that_is_there_is_said_under_the_form(room):
    here = room(refuse=Refusal("WM422", "Order SO-1 is entered already.", "Give it another number."))
    form = here.page.form
    here.page.acts.new_order()
    form.number.setText("SO-1")
    form.sku.setText("SO-4410")
    form.send()
    here.settle()
    assert form.isVisible()
    assert form.error.isVisible()
    assert form.number.text() == "SO-1", "nothing is lost"


def test_only_what_differs_is_changed(room):
    here = room()
    here.choose(2)
    here.page.acts.act("change")
    here.settle()
    form = here.page.form
    assert form.title.text() == f"Change {ROWS[2].number}"
    form.send()
    assert form.error.isVisible(), "nothing is changed yet"
    form.sku.setText("TE-1187")
    form.pieces.setText("3")
    form.add_line()
    form.sku.setText("40-9999")
    form.pieces.setText("1")
    form.add_line()
    form.priority.setCurrentIndex(8)
    form.send()
    here.settle()
    acting = here.page.acting
    assert acting.isVisible()
    acting.run()
    here.settle()
    ((_, (ids, changes, _, _)),) = here.orders.asked
    assert ids == (ROWS[2].order_id,)
    assert changes == {
        "priority": 9,
        "lines": [{"line_no": 1, "quantity": Decimal(3)}, {"line_no": 4, "sku": "40-9999", "quantity": Decimal(1)}],
    }


def test_a_file_with_problems_is_taken_without_them(room):
    here = room()
    panel = here.page.importing
    panel.check(Path("orders-monday.xlsx"))
    here.settle()
    assert panel.problems.rows.rowCount() == 3
    assert not panel.all.isEnabled()
    QTest.mouseClick(panel.good, Qt.MouseButton.LeftButton)
    here.settle()
    assert here.imports.taken == [True]
    assert not panel.isVisible()


def test_who_only_reads_has_no_acts(room):
    here = room(may_act=False)
    here.choose(0)
    assert not any(button.isVisible() for button in here.page.list.buttons.values())
    assert not here.page.new.isVisible()
    here.page.acts.act("cancel")
    here.page.acts.new_order()
    assert not here.page.acting.isVisible()
    assert not here.page.form.isVisible()


def test_an_empty_house_says_what_to_do(room):
    here = room(orders=SampleOrders(empty=True))
    assert here.page.list.middle.currentWidget() is here.page.list.none
    here.page.look_for(OrderFilter(text="X"))
    here.settle()
    assert here.page.list.middle.currentWidget() is here.page.list.nothing


def test_why_an_act_cannot_be_done():
    def row(group, **more):
        given = {"missing": 0, "reserved": 0, "picked": 0, "status": 400, "number": "A", **more}
        return SimpleNamespace(group=group, **given)

    assert why_not("cancel", []) == "Choose orders first."
    assert why_not("change", [row("new"), row("new")]) == "Choose one order."
    assert why_not("cancel", [row("new"), row("shipped")]) == "Order A has left."
    assert why_not("resume", [row("held"), row("new")]) == "Only orders on hold go on."
    assert why_not("hold", [row("held")]) == "Order A is on hold."
    assert why_not("backorder", [row("waiting", missing=2)]) == "A part of it must be there, and a part missing."
    assert why_not("backorder", [row("waiting", missing=2, reserved=1)]) is None
    assert why_not("promise", [row("packed", status=650)]) == "What is being packed needs no promise."


def test_words_of_the_forecast_and_of_what_is_undone():
    zone, soon = UTC, MOMENT + timedelta(hours=2)
    cut = {"cut_off": soon.isoformat(), "misses": 1}
    nothing = {"open": 4, "misses": 0, "unknown": 0, "cut_offs": []}
    assert misses({**nothing, "open": 0}, zone, MOMENT) == "No order is open."
    assert misses(nothing, zone, MOMENT) == "At this rate every order makes its cut-off."
    assert misses({**nothing, "unknown": 4}, zone, MOMENT) == "Nobody picks and packs yet: no forecast."
    late = misses({**nothing, "misses": 3, "cut_offs": [cut]}, zone, MOMENT)
    assert late == "At this rate 1 order misses 15:32, 2 more a later one."
    past = {**cut, "cut_off": (MOMENT - timedelta(hours=1)).isoformat()}
    assert misses({**nothing, "misses": 1, "cut_offs": [past]}, zone, MOMENT) == "1 order missed 12:32."
    assert undoes(Preview([], {}, "")) == "Nothing that was done is undone."
    assert toggled(OrderFilter(), "group", "held") == OrderFilter(groups=("held",))
    assert toggled(OrderFilter(groups=("held",)), "group", "held") == OrderFilter()
    assert toggled(OrderFilter(), "flag", "late").late


def test_an_opened_order_leads_to_its_wave_its_cart_and_its_work_and_a_cart_back_to_its_orders(room):
    here, asked = room(), []
    here.page.detail.asked.connect(lambda where, about: asked.append((where, about)))
    here.page.list.opened.emit(here.page.list.table.rows.row(0))
    here.settle()
    way = here.page.detail.way
    assert way.isVisible()
    for button in (one for one in way.findChildren(Button) if one.isVisible()):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert ("waves", "cart:W261123-04:4413") in asked
    assert ("waves", "cart::4420") in asked
    assert ("tasks", "cart:4413") in asked
    here.page.show_about("cart:4413")
    here.settle()
    assert here.page.list.filter.orders == tuple(row.order_id for row in ROWS[:3])
    here.page.detail.close_panel()
    assert not way.isVisible()


def pairs_of(count):
    return [
        SimpleNamespace(order_id=n, number=f"SO-{n}", group="new", status=100, missing=0) for n in range(1, count + 1)
    ]


def test_an_act_on_hundreds_is_stopped_between_portions_and_told_order_by_order(room):
    here, hold_up = room(), threading.Event()
    many, rows, left = SampleMany(hold_up), pairs_of(90), []
    here.page.report.left.connect(left.append)
    here.page.report.begin("Let go on: 90 orders", partial(many.resume, [(row.order_id, row.number) for row in rows]))
    wait_until(lambda: here.page.report.progress.isVisible())
    here.page.acts.act("cancel")
    assert not here.page.acting.isVisible(), "one act at a time"
    QTest.mouseClick(here.page.report.progress.cancel, Qt.MouseButton.LeftButton)
    here.settle()
    report = here.page.report
    assert report.says.text() == "25 orders done. 65 orders not: each says why."
    first = report.table.rows.row(0)
    assert (first.done, first.words) == (False, "Not begun: it was stopped before.")
    QTest.mouseClick(report.rest, Qt.MouseButton.LeftButton)
    assert left == [tuple(range(26, 91))]
    hold_up.set()
    report.begin("Let go on: 90 orders", partial(many.resume, [(row.order_id, row.number) for row in rows]))
    here.settle()
    assert report.says.text() == "87 orders done. 3 orders not: each says why."
    assert report.table.rows.row(0).next_step == "Take it off the trailer first."
    QTest.mouseClick(report.close_report, Qt.MouseButton.LeftButton)
    assert not report.isVisible()


def test_more_than_one_transaction_takes_goes_into_the_report(room):
    here = room()
    acting = here.page.acting
    acting.ask_hold(pairs_of(40))
    here.settle()
    acting.reason.setCurrentIndex(1)
    QTest.mouseClick(acting.go, Qt.MouseButton.LeftButton)
    here.settle()
    assert not acting.isVisible()
    assert here.page.report.says.text() == "39 orders done. 1 order not: each says why."
    assert here.page.report.title.text() == acting.title.text()


def test_all_that_match_are_chosen_also_those_not_loaded(room):
    here = room()
    page, orders = here.page, here.page.list
    assert len(here.numbers) == 200
    assert (orders.found.text(), orders.all.accessibleName()) == ("420 orders", "Choose all 420 orders")
    QTest.mouseClick(orders.all, Qt.MouseButton.LeftButton)
    assert orders.count.text() == "All 420 that match"
    assert not orders.all.isVisible()
    assert orders.buttons["change"].toolTip() or not orders.buttons["change"].isEnabled()
    orders.table.rows.fetchMore(orders.table.rows.index(-1, -1))
    here.settle()
    assert (orders.every, orders.number, len(orders.rows)) == (True, 420, 400), "what is loaded later is chosen as well"
    QTest.keyClick(orders.table, Qt.Key.Key_Down)
    assert (orders.every, orders.number) == (False, 1), "choosing one ends it"
    QTest.mouseClick(orders.all, Qt.MouseButton.LeftButton)
    page.acts.act("cancel")
    acting = page.acting
    assert acting.title.text() == "Cancel 420 orders that match"
    here.settle()
    acting.reason.setCurrentIndex(acting.reason.findData("customer"))
    QTest.mouseClick(acting.go, Qt.MouseButton.LeftButton)
    here.settle()
    ids = [row.order_id for row in ROWS]
    bad = sum(order % 30 == 0 for order in ids)
    assert page.report.says.text() == f"{len(ids) - bad} orders done. {bad} orders not: each says why."
    assert page.report.title.text() == "Cancel 420 orders that match"


def test_all_of_a_filter_are_held_and_another_filter_ends_the_choice(room):
    here = room()
    page, orders = here.page, here.page.list
    QTest.mouseClick(orders.all, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.facets.rows["group", "reserved"], Qt.MouseButton.LeftButton)
    here.settle()
    assert not orders.every
    number = sum(row.group == "reserved" for row in ROWS)
    QTest.mouseClick(orders.all, Qt.MouseButton.LeftButton)
    page.acts.act("hold")
    here.settle()
    page.acting.reason.setCurrentIndex(page.acting.reason.findData("customer"))
    page.acting.note.setText("until noon")
    page.acting.run()
    here.settle()
    assert page.acts._desk.many.asked == [("hold", number, "customer", "until noon", False)]
