"""The demo building as the layout editor sees it: what it promises fits the bins that it draws."""

import pytest

from app.layout.checks import check_all
from app.layout.opening import from_import
from app.services.demo_data.building import build
from app.services.demo_data.spec import DemoSpec
from app.services.demo_data.zone_kinds import ALL_ZONES, LIMITS


@pytest.mark.parametrize("bins", [300, 2_000])
def test_no_class_promises_more_than_its_bins_hold(bins):
    found = check_all(from_import(build(DemoSpec(bins=bins)).document()).layout)
    assert [one.what for one in found if one.check == "capacity"] == []


def test_every_level_of_every_zone_is_as_high_as_its_class_says():
    for zone in ALL_ZONES:
        for level in range(zone.levels):
            limit = LIMITS[zone.class_of(level)]
            assert limit.max_height <= zone.level_height, (zone.code, level)
            assert limit.max_volume <= zone.cell * zone.depth * zone.level_height / 1e6, (zone.code, level)
