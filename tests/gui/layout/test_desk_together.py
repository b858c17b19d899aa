"""Two planners at one draft, a crash in between, a draft that ends under one's hands: nobody's edit is lost."""

from dataclasses import replace

import layout_room
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.layout import edits
from app.layout.addresses import names_of
from app.layout.document import LayoutDocument
from app.layout.elements import Caption, Floor, Place, Rack
from app.layout.generate import RowPlan, draw, propose
from app.layout.racking import ElementId, Numbering
from app.layout.table import Layout
from app.layout.templates import TEMPLATES
from app.ui.layout import drafting
from app.ui.layout.draft_bar import Story, tellings
from app.ui.layout.sample_versions import NOW, SampleVersions

FLOOR = ElementId("floor")


def until(done):
    """Turn the event loop until it is so."""
    layout_room.wait_until(done, 20.0)
    assert done()


@pytest.fixture
def versions():
    """Two aisles and a dock, published once: small, because a room is made again and again here."""
    document = LayoutDocument([Floor(id=FLOOR, code="0")], prefix="t")
    rows = RowPlan(floor=FLOOR, zone=None, x=0, y=0, template=TEMPLATES["shelving"], aisles=2, bays=2, cross=2_000,
                   pattern="{aisle}-{rack}-{bay}-{level}")  # fmt: skip
    with document.transaction("Draw"):
        draw(document, propose(document, rows))
        dock = Place(
            id=ElementId("d"), floor=FLOOR, code="DOCK-01", use="dock", x=-1_000, y=-1_400, width=800, depth=800
        )
        document.put(dock)
    return SampleVersions(Layout(document.elements.values()))


def move(room, code="01L1", dy=400.0):
    with room.document.transaction(f"Move rack {code}"):
        edits.move(room.document, [room.rack(code).id], 0.0, dy)


def wait_saved(room):
    until(
        lambda: room.page.drafting.standing.saving == "saved" and not room.page.drafting.unsaved
        and room.jobs.running == 0
    )  # fmt: skip
    return room.page.drafting.standing.draft


def begun(room):
    """A draft of ours that is saved."""
    move(room)
    room.page.drafting.save()
    return wait_saved(room)


def dock_of(layout):
    return next(place for place in layout.of(Place) if place.code == "DOCK-01")


def she_moves_the_dock(room, draft, by=500.0):
    theirs = dict(room.versions.open_draft(draft.draft_id).layout.elements)
    dock = dock_of(room.document)
    theirs[dock.id] = replace(dock, x=dock.x + by)
    room.versions.somebody_saves(draft.draft_id, Layout(theirs.values()))
    return theirs[dock.id]


def rack_of(layout, code):
    return next(rack for rack in layout.of(Rack) if rack.code == code)


def names(versions, rack):
    return names_of(rack, versions.open_published().layout.find)


def stored(room, draft_id):
    return room.versions.open_draft(draft_id).layout


def test_what_is_drawn_while_a_merge_is_on_its_way_stays(desk_room, versions):
    room = desk_room(versions)
    draft = begun(room)
    dock = she_moves_the_dock(room, draft)
    move(room, "01R1")
    room.page.drafting.save()
    move(room, "02L1", 700.0)  # before the answer
    late = room.rack("02L1")
    until(lambda: "Merge with K. Hansen" in room.labels)
    wait_saved(room)
    assert room.rack("02L1") == late
    assert rack_of(stored(room, draft.draft_id), "02L1") == late
    assert room.document.elements[dock.id] == dock
    assert any("K. Hansen drew as well: 1 element is as there now" in words for words in toasts(room))


def toasts(room):
    return [toast.accessibleName() for toast in room.window.findChildren(QWidget) if toast.accessibleName()]


def test_a_merge_waits_for_the_gesture_that_goes_on(desk_room, versions):
    room = desk_room(versions)
    draft = begun(room)
    dock = she_moves_the_dock(room, draft)
    move(room, "01R1")
    room.page.drafting.save()
    room.document.begin("Drag rack")
    edits.move(room.document, [room.rack("02L1").id], 0.0, 300.0)
    until(lambda: room.page.drafting.standing.saving == "refused" and room.jobs.running == 0)
    assert room.document.editing == "Drag rack"
    assert room.document.elements[dock.id] != dock
    late = room.rack("02L1")
    room.document.commit()
    until(lambda: room.document.elements[dock.id] == dock)
    wait_saved(room)
    assert rack_of(stored(room, draft.draft_id), "02L1") == late


