"""Every check of the project in one go: style, types, tests. Each is a named step with its time; all are run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO

BUDGET = 14 * 60  # s for everything on two cores; said at the end, so that whoever goes over it knows
MOST_WORKERS = 8
SLOWEST = ("--durations", "25", "--durations-min", "1")

Call = Callable[[Sequence[str], Mapping[str, str], Path, "IO[bytes] | None"], int]


@dataclass(frozen=True, slots=True)
class Check:
    """A named program that passes with exit code 0. beside: it may run while the tests do."""

    name: str
    command: tuple[str, ...]
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """How a check went."""

    name: str
    code: int
    seconds: float

    def __str__(self) -> str:
        return f"{self.name} {'ok' if self.code == 0 else f'FAILED ({self.code})'} {self.seconds:.1f} s"


def default_workers(cores: int | None = None) -> int:
    """One more than there are cores: a quarter of the tests' time is waiting, for windows, servers and disks."""
    return min(MOST_WORKERS, (cores or os.cpu_count() or 1) + 1)


def planned(python: Path, workers: int, arguments: Sequence[str]) -> tuple[Check, ...]:
    """The checks in the order they are told; `arguments` go to pytest. The tests are last, so their summary closes.

    A file stays on one worker, as its fixtures expect; files begin in the order that tests/conftest.py gives.
    """
    run = (str(python), "-m")
    spread = ("-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder")
    return (
        Check("ruff check", (*run, "ruff", "check", ".")),
        Check("ruff format", (*run, "ruff", "format", "--check", ".")),
        Check("mypy", (*run, "mypy"), beside=True),
        Check("pytest", (*run, "pytest", *spread, *SLOWEST, *arguments)),
    )


def call(command: Sequence[str], variables: Mapping[str, str], folder: Path, output: IO[bytes] | None = None) -> int:
    """Run a check with our own output streams, or all it says into `output`; returns its exit code."""
    errors = None if output is None else subprocess.STDOUT
    done = subprocess.run(list(command), env=dict(variables), cwd=folder, check=False, stdout=output, stderr=errors)
    return done.returncode


def run_all(checks: Sequence[Check], variables: Mapping[str, str], root: Path, call: Call = call) -> int:
    """Run every check, the failed ones notwithstanding, and close with one line; 1 if any failed."""
    began = time.monotonic()
    known = compiled(variables)
    results: dict[str, Result] = {}

    def perform(check: Check, output: IO[bytes] | None = None) -> None:
        started = time.monotonic()
        code = call(check.command, known, root, output)
        results[check.name] = Result(check.name, code, time.monotonic() - started)

    with ThreadPoolExecutor(1) as thread, tempfile.TemporaryFile() as words:
        aside = [thread.submit(perform, check, words) for check in checks if check.beside]
        for check in checks:
            if not check.beside:
                print(f"\n=== {check.name}", flush=True)
                perform(check)
        for job in aside:
            job.result()
        words.seek(0)
        said = words.read().decode(errors="replace")
    names = ", ".join(check.name for check in checks if check.beside)
    if names:
        print(f"\n=== {names}, beside the tests\n{said}", end="")
    spent = time.monotonic() - began
    told = " | ".join(str(results[check.name]) for check in checks)
    sys.stdout.write(f"=== {told} | all {spent:.0f} s (budget {BUDGET} s on two cores)\n")
    sys.stdout.flush()
    return int(any(result.code for result in results.values()))


def compiled(variables: Mapping[str, str]) -> Mapping[str, str]:
    """The variables for the checks: Python may keep what it compiled. The tests start the program some sixty times,
    and without that each start compiles the whole house."""
    return {name: value for name, value in variables.items() if name != "PYTHONDONTWRITEBYTECODE"}
