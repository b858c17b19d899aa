"""Rows of a table become lines the database understands, in whatever words people wrote them."""

import pytest

from app.services.mass_changes import Change, columns_of
from app.services.mass_changes.lines import lines_of
from app.services.mass_changes.near import gtin_fault
from app.services.sheets import Sheet, read_sheet

REASONS = {"missing": "lost", "lost": "lost"}


def read(change: Change, text: str) -> Sheet:
    return read_sheet("table.csv", text.encode(), columns_of(change))


def test_words_become_the_databases_own() -> None:
    sheet = read(
        Change.ADJUST,
        "Bin;Article;Difference;Unit;Status;Reason;SSCC\nA-1;CUP;-1,50;CTN;Damaged;MISSING;(00)340123450000000017\n",
    )
    lines, problems = lines_of(sheet, REASONS)
    assert (problems, sheet.problems) == ([], [])
    assert lines == [
        {
            "line": 2,
            "from": "A-1",
            "sku": "CUP",
            "quantity": "-1.50",
            "unit": "case",
            "status": "damaged",
            "reason": "lost",
            "sscc": "340123450000000017",
        }
    ]


def test_empty_cells_are_left_out_and_unknown_words_go_as_they_are() -> None:
    lines, problems = lines_of(read(Change.SCRAP, "Bin;SKU;Qty;Unit;Lot;Reason\nA-1;CUP;2;Crate;;theft\n"), REASONS)
    assert problems == []
    assert lines == [{"line": 2, "from": "A-1", "sku": "CUP", "quantity": "2", "unit": "crate", "reason": "theft"}]


@pytest.mark.parametrize("sscc", ["340123450000000018", "12345", "34012345000000001x"])
def test_a_wrong_sscc_is_told_at_its_cell(sscc: str) -> None:
    _, problems = lines_of(read(Change.MOVE, f"SKU;From;To;Qty;SSCC;To SSCC\nCUP;A;B;1;{sscc};{sscc}\n"), {})
    assert [(problem.cell, problem.code) for problem in problems] == [("E2", "WM422"), ("F2", "WM422")]
    assert all(problem.next_step for problem in problems)


@pytest.mark.parametrize("change", list(Change))
def test_each_kind_names_what_it_needs(change: Change) -> None:
    columns = columns_of(change)
    assert len({column.field for column in columns}) == len(columns)
    written = [header.casefold() for column in columns for header in column.headers]
    assert len(set(written)) == len(written), "no header may mean two columns"
    needed = {column.field for column in columns if column.required}
    assert {"sku", "from", "quantity"} <= needed
    sheet = read(change, "Colour;SKU\nred;CUP\n")
    missing = [problem.what for problem in sheet.problems if problem.code == "header"]
    assert len(missing) == len(needed) - 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("4006381333", "10 digits"),
        ("4006381333932", "check digit"),
        ("4006381333931", None),
        ("P-01", None),
        ("1234567", None),
        ("٤٠٠٦٣٨١٣٣٣٩٣١", None),
    ],
)
def test_what_is_wrong_with_a_gtin(code: str, words: str | None) -> None:
    fault = gtin_fault(code)
    assert (fault is None) if words is None else (fault is not None and words in fault)
