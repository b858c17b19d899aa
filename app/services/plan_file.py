"""What a plan shows, as a table in a file: a row a bin that passes the filters, with every metric and all facts.

Spreadsheets run what begins with = + - @ as a formula: such text gets an apostrophe in front (OWASP, CSV injection).
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import Refusal
from app.heat.elevation import natural
from app.heat.metrics import METRICS, Metric
from app.heat.plan import FloorPlan
from app.heat.tables import KINDS, Bools, Reals
from app.services.floor import Content

EPOCH = date(1970, 1, 1)
RISKY = ("=", "+", "-", "@", "\t", "\r")
STEP = 2000  # rows between two looks at whether it is still wanted
Progress = Callable[..., object]


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A moment of a plan, taken out of the grid: nothing of it changes any more. facts: a FACTS row a location; values:
    of every metric; shown: which locations pass the filters; metric: the one that is on the plan; at: the moment (now,
    or the past one that is looked at)."""

    plan: FloorPlan
    facts: NDArray[np.void]
    values: Mapping[str, Reals]
    shown: Bools
    contents: Mapping[int, Content]
    metric: Metric
    at: datetime
    zone: tzinfo


def write_csv(table: PlanTable, file: Path, *, progress: Progress) -> int:
    """Write the file and return the rows in it. It appears whole or not at all; Refusal where it cannot be written."""
    part = file.with_name(f".{file.name}.part")
    rows = 0
    total = int(table.shown.sum())
    try:
        with part.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(head(table))
            for row in _rows(table):
                if rows % STEP == 0:
                    progress(rows, total, f"{rows:,} bins written")
                writer.writerow([harmless(value) for value in row])
                rows += 1
        part.replace(file)
    except OSError as error:
        raise Refusal("file", f"{file} could not be written ({error.strerror}).", "Choose another place.") from error
    finally:
        part.unlink(missing_ok=True)
    return rows


def head(table: PlanTable) -> list[str]:
    """Names of the columns: the metric that is on the plan first, then the others."""
    metrics = [f"{metric.label} ({metric.unit})" for metric in _metrics(table)]
    facts = [
        "SKU",
        "Item",
        "More records",
        "Reserved",
        "Held",
        "Free",
        "Records",
        "Expires",
        "Oldest receipt",
        "Counted",
    ]
    return ["Bin", "Zone", "Kind", "Level", *metrics, *facts, "As of"]


def harmless(value: object) -> object:
    """Text that no spreadsheet takes for a formula; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def _rows(table: PlanTable) -> Iterator[list[object]]:
    plan, places = table.plan, table.plan.locations
    zones = plan.zones.codes
    as_of = table.at.astimezone(table.zone).replace(microsecond=0).isoformat(sep=" ")
    for at in sorted(np.flatnonzero(table.shown).tolist(), key=lambda i: natural(places.codes[i])):
        zone = int(places.zone[at])
        yield [
            places.codes[at],
            zones[zone] if zone >= 0 else "",
            KINDS[int(places.kind[at])],
            int(places.level[at]) + 1,
            *(_number(float(table.values[metric.key][at])) for metric in _metrics(table)),
            *_facts(table, at),
            as_of,
        ]


def _facts(table: PlanTable, at: int) -> list[object]:
    row, content = table.facts[at], table.contents.get(int(table.plan.locations.ids[at]))
    goods = ["", "", ""] if content is None else [content.sku, content.product, content.others]
    free = max(0.0, float(row["on_hand"]) - float(row["reserved"]) - float(row["held"]))
    unknown = np.isnan(float(row["reserved"]))
    return [
        *goods,
        _number(float(row["reserved"])),
        _number(float(row["held"])),
        "" if unknown else _number(free),
        int(row["quants"]),
        _day(float(row["expires_on"])),
        _day(float(row["in_date"])),
        _day(float(row["counted_on"])),
    ]


def _metrics(table: PlanTable) -> list[Metric]:
    on = [table.metric] if table.metric.key in table.values else []
    return [*on, *(metric for metric in METRICS if metric.key != table.metric.key)]


def _number(value: float) -> object:
    """Whole where it is whole; nothing where it is not known."""
    if np.isnan(value):
        return ""
    return int(value) if value == int(value) else round(value, 3)


def _day(days: float) -> str:
    return "" if np.isnan(days) else (EPOCH + timedelta(days=int(days))).isoformat()
