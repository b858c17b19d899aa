"""Published single-picker routing problems as errands (format of Hessler and Irnich, INFORMS J. Computing 2024).

Cell 0 is nearest to the top cross aisle. With two blocks, a middle cross aisle of width 1 lies after half of the cells;
one goes half a cell and half that width to its middle line, and everything beyond moves on.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import Refusal
from app.optimise.routing.grid import Errand, Grid, InAisle, Outside, Place

_NAME = re.compile(r"unit_F(?P<alpha>\d+)_m(?P<aisles>\d+)_C(?P<cells>\d+)_a(?P<articles>\d+)_(?P<seed>\d+)$")
_CROSS_WIDTH = 1.0

_Key = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One instance with one or two blocks, and its published optimum."""

    name: str
    blocks: int
    errand: Errand
    best: float


def read_cases(folder: Path, every: int = 1) -> Iterator[Case]:
    """Every n-th instance, by name, for each number of blocks that its optimum is published for.

    Refuses (`bench.sprp`) where there is nothing to read, or a file is not in the format.
    """
    optima = {1: _optima(folder / "results" / "results_SPRP.csv")}
    optima[2] = _optima(folder / "results" / "results_SPRP_two_block.csv")
    files = sorted((folder / "instances").glob("*.txt"))
    if not files or not any(optima.values()):
        raise _refusal(f"{folder} holds no instances, or no results.")
    for path in files[::every]:
        try:
            for blocks, best in optima.items():
                if (key := _key_of(path.stem)) in best:
                    errand = _errand(path.read_text(encoding="latin-1").splitlines(), blocks)
                    yield Case(path.name, blocks, errand, best[key])
        except (KeyError, ValueError, IndexError) as problem:
            raise _refusal(f"{path.name} is not in the known format: {problem}") from None


def _refusal(what: str) -> Refusal:
    return Refusal(
        "bench.sprp", what, "Give a folder with instances/*.txt and results/results_SPRP*.csv as they were published."
    )


def _key_of(stem: str) -> _Key:
    found = _NAME.match(stem)
    if not found:
        raise ValueError("a name like unit_F1_m5_C30_a3_0 is expected")
    return tuple(int(found[part]) for part in ("aisles", "cells", "alpha", "articles", "seed"))


def _optima(path: Path) -> dict[_Key, float]:
    """Optimal lengths by instance; empty where there is no such file. The two files name their columns differently."""
    if not path.is_file():
        return {}
    with path.open(encoding="latin-1", newline="") as file:
        rows = list(csv.DictReader(file))
    rows = [row for row in rows if row.get("unit demand", "true") == "true"]  # the only kind whose names we read
    try:
        return {_row_key(row): float(row["DP cost"] if "DP cost" in row else row["objective"]) for row in rows}
    except (KeyError, ValueError) as problem:
        raise _refusal(f"{path.name} is not in the known format: {problem}") from None


def _row_key(row: Mapping[str, str]) -> _Key:
    if "filename" in row:
        return _key_of(Path(row["filename"]).stem)
    return tuple(int(row[name]) for name in ("num aisles", "num cells", "alpha", "num articles", "random seed"))


def _errand(lines: Sequence[str], blocks: int) -> Errand:
    fields = {name.strip(): value.strip() for name, found, value in (line.partition(":") for line in lines) if found}
    goods = [dict(zip(*[iter(line.split())] * 2, strict=False)) for line in lines if " AISLE " in line]
    if len({row["ID"] for row in goods}) < len(goods):
        raise ValueError("an article lies at several places; which to take is another problem")
    pitch, cell = float(fields["DISTANCE_AISLE_TO_AISLE"]), float(fields["DISTANCE_CELL_TO_CELL"])
    cells, top = int(fields["NUM_CELLS"]), float(fields["DISTANCE_TOP_TO_CELL"])
    cross, half = [0.0], cells // 2 if blocks == 2 else cells
    along = [top + cell * at for at in range(half)]
    if blocks == 2:
        step = (cell + _CROSS_WIDTH) / 2
        cross.append(along[-1] + step)
        along += [cross[-1] + step + cell * at for at in range(cells - half)]
    cross.append(along[-1] + float(fields["DISTANCE_BOTTOM_TO_CELL"]))
    grid = Grid(tuple(pitch * at for at in range(int(fields["NUM_AISLES"]))), tuple(cross))
    picks = tuple(InAisle(int(row["AISLE"]), along[int(row["CELL"])]) for row in goods)
    depot = _depot(fields, cross)
    return Errand(grid, picks, depot, depot)


def _depot(fields: Mapping[str, str], cross: Sequence[float]) -> Place:
    aisle, far = int(fields["DEPOT_AISLE"]), float(fields["DISTANCE_TOP_OR_BOTTOM_TO_DEPOT"])
    row = {"top": 0, "bottom": len(cross) - 1}[fields["DEPOT_LOCATION"]]
    return Outside(((aisle, row, far),)) if far else InAisle(aisle, cross[row])
