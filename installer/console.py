"""What the person sees while a machine is prepared: step n of m, the time it takes, one live line on a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

DEFAULT_WIDTH = 100


class Progress:
    """Writes steps to `stream`. On a terminal the running step is one line that changes; elsewhere plain lines."""

    def __init__(
        self,
        stream: TextIO,
        *,
        live: bool,
        width: int = DEFAULT_WIDTH,
        clock: Callable[[], float] = time.monotonic,
        verbose: bool = False,
    ) -> None:
        self._stream = stream
        self._live = live and not verbose
        self._width = width
        self._clock = clock
        self._head = ""
        self._detail = ""
        self._started = clock()
        self.verbose = verbose

    def begin(self, number: int, total: int, title: str, *, announce: bool = True) -> None:
        """Open step `number` of `total`; one that has nothing to do need not be announced."""
        self._head = f"[{number}/{total}] {title}"
        self._detail = ""
        self._started = self._clock()
        if self._live:
            self.tick()
        elif announce:
            self._line(f"{self._head} ...")

    def detail(self, text: str) -> None:
        """What the step is at just now."""
        if self._live:
            self._detail = text
            self.tick()
        elif text != self._detail:
            self._detail = text
            self._line(f"      {text}")

    def flash(self, text: str) -> None:
        """What the step is at, worth a glance on a terminal but not a line in a log."""
        if self._live or self.verbose:
            self.detail(text)

    def tick(self) -> None:
        """Draw the live line anew, so that its seconds go on; nothing elsewhere."""
        if self._live:
            seconds = self._clock() - self._started
            text = f"{self._head}  {seconds:.0f} s  {self._detail}"[: self._width - 1]
            self._stream.write("\r" + text.ljust(self._width - 1))
            self._stream.flush()

    def finish(self, outcome: str) -> None:
        """Close the step with its outcome and its time."""
        seconds = self._clock() - self._started
        if self._live:
            self._clear()
        self._line(f"{self._head}: {outcome} ({seconds:.1f} s)")
        self._head = ""

    def note(self, text: str) -> None:
        """A line of its own."""
        if self._live:
            self._clear()
        self._line(text)

    def _clear(self) -> None:
        self._stream.write("\r" + " " * (self._width - 1) + "\r")

    def _line(self, text: str) -> None:
        self._stream.write(text + "\n")
        self._stream.flush()
