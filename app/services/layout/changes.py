"""What publishing sends: the difference between what is published and a draft, as rows of the database.

A bin is the same bin if it is the same slot of the same rack; else where the move map says so; else by its address.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.layout.diff import BinKey, LayoutDiff, affected_by, diff
from app.layout.publish import Row, bin_rows, fixture_rows, plan_rows
from app.layout.racking import ElementId
from app.layout.table import Layout
from app.services.layout.kinds import Move


@dataclass(frozen=True, slots=True)
class Changes:
    """payload: as api.publish_layout_v1 takes it. renamed: old address to new; removed: addresses that go, and where
    their goods go (None: nowhere); added: addresses of bins that come; gone, come: the rows of both."""

    diff: LayoutDiff
    payload: dict[str, Any]
    renamed: dict[str, str]
    removed: dict[str, str | None]
    added: tuple[str, ...]
    gone: tuple[Row, ...]
    come: tuple[Row, ...]

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
    difference = diff(published, draft)
    touched = affected_by(published, draft, difference.elements)
    before, after = dict(bin_rows(published, touched)), dict(bin_rows(draft, touched))
    partners = _partners(before, after, moves)
    rows, renamed, added = [], {}, []
    for key, row in after.items():
        old = before.get(partners[key]) if key in partners else None
        if old is None:
            added.append(row["code"])
        elif old["code"] != row["code"]:
            renamed[old["code"]] = row["code"]
        if old != row:
            rows.append({**row, "was": None if old is None else old["code"], "key": key_text(key)})
    kept = set(partners.values())
    goods = {move.old: move.new for move in moves if move.how == "goods"}
    gone = {key: row for key, row in before.items() if key not in kept}
    removed = {row["code"]: goods.get(row["code"]) for row in gone.values()}
    payload = _plan(published, draft)
    payload["locations"] = rows
    payload["removed"] = [
        {"code": row["code"], "key": key_text(key), "to": removed[row["code"]]} for key, row in gone.items()
    ]
    come = tuple(row for key, row in after.items() if key not in partners)
    return Changes(difference, payload, renamed, removed, tuple(added), tuple(gone.values()), come)


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
