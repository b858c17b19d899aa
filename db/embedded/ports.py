"""A free port on 127.0.0.1 that no outgoing connection will take while the server is down."""

import random
import socket
import sys

import psutil

FIRST, LAST = 20000, 29999  # below the range from which Linux, macOS and Windows take ports for outgoing connections
_TRIES = 200


def is_free(port: int) -> bool:
    """Whether the server could listen there now. Asked with the option that PostgreSQL sets itself."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        if sys.platform == "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
            listener.listen(1)
        except OSError:
            return False
    return True


def choose() -> int | None:
    """A free port, by chance so that two servers started at once rarely want the same; None if there is none."""
    for _ in range(_TRIES):
        port = random.randint(FIRST, LAST)  # noqa: S311  not a secret
        if is_free(port):
            return port
    return None


def holder(port: int) -> str:
    """The program that listens on the port, as a person would name it; "another program" where we may not see."""
    try:
        for link in psutil.net_connections("tcp"):
            if link.status == psutil.CONN_LISTEN and link.laddr and link.laddr.port == port and link.pid:
                return f"{psutil.Process(link.pid).name()} (process {link.pid})"
    except (psutil.Error, OSError):
        pass
    return "another program"
