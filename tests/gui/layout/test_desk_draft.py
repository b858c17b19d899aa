"""The draft behind the drawing: saved by itself, kept here while the database is away, merged, rebased, published."""

from dataclasses import replace

import layout_room
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.layout import edits
from app.layout.elements import Place
from app.layout.slots import slot_count
from app.layout.table import Layout
from app.ui.layout.drafting import SAVE_MS
from app.ui.layout.sample_versions import SampleVersions, sample_versions


def move(room, code="C05R1", dx=0.0, dy=400.0):
    with room.document.transaction(f"Move rack {code}"):
        edits.move(room.document, [room.rack(code).id], dx, dy)


def saved(room):
    layout_room.wait_until(lambda: room.page.drafting.standing.saving == "saved" and room.jobs.running == 0, 4.0)
    return room.page.drafting.standing


def test_what_is_drawn_is_saved_as_a_draft_by_itself(desk_room):
    room = desk_room()
    assert room.page.drafting.standing.draft is None
    move(room)
    layout_room.wait_until(lambda: room.page.drafting.standing.saving == "waits", 1.0)
    assert room.page.drafting.standing.saving == "waits"
    layout_room.wait_until(lambda: room.page.drafting.standing.draft is not None, SAVE_MS / 1_000 + 3)
    assert saved(room).draft.name == "Draft of 23 Nov, 14:32:07"
    assert room.page.bar.chip.text() == "Draft 14"
    assert room.page.bar.altered.text() == "~ 210 moved"
    assert dict(room.versions.open_draft(14).layout.elements) == dict(room.document.elements)
    assert not list(room.kept.iterdir()), "the database has it: nothing needs to be kept here"
    move(room)
    room.page.drafting.save()
    assert saved(room).draft.row_version == 2


def test_the_work_outlives_a_lost_database_and_the_end_of_the_program(desk_room):
    versions = sample_versions()
    room = desk_room(versions)
    versions.away = True
    before = room.rack("C05R1")
    move(room)
    room.page.drafting.save()
    layout_room.wait_until(lambda: room.page.drafting.standing.saving == "away", 3.0)
    assert room.page.drafting.standing.saving == "away"
    assert "kept on this computer" in room.page.bar.story.text()
    assert room.page.notice.isVisible()
    assert [file.name for file in room.kept.iterdir()] == ["layout-MAIN-pe.json"]
    versions.away = False
    again = desk_room(versions)
    assert again.rack("C05R1") == before, "the draft was not saved"
    assert again.page.notice.isVisible()
    again.page.notice._button.click()
    assert again.rack("C05R1").y == before.y + 400.0
    again.page.drafting.save()
    assert saved(again).draft is not None
    assert not list(room.kept.iterdir())


def test_a_copy_that_cannot_be_read_is_put_aside(desk_room, tmp_path):
    (tmp_path / "layout-MAIN-pe.json").write_text('{"draft": 3, "dra', encoding="utf-8")
    room = desk_room()
    assert not room.page.notice.isVisible()
    assert [file.name for file in tmp_path.iterdir()] == ["layout-MAIN-pe.unreadable"]


def test_two_planners_of_one_draft_are_merged_or_asked(desk_room):
    room = desk_room()
    move(room)
    room.page.drafting.save()
    draft = saved(room).draft
    theirs = dict(room.document.elements)
    dock = next(place for place in room.document.of(Place) if place.code == "DOCK-01")
    theirs[dock.id] = replace(dock, x=dock.x + 500.0)
    room.versions.somebody_saves(draft.draft_id, Layout(theirs.values()))
    move(room, "C04R1", dy=100.0)
    room.page.drafting.save()
    layout_room.wait_until(lambda: room.labels[-1].startswith("Merge"), 3.0)
    assert room.labels[-1] == "Merge with K. Hansen"
    assert room.document.elements[dock.id].x == dock.x + 500.0, "theirs is drawn"
    saved(room)
    kept = room.versions.open_draft(draft.draft_id).layout
    assert kept.elements[room.rack("C04R1").id] == room.rack("C04R1"), "and ours is saved"
    assert kept.elements[dock.id].x == dock.x + 500.0


