"""What the explorer finds, as data: a page and where it goes on, facets with counts, saved views."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.services.inventory.words import Search, parse

LARGEST = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the order of a search to read on from: key, what decides between equal keys, stock record."""

    key: str | None
    middle: int
    quant_id: int

    def asked(self) -> dict[str, object]:
        """As api.stock_page_v1 takes it."""
        return {"k": self.key, "m": self.middle, "q": self.quant_id}


@dataclass(frozen=True, slots=True)
class StockPage:
    """Rows (columns of wms.stock_row) and where the next page begins, None after the last.

    A page may be short, even empty, and not the last: then the search took its time and goes on at `after`.
    """

    rows: tuple[Any, ...]
    after: Place | None


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet. records: how many with it; exact False: an estimate, 0 is fewer than floor."""

    value: str
    label: str
    records: int
    exact: bool
    floor: int


@dataclass(frozen=True, slots=True)
class Facet:
    """Values that a search can be narrowed to. key: as it is typed ("zone", "group")."""

    key: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """The whole search in numbers, and what it could be narrowed to. ms: how long the counting took."""

    records: int
    on_hand: Any
    reserved: Any
    exact: bool
    facets: tuple[Facet, ...]
    ms: int = 0

    def facet(self, key: str) -> Facet:
        """The facet of a key; without values where there is none."""
        return next((one for one in self.facets if one.key == key), Facet(key, ()))


@dataclass(frozen=True, slots=True)
class View:
    """A search with a name. mine False: another person shares it."""

    view_id: int
    name: str
    line: str
    sort: str
    columns: tuple[str, ...]
    shared: bool
    mine: bool
    person: str

    @property
    def search(self) -> Search:
        """What it looks for; Refusal where it was saved by a release that knew other filters."""
        return parse(self.line, self.sort)


def page_of(rows: Sequence[Any], limit: int) -> StockPage:
    """A page as the database answered: a last row without a stock record says where a search that took long goes on."""
    if rows and rows[-1].quant_id is None:
        stop = rows[-1]
        place = Place(None, 0, stop.m) if stop.k is None else Place(stop.k, stop.m, LARGEST)
        return StockPage(tuple(rows[:-1]), place)
    if len(rows) < limit:
        return StockPage(tuple(rows), None)
    last = rows[-1]
    return StockPage(tuple(rows), Place(last.k, last.m, last.quant_id))
