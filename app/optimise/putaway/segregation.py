"""Which dangerous goods may lie together. Two hazard classes that nobody spoke about lie in bins apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType


class Keep(Enum):
    """together: in one bin; apart: in others, so far away; never: not in one zone."""

    TOGETHER = "together"
    APART = "apart"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Between:
    """What holds between two classes. metres: of apart, from bin to bin in a straight line; 0: the next bin will do."""

    keep: Keep = Keep.APART
    metres: float = 0.0


APART = Between()
TOGETHER = Between(Keep.TOGETHER)


@dataclass(frozen=True, slots=True)
class Segregation:
    """The table of a warehouse; pairs in any order."""

    rules: Mapping[frozenset[str], Between] = field(default_factory=lambda: MappingProxyType({}))

    def between(self, one: str, other: str) -> Between:
        """What holds between them; goods of one class lie together."""
        return TOGETHER if one == other else self.rules.get(frozenset((one, other)), APART)