def test_a_conflict_is_decided_one_by_one(desk_room):
    room = desk_room()
    move(room)
    room.page.drafting.save()
    draft = saved(room).draft
    rack = room.rack("C05R1")
    theirs = dict(room.document.elements)
    theirs[rack.id] = replace(rack, x=rack.x + 700.0)
    room.versions.somebody_saves(draft.draft_id, Layout(theirs.values()))
    move(room, dy=50.0)
    room.page.drafting.save()
    layout_room.wait_until(lambda: room.page.host.current == "conflicts", 3.0)
    panel = room.page.host.panel("conflicts")
    assert [card.conflict.part for card in panel.cards] == ["place"]
    assert not panel.merge.isEnabled()
    QTest.mouseClick(panel.cards[0].show_it, Qt.MouseButton.LeftButton)
    assert room.page.session.selection == {rack.id}
    assert room.page.host.current == "conflicts"
    choice = panel.cards[0].choice
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_End)
    assert panel.merge.isEnabled()
    QTest.mouseClick(panel.merge, Qt.MouseButton.LeftButton)
    saved(room)
    assert room.rack("C05R1") == theirs[rack.id]
    assert room.versions.open_draft(draft.draft_id).layout.elements[rack.id] == theirs[rack.id]
    assert room.page.host.current == "properties"


def test_somebody_published_meanwhile_and_merge_brings_it_in(desk_room):
    room = desk_room()
    move(room)
    room.page.drafting.save()
    saved(room)
    published = room.versions.open_published().layout
    dock = next(place for place in published.of(Place) if place.code == "DOCK-02")
    theirs = {**published.elements, dock.id: replace(dock, x=dock.x + 300.0)}
    room.versions.somebody_publishes(Layout(theirs.values()))
    room.page.drafting.look()
    layout_room.wait_until(lambda: room.page.drafting.standing.stale, 2.0)
    assert room.page.notice.isVisible()
    assert room.page.notice._words.text() == "The plan changed meanwhile."
    room.page.notice._button.click()
    layout_room.wait_until(lambda: room.page.drafting.standing.base == 2 and not room.page.drafting.standing.stale, 3.0)
    saved(room)
    assert room.document.elements[dock.id].x == dock.x + 300.0
    assert room.page.session.published.elements[dock.id].x == dock.x + 300.0
    assert not room.page.notice.isVisible()


def test_publishing_says_what_stands_against_it_and_a_decided_move_lets_it_pass(desk_room):
    room = desk_room()
    with room.document.transaction("Delete rack"):
        edits.remove(room.document, [room.rack("D02R1").id])
    room.page.drafting.save()
    saved(room)
    room.versions.stock = {"D-02-02-1": 3}
    panel = room.panel("publish")
    layout_room.wait_until(lambda: room.page.publishing.preflight is not None and room.jobs.running == 0, 3.0)
    assert panel.table.rows.rowCount() == 1
    assert not panel.publish.isEnabled()
    assert "D-02-02-1 holds 3 pallets" in panel.next.text()
    moves = room.panel("moves")
    room.type_into(moves.old, "D-02-02-1")
    room.type_into(moves.new, "C-01-01-1")
    QTest.mouseClick(moves.take, Qt.MouseButton.LeftButton)
    room.settle()
    panel = room.panel("publish")
    layout_room.wait_until(lambda: panel.publish.isEnabled(), 3.0)
    room.type_into(panel.note, "less flow racking")
    QTest.mouseClick(panel.publish, Qt.MouseButton.LeftButton)
    layout_room.wait_until(lambda: len(room.versions.versions()) == 2 and room.jobs.running == 0, 4.0)
    newest = room.versions.versions()[0]
    assert (newest.no, newest.note) == (2, "less flow racking")
    layout_room.wait_until(lambda: room.page.drafting.standing.base == 2, 3.0)
    assert room.page.drafting.standing.draft is None


