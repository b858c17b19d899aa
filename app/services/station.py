"""The interpreter between devices, a flow and the database: one station, one person, one flow at a time.

device event -> look the code up -> advance(state, event) -> effects, in order. It blocks while it posts and is meant
for a worker thread or the device's own thread; a lock keeps one act after the other. `show` is called under that lock.

A posting that is refused leaves the state as it was. A posting that cannot reach the database keeps the event, and with
it the operation key: a flow is pure, so doing the event again is doing the same act again. Until it is answered the
station takes no other act.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import RLock
from typing import Any, Generic, Protocol, TypeVar, assert_never, runtime_checkable

from app.domain.barcode import Barcode, ElementString, Sscc, read_barcode
from app.domain.errors import Fault, Refusal, Unreachable
from app.domain.ids import HandlingUnitId, Op
from app.domain.measure import is_number
from app.flow.effects import Confirm, Effect, FetchJob, FetchPlace, FetchTour, Post, PrintLabel, ReadScale, Say, Tone
from app.flow.events import (
    Answered,
    Event,
    Finish,
    Found,
    JobFetched,
    Leave,
    Nothing,
    PackJob,
    PlaceFetched,
    PlannedPlace,
    Posted,
    Scanned,
    Short,
    Skip,
    TourFetched,
    Undo,
)
from app.flow.machine import Flow, Prompt, Wants
from app.flow.pick_work import PickTour
from app.services.station_equipment import Equipment
from drivers.protocol import Scan

S = TypeVar("S")


class Poster(Protocol):
    """Whoever calls api functions: raises Refusal, Fault or Unreachable."""

    def call(self, function: str, /, **args: Any) -> dict[str, Any]:
        """Call api.<function> with its own argument names (p_op, p_warehouse, ...) and return its answer."""
        ...


class Lookup(Protocol):
    """Whoever knows what codes mean in this warehouse: raises Unreachable, or Refusal with what to do."""

    def is_location(self, text: str) -> bool:
        """Whether a plain text is a location's code or barcode. From memory: no wait here."""
        ...

    def find(self, barcode: Barcode) -> Found:
        """The record behind a code; Nothing when nobody knows it."""
        ...

    def pack_job(self, tote: HandlingUnitId) -> PackJob | None:
        """What is to be packed from a tote."""
        ...


@runtime_checkable
class Touring(Protocol):
    """A Lookup that knows batches too: only picking by batches asks for them."""

    def tour(self, batch: int) -> PickTour:
        """What is left of a batch."""
        ...


@runtime_checkable
class Placing(Protocol):
    """A Lookup that knows places for loads too: only putting away asks for them."""

    def planned_place(self, wanted: FetchPlace, op: Op) -> tuple[PlannedPlace | None, str]:
        """Where a load is to be put away, else why there is no place."""
        ...


@dataclass(frozen=True, slots=True)
class Heard:
    """A scan has come in: the beep. The answer follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds from the scan to the beep and to the answer. prompt: what had been asked for."""

    asked: str
    heard: float
    answered: float


