"""The slotting page in its window: looked, chosen, planned, taken back; and what it says where it cannot."""

import threading

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.domain.errors import Refusal, Unreachable
from app.ui.showcase.samples import MOMENT, make_window
from app.ui.slotting.sample_slots import CHANGED, MOVES, ONE_ORDER, SampleSlots, planned_before
from app.ui.slotting.shots import found, sample_page, wait_until
from app.ui.slotting.words import days, hour_of, metres, quiet_hour


class Room:
    """A window with the page over a sample; ended with the test."""

    def __init__(self, theme, jobs, slots: SampleSlots) -> None:
        self.slots, self.jobs = slots, jobs
        self.page = None

        def make(shell):
            self.page = sample_page(shell, slots)
            return self.page

        self.window = make_window(theme, jobs, make, "Slotting", "move_stock")
        self.window.registry.context.set("workspace", "slotting")
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
        if "slotting.find" in self.window.registry:
            self.page.end()
        self.window.close()
        self.window.deleteLater()


@pytest.fixture
def room(theme, jobs):
    made = []

    def make(slots: SampleSlots | None = None) -> Room:
        made.append(Room(theme, jobs, slots or SampleSlots()))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_moves_are_found_chosen_and_planned(room):
    here = room()
    assert "Shorter walks" in here.words(here.page.finding)
    here.press(here.page.search)
    choice, proposal = here.page.choice, here.page.proposal
    assert here.page.stack.currentWidget() is here.page.found
    assert here.page.products.rows.rowCount() == len(proposal.lines)
    assert 1 < choice.moves < MOVES, "the fewest that bring most of it are chosen"
    choice.slider.setFocus()
    QTest.keyClick(choice.slider, Qt.Key.Key_Home)
    assert choice.moves == 1
    QTest.keyClick(choice.slider, Qt.Key.Key_Right)
    _, checked = proposal.saved(2)
    assert choice.saves.text() == f"{metres(checked)} less a day"
    assert choice.make.text() == "Create 2 tasks"
    here.press(choice.make)
    (made,) = here.slots.made
    assert len(made.tasks) == 2
    assert (made.not_before - MOMENT).total_seconds() == pytest.approx(7 * 3600 + 28 * 60 - 7, abs=60)
    assert here.page.stack.currentWidget() is here.page.plans
    assert here.page.plans.tasks.rows.rowCount() == 2


def test_what_changes_is_on_the_plan(room):
    here = room()
    found(here.page)
    here.settle()
    here.page.show_view("plan")
    picture = here.page._plan.pane.view.picture
    grid = picture.grid
    for moves in (1, 30):
        here.page.choice.slider.setValue(moves)
        before, after = here.page.proposal.picks, here.page.proposal.picks_after(moves)
        line = here.page.proposal.first(moves)[-1]
        for location in (line.source_id, line.target_id):
            at = grid.plan.index(location)
            value, _ = grid.read("difference", slice(at, at + 1))
            wanted = after.get(location, 0.0) - before.get(location, 0.0)
            assert float(value[0]) == pytest.approx(wanted, abs=1e-5)
            assert wanted != 0
        same = [place for place in before if abs(after.get(place, 0.0) - before[place]) < 1e-9]
        _, nothing = grid.read("difference", grid.plan.indices(np.array(same[:50])))
        assert nothing.all(), "what does not change has no colour"
    here.page.looks.chosen.emit("after")
    line = here.page.proposal.first(30)[0]
    shown = here.page._plan.pane.view.picture
    assert shown.value_of(grid.plan.index(line.target_id)) == pytest.approx(after[line.target_id], rel=1e-5)


def test_moves_are_arrows_on_the_plan_and_the_chosen_one_is_stronger(room):
    here = room()
    found(here.page)
    here.settle()
    here.page.choice.slider.setValue(12)
    here.page.show_view("plan")
    marks, view = here.page._plan.marks, here.page._plan.pane.view
    assert marks.size() == view.size()
    assert [sku for sku, _, _ in marks.arrows()] == [line.sku for line in here.page.proposal.first(12)]
    plain = view.grab().toImage()
    here.page.show_view("moves")
    table = here.page.products
    table.setCurrentIndex(table.model().index(3, 0))
    table.activated.emit(table.currentIndex())
    assert here.page.inner.currentIndex() == 1, "Enter on a product leads to the plan"
    assert marks._sku == table.rows.row(3).sku
    view.fit()
    assert view.grab().toImage() != plain
    here.page.looks.chosen.emit("now")
    assert not marks.isVisible()


