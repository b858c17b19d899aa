"""A TCP proxy before the database: it can be cut, put back, and made slow; nothing else is known of the network."""

import contextlib
import select
import socket
import threading
from urllib.parse import urlsplit, urlunsplit


class Proxy:
    """url: the database behind the proxy. cut(): as a pulled cable that says so; mend(): put it back in.

    delay: seconds that every piece of data takes from the server to the client.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._goal = (parts.hostname or "127.0.0.1", parts.port or 5432)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.05)
        who = parts.netloc.rsplit("@", 1)[0]
        place = f"{who}@127.0.0.1:{self._listener.getsockname()[1]}"
        self.url = urlunsplit((parts.scheme, place, parts.path, parts.query, ""))
        self.delay = 0.0
        self._open = threading.Event()
        self._open.set()
        self._stop = threading.Event()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._threads = [threading.Thread(target=self._accept, name="proxy-accept", daemon=True)]

    @classmethod
    def before(cls, url: str) -> "Proxy":
        return cls(url)

    def cut(self) -> None:
        """Every connection ends, and none is made."""
        self._open.clear()
        for pair in self._pairs:
            for end in pair:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Connections are made again."""
        self._open.set()

    def __enter__(self) -> "Proxy":
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self.cut()
        for thread in list(self._threads):
            thread.join()
        self._listener.close()

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                client, _ = self._listener.accept()
            except TimeoutError:
                continue
            if not self._open.is_set():
                client.close()
                continue
            server = socket.create_connection(self._goal)
            self._pairs.append((client, server))
            thread = threading.Thread(target=self._carry, args=(client, server), name="proxy-carry", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        with client, server, contextlib.suppress(OSError):
            while True:
                readable, _, _ = select.select([client, server], [], [], 0.2)
                for end in readable:
                    data = end.recv(65536)
                    if not data:
                        return
                    if end is server and self.delay:
                        self._stop.wait(self.delay)
                    (server if end is client else client).sendall(data)
                if self._stop.is_set() or not self._open.is_set():
                    return
