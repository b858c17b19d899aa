"""Putting all findings of one kind right, one after the other: one repair often does away with others."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.errors import Refusal
from app.layout.checks.finding import CheckName, Finding
from app.layout.checks.fixes import fixes_for
from app.layout.checks.live import LiveChecks
from app.layout.checks.naming import rename_all
from app.layout.document import LayoutDocument
from app.layout.elements import Element
from app.layout.table import Layout


@dataclass(frozen=True, slots=True)
class Mended:
    """Elements as they would be, and as they were where they were there; done: findings that are gone by it, left:
    those that stay, for only a person can know."""

    check: CheckName
    elements: tuple[Element, ...]
    before: tuple[Element, ...]
    done: int
    left: int


def mend(layout: Layout, check: CheckName, *, progress: Callable[[int, int, str], object]) -> Mended:
    """Take the first way to put each finding right that deletes nothing, on a copy; nothing of `layout` changes. For a
    worker thread: it looks at the whole drawing once, then at what each repair touched. progress(done, total, words)
    may raise to stop."""
    copy = LayoutDocument(layout.elements.values())
    live = LiveChecks(copy)
    first = _of(live, check)
    if check == "address":
        rename_all(copy, [finding.element for finding in first], progress)
    stuck: set[Finding] = set()
    for step in range(2 * len(first) + 10):  # a repair that brings the next finding does so for ever at most so long
        found = [finding for finding in _of(live, check) if finding not in stuck]
        if not found:
            break
        progress(min(step, len(first)), len(first), found[0].what)
        fix = next((fix for fix in fixes_for(copy, found[0], live.addresses) if not fix.remove), None)
        if fix is None:
            stuck.add(found[0])
            continue
        try:
            with copy.transaction(fix.title):
                copy.put(*fix.elements(copy))
        except Refusal:
            stuck.add(found[0])
            continue
        if found[0] in _of(live, check):
            copy.undo()
            stuck.add(found[0])
    new = tuple(element for id_, element in copy.elements.items() if layout.find(id_) != element)
    old = tuple(was for element in new if (was := layout.find(element.id)) is not None)
    left = len(_of(live, check))
    live.close()
    return Mended(check, new, old, max(len(first) - left, 0), left)


def _of(live: LiveChecks, check: CheckName) -> list[Finding]:
    return [finding for finding in live.findings() if finding.check == check]
