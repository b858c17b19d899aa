"""What a flow wants done: data, never calls. The station carries them out in order, up to the first that fails."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from app.domain.ids import HandlingUnitId, LocationId, Op, ProductId


class Tone(Enum):
    """How an answer looks and sounds. Shape and words go with it, never colour alone."""

    GOOD = "good"
    BAD = "bad"
    WARN = "warn"
    WAIT = "wait"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Post:
    """Call one api function under one operation key. args: the function's own argument names without p_op.

    A flow emits at most one Post a step, first among its effects, so that an answer of "no" leaves the state as it was.
    needed: False where the work stands without it (telling the supervisor): a refusal is shown, the flow goes on.
    """

    function: str
    op: Op
    args: Mapping[str, object]
    needed: bool = True


@dataclass(frozen=True, slots=True)
class PrintLabel:
    """Print a label. kind names the layout ("carton"); fields fill it."""

    kind: str
    fields: Mapping[str, str] = field(default_factory=dict)
    copies: int = 1


@dataclass(frozen=True, slots=True)
class ReadScale:
    """Wait for a still pan; the answer comes back as Weighed or ScaleFailed."""


@dataclass(frozen=True, slots=True)
class FetchJob:
    """Find what is to be packed from this tote; the answer comes back as JobFetched."""

    tote: HandlingUnitId


@dataclass(frozen=True, slots=True)
class FetchTour:
    """Read what is left of a batch: it may have changed; the answer comes back as TourFetched."""

    batch: int


@dataclass(frozen=True, slots=True)
class FetchPlace:
    """Find where a load is to be put away: a unit, loose goods of a product at a place, or (task and reason) another
    bin for a load whose planned one cannot be used. The answer comes back as PlaceFetched."""

    unit: HandlingUnitId | None = None
    product: ProductId | None = None
    lot: str | None = None
    at: LocationId | None = None
    task: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """Tell the person: what happened, and what to do now."""

    tone: Tone
    text: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """Ask the person; the answer comes back as Answered. yes and no say in words what each will do."""

    question: str
    yes: str
    no: str


Effect = Post | PrintLabel | ReadScale | FetchJob | FetchTour | FetchPlace | Say | Confirm
