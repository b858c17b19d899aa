"""What publishing sends: the difference between what is published and a draft, as rows of the database.

A bin is the same bin if it is the same slot of the same rack; else where the move map says so; else by its address.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.layout.diff import Bin, BinChange, BinKey, ElementChange, LayoutDiff, affected_by, element_changes
from app.layout.elements import Element, StorageClass
from app.layout.publish import BIN_COLUMNS, Facts, Row, bin_facts, fixture_rows, plan_rows
from app.layout.racking import ElementId
from app.layout.table import Layout
from app.services.layout.kinds import Move

_CODE = BIN_COLUMNS.index("code")
_PLACE = slice(BIN_COLUMNS.index("x"), BIN_COLUMNS.index("z") + 1)
Pair = tuple[Facts | None, Facts, BinKey]
"""A bin as it was (None: a new one) and as it will be."""
SHOWN = 5
"""Storage classes that are named in the summary, which has up to 400 characters."""
_NOWHERE: BinKey = (ElementId(""), (0, 0, 0, 0))


@dataclass(frozen=True, slots=True)
class Changes:
    """payload: as api.publish_layout_v1 takes it. renamed: old address to new; drawn: those of them that are the same
    slot; removed: addresses that go and where their goods go (None: nowhere); added: addresses of bins that come; gone,
    come: the facts of both; summary: in one line; pairs: all bins of elements that differ."""

    payload: dict[str, Any]
    renamed: dict[str, str]
    drawn: frozenset[str]
    removed: dict[str, str | None]
    added: tuple[str, ...]
    gone: tuple[Facts, ...]
    come: tuple[Facts, ...]
    summary: str
    elements: tuple[ElementChange, ...]
    pairs: tuple[Pair, ...]

    @property
    def written(self) -> int:
        """How many bins are sent."""
        return len(self.payload["locations"]["code"])

    @property
    def given(self) -> list[str]:
        """Addresses that bins get."""
        return [*self.added, *self.renamed.values()]

    @property
    def reused(self) -> tuple[str, ...]:
        """Addresses that will mean another bin than the one whose label says so now."""
        return tuple(sorted(self.renamed.keys() & set(self.given)))

    def diff(self) -> LayoutDiff:
        """For people: as app.layout.diff has it, with the move map applied."""
        both = [BinChange(_bin(old), _bin(new)) for old, new, _ in self.pairs if old is not None and old != new]
        both.sort(key=lambda change: change.after.code)
        return LayoutDiff(
            self.elements,
            tuple(sorted(map(_bin, self.come))),
            tuple(sorted(map(_bin, self.gone))),
            tuple(change for change in both if change.before.code != change.after.code),
            tuple(change for change in both if change.before.place != change.after.place),
            tuple(change for change in both if change.before.facts != change.after.facts),
        )

    def plan(self) -> list[dict[str, str | None]]:
        """As api.check_publish_v1 takes it."""
        told = [(old, new, "rename") for old, new in self.renamed.items()]
        gone = [(old, to, "goods" if to else "remove") for old, to in self.removed.items()]
        return [{"code": old, "to": to, "how": how} for old, to, how in (*told, *gone)]


def changes_of(published: Layout, draft: Layout, moves: Sequence[Move] = ()) -> Changes:
    """From what is published to the draft. moves: the move map; lines that fit nothing are left out."""
    elements = element_changes(published, draft)
    touched = affected_by(published, draft, elements)
    before, after = dict(bin_facts(published, touched)), dict(bin_facts(draft, touched))
    partners = _partners(before, after, moves)
    kept = set(partners.values())
    pairs: list[Pair] = [(before.get(partners.get(key, _NOWHERE)), facts, key) for key, facts in after.items()]
    renames = [(old[_CODE], new[_CODE], partners[key] == key) for old, new, key in pairs
               if old is not None and old[_CODE] != new[_CODE]]  # fmt: skip
    gone = {key: facts for key, facts in before.items() if key not in kept}
    goods = {move.old: move.new for move in moves if move.how == "goods"}
    removed = {facts[_CODE]: goods.get(facts[_CODE]) for facts in gone.values()}
    come = [new for old, new, _ in pairs if old is None]
    payload = _plan(published, draft)
    payload["locations"] = _columns([pair for pair in pairs if pair[0] != pair[1]])
    payload["removed"] = [
        {"code": facts[_CODE], "key": key_text(key), "to": removed[facts[_CODE]]} for key, facts in gone.items()
    ]
    return Changes(
        payload,
        {old: new for old, new, _ in renames},
        frozenset(old for old, _, drawn in renames if drawn),
        removed,
        tuple(facts[_CODE] for facts in come),
        tuple(gone.values()),
        tuple(come),
        _summary(elements, len(come), len(gone), len(renames), pairs),
        elements,
        tuple(pairs),
    )


def _columns(sent: Sequence[Pair]) -> dict[str, Sequence[Any]]:
    """Bins as columns: 100,000 rows would be twice the text."""
    columns = zip(*(new for _, new, _ in sent), strict=True) if sent else ([] for _ in BIN_COLUMNS)
    return {
        "was": [None if old is None else old[_CODE] for old, _, _ in sent],
        "key": [key_text(key) for _, _, key in sent],
        **dict(zip(BIN_COLUMNS, columns, strict=True)),
    }


def _bin(facts: Facts) -> Bin:
    code, _, kind, _, _, _, _, _, _, _, x, y, z, width, depth, height, known, sequence = facts
    return Bin(code, x, y, z, width, depth, height, kind, known, sequence)


def row_of(facts: Facts) -> Row:
    """Facts of a bin by their names."""
    return dict(zip(BIN_COLUMNS, facts, strict=True))


def _summary(elements: Sequence[ElementChange], added: int, removed: int, renamed: int, pairs: Iterable[Pair]) -> str:
    """What a publish says it changed, in one line; storage classes that are kept for other dangerous goods by name, for
    nothing on the plan shows it."""
    moved = sum(old is not None and old[_PLACE] != new[_PLACE] for old, new, _ in pairs)
    told = {"added": added, "removed": removed, "renamed": renamed, "moved": moved}
    bins = ", ".join(f"{number:,} {name}" for name, number in told.items() if number)
    kept = [change.element.code for change in elements if _kept(change.before) != _kept(change.after)]
    hazards = f"; kept for other dangerous goods: {', '.join(kept[:SHOWN])}{' ...' if len(kept) > SHOWN else ''}"
    number = len(elements)
    differs = f"{number:,} {'element differs' if number == 1 else 'elements differ'}; bins: {bins or 'none'}"
    return f"{differs}{hazards if kept else ''}"


def _kept(element: Element | None) -> tuple[str, ...] | None:
    return element.hazard_classes if isinstance(element, StorageClass) else None


def key_text(key: BinKey) -> str:
    """A bin's lasting key as the database keeps it."""
    element, slot = key
    return f"{element}/{'.'.join(map(str, slot))}"


