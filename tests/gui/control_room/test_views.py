"""Saved views: named, shown by key and from the palette, shared, timed for the wall, deleted and brought back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from wall_ground import open_window, rest

from app.services.plan_views import Look
from app.ui.control_room.look import look_of, same_look, show_look
from app.ui.control_room.plan_filter import Places, PlanFilter
from app.ui.control_room.shots import page_of
from app.ui.palette.search import command_hits

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(theme):
    with open_window(theme) as made:
        yield made


def names(page):
    return [view.name for view in page.views.views]


def test_a_view_is_saved_under_a_name_and_shown_by_its_key(window):
    page = page_of(window)
    page.acts.show_metric("held")
    page.plan.show_filter(PlanFilter(kinds=frozenset({"pick"}), within=14))
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    panel = page.viewing.panel
    assert panel.isVisible()
    assert panel.name.hasFocus()
    QTest.keyClicks(panel.name, "Aaa held picks")
    QTest.keyClick(panel.name, Qt.Key.Key_Return)
    rest(window.jobs)
    assert names(page)[0] == "Aaa held picks"
    kept = page.views.views[0]
    assert (kept.look.metric, kept.look.kinds, kept.look.within, kept.share) == ("held", ("pick",), 14, "mine")
    QTest.keyClick(panel.name, Qt.Key.Key_Escape)
    assert panel.isHidden()
    page.acts.show_metric("fill")
    page.acts.drop_filters()
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert page.view.picture.metric.key == "held"
    assert page.plan.filter == PlanFilter(kinds=frozenset({"pick"}), within=14)
    assert page.plan.tools.views.text() == "Aaa held picks"
    page.acts.show_metric("fill")
    assert page.plan.tools.views.text() == "Views", "something else is shown"


def test_views_are_in_the_palette_by_name(window):
    page = page_of(window)
    hits = command_hits(window.registry, "late shift", window.registry.run, 5)
    assert hits[0].name == "View: Late shift"
    assert (hits[0].section, hits[0].detail, hits[0].shortcut) == ("Saved views", "your role", "Alt+1")
    hits[0].run()
    assert page.viewing.name == "Late shift"
    zones = dict(zip(page.view.picture.plan.zones.codes, page.view.picture.plan.zones.ids.tolist(), strict=True))
    assert page.plan.filter.zones == {zones["D"], zones["S"]}


def test_a_view_stands_where_it_was_saved_whatever_the_size_of_the_window(window):
    page = page_of(window)
    box = next(view.look.box for view in page.views.views if view.name == "Late shift")
    for size in ((1366, 768), (2560, 1440)):
        window.resize(*size)
        window.registry.run("control_room.view.1")
        x0, y0, x1, y1 = page.view.camera.framed()
        assert x0 <= box[0] + 0.01
        assert y0 <= box[1] + 0.01
        assert x1 >= box[2] - 0.01
        assert y1 >= box[3] - 0.01
        assert min((x1 - x0) / (box[2] - box[0]), (y1 - y0) / (box[3] - box[1])) == pytest.approx(1, abs=0.01)


def test_panels_come_and_go_with_a_view(window):
    page = page_of(window)
    page.acts.fold_dock()
    page.plan.toggle_rack()
    page.views.keep("Wide", page.viewing.look, "all")
    rest(window.jobs)
    assert next(view for view in page.views.views if view.name == "Wide").look.panels == ("elevation",)
    window.registry.run("control_room.view.1")
    assert page.dock.isVisible()
    assert page.plan.rack.isHidden()
    wide = next(view for view in page.views.views if view.name == "Wide")
    window.registry.run(f"control_room.view.{wide.view_id}")
    assert page.dock.isHidden()
    assert page.plan.rack.isVisible()


def test_a_set_of_bins_is_found_again(window, monkeypatch):
    page = page_of(window)
    places = sorted(page.view.picture.plan.locations.ids.tolist())[:3]
    found = [frozenset(places[:1]), frozenset(places)]
    monkeypatch.setattr(page._walks._desk.room, "bins_of_late_lines", lambda: found.pop(0), raising=False)
    page.acts.press_tile("late", ())
    rest(window.jobs)
    look = page.viewing.look
    assert look.search == ("late",)
    page.acts.drop_filters()
    page.views.keep("Late", look, "mine")
    rest(window.jobs)
    late = next(view for view in page.views.views if view.name == "Late")
    window.registry.run(f"control_room.view.{late.view_id}")
    rest(window.jobs)
    assert page.plan.filter.places == Places("Picks past cut-off", frozenset(places), ("late",))
    assert page.viewing.name == "Late"


def test_the_time_on_the_wall_is_a_click_away_and_others_views_have_none(window):
    page = page_of(window)
    QTest.mouseClick(page.plan.tools.views, LEFT)
    lines = {line.view.name: line for line in page.viewing.panel.lines}
    assert lines["Counting backlog"].dwell.isHidden()
    assert lines["Counting backlog"].delete.isHidden()
    assert lines["Whole house"].dwell.text() == "10 s"
    QTest.mouseClick(lines["Whole house"].dwell, LEFT)
    rest(window.jobs)
    assert next(view for view in page.views.views if view.name == "Whole house").dwell == 20


def test_a_deleted_view_can_be_brought_back(window, monkeypatch):
    page = page_of(window)
    undo = []
    monkeypatch.setattr(page.views._shell, "toast", lambda text, back: undo.append((text, back)))
    page.plan_acts.ask_views()
    line = next(line for line in page.viewing.panel.lines if line.view.name == "Whole house")
    QTest.mouseClick(line.delete, LEFT)
    rest(window.jobs)
    assert "Whole house" not in names(page)
    assert "control_room.view.3" not in window.registry
    text, back = undo[0]
    assert text == "The view “Whole house” is deleted."
    back()
    rest(window.jobs)
    assert "Whole house" in names(page)


def test_nothing_is_saved_without_a_name(window):
    page = page_of(window)
    before = names(page)
    page.plan_acts.ask_name()
    QTest.mouseClick(page.viewing.panel.save, LEFT)
    rest(window.jobs)
    assert names(page) == before
    assert page.viewing.panel.name.hasFocus()


def test_sharing_is_chosen_beside_the_name(window):
    page = page_of(window)
    page.plan_acts.ask_name()
    panel = page.viewing.panel
    QTest.keyClicks(panel.name, "For all")
    cell = panel.share._cells()[2].center().toPoint()
    QTest.mouseClick(panel.share, LEFT, pos=QPoint(cell.x(), cell.y()))
    QTest.mouseClick(panel.save, LEFT)
    rest(window.jobs)
    assert next(view for view in page.views.views if view.name == "For all").share == "all"


def test_a_look_read_off_a_plan_shows_the_same_again(window):
    page = page_of(window)
    page.plan.show_metric("age")
    page.plan.show_aggregate("best")
    page.plan.show_filter(
        PlanFilter(zones=frozenset(page.view.picture.plan.zones.ids.tolist()[:3]), held=True, text="a")
    )
    page.view.zoom(4)
    look = look_of(page.plan)
    show_look(page.plan, Look(), lambda _: None, fly=False)
    assert not same_look(look, look_of(page.plan))
    show_look(page.plan, look, lambda _: None, fly=False)
    again = look_of(page.plan)
    assert same_look(look, again)
    assert again.box == pytest.approx(look.box, abs=0.05)


def test_what_a_new_layout_does_not_know_is_passed_over(window):
    page = page_of(window)
    before = page.view.picture.metric
    show_look(
        page.plan,
        Look("no such", 3, zones=("Q9",), kinds=("attic",), search=("odd",)),
        lambda source: page.finds.find(source, page.plan),
    )
    assert page.view.picture.metric is before
    assert page.plan.filter == PlanFilter()
    assert page.view.picture.aggregate == 3
