"""The putaway room in its window: goods get places, reasons are read, places are changed, rules are put in order."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.errors import Refusal
from app.optimise.putaway import Between, Keep, Strategy
from app.ui.putaway.sample_putaway import CHANGED, FULL, HEAVY, SamplePlaces
from app.ui.putaway.shots import sample_page, wait_until
from app.ui.putaway.words import bins_of, listed, meant, since
from app.ui.shell.parts import Workspace
from app.ui.showcase.samples import MOMENT, make_window

SAID = Refusal("WM412", "Dora set meanwhile what bins of class RES-F are kept for: 3.", "Look at it, and set it again.")


class Room:
    """A window with the page over a sample; ended with the test."""

    def __init__(self, theme, jobs, places, **may) -> None:
        self.places, self.jobs = places, jobs
        self.page = None

        def make(shell):
            self.page = sample_page(shell, places, **may)
            return self.page

        self.window = make_window(theme, jobs, make, "Put away", "truck")
        self.window.registry.context.set("workspace", "putaway")
        self.window.resize(1366, 768)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        wait_until(lambda: self.jobs.running == 0)

    def press(self, button) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def words(self, widget) -> str:
        return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())

    def close(self) -> None:
        self.page.end()
        self.window.close()
        self.window.deleteLater()


@pytest.fixture
def room(theme, jobs):
    made = []

    def make(places=None, **may) -> Room:
        made.append(Room(theme, jobs, places or SamplePlaces(), **may))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_all_that_waits_gets_a_place_and_the_reason_is_shown(room):
    here = room()
    assert here.page.waiting.table.rows.rowCount() == 5
    here.press(here.page.waiting.plan_all)
    assert here.page.stack.currentWidget() is here.page.planned
    assert here.page.planned.table.rows.rowCount() == 9
    assert here.page.planned.why.task.task_id == 77_400 + 900
    assert "It is empty; 47 m to go." in here.words(here.page.planned.why)
    assert "Nothing waits to be put away." in here.words(here.page.waiting.none) or here.page.waiting.rows == ()


def test_only_the_chosen_goods_are_planned_and_may_be_taken_back(room):
    here = room()
    here.page.waiting.table.selectRow(3)
    here.press(here.page.waiting.plan_all)
    assert len(here.page.waiting.rows) == 4
    here.page.waiting._take_back([78_303])
    here.settle()
    assert here.places.asked == [("cancel", 78_303)]


def test_what_finds_no_place_is_said_with_what_to_do(room):
    here = room(SamplePlaces(left=(FULL,)))
    here.press(here.page.waiting.plan_all)
    assert here.page.stack.currentWidget() is here.page.waiting
    said = here.words(here.page.waiting.error)
    assert "found no place" in said
    assert "Free a bin" in said


def test_why_not_that_bin_is_answered_by_key(room):
    here = room()
    here.page.ask_why_not()
    here.settle()
    why = here.page.planned.why
    QTest.keyClicks(why.bin, "a-02-11-4")
    QTest.keyClick(why.bin, Qt.Key.Key_Return)
    here.settle()
    assert why.answer.text() == "A-02-11-4 cannot take it: would be too heavy."


def test_another_bin_needs_a_reason(room):
    here = room()
    here.page.show_view("planned")
    why = here.page.planned.why
    why.bin.setText("a-01-09-2")
    assert not why.send.isEnabled()
    assert why.send.toolTip() == "Choose a reason first."
    why.reason.setCurrentIndex(why.reason.findData("damaged"))
    here.press(why.send)
    assert here.places.asked == [("send", 77_301, "A-01-09-2", "damaged")]
    assert why.task.to_code == "A-01-09-2"
    here.press(why.next)
    assert here.places.asked[-1] == ("elsewhere", 77_301, "damaged")
    here.press(why.stop)
    assert here.places.asked[-1] == ("cancel", 77_301)


def test_a_refusal_stays_under_the_fields_and_the_choice_stays(room):
    here = room(SamplePlaces(refuse_send=HEAVY))
    here.page.show_view("planned")
    why = here.page.planned.why
    why.bin.setText("A-02-11-3")
    why.reason.setCurrentIndex(1)
    here.press(why.send)
    assert HEAVY.what in here.words(why.error)
    assert (why.bin.text(), why.task.task_id) == ("A-02-11-3", 77_301)


def test_what_is_over_cannot_be_changed(room):
    here = room()
    here.page.show_about("task:77290")
    here.settle()
    why = here.page.planned.why
    assert why.task.task_id == 77_290
    assert "K. Hansen sent it from A-03-02-1 to A-04-02-2: The bin is damaged." in here.words(why)
    assert not why.stop.isEnabled()
    assert why.stop.toolTip() == "This task is over."


def test_rules_are_put_in_order_changed_and_saved_together(room):
    here = room()
    rules = here.page.rules
    here.page.show_view("rules")
    rules.table.selectRow(3)
    here.press(rules.up)
    assert [rule.name for rule in rules.rules[2:4]] == ["Fast movers to the front", "Full pallets of drinks"]
    assert rules.form.name.text() == "Fast movers to the front"
    rules.form.zones.clear()
    QTest.keyClicks(rules.form.zones, "C, A")
    assert rules.rules[2].zones == ("C", "A")
    QTest.keyClicks(rules.form.metres, "x")
    assert "is not a number" in here.words(rules.form.error)
    rules.form.metres.clear()
    QTest.keyClicks(rules.form.metres, "40")
    here.press(rules.save)
    assert (here.places.book.version, here.places.book.rules[2].metres) == (8, 40.0)
    assert not rules.dirty
    assert not rules.save.isEnabled()


def test_rules_are_added_removed_and_discarded(room):
    here = room()
    rules = here.page.rules
    here.page.show_view("rules")
    rules.table.selectRow(0)
    here.press(rules.add)
    assert (rules.rules[1].name, rules.rules[1].strategy) == ("New rule", Strategy.EMPTY)
    here.press(rules.drop)
    here.press(rules.drop)
    assert len(rules.rules) == 7
    assert rules.dirty
    here.press(rules.back)
    assert len(rules.rules) == 8
    rules.take_standard()
    assert len(rules.rules) == 5


def test_rules_that_somebody_changed_meanwhile_are_not_lost(room):
    here = room(SamplePlaces(refuse_rules=CHANGED))
    here.page.show_view("rules")
    here.page.rules.table.selectRow(1)
    here.press(here.page.rules.down)
    here.press(here.page.rules.save)
    assert CHANGED.what in here.words(here.page.rules.error)
    assert here.page.rules.dirty
    here.page.refresh()
    here.settle()
    assert here.page.rules.dirty, "what is not saved stays when the rest is read anew"


def test_who_may_only_look_is_told_why(room):
    here = room(may_plan=False, may_rule=False)
    assert not here.page.waiting.plan_all.isEnabled()
    assert "plan places" in here.page.waiting.plan_all.toolTip()
    here.page.show_view("rules")
    assert not here.page.rules.add.isEnabled()
    assert not here.page.rules.form.isEnabled()


def test_products_get_bins_of_their_own_and_lose_them(room):
    here = room()
    here.page.show_view("rules")
    homes = here.page.rules.homes
    assert homes.table.rows.rowCount() == 2
    QTest.keyClicks(homes.sku, "31-0415")
    QTest.keyClicks(homes.bins, "a-01-01-1, a-01-02-1")
    here.press(homes.set)
    assert homes.table.rows.row(2).bins == ("A-01-01-1", "A-01-02-1")
    homes.table.selectRow(0)
    assert (homes.sku.text(), homes.bins.text()) == ("12-0093", "C-01-01-1, C-01-02-1")
    homes.bins.clear()
    here.press(homes.set)
    assert [home.sku for home in here.places.own] == ["40-0115", "31-0415"]
    QTest.keyClicks(homes.sku, "99")
    here.press(homes.set)
    assert "There is no product 99." in here.words(homes.error)


def test_words_of_rules_and_times():
    assert [meant(rule) for rule in SamplePlaces().book.rules[2:4]] == ["Beverages, pallet, from 600 l", "class A"]
    assert bins_of(SamplePlaces().book.rules[4]) == "reserve, within 40 m"
    assert listed("A, B  C,,A") == ("A", "B", "C")
    assert since(MOMENT, MOMENT) == "0 min"


def test_the_table_of_hazard_classes_is_walked_by_arrows_changed_and_saved_under_its_version(room):
    here = room()
    here.page.show_view("hazards")
    view, book = here.page.hazards, here.places.hazards
    assert view.save.toolTip() or not view.save.isEnabled()
    view.matrix.setFocus()
    view.matrix.choose(0, 1)
    QTest.keyClick(view.matrix, Qt.Key.Key_Right)
    QTest.keyClick(view.matrix, Qt.Key.Key_Right)
    assert view.matrix.pair == ("aerosol", "oxidising")
    assert view.keep.current == "apart", "what nobody named lies in other bins"
    view.metres.setText("far")
    view.metres.editingFinished.emit()
    assert "no distance" in view.error.accessibleName()
    view.metres.setText("7.5")
    view.metres.editingFinished.emit()
    assert view.dirty
    here.places.refuse_rules = CHANGED
    here.press(view.save)
    assert CHANGED.what in view.error.accessibleName()
    assert view.dirty, "what was typed stays"
    here.places.refuse_rules = None
    here.press(view.save)
    saved = here.places.hazards
    assert saved.segregation.between("oxidising", "aerosol") == Between(Keep.APART, 7.5)
    assert (saved.version, view.dirty) == (book.version + 1, False)
    at = view.matrix._box(1, 2).center().toPoint()
    QTest.mouseClick(view.matrix, Qt.MouseButton.LeftButton, pos=at)
    assert view.matrix.pair == ("corrosive", "flammable liquid")
    assert (view.keep.current, view.metres.isEnabled()) == ("never", False)
    view.keep.choose("apart")
    view.set_rule()
    here.press(view.back)
    assert view.table.between("corrosive", "flammable liquid").keep is Keep.NEVER
    view.stores.table.selectRow(4)
    view.stores.field.setText("oxidising, flammable liquid")
    here.places.refuse_rules = SAID
    here.press(view.stores.set)
    assert SAID.what in view.stores.error.accessibleName()
    assert view.stores.field.text() == "oxidising, flammable liquid", "what was typed stays"
    here.places.refuse_rules = None
    here.press(view.stores.set)
    assert here.places.hazards.stores[4].hazards == ("oxidising", "flammable liquid")
    assert "Set here by You" in here.words(view.stores)
    here.press(view.stores.free)
    assert here.places.hazards.stores[4].hazards is None


def test_limits_are_changed_in_layout_and_there_is_a_way_there(room):
    here = room()
    here.page.show_view("hazards")
    stores = here.page.hazards.stores
    stores.table.selectRow(2)
    assert not stores.there.isVisible(), "nobody is sent to a room that is closed to him"
    assert "with version 11 of the plan by K. Hansen" in here.words(stores)
    sent = []

    class Plan(QWidget):
        def show_about(self, about):
            sent.append(about)

    here.window.admit(Workspace("layout", "Layout", "classes", lambda _shell: Plan()))
    here.page.hazards.refresh()
    here.settle()
    assert stores.there.isVisible()
    here.press(stores.there)
    assert sent == ["panel:classes"]


def test_who_may_only_look_at_hazard_storage_changes_nothing(room):
    here = room(may_rule=False)
    here.page.show_view("hazards")
    view = here.page.hazards
    view.matrix.choose(0, 3)
    view.set_rule()
    assert not view.dirty
    assert not view.stores.field.isEnabled()
