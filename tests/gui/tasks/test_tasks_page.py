"""The room Tasks over a sample: work carried between people by mouse and keys, on the plan too; exceptions, refills."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.services.tasks.estimate import in_hand
from app.ui.control_room.sample_floor import sample_plan
from app.ui.showcase.samples import MOMENT, make_window
from app.ui.tasks.sample_tasks import TAKEN, SampleTasks, sample_board
from app.ui.tasks.shots import sample_page, turn_until
from app.ui.tasks.words import content_of, initials, risk_words, span, title_of, why_words
from app.ui.widgets.buttons import Button

LEFT = Qt.MouseButton.LeftButton
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def undo_of(toast):
    """The button that takes back what a note tells; None where there is no way back."""
    return next((button for button in toast.findChildren(Button) if button.text() == "Undo"), None)


class Room:
    """A window with the page over a sample; ended with the test."""

    def __init__(self, theme, jobs, tasks: SampleTasks, *, decides: bool = True) -> None:
        self.tasks, self.jobs = tasks, jobs
        self.page = None

        def make(shell):
            self.page = sample_page(shell, tasks, decides=decides)
            return self.page

        self.window = make_window(theme, jobs, make, "Tasks", "review")
        self.window.registry.context.set("workspace", "tasks")
        self.window.resize(1920, 1080)
        self.window.show()
        turn_until(lambda: self.board.plan is not None and self.board.board is not None)
        self.settle()

    @property
    def board(self):
        return self.page.board

    def settle(self) -> None:
        turn_until(lambda: self.jobs.running == 0)

    def lane(self, login):
        return next(lane for lane in self.board.lanes.lanes if lane.login == login)

    def card(self, key) -> tuple:
        """The list that a card is in, and its middle there."""
        lane = self.board.lanes.lane_of(key)
        return lane.list, lane.list.box_of(key).center().toPoint()

    def drag(self, source, start: QPoint, goal: QPoint) -> None:
        """Press on a widget, pull to a place of the screen, let go there."""
        QTest.mousePress(source, LEFT, Qt.KeyboardModifier.NoModifier, start)
        middle = source.mapFromGlobal(goal)
        QTest.mouseMove(source, start + QPoint(12, 6))
        QTest.mouseMove(source, middle)
        self.effect = self.board.ghost.accessibleName()
        QTest.mouseRelease(source, LEFT, Qt.KeyboardModifier.NoModifier, middle)
        self.settle()

    def on_plan(self, login) -> QPoint:
        """A person's disc on the plan, on the screen."""
        marks = self.board.plan.people
        disc = next(disc for one, disc in marks.discs() if one.login == login)
        return marks.mapToGlobal(disc.center().toPoint())

    def words(self, widget) -> str:
        return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())

    def press(self, button) -> None:
        QTest.mouseClick(button, LEFT)
        self.settle()

    def close(self) -> None:
        if "tasks.board" in self.window.registry:
            self.page.end()
        self.window.close()
        self.window.deleteLater()


@pytest.fixture(scope="module")
def plan():
    """A small building, made once."""
    return sample_plan(2_000)


@pytest.fixture
def room(theme, jobs, plan):
    made = []

    def make(*, decides: bool = True, **more) -> Room:
        made.append(Room(theme, jobs, SampleTasks(plan=plan, **more), decides=decides))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_a_card_is_dragged_to_somebody_and_back_by_undo(room):
    here = room()
    piece = here.board.piece("B42")
    source, start = here.card("B42")
    lane = here.lane("silva")
    here.drag(source, start, lane.mapToGlobal(lane.rect().center()))
    assert "R. Silva: 4 min → 52 min, done 15:24" in here.effect, "told before the drop"
    assert here.tasks.asked == [("give", piece.tasks, "silva")]
    assert here.board.piece("B42").login == "silva"
    assert "B42" in here.lane("silva").list.keys
    assert not here.board.ghost.isVisible()
    here.board.deeds.take_back(piece, None)
    here.settle()
    assert here.tasks.asked[-1] == ("give", piece.tasks, None)


def test_a_card_is_dragged_onto_a_person_of_the_plan(room):
    here = room()
    source, start = here.card("O88")
    here.drag(source, start, here.on_plan("lindqvist"))
    assert here.tasks.asked[0][2] == "lindqvist"
    assert "late" not in here.effect
    assert "to spare" in here.effect


