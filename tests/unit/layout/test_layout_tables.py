"""Layouts as files by their ending: what comes back exactly, tables that spreadsheets do not spoil, the JSON schema."""

import csv
import io
import json
from dataclasses import MISSING, fields

import jsonschema
import layout_ground as ground
import openpyxl
import pypdfium2
import pytest
from PIL import Image
from test_layout_files import furnished

import resources
from app.domain.errors import Refusal
from app.layout.edits import rename_bins
from app.layout.elements import KINDS, Place
from app.layout.exchange import CSV_COLUMNS, to_json
from app.layout.publish import location_rows
from app.layout.racking import ElementId
from app.layout.slots import slot_keys
from app.services.layout_files.files import read_layout, write_layout
from app.services.sheets.reading import read_file
from app.services.sheets.table import Column, Kind


def nasty():
    """A layout whose codes a spreadsheet would take for dates, numbers and formulas."""
    document = furnished()
    rack = ground.racks(document)[0]
    keys = slot_keys(rack)
    with document.transaction("Codes"):
        rename_bins(document, rack.id, {keys[0]: "01-04", keys[1]: "1E5", keys[2]: "0007", keys[3]: "3.10"})
        document.put(
            Place(id=ElementId("f"), floor=ground.FLOOR, code="2-3", use="storage", x=0, y=40_000, width=900, depth=900)
        )
    return document


def expected(document):
    """What the tables say, as text."""
    return {
        row["code"]: {
            name: "" if row[name] is None else f"{row[name]:g}" if isinstance(row[name], float) else str(row[name])
            for name in CSV_COLUMNS
        }
        for row in location_rows(document)
    }


def test_a_workbook_keeps_codes_as_text_and_figures_as_numbers(tmp_path):
    document = nasty()
    write_layout(document, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    (sheet,) = book.worksheets
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == CSV_COLUMNS
    found = {}
    for row in rows[1:]:
        named = dict(zip(CSV_COLUMNS, row, strict=True))
        assert isinstance(named["code"], str)
        assert isinstance(named["x"], (int, float))
        found[named["code"]] = {
            name: "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
            for name, value in named.items()
        }
    book.close()
    wanted = expected(document)
    assert {"01-04", "1E5", "0007", "3.10", "2-3"} <= found.keys() == wanted.keys()
    for code, row in wanted.items():
        assert found[code] == {name: value.removesuffix(".0") for name, value in row.items()}, code


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_the_tables_are_read_by_our_own_reader_of_spreadsheets(tmp_path, ending):
    document = nasty()
    file = tmp_path / f"x{ending}"
    write_layout(document, file)
    columns = (
        Column("code", ("code",), Kind.CODE, required=True), Column("zone", ("zone",), Kind.CODE),
        Column("class", ("class",), Kind.CODE),
    )  # fmt: skip
    sheet = read_file(file, columns, progress=lambda *_: None)
    assert [problem for problem in sheet.problems if problem.header in ("code", "zone", "class")] == []
    wanted = expected(document)
    read = {row.text("code"): (row.text("zone") or "", row.text("class") or "") for row in sheet.rows}
    assert read == {code: (row["zone"], row["class"]) for code, row in wanted.items()}


def test_the_csv_opens_as_utf_8_in_spreadsheets(tmp_path):
    write_layout(nasty(), tmp_path / "x.csv")
    data = (tmp_path / "x.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert {row["code"] for row in rows} == set(expected(nasty()))


def test_plans_come_by_their_ending_too(tmp_path):
    document = furnished()
    write_layout(document, tmp_path / "hall.pdf")
    pdf = pypdfium2.PdfDocument(tmp_path / "hall.pdf")
    words = pdf[0].get_textpage().get_text_range()
    pdf.close()
    assert "hall" in words
    assert "on A1" in words
    write_layout(document, tmp_path / "hall.png")
    with Image.open(tmp_path / "hall.png") as picture:
        assert picture.width > 4_000
    with pytest.raises(Refusal, match="nothing on any floor"):
        write_layout(type(document)([]), tmp_path / "none.png")


def test_what_is_no_layout_is_told(tmp_path):
    with pytest.raises(Refusal, match="known endings"):
        write_layout(furnished(), tmp_path / "x.doc")
    with pytest.raises(Refusal, match="is no layout"):
        read_layout(tmp_path / "x.doc")
    with pytest.raises(Refusal, match="cannot be read"):
        read_layout(tmp_path / "gone.json")
    (tmp_path / "x.json").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(Refusal, match="is no text"):
        read_layout(tmp_path / "x.json")
    assert [file.name for file in tmp_path.iterdir()] == ["x.json"], "nothing was left half written"


# ------------------------------------------------------------------ schema
@pytest.fixture
def schema():
    return json.loads(resources.path("schemas/layout.schema.json").read_text(encoding="utf-8"))


def wrong(schema, document):
    """What the schema finds wrong."""
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(document)]


def as_json(document):
    return json.loads(to_json(document.elements.values()))


def test_what_we_write_is_what_the_schema_says(schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    assert wrong(schema, as_json(nasty())) == []
    assert wrong(schema, as_json(ground.house(aisles=6, blocks=3, one_way=True))) == []


def test_the_schema_names_every_kind_and_every_field(schema):
    told = {
        name: set(part["properties"])
        for name, part in schema["$defs"].items()
        if "const" in part.get("properties", {}).get("kind", {})
    }
    assert told == {kind.kind: {"kind", *(field.name for field in fields(kind))} for kind in KINDS}
    for kind in KINDS:
        assert schema["$defs"][kind.kind]["additionalProperties"] is False


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.update(version=3),
        lambda d: d.update(format="other"),
        lambda d: d["elements"].append({"kind": "castle", "id": "x", "code": "X"}),
        lambda d: d["elements"][0].update(unknown=1),
        lambda d: d["elements"][0].pop("id"),
        lambda d: next(e for e in d["elements"] if e["kind"] == "rack").update(depth=0),
        lambda d: next(e for e in d["elements"] if e["kind"] == "rack")["bays"].append([0, {}]),
        lambda d: next(e for e in d["elements"] if e["kind"] == "wall").update(points=[[0, 0]]),
        lambda d: next(e for e in d["elements"] if e["kind"] == "place").update(use="castle"),
    ],
)
def test_what_is_no_layout_is_none_for_the_schema(schema, spoil):
    document = as_json(furnished())
    assert wrong(schema, document) == []
    spoil(document)
    assert wrong(schema, document)


def test_defaults_of_the_schema_are_those_of_the_program(schema):
    for kind in KINDS:
        for field in fields(kind):
            name = field.name
            told = schema["$defs"][kind.kind]["properties"][name]
            if isinstance(field.default, (str, int, float, bool)):
                assert told["default"] == field.default, (kind.kind, name)
            required = name in schema["$defs"][kind.kind]["required"]
            assert required == (field.default is MISSING), (kind.kind, name)
