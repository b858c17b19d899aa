"""Lists of locations as old systems give them: headings of people, units, no places, addresses that say the rack."""

from dataclasses import replace

import layout_ground as ground
import pytest

from app.domain.errors import Refusal
from app.layout.checks import check_all
from app.layout.document import LayoutDocument
from app.layout.elements import Aisle, Floor, Rack, StorageClass, Zone
from app.layout.exchange import to_csv, to_json
from app.layout.listing import draw_list, propose_list
from app.layout.lists import ListPlan, split
from app.layout.locations import lay_list
from app.layout.publish import location_rows
from app.services.layout_files.files import read_layout, write_layout
from app.services.layout_files.lists_in import LEAVE, read_list, read_list_file, unit_of

OLD = "\r\n".join(
    ["Bestand am 23.11.", "Lagerplatz;Lagerbereich;Gang;Regal;Feld;Ebene;Breite [cm];Höhe (cm);Typ;Bemerkung"]
    + [
        f"N{gang}{regal}{feld}{ebene};Nord;{gang};{regal};{feld};{ebene};120,5;{180 if ebene < 'C' else 220};"
        f"{'Kommissionierung' if ebene == 'A' else 'Reserve'};=1+1"
        for gang in (1, 2)
        for regal in (1, 2)
        for feld in range(1, 12)
        for ebene in "ABC"
    ]
).encode("cp1252")


def drawn(found, **plan):
    return lay_list(found, ListPlan(**plan)).opened.layout


def test_headings_of_an_old_system_are_known_with_their_units_below_a_title():
    found = read_list("alt.csv", OLD)
    assert found.columns == {
        "code": "Lagerplatz", "kind": "Typ", "zone": "Lagerbereich", "aisle": "Gang", "rack": "Regal", "bay": "Feld",
        "level": "Ebene", "width": "Breite [cm]", "height": "Höhe (cm)",
    }  # fmt: skip
    assert found.units == {"width": "cm", "height": "cm"}
    assert set(found.headings) - set(found.columns.values()) == {"Bemerkung"}
    assert found.problems == ()
    assert not found.placed


def test_bins_without_places_become_racks_in_pairs_along_their_aisles_and_keep_every_address():
    layout = drawn(read_list("alt.csv", OLD))
    racks = {rack.code: rack for rack in layout.of(Rack)}
    assert sorted(racks) == ["1-1", "1-2", "2-1", "2-2"]  # each aisle has a rack 1: they are two
    for gang in "12":
        one, two = racks[f"{gang}-1"], racks[f"{gang}-2"]
        assert (one.angle, two.angle) == (0.0, 180.0), "they look at each other"
        assert two.y - one.y == pytest.approx(1_000 + 2_900)
        assert one.x == two.x
    rows = {row["code"]: row for row in location_rows(layout)}
    assert len(rows) == 2 * 2 * 11 * 3
    at = [rows[f"N11{feld}A"]["x"] for feld in range(1, 12)]
    assert at == sorted(at), "bay 2 stands before bay 10"
    assert {rows[f"N111{ebene}"]["z"] for ebene in "ABC"} == {0.0, 1_800.0, 3_600.0}
    assert (rows["N111A"]["kind"], rows["N111B"]["kind"]) == ("pick", "storage")
    assert rows["N111A"]["width"] == 1_205.0
    assert [finding.what for finding in check_all(layout) if finding.blocking] == []


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("A-01-02-3", ("A", "01", "A-01", "02", "3")),
        ("01.02.C", (None, "01", "01", "02", "C")),
        ("H1/A/01/02/3", ("H1", "A", "H1/A/01", "02", "3")),
        ("A-12", None),
        ("P0012", None),
    ],
)
def test_what_an_address_says(code, parts):
    told = split(code)
    assert (told and (told.zone, told.aisle, told.rack, told.bay, told.level)) == parts


def test_addresses_alone_are_enough_and_odd_bays_may_face_even_ones():
    codes = [f"A-{aisle:02}-{bay:02}-{level}" for aisle in (1, 2) for bay in range(1, 9) for level in (1, 2)]
    found = read_list("plain.csv", "\n".join(["Bin", *codes]).encode())
    assert found.addressed
    plain, facing = drawn(found), drawn(found, across=True)
    assert {rack.code: len(rack.bays) for rack in plain.of(Rack)} == {"A-01": 8, "A-02": 8}
    assert {rack.code: len(rack.bays) for rack in facing.of(Rack)} == dict.fromkeys(
        ("A-01L", "A-01R", "A-02L", "A-02R"), 4
    )
    for layout in (plain, facing):
        assert sorted(row["code"] for row in location_rows(layout)) == codes
        assert len([aisle for aisle in layout.of(Aisle) if not aisle.cross]) == 2
    with pytest.raises(Refusal, match="says neither where A-01-01-1 is"):
        drawn(found, from_addresses=False)


