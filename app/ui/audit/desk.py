"""What the audit page needs: services by their methods, so that samples fit as well."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Protocol

from app.domain.ids import Op
from app.domain.proof import Head
from app.services.audit import AuditPicture, Entry, Finding, SealedBlock, Verified
from app.services.repair import Repaired, RepairPlan

Progress = Callable[[int, int, str], object]


class AuditUse(Protocol):
    """app.services.audit.Audit, or a sample of it."""

    @property
    def may_repair(self) -> bool: ...
    def read(self) -> AuditPicture: ...
    def older(self, before: int) -> tuple[list[SealedBlock], bool]: ...
    def verify(self, progress: Progress) -> Verified: ...
    def export(self, file: Path, progress: Progress) -> Head: ...
    def entries(self, product: int, location: int | None) -> list[Entry]: ...
    def named(self, entries: Sequence[int]) -> list[Entry]: ...


class RepairUse(Protocol):
    """app.services.repair.Repairs, or a sample of it."""

    def plan(self, finding: Finding) -> RepairPlan: ...
    def post(self, plan: RepairPlan, reason: str, op: Op) -> Repaired: ...
    def have_counted(self, repaired: Repaired) -> str: ...


@dataclass(frozen=True, slots=True)
class AuditDesk:
    """zone: of the warehouse; ask_file: where an export goes (None: the person changed their mind)."""

    audit: AuditUse
    repairs: RepairUse
    zone: tzinfo
    ask_file: Callable[[str], Path | None]
