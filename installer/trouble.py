"""What can go wrong while a machine is prepared, in words a person can act on, each with its exit code."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of the bootstrap."""

    DONE = 0
    FAILED = 1
    WRONG_PYTHON = 2
    NEEDS_A_HAND = 3
    NO_NETWORK = 4
    NO_SPACE = 5
    NOT_WRITABLE = 6
    INTERRUPTED = 130


class Trouble(Exception):  # noqa: N818  most are states of the machine, not errors of ours
    """Preparation cannot go on: what happened, what to do next, and the exit code that says so to a script."""

    def __init__(self, what: str, next_step: str, code: Exit = Exit.FAILED) -> None:
        super().__init__(what)
        self.what = what
        self.next_step = next_step
        self.code = code


NO_SPACE_SIGNS = ("no space left on device", "[errno 28]", "not enough space on the disk", "disk quota exceeded")
NOT_WRITABLE_SIGNS = ("[errno 13]", "[errno 30]", "[winerror 5]", "read-only file system")
NO_NETWORK_SIGNS = (
    "failed to establish a new connection",
    "temporary failure in name resolution",
    "temporary failure resolving",
    "could not resolve",
    "name or service not known",
    "getaddrinfo failed",
    "nodename nor servname",
    "connection timed out",
    "read timed out",
    "connecttimeouterror",
    "newconnectionerror",
    "network is unreachable",
    "connection refused",
    "proxyerror",
    "connection broken",
    "unable to connect",
)
CERTIFICATE_SIGNS = ("certificate_verify_failed", "certificate verify failed")
HASH_SIGNS = ("do not match the hashes",)
NO_WHEEL_SIGNS = ("no matching distribution found", "could not find a version that satisfies")
LOCK_SIGNS = ("could not get lock",)


def no_space() -> Trouble:
    """The disk is full."""
    step = "free about 2 GB on this disk and run the same command again; what was done so far is kept"
    return Trouble("the disk is full", step, Exit.NO_SPACE)


def not_writable(place: str) -> Trouble:
    """The checkout cannot be written to."""
    step = "copy the checkout to a folder that you may write to (it holds .venv beside the sources) and run it there"
    return Trouble(f"{place} is not writable", step, Exit.NOT_WRITABLE)


def from_os_error(error: OSError) -> Trouble | None:
    """The trouble that a system call's error stands for; None when it is not one of those foreseen."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return no_space()
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return not_writable(str(error.filename or "the checkout"))
    return None


def from_output(lines: Sequence[str], doing: str) -> Trouble:
    """The trouble behind the last lines of a failed pip, venv or apt-get; unforeseen ones quote those lines."""
    text = "\n".join(lines).lower()

    def has(signs: Sequence[str]) -> bool:
        return any(sign in text for sign in signs)

    if has(NO_SPACE_SIGNS):
        return no_space()
    if has(NOT_WRITABLE_SIGNS):
        return not_writable("the checkout")
    if has(HASH_SIGNS):
        step = "do not install it; a proxy or mirror may have altered it: try another network, or tell the maintainers"
        return Trouble(f"{doing}: a downloaded file is not the one that was pinned", step)
    if has(CERTIFICATE_SIGNS):
        step = "if a proxy of yours signs connections, name its certificate in PIP_CERT and run the same command again"
        return Trouble(f"{doing}: the package registry's certificate is not trusted", step, Exit.NO_NETWORK)
    if has(NO_NETWORK_SIGNS):
        step = "check the connection (and a proxy, if you use one) and run the same command again; it goes on from here"
        return Trouble(f"{doing}: the package registry was not reached", step, Exit.NO_NETWORK)
    if has(LOCK_SIGNS):
        step = "wait until the other package manager has finished and run the same command again"
        return Trouble(f"{doing}: another package manager is at work", step, Exit.NEEDS_A_HAND)
    if has(NO_WHEEL_SIGNS):
        step = "use Python 3.11 to 3.14, 64 bit, on Linux with glibc 2.34 or newer, macOS 14 or newer, or Windows 10/11"
        return Trouble(f"{doing}: a pinned package has no file for this machine and Python", step)
    quoted = "\n".join(f"    {line}" for line in lines[-12:]) or "    (it printed nothing)"
    return Trouble(
        f"{doing} failed; its last lines:\n{quoted}", "run the same command again, with --verbose to see all"
    )
