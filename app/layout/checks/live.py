"""All checks over one drawing, looking again only at what changed."""

from app.layout.addresses import AddressBook
from app.layout.checks.addresses import AddressCheck
from app.layout.checks.aisles import AisleCheck
from app.layout.checks.capacity import CapacityCheck
from app.layout.checks.codes import CodeCheck
from app.layout.checks.finding import Check, Finding
from app.layout.checks.overlap import OverlapCheck
from app.layout.checks.reach import ReachCheck
from app.layout.checks.sequence import SequenceCheck
from app.layout.document import ChangeSet, LayoutDocument
from app.layout.elements import Aisle, Floor
from app.layout.racking import ElementId
from app.layout.table import Layout


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

    def renew(self, layout: Layout, changed: set[ElementId]) -> None:
        """Look again at these, at what names them, and at the walls whose doors they are."""
        touched = set(changed)
        frontier = set(changed)
        while frontier:
            frontier = {by for id_ in frontier if not _is_floor(layout, id_) for by in layout.namers(id_)} - touched
            touched |= frontier
        # Where things stand does not depend on what they name; how wide an aisle must be depends on its truck.
        standing = changed | {id_ for id_ in touched if isinstance(layout.find(id_), Aisle)}
        for check in self._standing:
            check.renew(layout, frozenset(standing))
        for check in self._naming:
            check.renew(layout, frozenset(touched))

    def findings(self) -> tuple[Finding, ...]:
        """All that is wrong, what blocks publishing first, then by element."""
        found = [finding for check in (*self._standing, *self._naming) for finding in check.findings()]
        return tuple(sorted(found, key=lambda f: (not f.blocking, f.check, f.element, f.what)))


class LiveChecks:
    """Watches a drawing; `findings` is what is wrong with it now. Changes are gathered and looked at when asked for, so
    that a screen pays once a frame and not once a call. `close` stops watching."""

    def __init__(self, document: LayoutDocument) -> None:
        self._document = document
        self._checks = Checks()
        self._changed = set(document.elements)
        self._found: tuple[Finding, ...] = ()
        self.close = document.watch(self._note)

    @property
    def stale(self) -> bool:
        """Whether something changed since the findings were made."""
        return bool(self._changed)

    @property
    def addresses(self) -> AddressBook:
        """The book of all addresses, as of the last look."""
        return self._checks.addresses.book

    def findings(self) -> tuple[Finding, ...]:
        """All that is wrong now, what blocks publishing first."""
        if self._changed:
            changed, self._changed = self._changed, set()
            self._checks.renew(self._document, changed)
            self._found = self._checks.findings()
        return self._found

    def _note(self, change_set: ChangeSet) -> None:
        self._changed |= change_set.ids
        for change in change_set.changes:  # a door that goes leaves a wall that must be looked at
            for side in (change.before, change.after):
                wall = getattr(side, "wall", None)
                if wall is not None:
                    self._changed.add(wall)


def check_all(layout: Layout) -> tuple[Finding, ...]:
    """All that is wrong with a layout, looked at once from scratch."""
    checks = Checks()
    checks.renew(layout, set(layout.elements))
    return checks.findings()


def _is_floor(layout: Layout, id_: ElementId) -> bool:
    """No check depends on a floor itself, and asking all that stands on it would be asking the whole house."""
    return isinstance(layout.find(id_), Floor)
