"""Hazard storage: which classes lie together, and which bins are kept for which. Blocking: jobs only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.ids import Op, new_op
from app.optimise.putaway.segregation import Between, Keep, Segregation
from app.services.session import Session
from db import posting


@dataclass(frozen=True, slots=True)
class HazardClass:
    """A hazard class. products: that bear it; bins: in which goods of it lie, or are to lie."""

    name: str
    products: int
    bins: int


@dataclass(frozen=True, slots=True)
class Store:
    """A storage class with its limits: g, litres, mm. hazards: the classes its bins are kept for (empty: no dangerous
    goods), None: nobody has said, it is as the goods lie (`lying`). by, at, no: who said so last, when, and with which
    version of the plan (None: here)."""

    code: str
    bins: int
    hazards: tuple[str, ...] | None
    lying: tuple[str, ...]
    temperature: str
    max_weight: float | None
    max_volume: float | None
    max_height: float | None
    max_units: int | None
    product_mixing: str
    lot_mixing: str
    by: str | None = None
    at: datetime | None = None
    no: int | None = None


@dataclass(frozen=True, slots=True)
class HazardBook:
    """All of it. version: 0 where nobody made a rule yet; person: who changed the table last."""

    version: int
    person: str
    classes: tuple[HazardClass, ...]
    stores: tuple[Store, ...]
    segregation: Segregation


@dataclass(frozen=True, slots=True)
class Hazards:
    """The hazard storage of one warehouse. Planners and supervisors change it."""

    session: Session

    def book(self) -> HazardBook:
        """As it is now."""
        rules = self.session.door.query("hazard_rules", warehouse=self._at)
        told = self.session.door.query("hazard_storage", warehouse=self._at)[0].told
        stores = tuple(_store(one) for one in told["stores"])
        classes = tuple(HazardClass(**one) for one in told["classes"])
        return HazardBook(told["version"], told["person"] or "", classes, stores, segregation_of(rules))

    def save(self, segregation: Segregation, version: int, op: Op | None = None) -> Mapping[str, Any]:
        """The whole table, in the place of that version. Answer: version, rules. Refuses (WM412) another version."""
        rules = {"rules": _sent(segregation)}
        return posting.put_hazard_rules(
            self.session.door, op=op or new_op(), warehouse=self._at, rules=rules, version=version
        )

    def keep(self, store: Store, hazards: Sequence[str] | None, op: Op | None = None) -> Mapping[str, Any]:
        """Bins of this storage class are kept for these classes; none: no dangerous goods; None: as the goods lie. The
        plan draws it so from now on. Refuses (WM412) where it is not what `store` has any more: somebody said another
        thing meanwhile, here or by publishing."""
        sent = {
            name: None if one is None else list(one) for name, one in (("hazards", hazards), ("was", store.hazards))
        }
        return posting.set_hazard_storage(
            self.session.door, op=op or new_op(), warehouse=self._at, class_=store.code, hazards=sent
        )

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id


def segregation_of(rows: Sequence[Any]) -> Segregation:
    """The table from its rows: one, other, rule, metres."""
    return Segregation(
        {frozenset((row.one, row.other)): Between(Keep(row.rule), float(row.metres or 0.0)) for row in rows}
    )


def _store(told: Mapping[str, Any]) -> Store:
    hazards = None if told["hazards"] is None else tuple(told["hazards"])
    at = None if told["at"] is None else datetime.fromisoformat(told["at"])
    return Store(**{**told, "lying": tuple(told["lying"]), "hazards": hazards, "at": at})


def _sent(segregation: Segregation) -> list[dict[str, Any]]:
    """What is other than apart in other bins; that need not be said."""
    found = []
    for pair, rule in sorted(segregation.rules.items(), key=lambda one: sorted(one[0])):
        one, other = sorted(pair)
        if rule != Between():
            metres = round(rule.metres, 1) if rule.keep is Keep.APART and rule.metres else None
            found.append({"one": one, "other": other, "rule": rule.keep.value, "metres": metres})
    return found
