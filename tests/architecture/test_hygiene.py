"""What does not belong into the checkout, and what every test owes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeGuard

import pytest

from tests.architecture.tree import ROOT, TEXT, shown, sources, suites, text_files, walk

LARGEST = 1_000_000  # bytes
# Spelled in pieces, for this file is looked at too.
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3)) + r")\b")
MACHINE_PATH = re.compile(r"(?<![\w.~-])(/(?:home|root|work|Users)/|[A-Z]:\\+Users\\+)" + r"[\w.]")
SILENCED = re.compile(r"#\s*(?:no" + r"qa|type:\s*ig" + r"nore)\b(?P<rest>.*)")
WITH_REASON = re.compile(r"(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w, -]+\])\W*\w+\W+\w+.*")
PROOF_CALLS = re.compile(r"^(raises|warns|wait\w+|assert\w*|fail)$")
ATTIC_NAMES = re.compile(r"(Manager|Helper|Helpers|Utils?|Base)$")


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{shown(path)}:{number}: {line.strip()}"
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


@dataclass(frozen=True, slots=True)
class Seen:
    """What one walk through every file found: reading them is the work, so all rules look at once."""

    globals: list[str]
    attic: list[str]
    sleeps: list[str]
    idle: list[str]


@cache
def seen() -> Seen:
    """Every node of the sources and of the tests, looked at once."""
    found = Seen([], [], [], [])
    for where, node in nodes(sources()):
        if isinstance(node, ast.Global):
            found.globals.append(where)
        elif isinstance(node, ast.ClassDef) and ATTIC_NAMES.search(node.name):
            found.attic.append(f"{where}: class {node.name}")
    for where, node in nodes(suites()):
        if is_sleep(node):
            found.sleeps.append(f"{where}:{node.lineno}")
        elif is_test(node) and not proves_something(node):
            found.idle.append(f"{where}: {node.name}")
    return found


def is_test(node: ast.AST) -> TypeGuard[ast.FunctionDef | ast.AsyncFunctionDef]:
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test_")


def nodes(paths: list[Path]) -> Iterator[tuple[str, ast.AST]]:
    """Every node of some files, with the file it is in."""
    for path in paths:
        where = shown(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield where, node


def test_requirements_name_no_host_and_no_place() -> None:
    found = [
        f"{path.name}: {line}"
        for path in (ROOT / "requirements").glob("*.txt")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "://" in line or "/" in line or line.lstrip().startswith(("-i", "-f", "--index", "--extra-index", "--find"))
    ]
    assert not found


def test_every_pin_has_a_hash() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        blocks = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
        assert len(blocks) > 40, f"{path.name} was expected to hold all dependencies"
        assert not [block for block in blocks if "==" not in block or "--hash=sha256:" not in block]


def test_what_is_tested_is_what_runs() -> None:
    def pins(name: str) -> dict[str, str]:
        lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
        return {line.rstrip("\\ "): line for line in lines if "==" in line}

    assert pins("run.txt").keys() <= pins("test.txt").keys()


def test_no_path_of_somebodys_machine() -> None:
    assert not lines_with(MACHINE_PATH)


def test_nothing_is_left_unfinished() -> None:
    assert not lines_with(UNFINISHED)


def test_no_file_is_too_large_for_a_repository() -> None:
    assert not [f"{shown(path)}: {path.stat().st_size}" for path in walk() if path.stat().st_size > LARGEST]


def test_whatever_silences_a_check_says_which_and_why() -> None:
    bare = [line for line in lines_with(SILENCED) if ".py:" in line and not says_why(line)]
    assert not bare, "\n".join(bare)


def says_why(line: str) -> bool:
    return all(WITH_REASON.match(found["rest"]) for found in SILENCED.finditer(line))


def test_no_state_behind_the_back_and_no_attic() -> None:
    assert not seen().globals + seen().attic


def test_no_test_sleeps() -> None:
    assert not seen().sleeps, f"wait for what is to happen instead: {', '.join(seen().sleeps)}"


def is_sleep(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "time" and any(alias.name == "sleep" for alias in node.names)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "sleep":
        return False
    return isinstance(node.func.value, ast.Name) and node.func.value.id == "time"


def test_every_test_can_fail() -> None:
    assert not seen().idle, f"no assertion in {', '.join(seen().idle)}"


def proves_something(function: ast.AST) -> bool:
    """An assertion, or a call that fails by itself: raises, warns, wait..., assert_..."""
    return any(
        isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and PROOF_CALLS.match(called(node)))
        for node in ast.walk(function)
    )


def called(call: ast.Call) -> str:
    """The last part of what is called by a name; nothing for a call of what another call gave."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


@pytest.mark.parametrize(
    ("source", "sleeps"),
    [("time.sleep(1)", True), ("from time import sleep, time", True), ("root.sleep(1)", False), ("time.time()", False)],
)
def test_the_search_for_sleeps_tells_them_apart(source: str, sleeps: bool) -> None:
    assert any(is_sleep(node) for node in ast.walk(ast.parse(source))) is sleeps


@pytest.mark.parametrize(
    ("source", "proves"),
    [
        ("assert x", True),
        ("with pytest.raises(ValueError): f()", True),
        ("qtbot.waitUntil(f)", True),
        ("assert_same(a, b)", True),
        ("f(); print('fine')", False),
        ("await_nothing()", False),
    ],
)
def test_the_search_for_assertions_tells_them_apart(source: str, proves: bool) -> None:
    assert proves_something(ast.parse(source)) is proves


@pytest.mark.parametrize(
    ("line", "allowed"),
    [
        ("x  # no" + "qa: S603  our own paths only", True),
        ("x  # no" + "qa: S603", False),
        ("x  # no" + "qa", False),
        ("x  # type: ig" + "nore[arg-type]  # the stub is wrong here", True),
        ("x  # type: ig" + "nore[arg-type]", False),
        ("x  # type: ig" + "nore", False),
    ],
)
def test_the_search_for_reasons_tells_them_apart(line: str, allowed: bool) -> None:
    assert says_why(line) is allowed


@pytest.mark.parametrize("place", ["/ho" + "me/ann/x", "see /ro" + "ot/.cache", "C:\\Us" + "ers\\ann"])
def test_the_search_for_paths_finds_them(place: str) -> None:
    assert MACHINE_PATH.search(place)


def test_every_kind_of_text_is_looked_at() -> None:
    """A kind of file that nobody reads here would escape the rules above."""
    binary = {".png", ".svg", ".ttf", ".ico", ".wav", ".gz", ".xml", ".zpl", ".bin", ".jpg", ".typed", ".csv"}
    known = TEXT | binary | {""}
    assert {path.suffix for path in walk()} <= known
