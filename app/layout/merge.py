"""Two planners, one base: what both did, put together; where they contradict each other, a conflict and nothing lost.

Elements are merged part by part. A part is a group of fields that mean something together: moving a rack along x while
another planner moves it along y would put it where neither wanted it, so place is one part. A conflict holds all three
states; until it is resolved, the merged layout holds ours.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from app.domain.errors import Fault, Refusal
from app.layout.arrange import codes_of, next_code
from app.layout.diff import differing
from app.layout.edits import without
from app.layout.elements import Aisle, Element, references
from app.layout.racking import ElementId
from app.layout.table import Layout

Side: TypeAlias = Literal["ours", "theirs"]
Choices: TypeAlias = Mapping[tuple[ElementId, str], Side]
_NONE: Choices = MappingProxyType({})
_PARTS: tuple[tuple[str, frozenset[str]], ...] = (
    ("place", frozenset({"x", "y", "angle", "floor", "flipped", "ax", "ay", "bx", "by", "points", "wall"})),
    ("size", frozenset({"width", "depth", "height", "bays", "deep", "first_bay", "missing"})),
    ("addresses", frozenset({"pattern", "numbering", "names"})),
    ("capacity", frozenset({"max_weight", "max_volume", "max_height", "max_handling_units"})),
    ("mixing", frozenset({"product_mixing", "lot_mixing"})),
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that both changed, differently. part: which fields ("place", "code", ...), or "whole" where one
    deleted what the other changed, or "same code" where both brought in one code for two different things."""

    id: ElementId
    part: str
    base: Element | None
    ours: Element | None
    theirs: Element | None

    @property
    def key(self) -> tuple[ElementId, str]:
        """What a resolution is given by."""
        return self.id, self.part

    def words(self) -> str:
        """In one line, for the list of conflicts."""
        known = self.ours or self.theirs or self.base
        assert known is not None
        called = f"{known.kind.replace('_', ' ')} {known.code}"
        if self.part == "same code":
            return f"Both of you drew {called}."
        if self.ours is None or self.theirs is None:
            who = "You deleted" if self.ours is None else "The other planner deleted"
            other = "the other planner changed it" if self.ours is None else "you changed it"
            return f"{who} {called}; {other}."
        return f"Both of you changed the {self.part.replace('_', ' ')} of {called}."


@dataclass(frozen=True, slots=True)
class Merge:
    """Elements of both, ours where they contradict each other, and the conflicts that somebody must decide."""

    elements: tuple[Element, ...]
    conflicts: tuple[Conflict, ...]


def merge(base: Layout, ours: Layout, theirs: Layout, choices: Choices = _NONE) -> Merge:
    """Three-way merge. choices: for conflicts by key, whose state to take; decided conflicts are not listed again.

    An element deleted by one and named by something that the other drew or kept is put back, a conflict "whole".
    Where the deletion is chosen, what names it lets go of it; only a floor or wall with something on it stays."""
    merged: dict[ElementId, Element] = {}
    conflicts: list[Conflict] = []
    ids = dict.fromkeys((*base.elements, *ours.elements, *theirs.elements))
    for id_ in ids:
        states = base.find(id_), ours.find(id_), theirs.find(id_)
        element = _merge_element(id_, states, choices, conflicts.append)
        if element is not None:
            merged[id_] = element
    chosen = {id_: ours if side == "ours" else theirs for (id_, part), side in choices.items() if part == "whole"}
    wanted = {id_: side.find(id_) for id_, side in chosen.items()}
    gone = {id_ for id_, element in wanted.items() if element is None}
    if gone:
        merged = {id_: without(element, gone) for id_, element in merged.items()}
    merged |= {id_: element for id_, element in wanted.items() if element is not None and id_ not in merged}
    _put_back_named(merged, (base, ours, theirs), conflicts, choices)
    _part_codes(merged, base, (ours, theirs), conflicts, choices)
    return Merge(tuple(merged.values()), tuple(conflicts))


def _merge_element(
    id_: ElementId,
    states: tuple[Element | None, Element | None, Element | None],
    choices: Choices,
    tell: Callable[[Conflict], None],
) -> Element | None:
    base, ours, theirs = states
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    if base is None or ours is None or theirs is None or ours.kind != theirs.kind:
        choice = choices.get((id_, "whole"))
        if choice is None:
            tell(Conflict(id_, "whole", base, ours, theirs))
            return ours if ours is not None else theirs  # what one deleted and the other changed stays in sight
        return ours if choice == "ours" else theirs
    return _merge_parts(id_, base, ours, theirs, choices, tell)


