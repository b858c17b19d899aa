"""Labels and underlays as planners use them, over the real database and a simulated label printer."""

from collections.abc import Iterator

import pytest

from app.domain.errors import Refusal
from app.layout.racking import ElementId
from app.layout.underlay import Placing
from app.services.layout_files.bin_labels import BinLabel, LabelLook
from app.services.layout_files.label_desk import AT_ONCE, Labels, address_of
from app.services.layout_files.underlays import Underlay, Underlays
from app.services.session import Session
from drivers.printers.zpl import ZplPrinter
from drivers.sim.peer import TcpPeer
from drivers.sim.printer import Engine
from tests.db.ground import Ground

LABELS = tuple(BinLabel(f"A-01-{number:02}-1", "47", "up") for number in range(1, 8))
LOOK = LabelLook("code128", 100, 40)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(500)


def quiet(*_: object) -> None:
    """Progress that nobody looks at."""


@pytest.fixture
def planner(ground: Ground) -> Iterator[Session]:
    session = Session.open(ground.url("t_planner"))
    yield session
    session.close()


@pytest.fixture
def far() -> Iterator[tuple[Engine, TcpPeer]]:
    """A label printer on a socket, with a roll of three labels."""
    engine = Engine(labels_left=3)
    peer = TcpPeer(engine.hear)
    peer.plug()
    yield engine, peer
    peer.stop()


def test_what_came_out_of_the_printer_is_remembered_and_only_that(
    planner: Session, far: tuple[Engine, TcpPeer]
) -> None:
    engine, peer = far
    labels = Labels(planner, by_address=lambda url: ZplPrinter("labels", url))
    came = labels.print(peer.url, LABELS, LOOK, progress=quiet)
    assert came.printed == tuple(label.code for label in LABELS[:3])
    assert "out of labels" in came.trouble
    assert set(labels.printed()) == set(came.printed)
    assert labels.printed()["A-01-01-1"].person == "Pavel Planner"
    engine.load_roll(100)
    labels.print(peer.url, LABELS[2:], LOOK, progress=quiet)
    assert {code: label.times for code, label in labels.printed().items()} == {
        label.code: 2 if label == LABELS[2] else 1 for label in LABELS
    }


def test_what_was_printed_before_it_was_stopped_is_remembered(planner: Session, far: tuple[Engine, TcpPeer]) -> None:
    class StopError(Exception):
        pass

    def stop(done: int, _total: int, _words: str) -> None:
        if done == 2:
            raise StopError

    labels = Labels(planner, by_address=lambda url: ZplPrinter("labels", url))
    with pytest.raises(StopError):
        labels.print(far[1].url, LABELS, LOOK, progress=stop)
    assert set(labels.printed()) == {label.code for label in LABELS[:2]}


def test_many_labels_are_remembered_in_several_calls(planner: Session) -> None:
    labels = Labels(planner)
    codes = [f"B-{number:05}" for number in range(AT_ONCE + 5)]
    labels.remember(codes, "gs1_datamatrix", "sheet")
    assert set(labels.printed()) == set(codes)


def test_a_gln_is_kept_and_a_wrong_one_refused(planner: Session) -> None:
    labels = Labels(planner)
    assert labels.gln() is None
    labels.set_gln("4012345000009")
    with pytest.raises(Refusal, match="is no GLN"):
        labels.set_gln("4012345000008")
    assert labels.gln() == "4012345000009"
    labels.set_gln(None)
    assert labels.gln() is None


def test_a_printer_that_is_not_there_is_told(planner: Session) -> None:
    with pytest.raises(Refusal, match="no label printer named"):
        Labels(planner).print("Zebra", LABELS, LOOK, progress=quiet)
    with pytest.raises(Refusal, match="is no address"):
        Labels(planner, by_address=lambda url: ZplPrinter("x", url)).print("no address!", LABELS, LOOK, progress=quiet)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (" 10.0.4.20 ", "socket://10.0.4.20:9100"), ("zebra-3.hall", "socket://zebra-3.hall:9100"),
        ("10.0.4.20:6101", "socket://10.0.4.20:6101"), ("socket://x:1", "socket://x:1"), ("/dev/ttyS0", "/dev/ttyS0"),
    ],
)  # fmt: skip
def test_an_address_is_written_as_people_do(text: str, url: str) -> None:
    assert address_of(text) == url


def test_a_plan_under_a_floor_is_there_for_the_next_planner(ground: Ground, planner: Session) -> None:
    floor = ElementId("hall.1")
    kept = Underlay(floor, "hall.pdf", Placing(12.5, 1.25, -300.0, 7.5), 0.35, True)
    Underlays(planner).keep(kept, PNG)
    next_one = Session.open(ground.url("t_supervisor"))
    try:
        assert Underlays(next_one).all() == (kept,)
        assert Underlays(next_one).picture(floor) == PNG
        with pytest.raises(Refusal):
            Underlays(next_one).drop(floor)
    finally:
        next_one.close()
    moved = Underlay(floor, "hall.pdf", Placing(20.0), 0.5, False)
    Underlays(planner).keep(moved, None)
    assert Underlays(planner).all() == (moved,)
    Underlays(planner).drop(floor)
    assert Underlays(planner).picture(floor) is None
