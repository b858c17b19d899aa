"""What was done, so that it can be undone: changes, gestures made of them, and the two stacks."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.layout.elements import Element
from app.layout.racking import ElementId


@dataclass(frozen=True, slots=True)
class Change:
    """One element before and after; None is "not there". Reverting it is swapping the two."""

    id: ElementId
    before: Element | None
    after: Element | None


@dataclass(frozen=True, slots=True)
class Gesture:
    """All that one transaction changed, in the words of the undo list."""

    label: str
    changes: tuple[Change, ...]


def coalesced(changes: Iterable[Change]) -> tuple[Change, ...]:
    """One change an element, from its first state to its last; what came back to where it was is left out."""
    first: dict[ElementId, Element | None] = {}
    last: dict[ElementId, Element | None] = {}
    for change in changes:
        first.setdefault(change.id, change.before)
        last[change.id] = change.after
    return tuple(Change(id_, before, last[id_]) for id_, before in first.items() if before != last[id_])


def reverted(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that take these back."""
    return tuple(Change(change.id, change.after, change.before) for change in changes)


class History:
    """Gestures done and gestures taken back, without limit: a gesture costs what it changed, not what is drawn."""

    def __init__(self) -> None:
        self._done: list[Gesture] = []
        self._undone: list[Gesture] = []
        self._saved: Gesture | None = None

    @property
    def done(self) -> tuple[Gesture, ...]:
        """What can be undone, oldest first."""
        return tuple(self._done)

    @property
    def undone(self) -> tuple[Gesture, ...]:
        """What can be done again, next last."""
        return tuple(self._undone)

    @property
    def dirty(self) -> bool:
        """Whether the drawing differs from what was saved last; undoing back to there makes it clean again."""
        return (self._done[-1] if self._done else None) is not self._saved

    def mark_saved(self) -> None:
        """The drawing as it stands is saved."""
        self._saved = self._done[-1] if self._done else None

    def keep(self, gesture: Gesture) -> None:
        """A gesture was made: nothing can be done again any more."""
        self._done.append(gesture)
        self._undone.clear()

    def back(self) -> Gesture | None:
        """Move the last gesture to what can be done again."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def forward(self) -> Gesture | None:
        """Move the gesture undone last back to what is done."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]
