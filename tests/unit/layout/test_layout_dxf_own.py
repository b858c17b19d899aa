"""Our own DXF comes back exactly; what another program did to it is followed or told."""

import io

import ezdxf
import layout_ground as ground
import pytest
from ezdxf.entities.lwpolyline import LWPolyline
from test_layout_files import furnished

from app.domain.errors import Refusal
from app.layout.addresses import names_of
from app.layout.edits import rename_bins
from app.layout.elements import Caption, Door, Floor, Rack, Wall, Zone
from app.layout.exchange import to_json
from app.layout.racking import ElementId
from app.layout.slots import slot_keys
from app.services.layout_files.dxf_in import read_dxf
from app.services.layout_files.dxf_marks import APP
from app.services.layout_files.dxf_out import layout_to_dxf


def text_of(layout):
    return to_json(layout.elements.values())


def edited(data, act):
    """The file as another program writes it after a person did something to it."""
    document = ezdxf.read(io.StringIO(data.decode()))
    act(document, {entity.dxf.handle: entity for entity in document.modelspace() if entity.has_xdata(APP)}.values())
    out = io.StringIO()
    document.write(out)
    return out.getvalue().encode()


def shape(shapes, code):
    (found,) = [one for one in shapes if f'"code":"{code}"' in "".join(str(tag.value) for tag in one.get_xdata(APP))]
    return found


def test_our_own_drawing_comes_back_to_the_byte():
    document = furnished()
    with document.transaction("Nasty words"):
        document.put(
            Caption(id=ElementId("n"), floor=ground.FLOOR, code="N1", text='\\U+00E4 ^J %%c "Größe" \\P {x}', x=1, y=2),
            Floor(id=ElementId("upstairs"), code="1", elevation=5_000, plan_x=80_000, plan_y=-7_000),
            Zone(id=ElementId("z2"), floor=ElementId("upstairs"), code="U", x=5_000, y=5_000, width=900, depth=800,
                 angle=33.333),
        )  # fmt: skip
    read = read_dxf("own.dxf", layout_to_dxf(document))
    assert read.own is not None
    assert text_of(read.own) == text_of(document)
    assert read.notes == ()
    assert read.shapes == ()
    assert read.unit == "mm"


def test_a_rack_with_more_names_than_extended_data_may_hold_comes_back():
    document = ground.house(bays=200)
    rack = ground.racks(document)[0]
    with document.transaction("Names"):
        rename_bins(document, rack.id, {key: f"OWN-NAME-{n:06}" for n, key in enumerate(slot_keys(rack))})
    data = layout_to_dxf(document)
    for entity in ezdxf.read(io.StringIO(data.decode())).modelspace():
        if entity.has_xdata(APP):
            tags = [str(tag.value) for tag in entity.get_xdata(APP)]
            assert sum(map(len, tags)) < 16_000
            assert max(map(len, tags)) < 255
    assert text_of(read_dxf("own.dxf", data).own) == text_of(document)


def test_the_drawing_is_there_for_others_too():
    document = furnished()
    space = ezdxf.read(io.StringIO(layout_to_dxf(document).decode())).modelspace()
    outlines = [e for e in space.query("LWPOLYLINE[layer=='STILLAGE_RACKS']") if e.closed]
    assert len(outlines) == len(document.of(Rack)) == 12
    rack = ground.racks(document)[0]
    words = {text.dxf.text for text in space.query("TEXT")}
    assert rack.code in words
    assert names_of(rack, document.find)[0] in words, "bins of the lowest level bear their addresses"
    assert len(space.query("LWPOLYLINE[layer=='STILLAGE_BINS']")) == 144 / 3
    assert max(y for e in outlines for _, y in e.get_points("xy")) <= 0, "y grows upwards in DXF"


def test_without_bins_it_is_smaller():
    document = ground.house()
    assert len(layout_to_dxf(document, bins=False)) < len(layout_to_dxf(document)) * 0.8


def test_what_was_moved_and_turned_elsewhere_comes_moved_and_turned():
    document = furnished()
    rack = ground.racks(document)[0]

    def act(_document, shapes):
        entity = shape(shapes, rack.code)
        entity.translate(1_000, 500, 0)
        shape(shapes, "PACK-01").rotate_z(3.14159265358979 / 2)

    read = read_dxf("own.dxf", edited(layout_to_dxf(document), act))
    now = ground.named(read.own, rack.code)
    assert (now.x, now.y, now.angle) == pytest.approx((rack.x + 1_000, rack.y - 500, rack.angle))
    before, after = ground.named(document, "PACK-01"), ground.named(read.own, "PACK-01")
    assert after.angle == pytest.approx((before.angle - 90) % 360)
    assert sorted(note.split()[0] for note in read.notes) == sorted(["PACK-01", rack.code])


def test_what_was_changed_in_shape_or_copied_or_deleted_is_told():
    document = furnished()
    rack = ground.racks(document)[0]

    def act(made, shapes):
        stretched = shape(shapes, rack.code)
        assert isinstance(stretched, LWPolyline)
        stretched.set_points([(x * 1.5, y) for x, y in stretched.get_points("xy")], format="xy")
        copy = shape(shapes, "CH1").copy()
        made.modelspace().add_entity(copy)
        shape(shapes, "WALL").destroy()

    read = read_dxf("own.dxf", edited(layout_to_dxf(document), act))
    assert ground.named(read.own, rack.code) == rack
    assert read.own.of(Wall) == read.own.of(Door) == ()
    told = " ".join(read.notes)
    assert f"{rack.code} was changed in its shape" in told
    assert "CH1 stands there twice" in told
    assert "D1 is left out" in told


def test_what_was_drawn_into_it_comes_as_shapes():
    def act(made, _shapes):
        made.modelspace().add_line((0, 0), (9_000, 0), dxfattribs={"layer": "NEW WALLS"})

    read = read_dxf("own.dxf", edited(layout_to_dxf(furnished()), act))
    assert [(one.layer, one.kind) for one in read.shapes] == [("NEW WALLS", "line")]


def test_a_broken_mark_is_refused():
    def act(_made, shapes):
        entity = shape(shapes, "CH1")
        text = "".join(str(tag.value) for tag in entity.get_xdata(APP))
        entity.set_xdata(APP, [(1000, text.replace('"width":900', '"width":-900'))])

    with pytest.raises(Refusal, match="cannot be read"):
        read_dxf("own.dxf", edited(layout_to_dxf(furnished()), act))
