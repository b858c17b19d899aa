"""What the plan shows, as a picture, a page and a table: right colours and words, the past's own moment, a way out."""

import csv
import threading
from datetime import timedelta

import numpy as np
import pypdfium2
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter
from wall_ground import open_window, rest

from app.services.plan_file import harmless, write_csv
from app.ui.control_room import plan_export
from app.ui.control_room.plan_filter import PlanFilter
from app.ui.control_room.shots import page_of, sample_bin
from app.ui.heat.sheet import EDGE, HEAD, MOST_VECTORS
from app.ui.jobs import Cancelled
from app.ui.showcase.samples import MOMENT


@pytest.fixture
def window(theme):
    with open_window(theme) as made:
        yield made


@pytest.fixture
def said(window, monkeypatch):
    """What the shell was told: toasts and refusals."""
    page = page_of(window)
    told = []
    monkeypatch.setattr(page.export._shell, "toast", lambda text, undo=None: told.append(text))
    monkeypatch.setattr(page.export._shell, "show_refusal", lambda refusal: told.append(refusal.what))
    return told


def sheet(page, kind=".png"):
    task = page.export._task(type("File", (), {"suffix": kind})())
    return task.args[0]


def page_text(file):
    """The text of the only page, and its size in points."""
    document = pypdfium2.PdfDocument(file)
    try:
        assert len(document) == 1
        return document[0].get_textpage().get_text_bounded(), document[0].get_size()
    finally:
        document.close()


def test_a_picture_has_the_colours_of_the_plan(window, said, tmp_path):
    page = page_of(window)
    page.acts.show_metric("fill")
    file = tmp_path / "plan.png"
    page.export.write(file)
    rest(window.jobs)
    assert said == ["The picture is in plan.png."]
    image = QImage(str(file))
    made = sheet(page)
    area = QRectF(EDGE, HEAD, made.size[0] - 2 * EDGE, made.size[1] - HEAD - 74)
    camera = made._camera(area)
    plan, table = page.view.picture.plan, page.view.inks.table
    cells = np.arange(0, plan.cells, 37)
    corners = camera.screens(plan.corners(cells))
    wide = np.minimum(np.hypot(*(corners[:, 1] - corners[:, 0]).T), np.hypot(*(corners[:, 3] - corners[:, 0]).T))
    checked = 0
    marks = camera.screens(made.places)
    for cell, (x, y), room in zip(cells.tolist(), corners.mean(axis=1).tolist(), wide.tolist(), strict=True):
        near = marks.size and (np.hypot(*(marks - (x, y)).T) < 26).any()
        if room < 3 or near or not 10 < x < area.width() - 10 or not 10 < y < area.height() - 10:
            continue
        seen = image.pixel(round((area.left() + x) * 2), round((area.top() + y) * 2))
        if seen == table[made.entries[cell]]:
            checked += 1
            continue
        names = "a name or a wall lies over it"
        assert room < 12, (cell, names)
    assert checked > 60


def test_a_page_holds_title_time_place_and_the_notes_as_text(window, said, tmp_path):
    page = page_of(window)
    window.registry.run("control_room.view.2")
    file = tmp_path / "plan.pdf"
    page.export.write(file)
    rest(window.jobs)
    assert said == ["The page is in plan.pdf."]
    text, (wide, high) = page_text(file)
    assert (round(wide), round(high)) == (842, 595), "A4 on its side"
    for words in (
        "Expiring in the chilled room", "Bremen 2", "Mon 23 Nov 2026 14:32:07 CET", "as it is now",
        "Days to expiry", "days", "fixed range", "worst level", "Zone E", "Expires within 30 days", "90+", "Chilled",
    ):  # fmt: skip
        assert words in text, words


def test_bins_are_vectors_up_to_a_number_and_strips_beyond(window, monkeypatch):
    page = page_of(window)
    made = sheet(page)
    drawn = {"polygon": 0, "image": 0}

    class Counting(QPainter):
        def drawPolygon(self, *args):
            drawn["polygon"] += 1
            super().drawPolygon(*args)

        def drawImage(self, *args):
            drawn["image"] += 1
            super().drawImage(*args)

    def paint():
        drawn.update(polygon=0, image=0)
        image = QImage(1400, 900, QImage.Format.Format_RGB32)
        painter = Counting(image)
        made.paint(painter, lambda *_: None)
        painter.end()
        return image

    assert page.view.picture.plan.cells < MOST_VECTORS
    first = paint()
    assert drawn["polygon"] > 1500
    assert drawn["image"] == 0
    monkeypatch.setattr("app.ui.heat.sheet.MOST_VECTORS", 10)
    second = paint()
    assert drawn["image"] > 100
    camera = made._camera(QRectF(EDGE, HEAD, made.size[0] - 2 * EDGE, made.size[1] - HEAD - 74))
    x, y = page.view.picture.plan.centres(np.arange(0, 500, 50))
    for at in zip(x.tolist(), y.tolist(), strict=True):
        point = (QPointF(*camera.screen(*at)) + QPointF(EDGE, HEAD)).toPoint()
        assert first.pixel(point) == second.pixel(point), "both ways show the same"


