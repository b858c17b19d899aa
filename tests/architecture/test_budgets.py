"""Nothing grows too big to be read: lines of a file, methods of a class, lines of a function."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.architecture.tree import shown, sources

FILE_LINES = 400
CLASS_METHODS = 20
FUNCTION_LINES = 50

# What may be bigger, each with the reason why it is better in one piece: {"path" or "path::Class.method": reason}.
# An entry that is no longer needed fails too.
EXCEPTIONS: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Excess:
    """Something over its budget, by the name an exception would have to give."""

    name: str
    measured: int
    budget: int

    def __str__(self) -> str:
        return f"{self.name}: {self.measured} (budget {self.budget})"


def excesses(name: str, source: str) -> Iterator[Excess]:
    """Everything in one file that is over its budget."""
    lines = len(source.splitlines())
    if lines > FILE_LINES:
        yield Excess(name, lines, FILE_LINES)
    yield from of_body(name + "::", ast.parse(source))


def of_body(prefix: str, body: ast.AST) -> Iterator[Excess]:
    """The classes and functions inside a module, a class or a function; a function's length counts its inner ones."""
    for node in ast.iter_child_nodes(body):
        if isinstance(node, ast.ClassDef):
            methods = sum(isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)) for part in node.body)
            if methods > CLASS_METHODS:
                yield Excess(prefix + node.name, methods, CLASS_METHODS)
            yield from of_body(f"{prefix}{node.name}.", node)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield Excess(prefix + node.name, length, FUNCTION_LINES)
            yield from of_body(f"{prefix}{node.name}.", node)
        elif not isinstance(node, ast.expr):
            yield from of_body(prefix, node)


@cache
def all_excesses() -> dict[str, Excess]:
    return {
        excess.name: excess for path in sources() for excess in excesses(shown(path), path.read_text(encoding="utf-8"))
    }


def test_everything_keeps_to_its_budget() -> None:
    over = [str(excess) for name, excess in all_excesses().items() if name not in EXCEPTIONS]
    assert not over, "\n".join(over)


def test_every_exception_has_a_reason_and_is_needed() -> None:
    assert [name for name, reason in EXCEPTIONS.items() if len(reason.split()) < 4] == []
    assert sorted(EXCEPTIONS.keys() - all_excesses().keys()) == []


def test_the_measures_find_what_is_too_big() -> None:
    methods = "".join(f"    def m{number}(self): ...\n" for number in range(CLASS_METHODS + 1))
    long = "def long():\n" + "    x = 1\n" * FUNCTION_LINES
    guarded = "if True:\n    def inner():\n" + "        x = 1\n" * FUNCTION_LINES
    source = f"class Wide:\n{methods}{long}{guarded}" + "# line\n" * FILE_LINES
    assert {excess.name for excess in excesses("f.py", source)} == {"f.py", "f.py::Wide", "f.py::long", "f.py::inner"}


def test_the_measures_let_the_budget_itself_pass() -> None:
    methods = "".join(f"    def m{number}(self): ...\n" for number in range(CLASS_METHODS))
    source = f"class Wide:\n{methods}def long():\n" + "    x = 1\n" * (FUNCTION_LINES - 1)
    assert list(excesses("f.py", source)) == []
