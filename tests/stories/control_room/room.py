"""The control room as the program opens it, for stories."""

import time

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap.floor_page import make
from app.bootstrap.opening import Opened
from app.commands.context import Context
from app.commands.registry import Registry
from app.services.session import Session
from app.ui.jobs import Jobs
from app.ui.shell.clock import utc_now, zone_of
from app.ui.shell.parts import Person, Site, Workspace
from app.ui.window import MainWindow, Setup


def wait_for(done, seconds=20.0):
    """Turn the event loop until it is so; the test fails when it does not come."""
    ends = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < ends, "it did not come in time"
        QTest.qWait(10)


class OpenRoom:
    """window, page, feed and session of one open control room; everything is closed at the end."""

    def __init__(self, theme, url):
        self.theme = theme
        self.session = Session.open(url, application="stillage-story")
        self.jobs = Jobs()
        warehouse = self.session.warehouse
        workspace = Workspace("control_room", "Control room", "control_room", self._make)
        person = Person("story", self.session.person.name, "ST", "supervisor")
        site = Site(warehouse.name, warehouse.time_zone)
        searches = [_Late(), _Late(), _Late("#"), _Late()]
        self._searches = searches
        self.window = MainWindow(Setup(theme, self.jobs, Registry(Context()), (workspace,), person, site, searches))

    def __enter__(self):
        self.seeds = 0
        self.window.resize(1366, 768)
        self.window.open("control_room")
        self.window.show()
        QTest.mouseMove(self.window, QPoint(2, 2))  # a list under the pointer stands still; the last test left it there
        self.feed.seeded.connect(self._count)
        self.feed.start()
        self.page.begin()
        self.wait(lambda: self.seeds > 0 and self.jobs.running == 0)
        return self

    def __exit__(self, *_):
        self.page.end()
        self.feed.stop()
        self.jobs.close(15_000)
        self.session.close()
        self.window.close()
        self.window.deleteLater()
        self.jobs.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def wait(self, done, seconds=20.0):
        """As wait_for."""
        wait_for(done, seconds)

    def quiet(self):
        """Until every job has ended."""
        self.wait(lambda: self.jobs.running == 0)

    def location(self, code):
        """The id of a bin."""
        plan = self.page.view.picture.plan
        return int(plan.locations.ids[plan.by_code[code]])

    def spot(self, code):
        """Where the middle of a bin is on the plan, in px of the view."""
        picture = self.page.view.picture
        cell = picture.plan.locations.cell[[picture.plan.by_code[code]]]
        (x,), (y,) = picture.plan.centres(cell)
        px, py = self.page.view.camera.screen(float(x), float(y))
        return QPoint(round(px), round(py))

    def pixel(self, code):
        """The colour of a bin as it is painted now."""
        return self.page.view.grab().toImage().pixelColor(self.spot(code)).name()

    def click_bin(self, code):
        """Click it on the plan, as a person does."""
        QTest.mouseClick(self.page.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.spot(code))

    def token(self, path):
        """A colour of the theme as text."""
        return QColor(self.theme.colour(path)).name()

    def _make(self, shell):
        made = make(shell, Opened.of(self.session), zone_of(self.session.warehouse.time_zone), utc_now)
        self.page, self.feed = made.page, made.feed
        for late, real in zip(self._searches, made.searches, strict=True):
            late.real = real
        return made.page

    def _count(self):
        self.seeds += 1


class _Late:
    def __init__(self, prefix=""):
        self.prefix, self.word, self.real = prefix, "records", None

    def search(self, text, limit):
        return self.real.search(text, limit)
