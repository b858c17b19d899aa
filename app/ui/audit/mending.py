"""The right half at work: what can be done about the chosen finding, the entries behind it, and posting its repair."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from app.domain.errors import Fault
from app.domain.ids import new_op
from app.services.audit import Entry, Finding
from app.services.repair import Repaired, RepairPlan
from app.ui.audit.desk import AuditDesk
from app.ui.audit.finding_panel import RepairPanel
from app.ui.shell.parts import Shell


class Mending(QObject):
    """Asks the services for the panel; done() is called after a repair was posted."""

    def __init__(self, shell: Shell, desk: AuditDesk, panel: RepairPanel, done: Callable[[], object]) -> None:
        super().__init__(panel)
        self._shell, self._desk, self._panel, self._done = shell, desk, panel, done
        panel.wants_repair.connect(self.post)

    def look_at(self, finding: Finding) -> None:
        """Show what can be done about it today."""
        job = self._shell.jobs.latest("audit.plan", self._desk.repairs.plan, finding, owner=self)
        job.then(self._show_plan).on_refusal(self._panel.show_refusal).on_fault(self._shell.show_fault)

    def post(self, plan: RepairPlan, reason: str) -> None:
        """Carry it out; the operation key is made here, once."""
        self._panel.show_busy(True)
        job = self._shell.jobs.run(_repair, self._desk, plan, reason, new_op(), owner=self)
        job.then(self._repaired).on_refusal(self._panel.show_refusal).on_fault(self._failed)

    def _show_plan(self, plan: RepairPlan) -> None:
        self._panel.show_plan(plan)
        if plan.product is None and not plan.entries:
            return
        job = self._shell.jobs.latest("audit.entries", _behind, self._desk, plan, owner=self)
        job.then(self._panel.show_entries).on_refusal(self._panel.show_refusal).on_fault(self._shell.show_fault)

    def _repaired(self, answer: tuple[Repaired, str]) -> None:
        repaired, plan_name = answer
        self._panel.show_busy(False)
        counted = f" {repaired.place} is on the list of counts." if plan_name else ""
        self._shell.toast(f"Repaired: {repaired.before} became {repaired.after}.{counted}")
        self._done()

    def _failed(self, fault: Fault) -> None:
        self._panel.show_busy(False)
        self._shell.show_fault(fault, self._done)


def _behind(desk: AuditDesk, plan: RepairPlan) -> list[Entry]:
    if plan.product is not None:
        return desk.audit.entries(plan.product, plan.location)
    return desk.audit.named(plan.entries)


def _repair(desk: AuditDesk, plan: RepairPlan, reason: str, op: Any) -> tuple[Repaired, str]:
    """Post it, and have the bin counted where its stock was in doubt."""
    repaired = desk.repairs.post(plan, reason, op)
    return repaired, desk.repairs.have_counted(repaired) if repaired.location is not None else ""
