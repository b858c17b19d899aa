"""The daemon beside the window: on our own database nobody else would seal, check and expire. A process of its own,
begun once the floor is usable, ended with the window; it also ends by itself when the window's process is gone."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from app.config import home

LOG: Final = "daemon.log"
LARGEST: Final = 4_000_000  # bytes of the log, after which it begins anew
PATIENCE: Final = 15.0  # s for an orderly end


def command() -> Sequence[str]:
    """How this program starts its daemon: as a module, or as the packed program that it is part of."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]
    return [*program, "daemon", "--with-parent"]


class DaemonBeside:
    """At most one daemon of this window."""

    def __init__(self, argv: Sequence[str] | None = None, folder: Path | None = None) -> None:
        self._argv = list(argv or command())
        self._folder = folder or home()
        self._process: subprocess.Popen[bytes] | None = None
        self._over = False

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def begin(self) -> None:
        """Start it, unless it runs or was ended; what it says goes to a log beside the settings."""
        if self.alive or self._over:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / LOG
        mode = "wb" if file.exists() and file.stat().st_size > LARGEST else "ab"
        with file.open(mode) as log:
            self._process = subprocess.Popen(  # noqa: S603  our own program
                self._argv, stdin=subprocess.PIPE, stdout=log, stderr=log
            )

    def end(self) -> None:
        """Stop it in order: closing its input is the word, on every system. Blocking, seconds at worst."""
        self._over = True
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
