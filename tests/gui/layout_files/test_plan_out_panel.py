"""Plans, labels and files from the editor's panel: what is saved is opened again; what is read in can be undone."""

import io
from pathlib import Path

import ezdxf
import pypdfium2
import pytest
from file_panels import panel_stage
from PIL import Image

from app.layout.document import LayoutDocument
from app.layout.edits import set_fields
from app.layout.elements import Rack
from app.layout.exchange import from_json, to_json
from app.layout.table import Layout
from app.services.layout_files.bin_labels import labels_of
from app.services.layout_files.files import read_layout, write_layout
from app.ui.layout.plan_out.panel import make
from app.ui.layout.sample_files import SampleLabels, sample_drawing
from app.ui.layout.sample_hall import sample_hall
from app.ui.lint.check import lint


@pytest.fixture
def labels():
    return SampleLabels()


def settled(jobs, qtbot, form):
    """Until what the form waits for has been asked and answered."""
    late = getattr(form, "_late", None)
    qtbot.waitUntil(lambda: (late is None or not late.isActive()) and jobs.running == 0, timeout=20_000)


def pages(file):
    document = pypdfium2.PdfDocument(file)
    words = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return words


def text_of(layout):
    return to_json(layout.elements.values())


def test_the_plan_is_seen_and_saved_as_pdf_and_picture(theme, jobs, qtbot, tmp_path):
    with panel_stage(theme, jobs, make) as (_, panel, _session, _around):
        settled(jobs, qtbot, panel.plan)
        assert panel.plan.words.text() == "1 page A3 at 1:400"
        assert panel.plan.preview.image.width() > 600
        panel.plan.write(tmp_path / "plan.pdf")
        assert panel.work.isVisibleTo(panel)
        assert not panel.plan.save.isEnabled()
        settled(jobs, qtbot, panel.plan)
        (words,) = pages(tmp_path / "plan.pdf")
        assert "Bremen 2" in words
        assert "Version 7" in words
        assert "K. Hansen" in words
        panel.plan.kind.choose("png")
        panel.plan.write(tmp_path / "plan.png")
        settled(jobs, qtbot, panel.plan)
        with Image.open(tmp_path / "plan.png") as picture:
            assert picture.size == pytest.approx((2480, 1754), abs=2)
        assert not panel.work.isVisibleTo(panel)


def test_a_plan_of_too_many_pages_is_told_before_it_is_made(theme, jobs, qtbot):
    with panel_stage(theme, jobs, make) as (_, panel, _session, _around):
        panel.plan.paper.choose("A4")
        panel.plan.scale.choose(20)
        settled(jobs, qtbot, panel.plan)
        assert "pages A4" in panel.plan.words.text()
        panel.plan.scale.choose(100)
        settled(jobs, qtbot, panel.plan)
        assert panel.plan.words.text().startswith("25 pages A4 at 1:100")


def test_labels_are_chosen_counted_saved_and_remembered(theme, jobs, qtbot, tmp_path, labels):
    with panel_stage(theme, jobs, make, labels=labels) as (_, panel, session, _):
        panel.show_tab("labels")
        form = panel.labels
        settled(jobs, qtbot, form)
        assert len(form.wanted) == len(labels_of(session.document))
        form.pattern.edit.setText("A-01-0*-1")
        form.pattern.enter()
        settled(jobs, qtbot, form)
        assert [label.code for label in form.wanted][:2] == ["A-01-01-1", "A-01-02-1"]
        assert form.words.text() == "9 labels on 1 sheet. Print at 100 %."
        assert not form.preview.image.isNull()
        form.start.put(10)
        form.refresh()
        settled(jobs, qtbot, form)
        assert "on 2 sheets" in form.words.text()
        form.write(tmp_path / "labels.pdf")
        settled(jobs, qtbot, form)
        text = "".join(pages(tmp_path / "labels.pdf"))
        assert all(label.code in text for label in form.wanted)
        assert set(labels.known) == {label.code for label in form.wanted}
        settled(jobs, qtbot, form)
        assert "9 of them were printed before" in form.words.text()
        form.which.choose("unprinted")
        settled(jobs, qtbot, form)
        assert form.wanted == ()
        assert form.words.text() == "No bin fits."


def test_labels_of_what_is_chosen_and_of_what_publishing_changes(theme, jobs, qtbot, labels):
    published = sample_hall()
    with panel_stage(theme, jobs, make, labels=labels, published=published) as (_, panel, session, _):
        panel.show_tab("labels")
        form = panel.labels
        rack = session.document.of(Rack)[0]
        form.which.choose("chosen")
        settled(jobs, qtbot, form)
        assert form.wanted == ()
        session.select([rack.id])
        settled(jobs, qtbot, form)
        assert form.wanted == labels_of(session.document, {rack.id})
        form.which.choose("changed")
        settled(jobs, qtbot, form)
        assert form.wanted == ()
        with session.document.transaction("Rename"):
            set_fields(session.document, [rack.id], pattern="NEW-{column:03}-{level}")
        form.refresh()
        settled(jobs, qtbot, form)
        assert form.wanted
        assert all(label.code.startswith("NEW-") for label in form.wanted)
        assert len(form.wanted) == len(labels_of(session.document, {rack.id}))


