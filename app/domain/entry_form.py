"""Ledger entries as they are sealed: every column, in a fixed order, length-prefixed and binary.

The canonical form of an entry is the tuple of PostgreSQL's COPY BINARY (a documented format): the number of
fields as int16, then each field as an int32 length (-1: null) and its bytes: integers big-endian, times as microseconds
since 2000-01-01 UTC, text as UTF-8, numeric as base-10000 digits with weight, sign and scale. So the server's stream is
hashed as it comes, and `encode` makes the same bytes from values, which proves a file without any server.
"""

import struct
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

FORM: Final = 1
HEADER: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER: Final = b"\xff\xff"
# Name and kind of every column of wms.ledger. A new column makes form 2; blocks name their form and keep it for ever.
COLUMNS: Final[tuple[tuple[str, str], ...]] = (
    ("xid", "int8"),
    ("ledger_id", "int8"),
    ("posted_at", "time"),
    ("op", "uuid"),
    ("line", "int4"),
    ("warehouse_id", "int2"),
    ("kind", "text"),
    ("product_id", "int8"),
    ("quantity", "numeric"),
    ("from_location_id", "int8"),
    ("to_location_id", "int8"),
    ("lot_id", "int8"),
    ("hu_id", "int8"),
    ("to_hu_id", "int8"),
    ("owner_id", "int8"),
    ("status", "text"),
    ("to_status", "text"),
    ("from_quant_id", "int8"),
    ("from_version", "int8"),
    ("from_balance", "numeric"),
    ("to_quant_id", "int8"),
    ("to_version", "int8"),
    ("to_balance", "numeric"),
    ("order_line_id", "int8"),
    ("reason", "text"),
    ("document", "text"),
    ("device", "text"),
    ("actor", "text"),
    ("occurred_at", "time"),
    ("weight", "numeric"),
    ("undoes", "int8"),
)
NAMES: Final = tuple(name for name, _ in COLUMNS)

Value = int | str | None
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_INTEGERS = {"int2": struct.Struct(">h"), "int4": struct.Struct(">i"), "int8": struct.Struct(">q")}
_COUNT = struct.Struct(">h")
_LENGTH = struct.Struct(">i")
_NUMERIC = struct.Struct(">hhHH")
_NEGATIVE = 0x4000


def decode(entry: bytes) -> list[Value]:
    """The values of a tuple in the order of COLUMNS, as JSON can carry them: integers, text (numbers that are not whole
    and times too), null. Raises ValueError on bytes that are no tuple of this form."""
    (count,) = _COUNT.unpack_from(entry)
    if count != len(COLUMNS):
        raise ValueError(f"{count} columns, not {len(COLUMNS)}")
    at, values = 2, list[Value]()
    for _, kind in COLUMNS:
        (length,) = _LENGTH.unpack_from(entry, at)
        at += 4
        if length < 0:
            values.append(None)
            continue
        values.append(_decoded(kind, entry[at : at + length]))
        at += length
    if at != len(entry):
        raise ValueError("bytes after the last column")
    return values


def encode(values: Sequence[Value]) -> bytes:
    """The canonical bytes of an entry from its values. Raises ValueError on values that no entry can have."""
    if len(values) != len(COLUMNS):
        raise ValueError(f"{len(values)} columns, not {len(COLUMNS)}")
    parts = [_COUNT.pack(len(COLUMNS))]
    for (name, kind), value in zip(COLUMNS, values, strict=True):
        if value is None:
            parts.append(_LENGTH.pack(-1))
            continue
        try:
            data = _encoded(kind, value)
        except (TypeError, struct.error, ArithmeticError, AttributeError) as error:
            raise ValueError(f"{name}: {value!r} is not of the kind {kind}") from error
        parts += (_LENGTH.pack(len(data)), data)
    return b"".join(parts)


def _decoded(kind: str, data: bytes) -> Value:
    if kind in _INTEGERS:
        return int(_INTEGERS[kind].unpack(data)[0])
    if kind == "text":
        return data.decode()
    if kind == "uuid":
        return str(UUID(bytes=data))
    if kind == "time":
        return (_EPOCH + int(_INTEGERS["int8"].unpack(data)[0]) * _MICROSECOND).isoformat()
    return _number(data)


def _encoded(kind: str, value: int | str) -> bytes:
    if kind in _INTEGERS:
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(kind)
        return _INTEGERS[kind].pack(value)
    if not isinstance(value, str):
        raise TypeError(kind)
    if kind == "text":
        return value.encode()
    if kind == "uuid":
        return UUID(value).bytes
    if kind == "time":
        return _INTEGERS["int8"].pack((datetime.fromisoformat(value) - _EPOCH) // _MICROSECOND)
    return _digits(Decimal(value))


def _number(data: bytes) -> str:
    """The text of a binary numeric: digits of four decimals each, the first worth 10000**weight."""
    count, weight, sign, scale = _NUMERIC.unpack_from(data)
    if sign not in (0, _NEGATIVE):
        return {0xC000: "NaN", 0xD000: "Infinity", 0xF000: "-Infinity"}[sign]
    groups = struct.unpack_from(f">{count}H", data, _NUMERIC.size)
    value = sum((Decimal(group).scaleb(4 * (weight - n)) for n, group in enumerate(groups)), Decimal(0))
    return f"{-value if sign else value:.{scale}f}"


def _digits(value: Decimal) -> bytes:
    """The reverse: as numeric_send writes it, without zero groups at either end."""
    if not value.is_finite():
        raise ArithmeticError("no number")
    sign, _, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    scale = max(0, -exponent)
    whole = abs(int(value.scaleb(scale))) * 10 ** (-scale % 4)  # in units of the last group of four
    groups: list[int] = []
    while whole:
        whole, group = divmod(whole, 10000)
        groups.insert(0, group)
    weight = len(groups) - 1 - (scale + 3) // 4
    while groups and not groups[-1]:
        groups.pop()
    if not groups:
        return _NUMERIC.pack(0, 0, 0, scale)
    return _NUMERIC.pack(len(groups), weight, _NEGATIVE if sign else 0, scale) + struct.pack(
        f">{len(groups)}H", *groups
    )
