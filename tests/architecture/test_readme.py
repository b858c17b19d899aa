"""Whoever opens a folder finds out what it is for, and the map of the house shows every room."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.tree import HOUSE, ROOT, shown, walk


def packages() -> list[Path]:
    """The packages at the top two levels of the house."""
    folders = [place for name in HOUSE for place in (ROOT / name, *sorted((ROOT / name).iterdir()))]
    return [folder for folder in folders if (folder / "__init__.py").is_file()]


def test_every_package_says_what_it_is_for() -> None:
    without = [shown(folder) for folder in packages() if not (folder / "README.md").is_file()]
    assert not without, f"README.md is missing in {', '.join(without)}"


def test_no_readme_is_an_empty_shell() -> None:
    short = [
        shown(path)
        for path in walk()
        if path.name == "README.md" and len(path.read_text(encoding="utf-8").split()) < 30
    ]
    assert not short, f"says next to nothing: {', '.join(short)}"


def test_the_map_of_the_house_names_every_top_level_folder() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    folders = {shown(path).partition("/")[0] for path in walk() if path.parent != ROOT}
    unnamed = sorted(name for name in folders if not re.search(rf"(?<![\w/]){re.escape(name)}/", readme))
    assert not unnamed, f"README.md does not name {', '.join(unnamed)}"


def test_links_of_readmes_lead_somewhere() -> None:
    """Links to places inside the checkout; an address elsewhere is not followed."""
    broken = [
        f"{shown(path)} -> {target}"
        for path in walk()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists()
    ]
    assert not broken
