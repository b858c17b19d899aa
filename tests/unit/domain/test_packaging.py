"""Packaging levels convert exactly or not at all."""

from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refusal
from app.domain.packaging import Level, Package, Packaging, packaging, read_gtin

CUP = packaging(
    [Package(Level.CASE, Decimal(12)), Package(Level.EACH, Decimal(1)), Package(Level.PALLET, Decimal(480))]
)
OIL = packaging([Package(Level.CASE, Decimal("1.5")), Package(Level.PALLET, Decimal(60))], base="litre")


@st.composite
def hierarchies(draw: st.DrawFn) -> Packaging:
    """Any levels that nest, over a base of up to six decimals."""
    levels = draw(st.lists(st.sampled_from(list(Level)), min_size=1, unique=True))
    size = Decimal(draw(st.integers(1, 2_000_000))) / Decimal(10**6)
    made = []
    for level in sorted(levels, key=lambda found: found.rank):
        made.append(Package(level, size))
        size *= draw(st.integers(1, 12))
    return packaging(made, base="kg")


quantities = st.integers(0, 10**12).map(lambda millionths: Decimal(millionths) / Decimal(10**6))


@given(hierarchies(), quantities)
def test_a_breakdown_adds_up_and_leaves_less_than_the_smallest_level(levels: Packaging, quantity: Decimal) -> None:
    broken = levels.break_down(quantity)
    held = sum(count * Fraction(package.quantity) for package, count in broken.packages)
    assert held + Fraction(broken.rest) == Fraction(quantity)
    assert 0 <= broken.rest < levels.levels[-1].quantity
    assert all(count > 0 for _, count in broken.packages)
    assert [package.level.rank for package, _ in broken.packages] == sorted(
        (package.level.rank for package, _ in broken.packages), reverse=True
    )


@given(hierarchies(), quantities)
def test_no_level_of_a_breakdown_would_fill_the_one_above(levels: Packaging, quantity: Decimal) -> None:
    counts = {package.level: count for package, count in levels.break_down(quantity).packages}
    for larger, smaller in zip(levels.levels, levels.levels[1:], strict=False):
        assert counts.get(smaller.level, 0) * smaller.quantity < larger.quantity


@given(hierarchies(), st.integers(1, 10_000), st.data())
def test_packages_to_base_and_back(levels: Packaging, count: int, data: st.DataObject) -> None:
    level = data.draw(st.sampled_from([package.level for package in levels.levels]))
    base = levels.to_base(count, level)
    assert Fraction(base) == count * Fraction(levels.level(level).quantity)
    assert levels.to_packages(base, level) == count


@given(hierarchies(), quantities, st.data())
def test_what_is_not_whole_is_refused(levels: Packaging, quantity: Decimal, data: st.DataObject) -> None:
    package = data.draw(st.sampled_from(levels.levels))
    whole = Fraction(quantity) % Fraction(package.quantity) == 0
    if whole:
        assert levels.to_packages(quantity, package.level) * Fraction(package.quantity) == Fraction(quantity)
    else:
        with pytest.raises(Refusal, match="is not a whole number of") as refused:
            levels.to_packages(quantity, package.level)
        assert refused.value.next_step


def test_exactness_does_not_depend_on_the_decimal_context() -> None:
    with localcontext() as context:
        context.prec = 3
        assert OIL.to_base(667, Level.CASE) == Decimal("1000.5")
        assert OIL.break_down(Decimal("1000.500001")).rest == Decimal("0.000001")
        assert OIL.in_words(Decimal("123456.789012")).endswith(" + 0.789012 litre")


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        ("0", "0 each"),
        ("1", "1 each"),
        ("12", "1 case"),
        ("27", "2 cases + 3 each"),
        ("483.5", "1 pallet + 3.5 each"),
        ("971", "2 pallets + 11 each"),
        ("0.25", "0.25 each"),
        ("1E+3", "2 pallets + 3 cases + 4 each"),
    ],
)
def test_in_words(quantity: str, words: str) -> None:
    assert CUP.in_words(Decimal(quantity)) == words


def test_words_stop_at_the_largest_level_wanted_and_name_the_base_unit() -> None:
    assert CUP.in_words(483, largest=Level.CASE) == "40 cases + 3 each"
    assert OIL.in_words(Decimal(61)) == "1 pallet + 1 litre"
    assert packaging([], base="kg").in_words(Decimal("2.50")) == "2.5 kg"


