"""Articles out of sold products: dimensions, weight, packaging, codes and care, by stated and seeded rules.

- Content comes from the package size (package_size.py); where it is unknown, plainly the carton that a store receives
  ("40 LB" of bananas), or beyond 45 litres or 18 kg, the kind's typical piece is taken. Room = content / density,
  or pieces x room a piece.
- The form gives proportions; a seeded 6 % either way keeps two like articles from being twins.
- Weight = content with its wrapping. All lengths whole mm, weights whole g.
- Perishables are tracked by lot. They must have a tenth of their shelf life left when they ship, at most 30 days.
- ABC by order lines of the year: A sellers make the first half of all lines, B the next 30 %, C the rest.
- A SKU is department number, dash, number within the department ("40-2217").
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.services.demo_data.cases import Packaging, packagings
from app.services.demo_data.goods import Form, Goods, Hazard, goods_of
from app.services.demo_data.package_size import PackageSize, read_package_size
from app.services.demo_data.sales import SoldProduct
from app.services.demo_data.seeded import between
from app.services.demo_data.wording import readable, readable_size
from app.services.demo_data.zone_kinds import Temperature

DEPARTMENT_NUMBERS = {
    "PRODUCE": 10, "DELI": 12, "MEAT": 14, "MEAT-PCKGD": 15, "SEAFOOD": 16, "SEAFOOD-PCKGD": 17, "PASTRY": 20,
    "DRUG GM": 32, "COSMETICS": 34, "GROCERY": 40, "FROZEN GROCERY": 41, "SPIRITS": 42, "NUTRITION": 45, "FLORAL": 50,
    "GARDEN CENTER": 52,
}  # fmt: skip
# Length : width : height of a package and the share of its outline that the content may fill.
_FORMS: dict[Form, tuple[float, float, float]] = {
    "box": (1.5, 0.55, 2.0), "can": (1.0, 1.0, 1.45), "bottle": (1.0, 0.85, 2.7), "bag": (1.5, 0.6, 1.9),
    "tray": (2.0, 1.5, 0.6), "tub": (1.1, 1.1, 1.0), "flat": (3.0, 2.2, 0.35), "roll": (1.6, 1.2, 1.1),
    "loaf": (2.4, 1.1, 1.0),
}  # fmt: skip
_RECEIVED_AS_CARTON_G = 4_000
_LARGEST_ML, _HEAVIEST_G = 45_000, 18_000
_MAX_SIDE, _MIN_SIDE = 580, 12


@dataclass(frozen=True, slots=True)
class Article:
    """A product as the warehouse knows it. Lengths mm, weight g of one piece; height is up."""

    product_id: int
    sku: str
    name: str
    description: str
    category: str
    tracking: str
    shelf_life_days: int | None
    min_remaining_days: int
    length: int
    width: int
    height: int
    weight: int
    temperature_class: Temperature
    hazard: Hazard
    fragile: bool
    this_side_up: bool
    abc_class: str
    packaging: tuple[Packaging, ...]
    lines: int
    units: int
    price: Decimal

    def litres(self) -> float:
        """Room of one piece."""
        return self.length * self.width * self.height / 1e6

    def level(self, name: str) -> Packaging:
        """A packaging level: each, case or pallet."""
        return next(packaging for packaging in self.packaging if packaging.level == name)

    def row(self) -> dict[str, Any]:
        """The article as the database imports it (products v1)."""
        fields = (
            "sku", "name", "description", "category", "tracking", "weight", "length", "width", "height",
            "shelf_life_days", "min_remaining_days", "abc_class", "fragile", "temperature_class",
        )  # fmt: skip
        return {
            **{field: getattr(self, field) for field in fields},
            "base_uom": "each",
            "unit_value": str(self.price) if self.price else None,
            "hazard_class": None if self.hazard == "none" else self.hazard,
            "packaging": [packaging.row() for packaging in self.packaging],
            "barcodes": [self.level("each").gtin],
        }


def catalogue(products: Sequence[SoldProduct], seed: int) -> tuple[Article, ...]:
    """An article for every product, in the same order (best seller first)."""
    classes = _abc(products)
    return tuple(_article(product, classes[product.product_id], seed) for product in products)


def _article(product: SoldProduct, abc: str, seed: int) -> Article:
    goods = goods_of(product.department, product.category, product.product_type)
    size = read_package_size(product.package_size)
    litres_ml, content_g = _content(goods, size)
    length, width, height = _sides(goods.form, litres_ml, seed, product.product_id)
    weight = max(10, round(content_g * 1.06 + 4 + 0.012 * litres_ml))
    spoken = readable_size(product.package_size)
    name = readable(product.product_type)
    return Article(
        product.product_id,
        _sku(product),
        f"{name}, {spoken}" if spoken else name,
        f"{readable(product.category)}, {product.brand.lower() or 'no'} brand, maker {product.manufacturer_id}",
        readable(product.category),
        "lot" if goods.shelf_life else "none",
        goods.shelf_life or None,
        min(30, goods.shelf_life // 10),
        length,
        width,
        height,
        weight,
        goods.temperature,
        goods.hazard,
        goods.fragile,
        goods.form in ("bottle", "tub", "can"),
        abc,
        packagings(product.product_id, (length, width, height), weight),
        product.lines,
        product.units,
        product.price,
    )


def _content(goods: Goods, size: PackageSize) -> tuple[float, float]:
    """Room of the package in ml and mass of its content in g."""
    room, mass = _stated(goods, size)
    if not 1 < room < _LARGEST_ML or mass > _HEAVIEST_G:
        return goods.typical_g / goods.density, goods.typical_g
    return room, mass


def _stated(goods: Goods, size: PackageSize) -> tuple[float, float]:
    """Room and mass that the stated size gives; 0, 0 where it says nothing about a piece."""
    total = size.total()
    if size.measure == "mass" and not (total > _RECEIVED_AS_CARTON_G and goods.form in ("bag", "tray")):
        return total / goods.density, total
    if size.measure == "volume":
        return total / min(1.0, goods.density * 1.05), total
    if size.measure == "count" and total > 1:
        return total * goods.piece_ml, total * goods.piece_ml * goods.density
    if size.measure == "loads":
        return total * 42, total * 40
    if size.measure == "area":
        return 250 + total * 12, 60 + total * 4
    return 0.0, 0.0


def _sides(form: Form, millilitres: float, seed: int, product: int) -> tuple[int, int, int]:
    proportions = _FORMS[form]
    unit = (millilitres * 1_000 / math.prod(proportions)) ** (1 / 3)
    sides = [unit * p * between(0.94, 1.06, seed, "side", axis, product) for axis, p in enumerate(proportions)]
    length, width, height = (round(min(_MAX_SIDE, max(_MIN_SIDE, side))) for side in sides)
    return length, width, height


def _sku(product: SoldProduct) -> str:
    number = DEPARTMENT_NUMBERS.get(product.department)
    return f"90-{product.product_id}" if number is None else f"{number}-{product.rank_in_department:04d}"


def _abc(products: Sequence[SoldProduct]) -> dict[int, str]:
    total = sum(product.lines for product in products)
    classes, passed = {}, 0
    for product in sorted(products, key=lambda p: (-p.lines, p.product_id)):
        classes[product.product_id] = "A" if passed < total * 0.5 else "B" if passed < total * 0.8 else "C"
        passed += product.lines
    return classes
