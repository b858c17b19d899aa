"""`stillage layout check FILE`: every finding with its repair, and what cannot be read said clearly."""

import json
from dataclasses import replace
from pathlib import Path

import ezdxf
import pytest

from app.__main__ import main
from app.layout.document import LayoutDocument
from app.layout.elements import Floor, Place
from app.layout.exchange import to_csv, to_json
from app.layout.generate import RowPlan, draw, propose
from app.layout.racking import ElementId
from app.layout.templates import TEMPLATES
from app.services.layout_files.files import WRITTEN

FLOOR = ElementId("floor")


def house(aisles: int = 2, bays: int = 3, **changes: object) -> LayoutDocument:
    document = LayoutDocument([Floor(id=FLOOR, code="G")], prefix="t")
    usual = dict(
        floor=FLOOR, zone=None, x=0, y=0, template=TEMPLATES["shelving"], aisles=aisles, bays=bays, cross=2_000
    )
    with document.transaction("Draw"):
        draw(document, propose(document, RowPlan(**(usual | changes))))  # type: ignore[arg-type]  # the fields of the plan
        document.put(
            Place(id=ElementId("dock"), floor=FLOOR, code="DOCK", use="dock", x=-1_000, y=-1_400, width=800, depth=800)
        )
    return document


def written(folder: Path, document: LayoutDocument, name: str = "house.json") -> str:
    file = folder / name
    file.write_text(to_csv(document) if name.endswith("csv") else to_json(document.elements.values()), encoding="utf-8")
    return str(file)


def test_a_good_file_ends_with_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = house(pattern="{aisle}-{rack}-{bay}-{level}")
    assert main(["layout", "check", written(tmp_path, document), "--json"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert json.loads(said[-1])["blocking"] == 0
    assert "0 of them stand against publishing" in said[-2]


def test_every_finding_is_told_with_its_repair(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = house(pattern="{aisle}-{rack}-{bay}-{level}")
    with document.transaction("Break"):
        rack = next(element for element in document.elements.values() if element.kind == "rack")
        document.put(replace(rack, id=ElementId("twin")))
    assert main(["layout", "check", written(tmp_path, document)]) == 1
    said = capsys.readouterr().out
    assert "! Rack" in said
    assert "Move rack" in said
    assert "Give it the code" in said


def test_ten_thousand_names_that_are_borne_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = house(aisles=4, bays=500, pattern="SAME")
    file = written(tmp_path, document)
    before = Path(file).read_bytes()
    assert main(["layout", "check", file, "--json"]) == 1
    said = capsys.readouterr().out
    told = json.loads(said.splitlines()[-1])
    assert told["bins"] >= 10_000
    assert sum(finding["bins"] for finding in told["findings"] if finding["check"] == "address") >= 10_000
    assert len(said.splitlines()) < 300
    assert Path(file).read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("cut.json", b'{"format":"stillage-layout","version":1,"elements":[\n{"kind":"floor","id":"f","co', "cut off"),
        ("other.json", b'{"format":"something"}', "no Stillage layout"),
        ("newer.json", b'{"format":"stillage-layout","version":9,"elements":[]}', "version 9"),
        ("bytes.json", b"\xff\xfe\x00", "no text"),
        ("list.csv", b"code,x\nA,1\n", "says neither where A is (x, y)"),
        ("bytes.csv", b"\xff\xfe\x00", "holds a character that cannot be read"),
        ("plan.doc", b"", "is no layout"),
    ],
)
def test_what_is_no_layout_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, words: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert main(["layout", "check", str(file)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("stillage: ")
    assert words in said


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layout", "check", str(tmp_path / "none.json")]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_a_list_of_locations_is_checked_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = house(pattern="{aisle}-{rack}-{bay}-{level}")
    main(["layout", "check", written(tmp_path, document, "house.csv")])
    said = capsys.readouterr()
    assert "Racks and aisles are drawn from the list" in said.err
    assert "bins" in said.out


def foreign(folder: Path) -> str:
    drawing = ezdxf.new("R2010", units=0)
    space = drawing.modelspace()
    for layer, x in (("REGALE", 0.0), ("REGALE", 6.0), ("Waende", 12.0), ("Bemassung", 13.0)):
        drawing.layers.add(layer) if layer not in drawing.layers else None
        box = [(x, 0.0), (x + 5.0, 0.0), (x + 5.0, 1.1), (x, 1.1)]
        space.add_lwpolyline(box, close=True, dxfattribs={"layer": layer})
    file = folder / "foreign.dxf"
    drawing.saveas(file)
    return str(file)


def test_a_drawing_of_another_program_is_taken_in_the_unit_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = foreign(tmp_path)
    assert main(["layout", "check", file]) != 0
    assert "--unit" in capsys.readouterr().err
    main(["layout", "check", file, "--unit", "m", "--json"])
    said = capsys.readouterr()
    assert json.loads(said.out.splitlines()[-1])["bins"] > 0
    assert "Racks" in said.err
    assert "Bemassung" in said.err.split("Left out:")[1]


def test_the_help_of_export_names_every_ending(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["layout", "--help"])
    said = capsys.readouterr().out
    for ending in WRITTEN:
        assert ending.removeprefix(".") in said


def test_a_list_whose_y_grows_upward_is_turned_over_and_the_command_says_which_end_is_at_the_top(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("code,x,y\nNEAR,0,0\nFAR,0,9\n", encoding="utf-8")
    main(["layout", "check", str(file), "--unit", "m"])
    assert "Y grows downward: NEAR is drawn at the top, FAR at the bottom." in capsys.readouterr().err
    main(["layout", "check", str(file), "--unit", "m", "--y-up"])
    assert "Y grows upward: FAR is drawn at the top, NEAR at the bottom." in capsys.readouterr().err