def test_a_fraction_of_a_package_converts_where_it_is_exact() -> None:
    assert CUP.to_base(Decimal("0.5"), Level.CASE) == 6
    assert OIL.to_base(Decimal("0.000002"), Level.CASE) == Decimal("0.000003")
    with pytest.raises(Refusal, match="cannot be counted exactly"):
        OIL.to_base(Decimal("0.000001"), Level.CASE)


@pytest.mark.parametrize("count", [Decimal(0), Decimal(-1), Decimal("NaN"), Decimal("Infinity")])
def test_no_number_of_packages(count: Decimal) -> None:
    with pytest.raises(Refusal, match="is not a number of cases"):
        CUP.to_base(count, Level.CASE)


@pytest.mark.parametrize("quantity", ["-1", "NaN", "-Infinity", "0.0000001", "1000000001"])
def test_no_quantity(quantity: str) -> None:
    with pytest.raises(Refusal, match="is not a quantity of each"):
        CUP.break_down(Decimal(quantity))


def test_a_billion_cases_are_too_many() -> None:
    with pytest.raises(Refusal, match="more than one entry can be"):
        CUP.to_base(10**9, Level.CASE)


def test_a_level_that_the_product_has_not() -> None:
    with pytest.raises(Refusal, match="has no layer") as refused:
        CUP.to_base(1, Level.LAYER)
    assert "each, case, pallet" in refused.value.next_step
    assert not CUP.has(Level.LAYER)


BAD = {
    "twice": ([Package(Level.CASE, Decimal(6)), Package(Level.CASE, Decimal(12))], "case stands twice"),
    "nothing in it": ([Package(Level.CASE, Decimal(0))], "not a quantity"),
    "NaN in it": ([Package(Level.CASE, Decimal("NaN"))], "not a quantity"),
    "seven decimals": ([Package(Level.CASE, Decimal("0.0000001"))], "not a quantity"),
    "an each of two": ([Package(Level.EACH, Decimal(2))], "An each holds 1"),
    "not whole": ([Package(Level.INNER, Decimal(5)), Package(Level.CASE, Decimal(12))], "A case of 12 is not a whole"),
    "smaller than below": ([Package(Level.CASE, Decimal(12)), Package(Level.LAYER, Decimal(6))], "A layer of 6"),
    "a GTIN twice": (
        [
            Package(Level.EACH, Decimal(1), "4006381333931"),
            Package(Level.CASE, Decimal(6), "04006381333931"),
        ],
        "stands at each and at case",
    ),
    "a GTIN of ten digits": ([Package(Level.EACH, Decimal(1), "4006381333")], "has 10 digits"),
}


@pytest.mark.parametrize("name", BAD)
def test_levels_that_cannot_be(name: str) -> None:
    levels, words = BAD[name]
    with pytest.raises(Refusal, match=words) as refused:
        packaging(levels)
    assert refused.value.next_step


def test_equal_levels_nest() -> None:
    same = packaging([Package(Level.EACH, Decimal(1)), Package(Level.CASE, Decimal(1))])
    assert same.in_words(3) == "3 cases"


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("4006381333931", "04006381333931"),
        (" 04006381333931 ", "04006381333931"),
        ("96385074", "00000096385074"),
        ("012345678905", "00012345678905"),
        ("14006381333938", "14006381333938"),
    ],
)
def test_gtins_of_every_length(text: str, gtin: str) -> None:
    assert read_gtin(text) == gtin


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("4006381333", "4006381333 has 10 digits; a GTIN has 8, 12, 13 or 14"),
        ("4006381333932", "wrong check digit"),
        ("", "digits only"),
        ("40063813339X1", "digits only"),
        ("٤٠٠٦٣٨١٣", "digits only"),
        ("9" * 100_000, "has 100000 digits"),
    ],
)
def test_what_is_no_gtin(text: str, words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        read_gtin(text)
    assert refused.value.next_step
    assert len(refused.value.what) < 100


@given(st.text(alphabet="0123456789", min_size=13, max_size=13), st.integers(0, 12), st.integers(1, 9))
def test_a_changed_digit_is_seen(body: str, place: int, by: int) -> None:
    right = next(f"{body}{digit}" for digit in range(10) if _valid(f"{body}{digit}"))
    wrong = right[:place] + str((int(right[place]) + by) % 10) + right[place + 1 :]
    assert _valid(right)
    assert not _valid(wrong)


def _valid(text: str) -> bool:
    try:
        return read_gtin(text) == text
    except Refusal:
        return False


def test_packages_are_values() -> None:
    assert replace(CUP.level(Level.CASE), gtin=None) == Package(Level.CASE, Decimal(12))