def test_a_gln_makes_gs1_labels_possible(theme, jobs, qtbot):
    labels = SampleLabels(number=None)
    with panel_stage(theme, jobs, make, labels=labels) as (_, panel, _session, _around):
        panel.show_tab("labels")
        form = panel.labels
        form.carrier.choose("gs1_128")
        settled(jobs, qtbot, form)
        assert "need the GLN" in form.words.text()
        form.gln.edit.setText("123")
        form.gln.enter()
        settled(jobs, qtbot, form)
        assert panel.error.isVisibleTo(panel)
        form.gln.edit.setText("4012345 000009")
        form.gln.enter()
        settled(jobs, qtbot, form)
        assert labels.number == "4012345000009"
        assert "labels on" in form.words.text()


def test_a_roll_that_ends_says_where_to_go_on(theme, jobs, qtbot):
    labels = SampleLabels(left=2)
    with panel_stage(theme, jobs, make, labels=labels) as (_, panel, _session, _around):
        panel.show_tab("labels")
        form = panel.labels
        form.way.choose("Zebra, planning")
        form.pattern.edit.setText("A-01-0*-1")
        form.pattern.enter()
        settled(jobs, qtbot, form)
        assert form.act.text() == "Print labels"
        form.go()
        settled(jobs, qtbot, form)
        assert panel.error.isVisibleTo(panel)
        assert set(labels.known) == {"A-01-01-1", "A-01-02-1"}


def test_a_label_printer_is_reached_by_its_address(theme, jobs, qtbot, labels):
    with panel_stage(theme, jobs, make, labels=labels) as (_, panel, _session, _around):
        panel.show_tab("labels")
        form = panel.labels
        form.way.choose("address")
        form.pattern.edit.setText("A-01-01-*")
        form.pattern.enter()
        settled(jobs, qtbot, form)
        assert form.address.isVisibleTo(panel)
        form.address.edit.setText("10.0.4.20")
        form.go()
        settled(jobs, qtbot, form)
        assert labels.used == ["10.0.4.20"]
        assert set(labels.known) == {label.code for label in form.wanted}


def test_a_sheet_by_its_millimetres_that_does_not_fit_is_told(theme, jobs, qtbot):
    with panel_stage(theme, jobs, make) as (_, panel, _session, _around):
        panel.show_tab("labels")
        form = panel.labels
        form.sheet.choose("own")
        settled(jobs, qtbot, form)
        assert form.measures[7].isVisibleTo(panel)
        form.measures[2].put(9)
        form.refresh()
        settled(jobs, qtbot, form)
        assert "do not fit" in form.words.text()
        assert form.preview.image.isNull()


@pytest.mark.parametrize("ending", [".dxf", ".json"])
def test_a_saved_layout_replaces_the_drawing_and_can_be_undone(theme, jobs, qtbot, tmp_path, ending):
    other = LayoutDocument(sample_hall().elements.values())
    with panel_stage(theme, jobs, make) as (_, panel, session, _):
        panel.show_tab("files")
        file = tmp_path / f"hall{ending}"
        panel.files.write(file)
        settled(jobs, qtbot, panel.files)
        saved = text_of(other)
        with session.document.transaction("Empty"):
            gone = [rack.id for rack in session.document.of(Rack)]
            session.document.remove(*gone)
        emptied = text_of(session.document)
        panel.files.read(file)
        settled(jobs, qtbot, panel.files)
        assert text_of(session.document) == saved
        session.document.undo()
        assert text_of(session.document) == emptied


def test_tables_come_out(theme, jobs, qtbot, tmp_path):
    with panel_stage(theme, jobs, make) as (_, panel, session, _):
        for ending in (".csv", ".xlsx"):
            panel.files.write(tmp_path / f"hall{ending}")
            settled(jobs, qtbot, panel.files)
        rows = (tmp_path / "hall.csv").read_text(encoding="utf-8-sig").splitlines()
        assert len(rows) - 1 == len(labels_of(session.document))
        assert (tmp_path / "hall.xlsx").stat().st_size > 100_000


def foreign(folder, units=6):
    document = ezdxf.new(units=units)
    box = [(0, 0), (17.1, 0), (17.1, 1.1), (0, 1.1)]
    document.modelspace().add_lwpolyline(box, close=True, dxfattribs={"layer": "RACKS"})
    cross = [(30, 0), (34, 4), (34, 0), (30, 4.5)]
    document.modelspace().add_lwpolyline(cross, close=True, dxfattribs={"layer": "COLUMNS"})
    document.saveas(folder / "foreign.dxf")
    return folder / "foreign.dxf"


