"""One shift at a time in a warehouse: a lease, kept while it is played and given back at its end."""

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import uuid4

from app.domain.errors import Fault, Refusal
from app.services.session import Session

SECONDS: Final = 20  # a shift that was killed is waited for so long at most


@contextmanager
def alone(session: Session) -> Iterator[None]:
    """Hold the lease. Raises Refusal demo.playing where another shift has it.

    Kept through short outages: the lease is asked for again three times as often as it runs out, and what the database
    does not answer is asked again.
    """
    holder, over = uuid4(), threading.Event()
    if not _take(session, holder, SECONDS):
        raise Refusal(
            "demo.playing",
            f"A demo shift is being played in {session.warehouse.code} already.",
            f"Wait until it ends, or stop it where it was begun; one that was killed frees it after {SECONDS} s.",
        )

    def keep() -> None:
        while not over.wait(SECONDS / 3):
            with contextlib.suppress(Refusal, Fault):
                _take(session, holder, SECONDS)

    thread = threading.Thread(target=keep, name="demo-lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        with contextlib.suppress(Refusal, Fault):  # then it runs out by itself
            _take(session, holder, 0)


def _take(session: Session, holder: object, seconds: int) -> bool:
    answer = session.door.call(
        "lead_shift_v1", p_warehouse=session.warehouse.warehouse_id, p_holder=holder, p_seconds=seconds
    )
    return bool(answer["mine"])
