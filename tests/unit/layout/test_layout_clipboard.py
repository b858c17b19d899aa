"""Carried from one drawing to another: with what it names, named as it is called where it arrives."""

from dataclasses import replace

import layout_ground as ground
import pytest

from app.domain.errors import Refusal
from app.layout.clipboard import fitted, packed, unpacked
from app.layout.document import LayoutDocument
from app.layout.elements import Aisle, Floor, Rack, StorageClass, Truck
from app.layout.racking import ElementId


def carried(document, *elements):
    return unpacked(packed(document, elements))


def test_a_rack_brings_what_it_names_and_says_what_was_meant():
    document = ground.house()
    rack = ground.racks(document)[0]
    layout, chosen = carried(document, rack)
    assert chosen == [rack]
    assert {rack.id, rack.aisle, rack.floor} <= layout.elements.keys()
    assert len(layout.of(Rack)) == 1


def test_in_the_same_drawing_all_names_stay():
    document = ground.house()
    rack = ground.racks(document)[0]
    made, also = fitted(document, *carried(document, rack), rack.floor)
    assert (made, also) == ([rack], [])


def test_elsewhere_classes_come_along_once_and_aisles_are_let_go_of():
    document = ground.house()
    known = StorageClass(id=ElementId("cls"), code="SHELF", max_weight=5_000)
    rack = ground.racks(document)[0]
    bay = replace(rack.bays[0], levels=tuple(replace(one, storage_class=known.id) for one in rack.bays[0].levels))
    with document.transaction("Class"):
        document.put(known, replace(rack, bays=(bay,) * len(rack.bays)))
    rack = document.get(rack.id, Rack)
    floor = Floor(id=ElementId("upstairs"), code="1")
    other = LayoutDocument([floor])
    (there,), also = fitted(other, *carried(document, rack), floor.id)
    (brought,) = [one for one in also if isinstance(one, StorageClass)]
    assert (brought.code, brought.max_weight) == ("SHELF", 5_000)
    assert brought.id != known.id
    assert {level.storage_class for one in there.bays for level in one.levels} == {brought.id}
    assert (there.aisle, there.zone, there.floor) == (None, None, floor.id)
    own = replace(brought, id=ElementId("mine"))
    (there,), also = fitted(LayoutDocument([floor, own]), *carried(document, rack), floor.id)
    assert not [one for one in also if isinstance(one, StorageClass)], "one of its code is there already"
    assert {level.storage_class for one in there.bays for level in one.levels} == {own.id}


def test_an_aisle_brings_its_truck():
    document = ground.house()
    aisle = next(one for one in document.of(Aisle) if one.truck is not None)
    floor = Floor(id=ElementId("upstairs"), code="1")
    (there,), also = fitted(LayoutDocument([floor]), *carried(document, aisle), floor.id)
    (truck,) = also
    assert isinstance(truck, Truck)
    assert there.truck == truck.id


def test_other_text_is_refused():
    with pytest.raises(Refusal):
        unpacked("a shopping list")
