"""Naming patterns to begin from, and what one lacks."""

from dataclasses import replace

import pytest
from layout_ground import FLOOR

from app.domain.errors import Refusal
from app.layout.addresses import WELL_FORMED
from app.layout.elements import Rack
from app.layout.patterns import FIELD_WORDS, PATTERNS, example, lacking
from app.layout.racking import Bay, ElementId, Level


def rack(pattern, bins=1, deep=1, aisle="a"):
    bay = Bay(900, (Level(450, bins), Level(450, bins)))
    return Rack(
        id=ElementId("r"), floor=FLOOR, code="R", x=0, y=0, depth=500, bays=(bay,) * 3, deep=deep, pattern=pattern,
        aisle=ElementId(aisle),
    )  # fmt: skip


def test_every_pattern_that_is_offered_gives_an_address_the_database_takes():
    shown = [example(pattern) for pattern, _ in PATTERNS]
    assert shown[0] == "A-04-12-3"
    assert all(WELL_FORMED.fullmatch(name) for name in shown)
    assert len(set(shown)) == len(shown)
    assert all(WELL_FORMED.fullmatch(example(part)) for part in FIELD_WORDS)
    with pytest.raises(Refusal):
        example("{foo}")


def test_a_pattern_is_told_what_it_lacks_to_tell_bins_apart():
    assert lacking([rack("{rack}")]) == ("bay", "level")
    assert lacking([rack("{rack}-{bay}-{level}", bins=2)]) == ("bin",)
    assert lacking([rack("{rack}-{column}-{level}", bins=2, deep=2)]) == ("depth",)
    one, other = rack("{zone}-{bay}-{level}"), rack("{zone}-{bay}-{level}", aisle="b")
    assert lacking([one]) == ()
    assert lacking([one, replace(other, id=ElementId("s"))]) == ("aisle",)
