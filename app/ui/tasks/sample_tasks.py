"""A fixed afternoon on the demo's floor, in which the room's states are rendered and tested."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import numpy as np

from app.domain.errors import Refusal
from app.heat.plan import FloorPlan
from app.heat.tables import KINDS
from app.services.tasks.kinds import Board, CutOff, Piece, Rates, Stop, Totals, Worker
from app.services.tasks.walks import PieceWalk
from app.ui.control_room.sample_floor import GOODS, sample_plan
from app.ui.showcase.samples import MOMENT

MM = 1_000.0
NAMES = (
    ("okafor", "M. Okafor", 52), ("lindqvist", "J. Lindqvist", 47), ("silva", "R. Silva", 55),
    ("kowalski", "E. Kowalski", 33), ("iversen", "D. Iversen", 0),
)  # fmt: skip
TAKEN = Refusal(
    "WM455", "Task 9002 is started by J. Lindqvist.", "Wait until it is done, or ask for the goods to be put back."
)
REASONS = (("customer", "Customer's wish"), ("otherwise", "Done otherwise"), ("no_stock", "No stock"))


def at(minutes: float) -> datetime:
    """A moment of the afternoon."""
    return MOMENT + timedelta(minutes=minutes)


def sample_board(plan: FloorPlan) -> Board:
    """Five people, seventeen pieces of work, four cut-offs, one of them missed."""
    draw = np.random.default_rng(11)
    table = plan.locations
    faces = np.flatnonzero((table.kind == KINDS.index("pick")) | (table.kind == KINDS.index("storage")))
    xs, ys = plan.centres(table.cell)

    def stops(many: int, done: int = 0) -> tuple[Stop, ...]:
        first = int(draw.integers(0, len(faces) - 420))
        chosen = sorted(int(faces[first + n]) for n in draw.choice(400, many, replace=False))
        return tuple(Stop(xs[n] * MM, ys[n] * MM, table.codes[n], order < done) for order, n in enumerate(chosen))

    people = []
    for number, (login, person, rate) in enumerate(NAMES):
        spot = stops(1)[0]
        people.append(
            Worker(
                login, person, ("pick", "putaway", "move", "replenish"), ("pick",) if number == 3 else None,
                ("D", "F") if number == 3 else None, rate, 60.0 if rate else None, rate * 6,
                at(-number - 2) if rate else None, 1, spot.code, spot.x, spot.y,
            )
        )  # fmt: skip
    return Board(MOMENT, _pieces(stops), tuple(people), CUT_OFFS, Totals(9, 214, 1, 1, 2, 2, 3), RATES)


CUT_OFFS = (
    CutOff("DHL", at(88), 560, 412, at(72), 0, 0),
    CutOff("UPS", at(178), 420, 188, at(203), 24, 0),
    CutOff("DPD", at(208), 310, 96, at(184), 0, 0),
    CutOff("Freight", at(268), 14, 5, at(253), 0, 0),
)
RATES = Rates(187, 4, 24, at(178), 46.0)


def _pieces(stops: Any) -> tuple[Piece, ...]:
    pieces: list[Piece] = []

    def add(key: str, kind: str, lines: int, done: int, priority: int, due: float | None, **more: Any) -> None:
        state = more.pop("state", "claimed" if more.get("login") else "ready")
        person = next((name for login, name, _ in NAMES if login == more.get("login")), None)
        shown = stops(min(12, lines) if kind == "pick" else 2, 12 * done // lines if kind == "pick" else 0)
        tasks = tuple(9_000 + 100 * len(pieces) + n for n in range(max(1, lines - done)))
        pieces.append(
            Piece(
                key, kind, tasks, state, lines, done, more.pop("quantity", float(lines)), priority,
                None if due is None else at(due), at(-40), person=person, stops=shown, **more,
            )
        )  # fmt: skip

    _free(add)
    _taken(add)
    return tuple(sorted(pieces, key=lambda one: (one.login is not None, one.priority, one.due_at or at(9_999))))


def _free(add: Callable[..., None]) -> None:
    """What nobody has."""
    tour = {"batch_mode": "cluster", "wave": "WV-0935"}
    add("B41", "pick", 62, 0, 3, 178, batch_id=41, orders=6, metres=318.0, **tour)
    add("B42", "pick", 44, 0, 4, 178, batch_id=42, orders=4, metres=264.0, zones=("D", "F"), **tour)
    why = {"mode": "order", "free": 0, "min": 12, "waiting": 18, "lines": 7, "from": "A-07-02-1"}
    add("T7", "replenish", 1, 0, 1, 23, quantity=48.0, sku="40-2217", product=GOODS[0][1], from_code="A-07-02-1",
        to_code="D-02-31-1", why=why)  # fmt: skip
    add("O88", "pick", 9, 0, 4, 88, order_id=88, order_number="SO-88231", orders=1, zones=("B",))
    add("O89", "pick", 3, 0, 5, 208, order_id=89, order_number="SO-88236", orders=1, zones=("C",))
    add("T9", "putaway", 1, 0, 6, None, quantity=24.0, sku="32-0081", from_code="DOCK-03", to_code="A-11-04-2")
    add("T8", "replenish", 1, 0, 6, None, quantity=12.0, sku="07-3302", from_code="A-02-08-3", to_code="F-03-22-1",
        state="held", held="Aisle F closed until 15:00", held_by="K. Hansen")  # fmt: skip
    add("X1-1", "move", 2, 0, 9, None, quantity=40.0, state="later", not_before=at(448))
    add("O90", "pick", 5, 0, 5, 268, order_id=90, order_number="SO-88240", orders=1, zones=("E",))


def _taken(add: Callable[..., None]) -> None:
    """What somebody has."""
    add(
        "B31",
        "pick",
        38,
        24,
        3,
        88,
        login="okafor",
        batch_id=31,
        orders=4,
        metres=194.0,
        batch_mode="cluster",
        wave="WV-0931",
    )
    add("B32", "pick", 62, 19, 3, 88, login="lindqvist", batch_id=32, orders=6, metres=261.0, state="started",
        batch_mode="batch", wave="WV-0932")  # fmt: skip
    add(
        "B30",
        "pick",
        41,
        38,
        3,
        88,
        login="silva",
        batch_id=30,
        orders=5,
        metres=42.0,
        batch_mode="cluster",
        wave="WV-0930",
    )
    add("T5", "replenish", 1, 0, 2, 40, login="silva", given=True, quantity=30.0, sku="18-1140", from_code="A-05-01-1",
        to_code="D-01-12-1")  # fmt: skip
    add(
        "B33",
        "pick",
        97,
        17,
        3,
        118,
        login="kowalski",
        batch_id=33,
        orders=7,
        metres=221.0,
        batch_mode="zone",
        wave="WV-0933",
    )


def sample_exceptions() -> list[Any]:
    """A short pick that nobody has, one that somebody sees to, a face for which reserve has none."""
    return [
        _trouble(9_901, "pick", "not_there", "Bin holds less than booked",
                 "Count the bin, then reserve the rest elsewhere.", 12.0, 10.0, 0, from_code="F-03-22-1", order_id=88,
                 order_number="SO-88229", waiting=2.0, due_at=at(88)),
        _trouble(9_903, "replenish", "no_reserve", "Reserve has none",
                 "Orders wait for 18: bring stock to a reserve bin, or close their lines short.", 48.0, 0.0, 2,
                 to_code="D-02-14-1", due_at=at(178), by_person=None),
        _trouble(9_902, "pick", "bad", "Goods not fit to ship", "Move the rest to the quarantine cage.", 6.0, 5.0, 1,
                 from_code="B-04-11-2", order_id=92, order_number="SO-88198", waiting=0.0, owner="kh",
                 owner_name="K. Hansen"),
    ]  # fmt: skip


def _trouble(
    id_: int, kind: str, reason: str, name: str, step: str, asked: float, done: float, good: int, **more: Any
) -> Any:
    sku, product = GOODS[good]
    values = {
        "task_id": id_, "kind": kind, "reason": reason, "reason_name": name, "next_step": step, "owner": None,
        "owner_name": None, "priority": 2, "due_at": None, "since": at(-14), "by_person": "R. Silva", "sku": sku,
        "product": product, "product_id": 1_000 + good, "asked": asked, "done": done, "from_id": None,
        "from_code": None, "to_code": None, "order_id": None, "order_number": None, "order_state": 500, "waiting": None,
    }  # fmt: skip
    return SimpleNamespace(**values | more)


def sample_rules() -> list[Any]:
    """Faces that are well, low, empty with something on its way, and empty with nothing in reserve."""
    rows: tuple[tuple[Any, ...], ...] = (
        ("D-01-12-1", 0, 12, 48, 6, 31.0, 22.0, 0.0, 0.0, 240.0, None, None),
        ("D-02-31-1", 0, 12, 48, 6, 0.0, 0.0, 48.0, 18.0, 192.0, 9_200, None),
        ("D-02-14-1", 2, 10, 60, None, 0.0, 0.0, 0.0, 18.0, 0.0, 9_903, "no_reserve"),
        ("F-03-22-1", 4, 8, 24, 12, 5.0, 5.0, 0.0, 0.0, 60.0, None, None),
    )
    return [
        SimpleNamespace(
            rule_id=n, product_id=1_000 + row[1], sku=GOODS[row[1]][0], product=GOODS[row[1]][1], location_id=n,
            face=row[0], zone=row[0][0], min_quantity=float(row[2]), max_quantity=float(row[3]), active=True,
            pack=None if row[4] is None else float(row[4]), on_face=row[5], free=row[6], incoming=row[7],
            waiting=row[8], waiting_lines=3, cut_off=at(178), reserve=row[9], task_id=row[10],
            task_state="ready" if row[10] else None, trouble=row[11],
        )
        for n, row in enumerate(rows, 1)
    ]  # fmt: skip


@dataclass
class SampleTasks:
    """All three services, without a database. refuse: why giving fails; empty: nothing is there."""

    refuse: Refusal | None = None
    empty: bool = False
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    plan: FloorPlan = field(default_factory=sample_plan)
    pieces: tuple[Piece, ...] | None = None
    troubles: list[Any] = field(default_factory=sample_exceptions)
    faces: list[Any] = field(default_factory=sample_rules)

    def floor(self) -> FloorPlan:
        """The plan."""
        return self.plan

    def walk(self, piece: Piece) -> PieceWalk | None:
        """Along the axes from stop to stop."""
        open_ = [stop for stop in piece.stops if not stop.done]
        line: list[tuple[float, float]] = []
        for stop in open_:
            line += ([(stop.x, line[-1][1])] if line else []) + [(stop.x, stop.y)]
        return PieceWalk(piece.key, tuple(line), tuple((stop.x, stop.y) for stop in open_), 194.0) if line else None

    def read(self, before: Board | None = None) -> Board:
        """The afternoon, with what was decided since."""
        board = sample_board(self.plan)
        if self.empty:
            quiet = tuple(replace(one, lines_hour=0, lines_day=0, last_at=None) for one in board.people[:2])
            totals, rates = Totals(0, 0, 0, 0, 0, 0, 0), Rates(0, 0, None, None, None)
            return replace(board, pieces=(), people=quiet, cut_offs=(), totals=totals, rates=rates)
        if self.pieces is None:
            self.pieces = board.pieces
        return replace(board, pieces=self.pieces, totals=replace(board.totals, exceptions=len(self.troubles)))

    def give(self, tasks: Sequence[int], person: str | None) -> dict[str, Any]:
        """That piece is somebody else's now."""
        if self.refuse is not None:
            raise self.refuse
        self.asked.append(("give", tuple(tasks), person))
        name = next((name for login, name, _ in NAMES if login == person), None)
        self._change(tasks, login=person, person=name, given=person is not None, state="claimed" if person else "ready")
        return {"tasks": len(tasks), "person": name, "taken_from": []}

    def set_priority(self, tasks: Sequence[int], priority: int) -> dict[str, Any]:
        """So urgent."""
        self._change(tasks, priority=priority)
        return self._did("priority", tasks, priority)

    def hold(self, tasks: Sequence[int], reason: str, until: datetime | None = None) -> dict[str, Any]:
        """Held."""
        self._change(tasks, state="held", held=reason, held_by="K. Hansen", login=None, person=None)
        return self._did("hold", tasks, reason)

    def resume(self, tasks: Sequence[int]) -> dict[str, Any]:
        """Not held."""
        self._change(tasks, state="ready", held=None)
        return self._did("resume", tasks)

    def cancel(self, tasks: Sequence[int], reason: str) -> dict[str, Any]:
        """Gone."""
        self.pieces = tuple(one for one in self.pieces or () if one.tasks != tuple(tasks))
        return self._did("cancel", tasks, reason)

    def cancel_reasons(self) -> tuple[tuple[str, str], ...]:
        """Codes and words."""
        return REASONS

    def limit(self, person: str, kinds: Sequence[str] | None, zones: Sequence[str] | None) -> dict[str, Any]:
        """Kept."""
        self.asked.append(("limit", person, kinds, zones))
        return {"login": person}

    def open(self) -> Sequence[Any]:
        """Exceptions."""
        return [] if self.empty else list(self.troubles)

    def take(self, tasks: Sequence[int], person: str | None = None, next_step: str | None = None) -> dict[str, Any]:
        """Mine."""
        for row in self.troubles:
            if row.task_id in tasks:
                row.owner, row.owner_name, row.next_step = "kh", "K. Hansen", next_step or row.next_step
        return self._did("take", tasks, next_step)

    def settle(self, tasks: Sequence[int], what: str) -> dict[str, Any]:
        """Gone."""
        self.troubles = [row for row in self.troubles if row.task_id not in tasks]
        return self._did("settle", tasks, what)

    def elsewhere(self, order: int) -> int:
        """One pick from another bin."""
        self.asked.append(("elsewhere", order))
        return 1

    def rules(self) -> Sequence[Any]:
        """Faces."""
        return [] if self.empty else list(self.faces)

    def put(
        self, sku: str, face: str, least: Decimal, most: Decimal, pack: Decimal | None = None, *, active: bool = True
    ) -> dict[str, Any]:
        """Kept."""
        if self.refuse is not None:
            raise self.refuse
        self.asked.append(("put", sku, face, least, most, pack, active))
        return {"rule_id": 1, "cancelled": 0}

    def look(self) -> dict[str, Any]:
        """Two faces are refilled."""
        self.asked.append(("look",))
        return {"made": 2, "quantity": 60, "urgent": 1, "exceptions": 0, "cured": 0}

    def call(self, location: int, product: int | None = None) -> dict[str, Any]:
        """One face is refilled."""
        self.asked.append(("call", location, product))
        return {"made": 1, "quantity": 48, "urgent": 0, "exceptions": 0, "cured": 0, "rule_id": 1}

    def _did(self, what: str, tasks: Sequence[int], *more: Any) -> dict[str, Any]:
        self.asked.append((what, tuple(tasks), *more))
        return {"tasks": len(tasks)}

    def _change(self, tasks: Sequence[int], **values: Any) -> None:
        self.pieces = tuple(
            replace(one, **values) if one.tasks == tuple(tasks) else one for one in self.pieces or self.read().pieces
        )


def sample_walks(tasks: SampleTasks, pieces: Sequence[Piece]) -> dict[str, PieceWalk]:
    """Of each piece that leads anywhere."""
    return {piece.key: walk for piece in pieces if (walk := tasks.walk(piece)) is not None}
