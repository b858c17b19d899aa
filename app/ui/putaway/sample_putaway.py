"""A fixed morning at the dock, in which the room's states are rendered and tested."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from app.domain.errors import Refusal
from app.optimise.putaway import STANDARD, Answer, Between, Keep, Rule, Segregation, Strategy
from app.services.putaway import Destination, Home, NoPlace, Proposed, RuleBook, Waiting
from app.services.putaway.hazards import HazardBook, HazardClass, Store
from app.ui.showcase.samples import MOMENT

FULL = NoPlace(
    "300000000000004215: 24 × 40-0871, lot L7",
    "No bin takes it (1,412 bins: not enough room; 820 bins: takes one product only; 214 bins: another temperature).",
    "Free a bin, change the rules, or choose a bin by hand.",
)
HEAVY = Refusal(
    "WM452", "A-02-11-3 would carry 1,120.0 kg; its limit is 1,000.0 kg.",
    "Choose another bin; what is on its way there counts too.",
)  # fmt: skip
CHANGED = Refusal(
    "WM412", "P. Okafor has changed the rules meanwhile.", "Look at the rules as they are now, and change them again."
)
RULES = (
    STANDARD[0],
    STANDARD[1],
    Rule("Full pallets of drinks", Strategy.BULK, category="Beverages", unit="pallet", least=600.0, zones=("G",)),
    Rule("Fast movers to the front", Strategy.ZONE, abc="A", zones=("A", "C"), kinds=("storage",)),
    *STANDARD[2:4],
    Rule("Chilled goods", Strategy.ZONE, active=False, zones=("E",), classes=("CHILL-RESERVE",)),
    STANDARD[4],
)
OWN = (
    Home(1, "12-0093", "Oat drink 1 l", ("C-01-01-1", "C-01-02-1")),
    Home(2, "40-0115", "Tomatoes 400 g", ("B-03-05-2",)),
)
_GOODS = (
    ("48 × 31-0415, lot L2214", "pallet", "RECV-01", 412_000.0, 610.0, 95),
    ("24 × 40-0871, lot L7", "pallet", "RECV-01", 288_000.0, 540.0, 70),
    ("36 × 12-0093 and 2 more", "pallet", "RECV-02", 356_000.0, 720.0, 42),
    ("120 × 77-1180", "loose", "RECV-03", 61_500.0, 88.0, 31),
    ("18 × 52-0304, lot 6604", "carton", "RECV-03", 22_400.0, 41.0, 12),
)


def waiting_goods() -> tuple[Waiting, ...]:
    """What stands at the docks."""
    return tuple(
        Waiting(("quant" if kind == "loose" else "hu", 900 + at), goods, kind, dock, goods, weight, volume,
                MOMENT - timedelta(minutes=minutes))
        for at, (goods, kind, dock, weight, volume, minutes) in enumerate(_GOODS)
    )  # fmt: skip


def told(bin_: str, rule: str, position: int, why: str, metres: float, strategy: str = "empty") -> dict[str, Any]:
    """An explanation as it is stored."""
    return {
        "rule": rule, "strategy": strategy, "position": position, "bin": bin_, "metres": metres, "why": why,
        "considered": 3_780, "fitting": 412,
        "candidates": [
            {"bin": "A-01-09-2", "rule": rule, "metres": metres + 4, "why_not": "it is 4 m further"},
            {"bin": "A-03-02-1", "rule": rule, "metres": metres - 2,
             "why_not": "another load takes it: shortest ways for all"},
            {"bin": "C-02-14-3", "rule": rule, "metres": metres + 31, "why_not": "its zone comes later in the rule"},
            {"bin": "B-07-03-4", "rule": "Overflow", "metres": metres + 8,
             "why_not": "it comes under the later rule Overflow"},
        ],
        "rejected": [
            {"problem": "volume", "words": "not enough room", "bins": 1_914, "example": "S-01-01-1"},
            {"problem": "units", "words": "all its unit places are taken", "bins": 1_010, "example": "A-01-01-1"},
            {"problem": "temperature", "words": "another temperature", "bins": 444, "example": "E-01-01-1"},
        ],
    }  # fmt: skip


def planned_tasks() -> list[Any]:
    """Three open tasks, one of which lost its goods, and one that is done."""
    same = "The same lot lies there; 38 m to go."
    rows = [
        _task(77_301, "31-0415", 48.0, "L2214", "RECV-01", "A-02-11-3",
              told("A-02-11-3", "Add to existing", 2, same, 38.0, "existing")),
        _task(77_302, "12-0093", 36.0, None, "RECV-02", "A-01-08-2",
              told("A-01-08-2", "Fast movers to the front", 4, "Zone A comes first for such goods; 44 m to go.", 44.0)),
        _task(77_298, "52-0304", 18.0, "6604", "RECV-03", "C-01-06-1",
              told("C-01-06-1", "Empty reserve bin", 6, "It is empty; 61 m to go.", 61.0), stale=True),
        _task(77_290, "40-0115", 60.0, "K88", "RECV-02", "A-04-02-2",
              told("A-04-02-2", "Empty reserve bin", 6, "It is empty; 52 m to go.", 52.0), state=400),
    ]  # fmt: skip
    rows[3].explanation["overrides"] = [
        {"by": "K. Hansen", "from": "A-03-02-1", "to": "A-04-02-2", "reason": "damaged", "words": "The bin is damaged"}
    ]
    return rows


def _task(
    number: int, sku: str, quantity: float, lot: str | None, source: str, target: str, explanation: dict[str, Any],
    *, stale: bool = False, state: int = 100,
) -> Any:  # fmt: skip
    return SimpleNamespace(
        task_id=number, state=state, state_name="done" if state == 400 else "ready", priority=5, hu_id=number,
        sscc=f"3000000000{number}018", unit_kind="pallet", product_id=None, sku=sku, product="", lot=lot, done=0.0,
        quantity=quantity, from_id=1, from_code=source, to_id=number, to_code=target, person=None, stale=stale,
        explanation=explanation, created_at=MOMENT, finished_at=None,
    )  # fmt: skip


def _store(code: str, bins: int, kept: tuple[str, ...] | None, *lying: str, kilos: float = 800.0) -> Store:
    said = ("K. Hansen", MOMENT - timedelta(days=4), 11) if kept is not None else (None, None, None)
    return Store(code, bins, kept, lying, "ambient", kilos * 1_000, 1_400.0, 1_900, 3, "any", "any", *said)


STORES = (
    _store("PALLET", 6_200, ()),
    _store("SHELF", 3_100, None),
    _store("HAZARD", 80, ("aerosol", "corrosive"), "aerosol"),
    _store("FLAMMABLE", 40, ("flammable liquid",), "flammable liquid", kilos=430.0),
    _store("CAGE", 12, None, "oxidising"),
)
KINDS = (("aerosol", 41, 36), ("corrosive", 12, 9), ("flammable liquid", 27, 22), ("oxidising", 3, 2))
TABLE = {
    frozenset(("aerosol", "flammable liquid")): Between(Keep.APART, 5.0),
    frozenset(("corrosive", "flammable liquid")): Between(Keep.NEVER),
    frozenset(("flammable liquid", "oxidising")): Between(Keep.NEVER),
    frozenset(("aerosol", "corrosive")): Between(Keep.TOGETHER),
}
HAZARDS = HazardBook(4, "P. Okafor", tuple(HazardClass(*kind) for kind in KINDS), STORES, Segregation(TABLE))


@dataclass
class SampleHazards:
    """The hazard storage of a sample."""

    of: "SamplePlaces"

    def book(self) -> HazardBook:
        """As it is now."""
        return self.of.hazard_book()

    def save(self, segregation: Segregation, version: int) -> Mapping[str, Any]:
        """The table."""
        return self.of.save_hazards(segregation, version)

    def keep(self, store: Store, hazards: Sequence[str] | None) -> Mapping[str, Any]:
        """A storage class."""
        return self.of.keep_store(store, hazards)


@dataclass
class SamplePlaces:
    """The service, without a database. left: what found no place; refuse_send, refuse_rules: why these fail."""

    goods: list[Waiting] = field(default_factory=lambda: list(waiting_goods()))
    rows: list[Any] = field(default_factory=planned_tasks)
    book: RuleBook = field(default_factory=lambda: RuleBook(RULES, 7, "P. Okafor"))
    hazards: HazardBook = field(default_factory=lambda: HAZARDS)
    own: list[Home] = field(default_factory=lambda: list(OWN))
    left: tuple[NoPlace, ...] = ()
    refuse_send: Refusal | None = None
    refuse_rules: Refusal | None = None
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def waiting(self) -> tuple[Waiting, ...]:
        """What waits."""
        return tuple(self.goods)

    def propose(self, units: Sequence[int] = (), quants: Sequence[int] = ()) -> Proposed:
        """A bin each, but for what is to be left."""
        chosen = [one for one in self.goods if one.key[1] in {*units, *quants}]
        lost = {one.name for one in self.left}
        taken = [one for one in chosen if not any(one.name in name for name in lost)]
        self.goods = [one for one in self.goods if one not in taken]
        places = []
        for one in taken:
            number, code = 77_400 + one.key[1], f"A-05-{one.key[1] % 40:02}-1"
            why = "It is empty; 47 m to go."
            row = _task(number, one.goods, 1.0, None, one.at, code, told(code, "Empty reserve bin", 6, why, 47.0))
            row.quantity = None
            self.rows.insert(0, row)
            places.append(Destination(number, number, code, why, hu=one.key[1]))
        return Proposed(tuple(places), self.left)

    def tasks(self, done: int = 50) -> Sequence[Any]:
        """Open ones and those that are over."""
        return list(self.rows)

    def elsewhere(self, task: int, reason: str) -> Destination:
        """The next best bin."""
        self.asked.append(("elsewhere", task, reason))
        row = self._row(task)
        row.to_code = "A-01-09-2"
        return Destination(task, 1, row.to_code, "It is 4 m further.")

    def send(self, task: int, code: str, reason: str) -> Mapping[str, Any]:
        """That bin."""
        if self.refuse_send is not None:
            raise self.refuse_send
        self.asked.append(("send", task, code, reason))
        self._row(task).to_code = code
        return {"task_id": task, "to": 1}

    def cancel(self, tasks: Sequence[int]) -> Mapping[str, Any]:
        """They are gone."""
        self.asked.append(("cancel", *tasks))
        self.rows = [row for row in self.rows if row.task_id not in tasks]
        return {"cancelled": len(tasks), "kept": 0}

    def why_not(self, task: int, code: str) -> Answer:
        """Always too heavy."""
        return Answer(False, f"{code} cannot take it: would be too heavy.")

    def rules(self) -> RuleBook:
        """The book."""
        return self.book

    def save_rules(self, rules: Sequence[Rule], version: int) -> Mapping[str, Any]:
        """The next version."""
        if self.refuse_rules is not None:
            raise self.refuse_rules
        self.book = RuleBook(tuple(rules), version + 1, "You")
        return {"version": version + 1, "rules": len(rules)}

    def homes(self) -> tuple[Home, ...]:
        """Products with bins of their own."""
        return tuple(self.own)

    def give(self, sku: str, codes: Sequence[str]) -> Mapping[str, Any]:
        """Those bins."""
        if sku not in {home.sku for home in self.own} and not sku.startswith("31"):
            raise Refusal("putaway.no_product", f"There is no product {sku}.", "Check the SKU.")
        self.own = [home for home in self.own if home.sku != sku]
        self.own += [Home(9, sku, "", tuple(codes))] if codes else []
        return {"bins": len(codes)}

    # ---- hazard storage ----
    def hazard_book(self) -> HazardBook:
        """Four classes and five storage classes."""
        return self.hazards

    def save_hazards(self, segregation: Segregation, version: int) -> Mapping[str, Any]:
        """The next version."""
        if self.refuse_rules is not None:
            raise self.refuse_rules
        self.hazards = replace(self.hazards, segregation=segregation, version=version + 1, person="You")
        return {"version": version + 1, "rules": len(segregation.rules)}

    def keep_store(self, store: Store, hazards: Sequence[str] | None) -> Mapping[str, Any]:
        """That one is kept for these."""
        if self.refuse_rules is not None:
            raise self.refuse_rules
        said = replace(store, hazards=None if hazards is None else tuple(hazards), by="You", at=MOMENT, no=None)
        stores = tuple(said if one.code == store.code else one for one in self.hazards.stores)
        self.hazards = replace(self.hazards, stores=stores)
        return {"hazards": hazards}

    def _row(self, task: int) -> Any:
        return next(row for row in self.rows if row.task_id == task)
