"""A TCP proxy between a client and the server that goes wrong on purpose."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

MODES = ("pass", "silent", "deaf", "cut")


class Proxy:
    """mode "pass": as if it were not there. "silent": nothing passes either way, connections stay open. "deaf": what the
    client sends arrives, no answer comes back. "cut": all connections are closed, new ones too. Changes at once."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 5432)
        self.mode = "pass"
        self.answers: int | None = None  # of each connection; what the server says after these is lost
        self.accepted = 0
        self._let = threading.Event()
        self._let.set()
        self._stopped = threading.Event()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept, name="proxy")]
        self._threads[0].start()
        port = self._listener.getsockname()[1]
        self.url = urlunsplit(parts._replace(netloc=f"{parts.netloc.rsplit('@', 1)[0]}@127.0.0.1:{port}"))

    def turn(self, mode: str) -> None:
        """Change the mode for all connections, old and new."""
        assert mode in MODES
        self.mode = mode
        (self._let.set if mode in ("pass", "cut", "deaf") else self._let.clear)()
        if mode == "cut":
            self._shut()

    def close(self) -> None:
        """End everything and wait for the threads."""
        self._stopped.set()
        self._let.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._shut()
        for thread in self._threads:
            thread.join()
        for pair in self._pairs:
            for end in pair:
                end.close()

    def _shut(self) -> None:
        for pair in self._pairs:
            for end in pair:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.accepted += 1
            if self.mode == "cut":
                client.close()
                continue
            server = socket.create_connection(self._target)
            self._pairs.append((client, server))
            for source, sink, to_client in ((client, server, False), (server, client, True)):
                pump = threading.Thread(target=self._pump, args=(source, sink, to_client), name="proxy-pump")
                self._threads.append(pump)
                pump.start()

    def _pump(self, source: socket.socket, sink: socket.socket, to_client: bool) -> None:
        passed = 0
        try:
            while data := source.recv(65536):
                self._let.wait()
                lost = self.answers is not None and passed >= self.answers
                if to_client and (self.mode == "deaf" or lost):
                    continue
                passed += 1
                if self._stopped.is_set():
                    return
                sink.sendall(data)
        except OSError:
            pass
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)


@contextmanager
def proxied(url: str) -> Iterator[Proxy]:
    """A proxy in front of the server of this URL."""
    proxy = Proxy(url)
    try:
        yield proxy
    finally:
        proxy.close()
