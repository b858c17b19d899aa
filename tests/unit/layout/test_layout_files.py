"""Files: JSON there and back to the byte, bad files refused with their place, CSV, and what the database is given."""

import csv
import io
import json
from dataclasses import replace

import layout_ground as ground
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_gestures import Drawn, gesture

from app.domain.errors import Refusal
from app.layout.elements import Aisle, Caption, Charger, Door, Floor, Obstacle, Place, StorageClass, Wall
from app.layout.exchange import from_json, to_csv, to_json
from app.layout.geometry import placed
from app.layout.publish import check_digit, to_import
from app.layout.racking import Bay, ElementId, Level
from app.layout.walls import stretches


def furnished():
    """A house with one of everything."""
    document = ground.house()
    f = ground.FLOOR
    wall = Wall(id=ElementId("w"), floor=f, code="WALL", label="Hall", points=(
        (-9_000, -9_000), (30_000, -9_000), (30_000, 20_000), (-9_000, 20_000), (-9_000, -9_000)))  # fmt: skip
    with document.transaction("Furnish"):
        document.put(
            wall,
            Door(id=ElementId("d"), floor=f, wall=wall.id, code="D1", x=10_000, y=20_100, width=3_000),
            Obstacle(
                id=ElementId("o"), floor=f, code="PIT", label="Pit", points=((0, 9_000), (900, 9_000), (500, 9_900))
            ),
            Charger(id=ElementId("c"), floor=f, code="CH1", x=20_000, y=0, width=900, depth=900),
            Caption(id=ElementId("t"), floor=f, code="T1", text="=Hall 1", x=0, y=-3_000),
            Place(id=ElementId("p"), floor=f, code="PACK-01", use="packing", x=0, y=15_000, width=2_000, depth=1_000),
        )
    return document


def test_a_file_read_and_written_again_is_the_same_file():
    document = furnished()
    text = to_json(document.elements.values())
    again = from_json(text)
    assert dict(again.elements) == dict(document.elements)
    assert to_json(reversed(again.elements.values())) == text
    assert len(text) < 9_000


@given(st.data())
@settings(max_examples=20, deadline=None)
def test_any_layout_survives_the_file(data):
    document = furnished()
    for _ in range(3):
        with document.transaction("Random"):
            gesture(document, Drawn(data))
    assert dict(from_json(to_json(document.elements.values())).elements) == dict(document.elements)


def test_mixed_bays_are_written_as_runs():
    document = ground.house()
    rack = ground.racks(document)[0]
    odd = Bay(900, (Level(1_350.0, 2, "storage", ground.CLASS),))
    with document.transaction("Odd"):
        document.put(replace(rack, bays=(*rack.bays[:2], odd, rack.bays[0]), names=(((0, 0, 0, 0), "X"),)))
    text = to_json(document.elements.values())
    row = next(row for row in json.loads(text)["elements"] if row["id"] == rack.id)
    assert [count for count, _ in row["bays"]] == [2, 1, 1]
    assert from_json(text).elements[rack.id] == document.elements[rack.id]


