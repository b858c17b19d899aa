"""The counting page in its window: a bin counted by scanner, plans made and given out, differences decided."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.errors import Refusal, Unreachable
from app.flow.count_states import CountingItem, InBin, WantBin
from app.services.counting import CountWalk, PlanWish
from app.ui.counting.page import CountingPage
from app.ui.counting.sample_counts import CODES, SampleCorrections, SampleCounts, SampleFloor
from app.ui.counting.shots import sample_desk, wait_until
from app.ui.showcase.samples import make_window
from app.ui.station.wedge import ScanField


class Room:
    """A window with the page over a sample; ended with the test."""

    def __init__(self, theme, jobs, counts, floor=None) -> None:
        self.counts, self.floor, self.jobs = counts, floor or SampleFloor(), jobs
        self.corrections = SampleCorrections(empty=counts is not None and counts.empty)
        self.page: CountingPage | None = None

        def make(shell):
            self.page = CountingPage(shell, sample_desk(shell, counts, self.floor, self.corrections))
            return self.page

        self.window = make_window(theme, jobs, make, "Counting", "counting")
        self.window.registry.context.set("workspace", "counting")
        self.window.show()
        self.settle()

    def settle(self) -> None:
        entry = self.page.entry
        wait_until(lambda: entry.acts.station is not None and entry.acts.idle and self.jobs.running == 0)

    def scan(self, *texts: str) -> None:
        """As a wedge scanner does: keys and Return, faster than any hand."""
        for text in texts:
            QTest.keyClicks(self.page.entry.work.field, text)
            QTest.keyClick(self.page.entry.work.field, Qt.Key.Key_Return)
            self.settle()

    @property
    def state(self):
        return self.page.entry.acts.station.state

    def close(self) -> None:
        self.page.end()
        self.window.close()
        self.window.deleteLater()


@pytest.fixture
def room(theme, jobs):
    made = []

    def make(counts=None, floor=None) -> Room:
        made.append(Room(theme, jobs, counts, floor))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_a_bin_is_counted_with_the_scanner_alone(room):
    here = room()
    work = here.page.entry.work
    assert work.line.text() == f"Go to {CODES[4]} and scan it."
    here.scan(CODES[4], "SO-4410", "SO-4410")
    assert isinstance(here.state, CountingItem)
    assert work.number.text() == "12 x SO-4410"
    here.scan(CODES[4])
    assert here.page.entry.entries.rows.rowCount() == 1
    here.page.entry.work.field._last = ("", 0.0)  # the person takes a breath: no double scan
    here.scan(CODES[4])
    assert isinstance(here.state, WantBin)
    assert [function for function, _ in here.floor.posts] == ["claim_count_v1", "enter_count_v1", "close_count_v1"]
    assert here.floor.posts[1][1]["p_quantity"] == Decimal(12)
    wait_until(lambda: work.said.text() == f"{CODES[4]} is counted.")


def test_a_counter_sees_the_entry_and_nothing_of_plans(room):
    here = room()
    assert here.page.stack.count() == 1
    assert "counting.review" not in here.window.registry
    assert not hasattr(here.page, "review")


def test_the_keyboard_is_enough_and_a_scan_is_taken_wherever_the_focus_is(room):
    here = room()
    here.scan(CODES[4])
    QTest.mouseClick(here.page.entry.list.viewport(), Qt.MouseButton.LeftButton)
    here.page.entry.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    here.page.entry.setFocus()
    QTest.keyClicks(here.page.entry, "SO-4410")
    assert here.page.entry.work.field.text() == "SO-4410"
    QTest.keyClick(here.page.entry.work.field, Qt.Key.Key_Return)
    here.settle()
    assert isinstance(here.state, CountingItem)
    here.window.registry.run("counting.done")
    here.settle()
    assert isinstance(here.state, InBin)
    here.window.registry.run("counting.undo")
    here.settle()
    assert here.floor.posts[-1][0] == "take_back_count_v1"
    here.window.registry.run("counting.done")
    here.settle()
    assert here.page.entry.work.yes.isVisible()
    here.window.registry.run("counting.empty")
    here.settle()
    assert here.floor.posts[-1][1]["p_empty"] is True


def test_typing_is_not_scanning(qapp, monkeypatch):
    """A slow hand's digits are a count; the same digits in a millisecond are a code."""
    field = ScanField()
    heard = []
    field.typed.connect(lambda text: heard.append(("typed", text)))
    field.scanned.connect(lambda text, at, twice: heard.append(("scanned", text, twice)))
    now = [100.0]
    monkeypatch.setattr("app.ui.station.wedge.time.monotonic", lambda: now[0])

    def type_in(text, pause):
        for key in text:
            now[0] += pause
            QTest.keyClicks(field, key)
        QTest.keyClick(field, Qt.Key.Key_Return)

    type_in("144", 0.12)
    type_in("4006381333931", 0.004)
    type_in("4006381333931", 0.004)
    now[0] += 1
    type_in("4006381333931", 0.004)
    type_in("12", 0.004)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard == [
        ("typed", "144"),
        ("scanned", "4006381333931", False),
        ("scanned", "4006381333931", True),
        ("scanned", "4006381333931", False),
        ("typed", "12"),
    ]
    field.deleteLater()


