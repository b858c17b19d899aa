"""One person at work, as a process of its own that may be killed at any moment: `python -m tests.db.chaos.client CONFIG`.

What is to be sent is written to a journal first, what came of it after; after a kill the last entry without an outcome is
sent again with the same key, as a station's queue does.
"""

import json
import random
import sys
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from app.domain.errors import Fault, Refusal
from app.domain.ids import new_op
from db.engine import Database

BATCH = 5


@dataclass
class Person:
    """Acts at random. tasks: picks of this person's own orders, that others may take away."""

    config: dict[str, Any]
    door: Database
    journal: Path
    dice: random.Random
    orders: list[int] = field(default_factory=list)
    tasks: list[tuple[int, str]] = field(default_factory=list)
    holds: list[int] = field(default_factory=list)

    def work(self) -> None:
        """Until the work is stopped; first what was left without an outcome."""
        for entry in unanswered(self.journal):
            self.send(UUID(entry["op"]), entry["function"], entry["arguments"], again=True)
        stop = Path(self.config["stop"])
        acts = [self.receive] * 8 + [self.move] * 7 + [self.move_many] * 3 + [self.adjust] * 2
        acts += [self.order, self.pick, self.pick, self.pick, self.release, self.hold, self.lift, self.move_unit]
        while not stop.exists():
            self.dice.choice(acts)()

    def receive(self) -> None:
        self.post(
            "receive_v1", p_product=self.product(), p_quantity=str(self.dice.randint(1, 9)), p_location=self.place()
        )

    def move(self) -> None:
        start, end = self.dice.sample(self.config["places"], 2)
        self.post("move_v1", p_product=self.product(), p_quantity=str(self.dice.randint(1, 4)), p_from=start, p_to=end)

    def move_many(self) -> None:
        lines = []
        for _ in range(BATCH):
            start, end = self.dice.sample(self.config["places"], 2)
            lines.append({"product": self.product(), "quantity": 1, "from": start, "to": end})
        self.post("move_batch_v1", p_lines=lines)

    def adjust(self) -> None:
        self.post(
            "adjust_v1",
            p_product=self.product(),
            p_delta=str(self.dice.choice((-2, -1, 1))),
            p_location=self.place(),
            p_reason="data",
        )

    def order(self) -> None:
        lines = [{"line_no": n, "product": self.product(), "quantity": self.dice.randint(1, 5)} for n in (1, 2, 3)]
        made = self.post("enter_orders_v1", p_orders=[{"number": str(new_op()), "lines": lines}])
        if made is not None:
            order = int(made["orders"][0]["order_id"])
            kept = self.post("reserve_v1", p_orders=[order])
            self.orders.append(order)
            self.tasks += [(each["task_id"], str(each["quantity"])) for each in (kept or {}).get("reservations", [])]

    def pick(self) -> None:
        if self.tasks:
            task, quantity = self.tasks.pop(self.dice.randrange(len(self.tasks)))
            self.post("pick_v1", p_task=task, p_quantity=quantity, p_to_hu=self.config["tote"])

    def release(self) -> None:
        if self.orders:
            self.post("release_v1", p_order=self.dice.choice(self.orders), p_reason="customer")

    def hold(self) -> None:
        made = self.post("place_hold_v1", p_target="location", p_id=self.place(), p_reason="recall")
        if made is not None:
            self.holds.append(int(made["hold_id"]))

    def lift(self) -> None:
        if self.holds:
            self.post("release_hold_v1", p_hold=self.holds.pop())

    def move_unit(self) -> None:
        self.post("move_hu_v1", p_hu=self.dice.choice(self.config["pallets"]), p_to=self.place())

    def product(self) -> int:
        return int(self.dice.choice(self.config["products"]))

    def place(self) -> int:
        return int(self.dice.choice(self.config["places"]))

    def post(self, function: str, **arguments: Any) -> dict[str, Any] | None:
        op = new_op()
        self.write({"op": str(op), "function": function, "arguments": arguments})
        return self.send(op, function, arguments)

    def send(self, op: UUID, function: str, arguments: dict[str, Any], *, again: bool = False) -> dict[str, Any] | None:
        """Until there is an outcome: the answer, or a refusal. A fault is an outcome that the test looks for."""
        given = {
            name: Decimal(value) if isinstance(value, str) and name in ("p_quantity", "p_delta") else value
            for name, value in arguments.items()
        }
        while True:
            try:
                answer = self.door.call(function, p_op=op, p_warehouse=self.config["warehouse"], **given)
            except Refusal as refusal:
                self.write({"op": str(op), "outcome": refusal.code, "again": again})
                return None
            except Fault as fault:
                if fault.retry:
                    again = True
                    continue
                self.write({"op": str(op), "outcome": "fault", "what": f"{fault.what} {fault.__cause__!r}"})
                return None
            self.write(
                {"op": str(op), "outcome": "done", "again": again, "answer": answer if "ledger_id" in answer else {}}
            )
            return answer

    def write(self, entry: dict[str, Any]) -> None:
        with self.journal.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry, default=str) + "\n")


def entries(journal: Path) -> list[dict[str, Any]]:
    """What was written; a last line that a kill cut off was not sent."""
    found = []
    if journal.exists():
        for line in journal.read_text(encoding="utf-8").splitlines():
            try:
                found.append(json.loads(line))
            except json.JSONDecodeError:
                continue
    return found


def unanswered(journal: Path) -> list[dict[str, Any]]:
    """What was to be sent and has no outcome yet."""
    seen = entries(journal)
    answered = {entry["op"] for entry in seen if "outcome" in entry}
    return [entry for entry in seen if "function" in entry and entry["op"] not in answered]


def main() -> None:
    config = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with closing(Database(config["url"], application="chaos", pool=1, deadline=3.0, patience=20.0)) as door:
        Person(config, door, Path(config["journal"]), random.Random(config["seed"])).work()


if __name__ == "__main__":
    main()
