"""What the operating system lacks is found by loading it, and installed or told in the words of its package manager."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from installer import system
from installer.machine import missing_libraries, read_os_release, this_machine
from installer.process import Outcome
from installer.system import Missing, debian_packages, find_missing, install, install_line, wanted_libraries
from installer.trouble import Exit, Trouble
from tests.installer.ground import Recorder, machine, plain_progress

BARE = ("libGL.so.1", "libEGL.so.1", "libglib-2.0.so.0", "libgthread-2.0.so.0")
FEDORA = {"ID": "fedora"}


def test_a_complete_machine_lacks_nothing() -> None:
    assert not find_missing(machine(), needs_venv=True)


def test_a_minimal_debian_lacks_venv_and_qt_libraries() -> None:
    bare = machine(root=True, absent=BARE, modules=["venv"])
    missing = find_missing(bare, needs_venv=True)
    assert missing.venv
    assert [library.soname for library in missing.libraries] == list(BARE)
    assert debian_packages(bare, missing) == ["python3.11-venv", "libgl1", "libegl1", "libglib2.0-0"]


def test_an_environment_that_exists_needs_no_venv_support() -> None:
    assert not find_missing(machine(modules=[]), needs_venv=False)


@pytest.mark.parametrize(
    ("environment", "soname", "wanted"),
    [
        ({}, "libxcb-cursor.so.0", False),
        ({"DISPLAY": ":0"}, "libxcb-cursor.so.0", True),
        ({"DISPLAY": ":0"}, "libwayland-client.so.0", False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "libwayland-client.so.0", True),
        ({}, "libEGL.so.1", True),
    ],
)
def test_the_libraries_of_a_display_are_wanted_where_there_is_one(
    environment: dict[str, str], soname: str, wanted: bool
) -> None:
    names = {library.soname for library in wanted_libraries(machine(environment=environment))}
    assert (soname in names) is wanted


@pytest.mark.parametrize("name", ["darwin", "win32"])
def test_off_linux_qt_brings_everything(name: str) -> None:
    assert wanted_libraries(machine(system=name)) == ()


@pytest.mark.parametrize(
    ("root", "os_release", "programs", "line"),
    [
        (True, {"ID": "debian"}, ["apt-get"], "apt-get update && apt-get install -y python3.11-venv libgl1"),
        (
            False,
            {"ID": "linuxmint", "ID_LIKE": "ubuntu debian"},
            ["apt-get"],
            "sudo apt-get update && sudo apt-get install -y python3.11-venv libgl1",
        ),
        (False, FEDORA, ["dnf"], "sudo dnf install -y python3 'libGL.so.1()(64bit)'"),
        (True, {"ID": "opensuse-leap"}, ["zypper"], "zypper install -y python3 'libGL.so.1()(64bit)'"),
        (False, {"ID": "arch"}, ["pacman"], "sudo pacman -S --needed python libglvnd"),
        (False, {"ID": "gentoo"}, ["emerge"], ""),
    ],
)
def test_the_line_to_type_is_that_of_the_package_manager(
    root: bool, os_release: dict[str, str], programs: list[str], line: str
) -> None:
    bare = machine(root=root, os_release=os_release, programs=programs, absent=["libGL.so.1"], modules=[])
    assert install_line(bare, find_missing(bare, needs_venv=True)) == line


def lists(folder: Path, *, present: bool) -> Path:
    if present:
        (folder / "deb_main_binary-amd64_Packages").touch()
    return folder


def verbs(runner: Recorder) -> list[str]:
    return [command[2] for command in runner.commands]


def bare_root() -> tuple[system.Machine, Missing]:
    bare = machine(root=True, absent=BARE)
    return bare, find_missing(bare, needs_venv=True)


def test_the_package_lists_are_fetched_first_where_there_are_none(tmp_path: Path) -> None:
    runner = Recorder()
    install(*bare_root(), runner, plain_progress(), lists(tmp_path, present=False))
    assert verbs(runner) == ["update", "install"]
    assert runner.commands[1][-3:] == ["libgl1", "libegl1", "libglib2.0-0"]


def test_package_lists_that_are_there_are_used(tmp_path: Path) -> None:
    runner = Recorder()
    install(*bare_root(), runner, plain_progress(), lists(tmp_path, present=True))
    assert verbs(runner) == ["install"]


def test_stale_package_lists_are_fetched_and_tried_once_more(tmp_path: Path) -> None:
    def answer(command: Sequence[str]) -> Outcome:
        first = command[2] == "install" and len(runner.commands) == 1
        return Outcome(100, ("E: Unable to locate package libgl1",)) if first else Outcome(0, ())

    runner = Recorder(answer)
    install(*bare_root(), runner, plain_progress(), lists(tmp_path, present=True))
    assert verbs(runner) == ["install", "update", "install"]


def test_apt_without_a_network_says_so(tmp_path: Path) -> None:
    runner = Recorder(lambda command: Outcome(100, ("Temporary failure resolving 'a.mirror'",)))
    with pytest.raises(Trouble) as raised:
        install(*bare_root(), runner, plain_progress(), lists(tmp_path, present=False))
    assert raised.value.code == Exit.NO_NETWORK


@pytest.mark.parametrize("known", [True, False])
def test_who_may_not_install_is_told_the_line(known: bool, tmp_path: Path) -> None:
    bare = machine(absent=["libGL.so.1"]) if known else machine(root=True, os_release=FEDORA, absent=["libGL.so.1"])
    missing = find_missing(bare, needs_venv=False)
    runner = Recorder()
    with pytest.raises(Trouble, match=r"lacks libGL\.so\.1") as raised:
        install(bare, missing, runner, plain_progress(), tmp_path)
    assert raised.value.code == Exit.NEEDS_A_HAND
    assert install_line(bare, missing) in raised.value.next_step
    assert runner.commands == []


@pytest.mark.parametrize(
    ("libc", "processor", "said"),
    [
        (("", ""), "x86_64", "another C library"),
        (("glibc", "2.31"), "x86_64", r"needs glibc 2\.34"),
        (("glibc", "2.36"), "aarch64", r"needs glibc 2\.39"),
        (("glibc", "2.36"), "riscv64", "no build for riscv64"),
    ],
)
def test_a_linux_without_a_build_of_qt_is_told_at_once(libc: tuple[str, str], processor: str, said: str) -> None:
    with pytest.raises(Trouble, match=said):
        system.check_platform(machine(libc=libc, processor=processor))


@pytest.mark.parametrize("name", ["linux", "darwin", "win32"])
def test_a_platform_with_a_build_of_qt_passes(name: str) -> None:
    libc = ("glibc", "2.34") if name == "linux" else ("", "")
    assert system.check_platform(machine(system=name, libc=libc)) is None


@pytest.mark.skipif(sys.platform != "linux", reason="names of libraries on Linux")
def test_the_loader_itself_is_asked() -> None:
    assert missing_libraries(["libc.so.6", "libnobody-has-this.so.9"]) == ("libnobody-has-this.so.9",)


def test_os_release_is_read_with_and_without_quotes(tmp_path: Path) -> None:
    path = tmp_path / "os-release"
    path.write_text('ID=debian\nPRETTY_NAME="Debian GNU/Linux 12"\n\n# note\n', encoding="utf-8")
    assert read_os_release(path) == {"ID": "debian", "PRETTY_NAME": "Debian GNU/Linux 12"}
    assert read_os_release(tmp_path / "none") == {}


def test_this_machine_is_seen_as_it_is() -> None:
    here = this_machine()
    assert here.python == sys.version_info[:2]
    assert here.has_module("json")
    assert not here.has_module("a_module_nobody_has")
    assert not here.has_program("a-program-nobody-has")
