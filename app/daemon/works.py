"""What the loops do, one class each. All of it through functions of the database that look at the fencing token."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from app.domain.errors import Unreachable
from app.domain.ids import new_op
from app.services.proof import heads
from app.services.proof.keys import Signer
from app.services.proof.sealer import seal
from app.services.proof.verify import Anchors, Verification
from app.services.session import Session
from app.services.waves import Waves
from app.services.waves.clock import run_clock
from app.services.waves.streaming import stream
from db.feed import Batch, Feed
from db.fenced import Fenced
from db.proof import Evidence

SEALED_ENTRIES: Final = "sealed entries are as they were written"
NIGHT: Final = range(1, 5)  # hours of the warehouse's clock in which everything is checked
AT_LATEST: Final = timedelta(hours=30)
NOT_AGAIN: Final = timedelta(hours=18)
LONG: Final = 900.0  # s that a check of everything may take
SNAPSHOT_PAGES: Final = 20  # of one round
COUNT_PAGES: Final = 10  # of 500 bins each, of one round


@dataclass(frozen=True, slots=True)
class Place:
    """Where the loops work. folder: of the sealing key and of the heads that were seen."""

    url: str
    warehouse: int
    code: str
    time_zone: str
    folder: Path


class Sealing:
    """Makes blocks of what was posted."""

    def __init__(self, place: Place, signer: Signer) -> None:
        self._place, self._signer = place, signer
        self._evidence = Evidence(place.url)

    def run(self, token: int) -> Mapping[str, Any]:
        """As many blocks as there are."""
        blocks = seal(self._evidence, self._place.warehouse, self._signer, token)
        return {"blocks": blocks} if blocks else {}

    def close(self) -> None:
        """Give the connection back."""
        self._evidence.close()


class Waking:
    """Follows the feed so that somebody always wakes the others; whoever of the clients does it already keeps it."""

    def __init__(self, place: Place) -> None:
        self._away: str | None = None
        self._feed = Feed(place.url, place.warehouse, on_seed=lambda: None, on_batch=self._heard, on_away=self._lost)
        self._feed.start()

    def run(self, token: int) -> Mapping[str, Any]:
        """The feed works by itself: say how it is. Raises Unreachable where the database is away from it."""
        if self._away is not None:
            raise Unreachable(self._away, "It goes on by itself.")
        return {}

    def close(self) -> None:
        """Stop following."""
        self._feed.stop()

    def _heard(self, _: Batch) -> None:
        self._away = None

    def _lost(self, why: str) -> None:
        self._away = why


class Watching:
    """Looks at the invariants of what moved just now and of some more, and tells what is not true."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._door = Fenced(place.url, deadline=60.0)

    def run(self, token: int) -> Mapping[str, Any]:
        """One sample."""
        began = datetime.now(UTC)
        rows = self._door.rows("select * from api.check_sample_v1(%s)", (self._place.warehouse,))
        looked = sum(int(row[1]) for row in rows if row[0] is None)
        found = [_finding(row) for row in rows if row[0] is not None]
        answer = record(self._door, self._place.warehouse, token, "sample", began, looked, found)
        return {"products": looked, **answer} if found else {}

    def close(self) -> None:
        """Give the connection back."""
        self._door.close()