def test_a_stop_on_the_plan_is_dragged_to_a_lane_and_to_a_person(room):
    here = room()
    for key, login in (("B41", "okafor"), ("O89", "silva")):
        here.board.choose(key)
        here.settle()
        view = here.board.plan.view
        stop = here.board.plan.stops()[0].toPoint()
        lane = here.lane(login)
        goal = here.on_plan(login) if login == "silva" else lane.mapToGlobal(lane.rect().center())
        here.drag(view, stop, goal)
        assert here.tasks.asked[-1][2] == login
    before = view.camera.x
    far = QPoint(30, 30)
    here.drag(view, far, view.mapToGlobal(far + QPoint(60, 0)))
    assert view.camera.x != before, "beside the stops the hand moves the plan"
    assert len(here.tasks.asked) == 2


def test_work_is_carried_by_keys_alone(room):
    here = room()
    lane = here.lane("")
    lane.area.setFocus(Qt.FocusReason.TabFocusReason)
    assert here.board.current == lane.list.keys[0], "Tab into the lane chooses its first card"
    QTest.keyClick(lane.area, Qt.Key.Key_Down)
    key = lane.list.keys[1]
    assert here.board.current == key
    QTest.keyClick(lane.area, Qt.Key.Key_Right, BOTH)
    assert here.board.carry.target == "okafor"
    assert "M. Okafor" in here.board.ghost.accessibleName()
    QTest.keyClick(lane.area, Qt.Key.Key_Right, BOTH)
    QTest.keyClick(lane.area, Qt.Key.Key_Left, BOTH)
    QTest.keyClick(lane.area, Qt.Key.Key_Escape)
    assert not here.board.carry.active
    assert here.tasks.asked == []
    QTest.keyClick(lane.area, Qt.Key.Key_Right, BOTH)
    QTest.keyClick(lane.area, Qt.Key.Key_Return)
    here.settle()
    assert here.tasks.asked[0][2] == "okafor"
    QTest.keyClick(here.lane("okafor").area, Qt.Key.Key_Right)
    assert here.board.lanes.lane_of(here.board.current).login == "lindqvist", "the next lane with cards"


def test_work_is_carried_by_keys_on_the_plan(room):
    here = room()
    keys = [key for lane in here.board.lanes.lanes for key in lane.list.keys]
    view = here.board.plan.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(keys.index("O88") + 2):
        QTest.keyClick(view, Qt.Key.Key_N)
    QTest.keyClick(view, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert here.board.current == "O88"
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_Left, BOTH)
    assert here.board.carry.target == "iversen", "back from the first lane is the last"
    QTest.keyClick(view, Qt.Key.Key_Right, BOTH)
    QTest.keyClick(view, Qt.Key.Key_Right, BOTH)
    assert here.board.carry.target == "okafor"
    QTest.keyClick(view, Qt.Key.Key_Return)
    here.settle()
    assert [one[2] for one in here.tasks.asked] == ["okafor"]


def test_what_is_late_by_the_drop_is_said_and_begun_work_is_not_carried(room):
    here = room()
    source, start = here.card("O88")
    lane = here.lane("kowalski")
    here.board.lanes.ensureWidgetVisible(lane)
    here.drag(source, start, lane.mapToGlobal(lane.rect().center()))
    assert "late" in here.effect
    here.board.choose("B32")
    here.page.carry_on()
    assert not here.board.carry.active, "J. Lindqvist has begun it"
    assert not here.board.panel.cancelled.isEnabled()
    assert "has begun it" in here.board.panel.cancelled.toolTip()


def test_a_drop_beside_everybody_changes_nothing(room):
    here = room()
    source, start = here.card("O88")
    here.drag(source, start, here.window.mapToGlobal(QPoint(400, 20)))
    assert here.tasks.asked == []
    assert not here.board.carry.active


def test_a_refusal_stands_beside_the_work_and_nothing_moves(room):
    here = room(refuse=TAKEN)
    here.board.choose("B42")
    here.board.give("B42", "silva")
    here.settle()
    assert TAKEN.what in here.words(here.board.panel)
    assert here.board.piece("B42").login is None


