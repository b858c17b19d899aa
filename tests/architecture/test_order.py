"""Files that are to begin early are named once and exist."""

from __future__ import annotations

from tests.architecture.tree import ROOT
from tests.conftest import FIRST


def test_the_files_that_begin_early_exist() -> None:
    assert [name for name in FIRST if not (ROOT / "tests" / name).is_file()] == []


def test_each_is_named_once() -> None:
    assert len(set(FIRST)) == len(FIRST) > 1
