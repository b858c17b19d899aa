"""A whole day as a story: goods come in and go out, much goes wrong, and everything is accounted for at night."""

from app.bootstrap.demo_devices import SimulatedDevices
from app.services.demo import CODE, Pace
from app.services.demo.people import DRIVERS, PACKERS, PICKERS, RECEIVERS, SUPERVISOR
from app.services.demo_day import Day, DayBooks, Fault, Faults
from tests.stories.demo_floor import SPEC, Demo

PEOPLE = (SUPERVISOR, *RECEIVERS, *DRIVERS, *PICKERS, *PACKERS)


def _played(demo: Demo, share: float) -> DayBooks:
    devices = SimulatedDevices(settle=0.0)
    return Day(demo.url, CODE, devices, SPEC, Pace(), Faults(SPEC.seed, share), lambda done, total, words: None).play()


def test_a_day_with_many_faults_ends_with_every_order_accounted_for(demo: Demo) -> None:
    books = _played(demo, 0.08)
    assert books.violations == []
    assert books.differences == {}, "what people counted is not what the ledger says"
    assert books.unexplained == 0, [tuple(row) for row in books.orders]
    assert books.whole
    assert set(books.faults) >= {Fault.SHORT.value, Fault.WRONG_SCAN.value}
    assert min(books.counted[what] for what in ("receive", "putaway", "task", "pick", "pack")) > 0

    ended = dict(demo.rows("select status, count(*) from wms.orders where type = 'outbound' group by status"))
    assert set(ended) <= {700, 800, 910}
    assert sum(ended.values()) >= SPEC.orders
    assert demo.rows("select number from wms.inbound where state < 700") == [], "a delivery is open"
    took_in = demo.rows("select sum(quantity) from wms.receipt where undone_op is null")[0][0]
    assert took_in == books.booked["receive"]
    assert demo.rows("select kind, state from wms.task where state in (200, 300)") == [], "somebody went home with work"
    assert demo.rows("select kind from wms.task where kind in ('pick', 'pack') and state < 400") == []


def test_everybody_stands_in_the_ledger_under_their_own_name(demo: Demo) -> None:
    assert len(PEOPLE) == 12
    _played(demo, 0.0)
    done: dict[str, set[str]] = {}
    for kind, actor in demo.rows(
        "select distinct kind, actor::text from wms.ledger where document is distinct from 'OPENING'"
    ):
        done.setdefault(kind, set()).add(actor)
    assert done["receive"] <= {one.login for one in RECEIVERS}
    assert done["putaway"] <= {one.login for one in DRIVERS}
    assert done["pick"] <= {one.login for one in PICKERS}
    assert done["pack"] <= {one.login for one in PACKERS}
    assert done["ship"] == {SUPERVISOR.login}
