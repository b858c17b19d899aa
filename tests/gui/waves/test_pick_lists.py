"""Pick lists in the room of waves: chosen carts onto paper, and a list entered with the keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.ui.showcase.samples import make_window
from app.ui.waves.sample_paper import TAKEN, SamplePaper
from app.ui.waves.sample_waves import SampleWaves, sample_wave
from app.ui.waves.shots import sample_page, wait_until


class Room:
    """A window with the waves of a sample; ended with the test."""

    def __init__(self, theme, jobs, paper, may_act=True) -> None:
        self.jobs, self.paper = jobs, paper
        waves = SampleWaves(shown=[sample_wave(3, 231)], paper=paper)
        self.page = None

        def make(shell):
            self.page = sample_page(shell, waves, may_act)
            return self.page

        self.window = make_window(theme, jobs, make, "Waves", "release")
        self.window.registry.context.set("workspace", "waves")
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        wait_until(self.window.isActiveWindow)
        self.page.show_view("waves")
        self.carts = self.page.running.batches
        wait_until(lambda: self.carts.rows.rowCount() == 9)
        self.settle()
        self.acts = self.page.running.paper

    def settle(self) -> None:
        wait_until(lambda: self.jobs.running == 0)

    def press(self, button) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def keys(self, *keys) -> None:
        """Typed where the keyboard is."""
        for one in keys:
            at = QApplication.focusWidget()
            QTest.keyClicks(at, one) if isinstance(one, str) else QTest.keyClick(at, one)

    def close(self) -> None:
        self.page.end()
        self.window.close()
        self.window.deleteLater()


@pytest.fixture
def room(theme, jobs):
    made = []

    def make(paper=None, **may) -> Room:
        made.append(Room(theme, jobs, paper or SamplePaper(stops=3), **may))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_chosen_carts_are_printed_into_a_file_of_the_persons_choice(room, monkeypatch):
    here = room()
    assert here.acts.print.toolTip().startswith("Choose carts")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: ("/tmp/lists", "PDF (*.pdf)"))
    here.carts.setFocus()
    here.carts.selectRow(2)
    QTest.keyClick(here.carts, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert here.acts.enter.toolTip().startswith("Choose one cart")
    here.press(here.acts.print)
    assert here.paper.printed == [((4_412, 4_413), Path("/tmp/lists.pdf"))]


def test_a_finished_cart_has_no_list(room):
    here = room()
    here.carts.selectRow(0)
    assert not here.acts.print.isEnabled()
    assert not here.acts.enter.isEnabled()


def test_a_list_is_entered_with_the_keyboard_alone(room):
    here = room()
    here.carts.selectRow(3)
    here.press(here.acts.enter)
    panel = here.acts.panel
    assert [row.stop.quantity for row in panel.rows] == [12, 4, 6]
    assert not here.page.running.listed.isVisible()
    here.keys(Qt.Key.Key_Return, "1", Qt.Key.Key_Return)
    assert QApplication.focusWidget() is panel.rows[1].reason
    here.keys(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return, "6", Qt.Key.Key_Up)
    assert QApplication.focusWidget() is panel.rows[1].taken
    here.keys(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is panel.save
    here.keys(Qt.Key.Key_Return)
    here.settle()
    ((lines, place),) = here.paper.entered
    assert [(line.taken, line.reason) for line in lines] == [("12", None), ("1", "not_there"), ("6", None)]
    assert place == "PACK-1"
    assert panel.result.text().startswith("19 recorded, 3 short.\n1 pick was")
    here.keys(Qt.Key.Key_Escape)
    assert here.page.running.listed.isVisible()


def test_every_problem_is_told_at_its_line_and_nothing_typed_is_lost(room):
    here = room()
    here.carts.selectRow(3)
    here.press(here.acts.enter)
    panel = here.acts.panel
    here.keys("99", Qt.Key.Key_Down, Qt.Key.Key_Down, "2x")
    here.press(panel.save)
    assert [row.problem for row in panel.rows] == [
        "99 are more than the 12 that were asked for.", "No result is entered.", "“2x” is not a quantity.",
    ]  # fmt: skip
    assert panel.error.accessibleName().startswith("3 lines cannot be recorded; nothing was.")
    assert [row.taken.text() for row in panel.rows] == ["99", "", "2x"]
    assert QApplication.focusWidget() is panel.rows[0].taken
    here.keys("12")
    assert (panel.rows[0].problem, panel.rows[0].taken.text()) == ("", "12")


def test_a_cart_of_somebody_else_is_told_beside_the_carts(room):
    here = room(SamplePaper(refuse=TAKEN))
    here.carts.selectRow(3)
    here.press(here.acts.enter)
    assert here.page.running.error.accessibleName().startswith("M. Koch has this batch.")
    assert not here.acts.panel.isVisible()


def test_others_than_supervisors_neither_print_nor_enter(room):
    here = room(may_act=False)
    here.carts.selectRow(3)
    assert not here.acts.print.isEnabled()
    assert here.acts.enter.toolTip().startswith("A supervisor")


def test_what_is_typed_is_there_when_the_list_is_opened_again(room):
    here = room()
    here.carts.selectRow(3)
    here.press(here.acts.enter)
    panel = here.acts.panel
    wait_until(lambda: panel.isVisible() and len(panel.rows) == 3)
    panel.rows[0].taken.setText("12")
    panel.rows[1].taken.setText("1")
    panel.rows[1].reason.setCurrentIndex(2)
    here.press(panel.close_list)
    assert not panel.isVisible()
    here.carts.selectRow(3)
    here.press(here.acts.enter)
    wait_until(lambda: panel.isVisible() and len(panel.rows) == 3)
    assert [row.typed for row in panel.rows] == [("12", ""), ("1", "not_there"), ("", "")]
    assert panel.how.text().startswith("What was typed before is here: 2 lines.")
    assert QApplication.focusWidget() is panel.rows[2].taken
