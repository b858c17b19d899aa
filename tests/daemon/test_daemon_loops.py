"""Loops begin anew, leaders are fenced, checks raise alarms: each with a real database."""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.daemon import works
from app.daemon.lead import Leadership
from app.daemon.loop import Job, Loop
from app.daemon.runner import Daemon, Periods
from app.daemon.works import Place
from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services.proof import keys
from app.services.proof.verify import Anchors, Verification
from db.fenced import Fenced
from db.proof import Evidence
from tests.daemon.conftest import LOGIN
from tests.db import acts
from tests.db.ground import Ground
from tests.db.seal_ground import behind

SOON = 20.0


def until(what: Callable[[], Any], seconds: float = SOON) -> Any:
    """Wait for something true, without a sleep of its own; fails when it does not come."""
    ends, pause = time.monotonic() + seconds, threading.Event()
    while not (found := what()):
        assert time.monotonic() < ends, "it did not happen"
        pause.wait(0.02)
    return found


class Broken:
    """Work that fails as often as told, each time made anew."""

    def __init__(self, fails: list[BaseException]) -> None:
        self.fails = fails

    def run(self, token: int) -> Mapping[str, Any]:
        if self.fails:
            raise self.fails.pop()
        return {}

    def close(self) -> None:
        return


class Always:
    """A leadership that needs no database."""

    token: int | None = 1

    def lost(self) -> None:
        self.token = None

    def wait(self, seconds: float) -> bool:
        return False


def test_a_crash_of_one_loop_stops_neither_it_nor_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.daemon.loop.FIRST_BACKOFF", 0.01)
    made: list[Broken] = []
    fails: list[BaseException] = [ValueError("a mistake"), Refusal("WM422", "No.", "Else."), KeyError("x")]

    def make() -> Broken:
        made.append(Broken(fails))
        return made[-1]

    lead: Any = Always()
    bad, good = Loop(Job("bad", 0.01, make), lead, "W"), Loop(Job("good", 0.01, lambda: Broken([])), lead, "W")
    for loop in (bad, good):
        loop.start()
    until(lambda: bad.pulse.runs >= 2 and good.pulse.runs >= 2)
    assert len(made) == 4, "made anew after each of the three failures"
    assert (bad.pulse.state, bad.pulse.failures, bad.pulse.problem) == ("ok", 0, None)
    for loop in (bad, good):
        loop.stop()
        loop.join(SOON)


def test_backoff_grows_and_ends() -> None:
    lead: Any = Always()
    loop = Loop(Job("bad", 5, lambda: Broken([ValueError() for _ in range(99)])), lead, "W")
    pauses = [loop._pause(loop.once(1)) for _ in range(12)]
    assert pauses[:4] == [1.0, 2.0, 4.0, 8.0]
    assert pauses[-1] == 60.0
    assert loop.pulse.failures == 12


def test_a_loop_that_is_told_it_lost_the_lead_waits() -> None:
    lead: Any = Always()
    loop = Loop(Job("late", 5, lambda: Broken([Refusal("WM412", "Another leads.", "")])), lead, "W")
    assert loop.once(1).state == "waiting"
    assert lead.token is None


def place(ground: Ground, home: Path) -> Place:
    return Place(ground.url(LOGIN), ground.wh, "MAIN", "Europe/Berlin", home)


@pytest.fixture
def lead(ground: Ground, home: Path) -> Any:
    made = Leadership(ground.url(LOGIN), ground.wh, seconds=60)
    made.take()
    yield made
    made.stop()


