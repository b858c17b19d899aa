"""A supervisor keeps a pick face filled, gives the work out by mouse and by keys, and puts right what goes wrong."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap.front import Front, Wish
from app.bootstrap.stopwatch import Stopwatch
from app.config import Loaded, Settings
from app.domain.ids import LocationId, WarehouseId, new_op
from app.flow.events import Workplace
from app.flow.move import MOVE, start
from app.flow.move_states import MoveOver
from app.services.lookup import Codes
from app.services.session import Session
from app.services.station import Clock, Station
from app.services.tasks import NextWork
from app.ui.tasks.page import TasksPage
from tests.stories.control_room.room import wait_for

FACE, RESERVE, OTHER = "B-01-01-1", "A-01-01-1", "A-01-03-1"
LEFT = Qt.MouseButton.LeftButton
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def front(nothing_is_left, theme, monkeypatch, tmp_path):
    """Makes the whole program for a wish; closed in order at the end."""
    monkeypatch.setenv("STILLAGE_HOME", str(tmp_path))
    made = []

    def make(wish):
        made.append(Front(theme, Loaded(Settings()), wish, Stopwatch()))
        return made[-1]

    yield make
    for one in made:
        ended = []
        one.ended.connect(lambda ended=ended: ended.append(True))
        one.window.close()
        one.end()
        wait_for(lambda ended=ended: bool(ended), 20)
        one.window.deleteLater()
        one.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def stocked(ground):
    """Cups in two reserve bins; Piet has done something today, so that he stands on the plan."""
    picker = ground.as_("t_picker")
    with ground.root() as root:
        root.execute("update wms.location set x = 3000, y = 8000 where code like 'PACK-%'")
        root.execute(
            "insert into wms.task (warehouse_id, kind, state, from_location_id, to_location_id, product_id, quantity, "
            "done, claimed_by, finished_at) values (%s, 'move', 400, %s, %s, %s, 1, 1, 't_picker', now())",
            (ground.wh, ground.places["B-02-03-1"], ground.places["B-02-03-1"], ground.products["CUP"]),
        )
    ground.receive(picker, "CUP", 30, RESERVE)
    ground.receive(picker, "CUP", 60, OTHER)
    return ground


def held_by(ground):
    with ground.root() as root:
        rows = root.execute(
            "select claimed_by from wms.task where kind = 'replenish' and state < 400 order by 1"
        ).fetchall()
    return [row[0] for row in rows]


def typed(field, text):
    field.setFocus()
    field.clear()
    QTest.keyClicks(field, text)


def refill(ground, now):
    """Piet takes what he is given and works it with a scanner: the first bin holds fewer than booked."""
    session = Session.open(ground.url("t_picker"), "MAIN")
    try:
        work = NextWork(session)
        given = work.take()
        tasks = work.moves(given.tasks)
        place = Workplace(WarehouseId(ground.wh), "truck-1", LocationId(0))
        clock = Clock(now, lambda: 0.0, new_op)
        codes = Codes(session.door, ground.wh)
        said = []
        station = Station(MOVE, start(place, tasks), poster=session.door, lookup=codes, clock=clock, show=said.append)
        for text in (tasks[0].source_code, "CUP", "10"):
            station.typed(text)
        station.short("not_there")
        station.typed(FACE)
        assert isinstance(station.state, MoveOver), said[-3:]
        return tasks[0]
    finally:
        session.close()


def open_tasks(front, ground):
    """The whole program, in the room Tasks, everything read."""
    here = front(Wish(url=ground.url("t_supervisor"), warehouse="MAIN"))
    here.start()
    wait_for(lambda: "tasks" in here.rooms._admitted, 30)
    here.window.resize(1600, 900)
    here.window.open("tasks")
    page = here.window.pages.currentWidget()
    assert isinstance(page, TasksPage)
    wait_for(lambda: page.board.plan is not None and page.board.board is not None, 30)
    return page


def make_rule(page):
    """The cup's face is kept between 10 and 45, and looked at now."""
    page.show_view("refills")
    wait_for(lambda: page.refills.none.isVisible())
    page.refills.new_rule()
    for name, text in (("sku", "CUP"), ("face", FACE), ("least", "10"), ("most", "45")):
        typed(page.refills.fields[name], text)
    QTest.keyClick(page.refills.fields["most"], Qt.Key.Key_Return)
    wait_for(lambda: page.refills.table.rows.rowCount() == 1)
    QTest.mouseClick(page.refills.look, LEFT)
    wait_for(lambda: page.refills.table.rows.row(0).incoming == 45)


def drag_onto(board, key, login):
    """A card is dragged onto a person of the plan."""
    cards = board.lanes.lane_of(key).list
    spot = cards.box_of(key).center().toPoint()
    QTest.mousePress(cards, LEFT, Qt.KeyboardModifier.NoModifier, spot)
    wait_for(lambda: any(one.login == login for one, _ in board.plan.people.discs()))
    disc = next(disc for one, disc in board.plan.people.discs() if one.login == login)
    goal = cards.mapFromGlobal(board.plan.people.mapToGlobal(disc.center().toPoint()))
    QTest.mouseMove(cards, spot + QPoint(10, 10))
    QTest.mouseMove(cards, goal)
    told = board.ghost.accessibleName()
    QTest.mouseRelease(cards, LEFT, Qt.KeyboardModifier.NoModifier, goal)
    return told


def test_a_face_is_kept_filled_and_the_work_is_given_out(stocked, front):
    page = open_tasks(front, stocked)
    board = page.board
    make_rule(page)
    page.show_view("board")
    page.refresh()
    wait_for(lambda: len(board.board.pieces) == 2)
    first, second = (piece.key for piece in board.board.pieces)
    assert "Piet Picker" in drag_onto(board, first, "t_picker")
    wait_for(lambda: held_by(stocked) == ["t_picker", None])

    wait_for(lambda: board.piece(first).login == "t_picker")
    board.choose(second, focus=True)
    names = [lane.login for lane in board.lanes.lanes]
    area = board.lanes.lane_of(second).area
    for _ in range(names.index("t_picker2")):
        QTest.keyClick(area, Qt.Key.Key_Right, BOTH)
    assert "Pia Picker" in board.ghost.accessibleName()
    QTest.keyClick(area, Qt.Key.Key_Return)
    wait_for(lambda: held_by(stocked) == ["t_picker", "t_picker2"])

    done = refill(stocked, board._desk.clock)
    assert done.source_code in (RESERVE, OTHER)
    page.show_view("exceptions")
    wait_for(lambda: page.exceptions.table.rows.rowCount() == 1)
    QTest.mouseClick(page.exceptions.mine, LEFT)
    wait_for(lambda: page.exceptions.table.rows.row(0).owner_name == "Sonja Supervisor")
    typed(page.exceptions.done, "Counted: the rest was in the next bay")
    QTest.keyClick(page.exceptions.done, Qt.Key.Key_Return)
    wait_for(lambda: page.exceptions.none.isVisible())
    with stocked.root() as root:
        lies = root.execute(
            "select sum(q.quantity) from wms.quant q where q.location_id = %s", (stocked.places[FACE],)
        ).fetchone()
    assert lies == (Decimal(10),)
    assert stocked.violations() == []
