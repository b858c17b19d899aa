"""Merkle trees against RFC 6962's definition and known answers; canonical bytes and back; heads as people type them."""

from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.entry_form import COLUMNS, NAMES, decode, encode
from app.domain.proof import Block, Head, leaf, root

# Test vectors of Certificate Transparency (RFC 6962 implementations): leaves and the roots of the first n of them.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("n", ROOTS)
def test_roots_are_those_of_the_standard(n: int) -> None:
    assert root([leaf(bytes.fromhex(text)) for text in LEAVES[:n]]).hex() == ROOTS[n]


def by_definition(leaves: list[bytes]) -> bytes:
    """MTH as the RFC writes it, recursively."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256(b"").digest()
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return sha256(b"\1" + by_definition(leaves[:k]) + by_definition(leaves[k:])).digest()


@given(st.lists(st.binary(max_size=4).map(leaf), max_size=70))
def test_any_root_is_the_definitions(leaves: list[bytes]) -> None:
    assert root(leaves) == by_definition(leaves)


VALUES = {
    "int2": st.integers(-(2**15), 2**15 - 1),
    "int4": st.integers(-(2**31), 2**31 - 1),
    "int8": st.integers(-(2**63), 2**63 - 1),
    "text": st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    "uuid": st.uuids().map(str),
    "time": st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat),
    "numeric": st.decimals(Decimal("-1e12"), Decimal("1e12"), allow_nan=False, places=6).map(lambda d: f"{d:.6f}"),
}


@given(st.tuples(*(st.none() | VALUES[kind] for _, kind in COLUMNS)))
def test_values_come_back_from_their_bytes(values: tuple[int | str | None, ...]) -> None:
    again = decode(encode(values))
    negative_zero = {"-0.000000": "0.000000"}  # which no database has
    assert again == [negative_zero.get(value, value) if isinstance(value, str) else value for value in values]


@pytest.mark.parametrize("column", NAMES)
def test_two_values_never_have_the_same_bytes(column: str) -> None:
    kind = dict(COLUMNS)[column]
    samples = {
        "text": ["", "a", None],
        "uuid": [f"{n:032x}" for n in range(2)] + [None],
        "numeric": ["0", "0.1", "1", None],
        "time": ["2026-01-01T00:00:00+00:00", "2026-01-01T00:00:00.000001+00:00", None],
    }.get(kind, [0, 1, -1, None])
    plain = [None] * len(NAMES)
    at = NAMES.index(column)
    made = {encode([*plain[:at], value, *plain[at + 1 :]]) for value in samples}
    assert len(made) == len(samples)


@pytest.mark.parametrize(
    "wrong", [[], [1] * 99, ["x"] * len(NAMES), [1.5] * len(NAMES), [True] * len(NAMES), [2**70] * len(NAMES)]
)
def test_what_no_entry_can_be_is_refused(wrong: list[object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        encode(wrong)


def block() -> Block:
    return Block(1, 4, 1, "7:1", 0, bytes(32), 10, 20, 3, bytes(range(32)), "ab" * 8, datetime(2026, 11, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "name",
    [
        "warehouse",
        "block_no",
        "form",
        "epoch",
        "entry_from",
        "prev_hash",
        "xid_from",
        "xid_to",
        "n",
        "merkle_root",
        "key_id",
        "sealed_at",
    ],
)
def test_a_blocks_hash_depends_on_all_that_it_states(name: str) -> None:
    one = block()
    other = {int: lambda v: v + 1, str: lambda v: v + "0", bytes: lambda v: v[::-1] if v != v[::-1] else b"\1" + v[1:],
             datetime: lambda v: v.replace(microsecond=1)}  # fmt: skip
    value = getattr(one, name)
    said = {field: getattr(one, field) for field in one.__slots__}
    assert Block(**{**said, name: other[type(value)](value)}).computed_hash() != one.computed_hash()


def test_a_block_survives_being_written() -> None:
    assert Block.from_json(block().as_json()) == block()


def test_a_head_is_read_as_it_was_printed() -> None:
    head = Head(12, bytes(range(32)))
    assert Head.parse(str(head)) == head
    assert Head.parse(" 12: 0001 0203 0405 0607\n").fits(head.block_hash)
    assert not Head(12, b"\xff" * 8).fits(head.block_hash)


@pytest.mark.parametrize("text", ["", "12", "12:", "12:ab", "x:" + "00" * 32, "12:" + "zz" * 32, "12:" + "00" * 33])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Head.parse(text)
