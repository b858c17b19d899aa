"""`stillage audit verify|head|export|key|restored`: is the ledger what was written?"""

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.config import home
from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.domain.proof import Head
from app.services.proof import heads, keys
from app.services.proof.portable import ProofFile, export
from app.services.proof.verify import Anchors, Outcome, Source, Verification
from db import maintain, posting
from db.embedded import Cluster, Logins
from db.embedded.database import ensure
from db.embedded.logins import DATABASE
from db.engine import Database
from db.proof import Evidence

SUPERVISOR = "supervisor"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `stillage audit` understands."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    verify = _action(actions, "verify", "is every sealed entry as it was written?")
    verify.add_argument("--file", type=Path, metavar="FILE", help="a proof file, instead of a database")
    verify.add_argument("--head", action="append", default=[], metavar="N:HASH", help="a head that was printed earlier")
    verify.add_argument("--key", action="append", default=[], metavar="HEX", help="trust this public key and no other")
    verify.add_argument("--forget", action="store_true", help="do not keep the head and keys that were found true")
    verify.add_argument("--json", action="store_true", help="end with one JSON object on the last line")
    _action(actions, "head", "the end of the chain, to print or to note").add_argument(
        "--json", action="store_true", help="one JSON object"
    )
    carried = _action(actions, "export", "a proof file that is verified without the database")
    carried.add_argument("file", type=Path, metavar="FILE")
    carried.add_argument("--since", type=datetime.fromisoformat, metavar="DATE", help="entries sealed since then only")
    key = _action(actions, "key", "the sealing key of this machine: made where there is none")
    key.add_argument(
        "--register", action="store_true", help="make it known to the warehouse (--url of an administrator)"
    )
    key.add_argument("--keyring", action="store_true", help="keep a new key in the system's keyring, not in a file")
    restored = _action(actions, "restored", "after a restore: the database goes on in a new epoch")
    restored.add_argument("--yes", action="store_true", help="it was verified against the last printed head")
    restored.add_argument("--copy", action="store_true", help="the original goes on, this is a copy beside it")


def run(args: argparse.Namespace) -> int:
    """Carry out one action. Exit code 0, or 1 where something is not true or not whole."""
    actions = {"verify": _verify, "head": _head, "export": _export, "key": _key, "restored": _restored}
    return actions[args.action](args)


def _action(actions: Any, name: str, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=text, description=text)
    parser.add_argument("--url", metavar="URL", help="a PostgreSQL server; without it the database beside the program")
    parser.add_argument("--warehouse", metavar="CODE", help="one warehouse; without it all that you may see")
    return parser


@contextmanager
def _at(args: argparse.Namespace, *, admin: bool = False) -> Iterator[str]:
    """The URL to read at: the given one, or that of our own database (admin: as its superuser)."""
    if args.url:
        yield args.url
        return
    cluster = Cluster(progress=_tell)
    cluster.start()
    try:
        yield ensure(cluster) if admin else Logins(cluster).url_for(SUPERVISOR, DATABASE)
    finally:
        cluster.release()


def _chosen(evidence: Evidence, code: str | None) -> list[tuple[int, str]]:
    found = [(warehouse, name) for warehouse, name in evidence.warehouses() if code in (None, name)]
    if not found:
        raise Refusal(
            "WM403", f"There is no warehouse {code or ''} for you here.", "Check the code, or ask an administrator."
        )
    return found


