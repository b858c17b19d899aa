"""A workbook written by hand is read by another program, cell by cell."""

import math

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services.sheets.written import AT_ONCE, write_workbook

WHOLE = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=30)
cells = st.none() | WHOLE | st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9, allow_nan=False) | st.booleans()


def read(file):
    sheet = openpyxl.load_workbook(file).worksheets[0]
    return sheet, [[cell.value for cell in row] for row in sheet.iter_rows()]


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.lists(cells, min_size=3, max_size=3), max_size=6))
def test_every_cell_comes_back(tmp_path_factory, rows):
    file = tmp_path_factory.mktemp("book") / "x.xlsx"
    assert write_workbook(file, "Here & <there>", ("a", "b", "c"), rows) == len(rows)
    sheet, back = read(file)
    assert sheet.title == "Here & <there>"
    assert back[0] == ["a", "b", "c"]
    for given_, found in zip(rows, back[1:], strict=True):
        for one, other in zip(given_, found, strict=True):
            if isinstance(one, str):
                told = "".join(c if c >= " " or c in "\t\n" else f"_x{ord(c):04X}_" for c in one)
                told = told.replace("\ufffe", "_xFFFE_").replace("\uffff", "_xFFFF_")
                assert (other or "") == told
            elif isinstance(one, float):
                assert math.isclose(other, one, rel_tol=1e-15)
            else:
                assert other == one


def test_what_looks_like_something_else_stays_text(tmp_path):
    told = ["01-04", "1E5", "=A1+A2", "007", " x ", "-1", "a\nb"]
    write_workbook(tmp_path / "x.xlsx", "S", ("code",), [[one] for one in told])
    sheet, back = read(tmp_path / "x.xlsx")
    assert [row[0] for row in back[1:]] == told
    assert {sheet.cell(n, 1).data_type for n in range(2, len(told) + 2)} == {"s"}
    assert {sheet.cell(n, 1).number_format for n in range(2, len(told) + 2)} == {"@"}


@pytest.mark.parametrize("count", [0, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1])
def test_no_row_is_lost_between_two_packs(tmp_path, count):
    assert write_workbook(tmp_path / "x.xlsx", "S", ("n",), ([n] for n in range(count))) == count
    assert [row[0] for row in read(tmp_path / "x.xlsx")[1][1:]] == list(range(count))
