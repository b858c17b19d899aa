"""`stillage COMMAND`: argument parsing only. Each command's module is loaded when it is the one asked for, so that the
window opens without paying for the benches."""

import argparse
import importlib
import os
import select
import sys
from types import ModuleType
from typing import TextIO

from app.domain.errors import Fault, Refusal

COMMANDS = {
    "up": ("app.bootstrap.console", "open the control room"),
    "handheld": ("app.bootstrap.handheld", "the window of a person on the floor, worked with a scanner alone"),
    "db": ("app.bootstrap.database", "the database: up, down, url, migrate, check"),
    "audit": ("app.bootstrap.audit", "proof: verify the sealed ledger, print its head, export it"),
    "daemon": ("app.bootstrap.daemon", "the clockwork: seals, checks, expires, wakes; its status"),
    "demo": ("app.bootstrap.demo", "play a shift of real order lines against a demo warehouse"),
    "picklist": ("app.bootstrap.picklist", "picking on paper: print a batch, enter what came of it"),
    "layout": ("app.bootstrap.layout", "the floor plan: check a file, import it, export it"),
    "doctor": ("app.bootstrap.doctor", "what this machine has, what it lacks and what to do"),
    "bench": ("app.bench", "measure: posting, heatmap, feed"),
    "shots": ("app.bootstrap.shots", "render every screen in both themes and lint what is rendered"),
}
OURS = frozenset({"app", "db", "drivers", "resources"})


NOBODY_READS = 128 + 13
"""Exit code where whoever read the output has gone (`stillage ... | head`): what a shell tells of other tools."""


def main(argv: list[str] | None = None) -> int:
    """Run one command. Exit code 0 on success, 1 on a refusal or fault (said in words), 2 on usage."""
    try:
        try:
            return _carried_out(sys.argv[1:] if argv is None else argv)
        finally:
            if sys.stdout is not None:  # a window without a console has none
                sys.stdout.flush()  # here, where it can be answered, and not when the interpreter ends
    except BrokenPipeError:
        if not _unread():
            raise  # a pipe of ours, not the one that the command writes to
        return NOBODY_READS


def _carried_out(words: list[str]) -> int:
    try:
        return _run(words or ["up"])
    except Refusal as refusal:
        sys.stderr.write(f"stillage: {refusal.what} {refusal.next_step}\n")
    except Fault as fault:
        sys.stderr.write(f"stillage: {fault.what} {fault.safe} Reference {fault.reference}.\n")
    except ImportError as error:
        sys.stderr.write(f"stillage: {_missing(error)} Run: python3 installer/bootstrap.py setup\n")
    except KeyboardInterrupt:
        sys.stderr.write("stillage: stopped at your word; what was posted is kept.\n")
    return 1


def _run(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="stillage", description="A control room for warehouses.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, (_, text) in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text)
        if words[0] == name:
            _module(name).add_arguments(command)
    args = parser.parse_args(words)
    if args.command is None:
        parser.print_help()
        return 2
    return int(_module(args.command).run(args))


def _unread() -> bool:
    """Whether nobody reads our output any more. What is still to be written to such a stream goes nowhere."""
    gone = [stream for stream in (sys.stdout, sys.stderr) if stream is not None and _is_broken(stream)]
    for stream in gone:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    return bool(gone)


def _is_broken(stream: TextIO) -> bool:
    """Whether the other end of a pipe is closed. Asked of the system: a stream that has failed to write forgets it."""
    try:
        descriptor = stream.fileno()
    except OSError:
        return False  # no pipe at all
    if not hasattr(select, "poll"):
        return True  # Windows cannot be asked; there, too, it is the output in all likelihood
    asked = select.poll()
    asked.register(descriptor, 0)
    return any(event & select.POLLERR for _, event in asked.poll(0))


def _missing(error: ImportError) -> str:
    """What the installation lacks, in a sentence; raises the error again where it is our own."""
    package = (error.name or "").partition(".")[0]
    if not package or package in OURS:
        raise error
    if isinstance(error, ModuleNotFoundError):
        return f"the package {package} is not installed."
    return f"the package {package} cannot be loaded ({error})."  # a library of the system beneath it is missing


def _module(name: str) -> ModuleType:
    return importlib.import_module(COMMANDS[name][0])


if __name__ == "__main__":
    sys.exit(main())
