"""The planned walk through an order's open picks: on every live plan while the order is open, and in words."""

from typing import Any

from PySide6.QtCore import QObject

from app.domain.errors import Refusal
from app.ui.control_room.desk import Desk
from app.ui.control_room.drill import Drill, Stop
from app.ui.control_room.floor_marks import LiveMarks
from app.ui.control_room.words import joined, say_span
from app.ui.heat.overlay import Route

MM = 0.001


class OrderWalks(QObject):
    """One walk a drill panel, as long as it shows an order. Of the past there is none."""

    def __init__(self, parent: QObject, desk: Desk, marks: LiveMarks) -> None:
        super().__init__(parent)
        self._desk, self._marks = desk, marks
        self._routes: dict[int, Route] = {}

    def follow(self, drill: Drill) -> None:
        """Plan a walk whenever this panel shows an order."""
        drill.shown.connect(lambda stop: self._shown(drill, stop))
        key = id(drill)
        drill.destroyed.connect(lambda: self._take(key, None))

    def _shown(self, drill: Drill, stop: Stop | None) -> None:
        key = id(drill)
        self._desk.jobs.forget(f"walk.{key}")
        self._take(key, None)
        drill.order.show_walk("")
        if stop is None or stop.kind != "order" or self._desk.tour is None or self._desk.moment.at is not None:
            return
        job = self._desk.jobs.latest(f"walk.{key}", self._desk.tour, stop.id, owner=drill)
        job.then(lambda found: self._found(drill, stop, found))
        job.on_refusal(lambda refusal: self._none(drill, stop, refusal))

    def _found(self, drill: Drill, stop: Stop, found: Any) -> None:
        if drill.at == stop:
            drill.order.show_walk(say_walk(found))
            self._take(id(drill), route_of(found))

    def _none(self, drill: Drill, stop: Stop, refusal: Refusal) -> None:
        if drill.at == stop:
            drill.order.show_walk(f"No walk: {refusal.what[0].lower()}{refusal.what[1:]}")

    def _take(self, key: int, route: Route | None) -> None:
        if route is not None:
            self._routes[key] = route
        else:
            self._routes.pop(key, None)
        self._marks.mark(routes=tuple(self._routes.values()))


def route_of(found: Any) -> Route:
    """An OrderTour (services.tours) as a walk on the plan, in metres."""
    tour = found.tour
    line = tuple((x * MM, y * MM) for x, y in tour.line)
    return Route(found.number, line, tuple((stop.point[0] * MM, stop.point[1] * MM) for stop in tour.stops))


def say_walk(found: Any) -> str:
    """How long it is, what it saves, and what is not on it."""
    tour = found.tour
    many = "1 stop" if len(tour.stops) == 1 else f"{len(tour.stops)} stops"
    span = say_span(tour.seconds) if tour.seconds >= 60 else f"{tour.seconds:.0f} s"
    out = f"{len(found.left_out)} not on it" if found.left_out else ""
    return joined([f"Walk {tour.metres:,.0f} m", many, span, tour.comparison, out])