class Nightly:
    """Once a night everything: all invariants, and the whole chain against what was sealed."""

    def __init__(
        self, place: Place, signer: Signer, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._place, self._signer, self._now = place, signer, now
        self._door = Fenced(place.url, deadline=30.0)

    def run(self, token: int) -> Mapping[str, Any]:
        """Nothing, unless it is time."""
        last = self._door.rows(
            "select max(finished_at) from api.check_run where warehouse_id = %s and kind = 'full'",
            (self._place.warehouse,),
        )[0][0]
        return self.check(token) if self.due(last) else {}

    def due(self, last: datetime | None) -> bool:
        """By night, or when it is overdue: a computer that is off at night is checked by day."""
        now = self._now()
        if last is None or now - last > AT_LATEST:
            return True
        return now - last > NOT_AGAIN and now.astimezone(ZoneInfo(self._place.time_zone)).hour in NIGHT

    def check(self, token: int) -> Mapping[str, Any]:
        """Everything, now."""
        began = datetime.now(UTC)
        rows = self._door.rows("select * from api.check_v1(%s)", (self._place.warehouse,), deadline=LONG)
        answer = record(self._door, self._place.warehouse, token, "full", began, 0, [_finding(row) for row in rows])
        return {"violations": len(rows), **self._seals(token), **answer}

    def close(self) -> None:
        """Give the connection back."""
        self._door.close()

    def _seals(self, token: int) -> Mapping[str, Any]:
        place, began = self._place, datetime.now(UTC)
        with closing(Evidence(place.url, deadline=60.0)) as evidence:
            first = next(evidence.blocks(place.warehouse), None)
            if first is None:
                return {"blocks": 0}
            chain = heads.name(first.epoch, place.code)
            known = heads.recall(place.folder, chain)
            trusted = known.keys | {self._signer.public}
            anchors = Anchors([known.head] if known.head else [], trusted)
            outcome = Verification(evidence, place.warehouse, anchors).run()
        found = [{"invariant": SEALED_ENTRIES, "subject": f"block {problem.block_no}", "expected": "as it was sealed",
                  "found": problem.what} for problem in outcome.problems[:1000]]  # fmt: skip
        record(self._door, place.warehouse, token, "seals", began, outcome.entries, found)
        if outcome.true:
            heads.remember(place.folder, chain, outcome.head, trusted)
        return {"blocks": outcome.blocks, "tampered": len(outcome.problems)}


class Streaming:
    """Orders of open channels go to the floor by themselves: in waves by the clock, or one after the other."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._door = Fenced(place.url, deadline=60.0)
        self._session: Session | None = None
        self._waves: Waves | None = None

    def run(self, token: int) -> Mapping[str, Any]:
        """One round: planned here, released through the fence."""
        if self._waves is None:
            self._session = Session.open(self._place.url, self._place.code, application="stillage-daemon")
            self._waves = Waves(self._session)
        waves, zone = self._waves, ZoneInfo(self._place.time_zone)
        timed = run_clock(waves, lambda said, wave: self._run(token, said, wave), zone)
        facts: dict[str, Any] = {"waves": timed.waves, "nothing": timed.nothing, "missed": timed.missed}
        done = stream(waves, lambda wave: self._release(token, wave))
        facts |= {"orders": timed.orders + done.orders, "batches": done.batches}
        return {name: fact for name, fact in facts.items() if fact}

    def close(self) -> None:
        """Give the connections back."""
        self._door.close()
        session, self._session, self._waves = self._session, None, None
        if session is not None:
            session.close()

    def _release(self, token: int, wave: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._door.call("release_wave_v1", self._place.warehouse, token, p_op=new_op(), p_wave=dict(wave))

    def _run(self, token: int, said: Mapping[str, Any], wave: Mapping[str, Any] | None) -> Mapping[str, Any]:
        given = None if wave is None else dict(wave)
        return self._door.call(
            "run_channel_v1", self._place.warehouse, token, p_op=new_op(), p_run=dict(said), p_wave=given
        )


class Calls:
    """A function of the database, called round by round until it says that there is no more."""

    def __init__(
        self,
        place: Place,
        function: str,
        arguments: Callable[[int], dict[str, Any]],
        told: tuple[str, ...],
        rounds: int = 1,
    ) -> None:
        self._place, self._function, self._arguments, self._told, self._rounds = (
            place,
            function,
            arguments,
            told,
            rounds,
        )
        self._door = Fenced(place.url, deadline=60.0)

    def run(self, token: int) -> Mapping[str, Any]:
        """What it answered that is worth a line."""
        said: dict[str, Any] = {}
        for _ in range(self._rounds):
            answer = self._door.call(self._function, self._place.warehouse, token, **self._arguments(token))
            said |= {name: answer[name] for name in self._told if answer.get(name)}
            if not answer.get("more"):
                break
        return said

    def close(self) -> None:
        """Give the connection back."""
        self._door.close()


def freeing(place: Place) -> Calls:
    """Work of dead stations goes back to the others."""
    return Calls(place, "free_claims_v1", lambda token: {"p_token": token}, ("freed",))


def partitions(place: Place) -> Calls:
    """Next months' partitions of the ledger."""
    return Calls(place, "make_partitions_v1", lambda token: {"p_token": token}, ())


def expiring(place: Place) -> Calls:
    """Lots past their expiry become expired."""
    return Calls(place, "expire_lots_v1", lambda _: {"p_op": new_op()}, ("lines",))


def snapshots(place: Place) -> Calls:
    """Snapshots of stock follow the ledger."""
    return Calls(place, "take_snapshot_v1", lambda _: {}, ("cut",), SNAPSHOT_PAGES)


def refilling(place: Place) -> Calls:
    """Pick faces are refilled, as urgently as what waits for them."""
    return Calls(place, "replenish_v1", lambda _: {"p_op": new_op()}, ("made", "urgent", "exceptions", "cured"))


def planning(place: Place) -> Calls:
    """Bins of count plans that are due go on the list."""
    return Calls(place, "run_counts_v1", lambda _: {"p_op": new_op()}, ("plans", "counts"))


def counted(place: Place) -> Calls:
    """What was counted within tolerance is posted; what cannot be posted waits for a person."""
    return Calls(place, "post_counts_v1", lambda _: {"p_op": new_op()}, ("counts", "lines", "review"), COUNT_PAGES)


def record(
    door: Fenced, warehouse: int, token: int, kind: str, began: datetime, looked: int, found: list[dict[str, str]]
) -> dict[str, Any]:
    """Keep what a check found and raise its alarms."""
    answer = door.call(
        "record_check_v1",
        warehouse,
        token,
        p_token=token,
        p_run=uuid4(),
        p_kind=kind,
        p_started=began,
        p_looked=looked,
        p_findings=found,
    )
    return {name: answer[name] for name in ("open", "gone") if answer.get(name)}


def _finding(row: Any) -> dict[str, str]:
    return dict(zip(("invariant", "subject", "expected", "found"), map(str, row), strict=True))
