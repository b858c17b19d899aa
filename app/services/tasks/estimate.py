"""How long work takes people, and what giving a piece to somebody else would change. Pure; times in minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from app.services.tasks.kinds import Piece, Worker

LEAST_MINUTES = 10.0
"""A person's own rate counts once they have worked so long within the hour; before that the house's."""
LEAST_LINES = 5
PLAIN_RATE = 60.0
"""Lines an hour where nobody has done any: a line a minute."""
SHARE = 4.0
"""Nobody is taken to be more than so many times quicker or slower than the house."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """minutes: of a piece, by key; ends: when it is done, for what people have; late: keys that will miss their time;
    loads: minutes of work that each person has."""

    rates: Mapping[str, float]
    house: float
    minutes: Mapping[str, float]
    ends: Mapping[str, datetime]
    late: frozenset[str]
    loads: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Effect:
    """What giving a piece to somebody does: their minutes before and after, when they are done, and how many minutes
    the piece then has to spare (negative: late; None: it has no time)."""

    person: str
    before: float
    after: float
    done_at: datetime
    spare: float | None

    @property
    def late(self) -> bool:
        """Whether the piece would miss its time."""
        return self.spare is not None and self.spare < 0


def house_rate(people: Sequence[Worker]) -> float:
    """Lines an hour of the average person at work."""
    busy = [one for one in people if one.lines_hour]
    hours = sum(min(60.0, max(one.busy_minutes or 0.0, LEAST_MINUTES)) / 60 for one in busy)
    lines = sum(one.lines_hour for one in busy)
    return lines / hours if lines >= LEAST_LINES else PLAIN_RATE


def rate_of(worker: Worker, house: float) -> float:
    """Lines an hour of one person: their own of this hour, where there is enough of it, else the house's."""
    if worker.lines_hour < LEAST_LINES or (worker.busy_minutes or 0.0) < LEAST_MINUTES:
        return house
    own = worker.lines_hour * 60 / min(60.0, worker.busy_minutes or 60.0)
    return min(max(own, house / SHARE), house * SHARE)


def outlook(pieces: Sequence[Piece], people: Sequence[Worker], now: datetime) -> Outlook:
    """Everybody's work in the order in which they have it: first what is begun, then by time and priority."""
    house = house_rate(people)
    rates = {one.login: rate_of(one, house) for one in people}
    minutes = {one.key: one.left * 60 / rates.get(one.login or "", house) for one in pieces}
    ends: dict[str, datetime] = {}
    loads: dict[str, float] = dict.fromkeys(rates, 0.0)
    for one in sorted(pieces, key=_turn):
        if one.login is not None:
            loads[one.login] = loads.get(one.login, 0.0) + minutes[one.key]
            ends[one.key] = now + timedelta(minutes=loads[one.login])
    late = frozenset(
        one.key
        for one in pieces
        if one.due_at is not None
        and one.state != "held"
        and ends.get(one.key, now + timedelta(minutes=minutes[one.key])) > one.due_at
    )
    return Outlook(MappingProxyType(rates), house, MappingProxyType(minutes), MappingProxyType(ends), late, loads)


def in_hand(pieces: Sequence[Piece]) -> dict[str, Piece]:
    """What each person is at, by login: what they have begun, else what is next of what they have."""
    found: dict[str, Piece] = {}
    for one in sorted(pieces, key=_turn):
        if one.login is not None and one.state != "held":
            found.setdefault(one.login, one)
    return found


def effect_of(piece: Piece, worker: Worker, seen: Outlook, now: datetime) -> Effect:
    """What happens if this person gets that piece after what they have."""
    before = seen.loads.get(worker.login, 0.0)
    if piece.login == worker.login:
        after = before
    else:
        after = before + piece.left * 60 / seen.rates.get(worker.login, seen.house)
    done = now + timedelta(minutes=after)
    spare = None if piece.due_at is None else (piece.due_at - done).total_seconds() / 60
    return Effect(worker.person, before, after, done, spare)


def _turn(piece: Piece) -> tuple[bool, float, int, str]:
    due = piece.due_at.timestamp() if piece.due_at is not None else float("inf")
    return piece.state != "started" and piece.done == 0, due, piece.priority, piece.key
