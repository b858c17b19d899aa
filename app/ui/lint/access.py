"""Keyboard and screen reader: every focusable widget has a name, and Tab walks them once each in reading order."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.lint.findings import Finding, path_of, rect_in, scope_of, shown

MOST_STAYS = 8  # a plan walks its alarms by Tab before it lets the keyboard go


def focusable(root: QWidget) -> list[QWidget]:
    """What Tab should reach: visible, enabled, wanting the keyboard by Tab, and not passing it on."""
    return [
        widget
        for widget in shown(scope_of(root))
        if widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    ]


def find_unnamed(root: QWidget) -> list[Finding]:
    """Focusable widgets of which a screen reader would say only what kind they are."""
    findings = []
    for widget in focusable(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        spoken = interface.text(QAccessible.Text.Name) if interface is not None else widget.accessibleName()
        if not spoken.strip():
            findings.append(Finding("no accessible name", path_of(widget), "takes the keyboard and says nothing"))
    return findings


def panel_of(widget: QWidget, root: QWidget) -> QWidget:
    """The surface that a widget stands on: focus runs through one before it goes to the next."""
    parent = widget.parentWidget()
    while parent is not None and parent is not root and parent.property("surface") is None:
        parent = parent.parentWidget()
    return parent or root


def walk(root: QWidget, wanted: Sequence[QWidget]) -> list[QWidget]:
    """Press Tab from the first wanted widget until it comes round, or stays where it is, or wanders for ever."""
    window = root.window()
    window.activateWindow()
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    visited, stays = [wanted[0]], 0
    for _ in range(3 * len(wanted) + 3 + MOST_STAYS):
        current = QApplication.focusWidget() or visited[-1]
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(current, QKeyEvent(kind, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, "\t"))
        now = QApplication.focusWidget()
        stays = stays + 1 if now is visited[-1] else 0
        if now is None or now is wanted[0] or stays > MOST_STAYS:
            break
        if stays == 0:
            visited.append(now)
    return visited


def find_focus_faults(root: QWidget) -> list[Finding]:
    """Widgets that Tab does not reach, reaches twice, or reaches against the reading order of their panel."""
    wanted = focusable(root)
    if len(wanted) < 2:
        return []
    first = min(wanted, key=lambda one: (rect_in(root, one).x(), rect_in(root, one).y()))
    visited = walk(root, [first, *(one for one in wanted if one is not first)])
    findings = [
        Finding("focus order", path_of(widget), "Tab never reaches it") for widget in wanted if widget not in visited
    ]
    findings += [
        Finding("focus order", path_of(widget), "Tab reaches it twice")
        for widget in wanted
        if visited.count(widget) > 1
    ]
    return findings + _out_of_order(root, visited) + _torn_panels(root, visited)


def _out_of_order(root: QWidget, visited: Sequence[QWidget]) -> list[Finding]:
    findings = []
    last: dict[QWidget, QWidget] = {}
    for widget in visited:
        panel = panel_of(widget, root)
        before = last.get(panel)
        last[panel] = widget
        if before is None:
            continue
        one, two = rect_in(root, before), rect_in(root, widget)
        same_row = min(one.bottom(), two.bottom()) - max(one.top(), two.top()) > min(one.height(), two.height()) / 2
        if two.bottom() < one.top() or (same_row and two.left() < one.left()):
            findings.append(Finding("focus order", path_of(widget), f"comes after {path_of(before)}, against reading"))
    return findings


def _torn_panels(root: QWidget, visited: Sequence[QWidget]) -> list[Finding]:
    """A panel that is left for another and entered again. Going into a panel that lies inside is not leaving."""
    panels = [panel_of(widget, root) for widget in visited]
    findings = []
    closed: set[QWidget] = set()
    for number, panel in enumerate(panels[1:], start=1):
        left = panels[number - 1]
        if left is not panel and not left.isAncestorOf(panel):
            closed.add(left)
        if panel in closed:
            findings.append(Finding("focus order", path_of(visited[number]), f"returns to {path_of(panel)}"))
            closed.discard(panel)
    return findings