def read(file):
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_table_has_a_row_a_bin_that_passes_with_every_metric_and_fact(window, said, tmp_path):
    page = page_of(window)
    page.acts.show_metric("on_hand")
    page.plan.show_filter(PlanFilter(kinds=frozenset({"pick"}), text="D-0"))
    file = tmp_path / "plan.csv"
    page.export.write(file)
    rest(window.jobs)
    rows = read(file)
    assert said == [f"{len(rows):,} bins are in plan.csv."]
    assert all(row["Bin"].startswith("D-0") and row["Kind"] == "pick" for row in rows)
    assert list(rows[0])[:5] == ["Bin", "Zone", "Kind", "Level", "On hand (units)"]
    grid, plan = page.view.picture.grid, page.view.picture.plan
    shown = next(row for row in rows if row["Bin"] == plan.locations.codes[plan.index(sample_bin(plan))])
    assert (shown["On hand (units)"], shown["Reserved"], shown["Free"], shown["Picks per hour (picks / h)"]) == (
        "144", "40", "104", "17",
    )  # fmt: skip
    assert shown["As of"] == "2026-11-23 14:32:07+01:00"
    free = next(row for row in rows if row["Records"] == "0")
    assert (free["On hand (units)"], free["Open tasks (tasks)"], free["Age of stock (days)"]) == ("0", "0", "")
    held = {row["Bin"]: float(row["Held"]) for row in rows}
    for code, value in list(held.items())[::50]:
        assert value == float(grid.held[plan.by_code[code]])
    assert [row["Bin"] for row in rows[:2]] == sorted(row["Bin"] for row in rows)[:2]


def test_a_table_of_the_past_tells_of_its_moment(window, said, tmp_path):
    page = page_of(window)
    plan, place = page.view.picture.plan, sample_bin(page.view.picture.plan)
    page.rewind.mode.seek((MOMENT - timedelta(minutes=90)).timestamp())
    rest(window.jobs)
    then = page.view.picture.grid.on_hand[plan.index(place)]
    file = tmp_path / "then.csv"
    page.export.write(file)
    rest(window.jobs)
    row = next(row for row in read(file) if row["Bin"] == plan.locations.codes[plan.index(place)])
    assert row["As of"] == "2026-11-23 13:02:07+01:00"
    assert float(row["On hand (units)"]) == then
    assert (row["Reserved"], row["Free"]) == ("", ""), "no history is kept of promises"
    page.export.write(tmp_path / "then.pdf")
    rest(window.jobs)
    text, _ = page_text(tmp_path / "then.pdf")
    assert "13:02:07" in text
    assert "as it was" in text


def test_it_is_painted_off_the_screens_thread_and_says_how_far_it_is(window, said, tmp_path, monkeypatch):
    page = page_of(window)
    threads, shares = [], []
    real = plan_export.write_picture

    def watched(made, file, *, progress):
        threads.append(threading.current_thread())
        return real(made, file, progress=progress)

    monkeypatch.setattr(plan_export, "write_picture", watched)
    monkeypatch.setattr(page.export.progress, "show_progress", lambda told: shares.append((told.done, told.total)))
    page.export.write(tmp_path / "plan.png")
    assert page.export.isVisible()
    rest(window.jobs)
    assert page.export.isHidden()
    assert threads[0] is not threading.main_thread()
    assert len(shares) > 3
    assert shares[0][0] == 0


def test_a_stopped_export_leaves_nothing_behind(window, said, tmp_path):
    page = page_of(window)

    def stop(done, total=None, words=""):
        raise Cancelled

    for kind in (".png", ".pdf", ".csv"):
        file = tmp_path / f"plan{kind}"
        task = page.export._task(file)
        with pytest.raises(Cancelled):
            task(progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_and_a_kind_nobody_knows_are_said(window, said, tmp_path):
    page = page_of(window)
    for name in ("no/such/folder/plan.png", "no/such/folder/plan.pdf", "no/such/folder/plan.csv"):
        page.export.write(tmp_path / name)
        rest(window.jobs)
    page.export.write(tmp_path / "plan.bmp")
    assert len(said) == 4
    assert all("could not be written" in words for words in said[:3])
    assert said[3] == "plan.bmp is neither .png, .pdf nor .csv."


def test_no_cell_of_a_table_is_a_formula(window, tmp_path):
    assert harmless("=1+2") == "'=1+2"
    assert harmless(-3) == -3
    table = page_of(window).export.table()
    plan = table.plan
    object.__setattr__(plan.locations, "codes", ("=HYPERLINK(1)", *plan.locations.codes[1:]))
    try:
        file = tmp_path / "plan.csv"
        write_csv(table, file, progress=lambda *_: None)
        assert "'=HYPERLINK(1)" in [row["Bin"] for row in read(file)]
    finally:
        object.__setattr__(plan.locations, "codes", ("A", *plan.locations.codes[1:]))