def test_once_does_every_round_and_tells_how_it_was(ground: Ground, home: Path) -> None:
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 5, "DOCK-1")
    signer = keys.load_or_make(home)
    pulses = Daemon(ground.url(LOGIN), home, signer).once()
    assert {pulse.name: (pulse.state, pulse.problem) for pulse in pulses} == dict.fromkeys(
        (
            "waker",
            "sealer",
            "invariants",
            "claims",
            "refills",
            "streaming",
            "expiry",
            "snapshots",
            "count plans",
            "counts",
            "partitions",
            "nightly check",
            "heartbeat",
        ),
        ("ok", None),
    )
    with Evidence(ground.url("t_auditor")) as evidence:
        outcome = Verification(evidence, ground.wh, Anchors((), frozenset([signer.public]))).run()
    assert (outcome.true, outcome.entries) == (True, 1)
    jobs = ground.as_("t_auditor").query("daemon_jobs", warehouse=ground.wh)
    assert {job.name for job in jobs} == {pulse.name for pulse in pulses}
    assert {run.kind for run in ground.as_("t_auditor").query("check_runs", warehouse=ground.wh, limit=9)} == {
        "sample",
        "full",
        "seals",
    }


def test_the_second_daemon_leaves_the_work_to_the_first(ground: Ground, home: Path, lead: Leadership) -> None:
    assert Daemon(ground.url(LOGIN), home, keys.load_or_make(home)).once() == []


def test_what_a_stale_leader_wants_to_do_is_refused_in_its_own_statement(
    ground: Ground, home: Path, lead: Leadership
) -> None:
    stale = lead.token
    assert stale is not None
    door = Fenced(ground.url(LOGIN))
    try:
        with ground.root() as root:
            root.execute("update wms.lease set expires_at = now() - interval '1 s' where name like 'daemon:%'")
        assert door.lead(ground.wh, uuid4(), 60) == stale + 1
        asked = {
            "free_claims_v1": {"p_token": stale},
            "make_partitions_v1": {"p_token": stale},
            "expire_lots_v1": {"p_op": new_op()},
            "run_counts_v1": {"p_op": new_op()},
            "post_counts_v1": {"p_op": new_op()},
            "take_snapshot_v1": {},
            "beat_v1": {"p_holder": lead.holder, "p_token": stale, "p_jobs": []},
            "record_check_v1": {"p_token": stale, "p_run": uuid4(), "p_kind": "full", "p_started": datetime.now(UTC),
                                "p_looked": 0, "p_findings": []},
        }  # fmt: skip
        for function, arguments in asked.items():
            with pytest.raises(Refusal) as refused:
                door.call(function, ground.wh, stale, **arguments)
            assert refused.value.code == "WM412", function
        with ground.root() as root:
            assert root.execute("select count(*) from wms.check_run").fetchone() == (0,)
            assert root.execute(
                "select count(*) from wms.posting where op = %s", (asked["expire_lots_v1"]["p_op"],)
            ).fetchone() == (0,)
        assert door.call("free_claims_v1", ground.wh, stale + 1, p_token=stale + 1) == {"freed": 0}
    finally:
        door.close()


def test_an_invariant_that_breaks_is_an_alarm_and_its_end_clears_it(
    ground: Ground, home: Path, lead: Leadership
) -> None:
    supervisor = ground.as_("t_supervisor")
    ground.receive(supervisor, "CUP", 5, "A-01-01-1")
    ground.receive(supervisor, "P-00", 5, "A-01-02-1")
    watching, nightly = works.Watching(place(ground, home)), works.Nightly(place(ground, home), keys.load_or_make(home))
    token = lead.token or 0

    def alarms() -> list[str]:
        with ground.root() as root:
            return [
                text
                for (text,) in root.execute("select text from wms.alarm where cleared_at is null order by 1").fetchall()
            ]

    try:
        assert watching.run(token) == {}
        behind(ground, "update wms.quant set quantity = quantity + 2")
        assert watching.run(token)["open"] == 2
        assert alarms() == ["Not true: stock equals ledger (2 times). " + alarms()[0].split(". ", 1)[1]]
        watching.run(token)
        assert len(alarms()) == 1, "the same finding raises nothing new"
        with ground.root() as root:
            assert root.execute("select count(*) from wms.event where type = 'alarm.raised'").fetchone() == (1,)
        behind(ground, "update wms.quant set quantity = quantity - 2")
        watching.run(token)
        assert len(alarms()) == 1, "a sample says nothing of what it did not look at"
        assert nightly.check(token)["gone"] == 2
        assert alarms() == []
    finally:
        watching.close()
        nightly.close()


