"""Drawings of other programs: shapes by layer, a proposal that says what will come, and refusals that harm nothing."""

import io
import math
import random

import ezdxf
import layout_ground as ground
import pytest

from app.domain.errors import Refusal
from app.layout.checks import LiveChecks
from app.layout.dxf.found import Drawing, Shape, layers_of
from app.layout.dxf.mapping import suggested
from app.layout.dxf.proposal import ImportPlan, draw_import, propose_import
from app.layout.elements import Aisle, Caption, Obstacle, Place, Rack, Wall, Zone
from app.layout.exchange import to_json
from app.layout.templates import TEMPLATES
from app.services.layout_files.dxf_in import LARGEST, read_dxf, read_dxf_file

HALL = [(0, 0), (40, 0), (40, 25), (0, 25)]


def saved(document):
    out = io.StringIO()
    document.write(out)
    return out.getvalue().encode()


def drawn(units=6, draw=None):
    """A hall in metres: walls as single lines, a zone, two racks about an aisle, a column, a block, words."""
    document = ezdxf.new("R2010", units=units)
    space = document.modelspace()
    for a, b in zip(HALL, [*HALL[1:], HALL[0]], strict=True):
        space.add_line(a, b, dxfattribs={"layer": "A-WAND"})
    space.add_lwpolyline([(2, 2), (30, 2), (30, 20), (2, 20)], close=True, dxfattribs={"layer": "Bereiche"})
    space.add_text("HOCH", height=0.5, dxfattribs={"layer": "Bereiche"}).set_placement((3, 18))
    for y, code in ((10.0, "R-A"), (14.0, "R-B")):
        box = [(5, y), (22.1, y), (22.1, y + 1.1), (5, y + 1.1)]
        space.add_lwpolyline(box, close=True, dxfattribs={"layer": "REGALE"})
        space.add_mtext(code, dxfattribs={"layer": "Beschriftung", "insert": (12, y + 0.5)})
    space.add_line((5, 12.55), (22, 12.55), dxfattribs={"layer": "Gassen"})
    space.add_circle((33, 6), 0.4, dxfattribs={"layer": "Säulen"})
    block = document.blocks.new("EUROPALETTE", base_point=(0.6, 0.4))
    block.add_lwpolyline([(0, 0), (1.2, 0), (1.2, 0.8), (0, 0.8)], close=True)
    space.add_blockref("EUROPALETTE", (35, 20), dxfattribs={"layer": "Stellplatz", "rotation": 30})
    space.add_text("Tor 1", height=0.5, dxfattribs={"layer": "Beschriftung"}).set_placement((38, 1))
    if draw is not None:
        draw(document, space)
    return saved(document)


def plan(drawing, **changes):
    usual = dict(floor=ground.FLOOR, unit=drawing.unit, mapped=suggested(drawing.layers), aisle_width=2_900.0)
    return ImportPlan(**(usual | changes))


def proposed(data, **changes):
    drawing = read_dxf("hall.dxf", data)
    return propose_import(drawing, plan(drawing, **changes), ground.empty())


def of(proposal, kind):
    return [element for element in proposal.elements if isinstance(element, kind)]


def test_layers_are_read_and_a_mapping_is_proposed_by_their_names():
    drawing = read_dxf("hall.dxf", drawn())
    assert drawing.unit == "m"
    assert drawing.own is None
    assert {(layer.name, layer.lines, layer.outlines, layer.blocks, layer.texts) for layer in drawing.layers} == {
        ("A-WAND", 4, 0, 0, 0), ("Bereiche", 0, 1, 0, 1), ("REGALE", 0, 2, 0, 0), ("Beschriftung", 0, 0, 0, 3),
        ("Gassen", 1, 0, 0, 0), ("Säulen", 0, 1, 0, 0), ("Stellplatz", 0, 0, 1, 0),
    }  # fmt: skip
    assert suggested(drawing.layers) == {
        "A-WAND": "wall", "Bereiche": "zone", "REGALE": "rack", "Beschriftung": "caption", "Gassen": "aisle",
        "Säulen": "obstacle", "Stellplatz": "place",
    }  # fmt: skip


