"""SSCC: made, checked, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refusal
from app.domain.sscc import SsccParts, check_sscc, make_sscc, parse_sscc


@st.composite
def parts(draw: st.DrawFn) -> tuple[int, str, int]:
    prefix = draw(st.text(alphabet="0123456789", min_size=4, max_size=12))
    return draw(st.integers(0, 9)), prefix, draw(st.integers(0, 10 ** (16 - len(prefix)) - 1))


@given(parts())
def test_what_is_made_is_valid_and_comes_apart_again(given_parts: tuple[int, str, int]) -> None:
    extension, prefix, serial = given_parts
    made = make_sscc(extension, prefix, serial)
    assert check_sscc(made) == made
    found = parse_sscc(made, len(prefix))
    assert (found.extension, found.company_prefix, int(found.serial)) == (extension, prefix, serial)


@given(parts(), st.integers(0, 17), st.integers(1, 9))
def test_a_changed_digit_is_seen(given_parts: tuple[int, str, int], place: int, by: int) -> None:
    made = make_sscc(*given_parts)
    wrong = made[:place] + str((int(made[place]) + by) % 10) + made[place + 1 :]
    with pytest.raises(Refusal, match="wrong check digit"):
        check_sscc(wrong)


def test_the_example_of_the_general_specifications() -> None:
    assert make_sscc(1, "0614141", 123456789) == "106141411234567897"
    assert check_sscc("(00) 1 0614141 123456789 7") == "106141411234567897"
    assert check_sscc("00106141411234567897") == "106141411234567897"
    assert parse_sscc("106141411234567897", 7) == SsccParts("106141411234567897", 1, "0614141", "123456789")


def test_a_prefix_that_nobody_said() -> None:
    known = parse_sscc("106141411234567897")
    assert known.extension == 1
    assert known.company_prefix + known.serial == "0614141123456789"
    with pytest.raises(ValueError, match="4 to 12"):
        parse_sscc("106141411234567897", 3)


@pytest.mark.parametrize("text", ["", "1061414112345678", "10614141123456789X", "１" * 18, "9" * 100_000])
def test_what_is_no_sscc(text: str) -> None:
    with pytest.raises(Refusal, match="is no SSCC") as refused:
        check_sscc(text)
    assert len(refused.value.what) < 100


@pytest.mark.parametrize(
    ("extension", "prefix", "serial", "words"),
    [
        (10, "0614141", 1, "extension digit"),
        (-1, "0614141", 1, "extension digit"),
        (1, "061", 1, "no company prefix"),
        (1, "06141A1", 1, "no company prefix"),
        (1, "0614141", 10**9, "leaves 9 digits"),
        (1, "0614141", -1, "does not fit"),
    ],
)
def test_parts_that_do_not_fit(extension: int, prefix: str, serial: int, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        make_sscc(extension, prefix, serial)
