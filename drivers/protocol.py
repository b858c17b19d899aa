"""What a scanner, a scale and a label printer are to the rest of the house: protocols, readings, states.

Times named `at` are seconds of the monotonic clock (time.monotonic), for measuring; wall-clock belongs to services.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, Flag, auto
from typing import Protocol, runtime_checkable

from app.domain.measure import Weight


class Capability(Flag):
    """What a driver can do. A screen offers only what the device in front of the person has."""

    NOTHING = 0
    AIM_IDENTIFIER = auto()  # the scanner says which symbology it read
    GROUP_SEPARATOR = auto()  # FNC1 arrives as GS (0x1D)
    STABLE_FLAG = auto()  # the scale says whether the pan is still
    ZERO = auto()
    PRINT_STATUS = auto()  # the printer answers for paper, head and pause
    SIMULATED = auto()


class Health(Enum):
    """How a device is, in three steps that a person can act on."""

    OK = "ok"
    WARNING = "warning"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class DeviceState:
    """How a device is, since when (monotonic seconds), in words, and what to do if anything."""

    health: Health
    since: float
    words: str
    next_step: str = ""


class DeviceAway(Exception):  # noqa: N818  a state of the device, not an error of ours
    """The device does not answer: unplugged, switched off, or not yet opened. The words are for people."""


@dataclass(frozen=True, slots=True)
class Scan:
    """One code as the scanner sent it.

    text: without terminator, with the AIM identifier taken off; GS (0x1D) stays where FNC1 stood.
    aim: the AIM identifier with its bracket ("]C1"), or "" where the scanner sends none.
    repeated: the same code came from the same scanner within the double-scan window; a flow that counts by scanning
    takes it, every other flow lets it pass.
    """

    text: str
    aim: str
    at: float
    device: str
    repeated: bool = False


class Pan(Enum):
    """What the scale says about its pan."""

    STABLE = "stable"
    MOVING = "moving"
    OVER = "over"
    UNDER = "under"
    BUSY = "busy"  # the command was understood but cannot be done now


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer of a scale. weight is None unless stable or moving; raw is the frame, kept for the audit."""

    pan: Pan
    weight: Weight | None
    at: float
    raw: str


@dataclass(frozen=True, slots=True)
class TextPart:
    """A line of text on a label. x, y: mm from the top left; height: mm of a capital letter's cell."""

    x: float
    y: float
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class CodePart:
    """A linear bar code on a label. gs1: data is written "(00)0952..." and printed as GS1-128, else as Code 128.

    height: mm of the bars; module: mm of the narrowest bar, as near as the printer's dots come."""

    x: float
    y: float
    height: float
    data: str
    gs1: bool = False
    module: float = 0.25


@dataclass(frozen=True, slots=True)
class MatrixPart:
    """A DataMatrix (ECC 200) on a label. module: mm of one cell. gs1: data is written "(414)...(254)..."."""

    x: float
    y: float
    module: float
    data: str
    gs1: bool = False


@dataclass(frozen=True, slots=True)
class ArrowPart:
    """A solid arrow on a label: to the bin above or below it. size: mm of its width, and of its height."""

    x: float
    y: float
    size: float
    up: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A label in millimetres, in no printer's language."""

    width: float
    height: float
    parts: tuple[TextPart | CodePart | MatrixPart | ArrowPart, ...]


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One label to print. name is for people and logs ("carton 340...")."""

    name: str
    label: Label
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Printed:
    """What is known after a job was handed over. confirmed: the printer itself answered that it has nothing left to do.

    Port 9100 acknowledges nothing, so a job that was only sent says so.
    """

    name: str
    payload_bytes: int
    confirmed: bool
    words: str


class Device(Protocol):
    """Anything with a plug. A driver's methods may be called from several threads; it holds its own lock."""

    @property
    def name(self) -> str:
        """What the station's settings call it."""
        ...

    @property
    def capabilities(self) -> Capability:
        """What this make can do."""
        ...

    def open(self) -> None:
        """Connect. Raises DeviceAway with words when it does not answer. Opening an open device does nothing."""
        ...

    def close(self) -> None:
        """Let go. Never raises; closing a closed device does nothing."""
        ...

    def check(self) -> DeviceState:
        """Ask how it is. Raises DeviceAway when it does not answer."""
        ...


class Scanner(Device, Protocol):
    """Reads codes."""

    def read(self, timeout: float) -> Scan | None:
        """Wait up to timeout seconds for one code. None when nothing came. Raises DeviceAway."""
        ...


class Scale(Device, Protocol):
    """Weighs."""

    def read(self) -> Reading:
        """What the pan shows now, still or not. Raises DeviceAway."""
        ...

    def weigh(self, timeout: float) -> Reading:
        """Wait up to timeout seconds for the pan to be still; the last reading if it never is. Raises DeviceAway."""
        ...

    def zero(self) -> None:
        """Set the empty pan to zero. Raises Refusal when the scale will not, DeviceAway when it does not answer."""
        ...


class LabelPrinter(Device, Protocol):
    """Prints labels."""

    def print_label(self, job: PrintJob) -> Printed:
        """Hand one job over. Raises Refusal when it cannot print now (paper, head, pause), DeviceAway when away."""
        ...


@runtime_checkable
class Triggered(Protocol):
    """A scanner that a program can make read a code: a simulator, a replay. Real scanners do not have this."""

    def present(self, text: str, aim: str = "") -> None:
        """Hold a code in front of the scanner; it is read as if a person had pulled the trigger."""
        ...


@runtime_checkable
class Loaded(Protocol):
    """A scale on whose pan a program can put something: a simulator. Real scales do not have this."""

    def load(self, grams: Decimal) -> None:
        """Put this much on the pan, replacing what was there. The pan then needs time to settle."""
        ...
