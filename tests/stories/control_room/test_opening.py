"""Opening a warehouse: what may be wrong with an address, a person, a schema; and the first start of all."""

import importlib
import threading
from contextlib import closing

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.bootstrap.front import Front, Wish
from app.bootstrap.opening import SUPERVISOR, House
from app.bootstrap.stopwatch import Stopwatch
from app.config import Loaded, Settings
from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.ui.start.page import StartPage
from app.ui.widgets.empty import EmptyState
from db.engine import Database
from db.provision import put_person
from tests.db.ground import at, layout
from tests.stories.control_room.room import wait_for


def silent(*_):
    """Progress that nobody looks at."""


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        (lambda g: at(g.admin, g.name, "t_supervisor", "wrong"), "signin", "does not know this person or password"),
        (lambda g: at(g.admin, "no_such_db", "t_supervisor"), "dsn", "no such database"),
        (lambda g: "http://example.org", "dsn", "address cannot be read"),
        (lambda g: g.url("t_integration"), "role", "the control room is for supervisors"),
    ],
)
def test_what_is_wrong_with_an_address_is_said_at_once(ground, change, code, says):
    with pytest.raises(Refusal, match=says) as refused:
        House(change(ground), None).open(silent)
    assert refused.value.code == code
    assert refused.value.next_step


def test_a_server_that_is_away_is_named(ground):
    with pytest.raises(Refusal, match=r"127.0.0.1:1 does not answer") as refused:
        House("postgresql://somebody:x@127.0.0.1:1/stillage", None).open(silent)
    assert "try again" in refused.value.next_step


def test_an_unknown_warehouse_and_an_old_schema_are_refused(ground):
    with pytest.raises(Refusal, match="has no warehouse NOWHERE"):
        House(ground.url("t_supervisor"), "NOWHERE").open(silent)
    with ground.root() as root:
        root.execute("update public.alembic_version set version_num = '0000'")
    with pytest.raises(Refusal, match="has schema 0000, this client needs"):
        House(ground.url("t_supervisor"), None).open(silent)


@pytest.fixture
def front(nothing_is_left, theme, monkeypatch, tmp_path):
    """Makes the whole program for a wish; closed in order at the end."""
    monkeypatch.setenv("STILLAGE_HOME", str(tmp_path))
    made, over = [], []

    def make(wish):
        one = Front(theme, Loaded(Settings()), wish, Stopwatch())
        one.ended.connect(lambda: over.append(one))
        made.append(one)
        return one

    yield make
    for one in made:
        one.window.close()
        one.end()
        wait_for(lambda one=one: one in over, 20)
        one.window.deleteLater()
        one.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_window_opens_on_a_server_and_closes_in_order(front, ground):
    one = front(Wish(ground.url("t_supervisor"), "MAIN"))
    usable = []
    one.usable.connect(lambda: usable.append(True))
    one.start()
    assert one.window.isVisible(), "the window is there before the database is asked"
    wait_for(lambda: bool(usable), 20)
    assert one.window.top.site.text() == "Main"
    assert one.window.strip.part("person").text == "Sonja Supervisor, supervisor"
    wait_for(lambda: one.jobs.running == 0, 20)


def test_the_server_goes_only_when_nobody_asks_it_any_more(front, ground, monkeypatch):
    one = front(Wish(ground.url("t_supervisor"), "MAIN"))
    one.start()
    wait_for(lambda: one.page is not None, 20)
    asking, gate, order = threading.Event(), threading.Event(), []
    close, drain = one.held.house.close, one.jobs.drain

    def question():
        asking.set()
        gate.wait(20)
        order.append(one.held.session.door.query("me")[0].login)

    def gone():
        order.append("server")
        gate.set()
        close()

    def drained(*wait):
        gate.set()
        return drain(*wait)

    monkeypatch.setattr(one.held.house, "close", gone)
    monkeypatch.setattr(one.jobs, "drain", drained)
    one.jobs.run(question)
    assert asking.wait(20)
    one.window.close()
    one.end()
    assert not one.jobs.run(order.append, "asked too late").wanted
    wait_for(lambda: "server" in order, 20)
    assert order == ["t_supervisor", "server"]


def test_a_wrong_password_is_a_panel_with_a_way_on(front, ground):
    one = front(Wish(at(ground.admin, ground.name, "t_supervisor", "wrong")))
    one.start()
    wait_for(lambda: isinstance(one.entrance.currentWidget(), EmptyState), 20)
    assert [button.text() for button in one.entrance.currentWidget().buttons] == ["Try again"]
    one.held.house = House(ground.url("t_supervisor"), None)
    one.entrance.currentWidget().buttons[0].click()
    wait_for(lambda: one.page is not None, 20)
    wait_for(lambda: one.jobs.running == 0, 20)


@pytest.mark.slow
def test_the_first_start_makes_a_database_and_offers_how_to_begin(front, tmp_path):
    one = front(Wish())
    one.start()
    wait_for(lambda: isinstance(one.entrance.currentWidget(), StartPage), 90)
    house = one.held.house
    admin = importlib.import_module("db.embedded.database").ensure(house._cluster)
    planner = house.login_url("planner")
    put_person(admin, "planner", planner.split(":")[2].split("@")[0], ["r_planner", "r_admin"], "Pia")
    with closing(Database(planner)) as door:
        made = door.call("create_warehouse_v1", p_op=new_op(), p_code="W", p_name="W", p_time_zone="UTC")
        door.call("import_layout_v1", p_op=new_op(), p_warehouse=made["warehouse_id"], p_layout=layout())
    opened = house.open(silent)
    try:
        assert opened.session.person.login == SUPERVISOR
        assert len(opened.plan.locations) == 44
    finally:
        opened.floor.stop()
        opened.session.close()
