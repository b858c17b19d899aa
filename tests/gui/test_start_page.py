"""The first start: the demo loads off the GUI thread with count and cancel; what is not there yet says so."""

import threading

import pytest

from app.domain.errors import Fault, Refusal
from app.ui.jobs import Cancelled
from app.ui.start.page import StartPage


@pytest.fixture
def page(theme, jobs, qtbot):
    def make(use_case):
        widget = StartPage(theme, jobs, use_case, "The database on this PC")
        qtbot.addWidget(widget)
        widget.resize(1280, 700)
        widget.show()
        return widget

    return make


def test_the_demo_is_loaded_and_its_answer_told(page, qtbot):
    threads = []

    def load(progress):
        threads.append(threading.get_ident())
        progress(5, 10, "Receiving opening stock")
        return "DEMO"

    start = page(load)
    with qtbot.waitSignal(start.loaded) as loaded:
        start.cards[0].button.click()
        assert start.progress.isVisible()
    assert loaded.args == ["DEMO"]
    assert threads[0] != threading.get_ident()
    assert start.progress.isHidden()


def test_progress_is_shown_and_a_cancel_stops_the_work_at_its_next_step(page, jobs, qtbot):
    gate, stopped = threading.Event(), []

    def load(progress):
        progress(1, 4, "Racks")
        gate.wait(5)
        try:
            progress(2, 4, "Stock")
        except Cancelled:
            stopped.append(True)
            raise

    start, told = page(load), []
    start.loaded.connect(told.append)
    start.start_demo()
    qtbot.waitUntil(lambda: start.progress._words.text() == "Racks")
    start.progress.cancel.click()
    gate.set()
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert stopped == [True]
    assert told == []
    assert start.progress.isHidden()


def test_a_second_press_while_it_loads_starts_nothing(page, jobs, qtbot):
    gate, starts = threading.Event(), []

    def load(progress):
        starts.append(1)
        gate.wait(5)

    start = page(load)
    start.start_demo()
    start.start_demo()
    gate.set()
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert starts == [1]


def test_a_refusal_says_what_to_do_and_the_next_try_clears_it(page, jobs, qtbot):
    answers = [Refusal("disk", "The disk is full.", "Make room.")]

    def load(progress):
        if answers:
            raise answers.pop()
        return "DEMO"

    start = page(load)
    start.start_demo()
    qtbot.waitUntil(start.error.isVisible)
    assert start.error.accessibleName() == "The disk is full. Make room."
    with qtbot.waitSignal(start.loaded):
        start.start_demo()
    assert start.error.isHidden()


def test_a_fault_shows_its_reference_and_tries_again(page, jobs, qtbot):
    faults = [Fault("The demo was not loaded.", "Nothing of it is there.")]

    def load(progress):
        if faults:
            raise faults.pop()
        return "DEMO"

    start = page(load)
    start.start_demo()
    qtbot.waitUntil(start.fault.isVisible)
    assert "Reference" in start.fault.accessibleName()
    with qtbot.waitSignal(start.loaded):
        start.fault.again.click()
    assert start.fault.isHidden()


def test_what_cannot_be_done_here_is_disabled_and_says_why(page):
    start = page(lambda progress: None)
    for card in start.cards[1:]:
        assert not card.button.isEnabled(), "nothing makes a warehouse here"
        assert "administrator" in card.button.toolTip()


def test_drawing_makes_an_empty_warehouse_and_says_which(theme, jobs, qtbot):
    def make(progress):
        progress(1, 3, "Making the warehouse")
        return "MAIN"

    start = StartPage(theme, jobs, lambda progress: "DEMO", "", make)
    qtbot.addWidget(start)
    start.show()
    demo = []
    start.loaded.connect(demo.append)
    with qtbot.waitSignal(start.drawn) as drawn:
        start.cards[2].button.click()
        assert start.progress.isVisible()
    assert drawn.args == ["MAIN"]
    assert demo == []


def test_importing_makes_an_empty_warehouse_to_bring_the_file_into(theme, jobs, qtbot):
    start = StartPage(theme, jobs, lambda progress: "DEMO", "", lambda progress: "MAIN")
    qtbot.addWidget(start)
    start.show()
    drawn = []
    start.drawn.connect(drawn.append)
    with qtbot.waitSignal(start.made_to_import) as made:
        start.cards[1].button.click()
    assert made.args == ["MAIN"]
    assert drawn == []
