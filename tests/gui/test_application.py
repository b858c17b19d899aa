"""One program a person and profile; errors that nobody caught are said and logged; Qt's words go to the log."""

import logging
import subprocess
import sys
import textwrap
import threading

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QWidget

from app.domain.errors import Fault, Refusal
from app.ui.application import LEVELS, SingleInstance, Unforeseen, raise_window, route_qt_messages


def test_the_second_start_is_told_no_and_raises_the_first(tmp_path, qtbot):
    first = SingleInstance(tmp_path, "local")
    assert first.claim()
    program = """
        import sys
        from pathlib import Path
        from PySide6.QtCore import QCoreApplication
        from app.ui.application import SingleInstance
        app = QCoreApplication([])
        sys.exit(0 if SingleInstance(Path(sys.argv[1]), sys.argv[2]).claim() else 7)
    """

    def start(profile):
        return subprocess.run([sys.executable, "-c", textwrap.dedent(program), str(tmp_path), profile], check=False)

    with qtbot.waitSignal(first.asked):
        assert start("local").returncode == 7
    assert start("server").returncode == 0
    first.release()
    assert start("local").returncode == 0


def test_the_name_is_short_enough_for_a_socket_and_differs_by_profile(tmp_path):
    one, two = SingleInstance(tmp_path, "local"), SingleInstance(tmp_path, "server")
    assert one.name != two.name
    assert len(one.name) < 40


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_minimised_window_comes_back(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    raise_window(window)
    assert window.isVisible()
    assert not window.isMinimized()


@pytest.fixture
def hooks():
    kept = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = kept


def test_what_nobody_caught_is_said_with_the_reference_that_is_logged(hooks, caplog):
    said = []
    unforeseen = Unforeseen(said.append)
    try:
        raise LookupError("no such bin")
    except LookupError as error:
        unforeseen.take(type(error), error, error.__traceback__)
    assert isinstance(said[0], Fault)
    assert said[0].reference in caplog.text
    assert "no such bin" in caplog.text


def test_a_refusal_that_nobody_showed_is_shown_and_is_no_error(hooks, caplog):
    said, refusal = [], Refusal("WM404", "There is no such bin.", "Check the label.")
    Unforeseen(said.append).take(Refusal, refusal, None)
    assert said == [refusal]
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_an_error_on_another_thread_is_said_on_the_gui_thread(hooks, qtbot, caplog):
    said = []
    unforeseen = Unforeseen(lambda fault: said.append((fault, threading.get_ident())))
    unforeseen.install()

    def fail():
        raise ValueError("on a device thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(said))
    fault, where = said[0]
    assert where == threading.get_ident()
    assert fault.__cause__.args == ("on a device thread",)


def test_ctrl_c_is_no_fault(hooks, capsys):
    said = []
    Unforeseen(said.append).take(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert said == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


@pytest.mark.qt_log_ignore("a word of Qt's")
def test_what_qt_says_is_logged_at_its_level(caplog):
    route_qt_messages()
    try:
        qWarning("a word of Qt's")
    finally:
        qInstallMessageHandler(None)
    assert [(record.name, record.levelno) for record in caplog.records if "a word of Qt's" in record.message] == [
        ("qt", logging.WARNING)
    ]
    assert set(LEVELS) >= {QtMsgType.QtDebugMsg, QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg}
