"""Packaging levels of an article: the each, the case that it comes in, and the pallet that the cases come on.

A case holds the largest of the usual counts that stays under 12 kg and 28 litres; its pieces stand in the grid with
the smallest surface, upright, in 4 mm board. A pallet (1,200 x 800 mm) takes cases up to 1,400 mm and 700 kg.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from app.services.demo_data.gs1 import case_gtin14, in_house_gtin13

Sides = tuple[int, int, int]

_COUNTS = (48, 24, 12, 10, 8, 6, 4, 3, 2)
_CASE_G, _CASE_MM3 = 12_000, 28_000_000
_CASE_SIDE = 600
_BOARD = 8
_PALLET: Sides = (1_200, 800, 1_400)
_PALLET_G, _PALLET_TARE_G, _PALLET_DECK = 700_000, 22_000, 144


@dataclass(frozen=True, slots=True)
class Packaging:
    """One level: pieces in it, number, outline in mm, gross weight in g."""

    level: str
    quantity: int
    gtin: str
    length: int
    width: int
    height: int
    gross_weight: int

    def row(self) -> dict[str, Any]:
        """The level as the database imports it."""
        return {field: getattr(self, field) for field in self.__dataclass_fields__}


def packagings(number: int, each: Sides, weight: int) -> tuple[Packaging, ...]:
    """Each, case and pallet of an article; `number` (up to ten digits) makes its GTINs."""
    gtin = in_house_gtin13(number)
    count, case = next(
        ((n, sides) for n in _COUNTS if n * weight <= _CASE_G and (sides := _case(n, each))), (1, _boxed(each))
    )
    case_g = count * weight + 40 + round(0.00035 * (case[0] * case[1] + case[1] * case[2] + case[0] * case[2]) * 2)
    a_layer = max((_PALLET[0] // case[0]) * (_PALLET[1] // case[1]), (_PALLET[0] // case[1]) * (_PALLET[1] // case[0]))
    layers = max(1, _PALLET[2] // case[2])
    cases = max(1, min(a_layer * layers, _PALLET_G // case_g))
    high = -(-cases // max(1, a_layer)) * case[2] + _PALLET_DECK
    return (
        Packaging("each", 1, gtin, *each, weight),
        Packaging("case", count, case_gtin14(gtin, 1), *case, case_g),
        Packaging(
            "pallet", cases * count, case_gtin14(gtin, 2), _PALLET[0], _PALLET[1], high, cases * case_g + _PALLET_TARE_G
        ),
    )


def _boxed(sides: Sides) -> Sides:
    return sides[0] + _BOARD, sides[1] + _BOARD, sides[2] + _BOARD


def _case(count: int, each: Sides) -> Sides | None:
    """Outline of the case of `count` pieces with the smallest surface; None where none fits the hand."""
    grids = _grids(count)
    outlines = [_boxed((a * each[0], b * each[1], c * each[2])) for a, b, c in grids]
    fitting = [s for s in outlines if max(s) <= _CASE_SIDE and s[0] * s[1] * s[2] <= _CASE_MM3]
    return min(fitting, key=lambda s: (s[0] * s[1] + s[1] * s[2] + s[0] * s[2], s), default=None)


@cache
def _grids(count: int) -> tuple[Sides, ...]:
    """Every way to stand `count` pieces in a full grid."""
    return tuple(
        (a, b, count // (a * b)) for a in range(1, count + 1) for b in range(1, count // a + 1) if count % (a * b) == 0
    )