def test_a_unit_is_said_by_heading_or_asked_for():
    assert [unit_of(text) for text in ("Breite [cm]", "x_m", "Tiefe mm", "Width (ft)", "Form", "Höhe")] == [
        "cm", "m", "mm", "ft", None, None,
    ]  # fmt: skip
    text = "code,rack,x,y,width,level\n" + "".join(f"A{n},R,{n * 1.25},0,1.25,1\n" for n in range(4))
    found = read_list("m.csv", text.encode())
    with pytest.raises(Refusal, match=r"would measure 0\.0012 m"):
        drawn(found)
    (rack,) = drawn(found, unit="m").of(Rack)
    assert [bay.width for bay in rack.bays] == [1_250.0] * 4


def test_somebody_says_which_column_is_what():
    text = b"Platz;Fachnummer;Name\nX1;A-1-1-1;one\nX2;A-1-1-2;two\n"
    assert read_list("a.csv", text).columns == {"code": "Platz"}
    found = read_list("a.csv", text, {"code": "Fachnummer", "zone": "Name"})
    assert found.columns == {"code": "Fachnummer", "zone": "Name"}
    assert [row.texts["code"] for row in found.rows] == ["A-1-1-1", "A-1-1-2"]
    without = read_list("a.csv", b"code;Typ\nA-1-1-1;9\n", {"kind": LEAVE})
    assert without.columns == {"code": "code"}


def test_kinds_that_nobody_knows_are_storage_and_told():
    listed = lay_list(read_list("a.csv", b"code;Typ\nA-1-1-1;K7\nA-1-1-2;Pick\n"), ListPlan())
    assert any("1 bins are of a kind that is not known (K7)" in note for note in listed.notes)
    assert {row["code"]: row["kind"] for row in location_rows(listed.opened.layout)} == {
        "A-1-1-1": "storage", "A-1-1-2": "pick",
    }  # fmt: skip


def house():
    document = ground.house()
    for aisle in document.of(Aisle):  # ways of a house are not in a list
        with document.transaction("Code"):
            document.put(replace(aisle))
    return document


def test_what_is_written_as_a_list_comes_back_byte_by_byte(tmp_path):
    document = house()
    for ending in (".csv", ".xlsx"):
        first, again = tmp_path / f"first{ending}", tmp_path / f"again{ending}"
        write_layout(document, first)
        write_layout(lay_list(read_list_file(first), ListPlan()).opened.layout, again)
        assert again.read_bytes() == first.read_bytes(), ending


def test_a_list_does_not_hang_on_the_order_in_which_things_were_drawn(tmp_path):
    document = house()
    write_layout(document, tmp_path / "one.json")
    other = read_layout(tmp_path / "one.json")
    backwards = LayoutDocument(reversed(list(document.elements.values())))
    assert to_csv(other) == to_csv(document) == to_csv(backwards)
    assert to_json(backwards.elements.values()) == to_json(document.elements.values())


def test_a_list_comes_into_a_drawing_beside_what_is_there_in_its_zones_and_never_twice():
    document = house()
    before = dict(document.elements)
    (zone, *_), floor = document.of(Zone), document.of(Floor)[0]
    text = f"code;zone;class\n{zone.code}-77-01-1;{zone.code};{ground.CLASS}\nNEW-01-01-1;NEW;\n"
    known = next(iter(location_rows(document)))["code"]
    found = read_list("more.csv", (text + f"{known};{zone.code};\n").encode())
    proposal = propose_list(found, ListPlan(), document, floor.id)
    assert [problem.what for problem in proposal.problems] == [f"{known} is drawn already."]
    with document.transaction("Import"):
        draw_list(document, proposal)
    assert {id_: element for id_, element in document.elements.items() if id_ in before} == before
    racks = [rack for rack in document.of(Rack) if rack.id not in before]
    assert {rack.code for rack in racks} == {f"{zone.code}-77", "NEW-01"}
    assert [rack.zone == zone.id for rack in racks].count(True) == 1
    assert len([one for one in document.of(Zone) if one.code == "NEW"]) == 1
    right = max(rack.x for rack in before.values() if isinstance(rack, Rack))
    assert all(rack.x > right for rack in racks)
    assert len([one for one in document.of(StorageClass) if one.id not in before]) <= 1
    document.undo()
    assert dict(document.elements) == before


def test_a_list_may_replace_a_drawing_and_bins_of_racks_it_names_alike_go_on():
    opened = lay_list(read_list("alt.csv", OLD), ListPlan()).opened.layout
    document = LayoutDocument(opened.elements.values())
    more = OLD + "\r\nN1111D;Nord;1;1;11;D;120,5;180;Reserve;".encode("cp1252")
    proposal = propose_list(read_list("alt.csv", more), ListPlan(), document, document.of(Floor)[0].id, replacing=True)
    with document.transaction("Replace"):
        draw_list(document, proposal)
    assert {rack.id for rack in document.of(Rack)} == {rack.id for rack in opened.of(Rack)}
    assert len(list(location_rows(document))) == proposal.bins == 133
