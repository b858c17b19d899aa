"""What the kinds of goods are like: temperature, shelf life, hazard, shape and density, by department and category.

Rules are read from the top; the first whose words occur in "DEPARTMENT | CATEGORY" applies; a spray can is told by
its type. The figures are a grocer's rules of thumb, made for a demo: stated here, once, and not measured.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from app.services.demo_data.zone_kinds import Temperature

Form = Literal["box", "can", "bottle", "bag", "tray", "tub", "flat", "roll", "loaf"]
Hazard = Literal["none", "aerosol", "flammable", "corrosive"]


@dataclass(frozen=True, slots=True)
class Goods:
    """shelf_life: days, 0 = does not expire. density: g of content per ml of package. piece_ml: room of one counted
    piece. typical_g: content where the size is not known."""

    temperature: Temperature = "ambient"
    shelf_life: int = 0
    hazard: Hazard = "none"
    fragile: bool = False
    form: Form = "box"
    density: float = 0.5
    piece_ml: float = 20.0
    typical_g: float = 300.0


_RULES: tuple[tuple[tuple[str, ...], Goods], ...] = (
    (("CHARCOAL", "PROPANE"), Goods("ambient", 0, "flammable", form="bag", density=0.4, typical_g=2500)),
    (("INSECTICIDE", "AIR CARE"), Goods("ambient", 0, "aerosol", form="can", density=0.75)),
    (("BLEACH",), Goods("ambient", 0, "corrosive", form="bottle", density=1.0, typical_g=1800)),
    (("FRZN ICE",), Goods("frozen", 365, form="bag", density=0.6, typical_g=3000)),
    (("ICE CREAM",), Goods("frozen", 270, form="tub", density=0.6, piece_ml=90, typical_g=900)),
    (("FROZEN PIZZA",), Goods("frozen", 240, form="flat", density=0.3, typical_g=600)),
    (("FRZN", "FROZEN"), Goods("frozen", 300, form="box", density=0.45, piece_ml=60, typical_g=450)),
    (("FLUID MILK",), Goods("chilled", 16, form="bottle", density=0.95, typical_g=1900)),
    (("EGGS",), Goods("chilled", 30, fragile=True, form="flat", density=0.35, piece_ml=110, typical_g=700)),
    (("YOGURT",), Goods("chilled", 35, form="tub", density=0.8, piece_ml=160, typical_g=170)),
    (("BUTTER", "MARGARINE"), Goods("chilled", 120, form="box", density=0.85, typical_g=450)),
    (("CHEESE",), Goods("chilled", 90, form="bag", density=0.7, piece_ml=30, typical_g=230)),
    (("MILK BY-PRODUCTS", "MISC. DAIRY"), Goods("chilled", 28, form="tub", density=0.85, typical_g=450)),
    (("REFRGRATD", "REFRIGERATED"), Goods("chilled", 40, form="bottle", density=0.9, piece_ml=60, typical_g=900)),
    (("MEAT - SHELF", "SEAFOOD - SHELF"), Goods("ambient", 720, form="can", density=0.9, typical_g=200)),
    (("SEAFOOD",), Goods("chilled", 6, form="tray", density=0.6, typical_g=350)),
    (("MEAT-PCKGD",), Goods("chilled", 35, form="tray", density=0.75, piece_ml=45, typical_g=400)),
    (("MEAT",), Goods("chilled", 10, form="tray", density=0.6, typical_g=900)),
    (("DELI",), Goods("chilled", 18, form="tub", density=0.6, typical_g=350)),
    (("POTATOES", "ONIONS", "SQUASH"), Goods("ambient", 25, form="bag", density=0.55, typical_g=1500)),
    (("TROPICAL FRUIT",), Goods("ambient", 8, form="bag", density=0.5, typical_g=900)),
    (("PRODUCE | NUTS", "POPCORN", "DRIED FRUIT", "SNACK NUTS"), Goods("ambient", 240, form="bag", density=0.45)),
    (("BERRIES", "TOMATOES", "GRAPES", "MUSHROOMS"), Goods("chilled", 7, fragile=True, form="tray", density=0.45)),
    (("SALAD MIX", "HERBS"), Goods("chilled", 8, fragile=True, form="bag", density=0.15, typical_g=200)),
    (("PRODUCE",), Goods("chilled", 12, form="bag", density=0.5, piece_ml=250, typical_g=600)),
    (("FLORAL-ACC", "HARD GOODS", "BALLOONS"), Goods(form="box", density=0.1, piece_ml=900)),
    (("FLORAL",), Goods("chilled", 9, fragile=True, form="roll", density=0.08, piece_ml=350, typical_g=350)),
    (("BREAD", "BUNS", "ROLLS", "PASTRY", "BAKED SWEET"), Goods("ambient", 7, fragile=True, form="loaf", density=0.2,
     piece_ml=250, typical_g=450)),
    (("BAG SNACKS", "CHIPS", "WAREHOUSE SNACKS"), Goods("ambient", 75, fragile=True, form="bag", density=0.09)),
    (("CEREAL",), Goods("ambient", 300, form="box", density=0.14, typical_g=400)),
    (("COOKIES", "CRACKERS", "CONVENIENT BRKFST"), Goods("ambient", 200, form="box", density=0.3, piece_ml=70)),
    (("SOFT DRINKS", "WATER", "ISOTONIC", "JUICE", "NEW AGE"), Goods("ambient", 240, form="bottle", density=0.97,
     piece_ml=360, typical_g=2000)),
    (("BEERS",), Goods("ambient", 180, form="box", density=0.8, piece_ml=400, typical_g=2200)),
    (("WINE",), Goods("ambient", 0, form="bottle", density=0.62, typical_g=750)),
    (("LIQUOR", "SPIRITS"), Goods("ambient", 0, "flammable", form="bottle", density=0.62, typical_g=750)),
    (("SOUP", "CANNED", "SHELF STABLE", "BEANS", "PASTA SAUCE"), Goods("ambient", 720, form="can", density=0.95)),
    (("DOG FOODS", "CAT FOOD"), Goods("ambient", 540, form="can", density=0.8, piece_ml=90, typical_g=400)),
    (("CAT LITTER", "FLOUR", "SUGARS"), Goods("ambient", 540, form="bag", density=0.75, typical_g=2200)),
    (("BATH TISSUE", "PAPER TOWEL"), Goods(form="roll", density=0.1, piece_ml=1100, typical_g=900)),
    (("FACIAL TISS", "NAPKIN"), Goods(form="box", density=0.15, piece_ml=11, typical_g=200)),
    (("PAPER HOUSEWARES", "FOILWARE"), Goods(form="box", density=0.2, piece_ml=35)),
    (("FD WRAPS",), Goods(form="box", density=0.4, piece_ml=28)),
    (("DETERGENT", "LAUNDRY", "CLEANG"), Goods(form="bottle", density=0.95, piece_ml=35, typical_g=1200)),
    (("DIAPER", "INCONTINENCE"), Goods(form="bag", density=0.15, piece_ml=230, typical_g=1500)),
    (("FEMININE",), Goods(form="bag", density=0.2, piece_ml=45, typical_g=200)),
    (("MAGAZINE", "NEWSPAPER", "GREETING", "BOOKSTORE", "STATIONERY"), Goods(form="flat", density=0.6, piece_ml=15,
     typical_g=180)),
    (("BROOM",), Goods(form="roll", density=0.06, piece_ml=5000, typical_g=700)),
    (("GLASSWARE", "BULB", "CANDLES"), Goods(fragile=True, form="box", density=0.35, piece_ml=250)),
    (("BABY FOOD", "INFANT FORMULA"), Goods("ambient", 365, form="can", density=0.8, typical_g=115)),
    (("CANDY",), Goods("ambient", 300, form="bag", density=0.6, typical_g=60)),
    (("VITAMIN", "ANALGESIC", "COLD AND FLU", "ANTACID", "LAXATIVE", "SINUS", "FIRST AID", "EYE AND EAR"),
     Goods("ambient", 720, form="box", density=0.4, piece_ml=2.2, typical_g=60)),
    (("COSMETICS", "ORAL", "HAIR", "SHAVING", "DEODORANT", "HAND/BODY", "SOAP", "SUNTAN", "BABY HBC"),
     Goods(form="bottle", density=0.7, piece_ml=12, typical_g=150)),
    (("SPICES", "COFFEE", "TEAS", "COCOA"), Goods("ambient", 540, form="can", density=0.4, piece_ml=7, typical_g=200)),
    (("DRUG GM", "GARDEN"), Goods(form="box", density=0.4, piece_ml=45, typical_g=250)),
    (("GROCERY", "NUTRITION"), Goods("ambient", 360, form="box", density=0.6, piece_ml=40, typical_g=400)),
)  # fmt: skip


def goods_of(department: str, category: str, product_type: str) -> Goods:
    """The rule that applies; plain dry goods where none does."""
    goods = _by_category(f"{department} | {category}")
    spray = any(word in product_type for word in ("AEROSOL", "HAIR SPRAY", "SPRAY PAINT"))
    return replace(goods, hazard="aerosol", form="can") if spray and goods.temperature == "ambient" else goods


@cache
def _by_category(text: str) -> Goods:
    return next((goods for words, goods in _RULES if any(word in text for word in words)), Goods())
