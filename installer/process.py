"""Running another program while its lines are watched, without a person looking at a dead screen."""

from __future__ import annotations

import queue
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

KEPT_LINES = 200
TICK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a program ended: its exit code and its last lines (both streams, at most 200)."""

    code: int
    lines: tuple[str, ...]


class Runner(Protocol):
    """Runs a program to its end; `on_line` gets each line, `on_tick` is called about once a second."""

    def __call__(
        self,
        command: Sequence[str],
        /,
        *,
        environment: Mapping[str, str],
        folder: Path,
        on_line: Callable[[str], None],
        on_tick: Callable[[], None],
    ) -> Outcome:
        """Run it. Raises OSError when the program cannot be started."""
        ...


def run_watched(
    command: Sequence[str],
    /,
    *,
    environment: Mapping[str, str],
    folder: Path,
    on_line: Callable[[str], None],
    on_tick: Callable[[], None],
) -> Outcome:
    """Run `command` to its end and return its outcome; on an interruption the program is ended first."""
    kept: deque[str] = deque(maxlen=KEPT_LINES)
    lines: queue.Queue[str | None] = queue.Queue()
    with subprocess.Popen(
        list(command),
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        reader = threading.Thread(target=_read, args=(process, lines), daemon=True)
        reader.start()
        try:
            while (line := _next(lines, on_tick)) is not None:
                kept.append(line)
                on_line(line)
        except BaseException:
            process.terminate()
            raise
        return Outcome(process.wait(), tuple(kept))


def _read(process: subprocess.Popen[str], lines: queue.Queue[str | None]) -> None:
    """Put each line into the queue and None at the end."""
    assert process.stdout is not None
    for line in process.stdout:
        lines.put(line.rstrip("\n"))
    lines.put(None)


def _next(lines: queue.Queue[str | None], on_tick: Callable[[], None]) -> str | None:
    """The next line, with a tick for every second without one."""
    while True:
        try:
            return lines.get(timeout=TICK_SECONDS)
        except queue.Empty:
            on_tick()
