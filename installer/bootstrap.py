"""The way in on a fresh machine: `python3 installer/bootstrap.py setup|run|test`. Standard library only.

This file keeps to syntax that Python 3.5 reads, so that an old Python gets a sentence and not a SyntaxError.
"""

import platform
import shutil
import sys
from pathlib import Path

NEEDED = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


def newer_python() -> str:
    """The newest suitable Python on the path, or an empty string."""
    return next((name for name in NEWER if shutil.which(name)), "")


def too_old() -> str:
    """What to tell somebody whose Python is too old."""
    found = newer_python()
    step = (
        "this machine has a newer one, so run: " + found + " " + " ".join(sys.argv)
        if found
        else "install Python 3.11, 3.12, 3.13 or 3.14 (Debian 12, Ubuntu 24.04 and newer have one) and run this again"
    )
    return "Stillage needs Python 3.11 or newer; this is " + platform.python_version() + ".\nWhat to do: " + step + "\n"


def main(version: "tuple[int, int]" = sys.version_info[:2]) -> int:
    """Check the Python, then hand over. Exit codes: see installer/README.md."""
    if version < NEEDED:
        sys.stderr.write(too_old())
        return 2
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from installer import cli  # only now: its syntax is younger than the oldest Python this file speaks to

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
