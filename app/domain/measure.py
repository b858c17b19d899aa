"""Quantities and weights in Decimal, never float: what a scale printed and what a person typed stays what it was."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from app.domain.errors import Refusal

MOST = Decimal(1_000_000_000)  # base units; more than this in one scan is a bar code in the wrong field
_NUMBER = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,6})?", re.ASCII)


class WeightUnit(Enum):
    """Units that a scale may print here. The value is how the scale writes it."""

    GRAM = "g"
    KILOGRAM = "kg"


@dataclass(frozen=True, slots=True, order=False)
class Weight:
    """A weight as it was printed: value with its decimals, and its unit."""

    value: Decimal
    unit: WeightUnit

    @property
    def grams(self) -> Decimal:
        """The weight in grams."""
        return self.value * 1000 if self.unit is WeightUnit.KILOGRAM else self.value

    def __str__(self) -> str:
        return f"{self.value.normalize():f} {self.unit.value}"


@dataclass(frozen=True, slots=True)
class Band:
    """The range of grams within which a carton's weight is believed, both ends included."""

    low: Decimal
    high: Decimal

    def holds(self, weight: Weight) -> bool:
        """Whether the weight lies within the band."""
        return self.low <= weight.grams <= self.high

    def __str__(self) -> str:
        return f"{self.low:.0f} to {self.high:.0f} g"


def tolerance_band(expected_grams: Decimal, percent: Decimal, least_grams: Decimal) -> Band:
    """The band around an expected weight: percent of it to either side, but never narrower than least_grams.

    The floor matters for light cartons, where two percent is less than a strip of tape. The low end is never below 0.
    """
    half = max(expected_grams * percent / 100, least_grams)
    return Band(max(Decimal(0), expected_grams - half), expected_grams + half)


def is_number(text: str) -> bool:
    """Whether a typed text is meant as a quantity (so that it is not looked up as a code)."""
    return _NUMBER.fullmatch(text.strip().lstrip("+-")) is not None


def read_quantity(text: str) -> Decimal:
    """A quantity in base units from what a person typed: positive, at most MOST.

    Raises Refusal for a negative or zero quantity, for anything that is no number, for a bar code scanned into the
    field, and for "1,000" or "1.000", which mean a thousand in one country and one in the next.
    """
    typed = text.strip()
    if typed.startswith("-") and is_number(typed):
        raise Refusal("quantity", "A quantity cannot be negative.", "Type how many there are, without a sign.")
    if _NUMBER.fullmatch(typed) is None:
        shown = typed[:20] + ("…" if len(typed) > 20 else "")
        raise Refusal("quantity", f"“{shown}” is not a quantity.", "Type digits only, for example 12.")
    whole, _, decimals = typed.replace(",", ".").partition(".")
    if len(decimals) == 3 and whole.lstrip("0"):
        raise Refusal(
            "quantity",
            f"“{typed}” can be read two ways.",
            f"Type {whole}{decimals} for thousands, or leave the last digit off.",
        )
    value = Decimal(f"{whole}.{decimals or '0'}")
    if value == 0:
        raise Refusal("quantity", "The quantity is zero.", "Type how many there are, or report them short.")
    if value > MOST:
        raise Refusal("quantity", f"{typed} is more than one scan can be.", "Check it: was a code scanned here?")
    return value.normalize() if value != value.to_integral_value() else value.quantize(Decimal(1))
