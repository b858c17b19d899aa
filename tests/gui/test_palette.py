"""The palette: commands at once, records below them when they come, stale answers dropped, all of it by keyboard."""

import threading
import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.commands.context import Context, Needs
from app.commands.registry import Command, Registry
from app.domain.errors import Fault, Refusal
from app.ui.palette.popup import CommandPalette
from app.ui.palette.rows import cut
from app.ui.palette.search import Hit, Preview, Query, parse


class Bins:
    """A provider whose answers can be held back, and which knows who asked what."""

    prefix = ""
    word = "bins"

    def __init__(self):
        self.gate = threading.Event()
        self.gate.set()
        self.asked = []
        self.ran = []
        self.problem = None

    def search(self, text, limit):
        self.asked.append((text, threading.get_ident()))
        self.gate.wait(5)
        if self.problem is not None:
            raise self.problem
        act = Hit("Commands on this bin", "count", "Count this bin", run=lambda: self.ran.append("count"))
        preview = Preview(f"D-{text}", "Zone D", (("On hand", "144"),))
        return [
            Hit("Bins", "fly_to", f"D-{text}-{n}", f"{n} on hand", run=lambda n=n: self.ran.append(n), actions=(act,),
                preview=lambda: preview)
            for n in range(min(3, limit))
        ]  # fmt: skip


class Orders(Bins):
    prefix = "#"
    word = "orders"

    def search(self, text, limit):
        self.asked.append((text, threading.get_ident()))
        return [Hit("Orders", "order", f"SO-{text}")]


@pytest.fixture
def world(theme, jobs, qtbot):
    class World:
        ran, bins, orders = [], Bins(), Orders()
        registry = Registry(Context())

    window = QWidget()
    window.resize(1280, 800)
    qtbot.addWidget(window)
    World.registry.add(
        Command("shell.theme", "Switch theme", lambda: World.ran.append("theme"), "F10"),
        Command("plan.fit", "Fit the plan", lambda: World.ran.append("fit"), section="Plan"),
        Command("plan.live", "Back to live", lambda: World.ran.append("live"), section="Plan",
                enabled_when=(Needs("replay", "Only while rewinding."),)),
        Command("shell.palette", "Find anything", lambda: None, in_palette=False),
    )  # fmt: skip
    World.palette = CommandPalette(theme, jobs, World.registry, World.registry.run, (World.bins, World.orders), window)
    World.field, World.model, World.jobs, World.window = (
        World.palette.frame.field,
        World.palette.frame.model,
        jobs,
        window,
    )
    World.names = staticmethod(lambda: [hit.name for hit in World.model.hits])
    window.show()
    window.activateWindow()
    World.palette.open()
    qtbot.waitUntil(World.field.hasFocus)
    return World


def settled(world, qtbot):
    qtbot.waitUntil(lambda: world.jobs.running == 0)


def press(world, key):
    QTest.keyClick(world.field, key)


def test_opened_it_lists_the_commands_under_their_sections_and_asks_nobody(world):
    rows = [world.model.row(number) for number in range(world.model.rowCount())]
    assert [row if isinstance(row, str) else row.name for row in rows] == [
        "Commands", "Switch theme", "Plan", "Fit the plan", "Back to live",
    ]  # fmt: skip
    assert world.palette.chosen.name == "Switch theme"
    assert world.bins.asked == []


def test_five_hundred_commands_are_found_in_fifty_milliseconds(world):
    world.registry.add(
        *(Command(f"x.{n}", f"Do the thing number {n} in zone {n % 7}", lambda: None) for n in range(500))
    )
    began = time.thread_time()
    world.field.setText(">thing zone 4")
    took = time.thread_time() - began
    assert len(world.names()) == 60
    assert took < 0.05


def test_records_come_from_another_thread_and_stand_below(world, qtbot):
    QTest.keyClicks(world.field, "plan")
    settled(world, qtbot)
    assert world.names()[:1] == ["Fit the plan"]
    assert "D-plan-0" in world.names()
    assert all(thread != threading.get_ident() for _, thread in world.bins.asked)
    assert "ms" in world.palette.frame.count.text()


def test_what_comes_later_never_moves_the_chosen_row(world, qtbot):
    world.bins.gate.clear()
    world.field.setText("e")
    press(world, Qt.Key.Key_Down)
    before = world.palette.chosen
    world.bins.gate.set()
    settled(world, qtbot)
    assert "D-e-0" in world.names()
    assert world.palette.chosen.key == before.key


def test_an_older_answer_is_dropped(world, qtbot):
    world.bins.gate.clear()
    world.field.setText("old")
    qtbot.waitUntil(lambda: bool(world.bins.asked))
    world.field.setText("new")
    world.bins.gate.set()
    settled(world, qtbot)
    assert "D-new-0" in world.names()
    assert "D-old-0" not in world.names()


