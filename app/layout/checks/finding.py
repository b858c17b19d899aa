"""One thing that is wrong, and one way to put it right, as data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from app.layout.elements import Element
from app.layout.racking import ElementId
from app.layout.table import Layout

CheckName: TypeAlias = Literal["overlap", "code", "address", "unreachable", "narrow", "capacity", "sequence"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one element, in one line. others: who else is in it. bins: how many bins it concerns.

    blocking: the layout cannot be published like this."""

    check: CheckName
    element: ElementId
    what: str
    others: tuple[ElementId, ...] = ()
    bins: int = 0
    blocking: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """What stood against publishing in a version that was published all the same: it stops nothing any more.

    found: (check, element); cut: aisles of one finding for many that no way leads to, which may be fewer now."""

    found: frozenset[tuple[str, ElementId]] = frozenset()
    cut: frozenset[ElementId] = frozenset()

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "Known":
        """Of the findings of one version or of several."""
        blocking = [finding for finding in findings if finding.blocking]
        many = (one.others for one in blocking if one.check == "unreachable" and len(one.others) > 1)
        found = frozenset((one.check, one.element) for one in blocking)
        return cls(found, frozenset(aisle for others in many for aisle in others))

    def covers(self, finding: Finding) -> bool:
        """Whether a finding says nothing that is new."""
        if finding.check == "unreachable" and finding.others and self.cut.issuperset(finding.others):
            return True
        grouped = finding.check == "unreachable" and len(finding.others) > 1
        return not grouped and (finding.check, finding.element) in self.found


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to put a finding right: its title for the button, the elements as they would be, and those to take out.

    Done in one transaction: edits.remove(remove), document.put(*elements(document)). later: what is put where to work
    it out costs a look at the whole floor: paid by who wants it, not by who reads the list."""

    title: str
    put: tuple[Element, ...] = ()
    remove: tuple[ElementId, ...] = ()
    later: Callable[[Layout], tuple[Element, ...]] | None = None

    def elements(self, layout: Layout) -> tuple[Element, ...]:
        """The elements as they would be, of the drawing as it is now."""
        return self.put if self.later is None else (*self.put, *self.later(layout))


class Check(Protocol):
    """A check that remembers what it found and looks again only at what it is told."""

    def renew(self, layout: Layout, touched: frozenset[ElementId]) -> None:
        """Look again: these elements, or what they name, came, went or changed."""

    def findings(self) -> Iterable[Finding]:
        """All that is wrong now."""
