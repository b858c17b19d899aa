"""The demo day in the window: played, halted, hurried and ended by its bar, keys, room; what waits leads on."""

import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.bootstrap.demo_player import DemoPlayer, report_of
from app.commands.context import Context
from app.commands.registry import Command, Registry
from app.domain.errors import Refusal
from app.services import demo_day
from app.services.demo_day import DayBooks
from app.ui.shell.parts import Person, Site, Workspace
from app.ui.window import MainWindow, Setup

LEFT = Qt.MouseButton.LeftButton
HOUSE = SimpleNamespace(at_home=True, login_url=lambda login: f"postgresql://{login}@nowhere/x")


def books(**changed):
    counted = {"receive": 10, "putaway": 2, "task": 0, "pick": 7, "pack": 7}
    order = SimpleNamespace(state="shipped", orders=3, short=1, unexplained=0, open=0)
    given = {"counted": counted, "booked": dict(counted), "faults": {"wrong_scan": 2}, "orders": [order], "tasks": [],
             "violations": [], "lines": [], "stopped": {}, "yours": {"adjust": 1}}  # fmt: skip
    return DayBooks(**{**given, **changed})


class PlayedDay:
    """Stands for app.services.demo_day.Day: tells what a test has it tell, and ends when it is stopped or let go."""

    opening = None
    made: "list[PlayedDay]" = []  # noqa: RUF012  of one test

    def __init__(self, login_url, code, devices, spec, pace, faults, progress, manner, news):
        self.pace, self.progress, self.news, self.manner = pace, progress, news, manner
        self.over = threading.Event()
        self.refusal = None
        self.made.append(self)

    def stop(self, *, books=True):
        self.with_books = books
        self.pace.stop.set()
        self.over.set()

    def play(self):
        self.progress(0, 0, "The doors open: everybody signs in")
        if self.opening is not None:
            assert self.opening.wait(20)
        self.progress(0, 100, "0 orders shipped, 0 tasks open")
        assert self.over.wait(20)
        if self.refusal is not None:
            raise self.refusal
        return books()


@pytest.fixture
def room(theme, jobs, qtbot, monkeypatch):
    monkeypatch.setattr(demo_day, "Day", PlayedDay)
    monkeypatch.setattr(PlayedDay, "made", [])
    rooms = [Workspace(id_, id_.title(), "inventory", lambda shell: QLabel("page")) for id_ in ("tasks", "waves")]
    person, registry = Person("kh", "K. Hansen", "KH", "supervisor"), Registry(Context())
    window = MainWindow(Setup(theme, jobs, registry, rooms, person, Site("Demo", "UTC")))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    player = DemoPlayer(window)
    player.offer(HOUSE, "DEMO", None)
    window.open("tasks")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield SimpleNamespace(window=window, player=player, bar=player.bar, day=lambda: PlayedDay.made[-1])
    player.close()
    window.close()


def begin(room, qtbot):
    QTest.mouseClick(room.bar.start, LEFT)
    qtbot.waitUntil(lambda: room.player.state == "playing")
    return room.day()


