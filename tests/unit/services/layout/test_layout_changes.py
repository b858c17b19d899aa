"""What publishing sends: the difference of two drawings, the same that people are shown."""

from dataclasses import replace

import pytest

from app.layout.diff import diff
from app.layout.document import LayoutDocument
from app.layout.edits import extend_rack, leave_out, move, remove, set_fields
from app.layout.elements import StorageClass
from app.layout.publish import BIN_COLUMNS, location_rows
from app.layout.racking import ElementId
from app.services.layout import Move
from app.services.layout.changes import changes_of
from app.services.layout.suggest import suggest
from tests.db.drawn import house, rack_of

FIRST = "A01L1"
EDITS = {
    "nothing": lambda d: None,
    "a rack elsewhere": lambda d: move(d, [rack_of(d, FIRST).id], 0, -50),
    "other names": lambda d: d.put(replace(rack_of(d, FIRST), pattern="N-{aisle}-{bay}-{level}")),
    "a rack less": lambda d: remove(d, [rack_of(d, FIRST).id]),
    "a bay more": lambda d: extend_rack(d, rack_of(d, FIRST).id, 0, 1),
    "a bin less": lambda d: leave_out(d, rack_of(d, FIRST).id, [(1, 1, 0, 0)]),
    "a class of another name": lambda d: set_fields(d, [d.of(StorageClass)[0].id], code="S2"),
    "a rack drawn anew": lambda d: drawn_anew(d),
}  # fmt: skip


def drawn_anew(document):
    """The same rack by another id: its bins are told by their addresses."""
    rack = rack_of(document, FIRST)
    remove(document, [rack.id])
    document.put(replace(rack, id=ElementId("new")))


def changed(edit):
    document = LayoutDocument(house().elements.values())
    with document.transaction("Edit"):
        edit(document)
    return document


@pytest.mark.parametrize("name", EDITS)
def test_people_are_shown_what_is_sent(name):
    before, after = house(), changed(EDITS[name])
    changes, shown = changes_of(before, after), diff(before, after)
    assert changes.diff() == shown
    sent = changes.payload["locations"]
    assert {code for code, was in zip(sent["code"], sent["was"], strict=True) if was is None} == {
        b.code for b in shown.added
    }
    assert {row["code"] for row in changes.payload["removed"]} == {b.code for b in shown.removed}
    assert changes.renamed == shown.move_map
    touched = {c.after.code for c in (*shown.renamed, *shown.moved, *shown.changed)} | {b.code for b in shown.added}
    assert touched <= set(sent["code"])


def test_all_bins_of_an_empty_house_are_sent_as_they_will_be_kept():
    empty = LayoutDocument([element for element in house().elements.values() if element.kind in ("floor", "truck")])
    sent = changes_of(empty, house()).payload["locations"]
    rows = {row["code"]: row for row in location_rows(house())}
    assert sorted(sent["code"]) == sorted(rows)
    for at, code in enumerate(sent["code"]):
        assert {name: sent[name][at] for name in BIN_COLUMNS} == {name: rows[code][name] for name in BIN_COLUMNS}
    assert len(set(sent["key"])) == len(rows)


def test_the_move_map_makes_one_bin_of_two_and_sends_goods():
    after = changed(EDITS["a rack less"])
    gone = [bin_.code for bin_ in diff(house(), after).removed]
    kept = "A-02-01-1"
    changes = changes_of(house(), after, [Move(gone[0], kept, "goods"), Move(gone[1], "NOWHERE", "same")])
    assert changes.removed[gone[0]] == kept
    assert changes.removed[gone[1]] is None, "there is no such bin to go on as"
    assert {"code": gone[0], "to": kept, "how": "goods"} in changes.plan()
    assert {"code": gone[1], "to": None, "how": "remove"} in changes.plan()


def test_an_address_that_another_bin_gets_is_told():
    def swap(document):
        keys = ((0, 0, 0, 0), (1, 0, 0, 0))
        document.put(replace(rack_of(document, FIRST), names=tuple(zip(keys, ("A-01-03-1", "A-01-01-1"), strict=True))))

    changes = changes_of(house(), changed(swap))
    assert changes.reused == ("A-01-01-1", "A-01-03-1")
    assert changes.summary == "1 element differs; bins: 2 renamed"
    assert changes_of(house(), house()).summary == "0 elements differ; bins: none"


def row(code, x, y=0.0, z=0.0, side=1_000.0):
    return {"code": code, "kind": "pick", "x": x, "y": y, "z": z, "width": side, "depth": side, "height": side}


def test_goods_go_to_the_nearest_bin_with_room_each_to_its_own():
    free = [row("FAR", 9_000.0), row("SMALL", 100.0, side=500.0), row("NEAR", 1_000.0), row("HIGH", 0.0, z=2_000.0)]
    moves = suggest([row("A", 0.0), row("B", 0.0), row("C", 0.0), row("D", 0.0)], [], {"A", "B", "C", "D"}, free)
    assert [(m.old, m.new, m.how) for m in moves] == [
        ("A", "NEAR", "goods"), ("B", "FAR", "goods"), ("C", "HIGH", "goods"),
    ]  # fmt: skip


def test_the_same_steel_is_found_whatever_it_is_called_and_an_empty_bin_needs_nothing():
    come = [row("N-1", 20.0), row("N-2", 1_000.0, side=400.0)]
    moves = suggest([row("A", 0.0), row("B", 1_000.0), row("C", 5_000.0)], come, {"A"}, [])
    assert moves == (Move("A", "N-1", "same"),)
