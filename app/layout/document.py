"""The layout as it is being drawn: elements by id, changed only inside a transaction, every change revertible."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, TypeAlias
from uuid import uuid4

from app.domain.errors import Fault
from app.layout.elements import Element
from app.layout.history import Change, Gesture, History, coalesced, reverted
from app.layout.racking import ElementId
from app.layout.table import SAFE, Layout

Cause: TypeAlias = Literal["edit", "cancel", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What just changed, and through what. An id stands in it once."""

    cause: Cause
    changes: tuple[Change, ...]

    @property
    def ids(self) -> frozenset[ElementId]:
        """Every element that came, went or changed."""
        return frozenset(change.id for change in self.changes)


Listener: TypeAlias = Callable[[ChangeSet], None]


class LayoutDocument(Layout):
    """A layout being drawn. `put` and `remove` need an open transaction; a gesture of the hand is one transaction.

    prefix: begins the id of every element drawn here, so that two planners never make the same id; left out, it is
    made up. Belongs to one thread.
    """

    def __init__(self, elements: Iterable[Element] = (), *, prefix: str | None = None) -> None:
        super().__init__(elements)
        self._listeners: list[Listener] = []
        self._open: list[Change] | None = None
        self._label = ""
        self.history = History()
        self._prefix = prefix or uuid4().hex[:8]
        own = [id_.removeprefix(f"{self._prefix}.") for id_ in self._elements if id_.startswith(f"{self._prefix}.")]
        self._count = max((int(rest) for rest in own if rest.isdigit()), default=0)

    def new_id(self) -> ElementId:
        """An id that no element of this or another draft has."""
        self._count += 1
        return ElementId(f"{self._prefix}.{self._count}")

    # ------------------------------------------------------------- changing
    @property
    def editing(self) -> str | None:
        """Label of the open transaction, None where none is open."""
        return self._label if self._open is not None else None

    @contextmanager
    def transaction(self, label: str) -> Iterator[None]:
        """One gesture: all of it is kept and undone as one, or none where an exception leaves the block."""
        self.begin(label)
        try:
            yield
        except BaseException:
            self.cancel()
            raise
        self.commit()

    def begin(self, label: str) -> None:
        """Open a transaction: a mouse press. Raises Fault where one is open: a gesture within a gesture."""
        if self._open is not None:
            raise Fault(f"“{label}” began before “{self._label}” had ended.", SAFE)
        self._open, self._label = [], label

    def commit(self) -> Gesture | None:
        """Close the transaction: a mouse release. None where nothing changed.

        Raises Fault, and takes everything back, where an element would name one that is not there."""
        changes = coalesced(self._inside())
        wrong = self._broken(changes)
        if wrong:
            self.cancel()
            raise Fault(f"“{self._label}” would break the drawing: {wrong}.", SAFE)
        self._open = None
        if not changes:
            return None
        gesture = Gesture(self._label, changes)
        self.history.keep(gesture)
        return gesture

    def cancel(self) -> None:
        """Take back what the open transaction did: Esc."""
        changes = coalesced(self._inside())
        self._open = None
        self._tell("cancel", reverted(changes))

    def put(self, *elements: Element) -> None:
        """Add elements or replace those of the same id. Raises Fault outside a transaction."""
        self._edit([Change(element.id, self._elements.get(element.id), element) for element in elements])

    def remove(self, *ids: ElementId) -> None:
        """Take elements out. Raises Fault outside a transaction, where what names them must go or let go as well."""
        self._edit([Change(id_, self._elements[id_], None) for id_ in ids if id_ in self._elements])

    def undo(self) -> Gesture | None:
        """Take back the last gesture; None where there is none."""
        self._idle("undo")
        gesture = self.history.back()
        if gesture is not None:
            self._tell("undo", reverted(gesture.changes))
        return gesture

    def redo(self) -> Gesture | None:
        """Do again what was taken back last; None where there is none."""
        self._idle("redo")
        gesture = self.history.forward()
        if gesture is not None:
            self._tell("redo", gesture.changes)
        return gesture

    def watch(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of every change right after it; call the answer to stop. A listener edits nothing."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # ------------------------------------------------------------- within
    def _inside(self) -> list[Change]:
        if self._open is None:
            raise Fault("The drawing was changed outside a transaction.", SAFE)
        return self._open

    def _idle(self, what: str) -> None:
        if self._open is not None:
            raise Fault(f"There is no {what} while “{self._label}” goes on.", SAFE)

    def _edit(self, changes: list[Change]) -> None:
        told = coalesced(changes)
        self._inside().extend(told)
        self._tell("edit", told)

    def _tell(self, cause: Cause, changes: tuple[Change, ...]) -> None:
        self._set(changes)
        if changes:
            change_set = ChangeSet(cause, changes)
            for listener in tuple(self._listeners):
                listener(change_set)
