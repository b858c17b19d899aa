"""A list of locations becomes racks again, and says which of its lines cannot be."""

import layout_ground as ground
import pytest

from app.domain.errors import Refusal
from app.layout.elements import Place, Rack
from app.layout.exchange import to_csv
from app.layout.locations import from_csv, loose_bins
from app.layout.publish import to_import


def rows(layout):
    return {row["code"]: row for row in to_import(layout)["locations"]}


@pytest.mark.parametrize("angle", [0.0, 90.0, 25.0])
def test_every_bin_comes_back_as_it_was(angle):
    before = ground.house(angle=angle)
    opened = from_csv(to_csv(before))
    was, now = rows(before), rows(opened.layout)
    assert was.keys() == now.keys()
    for code, row in was.items():
        for name in ("kind", "zone", "rack", "column", "aisle", "bay", "level", "position", "class", "pick_sequence"):
            assert now[code][name] == row[name], (code, name)
        for name in ("x", "y", "z", "width", "depth", "height"):
            assert now[code][name] == pytest.approx(row[name], abs=0.3), (code, name)
    assert loose_bins(opened) == 0
    assert opened.without_walk == ()


def test_a_spreadsheet_with_semicolons_commas_in_numbers_and_few_columns():
    opened = from_csv("Code;X;Y;Rack;Z\r\nA-1;0,5;0;R;0\r\nA-2;1000,5;0;R;0\r\nA-3;0,5;0;R;500\r\n'=B;5000;5000;;0\r\n")
    assert {code: (row["rack"], row["column"], row["level"]) for code, row in rows(opened.layout).items()} == {
        "A-1": ("R", 0, 0), "A-2": ("R", 1, 0), "A-3": ("R", 0, 1), "=B": (None, None, 0),
    }  # fmt: skip


def test_bins_in_no_even_row_stand_on_their_own():
    opened = from_csv("code,x,y,rack\nA,0,0,R\nB,1000,0,R\nC,1900,700,R\n")
    assert loose_bins(opened) == 3
    assert [place.code for place in opened.layout.of(Place)] == ["A", "B", "C"]
    assert opened.layout.of(Rack) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "names no column code, x, y"),
        ("code,x\nA,1\n", "names no column y"),
        ("code,x,y\n", "has 0 locations"),
        ("code,x,y\nA,1,2\nB,one,2\n", "line 3: x is no number"),
        ("code,x,y\nA,,2\n", "line 2: x is no length"),
        ("code,x,y\nA,nan,2\n", "line 2: x is no length"),
        ("code,x,y\n,1,2\nB,q,2\n", "2 lines are not"),
        ("code,x,y,level\nA,1,2,up\n", "level is no whole number"),
    ],
)
def test_what_cannot_be_is_said_by_line(text, words):
    with pytest.raises(Refusal) as refused:
        from_csv(text)
    assert words in refused.value.what


def test_a_name_that_is_borne_twice_is_left_to_the_checks():
    document = ground.house()
    text = to_csv(document).replace("A-01-02-1,A-01-02-1", "A-01-01-1,A-01-01-1")
    opened = from_csv(text)
    assert len(to_import(opened.layout)["locations"]) == len(to_import(document)["locations"])
