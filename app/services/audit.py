"""The audit: the chain of a warehouse, what was verified of it, what checks found, and the entries behind a finding."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from app.domain.errors import Refusal
from app.domain.proof import Head
from app.services.proof import heads, keys
from app.services.proof.portable import export
from app.services.proof.verify import Anchors, Outcome, Verification
from app.services.session import Session
from db.proof import Evidence

PAGE: Final = 200
RUNS: Final = 50
FINDINGS: Final = 500
NEWEST: Final = 2**62

Progress = Callable[[int, int, str], object]


@dataclass(frozen=True, slots=True)
class SealedBlock:
    """A block as a row: its number, entries, hash in hex, key and time."""

    block_no: int
    n: int
    block_hash: str
    key_id: str
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class CheckRun:
    """One look at the invariants. kind: sample, full or seals; looked_at: products, 0 (everything), entries."""

    kind: str
    started_at: datetime
    finished_at: datetime
    looked_at: int
    found: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be. gone_at: None while it is open; repair: what was done about it."""

    finding_id: int
    invariant: str
    subject: str
    expected: str
    found: str
    first_seen_at: datetime
    last_seen_at: datetime
    gone_at: datetime | None = None
    repair: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A ledger entry behind a finding."""

    ledger_id: int
    posted_at: datetime
    kind: str
    sku: str
    quantity: Any
    from_code: str
    to_code: str
    person: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class AuditPicture:
    """Everything the page shows at first. waiting: entries not sealed yet; more: there are older blocks."""

    blocks: Sequence[SealedBlock]
    more: bool
    runs: Sequence[CheckRun]
    findings: Sequence[Finding]
    waiting: int
    daemon: str = ""
    led: bool = False

    @property
    def head(self) -> Head | None:
        """The end of the chain."""
        return Head(self.blocks[0].block_no, bytes.fromhex(self.blocks[0].block_hash)) if self.blocks else None


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification of this session found: the outcome, and the numbers of blocks that are true and broken."""

    outcome: Outcome
    good: frozenset[int] = frozenset()
    broken: dict[int, str] = field(default_factory=dict)


class Audit:
    """One person's audit of their warehouse. folder: what this machine knows of chains. Every method blocks."""

    def __init__(self, session: Session, folder: Path) -> None:
        self._session = session
        self._folder = folder
        self._at = session.warehouse.warehouse_id

    @property
    def may_repair(self) -> bool:
        """Whether this person may post repairs."""
        return "supervisor" in self._session.person.roles

    def read(self) -> AuditPicture:
        """The newest blocks, the last checks, all open findings and some that are over."""
        blocks, more = self.older(NEWEST)
        door = self._session.door
        runs = [CheckRun(*row[1:]) for row in door.query("check_runs", warehouse=self._at, limit=RUNS)]
        findings = [Finding(*row) for row in door.query("findings", warehouse=self._at, gone=True, limit=FINDINGS)]
        jobs = door.query("daemon_jobs", warehouse=self._at)
        failing = next((f"{job.name}: {job.problem}" for job in jobs if job.state == "failing"), "")
        with closing(Evidence(self._session.door.url)) as evidence:
            last = evidence.last(self._at)
            waiting = evidence.unsealed(self._at, last.xid_to if last else -(2**63))[0]
        return AuditPicture(blocks, more, runs, findings, waiting, failing, any(job.led for job in jobs))

    def older(self, before: int) -> tuple[list[SealedBlock], bool]:
        """Blocks below that number, newest first; whether there may be more."""
        rows = self._session.door.query("seal_blocks", warehouse=self._at, before=before, limit=PAGE)
        found = [SealedBlock(row.block_no, row.n, row.block_hash, row.key_id, row.sealed_at) for row in rows]
        return found, len(found) == PAGE

    def verify(self, progress: Progress) -> Verified:
        """The whole chain. progress raises to cancel: then nothing is said."""
        good: set[int] = set()
        with closing(Evidence(self._session.door.url, deadline=60.0)) as evidence:
            first = next(evidence.blocks(self._at), None)
            epoch = first.epoch if first else str(evidence.window(self._at, 1)["epoch"])
            chain = heads.name(epoch, self._session.warehouse.code)
            known = heads.recall(self._folder, chain)
            publics = list(evidence.keys(self._at).values())
            trusted = known.keys | keys.own(self._folder, publics)
            verification = Verification(
                evidence,
                self._at,
                Anchors([known.head] if known.head else [], trusted),
                lambda done, total, block: progress(done, total, f"Block {block:,}"),
                lambda block, true: good.add(block) if true else None,
            )
            outcome = verification.run()
            if outcome.true and first:
                heads.remember(self._folder, chain, outcome.head, trusted or publics)
        broken = {problem.block_no: problem.what for problem in outcome.problems}
        return Verified(outcome, frozenset(good - broken.keys()), broken)

    def export(self, file: Path, progress: Progress) -> Head:
        """Write the whole proof. Raises Refusal where nothing is sealed or the file cannot be written."""
        code = self._session.warehouse.code
        with closing(Evidence(self._session.door.url, deadline=60.0)) as evidence:
            try:
                head = export(
                    evidence,
                    self._at,
                    code,
                    file,
                    progress=lambda done, total, block: progress(done, total, f"Block {block:,}"),
                )
            except OSError as error:
                raise Refusal(
                    "file", f"{file} cannot be written ({error.strerror}).", "Choose another place."
                ) from error
        if head is None:
            raise Refusal("seal", "Nothing is sealed yet.", "Let the daemon seal first, then export.")
        return head

    def entries(self, product: int, location: int | None) -> list[Entry]:
        """The last entries of a product, at a place if one is given."""
        rows = self._session.door.query(
            "entries_of_place", warehouse=self._at, product=product, location=location, limit=100
        )
        return [_entry(row) for row in rows]

    def named(self, entries: Sequence[int]) -> list[Entry]:
        """Entries by their numbers, as they are now."""
        rows = self._session.door.query("entries_by_id", warehouse=self._at, entries=list(entries))
        return [_entry(row) for row in rows]


def _entry(row: Any) -> Entry:
    return Entry(
        row.ledger_id,
        row.posted_at,
        row.kind,
        row.sku,
        row.quantity,
        row.from_code,
        row.to_code,
        row.person,
        row.reason,
    )