@dataclass(frozen=True, slots=True)
class Clock:
    """Where times and operation keys come from; tests bring their own."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    new_op: Callable[[], Op]


@dataclass(frozen=True, slots=True)
class Raw:
    """A scan or typed text before it is looked up."""

    op: Op
    at: datetime
    text: str
    aim: str
    typed: bool


Shown = Heard | Say | Confirm | Prompt


class Station(Generic[S]):
    """One flow being worked through. Thread-safe; every method blocks until the act is answered."""

    def __init__(
        self,
        flow: Flow[S],
        state: S,
        *,
        poster: Poster,
        lookup: Lookup,
        clock: Clock,
        show: Callable[[Shown], None],
        equipment: Equipment | None = None,
        record: Callable[[Timing], None] | None = None,
    ) -> None:
        self._flow = flow
        self._state = state
        self._poster = poster
        self._lookup = lookup
        self._clock = clock
        self._show = show
        self._equipment = equipment or Equipment()
        self._record = record
        self.kept: Event | Raw | None = None
        """The act that the database did not answer. Set before any other act, it is what `retry` does first."""
        self._lock = RLock()

    # ---- what a screen reads ----
    @property
    def state(self) -> S:
        """Where the work stands."""
        return self._state

    @property
    def prompt(self) -> Prompt:
        """What is asked of the person now."""
        return self._flow.prompt(self._state)

    @property
    def waiting(self) -> bool:
        """Whether an act is kept because the database did not answer."""
        return self.kept is not None

    # ---- acts ----
    def scanned(self, scan: Scan) -> None:
        """A scanner read a code. A double scan counts once, unless this state counts by scanning."""
        with self._lock:
            if scan.repeated and not self.prompt.repeats:
                return
            self._take(Raw(self._clock.new_op(), self._clock.now(), scan.text, scan.aim, typed=False), scan.at)

    def typed(self, text: str) -> None:
        """A person typed a code, a count, a lot, a date."""
        with self._lock:
            raw = Raw(self._clock.new_op(), self._clock.now(), text, "", typed=True)
            self._take(raw, self._clock.monotonic())

    def undo(self) -> None:
        """Take the last scan back."""
        self._act(Undo)

    def finish(self) -> None:
        """This carton or tote is full; at the scale: weigh again."""
        self._act(Finish)

    def skip(self) -> None:
        """Not now: this one comes last."""
        self._act(Skip)

    def leave(self) -> None:
        """Stop this work here."""
        self._act(Leave)

    def short(self, reason: str) -> None:
        """Not all of it can be done, for this reason code."""
        self._act(lambda op, at: Short(op, at, reason))

    def answer(self, yes: bool) -> None:
        """Answer the open question."""
        self._act(lambda op, at: Answered(op, at, yes))

    def retry(self) -> bool:
        """Do the kept act again, under the same operation key. True when nothing is kept any more."""
        with self._lock:
            kept, self.kept = self.kept, None
            if kept is not None:
                self._do(kept)
            return self.kept is None

    def reprint(self) -> None:
        """Print the last label again."""
        with self._lock:
            for trouble in self._equipment.reprint():
                self._show(trouble)

    # ---- how an act is done ----
    def _act(self, make: Callable[[Op, datetime], Event]) -> None:
        with self._lock:
            if self._free():
                self._do(make(self._clock.new_op(), self._clock.now()))

    def _take(self, raw: Raw, since: float) -> None:
        asked = self.prompt.line
        self._show(Heard(raw.text[:80]))
        heard = self._clock.monotonic()
        if self._free():
            self._do(raw)
        if self._record is not None:
            self._record(Timing(asked, heard - since, self._clock.monotonic() - since))

    def _free(self) -> bool:
        """Whether a new act can begin; an act that is still kept goes first."""
        if self.retry():
            return True
        words = "The act before this is kept and not recorded yet; this one was not taken."
        self._show(Say(Tone.BAD, words, "Try again shortly."))
        return False

    def _do(self, act: Event | Raw) -> None:
        """Carry an act and all that follows from it to its end, or to the point where it must wait."""
        acts: deque[Event | Raw] = deque([act])
        while acts:
            current = acts.popleft()
            try:
                acts.extend(self._step(_event(current, self.prompt, self._lookup)))
            except Refusal as refusal:
                self._show(Say(Tone.BAD, refusal.what, refusal.next_step))
            except Unreachable as away:
                self.kept = current
                self._show(Say(Tone.WAIT, f"Kept, not recorded yet. {away.what}", "It is sent again by itself; wait."))
            except Fault as fault:
                self.kept = current if fault.retry else None
                self._show(Say(Tone.BAD, fault.what, f"{fault.safe} Reference {fault.reference}."))
        self._show(self.prompt)

    def _step(self, event: Event) -> list[Event]:
        """One step of the flow. Returns the events that its effects brought."""
        after, effects = self._flow.advance(self._state, event)
        brought: list[Event] = []
        for effect in effects:
            answer = self._effect(effect, event)
            if answer is not None:
                brought.append(answer)
        self._state = after
        return brought

    def _effect(self, effect: Effect, event: Event) -> Event | None:
        match effect:
            case Post():
                return _posted(effect, self._poster, self._clock, self._show)
            case FetchJob(tote=tote):
                return JobFetched(self._clock.new_op(), event.at, self._lookup.pack_job(tote))
            case FetchTour(batch=batch):
                if not isinstance(self._lookup, Touring):
                    raise Fault("This station cannot read what is left of a batch.", "What was done is recorded.")
                return TourFetched(self._clock.new_op(), event.at, self._lookup.tour(batch))
            case FetchPlace() if isinstance(self._lookup, Placing):
                return PlaceFetched(self._clock.new_op(), event.at, *self._lookup.planned_place(effect, event.op))
            case FetchPlace():
                return PlaceFetched(self._clock.new_op(), event.at, None, "places are not planned here.")
            case ReadScale():
                return self._equipment.weigh(self._clock.new_op(), self._clock.now())
            case PrintLabel():
                for trouble in self._equipment.print_label(effect):
                    self._show(trouble)
            case Say() | Confirm():
                self._show(effect)
            case _:
                assert_never(effect)
        return None


def _posted(post: Post, poster: Poster, clock: Clock, show: Callable[[Shown], None]) -> Event | None:
    """Post; a refusal of what is not needed is shown, and the work stands."""
    try:
        result = poster.call(post.function, p_op=post.op, **post.args)
    except Refusal as refusal:
        if post.needed:
            raise
        show(Say(Tone.WARN, refusal.what, refusal.next_step))
        return None
    return Posted(clock.new_op(), clock.now(), post.function, result)


def _event(act: Event | Raw, prompt: Prompt, lookup: Lookup) -> Event:
    if not isinstance(act, Raw):
        return act
    return Scanned(act.op, act.at, act.text.strip(), _found(act, prompt, lookup), act.typed)


def _found(raw: Raw, prompt: Prompt, lookup: Lookup) -> Found:
    """What a code is. Typed counts, lots and dates are not looked up, for many would be found as some product."""
    plain = prompt.wants in (Wants.DATE, Wants.LOT, Wants.WEIGHT) or (prompt.repeats and is_number(raw.text))
    if raw.typed and plain:
        return Nothing(raw.text)
    barcode = read_barcode(raw.text, raw.aim, is_location=lookup.is_location)
    found = lookup.find(barcode)
    if isinstance(found, Nothing) and found.sscc is None and isinstance(barcode, Sscc | ElementString):
        return Nothing(found.text, barcode.value if isinstance(barcode, Sscc) else barcode.sscc)
    return found
