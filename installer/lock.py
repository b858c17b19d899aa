"""`python installer/lock.py`: pin every dependency, with hashes, for all platforms and Python 3.11 to 3.14.

Writes `requirements/run.txt` (what the program needs) and `requirements/test.txt` (that and the tools of the tests)
from pyproject.toml. Needs `uv` (on the path or in .venv); nobody needs it to install. `--check` only says whether the
files still agree with pyproject.toml: the present pins are preferred, so a newer release alone is no difference.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
OLDEST_PYTHON = "3.11"
# pytablericons asks for pygame to draw with; Stillage only reads its SVG files and never imports it. pygame has no
# wheel for Python 3.14, where it would have to be compiled, and weighs 14 MB where it has one.
LEFT_OUT = {"pygame": "asked for by pytablericons, whose Python code is never imported"}
SETS = {"run.txt": (), "test.txt": ("--extra", "test")}


def find_uv() -> str:
    """The uv program. Raises FileNotFoundError with the line that installs it."""
    beside = ROOT / ".venv" / ("Scripts" if os.name == "nt" else "bin")
    found = shutil.which("uv") or shutil.which("uv", path=str(beside))
    if found is None:
        raise FileNotFoundError("uv is not here; install it with: python -m pip install uv")
    return found


def clean_environment() -> dict[str, str]:
    """The environment without settings of uv: the pins have to come from the public registry alone."""
    return {name: value for name, value in os.environ.items() if not name.startswith("UV_")}


def compile_set(uv: str, target: Path, extra: tuple[str, ...], constraints: Path | None, upgrade: bool) -> None:
    """Resolve one set into `target`; present pins are kept unless `upgrade`. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as folder:
        overrides = Path(folder) / "overrides.txt"
        overrides.write_text("".join(f"{name} ; sys_platform == 'never'\n" for name in LEFT_OUT), encoding="utf-8")
        command = [uv, "pip", "compile", "--no-config", "--universal", "--python-version", OLDEST_PYTHON]
        command += ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"]
        command += ["--overrides", str(overrides), *extra, "--output-file", str(target)]
        command += [part for name in LEFT_OUT for part in ("--no-emit-package", name)]
        command += ["--upgrade"] if upgrade else []
        command += ["--constraints", str(constraints)] if constraints else []
        subprocess.run(
            [*command, "pyproject.toml"], cwd=ROOT, env=clean_environment(), check=True, stdout=subprocess.DEVNULL
        )


def write_all(folder: Path, upgrade: bool) -> None:
    """Both sets into `folder`; the pins of run.txt bind test.txt, so that what is tested is what runs."""
    uv = find_uv()
    run = folder / "run.txt"
    for name, extra in SETS.items():
        compile_set(uv, folder / name, extra, run if extra else None, upgrade)


def differing() -> list[str]:
    """The names of the files that a fresh resolution (present pins preferred) would change."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in SETS:
            if (REQUIREMENTS / name).exists():
                shutil.copy(REQUIREMENTS / name, folder / name)
        write_all(folder, upgrade=False)
        return [name for name in SETS if not same(REQUIREMENTS / name, folder / name)]


def same(one: Path, other: Path) -> bool:
    """True when both files exist with the same bytes."""
    return one.exists() and one.read_bytes() == other.read_bytes()


def main(arguments: list[str] | None = None) -> int:
    """Write or check the pins; exit 1 when --check finds a difference or uv is missing."""
    parser = argparse.ArgumentParser(prog="installer/lock.py", description=__doc__.split("\n")[0])
    parser.add_argument("--upgrade", action="store_true", help="take the newest releases instead of the present pins")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the files are out of date")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.check:
            stale = differing()
            print(f"out of date: {', '.join(stale)}" if stale else "requirements agree with pyproject.toml")
            return 1 if stale else 0
        REQUIREMENTS.mkdir(exist_ok=True)
        write_all(REQUIREMENTS, chosen.upgrade)
    except FileNotFoundError as absent:
        print(absent, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failed:
        return failed.returncode
    print(f"wrote {', '.join(f'requirements/{name}' for name in SETS)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