def test_a_day_is_played_halted_hurried_and_ended_by_the_bar(room, qtbot):
    day = begin(room, qtbot)
    assert day.manner == demo_day.LOOKED_ON
    assert day.pace.work == 10.0
    assert not room.bar.start.isVisible()
    QTest.mouseClick(room.bar.halt, LEFT)
    assert day.pace.halted.is_set()
    assert room.bar.words.text().startswith("Halted. ")
    QTest.keyClick(
        room.window, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    qtbot.waitUntil(lambda: not day.pace.halted.is_set())
    room.bar.speed.setFocus()
    QTest.keyClick(room.bar.speed, Qt.Key.Key_Right)
    assert day.pace.work == 30.0
    QTest.keyClick(room.bar.speed, Qt.Key.Key_Right)
    assert day.pace.work is None
    QTest.mouseClick(room.bar.end, LEFT)
    qtbot.waitUntil(lambda: room.player.state == "idle")
    assert room.bar.start.isVisible()
    assert "ended early: 3 of 3 orders shipped" in room.bar.words.text()


def test_until_it_begins_it_says_what_is_done(room, qtbot, monkeypatch):
    monkeypatch.setattr(PlayedDay, "opening", threading.Event())
    QTest.mouseClick(room.bar.start, LEFT)
    qtbot.waitUntil(lambda: room.bar.words.text() == "The doors open: everybody signs in")
    assert room.player.state == "opening"
    assert not room.bar.halt.isVisible()
    PlayedDay.opening.set()
    qtbot.waitUntil(lambda: room.player.state == "playing")


def test_what_waits_for_the_person_is_one_link_to_where_it_is_decided(room, qtbot):
    day, shown = begin(room, qtbot), []
    room.window.registry.add(Command("tasks.exceptions", "Exceptions", lambda: shown.append("exceptions")))
    day.news({"wave": 1})
    qtbot.waitUntil(room.bar.hint.isVisible)
    QTest.mouseClick(room.bar.hint, LEFT)
    assert room.window.top.workspace.text() == "Waves"
    day.news({"wave": 1, "exception": 2})
    qtbot.waitUntil(lambda: room.bar.hint.text() == "2 exceptions wait for you")
    QTest.mouseClick(room.bar.hint, LEFT)
    assert room.window.top.workspace.text() == "Tasks"
    assert shown == ["exceptions"]
    day.news({})
    qtbot.waitUntil(lambda: not room.bar.hint.isVisible())
    room.window.registry.remove(["tasks.exceptions"])


def test_a_day_that_ends_shows_its_report_in_the_room_of_the_day(room, qtbot):
    day = begin(room, qtbot)
    QTest.mouseClick(room.bar.about, LEFT)
    assert room.window.top.workspace.text() == "Demo day"
    page = room.player.page
    assert page.end.isVisible()
    day.over.set()
    qtbot.waitUntil(lambda: room.player.state == "idle")
    said = [label.text() for label in page.report.findChildren(QLabel) if not label.isHidden()]
    assert any("3 of 3 orders shipped, and the ledger says what everybody counted" in words for words in said)
    assert any("1 × adjust" in words for words in said)
    assert room.bar.about.text() == "Report of the day"
    QTest.mouseClick(page.tries[0], LEFT)
    assert room.window.top.workspace.text() == "Waves", "of what can be tried, the first room that this person has"


def test_a_day_that_is_refused_says_so_and_another_can_be_played(room, qtbot):
    day = begin(room, qtbot)
    room.window._actions.run("demo.play")
    assert len(PlayedDay.made) == 1, "one at a time"
    day.refusal = Refusal("demo.playing", "A demo shift is being played in DEMO already.", "Wait until it ends.")
    day.over.set()
    qtbot.waitUntil(lambda: room.player.state == "idle")
    assert room.bar.words.text() == "A demo shift is being played in DEMO already. Wait until it ends."
    assert begin(room, qtbot) is not day


def test_closing_ends_the_day_and_nobody_waits_for_its_report(room, qtbot):
    day = begin(room, qtbot)
    room.player.close()
    assert not room.player._thread.is_alive()
    assert day.with_books is False
    assert day.pace.ended


def test_outside_the_demo_warehouse_there_is_no_bar_and_no_room(theme, jobs, qtbot):
    made = []
    for warehouse, at_home in (("MAIN", True), ("DEMO", False)):
        window = MainWindow(
            Setup(theme, jobs, Registry(Context()), (), Person("kh", "K", "K", "supervisor"), Site("A", "UTC"))
        )
        qtbot.addWidget(window)
        player = DemoPlayer(window)
        player.offer(SimpleNamespace(at_home=at_home), warehouse, None)
        made.append((player.bar, window.has("demo"), window.registry["demo.play"].refusal(window.context)))
    assert made == [(None, False, "Only in the demo warehouse.")] * 2


def test_a_report_says_where_people_and_ledger_differ():
    wrong = books(booked={"receive": 9, "putaway": 2, "task": 0, "pick": 7, "pack": 7})
    report = report_of(wrong, ended_early=False)
    assert not report.whole
    assert "differ" in report.words
    assert ("Received", "10", "9") in report.rows
