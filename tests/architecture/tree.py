"""The files of the checkout as the rules see them: everything but what git ignores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ("app", "db", "drivers", "resources", "installer")
# What .gitignore names. Not asked of git: the tests also run where there is no git and no repository.
IGNORED = {".git", "__pycache__"}
IGNORED_PLACES = {ROOT / "build", ROOT / "dist", ROOT / "out", ROOT / "resources" / "fonts", ROOT / "uv.lock"}
IGNORED_BEGINNINGS = (".venv", ".mypy_", ".ruff_", ".pytest_", ".hypothesis", ".import_linter_")
TEXT = {".py", ".sql", ".md", ".toml", ".txt", ".qss", ".ini", ".json", ".sh", ".yml", ".yaml", ".cfg", ".spec"}


def walk(folder: Path = ROOT) -> Iterator[Path]:
    """Every file under `folder` that belongs to the project."""
    for entry in sorted(folder.iterdir()):
        if (
            entry in IGNORED_PLACES
            or entry.name in IGNORED
            or entry.name.startswith(IGNORED_BEGINNINGS)
            or entry.name.endswith(".egg-info")
        ):
            continue
        if entry.is_dir():
            yield from walk(entry)
        else:
            yield entry


def text_files() -> list[Path]:
    """The files a person reads."""
    return [path for path in walk() if path.suffix in TEXT or path.parent.name == ".ci"]


def sources() -> list[Path]:
    """The Python files of the house."""
    return [path for name in HOUSE for path in walk(ROOT / name) if path.suffix == ".py"]


def suites() -> list[Path]:
    """The Python files of the tests."""
    return [path for path in walk(ROOT / "tests") if path.suffix == ".py"]


def shown(path: Path) -> str:
    """The path as it is written in messages: from the root, with slashes."""
    return path.relative_to(ROOT).as_posix()
