"""Copies of drawings: written whole, by one at a time, the youngest last."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from app.layout.elements import Floor, Place
from app.layout.exchange import from_json
from app.layout.racking import ElementId
from app.layout.table import Layout
from app.ui.layout.kept import Copy, KeptCopies

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


FLOOR = Floor(id=ElementId("floor"), code="0")


def _copy(n: int, draft: int | None = 7) -> Copy:
    """Kept at second n, with a place of that number on it."""
    place = Place(id=ElementId("p"), floor=FLOOR.id, code=f"P-{n}", use="packing", x=0, y=0, width=900, depth=900)
    return Copy(Layout([FLOOR, place]), draft, 1, NOON + timedelta(seconds=n), Layout([FLOOR]))


def _said(copy: Copy | None) -> str:
    assert copy is not None
    return copy.layout.of(Place)[0].code


def test_many_who_keep_at_once_leave_the_youngest_whole(tmp_path):
    copies = KeptCopies(tmp_path, "MAIN-pe")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: copies.keep(_copy(n)), [n % 41 for n in range(7, 400, 7)]))
    found = copies.find()
    assert _said(found) == "P-40"
    assert [file.name for file in tmp_path.iterdir()] == ["layout-MAIN-pe.7.json"]


def test_an_older_drawing_does_not_replace_a_younger_one(tmp_path):
    copies = KeptCopies(tmp_path, "MAIN-pe")
    copies.keep(_copy(5))
    copies.keep(_copy(3))
    found = copies.find()
    assert _said(found) == "P-5"


def test_each_draft_has_a_copy_and_the_youngest_is_offered_first(tmp_path):
    copies = KeptCopies(tmp_path, "MAIN")
    for n, draft in ((1, 7), (3, 8), (2, None)):
        copies.keep(_copy(n, draft))
    KeptCopies(tmp_path, "MAIN.8").keep(_copy(9, None))  # another warehouse
    again = KeptCopies(tmp_path, "MAIN")
    found = again.find()
    assert (found.draft, _said(found), dict(found.upon.elements)) == (8, "P-3", {FLOOR.id: FLOOR})
    again.taken(found)
    again.keep(_copy(4, 9))  # it goes on in another draft
    assert _said(again.find()) == "P-4"
    again.drop(9)
    assert _said(again.find()) == "P-2", "what was taken back is not offered again"
    again.drop(None)
    assert _said(again.find()) == "P-1"


def test_what_was_offered_and_not_taken_back_is_put_aside_as_a_layout(tmp_path):
    KeptCopies(tmp_path, "MAIN").keep(_copy(1))
    again = KeptCopies(tmp_path, "MAIN")
    assert _said(again.find()) == "P-1"
    again.keep(_copy(5))
    again.keep(_copy(6))
    again.drop(7)
    (left,) = tmp_path.iterdir()
    assert left.name == "layout-MAIN.left-20260301-120001.json"
    assert from_json(left.read_text(encoding="utf-8")).of(Place)[0].code == "P-1"
    assert KeptCopies(tmp_path, "MAIN").find() is None
