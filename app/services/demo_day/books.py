"""The day's report: what people counted themselves beside what the ledger says, and how every order ended."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.services.demo_day.person import Tally
from app.services.session import Session

COMPARED = ("receive", "putaway", "task", "pick", "pack")
"""What people count themselves; task: refills, moves, put-backs."""


@dataclass(frozen=True, slots=True)
class DayBooks:
    """counted, booked: pieces by kind (of putaway: acts), by people and by the ledger. orders: rows of `day_orders`.
    yours: acts by kind that neither the simulated people nor the simulated supervisor did."""

    counted: Mapping[str, int]
    booked: Mapping[str, int]
    faults: Mapping[str, int]
    orders: Sequence[Any]
    tasks: Sequence[Any]
    violations: Sequence[Any]
    lines: Sequence[Any]
    stopped: Mapping[str, int]
    yours: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, float] = field(default_factory=dict)

    @property
    def differences(self) -> dict[str, int]:
        """Where the ledger says something else than people: booked less counted."""
        found = {kind: self.booked.get(kind, 0) - self.counted.get(kind, 0) for kind in COMPARED}
        return {kind: much for kind, much in found.items() if much}

    @property
    def unexplained(self) -> int:
        """Orders that are neither shipped, nor cancelled, nor short of something with a reason."""
        return sum(row.unexplained + row.open for row in self.orders)

    @property
    def whole(self) -> bool:
        """Nothing is open, nothing differs, no invariant is broken."""
        return not self.differences and not self.unexplained and not self.violations

    def summary(self) -> dict[str, Any]:
        """Figures for a program."""
        by_state = {row.state: row.orders for row in self.orders}
        return {
            "orders": sum(by_state.values()), "shipped": by_state.get("shipped", 0),
            "cancelled": by_state.get("cancelled", 0), "short": sum(row.short for row in self.orders),
            "unexplained": self.unexplained, "faults": dict(self.faults), "counted": dict(self.counted),
            "booked": dict(self.booked), "differences": self.differences,
            "invariant_violations": len(self.violations), **self.notes,
        }  # fmt: skip

    def words(self) -> str:
        """The report as Markdown."""
        lines = ["# The day", "", "| what | by people | by the ledger |", "|---|---|---|"]
        for kind in COMPARED:
            unit = "loads" if kind == "putaway" else "pieces"
            lines.append(f"| {kind}, {unit} | {self.counted.get(kind, 0):,} | {self.booked.get(kind, 0):,} |")
        lines += ["", "| orders | how many | short of something |", "|---|---|---|"]
        lines += [f"| {row.state} | {row.orders:,} | {row.short:,} |" for row in self.orders]
        lines += ["", "| task | state | how many |", "|---|---|---|"]
        lines += [f"| {row.kind} | {row.state} | {row.tasks:,} |" for row in self.tasks]
        lines += [
            "",
            "Faults: " + (", ".join(f"{n} x {what}" for what, n in sorted(self.faults.items())) or "none") + ".",
        ]
        lines += [f"- {name}: {value:,.1f}" for name, value in self.notes.items()]
        if self.yours:
            lines += ["", "By others: " + ", ".join(f"{n} x {kind}" for kind, n in sorted(self.yours.items())) + "."]
        if self.stopped:
            lines += ["", "## What was refused", "", *(f"- {n} x {words}" for words, n in sorted(self.stopped.items()))]
        if self.violations:
            lines += ["", "## Broken invariants", ""]
            lines += [
                f"- {row.invariant}: {row.subject}, expected {row.expected}, found {row.found}"
                for row in self.violations
            ]
        return "\n".join(lines) + "\n"


def read_books(
    session: Session, since: datetime, tally: Tally, stopped: Mapping[str, int], notes: Mapping[str, float],
    people: Sequence[str], orders: Collection[int] | None = None,
) -> DayBooks:  # fmt: skip
    """Read it back from the database. since: when the doors opened, by the database's clock. people: logins of those
    who counted; what others booked is told apart. orders: of this day; None: all there are."""
    at, door = session.warehouse.warehouse_id, session.door
    lines = door.query("day_ledger", warehouse=at, since=since, people=list(people), deadline=60)
    rows = [row for row in lines if row.theirs]
    booked = {row.kind: row.acts if row.kind == "putaway" else round(row.pieces) for row in rows}
    counted = {kind: tally.acts[kind] if kind == "putaway" else tally.pieces[kind] for kind in COMPARED}
    of_today = None if orders is None else sorted(orders)
    return DayBooks(
        counted,
        booked,
        dict(tally.faults),
        door.query("day_orders", warehouse=at, orders=of_today, deadline=60),
        door.query("day_tasks", warehouse=at, deadline=60),
        door.query("invariants", warehouse=at, deadline=60),
        lines,
        dict(stopped),
        {row.kind: row.acts for row in lines if not row.theirs and row.kind != "ship"},
        notes,
    )
