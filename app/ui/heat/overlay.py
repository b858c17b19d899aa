"""What moves on the plan and what is wrong on it: alarms, people, routes, busy docks, the chosen bins."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class AlarmMark:
    """An alarm at a place. location_id, or x and y in metres where it has none; acknowledged marks are outlined."""

    alarm_id: int
    level: Literal["alarm", "warn"]
    text: str
    location_id: int | None = None
    x: float = 0.0
    y: float = 0.0
    acknowledged: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the floor: place in metres, heading in degrees clockwise from the x axis."""

    name: str
    x: float
    y: float
    heading: float = 0.0


@dataclass(frozen=True, slots=True)
class Route:
    """A walk in metres, told apart by colour, dash and the walker's initial. stops: where it stops, in its order."""

    initial: str
    points: tuple[tuple[float, float], ...]
    stops: tuple[tuple[float, float], ...] = ()


class Overlay(QObject):
    """The things over the bins. Setting what is already so changes nothing and paints nothing."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.alarms: tuple[AlarmMark, ...] = ()
        self.people: tuple[Person, ...] = ()
        self.routes: tuple[Route, ...] = ()
        self.busy: frozenset[str] = frozenset()

    def set_alarms(self, alarms: tuple[AlarmMark, ...]) -> None:
        """The alarms to mark, most urgent last (painted on top)."""
        if alarms != self.alarms:
            self.alarms = alarms
            self.changed.emit()

    def set_people(self, people: tuple[Person, ...]) -> None:
        """Where people are now."""
        if people != self.people:
            self.people = people
            self.changed.emit()

    def set_routes(self, routes: tuple[Route, ...]) -> None:
        """Up to four walks; more cannot be told apart and are left out."""
        if routes[:4] != self.routes:
            self.routes = routes[:4]
            self.changed.emit()

    def set_busy(self, codes: frozenset[str]) -> None:
        """Codes of the docks and stations at work."""
        if codes != self.busy:
            self.busy = codes
            self.changed.emit()
