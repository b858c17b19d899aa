"""What the operating system has to bring: the venv support of Python and the libraries that Qt loads. Found by loading,
never by importing Qt.

The list of libraries is the NEEDED entries of QtCore, Gui, Widgets, Svg, Network, DBus, PrintSupport and of the
platform plugins of PySide6-Essentials 6.11, less what the wheel brings and what libc is.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from installer.console import Progress
from installer.machine import Machine
from installer.process import Outcome, Runner
from installer.trouble import Exit, Trouble, from_output

APT_LISTS = Path("/var/lib/apt/lists")
STALE_LIST_SIGNS = ("unable to locate package", "has no installation candidate", "404  not found", "404 not found")
# glibc that the Qt wheels are built for, by processor.
OLDEST_GLIBC = {"x86_64": (2, 34), "amd64": (2, 34), "aarch64": (2, 39), "arm64": (2, 39)}


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library by its soname, with the package that brings it on Debian and on Arch."""

    soname: str
    debian: str
    arch: str


ALWAYS = (
    Library("libGL.so.1", "libgl1", "libglvnd"),
    Library("libEGL.so.1", "libegl1", "libglvnd"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Library("libfreetype.so.6", "libfreetype6", "freetype2"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libgthread-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libX11.so.6", "libx11-6", "libx11"),
    Library("libzstd.so.1", "libzstd1", "zstd"),
    Library("libz.so.1", "zlib1g", "zlib"),
    Library("libstdc++.so.6", "libstdc++6", "gcc-libs"),
    Library("libgssapi_krb5.so.2", "libgssapi-krb5-2", "krb5"),
    Library("libbrotlidec.so.1", "libbrotli1", "brotli"),
)
X11 = (
    Library("libX11-xcb.so.1", "libx11-xcb1", "libx11"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Library("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    Library("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Library("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    Library("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
)
WAYLAND = (
    Library("libwayland-client.so.0", "libwayland-client0", "wayland"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", "wayland"),
    Library("libwayland-egl.so.1", "libwayland-egl1", "wayland"),
)


@dataclass(frozen=True, slots=True)
class Missing:
    """What this machine lacks: the venv support of its Python, and libraries."""

    venv: bool
    libraries: tuple[Library, ...]

    def __bool__(self) -> bool:
        return self.venv or bool(self.libraries)

    def __str__(self) -> str:
        return ", ".join([*(["ensurepip"] if self.venv else []), *(library.soname for library in self.libraries)])


def wanted_libraries(machine: Machine) -> tuple[Library, ...]:
    """The libraries this machine has to have; those of a display server only where one is named."""
    if machine.system != "linux":
        return ()
    x11 = X11 if machine.environment.get("DISPLAY") else ()
    return ALWAYS + x11 + (WAYLAND if machine.environment.get("WAYLAND_DISPLAY") else ())


def find_missing(machine: Machine, *, needs_venv: bool) -> Missing:
    """What is missing; the venv support is only asked for when an environment has yet to be made."""
    wanted = wanted_libraries(machine)
    absent = set(machine.missing_libraries([library.soname for library in wanted])) if wanted else set()
    venv = needs_venv and not (machine.has_module("venv") and machine.has_module("ensurepip"))
    return Missing(venv, tuple(library for library in wanted if library.soname in absent))


def debian_packages(machine: Machine, missing: Missing) -> list[str]:
    """The Debian packages that bring what is missing, each once, in order."""
    venv = [f"python{machine.python[0]}.{machine.python[1]}-venv"] if missing.venv else []
    return list(dict.fromkeys([*venv, *(library.debian for library in missing.libraries)]))


def install_line(machine: Machine, missing: Missing) -> str:
    """The line a person types to install it, for the package manager of this machine; empty when none is known.

    dnf and zypper are asked for the soname itself, which is what their packages declare to provide.
    """
    sudo = "" if machine.is_root else "sudo "
    if machine.is_debian_like:
        packages = " ".join(debian_packages(machine, missing))
        return f"{sudo}apt-get update && {sudo}apt-get install -y {packages}"
    venv = ["python3"] if missing.venv else []
    capabilities = [*venv, *(f"{library.soname}()(64bit)" for library in missing.libraries)]
    if machine.has_program("dnf"):
        return f"{sudo}dnf install -y {shlex.join(capabilities)}"
    if machine.has_program("zypper"):
        return f"{sudo}zypper install -y {shlex.join(capabilities)}"
    if machine.has_program("pacman"):
        packages = " ".join(dict.fromkeys(["python"] * missing.venv + [library.arch for library in missing.libraries]))
        return f"{sudo}pacman -S --needed {packages}"
    return ""


def check_platform(machine: Machine) -> None:
    """Raise Trouble where Qt has no build for this Linux at all, before anything is downloaded."""
    if machine.system != "linux":
        return
    name, version = machine.libc
    step = "use Debian 12, Ubuntu 22.04, Fedora 36, RHEL 9 or newer (on ARM: glibc 2.39, as in Ubuntu 24.04, Debian 13)"
    if name != "glibc":
        raise Trouble("Qt for Python is built for Linux with glibc, and this system has another C library", step)
    oldest = OLDEST_GLIBC.get(machine.processor)
    if oldest is None:
        raise Trouble(
            f"Qt for Python has no build for {machine.processor} processors", "use an x86-64 or ARM64 machine"
        )
    if tuple(int(part) for part in version.split(".")[:2]) < oldest:
        needed = f"{oldest[0]}.{oldest[1]}"
        raise Trouble(f"Qt for Python needs glibc {needed} or newer here; this is glibc {version}", step)


def ask_for_a_hand(machine: Machine, missing: Missing) -> Trouble:
    """The trouble that names what is missing and the exact line that installs it."""
    line = install_line(machine, missing)
    step = f"run this line, then the same command again:\n    {line}" if line else "install them, then run this again"
    return Trouble(f"this machine lacks {missing}", step, Exit.NEEDS_A_HAND)


def install(machine: Machine, missing: Missing, run: Runner, progress: Progress, apt_lists: Path = APT_LISTS) -> None:
    """Install what is missing with apt-get, as root on a Debian-like system; else raise Trouble with the line.

    The package lists are fetched when there are none, and once more when apt-get does not find a package by them.
    """
    if not (machine.is_root and machine.is_debian_like):
        raise ask_for_a_hand(machine, missing)
    environment = {**machine.environment, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}

    def apt_get(*words: str) -> Outcome:
        progress.detail(f"apt-get {' '.join(word for word in words if not word.startswith('-'))}")
        return run(
            ["apt-get", "-q", *words],
            environment=environment,
            folder=Path("/"),
            on_line=_reporter(progress),
            on_tick=progress.tick,
        )

    def update() -> None:
        updated = apt_get("update")
        if updated.code:
            raise from_output(updated.lines, "apt-get update")

    fresh = not any(apt_lists.glob("*_Packages*"))
    if fresh:
        update()
    words = ("install", "-y", "--no-install-recommends", *debian_packages(machine, missing))
    installed = apt_get(*words)
    if installed.code and not fresh and any(sign in "\n".join(installed.lines).lower() for sign in STALE_LIST_SIGNS):
        update()
        installed = apt_get(*words)
    if installed.code:
        raise from_output(installed.lines, "apt-get install")


def _reporter(progress: Progress) -> Callable[[str], None]:
    """Shows the lines of apt-get that mean something to a person."""

    def report(line: str) -> None:
        if progress.verbose or line.startswith(("Get:", "Unpacking ", "Setting up ")):
            progress.flash(line)

    return report
