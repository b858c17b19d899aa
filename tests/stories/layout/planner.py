"""A planner at the program's window: signs in to an empty warehouse, and draws in it with mouse and keys."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap import floor_page
from app.bootstrap.opening import Opened
from app.bootstrap.rooms import layout as layout_room
from app.commands.context import Context
from app.commands.registry import Registry
from app.domain.ids import new_op
from app.services.session import Session
from app.ui.jobs import Jobs
from app.ui.shell.clock import utc_now, zone_of
from app.ui.shell.parts import Person, Site, Workspace
from app.ui.window import MainWindow, Setup
from tests.db.ground import EVERYTHING
from tests.stories.control_room.room import wait_for

NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


class Planner:
    """window, page (of the editor), and floor (of the control room, once it was entered). Who comes first makes the
    warehouse; another login is somebody at another computer."""

    def __init__(self, theme, ground, login=EVERYTHING):
        self.ground, self.theme = ground, theme
        if login == EVERYTHING:
            door = ground.as_(EVERYTHING)
            named = {"p_code": "NEW", "p_name": "New hall", "p_time_zone": "Europe/Berlin"}
            door.call("create_warehouse_v1", p_op=new_op(), **named)
        self.session = Session.open(ground.url(login), "NEW", application=f"stillage-{login}")
        self.jobs = Jobs()
        self.floor = None
        self.feed = None
        workspaces = (
            Workspace("layout", "Layout", "layout_editor", self._make_layout),
            Workspace("control_room", "Control room", "control_room", self._make_floor),
        )
        person = Person("story", self.session.person.name, "ST", "planner")
        self.window = MainWindow(
            Setup(theme, self.jobs, Registry(Context()), workspaces, person, Site("New hall", "Europe/Berlin"))
        )

    def __enter__(self):
        self.window.resize(1920, 1080)
        self.window.open("layout")
        self.window.show()
        self.window.activateWindow()
        wait_for(self.window.isActiveWindow)
        wait_for(lambda: self.page.drafting.base is not None)
        self.quiet()
        return self

    def __exit__(self, *_):
        self.page.end()
        if self.floor is not None:
            self.floor.end()
            self.feed.stop()
        self.jobs.close(15_000)
        self.session.close()
        self.window.close()
        self.window.deleteLater()
        self.jobs.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def document(self):
        """What is drawn."""
        return self.page.session.document

    def quiet(self):
        """Until every job has ended and what follows has been shown."""
        wait_for(lambda: self.jobs.running == 0)
        QTest.qWait(20)

    # ------------------------------------------------------------- keys
    def key(self, key, mods=NONE):
        """A key while the plan has the keyboard."""
        self.page.canvas.setFocus()
        wait_for(self.page.canvas.hasFocus)
        QTest.keyClick(self.page.canvas, key, mods)
        QTest.qWait(5)

    def type_into(self, field, text):
        """A figure or text into a field of a panel, with Return."""
        field.edit.setFocus()
        field.edit.selectAll()
        QTest.keyClicks(field.edit, text)
        QTest.keyClick(field.edit, Qt.Key.Key_Return)
        QTest.qWait(5)

    def pick(self, field, words):
        """A line of a choice: opened by key, gone to by its first letters, taken with Return."""
        number = field.box.findText(words)
        assert number >= 0, f"{words} is not offered"
        field.box.setFocus()
        while field.box.currentIndex() != number:
            step = Qt.Key.Key_Down if field.box.currentIndex() < number else Qt.Key.Key_Up
            before = field.box.currentIndex()
            QTest.keyClick(field.box, step)
            assert field.box.currentIndex() != before
        QTest.qWait(5)

    def press(self, button):
        """A click on a button."""
        assert button.isEnabled(), button.toolTip()
        QTest.mouseClick(button, LEFT)
        QTest.qWait(5)

    # ------------------------------------------------------------- mouse
    def spot(self, x, y):
        """A place of the plan, in metres, as px of the canvas."""
        at = self.page.canvas.to_px(x * 1_000.0, y * 1_000.0)
        spot = QPoint(round(at.x()), round(at.y()))
        assert self.page.canvas.rect().contains(spot), f"{x}, {y} is not in the window"
        return spot

    def click(self, x, y):
        """One click on the plan, metres."""
        QTest.mouseMove(self.page.canvas, self.spot(x, y))
        QTest.mouseClick(self.page.canvas, LEFT, NONE, self.spot(x, y))
        QTest.qWait(5)

    def drag(self, a, b):
        """Press, move in steps, release; metres."""
        canvas, start, end = self.page.canvas, self.spot(*a), self.spot(*b)
        QTest.mousePress(canvas, LEFT, NONE, start)
        for step in (0.3, 0.7, 1.0):
            QTest.mouseMove(canvas, start + (end - start) * step)
            QTest.qWait(1)
        QTest.mouseRelease(canvas, LEFT, NONE, end)
        QTest.qWait(5)

    # ------------------------------------------------------------- rooms
    def enter_floor(self):
        """Go to the control room of this warehouse."""
        self.window.open("control_room")
        seen = []
        self.feed.seeded.connect(lambda: seen.append(True))
        self.feed.start()
        self.floor.begin()
        wait_for(lambda: bool(seen) and self.jobs.running == 0, 40.0)
        return self.floor

    def _make_layout(self, shell):
        self.page = layout_room.make(shell, _Session(self.session))
        return self.page

    def _make_floor(self, shell):
        made = floor_page.make(shell, Opened.of(self.session), zone_of(self.session.warehouse.time_zone), utc_now)
        self.floor, self.feed = made.page, made.feed
        return made.page


class _Session:
    """As much of an open warehouse as the editor's room needs."""

    def __init__(self, session):
        self.session = session
