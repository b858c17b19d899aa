"""A list of locations becomes racks again, and says which of its lines cannot be."""

import layout_ground as ground
import pytest

from app.domain.errors import Refusal
from app.layout.elements import Place, Rack
from app.layout.exchange import to_csv
from app.layout.lists import ListPlan
from app.layout.locations import lay_list, loose_bins
from app.layout.publish import to_import
from app.services.layout_files.lists_in import read_list


def listed(text, **plan):
    return lay_list(read_list("list.csv", text.encode()), ListPlan(**plan))


def from_csv(text):
    return listed(text).opened


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
        ("", "no column that is known"),
        ("x,y\n1,2\n", "No column of list.csv is known to hold addresses"),
        ("code,x\nA,1\n", "says neither where A is (x, y) nor in which rack"),
        ("code,x,y\n", "has 0 locations"),
        ("code,x,y,width\nA,1,2,0.9\n", "would measure 0.0009 m"),
    ],
)
def test_a_list_that_cannot_be_drawn_is_refused_in_words(text, words):
    with pytest.raises(Refusal) as refused:
        listed(text)
    assert words in refused.value.what


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("code,x,y\nA,1,2\nB,one,2\n", [("B3", "“one” is not a number")]),
        ("code,x,y\nA,,2\nB,1,2\n", [("row 2", "A has no x.")]),
        ("code,x,y\nA,nan,2\nB,1,2\n", [("B2", "is not a number")]),
        ("code,x,y\n,1,2\nB,1,q\nC,1,2\n", [("A2", "Address is missing."), ("C3", "“q” is not a number")]),
        ("code,x,y\nA,1,2\nB,1,99999999999\n", [("row 3", "y of B is no length of a plan.")]),
        ("code,x,y,pick_sequence\nA,1,2,first\nB,3,4,7\n", [("row 2", "The pick sequence of A is no whole number")]),
        ("code,x,y\nA,1,2\nA,5000,2\n", [("row 3", "A stands in row 2 already.")]),
        ("code;x;y\nA;1,250;2\nB;2;3\n", [("B2", "can mean 1250, or 1 and a part")]),
    ],
)
def test_lines_that_cannot_be_drawn_are_told_by_their_cell_and_left_out(text, problems):
    told = listed(text)
    assert len(told.problems) == len(problems)
    for problem, (place, words) in zip(told.problems, problems, strict=True):
        assert problem.place == place
        assert words in problem.what
    assert len(told.opened.layout.of(Place)) == text.count("\n") - 1 - len(problems)


def test_ten_thousand_lines_of_one_address_are_told_and_one_is_drawn():
    told = listed("code\n" + "A-1-1-1\n" * 10_000)
    assert len(told.problems) == 9_999
    assert told.problems[-1].what == "A-1-1-1 stands in row 2 already."
    assert [rack.code for rack in told.opened.layout.of(Rack)] == ["A-1"]
