"""Colour tables: 252 steps of a data scale, then what is not data: empty, no data, dimmed, no bin."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.heat.tables import Bytes, Floats

RAMP = 252
EMPTY, NO_DATA, DIMMED, ABSENT = 252, 253, 254, 255

Table = NDArray[np.uint32]


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green, blue of "#rrggbb"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def ramp(stops: Sequence[str], use: tuple[float, float] = (0.0, 1.0)) -> Table:
    """RAMP steps of 0xffRRGGBB through evenly spaced stops, trimmed to the part `use` of the scale."""
    anchors = np.array([channels(stop) for stop in stops], float)
    at = np.linspace(use[0], use[1], RAMP) * (len(stops) - 1)
    known = np.arange(len(stops))
    red, green, blue = (np.rint(np.interp(at, known, anchors[:, i])).astype(np.uint32) for i in range(3))
    return np.asarray(np.uint32(0xFF000000) | red << np.uint32(16) | green << np.uint32(8) | blue, np.uint32)


def packed(colour: str) -> int:
    """ "#rrggbb" as 0xffRRGGBB."""
    red, green, blue = channels(colour)
    return 0xFF000000 | red << 16 | green << 8 | blue


def mixed(first: str, second: str) -> str:
    """Half way between two colours."""
    pairs = zip(channels(first), channels(second), strict=True)
    return "#" + "".join(f"{(a + b) // 2:02x}" for a, b in pairs)


def table(
    stops: Sequence[str], use: tuple[float, float], *, empty: str, no_data: str, dimmed: str, absent: str
) -> Table:
    """The 256-entry table a plan is painted with: entry i < RAMP is severity i / (RAMP - 1)."""
    full = np.empty(256, np.uint32)
    full[:RAMP] = ramp(stops, use)
    full[EMPTY], full[NO_DATA], full[DIMMED], full[ABSENT] = map(packed, (empty, no_data, dimmed, absent))
    return full


def banded(full: Table, low: float, high: float) -> Table:
    """The same table with everything outside the severities low..high (0..1) dimmed; empties dim too."""
    part = full.copy()
    step = np.arange(RAMP) / (RAMP - 1)
    part[:RAMP][(step < low) | (step > high)] = full[DIMMED]
    part[EMPTY] = part[NO_DATA] = full[DIMMED]
    return part


def luminance(full: Table) -> Floats:
    """Relative luminance 0..1 of each entry (WCAG 2, sRGB), to choose the ink of text laid over it."""
    parts = np.stack([(full >> np.uint32(shift)) & np.uint32(255) for shift in (16, 8, 0)], 1) / 255.0
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def steps(severity: NDArray[np.floating]) -> Bytes:
    """Table entries of severities 0..1 (no NaN)."""
    return np.asarray(np.rint(severity * (RAMP - 1)), np.uint8)
