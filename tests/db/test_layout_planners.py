"""Two planners, a review, the way back, running control rooms, and people who work while a layout is published."""

import queue
import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.layout.document import LayoutDocument
from app.layout.edits import move, remove
from app.layout.elements import Place, Zone
from app.layout.racking import ElementId
from app.services.early_floor import EarlyFloor
from app.services.floor import load_plan
from app.services.layout import Conflicted, Layouts, Move, OpenDraft, Saved
from app.services.live import PUBLISHED, Changed, LiveFloor, Seeded
from tests.db.drawn import FLOOR, Studio, rack_of, studio
from tests.db.ground import EVERYTHING, Ground

FIRST = "A01L1"


@pytest.fixture
def made(ground: Ground) -> Iterator[Studio]:
    with studio(ground) as there:
        yield there


def shift(code: str, dy: float) -> Any:
    return lambda document: move(document, [rack_of(document, code).id], 0, dy)


def edited(opened: OpenDraft, edit: Any) -> LayoutDocument:
    document = LayoutDocument(opened.layout.elements.values())
    with document.transaction("Edit"):
        edit(document)
    return document


def waiting(root: "psycopg.Connection[Any]") -> int:
    """Transactions of this database that wait for a lock."""
    row = root.execute(
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    ).fetchone()
    assert row is not None
    return int(row[0])


# ------------------------------------------------------------- drafts
def test_a_draft_is_saved_opened_renamed_and_thrown_away(made: Studio) -> None:
    opened = made.change(shift(FIRST, -50), "Winter")
    assert (opened.draft.name, opened.draft.base, opened.draft.row_version, opened.draft.state) == (
        "Winter",
        2,
        1,
        "draft",
    )
    assert (opened.draft.author, opened.draft.mine, opened.draft.stale) == ("Eve Everything", True, False)
    again = made.saved(opened, edited(opened, shift(FIRST, -50)))
    assert again.draft.row_version == 2
    assert made.layouts.open_draft(again.draft.draft_id).layout.elements == again.layout.elements
    assert made.layouts.rename_draft(again.draft, "Spring").name == "Spring"
    with pytest.raises(Refusal, match="a draft “spring” already"):
        made.change(shift(FIRST, -50), "spring")
    with pytest.raises(Refusal, match="saved “Spring” meanwhile"):
        made.layouts.delete_draft(opened.draft)
    made.layouts.delete_draft(again.draft)
    assert made.layouts.drafts() == ()
    with pytest.raises(Refusal, match="not there any more"):
        made.layouts.open_draft(again.draft.draft_id)


def test_two_planners_on_one_draft_lose_nothing(made: Studio) -> None:
    theirs = Layouts(made.other)
    mine = made.change(shift(FIRST, -50))
    other = theirs.open_draft(mine.draft.draft_id)
    made.saved(mine, edited(mine, shift("A02L1", -30)))
    outcome = theirs.save_draft(other, edited(other, shift("A03L1", -40)))
    assert isinstance(outcome, Conflicted)
    assert outcome.words().startswith("Eve Everything saved this draft at ")
    assert outcome.merge.conflicts == ()
    saved = theirs.save_draft(outcome.theirs, LayoutDocument(outcome.merge.elements))
    assert isinstance(saved, Saved)
    now = LayoutDocument(saved.opened.layout.elements.values())
    before = LayoutDocument(mine.layout.elements.values())
    moved = {code: rack_of(now, code).y - rack_of(before, code).y for code in ("A02L1", "A03L1")}
    assert moved == {"A02L1": -30, "A03L1": -40}
    assert (saved.opened.draft.saved_by, saved.opened.draft.author) == ("Dora Draughtsman", "Eve Everything")


def test_what_both_changed_differently_is_a_conflict_to_decide(made: Studio) -> None:
    theirs = Layouts(made.other)
    mine = made.change(shift(FIRST, -50))
    other = theirs.open_draft(mine.draft.draft_id)
    made.saved(mine, edited(mine, shift(FIRST, -30)))
    drawing = edited(other, shift(FIRST, -40))
    outcome = theirs.save_draft(other, drawing)
    assert isinstance(outcome, Conflicted)
    (conflict,) = outcome.merge.conflicts
    assert conflict.words() == f"Both of you changed the place of rack {FIRST}."
    assert outcome.words().endswith("1 conflict to decide.")
    decided = theirs.save_draft(other, drawing, {conflict.key: "theirs"})
    assert isinstance(decided, Conflicted)
    assert decided.merge.conflicts == ()


