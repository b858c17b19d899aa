"""Finding and flying: bins in memory, products, orders and units in the database; each knows where it leads."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from app.heat.plan import FloorPlan
from app.services.search import Search
from app.ui.control_room.bin_preview import BinPreview
from app.ui.control_room.words import joined, kind_of, plain, say_kind, say_state
from app.ui.palette.search import Hit

MOST_BINS = 8


class Goals(Protocol):
    """Where a hit leads; on the GUI thread."""

    def fly_to(self, location_id: int) -> None: ...
    def open_order(self, order_id: int) -> None: ...
    def show_product(self, product_id: int, sku: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Reach:
    """What searches reach into once a floor is open: records, bins, previews, and where hits lead."""

    search: Search
    preview: BinPreview
    goals: Goals


class BinIndex:
    """The addresses of one plan: by their beginning, by any part, and with the separators left out."""

    def __init__(self, plan: FloorPlan) -> None:
        self.plan = plan
        pairs = sorted((code.casefold(), i) for i, code in enumerate(plan.locations.codes))
        self._codes = [code for code, _ in pairs]
        self._at = [i for _, i in pairs]
        self._bare = [bare(code) for code in self._codes]

    def find(self, text: str, limit: int = MOST_BINS) -> list[int]:
        """Location indices, best first: begins with, holds, then without separators ("d05143" finds D-05-14-3)."""
        wanted = text.strip().casefold()
        if not wanted:
            return []
        found: dict[int, None] = {}
        for place in self._places(wanted, limit):
            found.setdefault(self._at[place])
            if len(found) >= limit:
                break
        return list(found)

    def _places(self, wanted: str, limit: int) -> Iterable[int]:
        at = bisect_left(self._codes, wanted)
        while at < len(self._codes) and self._codes[at].startswith(wanted):
            yield at
            at += 1
        yield from (n for n, code in enumerate(self._codes) if wanted in code)
        short = bare(wanted)
        if short:
            yield from (n for n, code in enumerate(self._bare) if code.startswith(short))
            yield from (n for n, code in enumerate(self._bare) if short in code)


def bare(text: str) -> str:
    """A code without what stands between its parts."""
    return "".join(letter for letter in text if letter.isalnum())


class FloorSearch:
    """What the providers share: nothing can be found until a floor is open. Set and read from any thread."""

    def __init__(self) -> None:
        self.reach: Reach | None = None
        self._index: BinIndex | None = None

    def index(self, plan: FloorPlan) -> BinIndex:
        """The addresses of the plan, read once a plan."""
        known = self._index
        if known is None or known.plan is not plan:
            known = self._index = BinIndex(plan)
        return known


@dataclass(frozen=True, slots=True)
class BinSearch:
    """Bins by address; a few milliseconds, without the database."""

    floor: FloorSearch
    prefix: str = ""
    word: str = "bins"

    def search(self, text: str, limit: int) -> list[Hit]:
        """At most eight; Enter flies there."""
        reach = self.floor.reach
        if reach is None:
            return []
        plan = reach.preview.plan
        hits = []
        for index in self.floor.index(plan).find(text, min(limit, MOST_BINS)):
            location = int(plan.locations.ids[index])
            detail = joined([say_kind(kind_of(plan, index)), *reach.preview.short(index)])
            hits.append(
                Hit(
                    "Bins",
                    "fly_to",
                    plan.locations.codes[index],
                    detail,
                    run=partial(reach.goals.fly_to, location),
                    code=True,
                    preview=partial(reach.preview.of, index),
                )
            )
        return hits


@dataclass(frozen=True, slots=True)
class ProductSearch:
    """Products by SKU or name; Enter shows their bins."""

    floor: FloorSearch
    prefix: str = ""
    word: str = "products"

    def search(self, text: str, limit: int) -> list[Hit]:
        """From the database."""
        reach = self.floor.reach
        if reach is None or len(text.strip()) < 2:
            return []
        hits = []
        for row in reach.search.products(text, min(limit, 8)):
            stock = f"{plain(row.on_hand)} on hand, most in {row.location}" if row.location else "none on hand"
            hits.append(
                Hit(
                    "Products",
                    "product",
                    row.sku,
                    joined([row.name, stock]),
                    run=partial(reach.goals.show_product, row.product_id, row.sku),
                    code=True,
                )
            )
        return hits


@dataclass(frozen=True, slots=True)
class OrderSearch:
    """Orders by number; Enter opens them in the drill panel."""

    floor: FloorSearch
    prefix: str = "#"
    word: str = "orders"

    def search(self, text: str, limit: int) -> list[Hit]:
        """From the database."""
        reach = self.floor.reach
        if reach is None or len(text.strip()) < 2:
            return []
        return [
            Hit(
                "Orders",
                "order",
                row.number,
                joined([say_state(row.state), "1 line" if row.lines == 1 else f"{row.lines} lines"]),
                run=partial(reach.goals.open_order, row.order_id),
                code=True,
            )
            for row in reach.search.orders(text, min(limit, 8))
        ]


@dataclass(frozen=True, slots=True)
class UnitSearch:
    """Handling units by the end of their SSCC; Enter flies to the bin they stand in."""

    floor: FloorSearch
    prefix: str = ""
    word: str = "units"

    def search(self, text: str, limit: int) -> list[Hit]:
        """From the database."""
        reach = self.floor.reach
        if reach is None:
            return []
        return [
            Hit(
                "Handling units",
                "carton",
                row.sscc,
                joined([say_state(row.kind), say_state(row.state), f"in {row.location_code}"]),
                run=partial(reach.goals.fly_to, row.location_id),
                code=True,
            )
            for row in reach.search.units(text, min(limit, 5))
        ]


def providers(floor: FloorSearch) -> tuple[BinSearch, ProductSearch, OrderSearch, UnitSearch]:
    """All searches of the control room, for Setup.providers."""
    return BinSearch(floor), ProductSearch(floor), OrderSearch(floor), UnitSearch(floor)
