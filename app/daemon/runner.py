"""The daemon: for each warehouse of its login a leader's loops, beaten to the database, ended in order."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from app.daemon import works
from app.daemon.lead import Leadership
from app.daemon.loop import Job, Loop, Pulse
from app.daemon.works import Place
from app.services.proof.keys import Signer
from app.services.session import Session
from db.fenced import Fenced

PATIENCE: Final = 10.0  # s that an orderly stop waits for the rounds in hand
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Periods:
    """Seconds between two rounds of each loop, and how long a lease holds without renewal."""

    seal: float = 5.0
    wake: float = 5.0
    watch: float = 300.0
    night: float = 600.0
    free: float = 60.0
    refill: float = 60.0
    expire: float = 3600.0
    snapshot: float = 30.0
    plan: float = 600.0
    count: float = 60.0
    stream: float = 20.0
    partitions: float = 6 * 3600.0
    beat: float = 5.0
    lease: int = 10


class Beating:
    """Tells the database how all loops of a warehouse are."""

    def __init__(self, place: Place, lead: Leadership, pulses: Callable[[], list[Pulse]]) -> None:
        self._place, self._lead, self._pulses = place, lead, pulses
        self._door = Fenced(place.url)

    def run(self, token: int) -> Mapping[str, Any]:
        """One heartbeat."""
        jobs = [pulse.as_json() for pulse in self._pulses()]
        self._door.call("beat_v1", self._place.warehouse, token, p_holder=self._lead.holder, p_token=token, p_jobs=jobs)
        return {}

    def close(self) -> None:
        """Give the connection back."""
        self._door.close()


class Site:
    """The loops of one warehouse."""

    def __init__(self, place: Place, signer: Signer, periods: Periods) -> None:
        self.place = place
        self.lead = Leadership(place.url, place.warehouse, seconds=periods.lease)
        jobs = (
            Job("waker", periods.wake, lambda: works.Waking(place)),
            Job("sealer", periods.seal, lambda: works.Sealing(place, signer)),
            Job("invariants", periods.watch, lambda: works.Watching(place), delay=20.0),
            Job("claims", periods.free, lambda: works.freeing(place)),
            Job("refills", periods.refill, lambda: works.refilling(place), delay=10.0),
            Job("streaming", periods.stream, lambda: works.Streaming(place), delay=15.0),
            Job("expiry", periods.expire, lambda: works.expiring(place), delay=30.0),
            Job("snapshots", periods.snapshot, lambda: works.snapshots(place)),
            Job("count plans", periods.plan, lambda: works.planning(place), delay=15.0),
            Job("counts", periods.count, lambda: works.counted(place), delay=5.0),
            Job("partitions", periods.partitions, lambda: works.partitions(place), delay=60.0),
            Job("nightly check", periods.night, lambda: works.Nightly(place, signer), delay=120.0),
            Job("heartbeat", periods.beat, lambda: Beating(place, self.lead, self.pulses)),
        )
        self.loops = [Loop(job, self.lead, place.code) for job in jobs]

    def pulses(self) -> list[Pulse]:
        """How each loop is."""
        return [loop.pulse for loop in self.loops]

    def start(self) -> None:
        """Compete for the lease, and work while it is ours."""
        self.lead.start()
        for loop in self.loops:
            loop.start()

    def stop(self) -> None:
        """The rounds in hand end, then the lease is given back."""
        for loop in self.loops:
            loop.stop()
        patience = time.monotonic() + PATIENCE
        for loop in self.loops:
            loop.join(max(0.0, patience - time.monotonic()))
        self.lead.stop()

    def once(self) -> list[Pulse]:
        """Every loop one round, in order, if the lease can be had; empty where another leads."""
        token = self.lead.take()
        try:
            return [loop.once(token) for loop in self.loops] if token is not None else []
        finally:
            for loop in self.loops:
                loop.close()
            self.lead.stop()


class Daemon:
    """All warehouses of the login at url. folder: of the sealing key. Refusal, Unreachable where it cannot sign
    in."""

    def __init__(self, url: str, folder: Path, signer: Signer, periods: Periods | None = None) -> None:
        session = Session.open(url, application="stillage-daemon")
        try:
            places = [Place(url, w.warehouse_id, w.code, w.time_zone, folder) for w in session.warehouses]
        finally:
            session.close()
        self.sites = [Site(place, signer, periods or Periods()) for place in places]
        self._over = threading.Event()

    def run(self) -> None:
        """Work until `end` is called; returns after the orderly stop."""
        for site in self.sites:
            site.start()
        _LOG.info("The daemon works.", extra={"facts": {"warehouses": [site.place.code for site in self.sites]}})
        try:
            while not self._over.wait(1.0):
                pass
        finally:
            for site in self.sites:
                site.stop()
            _LOG.info("The daemon has stopped.")

    def end(self) -> None:
        """Stop soon; may be called from a signal handler."""
        self._over.set()

    def once(self) -> list[Pulse]:
        """One round of everything; how it went."""
        return [pulse for site in self.sites for pulse in site.once()]
