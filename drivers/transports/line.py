"""What drivers need of a byte line, and which kind of line a URL means."""

from typing import Protocol

from drivers.transports.serial_port import LineSettings, SerialPort
from drivers.transports.tcp import TcpLine


class Line(Protocol):
    """Bytes to one device and back. Not thread-safe: each driver holds its own lock. All but close raise DeviceAway."""

    url: str

    @property
    def is_open(self) -> bool:
        """Whether the line is held."""
        ...

    def open(self) -> None:
        """Take the line; an open line stays as it is."""
        ...

    def close(self) -> None:
        """Let the line go. Never raises."""
        ...

    def read(self, timeout: float) -> bytes:
        """What has come, waiting up to timeout seconds for the first byte. b"" when nothing came."""
        ...

    def read_until(self, end: bytes, timeout: float) -> bytes:
        """Bytes up to and with `end`; what came by then if timeout seconds pass first."""
        ...

    def write(self, data: bytes) -> None:
        """Send all of data."""
        ...

    def discard(self) -> None:
        """Throw away what has come unread."""
        ...


def line_for(url: str, settings: LineSettings | None = None) -> Line:
    """The line that a URL names, not yet opened: socket://host:port by TCP, everything else by pyserial."""
    if url.startswith("socket://"):
        return TcpLine(url)
    return SerialPort(url, settings)