def test_a_foreign_drawing_is_shown_before_it_is_drawn_and_undone_as_one(theme, jobs, qtbot, tmp_path):
    with panel_stage(theme, jobs, make) as (_, panel, session, _):
        panel.show_tab("files")
        before = text_of(session.document)
        panel.files.read(foreign(tmp_path))
        settled(jobs, qtbot, panel.importing)
        form = panel.importing
        assert form.isVisibleTo(panel)
        assert form.verdict.text() == "1 rack will come. 1 left out."
        assert form.problems.rows.row(0).what == "The outline crosses itself."
        assert [overlay.id for overlay in session.overlays] == ["import"]
        assert text_of(session.document) == before, "a proposal draws nothing"
        form.layers["RACKS"].choose("obstacle")
        settled(jobs, qtbot, form)
        assert form.verdict.text().startswith("1 obstacle will come")
        form.layers["RACKS"].choose("rack")
        settled(jobs, qtbot, form)
        form.act.click()
        assert len(session.document.of(Rack)) == len(sample_hall().of(Rack)) + 1
        assert session.overlays == ()
        assert panel.files.isVisibleTo(panel)
        session.document.undo()
        assert text_of(session.document) == before


def test_a_drawing_without_units_waits_for_them(theme, jobs, qtbot, tmp_path):
    with panel_stage(theme, jobs, make) as (_, panel, _session, _around):
        panel.show_tab("files")
        panel.files.read(foreign(tmp_path, units=0))
        settled(jobs, qtbot, panel.importing)
        form = panel.importing
        assert form.unit.value is None
        assert "does not say in which unit" in form.verdict.text()
        assert not form.act.isEnabled()
        form.unit.choose("m")
        settled(jobs, qtbot, form)
        assert form.act.isEnabled()
        assert form.verdict.text().startswith("1 rack")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut.dxf", b"0\nSECTION\n2\nENTITIES\n0\nLINE"),
        ("cut.json", b'{"format":"stillage-layout","version":1,"elements":[{"ki'),
        ("bad.json", b"\xff\xfe\x00"),
    ],
)
def test_a_damaged_file_leaves_the_drawing_as_it_was(theme, jobs, qtbot, tmp_path, name, data):
    with panel_stage(theme, jobs, make) as (_, panel, session, _):
        panel.show_tab("files")
        before = text_of(session.document)
        (tmp_path / name).write_bytes(data)
        panel.files.read(tmp_path / name)
        settled(jobs, qtbot, panel.files)
        assert panel.error.isVisibleTo(panel)
        assert text_of(session.document) == before


def test_a_long_job_can_be_stopped_and_leaves_no_file(theme, jobs, qtbot, tmp_path):
    with panel_stage(theme, jobs, make) as (_, panel, _session, _around):
        settled(jobs, qtbot, panel.plan)
        panel.plan.write(tmp_path / "plan.pdf")
        panel.work.cancel.click()
        qtbot.waitUntil(lambda: jobs.running == 0)
        assert not panel.work.isVisibleTo(panel)
        assert panel.plan.save.isEnabled()
        assert [file for file in tmp_path.iterdir() if file.suffix == ".part"] == []


def test_a_folder_that_may_not_be_written_is_told(theme, jobs, qtbot, tmp_path):
    with panel_stage(theme, jobs, make) as (_, panel, _session, _around):
        settled(jobs, qtbot, panel.plan)
        panel.plan.write(tmp_path / "no folder" / "plan.pdf")
        settled(jobs, qtbot, panel.plan)
        assert panel.error.isVisibleTo(panel)


@pytest.mark.parametrize("choice", ["dark", "light"])
def test_the_panel_reads_well(theme, jobs, qtbot, choice):
    theme.choose(choice)
    with panel_stage(theme, jobs, make, labels=SampleLabels()) as (window, panel, _session, _around):
        for tab in ("plan", "labels", "files"):
            panel.show_tab(tab)
            settled(jobs, qtbot, panel._forms[tab])
            assert lint(window, window.grab().toImage()) == [], tab
        panel.take_over(sample_drawing())
        settled(jobs, qtbot, panel.importing)
        assert lint(window, window.grab().toImage()) == []


def test_every_form_fits_the_narrow_dock(theme, jobs, qtbot):
    """336 px of dock, less its margins and the bar of a column that scrolls."""
    with panel_stage(theme, jobs, make, labels=SampleLabels()) as (_, panel, _session, _around):
        panel.show_tab("labels")
        panel.labels.carrier.choose("gs1_128")
        panel.labels.sheet.choose("own")
        settled(jobs, qtbot, panel.labels)
        panel.take_over(sample_drawing())
        settled(jobs, qtbot, panel.importing)
        for form in (panel.plan, panel.labels, panel.files, panel.importing):
            assert form.minimumSizeHint().width() <= 298, type(form).__name__


def test_files_of_ours_are_read_by_their_ending(tmp_path):
    hall = sample_hall()
    for ending in (".json", ".dxf"):
        write_layout(hall, tmp_path / f"x{ending}")
        assert text_of(read_layout(tmp_path / f"x{ending}")) == text_of(hall)
    assert isinstance(from_json((tmp_path / "x.json").read_text(encoding="utf-8")), Layout)
    assert io.BytesIO((tmp_path / "x.dxf").read_bytes()).read(3) == b"  0"
    assert not list(Path(tmp_path).glob(".*"))
