"""Starting the prepared program: the control room where there is a display, else the headless demo."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from installer.machine import Machine

HEADLESS = ("demo", "--headless", "--orders", "200", "--out", "out/first-light")


@dataclass(frozen=True, slots=True)
class Launch:
    """What is started, with which variables, and what to say before."""

    command: tuple[str, ...]
    variables: Mapping[str, str]
    notes: tuple[str, ...]


def plan(machine: Machine, python: Path, arguments: Sequence[str]) -> Launch:
    """The launch for this machine; `arguments` are passed on behind the fixed ones."""
    notes = []
    if machine.system == "linux" and machine.is_root:
        notes.append("You are root: the database will run as an ordinary user, as PostgreSQL demands.")
    if machine.has_display:
        return Launch((str(python), "-m", "app", "up", *arguments), machine.environment, tuple(notes))
    notes.append("There is no display: running the demo without a window; pictures and report go to out/first-light.")
    command = (str(python), "-m", "app", *HEADLESS, *arguments)
    return Launch(command, without_display(machine), tuple(notes))


def without_display(machine: Machine) -> Mapping[str, str]:
    """The variables of the machine, with Qt told to draw into memory where no display exists."""
    if machine.has_display or "QT_QPA_PLATFORM" in machine.environment:
        return machine.environment
    return {**machine.environment, "QT_QPA_PLATFORM": "offscreen"}


def start(launch: Launch, root: Path) -> int:
    """Become the program (so that its output and signals are its own), or wait for it on Windows, which has no exec."""
    sys.stdout.flush()
    if os.name != "nt":
        os.chdir(root)
        os.execve(launch.command[0], launch.command, dict(launch.variables))  # noqa: S606  no shell is what we want
    return subprocess.run(launch.command, cwd=root, env=dict(launch.variables), check=False).returncode
