"""A serial line by URL: /dev/ttyUSB0, COM3, socket://host:port, loop://, spy:///dev/ttyUSB0.

Whatever pyserial raises becomes DeviceAway with words. Not thread-safe: each driver holds its own lock.
"""

import time
from dataclasses import dataclass

import serial

from drivers.protocol import DeviceAway


@dataclass(frozen=True, slots=True)
class LineSettings:
    """How bytes travel. parity: N, E, O, M or S. Sockets ignore it."""

    baud: int = 9600
    bits: int = 8
    parity: str = "N"
    stop_bits: int = 1


class SerialPort:
    """One line to one device."""

    def __init__(self, url: str, line: LineSettings | None = None) -> None:
        self.url = url
        self._line = line or LineSettings()
        self._port: serial.SerialBase | None = None

    @property
    def is_open(self) -> bool:
        """Whether the line is held."""
        return self._port is not None

    def open(self) -> None:
        """Take the line. Raises DeviceAway when it is not there, busy, or refused."""
        if self._port is not None:
            return
        try:
            self._port = serial.serial_for_url(
                self.url,
                baudrate=self._line.baud,
                bytesize=self._line.bits,
                parity=self._line.parity,
                stopbits=self._line.stop_bits,
                timeout=0,
                write_timeout=2.0,
            )
        except (OSError, ValueError) as error:
            raise DeviceAway(f"{self.url} cannot be opened.") from error

    def close(self) -> None:
        """Let the line go. Never raises."""
        port, self._port = self._port, None
        if port is not None:
            try:
                port.close()
            except (OSError, ValueError):
                return  # it is gone already, which is what was wanted

    def read(self, timeout: float) -> bytes:
        """What has come, waiting up to timeout seconds for the first byte. b"" when nothing came."""
        port = self._held()
        try:
            port.timeout = timeout
            data: bytes = port.read(1)
            if data:
                port.timeout = 0
                data += port.read(4096)
        except (OSError, ValueError, TypeError) as error:  # pyserial raises TypeError on a line closed meanwhile
            raise DeviceAway(f"{self.url} was unplugged.") from error
        return data

    def read_until(self, end: bytes, timeout: float) -> bytes:
        """Bytes up to and with `end`; what came by then if timeout seconds pass first."""
        deadline = time.monotonic() + timeout
        data = bytearray()
        while not data.endswith(end):
            left = deadline - time.monotonic()
            if left <= 0:
                break
            data += self.read(left)
        return bytes(data)

    def write(self, data: bytes) -> None:
        """Send all of data. Raises DeviceAway when the line is gone or takes no bytes for two seconds."""
        try:
            self._held().write(data)
        except (OSError, ValueError) as error:
            raise DeviceAway(f"{self.url} was unplugged.") from error

    def discard(self) -> None:
        """Throw away what has come unread: the tail of an answer nobody waited for."""
        while self.read(0):
            pass

    def _held(self) -> serial.SerialBase:
        if self._port is None:
            raise DeviceAway(f"{self.url} is not open.")
        return self._port
