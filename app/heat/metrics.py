"""What the plan can show: each metric's unit, which end is worst, its range and its ticks.

Severity is the place of a value on the scale, 0..1; 1 is always the worst (or the most), at the legend's right end.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.heat.tables import Reals

MetricKey = Literal[
    "fill", "on_hand", "picks_hour", "days_to_expiry", "held", "age", "count_age", "tasks", "difference"
]
Worst = Literal["max", "min", "far"]
"""Which value wins where a cell has several levels: the largest, the smallest, or the one farthest from 0."""
NICE = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
DOUBLING = (0.0, 0.125, 0.25, 0.5, 1.0)  # knots of a quantile range: 0 10 20 40 80+, even steps on the legend
BOTH_WAYS = (0.0, 0.25, 0.5, 0.75, 1.0)
QUANTILE = 0.98


@dataclass(frozen=True, slots=True)
class Scale:
    """A metric's values laid on severity: value knots[i] has severity places[i]; knots rise."""

    knots: tuple[float, ...]
    places: tuple[float, ...]
    unit: str
    open_end: bool
    quantile: bool

    def severity(self, values: NDArray[np.floating]) -> Reals:
        """Severity 0..1 of values, clipped at the ends; NaN stays NaN."""
        return np.asarray(np.interp(values, self.knots, self.places), np.float32)

    def ticks(self, number: Callable[[float], str] | None = None) -> list[tuple[float, str]]:
        """(severity, text) of each knot from left to right; values beyond the range are told by a plus."""
        say = number or plain
        last = len(self.knots) - 1
        if self.knots[0] < 0 < self.knots[-1]:
            pairs = [(place, signed(knot, say(knot))) for knot, place in zip(self.knots, self.places, strict=True)]
            return sorted(pairs)
        pairs = [
            (place, say(knot) + ("+" if self.open_end and i == last else ""))
            for i, (knot, place) in enumerate(zip(self.knots, self.places, strict=True))
        ]
        return sorted(pairs)


@dataclass(frozen=True, slots=True)
class Metric:
    """One way to look at stock. worst: which end wins when a cell has several levels. fixed: value knots by rising
    severity, None = a range from the data (98th percentile, rounded up to a nice step). neutral: what a grey bin is.
    both_ways: values fall below 0 too; the middle of the scale is 0, and its two ends are as far from it."""

    key: MetricKey
    label: str
    unit: str
    worst: Worst
    fixed: tuple[float, ...] | None
    open_end: bool
    neutral: str = "Empty"
    both_ways: bool = False

    def scale(self, values: NDArray[np.floating]) -> Scale:
        """The scale for the values now on the plan (NaN = none; all may be NaN, zero or equal)."""
        if self.fixed is not None:
            places = tuple(i / (len(self.fixed) - 1) for i in range(len(self.fixed)))
            pairs = sorted(zip(self.fixed, places, strict=True))
            return Scale(tuple(p[0] for p in pairs), tuple(p[1] for p in pairs), self.unit, self.open_end, False)
        known = values[np.isfinite(values)]
        if self.both_ways:
            known = np.abs(known[known != 0])
        top = float(np.quantile(known, QUANTILE)) if len(known) else 0.0
        if self.both_ways:
            high = 2 * nice_step(top / 2)
            return Scale((-high, -high / 2, 0.0, high / 2, high), BOTH_WAYS, self.unit, False, True)
        high = 8 * nice_step(top / 8)
        return Scale(tuple(high * d for d in DOUBLING), (0.0, 0.25, 0.5, 0.75, 1.0), self.unit, True, True)

    def say(self, value: float, number: Callable[[float], str] | None = None) -> str:
        """A value in words with its unit, an en dash where it is not known."""
        if math.isnan(value):
            return "–"
        text = (number or plain)(value)
        if self.both_ways:
            text = signed(value, text)
        return f"{text} {self.unit}" if self.unit else text


def plain(value: float) -> str:
    """A number without a locale: whole where it is whole or large, one decimal below ten."""
    if abs(value) >= 10 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}"


def signed(value: float, text: str) -> str:
    """A change in words: its sign always said, with a true minus."""
    return f"+{text}" if value > 0 else text.replace("-", "−")


def nice_step(least: float) -> float:
    """The next nice number from 1 up; below ten only whole ones, as bins hold whole things."""
    if least <= 1:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    choices = [n * power for n in NICE if power > 1 or n == int(n)]
    return next(c for c in choices if c >= least * (1 - 1e-9))


FILL = Metric("fill", "Fill", "%", "max", (0.0, 25.0, 50.0, 75.0, 100.0), False)
ON_HAND = Metric("on_hand", "On hand", "units", "max", None, True)
PICKS_HOUR = Metric("picks_hour", "Picks per hour", "picks / h", "max", None, True)
DAYS_TO_EXPIRY = Metric("days_to_expiry", "Days to expiry", "days", "min", (90.0, 30.0, 14.0, 7.0, 0.0), True)
HELD = Metric("held", "Held stock", "% of on hand", "max", (0.0, 25.0, 50.0, 75.0, 100.0), False, "None held")
AGE = Metric("age", "Age of stock", "days", "max", None, True)
COUNT_AGE = Metric("count_age", "Days since count", "days", "max", None, True, "Never")
TASKS = Metric("tasks", "Open tasks", "tasks", "max", None, True, "None open")
DIFFERENCE = Metric("difference", "Change since then", "units", "far", None, False, both_ways=True)
METRICS: tuple[Metric, ...] = (FILL, ON_HAND, PICKS_HOUR, DAYS_TO_EXPIRY, HELD, AGE, COUNT_AGE, TASKS)


def metric_of(key: str) -> Metric:
    """The metric with this key; KeyError if there is none."""
    for metric in (*METRICS, DIFFERENCE):
        if metric.key == key:
            return metric
    raise KeyError(key)
