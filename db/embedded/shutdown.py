"""Stop the server for sure: as asked, then at once, then by force. What was committed survives all three."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import psutil

from db.embedded import postmaster
from db.embedded.account import Account

Mode = Literal["smart", "fast", "immediate"]
_SIGNALS = {"smart": "TERM", "fast": "INT", "immediate": "QUIT"}
_IMMEDIATE_MAY_TAKE = 6.0  # the postmaster itself kills its children after 5 s


def stop(data: Path, mode: Mode, limit: float, progress: Callable[[str], None]) -> bool:
    """End every server process of this folder; True if there was one. `limit`: seconds before the next harder way."""
    running = postmaster.holders(data)
    if not running:
        return False
    kept = postmaster.read_pid_file(data)
    head = next((process for process in running if kept and process.pid == kept.pid), None)
    if head is not None:
        _signal(head, mode)
        if not postmaster.wait_gone(running, limit):
            return True
        progress(f"The database did not stop within {limit:.0f} s: stopping it at once (nothing confirmed is lost).")
        _signal(head, "immediate")
    still = postmaster.wait_gone(running, _IMMEDIATE_MAY_TAKE if head else limit)
    if still:
        progress("Ending what is left of the database by force.")
        postmaster.kill(postmaster.holders(data))
        postmaster.wait_gone(still, _IMMEDIATE_MAY_TAKE)
    return True


def _signal(process: psutil.Process, mode: Mode) -> None:
    if not postmaster.lives(process):
        return
    if sys.platform == "win32":
        pg_ctl = Path(process.exe()).with_name("pg_ctl.exe")  # Windows has no signals: pg_ctl speaks the server's pipe
        Account("").run([str(pg_ctl), "kill", _SIGNALS[mode], str(process.pid)])
    else:
        os.kill(process.pid, getattr(signal, f"SIG{_SIGNALS[mode]}"))
