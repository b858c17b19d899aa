"""`stillage doctor`: what this machine has, what it lacks and what to do. Exit code 1 where something must be done."""

import argparse
import ctypes
import importlib
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence

from app.services import doctor, doctor_database
from app.services.doctor import Check, Grade, Row

_MARKS = {Grade.OK: "ok", Grade.WARNING: "warning", Grade.PROBLEM: "PROBLEM"}
_XCB = ("libxcb-cursor.so.0", "libxkbcommon-x11.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libxcb-image.so.0")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `stillage doctor` understands."""
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")


def run(args: argparse.Namespace) -> int:
    """Examine everything and print it; 1 if there is a problem, else 0."""
    rows = doctor.examine(checks())
    report = doctor.summary(rows)
    sys.stdout.write((json.dumps(report) if args.json else table(rows)) + "\n")
    return 1 if report["problems"] else 0


def checks() -> list[tuple[str, Check]]:
    """All checks: the machine, Qt and the display, the database."""
    return [*doctor.checks(), ("Qt", qt), ("Display", display), *doctor_database.checks()]


def qt() -> Iterator[Row]:
    """Whether Qt loads with the system libraries it needs; the loader names the first that is missing."""
    try:
        importlib.import_module("PySide6.QtWidgets")
        version = importlib.import_module("PySide6.QtCore").qVersion()
    except ImportError as error:
        missing = re.search(r"(lib[\w.+-]+\.so[\d.]*)", str(error))
        what = f"the system library {missing[1]} is missing" if missing else f"cannot be loaded: {error}"
        yield Row("Qt", Grade.PROBLEM, what, doctor.REPAIR)
    else:
        yield Row("Qt", Grade.OK, version)


def display() -> Iterator[Row]:
    """Whether a window could open. Without a display everything but the window works."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if chosen in ("offscreen", "minimal"):
        yield Row("Display", Grade.WARNING, f"QT_QPA_PLATFORM={chosen} shows nothing", "Unset it to open a window.")
    elif not sys.platform.startswith("linux"):
        yield Row("Display", Grade.OK, "the desktop of this computer")
    elif os.environ.get("WAYLAND_DISPLAY"):
        yield Row("Display", Grade.OK, f"Wayland {os.environ['WAYLAND_DISPLAY']}")
    elif os.environ.get("DISPLAY"):
        absent = [name for name in _XCB if not _loads(name)]
        if absent:
            yield Row("Display", Grade.PROBLEM, f"X11 needs {', '.join(absent)}", doctor.REPAIR)
        else:
            yield Row("Display", Grade.OK, f"X11 {os.environ['DISPLAY']}")
    else:
        yield Row("Display", Grade.WARNING, "none", "The window needs a desktop; demo --headless does not.")


def table(rows: Sequence[Row]) -> str:
    """The report for people: a line a finding, what to do below it."""
    width = max((len(row.name) for row in rows), default=0)
    lines = []
    for row in rows:
        lines.append(f"{_MARKS[row.grade]:8} {row.name:{width}}  {row.found}")
        if row.advice:
            lines.append(f"{'':8} {'':{width}}  -> {row.advice}")
    count = doctor.summary(rows)
    lines.append(f"{count['problems']} problems, {count['warnings']} warnings.")
    return "\n".join(lines)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