def _verify(args: argparse.Namespace) -> int:
    printed = [_parsed(text) for text in args.head]
    trusted = frozenset(_public(text) for text in args.key)
    if args.file:
        proof = ProofFile(args.file)
        heads_known = [*printed, *([proof.head] if proof.head else [])]
        outcome = _look(proof, proof.warehouse, proof.code, Anchors(heads_known, trusted))
        return _told(args, {proof.code: outcome}, [(proof.code, proof.keys(0), bool(trusted))])
    outcomes: dict[str, Outcome] = {}
    vouched: list[tuple[str, dict[str, bytes], bool]] = []
    with _at(args) as url, closing(Evidence(url)) as evidence:
        for warehouse, code in _chosen(evidence, args.warehouse):
            first = next(evidence.blocks(warehouse), None)
            epoch = first.epoch if first else str(evidence.window(warehouse, 1)["epoch"])
            chain = heads.name(epoch, code)
            known = heads.recall(home(), chain)
            publics = evidence.keys(warehouse)
            believed = trusted or known.keys | keys.own(home(), publics.values())
            anchors = Anchors([*printed, *([known.head] if known.head else [])], believed)
            outcome = _look(evidence, warehouse, code, anchors)
            outcomes[code] = outcome
            last = evidence.last(warehouse)
            waiting, impossible = evidence.unsealed(warehouse, last.xid_to if last else -(2**63))
            _tell(f"{code}: {waiting:,} entries wait to be sealed.")
            if impossible:
                _say(f"{code}: {impossible:,} entries name a transaction that has not begun: they were put in by hand.")
                outcomes[code + " (unsealed)"] = Outcome(0, waiting, 0, None, (), False)
            vouched.append((code, publics, bool(anchors.keys)))
            if outcome.true and not args.forget and first:
                heads.remember(home(), chain, outcome.head, anchors.keys or publics.values())
    return _told(args, outcomes, vouched)


def _look(source: Source, warehouse: int, code: str, anchors: Anchors) -> Outcome:
    """Verify with progress on a terminal; Ctrl-C ends it orderly with what was found so far."""
    shown = _Progress(code)
    verification = Verification(source, warehouse, anchors, shown.tell)
    before = signal.signal(signal.SIGINT, lambda *_: verification.stop())
    try:
        return verification.run()
    finally:
        signal.signal(signal.SIGINT, before)
        shown.end()


def _told(
    args: argparse.Namespace, outcomes: dict[str, Outcome], vouched: list[tuple[str, dict[str, bytes], bool]]
) -> int:
    for code, publics, known in vouched:
        outcome = outcomes[code]
        for problem in outcome.problems:
            _say(f"{code}: {problem}")
        rate = outcome.entries / outcome.seconds if outcome.seconds else 0.0
        verdict = "true" if outcome.true else "stopped before the end" if not outcome.whole else "NOT TRUE"
        _say(f"{code}: {outcome.blocks:,} blocks, {outcome.entries:,} entries, {rate:,.0f} a second: {verdict}.")
        if outcome.head:
            _say(f"{code}: head {outcome.head}")
        if publics and not known:
            _tell(f"{code}: its keys come from the source itself. Compare them with those of the sealing machine:")
            for public in publics.values():
                _tell(f"  {public.hex()}")
    true = all(outcome.true for outcome in outcomes.values())
    if args.json:
        said = {code: _as_json(outcome) for code, outcome in outcomes.items()}
        _say(json.dumps({"true": true, "warehouses": said}))
    return 0 if true else 1


def _as_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "true": outcome.true,
        "whole": outcome.whole,
        "blocks": outcome.blocks,
        "entries": outcome.entries,
        "seconds": round(outcome.seconds, 3),
        "head": str(outcome.head) if outcome.head else None,
        "problems": [{"block": p.block_no, "what": p.what, "entries": list(p.entries)} for p in outcome.problems],
    }


