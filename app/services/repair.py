"""Guided repair of what a check found. The ledger is never touched: what is kept beside it for speed is brought back to
it, with a reason and a name; what is really in the bin is then counted, and the count posts the difference."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from app.domain.ids import Op, new_op
from app.services.audit import Finding
from app.services.session import Session
from db import posting

Kind = Literal["reserved", "stock", "order_line", "none"]
_ENTRIES: Final = re.compile(r"changed or put in: ([0-9, ]+)")
_FIGURES: Final = ("reserved", "picked", "packed", "shipped")
# What a person does where no posting can help.
_ELSEWHERE: Final[Mapping[str, str]] = {
    "sealed entries are as they were written": "Somebody rewrote the ledger behind the program. Export the proof, "
    "restore the entries from a backup, and find out who had the rights of a database administrator.",
    "versions run without a hole": "Entries are missing in the ledger. Verify the chain, it names the block; then "
    "restore them from a backup.",
    "each balance follows from the last": "An entry was changed after it was posted. Verify the chain, it names it.",
    "each entry has its posting": "An entry came in past the program. Verify the chain, then have the bin counted.",
    "an open reservation has an open task": "Release the order in the control room and reserve it again.",
    "a reservation has its stock": "Release the order in the control room and reserve it again.",
    "a unit's content stands with it": "Scan the unit where it stands and move it there: its content goes with it.",
    "a serial number is held once": "Find the piece, then adjust the other record to zero with a reason.",
    "bins that are gone hold nothing": "Publish a version of the layout that has the bin once more, empty the bin, and "
    "publish one without it.",
    "virtual places hold nothing": "Have an administrator look: no posting puts stock beyond the door.",
}


@dataclass(frozen=True, slots=True)
class RepairPlan:
    """What can be done about a finding. words: what it is today; steps: what happens on repair, or what a person does.

    product and location lead to the entries behind it, entries names them where that is known.
    """

    finding: Finding
    kind: Kind
    words: str
    steps: tuple[str, ...]
    product: int | None = None
    location: int | None = None
    target: int | None = None
    entries: tuple[int, ...] = ()

    @property
    def can_post(self) -> bool:
        """Whether there is a repair to post."""
        return self.kind != "none"


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was posted. location: the bin to be counted now, None where there is none."""

    before: str
    after: str
    location: int | None
    place: str


class Repairs:
    """Plans and posts repairs as one person. Blocking; raises Refusal, Unreachable and Fault."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._at = session.warehouse.warehouse_id

    def plan(self, finding: Finding) -> RepairPlan:
        """Look at a finding as it is today; nothing is changed."""
        if finding.gone_at is not None:
            return RepairPlan(finding, "none", finding.repair or "It is not found any more.", ())
        said = self._session.door.call("repair_plan_v1", p_warehouse=self._at, p_finding=finding.finding_id)
        match said.get("kind"):
            case "reserved":
                return _reserved(finding, said)
            case "stock":
                return _stock(finding, said)
            case "order_line":
                return _order_line(finding, said)
        words = f"Expected {finding.expected}, found {finding.found}."
        named = _ENTRIES.search(finding.found)
        entries = tuple(int(number) for number in named[1].replace(",", " ").split()) if named else ()
        step = _ELSEWHERE.get(finding.invariant, "Check everything again; if it stays, ask an administrator.")
        return RepairPlan(finding, "none", words, (step,), entries=entries)

    def post(self, plan: RepairPlan, reason: str, op: Op) -> Repaired:
        """Carry out a plan, with a reason. op: made once when the person pressed the button."""
        door, at = self._session.door, self._at
        if plan.kind == "reserved" and plan.target is not None:
            said = posting.rebuild_reserved(door, op=op, warehouse=at, quant=plan.target, reason=reason)
        elif plan.kind == "order_line" and plan.target is not None:
            said = posting.rebuild_order_line(door, op=op, warehouse=at, order_line=plan.target, reason=reason)
        else:
            said = posting.rebuild_stock(door, op=op, warehouse=at, finding=plan.finding.finding_id, reason=reason)
        location = said.get("location")
        return Repaired(str(said["before"]), str(said["after"]), location and int(location), str(said.get("place", "")))

    def have_counted(self, repaired: Repaired) -> str:
        """Put the bin of a repair on the list of counts; the name of the plan."""
        assert repaired.location is not None
        name = f"After repair: {repaired.place} {str(new_op())[-6:]}"
        posting.plan_counts(
            self._session.door, op=new_op(), warehouse=self._at, name=name, kind="demand", locations=[repaired.location]
        )
        return name


def _reserved(finding: Finding, said: Mapping[str, Any]) -> RepairPlan:
    orders = ", ".join(said["orders"]) or "no order"
    words = (
        f"{said['sku']} in {said['place']}: {_short(said['now'])} are marked as promised, "
        f"reservations say {_short(said['then'])} ({orders})."
    )
    step = f"The mark becomes {_short(said['then'])}. Stock and ledger stay as they are."
    return RepairPlan(finding, "reserved", words, (step,), said["product"], said["location"], said["quant"])


def _stock(finding: Finding, said: Mapping[str, Any]) -> RepairPlan:
    lot = f", lot {said['lot_number']}" if said.get("lot_number") else ""
    unit = f", unit {said['sscc']}" if said.get("sscc") else ""
    record = "there is no stock record" if said["missing"] else f"the stock record says {_short(said['now'])}"
    words = f"{said['sku']} in {said['place']}{lot}{unit}: {record}, the ledger says {_short(said['then'])}."
    steps = (
        f"The stock record becomes {_short(said['then'])}, as the ledger says. The ledger is not touched.",
        f"{said['place']} is put on the list of counts: what is really there is posted as an adjustment.",
    )
    return RepairPlan(finding, "stock", words, steps, said["product"], said["location"])


def _order_line(finding: Finding, said: Mapping[str, Any]) -> RepairPlan:
    def figures(values: Any) -> str:
        return ", ".join(f"{name} {_short(value)}" for name, value in zip(_FIGURES, values, strict=True))

    words = f"Order {said['order']}, {said['sku']}: the line says {figures(said['now'])}."
    step = f"It becomes {figures(said['then'])}, as ledger and reservations say."
    return RepairPlan(finding, "order_line", words, (step,), said["product"], None, said["order_line"])


def _short(value: Any) -> str:
    """A quantity as short as it can be written."""
    return f"{Decimal(str(value)).normalize():,f}"
