"""A list of locations becomes racks again, and says which of its lines cannot be."""

import layout_ground as ground
import pytest

from app.domain.errors import Refusal
from app.layout.document import LayoutDocument
from app.layout.elements import Floor, Place, Rack
from app.layout.exchange import to_csv
from app.layout.listing import draw_list, propose_list
from app.layout.lists import ListPlan
from app.layout.locations import lay_list, loose_bins
from app.layout.publish import to_import
from app.layout.racking import ElementId
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


def test_a_list_whose_y_grows_upward_is_turned_over_in_its_own_box():
    text = "code,x,y,rack,aisle\nA1,0,2,R,1\nA2,1,2,R,1\nB1,0,7,S,1\nB2,1,7,S,1\nC,0,9,T,2\n"
    down, up = listed(text, unit="m"), listed(text, unit="m", y_up=True)
    assert "Y grows downward: A1 is drawn at the top, C at the bottom." in down.notes
    assert "Y grows upward: C is drawn at the top, A1 at the bottom." in up.notes
    was, now = rows(down.opened.layout), rows(up.opened.layout)
    assert {code: (row["x"], 11_000 - row["y"]) for code, row in was.items()} == {
        code: (row["x"], row["y"]) for code, row in now.items()
    }
    racks = {rack.code: rack.angle % 360 for rack in up.opened.layout.of(Rack) if rack.code != "T"}
    assert racks == {"R": 180.0, "S": 0.0}, "they still look at each other over their aisle"


def test_lines_that_are_drawn_already_leave_the_others_of_a_list_that_is_turned_over_where_they_are():
    text = "code,x,y\nA,0,0\nB,0,4000\nC,0,9000\n"
    document = LayoutDocument([Floor(id=ElementId("floor"), code="0")])
    for part in ("code,x,y\nC,0,0\n", text):
        found = read_list("list.csv", part.encode())
        with document.transaction("Draw"):
            draw_list(document, propose_list(found, ListPlan(y_up=True), document, ElementId("floor")))
    assert {place.code: place.y for place in document.of(Place)} == {"A": 9_000, "B": 5_000, "C": 0}


def test_bins_of_a_list_without_widths_are_as_wide_as_they_stand_apart():
    narrow = [f"A{n},{n * 0.4:.1f},0,R" for n in range(6) if n != 3]
    wide = [f"B{n},0,{n * 1.2 + 5:.1f},S" for n in range(4)]
    listing = listed("\n".join(["code,x,y,rack", *narrow, *wide]) + "\n", unit="m")
    assert "Bins of a rack are as wide as they stand apart: 0.4 to 1.2 m." in listing.notes
    assert loose_bins(listing.opened) == 0
    racks = {rack.code: rack for rack in listing.opened.layout.of(Rack)}
    assert (len(racks["R"].bays), racks["R"].length) == (6, 2_400.0), "with a gap where a bin is missing"
    assert (len(racks["S"].bays), racks["S"].length) == (4, 4_800.0)
