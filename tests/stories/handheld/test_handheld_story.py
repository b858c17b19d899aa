"""People with handhelds over the real database: signed in by badge, every trade worked by typed scanner input."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.bootstrap.handheld import Gate, make_desk, with_login
from app.domain.ids import new_op
from app.flow.effects import Tone
from app.services.handheld.badges import badge_code
from app.services.handheld.commands import Choose, Key, code_of
from app.services.handheld.kept import Kept
from app.ui.handheld.shots import Silent
from app.ui.handheld.window import HandheldWindow
from app.ui.jobs import Jobs
from tests.db import acts
from tests.db.ground import PASSWORD
from tests.stories.control_room.proxy import Proxy
from tests.stories.control_room.room import wait_for

BIN, OTHER, THIRD = "B-01-01-1", "B-01-02-1", "A-02-03-1"
NOW = datetime(2027, 3, 4, 14, 2, tzinfo=UTC)


class Hand:
    """A window as `stillage handheld` makes it, over one server; ended with the test."""

    def __init__(self, theme, url):
        self.gate, self.jobs = Gate(with_login(url, "nobody", None), "MAIN", "handheld 7"), Jobs()
        desk = make_desk(self.gate, theme, self.jobs, Silent())
        self.window = HandheldWindow(desk)
        self.window.resize(480, 800)
        self.window.show()

    def scan(self, *texts):
        """As a wedge scanner does; what comes of it has come when this returns."""
        for text in texts:
            self.window.field._last = ("", 0.0)  # the person takes a breath: no double scan
            QTest.keyClicks(self.window.field, text)
            QTest.keyClick(self.window.field, Qt.Key.Key_Return)
            self.settle()

    def type(self, text):
        QTest.keyClicks(self.window.field, text, delay=60)
        QTest.keyClick(self.window.field, Qt.Key.Key_Return)
        self.settle()

    def settle(self):
        wait_for(lambda: self.jobs.running == 0 and self.window.work.acts.idle, 20)
        QTest.qWait(30)

    def sign_in(self, login):
        self.scan(badge_code(login, PASSWORD))
        wait_for(lambda: self.window.page is self.window.menu, 20)
        self.settle()

    def choose(self, trade):
        self.scan(code_of(Choose([one.id for one in self.window.who.work.trades].index(trade) + 1)))

    @property
    def asked(self):
        return self.window.work.view.line.text()

    @property
    def said(self):
        return self.window.work.view.strip

    def end(self):
        self.window.end()
        if self.window.who is not None:
            self.window.who.leave()
        self.jobs.close()
        self.window.close()
        self.window.deleteLater()


@pytest.fixture
def hand(nothing_is_left, theme, monkeypatch, tmp_path):
    """Opens handhelds that keep their acts below tmp_path; ended with the test."""
    monkeypatch.setenv("STILLAGE_HOME", str(tmp_path))
    made = []

    def open_one(url):
        made.append(Hand(theme, url))
        return made[-1]

    yield open_one
    for one in made:
        one.end()


def order(ground, lines):
    """Enter, reserve; its number."""
    boss = ground.as_("t_supervisor")
    wanted = [
        dict(line_no=n, product=ground.products[sku], quantity=quantity) for n, (sku, quantity) in enumerate(lines, 1)
    ]
    entered = boss.call(
        "enter_orders_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=[dict(number="S-1", lines=wanted)]
    )
    found = [one["order_id"] for one in entered["orders"]]
    boss.call("reserve_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=found)
    return found[0]


def tote(ground):
    made = ground.as_("t_picker").call(
        "create_hu_v1", p_op=new_op(), p_warehouse=ground.wh, p_kind="tote", p_location=ground.places["STAGE-1"]
    )
    return made["sscc"]


def test_a_picker_signs_in_by_badge_picks_an_order_and_sets_it_down_with_the_scanner_alone(ground, hand):
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 5, BIN)
    ground.receive(picker, "P-01", 2, OTHER)
    order(ground, [("CUP", 3), ("P-01", 2)])
    label = "00" + tote(ground)
    here = hand(ground.url())
    here.scan(badge_code("t_picker", "not it"))
    assert here.window.sign_in.strip.tone is Tone.BAD
    here.sign_in("t_picker")
    assert [button.detail for button in here.window.menu.buttons][:2] == ["2 waiting", "2 waiting"]
    here.choose("pick")
    goods = {BIN: ("CUP", "3", "4006381333931"), OTHER: ("P-01", "2", "P-01")}
    assert here.window.work.view.map.words().startswith("2 bins, ")
    here.scan("DOCK-1")
    assert here.said.tone is Tone.BAD
    for _ in goods:
        where = here.window.work.view.code.text()
        sku, many, code = goods[where]
        here.scan(where)
        assert here.window.work.view.code.text() == sku
        here.scan(code)
        here.type(many)
        here.scan(label)
        if here.asked.startswith("Is "):  # the bin gave its last
            here.scan(code_of(Key.YES))
    assert here.asked.startswith("All is picked.")
    here.scan("PACK-1")
    assert here.window.work.acts.course.over
    assert {row[:2] for row in acts.stock(ground)} == {(BIN, "CUP"), ("PACK-1", "CUP"), ("PACK-1", "P-01")}
    assert ground.violations() == []
    here.scan(code_of(Key.STOP), code_of(Key.STOP))
    assert here.window.page is here.window.sign_in


def test_goods_are_received_put_away_and_counted_and_a_wrong_scan_changes_nothing(ground, hand):
    here = hand(ground.url())
    here.sign_in("t_picker")
    here.choose("receive")
    here.scan(code_of(Choose(len(here.window.asking.buttons))))
    here.scan("nobody knows this", "4006381333931", "4006381333931")
    here.type("12")
    here.scan("DOCK-1")
    assert here.said.tone is Tone.GOOD
    here.scan(code_of(Key.STOP), code_of(Key.STOP))
    here.choose("putaway")
    here.scan("4006381333931")
    assert here.asked.startswith("Take CUP"), here.said.what.text()
    planned = here.window.work.view.code.text()
    here.scan(planned)
    stock = {(row[0], row[1], row[5]) for row in acts.stock(ground)}
    assert stock == {(planned, "CUP", Decimal(12))}
    assert ground.violations() == []


def on_disk(folder):
    """The acts that are kept below a folder."""
    return sorted(folder.glob("kept/**/*.json"))


def test_a_pulled_cable_keeps_the_scan_shows_it_and_it_is_recorded_once(ground, hand, tmp_path):
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 4, BIN)
    order(ground, [("CUP", 3)])
    label = "00" + tote(ground)
    with Proxy.before(ground.url()) as proxy:
        here = hand(proxy.url)
        here.sign_in("t_picker")
        here.choose("pick")
        here.scan(BIN, "4006381333931")
        here.type("3")
        proxy.cut()
        QTest.keyClicks(here.window.field, label)
        QTest.keyClick(here.window.field, Qt.Key.Key_Return)
        wait_for(lambda: here.window.work.acts.waiting, 30)
        wait_for(lambda: here.said.tone is Tone.WAIT, 10)
        wait_for(lambda: here.window.head.link.text().startswith("No link since "), 10)
        assert [row[5] for row in acts.stock(ground)] == [4]
        assert len(on_disk(tmp_path)) == 1, "written before it was sent"
        proxy.mend()
        wait_for(lambda: not here.window.work.acts.waiting, 60)
        here.settle()
        assert here.window.head.link.text() == "Online"
        assert {(row[0], row[5]) for row in acts.stock(ground)} == {(BIN, 1), ("STAGE-1", 3)}
        assert on_disk(tmp_path) == []
        assert here.asked.startswith("All is picked.")
        assert ground.violations() == []
        here.end()
        here.end = lambda: None


def test_who_counts_blindly_is_offered_counting_and_sees_no_plan(ground, hand):
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 9, BIN)
    boss = ground.as_("t_supervisor")
    boss.call(
        "plan_counts_v1", p_op=new_op(), p_warehouse=ground.wh, p_kind="demand", p_name="now",
        p_locations=[ground.places[BIN]],
    )  # fmt: skip
    here = hand(ground.url())
    here.sign_in("t_counter")
    assert [button.text() for button in here.window.menu.buttons] == ["Count"]
    here.choose("count")
    here.scan(BIN, "4006381333931")
    here.type("9")
    here.scan(BIN, BIN)
    assert here.said.tone is Tone.GOOD
    assert not here.window.work.view.map.useful
    here.scan(code_of(Key.STOP), code_of(Key.STOP))
    assert here.window.menu.buttons[0].detail == "none"


def test_the_next_task_is_given_by_the_database_and_goes_by_what_it_is(ground, hand):
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 5, BIN)
    order(ground, [("CUP", 2)])
    here = hand(ground.url())
    here.sign_in("t_picker2")
    here.choose("next")
    assert here.window.head.title.text() == "Next task: pick"
    assert here.asked == f"Go to {BIN} and scan the bin."
    other = hand(ground.url())
    other.sign_in("t_picker")
    other.choose("next")
    assert other.window.page is other.window.menu
    assert other.window.menu.strip.what.text() == "Nothing to do now: 1 taken by others."


def test_who_walks_past_a_bin_that_is_due_counts_it_before_the_next_task(ground, hand):
    picker, boss = ground.as_("t_picker"), ground.as_("t_supervisor")
    ground.receive(picker, "CUP", 5, BIN)
    order(ground, [("CUP", 2)])
    with ground.root() as root:  # the person moved something to the bin beside just now
        root.execute(
            "insert into wms.task (warehouse_id, kind, state, priority, to_location_id, quantity, claimed_by, "
            "finished_at) values (%s, 'move', 400, 5, %s, 1, 't_picker2', clock_timestamp())",
            (ground.wh, ground.places[OTHER]),
        )  # fmt: skip
    boss.call("set_count_walk_v1", p_op=new_op(), p_warehouse=ground.wh, p_way="metres", p_metres=Decimal(5))
    boss.call(
        "plan_counts_v1", p_op=new_op(), p_warehouse=ground.wh, p_kind="demand", p_name="now",
        p_locations=[ground.places[BIN], ground.places[THIRD]], p_auto_post=True,
    )  # fmt: skip
    here = hand(ground.url())
    here.sign_in("t_picker2")
    here.choose("next")
    assert here.window.head.title.text() == "Next task: count"
    assert here.asked == f"Go to {BIN} and scan it."
    assert here.said.what.text() == "This bin is to be counted, and you are near it."
    here.scan(BIN, "4006381333931")
    here.type("5")
    here.scan(BIN, BIN)
    assert here.said.tone is Tone.GOOD
    assert here.asked == "Go on with the next task."
    here.scan(code_of(Key.STOP))
    here.choose("next")
    assert here.window.head.title.text() == "Next task: pick", "one at a time, and the other bin is too far away"
    with ground.root() as root:
        counts = root.execute(
            "select l.code, c.state from wms.count c join wms.location l using (location_id) order by 1"
        ).fetchall()
    assert counts == [(THIRD, "open"), (BIN, "posted")]
    assert ground.violations() == []


def test_a_handheld_that_dies_before_the_answer_records_its_act_once_when_its_person_signs_in_again(
    ground, hand, tmp_path
):
    ground.receive(ground.as_("t_picker"), "CUP", 4, "DOCK-1")
    with Proxy.before(ground.url()) as proxy:
        here = hand(proxy.url)
        here.sign_in("t_picker")
        here.choose("putaway")
        here.scan("4006381333931")
        planned, line = here.window.work.view.code.text(), here.asked
        proxy.cut()
        QTest.keyClicks(here.window.field, planned)
        QTest.keyClick(here.window.field, Qt.Key.Key_Return)
        wait_for(lambda: here.window.work.acts.waiting, 30)
        wait_for(lambda: here.jobs.running == 0, 30)
        here.window.work.end()  # its battery is out: nothing that is in memory is left
    file = on_disk(tmp_path)[0]
    act = file.read_text()
    again = hand(ground.url())
    assert "t_picker: 1" in again.window.sign_in.more.text(), "whoever takes the handheld sees whose acts wait in it"
    again.sign_in("t_picker")
    strip = again.window.menu.strip
    assert strip.tone is Tone.GOOD, strip.what.text()
    assert strip.what.text() == f"What was kept is recorded now: “{planned}” at “{line}” (Put away)."
    assert [(row[0], row[5]) for row in acts.stock(ground)] == [(planned, 4)]
    assert on_disk(tmp_path) == []
    file.write_text(act)  # the cut came between the answer and its removal
    again.scan(code_of(Key.DONE))
    assert on_disk(tmp_path) == []
    assert strip.tone is Tone.GOOD
    assert [(row[0], row[5]) for row in acts.stock(ground)] == [(planned, 4)], "it is recorded once"


def test_what_the_database_refuses_afterwards_is_shown_until_it_was_seen(ground, hand, tmp_path):
    here = hand(ground.url())
    here.sign_in("t_picker")
    folder = here.window.who.work.keeps.folder
    gone = {"p_warehouse": ground.wh, "p_task": 1, "p_to": ground.places[BIN]}
    folder.keep(Kept(new_op(), NOW, "“B-01-01-1” at “Take it there.” (Put away)", "put_away_v1", gone))
    folder.keep(Kept(new_op(), NOW, "“4711” at “Scan the item.” (Receive)"))
    here.scan(code_of(Key.DONE))
    menu = here.window.menu
    assert menu.strip.tone is Tone.BAD
    assert "“B-01-01-1” at “Take it there.”" in menu.strip.what.text()
    assert "1 more after this." in menu.strip.next.text()
    assert len(on_disk(tmp_path)) == 2, "nothing is forgotten before somebody has read it"
    here.scan(code_of(Key.NO))
    assert on_disk(tmp_path) == []
    assert menu.strip.tone is None
