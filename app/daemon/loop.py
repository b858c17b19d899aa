"""One loop: work that comes round again and again, begun anew after a failure, ever later while it goes on failing."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from app.daemon.lead import Leadership
from app.domain.errors import Fault, Refusal
from db.fenced import is_lost

FIRST_BACKOFF: Final = 1.0  # s, doubled at each failure in a row
LONGEST_BACKOFF: Final = 60.0
_LOG = logging.getLogger(__name__)


class Work(Protocol):
    """What a loop does. run: one round with the fencing token; facts for log and heartbeat. close: at the end."""

    def run(self, token: int) -> Mapping[str, Any]: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Job:
    """Work with a name and a period in seconds, begun after a delay. make: called on the loop's thread, again after
    each failure."""

    name: str
    period: float
    make: Callable[[], Work]
    delay: float = 0.0


@dataclass(frozen=True, slots=True)
class Pulse:
    """How a loop is. failures: in a row; problem: what went wrong last, in words."""

    name: str
    state: str = "waiting"
    ran_at: datetime | None = None
    took_ms: int | None = None
    runs: int = 0
    failures: int = 0
    problem: str | None = None
    detail: Mapping[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """For the heartbeat."""
        return {
            "name": self.name,
            "state": self.state,
            "ran_at": self.ran_at.isoformat() if self.ran_at else None,
            "took_ms": self.took_ms,
            "runs": self.runs,
            "failures": self.failures,
            "problem": self.problem,
            "detail": dict(self.detail or {}),
        }


class Loop:
    """A job on a thread of its own. A failure of any kind stays here: others go on."""

    def __init__(self, job: Job, lead: Leadership, warehouse: str) -> None:
        self.job = job
        self.pulse = Pulse(job.name)
        self._lead = lead
        self._warehouse = warehouse
        self._work: Work | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"loop-{job.name}", daemon=True)

    def start(self) -> None:
        """Begin; works while we lead."""
        self._thread.start()

    def stop(self) -> None:
        """No further round."""
        self._stop.set()

    def join(self, seconds: float) -> None:
        """Wait until the round in hand is over, but no longer than that: what it asks the server ends with us."""
        if self._thread.is_alive():
            self._thread.join(seconds)

    def once(self, token: int) -> Pulse:
        """One round, here and now; how it went. Never raises but for what ends the process."""
        began = time.perf_counter()
        try:
            if self._work is None:
                self._work = self.job.make()
            detail = self._work.run(token)
        except Refusal as refusal:
            if is_lost(refusal):
                self._lead.lost()
                self.pulse = replace(self.pulse, state="waiting", problem=None)
            else:
                self._failed(f"{refusal.what} {refusal.next_step}", began)
        except Fault as fault:
            self._failed(fault.what, began)
        except Exception as error:  # a loop never dies of a mistake of ours: it says so and begins anew
            _LOG.exception("A loop failed.", extra={"facts": self._facts()})
            self._failed(f"{type(error).__name__}: {error}", began)
        else:
            self.pulse = Pulse(self.job.name, "ok", datetime.now(UTC), _ms(began), self.pulse.runs + 1, 0, None, detail)
            level = logging.INFO if detail else logging.DEBUG
            _LOG.log(
                level, "A round is done.", extra={"facts": self._facts() | {"took_ms": self.pulse.took_ms, **detail}}
            )
        return self.pulse

    def close(self) -> None:
        """Give back what the work holds."""
        work, self._work = self._work, None
        if work is not None:
            try:
                work.close()
            except Exception:
                _LOG.exception("A loop could not be closed.", extra={"facts": self._facts()})

    def _run(self) -> None:
        try:
            self._stop.wait(self.job.delay)
            while not self._stop.is_set():
                token = self._lead.token
                if token is None:
                    self._idle()
                    continue
                self._stop.wait(self._pause(self.once(token)))
        finally:
            self.close()

    def _idle(self) -> None:
        """Another leads: hold no connection, and look again soon."""
        if self.pulse.state != "waiting":
            self.pulse = replace(self.pulse, state="waiting")
        self.close()
        self._lead.wait(0.2)
        self._stop.wait(0.05)

    def _pause(self, pulse: Pulse) -> float:
        if pulse.state == "failing":
            return float(min(FIRST_BACKOFF * 2 ** min(pulse.failures - 1, 10), LONGEST_BACKOFF))
        return self.job.period if pulse.state == "ok" else 0.0

    def _failed(self, why: str, began: float) -> None:
        self.close()  # what is broken is made anew
        failures = self.pulse.failures + 1
        self.pulse = replace(
            self.pulse, state="failing", ran_at=datetime.now(UTC), took_ms=_ms(began), failures=failures, problem=why
        )
        _LOG.warning("A round failed.", extra={"facts": self._facts() | {"why": why, "failures": failures}})

    def _facts(self) -> dict[str, Any]:
        return {"loop": self.job.name, "warehouse": self._warehouse}


def _ms(began: float) -> int:
    return round((time.perf_counter() - began) * 1000)
