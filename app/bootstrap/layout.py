"""`stillage layout import|export|check FILE`: layouts of files and of the database."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.bootstrap.layout_moves import read_moves, write_moves
from app.domain.errors import Refusal
from app.layout.addresses import AddressBook
from app.layout.checks import Finding, check_all, fixes_for
from app.layout.diff import bins_in
from app.layout.document import LayoutDocument
from app.layout.dxf.found import MM_OF, Unit
from app.layout.dxf.mapping import WORDS, suggested
from app.layout.dxf.proposal import ImportPlan, draw_import, propose_import
from app.layout.elements import Floor
from app.layout.lists import ListPlan
from app.layout.locations import lay_list, loose_bins
from app.layout.racking import ElementId
from app.layout.table import Layout
from app.services.layout import Conflicted, Draft, Layouts, Preflight
from app.services.layout_files.dxf_in import read_dxf_file
from app.services.layout_files.files import WRITTEN, read_layout, write_layout
from app.services.layout_files.lists_in import ENDINGS as LISTS
from app.services.layout_files.lists_in import FIELDS, read_list_file
from app.services.layout_files.plan_sheet import PlanTitle
from app.services.session import Session
from db.embedded import Cluster, Logins
from db.embedded.database import ensure
from db.embedded.logins import DATABASE

AT_HOME = "supervisor"  # plans as well in a database of one's own
SHOWN = 100  # findings that are told; the rest is counted
FOUND = 1  # exit code
ENDINGS = tuple(ending.removeprefix(".") for ending in WRITTEN)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `stillage layout` understands."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    check = actions.add_parser("check", help="what is wrong in a layout file, and what puts it right")
    taken = actions.add_parser("import", help="take a layout file as a draft, and publish it if you say so")
    given = actions.add_parser("export", help="write the layout to a file, as its ending says: " + ", ".join(ENDINGS))
    for action in (check, taken, given):
        action.add_argument("file", type=Path, metavar="FILE")
    for action in (check, taken):
        action.add_argument(
            "--unit",
            choices=tuple(MM_OF),
            help="of a list of locations (CSV, XLSX); takes a DXF of another program by names of layers",
        )
        action.add_argument(
            "--across",
            action="store_true",
            help="in a list, odd and even bays of a rack face each other over the aisle",
        )
        action.add_argument("--y-up", action="store_true", help="in a list, y grows upward: it is turned over")
    check.add_argument("--json", action="store_true", help="end with one JSON object on the last line")
    check.add_argument("--all", action="store_true", help=f"tell every finding, not the first {SHOWN} only")
    for action in (taken, given):
        action.add_argument("--url", metavar="URL", help="a PostgreSQL server; without it our own database")
        action.add_argument("--warehouse", metavar="CODE", help="the warehouse; without it the first of yours")
    taken.add_argument("--name", metavar="NAME", help="of the draft; without it the file's")
    taken.add_argument("--over", action="store_true", help="save it over a draft of that name that is there")
    taken.add_argument("--moves", type=Path, metavar="LIST", help="the move map: old, new, how (same or goods)")
    taken.add_argument("--suggest", type=Path, metavar="LIST", help="write the move map that is suggested to this file")
    taken.add_argument("--publish", action="store_true", help="publish it, if nothing stands against that")
    taken.add_argument("--note", default="", metavar="TEXT", help="why, for the audit trail")
    which = given.add_mutually_exclusive_group()
    which.add_argument("--version", type=int, metavar="N", help="an older version")
    which.add_argument("--draft", metavar="NAME", help="a draft")


def run(args: argparse.Namespace) -> int:
    """Carry out one action. Exit code 0, or 1 where something stands against publishing."""
    actions = {"check": _check, "import": _import, "export": _export}
    return actions[args.action](args)


def _check(args: argparse.Namespace) -> int:
    layout = read(args.file, args.unit, across=args.across, y_up=args.y_up)
    findings = tuple(check_all(layout))
    blocking = sum(finding.blocking for finding in findings)
    shown = findings if args.all else findings[:SHOWN]
    book = _book(layout)
    for finding in shown:
        _say(_told(layout, finding, book))
    if len(shown) < len(findings):
        _say(f"… and {len(findings) - len(shown):,} more; --all tells them.")
    _say(
        f"{args.file.name}: {len(layout.elements):,} elements, {bins_in(layout):,} bins; {len(findings):,} findings, "
        f"{blocking:,} of them stand against publishing."
    )
    if args.json:
        told = [
            {"check": f.check, "what": f.what, "blocking": f.blocking, "bins": f.bins, "element": f.element}
            for f in findings
        ]
        _say(json.dumps({"bins": bins_in(layout), "blocking": blocking, "findings": told}, ensure_ascii=False))
    return FOUND if blocking else 0


def _book(layout: Layout) -> AddressBook:
    """All addresses, read once for all findings."""
    book = AddressBook()
    book.renew(layout.elements, layout.find)
    return book


def _told(layout: Layout, finding: Finding, book: AddressBook) -> str:
    """One finding and what would put it right."""
    fixes = fixes_for(layout, finding, book)
    repair = " Or: ".join(f"{fix.title}." for fix in fixes) or "Correct it in the layout editor."
    return f"{'!' if finding.blocking else '·'} {finding.what}\n    {repair}"


def _import(args: argparse.Namespace) -> int:
    layout = read(args.file, args.unit, across=args.across, y_up=args.y_up)
    moves = () if args.moves is None else read_moves(args.moves)
    with _session(args) as session:
        layouts = Layouts(session)
        draft = _drafted(layouts, args.name or args.file.stem, layout, over=args.over)
        _say(f"Draft “{draft.name}” is saved in {session.warehouse.code}, upon version {draft.base}.")
        preflight = layouts.preflight(draft, moves)
        _say(preflight.diff.summary())
        for line in _against(preflight, layout):
            _say(line)
        if args.suggest is not None:
            number = write_moves(args.suggest, preflight.moves)
            _say(f"{args.suggest}: {number:,} lines of the move map. Give it back with --moves.")
        if preflight.blocking:
            _say("It is not published: put right what stands against it, here or in the layout editor.")
            return FOUND
        if not args.publish:
            _say("Nothing stands against publishing it.")
            return 0
        if preflight.diff.empty:
            _say("Nothing differs from what is published; no version was made.")
            return 0
        published = layouts.publish(draft, moves, args.note, lambda _done, _total, words: _tell(words))
        moved = f" {published.moved:,} times goods were moved." if published.moved else ""
        _say(f"Version {published.version.no} is published: {published.version.summary}.{moved}")
    return 0


def _drafted(layouts: Layouts, name: str, layout: Layout, *, over: bool) -> Draft:
    """The layout as a draft: a new one, or over the one of that name."""
    there = next((draft for draft in layouts.drafts() if draft.name == name), None) if over else None
    if there is None:
        return layouts.new_draft(name, layout, layouts.open_published().no).draft
    answer = layouts.save_draft(layouts.open_draft(there.draft_id), layout)
    if isinstance(answer, Conflicted):
        raise Refusal("WM412", answer.words(), "Import it once more, or put both together in the layout editor.")
    return answer.opened.draft


def _against(preflight: Preflight, layout: Layout) -> Iterator[str]:
    """What is to be known before it is published, what blocks first."""
    blocking = [finding for finding in preflight.findings if finding.blocking]
    book = _book(layout)
    yield from (_told(layout, finding, book) for finding in blocking[:SHOWN])
    stands = [stand for stand in preflight.stands if stand.blocks]
    yield from (f"! {stand.code}: {stand.reason}\n    {stand.next_step}" for stand in stands[:SHOWN])
    suggested = sum(not move.drawn for move in preflight.moves)
    if stands and suggested:
        yield f"{suggested:,} lines of the move map are decided or suggested; --suggest LIST writes them."
    more = max(0, len(blocking) - SHOWN) + max(0, len(stands) - SHOWN)
    if more:
        yield f"… and {more:,} more."
    if preflight.labels:
        yield f"{len(preflight.labels):,} bins need a new label."
    if preflight.reused:
        yield f"{len(preflight.reused):,} addresses will mean another bin: take the old labels off first."


def _export(args: argparse.Namespace) -> int:
    with _session(args) as session:
        layouts = Layouts(session)
        said = f"Draft: {args.draft}"
        if args.draft is not None:
            found = next((draft for draft in layouts.drafts() if draft.name == args.draft), None)
            if found is None:
                raise Refusal("WM404", f"There is no draft “{args.draft}”.", "Write its name as the list shows it.")
            layout = layouts.open_draft(found.draft_id).layout
        else:
            opened = layouts.open_published() if args.version is None else layouts.open_version(args.version)
            layout, said = opened.layout, f"Version {opened.no}" if opened.no else "As found"
        today = datetime.now(ZoneInfo(session.warehouse.time_zone)).strftime("%d %b %Y")
        title = PlanTitle(session.warehouse.name, said, today, session.person.name)
    write_layout(layout, args.file, title=title)
    _say(f"{args.file}: {len(layout.elements):,} elements, {bins_in(layout):,} bins.")
    return 0


def read(file: Path, unit: Unit | None = None, *, across: bool = False, y_up: bool = False) -> Layout:
    """A layout from a file, by its ending. unit: of a DXF that another program drew, or of a list of locations; across:
    odd and even bays of a list face each other; y_up: its y grows upward. Raises Refusal."""
    ending = file.suffix.lower()
    if ending == ".dxf" and unit is not None:
        return _read_foreign(file, unit)
    plan = ListPlan(unit=unit or "mm", across=across, y_up=y_up)
    return _read_list(file, plan) if ending in LISTS else read_layout(file)


def _read_foreign(file: Path, unit: Unit) -> Layout:
    """A DXF of another program, each layer taken for what its name says; one of ours comes back as it was."""
    drawing = read_dxf_file(file)
    if drawing.own is not None:
        return drawing.own
    floor = Floor(id=ElementId("floor"), code="0")
    document, mapped = LayoutDocument([floor]), suggested(drawing.layers)
    plan = ImportPlan(floor=floor.id, unit=unit, mapped=mapped, corner=(0.0, 0.0))
    proposal = propose_import(drawing, plan, document)
    taken = sorted({WORDS[target] for target in mapped.values() if target != "leave"})
    left = sorted(name for name, target in mapped.items() if target == "leave")
    if not proposal.elements:
        raise Refusal(
            "drawing", f"No layer of {file.name} has a name that says what it is.",
            "Open it in the layout editor, where its layers are told what they are.",
        )  # fmt: skip
    with document.transaction("Import"):
        draw_import(document, proposal)
    _tell(f"Taken by the names of layers: {', '.join(taken)}. Left out: {', '.join(left) or 'nothing'}.")
    for note in (*drawing.notes, *(f"{one.layer}: {one.what}" for one in proposal.problems[:SHOWN])):
        _tell(note)
    return document


def _read_list(file: Path, plan: ListPlan) -> Layout:
    """A list of locations, drawn; every line of it, or none."""
    found = read_list_file(file)
    listed = lay_list(found, plan)
    if listed.problems:
        for problem in listed.problems[:SHOWN]:
            _tell(f"{problem.place}: {problem.what}")
        raise Refusal(
            "layout_file", f"{len(listed.problems):,} lines of {file.name} cannot be taken; nothing was.",
            "Put them right, or open the list in the layout editor, which leaves them out.",
        )  # fmt: skip
    named = [f"{heading} is {FIELDS[name].lower()}" for name, heading in found.columns.items() if heading != name]
    left = [heading for heading in found.headings if heading not in found.columns.values()]
    _tell(f"Columns: {', '.join(named) or 'as Stillage names them'}. Left out: {', '.join(left) or 'nothing'}.")
    for note in listed.notes:
        _tell(note)
    _tell("Racks and aisles are drawn from the list of locations; walls, doors and corridors are not in it.")
    if loose := loose_bins(listed.opened):
        _tell(f"{loose:,} bins stand in no even row on levels: each is a floor place.")
    return listed.opened.layout


@contextmanager
def _session(args: argparse.Namespace) -> Iterator[Session]:
    """Signed in at the given URL, or at our own database."""
    if args.url:
        with closing(Session.open(args.url, args.warehouse, application="stillage-layout")) as session:
            yield session
        return
    cluster = Cluster(progress=_tell)
    cluster.start()
    try:
        ensure(cluster)
        url = Logins(cluster).url_for(AT_HOME, DATABASE)
        with closing(Session.open(url, args.warehouse, application="stillage-layout")) as session:
            yield session
    finally:
        cluster.release()


def _say(line: Any) -> None:
    sys.stdout.write(f"{line}\n")


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