def test_the_hall_becomes_a_layout_that_can_be_undone_as_one():
    document = ground.empty()
    before = to_json(document.elements.values())
    drawing = read_dxf("hall.dxf", drawn())
    proposal = propose_import(drawing, plan(drawing), document)
    assert proposal.problems == ()
    assert dict(proposal.counts) == {
        "zone": 1, "rack": 2, "place": 1, "aisle": 1, "obstacle": 1, "wall": 1, "caption": 1,
    }  # fmt: skip
    assert to_json(document.elements.values()) == before, "a proposal draws nothing"
    with document.transaction("Import hall.dxf"):
        draw_import(document, proposal)
    zone, lower, upper = (ground.named(document, code) for code in ("HOCH", "R-A", "R-B"))
    assert (zone.x, zone.y, zone.width, zone.depth) == (16_000, -11_000, 28_000, 18_000), "y is turned about"
    assert (lower.x, lower.y, lower.depth, lower.length) == pytest.approx((13_550, -10_550, 1_100, 17_100))
    assert [len(rack.bays) for rack in (lower, upper)] == [6, 6]
    assert lower.zone == upper.zone == zone.id
    (aisle,) = document.of(Aisle)
    assert lower.aisle == upper.aisle == aisle.id
    assert (lower.angle, upper.angle) == (180, 0), "both fronts look at the aisle between them"
    (wall,) = document.of(Wall)
    assert wall.points[0] == wall.points[-1]
    assert set(wall.points) == {(0, 0), (40_000, 0), (40_000, -25_000), (0, -25_000)}
    (place,) = document.of(Place)
    assert (place.x, place.y, {place.width, place.depth}) == (35_000, -20_000, {1_200, 800})
    assert [caption.text for caption in document.of(Caption)] == ["Tor 1"]
    (column,) = document.of(Obstacle)
    assert all(math.dist(p, (33_000, -6_000)) == pytest.approx(400, abs=12) for p in column.points)
    codes = [finding for finding in LiveChecks(document).findings() if finding.check in ("address", "code")]
    assert codes == [], "imported bins have addresses of their own"
    document.undo()
    assert to_json(document.elements.values()) == before


@pytest.mark.parametrize(("units", "unit", "x"), [(4, "mm", 40), (5, "cm", 400), (1, "in", 1_016), (2, "ft", 12_192)])
def test_units_of_the_file_are_kept_to(units, unit, x):
    drawing = read_dxf("hall.dxf", drawn(units))
    assert drawing.unit == unit
    proposal = propose_import(drawing, plan(drawing, mapped={"A-WAND": "wall"}), ground.empty())
    assert max(px for wall in of(proposal, Wall) for px, _ in wall.points) == pytest.approx(x)


def test_a_drawing_without_units_is_asked_about_and_never_guessed():
    drawing = read_dxf("hall.dxf", drawn(0))
    assert drawing.unit is None
    document = ground.empty()
    with pytest.raises(Refusal, match="does not say in which unit") as caught:
        propose_import(drawing, plan(drawing), document)
    assert "Choose the unit" in caught.value.next_step
    assert drawing.sizes()["m"] == pytest.approx((40, 25))
    assert drawing.sizes()["mm"] == pytest.approx((0.04, 0.025))
    assert len(propose_import(drawing, plan(drawing, unit="m"), document).elements) == 8


def test_self_crossing_and_degenerate_shapes_are_listed_and_left_out():
    def draw(_document, space):
        bad = {"layer": "Säulen"}
        space.add_lwpolyline([(0, 0), (4, 4), (4, 0), (0, 4)], close=True, dxfattribs=bad)
        space.add_lwpolyline([(0, 0), (4, 0), (2, 0)], close=True, dxfattribs=bad)
        space.add_lwpolyline([(7, 7), (7, 7)], close=True, dxfattribs=bad)
        space.add_lwpolyline([(0, 0), (4, 0), (4, 4)], close=False, dxfattribs=bad)
        space.add_line((1, 1), (1, 1), dxfattribs={"layer": "A-WAND"})
        space.add_lwpolyline([(0, 0), (4, 0), (4, 3), (1, 4)], close=True, dxfattribs={"layer": "REGALE"})

    proposal = proposed(drawn(draw=draw))
    told = sorted((problem.layer, problem.what, problem.taken) for problem in proposal.problems)
    assert told == [
        ("A-WAND", "The wall is shorter than a millimetre.", False),
        ("REGALE", "R001 is no rectangle; the box around it is taken.", True),
        ("Säulen", "The line is not closed.", False),
        ("Säulen", "The outline crosses itself.", False),
        ("Säulen", "The outline has fewer than three corners.", False),
        ("Säulen", "The outline has no area.", False),
    ]
    assert all(problem.handle for problem in proposal.problems)
    assert len(of(proposal, Obstacle)) == 1


def test_a_code_that_stands_twice_is_given_anew_and_told():
    def draw(_document, space):
        box = [(5, 5), (10, 5), (10, 6), (5, 6)]
        space.add_lwpolyline(box, close=True, dxfattribs={"layer": "REGALE"})
        space.add_text("R-A", height=0.2, dxfattribs={"layer": "REGALE"}).set_placement((6, 5.5))

    proposal = proposed(drawn(draw=draw))
    codes = [rack.code for rack in of(proposal, Rack)]
    assert len(set(codes)) == 3
    assert [problem.taken for problem in proposal.problems] == [True]


def test_a_drawing_far_from_its_origin_is_refused_until_it_is_moved():
    def far(_document, space):
        space.add_line((3_500_000, 5_800_000), (3_500_040, 5_800_000), dxfattribs={"layer": "A-WAND"})
        for entity in list(space)[:-1]:
            space.delete_entity(entity)

    data = drawn(draw=far)
    with pytest.raises(Refusal, match="5,800 km from its origin"):
        proposed(data)
    (wall,) = proposed(data, corner=(1_000, 2_000)).elements
    assert wall.points == ((1_000, 2_000), (41_000, 2_000))


