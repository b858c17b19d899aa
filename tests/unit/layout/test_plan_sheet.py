"""Plans on paper: to scale, on as many pages as it takes, with what a person needs to know which plan it is."""

import io

import layout_ground as ground
import numpy as np
import pypdfium2
import pytest
from PIL import Image
from printed_codes import pages
from test_layout_files import furnished

from app.domain.errors import Refusal
from app.layout.elements import Floor, Obstacle, Wall
from app.layout.racking import ElementId
from app.services.layout_files.plan_paper import EDGE, OVERLAP, Paper
from app.services.layout_files.plan_sheet import PlanTitle, plan_pdf, plan_png

TITLE = PlanTitle("Köln-Porz", "Version 7", "23 Nov 2026", "Pavel Planner")


def words(pdf, page=0):
    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage().get_text_range()
    document.close()
    return text


def sizes(pdf):
    document = pypdfium2.PdfDocument(pdf)
    found = [tuple(round(length / 72 * 25.4) for length in page.get_size()) for page in document]
    document.close()
    return found


def bar():
    """A floor with one black wall of 10 m exactly, and nothing near it."""
    document = ground.empty()
    with document.transaction("Wall"):
        document.remove(ground.ZONE)
        document.put(Wall(id=ElementId("w"), floor=ground.FLOOR, code="W", points=((0, 0), (10_000, 0))))
    return document


@pytest.mark.parametrize(("name", "upright", "size"), [
    ("A4", False, (297, 210)), ("A4", True, (210, 297)), ("A3", False, (420, 297)), ("A2", False, (594, 420)),
    ("A1", True, (594, 841)), ("A0", False, (1189, 841)),
])  # fmt: skip
def test_every_sheet_has_its_size_and_its_title(name, upright, size):
    pdf = plan_pdf(furnished(), TITLE, Paper(name, upright))
    assert sizes(pdf) == [size]
    text = words(pdf)
    for part in ("Köln-Porz", "Version 7", "23 Nov 2026", "Pavel Planner", "12 racks, 144 bins", "page 1 of 1", name):
        assert part in text


def test_racks_zones_and_places_are_named():
    text = words(plan_pdf(furnished(), TITLE, Paper("A3")))
    for code in ("A Shelving", "A01L1", "PACK-01", "DOCK-01", "=Hall 1", "CH1"):
        assert code in text


@pytest.mark.parametrize("scale", [50, 100, 200])
def test_ten_metres_measure_what_the_scale_says(scale):
    dpi = 200
    (page,) = pages(plan_pdf(bar(), TITLE, Paper("A3", scale=scale)), dpi)
    inside = page[int(EDGE / 25.4 * dpi) + 6 : int((297 - EDGE - 32) / 25.4 * dpi), int(EDGE / 25.4 * dpi) + 6 :]
    inside = inside[:, : -int(EDGE / 25.4 * dpi) - 12]
    dark = np.flatnonzero((inside < 90).any(axis=0))
    measured = (dark[-1] - dark[0] + 1) / dpi * 25.4
    assert measured == pytest.approx(10_000 / scale, abs=0.3 + 0.7), "the pen is 0.7 mm wide"


def test_the_largest_scale_that_fits_is_taken():
    assert Paper("A3").scale_for((0, 0, 10_000, 5_000)) == 50
    assert Paper("A0").scale_for((0, 0, 10_000, 5_000)) == 20
    assert Paper("A4").scale_for((0, 0, 240_000, 120_000)) == 1_000
    assert "1:200 on A4" in words(plan_pdf(furnished(), TITLE, Paper("A4")))


def test_a_large_scale_takes_several_pages_that_overlap_and_cover_all():
    paper = Paper("A4", scale=50)
    bounds = (0.0, 0.0, 40_000.0, 30_000.0)
    tiles = paper.tiles(bounds, 50)
    assert (tiles[0].columns, tiles[0].rows) == (3, 4)
    width, height = (length * 50 for length in paper.room)
    assert min(tile.left for tile in tiles) <= 0
    assert max(tile.left for tile in tiles) + width >= 40_000
    assert min(tile.top for tile in tiles) <= 0
    assert max(tile.top for tile in tiles) + height >= 30_000
    assert tiles[1].left - tiles[0].left == pytest.approx(width - OVERLAP * 50)
    assert [tile.words for tile in tiles][:4] == ["Part A1", "Part A2", "Part A3", "Part B1"]
    pdf = plan_pdf(furnished(), TITLE, paper)
    count = len(sizes(pdf))
    assert count == len(paper.tiles((-9_500, -9_500, 30_500, 20_500), 50)) > 4
    assert f"page 2 of {count}" in words(pdf, 1)
    assert "part a2" in words(pdf, 1)


def test_each_floor_has_its_page_and_empty_ones_have_none():
    document = furnished()
    up, empty = ElementId("up"), ElementId("none")
    with document.transaction("Upstairs"):
        document.put(Floor(id=up, code="1", name="Mezzanine"), Floor(id=empty, code="2"))
        document.put(Obstacle(id=ElementId("x"), floor=up, code="X", points=((0, 0), (900, 0), (0, 900))))
    pdf = plan_pdf(document, TITLE, Paper())
    assert len(sizes(pdf)) == 2
    assert "Mezzanine" in words(pdf, 1)
    assert len(sizes(plan_pdf(document, TITLE, Paper(), floor=up))) == 1
    with pytest.raises(Refusal, match="nothing on this floor"):
        plan_pdf(document, TITLE, Paper(), floor=empty)


def test_a_picture_knows_its_dots_and_shows_what_the_page_shows():
    png = plan_png(furnished(), TITLE, Paper("A4"), ground.FLOOR, dpi=100)
    image = Image.open(io.BytesIO(png))
    assert image.size == pytest.approx((297 / 25.4 * 100, 210 / 25.4 * 100), abs=2)
    assert image.info["dpi"] == pytest.approx((100, 100), abs=0.1)
    page = np.asarray(image.convert("L"))
    assert 0.002 < (page < 100).mean() < 0.2
    assert (page > 250).mean() > 0.3


def test_too_much_is_refused_in_words():
    with pytest.raises(Refusal, match="fewer dots"):
        plan_png(furnished(), TITLE, Paper("A0"), ground.FLOOR, dpi=1_200)
    with pytest.raises(Refusal, match="a picture is one"):
        plan_png(furnished(), TITLE, Paper("A4", scale=20), ground.FLOOR)
    with pytest.raises(Refusal, match="pages A4"):
        Paper("A4", scale=20).tiles((0, 0, 500_000, 300_000), 20)
    with pytest.raises(Refusal, match="is no scale"):
        plan_pdf(furnished(), TITLE, Paper(scale=0))


def test_progress_stops_the_plan_within_a_page():
    class StopError(Exception):
        pass

    calls = []

    def stop(*told):
        calls.append(told)
        if len(calls) == 2:
            raise StopError

    with pytest.raises(StopError):
        plan_pdf(ground.house(aisles=40, blocks=4), TITLE, Paper(), progress=stop)
    assert calls[0] == (0, 1, "Page 1 of 1")
