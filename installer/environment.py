"""The environment `.venv` at the project's root: made, judged healthy or not, filled by pip from the pinned files."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from installer.console import Progress
from installer.process import Runner
from installer.trouble import from_output, no_space, not_writable
from installer.wheel import build_wheel

NEEDED_BYTES = 1_500_000_000  # the filled environment (1.0 GB) and the largest wheels while they are unpacked
HEALTH = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
BATCH = 10  # packages to one call of pip
LARGE = 5.0  # MB from which a download is worth a line in a log


@dataclass(frozen=True, slots=True)
class Environment:
    """One virtual environment and the ways to fill it. `base` is the Python that makes it."""

    root: Path
    system: str
    variables: Mapping[str, str]
    run: Runner
    base: str = getattr(sys, "_base_executable", sys.executable)

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / ("Scripts/python.exe" if self.system == "win32" else "bin/python")

    @property
    def packages(self) -> tuple[Path, ...]:
        """Where its packages lie; empty before it is made."""
        return tuple(self.folder.glob("Lib/site-packages" if self.system == "win32" else "lib/python*/site-packages"))

    def version(self) -> str:
        """The version of its Python ("3.12") when it is healthy: it starts and has pip; else an empty string."""
        try:
            asked = subprocess.run([self.python, "-I", "-c", HEALTH], capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return ""
        return asked.stdout.strip()

    def create(self, progress: Progress) -> None:
        """Make it anew, over whatever is there. Raises Trouble."""
        if not os.access(self.root, os.W_OK):
            raise not_writable(str(self.root))
        if self.folder.is_symlink():
            self.folder.unlink()
        elif self.folder.exists():
            progress.detail("removing the old one")
            shutil.rmtree(self.folder)
        self._run([self.base, "-m", "venv", str(self.folder)], "making .venv", progress)

    def check_space(self) -> None:
        """Raise Trouble when the disk cannot hold a filled environment, before anything is downloaded."""
        if shutil.disk_usage(self.root).free < NEEDED_BYTES:
            raise no_space()

    def install_pinned(self, pins: Path, progress: Progress) -> None:
        """Install every package of `pins`, each file checked against its hash. Raises Trouble.

        `--no-deps`: the pins are complete, and lock.py leaves out on purpose what is never imported. A few packages at
        a time: pip unpacks nothing before it has downloaded all it was asked for, so one call for everything would
        begin from nothing after an interruption wherever the registry forbids it to cache.
        """
        clear_remains(self.packages)
        blocks = requirement_blocks(pins.read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            part = Path(folder) / pins.name
            for first in range(0, len(blocks), BATCH):
                progress.flash(f"{first} of {len(blocks)} packages")
                part.write_text("".join(blocks[first : first + BATCH]), encoding="utf-8")
                words = ["install", "--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(part)]
                self._pip(words, f"installing {pins.name}", progress)

    def install_project(self, progress: Progress) -> None:
        """Install the checkout itself, so that its packages are found and `stillage` is a command. Raises Trouble."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            wheel = build_wheel(self.root, Path(folder))
            words = ["install", "--no-deps", "--no-index", "--force-reinstall", str(wheel)]
            self._pip(words, "installing the project", progress)

    def run_module(self, module: str, progress: Progress) -> str:
        """Run one of the project's modules in the environment; its last line. Raises Trouble with its last lines."""
        lines = self._run([str(self.python), "-m", module], f"python -m {module}", progress)
        return lines[-1] if lines else "done"

    def _pip(self, words: Sequence[str], doing: str, progress: Progress) -> None:
        options = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--no-warn-script-location"]
        command = [str(self.python), "-m", "pip", words[0], *options, *words[1:]]
        with self._scratch() as scratch:
            places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch))
            self._run(command, doing, progress, {**places, "PIP_USER": "0", "PIP_ROOT_USER_ACTION": "ignore"})

    @contextmanager
    def _scratch(self) -> Iterator[Path]:
        """A folder for what pip unpacks: on the disk that was measured, not in a /tmp that may lie in memory."""
        with tempfile.TemporaryDirectory(dir=self.folder, prefix="unpack-") as folder:
            yield Path(folder)

    def _run(
        self, command: list[str], doing: str, progress: Progress, more: Mapping[str, str] | None = None
    ) -> tuple[str, ...]:
        def on_line(line: str) -> None:
            if progress.verbose:
                progress.detail(line)
            elif said := condense(line):
                (progress.detail if said.in_log else progress.flash)(said.text)

        variables = {**self.variables, **(more or {})}
        outcome = self.run(command, environment=variables, folder=self.root, on_line=on_line, on_tick=progress.tick)
        if outcome.code:
            raise from_output(outcome.lines, doing)
        return outcome.lines


def requirement_blocks(text: str) -> list[str]:
    """The pins one by one: a line that begins a requirement with its lines of hashes, comments left out."""
    blocks: list[str] = []
    for line in text.splitlines(keepends=True):
        if line.startswith((" ", "\t")) and blocks:
            blocks[-1] += line
        elif line.strip() and not line.startswith("#"):
            blocks.append(line)
    return blocks


def clear_remains(places: Sequence[Path]) -> None:
    """Remove what a killed pip leaves: it takes metadata without RECORD for an installed package that it can then
    neither repair nor remove, and it keeps what it was replacing under a name that begins with a tilde."""
    for place in places:
        unfinished = [info for info in place.glob("*.dist-info") if not (info / "RECORD").exists()]
        for remains in (*unfinished, *place.glob("~*")):
            shutil.rmtree(remains)


@dataclass(frozen=True, slots=True)
class Said:
    """A line of pip in short; `in_log` when it is worth a line where nothing can be overwritten."""

    text: str
    in_log: bool


def condense(line: str) -> Said | None:
    """What a line of pip means to somebody who waits; None when nothing."""
    if found := re.match(r"\s*(Downloading|Using cached) ([A-Za-z0-9_.]+)-\S+ \(([\d.]+) (\w+)\)", line):
        doing = "downloading" if found[1] == "Downloading" else "from the cache:"
        large = found[4] == "MB" and float(found[3]) >= LARGE
        return Said(f"{doing} {found[2]} {found[3]} {found[4]}", large and found[1] == "Downloading")
    if found := re.match(r"Collecting ([A-Za-z0-9_.-]+)", line):
        return Said(found[1], in_log=False)
    if line.startswith("Installing collected packages:"):
        return Said(f"unpacking {line.partition(':')[2].strip()}", in_log=False)
    if line.startswith("WARNING: Retrying"):
        return Said("the package registry does not answer, trying again", in_log=True)
    return None
