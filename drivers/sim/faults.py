"""What can go wrong with a simulated device: unplugged, garbage on the line, slow."""

import random
from threading import Event, Lock


class Faults:
    """Switches that a simulated device obeys. Thread-safe. Noise is the same in every run (seeded)."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)  # noqa: S311  noise, not secrets
        self._lock = Lock()
        self._garbage = 0
        self._delay = 0.0
        self._cut = Event()

    def garbage(self, answers: int) -> None:
        """Replace the next so many answers by noise."""
        with self._lock:
            self._garbage = answers

    def slow(self, seconds: float) -> None:
        """Answer this much later from now on; 0 for no delay."""
        with self._lock:
            self._delay = seconds

    def spoil(self, data: bytes) -> bytes:
        """The answer as it comes out of a line with these faults, after its delay."""
        with self._lock:
            noisy = self._garbage > 0 and bool(data)
            self._garbage -= noisy
            delay = self._delay
            noise = bytes(self._random.randrange(0x21, 0xFF) for _ in range(12)) + b"\r\n"
        if delay > 0:
            self._cut.wait(delay)
        return noise if noisy else data

    def hurry(self) -> None:
        """End a delay that is running, and every later one: the device is being stopped."""
        self._cut.set()
