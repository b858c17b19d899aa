"""Picking on paper: a batch is printed and held for it, and what came of it is entered line by line.

All that is wrong in an entry is told at once and nothing is recorded then. Operation keys come from what is entered, so
that an entry which broke off is entered again without doubling anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID, uuid5

from app.domain.errors import Refusal
from app.domain.ids import Op, new_op
from app.domain.measure import read_quantity
from app.flow.pick_work import TOGETHER, PickTask
from app.services.pick_tour import tour_of
from app.services.session import Session
from db import posting

SHIFT_SECONDS: Final = 12 * 3600
_SPACE: Final = UUID("6f0a2f0e-54b6-5f0c-9a83-2f6a5c0f7d11")  # of operation keys that come from an entry


@dataclass(frozen=True, slots=True)
class PickList:
    """A batch on paper: its stops in walking order. person: who has it; site: warehouse code and name."""

    batch: int
    mode: str
    person: str
    site: tuple[str, str]
    stops: tuple[PickTask, ...]

    @property
    def together(self) -> bool:
        """Whether the goods of several orders go into one tote."""
        return self.mode == TOGETHER

    @property
    def orders(self) -> tuple[tuple[int | None, str], ...]:
        """Slot and number of each order, by slot; one without number where they go together."""
        if self.together:
            return ((None, ""),)
        return tuple(
            sorted({(stop.slot, stop.order_number) for stop in self.stops}, key=lambda one: (one[0] or 0, one[1]))
        )


@dataclass(frozen=True, slots=True)
class PaperLine:
    """What somebody wrote down. pick: the number printed at the line; taken: as entered; reason: its code."""

    pick: int
    taken: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PaperResult:
    """What came of an entry. totes: SSCC by order number. left: picks that were planned anew, for another list."""

    picked: Decimal
    short: Decimal
    missing: Decimal
    left: int
    totes: Mapping[str, str]


def read_pick_list(session: Session, batch: int) -> PickList:
    """The list of a batch, which is held for this person for a shift, so that nobody picks it by scan meanwhile.
    Blocking. Raises Refusal (WM455: somebody has it, or it is done)."""
    at = session.warehouse.warehouse_id
    posting.claim_batch(
        session.door, op=new_op(), warehouse=at, batch=batch, station="paper", lease_seconds=SHIFT_SECONDS
    )
    tour = tour_of(session.door, at, batch)
    site = (session.warehouse.code, session.warehouse.name)
    return PickList(batch, tour.mode, session.person.name, site, tour.tasks)


def enter_result(
    session: Session, sheet: PickList, lines: Sequence[PaperLine], place: int, totes: Mapping[str, int] | None = None
) -> PaperResult:
    """Record what came of a list, and set the totes down at a packing or staging place. totes: unit by order number (""
    where orders go together); for others one is made there. Blocking. Refuses (`paper.problems`: all of them in
    `problems`, and by the number of the pick in `lines`)."""
    taken = _checked(session, sheet, lines)
    at, key = session.warehouse.warehouse_id, _key(sheet, lines)
    given = dict(totes or {})
    picked = short = missing = Decimal(0)
    named: dict[str, str] = {}
    for (number, reason), work in sorted(
        _by_tote(sheet, taken).items(), key=lambda item: (item[0][0], item[0][1] or "")
    ):
        if number not in given and any(part for _, part in work):
            given[number], named[number] = _tote(session, place, Op(uuid5(key, f"tote {number}")))
        done = posting.pick_stop(
            session.door,
            op=Op(uuid5(key, f"{number} {reason}")),
            warehouse=at,
            batch=sheet.batch,
            lines=[{"task": task, "quantity": str(part)} for task, part in work],
            to_hu=given.get(number),
            place=place,
            reason=reason,
            device="paper",
        )
        picked, short = picked + Decimal(str(done["picked"])), short + Decimal(str(done["short"]))
        missing += Decimal(str(done.get("missing", 0)))
    if session.door.query("batch_totes", warehouse=at, batch=sheet.batch):
        posting.drop_batch(
            session.door, op=Op(uuid5(key, "drop")), warehouse=at, batch=sheet.batch, place=place, device="paper"
        )
    left = len(session.door.query("batch_tasks", warehouse=at, batch=sheet.batch))
    return PaperResult(picked, short, missing, left, named)


def _checked(session: Session, sheet: PickList, lines: Sequence[PaperLine]) -> dict[int, tuple[Decimal, str | None]]:
    """What was taken by pick number. Raises Refusal with everything that is wrong."""
    stops = {int(stop.task): stop for stop in sheet.stops}
    reasons = {row.code for row in session.door.query("short_reasons")}
    problems, taken = list[str](), dict[int, tuple[Decimal, str | None]]()
    at_line = dict[int, str]()
    for line in lines:
        stop = stops.get(line.pick)
        if stop is None:
            problems.append(f"Pick {line.pick} is not on this list.")
        elif line.pick in taken:
            problems.append(f"Pick {line.pick} is entered twice.")
        else:
            found = _count(line, stop, reasons)
            if isinstance(found, Refusal):
                problems.append(f"Pick {line.pick}: {found.what} {found.next_step}")
                at_line[line.pick] = found.what
            taken[line.pick] = (Decimal(0), None) if isinstance(found, Refusal) else found
    empty = {pick: stop for pick, stop in stops.items() if pick not in taken}
    problems += [f"Pick {pick} at {stop.place_code} has no result." for pick, stop in empty.items()]
    at_line |= dict.fromkeys(empty, "No result is entered.")
    if problems:
        raise Refusal(
            "paper.problems",
            f"{len(problems)} of these lines cannot be recorded: {problems[0]}",
            "Correct them all and enter the list again; nothing was recorded.",
            {"problems": problems, "lines": at_line},
        )
    return taken


def _count(line: PaperLine, stop: PickTask, reasons: set[str]) -> tuple[Decimal, str | None] | Refusal:
    """What was taken with its reason, or what is wrong with it."""
    text = line.taken.strip()
    try:
        count = Decimal(0) if text in ("0", "-") else read_quantity(text)
    except Refusal as refusal:
        return refusal
    if count > stop.quantity:
        more = f"{count:f} are more than the {stop.quantity:f} that were asked for."
        return Refusal("paper.line", more, "Put what is too many back.")
    if count < stop.quantity and (line.reason or "") not in reasons:
        less = f"{count:f} of {stop.quantity:f} needs a reason."
        return Refusal("paper.line", less, f"One of: {', '.join(sorted(reasons))}.")
    return count, line.reason if count < stop.quantity else None


def _by_tote(
    sheet: PickList, taken: Mapping[int, tuple[Decimal, str | None]]
) -> dict[tuple[str, str | None], list[tuple[int, Decimal]]]:
    """What is recorded in one call: all for one tote that is whole, or short for one reason."""
    calls: dict[tuple[str, str | None], list[tuple[int, Decimal]]] = {}
    for stop in sheet.stops:
        count, reason = taken[int(stop.task)]
        number = "" if sheet.together else stop.order_number
        calls.setdefault((number, reason), []).extend((int(task), part) for task, part in stop.split(count))
    return calls


def _tote(session: Session, place: int, op: Op) -> tuple[int, str]:
    made = posting.create_hu(session.door, op=op, warehouse=session.warehouse.warehouse_id, kind="tote", location=place)
    return int(made["hu_id"]), str(made["sscc"])


def _key(sheet: PickList, lines: Sequence[PaperLine]) -> UUID:
    said = ";".join(
        f"{line.pick},{line.taken.strip()},{line.reason}" for line in sorted(lines, key=lambda one: one.pick)
    )
    return uuid5(_SPACE, f"{sheet.site[0]} {sheet.batch} {said}")
