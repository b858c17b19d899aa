"""Acts of a handheld on its disk: exact, private, in order; gone after their answer, whatever else lies there."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from app.domain.errors import Fault, Refusal, Unreachable
from app.domain.ids import Op, new_op
from app.flow import putaway
from app.flow.effects import Tone
from app.flow.events import PlannedPlace
from app.services.handheld.keeping import Keeping, KeptActs
from app.services.handheld.kept import Kept, KeptFolder, kept_here
from app.services.handheld.stored import restored, stored
from app.services.station import Clock, Heard, Station
from app.ui.handheld.sample_work import FIRST, PALLET, TOTES, WORKPLACE, SampleWork, faces, place

NOW = datetime(2027, 3, 4, 14, 2, 0, 125, tzinfo=UTC)
ARGS = {
    "p_warehouse": 1,
    "p_quantity": Decimal("3.500"),
    "p_lot": None,
    "p_expires_on": date(2028, 1, 31),
    "p_occurred_at": NOW,
    "p_tasks": [7, 8],
    "p_label": True,
    "p_parts": [{"id": uuid4(), "quantity": Decimal(1), "map": "a word", "decimal": "2"}],
    "p_more": {"uuid": "no uuid", "list": [Decimal("0.1")]},
}
REFUSED = Refusal("WM451", "There is not enough.", "Count the bin.")
AWAY = Unreachable("The database does not answer.", "It is kept.")


class Door:
    """Remembers what was on the disk when it was called; says what it is told to."""

    def __init__(self, folder, says=None):
        self.folder, self.says, self.heard, self.there = folder, says, [], []

    def call(self, function, /, **args):
        self.there.append([one.function for one in self.folder.all()])
        self.heard.append((function, args))
        if isinstance(self.says, Exception):
            raise self.says
        return {"done": True}


def never(kept, poster, show):
    raise AssertionError("nothing is to be done again")


@pytest.fixture
def folder(tmp_path):
    return KeptFolder.of(tmp_path, "7301-5", 1, "mokafor", "handheld 7/dock")


def kept(function="pick_v1", at=NOW, **more):
    return Kept(new_op(), at, "“4711” at “Scan the item.” (Pick)", function, {**ARGS, **more})


def test_an_act_comes_back_from_the_disk_as_it_went(folder):
    act = kept()
    folder.keep(act)
    assert folder.all() == (act,), "the database tells a repetition by the very same arguments"
    folder.drop(act.op)
    assert folder.all() == ()


def test_what_was_filed_under_another_name_of_the_database_is_found_again(folder, tmp_path):
    before, early, late = KeptFolder.of(tmp_path, "6120-9", 1, "mokafor", "handheld 7/dock"), kept(), kept()
    folder.take_over(before)
    assert folder.all() == (), "there is nothing yet"
    before.keep(early)
    folder.keep(late)
    (before.path / "notes.json").write_text("{}")
    folder.take_over(before)
    folder.take_over(before)
    assert ({one.op for one in folder.all()}, before.all()) == ({early.op, late.op}, ())
    assert (before.path / "notes.json").exists()


def test_the_oldest_is_first_and_foreign_files_are_left_alone(folder):
    late, early = kept(at=NOW + timedelta(seconds=1)), kept()
    for act in (late, early):
        folder.keep(act)
    (folder.path / "notes.json").write_text("{}")
    (folder.path / "half.new").write_text("{")
    assert [one.op for one in folder.all()] == [early.op, late.op]
    KeptActs(Door(folder), folder, never).seen()
    assert (folder.path / "notes.json").exists()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"version": 1}', '{"version": 99}', "\x00\x00"])
def test_a_damaged_act_is_told_and_not_sent(folder, text):
    act = kept()
    folder.keep(act)
    (folder.path / f"{act.op}.json").write_text(text)
    door = Door(folder)
    news = KeptActs(door, folder, never).send()
    assert door.heard == []
    assert news.refused[0].refused[0] == "This record cannot be read."
    KeptActs(door, folder, never).seen()
    assert folder.all() == ()


@pytest.mark.parametrize(
    ("says", "left"),
    [
        (None, 0),
        (REFUSED, 0),
        (Fault("Ours.", "Nothing was recorded."), 0),
        (AWAY, 1),
        (Fault("?", "?", retry=True), 1),
    ],
)
def test_an_act_is_on_the_disk_before_it_is_sent_and_until_it_is_answered(folder, says, left):
    door = Door(folder, says)
    keeping = Keeping(door, folder, lambda _: None, "Pick", "Pick")
    op = new_op()
    if says is None:
        assert keeping.call("pick_v1", p_op=op, **ARGS) == {"done": True}
    else:
        with pytest.raises(type(says)):
            keeping.call("pick_v1", p_op=op, **ARGS)
    assert door.there == [["pick_v1"]]
    assert [one.op for one in folder.all()] == [op] * left


def test_acts_of_before_go_out_in_their_order_under_their_keys_and_stop_where_nobody_answers(folder):
    acts = [kept("pick_v1"), kept("move_v1", NOW + timedelta(seconds=1))]
    for act in acts:
        folder.keep(act)
    away = Door(folder, AWAY)
    assert [one.op for one in KeptActs(away, folder, never).send().waiting] == [act.op for act in acts]
    assert len(away.heard) == 1, "the second does not overtake the first"
    door = Door(folder)
    news = KeptActs(door, folder, never).send()
    assert [one.op for one in news.recorded] == [act.op for act in acts]
    assert door.heard == [(act.function, {"p_op": act.op, **act.args}) for act in acts]
    assert folder.all() == ()


def test_a_refused_act_of_before_is_not_sent_again(folder):
    act = kept()
    folder.keep(act)
    acts = KeptActs(Door(folder, REFUSED), folder, never)
    assert acts.send().refused[0].refused == (REFUSED.what, REFUSED.next_step)
    door = Door(folder)
    assert [one.op for one in KeptActs(door, folder, never).send().refused] == [act.op]
    assert door.heard == []


class Away(SampleWork):
    """Labels that the database does not tell."""

    def find(self, barcode):
        raise AWAY


def at_work(folder, lookup, shown):
    """A forklift driver who carries a pallet, with what is kept below a folder."""
    keeping = Keeping(Door(folder), folder, shown.append, "Put away", putaway.PUTAWAY.name)
    clock = Clock(lambda: NOW, lambda: 0.0, new_op)
    carrying = putaway.Carrying(WORKPLACE, TOTES[FIRST], PlannedPlace(7, place(faces()[3])))
    keeping.station = Station(putaway.PUTAWAY, carrying, poster=keeping, lookup=lookup, clock=clock, show=keeping.said)
    return keeping.station


def test_a_scan_that_could_not_be_looked_up_is_kept_with_the_work_in_hand_until_the_station_goes_on(folder):
    shown = []
    station = at_work(folder, Away(), shown)
    station.typed(faces()[3])
    station.retry()
    (kept,) = folder.all()
    assert (kept.op, kept.function, kept.waits) == (station.kept.op, "", True)
    told = restored(kept.resume)
    assert (told["flow"], told["state"], told["act"]) == ("Put away", station.state, station.kept)
    station._lookup = SampleWork()
    assert station.retry()
    assert folder.all() == ()
    assert isinstance(shown[0], Heard)


def again(lookup):
    """Does kept work over these labels."""

    def resume(kept, poster, show):
        told = restored(kept.resume)
        clock = Clock(lambda: NOW, lambda: 0.0, new_op)
        station = Station(putaway.PUTAWAY, told["state"], poster=poster, lookup=lookup, clock=clock, show=show)
        station.kept = told["act"]
        return station.retry()

    return resume


def test_after_a_restart_it_is_done_under_its_own_key_and_its_post_takes_its_place_before_it_is_sent(folder):
    at_work(folder, Away(), []).typed(faces()[3])
    (act,) = folder.all()
    assert KeptActs(Door(folder), folder, again(Away())).send().waiting == (act,)
    lost = Door(folder, AWAY)
    (waiting,) = KeptActs(lost, folder, again(SampleWork())).send().waiting
    assert (waiting.op, waiting.function) == (act.op, "put_away_v1"), "what is looked up next time may be another thing"
    door = Door(folder)
    assert [one.op for one in KeptActs(door, folder, never).send().recorded] == [act.op]
    assert door.heard == lost.heard
    assert folder.all() == ()


def test_an_act_that_records_nothing_when_it_is_done_again_is_told(folder):
    at_work(folder, Away(), []).typed("nobody knows this")
    (no,) = KeptActs(Door(folder), folder, again(SampleWork())).send().refused
    assert no.words.startswith("“nobody knows this” at “Take 340012345678901248 to ")
    assert no.refused[0]
    broken = Kept(new_op(), NOW, "An older act", resume='{"of": "app.flow.putaway:Gone", "fields": {}}')
    folder.keep(broken)
    told = KeptActs(Door(folder), folder, again(SampleWork())).send().refused[-1]
    assert told.refused == ("This program is another than the one that kept it.", "Do it again.")


@pytest.mark.parametrize("trade", ["pick", "putaway", "receive", "move", "count"])
def test_the_work_in_hand_of_every_flow_comes_back_as_it_was(trade):
    course = SampleWork().open(trade, lambda _: None, "9" if trade == "receive" else "")
    for text in ("", faces()[0], "SO-4410", "12", FIRST, faces()[6], PALLET, faces()[3]):
        if text:
            course.station.typed(text)
        assert restored(stored(course.station.state)) == course.station.state


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"a": 1}',
        '{"of": "os:system", "fields": {}}',  # nothing but flows is looked up
        '{"of": "app.flow.putaway:start", "fields": {}}',
        '{"of": "app.flow.putaway:Carrying", "fields": {"x": 1}}',
        '{"enum": "app.flow.effects:Tone", "name": "LOUD"}',
    ],
)
def test_text_that_is_no_work_of_ours_is_refused(text):
    with pytest.raises(ValueError, match=r"\S"):
        restored(text)


def test_a_full_disk_is_told_once_and_the_work_goes_on(tmp_path):
    root = tmp_path / "kept"
    root.write_text("a file where the folder should be")
    shown = []
    folder = KeptFolder(root / "1")
    keeping = Keeping(Door(KeptFolder(tmp_path / "none")), folder, shown.append, "Pick", "Pick")
    for _ in range(2):
        assert keeping.call("pick_v1", p_op=new_op()) == {"done": True}
    assert [say.tone for say in shown] == [Tone.WARN]


def test_people_devices_and_databases_do_not_meet(tmp_path):
    for where in (
        ("db1", 1, "ann", "h 1"),
        ("db2", 1, "ann", "h 1"),
        ("db1", 2, "ann", "h 1"),
        ("db1", 1, "../x", "h 1"),
    ):
        KeptFolder.of(tmp_path, *where).keep(kept())
    KeptFolder.of(tmp_path, "db1", 1, "ben", "h 2").keep(kept())
    assert [len(KeptFolder.of(tmp_path, "db1", 1, login, "h 1").all()) for login in ("ann", "ben", "../x")] == [1, 0, 1]
    assert kept_here(tmp_path, "h 1") == {"ann": 3, "../x": 1}
    assert kept_here(tmp_path / "none", "h 1") == {}
    assert isinstance(kept().op, type(Op(uuid4())))