def test_a_draft_upon_an_older_version_is_put_on_the_new_one(made: Studio) -> None:
    old = made.change(shift("A02L1", -30), "Old")
    made.publish(shift(FIRST, -50), "New")
    assert made.layouts.open_draft(old.draft.draft_id).draft.stale
    assert made.layouts.preflight(old.draft).stale
    with pytest.raises(
        Refusal, match="Eve Everything published version 3 meanwhile; this draft changes version 2"
    ) as refused:
        made.layouts.publish(old.draft, (), "")
    assert (refused.value.code, refused.value.detail["published_by"]) == ("WM412", "Eve Everything")
    rebased = made.layouts.rebase(old, old.layout)
    assert (rebased.onto.no, rebased.merge.conflicts) == (3, ())
    saved = made.saved(rebased.opened, LayoutDocument(rebased.merge.elements))
    assert (saved.draft.base, saved.draft.stale) == (3, False)
    made.layouts.publish(saved.draft, (), "")
    now, before = (LayoutDocument(made.layouts.open_version(no).layout.elements.values()) for no in (4, 2))
    assert [rack_of(now, code).y - rack_of(before, code).y for code in (FIRST, "A02L1")] == [-50, -30]


def test_both_publish_at_once_and_one_is_told(made: Studio) -> None:
    mine, yours = made.change(shift(FIRST, -50), "Mine"), made.change(shift("A02L1", -30), "Yours")

    def publish(layouts: Layouts, opened: OpenDraft) -> Any:
        try:
            return layouts.publish(opened.draft, (), "").version.no
        except Refusal as refusal:
            return refusal.code

    with ThreadPoolExecutor(2) as pool:
        came = pool.map(publish, (made.layouts, Layouts(made.other)), (mine, yours))
    assert sorted(map(str, came)) == ["3", "WM412"]


# ------------------------------------------------------------- review
def test_a_draft_in_review_waits_for_somebody_else(made: Studio) -> None:
    opened = made.change(shift(FIRST, -50))
    asked = made.layouts.request_review(opened.draft, "Please look at aisle 1")
    assert (asked.state, asked.note) == ("review", "Please look at aisle 1")
    with pytest.raises(Refusal, match="waits for a review"):
        made.layouts.publish(asked, (), "")
    with pytest.raises(Refusal, match="You drew this yourself"):
        made.layouts.review(asked, True, "")
    back = Layouts(made.other).review(asked, False, "Too near to the wall")
    assert (back.state, back.reviewer, back.review_note) == ("draft", "Dora Draughtsman", "Too near to the wall")
    approved = Layouts(made.other).review(made.layouts.request_review(back, ""), True, "Good")
    assert approved.state == "approved"
    published = made.layouts.publish(approved, (), "")
    assert published.version.reviewer == "Dora Draughtsman"
    with pytest.raises(Refusal, match="has been published"):
        made.layouts.publish(approved, (), "")


def test_what_is_saved_after_the_review_is_no_longer_reviewed(made: Studio) -> None:
    opened = made.change(shift(FIRST, -50))
    approved = Layouts(made.other).review(made.layouts.request_review(opened.draft, ""), True, "")
    saved = made.saved(replace(opened, draft=approved), edited(opened, shift(FIRST, -10)))
    assert (saved.draft.state, saved.draft.reviewer) == ("draft", None)


def test_where_the_warehouse_demands_a_review_nobody_publishes_without_one(made: Studio) -> None:
    desk, other = made.layouts, Layouts(made.other)
    assert not desk.review_demanded()
    desk.demand_review(True)
    assert other.review_demanded()
    opened = made.change(shift(FIRST, -50))
    assert desk.preflight(opened.draft).to_review
    for somebody in (desk, other):
        with pytest.raises(Refusal, match="somebody else reviews") as refused:
            somebody.publish(opened.draft, (), "")
        assert (refused.value.code, refused.value.detail) == ("WM455", {"state": "draft"})
    approved = other.review(desk.request_review(opened.draft, ""), True, "Good")
    assert not desk.preflight(approved).to_review
    assert desk.publish(approved, (), "").version.reviewer == "Dora Draughtsman"
    with pytest.raises(Refusal) as planner:
        other.demand_review(False)
    assert planner.value.code == "WM403"
    desk.demand_review(False)
    later = made.change(shift(FIRST, -60), "Later")
    assert not desk.preflight(later.draft).to_review
    desk.publish(later.draft, (), "")