def crashed(room):
    """The database was away, and the program ended."""
    room.versions.away = True
    room.page.drafting.save()
    until(lambda: room.page.drafting.standing.saving == "away")
    room.versions.away = False


def test_what_a_crash_left_here_is_put_together_with_what_others_saved_since(desk_room, versions):
    room = desk_room(versions)
    draft = begun(room)
    move(room, "01R1")
    ours = room.rack("01R1")
    crashed(room)
    dock = she_moves_the_dock(room, draft)
    other = versions.new_draft("A younger one", versions.open_published().layout, 1)
    again = desk_room(versions)
    assert again.page.drafting.standing.draft.draft_id == draft.draft_id, "the one that was not saved"
    assert again.rack("01R1") != ours
    again.page.notice._button.click()
    wait_saved(again)
    assert again.rack("01R1") == ours
    assert again.document.elements[dock.id] == dock, "and hers is still there"
    assert dock_of(stored(again, draft.draft_id)) == dock
    assert rack_of(stored(again, other.draft.draft_id), "01R1") != ours
    assert not list(again.kept.iterdir())


def test_a_contradiction_with_what_was_saved_since_is_asked_and_kept_until_it_is_decided(desk_room, versions):
    room = desk_room(versions)
    draft = begun(room)
    dock = dock_of(room.document)
    with room.document.transaction("Move dock"):
        room.document.put(replace(dock, x=dock.x - 900.0))
    crashed(room)
    she_moves_the_dock(room, draft, 1_400.0)
    again = desk_room(versions)
    again.page.notice._button.click()
    until(lambda: again.page.host.current == "conflicts")
    panel = again.page.host.panel("conflicts")
    assert "You and what was saved since changed 1 thing differently" in panel.words.text()
    assert list(again.kept.iterdir()), "until then it is still on this computer"
    QTest.mouseClick(panel.ours, Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.merge, Qt.MouseButton.LeftButton)
    wait_saved(again)
    assert dock_of(stored(again, draft.draft_id)).x == dock.x - 900.0
    assert not list(again.kept.iterdir())


def test_what_was_decided_holds_while_one_draws_on(desk_room, versions):
    room = desk_room(versions)
    draft = begun(room)
    she_moves_the_dock(room, draft)
    dock = dock_of(room.document)
    with room.document.transaction("Move dock"):
        room.document.put(replace(dock, x=dock.x - 900.0))
    room.page.drafting.save()
    until(lambda: room.page.host.current == "conflicts")
    panel = room.page.host.panel("conflicts")
    QTest.mouseClick(panel.ours, Qt.MouseButton.LeftButton)
    assert panel.merge.isEnabled()
    move(room, "01R1")
    room.page.drafting.save()
    until(lambda: room.page.drafting.standing.saving == "refused" and room.jobs.running == 0)
    assert panel.merge.isEnabled(), "the dock was decided already"
    late = room.rack("01R1")
    QTest.mouseClick(panel.merge, Qt.MouseButton.LeftButton)
    wait_saved(room)
    kept = stored(room, draft.draft_id)
    assert (dock_of(kept).x, rack_of(kept, "01R1")) == (dock.x - 900.0, late)


@pytest.mark.parametrize("published", [True, False])
def test_a_draft_that_somebody_ended_goes_on_as_one_of_ours(desk_room, versions, published):
    room = desk_room(versions)
    draft = begun(room)
    dock = she_moves_the_dock(room, draft)
    room.versions.somebody_ends(draft.draft_id, published=published)
    move(room, "01R1")
    ours = room.rack("01R1")
    room.page.drafting.save()
    until(lambda: (now := room.page.drafting.standing.draft) is not None and now.draft_id != draft.draft_id)
    now = wait_saved(room)
    assert rack_of(stored(room, now.draft_id), "01R1") == ours
    assert now.base == (2 if published else 1)
    assert (room.document.elements[dock.id] == dock) is published, "hers came with what she published"
    assert not room.page.drafting.standing.stale


def test_a_draft_that_somebody_published_gives_way_to_the_version_where_nothing_was_drawn_since(desk_room, versions):
    room = desk_room(versions)
    draft = begun(room)
    room.versions.somebody_ends(draft.draft_id, published=True)
    room.page.drafting.look()
    until(lambda: room.page.drafting.standing.base == 2 and room.jobs.running == 0)
    assert room.page.drafting.standing.draft is None
    versions.somebody_publishes(versions.open_version(1).layout)
    room.page.drafting.look()
    until(lambda: room.page.drafting.standing.base == 3 and room.jobs.running == 0)
    assert dock_of(room.document) == dock_of(versions.open_version(1).layout), "who only looks sees what is published"