def test_a_tampered_entry_is_an_alarm_that_names_the_block(ground: Ground, home: Path, lead: Leadership) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 5, "A-01-01-1")
    sealing = works.Sealing(place(ground, home), keys.load_or_make(home))
    nightly = works.Nightly(place(ground, home), keys.load_or_make(home))
    try:
        ground.neighbours_done()
        assert sealing.run(lead.token or 0) == {"blocks": 1}
        assert nightly.check(lead.token or 0)["tampered"] == 0
        behind(ground, "update wms.ledger set reason = 'x'")
        assert nightly.check(lead.token or 0)["tampered"] == 1
        with ground.root() as root:
            (text,) = root.execute("select text from wms.alarm where cleared_at is null").fetchone()
        assert text.startswith("Not true: sealed entries are as they were written. block 1: 1 entries were sealed")
    finally:
        sealing.close()
        nightly.close()


@pytest.mark.parametrize(
    ("hours", "clock", "due"),
    [(None, 12, True), (31, 12, True), (20, 12, False), (20, 2, True), (10, 2, False)],
)
def test_everything_is_checked_by_night_or_when_it_is_overdue(
    ground: Ground, home: Path, hours: int | None, clock: int, due: bool
) -> None:
    now = datetime(2026, 6, 1, clock - 2, 30, tzinfo=UTC)  # Berlin is two hours ahead then
    nightly = works.Nightly(place(ground, home), keys.load_or_make(home), now=lambda: now)
    try:
        assert nightly.due(None if hours is None else now - timedelta(hours=hours)) is due
    finally:
        nightly.close()


def test_work_of_a_dead_station_goes_back(ground: Ground, home: Path, lead: Leadership) -> None:
    supervisor = ground.as_("t_supervisor")
    ground.receive(supervisor, "CUP", 5, "A-01-01-1")
    order = acts.order(ground, "D-1", {"CUP": 2})
    task = acts.reserve(ground, supervisor, order)["reservations"][0]["task_id"]
    ground.as_("t_picker").call(
        "claim_tasks_v1", p_op=new_op(), p_warehouse=ground.wh, p_tasks=[task], p_lease_seconds=10
    )
    freeing = works.freeing(place(ground, home))
    try:
        assert freeing.run(lead.token or 0) == {}
        with ground.root() as root:
            root.execute("update wms.task set lease_until = now() - interval '2 minutes'")
        assert freeing.run(lead.token or 0) == {"freed": 1}
        with ground.root() as root:
            assert root.execute("select state, claimed_by from wms.task where task_id = %s", (task,)).fetchone() == (
                100,
                None,
            )
    finally:
        freeing.close()


def test_a_daemon_that_is_ended_gives_the_lease_back(ground: Ground, home: Path) -> None:
    daemon = Daemon(ground.url(LOGIN), home, keys.load_or_make(home), Periods(seal=0.05, lease=30))
    thread = threading.Thread(target=daemon.run)
    thread.start()
    until(lambda: daemon.sites[0].lead.token)
    ground.receive(ground.as_("t_picker"), "CUP", 5, "A-01-01-1")
    with Evidence(ground.url("t_auditor")) as evidence:
        until(lambda: evidence.last(ground.wh))
    daemon.end()
    thread.join(SOON)
    assert not thread.is_alive()
    door = Fenced(ground.url(LOGIN))
    assert door.lead(ground.wh, uuid4(), 10) == 2, "at once: nobody waits thirty seconds for one that said good-bye"
    door.close()
