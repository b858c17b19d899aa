"""Copies of drawings: written whole, by one at a time, the youngest last."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from app.layout.table import Layout
from app.ui.layout.kept import Copy, KeptCopies

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _copy(n: int) -> Copy:
    return Copy(Layout(), n, 1, NOON + timedelta(seconds=n))


def test_many_who_keep_at_once_leave_the_youngest_whole(tmp_path):
    copies = KeptCopies(tmp_path, "MAIN-pe")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: copies.keep(_copy(n)), [n % 41 for n in range(7, 400, 7)]))
    found = copies.find()
    assert found is not None
    assert found.draft == 40
    assert [file.name for file in tmp_path.iterdir()] == ["layout-MAIN-pe.json"]


def test_an_older_drawing_does_not_replace_a_younger_one(tmp_path):
    copies = KeptCopies(tmp_path, "MAIN-pe")
    copies.keep(_copy(5))
    copies.keep(_copy(3))
    found = copies.find()
    assert found is not None
    assert found.draft == 5
