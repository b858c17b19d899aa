"""The facts about this machine that decide what is missing. Every one is a field, so that any machine can be put in."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# Loading is the only test that asks what Qt will ask. A child does it, so that nothing stays loaded here and a library
# that was installed a moment ago is looked for with a fresh cache.
PROBE = """
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)
"""


@dataclass(frozen=True, slots=True)
class Machine:
    """One machine as the bootstrap sees it.

    `system` is "linux", "darwin" or "win32"; `libc` is (name, version), empty strings off glibc; `missing_libraries`
    returns those of the given sonames that the loader does not find.
    """

    system: str
    processor: str
    python: tuple[int, int]
    is_root: bool
    environment: Mapping[str, str]
    os_release: Mapping[str, str]
    libc: tuple[str, str]
    has_module: Callable[[str], bool]
    has_program: Callable[[str], bool]
    missing_libraries: Callable[[Sequence[str]], tuple[str, ...]]

    @property
    def has_display(self) -> bool:
        """True where a window can be opened: always off Linux, else where a display is named."""
        if self.system != "linux":
            return True
        return bool(self.environment.get("DISPLAY") or self.environment.get("WAYLAND_DISPLAY"))

    @property
    def is_debian_like(self) -> bool:
        """True where apt-get installs the packages by the names used here."""
        families = f"{self.os_release.get('ID', '')} {self.os_release.get('ID_LIKE', '')}".split()
        return bool({"debian", "ubuntu"} & set(families)) and self.has_program("apt-get")


def this_machine() -> Machine:
    """The machine we are on."""
    return Machine(
        system="linux" if sys.platform.startswith("linux") else sys.platform,
        processor=platform.machine().lower(),
        python=sys.version_info[:2],
        is_root=hasattr(os, "geteuid") and os.geteuid() == 0,
        environment=dict(os.environ),
        os_release=read_os_release(Path("/etc/os-release")),
        libc=platform.libc_ver(),
        has_module=has_module,
        has_program=lambda name: shutil.which(name) is not None,
        missing_libraries=missing_libraries,
    )


def read_os_release(path: Path) -> dict[str, str]:
    """The fields of os-release(5); empty when there is no such file."""
    if not path.exists():
        return {}
    pairs = (line.partition("=") for line in path.read_text(encoding="utf-8").splitlines() if "=" in line)
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}


def has_module(name: str) -> bool:
    """True when a module can be found; it is not imported."""
    return importlib.util.find_spec(name) is not None


def missing_libraries(sonames: Sequence[str]) -> tuple[str, ...]:
    """Those of `sonames` that the dynamic loader of this machine does not find."""
    probe = subprocess.run([sys.executable, "-c", PROBE, *sonames], capture_output=True, text=True, check=True)
    return tuple(probe.stdout.split())