def test_urgency_holding_and_cancelling_from_the_panel(room):
    here = room()
    here.board.choose("O89")
    panel, tasks = here.board.panel, here.board.piece("O89").tasks
    here.page.more_urgent()
    here.settle()
    assert here.tasks.asked == [("priority", tasks, 4)]
    here.press(panel.held)
    assert "needs a reason" in here.words(panel)
    panel.reason.setText("Aisle C is being swept")
    here.press(panel.held)
    assert here.tasks.asked[-1] == ("hold", tasks, "Aisle C is being swept")
    here.press(undo_of(here.window._toasts.shown[-1]))
    assert here.tasks.asked[-1] == ("resume", tasks), "a slip is taken back where it is told"
    here.board.deeds.hold(here.board.piece(here.board.current), "Aisle C is being swept")
    here.settle()
    assert panel.held.text() == "Resume"
    here.press(panel.held)
    assert here.tasks.asked[-1] == ("resume", tasks)
    panel.why_cancel.setCurrentIndex(1)
    assert panel.cancelled.text() == "Cancel 3 tasks"
    here.press(panel.cancelled)
    assert here.tasks.asked[-1] == ("cancel", tasks, "otherwise")
    assert here.board.piece("O89") is None


def test_exceptions_are_taken_planned_elsewhere_and_settled(room):
    here = room()
    here.page.show_view("exceptions")
    here.settle()
    view = here.page.exceptions
    assert view.table.rows.rowCount() == 3
    view.next.setText("Look behind the pallet")
    here.press(view.mine)
    assert here.tasks.asked[0] == ("take", (9901,), "Look behind the pallet")
    here.press(view.elsewhere)
    assert ("elsewhere", 88) in here.tasks.asked
    view.done.clear()
    here.press(view.settled)
    assert "Say what was done" in here.words(view)
    view.done.setText("Found in the next bay")
    QTest.keyClick(view.done, Qt.Key.Key_Return)
    here.settle()
    assert here.tasks.asked[-1] == ("settle", (9901,), "Found in the next bay")
    assert view.table.rows.rowCount() == 2
    view.table.selectRow(0)
    assert view.refill.isVisible()
    assert not view.elsewhere.isVisible(), "there is no order"


def test_rules_are_entered_and_what_cannot_be_is_said(room):
    here = room()
    here.page.show_view("refills")
    here.settle()
    view = here.page.refills
    view.table.selectRow(1)
    assert view.fields["face"].text() == "D-02-31-1"
    here.press(view.now)
    assert here.tasks.asked == [("call", 2, 1000)]
    view.new_rule()
    for name, text in (("sku", "40-2217"), ("face", "D-01-01-1"), ("least", "ten"), ("most", "40")):
        view.fields[name].setText(text)
    here.press(view.keep)
    assert len(here.tasks.asked) == 1
    assert view.error.isVisible()
    view.fields["least"].setText("10")
    here.press(view.keep)
    what = here.tasks.asked[-1]
    assert (what[1], what[2], int(what[3]), int(what[4]), what[5], what[6]) == (
        "40-2217",
        "D-01-01-1",
        10,
        40,
        None,
        True,
    )
    view.table.selectRow(0)
    here.press(view.stop)
    assert here.tasks.asked[-1][-1] is False


def test_people_are_limited(room):
    here = room()
    here.page.show_view("people")
    view = here.page.people
    view.table.selectRow(3)
    assert (view.kinds["pick"].isChecked(), view.kinds["move"].isChecked(), view.zones.text()) == (True, False, "D, F")
    view.kinds["move"].setChecked(True)
    view.zones.setText("A; B")
    here.press(view.keep)
    assert here.tasks.asked == [("limit", "kowalski", ["pick", "move"], ["A", "B"])]


def test_who_may_not_decide_sees_and_cannot(room):
    here = room(decides=False)
    source, start = here.card("O88")
    here.drag(source, start, here.on_plan("silva"))
    assert here.tasks.asked == []
    assert not here.board.panel.acts.isVisible()
    here.page.show_view("refills")
    assert not here.page.refills.new.isVisible()
    refused = here.window.registry["tasks.free"].refusal(here.window.registry.context)
    assert refused == "Work is given by supervisors."


def test_an_empty_floor_teaches(room):
    here = room(empty=True)
    assert "No work is open" in here.words(here.lane(""))
    assert "no forecast" in here.page.risk.text()
    for view, words in (("exceptions", "Nothing waits to be put right"), ("refills", "No pick face is kept filled")):
        here.page.show_view(view)
        here.settle()
        assert words in here.words(here.page)


