"""A scanner's bytes: terminators, halves, noise, AIM identifiers, double scans."""

from hypothesis import given
from hypothesis import strategies as st

from drivers.scanners.framing import LONGEST_FRAME, Framer, ScanReader


def test_every_terminator_ends_a_frame_and_crlf_makes_no_empty_one() -> None:
    assert Framer().feed(b"\x02A\x03B\r\nC\tD\n\r\nE", 0) == [b"A", b"B", b"C", b"D"]


_BODY = st.binary(min_size=1, max_size=20).filter(lambda body: not set(body) & set(b"\r\n\t\x02\x03"))


@given(st.lists(_BODY), st.integers(1, 7))
def test_frames_do_not_depend_on_how_the_bytes_are_cut(frames: list[bytes], size: int) -> None:
    stream = b"".join(frame + b"\r" for frame in frames)
    framer = Framer()
    got = [frame for at in range(0, len(stream), size) for frame in framer.feed(stream[at : at + size], 0)]
    assert got == frames


def test_half_a_frame_from_before_is_not_joined_to_the_next_scan() -> None:
    framer = Framer()
    assert framer.feed(b"LOC-A", 0) == []
    assert framer.feed(b"LOC-B\r", 1.5) == [b"LOC-B"]


def test_slow_bytes_of_one_scan_stay_together() -> None:
    framer = Framer()
    assert framer.feed(b"LOC", 0) == []
    assert framer.feed(b"-A", 0.9) == []
    assert framer.feed(b"\r", 1.8) == [b"LOC-A"]


def test_an_endless_frame_is_cut_so_that_memory_does_not_grow() -> None:
    (frame,) = Framer().feed(b"x" * 100_000 + b"\r", 0)
    assert len(frame) == LONGEST_FRAME


def test_aim_identifier_is_taken_off_and_gs_stays() -> None:
    (scan,) = ScanReader("s").feed(b"]d20109521234543213\x1d10A\r", 3.0)
    assert (scan.aim, scan.text, scan.at, scan.device) == ("]d2", "0109521234543213\x1d10A", 3.0, "s")
    (plain,) = ScanReader("s").feed(b"]bracket\r", 0)
    assert (plain.aim, plain.text) == ("]br", "acket")


def test_a_code_held_before_the_scanner_repeats_for_as_long_as_it_is_held() -> None:
    reader = ScanReader("s")
    marks = [reader.feed(b"A\r", at)[0].repeated for at in (0.0, 0.4, 0.8, 1.4, 1.9)]
    assert marks == [False, True, True, False, False]


def test_the_same_digits_of_another_symbology_are_another_scan() -> None:
    reader = ScanReader("s")
    assert [scan.repeated for scan in reader.feed(b"]C0123\r]A0123\r", 0)] == [False, False]


@given(st.binary(max_size=200))
def test_any_bytes_make_scans_and_never_an_exception(data: bytes) -> None:
    for scan in ScanReader("s").feed(data + b"\r", 0):
        assert scan.text or scan.aim
