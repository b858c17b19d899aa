"""Every check of the project in one go: style, types, tests. Each is a named step with its time; all are run."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

DEFAULT_WORKERS = 2

Call = Callable[[Sequence[str], Mapping[str, str], Path], int]


@dataclass(frozen=True, slots=True)
class Check:
    """A named program that passes with exit code 0."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """How a check went."""

    name: str
    code: int
    seconds: float

    def __str__(self) -> str:
        return f"{self.name} {'ok' if self.code == 0 else f'FAILED ({self.code})'} {self.seconds:.1f} s"


def planned(python: Path, workers: int, arguments: Sequence[str]) -> tuple[Check, ...]:
    """The checks in the order they run; `arguments` go to pytest. The tests are last, so their summary closes."""
    run = (str(python), "-m")
    return (
        Check("ruff check", (*run, "ruff", "check", ".")),
        Check("ruff format", (*run, "ruff", "format", "--check", ".")),
        Check("mypy", (*run, "mypy")),
        Check("pytest", (*run, "pytest", "-n", str(workers), "--dist", "loadfile", *arguments)),
    )


def call(command: Sequence[str], variables: Mapping[str, str], folder: Path) -> int:
    """Run a check with our own output streams; returns its exit code."""
    return subprocess.run(list(command), env=dict(variables), cwd=folder, check=False).returncode


def run_all(checks: Sequence[Check], variables: Mapping[str, str], root: Path, call: Call = call) -> int:
    """Run every check, the failed ones notwithstanding, and close with one line; 1 if any failed."""
    results = []
    for check in checks:
        print(f"\n=== {check.name}", flush=True)
        started = time.monotonic()
        code = call(check.command, variables, root)
        results.append(Result(check.name, code, time.monotonic() - started))
    sys.stdout.write(f"=== {' | '.join(str(result) for result in results)}\n")
    sys.stdout.flush()
    return int(any(result.code for result in results))
