"""Packaging levels of a product and exact conversion between them: each, inner, case, layer, pallet.

A level says how many base units it holds; each level holds a whole number of the next smaller one, so that taking the
largest packages first is also taking the fewest. All sums are of fractions, never of floats, and answers are Decimals
with at most six decimals, as the database keeps them. GTINs are checked by biip (GS1 General Specifications 7.9).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from app.domain.errors import Refusal
from app.domain.measure import MOST

SMALLEST = Decimal("0.000001")  # base units; the database keeps six decimals
_GTIN_LENGTHS = (8, 12, 13, 14)


class Level(StrEnum):
    """The packaging levels, smallest first."""

    EACH = "each"
    INNER = "inner"
    CASE = "case"
    LAYER = "layer"
    PALLET = "pallet"

    @property
    def rank(self) -> int:
        """0 for each to 4 for pallet."""
        return list(Level).index(self)

    def worded(self, count: Decimal) -> str:
        """The count and the level as people say it: 1 case, 2 cases, 3 each."""
        plural = "" if count == 1 or self is Level.EACH else "s"
        return f"{_plain(count)} {self.value}{plural}"


@dataclass(frozen=True, slots=True)
class Package:
    """One level of a product. quantity: base units in it; gtin: as printed, or None; sides in mm, gross_weight in g."""

    level: Level
    quantity: Decimal
    gtin: str | None = None
    length: int | None = None
    width: int | None = None
    height: int | None = None
    gross_weight: Decimal | None = None
    shippable: bool = False


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A quantity as whole packages, largest first, and what is left over in base units."""

    packages: tuple[tuple[Package, int], ...]
    rest: Decimal

    @property
    def count(self) -> int:
        """How many packages in all, the rest not counted."""
        return sum(count for _, count in self.packages)


@dataclass(frozen=True, slots=True)
class Packaging:
    """The levels of one product, largest first. base: the word for its base unit. Made by `packaging`, which checks."""

    levels: tuple[Package, ...]
    base: str = "each"
    _by_level: dict[Level, Package] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_level", {package.level: package for package in self.levels})

    def has(self, level: Level) -> bool:
        """Whether the product comes in this level."""
        return level in self._by_level

    def level(self, level: Level) -> Package:
        """The package of a level. Raises Refusal where the product has none."""
        package = self._by_level.get(level)
        if package is None:
            raise Refusal(
                "packaging",
                f"This product has no {level.value}.",
                f"Enter it as {self._known()}, or have the level added to the product.",
            )
        return package

    def to_base(self, count: Decimal | int, level: Level) -> Decimal:
        """How many base units so many packages of a level hold; exact.

        Raises Refusal for a count that is not above zero, that makes more decimals than six, or more than MOST.
        """
        package = self.level(level)
        number = _fraction(count)
        if number is None or number <= 0:
            raise Refusal("packaging", f"{count} is not a number of {level.value}s.", "Enter a number above 0.")
        base = number * Fraction(package.quantity)
        if base > MOST:
            raise Refusal(
                "packaging", f"{level.worded(Decimal(count))} are more than one entry can be.", "Check the number."
            )
        exact = _exact(base)
        if exact is None:
            raise Refusal(
                "packaging",
                f"{level.worded(Decimal(count))} cannot be counted exactly in {self.base}.",
                f"Enter the quantity in {self.base}.",
            )
        return exact

    def to_packages(self, quantity: Decimal | int, level: Level) -> int:
        """How many packages of a level a base quantity makes. Raises Refusal where they are not whole."""
        package = self.level(level)
        wanted = self._quantity(quantity)
        count = wanted / Fraction(package.quantity)
        if count.denominator != 1:
            raise Refusal(
                "packaging",
                f"{_plain(Decimal(quantity))} {self.base} is not a whole number of {level.value}s "
                f"of {_plain(package.quantity)}.",
                f"Take {self.in_words(quantity)}, or round to a multiple of {_plain(package.quantity)}.",
                {"below": int(count), "of": str(package.quantity)},
            )
        return int(count)

    def break_down(self, quantity: Decimal | int, largest: Level = Level.PALLET) -> Breakdown:
        """A base quantity as whole packages, from the largest level that is wanted down, and the rest in base units."""
        rest = self._quantity(quantity)
        found: list[tuple[Package, int]] = []
        for package in self.levels:
            if package.level.rank > largest.rank:
                continue
            count = rest // Fraction(package.quantity)
            if count:
                found.append((package, count))
                rest -= count * Fraction(package.quantity)
        left = _exact(rest)
        assert left is not None, "a quantity of six decimals less whole packages of six decimals has six decimals"
        return Breakdown(tuple(found), left)

    def in_words(self, quantity: Decimal | int, largest: Level = Level.PALLET) -> str:
        """A base quantity as people say it: 2 cases + 3 each. Nothing is 0 of the base unit."""
        broken = self.break_down(quantity, largest)
        rest, parts = broken.rest, []
        for package, count in broken.packages:
            if package.quantity == 1 and package.level.value == self.base:
                rest += count  # the level is the base unit itself: 3.5 each, not 3 each + 0.5 each
            else:
                parts.append(package.level.worded(Decimal(count)))
        if rest or not parts:
            parts.append(f"{_plain(rest)} {self.base}")
        return " + ".join(parts)

    def _quantity(self, quantity: Decimal | int) -> Fraction:
        number = _fraction(quantity)
        if number is None or number < 0 or number > MOST or _exact(number) is None:
            raise Refusal(
                "packaging",
                f"{quantity} is not a quantity of {self.base}.",
                "Enter a number from 0 with at most six decimals.",
            )
        return number

    def _known(self) -> str:
        return ", ".join(package.level.value for package in reversed(self.levels)) or self.base


