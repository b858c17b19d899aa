"""Acts on bins, tables that sort and copy, and an order's walk."""

from types import SimpleNamespace as Row

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from wall_ground import open_window, rest

from app.domain.errors import Refusal
from app.ui.control_room.panel_table import PanelTable, sort_key
from app.ui.control_room.shots import page_of, sample_bin
from app.ui.tables import Column, StatusCell

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(theme):
    with open_window(theme) as made:
        yield made


@pytest.fixture
def counted(window, monkeypatch):
    """What was put on the count list, and what was said."""
    page = page_of(window)
    asked, said = [], []

    def count(places):
        asked.append(list(places))
        return {"counts": len(places), "already": 0}

    object.__setattr__(page.plan_acts._desk, "count", count)
    monkeypatch.setattr(page.plan_acts._shell, "toast", lambda text, undo=None: said.append(text))
    monkeypatch.setattr(page.plan_acts._shell, "show_refusal", lambda refusal: said.append(refusal.next_step))
    return asked, said


def test_the_count_button_puts_the_bin_on_the_list(window, counted):
    page = page_of(window)
    asked, said = counted
    place = sample_bin(page.view.picture.plan)
    page.acts.open_bin(place)
    rest(window.jobs)
    QTest.mouseClick(page.drill.foot.count, LEFT)
    rest(window.jobs)
    assert asked == [[place]]
    assert said == ["1 bin is on the count list."]


def test_a_band_of_bins_is_counted_by_its_key(window, counted):
    page = page_of(window)
    asked, said = counted
    plan = page.view.picture.plan
    cells = [int(plan.locations.cell[plan.index(sample_bin(plan))]) + n for n in range(3)]
    page.view.choice.band(cells)
    QTest.keyClick(window, Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
    rest(window.jobs)
    assert sorted(asked[0]) == sorted(int(plan.locations.ids[i]) for cell in cells for i in plan.in_cell(cell))
    assert said == [f"{len(asked[0])} bins are on the count list."]
    page.view.choice.clear()
    page.plan_acts.count_chosen()
    assert said[1] == "Choose bins on the plan, with Shift and the mouse for many."


def test_nobody_counts_in_the_past(window, counted):
    page = page_of(window)
    page.acts.open_bin(sample_bin(page.view.picture.plan))
    rest(window.jobs)
    page.rewind.mode.seek(page.rewind.mode.reader.track.ends.timestamp() - 3600)
    rest(window.jobs)
    assert not page.drill.foot.count.isEnabled()
    assert "past" in page.drill.foot.count.toolTip()
    with pytest.raises(Refusal):
        window.registry.run("control_room.count")
    page.rewind.go_live()
    assert page.drill.foot.count.isEnabled()
    rest(window.jobs)


def test_who_may_not_count_is_told_why(window):
    page = page_of(window)
    window.context.set("control_room.may_count", False)
    page._allow_count(page.drill)
    assert page.drill.foot.count.toolTip() == "Only a supervisor puts bins on the count list."


COLUMNS = [
    Column("SKU", lambda row: row.sku, "key", 80),
    Column("State", lambda row: StatusCell(row.state), "status", 80),
    Column("On hand", lambda row: row.hand, "number", 80),
]
ROWS = [
    Row(sku="b", state="Held", hand="1,200"),
    Row(sku="a", state="Free", hand="–"),
    Row(sku="c", state="Free", hand="7"),
]


@pytest.fixture
def table(qtbot, theme):
    made = PanelTable(theme, "Stock", COLUMNS)
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show_rows(ROWS)
    made.show()
    return made


def order(table):
    return [table.rows.row(n).sku for n in range(table.rows.rowCount())]


def press_head(table, column):
    header = table.horizontalHeader()
    x = header.sectionViewportPosition(column) + 20
    QTest.mouseClick(header.viewport(), LEFT, pos=QPoint(x, 10))


def test_a_head_sorts_up_down_and_as_they_came(table):
    table.selectRow(0)
    seen = []
    for _ in range(3):
        press_head(table, 2)
        seen.append(order(table))
    assert seen == [["a", "c", "b"], ["b", "c", "a"], ["b", "a", "c"]]
    press_head(table, 0)
    assert order(table) == ["a", "b", "c"]
    assert table.rows.row(table.currentIndex().row()).sku == "b", "the chosen row stays chosen"
    table.show_rows([*ROWS, Row(sku="aa", state="Free", hand="3")])
    assert order(table) == ["a", "aa", "b", "c"], "what comes later is sorted too"


def test_control_c_copies_what_is_chosen_with_its_head(table):
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "SKU\tState\tOn hand\nb\tHeld\t1,200\na\tFree\t–\nc\tFree\t7"
    table.setColumnHidden(1, True)
    table.selectRow(2)
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "SKU\tOn hand\nc\t7"


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("–", 0),
        (3, "1,200"),
        ("−5", "4"),
        ("9 of 10", "10 of 10"),
        (12, "text"),
        (StatusCell("Free"), StatusCell("Held")),
    ],
)
def test_cells_are_told_apart_as_people_do(less, more):
    assert sort_key(less) < sort_key(more)


def test_the_ledger_of_a_bin_is_copied_too(window):
    page = page_of(window)
    page.acts.open_bin(sample_bin(page.view.picture.plan))
    rest(window.jobs)
    QTest.keyClick(page.drill.tabs.stock.ledger, Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == page.drill.tabs.stock.ledger.lines.rowCount()
    assert lines[0].split("\t")[1:3] == ["Picked to TOTE-12", "−8"]


def test_an_orders_walk_is_on_every_live_plan_while_it_is_open(window):
    page = page_of(window)
    window.registry.run("control_room.window")
    (other,) = page.windows.open
    page.acts.open_order(88214)
    rest(window.jobs)
    (route,) = page.view.overlay.routes
    assert route.initial == "SO-88214"
    assert len(route.stops) == 8
    assert other.plan.pane.view.overlay.routes == (route,)
    assert page.drill.order.walk.text() == "Walk 214 m · 8 stops · 5 min · Optimal saves 46 m against S-shape"
    page.acts.open_bin(sample_bin(page.view.picture.plan))
    assert page.view.overlay.routes == ()
    assert other.plan.pane.view.overlay.routes == ()
    rest(window.jobs)


def test_an_order_without_a_walk_says_why(window):
    page = page_of(window)

    def none(order):
        raise Refusal("tour.nothing", "Nothing of order SO-1 waits to be picked.", "Choose another.")

    object.__setattr__(page._walks._desk, "tour", none)
    page.acts.open_order(1)
    rest(window.jobs)
    assert page.drill.order.walk.text() == "No walk: nothing of order SO-1 waits to be picked."
    assert page.view.overlay.routes == ()
    page.drill.close_panel()
    assert page.drill.order.walk.isHidden()
