"""All checks over one drawing, looking again only at what changed. The first look at a large one may be left to another
thread, which works on a copy."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from app.layout.addresses import AddressBook
from app.layout.checks.addresses import AddressCheck
from app.layout.checks.aisles import AisleCheck
from app.layout.checks.capacity import CapacityCheck
from app.layout.checks.codes import CodeCheck
from app.layout.checks.finding import Check, CheckName, Finding
from app.layout.checks.overlap import OverlapCheck
from app.layout.checks.reach import ReachCheck
from app.layout.checks.sequence import SequenceCheck
from app.layout.document import ChangeSet, LayoutDocument
from app.layout.elements import Aisle, Floor
from app.layout.racking import ElementId
from app.layout.table import Layout

Progress: TypeAlias = Callable[[int, int, str], object]
"""done, total, name of the check that comes. It may raise to stop."""


_RANK: Mapping[CheckName, int] = MappingProxyType({
    "code": 0, "overlap": 1, "narrow": 2, "unreachable": 3, "address": 4, "capacity": 5, "sequence": 6,
})  # fmt: skip
"""A zone whose code stands twice doubles all addresses in it; a rack that lost its aisle has none that could stand."""
_NAMES: tuple[CheckName, ...] = ("overlap", "narrow", "code", "address", "unreachable", "capacity", "sequence")


class Checks:
    """The checks in the order in which they build on one another."""

    def __init__(self) -> None:
        self.addresses = AddressCheck()
        floor = OverlapCheck()
        aisles = AisleCheck(floor)
        self._standing: tuple[Check, ...] = (floor, aisles)
        self._naming: tuple[Check, ...] = (
            CodeCheck(), self.addresses, ReachCheck(aisles), CapacityCheck(), SequenceCheck(),
        )  # fmt: skip

    def renew(self, layout: Layout, changed: set[ElementId], progress: Progress | None = None) -> None:
        """Look again at these, at what names them, and at the walls whose doors they are."""
        touched = set(changed)
        frontier = set(changed)
        while frontier:
            frontier = {by for id_ in frontier if not _is_floor(layout, id_) for by in layout.namers(id_)} - touched
            touched |= frontier
        # Where things stand does not depend on what they name; how wide an aisle must be depends on its truck.
        standing = changed | {id_ for id_ in touched if isinstance(layout.find(id_), Aisle)}
        steps = [(check, standing) for check in self._standing] + [(check, touched) for check in self._naming]
        for number, (check, ids) in enumerate(steps):
            if progress is not None:
                progress(number, len(steps), _NAMES[number])
            check.renew(layout, frozenset(ids))

    def findings(self) -> tuple[Finding, ...]:
        """All that is wrong: what blocks publishing first, a cause before what follows from it, then by element."""
        found = [finding for check in (*self._standing, *self._naming) for finding in check.findings()]
        return tuple(sorted(found, key=lambda f: (not f.blocking, _RANK[f.check], f.element, f.what)))


class FirstLook:
    """All checks over a copy of a drawing: made by `LiveChecks.first_look`, looked at by any thread, then adopted."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self.checks = Checks()
        self.found: tuple[Finding, ...] = ()

    def look(self, *, progress: Progress) -> "FirstLook":
        """Look at everything; the answer is this."""
        self.checks.renew(self._layout, set(self._layout.elements), progress)
        self.found = self.checks.findings()
        return self


class LiveChecks:
    """Watches a drawing; `findings` is what is wrong with it now. Changes are gathered and looked at when asked for, so
    that a screen pays once a frame and not once a call. `close` stops watching."""

    def __init__(self, document: LayoutDocument) -> None:
        self._document = document
        self._checks = Checks()
        self._changed = set(document.elements)
        self._found: tuple[Finding, ...] = ()
        self._first: FirstLook | None = None
        self._since: set[ElementId] = set()
        self.looked = not document.elements
        self.close = document.watch(self._note)

    @property
    def looking(self) -> bool:
        """Whether a first look was begun that is neither adopted, given up, nor overtaken."""
        return self._first is not None

    def first_look(self) -> FirstLook:
        """What another thread can look at. What is drawn meanwhile is looked at once it is adopted."""
        self._first, self._since = FirstLook(Layout(self._document.elements.values())), set()
        return self._first

    def adopt(self, look: FirstLook) -> bool:
        """Take over what was found; False, and nothing is, where somebody looked meanwhile or began anew."""
        if look is not self._first:
            return False
        self._first, self.looked = None, True
        self._checks, self._found = look.checks, look.found
        self._changed, self._since = self._since, set()
        return True

    def give_up(self) -> None:
        """Nobody waits for the first look any more."""
        self._first = None

    @property
    def stale(self) -> bool:
        """Whether something changed since the findings were made."""
        return bool(self._changed)

    @property
    def addresses(self) -> AddressBook:
        """The book of all addresses, as of the last look."""
        return self._checks.addresses.book

    @property
    def book(self) -> AddressBook | None:
        """The book of all addresses as they are drawn now; None until it is looked again."""
        return self.addresses if self.looked and not self.stale else None

    def findings(self) -> tuple[Finding, ...]:
        """All that is wrong now, what blocks publishing first."""
        if self._changed:
            self._first, self.looked = None, True
            changed, self._changed = self._changed, set()
            self._checks.renew(self._document, changed)
            self._found = self._checks.findings()
        return self._found

    def _note(self, change_set: ChangeSet) -> None:
        ids = set(change_set.ids)
        for change in change_set.changes:  # a door that goes leaves a wall that must be looked at
            for side in (change.before, change.after):
                wall = getattr(side, "wall", None)
                if wall is not None:
                    ids.add(wall)
        self._changed |= ids
        if self.looking:
            self._since |= ids


def check_all(layout: Layout) -> tuple[Finding, ...]:
    """All that is wrong with a layout, looked at once from scratch."""
    checks = Checks()
    checks.renew(layout, set(layout.elements))
    return checks.findings()


def _is_floor(layout: Layout, id_: ElementId) -> bool:
    """No check depends on a floor itself, and asking all that stands on it would be asking the whole house."""
    return isinstance(layout.find(id_), Floor)
