"""Contrast of text against the pixels that were really drawn behind it."""

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from app.ui.lint.findings import Finding, overlays_of, path_of, scope_of, shown
from app.ui.lint.texts import TextRun, runs_of
from app.ui.tokens import contrast

FLOOR = 4.5
FLOOR_DISABLED = 3.0


def pixels_of(image: QImage) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    """The picture as an array of (height, width, 4) bytes: blue, green, red, unused."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(plain.constBits(), dtype=np.uint8)
    return flat.reshape(plain.height(), plain.bytesPerLine() // 4, 4)[:, : plain.width()].copy()


def ground_of(block: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]) -> str:
    """The colour that most of a block of pixels has: what the text stands on, as "#rrggbb"."""
    packed = block[..., 2].astype(np.uint32) << 16 | block[..., 1].astype(np.uint32) << 8 | block[..., 0]
    values, counts = np.unique(packed, return_counts=True)
    return f"#{int(values[counts.argmax()]):06x}"


def over(colour: QColor, ground: str) -> str:
    """A colour with its alpha laid over an opaque ground."""
    under = QColor(ground)
    share = colour.alphaF()
    mixed = [
        round(top * share + bottom * (1 - share))
        for top, bottom in zip(colour.getRgb()[:3], under.getRgb()[:3], strict=True)  # type: ignore[index]  # getRgb returns four, the stub says object
    ]
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def find_faint(root: QWidget, image: QImage) -> list[Finding]:
    """Text below 4.5:1 (3:1 where it is disabled). image: the rendered root, at whatever scale."""
    scale = image.width() / root.width()
    pixels = pixels_of(image)
    findings = []
    scope = scope_of(root)
    overlays = overlays_of(scope)
    for widget in shown(scope):
        for run in runs_of(widget):
            place = QRect(widget.mapTo(root, QPoint(0, 0)) + run.box.toRect().topLeft(), run.box.toRect().size())
            place = in_sight(root, widget, place)
            if not run.text.strip() or place.isEmpty() or any(one.covers(widget, place) for one in overlays):
                continue
            finding = _judge(run, pixels, place, scale)
            if finding is not None:
                findings.append(finding)
    return findings


def in_sight(root: QWidget, widget: QWidget, place: QRect) -> QRect:
    """The part of a place (px of the root) that nothing around the widget cuts off: not what is scrolled out."""
    parent = widget.parentWidget()
    while parent is not None and parent is not root:
        place &= QRect(parent.mapTo(root, QPoint(0, 0)), parent.size())
        parent = parent.parentWidget()
    return place & root.rect()


def _judge(
    run: TextRun, pixels: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]], place: QRect, scale: float
) -> Finding | None:
    top, left = int(place.top() * scale), int(place.left() * scale)
    block = pixels[top : int((place.bottom() + 1) * scale), left : int((place.right() + 1) * scale)]
    if not block.size:
        return None
    ground = ground_of(block)
    ratio = contrast(over(run.colour, ground), ground)
    floor = FLOOR if run.widget.isEnabled() else FLOOR_DISABLED
    if ratio >= floor:
        return None
    what = f"{run.text!r} in {run.colour.name()} on {ground} has {ratio:.2f}, needs {floor}"
    return Finding("contrast", path_of(run.widget), what)
