"""Sets of bins that the database finds, shown on a plan: they can be found again, so that a saved view stays true."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from app.ui.control_room.desk import Desk
from app.ui.control_room.plan_desk import PlanDesk
from app.ui.control_room.plan_filter import Places
from app.ui.control_room.words import joined, say_clock
from app.ui.shell.parts import Shell

Source = tuple[str, ...]


class Finds:
    """By source: ("product", id, SKU), ("cut_off", carrier, ISO time or empty), ("late",); others find nothing."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def find(self, source: Source, plan: PlanDesk, then: Callable[[Places], object] = lambda _: None) -> None:
        """Filter a plan to what is found now, then say it."""
        read = self._read(source)
        if read is None:
            return

        def show(places: Places) -> None:
            plan.show_places(places)
            then(places)

        job = self._desk.jobs.latest(f"find.{id(plan)}", read, owner=plan).then(show)
        job.on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: None if fault.retry else self._shell.show_fault(fault))

    def _read(self, source: Source) -> Callable[[], Places] | None:
        room = self._desk.room
        match source:
            case ("product", id_, sku) if id_.isdigit():
                return partial(_product, room.bins_of_product, int(id_), sku, source)
            case ("cut_off", carrier, moment):
                at = _moment(moment)
                when = say_clock(at, self._desk.zone, self._desk.clock()) if at is not None else ""
                name = joined([f"Open picks of {carrier}", when])
                return lambda: Places(name, room.bins_of_cut_off(carrier, at), source)
            case ("late",):
                return lambda: Places("Picks past cut-off", room.bins_of_late_lines(), source)
            case _:
                return None


def _product(read: Callable[[int], Any], product_id: int, sku: str, source: Source) -> Places:
    ids = tuple(int(row.location_id) for row in read(product_id))
    return Places(f"Bins with {sku}", frozenset(ids), source, ids)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