def test_up_and_down_pass_over_heads_and_stop_at_the_ends(world):
    press(world, Qt.Key.Key_Up)
    assert world.palette.chosen.name == "Switch theme"
    press(world, Qt.Key.Key_Down)
    assert world.palette.chosen.name == "Fit the plan"
    press(world, Qt.Key.Key_PageDown)
    press(world, Qt.Key.Key_Down)
    assert world.palette.chosen.name == "Back to live"


def test_enter_runs_the_chosen_and_closes(world):
    press(world, Qt.Key.Key_Return)
    assert world.ran == ["theme"]
    assert world.palette.isHidden()


def test_a_disabled_command_shows_its_reason_and_does_not_run(world):
    world.field.setText(">live")
    assert world.palette.chosen.reason == "Only while rewinding."
    press(world, Qt.Key.Key_Return)
    assert world.ran == []
    assert not world.palette.isHidden()
    texts = [item.text for item in world.palette.frame.list.texts()]
    assert "Only while rewinding." in texts
    world.registry.context.set("replay", True)
    world.field.setText(">liv")
    press(world, Qt.Key.Key_Return)
    assert world.ran == ["live"]


def test_signs_ask_for_one_kind_alone(world, qtbot):
    world.field.setText("#882")
    settled(world, qtbot)
    assert world.names() == ["SO-882"]
    assert world.bins.asked == []
    world.field.setText(">theme")
    settled(world, qtbot)
    assert world.names() == ["Switch theme"]
    assert world.bins.asked == []


def test_escape_closes_and_gives_the_keyboard_back(world):
    press(world, Qt.Key.Key_Escape)
    assert world.palette.isHidden()


def test_tab_offers_the_acts_of_a_hit_and_escape_leads_back(world, qtbot):
    world.field.setText("14")
    settled(world, qtbot)
    press(world, Qt.Key.Key_Tab)
    assert world.names() == ["Count this bin"]
    press(world, Qt.Key.Key_Escape)
    settled(world, qtbot)
    assert not world.palette.isHidden()
    press(world, Qt.Key.Key_Escape)
    assert world.palette.isHidden()


def test_an_act_of_a_hit_runs(world, qtbot):
    world.field.setText("14")
    settled(world, qtbot)
    press(world, Qt.Key.Key_Tab)
    press(world, Qt.Key.Key_Return)
    assert world.bins.ran == ["count"]


def test_tab_never_leaves_the_field(world):
    press(world, Qt.Key.Key_Tab)
    press(world, Qt.Key.Key_Backtab)
    assert world.field.hasFocus()


def test_nothing_found_says_so(world, qtbot):
    world.bins.search = lambda text, limit: []
    world.orders.search = lambda text, limit: []
    world.field.setText("zzzz")
    settled(world, qtbot)
    assert world.palette.chosen is None
    assert "zzzz" in world.palette.frame.nothing.text()
    assert not world.palette.frame.nothing.isHidden()


@pytest.mark.parametrize(
    "problem",
    [Refusal("x", "You may not see bins.", "Ask a supervisor."), Fault("The database is away.", "All is safe.")],
)
def test_where_records_cannot_be_searched_commands_stay_and_the_line_says_why(world, qtbot, problem):
    world.bins.problem = problem
    world.field.setText("theme")
    settled(world, qtbot)
    assert "Switch theme" in world.names()
    assert problem.what in world.palette.frame.nothing.text()


def test_the_preview_follows_the_row_under_the_cursor(world, qtbot):
    world.field.setText("14")
    settled(world, qtbot)
    qtbot.waitUntil(lambda: world.palette.frame.pane._title.text() == "D-14")
    press(world, Qt.Key.Key_Escape)


def test_a_narrow_window_has_no_preview(world, qtbot):
    world.window.resize(880, 700)
    qtbot.waitUntil(lambda: world.palette.frame.width() == 880 - 48)
    assert world.palette.frame.pane.isHidden()
    world.window.resize(1280, 700)
    qtbot.waitUntil(lambda: world.palette.frame.width() == 860)
    assert not world.palette.frame.pane.isHidden()


def test_a_click_beside_it_closes(world):
    QTest.mouseClick(world.palette, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert world.palette.isHidden()


def test_typed_signs_are_taken_apart():
    assert parse(" #88 ", ["#"]) == Query("#", "88")
    assert parse("@kh", ["#"]) == Query("", "@kh")
    assert parse("> fit", []) == Query(">", "fit")


def test_a_name_is_cut_where_letters_light_up():
    assert cut("D-05-14", ((0, 4),)) == [("D-05", True), ("-14", False)]
    assert cut("abc", ()) == [("abc", False)]
    assert "".join(text for text, _ in cut("Toggle theme", ((0, 3), (7, 9)))) == "Toggle theme"