def test_what_differs_is_saved_as_a_list_of_bins(desk_room, versions, tmp_path):
    room = desk_room(versions)
    compare = room.panel("compare")
    assert not compare.save.isEnabled()
    move(room)
    until(lambda: compare.save.isEnabled() and room.jobs.running == 0)
    compare.write(tmp_path / "difference.csv")
    until((tmp_path / "difference.csv").exists)
    lines = (tmp_path / "difference.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + len(names(versions, room.rack("01L1")))
    assert all(line.startswith("moved,") for line in lines[1:])


def test_a_hand_that_never_rests_is_saved_all_the_same(desk_room, versions, monkeypatch):
    monkeypatch.setattr(drafting, "LONGEST_MS", 60)
    room = desk_room(versions)
    saves = []
    room.page.drafting.told.connect(lambda standing: saves.append(standing.saving))

    def draw_and_look():
        move(room, dy=1.0)
        return "saved" in saves

    until(draw_and_look)
    assert room.page.drafting.standing.draft is not None


def test_what_another_planner_saved_comes_by_itself_and_is_not_saved_to_and_fro(desk_room, versions):
    room = desk_room(versions)
    draft = begun(room)
    dock = she_moves_the_dock(room, draft)
    room.page.drafting.look()
    until(lambda: room.document.elements[dock.id] == dock and room.jobs.running == 0)
    now = wait_saved(room)
    assert now.row_version == versions.open_draft(draft.draft_id).draft.row_version == draft.row_version + 1
    assert room.page.bar.story.text().startswith("from published v1 · saved")
    room.page.drafting.look()
    until(lambda: room.jobs.running == 0)
    assert wait_saved(room).row_version == now.row_version
    versions.somebody_reviews(draft.draft_id, False, "Aisle 2 is too narrow for the reach truck")
    room.page.drafting.look()
    until(lambda: room.page.drafting.standing.draft.reviewer == "K. Hansen")
    publish = room.panel("publish")
    assert publish.said.text() == "Sent back by K. Hansen: “Aisle 2 is too narrow for the reach truck”"
    listed = room.panel("versions")
    listed.drafts.selectRow(0)
    assert "Sent back by K. Hansen: “Aisle 2 is too narrow" in listed.about_draft.text()
    versions.somebody_reviews(draft.draft_id, True, "")
    room.page.drafting.look()
    until(lambda: room.page.drafting.standing.draft.state == "approved")
    assert publish.said.text() == "Approved by K. Hansen"


def test_who_reviews_reads_what_was_asked_and_the_note_goes_into_the_audit_trail(desk_room, versions):
    room = desk_room(versions)
    with room.document.transaction("Caption"):
        room.document.put(Caption(id=ElementId("c"), floor=FLOOR, code="T1", text="Hall", x=0, y=-5_000))
    room.page.drafting.save()
    draft = wait_saved(room)
    publish = room.panel("publish")
    until(publish.publish.isEnabled)
    room.type_into(publish.note, "Second dock for the new carrier")
    QTest.mouseClick(publish.review, Qt.MouseButton.LeftButton)
    until(lambda: publish.said.text() == "P. Ehlers asked for a review: “Second dock for the new carrier”")
    versions.somebody_reviews(draft.draft_id, True, "")
    room.page.drafting.look()
    until(lambda: room.page.drafting.standing.draft.state == "approved" and room.jobs.running == 0)
    publish.note.edit.clear()
    until(publish.publish.isEnabled)
    QTest.mouseClick(publish.publish, Qt.MouseButton.LeftButton)
    until(lambda: len(versions.versions()) == 2 and room.jobs.running == 0)
    assert versions.versions()[0].note == "Second dock for the new carrier"


def test_suggestions_of_the_move_map_are_taken_at_once_and_none_is_done_that_was_not(desk_room, versions):
    room = desk_room(versions)
    gone = room.rack("01L1")
    with room.document.transaction("Another rack"):
        edits.remove(room.document, [gone.id])
        room.document.put(
            replace(gone, id=room.document.new_id(), code="NEU", y=gone.y - 9_000.0, numbering=Numbering(51))
        )
    versions.stock = dict.fromkeys(names(versions, gone)[:2], 3)
    room.page.drafting.save()
    wait_saved(room)
    publish = room.panel("publish")
    until(lambda: "2 suggestions of the move map not taken" in publish.words.text())
    assert not publish.publish.isEnabled()
    moves = room.panel("moves")
    until(lambda: moves.all.text() == "Take all 2 suggestions" and room.jobs.running == 0)
    assert "2 lines are suggestions" in moves.words.text()
    QTest.mouseClick(moves.all, Qt.MouseButton.LeftButton)
    until(lambda: "2 lines are decided." in moves.words.text() and room.jobs.running == 0)
    assert not moves.all.isVisible()
    assert set(room.page.publishing.moves) == set(versions.stock)
    assert not any(stand.blocks for stand in room.page.publishing.preflight.stands)


def test_a_draft_that_was_thrown_away_comes_back_as_it_was_drawn(desk_room, versions):
    room = desk_room(versions)
    move(room)
    room.page.drafting.save()
    draft = wait_saved(room)
    drawn = dict(room.document.elements)
    listed = room.panel("versions")
    until(lambda: listed.drafts.rows.rowCount() == 1)
    listed.drafts.selectRow(0)
    QTest.mouseClick(listed.drop, Qt.MouseButton.LeftButton)
    until(lambda: not versions.drafts() and room.page.drafting.standing.draft is None and room.jobs.running == 0)
    assert dict(room.document.elements) != drawn
    until(lambda: any(f"The draft “{draft.name}” is thrown away." in words for words in toasts(room)))
    QTest.mouseClick(undo_of_a_toast(room), Qt.MouseButton.LeftButton)
    until(lambda: room.page.drafting.standing.draft is not None and room.jobs.running == 0)
    back = room.page.drafting.standing.draft
    assert (back.name, back.base, back.mine) == (draft.name, draft.base, True)
    assert dict(room.document.elements) == drawn


def undo_of_a_toast(room):
    return next(button for button in room.window.findChildren(QAbstractButton) if button.text() == "Undo")


def test_an_empty_move_map_teaches_and_what_is_to_be_decided_stands_first_in_a_full_one(desk_room, versions):
    room = desk_room(versions)
    moves = room.panel("moves")
    assert moves.words.text().startswith("Nothing is drawn yet.")
    assert not moves.error.isVisible(), "that is nobody's mistake"
    gone, other = room.rack("01L1"), room.rack("02L1")
    with room.document.transaction("Another rack"):
        edits.remove(room.document, [gone.id])
        room.document.put(
            replace(gone, id=room.document.new_id(), code="NEU", y=gone.y - 9_000.0, numbering=Numbering(51)),
            replace(other, numbering=Numbering(71)),
        )
    versions.stock = dict.fromkeys(names(versions, gone)[:2], 3)
    room.page.drafting.save()
    wait_saved(room)
    room.page.publishing.check()
    until(lambda: len(room.page.publishing.suggested) == 2 and room.jobs.running == 0)
    said = [moves.table.rows.data(moves.table.rows.index(row, 2)) for row in range(moves.table.rows.rowCount())]
    assert said[:2] == ["suggested", "suggested"]
    assert set(said[2:]) == {"renamed"}
    moves.table.selectRow(1)  # by key as by mouse
    assert moves.old.edit.text() == names(versions, gone)[1]
    room.page.publishing.decide(room.page.publishing.suggested[0])
    until(lambda: len(room.page.publishing.suggested) == 1 and room.jobs.running == 0)
    assert moves.table.rows.data(moves.table.rows.index(1, 2)) == "goods go"


@pytest.mark.parametrize(
    ("others", "whole", "shortest"),
    [
        ((), "from published v1 · saved 0 s ago · only you edit it", "saved 0 s ago · only you"),
        (
            ("review", "review"),
            "from published v1 · saved 0 s ago · “Line 2” of K. Hansen and 1 more wait for a review",
            "saved 0 s ago · 2 drafts wait for a review",
        ),
        (
            ("draft",), "from published v1 · saved 0 s ago · K. Hansen edits another draft",
            "saved 0 s ago · 1 other draft",
        ),
    ],
)  # fmt: skip
def test_the_bar_says_less_where_there_is_less_room_but_always_whether_it_is_saved(
    theme, qtbot, versions, others, whole, shortest
):
    drafts = tuple(versions.somebody_drafts("Line 2", versions.open_published().layout, state) for state in others)
    standing = drafting.Standing(base=1, saved_at=NOW, others=drafts)
    story = Story(theme)
    qtbot.addWidget(story)
    story.resize(1_000, 20)
    story.tell(tellings(standing, NOW))
    assert (story.text(), story.toolTip()) == (whole, "")
    story.resize(story.fontMetrics().horizontalAdvance(shortest) + 2, 20)
    story.show()
    assert (story.text(), story.toolTip()) == (shortest, whole)
    story.resize(20, 20)
    assert story.text() == "saved 0 s ago"