def test_a_product_can_be_kept_where_it_is_and_freed_again(room):
    here = room()
    page, table = here.page, here.page.products
    here.press(page.search)
    assert not page.staying.keep.isEnabled()
    assert not page.staying.free.isVisible()
    table.selectRow(MOVES + 3)
    assert not page.staying.keep.isEnabled(), "it stays anyway"
    table.selectRow(2)
    sku = table.rows.row(2).sku
    here.press(page.staying.keep)
    assert here.slots.asked[-1].stay == {sku}
    assert page.staying.free.text() == "1 product kept: free"
    table.selectRow(5)
    here.press(page.staying.keep)
    assert len(here.slots.asked[-1].stay) == 2
    here.press(page.staying.free)
    assert here.slots.asked[-1].stay == frozenset()
    assert len(here.slots.asked) == 4
    assert not page.staying.free.isVisible()


def test_stop_here_takes_what_was_found(room):
    here = room(SampleSlots(hold=threading.Event()))
    here.page.look()
    wait_until(lambda: here.page.finding.progress.cancel.isVisible())
    assert here.page.proposal is None
    QTest.mouseClick(here.page.finding.progress.cancel, Qt.MouseButton.LeftButton)
    here.settle()
    assert here.page.proposal is not None


def test_open_tasks_are_taken_back_and_moved_ones_are_said(room):
    slots = SampleSlots()
    planned_before(slots)
    here = room(slots)
    here.page.show_view("plans")
    here.settle()
    plans = here.page.plans
    plans.tasks.selectRow(19)
    here.press(plans.made)
    assert (slots.made[1].done, slots.made[1].open) == (14, 6)
    here.press(plans.stop)
    assert (slots.made[1].open, slots.made[1].cancelled) == (0, 6)
    plans.plans.selectRow(1)
    here.settle()
    assert not plans.stop.isEnabled()
    assert "open tasks" in plans.stop.toolTip()


def test_undo_of_the_toast_cancels_the_plan(room):
    here = room()
    found(here.page)
    here.press(here.page.choice.make)
    (made,) = here.slots.made
    assert made.open > 0
    here.page._undo(made.plan_id)
    here.settle()
    assert made.open == 0


@pytest.mark.parametrize(
    ("slots", "words"),
    [
        (SampleSlots(refuse=ONE_ORDER), "Only one order was picked"),
        (
            SampleSlots(refuse=Refusal("slotting.no_history", "Nothing was picked.", "Look later.")),
            "Nothing was picked.",
        ),
        (SampleSlots(moves=0), "Nothing needs to be moved."),
    ],
)
def test_what_stands_in_the_way_is_said(room, slots, words):
    here = room(slots)
    here.press(here.page.search)
    assert words in here.words(here.page.finding)
    assert here.page.finding.isVisible()
    slots.refuse, slots.moves = None, MOVES
    here.page.look()
    here.settle()
    assert here.page.found.isVisible()


def test_a_floor_that_changed_and_an_hour_that_is_none_are_refused_in_place(room):
    here = room(SampleSlots(refuse_plan=CHANGED))
    found(here.page)
    here.page.choice.hour.setText("25:61")
    here.press(here.page.choice.make)
    assert "is no time of day" in here.words(here.page.choice)
    here.page.choice.hour.setText("21:30")
    here.press(here.page.choice.make)
    assert CHANGED.what in here.words(here.page.choice)
    assert here.slots.made == []


def test_a_database_that_is_away_is_told_and_the_page_can_look_again(room):
    slots = SampleSlots(refuse=Unreachable("The database does not answer.", "Nothing was changed."))
    here = room(slots)
    here.press(here.page.search)
    assert not here.page.finding.progress.isVisible(), "nobody looks any more"
    slots.refuse = None
    found(here.page)
    assert here.page.proposal is not None


def test_commands_do_what_the_buttons_do(room):
    here = room()
    registry = here.window.registry
    create = registry["slotting.create"]
    assert create.refusal(registry.context) == "Find moves first."
    registry.run("slotting.find")
    here.settle()
    assert create.refusal(registry.context) is None
    registry.run("slotting.create")
    here.settle()
    assert len(here.slots.made) == 1
    registry.run("slotting.cancel")
    here.settle()
    assert here.slots.made[0].open == 0
    here.page.end()
    assert "slotting.find" not in registry


def test_words():
    assert [metres(v) for v in (None, 3.14, 250.4, 12_345.0)] == ["–", "3.1 m", "250 m", "12.3 km"]
    assert [days(v) for v in (None, 4.25, 40.4)] == ["–", "4.2", "40"]
    zone = MOMENT.tzinfo
    assert quiet_hour(MOMENT, zone).hour == 22
    assert hour_of(" 13:00 ", MOMENT, zone).day == MOMENT.day + 1
    assert hour_of("14:00", MOMENT, zone).day == MOMENT.day
