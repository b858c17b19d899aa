"""`stillage picklist open|print|enter`: picking on paper, for sites without handhelds and for bad days."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from app.domain.errors import Refusal
from app.services.lookup import Codes
from app.services.picking import Picking, enter_result, pick_list_pdf, read_pick_list
from app.services.picking.paper_file import read_table, write_table
from app.services.session import Session
from db.embedded import Cluster, Logins
from db.embedded.logins import DATABASE

SUPERVISOR = "supervisor"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `stillage picklist` understands."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    _action(actions, "open", "batches that have something left to do")
    printed = _action(actions, "print", "write the list of a batch, and hold the batch for a shift")
    printed.add_argument("batch", type=int, metavar="BATCH")
    printed.add_argument("file", type=Path, metavar="FILE.pdf")
    printed.add_argument("--table", type=Path, metavar="FILE.csv", help="the same as a table, to type the result into")
    entered = _action(actions, "enter", "record what came of a list: a table with Pick, Taken and Why less")
    entered.add_argument("batch", type=int, metavar="BATCH")
    entered.add_argument("file", type=Path, metavar="FILE")
    entered.add_argument("--place", required=True, metavar="CODE", help="the packing or staging place of the totes")


def run(args: argparse.Namespace) -> int:
    """Carry out one action. Exit code 0, or 1 where lines cannot be recorded: each is said."""
    with _session(args) as session:
        return {"open": _open, "print": _print, "enter": _enter}[args.action](args, session)


def _action(actions: Any, name: str, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=text, description=text)
    parser.add_argument("--url", metavar="URL", help="a PostgreSQL server; without it the database beside the program")
    parser.add_argument("--warehouse", metavar="CODE", help="which warehouse; without it the first you may see")
    return parser


@contextmanager
def _session(args: argparse.Namespace) -> Iterator[Session]:
    """As the person of the URL, or the supervisor of our own database."""
    with _at(args) as url, closing(Session.open(url, args.warehouse, application="stillage-picklist")) as session:
        yield session


@contextmanager
def _at(args: argparse.Namespace) -> Iterator[str]:
    if args.url:
        yield args.url
        return
    cluster = Cluster()
    cluster.start()
    try:
        yield Logins(cluster).url_for(SUPERVISOR, DATABASE)
    finally:
        cluster.release()


def _open(args: argparse.Namespace, session: Session) -> int:
    for batch in Picking(session, "paper").open_batches():
        who = batch.person if batch.live else "nobody"
        sys.stdout.write(f"{batch.batch}\t{batch.mode}\t{batch.orders} orders\t{batch.open} picks open\t{who}\n")
    return 0


def _print(args: argparse.Namespace, session: Session) -> int:
    sheet = read_pick_list(session, args.batch)
    try:
        args.file.write_bytes(pick_list_pdf(sheet))
    except OSError as error:
        raise Refusal(
            "paper.file", f"{args.file} cannot be written ({error.strerror}).", "Name another file."
        ) from error
    if args.table is not None:
        write_table(args.table, sheet)
    sys.stdout.write(f"{len(sheet.stops)} stops of batch {sheet.batch}, held for {sheet.person}.\n")
    return 0


def _enter(args: argparse.Namespace, session: Session) -> int:
    place = Codes(session.door, session.warehouse.warehouse_id).place(args.place)
    if place is None:
        raise Refusal("WM404", f"There is no place {args.place}.", "Name the packing or staging place of the totes.")
    try:
        lines = read_table(args.file)
        done = enter_result(session, read_pick_list(session, args.batch), lines, int(place.id))
    except Refusal as refusal:
        for problem in refusal.detail.get("problems", ()):
            sys.stderr.write(f"{problem}\n")
        raise
    totes = "".join(f"Tote of {number or 'all orders'}: {sscc}\n" for number, sscc in sorted(done.totes.items()))
    rest = f" {done.left} picks were planned elsewhere: print the list again." if done.left else ""
    missing = f" {done.missing.normalize():f} cannot be found anywhere." if done.missing else ""
    words = f"{done.picked.normalize():f} recorded, {done.short.normalize():f} short.{missing}{rest}"
    sys.stdout.write(f"{totes}{words}\n")
    return 0
