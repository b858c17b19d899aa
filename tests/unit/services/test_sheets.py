"""Tables as people send them: whatever the spreadsheet made of them, the rows are right or the report says why not."""

import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.domain.errors import Refusal
from app.services.sheets import Column, Kind, Sheet, read_file, read_sheet

COLUMNS = (
    Column("sku", ("SKU", "Article"), Kind.CODE, required=True),
    Column("quantity", ("Quantity", "Qty", "Menge"), Kind.QUANTITY, required=True),
    Column("change", ("Change",), Kind.CHANGE),
    Column("lot", ("Lot", "Charge"), Kind.CODE),
    Column("sscc", ("SSCC",), Kind.CODE),
    Column("expires", ("Best before",), Kind.DATE),
    Column("note", ("Note",), Kind.TEXT, longest=100),
)


def csv_of(text: str, encoding: str = "utf-8") -> Sheet:
    return read_sheet("file.csv", text.encode(encoding), COLUMNS)


def xlsx_of(*rows: list[Any], shape: dict[str, str] | None = None) -> Sheet:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cell, number_format in (shape or {}).items():
        sheet[cell].number_format = number_format
    return read_sheet("file.xlsx", packed(book), COLUMNS)


def packed(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def said(sheet: Sheet) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.cell, problem.code) for problem in sheet.problems]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separators_and_encodings_are_found(separator: str, encoding: str) -> None:
    lines = [["SKU", "Qty", "Note"], ["CUP", "12", "für Käthe"], ["P-1", "3", "a, b; c"]]
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in line) for line in lines)
    sheet = csv_of(text, encoding)
    assert sheet.problems == []
    assert [dict(row.values) for row in sheet.rows] == [
        {"sku": "CUP", "quantity": Decimal(12), "note": "für Käthe"},
        {"sku": "P-1", "quantity": Decimal(3), "note": "a, b; c"},
    ]
    assert [row.number for row in sheet.rows] == [2, 3]


def test_a_title_blank_rows_other_columns_and_another_order_do_no_harm() -> None:
    sheet = csv_of("Stock of March;;\n;;\nMENGE;Colour;article\n;;\n5;red;CUP\n")
    assert sheet.problems == []
    assert sheet.ignored == ("Colour",)
    assert [(row.number, row.text("sku"), row.number_of("quantity")) for row in sheet.rows] == [(5, "CUP", Decimal(5))]


def test_the_separator_line_for_excel_is_heeded() -> None:
    assert csv_of("sep=|\r\nSKU|Qty\r\nCUP|5\r\n").rows[0].number_of("quantity") == 5


@pytest.mark.parametrize(
    ("text", "others", "value"),
    [
        ("12", (), "12"),
        ("12,5", (), "12.5"),
        ("12.5", (), "12.5"),
        ("1.234,5", (), "1234.5"),
        ("1,234.5", (), "1234.5"),
        ("1 234 567", (), "1234567"),
        ("1'234.5", (), "1234.5"),
        ("1\u00a0234", (), "1234"),
        ("0.125", (), "0.125"),
        ("1234.567", (), "1234.567"),
        ("1.234", ("2,5",), "1234"),
        ("1.234", ("2.5",), "1.234"),
        ("1,234", ("2.5",), "1234"),
        ("1.234.567", (), "1234567"),
        (".5", (), "0.5"),
        ("+7", (), "7"),
    ],
)
def test_numbers_by_the_marks_that_the_file_shows(text: str, others: tuple[str, ...], value: str) -> None:
    sheet = csv_of("SKU;Qty\n" + "".join(f"CUP;{number}\n" for number in (text, *others)))
    assert sheet.problems == []
    assert sheet.rows[0].number_of("quantity") == Decimal(value)


