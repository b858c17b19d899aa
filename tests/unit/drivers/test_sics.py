"""MT-SICS answers, by the table of the protocol."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.measure import WeightUnit
from drivers.protocol import Pan
from drivers.scales.sics import Garbled, parse_sics


@pytest.mark.parametrize(
    ("frame", "pan", "value", "unit"),
    [
        (b"S S      125.67 g\r\n", Pan.STABLE, "125.67", WeightUnit.GRAM),
        (b"S D      125.70 g\r\n", Pan.MOVING, "125.70", WeightUnit.GRAM),
        (b"S S       1.250 kg\r\n", Pan.STABLE, "1.250", WeightUnit.KILOGRAM),
        (b"S S      -0.5 g\r\n", Pan.STABLE, "-0.5", WeightUnit.GRAM),
        (b"S S   -   0.5 g\r\n", Pan.STABLE, "-0.5", WeightUnit.GRAM),
    ],
)
def test_weights_keep_their_printed_decimals(frame: bytes, pan: Pan, value: str, unit: WeightUnit) -> None:
    reading = parse_sics(frame, 7.0)
    assert reading.pan is pan
    assert reading.weight is not None
    assert (str(reading.weight.value), reading.weight.unit) == (value, unit)
    assert reading.at == 7.0
    assert reading.raw == frame.decode().strip()


@pytest.mark.parametrize(("frame", "pan"), [(b"S I\r\n", Pan.BUSY), (b"S +\r\n", Pan.OVER), (b"S -\r\n", Pan.UNDER)])
def test_what_is_no_weight(frame: bytes, pan: Pan) -> None:
    reading = parse_sics(frame, 0)
    assert (reading.pan, reading.weight) == (pan, None)


@pytest.mark.parametrize(
    "frame",
    [b"", b"\r\n", b"ES\r\n", b"ET\r\n", b"S S 1.2 lb\r\n", b"S X 1 g\r\n", b"S S 1.2.3 g", b"S S g", b"\xff", b"5 g"],
)
def test_everything_else_is_garbled(frame: bytes) -> None:
    with pytest.raises(Garbled):
        parse_sics(frame, 0)


@given(st.decimals(-30_000, 30_000, places=2), st.sampled_from(["g", "kg"]), st.booleans())
def test_any_weight_survives(value: Decimal, unit: str, still: bool) -> None:
    reading = parse_sics(f"S {'S' if still else 'D'} {value:>10} {unit}\r\n".encode(), 0)
    assert reading.weight is not None
    assert reading.weight.value == value
    assert (reading.pan is Pan.STABLE) is still


@given(st.binary(max_size=60))
def test_any_bytes_are_a_reading_or_garbled(data: bytes) -> None:
    try:
        reading = parse_sics(data, 0)
    except Garbled as garbled:
        raw = str(garbled)
    else:
        raw = reading.raw
    assert len(raw) < 500


def test_kilograms_weigh_in_grams() -> None:
    weight = parse_sics(b"S S 1.250 kg", 0).weight
    assert weight is not None
    assert weight.grams == Decimal(1250)