def test_a_refusal_is_said_where_the_eye_is_and_the_work_goes_on(room):
    class Strict(SampleFloor):
        def call(self, function, /, **args):
            if function == "claim_count_v1":
                raise Refusal("WM455", f"{CODES[5]} is not on your list.", "Take the next bin of your list.")
            return super().call(function, **args)

    here = room(floor=Strict())
    here.scan(CODES[5])
    assert here.page.entry.work.said.text() == f"{CODES[5]} is not on your list."
    assert isinstance(here.state, WantBin)


def test_an_act_that_the_database_did_not_answer_is_sent_again_by_itself(room):
    class Away(SampleFloor):
        away = True

        def call(self, function, /, **args):
            if self.away:
                raise Unreachable("The database does not answer.", "It is kept.", retry=True)
            return super().call(function, **args)

    floor = Away()
    here = room(floor=floor)
    here.scan(CODES[4])
    assert here.page.entry.work.said.text().startswith("Kept, not recorded yet.")
    assert here.page.entry.acts.station.waiting
    floor.away = False
    here.page.entry.acts.send_again()
    here.settle()
    assert isinstance(here.state, InBin)


def test_plans_show_progress_and_bins_are_given_to_a_person(room):
    here = room(SampleCounts())
    plans = here.page.plans
    assert plans.plans.rows.rowCount() == 5
    assert plans.detail.title.text() == "Bins chosen on the map, 23 Nov"
    plans.people.setCurrentIndex(plans.people.findData("jbruns"))
    plans.assign()
    here.settle()
    assert here.counts.did == [("assign", ([1, 2, 3, 4, 5], "jbruns"))]
    plans.bins.selectRow(2)
    plans.assign()
    here.settle()
    assert here.counts.did[-1] == ("assign", ([3], "jbruns"))


def test_a_supervisor_says_how_far_people_go_to_count_on_the_way(room):
    here = room(SampleCounts(refuse=Refusal("WM403", "Your role does not allow that.", "Ask a supervisor.")))
    box = here.page.plans.walk.box
    words = [box.itemText(n) for n in range(box.count())]
    assert (words[0], box.currentText()) == ("Off", "In the aisle where they stand")
    box.setCurrentIndex(0)
    box.activated.emit(0)
    here.settle()
    assert here.counts.did == [("walk", CountWalk("off"))]
    far = words.index("Within 10 m of where they stand")
    box.setCurrentIndex(far)
    box.activated.emit(far)
    here.settle()
    assert (here.counts.walking.way, box.currentText()) == ("off", "Off"), "what was refused is not shown as if it held"
    here.counts.walking = CountWalk("metres", 7.5)
    here.page.refresh()
    here.settle()
    assert box.currentText() == "Within 7.5 m of where they stand"


