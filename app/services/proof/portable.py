"""A proof that can be carried away: a text file, one JSON value a line, verified without the database.

    {"proof": "stillage", "version": 1, "warehouse": {...}, "columns": [...], "keys": {id: hex}}
    {"block": {...}, "marks": hex}        a block whose entries follow; without marks: of the chain only
    [xid, ledger_id, ...]                 an entry, its values in the order of columns
    {"head": "12:ab...", "blocks": 12, "entries": 3456}

The verifier hashes what is written there for people to read, not a second copy of it.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

from app.domain.entry_form import FORM, NAMES, decode, encode
from app.domain.errors import Refusal
from app.domain.proof import Block, Head
from app.services.proof.verify import Source
from db.proof import ENDLESS, Span

VERSION: Final = 1
PAGE_ROWS: Final = 2048


def export(
    source: Source,
    warehouse: int,
    code: str,
    file: Path,
    *,
    since: datetime | None = None,
    progress: Callable[[int, int, int], object] = lambda done, total, block: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Head | None:
    """Write the chain and the entries of the blocks sealed since then (all, if not given); the head that it ends with.

    None where there is no block, or it was stopped: then there is no file. Raises OSError where it cannot be written.
    """
    chain = list(source.blocks(warehouse))
    wanted = [block for block in chain if since is None or block.sealed_at >= since]
    if not chain:
        return None
    part = file.with_name(file.name + ".part")
    epochs = sorted({block.entry_from for block in chain})
    head = Head(chain[-1].block_no, chain[-1].block_hash)
    try:
        with part.open("w", encoding="utf-8", newline="\n") as out:
            keys = {key: public.hex() for key, public in source.keys(warehouse).items()}
            at = {"id": warehouse, "code": code}
            said = {"proof": "stillage", "version": VERSION, "warehouse": at, "form": FORM, "columns": NAMES}
            _line(out, said | {"made_at": datetime.now(UTC).isoformat(), "keys": keys})
            done, total = 0, sum(block.n for block in wanted)
            chosen = {block.block_no for block in wanted}
            for block in chain:
                if stopped():
                    return None
                if block.block_no not in chosen:
                    _line(out, {"block": block.as_json()})
                    continue
                marks = source.marks(warehouse, block.block_no, block.block_no).get(block.block_no, b"")
                _line(out, {"block": block.as_json(), "marks": marks.hex()})
                end = min((begin for begin in epochs if begin > block.entry_from), default=ENDLESS)
                span = Span(warehouse, block.entry_from, end, block.xid_from, block.xid_to)
                for page in source.pages(span, block.form):
                    out.writelines(_text(decode(entry)) for entry in page)
                    done += len(page)
                progress(done, total, block.block_no)
            _line(out, {"head": str(head), "blocks": len(chain), "entries": done})
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return head


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block's entries begin in the file; -1: they are not in it."""

    block: Block
    offset: int
    marks: bytes


class ProofFile:
    """A proof file as a source. Reads it once to find its blocks. Raises Refusal where it is none, or damaged."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._places: list[_Place] = []
        self._keys: dict[str, bytes] = {}
        self.warehouse, self.code = 0, ""
        self.head: Head | None = None
        try:
            self._index()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise self._damaged(error) from error
        if self.head is None:
            raise self._damaged("its end is missing")

    def blocks(self, warehouse: int) -> Iterator[Block]:
        """The chain."""
        return (place.block for place in self._places)

    def keys(self, warehouse: int) -> dict[str, bytes]:
        """The public keys the file names: trust them only as far as the file, or compare them."""
        return self._keys

    def marks(self, warehouse: int, first: int, last: int) -> dict[int, bytes]:
        """The kept beginnings of leaves."""
        return {p.block.block_no: p.marks for p in self._places if first <= p.block.block_no <= last}

    def holds(self, block: Block) -> bool:
        """Whether the block's entries are in the file."""
        return any(place.block is block and place.offset >= 0 for place in self._places)

    def expect(self, span: Span) -> None:
        """A file needs no preparing."""

    def pages(self, span: Span, form: int = FORM) -> Iterator[list[bytes]]:
        """The canonical bytes, made from the values that stand in the file, in the order in which they stand there."""
        page: list[bytes] = []
        for place in self._places:
            block = place.block
            if (
                place.offset >= 0
                and span.xid_from <= block.xid_from < span.xid_to
                and block.entry_from == span.entry_from
            ):
                for entry in self._of(place):
                    page.append(entry)
                    if len(page) == PAGE_ROWS:
                        yield page
                        page = []
        if page:
            yield page

    def _of(self, place: _Place) -> Iterator[bytes]:
        with self._file.open("rb") as lines:
            lines.seek(place.offset)
            for line in lines:
                if not line.startswith(b"["):
                    return
                try:
                    yield encode(json.loads(line))
                except ValueError as error:
                    raise self._damaged(error) from error

    def _index(self) -> None:
        with self._file.open("rb") as lines:
            said = json.loads(lines.readline(10_000_000))
            if said.get("proof") != "stillage" or said.get("version") != VERSION or tuple(said["columns"]) != NAMES:
                raise ValueError("it is not a proof file of this version")
            self.warehouse, self.code = int(said["warehouse"]["id"]), str(said["warehouse"]["code"])
            self._keys = {key: bytes.fromhex(public) for key, public in said["keys"].items()}
            while line := lines.readline():
                if line.startswith(b"["):
                    continue
                said = json.loads(line)
                if "head" in said:
                    self.head = Head.parse(said["head"])
                    continue
                held = "marks" in said
                marks = bytes.fromhex(said["marks"]) if held else b""
                self._places.append(_Place(Block.from_json(said["block"]), lines.tell() if held else -1, marks))

    def _damaged(self, why: object) -> Refusal:
        return Refusal(
            "proof_file", f"{self._file} is not a whole proof file ({why}).", "Have it exported and sent again."
        )


def _line(out: IO[str], value: Any) -> None:
    out.write(_text(value))


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
