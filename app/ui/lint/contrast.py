"""Contrast of text against the pixels that were really drawn behind it."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from app.ui.lint.findings import Finding, overlays_of, path_of, scope_of
from app.ui.lint.texts import TextRun, texts_of
from app.ui.tokens import contrast

FLOOR = 4.5
FLOOR_DISABLED = 3.0


Pixels = np.ndarray[tuple[int, int], np.dtype[np.uint32]]


def pixels_of(image: QImage) -> Pixels:
    """The picture as an array of (height, width) words: 0xAARRGGBB, A of no meaning."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(plain.constBits(), dtype=np.uint32)
    return flat.reshape(plain.height(), plain.bytesPerLine() // 4)[:, : plain.width()].copy()


def ground_of(block: Pixels) -> str:
    """The colour that most of a block of pixels has, the darkest of several: what the text stands on, as "#rrggbb"."""
    words = np.sort(block & np.uint32(0xFFFFFF), axis=None)
    begins = np.flatnonzero(np.concatenate(([True], words[1:] != words[:-1])))
    longest = np.diff(begins, append=words.size).argmax()
    return f"#{int(words[begins[longest]]):06x}"


def over(colour: QColor, ground: str) -> str:
    """A colour with its alpha laid over an opaque ground."""
    under = QColor(ground)
    share = colour.alphaF()
    mixed = [
        round(top * share + bottom * (1 - share))
        for top, bottom in zip(colour.getRgb()[:3], under.getRgb()[:3], strict=True)  # type: ignore[index]  # getRgb returns four, the stub says object
    ]
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def find_faint(root: QWidget, image: QImage, texts: Sequence[TextRun] | None = None) -> list[Finding]:
    """Text below 4.5:1 (3:1 where it is disabled). image: the rendered root, at whatever scale."""
    scale = image.width() / root.width()
    pixels = pixels_of(image)
    findings = []
    overlays = overlays_of(scope_of(root))
    for widget, runs in groupby(texts_of(root) if texts is None else texts, key=lambda run: run.widget):
        corner, sight = widget.mapTo(root, QPoint(0, 0)), sight_of(root, widget)
        for run in runs:
            place = run.box.toRect().translated(corner) & sight
            if not run.text.strip() or place.isEmpty() or any(one.covers(widget, place) for one in overlays):
                continue
            finding = _judge(run, pixels, place, scale)
            if finding is not None:
                findings.append(finding)
    return findings


def sight_of(root: QWidget, widget: QWidget) -> QRect:
    """The part of the root (in its px) where nothing around the widget cuts it off: not what is scrolled out."""
    sight = root.rect()
    parent = widget.parentWidget()
    while parent is not None and parent is not root:
        sight &= QRect(parent.mapTo(root, QPoint(0, 0)), parent.size())
        parent = parent.parentWidget()
    return sight


def _judge(run: TextRun, pixels: Pixels, place: QRect, scale: float) -> Finding | None:
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
