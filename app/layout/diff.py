"""What changed between two versions of a layout: elements, and every bin that came, went, moved or was renamed.

A bin is the same bin if it is the same slot of the same rack: labels are put on steel, and the steel stays where it is
when an address changes. Only what has no such partner is matched by its address (a rack drawn anew with the old names).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from app.layout.addresses import names_of
from app.layout.elements import KINDS, Element, Floor, Place, Rack
from app.layout.geometry import mm
from app.layout.racking import ElementId, SlotKey
from app.layout.slots import slot_keys, slots
from app.layout.table import Layout

BinKey = tuple[ElementId, SlotKey]
_OF_PLACE: SlotKey = (0, 0, 0, 0)
_AT_ONCE = 16
"""Racks between two reports of how far comparing is."""


@dataclass(frozen=True, slots=True)
class ElementChange:
    """One element in both versions; None where it is not there. fields: what differs, by name."""

    before: Element | None
    after: Element | None
    fields: tuple[str, ...]

    @property
    def element(self) -> Element:
        """As it is now, or as it last was."""
        found = self.after or self.before
        assert found is not None
        return found


class Bin(NamedTuple):
    """A bin as the database will know it: address, place and size in mm, kind, class code, pick sequence."""

    code: str
    x: float
    y: float
    z: float
    width: float
    depth: float
    height: float
    kind: str
    storage_class: str | None
    pick_sequence: int | None

    @property
    def place(self) -> tuple[float, float, float]:
        """Where it is, mm."""
        return self.x, self.y, self.z

    @property
    def facts(self) -> tuple[object, ...]:
        """All that is neither address nor place."""
        return self.width, self.depth, self.height, self.kind, self.storage_class, self.pick_sequence


@dataclass(frozen=True, slots=True)
class BinChange:
    """One bin in both versions."""

    before: Bin
    after: Bin


@dataclass(frozen=True, slots=True)
class LayoutDiff:
    """All differences, listed. A bin stands in `renamed`, `moved` and `changed` for each that holds of it.

    added: bins under addresses and slots that were not there; removed: bins that are no more."""

    elements: tuple[ElementChange, ...]
    added: tuple[Bin, ...]
    removed: tuple[Bin, ...]
    renamed: tuple[BinChange, ...]
    moved: tuple[BinChange, ...]
    changed: tuple[BinChange, ...]

    @property
    def empty(self) -> bool:
        """Whether both versions are the same."""
        return not self.elements

    @property
    def move_map(self) -> dict[str, str]:
        """Old address to new for every renamed bin: what stock, tasks and labels have to follow."""
        return {change.before.code: change.after.code for change in self.renamed}

    def summary(self) -> str:
        """In one line, for the head of the review."""
        parts = {
            "added": self.added, "removed": self.removed, "renamed": self.renamed, "moved": self.moved,
            "changed": self.changed,
        }  # fmt: skip
        told = ", ".join(f"{len(bins):,} {name}" for name, bins in parts.items() if bins)
        differ = "1 element differs" if len(self.elements) == 1 else f"{len(self.elements):,} elements differ"
        return f"{differ}; bins: {told or 'none'}"


def diff(old: Layout, new: Layout, progress: Callable[[int, int], object] | None = None) -> LayoutDiff:
    """From one version to another. Racks that did not change are not taken apart. progress: called with racks and
    places done and to be done; it may raise to stop."""
    elements = element_changes(old, new)
    affected = sorted(affected_by(old, new, elements))
    before: dict[BinKey, Bin] = {}
    after: dict[BinKey, Bin] = {}
    for start in range(0, len(affected), _AT_ONCE):
        if progress is not None:
            progress(start, len(affected))
        some = affected[start : start + _AT_ONCE]
        before.update(_bins(old, some))
        after.update(_bins(new, some))
    pairs = [BinChange(before[key], after[key]) for key in before.keys() & after.keys()]
    gone = {bin_.code: key for key, bin_ in before.items() if key not in after}
    come = {bin_.code: key for key, bin_ in after.items() if key not in before}
    for code in gone.keys() & come.keys():
        pairs.append(BinChange(before.pop(gone[code]), after.pop(come[code])))
    pairs.sort(key=lambda pair: pair.after.code)
    return LayoutDiff(
        elements,
        _sorted(bin_ for key, bin_ in after.items() if key not in before),
        _sorted(bin_ for key, bin_ in before.items() if key not in after),
        tuple(pair for pair in pairs if pair.before.code != pair.after.code),
        tuple(pair for pair in pairs if pair.before.place != pair.after.place),
        tuple(pair for pair in pairs if pair.before.facts != pair.after.facts),
    )


def differing(before: Element, after: Element) -> tuple[str, ...]:
    """Names of the fields in which two states of an element differ."""
    if before == after:
        return ()
    return tuple(f.name for f in fields(before) if getattr(before, f.name) != getattr(after, f.name, None))


def bins_of(layout: Layout, element: Rack | Place) -> Iterator[tuple[BinKey, Bin]]:
    """The bins of one rack or floor place, with their lasting keys."""
    floor = layout.get(element.floor, Floor)

    def code_of(id_: ElementId | None) -> str | None:
        found = layout.find(id_) if id_ is not None else None
        return None if found is None else found.code

    if isinstance(element, Place):
        yield (element.id, _OF_PLACE), Bin(
            element.code, mm(element.x + floor.plan_x), mm(element.y + floor.plan_y), mm(floor.elevation),
            element.width, element.depth, element.height, element.use, code_of(element.storage_class),
            element.pick_sequence,
        )  # fmt: skip
        return
    classes: dict[Any, str | None] = {None: None}
    for name, slot in zip(names_of(element, layout.find), slots(element), strict=True):
        known = slot.level.storage_class
        if known not in classes:
            classes[known] = code_of(known)
        yield (element.id, slot.key), Bin(
            name, mm(slot.x + floor.plan_x), mm(slot.y + floor.plan_y), mm(slot.z + floor.elevation),
            mm(slot.width), mm(slot.depth), slot.level.height, slot.level.kind, classes[known], slot.pick_sequence,
        )  # fmt: skip


def element_changes(old: Layout, new: Layout) -> tuple[ElementChange, ...]:
    """Elements that came, went or changed, by kind and code. Bins are not looked at."""
    rank = {kind.kind: at for at, kind in enumerate(KINDS)}
    found = []
    for id_ in old.elements.keys() | new.elements.keys():
        before, after = old.find(id_), new.find(id_)
        if before != after:
            names = differing(before, after) if before is not None and after is not None else ()
            found.append(ElementChange(before, after, names))
    return tuple(sorted(found, key=lambda change: (rank[change.element.kind], change.element.code, change.element.id)))


def affected_by(old: Layout, new: Layout, changes: Iterable[ElementChange]) -> set[ElementId]:
    """Ids of racks and places whose bins may differ: those that changed, and those that name what changed."""
    affected: set[ElementId] = set()
    for change in changes:
        id_ = change.element.id
        affected |= {id_, *old.namers(id_), *new.namers(id_)}
    return affected


def _bins(layout: Layout, ids: Iterable[ElementId]) -> Iterator[tuple[BinKey, Bin]]:
    for id_ in ids:
        element = layout.find(id_)
        if isinstance(element, (Rack, Place)):
            yield from bins_of(layout, element)


def _sorted(bins: Iterable[Bin]) -> tuple[Bin, ...]:
    return tuple(sorted(bins, key=lambda bin_: bin_.code))


def bins_in(layout: Layout) -> int:
    """Bins of a layout, floor places included."""
    return sum(len(slot_keys(rack)) for rack in layout.of(Rack)) + len(layout.of(Place))
