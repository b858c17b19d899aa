"""What the tests of windows, views and exports stand on: the sample page in a window, at rest."""

from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.control_room.shots import page_of, sample_page
from app.ui.jobs import Jobs
from app.ui.showcase.samples import make_window


def rest(jobs):
    for _ in range(600):
        QTest.qWait(10)
        if not jobs.running:
            return
    raise AssertionError("jobs still run")


@contextmanager
def open_window(theme):
    """The window; everything is closed at the end."""
    pool = Jobs()
    made = make_window(theme, pool, sample_page, "Control room", "control_room")
    made.context.set("workspace", "control_room")
    made.resize(1366, 768)
    made.show()
    QTest.mouseMove(made, QPoint(2, 2))
    rest(pool)
    yield made
    page_of(made).end()
    pool.close()
    made.close()
    made.deleteLater()
    pool.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
