"""Picking on paper: a batch is printed and held for it, and what came of it is entered line by line.

An entry is one transaction: all of it is recorded or nothing, and all that is wrong with it is told at once, by line.
Its operation key comes from what is entered, so that an entry whose answer was lost is entered again without doubling.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID, uuid5

from app.domain.errors import Refusal
from app.domain.ids import Op, new_op
from app.domain.measure import read_quantity
from app.flow.pick_work import TOGETHER, PickTask
from app.services.pick_tour import tour_of
from app.services.session import Session
from db import posting

SHIFT_SECONDS: Final = 12 * 3600
RECORDING: Final = 30.0  # s that the largest list may take
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
    try:
        done = session.door.call(
            "enter_picks_v1", deadline=RECORDING, p_op=Op(_key(sheet, lines, place)),
            p_warehouse=session.warehouse.warehouse_id, p_batch=sheet.batch, p_lines=_lines(sheet, taken),
            p_place=place, p_totes=dict(totes or {}), p_device="paper",
        )  # fmt: skip
    except Refusal as refusal:
        if not refusal.detail.get("lines"):
            raise
        raise _told_by_pick(sheet, refusal) from refusal
    picked, short, missing = (Decimal(str(done[name])) for name in ("picked", "short", "missing"))
    return PaperResult(picked, short, missing, int(done["left"]), dict(done["totes"]))


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


def _lines(sheet: PickList, taken: Mapping[int, tuple[Decimal, str | None]]) -> list[dict[str, Any]]:
    """What was taken task by task, and whose tote it goes into. A line that several orders share is whole for the
    first of them before it is for the next; the reason is that of those which are not."""
    said = list[dict[str, Any]]()
    for stop in sheet.stops:
        count, reason = taken[int(stop.task)]
        asked = {int(share.task): share.quantity for share in stop.parts}
        for task, part in stop.split(count):
            why = reason if part < asked.get(int(task), part) else None
            tote = "" if sheet.together else stop.order_number
            said.append({"task": int(task), "quantity": str(part), "tote": tote, "reason": why})
    return said


def _told_by_pick(sheet: PickList, refusal: Refusal) -> Refusal:
    """What the warehouse refused of tasks, by the number that is printed at the line."""
    printed = {int(task): stop for stop in sheet.stops for task, _ in stop.split(stop.quantity)}
    nexts, at_line, problems = refusal.detail.get("nexts") or {}, dict[int, str](), list[str]()
    for task, what in refusal.detail["lines"].items():
        stop = printed[int(task)]
        at_line.setdefault(int(stop.task), f"{what} {nexts.get(task) or ''}".strip())
    for pick, said in at_line.items():
        problems.append(f"Pick {pick} at {printed[pick].place_code}: {said}")
    what = f"{len(problems)} of these lines cannot be recorded: {problems[0]}"
    detail = {"problems": problems, "lines": at_line}
    return Refusal("paper.problems", what, "Correct them all and enter the list again; nothing was recorded.", detail)


def _key(sheet: PickList, lines: Sequence[PaperLine], place: int) -> UUID:
    said = ";".join(
        f"{line.pick},{line.taken.strip()},{line.reason}" for line in sorted(lines, key=lambda one: one.pick)
    )
    return uuid5(_SPACE, f"{sheet.site[0]} {sheet.batch} {place} {said}")
