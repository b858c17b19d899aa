"""`stillage layout import` and `export` against a database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.__main__ import main
from app.layout.elements import Place
from app.layout.exchange import from_json, to_json
from tests.db.drawn import Studio, house, studio
from tests.db.ground import Ground


@pytest.fixture
def empty(ground: Ground) -> Iterator[Studio]:
    with studio(ground, publish=False) as there:
        yield there


def test_a_file_is_imported_published_and_comes_out_as_it_was(
    empty: Studio, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "house.json", tmp_path / "out.json"
    file.write_text(to_json(house().elements.values()), encoding="utf-8")
    at = ["--url", empty.session.door.url, "--warehouse", "DRAWN"]
    assert main(["layout", "import", str(file), *at, "--publish", "--note", "Opening"]) == 0
    said = capsys.readouterr()
    assert "Version 2 is published" in said.out
    assert "145 bins need a new label." in said.out
    assert "Writing 145 bins" in said.err
    assert empty.layouts.versions()[0].note == "Opening"
    assert main(["layout", "export", str(out), *at]) == 0
    assert out.read_bytes() == file.read_bytes()


def test_without_publish_a_draft_is_left_for_the_editor(
    empty: Studio, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "house.json", tmp_path / "out.csv"
    file.write_text(to_json(house().elements.values()), encoding="utf-8")
    at = ["--url", empty.session.door.url, "--warehouse", "DRAWN"]
    assert main(["layout", "import", str(file), *at, "--name", "New house"]) == 0
    assert "Nothing stands against publishing it." in capsys.readouterr().out
    assert [draft.name for draft in empty.layouts.drafts()] == ["New house"]
    assert main(["layout", "export", str(out), *at, "--draft", "New house"]) == 0
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 146
    assert main(["layout", "export", str(out), *at, "--draft", "Other"]) == 1
    assert main(["layout", "import", str(file), *at, "--name", "new house"]) == 1
    assert "There is a draft “new house” already." in capsys.readouterr().err
    file.write_text(to_json(house().elements.values()).replace('"DOCK-01"', '"DOCK-07"'), encoding="utf-8")
    assert main(["layout", "import", str(file), *at, "--name", "New house", "--over"]) == 0
    (draft,) = empty.layouts.drafts()
    assert (draft.name, draft.row_version) == ("New house", 2)
    assert "DOCK-07" in {place.code for place in empty.layouts.open_draft(draft.draft_id).layout.of(Place)}


def test_what_stands_against_it_is_told_and_published_once_its_move_map_came_back(
    empty: Studio, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "house.json"
    whole = to_json(house().elements.values())
    file.write_text(whole, encoding="utf-8")
    at = ["--url", empty.session.door.url, "--warehouse", "DRAWN"]
    assert main(["layout", "import", str(file), *at, "--publish"]) == 0
    empty.receive("CUP", 3, "A-01-01-1")
    left = [element for element in from_json(whole).elements.values() if element.code != "A01L1"]
    file.write_text(to_json(left), encoding="utf-8")
    capsys.readouterr()
    assert main(["layout", "import", str(file), *at, "--publish", "--name", "Less"]) == 1
    said = capsys.readouterr().out
    assert "! A-01-01-1: 1 stock record lies there" in said
    assert "It is not published" in said
    assert empty.layouts.versions()[0].no == 2
    listed, again = tmp_path / "moves.csv", ["layout", "import", str(file), *at, "--name", "Less", "--over"]
    assert main([*again, "--suggest", str(listed)]) == 1
    head, line = listed.read_text(encoding="utf-8").splitlines()
    assert head == "old,new,how"
    assert line.startswith("A-01-01-1,")
    listed.write_text(f"{head}\n{line}\n{line.replace('goods', 'gone')}\n", encoding="utf-8")
    capsys.readouterr()
    assert main([*again, "--moves", str(listed), "--publish"]) == 1
    wrong = capsys.readouterr().err
    assert "row 3: “gone” is neither same nor goods. row 3: A-01-01-1 stands twice." in wrong
    listed.write_text(f"{head}\n{line}\n", encoding="utf-8")
    assert main([*again, "--moves", str(listed), "--publish", "--note", "Rack out"]) == 0
    assert "Version 3 is published" in capsys.readouterr().out
    assert [(code, sku) for code, sku in empty.stock()] == [(line.split(",")[1], "CUP")]
    assert main(["layout", "import", str(file), *at, "--name", "Same", "--publish"]) == 0
    assert "Nothing differs from what is published; no version was made." in capsys.readouterr().out
    assert empty.layouts.versions()[0].no == 3


def test_a_cut_file_harms_nothing(empty: Studio, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "house.json"
    file.write_text(to_json(house().elements.values())[:-200], encoding="utf-8")
    assert (
        main(["layout", "import", str(file), "--url", empty.session.door.url, "--warehouse", "DRAWN", "--publish"]) == 1
    )
    assert "cut off" in capsys.readouterr().err
    assert empty.layouts.drafts() == ()
    assert empty.layouts.versions() == ()
