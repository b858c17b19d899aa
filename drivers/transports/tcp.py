"""A TCP line: port 9100 of a printer, a serial server, a simulator.

pyserial has socket:// too, but it sleeps 0.3 s at every close, and a printer is taken and let go for each job. The
manners are those of SerialPort.
"""

import contextlib
import select
import socket
import time
from urllib.parse import urlsplit

from app.domain.errors import Refusal
from drivers.protocol import DeviceAway

_CONNECT_SECONDS = 3.0
_WRITE_SECONDS = 2.0


class TcpLine:
    """One TCP connection to one device."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._address = _address(url)
        self._socket: socket.socket | None = None

    @property
    def is_open(self) -> bool:
        """Whether the line is held."""
        return self._socket is not None

    def open(self) -> None:
        """Connect, within three seconds. Raises DeviceAway when nobody answers there."""
        if self._socket is not None:
            return
        try:
            self._socket = socket.create_connection(self._address, timeout=_CONNECT_SECONDS)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket.settimeout(_WRITE_SECONDS)
        except OSError as error:
            self.close()
            raise DeviceAway(f"Nobody answers at {self.url}.") from error

    def close(self) -> None:
        """Let the line go. Never raises."""
        held, self._socket = self._socket, None
        if held is not None:
            with contextlib.suppress(OSError):
                held.close()

    def read(self, timeout: float) -> bytes:
        """What has come, waiting up to timeout seconds for the first byte. b"" when nothing came."""
        held = self._held()
        try:
            ready, _, _ = select.select([held], [], [], timeout)
            if not ready:
                return b""
            data = held.recv(65536)
        except (OSError, ValueError) as error:
            raise DeviceAway(f"{self.url} was unplugged.") from error
        if not data:
            raise DeviceAway(f"{self.url} was unplugged.")
        return data

    def read_until(self, end: bytes, timeout: float) -> bytes:
        """Bytes up to and with `end`; what came by then if timeout seconds pass first."""
        deadline = time.monotonic() + timeout
        data = b""
        while not data.endswith(end) and (left := deadline - time.monotonic()) > 0:
            data += self.read(left)
        return data

    def write(self, data: bytes) -> None:
        """Send all of data. Raises DeviceAway when the line is gone or takes no bytes for two seconds."""
        try:
            self._held().sendall(data)
        except OSError as error:
            raise DeviceAway(f"{self.url} was unplugged.") from error

    def discard(self) -> None:
        """Throw away what has come unread: the tail of an answer nobody waited for."""
        while self.read(0):
            pass

    def _held(self) -> socket.socket:
        if self._socket is None:
            raise DeviceAway(f"{self.url} is not open.")
        return self._socket


def _address(url: str) -> tuple[str, int]:
    try:
        parts = urlsplit(url)
        if parts.scheme == "socket" and parts.hostname and parts.port:
            return parts.hostname, parts.port
    except ValueError:
        pass  # a port that is no number: refused like every other wrong address
    raise Refusal("device", f"“{url}” is no network address.", "Write it as socket://host:port.")
