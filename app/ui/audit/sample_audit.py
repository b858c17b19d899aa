"""A chain, checks and findings that do not change, for pictures and tests."""

import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from app.domain.errors import Refusal
from app.domain.ids import Op
from app.domain.proof import Head
from app.services.audit import AuditPicture, CheckRun, Entry, Finding, SealedBlock, Verified
from app.services.proof.verify import Outcome, Problem
from app.services.repair import Repaired, RepairPlan
from app.ui.audit.desk import Progress

NOW = datetime(2026, 11, 23, 13, 32, 7, tzinfo=UTC)
BLOCKS = 1204
PAGE = 60


def block(number: int) -> SealedBlock:
    """Block of that number: one every five seconds."""
    digest = sha256(str(number).encode()).hexdigest()
    return SealedBlock(
        number, 7 + number * 13 % 90, digest, "9f3ac1d20b77e6a4", NOW - timedelta(seconds=5 * (BLOCKS - number))
    )


FINDINGS = (
    Finding(
        41, "stock equals ledger", "location 318 product 77 lot 12 unit  available", "48.000000", "52.000000",
        NOW - timedelta(minutes=14), NOW - timedelta(minutes=4),
    ),
    Finding(
        42, "reserved equals open reservations", "quant 5512", "6.000000", "9.000000",
        NOW - timedelta(minutes=9), NOW - timedelta(minutes=4),
    ),
    Finding(
        39, "order lines equal the ledger", "line 20114", "picked 4", "picked 5",
        NOW - timedelta(days=2), NOW - timedelta(days=2),
        NOW - timedelta(days=1), "supervisor: picked 5 became picked 4 (crash of station 3)",
    ),
)  # fmt: skip
RUNS = (
    CheckRun("sample", NOW - timedelta(minutes=4, seconds=1), NOW - timedelta(minutes=4), 64, 2),
    CheckRun("sample", NOW - timedelta(minutes=9, seconds=1), NOW - timedelta(minutes=9), 61, 2),
    CheckRun("sample", NOW - timedelta(minutes=14, seconds=1), NOW - timedelta(minutes=14), 66, 1),
    CheckRun("seals", NOW - timedelta(hours=10, seconds=12), NOW - timedelta(hours=10), 61_240, 0),
    CheckRun("full", NOW - timedelta(hours=10, seconds=51), NOW - timedelta(hours=10, seconds=13), 0, 0),
)
PLANS = {
    41: RepairPlan(
        FINDINGS[0], "stock",
        "TE-1187 in A-04-16-5, lot L2611: the stock record says 52, the ledger says 48.",
        (
            "The stock record becomes 48, as the ledger says. The ledger is not touched.",
            "A-04-16-5 is put on the list of counts: what is really there is posted as an adjustment.",
        ),
        77, 318,
    ),
    42: RepairPlan(
        FINDINGS[1], "reserved",
        "SO-4410 in D-01-05-1: 9 are marked as promised, reservations say 6 (100482, 100519).",
        ("The mark becomes 6. Stock and ledger stay as they are.",), 80, 402, 5512,
    ),
    39: RepairPlan(FINDINGS[2], "none", FINDINGS[2].repair or "", ()),
}  # fmt: skip


class SampleAudit:
    """Answers at once. held: verifying waits for it, so that its progress is seen; broken: it finds that block so."""

    def __init__(self, *, empty: bool = False, broken: int | None = None, may_repair: bool = True) -> None:
        self.may_repair = may_repair
        self.held: threading.Event | None = None
        self._empty, self._broken = empty, broken
        self.exported: list[Path] = []
        self.gone: set[int] = set()

    def read(self) -> AuditPicture:
        if self._empty:
            return AuditPicture([], False, [], [], 0)
        findings = [finding for finding in FINDINGS if finding.finding_id not in self.gone]
        blocks, more = self.older(BLOCKS + 1)
        return AuditPicture(blocks, more, RUNS, findings, 34, "", True)

    def older(self, before: int) -> tuple[list[SealedBlock], bool]:
        return [block(number) for number in range(before - 1, max(0, before - 1 - PAGE), -1)], before - 1 > PAGE

    def verify(self, progress: Progress) -> Verified:
        progress(30_100, 61_274, "Block 588")
        if self.held is not None:
            while not self.held.wait(0.02):
                progress(30_100, 61_274, "Block 588")
        what = "37 entries were sealed, 37 are there; changed or put in: 40122."
        problems = (Problem(self._broken, what, (40122,)),) if self._broken else ()
        head = Head(BLOCKS, bytes.fromhex(block(BLOCKS).block_hash))
        broken = {problem.block_no: problem.what for problem in problems}
        good = frozenset(range(1, BLOCKS + 1)) - broken.keys()
        return Verified(Outcome(BLOCKS, 61_274, 0.3, head, problems, True), good, broken)

    def export(self, file: Path, progress: Progress) -> Head:
        progress(1, 1, "Block 1")
        self.exported.append(file)
        return Head(BLOCKS, bytes.fromhex(block(BLOCKS).block_hash))

    def entries(self, product: int, location: int | None) -> list[Entry]:
        return [
            Entry(40_122 - n, NOW - timedelta(hours=3 * n + 1), kind, "TE-1187", Decimal(amount), a, b, who, None)
            for n, (kind, amount, a, b, who) in enumerate(
                (
                    ("pick", "4", "A-04-16-5", "PACK-2", "M. Okafor"),
                    ("pick", "2", "A-04-16-5", "PACK-1", "J. Lind"),
                    ("putaway", "54", "DOCK-2", "A-04-16-5", "M. Okafor"),
                )
            )
        ]

    def named(self, entries: Sequence[int]) -> list[Entry]:
        return self.entries(0, None)[: len(entries)]


class SampleRepairs:
    """Posts nothing; refuse: what it answers instead."""

    def __init__(self, audit: SampleAudit, refuse: Refusal | None = None) -> None:
        self._audit, self._refuse = audit, refuse
        self.posted: list[tuple[int, str]] = []
        self.counted: list[str] = []

    def plan(self, finding: Finding) -> RepairPlan:
        return PLANS[finding.finding_id]

    def post(self, plan: RepairPlan, reason: str, op: Op) -> Repaired:
        if self._refuse is not None:
            raise self._refuse
        self.posted.append((plan.finding.finding_id, reason))
        self._audit.gone.add(plan.finding.finding_id)
        stock = plan.kind == "stock"
        return Repaired("52", "48", 318 if stock else None, "A-04-16-5" if stock else "")

    def have_counted(self, repaired: Repaired) -> str:
        self.counted.append(repaired.place)
        return f"After repair: {repaired.place}"
