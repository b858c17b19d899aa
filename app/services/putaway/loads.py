"""Rows of goods that are to be put away, as loads, and answers for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.optimise.putaway import Bins, Goods, Load, Placed, Question, ranked
from app.optimise.putaway.explain import rejected
from app.services.putaway.kinds import Destination, NoPlace, Waiting


@dataclass(frozen=True, slots=True)
class Waits:
    """loads: what is to be planned; places: where each place that they wait at is, x and y in mm; open: units among
    those asked for that have a task already, with it."""

    loads: tuple[Load, ...]
    places: Mapping[int, tuple[float, float]]
    open: Mapping[int, int]

    def ids(self, number: int) -> tuple[int | None, int | None]:
        """Unit and stock record of a load; one of them is None."""
        kind, own = self.loads[number].key
        return (own, None) if kind == "hu" else (None, own)

    def destination(
        self, placed: Placed, sent: Mapping[str, Any], answer: Mapping[str, Any], bins: Bins
    ) -> Destination:
        """What the database answered for a load."""
        code = bins.rows[bins.number[answer["to"]]].code if answer["to"] in bins.number else ""
        fresh = answer["choice"] is not None
        told = sent["choices"][answer["choice"]]["explanation"] if fresh else {}
        why = told.get("why", "It had a place already.")
        return Destination(
            answer["task_id"], answer["to"], code, why, *self.ids(placed.load), placed.quantity, fresh, told
        )  # fmt: skip

    def no_place(self, question: Question, number: int) -> NoPlace:
        """Why a load found no place."""
        row, best = ranked(question, number)
        name = self.loads[number].name
        step = "Free a bin, change the rules, or choose a bin by hand."
        if best:
            return NoPlace(name, "Other goods of this delivery take the only places for it.", step, *self.ids(number))
        against = rejected(question, row)[:3]
        said = "; ".join(f"{one['bins']:,} bins: {one['words']}" for one in against)
        return NoPlace(
            name, f"No bin takes it ({said})." if said else "There is no bin for stock.", step, *self.ids(number)
        )


def loads_of(rows: Iterable[Any], *, again: bool = False) -> Waits:
    """Rows of `putaway_loads`. again: units that have a task are planned all the same."""
    found = _by_load(rows)
    places = {some[0].at_id: (some[0].x, some[0].y) for some in found.values()}
    open_ = {
        key[1]: some[0].task_id
        for key, some in found.items()
        if key[0] == "hu" and some[0].task_id is not None and not again
    }
    loads = tuple(_load(key, some) for key, some in found.items() if key[0] == "quant" or key[1] not in open_)
    return Waits(loads, places, open_)


def waiting_of(rows: Iterable[Any]) -> tuple[Waiting, ...]:
    """The same rows as people see them."""
    made = []
    for key, some in _by_load(rows).items():
        load = _load(key, some)
        made.append(
            Waiting(key, load.name, load.kind, some[0].at_code, said(some), load.weight, load.volume, some[0].since)
        )
    return tuple(made)


def _by_load(rows: Iterable[Any]) -> dict[tuple[str, int], list[Any]]:
    found: dict[tuple[str, int], list[Any]] = {}
    for row in rows:
        key = ("hu", row.hu_id) if row.hu_id is not None else ("quant", row.quant_id)
        found.setdefault(key, []).append(row)
    return found


def said(rows: Sequence[Any]) -> str:
    """The goods of a load in a few words."""
    one = rows[0]
    lot = f", lot {one.lot}" if one.lot else ""
    first = f"{one.quantity:,.10g} × {one.sku}{lot}"
    return first if len(rows) == 1 else f"{first} and {len(rows) - 1} more"


def _load(key: tuple[str, int], rows: Sequence[Any]) -> Load:
    first = rows[0]
    goods = tuple(
        Goods(
            row.product_id, row.sku, row.lot_id, row.quantity, row.weight, row.volume, row.units, row.status,
            row.temperature_class, row.hazard_class, row.category or "", row.abc_class, _size(row), bool(row.upright),
        )
        for row in rows
    )  # fmt: skip
    name = f"{first.sscc}: {said(rows)}" if key[0] == "hu" else said(rows)
    return Load(key, name, first.at_id, goods, first.unit_kind or "loose", first.height, first.step)


def _size(row: Any) -> tuple[int, int, int] | None:
    return (row.length, row.width, row.piece_height) if row.length and row.width and row.piece_height else None
