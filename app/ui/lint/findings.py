"""What a rule of the lint reports, and how a screen is walked."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: the rule, the widget as a person would point at it, and what exactly."""

    rule: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.where}: {self.what}"


def name_of(widget: QWidget) -> str:
    """A widget as it can be found: class and the name it has."""
    name = widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__}({name})" if name else type(widget).__name__


def path_of(widget: QWidget) -> str:
    """The widget and the two around it."""
    chain = [widget]
    while len(chain) < 3 and (parent := chain[-1].parentWidget()) is not None:
        chain.append(parent)
    return " in ".join(name_of(one) for one in chain)


def is_overlay(widget: QWidget) -> bool:
    """Floats over its siblings on purpose."""
    return bool(widget.property("overlay"))


def shown(root: QWidget) -> Iterator[QWidget]:
    """The root and everything below it that is visible, parents first. What stands in something shown is visible
    unless it is hidden itself: `isVisibleTo` would climb to the root from each."""
    waiting = [root]
    while waiting:
        widget = waiting.pop()
        yield widget
        inside = (child for child in widget.children() if isinstance(child, QWidget))
        waiting += [child for child in inside if not child.isHidden() and not child.isWindow()][::-1]


def scope_of(root: QWidget) -> QWidget:
    """What can be used now: the modal overlay where one is open, else the whole."""
    modal = [widget for widget in shown(root) if widget.property("modalOverlay")]
    return modal[-1] if modal else root


def rect_in(root: QWidget, widget: QWidget) -> QRect:
    """The widget's rectangle in the coordinates of the root."""
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


@dataclass(frozen=True, slots=True)
class Overlay:
    """Something that floats over the screen, and where (root coordinates)."""

    widget: QWidget
    rect: QRect

    def covers(self, widget: QWidget, rect: QRect) -> bool:
        """True where the widget does not belong to it and it lies over the rectangle (root coordinates)."""
        return self.widget is not widget and not self.widget.isAncestorOf(widget) and self.rect.intersects(rect)


def overlays_of(root: QWidget) -> list[Overlay]:
    """What floats over the root now. Asked once a screen: walking through all its widgets is the dear part."""
    return [Overlay(widget, rect_in(root, widget)) for widget in shown(root) if is_overlay(widget)]
