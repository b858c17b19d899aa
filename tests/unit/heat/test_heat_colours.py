"""Colour tables: ends, trimming, special entries, bands, and the ink that reads on them."""

import numpy as np
import pytest

from app.heat import colours

STOPS = ["#000000", "#ff0000", "#ffffff"]


def test_a_ramp_begins_and_ends_where_its_use_says():
    full = colours.ramp(STOPS)
    assert [hex(full[i]) for i in (0, -1)] == ["0xff000000", "0xffffffff"]
    assert full[len(full) // 2] in (0xFFFF0000, 0xFFFF0101)
    part = colours.ramp(STOPS, (0.25, 0.5))
    assert [hex(part[i]) for i in (0, -1)] == ["0xff800000", "0xffff0000"]


def test_what_is_not_data_has_colours_of_its_own():
    table = colours.table(STOPS, (0, 1), empty="#010203", no_data="#040506", dimmed="#070809", absent="#0a0b0c")
    got = [hex(table[i]) for i in (colours.EMPTY, colours.NO_DATA, colours.DIMMED, colours.ABSENT)]
    assert got == ["0xff010203", "0xff040506", "0xff070809", "0xff0a0b0c"]
    assert len(table) == 256


def test_a_band_dims_all_but_its_values_and_leaves_the_floor():
    table = colours.table(STOPS, (0, 1), empty="#010203", no_data="#040506", dimmed="#070809", absent="#0a0b0c")
    part = colours.banded(table, 0.5, 1.0)
    assert (part[: colours.RAMP // 2 - 1] == table[colours.DIMMED]).all()
    assert np.array_equal(part[colours.RAMP // 2 + 1 : colours.RAMP], table[colours.RAMP // 2 + 1 : colours.RAMP])
    assert part[colours.EMPTY] == table[colours.DIMMED]
    assert part[colours.ABSENT] == table[colours.ABSENT]


def test_steps_and_luminance():
    assert colours.steps(np.array([0.0, 0.5, 1.0])).tolist() == [0, 126, 251]
    assert colours.luminance(np.array([0xFF000000, 0xFFFFFFFF, 0xFFFF0000], np.uint32)) == pytest.approx([0, 1, 0.2126])
    assert colours.mixed("#000000", "#ff8000") == "#7f4000"
