"""Every scan is a Barcode or a Refusal with a next step; the pitfalls that were met in the field stay closed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.barcode import (
    GS,
    LONGEST,
    Barcode,
    ElementString,
    Gtin,
    InternalCode,
    LocationCode,
    Sscc,
    check_digit,
    has_check_digit,
    read_barcode,
)
from app.domain.errors import Refusal
from app.domain.measure import Weight, WeightUnit

GTIN = "09521234543213"
SSCC = "095212345678901235"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LOC-A-01-02", LocationCode("LOC-A-01-02")),
        ("9521234543213", Gtin(GTIN, "9521234543213")),
        ("]E09521234543213", Gtin(GTIN, "9521234543213")),
        ("96385074", Gtin("00000096385074", "96385074")),  # an EAN-8, not AI (96)
        ("9521234543214", InternalCode("9521234543214")),  # no AIM identifier and no check digit: a number of ours
        (SSCC, Sscc(SSCC, SSCC)),
        ("00" + SSCC, Sscc(SSCC, "00" + SSCC)),
        ("]C100" + SSCC, Sscc(SSCC, "00" + SSCC)),
        ("10ABC", InternalCode("10ABC")),  # not a lot without anything that says GS1
        ("TOTE-7", InternalCode("TOTE-7")),
        ("https://example.com/x", InternalCode("https://example.com/x")),
        ("(not a label", InternalCode("(not a label")),
    ],
)
def test_what_a_text_is(text: str, expected: Barcode) -> None:
    assert read_barcode(text) == expected


def test_gs1_label_gives_everything_in_one_scan() -> None:
    text = f"]d201{GTIN}10L1{GS}172712313103001250{'21'}S9{GS}3024"
    found = read_barcode(text)
    assert isinstance(found, ElementString)
    assert (found.gtin, found.lot, found.serial) == (GTIN, "L1", "S9")
    assert found.expires_on == date(2027, 12, 31)
    assert found.quantity == 24
    assert found.weight == Weight(Decimal("1.250"), WeightUnit.KILOGRAM)


@pytest.mark.parametrize("text", [f"(01){GTIN}(10)ABC", f"]Q1https://id.gs1.org/01/{GTIN}/10/ABC", f"01{GTIN}10ABC"])
def test_the_same_label_as_text_as_link_and_from_a_wedge(text: str) -> None:
    found = read_barcode(text)
    assert isinstance(found, ElementString)
    assert (found.gtin, found.lot) == (GTIN, "ABC")


def test_content_of_a_pallet_comes_with_its_sscc() -> None:
    found = read_barcode(f"00{SSCC}02{GTIN}3712", aim="]C1")
    assert isinstance(found, ElementString)
    assert (found.sscc, found.gtin, found.quantity) == (SSCC, GTIN, 12)


def test_a_stated_quantity_of_zero_is_no_quantity() -> None:
    found = read_barcode(f"01{GTIN}300", aim="]d2")
    assert isinstance(found, ElementString)
    assert found.quantity is None


def test_the_warehouse_knows_its_own_locations() -> None:
    assert read_barcode("A-01-02", is_location=lambda text: text == "A-01-02") == LocationCode("A-01-02")
    assert read_barcode("96385074", is_location=lambda text: text == "96385074") == LocationCode("96385074")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \r\n",
        "]C1",
        "a\x00b",
        "a\x1bb",
        "\ud800",
        "caf\ufffd",
        "x" * (LONGEST + 1),
        "9" * 100_000,
        "]E09521234543214",
        f"]C102{GTIN[:-1]}0",
        f"]d201{GTIN}17000000x",
        f"LOC-A{GS}LOC-B",
        f"A{GS}B",
        f"]d201{GTIN}10A{GS}10B",
    ],
)
def test_a_bad_scan_says_what_to_do(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_barcode(text)
    assert len(caught.value.next_step) > 10
    assert len(str(caught.value)) < 300


def _read(text: str, aim: str) -> Barcode | Refusal:
    """What comes of a scan; any other exception is a failure of the test."""
    try:
        return read_barcode(text, aim)
    except Refusal as refusal:
        return refusal


@given(st.text(max_size=600), st.sampled_from(["", "]C1", "]d2", "]Q3", "]Q1", "]E0", "]E4", "]A0"]))
def test_any_text_is_a_barcode_or_a_refusal(text: str, aim: str) -> None:
    found = _read(text, aim)
    if not isinstance(found, Refusal):
        assert 0 < len(found.text) <= LONGEST
    else:
        assert found.next_step


@given(st.binary(max_size=300))
def test_any_bytes_are_a_barcode_or_a_refusal(data: bytes) -> None:
    for text in (data.decode("utf-8", errors="replace"), data.decode("latin-1")):
        assert isinstance(_read(text, ""), Barcode | Refusal)


_AI_SOUP = st.lists(
    st.sampled_from(["00", "01", "02", "10", "17", "21", "30", "37", "3103", GTIN, SSCC, "271231", GS, "A"])
)


@given(_AI_SOUP.map("".join), st.sampled_from(["", "]C1", "]d2"]))
def test_anything_like_a_gs1_label_is_a_barcode_or_a_refusal(text: str, aim: str) -> None:
    found = _read(text, aim)
    if not isinstance(found, Refusal):
        assert not isinstance(found, ElementString) or found.gtin is None or has_check_digit(found.gtin)
    else:
        assert found.next_step


@given(st.text("0123456789", min_size=7, max_size=17), st.integers(0, 9))
def test_check_digit_catches_every_single_wrong_digit(number: str, wrong: int) -> None:
    whole = number + str(check_digit(number))
    assert has_check_digit(whole)
    for place, digit in enumerate(whole):
        if int(digit) != wrong:
            assert not has_check_digit(whole[:place] + str(wrong) + whole[place + 1 :])


@given(st.text("0123456789", min_size=17, max_size=17))
def test_every_right_sscc_is_found_bare_and_on_a_label(number: str) -> None:
    whole = number + str(check_digit(number))
    assert read_barcode(whole) == Sscc(whole, whole)
    assert read_barcode("00" + whole, "]C1") == Sscc(whole, "00" + whole)