def test_a_drawing_too_wide_is_refused():
    def wide(_document, space):
        space.add_line((0, 0), (90_000, 0), dxfattribs={"layer": "A-WAND"})

    with pytest.raises(Refusal, match="90 km wide"):
        proposed(drawn(draw=wide), corner=(0, 0))


def test_a_building_inserted_as_a_block_of_many_layers_is_taken_apart():
    document = ezdxf.new("R2010", units=6)
    house = document.blocks.new("HOUSE")
    house.add_line((0, 0), (10, 0), dxfattribs={"layer": "A-WALL"})
    house.add_lwpolyline([(1, 1), (4, 1), (4, 2), (1, 2)], close=True, dxfattribs={"layer": "RACKS"})
    inner = document.blocks.new("COLUMN")
    inner.add_circle((0, 0), 0.3)
    house.add_blockref("COLUMN", (5, 5), dxfattribs={"layer": "COLUMNS"})
    document.modelspace().add_blockref("HOUSE", (100, 50), dxfattribs={"layer": "XREF", "rotation": 90})
    drawing = read_dxf("house.dxf", saved(document))
    found = {shape.layer: shape for shape in drawing.shapes}
    assert found["A-WALL"].points == (pytest.approx((100, 50)), pytest.approx((100, 60)))
    assert found["COLUMNS"].kind == "block"
    assert found["COLUMNS"].points[0] == pytest.approx((95.3, 54.7), abs=0.31)
    assert found["RACKS"].kind == "outline"


def test_a_bomb_of_blocks_is_refused_before_it_fills_the_memory():
    document = ezdxf.new("R2010", units=6)
    inner = document.blocks.new("B0")
    inner.add_line((0, 0), (1, 0), dxfattribs={"layer": "X"})
    for level in range(1, 8):
        block = document.blocks.new(f"B{level}")
        for n in range(10):
            block.add_blockref(f"B{level - 1}", (n, 0))
    document.modelspace().add_blockref("B7", (0, 0))
    with pytest.raises(Refusal, match="more than 250,000 shapes"):
        read_dxf("bomb.dxf", saved(document))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.995])
def test_a_file_that_was_cut_off_is_refused(share):
    data = drawn()
    with pytest.raises(Refusal, match="cut off"):
        read_dxf("hall.dxf", data[: int(len(data) * share)])


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "no DXF"), (b"AC1027\x00\x00", "DWG"), (b"\x89PNG\r\n", "no DXF"), (b"%PDF-1.7", "no DXF")],
)
def test_what_is_no_drawing_is_named(data, words):
    with pytest.raises(Refusal, match=words):
        read_dxf("x.dxf", data)


def test_damage_within_a_file_is_refused_or_read_but_never_fails():
    """Bytes that fell out or were overwritten anywhere: an answer in words, or what can still be read."""
    data, dice = drawn(), random.Random(7)
    refused = []
    for _ in range(25):
        at = dice.randrange(len(data) - 400)
        harmed = data[:at] + bytes(dice.randrange(32, 127) for _ in range(dice.randrange(1, 60))) + data[at + 90 :]
        try:
            drawing = read_dxf("hall.dxf", harmed)
            propose_import(drawing, plan(drawing, unit=drawing.unit or "m", corner=(0, 0)), ground.empty())
        except Refusal as refusal:
            refused.append(refusal.next_step)
    assert refused
    assert all(refused)


def test_a_file_that_is_too_large_is_not_even_read(tmp_path):
    file = tmp_path / "city.dxf"
    with file.open("wb") as stream:
        stream.truncate(LARGEST + 1)
    with pytest.raises(Refusal, match="Save only the layers"):
        read_dxf_file(file)
    with pytest.raises(Refusal, match="cannot be read"):
        read_dxf_file(tmp_path / "nothing.dxf")


def test_shelving_has_its_own_bays():
    racks = of(proposed(drawn(), template=TEMPLATES["shelving"]), Rack)
    assert {len(rack.bays) for rack in racks} == {19}
    assert {rack.style for rack in racks} == {"shelving"}


def test_hidden_layers_are_left_out_unless_chosen():
    shape = Shape("line", "A-WALL", ((0, 0), (1, 0)))
    drawing = Drawing("x", "m", layers_of((shape,), frozenset({"A-WALL"})), (shape,))
    assert suggested(drawing.layers) == {"A-WALL": "leave"}
    assert len(of(propose_import(drawing, plan(drawing, mapped={"A-WALL": "wall"}), ground.empty()), Wall)) == 1


def test_boxes_that_lie_turned_are_found():
    def draw(_document, space):
        c, s = math.cos(math.radians(30)), math.sin(math.radians(30))
        box = [(50 + x * c - y * s, 50 + x * s + y * c) for x, y in ((0, 0), (10, 0), (10, 2), (0, 2))]
        space.add_lwpolyline(box, close=True, dxfattribs={"layer": "Bereiche"})

    zones = of(proposed(drawn(draw=draw)), Zone)
    (turned,) = [zone for zone in zones if zone.angle]
    assert {round(turned.width), round(turned.depth)} == {10_000, 2_000}
    assert turned.angle % 90 == pytest.approx(60, abs=0.01), "clockwise with y downwards"
