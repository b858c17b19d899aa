"""ZPL that is written, and the status that is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.printers.zpl import HostStatus, escape, parse_status, render
from drivers.protocol import CodePart, Label, TextPart

READY = b"\x02030,0,0,0480,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"


def test_a_label_in_zpl() -> None:
    label = Label(100, 60, (TextPart(5, 4, 6, "Order ^7"), CodePart(5, 20, 24, "(00)095212345678901235", gs1=True)))
    assert render(label, copies=2).decode() == (
        "^XA\n^CI28\n^PW800\n^LL480\n"
        "^FO40,32^A0N,48,48^FH_^FDOrder _5E7^FS\n"
        "^FO40,160^BY2^BCN,192,N,N,N,D^FH_^FD(00)095212345678901235^FS\n"
        "^PQ2\n^XZ\n"
    )


def test_a_subset_switch_in_plain_code_128_data_stands_for_itself() -> None:
    assert b"^FDA>0B^FS" in render(Label(10, 10, (CodePart(0, 0, 5, "A>B"),)))


@given(st.text(max_size=60))
def test_escaped_text_has_no_command_and_loses_nothing(text: str) -> None:
    field = escape(text)
    assert not set(field) & set("^~\\\n\r\t\x00")
    out, rest = [], field
    while rest:
        if rest[0] == "_":
            out.append(chr(int(rest[1:3], 16)))
            rest = rest[3:]
        else:
            out.append(rest[0])
            rest = rest[1:]
    assert "".join(out) == text


def test_ready() -> None:
    status = parse_status(READY)
    assert status == HostStatus(False, False, False, False, False, 0, 0)
    assert status.trouble() is None


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        (b"030,0,0", b"030,1,0", "out of labels"),
        (b"030,0,0", b"030,0,1", "paused"),
        (b"000,0,0,0,0,2", b"000,0,1,0,0,2", "head is open"),
        (b"000,0,0,0,0,2", b"000,0,0,1,0,2", "ribbon"),
        (b"000,0,0,0,000", b"000,1,0,0,000", "memory is full"),
    ],
)
def test_trouble_in_words(was: bytes, now: bytes, words: str) -> None:
    assert READY.count(was) == 1
    status = parse_status(READY.replace(was, now))
    assert status is not None
    trouble = status.trouble()
    assert trouble is not None
    assert words in trouble[0]
    assert trouble[1]


@pytest.mark.parametrize("cut", [0, 1, 20, 60, len(READY) - 4])
def test_half_an_answer_is_no_status(cut: int) -> None:
    assert parse_status(READY[:cut]) is None


@given(st.binary(max_size=150))
def test_any_bytes_are_a_status_or_none(data: bytes) -> None:
    assert parse_status(data) is None or b"\x02" in data
