"""Channels whose orders go in waves by themselves: at times of day, before a cut-off, as soon as enough waits.

Which moment is due is reckoned here, from what the channel says and what it did last. That a moment is run once, also
by two at once, is kept by the database: `api.run_channel_v1` takes the moment in the transaction of the wave.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Final, Literal, Protocol

from app.domain.errors import Refusal
from app.services.waves.kinds import Candidate, Policy, Preflight
from app.services.waves.sending import wave_json
from app.services.waves.streaming import due as near_enough
from app.services.waves.streaming import fitting, policy_of

Why = Literal["time", "cut_off", "fill", "hand"]
LATE: Final = timedelta(hours=1)
"""A time of day that nobody could run is made up for that long; after it is told as missed."""
GATHER: Final = {"cut_off": timedelta(minutes=10), "fill": timedelta(minutes=1)}
"""What comes after a wave of that reason is gathered so long before the next one."""
MOST_OF_A_WAVE: Final = 2_000
_TAKEN = ("WM409", "WM455")
_NOTHING = ("WM451", "waves.nothing")

Run = Callable[[Mapping[str, Any], Mapping[str, Any] | None], Mapping[str, Any]]


class Foreteller(Protocol):
    """What a round needs of app.services.waves.Waves."""

    def channels(self) -> Sequence[Any]: ...
    def candidates(self, limit: int = ...) -> Sequence[Candidate]: ...
    def preflight(self, orders: Sequence[Candidate], policy: Policy, enough: Callable[[], bool] = ...) -> Preflight: ...
    def next_number(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Due:
    """A moment at which a channel is to release these orders; missed: it was over too long ago."""

    why: Why
    at: datetime
    orders: tuple[Candidate, ...]
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Next:
    """What a channel will do next. at: when, None where it waits for lines; waiting: lines of its orders that lack
    nothing; orders: that would go now."""

    why: Why
    at: datetime | None
    orders: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Clocked:
    """What one round did. waves: their numbers; nothing, missed: channels of which nothing came, whose time is over."""

    waves: tuple[str, ...] = ()
    orders: int = 0
    nothing: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """For people."""
        if self.waves:
            return (
                f"Wave {', '.join(self.waves)}: {self.orders:,} {'order' if self.orders == 1 else 'orders'} released."
            )
        return f"Nothing of {', '.join(self.nothing)} can be picked now." if self.nothing else "Nothing was due."


def by_itself(channel: Any) -> bool:
    """Whether it has a clock at all."""
    return channel.way == "wave" and bool(channel.at_times or channel.before_cut_off or channel.fill_lines)


def due_of(channel: Any, waiting: Sequence[Candidate], now: datetime, zone: tzinfo) -> Due | None:
    """The moment that is due now and was not run yet; a time of day before a cut-off before enough lines."""
    mine = tuple(near_enough(channel, waiting, now))
    since = max(moment for moment in (channel.clock_from, channel.wakes_at, channel.time_ran) if moment is not None)
    over = [at for at in _times(channel.at_times, now, zone, (-1, 0)) if since < at <= now]
    if over:
        return Due("time", max(over), mine, now - max(over) > LATE)
    if channel.before_cut_off:
        ahead = timedelta(minutes=channel.before_cut_off)
        soon = tuple(one for one in mine if one.cut_off is not None and one.cut_off - ahead <= now)
        if soon:
            at = max(_grid(now, "cut_off"), *(one.cut_off - ahead for one in soon if one.cut_off is not None))
            if channel.cut_off_ran is None or at > channel.cut_off_ran:
                return Due("cut_off", at, soon)
    if channel.fill_lines and _lines(mine) >= channel.fill_lines:
        at = _grid(now, "fill")
        if channel.fill_ran is None or at > channel.fill_ran:
            return Due("fill", at, mine)
    return None


def next_of(channel: Any, waiting: Sequence[Candidate], now: datetime, zone: tzinfo) -> Next | None:
    """What it will do next, as things stand; None: it is locked or has no clock."""
    if not by_itself(channel) or channel.stands == "locked":
        return None
    mine = near_enough(channel, waiting, now)
    wakes = max(now, channel.wakes_at) if channel.stands == "asleep" and channel.wakes_at is not None else now
    if channel.stands == "asleep" and channel.wakes_at is None:
        return None
    moments = list[tuple[datetime, Why]](
        (at, "time") for at in _times(channel.at_times, wakes, zone, (0, 1, 2)) if at > wakes
    )
    if channel.before_cut_off:
        ahead = timedelta(minutes=channel.before_cut_off)
        moments += [(max(wakes, one.cut_off - ahead), "cut_off") for one in mine if one.cut_off is not None]
    if moments:
        at, why = min(moments)
        return Next(why, at, len(mine), _lines(mine))
    return Next("fill", None, len(mine), _lines(mine)) if channel.fill_lines else None


def run_clock(
    waves: Foreteller,
    run: Run,
    zone: tzinfo,
    *,
    now: datetime | None = None,
    enough: Callable[[], bool] = lambda: False,
) -> Clocked:
    """One round over the open channels of waves that go by themselves. run: api.run_channel_v1 (the daemon's goes
    through its fence)."""
    moment = now or datetime.now(UTC)
    clocks = [row for row in waves.channels() if by_itself(row) and row.stands in ("open", "full")]
    if not clocks:
        return Clocked()
    waiting = waves.candidates()
    done = Clocked()
    for channel in clocks:
        due = due_of(channel, waiting, moment, zone)
        if due is not None:
            done = run_due(waves, run, channel, due, done, enough)
    return done


def run_due(
    waves: Foreteller, run: Run, channel: Any, due: Due, done: Clocked, enough: Callable[[], bool] = lambda: False
) -> Clocked:
    """Run a moment of a channel. Without room on the floor it stays due."""
    said = {"channel": channel.channel_id, "version": channel.version, "why": due.why, "due_at": due.at.isoformat()}
    if due.missed:
        run({**said, "outcome": "missed", "said": "No daemon ran then, or the floor had no room."}, None)
        return Clocked(done.waves, done.orders, done.nothing, (*done.missed, channel.name))
    orders = fitting(due.orders, channel, MOST_OF_A_WAVE)
    if due.orders and not orders:
        return done
    try:
        if not orders:
            raise Refusal("waves.nothing", "No order of this channel waits.", "Orders go when some are entered.")
        foretold = waves.preflight(orders, policy_of(channel), enough)
        made = run(said, wave_json(foretold, waves.next_number(), channel.channel_id))
    except Refusal as refusal:
        if refusal.code in _TAKEN:
            return done
        if refusal.code not in _NOTHING:
            raise
        run({**said, "outcome": "nothing", "said": refusal.what}, None)
        return Clocked(done.waves, done.orders, (*done.nothing, channel.name), done.missed)
    if made.get("already"):
        return done
    return Clocked((*done.waves, made["number"]), done.orders + int(made["orders"]), done.nothing, done.missed)


def _times(times: Sequence[time], now: datetime, zone: tzinfo, days: Sequence[int]) -> list[datetime]:
    """Times of day as moments, of days from today. What the clock jumps over in spring comes an hour later, what it
    shows twice in autumn is the first of both."""
    today: date = now.astimezone(zone).date()
    return [
        datetime.combine(today + timedelta(days=day), at, zone).astimezone(UTC) for day in days for at in times
    ]  # fmt: skip


def _grid(now: datetime, why: str) -> datetime:
    step = GATHER[why].total_seconds()
    return datetime.fromtimestamp(now.timestamp() // step * step, UTC)


def _lines(orders: Sequence[Candidate]) -> int:
    return sum(one.lines for one in orders if not one.missing)
