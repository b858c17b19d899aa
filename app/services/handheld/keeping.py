"""The way of an act to the database by way of the disk, and the acts of before that are sent again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.domain.errors import Fault, Refusal, Unreachable
from app.domain.ids import Op
from app.flow.effects import Say, Tone
from app.flow.events import Answered, Finish, Leave, Scanned, Short, Skip, Undo
from app.flow.machine import Prompt
from app.services.handheld.kept import Kept, KeptFolder, refused
from app.services.handheld.stored import stored
from app.services.station import Heard, Poster, Raw, Shown, Station

Show = Callable[[Shown], None]
Resume = Callable[[Kept, Poster, Show], bool]
"""Do the act of a kept piece of work, posting and showing through these. False where the database did not answer;
ValueError where this program does not know such work any more."""

_BY_PEOPLE = (Raw, Scanned, Short, Answered, Finish, Skip, Undo, Leave)  # what follows from those is read again


@dataclass(slots=True)
class Keeping:
    """A `Poster` that writes each act down before it is sent, and the `show` of the same station, from which it knows
    what was scanned. station: set once it is made. One station at a time, under its lock."""

    door: Poster
    folder: KeptFolder
    show: Show
    title: str
    flow: str
    station: Station[Any] | None = None
    _text: str = ""
    _asked: str = ""
    _noted: Op | None = None
    _waited: bool = False
    _warned: bool = False

    def call(self, function: str, /, **args: Any) -> dict[str, Any]:
        """Send it; what has no answer stays on the disk."""
        op = Op(args["p_op"])
        rest = {name: value for name, value in args.items() if name != "p_op"}
        self._keep(Kept(op, datetime.now(UTC), self._words(), function, rest))
        try:
            answer = self.door.call(function, **args)
        except Refusal:
            self._drop(op, surely=True)
            raise
        except Fault as fault:
            if not _open(fault):
                self._drop(op, surely=True)
            raise
        self._drop(op)
        return answer

    def said(self, shown: Shown) -> None:
        """Pass on what the station shows. Where an act could not even be looked up, the work in hand is kept with it,
        so that it can be done after a restart; it is gone once the station goes on."""
        match shown:
            case Heard(text=text):
                self._text = text
            case Say(tone=Tone.WAIT):
                self._waited = True
                self._note()
            case Prompt():
                if self._noted is not None and not self._waited:
                    self._drop(self._noted)
                    self._noted = None
                self._waited = False
                self._text = self._text if self._noted is not None else ""
                self._asked = shown.line
        self.show(shown)

    def _note(self) -> None:
        station = self.station
        act = None if station is None else station.kept
        if station is None or not isinstance(act, _BY_PEOPLE) or self.folder.has(act.op):
            return
        self._noted = act.op
        work = stored({"flow": self.flow, "state": station.state, "act": act})
        self._keep(Kept(act.op, act.at, self._words(), resume=work))

    def _words(self) -> str:
        """“4006381333931” at “Scan the bin A-01-02-1.” (Pick)."""
        asked = self._asked or (self.station.prompt.line if self.station is not None else "")
        return f"{f'“{self._text}” at ' if self._text else ''}“{asked}” ({self.title})"

    def _keep(self, kept: Kept) -> None:
        try:
            self.folder.keep(kept)
        except OSError as error:
            self._warn(error)

    def _drop(self, op: Op, *, surely: bool = False) -> None:
        try:
            self.folder.drop(op, surely=surely)
        except OSError as error:
            self._warn(error)

    def _warn(self, error: OSError) -> None:
        """Once: the work goes on, for what is answered is recorded."""
        if not self._warned:
            self._warned = True
            what = f"This handheld cannot keep what you do: {error.strerror or error}."
            self.show(Say(Tone.WARN, what, "What is answered is recorded. Have its disk looked after."))


@dataclass(frozen=True, slots=True)
class KeptNews:
    """What came of the acts of before. recorded: those that are now; waiting: those the database did not answer;
    refused: those it said no to, and acts that stand for themselves: shown until somebody has seen them."""

    recorded: tuple[Kept, ...] = ()
    waiting: tuple[Kept, ...] = ()
    refused: tuple[Kept, ...] = ()


@dataclass(slots=True)
class _Again:
    """What an act does when it is done again: how much it posted, what was said against it. Its post takes its place on
    the disk before it is sent, for what is looked up may be another thing once it was done."""

    act: Kept
    door: Poster
    folder: KeptFolder
    posted: int = 0
    no: Say | None = None

    def call(self, function: str, /, **args: Any) -> dict[str, Any]:
        rest = {name: value for name, value in args.items() if name != "p_op"}
        if args["p_op"] == self.act.op:
            self.folder.keep(Kept(self.act.op, self.act.at, self.act.words, function, rest))
        answer = self.door.call(function, **args)
        self.posted += 1
        return answer

    def said(self, shown: Shown) -> None:
        if isinstance(shown, Say) and shown.tone is Tone.BAD:
            self.no = shown


@dataclass(frozen=True, slots=True)
class KeptActs:
    """The acts of before of one person on one device. Blocking."""

    door: Poster
    folder: KeptFolder
    resume: Resume

    def send(self) -> KeptNews:
        """Send what waits, the oldest first, each under its own key; it ends where the database does not answer."""
        recorded: list[Kept] = []
        for act in (one for one in self.folder.all() if one.waits):
            try:
                answered = self._post(act) if act.function else self._resume(act)
            except Refusal as refusal:
                self.folder.keep(refused(act, refusal))
                continue
            if not answered:
                break
            self.folder.drop(act.op)
            recorded.append(act)
        left = self.folder.all()
        return KeptNews(
            tuple(recorded), tuple(one for one in left if one.waits), tuple(one for one in left if not one.waits)
        )

    def seen(self) -> None:
        """Somebody has read what was refused."""
        for one in self.folder.all():
            if not one.waits:
                self.folder.drop(one.op, surely=True)

    def _post(self, act: Kept) -> bool:
        """Whether it was answered with yes. Raises Refusal for no."""
        try:
            self.door.call(act.function, p_op=act.op, **act.args)
        except Fault as fault:
            if _open(fault):
                return False
            raise Refusal("fault", fault.what, f"{fault.safe} Reference {fault.reference}.") from fault
        return True

    def _resume(self, act: Kept) -> bool:
        """The same for an act that is done from the beginning."""
        again = _Again(act, self.door, self.folder)
        try:
            if not self.resume(act, again, again.said):
                return False
        except Fault as fault:
            if _open(fault):
                return False
            raise Refusal("fault", fault.what, f"{fault.safe} Reference {fault.reference}.") from fault
        except ValueError as error:
            raise Refusal("kept", "This program is another than the one that kept it.", "Do it again.") from error
        if again.posted:
            return True
        no = again.no or Say(Tone.BAD, "It was read, and nothing was recorded.", "Do it again.")
        raise Refusal("kept", no.text, no.next_step)


def _open(fault: Fault) -> bool:
    """Whether nobody knows what came of it."""
    return fault.retry or isinstance(fault, Unreachable)
