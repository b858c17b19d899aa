"""Verifying a chain: every block follows the last and is signed, every entry is in its block as it was written."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from app.domain.entry_form import FORM
from app.domain.proof import GENESIS, MARK, Block, Head, leaf, root
from app.services.proof.keys import Signatures
from db.proof import BEGINNING, ENDLESS, Span

CHUNK = 50_000  # entries of one read, about: what the server puts in order in memory
SAY_EVERY = 0.1  # s between two words of progress
NAMED = 20  # entries named of a block


class Source(Protocol):
    """Where a chain and its entries come from: a database, or a proof file."""

    def blocks(self, warehouse: int) -> Iterator[Block]: ...
    def keys(self, warehouse: int) -> dict[str, bytes]: ...
    def expect(self, span: Span) -> None: ...
    def pages(self, span: Span, form: int = FORM) -> Iterator[list[bytes]]: ...
    def marks(self, warehouse: int, first: int, last: int) -> dict[int, bytes]: ...
    def holds(self, block: Block) -> bool: ...


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was sealed. block_no: where. entries: ids of those touched, where it can be said."""

    block_no: int
    what: str
    entries: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"Block {self.block_no}: {self.what}"


@dataclass(frozen=True, slots=True)
class Anchors:
    """What is known from elsewhere: heads that were printed or seen, keys that are trusted (none: the source's own)."""

    heads: Sequence[Head] = ()
    keys: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a verification found. whole: it was not cancelled; strangers: keys of the source that nobody vouched for."""

    blocks: int
    entries: int
    seconds: float
    head: Head | None
    problems: tuple[Problem, ...]
    whole: bool
    strangers: tuple[str, ...] = ()

    @property
    def true(self) -> bool:
        """Everything was looked at, and is as it was sealed."""
        return self.whole and not self.problems


Progress = Callable[[int, int, int], object]  # entries done, entries in all, block in hand


class Verification:
    """One look at one chain. run() blocks; stop() ends it from another thread within a block."""

    def __init__(
        self,
        source: Source,
        warehouse: int,
        anchors: Anchors,
        progress: Progress = lambda done, total, block: None,
        on_block: Callable[[int, bool], object] = lambda block, good: None,
    ) -> None:
        self._source = source
        self._warehouse = warehouse
        self._anchors = anchors
        self._progress = progress
        self._on_block = on_block
        self._stopped = False
        self._problems: list[Problem] = []
        self._entries = 0
        self._blocks = 0
        self._said = 0.0
        self._epochs: frozenset[int] = frozenset()
        self._broken: list[tuple[Block, bytes, int]] = []

    def stop(self) -> None:
        """End soon; what was found so far is the outcome."""
        self._stopped = True

    def run(self) -> Outcome:
        """Look at everything. Raises Refusal, Unreachable or Fault where the source cannot be read."""
        began = time.perf_counter()
        chain = list(self._source.blocks(self._warehouse))
        publics = self._source.keys(self._warehouse)
        trusted = self._anchors.keys or frozenset(publics.values())
        self._epochs = frozenset(block.entry_from for block in chain)
        self._chain(chain, Signatures(trusted))
        self._known_heads(chain)
        readable = [block for block in chain if self._source.holds(block)]
        total = sum(block.n for block in readable)
        parts = list(stretches(readable))
        for stretch, following in zip(parts, [*parts, None][1:], strict=True):
            if self._stopped:
                break
            self._read(stretch, following, total)
            while self._broken:
                self._name_touched(*self._broken.pop())
        return Outcome(
            self._blocks,
            self._entries,
            time.perf_counter() - began,
            Head(chain[-1].block_no, chain[-1].block_hash) if chain else None,
            tuple(sorted(self._problems, key=lambda problem: problem.block_no)),
            not self._stopped,
            tuple(sorted(key for key, public in publics.items() if public not in trusted)),
        )

    def _found(self, block_no: int, what: str, entries: Iterable[int] = ()) -> None:
        self._problems.append(Problem(block_no, what, tuple(entries)))

    def _chain(self, chain: Sequence[Block], signatures: Signatures) -> None:
        before: Block | None = None
        for block in chain:
            if self._stopped:
                return
            if block.form != FORM:
                self._found(block.block_no, f"it has the form {block.form}, which this release cannot read.")
            expected = before.block_no + 1 if before else 1
            if block.block_no != expected:
                missing = (
                    f"block {expected} is"
                    if block.block_no == expected + 1
                    else (f"blocks {expected} to {block.block_no - 1} are")
                )
                self._found(expected, f"{missing} missing from the chain.")
            elif block.prev_hash != (before.block_hash if before else GENESIS):
                self._found(block.block_no, "it does not follow the block before it.")
            elif not _continues(before, block):
                self._found(block.block_no, "its window does not begin where the one before ended.")
            if block.computed_hash() != block.block_hash:
                self._found(block.block_no, "what the block states was rewritten after it was sealed.")
            elif block.key_id not in signatures:
                self._found(block.block_no, f"it is signed with the key {block.key_id}, which nobody vouched for.")
            elif not signatures.holds(block.key_id, block.signature, block.statement()):
                self._found(block.block_no, "its signature is not that of its key.")
            before = block

    def _known_heads(self, chain: Sequence[Block]) -> None:
        by_number = {block.block_no: block for block in chain}
        for head in self._anchors.heads:
            found = by_number.get(head.block_no)
            if found is None:
                last = chain[-1].block_no if chain else 0
                self._found(
                    last + 1 if head.block_no > last else head.block_no,
                    f"the chain ends at block {last}, the known head is block {head.block_no}: its end was cut off.",
                )
            elif not head.fits(found.block_hash):
                self._found(head.block_no, "it is another block than the one of the known head.")

    def _span(self, stretch: Sequence[Block]) -> Span:
        first, last = stretch[0], stretch[-1]
        return Span(self._warehouse, first.entry_from, self._epoch_end(first), first.xid_from, last.xid_to)

    def _read(self, stretch: Sequence[Block], following: Sequence[Block] | None, total: int) -> None:
        """The entries of blocks of one epoch, in one stream; those of the following blocks are made ready meanwhile."""
        entry_to = self._epoch_end
        kept = self._source.marks(self._warehouse, stretch[0].block_no, stretch[-1].block_no)
        blocks = iter(stretch)
        block = next(blocks)
        leaves: list[bytes] = []
        add = leaves.append
        end = block.xid_to
        for page in self._source.pages(self._span(stretch), block.form):
            if following is not None:
                self._source.expect(self._span(following))
                following = None
            if _xid(page[-1]) < end:  # they are in order: all are of the block in hand
                leaves += [sha256(b"\0" + entry).digest() for entry in page]
                continue
            for entry in page:
                while _xid(entry) >= end:
                    self._judge(block, leaves, kept, entry_to(block), total)
                    if self._stopped:
                        return
                    leaves.clear()
                    block = next(blocks)
                    end = block.xid_to
                add(sha256(b"\0" + entry).digest())
        self._judge(block, leaves, kept, entry_to(block), total)
        for block in blocks:
            self._judge(block, [], kept, entry_to(block), total)

    def _judge(self, block: Block, leaves: Sequence[bytes], kept: dict[int, bytes], entry_to: int, total: int) -> None:
        """Whether these are the leaves that were sealed; if not, which entries were touched."""
        self._blocks += 1
        self._entries += len(leaves)
        good = len(leaves) == block.n and root(leaves) == block.merkle_root
        if not good:
            self._broken.append((block, kept.get(block.block_no, b""), entry_to))  # named when the stream is over
        elif kept.get(block.block_no) != b"".join([one[:MARK] for one in leaves]):
            self._found(block.block_no, "the marks of its entries were rewritten; the entries are as they were sealed.")
        self._on_block(block.block_no, good)
        now = time.perf_counter()
        if now - self._said > SAY_EVERY or self._entries == total:
            self._said = now
            self._progress(self._entries, total, block.block_no)

    def _name_touched(self, block: Block, marks: bytes, entry_to: int) -> None:
        span = Span(self._warehouse, block.entry_from, entry_to, block.xid_from, block.xid_to)
        there = [
            (leaf(entry)[:MARK], int.from_bytes(entry[18:26], "big", signed=True))
            for page in self._source.pages(span)
            for entry in page
        ]
        sealed = [marks[at : at + MARK] for at in range(0, len(marks), MARK)]
        known, present = set(sealed), {mark for mark, _ in there}
        touched = [entry for mark, entry in there if mark not in known]
        gone = sum(mark not in present for mark in sealed)
        words = f"{block.n} entries were sealed, {len(there)} are there"
        if len(sealed) != block.n:
            words += "; which ones differ cannot be said, the marks are damaged too"
        elif touched:
            ids = ", ".join(map(str, touched[:NAMED])) + (" and more" if len(touched) > NAMED else "")
            words += f"; changed or put in: {ids}"
            if gone > len(touched):
                words += f"; {gone - len(touched)} deleted"
        elif gone:
            words += f"; {gone} deleted, {_beside(sealed, there)}"
        else:
            words += "; the block's root was rewritten"
        self._found(block.block_no, words + ".", touched[:NAMED])

    def _epoch_end(self, block: Block) -> int:
        """Entries from this one on belong to a later epoch, whose numbering of transactions is another."""
        later = [begin for begin in self._epochs if begin > block.entry_from]
        return min(later, default=ENDLESS)


def _xid(entry: bytes) -> int:
    return int.from_bytes(entry[6:14], "big", signed=True)


def _continues(before: Block | None, block: Block) -> bool:
    if before is None:
        return block.xid_from == BEGINNING
    if before.epoch == block.epoch:
        return block.xid_from == before.xid_to and block.entry_from == before.entry_from
    return before.xid_to == ENDLESS and block.xid_from == BEGINNING and block.entry_from > before.entry_from


def _beside(sealed: Sequence[bytes], there: Sequence[tuple[bytes, int]]) -> str:
    """Next to which entry the first hole is."""
    present = dict(there)
    before = None
    for mark in sealed:
        if mark not in present:
            return "the first of the block" if before is None else f"the first after entry {before}"
        before = present[mark]
    return "at its end"


def stretches(chain: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks that can be read in one stream: of one epoch, with windows that touch, and not too many entries."""
    part: list[Block] = []
    size = 0
    for block in chain:
        if part and (size + block.n > CHUNK or block.epoch != part[-1].epoch or block.form != part[-1].form
                     or block.xid_from != part[-1].xid_to or block.entry_from != part[-1].entry_from):  # fmt: skip
            yield part
            part, size = [], 0
        part.append(block)
        size += block.n
    if part:
        yield part