def _merge_parts(
    id_: ElementId, base: Element, ours: Element, theirs: Element, choices: Choices,
    tell: Callable[[Conflict], None],
) -> Element:  # fmt: skip
    mine, other = differing(base, ours), differing(base, theirs)
    taken: dict[str, Any] = {}
    for part, names in _parts_of(base):
        if not names & set(other):
            continue
        same = all(getattr(ours, name) == getattr(theirs, name) for name in names)
        if names & set(mine) and not same:
            choice = choices.get((id_, part))
            if choice is None:
                tell(Conflict(id_, part, base, ours, theirs))
            if choice != "theirs":
                continue
        taken |= {name: getattr(theirs, name) for name in names}
    try:
        return replace(ours, **taken)
    except Refusal:  # parts that are fine each, and cannot be together
        choice = choices.get((id_, "whole"))
        if choice is None:
            tell(Conflict(id_, "whole", base, ours, theirs))
        return theirs if choice == "theirs" else ours


def _parts_of(element: Element) -> Iterator[tuple[str, frozenset[str]]]:
    """The parts of a kind of element; a field that is in no group is a part by itself."""
    left = {field.name for field in fields(element)} - {"id"}
    for part, group in _PARTS:
        if group & left:
            yield part, frozenset(group & left)
    grouped = frozenset().union(*(group for _, group in _PARTS))
    yield from ((name, frozenset({name})) for name in sorted(left - grouped))


def _put_back_named(
    merged: dict[ElementId, Element],
    versions: tuple[Layout, Layout, Layout],
    conflicts: list[Conflict],
    choices: Choices,
) -> None:
    """Where something names what one of them deleted, the deletion is a conflict; put back whatever was decided."""
    base, ours, theirs = versions
    # Either side of an undecided conflict may be chosen yet: what each of them names must be there.
    either = [side for conflict in conflicts for side in (conflict.ours, conflict.theirs) if side is not None]
    queue = [*merged.values(), *either]
    while queue:
        for named, _ in references(queue.pop()):
            if named in merged:
                continue
            found = ours.find(named) or theirs.find(named) or base.find(named)
            if found is None:
                raise Fault(f"Both versions name {named}, which neither has.", "Nothing was merged.")
            merged[named] = found
            queue.append(found)
            conflict = Conflict(named, "whole", base.find(named), ours.find(named), theirs.find(named))
            if conflict.key not in choices and all(known.key != conflict.key for known in conflicts):
                conflicts.append(conflict)


def _part_codes(
    merged: dict[ElementId, Element],
    base: Layout,
    sides: tuple[Layout, Layout],
    conflicts: list[Conflict],
    choices: Choices,
) -> None:
    """Where both brought in one code for two things of a kind, nothing would tell them apart; the decision who keeps
    the code gives the other one the next free code."""
    ours, theirs = sides
    codes = codes_of(merged.values())
    by_code: dict[tuple[str, str, ElementId | None], list[Element]] = {}
    for element in merged.values():
        within = element.zone if isinstance(element, Aisle) else None  # every zone has an aisle 01
        by_code.setdefault((element.kind, element.code, within), []).append(element)
    for (kind, code, _), bearers in by_code.items():
        mine = [e for e in bearers if _brought(e, base, ours)]
        other = [e for e in bearers if _brought(e, base, theirs) and e not in mine]
        for one, two in zip(mine, other, strict=False):
            choice = choices.get((one.id, "same code"))
            if choice is None:
                conflicts.append(Conflict(one.id, "same code", None, one, two))
                continue
            yields = two if choice == "ours" else one
            new = next_code(code, codes[kind])
            codes[kind].add(new)
            merged[yields.id] = replace(yields, code=new)


def _brought(element: Element, base: Layout, side: Layout) -> bool:
    """Whether this side gave the element its code: drew it, or renamed it."""
    there, before = side.find(element.id), base.find(element.id)
    return there is not None and there.code == element.code and (before is None or before.code != element.code)
