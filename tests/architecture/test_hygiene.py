"""What does not belong into the checkout, and what every test owes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

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


def nodes(paths_of: str) -> Iterator[tuple[str, ast.AST]]:
    """Every node of the sources or the tests, with the file it is in."""
    for path in sources() if paths_of == "sources" else suites():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield shown(path), node


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
    found = [where for where, node in nodes("sources") if isinstance(node, ast.Global)]
    found += [
        f"{where}: class {node.name}"
        for where, node in nodes("sources")
        if isinstance(node, ast.ClassDef) and ATTIC_NAMES.search(node.name)
    ]
    assert not found


def test_no_test_sleeps() -> None:
    found = [f"{where}:{node.lineno}" for where, node in nodes("tests") if is_sleep(node)]
    assert not found, f"wait for what is to happen instead: {', '.join(found)}"


def is_sleep(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "time" and any(alias.name == "sleep" for alias in node.names)
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "time.sleep"


def test_every_test_can_fail() -> None:
    idle = [
        f"{where}: {node.name}"
        for where, node in nodes("tests")
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test_")
        if not proves_something(node)
    ]
    assert not idle, f"no assertion in {', '.join(idle)}"


def proves_something(function: ast.AST) -> bool:
    """An assertion, or a call that fails by itself: raises, warns, wait..., assert_..."""
    return any(
        isinstance(node, ast.Assert)
        or (isinstance(node, ast.Call) and PROOF_CALLS.match(ast.unparse(node.func).rpartition(".")[2]))
        for node in ast.walk(function)
    )


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
