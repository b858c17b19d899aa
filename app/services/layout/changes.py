"""What publishing sends: the difference between what is published and a draft, as rows of the database.

A bin is the same bin if it is the same slot of the same rack; else where the move map says so; else by its address.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.layout.diff import BinKey, affected_by, element_changes
from app.layout.publish import Row, bin_rows, fixture_rows, plan_rows
from app.layout.racking import ElementId
from app.layout.table import Layout
from app.services.layout.kinds import Move

COLUMNS = (
    "code", "check_digit", "kind", "zone", "rack", "column", "aisle", "bay", "level", "position", "x", "y", "z",
    "width", "depth", "height", "class", "pick_sequence",
)  # fmt: skip
_PLACE = ("x", "y", "z")


@dataclass(frozen=True, slots=True)
class Changes:
    """payload: as api.publish_layout_v1 takes it. renamed: old address to new; drawn: those of them that are the same
    slot; removed: addresses that go and where their goods go (None: nowhere); added: addresses of bins that come; gone,
    come: the rows of both; summary: in one line."""

    payload: dict[str, Any]
    renamed: dict[str, str]
    drawn: frozenset[str]
    removed: dict[str, str | None]
    added: tuple[str, ...]
    gone: tuple[Row, ...]
    come: tuple[Row, ...]
    summary: str

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

    def plan(self) -> list[dict[str, str | None]]:
        """As api.check_publish_v1 takes it."""
        told = [(old, new, "rename") for old, new in self.renamed.items()]
        gone = [(old, to, "goods" if to else "remove") for old, to in self.removed.items()]
        return [{"code": old, "to": to, "how": how} for old, to, how in (*told, *gone)]


def changes_of(published: Layout, draft: Layout, moves: Sequence[Move] = ()) -> Changes:
    """From what is published to the draft. moves: the move map; lines that fit nothing are left out."""
    elements = element_changes(published, draft)
    touched = affected_by(published, draft, elements)
    before, after = dict(bin_rows(published, touched)), dict(bin_rows(draft, touched))
    partners = _partners(before, after, moves)
    kept = set(partners.values())
    pairs = [(before[partners[key]] if key in partners else None, row, key) for key, row in after.items()]
    sent = [pair for pair in pairs if pair[0] != pair[1]]
    renames = [(old["code"], row["code"], partners[key] == key) for old, row, key in pairs
               if old is not None and old["code"] != row["code"]]  # fmt: skip
    gone = {key: row for key, row in before.items() if key not in kept}
    come = tuple(row for old, row, _ in pairs if old is None)
    goods = {move.old: move.new for move in moves if move.how == "goods"}
    removed = {row["code"]: goods.get(row["code"]) for row in gone.values()}
    payload = _plan(published, draft)
    payload["locations"] = {
        "was": [old and old["code"] for old, _, _ in sent],
        "key": [key_text(key) for _, _, key in sent],
        **{name: [row[name] for _, row, _ in sent] for name in COLUMNS},
    }
    payload["removed"] = [
        {"code": row["code"], "key": key_text(key), "to": removed[row["code"]]} for key, row in gone.items()
    ]
    return Changes(
        payload,
        {old: new for old, new, _ in renames},
        frozenset(old for old, _, drawn in renames if drawn),
        removed,
        tuple(row["code"] for row in come),
        tuple(gone.values()),
        come,
        _summary(len(elements), len(come), len(gone), len(renames), pairs),
    )


def _summary(
    elements: int, added: int, removed: int, renamed: int, pairs: Iterable[tuple[Row | None, Row, object]]
) -> str:
    """What a publish says it changed, in one line."""
    moved = sum(old is not None and any(old[name] != row[name] for name in _PLACE) for old, row, _ in pairs)
    told = {"added": added, "removed": removed, "renamed": renamed, "moved": moved}
    bins = ", ".join(f"{number:,} {name}" for name, number in told.items() if number)
    return f"{elements:,} {'element differs' if elements == 1 else 'elements differ'}; bins: {bins or 'none'}"


def key_text(key: BinKey) -> str:
    """A bin's lasting key as the database keeps it."""
    element, slot = key
    return f"{element}/{'.'.join(map(str, slot))}"


def _partners(before: dict[BinKey, Row], after: dict[BinKey, Row], moves: Iterable[Move]) -> dict[BinKey, BinKey]:
    """New key to old key of every bin that goes on."""
    partners = {key: key for key in after.keys() & before.keys()}
    gone = {row["code"]: key for key, row in before.items() if key not in after}
    come = {row["code"]: key for key, row in after.items() if key not in before}
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