def broken(document, change):
    whole = json.loads(to_json(document.elements.values()))
    change(whole, {row["id"]: row for row in whole["elements"]})
    return json.dumps(whole)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda w, e: w.update(version=3), "version 3"),
        (lambda w, e: w.update(format="other"), "no Stillage layout"),
        (lambda w, e: w.update(elements={}), "elements is no list"),
        (lambda w, e: w["elements"].append({"kind": "tree"}), "no kind of element"),
        (lambda w, e: w["elements"].append([]), "no kind of element"),
        (lambda w, e: w["elements"].append(w["elements"][-1]), "stands twice"),
        (lambda w, e: e["zone"].update(colour="red"), r"\.colour is no field"),
        (lambda w, e: e["zone"].pop("code"), r"\.code is missing"),
        (lambda w, e: e["zone"].update(x="far"), r"\.x is no number"),
        (lambda w, e: e["zone"].update(width=-5), "cannot have this width"),
        (lambda w, e: e["class"].update(hazard_classes=["x" * 41]), "has no name of 1 to 40 characters"),
        (lambda w, e: e["class"].update(hazard_classes=["3", 8]), r"hazard_classes\[1\] is no text"),
        (lambda w, e: next(a for a in w["elements"] if a["kind"] == "aisle").update(speed=9e9), r"walk 0\.1 to 3 m/s"),
        (lambda w, e: e["zone"].update(floor="nowhere"), "not whole"),
        (lambda w, e: e["zone"].update(floor="truck"), "not whole"),
        (lambda w, e: e["zone"].update(x=True), r"\.x is no number"),
        (lambda w, e: e["dock"].update(use="disco"), r"\.use is none of"),
        (lambda w, e: e["t.2"].update(bays=[[0, {}]]), "count from 1"),
        (lambda w, e: e["t.2"].update(bays=[[10**9, {}]]), "count from 1"),
        (lambda w, e: e["o"].update(points=[[0, 0], [9, 9], [9, 0], [0, 9]]), "crosses itself"),
        (lambda w, e: e["o"].update(points=[[0, 0], [9]]), "has not 2 parts"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_place(change, words):
    with pytest.raises(Refusal, match=words):
        from_json(broken(furnished(), change))


def test_what_version_1_wrote_is_read_and_what_it_typed_of_hazard_classes_stops_nothing():
    document = furnished()
    told = json.loads(to_json(document.elements.values()))
    told["version"] = 1
    (shelf,) = [row for row in told["elements"] if row["kind"] == "storage_class"]
    assert from_json(json.dumps(told)).elements == document.elements
    assert from_json(json.dumps(told)).get(shelf["id"], StorageClass).hazard_classes is None, "nobody said anything"
    shelf["hazard_classes"] = [" 3 ", "", "3", "y" * 60, "8"]
    opened = from_json(json.dumps(told))
    assert opened.get(shelf["id"], StorageClass).hazard_classes == ("3", "y" * 40, "8")
    assert from_json(to_json(opened.elements.values())).elements == opened.elements


def test_speeds_and_hazard_classes_come_back_as_they_were():
    document = furnished()
    first, second = sorted(document.of(Aisle), key=lambda a: a.id)[:2]
    known = next(iter(document.of(StorageClass)))
    for hazards in (None, (), ("3", "8")):
        with document.transaction("Edit"):
            document.put(
                replace(first, speed=800.0),
                replace(second, truck_speed=1_500.0),
                replace(known, hazard_classes=hazards),
            )
        text = to_json(document.elements.values())
        assert from_json(text).elements == document.elements
        assert ('"hazard_classes":[]' in text) is (hazards == ())


@pytest.mark.parametrize("text", ["", "{", "null", "[]", '{"format":"stillage-layout","version":1,"elements":[NaN]}'])
def test_what_is_no_json_is_refused(text):
    with pytest.raises(Refusal):
        from_json(text)


def test_a_file_cut_off_anywhere_is_refused():
    text = to_json(ground.house().elements.values()).rstrip()
    for end in range(0, len(text), 97):
        with pytest.raises(Refusal):
            from_json(text[:end])
    with pytest.raises(Refusal, match="cut off"):
        from_json("[" * 100_000)


def test_the_csv_has_every_location_once():
    document = furnished()
    table = list(csv.DictReader(io.StringIO(to_csv(document))))
    assert len({row["code"] for row in table}) == len(table) == 146
    one = next(row for row in table if row["code"] == "A-01-01-2")
    assert (one["rack"], one["level"], one["z"], one["class"], one["aisle"]) == ("A01L1", "1", "450", "SHELF", "01")


def test_a_text_that_a_spreadsheet_would_compute_is_defused():
    document = ground.house()
    zone = document.elements[ground.ZONE]
    with document.transaction("Evil"):
        document.put(replace(zone, code="=1+1"))
    assert next(csv.DictReader(io.StringIO(to_csv(document))))["zone"] == "'=1+1"


def test_the_database_is_given_what_its_import_takes():
    payload = to_import(furnished())
    assert json.loads(json.dumps(payload)) == payload
    assert {key: len(payload[key]) for key in payload} == {
        "zones": 1, "classes": 1, "racks": 12, "locations": 146, "fixtures": 6,
    }  # fmt: skip
    racks = {row["code"]: row for row in payload["racks"]}
    assert racks["A01L1"]["columns"] == 4
    assert racks["A01L1"]["levels"] == 3
    zones = {row["code"] for row in payload["zones"]}
    for row in payload["locations"]:
        assert row["zone"] in zones or row["zone"] is None
        if row["rack"] is not None:
            assert 0 <= row["column"] < racks[row["rack"]]["columns"]
            assert 0 <= row["level"] < racks[row["rack"]]["levels"]
    seats = {(row["rack"], row["column"], row["level"]) for row in payload["locations"] if row["rack"]}
    assert len(seats) == 144
    assert {f["kind"] for f in payload["fixtures"]} == {"wall", "dock", "station", "label", "obstacle"}
    assert all(len(row["check_digit"]) == 2 for row in payload["locations"])
    assert check_digit("A-01-01-1") == check_digit("A-01-01-1")


def test_columns_lie_where_the_heatmap_draws_them():
    payload = to_import(ground.house(angle=30.0))
    racks = {row["code"]: row for row in payload["racks"]}
    for row in payload["locations"]:
        if row["rack"]:
            rack = racks[row["rack"]]
            middle = (row["column"] + 0.5) * rack["length"] / rack["columns"] - rack["length"] / 2
            x, y = placed(rack["x"], rack["y"], rack["angle"], middle, 0)
            assert (row["x"], row["y"]) == (pytest.approx(x, abs=1), pytest.approx(y, abs=1))


def test_an_upper_floor_stands_beside_on_the_plan_and_above_in_z():
    document = ground.house()
    floor = document.get(ground.FLOOR, Floor)
    with document.transaction("Lift"):
        document.put(replace(floor, elevation=4_000.0, plan_x=100_000.0))
    ground_row, upper = (
        next(row for row in to_import(d)["locations"] if row["code"] == "A-01-01-2") for d in (ground.house(), document)
    )
    assert (upper["x"] - ground_row["x"], upper["y"], upper["z"]) == (100_000, ground_row["y"], 4_450)


def test_a_closed_wall_with_one_door_is_one_line_from_jamb_to_jamb():
    document = furnished()
    wall, door = (document.elements[ElementId(name)] for name in ("w", "d"))
    (line,) = stretches(wall, [door])
    assert (line[0], line[-1]) == ((8_500, 20_000), (11_500, 20_000))
    assert len(line) == 6
    at_corner = replace(door, x=-9_000, y=-8_500)
    (line,) = stretches(wall, [at_corner])
    assert (line[0], line[-1]) == ((-8_000, -9_000), (-9_000, -7_000))
    assert len(stretches(wall, [door, at_corner])) == 2


@pytest.mark.parametrize("pretty", [False, True])
def test_what_is_wrong_is_told_with_its_line_and_field(pretty):
    whole = json.loads(to_json(furnished().elements.values()))
    number = next(at for at, row in enumerate(whole["elements"]) if row["kind"] == "caption")
    whole["elements"][number]["text"] = 5
    text = json.dumps(whole, indent=2) if pretty else to_json(furnished().elements.values()).replace('"=Hall 1"', "5")
    before = text[: text.index('"text": 5' if pretty else '"text":5')]
    line = before[: before.rindex("{")].count("\n") + 1
    with pytest.raises(Refusal) as refused:
        from_json(text)
    assert f"line {line}, elements[{number}].text is no text" in refused.value.what


def test_an_id_that_stands_twice_is_told_at_its_second_line():
    lines = to_json(furnished().elements.values()).splitlines()
    again = next(at for at, line in enumerate(lines) if '"kind":"place"' in line)
    lines.insert(again + 1, lines[again])
    with pytest.raises(Refusal, match=f"line {again + 2}, the id dock stands twice"):
        from_json("\n".join(lines))


def test_an_outline_that_crosses_itself_is_told_in_words():
    row = '{"kind":"obstacle","id":"bow","floor":"floor","code":"BOW","points":[[0,0],[1000,1000],[1000,0],[0,1000]]}'
    text = to_json(furnished().elements.values()).replace('"elements":[\n', f'"elements":[\n{row},\n')
    with pytest.raises(Refusal) as refused:
        from_json(text)
    assert "line 2, elements[0]: The obstacle BOW cannot have this outline, which crosses itself." in refused.value.what
