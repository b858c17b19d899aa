"""Taking stock away: every row once, nothing that a spreadsheet runs, whole or not at all."""

import csv
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from app.domain.errors import Refusal
from app.services.inventory import Place, Search, StockPage
from app.services.inventory.export import FIELDS, export

BERLIN = ZoneInfo("Europe/Berlin")


class Pages:
    """A stockroom of so many rows, in pages of 700, one of them empty."""

    def __init__(self, total, **changes):
        self.total, self.changes = total, changes

    def page(self, search, after, limit):
        first = after.quant_id if after else 0
        if first == 700 and after.middle == 0:
            return StockPage((), Place("k", 1, 700))  # the search took its time
        last = min(self.total, first + 700)
        rows = tuple(self.row(number) for number in range(first, last))
        return StockPage(rows, Place("k", 0, last) if last < self.total else None)

    def row(self, number):
        fields = dict.fromkeys(field.name for field in FIELDS)
        fields |= {"location": f"A-{number:05}", "quantity": Decimal("12.500000"), "reserved": Decimal("3.000000")}
        fields |= {"in_date": datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "product": "Mug"} | self.changes
        return SimpleNamespace(**fields)


def silent(*_):
    """Progress nobody looks at."""


def read(file):
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.reader(stream))
    return [list(row) for row in openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_row_is_there_once_with_exact_numbers_and_local_times(tmp_path, kind):
    file = tmp_path / f"stock.{kind}"
    assert export(Pages(1500), Search(), file, BERLIN, 1500, progress=silent) == 1500
    head, *rows = read(file)
    assert head == [field.title for field in FIELDS]
    assert [row[0] for row in rows] == [f"A-{n:05}" for n in range(1500)]
    at = head.index("On hand")
    assert str(rows[0][at]) == "12.5"
    assert str(rows[0][at + 1]) == "3"
    assert "2026-07-02 00:30:00" in str(rows[0][head.index("Received")])
    assert [one.name for one in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("evil", ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")'])
def test_no_spreadsheet_runs_what_it_is_given(tmp_path, kind, evil):
    file = tmp_path / f"stock.{kind}"
    export(Pages(1, product=evil), Search(), file, BERLIN, 1, progress=silent)
    if kind == "xlsx":
        cells = list(openpyxl.load_workbook(file).worksheets[0].iter_rows())[1]
        assert all(cell.data_type != "f" for cell in cells)
    assert all(not str(value).startswith(("=", "+", "@", "\t", "\r")) for value in read(file)[1] if value)


def test_control_characters_do_not_break_a_workbook(tmp_path):
    file = tmp_path / "stock.xlsx"
    export(Pages(1, product="Mug\x0b\x00 oak"), Search(), file, BERLIN, 1, progress=silent)
    assert "Mug oak" in read(file)[1]


def test_a_stop_leaves_the_old_file_and_nothing_else(tmp_path):
    file = tmp_path / "stock.csv"
    file.write_text("before")

    class StoppedError(Exception):
        pass

    def progress(done, *_):
        if done:
            raise StoppedError

    with pytest.raises(StoppedError):
        export(Pages(1500), Search(), file, BERLIN, None, progress=progress)
    assert file.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["stock.csv"]


def test_where_it_cannot_be_written_is_said(tmp_path):
    with pytest.raises(Refusal, match=r"neither \.csv nor \.xlsx"):
        export(Pages(1), Search(), tmp_path / "stock.pdf", BERLIN, 1, progress=silent)
    with pytest.raises(Refusal, match="could not be written"):
        export(Pages(1), Search(), tmp_path / "no" / "such" / "stock.csv", BERLIN, 1, progress=silent)


def test_an_empty_search_is_a_head_alone(tmp_path):
    file = tmp_path / "stock.xlsx"
    assert export(Pages(0), Search(), file, BERLIN, 0, progress=silent) == 0
    assert read(file) == [[field.title for field in FIELDS]]
