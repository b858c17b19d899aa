"""Package sizes of the sample in words and figures: "16 OZ", "4/6 OZ", "1.5 LTR", "12 PK", "HALF GAL", "3 3/4 OZ".

Read in this order: a multipack ("4 PK/7 OZ", "10/6.75 OZ", "6-4 OZ", "12 OZ/6 PK"), then amount and unit, then a
unit alone (one of it). Stray letters before the amount ("L    12 OZ") and words after the unit are passed over.
Anything else is an unknown size, never an error.
"""

import re
from dataclasses import dataclass
from typing import Literal

Measure = Literal["mass", "volume", "count", "loads", "area", "length", "unknown"]

# Unit -> what it measures and its size in g, ml, pieces, washes, square feet, inches. US customary units.
UNITS: dict[str, tuple[Measure, float]] = {
    "OZ": ("mass", 28.35), "OZS": ("mass", 28.35), "Z": ("mass", 28.35), "LB": ("mass", 453.6), "LBS": ("mass", 453.6),
    "G": ("mass", 1.0), "GM": ("mass", 1.0), "KG": ("mass", 1000.0),
    "FLOZ": ("volume", 29.57), "ML": ("volume", 1.0), "MLL": ("volume", 1.0), "L": ("volume", 1000.0),
    "LT": ("volume", 1000.0), "LTR": ("volume", 1000.0), "LITER": ("volume", 1000.0), "PT": ("volume", 473.2),
    "QT": ("volume", 946.4), "GAL": ("volume", 3785.0), "GA": ("volume", 3785.0), "CUP": ("volume", 236.6),
    "CT": ("count", 1.0), "PC": ("count", 1.0), "PK": ("count", 1.0), "PKS": ("count", 1.0), "P": ("count", 1.0),
    "STEM": ("count", 1.0), "DZ": ("count", 12.0), "DOZ": ("count", 12.0), "USE": ("count", 1.0), "KIT": ("count", 1.0),
    "SHEET": ("count", 1.0), "ROLL": ("count", 1.0), "EA": ("count", 1.0), "CTN": ("count", 1.0),
    "LOAD": ("loads", 1.0), "LOADS": ("loads", 1.0), "LD": ("loads", 1.0), "LDS": ("loads", 1.0),
    "SQFT": ("area", 1.0), "IN": ("length", 1.0), "FT": ("length", 12.0), "YD": ("length", 36.0),
}  # fmt: skip

_NUMBER = r"(\d*\.?\d+)"
_OUTER_FIRST = re.compile(rf"{_NUMBER} ?(?:PK|PKS|CT|P|G)? ?[/-] ?{_NUMBER} ?([A-Z]+)")
_OUTER_LAST = re.compile(rf"{_NUMBER} ?([A-Z]+) ?/ ?(\d+) ?(?:PK|CT)\b")
_MIXED = re.compile(r"(\d+) (\d)/(\d) ([A-Z]+)")
_PLAIN = re.compile(rf"{_NUMBER} ?([A-Z]+)")
_ALONE = re.compile(r"\b(HALF )?([A-Z]+)\b")


@dataclass(frozen=True, slots=True)
class PackageSize:
    """`pieces` units of `amount` each, in the measure's own unit (g, ml, pieces, washes, square feet, inches)."""

    measure: Measure
    amount: float
    pieces: int = 1

    def total(self) -> float:
        """Amount of the whole package."""
        return self.amount * self.pieces


UNKNOWN = PackageSize("unknown", 0.0)


def read_package_size(text: str) -> PackageSize:
    """The size that a text states, or UNKNOWN."""
    plain = " ".join(text.upper().replace("FL OZ", "FLOZ").replace("SQ FT", "SQFT").replace(" .", ".").split())
    return _mixed(plain) or _outer_last(plain) or _outer_first(plain) or _plain(plain) or _alone(plain) or UNKNOWN


def _sized(amount: float, unit: str, pieces: int = 1) -> PackageSize | None:
    if unit not in UNITS or not 0 < amount < 5_000 or not 0 < pieces <= 400:
        return None
    measure, size = UNITS[unit]
    return PackageSize(measure, amount * size, pieces)


def _mixed(text: str) -> PackageSize | None:
    match = _MIXED.search(text)
    if not match:
        return None
    whole, top, bottom = (int(part) for part in match.groups()[:3])
    return _sized(whole + top / bottom, match[4]) if 0 < top < bottom else None


def _outer_last(text: str) -> PackageSize | None:
    match = _OUTER_LAST.search(text)
    if match and UNITS.get(match[2], ("unknown", 0))[0] == "count":
        return None
    return _sized(float(match[1]) / int(match[3]), match[2], int(match[3])) if match and int(match[3]) else None


def _outer_first(text: str) -> PackageSize | None:
    """A count before a size. "1/2 GAL" is half a gallon, not one package of two."""
    match = _OUTER_FIRST.search(text)
    if not match:
        return None
    first, second = float(match[1]), float(match[2])
    if first == 1 and second in (2, 3, 4) and "/" in match[0] and match[3] in ("GAL", "PT", "QT", "LB"):
        return _sized(first / second, match[3])
    return _sized(second, match[3], int(first)) if first == int(first) else None


def _plain(text: str) -> PackageSize | None:
    return next((size for found in _PLAIN.finditer(text) if (size := _sized(float(found[1]), found[2]))), None)


def _alone(text: str) -> PackageSize | None:
    match = _ALONE.search(text)
    return _sized(0.5 if match[1] else 1.0, match[2]) if match else None