# ------------------------------------------------------------- what the checks say
def test_a_drawing_that_cannot_be_is_not_published(made: Studio) -> None:
    opened = made.change(shift(FIRST, 900))
    preflight = made.layouts.preflight(opened.draft)
    assert {finding.check for finding in preflight.findings if finding.blocking} == {"narrow"}
    with pytest.raises(Refusal, match="cannot be published") as refused:
        made.layouts.publish(opened.draft, (), "")
    assert refused.value.code == "layout"
    assert refused.value.detail["findings"]


def test_a_house_that_was_imported_is_drawn_from_what_is_there(ground: Ground) -> None:
    session_of = studio(ground, publish=False)
    with session_of as made:
        empty = made.layouts.open_published()
        assert (empty.no, empty.version, made.layouts.versions()) == (0, None, ())
        zone = Zone(id=ElementId("z"), floor=FLOOR, code="Z", name="Z", x=0, y=0, width=9_000, depth=9_000)
        floor = next(iter(empty.layout.elements.values()))
        dock = Place(id=ElementId("d"), floor=floor.id, code="D-1", use="dock", x=0, y=0, width=900, depth=900)
        draft = made.layouts.new_draft("First", LayoutDocument([floor, replace(zone, floor=floor.id), dock]), 0)
        assert (draft.draft.base, draft.draft.stale) == (1, False)
        assert made.layouts.publish(draft.draft, (), "").version.no == 2


# ------------------------------------------------------------- people at work
def test_a_running_control_room_is_told_and_reads_the_new_plan(made: Studio) -> None:
    news: queue.Queue[Any] = queue.Queue()
    floor = LiveFloor(made.session, news.put)
    floor.start()
    try:
        seeded = news.get(timeout=10)
        assert isinstance(seeded, Seeded)
        assert seeded.layout == 2
        assert "N-01-01-1" not in load_plan(made.door, made.wh).by_code
        made.publish(lambda d: d.put(replace(rack_of(d, FIRST), pattern="N-{aisle:02}-{bay:02}-{level}")))
        published: list[int | None] = []
        while True:
            told = news.get(timeout=20)
            if isinstance(told, Changed):
                published += [change.product_id for change in told.changes if change.what == PUBLISHED]
            if 3 in published:
                break
        assert published in ([3], [2, 3]), "the version before may still be news"
        plan = load_plan(made.door, made.wh)
        assert "N-01-01-1" in plan.by_code
        assert len(plan.locations) == 145
    finally:
        floor.stop()


def test_a_control_room_that_opens_while_a_layout_is_published_is_told_too(made: Studio) -> None:
    early = EarlyFloor(made.session)
    early.begin()
    try:
        made.publish(shift(FIRST, -50))
        news: queue.Queue[Any] = queue.Queue()
        early.listen(news.put)
        known: set[int] = set()
        while 3 not in known:  # whether it read before the publish or after it
            told = news.get(timeout=20)
            known |= {told.layout} if isinstance(told, Seeded) else set()
            if isinstance(told, Changed):
                known |= {
                    change.product_id for change in told.changes if change.what == PUBLISHED and change.product_id
                }
        assert known <= {2, 3}
    finally:
        early.stop()


