"""Putting away as receivers, drivers and supervisors see it: places for goods, why there, why not elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Self
from uuid import UUID, uuid5

from app.domain.errors import Refusal
from app.domain.ids import Op, new_op
from app.optimise.putaway import Answer, Placed, Plan, Question, Rule, assign, explanation, ranked, why_not
from app.services.putaway.house import House
from app.services.putaway.kinds import Destination, NoPlace, Proposed, RuleBook, Waiting, sent_rule
from app.services.putaway.loads import waiting_of
from app.services.session import Session
from db import posting
from db.engine import Database

MOST = 200
"""Loads that are assigned together; more are taken in turns."""
_TRIES = 4


class Putaway:
    """Use cases of one warehouse; raises Refusal, Fault or Unreachable. Keep one: it remembers bins and ways."""

    def __init__(self, session: Session) -> None:
        self._house = House(session.door, session.warehouse.warehouse_id)

    @classmethod
    def at(cls, door: Database, warehouse: int) -> Self:
        """The same where only a door is at hand, as at a station."""
        made = cls.__new__(cls)
        made._house = House(door, warehouse)
        return made

    @property
    def door(self) -> Database:
        """Through which it asks."""
        return self._house.door

    # ---- places ----
    def propose(
        self, units: Sequence[int] = (), quants: Sequence[int] = (), *, op: Op | None = None, priority: int = 5
    ) -> Proposed:
        """Places for these handling units (outermost ones) and loose stock records, as open putaway tasks with reasons;
        loose goods may be parted. A unit that has a task keeps it (`fresh` False), loose goods that have one are
        not planned again: asking twice does no harm. op: of the act. Blocking; thread-safe."""
        op = op or new_op()
        found = Proposed(())
        kinds: tuple[tuple[str, Sequence[int]], ...] = (("units", units), ("quants", quants))
        for kind, ids in kinds:
            for first in range(0, len(ids), MOST):
                some = list(dict.fromkeys(ids[first : first + MOST]))
                made = self._planned({kind: some}, _own(op, f"{kind} {first}"), priority)
                found = Proposed((*found.places, *made.places), (*found.left, *made.left))
        return found

    def propose_waiting(self, *, op: Op | None = None, priority: int = 5) -> Proposed:
        """Places for all goods that wait at receiving and dock places without one."""
        waits = self._house.loads({})
        units = [load.key[1] for load in waits.loads if load.key[0] == "hu"]
        quants = [load.key[1] for load in waits.loads if load.key[0] == "quant"]
        return self.propose(units, quants, op=op, priority=priority)

    def waiting(self) -> tuple[Waiting, ...]:
        """Goods at receiving and dock places that have no place planned yet, the longest waiting first."""
        return waiting_of(self.waiting_rows())

    def waiting_rows(self) -> Sequence[Any]:
        """The same as they were read, one row for each of their goods."""
        return self._house.load_rows({})

    def elsewhere(self, task: int, reason: str, op: Op | None = None) -> Destination:
        """Another bin for an open task, because the planned one cannot be used: the next best place. reason: a code of
        the kind putaway. Refuses (`putaway.nowhere`) where there is none."""
        op = op or new_op()
        for turn in range(_TRIES):
            question, waits = self._house.question({"task": task}, without=task)
            now = self._house.task(task)
            _, best = ranked(question, 0)
            choices = [one for one in best if question.stand.bins.rows[one.bin].id != now.to_id]
            if not choices:
                break
            told = explanation(question, 0, choices[0])
            to = question.stand.bins.rows[choices[0].bin]
            try:
                self._redirect(task, to.id, reason, _own(op, f"again {turn}"), told)
            except Refusal as refusal:
                if refusal.code not in ("WM423", "WM452", "WM453") or turn == _TRIES - 1:
                    raise
                self._house.forget()
                continue
            return Destination(task, to.id, to.code, told["why"], *waits.ids(0), explanation=told)
        raise Refusal("putaway.nowhere", "No other bin takes these goods.", "Ask the supervisor for a place.")

    def redirect(self, task: int, to: int, reason: str, op: Op | None = None) -> Mapping[str, Any]:
        """That bin for an open task, as somebody decided; limits hold all the same (WM423, 452, 453)."""
        return self._redirect(task, to, reason, op or new_op(), None)

    def send(self, task: int, code: str, reason: str, op: Op | None = None) -> Mapping[str, Any]:
        """The same by the bin's address. Refuses (`putaway.no_bin`) where there is none of it."""
        row = next((one for one in self._house.rows("location_labels") if code in (one.code, one.barcode)), None)
        if row is None:
            raise Refusal("putaway.no_bin", f"There is no bin {code} in this warehouse.", "Check the address.")
        return self.redirect(task, row.location_id, reason, op)

    def put(
        self, task: int, to: int, op: Op | None = None, *, reason: str | None = None, device: str | None = None
    ) -> Mapping[str, Any]:
        """The goods of a task lie in that bin. reason: where it is not the planned one."""
        return posting.put_away(
            self._house.door,
            op=op or new_op(),
            warehouse=self._house.warehouse,
            task=task,
            to=to,
            reason=reason,
            device=device,
        )

    def cancel(self, tasks: Sequence[int], op: Op | None = None) -> Mapping[str, Any]:
        """Take planned places back. Answer: cancelled, kept."""
        return posting.cancel_putaway(
            self._house.door, op=op or new_op(), warehouse=self._house.warehouse, tasks=list(tasks)
        )

    # ---- questions ----
    def tasks(self, done: int = 50) -> Sequence[Any]:
        """Open putaway tasks with their explanations, then the last `done` that are over."""
        return self._house.tasks(done)

    def why_not(self, task: int, code: str) -> Answer:
        """Why an open task does not go to the bin of that code, as things stand now."""
        question, _ = self._house.question({"task": task}, without=task)
        now = self._house.task(task)
        ground = self._house.ground()
        number = next((at for at, row in enumerate(ground.rows) if row.code == code), None)
        if number is None:
            return self._why_no_bin(code)
        chosen = next((at for at, row in enumerate(ground.rows) if row.location_id == now.to_id), None)
        row, best = ranked(question, 0)
        if chosen is None or row.cost[chosen] == float("inf"):
            if not best:
                return Answer(False, f"No bin takes these goods now, {code} neither.")
            return why_not(question, 0, best[0], number)
        return why_not(question, 0, question.choice(0, row, chosen), number)

    def rules(self) -> RuleBook:
        """The rules in their order."""
        return self._house.rules()

    def save_rules(self, rules: Sequence[Rule], version: int, op: Op | None = None) -> Mapping[str, Any]:
        """All rules in their order, in the place of that version. Refuses (WM412) where they were changed meanwhile."""
        sent = {"rules": [sent_rule(rule) for rule in rules]}
        return posting.put_putaway_rules(
            self._house.door, op=op or new_op(), warehouse=self._house.warehouse, rules=sent, version=version
        )

    # ---- how ----
    def _planned(self, asked: Mapping[str, Sequence[int]], op: UUID, priority: int) -> Proposed:
        """One kind of loads: reckon, have it written, and do both again for those whose places were taken meanwhile."""
        done: list[Destination] = []
        left: list[NoPlace] = []
        for turn in range(_TRIES):
            question, waits = self._house.question(asked)
            done += self._open(waits.open)
            plan = assign(question)
            left = [waits.no_place(question, number) for number in plan.left]
            if not plan.placed:
                break
            sent = _sent(question, plan, priority)
            answer = posting.propose_putaway(
                self._house.door, op=_own(op, str(turn)), warehouse=self._house.warehouse, loads=sent
            )
            for one in answer["tasks"]:
                done.append(waits.destination(plan.placed[one["load"]], sent[one["load"]], one, question.stand.bins))
            if not answer["lost"]:
                break
            self._house.forget()
            lost = [plan.placed[one["load"]].load for one in answer["lost"]]
            words = [one["what"] for one in answer["lost"]]
            left += [replace(waits.no_place(question, n), why=f"{why}.") for n, why in zip(lost, words, strict=True)]
            (kind,) = asked
            asked = {kind: list(dict.fromkeys(question.loads[number].key[1] for number in lost))}
        return Proposed(tuple(done), tuple(left))

    def _open(self, tasks: Mapping[int, int]) -> list[Destination]:
        """The places of units that have a task already."""
        rows = [row for row in self.tasks(0) if row.task_id in set(tasks.values())] if tasks else []
        return [
            Destination(
                row.task_id, row.to_id, row.to_code, (row.explanation or {}).get("why", ""), row.hu_id, fresh=False,
                explanation=row.explanation or {},
            )
            for row in rows
        ]  # fmt: skip

    def _redirect(self, task: int, to: int, reason: str, op: UUID, told: Mapping[str, Any] | None) -> Mapping[str, Any]:
        return posting.redirect_putaway(
            self._house.door, op=op, warehouse=self._house.warehouse, task=task, to=to, reason=reason, explanation=told
        )

    def _why_no_bin(self, code: str) -> Answer:
        known = {row.code: row for row in self._house.rows("location_labels")}
        if code not in known:
            return Answer(False, f"There is no bin {code} in this warehouse.")
        if known[code].kind not in ("storage", "pick"):
            return Answer(False, f"{code} is not a bin for stock: {known[code].kind}.")
        return Answer(False, f"{code} is blocked for putting away, or on hold.")


def _own(op: UUID, what: str) -> UUID:
    """The key of a part of an act: the same for the same part, so that an act that is done again is the same act."""
    return uuid5(op, what)


def _sent(question: Question, plan: Plan, priority: int) -> list[dict[str, Any]]:
    """The plan as the database is asked: each load with its place first and the next best ones after it."""
    taken = frozenset(one.choice.bin for one in plan.placed)
    return [_load_sent(question, one, taken, priority) for one in plan.placed]


def _load_sent(question: Question, placed: Placed, taken: frozenset[int], priority: int) -> dict[str, Any]:
    kind, number = question.loads[placed.load].key
    _, best = ranked(question, placed.load)
    others = [one for one in best if one.bin not in taken]
    choices = [
        {
            "to": question.stand.bins.rows[one.bin].id,
            "explanation": explanation(question, placed.load, one, taken=taken - {one.bin}),
        }
        for one in (placed.choice, *others)
    ]
    told: dict[str, Any] = {kind: number, "priority": priority, "choices": choices}
    if placed.quantity is not None:
        told["quantity"] = round(placed.quantity, 6)
    return told
