"""Flights of the camera and the flash at their end."""

import math

from PySide6.QtCore import QObject, QVariantAnimation, Signal

from app.ui.heat.camera import Camera, Stand

FLASH_REACH = 10.0


class Pilot(QObject):
    """Moves a camera over time. `moved` after each step, `pulsed` with the px that the flash stands off, `landed` when
    a flight and its flash are over."""

    moved = Signal()
    pulsed = Signal(float)
    landed = Signal()

    def __init__(self, camera: Camera, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self._start = self._goal = camera.stand
        self._flight = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._flight.valueChanged.connect(self._step)
        self._flight.finished.connect(self._arrive)
        self._flash = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._flash.valueChanged.connect(self._pulse)
        self._flash.finished.connect(self._rest)
        self._flash_ms = 0

    @property
    def flying(self) -> bool:
        """Whether the camera is on its way."""
        return self._flight.state() == QVariantAnimation.State.Running

    def fly(self, goal: Stand, fly_ms: int, flash_ms: int) -> None:
        """Go to a stand within fly_ms, then flash for flash_ms; 0 does without."""
        self.stop()
        self._start, self._goal, self._flash_ms = self._camera.stand, goal, flash_ms
        if fly_ms <= 0:
            self._arrive()
            return
        self._flight.setDuration(fly_ms)
        self._flight.start()

    def stop(self) -> None:
        """Stay where the camera is: the hand has taken over."""
        self._flight.stop()
        if self._flash.state() == QVariantAnimation.State.Running:
            self._flash.stop()
            self.pulsed.emit(0.0)

    def _step(self, part: float) -> None:
        self._camera.place(self._start.towards(self._goal, part))
        self.moved.emit()

    def _arrive(self) -> None:
        self._camera.place(self._goal)
        self.moved.emit()
        if self._flash_ms > 0:
            self._flash.setDuration(self._flash_ms)
            self._flash.start()
        else:
            self.landed.emit()

    def _pulse(self, part: float) -> None:
        self.pulsed.emit(FLASH_REACH * abs(math.sin(2 * math.pi * part)))

    def _rest(self) -> None:
        self.pulsed.emit(0.0)
        self.landed.emit()
