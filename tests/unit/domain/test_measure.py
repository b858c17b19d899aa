"""Quantities that people type, and the band around an expected weight."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refusal
from app.domain.measure import Weight, WeightUnit, is_number, read_quantity, tolerance_band


@pytest.mark.parametrize(
    ("text", "value"), [("12", 12), (" 7 ", 7), ("1,5", "1.5"), ("2.50", "2.5"), ("0.125", "0.125")]
)
def test_quantity(text: str, value: int | str) -> None:
    assert read_quantity(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["-3", "0", "0.0", "", "1e9", "NaN", "١٢", "1,000", "12.000", "9521234543213", "1 2", "+4", "0x10", "9" * 5000],
)
def test_no_quantity(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_quantity(text)
    assert caught.value.next_step
    assert len(caught.value.what) < 80


@given(st.text(max_size=40))
def test_any_text_is_a_quantity_or_a_refusal(text: str) -> None:
    try:
        value = read_quantity(text)
    except Refusal as refusal:
        value = Decimal(1) if refusal.next_step else Decimal(-1)
    else:
        assert is_number(text)
    assert value > 0


@given(st.decimals(0, 100_000, places=1), st.decimals(0, 10, places=1), st.decimals(0, 100, places=1))
def test_the_band_holds_what_is_expected_and_is_never_narrower_than_its_floor(
    grams: Decimal, percent: Decimal, least: Decimal
) -> None:
    band = tolerance_band(grams, percent, least)
    assert band.holds(Weight(grams, WeightUnit.GRAM))
    assert band.low >= 0
    assert band.high - grams >= least
    assert not band.holds(Weight(band.high + 1, WeightUnit.GRAM))


def test_kilograms_are_grams() -> None:
    assert Weight(Decimal("1.250"), WeightUnit.KILOGRAM).grams == 1250
    assert str(Weight(Decimal("1.250"), WeightUnit.KILOGRAM)) == "1.25 kg"
    assert str(Weight(Decimal(1600), WeightUnit.GRAM)) == "1600 g"
