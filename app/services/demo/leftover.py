"""What a shift that was stopped, or whose computer died, left on the floor, and who goes on with it.

A batch is its taker's until the claim runs out. Each simulated person logs in as the same person as before, so they go
on with their own batches at once; those that nobody has, or whose claim has run out, go to whoever is free: those of
released waves too. Nobody else's work is touched.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.demo.picker import CartJob
from app.services.session import Session


@dataclass(frozen=True, slots=True)
class Leftover:
    """For each picker, in their order: batches to finish and totes (id, SSCC) to bring. benched: totes that stand at a
    packing bench already."""

    jobs: tuple[tuple[CartJob, ...], ...]
    totes: tuple[tuple[tuple[int, str], ...], ...]
    benched: tuple[tuple[int, str], ...]

    @property
    def walks(self) -> int:
        """How many reports of pickers will come of it."""
        return sum(map(len, self.jobs)) + sum(bool(totes) for totes in self.totes)


def read_leftover(session: Session, logins: Sequence[str], carts: Sequence[str]) -> Leftover:
    """Look round before the shift begins, when nobody walks yet. logins and carts of the pickers, in their order."""
    at = session.warehouse.warehouse_id
    jobs: list[list[CartJob]] = [[] for _ in logins]
    on_carts = set[int]()
    for number, row in enumerate(session.door.query("open_batches", warehouse=at)):
        on_carts |= {tote.hu_id for tote in session.door.query("batch_totes", warehouse=at, batch=row.batch_id)}
        if row.claimed_by in logins:
            jobs[logins.index(row.claimed_by)].append(CartJob(batch=row.batch_id))
        elif not row.live:
            jobs[number % len(logins)].append(CartJob(batch=row.batch_id))
    totes: list[list[tuple[int, str]]] = [[] for _ in carts]
    benched = []
    for number, row in enumerate(session.door.query("totes_left", warehouse=at)):
        if row.hu_id in on_carts:
            continue
        if row.location_kind == "packing":
            benched.append((row.hu_id, row.sscc))
        else:
            one = carts.index(row.location_code) if row.location_code in carts else number % len(carts)
            totes[one].append((row.hu_id, row.sscc))
    return Leftover(tuple(map(tuple, jobs)), tuple(map(tuple, totes)), tuple(benched))
