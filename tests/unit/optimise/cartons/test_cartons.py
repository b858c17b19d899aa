"""Cartons: every piece in one parcel, nothing overlaps or hangs, the smallest carton that the greedy can fill."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.optimise.cartons import (
    STANDARD_CARTONS,
    CartonType,
    Item,
    OwnPackaging,
    PackedCarton,
    Placement,
    choose,
    faults_of,
)
from app.optimise.cartons.spaces import take_out

SIDE = st.integers(10, 420)
PIECES = st.lists(
    st.tuples(SIDE, SIDE, st.integers(10, 300), st.integers(5, 6_000), st.booleans(), st.booleans()),
    min_size=1,
    max_size=14,
)


def pieces(rows):
    return [Item(n, *row) for n, row in enumerate(rows)]


@settings(max_examples=200, deadline=None)
@given(PIECES)
def test_every_piece_is_in_one_parcel_and_every_carton_can_be_packed(rows):
    items = pieces(rows)
    parcels = choose(items, STANDARD_CARTONS)
    inside = Counter()
    for parcel in parcels:
        if isinstance(parcel, OwnPackaging):
            inside[parcel.item] += 1
        else:
            assert faults_of(parcel) == []
            inside.update(placement.item for placement in parcel.placements)
    assert inside == Counter(items)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(SIDE, SIDE, SIDE), min_size=1, max_size=12))
def test_spaces_are_empty_maximal_and_complete(boxes):
    """Against a grid of points: a point is in some space exactly when no box took it (spaces of any thickness)."""
    spaces, taken = [(0, 0, 0, 600, 600, 600)], []
    for n, (x, y, z) in enumerate(boxes):
        box = (x, y, z, min(600, x + 60 + 17 * n), min(600, y + 90), min(600, z + 130))
        taken.append(box)
        spaces = take_out(spaces, box, 1)

    def within(p, s):
        return all(s[i] < p[i] < s[i + 3] for i in range(3))

    grid = [
        (a + 0.5, b + 0.5, c + 0.5) for a in range(0, 600, 75) for b in range(0, 600, 75) for c in range(0, 600, 75)
    ]
    for point in grid:
        assert any(within(point, s) for s in spaces) != any(within(point, t) for t in taken)
    for s in spaces:
        assert not any(all(s[i] < t[i + 3] and t[i] < s[i + 3] for i in range(3)) for t in taken)
        assert not any(o != s and all(o[i] <= s[i] and o[i + 3] >= s[i + 3] for i in range(3)) for o in spaces), (
            "one space inside another"
        )


def test_the_smallest_carton_that_fits_is_taken():
    (parcel,) = choose([Item("mug", 110, 90, 95, 400)], STANDARD_CARTONS)
    assert isinstance(parcel, PackedCarton)
    assert parcel.type.code == "K1"
    assert parcel.weight == 400 + parcel.type.tare
    assert parcel.fill == pytest.approx(110 * 90 * 95 / (200 * 150 * 100))


def test_eight_blocks_fill_a_carton_exactly():
    exact = CartonType("X", 200, 200, 200, 10_000, 100)
    (parcel,) = choose([Item(n, 100, 100, 100, 50) for n in range(8)], [exact])
    assert parcel.fill == 1.0
    assert faults_of(parcel) == []


def test_weight_makes_more_cartons():
    parcels = choose([Item(n, 100, 80, 60, 9_000) for n in range(6)], STANDARD_CARTONS)
    assert len(parcels) == 2
    assert all(parcel.weight - parcel.type.tare <= parcel.type.max_weight for parcel in parcels)


def test_the_last_carton_is_as_small_as_its_content():
    parcels = choose([Item(n, 580, 390, 240, 900) for n in range(2)] + [Item("pen", 140, 10, 10, 12)] * 1
                     + [Item("lid", 590, 395, 490, 900)], STANDARD_CARTONS)  # fmt: skip
    assert len(parcels) == 2
    sizes = [parcel.type.code for parcel in parcels]
    assert sizes.count("K6") == 2 or "K6" in sizes
    assert sum(len(parcel.placements) for parcel in parcels) == 4


@pytest.mark.parametrize(
    ("item", "word"),
    [(Item("broom", 1_300, 80, 60, 700), "1300 mm"), (Item("anvil", 200, 200, 200, 45_000), "45.0 kg")],
)
def test_what_no_carton_takes_ships_in_its_own_packaging(item, word):
    small = Item("mug", 110, 90, 95, 400)
    carton, own = choose([item, small], STANDARD_CARTONS)
    assert [placement.item for placement in carton.placements] == [small]
    assert isinstance(own, OwnPackaging)
    assert own.item == item
    assert word in own.why


def test_upright_goods_stand_and_fragile_ones_carry_nothing():
    tall = Item("bottle", 80, 80, 280, 1_200, this_side_up=True)
    eggs = Item("eggs", 300, 120, 70, 700, fragile=True)
    tins = [Item(f"tin{n}", 75, 75, 110, 450) for n in range(10)]
    for parcel in choose([eggs, tall, *tins], STANDARD_CARTONS):
        assert faults_of(parcel) == []
        for placement in parcel.placements:
            if placement.item is tall:
                assert placement.up == 280


def test_an_upright_piece_that_only_fits_lying_goes_its_own_way():
    (parcel,) = choose([Item("lamp", 100, 100, 550, 900, this_side_up=True)], STANDARD_CARTONS)
    assert isinstance(parcel, OwnPackaging)
    (lying,) = choose([Item("lamp", 100, 100, 550, 900)], STANDARD_CARTONS)
    assert isinstance(lying, PackedCarton)


def test_no_pieces_no_parcels():
    assert choose([], STANDARD_CARTONS) == []


BOX = CartonType("B", 300, 300, 300, 5_000, 100)


def packed(*placements, weight=None, fill=None):
    content = sum(p.item.weight for p in placements)
    volume = sum(p.along * p.across * p.up for p in placements)
    return PackedCarton(
        BOX, placements, content + 100 if weight is None else weight, volume / BOX.volume() if fill is None else fill
    )


def lying(item, x, y, z):
    return Placement(item, x, y, z, item.length, item.width, item.height)


CUBE = Item("cube", 100, 100, 100, 500)
OTHER = Item("other", 100, 100, 100, 500)


@pytest.mark.parametrize(
    ("carton", "word"),
    [
        (packed(lying(CUBE, 0, 0, 0), lying(OTHER, 50, 50, 0)), "overlap"),
        (packed(lying(CUBE, 250, 0, 0)), "sticks out"),
        (packed(lying(CUBE, -1, 0, 0)), "sticks out"),
        (packed(lying(CUBE, 0, 0, 100)), "rests on 0%"),
        (packed(lying(CUBE, 0, 0, 0), lying(OTHER, 50, 0, 100)), "rests on 50%"),
        (packed(lying(Item("egg", 100, 100, 100, 50, fragile=True), 0, 0, 0), lying(OTHER, 0, 0, 100)), "fragile"),
        (packed(Placement(Item("jug", 50, 60, 90, 5, this_side_up=True), 0, 0, 0, 50, 90, 60)), "upright"),
        (packed(Placement(CUBE, 0, 0, 0, 100, 100, 90)), "changed its size"),
        (packed(lying(Item("lead", 100, 100, 100, 5_001), 0, 0, 0)), "in a carton for"),
        (packed(lying(CUBE, 0, 0, 0), weight=500), "weighs"),
        (packed(lying(CUBE, 0, 0, 0), fill=0.5), "fill"),
    ],
)
def test_the_verifier_sees_what_is_wrong(carton, word):
    assert any(word in fault for fault in faults_of(carton))
