"""What a shift that was stopped, or whose computer died, left on the floor, and who goes on with it.

A task is its taker's until the claim runs out. Each simulated person logs in as the same person as before, so they go
on with their own tasks at once; claims that have run out go to whoever is free. Nobody else's work is touched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.services.demo.picker import CartJob
from app.services.session import Session


@dataclass(frozen=True, slots=True)
class Leftover:
    """For each picker, in their order: tasks to finish (or None) and totes (id, SSCC) to bring. benched: totes that
    stand at a packing bench already."""

    jobs: tuple[CartJob | None, ...]
    totes: tuple[tuple[tuple[int, str], ...], ...]
    benched: tuple[tuple[int, str], ...]

    @property
    def walks(self) -> int:
        """How many reports of pickers will come of it."""
        return sum(job is not None for job in self.jobs) + sum(bool(totes) for totes in self.totes)


def read_leftover(session: Session, logins: Sequence[str], carts: Sequence[str]) -> Leftover:
    """Look round before the shift begins, when nobody walks yet. logins and carts of the pickers, in their order."""
    at = session.warehouse.warehouse_id
    tasks: list[list[Any]] = [[] for _ in logins]
    for number, row in enumerate(session.door.query("claimed_picks", warehouse=at)):
        if row.claimed_by in logins:
            tasks[logins.index(row.claimed_by)].append(row)
        elif row.expired:
            tasks[number % len(logins)].append(row)
    totes: list[list[tuple[int, str]]] = [[] for _ in carts]
    benched = []
    for number, row in enumerate(session.door.query("totes_left", warehouse=at)):
        if row.location_kind == "packing":
            benched.append((row.hu_id, row.sscc))
        else:
            one = carts.index(row.location_code) if row.location_code in carts else number % len(carts)
            totes[one].append((row.hu_id, row.sscc))
    return Leftover(tuple(_job(rows) for rows in tasks), tuple(map(tuple, totes)), tuple(benched))


def _job(rows: Sequence[Any]) -> CartJob | None:
    return CartJob(tuple(dict.fromkeys(row.order_id for row in rows)), tuple(rows)) if rows else None
