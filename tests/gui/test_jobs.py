"""Work off the GUI thread: answers come back on it, stale and orphaned ones do not, long work says how far it is."""

import threading

import pytest
from PySide6.QtCore import QObject

from app.domain.errors import Fault, Refusal, Unreachable
from app.ui.jobs import Cancelled, Jobs, Progress, fault_of


def test_the_answer_comes_back_on_the_gui_thread(jobs, qtbot):
    here, got = threading.get_ident(), []
    job = jobs.run(lambda a, b: (a + b, threading.get_ident()), 2, b=3)
    job.then(lambda answer: got.append((answer, threading.get_ident())))
    with qtbot.waitSignal(job.ended):
        assert jobs.running == 1
    (total, there), back = got[0]
    assert total == 5
    assert there != here
    assert back == here
    assert jobs.running == 0


def _raise(error):
    raise error


@pytest.mark.parametrize("error", [Fault("No.", "All is safe."), Unreachable("Away.", "Nothing was posted.")])
def test_a_fault_goes_to_on_fault_alone_and_is_logged(jobs, qtbot, caplog, error):
    said, wrong = [], []
    job = jobs.run(_raise, error).on_fault(said.append).then(wrong.append).on_refusal(wrong.append)
    with qtbot.waitSignal(job.ended):
        pass
    assert said == [error]
    assert wrong == []
    assert error.reference in caplog.text


def test_a_refusal_goes_to_on_refusal_alone_and_is_no_log_error(jobs, qtbot, caplog):
    refusal, said, wrong = Refusal("WM423", "It is held.", "Pick elsewhere."), [], []
    job = jobs.run(_raise, refusal).on_refusal(said.append).then(wrong.append).on_fault(wrong.append)
    with qtbot.waitSignal(job.ended):
        pass
    assert said == [refusal]
    assert wrong == []
    assert caplog.text == ""


def test_what_nobody_foresaw_arrives_as_a_fault_with_its_cause(jobs, qtbot, caplog):
    said, error = [], ZeroDivisionError("division by zero")
    job = jobs.run(_raise, error).on_fault(said.append)
    with qtbot.waitSignal(job.ended):
        pass
    assert said[0].__cause__ is error
    assert said[0].reference in caplog.text
    assert fault_of(said[0]) is said[0]


def test_nothing_reaches_a_widget_that_is_gone(jobs, qtbot):
    gate, owner, got = threading.Event(), QObject(), []
    job = jobs.run(gate.wait, 5, owner=owner).then(got.append)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not job.wanted)
    with qtbot.waitSignal(job.ended):
        gate.set()
    assert got == []


def test_a_cancelled_job_says_nothing(jobs, qtbot):
    gate, got = threading.Event(), []
    job = jobs.run(gate.wait, 5).then(got.append)
    job.cancel()
    with qtbot.waitSignal(job.ended):
        gate.set()
    assert got == []


def test_a_newer_question_drops_the_older_answer(jobs, qtbot):
    gate, got = threading.Event(), []
    old = jobs.latest("find", gate.wait, 5).then(lambda _: got.append("old"))
    new = jobs.latest("find", lambda: "new").then(got.append)
    with qtbot.waitSignals([old.ended, new.ended]):
        gate.set()
    assert got == ["new"]


def test_other_keys_are_not_overtaken(jobs, qtbot):
    got = []
    one = jobs.latest("a", lambda: "a").then(got.append)
    two = jobs.latest("b", lambda: "b").then(got.append)
    with qtbot.waitSignals([one.ended, two.ended]):
        pass
    assert sorted(got) == ["a", "b"]


def test_long_work_reports_and_stops_at_the_next_report_after_cancel(jobs, qtbot):
    gate, reports, stopped = threading.Event(), [], []

    def load(rows, progress):
        progress(1, rows, "first")
        gate.wait(5)
        try:
            progress(2, rows, "second")
        except Cancelled:
            stopped.append(True)
            raise

    job = jobs.run_long(load, 10).on_progress(reports.append)
    qtbot.waitUntil(lambda: len(reports) == 1)
    job.cancel()
    with qtbot.waitSignal(job.ended):
        gate.set()
    assert stopped == [True]
    assert [(report.done, report.total, report.words) for report in reports] == [(1, 10, "first")]


def test_busy_is_said_after_a_tenth_of_a_second_and_taken_back(jobs, qtbot):
    gate, said = threading.Event(), []
    slow = jobs.run(gate.wait, 5).on_busy(said.append)
    qtbot.waitUntil(lambda: said == [True])
    with qtbot.waitSignal(slow.ended):
        gate.set()
    assert said == [True, False]


def test_quick_work_never_looks_busy(jobs, qtbot):
    said = []
    quick = jobs.run(lambda: 1).on_busy(said.append)
    with qtbot.waitSignal(quick.ended):
        pass
    assert said == []


def test_closing_waits_for_the_threads_and_delivers_nothing(qapp):
    pool, got, gate = Jobs(), [], threading.Event()
    pool.run(gate.wait, 5).then(got.append)
    gate.set()
    assert pool.close()
    assert pool.running == 0
    qapp.processEvents()
    assert got == []
    pool.deleteLater()


def test_who_leaves_asks_nothing_more_and_waits_for_what_was_asked(qapp):
    pool, got, asked, gate = Jobs(threads=1), [], threading.Event(), threading.Event()

    def question():
        asked.set()
        gate.wait(5)
        got.append("asked before")

    pool.run(question).then(got.append)
    pool.run(got.append, "waited for a thread")
    assert asked.wait(5)
    pool.leave()
    assert not pool.run(got.append, "asked after").wanted
    assert not pool.latest("figures", got.append, "asked after").wanted
    pool.forget("figures")
    assert not pool.drain(0), "the first question has no answer yet"
    gate.set()
    assert pool.drain(5000)
    assert got == ["asked before"]
    assert pool.close()
    assert pool.running == 0
    pool.deleteLater()


def test_an_estimate_is_given_only_where_it_is_no_guess():
    assert Progress(50, 100, "", 10.0).seconds_left == pytest.approx(10.0)
    assert Progress(1, 100, "", 10.0).seconds_left is None
    assert Progress(50, None, "", 10.0).seconds_left is None
    assert Progress(200, 100, "", 10.0).share == 1.0
