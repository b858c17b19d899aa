"""The explorer as people use it: by keyboard alone, narrowed, opened, acted on, scrolled without standing still."""

import time

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.domain.errors import Fault
from app.services.inventory import say
from app.ui.inventory.act_list import read_change
from app.ui.lint.check import lint

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_hundred_thousand_rows_scroll_without_standing_still(room, jobs, qtbot):
    _, page = room(total=100_000, step=1000)
    bar, longest, turns = page.table.verticalScrollBar(), 0.0, 0
    ends, spent = time.monotonic() + 120, time.thread_time()
    while not page.table.stock.ended:
        assert time.monotonic() < ends, "it did not reach the last row"
        bar.setValue(bar.maximum())
        began = time.thread_time()
        QGuiApplication.processEvents()
        longest = max(longest, time.thread_time() - began)
        turns += 1
    assert page.table.stock.rowCount() == 100_000
    assert longest < 0.1, f"one turn of the event loop took {longest * 1000:.0f} ms of CPU"
    assert time.thread_time() - spent < 10
    bar.setValue(0)
    qtbot.waitUntil(lambda: page.table.stock.row(0) is not None)
    assert page.line.found.text().startswith("100,000 records")
    qtbot.waitUntil(lambda: jobs.running == 0)


def test_found_narrowed_opened_and_held_with_the_keyboard_alone(room, jobs, qtbot, monkeypatch):
    window, page = room()
    monkeypatch.setattr(
        page.line.field._completer, "complete", lambda: None
    )  # Qt offscreen cannot give a popup the keys
    QTest.keyClick(window, Qt.Key.Key_Slash)
    qtbot.waitUntil(page.line.field.hasFocus)
    QTest.keyClicks(page.line.field, "zone:B mug")
    QTest.keyClick(page.line.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: say(page.finder.search) == "zone:B mug" and jobs.running == 0)
    assert page.facets.groups["zone"].rows["B"].isChecked()
    QTest.keyClick(page.line.field, Qt.Key.Key_Down)
    qtbot.waitUntil(page.table.hasFocus)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(page.table.choice()) == 2
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.detail.isVisible() and jobs.running == 0)
    assert page.detail.tabs.lists["history"].lines.rowCount() == 24
    QTest.keyClick(window, Qt.Key.Key_H, CTRL)
    qtbot.waitUntil(lambda: page.acting.isVisible() and jobs.running == 0)
    assert "2 records" in page.acting.says.text()
    assert "2 promises" in page.acting.breaks.text()
    assert "M. Okafor is on the way" in page.acting.breaks.text()
    QTest.keyClick(page.acting, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.acting.isVisible() and jobs.running == 0)
    assert page._desk.acts.did[-1][0] == "hold"
    QTest.keyClick(window, Qt.Key.Key_W, CTRL)
    qtbot.waitUntil(lambda: not page.detail.isVisible())


def test_a_move_says_its_numbers_refuses_in_place_and_can_be_taken_back(room, jobs, qtbot):
    window, page = room()
    page.table.selectRow(4)
    page.chores.act("move")
    assert page.acting.says.text().startswith("Move 1 record, ")
    assert page.acting.go.text() == "Move 1 record"
    page.acting.go.click()
    assert "No bin was named" in page.acting.error.accessibleName() + page.acting.error.accessibleDescription()
    page.acting.bin.setText("X-99")
    page.acting.go.click()
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert page.acting.isVisible()
    page.acting.bin.setText("A-01")
    page.acting.go.click()
    qtbot.waitUntil(lambda: not page.acting.isVisible() and jobs.running == 0)
    toast = next(iter(window._toasts._timers))
    toast._undone()
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert [act[0] for act in page._desk.acts.did] == ["move", "undo"]


def test_all_that_match_are_chosen_with_ctrl_a_unless_they_are_too_many(room, jobs, qtbot):
    _, page = room()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_A, CTRL)
    qtbot.waitUntil(lambda: page.foot.chosen.text() == "All 1,755 chosen")
    page.chores.act("count")
    assert page.acting.go.text() == "Count 1,755 records"
    page.acting.close_panel()
    page.table.selectRow(2)
    assert page.foot.chosen.text() == "1 chosen"
    _, page = room(total=100_000)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_A, CTRL)
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert page.line.error.isVisible()
    assert page.table.choice() == ()