@pytest.mark.parametrize("first", ["goods", "publish"])
def test_goods_and_the_end_of_their_bin_at_the_same_moment(made: Studio, first: str) -> None:
    """Whoever is second waits, and is refused: no stock is left in a bin that is gone."""
    draft = made.change(lambda d: remove(d, [rack_of(d, FIRST).id])).draft
    place = made.places()["A-01-01-1"]
    ask = "select api.receive_v1(p_op => gen_random_uuid(), p_warehouse => %s, p_product => %s, p_quantity => 5, p_location => %s)"
    given = (made.wh, made.ground.products["CUP"], place)
    hold = psycopg.connect(made.session.door.url)
    with hold, made.ground.root() as root, ThreadPoolExecutor(1) as pool:
        if first == "goods":
            hold.execute(ask.encode(), given)
            later = pool.submit(made.layouts.publish, draft, (), "")
        else:
            root.execute("begin")
            root.execute("select from wms.location where location_id = %s for update", (place,))
            later = pool.submit(_call, made.session.door.url, ask, given)
        with made.ground.root() as watch:
            while not waiting(watch):
                assert not later.done(), later.result()
        if first == "goods":
            hold.commit()
        else:  # as publishing leaves it: the receipt had looked at the bin before
            root.execute(
                "update wms.location set kind = 'retired', retired_at = now() where location_id = %s", (place,)
            )
            root.execute("commit")
        with pytest.raises((Refusal, psycopg.Error)) as refused:
            later.result()
    assert getattr(refused.value, "sqlstate", None) or getattr(refused.value, "code", None) in ("WM412", "WM423")
    lost = "select count(*) from wms.quant q join wms.location l using (location_id) where l.kind = 'retired' and q.quantity > 0"
    with made.ground.root() as root:
        assert root.execute(lost.encode()).fetchone() == (0,)


def _call(url: str, ask: str, given: tuple[Any, ...]) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(ask.encode(), given)


def test_people_go_on_working_while_bins_come_and_go(made: Studio) -> None:
    """Goods are received and moved about while a rack goes (its goods elsewhere) and comes back, again and again: nothing
    is lost, nothing waits for ever, no deadlock."""
    places = made.places()
    bins = [code for code in sorted(places) if code.startswith(("A-01-0", "A-02-01"))]
    made.receive("CUP", 60, "A-02-01-1")
    stop = threading.Event()

    def work(seed: int) -> int:
        dice, door, received = random.Random(seed), made.ground.as_(EVERYTHING), 0
        while not stop.is_set():
            one, two = dice.sample(bins, 2)
            given = dict(p_warehouse=made.wh, p_product=made.ground.products["CUP"])
            try:
                door.call("receive_v1", p_op=new_op(), p_quantity=1, p_location=places[one], **given)
                received += 1
                door.call("move_v1", p_op=new_op(), p_quantity=1, p_from=places[one], p_to=places[two], **given)
            except Refusal as refusal:
                assert refusal.code in ("WM423", "WM451", "WM452", "WM412"), refusal
        return received

    with ThreadPoolExecutor(2) as pool:
        workers = [pool.submit(work, seed) for seed in (1, 2)]
        try:
            for turn in range(4):
                publish_without(made, f"Out {turn}")
                made.layouts.publish(made.layouts.restore(2, f"Back {turn}").draft, (), "")
        finally:
            stop.set()
        received = sum(worker.result() for worker in workers)
    assert made.violations() == []
    with made.ground.root() as root:
        assert root.execute("select deadlocks from pg_stat_database where datname = current_database()").fetchone() == (
            0,
        )
        (total,) = root.execute(
            "select sum(quantity) from wms.quant where warehouse_id = %s", (made.wh,)
        ).fetchone() or (0,)
    assert total == 60 + received > 60
    assert made.layouts.versions()[0].no == 10


def publish_without(made: Studio, name: str) -> None:
    """Take the first rack out, with the move map that is suggested at that moment; anew until no goods come between."""
    draft = made.change(lambda d: remove(d, [rack_of(d, FIRST).id]), name).draft
    for _ in range(50):
        moves = [move for move in made.layouts.preflight(draft).moves if move.how == "goods"]
        spare = iter([code for code in sorted(made.places()) if code.startswith("A-03")])
        gone = [f"A-01-{bay:02}-{level}" for bay in (1, 3, 5, 7) for level in (1, 2, 3)]
        try:
            made.layouts.publish(draft, moves and [Move(old, next(spare), "goods") for old in gone], "")
        except Refusal as refusal:
            assert refusal.code in ("WM412", "WM423", "WM452"), refusal
        else:
            return
    raise AssertionError("goods came between fifty times")