def _partners(
    before: Mapping[BinKey, Facts], after: Mapping[BinKey, Facts], moves: Iterable[Move]
) -> dict[BinKey, BinKey]:
    """New key to old key of every bin that goes on."""
    partners = {key: key for key in after.keys() & before.keys()}
    gone = {facts[_CODE]: key for key, facts in before.items() if key not in after}
    come = {facts[_CODE]: key for key, facts in after.items() if key not in before}
    same = [(move.old, move.new) for move in moves if move.how == "same"]
    for old, new in (*same, *((code, code) for code in sorted(gone.keys() & come.keys()))):
        if old in gone and new in come:
            partners[come.pop(new)] = gone.pop(old)
    return partners


def _plan(published: Layout, draft: Layout) -> dict[str, Any]:
    """zones, classes, racks with their codes until now; what is gone; fixtures where they differ."""
    payload: dict[str, Any] = {"gone": {}}
    before = plan_rows(published)
    for name, rows in plan_rows(draft).items():
        codes: dict[ElementId, str] = {id_: row["code"] for id_, row in before[name]}
        payload[name] = [{**row, "was": codes.get(id_)} for id_, row in rows]
        there = {id_ for id_, _ in rows}
        payload["gone"][name] = [code for id_, code in codes.items() if id_ not in there]
    fixtures = list(fixture_rows(draft))
    if fixtures != list(fixture_rows(published)):
        payload["fixtures"] = fixtures
    return payload
