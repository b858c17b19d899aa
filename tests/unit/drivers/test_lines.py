"""Byte lines: pyserial's loop and socket, our own TCP line, and what happens when the other end goes."""

from collections.abc import Iterator

import pytest

from drivers.protocol import DeviceAway
from drivers.sim.peer import TcpPeer
from drivers.transports.line import Line, line_for
from drivers.transports.serial_port import SerialPort
from drivers.transports.tcp import TcpLine


@pytest.fixture
def echo() -> Iterator[TcpPeer]:
    peer = TcpPeer(lambda data: data)
    peer.plug()
    yield peer
    peer.stop()


def _lines(echo: TcpPeer) -> list[Line]:
    return [TcpLine(echo.url), SerialPort(echo.url), SerialPort("loop://")]


@pytest.mark.parametrize("which", [0, 1, 2])
def test_what_is_written_comes_back_whole(echo: TcpPeer, which: int) -> None:
    line = _lines(echo)[which]
    line.open()
    line.open()
    data = bytes(range(256)).replace(b"\n", b"") + b"\n"
    line.write(data)
    assert line.read_until(b"\n", 5) == data
    assert line.read(0.01) == b""
    line.write(b"unread")
    assert line.read(5)
    line.discard()
    assert line.read(0) == b""
    line.close()
    line.close()
    with pytest.raises(DeviceAway):
        line.read(0)


@pytest.mark.parametrize("which", [0, 1])
def test_the_other_end_goes_and_comes_back(echo: TcpPeer, which: int) -> None:
    line = _lines(echo)[which]
    line.open()
    assert echo.connected(5)
    echo.unplug()
    with pytest.raises(DeviceAway) as caught:
        line.read(5)
    assert "unplugged" in str(caught.value)
    line.close()
    with pytest.raises(DeviceAway):
        line.open()
    echo.plug()
    line.open()
    line.write(b"again\n")
    assert line.read_until(b"\n", 5) == b"again\n"
    line.close()


def test_a_line_that_does_not_exist_is_away_in_words() -> None:
    for url in ("/dev/no-such-port", "nonsense://x"):
        with pytest.raises(DeviceAway) as caught:
            SerialPort(url).open()
        assert url in str(caught.value)


def test_a_url_chooses_its_line() -> None:
    assert isinstance(line_for("socket://127.0.0.1:9100"), TcpLine)
    assert isinstance(line_for("/dev/ttyUSB0"), SerialPort)
