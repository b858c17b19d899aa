"""A picture painted step by step: as much of it as a frame has time for, the rest in the frames that follow."""

import time
from collections.abc import Callable, Iterator
from typing import TypeAlias

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPixmap

Step: TypeAlias = Callable[[QPainter], None]
"""Paints one part of a picture over those before it, and leaves the painter as it was."""


class Making:
    """A picture on its way. of: what it is a picture of; size: device px; steps: bottom to top."""

    def __init__(self, of: object, size: QSize, ratio: float, steps: Iterator[Step]) -> None:
        self.of = of
        self.picture = QPixmap(size)
        self.picture.setDevicePixelRatio(ratio)
        self._steps, self._next = steps, next(steps, None)

    def go_on(self, seconds: float) -> bool:
        """Paint some steps, one at least, and begin none when the time is over. True when the picture is done."""
        ends = time.perf_counter() + seconds
        painter = QPainter(self.picture)
        try:
            while self._next is not None:
                self._next(painter)
                self._next = next(self._steps, None)
                if time.perf_counter() >= ends:
                    break
        finally:
            painter.end()
        return self._next is None


def in_device_px(step: Step, ratio: float, painter: QPainter) -> None:
    """Do a step with a painter that counts in device px. ratio: device px a logical one."""
    painter.save()
    painter.scale(1 / ratio, 1 / ratio)
    step(painter)
    painter.restore()
