"""The far end of a cable: a TCP server on this machine that answers as a device would, and can be unplugged."""

import contextlib
import selectors
import socket
from collections.abc import Callable
from threading import Condition, Lock, Thread

from drivers.sim.faults import Faults


class TcpPeer:
    """Serves any number of connections on one thread. `answer` gets what one of them sent and returns the reply."""

    def __init__(self, answer: Callable[[bytes], bytes], faults: Faults | None = None) -> None:
        self.faults = faults or Faults()
        self._answer = answer
        self._port = 0
        self._changed = Condition()
        self._clients: set[socket.socket] = set()
        self._wake: socket.socket | None = None
        self._thread: Thread | None = None
        self._cable = Lock()

    @property
    def url(self) -> str:
        """Where drivers reach it. The port stays the same when it is unplugged and plugged in again."""
        return f"socket://127.0.0.1:{self._port}"

    @property
    def plugged(self) -> bool:
        """Whether anybody could connect now."""
        return self._thread is not None

    def plug(self) -> None:
        """Begin to listen. A plugged peer stays as it is."""
        with self._cable:
            if self._thread is not None:
                return
            listener = socket.create_server(("127.0.0.1", self._port))
            self._port = listener.getsockname()[1]
            self._wake, woken = socket.socketpair()
            self._thread = Thread(target=self._serve, args=(listener, woken), name=f"peer {self._port}", daemon=True)
            self._thread.start()

    def unplug(self) -> None:
        """Cut every connection and listen no more, as when the cable is pulled."""
        with self._cable:  # a test pulls it while the supervisor, told that nobody answers, closes the device
            thread, wake = self._thread, self._wake
            if thread is None or wake is None:
                return
            wake.send(b"x")
            thread.join()
            wake.close()
            self._thread = self._wake = None

    def stop(self) -> None:
        """Unplug for good."""
        self.faults.hurry()
        self.unplug()

    def connected(self, timeout: float) -> bool:
        """Wait up to timeout seconds until somebody is connected."""
        with self._changed:
            return self._changed.wait_for(lambda: bool(self._clients), timeout)

    def send(self, data: bytes) -> int:
        """Say something unasked, as a scanner does. Returns how many connections it went to."""
        spoilt = self.faults.spoil(data)
        with self._changed:
            clients = list(self._clients)
        for client in clients:
            with contextlib.suppress(OSError):
                client.sendall(spoilt)
        return len(clients)

    def _serve(self, listener: socket.socket, woken: socket.socket) -> None:
        with listener, woken, selectors.DefaultSelector() as selector:
            selector.register(listener, selectors.EVENT_READ)
            selector.register(woken, selectors.EVENT_READ)
            try:
                while True:
                    for key, _ in selector.select():
                        if key.fileobj is woken:
                            return
                        if key.fileobj is listener:
                            self._accept(listener, selector)
                        elif isinstance(key.fileobj, socket.socket):
                            self._hear(key.fileobj, selector)
            finally:
                with self._changed:
                    for client in self._clients:
                        client.close()
                    self._clients.clear()

    def _accept(self, listener: socket.socket, selector: selectors.BaseSelector) -> None:
        client, _ = listener.accept()
        with self._changed:
            self._clients.add(client)
            self._changed.notify_all()
        selector.register(client, selectors.EVENT_READ)

    def _hear(self, client: socket.socket, selector: selectors.BaseSelector) -> None:
        try:
            data = client.recv(65536)
            if data:
                reply = self.faults.spoil(self._answer(data))
                client.sendall(reply)
                return
        except OSError:
            pass  # the driver let go in the middle: the same as an end
        selector.unregister(client)
        with self._changed:
            self._clients.discard(client)
        client.close()
