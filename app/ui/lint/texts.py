"""Clipped and elided text: every piece of text of a screen with the room it has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QHeaderView, QLabel, QLineEdit, QTabBar, QWidget

from app.ui.lint.findings import Finding, path_of, scope_of, shown
from app.ui.widgets.painted import PaintedText

SLACK = 1.0  # px: layouts round to whole pixels, metrics do not


@dataclass(frozen=True, slots=True)
class TextRun:
    """A piece of text on the screen: where (coordinates of its widget), how wide it is and what it is drawn with."""

    widget: QWidget
    text: str
    room: QRectF
    needs: tuple[float, float]
    colour: QColor
    may_elide: bool = False
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft

    @property
    def box(self) -> QRectF:
        """The part of the room that the text itself covers."""
        width, height = min(self.needs[0], self.room.width()), min(self.needs[1], self.room.height())
        box = QRectF(0, 0, max(1.0, width), max(1.0, height))
        box.moveCenter(self.room.center())
        if self.align & Qt.AlignmentFlag.AlignLeft:
            box.moveLeft(self.room.left())
        elif self.align & Qt.AlignmentFlag.AlignRight:
            box.moveRight(self.room.right())
        return box


def _measure(font: QFont, text: str) -> tuple[float, float]:
    metrics = QFontMetricsF(font)
    lines = text.split("\n")
    return max(metrics.horizontalAdvance(line) for line in lines), metrics.height() * len(lines)


def _of_label(label: QLabel) -> TextRun:
    margins = label.contentsRect()
    metrics = QFontMetricsF(label.font())
    colour = label.palette().color(label.foregroundRole())
    if label.wordWrap():
        wrapped = metrics.boundingRect(QRectF(0, 0, margins.width(), 1e5), int(Qt.TextFlag.TextWordWrap), label.text())
        needs = (wrapped.width(), wrapped.height())
    else:
        needs = _measure(label.font(), label.text())
    return TextRun(label, label.text(), QRectF(margins), needs, colour, align=label.alignment())


def _of_button(button: QAbstractButton) -> TextRun:
    """A styled button: what its size hint leaves over after the words is padding and icon."""
    width, height = _measure(button.font(), button.text())
    around = max(0.0, button.sizeHint().width() - width)
    room = QRectF(button.rect())
    left = around if button.icon().isNull() else around + button.iconSize().width()
    room.setWidth(button.width() - around)
    room.moveLeft(left / 2 if button.icon().isNull() else min(left / 2 + 4, around))
    colour = button.palette().color(button.foregroundRole())
    return TextRun(button, button.text(), room, (width, height), colour, align=Qt.AlignmentFlag.AlignHCenter)


def _of_header(header: QHeaderView) -> Iterator[TextRun]:
    model = header.model()
    for section in range(header.count()):
        text = str(model.headerData(section, header.orientation()) or "") if model is not None else ""
        room = QRectF(header.sectionViewportPosition(section), 0, header.sectionSize(section), header.height())
        if text and room.intersects(QRectF(header.rect())):
            room.adjust(8, 0, -8, 0)
            align = model.headerData(section, header.orientation(), Qt.ItemDataRole.TextAlignmentRole)
            colour = header.palette().color(header.foregroundRole())
            flag = align if isinstance(align, Qt.AlignmentFlag) else Qt.AlignmentFlag.AlignLeft
            yield TextRun(header, text, room, _measure(header.font(), text), colour, align=flag)


def _of_tabs(tabs: QTabBar) -> Iterator[TextRun]:
    for number in range(tabs.count()):
        room = QRectF(tabs.tabRect(number))
        colour = tabs.palette().color(tabs.foregroundRole())
        needs = _measure(tabs.font(), tabs.tabText(number))
        yield TextRun(tabs, tabs.tabText(number), room, needs, colour, align=Qt.AlignmentFlag.AlignHCenter)


def _painted(widget: QWidget) -> list[PaintedText] | None:
    """What a widget says it paints, or None where it is none of `PaintsText`. Asked of its class: `isinstance` of a
    protocol is slow, and every widget is asked."""
    read = getattr(type(widget), "texts", None)
    return None if read is None else read(widget)


def runs_of(widget: QWidget) -> Iterator[TextRun]:
    """All text that one widget itself shows."""
    painted = _painted(widget)
    if painted is not None:
        for item in painted:
            height = QFontMetricsF(item.font).height()
            yield TextRun(widget, item.text, item.rect, (item.needs, height), item.colour, item.may_elide, item.align)
    elif isinstance(widget, QLabel) and widget.text():
        yield _of_label(widget)
    elif isinstance(widget, QAbstractButton) and widget.text():
        yield _of_button(widget)
    elif isinstance(widget, QLineEdit) and (widget.text() or widget.placeholderText()):
        text = widget.text() or widget.placeholderText()
        room = QRectF(widget.contentsRect()).adjusted(2, 0, -2, 0)
        colour = widget.palette().color(widget.foregroundRole())
        yield TextRun(widget, text, room, _measure(widget.font(), text), colour)
    elif isinstance(widget, QHeaderView):
        yield from _of_header(widget)
    elif isinstance(widget, QTabBar):
        yield from _of_tabs(widget)


def texts_of(root: QWidget) -> list[TextRun]:
    """All text of a screen that can be used now, widget by widget. Asked once a screen: two rules read it."""
    return [run for widget in shown(scope_of(root)) for run in runs_of(widget)]


def find_clipped(root: QWidget, texts: Sequence[TextRun] | None = None) -> list[Finding]:
    """Text that is wider or higher than its room, or cut with an ellipsis that it may not have."""
    findings = []
    for run in texts_of(root) if texts is None else texts:
        width, height = run.needs
        if width > run.room.width() + SLACK and not run.may_elide:
            what = f"{run.text!r} needs {width:.0f} px and has {run.room.width():.0f}"
            findings.append(Finding("clipped text", path_of(run.widget), what))
        elif height > run.room.height() + 2 * SLACK and not isinstance(run.widget, QLineEdit):
            what = f"{run.text!r} needs {height:.0f} px in height and has {run.room.height():.0f}"
            findings.append(Finding("clipped text", path_of(run.widget), what))
        elif run.text.endswith("…") and not run.may_elide:
            findings.append(Finding("elided text", path_of(run.widget), repr(run.text)))
    return findings
