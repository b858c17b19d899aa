"""Machines that are not here, and a runner that records what it was asked to do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from installer.console import Progress
from installer.machine import Machine
from installer.process import Outcome

DEBIAN = {"ID": "debian", "VERSION_ID": "12"}


def machine(
    *,
    system: str = "linux",
    processor: str = "x86_64",
    root: bool = False,
    environment: Mapping[str, str] | None = None,
    os_release: Mapping[str, str] | None = None,
    libc: tuple[str, str] = ("glibc", "2.36"),
    modules: Sequence[str] = ("venv", "ensurepip"),
    programs: Sequence[str] = ("apt-get",),
    absent: Sequence[str] = (),
    lacking: Callable[[Sequence[str]], tuple[str, ...]] | None = None,
) -> Machine:
    """A Debian 12 with everything, but for what is said."""
    return Machine(
        system=system,
        processor=processor,
        python=(3, 11),
        is_root=root,
        environment=environment or {},
        os_release=DEBIAN if os_release is None else os_release,
        libc=libc,
        has_module=lambda name: name in modules,
        has_program=lambda name: name in programs,
        missing_libraries=lacking or (lambda names: tuple(name for name in names if name in absent)),
    )


@dataclass
class Recorder:
    """Runs nothing. Each command is kept; `answer` says how it ended and may do what the program would have done."""

    answer: Callable[[Sequence[str]], Outcome] = lambda command: Outcome(0, ())
    commands: list[list[str]] = field(default_factory=list)

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
        self.commands.append(list(command))
        return self.answer(command)

    def of(self, *words: str) -> list[list[str]]:
        """The commands that hold all of `words`."""
        return [command for command in self.commands if set(words) <= set(command)]


def plain_progress() -> Progress:
    """Progress into nowhere."""
    return Progress(StringIO(), live=False)


def lay_checkout(root: Path) -> Path:
    """A checkout with the files that the set-up reads."""
    (root / "requirements").mkdir(parents=True)
    pins = "".join(f"one-{number}==1.0 \\\n    --hash=sha256:{'0' * 64}\n" for number in range(25))
    (root / "requirements" / "run.txt").write_text(pins, encoding="utf-8")
    (root / "requirements" / "test.txt").write_text(pins + "more==2.0 \\\n    --hash=sha256:00\n", encoding="utf-8")
    (root / "resources").mkdir()
    (root / "resources" / "build.py").write_text("", encoding="utf-8")
    (root / "pyproject.toml").write_text(
        '[project]\nname = "stillage-wms"\nversion = "0.1"\ndescription = "d"\nrequires-python = ">=3.11"\n'
        'dependencies = ["one"]\n[project.scripts]\nstillage = "app.__main__:main"\n',
        encoding="utf-8",
    )
    return root


def lay_environment(root: Path) -> None:
    """An environment whose Python is the one that runs the tests: it starts, and has pip."""
    python = root / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