def test_ctrl_c_copies_the_shown_columns_as_tsv(room):
    _, page = room()
    page.table.show_columns(["bin", "sku", "quantity"])
    page.table.selectRow(0)
    page.table.selectionModel().select(
        page.table.stock.index(2, 0), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    )
    QTest.keyClick(page.table, Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Bin\tSKU\tOn hand"
    assert lines[1].split("\t") == ["A-01-01-1", "40-1180", "8"]
    assert len(lines) == 3


def test_a_choice_outlives_the_page_it_was_made_on(room, jobs, qtbot):
    _, page = room(total=100_000)
    page.table.selectRow(3)
    page.table.stock._slots[0].rows = None
    assert [row.quant_id for row in page.table.choice()] == [4]


def test_heads_sort_and_a_refused_order_says_how_to_go_on(room, jobs, qtbot):
    _, page = room(total=100_000)
    ids = [one.id for one in page.table.stock_columns]
    page.table._sort(ids.index("bin"))
    assert page.finder.search.sort == "bin"
    page.table._sort(ids.index("bin"))
    assert page.finder.search.sort == "-bin"
    qtbot.waitUntil(lambda: jobs.running == 0)
    page.table._sort(ids.index("quantity"))
    qtbot.waitUntil(lambda: page.line.error.isVisible())
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert page.finder.search.sort == "-bin", "the rows are back in the order before"
    assert page.table.stock.rowCount() >= 200
    assert page.middle.currentWidget() is page.table


def test_what_is_chosen_in_facets_lines_and_views_is_one_thing(room, jobs, qtbot):
    _, page = room()
    page.facets.groups["held"].rows["yes"].click()
    assert page.line.field.text() == "held:yes"
    qtbot.waitUntil(lambda: jobs.running == 0)
    page.views.chips[0].click()
    assert page.line.field.text() == "zone:B,D group:Tableware"
    assert page.facets.groups["zone"].rows["D"].isChecked()
    assert not page.facets.groups["held"].rows["yes"].isChecked()
    qtbot.waitUntil(lambda: jobs.running == 0)
    page.show_about("bin:=A-01-01-1")
    assert page.line.field.text() == "bin:=A-01-01-1"
    qtbot.waitUntil(lambda: jobs.running == 0)


def test_keys_and_values_are_offered(room):
    _, page = room()
    assert page.line.field.offers("zo") == ["zone:"]
    assert page.line.field.offers("held:") == ["held:yes", "held:no"]
    assert page.line.field.offers("zone:A,") == [f"zone:A,{code}" for code in "ABCDF"]


def test_a_fault_leaves_the_rows_and_offers_again(room, jobs, qtbot):
    window, page = room()
    known = page.table.stock.rowCount()
    page._fail(Fault("The database is away.", "Nothing was changed."))
    assert window.banner.isVisible()
    assert page.table.stock.rowCount() == known > 0
    page.finder.again()
    assert not window.banner.isVisible()
    qtbot.waitUntil(lambda: jobs.running == 0)


@pytest.mark.parametrize(
    ("text", "change"), [("12", ("12", None)), ("+3", (None, "3")), ("−2", (None, "-2")), ("1,000", ("1000", None))]
)
def test_a_quantity_is_set_or_changed(text, change):
    to, delta = read_change(text)
    assert (to and str(to), delta and str(delta)) == change


@pytest.mark.parametrize("text", ["", "NaN", "1e99", "many", "inf", "--1"])
def test_what_is_no_quantity_is_refused(text):
    with pytest.raises(Exception, match="not a quantity"):
        read_change(text)


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_nothing_is_clipped_or_out_of_reach(room, jobs, qtbot, size):
    window, page = room(line="zone:B,D")
    window.resize(*size)
    page.table.selectRow(9)
    page.open_row(page.table.stock.row(9))
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert lint(window, window.grab().toImage()) == []


def test_a_table_with_problems_says_each_at_its_cell_and_cannot_be_posted(room, jobs, qtbot, tmp_path):
    _, page = room()
    page.chores.import_table()
    page.mass.try_file(tmp_path / "moves.xlsx")
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert "3 problems" in page.mass.says.text()
    assert [page.mass.problems.lines.line(n).lead for n in range(3)] == ["A3", "D17", "B41"]
    assert not page.mass.go.isEnabled()
    QTest.keyClick(page.mass.problems, Qt.Key.Key_Escape)
    assert not page.mass.isVisible()


def test_a_good_table_is_posted_with_its_number_on_the_button_and_a_way_back(room, jobs, qtbot, tmp_path):
    window, page = room()
    page.chores.import_table()
    page.mass.try_file(tmp_path / "good.xlsx")
    qtbot.waitUntil(lambda: page.mass.go.isEnabled() and jobs.running == 0)
    assert page.mass.go.text() == "Post 2,314 rows"
    page.mass.go.click()
    qtbot.waitUntil(lambda: not page.mass.isVisible() and jobs.running == 0)
    assert len(window._toasts._timers) == 1
