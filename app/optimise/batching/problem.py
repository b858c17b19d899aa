"""What is to be batched, and what a batch costs. Orders are named by their position in `jobs`."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Walk: TypeAlias = Callable[[frozenset[int]], float]
"""Length of the tour through these stops and back, in the unit of the caller's choice (metres)."""
Batch: TypeAlias = frozenset[int]
_NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Job:
    """One order. stops: places to go to, any numbers that `Walk` knows. load: what it takes of each capacity of the
    cart (litres, kilograms, ...)."""

    stops: frozenset[int]
    load: tuple[float, ...]

    def __post_init__(self) -> None:
        if not all(math.isfinite(part) and part >= 0 for part in self.load):
            raise ValueError(f"a load is finite and not below zero: {self.load}")


@dataclass(frozen=True, slots=True)
class Cart:
    """What one tour can take. slots: orders side by side (compartments, totes); 0 = any number."""

    capacity: tuple[float, ...]
    slots: int = 0


@dataclass(frozen=True, slots=True)
class Batching:
    """Every order once. length: the sum of the tours."""

    batches: tuple[Batch, ...]
    length: float


class Problem:
    """Orders, a cart, and the length of every batch asked for so far: each is walked once.

    An order that no cart takes goes alone: it is somebody else's business to divide it. ValueError where a load has
    not one part for each capacity.
    """

    def __init__(self, jobs: Sequence[Job], cart: Cart, walk: Walk) -> None:
        for at, job in enumerate(jobs):
            if len(job.load) != len(cart.capacity):
                raise ValueError(f"job {at} has {len(job.load)} loads, the cart {len(cart.capacity)} capacities")
        self.jobs = tuple(jobs)
        self.cart = cart
        self.walked = 0
        self._walk = walk
        self._by_stops: dict[frozenset[int], float] = {frozenset(): 0.0}
        self._by_batch: dict[Batch, float] = {}

    def length(self, batch: Batch) -> float:
        """Of the tour through all stops of these orders."""
        known = self._by_batch.get(batch)
        if known is None:
            stops = frozenset[int]().union(*(self.jobs[at].stops for at in batch))
            known = self._by_stops.get(stops)
            if known is None:
                self.walked += 1
                known = self._by_stops[stops] = self._walk(stops)
            self._by_batch[batch] = known
        return known

    def fits(self, batch: Iterable[int]) -> bool:
        """Whether one cart takes these orders; one order alone always goes."""
        members = tuple(batch)
        if len(members) < 2:
            return True
        if self.cart.slots and len(members) > self.cart.slots:
            return False
        loads = (self.jobs[at].load for at in members)
        return all(
            sum(parts) <= most + _NEAR for parts, most in zip(zip(*loads, strict=True), self.cart.capacity, strict=True)
        )

    def batching(self, batches: Iterable[Iterable[int]]) -> Batching:
        """These batches, the empty ones left out, in the order of their first job."""
        made = sorted((frozenset(batch) for batch in batches if batch), key=min)
        return Batching(tuple(made), sum(map(self.length, made)))

    def faults(self, found: Batching) -> list[str]:
        """What is wrong with an answer: an order twice or missing, a cart too full, a length that is not its own."""
        wrong = [f"batch {sorted(batch)} is more than a cart takes" for batch in found.batches if not self.fits(batch)]
        every = sorted(at for batch in found.batches for at in batch)
        if every != list(range(len(self.jobs))):
            wrong.append("not every order is in one batch")
        if abs(found.length - sum(map(self.length, found.batches))) > 1e-6 * max(1.0, found.length):
            wrong.append("the length is not that of its tours")
        return wrong
