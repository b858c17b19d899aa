"""One person with a handheld: what waits, a piece of work taken up, the walk through it. Blocking: worker threads."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from app.domain.errors import Refusal
from app.domain.ids import LocationId, WarehouseId, new_op
from app.flow import count, move, pick, putaway, receive
from app.flow.count_states import CountDesk
from app.flow.events import Place, Workplace
from app.flow.machine import Flow
from app.flow.receive_states import REASONS as DIFFERENCES
from app.flow.receive_states import Dock
from app.heat.plan import FloorPlan
from app.services.counting_codes import CountCodes, CountList
from app.services.handheld.course import Course, Reason
from app.services.handheld.keeping import Keeping, KeptActs
from app.services.handheld.kept import KeptFolder
from app.services.handheld.picks import picks_of
from app.services.handheld.resuming import Resuming
from app.services.handheld.sight import NOTHING, Sight
from app.services.handheld.trades import TRADES, Choice, Trade, Waiting, trades_for
from app.services.handheld.walks import Trail, Walks
from app.services.inbound.station import InboundStation
from app.services.lookup import Codes
from app.services.picking import Picking
from app.services.session import Session
from app.services.station import Clock, Lookup, Poster, Shown, Station, Timing
from app.services.tasks import NextWork, ToCount, Work

NOWHERE = LocationId(0)  # a person with a handheld walks: the workplace stands nowhere
BLIND = frozenset({"counter"})  # who sees no stock, and no plan
DELIVERIES = 8  # as many as can be told by one figure, and one without any
NOT_PLANNED = tuple(Reason(code, name) for code, name in putaway.REASONS.items())
DIFFERS = tuple(Reason(code, name.capitalize()) for code, name in DIFFERENCES.items())
Show = Callable[[Shown], None]


class FloorWork:
    """The work of the person who is signed in. device: what this handheld is called in what it records; record: told
    how long each scan took; keep_in: the folder in which acts are kept until they are answered (None: in memory)."""

    def __init__(
        self,
        session: Session,
        device: str,
        record: Callable[[Timing], None] | None = None,
        keep_in: Path | None = None,
    ) -> None:
        self._session = session
        self.keeps = None if keep_in is None else _kept(session, keep_in, device)
        self._record = record
        self._workplace = Workplace(WarehouseId(session.warehouse.warehouse_id), device, NOWHERE)
        self._codes: Codes | None = None
        self._lock = Lock()
        self._walks = Walks(session)
        self._picking = Picking(session, device)
        self._next_work = NextWork(session)
        self.trades = trades_for(session.person.roles)
        self.sees_plan = bool(session.person.roles - BLIND)

    # ---- the menu ----
    def waiting(self) -> Mapping[str, Waiting]:
        """By trade, how much there is to do. Raises Unreachable."""
        door, at = self._session.door, self._workplace.warehouse
        found: dict[str, Waiting] = {}
        if self.sees_plan:
            rows = {row.kind: Waiting(row.ready, row.mine) for row in door.query("floor_work_waiting", warehouse=at)}
            for trade in self.trades:
                if trade.tasks:
                    found[trade.id] = sum((rows.get(kind, Waiting()) for kind in trade.tasks), Waiting())
        bins = CountList(self._session).mine()
        own = sum(1 for row in bins if row.mine)
        return {**found, "count": Waiting(len(bins) - own, own)}

    def choices(self, trade: str) -> tuple[Choice, ...]:
        """What is chosen before this work begins; deliveries that are open, and none."""
        if trade != "receive":
            return ()
        at = self._workplace.warehouse
        rows = self._session.door.query(
            "inbound_page", warehouse=at, which="open", text=None, after=None, limit=DELIVERIES
        )
        found = (Choice(str(row.inbound_id), row.number, row.dock or row.party or "") for row in rows)
        return (*found, Choice("", "Without a delivery"))

    def open(self, trade: str, show: Show, choice: str = "") -> Course:
        """Take up work. show: told what the station says, on the thread that acts. choice: of `choices`. Refusal where
        nothing waits."""
        found = next((one for one in self.trades if one.id == trade), None)
        if found is None:
            raise Refusal("role", "This work is not yours.", "Choose other work, or ask a supervisor.")
        if self.keeps is not None and self.keeps.send().waiting:
            raise Refusal(
                "kept", "What you did before is not recorded yet.", "Wait for the link; it is sent by itself."
            )
        starts: Mapping[str, Callable[[], Course]] = {
            "next": partial(self._next, found, show),
            "pick": partial(self._pick, found, show),
            "putaway": partial(self._putaway, found, show),
            "receive": partial(self._receive, found, show, choice),
            "move": partial(self._move, found, show),
            "count": partial(self._count, found, show),
        }
        return starts[trade]()

    # ---- the walk ----
    def plan(self) -> FloorPlan | None:
        """What is drawn; None for who may not see it."""
        return self._walks.plan() if self.sees_plan else None

    def trail(self, sight: Sight) -> Trail:
        """The walk to what is ahead."""
        return self._walks.trail(sight.here, sight.ahead, home=sight.home) if self.sees_plan else Trail()

    # ---- how each kind begins ----
    def _next(self, trade: Trade, show: Show) -> Course:
        """What the database gives: picks as a whole, one load, one refill; it goes by the name of what it is."""
        work = self._taken(None)
        kind = next(one for one in TRADES if work.kind in one.tasks and one.id != "next")
        given = _why(work)
        if work.kind == "pick":
            course = self._course(trade, pick.PICK, self._picks(work), show, self._short())
        elif work.count is not None:
            course = self._count(trade, show, work.count)
        elif work.kind == "putaway":
            course = self._putaway(trade, show, self._first(work.tasks))
        else:
            course = self._moves(trade, work, show)
        return Course(
            Trade(trade.id, f"{trade.title}: {kind.title.lower()}", trade.roles, trade.tasks),
            course.station, course.reasons, course.settle, course.first, given,
        )  # fmt: skip

    def _picks(self, work: Work) -> pick.PickState:
        if work.batch_id is not None:
            return self._picking.state(self._picking.claim(work.batch_id, self._walks.sorted))
        return pick.start(self._workplace, picks_of(self._session, work.tasks, self._walks.sorted))

    def _taken(self, kinds: Sequence[str] | None) -> Work:
        work = self._next_work.take(kinds=kinds, station=self._workplace.device)
        if not work.found:
            raise Refusal("work.none", work.words, "Look again shortly, or choose other work.")
        return work

    def _first(self, tasks: Sequence[int]) -> Sight:
        """What a putaway task wants fetched, and from where."""
        rows = self._session.door.query("task_job", warehouse=self._workplace.warehouse, tasks=list(tasks))
        if not rows:
            return NOTHING
        row = rows[0]
        ahead = tuple(code for code in (row.from_code, row.to_code) if code)
        return Sight(row.sscc or row.sku or "", f"At {row.from_code}, to {row.to_code}", ahead=ahead)

    def _pick(self, trade: Trade, show: Show) -> Course:
        tour = self._picking.take_up(self._walks.sorted)
        return self._course(trade, pick.PICK, self._picking.state(tour), show, self._short())

    def _putaway(self, trade: Trade, show: Show, first: Sight = NOTHING) -> Course:
        state = putaway.start(self._workplace)
        course = self._course(trade, putaway.PUTAWAY, state, show, NOT_PLANNED)
        return Course(course.trade, course.station, course.reasons, first=first)

    def _receive(self, trade: Trade, show: Show, choice: str) -> Course:
        if not choice:
            return self._course(trade, receive.RECEIVE, receive.start(Dock(self._workplace)), show)
        keeping = self._keeping(trade, receive.RECEIVE, show)
        opened = InboundStation.open(
            self._session, self._workplace.device, keeping.said if keeping else show, int(choice), poster=keeping
        )
        if keeping is not None:
            keeping.station = opened.station
        return Course(trade, opened.station, DIFFERS, opened.settle)

    def _move(self, trade: Trade, show: Show) -> Course:
        return self._moves(trade, self._taken(trade.tasks), show)

    def _moves(self, trade: Trade, work: Work, show: Show) -> Course:
        state = move.start(self._workplace, self._next_work.moves(work.tasks))
        return self._course(trade, move.MOVE, state, show, self._short())

    def _count(self, trade: Trade, show: Show, given: ToCount | None = None) -> Course:
        """All that is on the list, or a bin on the way to other work."""
        desk = CountList(self._session).desk(self._workplace)
        if given is not None:
            bin_ = Place(LocationId(given.location), given.code, "storage")
            desk = CountDesk(self._workplace, (bin_,), once=True)
        codes = CountCodes(self._session.door, self._workplace.warehouse)
        return self._course(trade, count.COUNT, count.start(desk), show, lookup=codes)

    def _course(
        self,
        trade: Trade,
        flow: Flow[Any],
        state: Any,
        show: Show,
        reasons: tuple[Reason, ...] = (),
        lookup: Lookup | None = None,
    ) -> Course:
        clock = Clock(lambda: datetime.now(UTC), time.monotonic, new_op)
        codes = lookup or self._known()
        keeping = self._keeping(trade, flow, show)
        poster: Poster = keeping or self._session.door
        told = keeping.said if keeping else show
        station = Station(flow, state, poster=poster, lookup=codes, clock=clock, show=told, record=self._record)
        if keeping is not None:
            keeping.station = station
        return Course(trade, station, reasons)

    def _keeping(self, trade: Trade, flow: Flow[Any], show: Show) -> Keeping | None:
        """The way of acts by way of the disk; None where they are kept in memory."""
        return Keeping(self._session.door, self.keeps.folder, show, trade.title, flow.name) if self.keeps else None

    def _known(self) -> Codes:
        """All labels of bins are read once."""
        with self._lock:
            if self._codes is None:
                self._codes = Codes(self._session.door, self._workplace.warehouse)
            return self._codes

    def _short(self) -> tuple[Reason, ...]:
        return tuple(Reason(code, name) for code, name in self._picking.short_reasons())


def _kept(session: Session, root: Path, device: str) -> KeptActs:
    """What this person has done before on this device, in this very database."""
    at = session.warehouse.warehouse_id
    ours = session.door.query("floor_database", warehouse=at)[0]
    folder = KeptFolder.of(root, ours.mark, at, session.person.login, device)
    if ours.known_as:
        folder.take_over(KeptFolder.of(root, ours.known_as, at, session.person.login, device))
    return KeptActs(session.door, folder, Resuming(session.door, at))


def _why(work: Work) -> str:
    """Why this is the next one, in a few words."""
    why = work.why
    if why.get("given"):
        return "A supervisor gave you this."
    if why.get("late"):
        return "This is late."
    if why.get("count"):
        return "This bin is to be counted, and you are near it."
    travel = why.get("travel_s")
    return f"{travel} s from where you are." if travel is not None else ""
