"""From a scan on the floor to a pixel on the plan; and a database that goes away while the window is open."""

import time
from datetime import UTC, datetime
from itertools import pairwise

from PySide6.QtCore import QTimer

from app.domain.ids import LocationId, WarehouseId, new_op
from app.flow.effects import Say, Tone
from app.flow.events import Workplace
from app.flow.machine import Wants
from app.flow.putaway import PUTAWAY, start
from app.services.lookup import Codes
from app.services.station import Clock, Station
from drivers.sim.scanner import SimulatedScanner

SSCC = "340123450000000413"


def put_away_by_scans(ground, door, place):
    """A pallet stands at the dock; a truck driver scans it, then a bin of their own choice, and says why that one."""
    ground.receive(door, "CUP", 100, "DOCK-1", p_sscc=SSCC)
    said = []
    station = Station(
        PUTAWAY,
        start(Workplace(WarehouseId(ground.wh), "T-1", LocationId(ground.places["DOCK-1"]))),
        poster=door,
        lookup=Codes(door, ground.wh),
        clock=Clock(lambda: datetime.now(UTC), time.monotonic, new_op),
        show=said.append,
    )
    scanner = SimulatedScanner("T-1", double_window=0)
    scanner.open()
    for text, aim in ((f"00{SSCC}", "]C1"), (place, "]C0")):
        scanner.present(text, aim)
        station.scanned(scanner.read(1.0))
    if station.prompt.wants is Wants.ANSWER:
        station.short("nearer")
    scanner.close()
    assert not [one for one in said if isinstance(one, Say) and one.tone is Tone.BAD]


def test_a_scan_on_the_floor_changes_the_pixel_of_its_bin(room, ground):
    room.page.acts.show_metric("on_hand")
    empty = room.pixel("A-01-02-1")
    assert empty == room.token("plan.empty_bin")
    put_away_by_scans(ground, ground.as_("t_picker"), "A-01-02-1")
    room.wait(lambda: room.pixel("A-01-02-1") != empty)
    index = room.page.view.picture.plan.by_code["A-01-02-1"]
    assert room.page.view.picture.grid.on_hand[index] == 100
    assert room.feed.contents[room.location("A-01-02-1")].sku == "CUP"
    assert room.pixel("A-01-03-1") == empty, "no other bin changes"


def test_activity_and_people_follow_the_floor(room, ground):
    put_away_by_scans(ground, ground.as_("t_picker"), "B-01-05-1")
    room.wait(lambda: any("B-01-05-1" in deed.what for deed in room.page.activity.list.deeds.deeds))
    newest = room.page.activity.list.deeds.deeds[0]
    assert (newest.who, newest.what) == ("Piet Picker", "put away 100 × CUP to B-01-05-1")
    (person,) = room.page.view.overlay.people
    assert person.name == "t_picker"


def test_away_is_said_and_the_return_catches_up(proxied, ground):
    room, proxy = proxied
    banner, legend = room.window.banner, room.page.plan.pane.legend
    assert banner.isHidden()
    proxy.cut()
    room.wait(banner.isVisible)
    said = banner.accessibleName()
    assert said.startswith("The database does not answer since ")
    assert "shown is the last known state" in said
    assert room.window.strip.part("database").state == "stale"
    room.wait(lambda: not legend.accessibleDescription().startswith("live"))
    ground.receive(ground.as_("t_picker"), "CUP", 9, "A-02-01-1")
    index = room.page.view.picture.plan.by_code["A-02-01-1"]
    assert room.page.view.picture.grid.on_hand[index] == 0, "nothing is made up while it is away"
    proxy.mend()
    room.wait(banner.isHidden)
    room.wait(lambda: room.page.view.picture.grid.on_hand[index] == 9)
    assert room.window.strip.part("database").state is None
    room.quiet()


def test_a_killed_connection_is_made_again_by_itself(room, ground):
    with ground.root() as root:
        root.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where application_name like 'stillage%' and datname = current_database()"
        )
    ground.receive(ground.as_("t_picker"), "CUP", 3, "A-02-02-1")
    index = room.page.view.picture.plan.by_code["A-02-02-1"]
    room.wait(lambda: room.page.view.picture.grid.on_hand[index] == 3)
    room.wait(room.window.banner.isHidden)
    room.quiet()
    assert room.feed.proof.away_since is None


def test_the_window_never_waits_for_a_slow_database(proxied, ground):
    """A query on the GUI thread would stop the heart for 0.3 s and more, in every round."""
    room, proxy = proxied
    ground.receive(ground.as_("t_picker"), "CUP", 5, "B-01-01-1")
    room.page.acts.open_bin(room.location("A-01-01-1"))  # laying a window out anew takes its time, but waits for nobody
    room.window.palette_popup.open("CU")
    room.quiet()
    proxy.delay = 0.3
    longest = min(_longest_pause(room, code) for code in ("B-01-01-1", "B-01-02-1", "B-01-03-1"))
    proxy.delay = 0.0
    room.window.palette_popup.close_palette()
    room.quiet()
    assert longest < 0.25, f"the GUI thread stood still for {longest * 1000:.0f} ms"


def _longest_pause(room, code):
    """Everything a person may do within a second, with a heart that beats every few milliseconds."""
    beats = [time.perf_counter()]
    heart = QTimer(interval=4)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    heart.start()
    room.page.acts.open_bin(room.location(code))
    room.page.alarms.refresh()
    room.page.activity.refresh()
    room.page.vitals.count()
    room.page.acts.show_product(1, "CUP")
    room.window.palette_popup.frame.field.setText(f"CUP {code}")
    until = time.monotonic() + 1.0
    room.wait(lambda: time.monotonic() > until)
    heart.stop()
    return max(later - earlier for earlier, later in pairwise(beats))