def test_labels_that_will_name_another_bin_are_told_aloud_and_have_to_be_confirmed(desk_room):
    room = desk_room()
    one, other = room.rack("C01L1"), room.rack("C01R1")
    with room.document.transaction("Swap sides"):
        room.document.put(replace(one, numbering=other.numbering), replace(other, numbering=one.numbering))
    room.page.drafting.save()
    saved(room)
    panel = room.panel("publish")
    layout_room.wait_until(lambda: panel.taken_off.isVisible())
    reused = room.page.publishing.preflight.reused
    assert len(reused) == 2 * slot_count(one)
    assert panel.swapped.accessibleName().startswith(
        f"{len(reused)} labels that hang name another bin then: {reused[0]}"
    )
    assert not panel.publish.isEnabled()
    assert "labels" in panel.publish.toolTip()
    panel.taken_off.toggle.click()
    assert panel.publish.isEnabled()
    panel.taken_off.toggle.click()
    assert not panel.publish.isEnabled()


def test_a_review_takes_somebody_else(desk_room):
    room = desk_room()
    move(room)
    room.page.drafting.save()
    saved(room)
    panel = room.panel("publish")
    layout_room.wait_until(lambda: panel.publish.isEnabled(), 3.0)
    QTest.mouseClick(panel.review, Qt.MouseButton.LeftButton)
    layout_room.wait_until(lambda: room.page.drafting.standing.draft.state == "review", 3.0)
    assert panel.chip.text() == "in review"
    assert not panel.approve.isEnabled()
    assert not panel.publish.isEnabled()


def test_where_a_review_is_demanded_nobody_publishes_before_somebody_else_approved(desk_room):
    room = desk_room()
    panel = room.panel("versions")
    assert not panel.rule.toggle.isChecked()
    panel.rule.toggle.click()
    layout_room.wait_until(lambda: room.versions.review_demanded() and room.jobs.running == 0)
    move(room)
    room.page.drafting.save()
    saved(room)
    panel = room.panel("publish")
    layout_room.wait_until(lambda: room.page.publishing.preflight is not None and room.jobs.running == 0)
    assert not panel.publish.isEnabled()
    assert "somebody else reviews it" in panel.publish.toolTip()
    QTest.mouseClick(panel.review, Qt.MouseButton.LeftButton)
    layout_room.wait_until(lambda: room.page.drafting.standing.draft.state == "review")
    room.page.drafting.take(replace(room.page.drafting.standing.draft, state="approved"))
    assert panel.publish.isEnabled(), "somebody else approved it"


def test_an_older_version_is_drawn_again_to_go_back(desk_room):
    versions = sample_versions()
    first = versions.open_published().layout
    dock = next(place for place in first.of(Place) if place.code == "DOCK-01")
    versions.somebody_publishes(Layout({**first.elements, dock.id: replace(dock, x=dock.x + 900.0)}.values()))
    room = desk_room(versions)
    panel = room.panel("versions")
    assert panel.versions.rows.rowCount() == 2
    panel.versions.selectRow(1)
    QTest.mouseClick(panel.again, Qt.MouseButton.LeftButton)
    layout_room.wait_until(lambda: room.page.drafting.standing.draft is not None and room.jobs.running == 0, 3.0)
    assert room.page.drafting.standing.draft.restores == 1
    assert room.document.elements[dock.id].x == dock.x
    assert room.page.session.published.elements[dock.id].x == dock.x + 900.0


def test_an_empty_warehouse_teaches_the_first_steps(desk_room):
    room = desk_room(SampleVersions())
    assert room.page.first.isVisible()
    assert room.page.bar.name.text() == "First layout"
    assert room.page.session.floor is not None
    for button, panel in ((room.page.first.beneath, "underlay"), (room.page.first.bring, "plan_out")):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert room.page.host.current == panel
    QTest.mouseClick(room.page.first.rows, Qt.MouseButton.LeftButton)
    assert room.page.session.tool == "rows"
    assert not room.page.first.isVisible()


def test_who_opens_publishing_with_nothing_drawn_is_told_what_it_is_for_and_not_alarmed(desk_room):
    room = desk_room()
    publish = room.panel("publish")
    assert publish.words.text().startswith("Nothing is drawn yet.")
    assert not publish.error.isVisible()
    assert not publish.table.isVisible()
    assert not publish.publish.isEnabled()
    assert not publish.review.isEnabled()
