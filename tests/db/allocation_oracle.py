"""An independent judge of allocations: a plain maximum flow, and a plain look at what expires first.

Nothing here knows how the database matches. A case is lines in their turn and records; who may have what is said by
`suits`, in one place, in Python.
"""

import random
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

DAY = date(2030, 1, 1)


@dataclass(frozen=True, slots=True)
class Wish:
    """A line: n is its turn over all cases; zones empty: all."""

    n: int
    product: int
    need: Decimal
    least_on: date
    owner: int | None = None
    lot: int | None = None
    zones: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """Stock: ends_on None lasts for ever."""

    quant: int
    product: int
    free: Decimal
    ends_on: date | None
    owner: int | None = None
    lot: int | None = None
    zone: int = 1


@dataclass(frozen=True, slots=True)
class Case:
    """One product's lines and records."""

    wishes: tuple[Wish, ...]
    records: tuple[Record, ...]


def suits(wish: Wish, record: Record) -> bool:
    """May this line have this record?"""
    return (
        wish.owner == record.owner
        and wish.lot in (None, record.lot)
        and (record.ends_on is None or record.ends_on >= wish.least_on)
        and (not wish.zones or record.zone in wish.zones)
    )


def most(wishes: Sequence[Wish], records: Sequence[Record]) -> Decimal:
    """The greatest total that can be given: Edmonds and Karp on source, lines, records, sink."""
    source, sink = ("source", 0), ("sink", 0)
    room: dict[tuple[str, int], dict[tuple[str, int], Decimal]] = {source: {}, sink: {}}

    def edge(start: tuple[str, int], end: tuple[str, int], capacity: Decimal) -> None:
        room.setdefault(start, {})[end] = capacity
        room.setdefault(end, {}).setdefault(start, Decimal(0))

    for wish in wishes:
        edge(source, ("line", wish.n), wish.need)
        for record in records:
            if suits(wish, record):
                edge(("line", wish.n), ("record", record.quant), wish.need)
    for record in records:
        edge(("record", record.quant), sink, record.free)
    total = Decimal(0)
    while path := _path(room, source, sink):
        pushed = min(room[start][end] for start, end in path)
        for start, end in path:
            room[start][end] -= pushed
            room[end][start] += pushed
        total += pushed
    return total


def _path(
    room: Mapping[tuple[str, int], Mapping[tuple[str, int], Decimal]], source: tuple[str, int], sink: tuple[str, int]
) -> list[tuple[tuple[str, int], tuple[str, int]]]:
    came: dict[tuple[str, int], tuple[str, int]] = {}
    queue = deque([source])
    while queue and sink not in came:
        at = queue.popleft()
        for to, left in room[at].items():
            if left > 0 and to not in came and to != source:
                came[to] = at
                queue.append(to)
    if sink not in came:
        return []
    path, at = [], sink
    while at != source:
        path.append((came[at], at))
        at = came[at]
    return path


def faults(case: Case, given: Mapping[tuple[int, int], Decimal]) -> list[str]:
    """What is plainly wrong with an allocation: too much of a record, more than a need, goods that do not suit."""
    wishes, records = {wish.n: wish for wish in case.wishes}, {record.quant: record for record in case.records}
    found = [f"line {n} got {quant}" for n, quant in given if not suits(wishes[n], records[quant])]
    for record in case.records:
        if sum((q for (_, quant), q in given.items() if quant == record.quant), Decimal(0)) > record.free:
            found.append(f"record {record.quant} was given twice")
    for wish in case.wishes:
        if served(wish.n, given) > wish.need:
            found.append(f"line {wish.n} got more than it needs")
    return found


def served(n: int, given: Mapping[tuple[int, int], Decimal]) -> Decimal:
    """What a line got."""
    return sum((quantity for (line, _), quantity in given.items() if line == n), Decimal(0))


def inversions(case: Case, given: Mapping[tuple[int, int], Decimal]) -> list[str]:
    """Lines that got something while something that suits them and ends sooner stayed, and lines of the same wishes of
    which the later one got what ends sooner.
    """
    left = {
        record.quant: record.free - sum((q for (_, quant), q in given.items() if quant == record.quant), Decimal(0))
        for record in case.records
    }
    wishes, records = {wish.n: wish for wish in case.wishes}, {record.quant: record for record in case.records}
    found = []
    for n, quant in given:
        for other in case.records:
            if left[other.quant] > 0 and suits(wishes[n], other) and _end(other) < _end(records[quant]):
                found.append(f"line {n} got {quant} though {other.quant} ends sooner")
        for m, sooner in given:
            alike = (wishes[m].least_on, wishes[m].owner, wishes[m].lot) == (
                wishes[n].least_on,
                wishes[n].owner,
                wishes[n].lot,
            )
            if alike and m > n and _end(records[sooner]) < _end(records[quant]):
                found.append(f"line {m} got {sooner}, which ends sooner than {quant} of line {n} before it")
    return found


def _end(record: Record) -> date:
    return record.ends_on or date.max


def cases(seed: int, count: int, *, zones: bool = False) -> list[Case]:
    """Random small cases, a product each: windows, owners, lots, stock that never ends, more or less than enough."""
    chance = random.Random(seed)
    return [_case(chance, product, zones) for product in range(1, count + 1)]


def _case(chance: random.Random, product: int, zones: bool) -> Case:
    ends = [DAY + timedelta(days=chance.randrange(1, 8) * 5) for _ in range(chance.randrange(1, 5))]
    lots = [(product * 100 + k, chance.choice([*ends, None])) for k in range(chance.randrange(1, 6))]
    owners = [None, None, 7] if chance.random() < 0.4 else [None]
    allowed: Iterable[tuple[int, ...]] = ((), (1,), (1, 2), (2, 3)) if zones else ((),)
    records = []
    for k in range(chance.randrange(1, 9)):
        lot, ends_on = chance.choice(lots)
        free = Decimal(chance.randrange(1, 9))
        records.append(
            Record(product * 100 + k, product, free, ends_on, chance.choice(owners), lot, chance.randrange(1, 4))
        )
    wishes = [
        Wish(
            product * 100 + k,
            product,
            Decimal(chance.randrange(1, 10)),
            DAY + timedelta(days=chance.choice([0, 0, 5, 12, 25, 33])),
            chance.choice(owners),
            chance.choice(lots)[0] if chance.random() < 0.2 else None,
            chance.choice(list(allowed)),
        )
        for k in range(chance.randrange(1, 9))
    ]
    return Case(tuple(wishes), tuple(records))
