"""The commands of the bootstrap and how their troubles are told."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from installer import checks, launch
from installer.console import Progress
from installer.environment import Environment
from installer.machine import Machine, this_machine
from installer.process import Runner, run_watched
from installer.setup import Purpose, Setup
from installer.trouble import Exit, Trouble, from_os_error

ROOT = Path(__file__).resolve().parent.parent


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="installer/bootstrap.py", description="Prepare Stillage on this machine.")
    top.add_argument("--verbose", action="store_true", help="show every line of the programs that are run")
    commands = top.add_subparsers(dest="command", required=True)
    setup = commands.add_parser("setup", help="prepare the environment .venv and stop")
    setup.add_argument(
        "--for", dest="purpose", choices=("run", "test"), default="run", help="with the tests' tools too?"
    )
    run = commands.add_parser("run", help="prepare, then open the control room (without a display: the headless demo)")
    run.add_argument("arguments", nargs=argparse.REMAINDER, help="passed on to the program")
    test = commands.add_parser("test", help="prepare, then run every check and test")
    workers = checks.default_workers()
    test.add_argument("--workers", type=int, default=workers, help=f"processes of pytest (here {workers})")
    test.add_argument("arguments", nargs=argparse.REMAINDER, help="passed on to pytest")
    return top


def main(arguments: Sequence[str], machine: Machine | None = None, run: Runner = run_watched) -> int:
    """Run one command; every trouble foreseen ends in two lines of plain words and its exit code."""
    chosen = parser().parse_args(arguments)
    try:
        return perform(chosen, machine or this_machine(), run)
    except Trouble as trouble:
        return tell(trouble)
    except OSError as error:
        trouble_of = from_os_error(error)
        if trouble_of is None:
            raise
        return tell(trouble_of)
    except KeyboardInterrupt:
        return tell(Trouble("interrupted", "run the same command again; it goes on from here", Exit.INTERRUPTED))


def perform(chosen: argparse.Namespace, machine: Machine, run: Runner) -> int:
    """Prepare and go on to what was asked for. Raises Trouble, OSError."""
    purpose: Purpose = "test" if chosen.command == "test" or getattr(chosen, "purpose", "") == "test" else "run"
    environment = prepare(machine, run, purpose, chosen.verbose)
    rest = [word for word in getattr(chosen, "arguments", []) if word != "--"]
    if chosen.command == "test":
        planned = checks.planned(environment.python, chosen.workers, rest)
        return checks.run_all(planned, launch.without_display(machine), ROOT)
    if chosen.command == "run":
        planned_launch = launch.plan(machine, environment.python, rest)
        for note in planned_launch.notes:
            print(note)
        return launch.start(planned_launch, ROOT)
    print(f"Stillage is ready. Start it with: {Path(sys.executable).name} installer/bootstrap.py run")
    return Exit.DONE


def prepare(machine: Machine, run: Runner, purpose: Purpose, verbose: bool) -> Environment:
    """Every step of the preparation, shown as it goes. Raises Trouble, OSError."""
    width = shutil.get_terminal_size().columns
    progress = Progress(sys.stdout, live=sys.stdout.isatty(), width=width, verbose=verbose)
    return Setup(ROOT, machine, run, progress, purpose).prepare()


def tell(trouble: Trouble) -> int:
    """Say what happened and what to do next."""
    sys.stdout.flush()
    sys.stderr.write(f"\nStopped: {trouble.what}.\nWhat to do: {trouble.next_step}\n")
    return trouble.code
