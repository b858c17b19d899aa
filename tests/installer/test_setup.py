"""A second run does nothing, a changed input redoes what hangs on it, an interruption is not taken for the end."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from installer.machine import Machine
from installer.process import Outcome
from installer.setup import Purpose, Setup
from installer.stamp import NAME, Stamp, key_of
from installer.trouble import Exit, Trouble
from tests.installer.ground import Recorder, lay_checkout, lay_environment, machine, plain_progress

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for the environment is a shell script")


def setup(root: Path, runner: Recorder, purpose: Purpose = "run", on: Machine | None = None) -> Setup:
    return Setup(root, on or machine(), runner, plain_progress(), purpose)


def prepared(root: Path, purpose: Purpose = "run") -> Path:
    lay_environment(lay_checkout(root))
    setup(root, Recorder(), purpose).prepare()
    return root


def pip_calls(runner: Recorder) -> list[list[str]]:
    return runner.of("pip", "install")


def test_the_first_run_installs_the_pins_by_hash_and_then_the_project(tmp_path: Path) -> None:
    lay_environment(lay_checkout(tmp_path))
    runner = Recorder()
    setup(tmp_path, runner).prepare()
    pinned = runner.of("--require-hashes", "--no-deps")
    assert len(pinned) == 3, "25 packages, ten at a time"
    assert pip_calls(runner)[len(pinned) :] == [runner.commands[-2]]
    assert runner.commands[-2][-1].endswith("stillage_wms-0.1-py3-none-any.whl")
    assert runner.commands[-1][1:] == ["-m", "resources.build"]


def test_a_second_run_calls_no_pip(tmp_path: Path) -> None:
    root = prepared(tmp_path)
    runner = Recorder()
    setup(root, runner).prepare()
    assert [command[1:] for command in runner.commands] == [["-m", "resources.build"]]


@pytest.mark.parametrize(("name", "calls"), [("requirements/run.txt", 3), ("pyproject.toml", 1), ("README.md", 0)])
def test_a_changed_file_redoes_what_hangs_on_it(tmp_path: Path, name: str, calls: int) -> None:
    root = prepared(tmp_path)
    with (root / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    runner = Recorder()
    setup(root, runner).prepare()
    assert len(pip_calls(runner)) == calls


def test_the_pins_of_the_tests_serve_the_program_but_not_the_other_way_round(tmp_path: Path) -> None:
    root = prepared(tmp_path, "run")
    runner = Recorder()
    setup(root, runner, "test").prepare()
    assert len(pip_calls(runner)) == 3
    after = Recorder()
    setup(root, after, "run").prepare()
    assert pip_calls(after) == []


def test_an_interrupted_run_goes_on(tmp_path: Path) -> None:
    lay_environment(lay_checkout(tmp_path))

    def interrupt(command: Sequence[str]) -> Outcome:
        if len(broken.commands) == 2:
            raise KeyboardInterrupt
        return Outcome(0, ())

    broken = Recorder(interrupt)
    with pytest.raises(KeyboardInterrupt):
        setup(tmp_path, broken).prepare()
    runner = Recorder()
    setup(tmp_path, runner).prepare()
    assert len(pip_calls(runner)) == 4
    assert runner.of("venv") == []


def test_an_upgrade_that_broke_off_is_not_taken_for_the_state_before(tmp_path: Path) -> None:
    root = prepared(tmp_path)
    pins = root / "requirements" / "run.txt"
    before = pins.read_text(encoding="utf-8")
    pins.write_text(before + "new==1 \\\n    --hash=sha256:00\n", encoding="utf-8")
    with pytest.raises(Trouble):
        setup(root, Recorder(lambda command: Outcome(1, ("read timed out",)))).prepare()
    pins.write_text(before, encoding="utf-8")
    runner = Recorder()
    setup(root, runner).prepare()
    assert len(runner.of("--require-hashes")) == 3


@pytest.mark.parametrize("damage", ["gone", "broken", "moved"])
def test_a_damaged_or_moved_environment_is_made_anew(tmp_path: Path, damage: str) -> None:
    root = prepared(tmp_path)
    python = root / ".venv" / "bin" / "python"
    if damage == "gone":
        python.unlink()
    elif damage == "broken":
        python.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    else:
        Stamp(root / ".venv" / NAME).write("place", key_of("another place"))

    def answer(command: Sequence[str]) -> Outcome:
        if "venv" in command:
            assert not (root / ".venv").exists()
            lay_environment(root)
        return Outcome(0, ())

    runner = Recorder(answer)
    setup(root, runner).prepare()
    assert len(runner.of("venv", str(root / ".venv"))) == 1
    assert len(pip_calls(runner)) == 4


def test_missing_libraries_are_installed_and_looked_for_again(tmp_path: Path) -> None:
    lay_environment(lay_checkout(tmp_path))
    runner = Recorder()
    bare = machine(root=True, lacking=lambda names: () if runner.of("apt-get", "libgl1") else ("libGL.so.1",))
    setup(tmp_path, runner, on=bare).prepare()
    assert len(runner.of("apt-get", "install", "libgl1")) == 1


def test_a_library_that_does_not_come_with_its_package_is_told(tmp_path: Path) -> None:
    lay_environment(lay_checkout(tmp_path))
    with pytest.raises(Trouble, match=r"lacks libGL\.so\.1") as raised:
        setup(tmp_path, Recorder(), on=machine(root=True, absent=["libGL.so.1"])).prepare()
    assert raised.value.code == Exit.NEEDS_A_HAND


def test_a_stamp_that_cannot_be_read_counts_for_nothing(tmp_path: Path) -> None:
    stamp = Stamp(tmp_path / NAME)
    assert stamp.read() == {}
    stamp.write("pins", "k")
    assert stamp.read() == {"pins": "k"}
    stamp.forget("pins")
    assert stamp.read() == {}
    for rubbish in ("{half", "[1]", '{"pins": 3}'):
        stamp.path.write_text(rubbish, encoding="utf-8")
        assert stamp.read() == {}


def test_a_key_follows_the_bytes_and_tells_absent_from_empty(tmp_path: Path) -> None:
    file = tmp_path / "f"
    absent = key_of(file)
    file.touch()
    empty = key_of(file)
    file.write_text("x", encoding="utf-8")
    assert len({absent, empty, key_of(file), key_of(file, "3.11"), key_of(file, "3.12")}) == 5
    assert key_of("ab", "c") != key_of("a", "bc")


def test_a_full_disk_is_known_by_its_error_number(tmp_path: Path) -> None:
    def full(command: Sequence[str]) -> Outcome:
        raise OSError(errno.ENOSPC, "no space")

    lay_environment(lay_checkout(tmp_path))
    with pytest.raises(OSError, match="no space"):
        setup(tmp_path, Recorder(full)).prepare()
    assert "pins" not in Stamp(tmp_path / ".venv" / NAME).read()
