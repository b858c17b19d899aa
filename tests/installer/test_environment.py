"""What pip is given and what it says: the project's own wheel, blocks of pins, remains of a killed run."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from installer.environment import Environment, Said, clear_remains, condense, requirement_blocks
from installer.lock import LEFT_OUT
from installer.wheel import build_wheel, of_extra, path_line
from tests.architecture.tree import ROOT
from tests.installer.ground import Recorder, lay_environment


def installed(folder: Path) -> Distribution:
    wheel = build_wheel(ROOT, folder)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", "in", str(wheel)]
    subprocess.run(pip, cwd=folder, check=True)
    return next(iter(distributions(path=[str(folder / "in")])))


def test_pip_installs_the_project_from_its_own_wheel(tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = installed(tmp_path)
    assert (found.metadata["Name"], found.version) == (project["name"], project["version"])
    plain = [requirement for requirement in found.requires or [] if "extra ==" not in requirement]
    assert [Requirement(one) for one in plain] == [Requirement(one) for one in project["dependencies"]]
    assert [(point.name, point.value) for point in found.entry_points] == list(project["scripts"].items())
    assert (tmp_path / "in" / "bin" / "stillage").exists() or sys.platform == "win32"
    (pointer,) = (tmp_path / "in").glob("*.pth")
    assert pointer.read_text(encoding="utf-8") == path_line(ROOT)


def test_the_record_of_the_wheel_is_true(tmp_path: Path) -> None:
    with zipfile.ZipFile(build_wheel(ROOT, tmp_path)) as archive:
        (record,) = (name for name in archive.namelist() if name.endswith("/RECORD"))
        rows = [line.split(",") for line in archive.read(record).decode().splitlines()]
        for name, digest, size in rows[:-1]:
            content = archive.read(name)
            expected = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            assert (digest, size) == (f"sha256={expected}", str(len(content)))
        assert sorted(row[0] for row in rows) == sorted(archive.namelist())


def test_a_checkout_beyond_ascii_is_found_in_any_locale(tmp_path: Path) -> None:
    place = tmp_path / "Lagerhaus Süd"
    place.mkdir()
    line = path_line(place)
    assert line.isascii()
    code = f"import sys\nexec({line!r})\nprint(ascii(sys.path[-1]))"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == ascii(str(place))


def test_a_requirement_of_an_extra_keeps_its_own_marker() -> None:
    assert of_extra("a>=1", "test") == "a>=1 ; extra == 'test'"
    assert of_extra("a>=1; os_name == 'nt'", "test") == "a>=1 ; (os_name == 'nt') and extra == 'test'"


@pytest.mark.parametrize(("name", "extra"), [("run.txt", False), ("test.txt", True)])
def test_every_dependency_is_pinned_to_a_version_it_allows(name: str, extra: bool) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [Requirement(one) for one in project["dependencies"]]
    wanted += [Requirement(one) for one in project["optional-dependencies"]["test"]] if extra else []
    blocks = requirement_blocks((ROOT / "requirements" / name).read_text(encoding="utf-8"))
    pins = [Requirement(block.partition("\\")[0].strip()) for block in blocks]
    for one in wanted:
        fitting = [pin for pin in pins if same_name(pin.name, one.name) and allows(one, pin)]
        assert fitting, f"{one} has no pin in {name}"
    assert not [pin for pin in pins if pin.name in LEFT_OUT]


def same_name(one: str, other: str) -> bool:
    return one.lower().replace("_", "-") == other.lower().replace("_", "-")


def allows(wanted: Requirement, pin: Requirement) -> bool:
    (version,) = (clause.version for clause in pin.specifier)
    return wanted.specifier.contains(version, prereleases=True)


def test_pins_are_taken_apart_with_their_hashes() -> None:
    first = "# head\na==1 \\\n    --hash=sha256:1 \\\n    --hash=sha256:2\n"
    text = first + "\nb==2 ; os_name == 'nt' \\\n    --hash=sha256:3\n"
    blocks = requirement_blocks(text)
    assert [block.partition("==")[0] for block in blocks] == ["a", "b"]
    assert [block.count("--hash") for block in blocks] == [2, 1]


def test_remains_of_a_killed_pip_are_cleared_and_the_rest_is_kept(tmp_path: Path) -> None:
    for name in ("whole-1.dist-info", "half-1.dist-info", "~umpy"):
        (tmp_path / name).mkdir()
    (tmp_path / "whole-1.dist-info" / "RECORD").touch()
    (tmp_path / "half-1.dist-info" / "METADATA").touch()
    clear_remains([tmp_path, tmp_path / "nowhere"])
    assert [path.name for path in tmp_path.iterdir()] == ["whole-1.dist-info"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "  Downloading pyside6_essentials-6.11.3-cp310-abi3-manylinux_2_34_x86_64.whl (80.3 MB)",
            Said("downloading pyside6_essentials 80.3 MB", in_log=True),
        ),
        ("  Downloading zipp-4.1.2-py3-none-any.whl (9.1 kB)", Said("downloading zipp 9.1 kB", in_log=False)),
        (
            "  Using cached numpy-2.4.6-cp311-cp311-manylinux_2_27_x86_64.whl (16.9 MB)",
            Said("from the cache: numpy 16.9 MB", in_log=False),
        ),
        ("Collecting h11==0.16.0 (from -r run.txt (line 1))", Said("h11", in_log=False)),
        ("Installing collected packages: zipp, tzdata", Said("unpacking zipp, tzdata", in_log=False)),
        (
            "WARNING: Retrying (Retry(total=4, connect=None)) after connection broken by",
            Said("the package registry does not answer, trying again", in_log=True),
        ),
        ("Successfully installed zipp-4.1.2", None),
    ],
)
def test_pip_is_put_in_short(line: str, said: Said | None) -> None:
    assert condense(line) == said


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for the environment is a shell script")
def test_an_environment_is_healthy_when_its_python_starts_and_has_pip(tmp_path: Path) -> None:
    environment = Environment(tmp_path, "linux", {}, Recorder())
    assert environment.version() == ""
    lay_environment(tmp_path)
    assert environment.version() == f"{sys.version_info.major}.{sys.version_info.minor}"
    environment.python.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert environment.version() == ""


def test_the_interpreter_lies_where_each_system_puts_it(tmp_path: Path) -> None:
    places = {name: Environment(tmp_path, name, {}, Recorder()).python for name in ("linux", "darwin", "win32")}
    assert places["linux"] == places["darwin"] == tmp_path / ".venv" / "bin" / "python"
    assert places["win32"] == tmp_path / ".venv" / "Scripts" / "python.exe"
