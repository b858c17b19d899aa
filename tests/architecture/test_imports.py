"""The floors of the house hold: every import contract of pyproject.toml is kept, and the installer needs nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.tree import HOUSE, ROOT, shown, sources


def contracts() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]


def test_every_import_contract_is_kept() -> None:
    """In a process of its own: the linter's own set-up of logging switches off every logger that is there already."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert found.returncode == 0, found.stdout + found.stderr


def test_the_contracts_speak_of_every_package() -> None:
    roots = contracts()["root_packages"]
    assert isinstance(roots, list)
    assert {*roots, "installer"} == set(HOUSE), "a top-level package without a place in the import contracts"


def test_a_new_package_of_app_must_be_given_its_place() -> None:
    layers = [contract for contract in contracts()["contracts"] if contract["type"] == "layers"]
    assert [contract["exhaustive"] for contract in layers] == [True]


def test_the_installer_needs_the_standard_library_alone() -> None:
    allowed = {*sys.stdlib_module_names, "installer"}
    found = {
        f"{shown(path)}: {name}"
        for path in sources()
        if path.is_relative_to(ROOT / "installer")
        for name in top_level_imports(path)
        if name not in allowed
    }
    assert not found


def test_what_the_pins_leave_out_is_never_imported() -> None:
    """lock.py leaves pygame out because only pytablericons' own code wants it; importing that would need it."""
    left_out = {"pygame", "pytablericons"}
    named = [path for path in sources() if any(name in path.read_text(encoding="utf-8") for name in left_out)]
    assert named, "the search by name sees files that only speak of them"
    assert not [shown(path) for path in named if top_level_imports(path) & left_out]


def top_level_imports(path: Path) -> set[str]:
    """The first parts of all module names that a file imports, wherever in the file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    from_ = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return {name.partition(".")[0] for name in plain | from_}