def test_a_number_that_could_be_two_is_refused() -> None:
    sheet = csv_of("SKU;Qty\nCUP;1.234\nCUP;1,234\n")
    assert said(sheet) == [(2, "B2", "ambiguous"), (3, "B3", "ambiguous")]
    assert sheet.rows[0].number_of("quantity") is None
    assert sheet.rows[0].bad == {"quantity"}
    both = csv_of("SKU;Qty\nCUP;1.5\nCUP;1,5\nCUP;1.234\n")
    assert said(both) == [(4, "B4", "ambiguous")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NaN", "WM422"),
        ("inf", "WM422"),
        ("-1", "WM422"),
        ("0", "WM422"),
        (str(2**62), "WM422"),
        ("1.2345678", "WM422"),
        ("twelve", "WM422"),
        ("1e5", "shortened"),
        ("4.00638E+12", "shortened"),
        ("12 34", "WM422"),
        ("=A1+1", "formula"),
        ("٣", "WM422"),
        ("9" * 100_000, "WM422"),
        ("", "missing"),
        ("5.", "WM422"),
        ("--5", "WM422"),
    ],
)
def test_what_is_no_quantity_is_refused_with_its_cell(text: str, code: str) -> None:
    sheet = csv_of(f"SKU;Qty\nCUP;{text}\nCUP;2\n")
    assert said(sheet) == [(2, "B2", code)]
    assert len(sheet.problems[0].what) < 150
    assert sheet.problems[0].next_step
    assert sheet.rows[1].number_of("quantity") == 2


