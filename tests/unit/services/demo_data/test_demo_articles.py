"""Articles: package sizes, codes with check digits, packaging that holds what it says."""

from collections import Counter
from decimal import Decimal

import pytest
from biip.gtin import Gtin
from biip.sscc import Sscc
from hypothesis import given
from hypothesis import strategies as st

from app.services.demo_data.cases import packagings
from app.services.demo_data.catalogue import catalogue
from app.services.demo_data.gs1 import case_gtin14, check_digit, in_house_gtin13, sscc18
from app.services.demo_data.package_size import UNKNOWN, read_package_size
from app.services.demo_data.seeded import chance, whole
from app.services.demo_data.wording import readable, readable_size


@pytest.mark.parametrize(
    ("text", "measure", "total"),
    [
        ("16 OZ", "mass", 453.6), (".812 OZ", "mass", 23.02), ("5 LB", "mass", 2268),
        ("1.5 LTR", "volume", 1500), ("750 ML", "volume", 750), ("GAL", "volume", 3785),
        ("HALF GAL", "volume", 1892.5), ("1/2 GAL", "volume", 1892.5), ("12 PK", "count", 12),
        ("1 DZ", "count", 12), ("4/6 OZ", "mass", 680.4), ("4 PK/7 OZ", "mass", 793.8),
        ("6-4 OZ", "mass", 680.4), ("144 OZ/12 PK", "mass", 4082), ("3 3/4 OZ", "mass", 106.3),
        ("L    12 OZ", "mass", 340.2), ("32 LOADS", "loads", 32), ("279.6 SQ FT", "area", 279.6),
        ("32 FL OZ", "volume", 946.2), ("7 OZ AEROS", "mass", 198.5), ("4/187 ML", "volume", 748),
        ("54 IN", "length", 54), ("3 PK/100 CT", "count", 300),
    ],
)  # fmt: skip
def test_package_sizes_of_the_sample_are_understood(text, measure, total):
    size = read_package_size(text)
    assert size.measure == measure
    assert size.total() == pytest.approx(total, rel=0.001)


@pytest.mark.parametrize("text", ["", "LARGE", "SMALL", "0 OZ", "999999 PK", "//", "OZ/"])
def test_what_says_nothing_is_unknown_or_one_unit(text):
    assert read_package_size(text) == UNKNOWN or read_package_size(text).total() < 30


@given(st.text(max_size=24))
def test_no_text_breaks_the_reader(text):
    size = read_package_size(text)
    assert size == UNKNOWN or size.total() > 0


def test_check_digits_of_published_examples():
    assert check_digit("400638133393") == "1"
    assert check_digit("10614141234567890") == "8"


@given(st.integers(0, 10**10 - 1))
def test_codes_are_valid_to_an_independent_reader(number):
    each = in_house_gtin13(number)
    assert Gtin.parse(each).value == each
    assert Gtin.parse(case_gtin14(each, 1)).value == case_gtin14(each, 1)
    assert Sscc.parse(sscc18(number)).value == sscc18(number)


@given(st.integers(), st.text(max_size=5), st.integers(0, 50))
def test_seeded_chance_repeats_and_keeps_its_range(seed, name, high):
    assert 0 <= chance(seed, name) < 1
    assert chance(seed, name) == chance(seed, name)
    assert 0 <= whole(0, high, seed, name) <= high


def test_seeded_chance_is_the_same_on_every_machine():
    assert round(chance(7, "check digit", "D-05-14-3"), 6) == 0.429714


@given(st.tuples(*[st.integers(12, 580)] * 3), st.integers(10, 18_000))
def test_a_case_and_a_pallet_hold_what_they_say(each, weight):
    one, case, pallet = packagings(4711, each, weight)
    piece = each[0] * each[1] * each[2]
    assert case.length * case.width * case.height >= case.quantity * piece
    assert case.gross_weight >= case.quantity * weight
    assert case.quantity == 1 or case.gross_weight < 14_000, "a person lifts it"
    assert pallet.quantity % case.quantity == 0
    assert pallet.quantity * piece <= pallet.length * pallet.width * pallet.height
    assert pallet.gross_weight <= 730_000
    assert len({one.gtin, case.gtin, pallet.gtin}) == 3


def test_every_article_is_whole(demo):
    skus = Counter(article.sku for article in demo.articles)
    assert max(skus.values()) == 1
    codes = Counter(level.gtin for article in demo.articles for level in article.packaging)
    assert max(codes.values()) == 1
    for article in demo.articles:
        assert all(12 <= side <= 580 for side in (article.length, article.width, article.height)), article
        assert 10 <= article.weight <= 25_000, article
        assert (article.tracking == "lot") == (article.shelf_life_days is not None)
        assert article.min_remaining_days < (article.shelf_life_days or 1)
        assert article.name[0].isupper() or article.name[0].isdigit()
        row = article.row()
        assert row["barcodes"] == [row["packaging"][0]["gtin"]]
        assert row["base_uom"] == "each"
        assert row["unit_value"] is None or 0 < Decimal(row["unit_value"]) < 1000, article
    worth = sum(article.row()["unit_value"] is not None for article in demo.articles)
    assert worth > 0.99 * len(demo.articles), "few were given away"


def test_cold_goods_are_cold_and_short_lived(real_size):
    milk = [a for a in real_size.articles if a.category == "Fluid milk products"]
    assert milk
    assert all(a.temperature_class == "chilled" and a.shelf_life_days == 16 for a in milk)
    ice = [a for a in real_size.articles if a.category.startswith("Ice cream")]
    assert ice
    assert all(a.temperature_class == "frozen" for a in ice)
    bleach = [a for a in real_size.articles if a.category == "Bleach"]
    assert bleach
    assert all(a.hazard == "corrosive" for a in bleach)


def test_abc_classes_follow_the_lines(real_size):
    lines = Counter()
    for article in real_size.articles:
        lines[article.abc_class] += article.lines
    total = sum(lines.values())
    assert 0.45 < lines["A"] / total < 0.55
    assert lines["B"] > lines["C"] > 0


def test_another_seed_gives_other_figures_and_the_same_seed_the_same(small):
    again = catalogue(small.sales.products, small.spec.seed)
    other = catalogue(small.sales.products, small.spec.seed + 1)
    assert again == small.articles
    assert [a.sku for a in other] == [a.sku for a in again]
    assert [a.length for a in other] != [a.length for a in again]


def test_names_are_words():
    assert readable("SFT DRNK 2 LITER BTL CARB INCL") == "Soft drink 2 liter bottle carbonated"
    assert readable("CANDY BARS (SINGLES)(INCLUDING") == "Candy bars (singles)"
    assert readable("") == "Unnamed article"
    assert readable_size("4/6 OZ") == "4 × 6 oz"
    assert readable_size("1/2 GAL") == "1/2 gal"
