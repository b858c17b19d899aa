"""One dressed QApplication for the session; a test that leaves a window, thread, timer or job behind fails."""

import gc
import os
import threading

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.ui.application import OFFSCREEN_CHATTER
from app.ui.jobs import Jobs
from tests.one_application import application


def pytest_collection_modifyitems(items):
    """Qt's offscreen platform says one sentence for every window; any other warning of Qt fails the test."""
    for item in items:
        if "/tests/gui/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN_CHATTER.replace("(", r"\(").replace(")", r"\)")))


@pytest.fixture(scope="session")
def dressed():
    """The application and its theme, made once as the program makes them."""
    app, theme = application()
    yield app, theme
    app.setStyleSheet("")


@pytest.fixture(scope="session")
def qapp(dressed):
    """What pytest-qt builds on."""
    return dressed[0]


@pytest.fixture
def theme(dressed):
    """The theme, dark at the start of every test."""
    dressed[1].choose("dark")
    yield dressed[1]
    dressed[1].choose("dark")


@pytest.fixture
def jobs(qapp):
    """A pool that must be empty of running use cases when the test ends."""
    pool = Jobs()
    yield pool
    assert pool.close(), "a use case still runs five seconds after its test"
    pool.deleteLater()


def turn(app):
    """Let queued calls and deletions happen."""
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()


def set_aside(app, file):
    """What lives before a file's first test (imports, what other files share) is not looked through after each."""
    if app.property("file") != file:
        app.setProperty("file", file)
        gc.collect()
        gc.freeze()


def alive(*kinds):
    """All objects of some Qt classes, made since the file's first test, whose C++ side lives."""
    return [thing for thing in gc.get_objects() if issubclass(type(thing), kinds) and isValid(thing)]


@pytest.fixture(autouse=True)
def nothing_is_left(qapp, request):
    """Fails on leaked top-level widgets, threads (Qt's and Python's), running timers and pool jobs."""
    set_aside(qapp, request.node.path.as_posix())
    windows = set(QApplication.topLevelWidgets())
    threads = set(threading.enumerate())
    yield
    turn(qapp)
    gc.collect()
    turn(qapp)
    leaked = [widget for widget in QApplication.topLevelWidgets() if widget not in windows]
    assert not leaked, f"top-level widgets left behind: {leaked}"
    kept = alive(QTimer, QThread, Jobs)
    ticking = [one for one in kept if isinstance(one, QTimer) and one.isActive()]
    assert not ticking, f"timers left running: {[(timer, timer.parent()) for timer in ticking]}"
    # A pool thread of Qt that has logged once is known to Python as a dummy; the pool is looked at below.
    dummy = threading._DummyThread
    working = [one for one in threading.enumerate() if one not in threads and not isinstance(one, dummy)]
    assert not working, f"threads left running: {working}"
    main = qapp.thread()
    assert not [one for one in kept if isinstance(one, QThread) and one is not main and one.isRunning()]
    assert not [one for one in kept if isinstance(one, Jobs) and one.running], "jobs left running"
    assert QThreadPool.globalInstance().activeThreadCount() == 0
