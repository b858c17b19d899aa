"""What people type to find stock: read, said again, sent; and what cannot be read."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refusal
from app.services.inventory import Search, parse, say

LINES = (
    ("", {}),
    ("mug oak", {"text": ("mug", "oak")}),
    ("sku:40-* bin:=A-01", {"sku": ("40-*",), "bin": ("=A-01",)}),
    ("zone:A,B group:Tableware held:yes", {"zone": ("A", "B"), "group": ("Tableware",), "held": ("yes",)}),
    ('group:"Kitchen goods",Glass mug', {"group": ("Kitchen goods", "Glass"), "text": ("mug",)}),
    ("zone:A zone:B", {"zone": ("A", "B")}),
    ("expires:2026-11-01..2026-11-30", {"expires": ("2026-11-01..2026-11-30",)}),
    ("zone: mug", {"text": ("mug",)}),
    ("50%_x", {"text": ("50%_x",)}),
)


@pytest.mark.parametrize(("line", "filters"), LINES)
def test_a_line_is_read_and_said_again(line, filters):
    search = parse(line)
    assert dict(search.filters) == filters
    assert dict(parse(say(search)).filters) == filters


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("colour:red", "no filter"),
        ("held:perhaps", "cannot be"),
        ("held:yes,no", "takes one"),
        ("expires:soon", "needs days"),
        ("counted:2026-01-01", "needs a day"),
        ('zone:"A', "cannot be read"),
        ("zone:A,,B", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_can(line, says):
    with pytest.raises(Refusal, match=says) as refused:
        parse(line)
    assert refused.value.next_step


def test_it_is_sent_as_the_database_takes_it():
    line = (
        "zone:none,A owner:none held:no expires:..2026-12-31 received:2026-01-01 counted:<2026-05-01 mug oak unit:loose"
    )
    assert parse(line).asked() == {
        "zone": ["", "A"],
        "owner": [""],
        "held": False,
        "expires_to": "2026-12-31",
        "received_from": "2026-01-01",
        "received_to": "2026-01-01",
        "counted_before": "2026-05-01",
        "text": "mug oak",
        "unit": "loose",
    }


def test_values_are_chosen_and_let_go():
    search = Search().toggled("zone", "A").toggled("zone", "B").toggled("held", "yes").toggled("held", "no")
    assert say(search) == "zone:A,B held:no"
    assert say(search.toggled("zone", "A").toggled("held", "no")) == "zone:B"
    assert search.sorted_by("-bin").toggled("zone", "A").sort == "-bin"


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused_in_words(line):
    with contextlib.suppress(Refusal):
        search = parse(line)
        assert parse(say(search)).filters == search.filters