def test_words(plan):
    board = sample_board(plan)
    by_key = {piece.key: piece for piece in board.pieces}
    zone = MOMENT.tzinfo
    assert title_of(by_key["B41"]) == "WV-0935 · 41"
    assert content_of(by_key["T7"]) == "48 × 40-2217 from A-07-02-1"
    assert content_of(by_key["X1-1"]) == "2 tasks"
    assert content_of(replace(by_key["T7"], quantity=None)) == "40-2217 from A-07-02-1"
    assert content_of(replace(by_key["T7"], quantity=None, sku=None)) == "A whole unit from A-07-02-1"
    assert "7 lines waiting for 18" in why_words(by_key["T7"], zone)
    assert why_words(by_key["O88"], zone) == ""
    assert risk_words(board.rates, zone) == "At this rate 24 orders miss 16:30"
    assert [initials(name) for name in ("Piet Picker", "K. Hansen", "solo", "")] == ["PP", "KH", "S", "?"]
    assert [span(minutes) for minutes in (0.2, 59, 60, 95)] == ["0 min", "59 min", "1 h", "1 h 35 min"]


def test_news_wait_while_the_mouse_carries(room):
    here = room()
    source, start = here.card("O88")
    QTest.mousePress(source, LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(source, start + QPoint(30, 10))
    assert here.board.carry.active
    here.tasks.pieces = tuple(one for one in here.tasks.pieces if one.key != "O89")
    here.page.refresh()
    here.settle()
    assert here.board.piece("O89") is not None
    QTest.mouseRelease(source, LEFT, Qt.KeyboardModifier.NoModifier, start + QPoint(30, 10))
    here.settle()
    assert here.board.piece("O89") is None
    assert here.tasks.asked == [], "it was let go where it came from"


def test_the_board_shows_one_kind_or_what_is_late(room):
    here = room()
    only = here.page.only
    only.setCurrentIndex(only.findData("replenish"))
    assert here.lane("").list.keys == ["T7", "T8"]
    assert here.lane("silva").list.keys == ["T5"]
    only.setCurrentIndex(only.findData("late"))
    assert here.lane("kowalski").list.keys == ["B33"]
    assert "No such work waits" in here.words(here.lane(""))
    only.setCurrentIndex(0)
    assert len(here.lane("").list.keys) == 9
    here.page.show_view("people")
    assert not only.isVisible()


def test_all_peoples_walks_are_drawn_quiet_and_the_chosen_one_is_not_drawn_twice(room):
    here = room()
    turn_until(lambda: len(here.board.plan.walks.shown) > 1)
    before = here.board.plan.walks.shown
    mine = in_hand(here.board.board.pieces)
    assert set(before) <= set(mine)
    login = before[0]
    here.board.choose(mine[login].key)
    here.settle()
    assert here.board.plan.walks.shown == before[1:]
    assert here.board.plan.view.overlay.routes, "the chosen one is drawn strong"
    here.board.plan.walks.grab()
    assert here.window.theme.colour("text.secondary").alphaF() == 1.0, "the theme's colours stay as they are"


def test_a_piece_leads_to_its_orders_and_its_cart_and_a_cart_leads_to_its_piece(room):
    here, asked = room(), []
    here.board.panel.asked.connect(lambda where, about: asked.append((where, about)))
    piece = next(one for one in here.board.board.pieces if one.kind == "pick" and one.batch_id and one.orders > 1)
    here.page.show_about(f"cart:{piece.batch_id}")
    here.settle()
    assert here.board.current == piece.key
    here.press(here.board.panel.orders)
    here.press(here.board.panel.cart)
    assert asked == [("outbound", f"cart:{piece.batch_id}"), ("waves", f"cart:{piece.wave or ''}:{piece.batch_id}")]
    here.page.show_about("cart:1")
    here.settle()
    assert here.board.current == piece.key, "what has no open work is said, and the choice stays"


def test_a_card_that_cannot_be_painted_says_so_and_the_others_are_there(room, monkeypatch) -> None:
    """An exception that escapes a paint leaves the painter open: the next paint of the window may end the program."""
    told = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: told.append(error))
    board = room().board
    cards = next(lane.list for lane in board.lanes.lanes if len(lane.list.keys) > 1)
    whole = cards.grab().toImage()
    bad, other = cards.box_of(cards.keys[0]).toRect(), cards.box_of(cards.keys[1]).toRect()
    cards._cards = (replace(cards._cards[0], minutes=float("nan")), *cards._cards[1:])
    for _ in range(3):
        broken = cards.grab().toImage()
    turn_until(lambda: bool(told))
    assert len(told) == 1, "told once, not at every paint"
    assert isinstance(told[0], ValueError)
    assert broken.copy(bad) != whole.copy(bad)
    assert broken.copy(other) == whole.copy(other)
    assert not cards.paintingActive()
    board.lanes.grab()
