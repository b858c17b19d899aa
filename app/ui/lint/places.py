"""Overlapping siblings, and widgets that lie outside of the window or of what holds them."""

from itertools import combinations

from PySide6.QtWidgets import QAbstractScrollArea, QSplitterHandle, QWidget

from app.ui.lint.findings import Finding, is_overlay, path_of, rect_in, scope_of, shown


def _scrolls(widget: QWidget) -> bool:
    """Inside of something that can be scrolled, where being out of view is normal."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def find_overlaps(root: QWidget) -> list[Finding]:
    """Visible siblings that share pixels. Overlays are meant to; splitter handles reach over their neighbours."""
    findings = []
    for parent in shown(scope_of(root)):
        children = [
            child
            for child in parent.children()
            if isinstance(child, QWidget)
            and not child.isWindow()
            and child.isVisibleTo(root)
            and not is_overlay(child)
            and not isinstance(child, QSplitterHandle)
        ]
        if isinstance(parent, QAbstractScrollArea):
            continue
        for first, second in combinations(children, 2):
            shared = first.geometry() & second.geometry()
            if shared.width() > 0 and shared.height() > 0:
                what = f"{shared.width()} x {shared.height()} px are shared with {path_of(second)}"
                findings.append(Finding("overlap", path_of(first), what))
    return findings


def find_outside(root: QWidget) -> list[Finding]:
    """Widgets of which a part cannot be seen: beyond the window, or beyond the widget that they stand in."""
    findings = []
    for widget in shown(scope_of(root)):
        if widget is root or _scrolls(widget):
            continue
        inside = rect_in(root, widget)
        parent = widget.parentWidget()
        if not root.rect().contains(inside):
            findings.append(Finding("off screen", path_of(widget), f"{_say(inside)} in {_say(root.rect())}"))
        elif parent is not None and not parent.rect().contains(widget.geometry()):
            what = f"{_say(widget.geometry())} in {_say(parent.rect())}"
            findings.append(Finding("sticks out", path_of(widget), what))
    return findings


def _say(rect: object) -> str:
    x, y, width, height = rect.getRect()  # type: ignore[attr-defined]  # QRect, whose stub lacks the method
    return f"{width}x{height} at {x},{y}"
