"""The layout page in its window over the sample hall, for tests of the screen."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.layout.elements import Rack
from app.layout.shapes import moved as move_element
from app.ui.layout.page import LayoutPage
from app.ui.layout.sample_versions import sample_versions
from app.ui.layout.shots import sample_desk, wait_until
from app.ui.showcase.samples import make_window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


class LayoutRoom:
    """window, page and the parts that tests reach; ended with the test."""

    def __init__(self, theme, jobs, kept, versions=None, may_edit=True) -> None:
        self.versions, self.jobs, self.kept = versions or sample_versions(), jobs, kept
        self.page: LayoutPage | None = None

        def make(shell):
            self.page = LayoutPage(shell, sample_desk(shell, self.versions, kept, may_edit))
            self.page.begin()
            return self.page

        self.window = make_window(theme, jobs, make, "Layout", "layout_editor")
        self.window.context.set("workspace", "layout")
        self.window.resize(1920, 1080)
        self.window.show()
        self.window.activateWindow()
        self.settle()
        wait_until(self.window.isActiveWindow)

    @property
    def document(self):
        return self.page.session.document

    @property
    def labels(self):
        return [gesture.label for gesture in self.document.history.done]

    def settle(self) -> None:
        """Until the drawing is open, nothing runs, and late looks have been taken."""
        wait_until(lambda: self.page.drafting.base is not None and self.jobs.running == 0)
        wait_until(lambda: False, 0.05)

    def rack(self, code) -> Rack:
        return next(rack for rack in self.document.of(Rack) if rack.code == code)

    def choose(self, *codes) -> None:
        self.page.session.select(self.rack(code).id for code in codes)
        self.settle()

    def field(self, key):
        return self.page.host.panel("properties").fields[key]

    def type_into(self, field, text, key=Qt.Key.Key_Return) -> None:
        """As a person: into the field, all of it replaced, and a key to end."""
        field.edit.setFocus()
        field.edit.selectAll()
        QTest.keyClicks(field.edit, text)
        if key is not None:
            QTest.keyClick(field.edit, key)
        wait_until(lambda: False, 0.02)

    def press(self, key, mods=NONE, on=None) -> None:
        """A key on the plan, or on another widget."""
        goal = on or self.page.canvas
        wait_until(lambda: False, 0.02)
        goal.setFocus()
        wait_until(goal.hasFocus, 1.0)
        QTest.keyClick(goal, key, mods)
        wait_until(lambda: False, 0.02)

    def panel(self, id_):
        panel = self.page.host.open(id_)
        self.settle()
        return panel

    def close(self) -> None:
        self.page.end()
        self.window.close()
        self.window.deleteLater()


def at(x, row):
    """A spot in a row of the checks."""
    return QPoint(x, row * 28 + 14)


def shifted(element, dx, dy):
    """An element moved by mm."""
    return move_element(element, dx, dy)