def test_all_problems_are_told_at_once() -> None:
    sheet = csv_of("SKU;Qty;Change;Best before\n;x;0;31.02.2027\nCUP;2;-3;2027-03-31\n")
    assert said(sheet) == [(2, "A2", "missing"), (2, "B2", "WM422"), (2, "C2", "WM422"), (2, "D2", "WM422")]
    assert sheet.rows[1].values == {
        "sku": "CUP",
        "quantity": Decimal(2),
        "change": Decimal(-3),
        "expires": date(2027, 3, 31),
    }


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-31", date(2027, 3, 31)),
        ("31.3.2027", date(2027, 3, 31)),
        ("20270331", date(2027, 3, 31)),
        ("31/03/2027", date(2027, 3, 31)),
        ("03/31/2027", date(2027, 3, 31)),
        ("04/04/2027", date(2027, 4, 4)),
        ("03/04/2027", None),
        ("2027-13-01", None),
        ("soon", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    sheet = csv_of(f"SKU;Qty;Best before\nCUP;1;{text}\n")
    assert sheet.rows[0].date_of("expires") == day
    assert [problem.cell for problem in sheet.problems] == ([] if day else ["C2"])


def test_a_cell_of_100_kb_and_one_of_a_megabyte_cost_their_row_and_no_other() -> None:
    sheet = csv_of(f"SKU;Qty\n{'x' * 100_000};1\n{'y' * 1_000_000};1\nCUP;2\n")
    assert [(row, code) for row, _, code in said(sheet)] == [(2, "WM422"), (3, "sheet")]
    assert sheet.rows[-1].text("sku") == "CUP"
    assert all(len(problem.what) < 200 for problem in sheet.problems)


def test_a_row_with_more_cells_than_the_header_is_told() -> None:
    sheet = csv_of("SKU,Qty\nCUP,1,5\nCUP,2\n")
    assert said(sheet) == [(2, "", "sheet")]


def test_missing_and_doubled_columns_are_told() -> None:
    sheet = csv_of("Article;SKU\nCUP;CUP\n")
    assert [problem.code for problem in sheet.problems] == ["header", "header"]
    assert "no column Quantity" in sheet.problems[0].what


@pytest.mark.parametrize(
    "content",
    [b"", b"\0\1\2", b"hello world", b"PK\x03\x04no", b"\xd0\xcf\x11\xe0old", b"\xff\xfeS", b"SKU;Qty\n\x81;1\n"],
)
def test_what_is_no_table_is_refused_as_a_whole(content: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        read_sheet("file.csv", content, COLUMNS)
    assert refused.value.code == "sheet"
    assert refused.value.next_step


def test_rows_above_the_limit_and_no_rows_are_told() -> None:
    sheet = read_sheet("file.csv", b"SKU;Qty\n" + b"CUP;1\n" * 12, COLUMNS, most=10)
    assert said(sheet) == [(0, "", "sheet")]
    assert len(sheet.rows) == 10
    assert said(csv_of("SKU;Qty\n")) == [(0, "", "sheet")]


def test_a_workbook_keeps_numbers_dates_and_text() -> None:
    sheet = xlsx_of(
        ["Best before", "SKU", "Qty", "Lot", "Change"],
        [datetime(2027, 3, 31), "CUP", 0.1 + 0.2, 4711, -2.5],  # noqa: DTZ001  a spreadsheet knows no zones
        [],
        [None, 4006381333931, 7, "A-1", None],
        ["2027-04-01", "P", "1.234,50", 12, 1],
        shape={"D5": "000000"},
    )
    assert sheet.problems == []
    assert [row.number for row in sheet.rows] == [2, 4, 5]
    assert sheet.rows[0].values == {
        "expires": date(2027, 3, 31), "sku": "CUP", "quantity": Decimal("0.3"), "lot": "4711", "change": Decimal("-2.5")
    }  # fmt: skip
    assert sheet.rows[1].text("sku") == "4006381333931"
    assert sheet.rows[2].text("lot") == "000012"
    assert sheet.rows[2].number_of("quantity") == Decimal("1234.5")


def test_a_workbook_s_formulas_errors_and_lost_digits_are_refused() -> None:
    sheet = xlsx_of(
        ["SKU", "Qty", "SSCC"],
        ["CUP", "=B3*2", None],
        ["CUP", 1, 340123450000000018],
        ["CUP", "#REF!", None],
        [True, 1e300, None],
        [date(2027, 1, 3), date(2027, 1, 3), None],
    )
    assert said(sheet) == [
        (2, "B2", "formula"),
        (3, "C3", "shortened"),
        (4, "B4", "formula"),
        (5, "A5", "WM422"),
        (5, "B5", "WM422"),
        (6, "A6", "WM422"),
        (6, "B6", "WM422"),
    ]


def test_the_worksheet_with_the_table_is_taken_and_two_are_refused() -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.append(["Read me"])
    table = book.create_sheet("Moves")
    table.append(["SKU", "Qty"])
    table.append(["CUP", 3])
    hidden = book.create_sheet("Old")
    hidden.append(["SKU", "Qty"])
    hidden.sheet_state = "hidden"
    sheet = read_sheet("book.xlsx", packed(book), COLUMNS)
    assert (sheet.sheet, len(sheet.rows)) == ("Moves", 1)
    hidden.sheet_state = "visible"
    with pytest.raises(Refusal) as refused:
        read_sheet("book.xlsx", packed(book), COLUMNS)
    assert "Moves, Old" in refused.value.what


def test_a_file_is_read_with_progress_that_can_stop_it(tmp_path: Path) -> None:
    path = tmp_path / "moves.csv"
    path.write_text("SKU;Qty\n" + "CUP;1\n" * 5000)
    seen: list[tuple[int, int | None, str]] = []
    sheet = read_file(path, COLUMNS, progress=lambda done, total, words: seen.append((done, total, words)))
    assert len(sheet.rows) == 5000
    assert seen[-1][:2] == (5000, 5000)

    def stop(done: int, total: int | None, words: str) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_file(path, COLUMNS, progress=stop)
    with pytest.raises(Refusal):
        read_file(tmp_path / "absent.csv", COLUMNS)


@given(st.text(max_size=300), st.sampled_from(["utf-8", "cp1252", "utf-16", "latin-1"]))
def test_any_text_is_read_or_refused(text: str, encoding: str) -> None:
    try:
        sheet = read_sheet("any.csv", ("SKU;Qty;Best before\n" + text).encode(encoding, "replace"), COLUMNS)
    except Refusal:
        return
    for row in sheet.rows:
        quantity = row.number_of("quantity")
        assert quantity is None or 0 < quantity <= 10**9


@given(st.decimals(min_value=Decimal("0.000001"), max_value=10**9, places=6), st.sampled_from(".,"))
def test_a_written_number_is_read_exactly(number: Decimal, mark: str) -> None:
    sheet = csv_of(f"SKU;Qty\nCUP;{str(f'{number:f}').replace('.', mark)}\n")
    assert sheet.problems == []
    assert sheet.rows[0].number_of("quantity") == number
