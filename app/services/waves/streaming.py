"""Orders that go by themselves: each open channel that streams takes what matches it, as long as there is room on the
floor. The daemon does it in a loop; a person may have it done at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from app.domain.errors import Refusal
from app.services.waves.kinds import Candidate, Policy, Preflight
from app.services.waves.sending import wave_json

SECONDS = 1.0
MOST_AT_ONCE = 400
"""Orders of one round and channel: what comes after them goes in the next one."""
GONE = ("WM409", "WM451", "WM455", "waves.nothing")
"""Somebody else took the orders or the stock meanwhile, or nothing is left to pick: the next round looks again."""

Release = Callable[[Mapping[str, Any]], Mapping[str, Any]]
Enough = Callable[[], bool]


class Foreteller(Protocol):
    """What streaming needs of app.services.waves.Waves."""

    def channels(self) -> Sequence[Any]: ...
    def candidates(self, limit: int = ...) -> Sequence[Candidate]: ...
    def preflight(self, orders: Sequence[Candidate], policy: Policy, enough: Enough = ...) -> Preflight: ...


@dataclass(frozen=True, slots=True)
class Streamed:
    """What one round did. orders, batches, picks: that went to the floor; full: channels without room."""

    orders: int = 0
    batches: int = 0
    picks: int = 0
    full: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """For people."""
        if self.orders:
            carts = "1 cart" if self.batches == 1 else f"{self.batches:,} carts"
            return f"{self.orders:,} {'order' if self.orders == 1 else 'orders'} streamed onto {carts}."
        if self.full:
            return f"Nothing streamed: {', '.join(self.full)} {'has' if len(self.full) == 1 else 'have'} no room now."
        return "Nothing streamed: no order waits in an open channel that streams."


def stream(
    waves: Foreteller, release: Release, *, now: datetime | None = None, enough: Enough = lambda: False
) -> Streamed:  # fmt: skip
    """One round. release: api.release_wave_v1 with what it is given (the daemon's goes through its fence)."""
    moment = now or datetime.now(UTC)
    open_ = [row for row in waves.channels() if row.way == "stream" and row.stands in ("open", "full")]
    if not open_:
        return Streamed()
    waiting = waves.candidates()
    done, full = Streamed(), list[str]()
    for channel in open_:
        mine = due(channel, waiting, moment)
        if mine and channel.stands == "full":
            full.append(str(channel.name))
        elif mine and (some := fitting(mine, channel)):
            done = _released(waves, release, channel, some, done, enough)
    return Streamed(done.orders, done.batches, done.picks, tuple(full))


def due(channel: Any, waiting: Sequence[Candidate], now: datetime) -> list[Candidate]:
    """The orders of a channel whose cut-off is near enough, in their turn."""
    until = now + timedelta(minutes=channel.horizon_minutes) if channel.horizon_minutes else None
    mine = [order for order in waiting if order.channel_id == channel.channel_id]
    return [order for order in mine if until is None or (order.cut_off is not None and order.cut_off <= until)]


def fitting(orders: Sequence[Candidate], channel: Any, most: int = MOST_AT_ONCE) -> list[Candidate]:
    """As many as there is room for on the floor, in their turn, `most` of them. A floor with nothing of the channel on
    it takes one order however big it is."""
    room = None if channel.open_lines is None else channel.open_lines - channel.on_floor
    chosen: list[Candidate] = []
    for order in orders[:most]:
        if room is not None:
            if order.lines > room and (chosen or channel.on_floor):
                break
            room -= order.lines
        chosen.append(order)
    return chosen


def policy_of(channel: Any) -> Policy:
    """How the orders of a channel are put together."""
    return Policy(
        mode=channel.mode, slots=channel.slots, litres=_number(channel.litres), kilograms=_number(channel.kilograms),
        short=channel.short, seconds=SECONDS,
    )  # fmt: skip


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _released(
    waves: Foreteller, release: Release, channel: Any, orders: Sequence[Candidate], done: Streamed, enough: Enough
) -> Streamed:  # fmt: skip
    try:
        foretold = waves.preflight(orders, policy_of(channel), enough)
        made = release(wave_json(foretold, None, channel.channel_id))
    except Refusal as refusal:
        if refusal.code not in GONE:
            raise
        return done
    return Streamed(
        done.orders + int(made["orders"]), done.batches + sum(at is not None for at in made["batches"]),
        done.picks + int(made["tasks"]),
    )  # fmt: skip