def test_a_plan_is_made_from_the_form_and_bad_words_are_refused_beside_it(room):
    here = room(SampleCounts())
    here.window.registry.run("counting.new")
    form = here.page.plans.form
    form.send()
    assert "has no name" in form.error.accessibleName()
    form.name.setText("A items")
    form.days.setText("soon")
    form.send()
    assert "“soon” cannot be" in form.error.accessibleName()
    for field, text in ((form.days, "14"), (form.classes, "A, B"), (form.every, "7"), (form.share, "2.5")):
        field.setText(text)
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    here.settle()
    what, wish = here.counts.did[-1]
    assert what == "plan"
    assert wish == PlanWish(
        "A items", "abc", {"days": 14, "limit": 200, "classes": ["A", "B"]}, every_days=7, share=Decimal("0.025")
    )
    assert not form.isVisible()


def test_differences_are_posted_with_a_reason_or_counted_again(room):
    here = room(SampleCounts())
    here.window.registry.run("counting.review")
    here.settle()
    review = here.page.review
    assert review.passes.rows.rowCount() == 4
    review.reason.setCurrentIndex(1)
    review.post()
    here.settle()
    assert here.counts.did[-1] == ("approve", ([6], "data", False))
    review.pending.selectAll()
    review.recount()
    here.settle()
    assert here.counts.did[-1] == ("recount", [6, 7, 8])


def test_reserved_stock_is_given_back_only_on_a_second_word(room):
    refusal = Refusal("WM451", "SO-4410 in D-01-06-2 is reserved for 100482.", "Approve again, or count again.")
    here = room(SampleCounts(refuse=refusal))
    here.page.show_view("review")
    here.settle()
    review = here.page.review
    assert not review.back.isVisible()
    review.post()
    here.settle()
    assert review.back.isVisible()
    assert "reserved for 100482" in review.error.accessibleName()
    review.post_and_break()
    here.settle()
    assert here.counts.did == [("approve", ([6], None, True))]


def test_a_correction_above_a_limit_is_decided_with_a_note_by_a_second_person(room):
    here = room(SampleCounts())
    here.window.registry.run("counting.approvals")
    here.settle()
    view = here.page.approvals
    assert view.why.text() == "Jan Bruns wants to change 420 pieces, worth 1,218.00, because: Missing."
    assert view.lines.rows.rowCount() == 2
    assert "Alone you may adjust up to 100 pieces and a value of 500.00; scrap up to 20 pieces." in view.own.text()
    view.note.setText("Looked myself")
    view.approve.click()
    here.settle()
    assert here.corrections.did == [(7, "approve", "Looked myself")]
    assert view.note.text() == "", "the next one gets a note of its own"
    view.waiting.selectRow(1)
    view.reject.click()
    here.settle()
    assert here.corrections.did[-1] == (8, "reject", "")


def test_of_an_own_correction_nothing_is_offered_but_to_withdraw_it(room):
    here = room(SampleCounts())
    here.page.show_view("approvals")
    here.settle()
    view = here.page.approvals
    view.waiting.selectRow(2)
    assert [view.approve.isVisible(), view.reject.isVisible(), view.withdraw.isVisible()] == [False, False, True]
    view.withdraw.click()
    here.settle()
    assert here.corrections.did == [(9, "withdraw", "")]


def test_a_refused_decision_is_said_beside_it(room):
    here = room(SampleCounts())
    here.corrections.refuse = Refusal("WM403", "This is above your limit too.", "Ask somebody whose limit suffices.")
    here.page.show_view("approvals")
    here.settle()
    here.page.approvals.approve.click()
    here.settle()
    assert "above your limit too" in here.page.approvals.error.accessibleName()
    assert here.page.approvals.approve.isEnabled(), "another may be tried"


def test_the_badge_counts_bins_and_corrections_that_wait_for_this_person(room, monkeypatch):
    shown = []
    here = room(SampleCounts())
    monkeypatch.setattr(
        here.page._shell, "set_badge", lambda where, number: shown.append((where, number)), raising=False
    )
    here.page.refresh()
    here.settle()
    assert shown[-1] == ("counting", 5), "three bins, and two corrections of others"


def test_an_empty_database_teaches(room):
    here = room(SampleCounts(empty=True))
    assert here.page.plans.empty.isVisible()
    here.page.plans.empty.buttons[0].click()
    assert here.page.plans.form.isVisible()
    here.page.show_view("review")
    here.settle()
    assert here.page.review.none.isVisible()
