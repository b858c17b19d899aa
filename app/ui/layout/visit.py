"""One visit of a field: whatever is changed in it, by typing, stepping or scrubbing, is one step of undo."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from app.domain.errors import Refusal
from app.layout.document import LayoutDocument
from app.layout.elements import Element
from app.layout.history import Gesture
from app.layout.racking import ElementId

Changing = Callable[[Element], Element]
More = Callable[[Sequence[Element]], Sequence[Element]]


class Visit:
    """Changes elements from the state that they had when the visit began.

    A later change of the same visit takes back the earlier one first, so that one gesture holds the whole of it."""

    def __init__(self, document: LayoutDocument, ids: Iterable[ElementId], label: str) -> None:
        self._document, self._label = document, label
        self.ids = tuple(ids)
        self._from = tuple(document.elements[id_] for id_ in self.ids)
        self._gesture: Gesture | None = None

    @property
    def open(self) -> bool:
        """Whether nothing else was done since, so that the visit can go on."""
        done = self._document.history.done
        return self._gesture is None or (bool(done) and done[-1] is self._gesture)

    def apply(self, change: Changing, more: More = lambda _: ()) -> None:
        """Put change(element) in place of each, and more(what is new) of the drawing as the visit found it. Raises
        Refusal for what cannot be; the drawing then stays as it is."""
        new = [change(element) for element in self._from]
        self.act(lambda: self._document.put(*new, *more(new)))

    def act(self, act: Callable[[], object]) -> None:
        """Do something to the drawing as it was when the visit began. Raises Refusal; the drawing then stays."""
        document = self._document
        undone = self._gesture if self.open else None
        self.take_back()
        before = len(document.history.done)
        try:
            with document.transaction(self._label):
                act()
        except Refusal:
            if undone is not None:
                self._gesture = document.redo()
            raise
        done = document.history.done
        self._gesture = done[-1] if len(done) > before else None

    def take_back(self) -> None:
        """Esc: as it was when the visit began."""
        if self._gesture is not None and self.open:
            self._document.undo()
        self._gesture = None


def with_field(key: str) -> Callable[[Element, object], Element]:
    """A setter of one field of an element's value."""

    def put(element: Element, value: object) -> Element:
        return replace(element, **{key: value})  # type: ignore[arg-type]  # the field's own check refuses what is wrong

    return put