def packaging(levels: Iterable[Package], base: str = "each") -> Packaging:
    """The levels of a product, checked: each once, above zero, each a whole number of the next smaller, GTINs valid.

    Raises Refusal that names the level which does not fit.
    """
    ordered = sorted(levels, key=lambda package: package.level.rank)
    codes: dict[str, Level] = {}
    for number, package in enumerate(ordered):
        name = package.level.value
        if number and ordered[number - 1].level is package.level:
            raise Refusal("packaging", f"The level {name} stands twice.", "Keep one of them.")
        size = _fraction(package.quantity)
        if size is None or size <= 0 or size > MOST or _exact(size) is None:
            raise Refusal(
                "packaging",
                f"{package.quantity} in a {name} is not a quantity.",
                "Enter a number above 0 with at most six decimals.",
            )
        if package.level is Level.EACH and base == "each" and size != 1:
            raise Refusal("packaging", f"An each holds 1, not {_plain(package.quantity)}.", "Enter 1.")
        if number:
            below = ordered[number - 1]
            if (size / Fraction(below.quantity)).denominator != 1:
                raise Refusal(
                    "packaging",
                    f"A {name} of {_plain(package.quantity)} is not a whole number of "
                    f"{below.level.value}s of {_plain(below.quantity)}.",
                    "Correct how many go into each level.",
                )
        if package.gtin is not None and codes.setdefault(read_gtin(package.gtin), package.level) is not package.level:
            raise Refusal(
                "packaging",
                f"GTIN {package.gtin} stands at {codes[read_gtin(package.gtin)].value} and at {name}.",
                "Each level has a number of its own: scan the code on each pack.",
            )
    return Packaging(tuple(reversed(ordered)), base)


def read_gtin(text: str) -> str:
    """A GTIN of 8, 12, 13 or 14 digits as 14 digits, check digit verified by biip. Raises Refusal with what to do."""
    from biip import ParseError  # loaded late: it takes longer to import than to answer
    from biip.gtin import Gtin

    typed = text.strip()
    shown = typed[:20] + ("…" if len(typed) > 20 else "")
    if not (typed.isascii() and typed.isdigit()):
        raise Refusal("gtin", f"“{shown}” is not a GTIN: it has digits only.", "Scan the code on the pack.")
    if len(typed) not in _GTIN_LENGTHS:
        raise Refusal(
            "gtin",
            f"{shown} has {len(typed)} digits; a GTIN has 8, 12, 13 or 14.",
            "Scan the code on the pack, or ask the supplier for it. An ISBN of 10 digits has a 13-digit form.",
        )
    try:
        return Gtin.parse(typed).as_gtin_14()
    except ParseError:
        raise Refusal(
            "gtin", f"{shown} has a wrong check digit.", "Scan the code on the pack instead of typing it."
        ) from None


def _fraction(number: Decimal | int) -> Fraction | None:
    """The number exactly; None for infinity and NaN."""
    if isinstance(number, Decimal) and not number.is_finite():
        return None
    return Fraction(number)


def _exact(number: Fraction) -> Decimal | None:
    """The fraction as a Decimal with at most six decimals; None where it has more."""
    millionths = number / Fraction(SMALLEST)
    if millionths.denominator != 1:
        return None
    digits = tuple(int(digit) for digit in str(abs(millionths.numerator)))
    exact = Decimal((int(millionths < 0), digits, -6))
    return Decimal(_plain(exact))


def _plain(number: Decimal) -> str:
    """Without exponent and without idle zeros, whatever the context's precision."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