def _head(args: argparse.Namespace) -> int:
    with _at(args) as url, closing(Evidence(url)) as evidence:
        for warehouse, code in _chosen(evidence, args.warehouse):
            block = evidence.last(warehouse)
            if block is None:
                _tell(f"{code}: nothing is sealed yet. The daemon seals: stillage daemon.")
                continue
            signed = keys.Signatures(evidence.keys(warehouse).values()).holds(
                block.key_id, block.signature, block.statement()
            )
            if args.json:
                said = {"warehouse": code, "head": str(Head(block.block_no, block.block_hash)), "signed": signed}
                said |= {"key": block.key_id, "sealed_at": block.sealed_at.isoformat(), "epoch": block.epoch}
                _say(json.dumps(said))
            else:
                _say(f"{code} {Head(block.block_no, block.block_hash)}")
                word = (
                    f"signed with key {block.key_id}"
                    if signed and block.computed_hash() == block.block_hash
                    else "NOT SIGNED"
                )
                _tell(f"{code}: block {block.block_no:,} of {block.sealed_at:%Y-%m-%d %H:%M:%S} UTC, {word}.")
    return 0


def _export(args: argparse.Namespace) -> int:
    since = args.since if args.since is None or args.since.tzinfo else args.since.replace(tzinfo=UTC)
    with _at(args) as url, closing(Evidence(url)) as evidence:
        chosen = _chosen(evidence, args.warehouse)
        if len(chosen) > 1:
            raise Refusal(
                "warehouse",
                "A proof file is of one warehouse.",
                f"Choose with --warehouse: {', '.join(code for _, code in chosen)}.",
            )
        warehouse, code = chosen[0]
        shown = _Progress(code)
        try:
            head = export(evidence, warehouse, code, args.file, since=since, progress=shown.tell)
        except OSError as error:
            raise Refusal(
                "file", f"{args.file} cannot be written ({error.strerror}).", "Choose another place."
            ) from error
        shown.end()
    if head is None:
        raise Refusal("seal", "Nothing is sealed yet.", "Let the daemon seal first: stillage daemon --once.")
    _say(f"{args.file}: head {head}")
    return 0


def _key(args: argparse.Namespace) -> int:
    signer = keys.load_or_make(home(), keyring=args.keyring)
    _say(signer.public.hex())
    _tell(f"Key {signer.key_id}. This is its public half; the private one stays here ({home() / keys.FILE}).")
    if args.register:
        if not args.url:
            with _at(args, admin=True) as admin:
                maintain.trust_key(admin, signer.public, "this computer")
            return 0
        with closing(Database(args.url)) as door, closing(Evidence(args.url)) as evidence:
            for warehouse, code in _chosen(evidence, args.warehouse):
                posting.register_seal_key(
                    door, op=new_op(), warehouse=warehouse, public_key=signer.public.hex(), name="daemon"
                )
                _tell(f"{code}: signs with it from now on.")
    return 0


def _restored(args: argparse.Namespace) -> int:
    if not args.yes:
        raise Refusal(
            "restored",
            "A new epoch says that this copy is the true one from now on.",
            "Verify it against the last printed head first, then say so: stillage audit restored --yes.",
        )
    with _at(args, admin=True) as url:
        _say(f"Epoch {maintain.begin_epoch(url)}.")
        if args.copy:
            _say(f"Installation {maintain.rename_installation(url)}: what handhelds keep for the original stays there.")
    return 0


class _Progress:
    """One line on a terminal, rewritten; nothing where standard error is a file."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._shown = False

    def tell(self, done: int, total: int, block: int) -> None:
        if sys.stderr.isatty():
            share = f"{done / total:.0%}" if total else "100%"
            sys.stderr.write(f"\r{self._code}: {share}, block {block:,}, {done:,} of {total:,} entries ")
            sys.stderr.flush()
            self._shown = True

    def end(self) -> None:
        if self._shown:
            sys.stderr.write("\n")


def _parsed(text: str) -> Head:
    try:
        return Head.parse(text)
    except ValueError as error:
        raise Refusal(
            "head", f"{text[:80]} is not a head.", "It looks like 1234:9f86d081884c7d65..., as it was printed."
        ) from error


def _public(text: str) -> bytes:
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != 32:
        raise Refusal("key", "This is not the public half of a sealing key.", "Copy it whole from: stillage audit key.")
    return found


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
