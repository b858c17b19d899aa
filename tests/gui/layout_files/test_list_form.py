"""A list of an old system in the editor's panel: columns are told, lines left out are shown, one step draws it."""

from pathlib import Path

from file_panels import panel_stage

from app.layout.document import LayoutDocument
from app.layout.elements import Caption, Floor, Place, Rack, Zone
from app.layout.exchange import to_json
from app.layout.listing import draw_list, propose_list
from app.layout.lists import ListPlan
from app.layout.publish import location_rows
from app.layout.racking import ElementId
from app.services.layout_files.files import write_layout
from app.services.layout_files.lists_in import LEAVE, read_list
from app.ui.layout.plan_out.import_overlay import ImportOverlay
from app.ui.layout.plan_out.panel import make
from app.ui.layout.sample_files import sample_list


def settled(jobs, qtbot, panel):
    qtbot.waitUntil(
        lambda: not panel.listing._late.isActive() and not panel.work.running and jobs.running == 0, timeout=20_000
    )


def empty():
    return LayoutDocument([Floor(id=ElementId("floor"), code="0")])


def opened(panel, file, jobs, qtbot):
    panel.show_tab("files")
    panel.files.read(file)
    settled(jobs, qtbot, panel)
    return panel.listing


def text_of(document):
    return to_json(document.elements.values())


def test_a_list_is_opened_its_columns_told_and_drawn_as_one_step(theme, jobs, qtbot, tmp_path):
    file = tmp_path / "Lagerplätze.csv"
    file.write_bytes(sample_list())
    with panel_stage(theme, jobs, make) as (_, panel, session, _around):
        before = text_of(session.document)
        form = opened(panel, file, jobs, qtbot)
        assert form.act.isVisibleTo(panel)
        assert not panel.tabs.isVisibleTo(panel)
        assert (form.columns["code"].value, form.columns["height"].value) == ("Lagerplatz", "Höhe (cm)")
        assert form.columns["rack"].value == LEAVE
        assert not form.y_up.isVisibleTo(panel), "it says no places"
        assert not form.unit.isVisibleTo(panel), "every length says its unit"
        assert form.verdict.text().startswith("192 bins will come: 1 zone, ")
        assert "2 lines are left out" in form.verdict.text()
        shown = [form.problems.rows.row(row) for row in range(form.problems.rows.rowCount())]
        assert [problem.place for problem in shown] == ["row 194", "D195"]
        assert "N-01-01-1 is rack N-01, bay 01, level 1" in form.notes.text()
        assert any(isinstance(overlay, ImportOverlay) for overlay in session.overlays)
        assert text_of(session.document) == before, "nothing is drawn yet"
        form.across.toggle.click()
        assert not form.act.isEnabled()
        settled(jobs, qtbot, panel)
        form.act.click()
        racks = {rack.code for rack in session.document.of(Rack)}
        assert {f"N-0{aisle}{side}" for aisle in range(1, 5) for side in "LR"} <= racks
        assert {session.document.find(id_).kind for id_ in session.selection} >= {"rack", "zone"}
        assert not any(isinstance(overlay, ImportOverlay) for overlay in session.overlays)
        assert panel.tabs.isVisibleTo(panel)
        session.document.undo()
        assert text_of(session.document) == before


def test_a_column_is_told_to_be_something_else_and_a_wrong_unit_is_refused(theme, jobs, qtbot, tmp_path):
    file = tmp_path / "list.csv"
    lines = [f"P{n};H-1-{n}-1;{n * 1.5:.2f};0;1.5;Nord" for n in range(1, 9)]
    file.write_text("\n".join(["Platz;Fachnummer;X;Y;Breite;Halle", *lines]), encoding="utf-8")
    with panel_stage(theme, jobs, make, empty()) as (_, panel, session, _around):
        form = opened(panel, file, jobs, qtbot)
        assert "Say in which unit the list is" in form.verdict.text()
        assert not form.act.isEnabled()
        form.unit.choose("m")
        settled(jobs, qtbot, panel)
        assert form.verdict.text().startswith("8 bins will come: 8 places.")
        assert not form.replacing.isVisibleTo(panel), "there is nothing to be replaced"
        form.columns["code"].choose("Fachnummer")
        settled(jobs, qtbot, panel)
        form.columns["zone"].choose("Halle")
        settled(jobs, qtbot, panel)
        assert (form.columns["code"].value, form.columns["zone"].value) == ("Fachnummer", "Halle")
        form.act.click()
        (rack,) = [rack for rack in session.document.of(Rack) if rack.code == "H-1"]
        assert len(rack.bays) == 8
        assert session.document.get(rack.zone, Zone).code == "Nord"


def test_our_own_workbook_replaces_the_drawing_and_every_bin_is_there_again(theme, jobs, qtbot, tmp_path):
    document, file = empty(), tmp_path / "all.xlsx"
    with document.transaction("Draw"):
        draw_list(document, propose_list(read_list("a", sample_list()), ListPlan(), document, ElementId("floor")))
    with panel_stage(theme, jobs, make, document) as (_, panel, session, _around):
        write_layout(session.document, file)
        rows, before = list(location_rows(session.document)), text_of(session.document)
        with session.document.transaction("Word"):
            word = Caption(id=ElementId("word"), floor=ElementId("floor"), code="T", text="gone then", x=0, y=0)
            session.document.put(word)
        form = opened(panel, file, jobs, qtbot)
        assert form.verdict.text().startswith("Every address of all.xlsx is drawn already.")
        assert not form.act.isEnabled()
        form.replacing.toggle.click()
        settled(jobs, qtbot, panel)
        form.act.click()
        assert list(location_rows(session.document)) == rows
        assert text_of(session.document) == before, "the same racks, and what was no location is gone"


def test_a_file_that_is_no_list_leaves_the_drawing_as_it_is(theme, jobs, qtbot, tmp_path):
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(b"PK\x03\x04 and then nothing")
    with panel_stage(theme, jobs, make) as (_, panel, session, _around):
        before = text_of(session.document)
        for file in (cut, Path(tmp_path / "gone.csv")):
            opened(panel, file, jobs, qtbot)
            assert panel.error.isVisibleTo(panel)
            assert panel.tabs.isVisibleTo(panel)
        assert text_of(session.document) == before


def test_the_preview_tells_which_way_y_grows_and_one_switch_turns_the_list_over(theme, jobs, qtbot, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("code,x,y\nNEAR,0,0\nFAR,4000,9000\n", encoding="utf-8")
    with panel_stage(theme, jobs, make, empty()) as (_, panel, session, _around):
        form = opened(panel, file, jobs, qtbot)
        assert "NEAR is drawn at the top, FAR at the bottom" in form.notes.text()
        ways = [overlay.y_up for overlay in session.overlays if isinstance(overlay, ImportOverlay)]
        form.y_up.toggle.click()
        settled(jobs, qtbot, panel)
        assert "FAR is drawn at the top, NEAR at the bottom" in form.notes.text()
        ways += [overlay.y_up for overlay in session.overlays if isinstance(overlay, ImportOverlay)]
        assert ways == [False, True]
        form.act.click()
        where = {place.code: place.y for place in session.document.of(Place)}
        assert where["NEAR"] > where["FAR"]
