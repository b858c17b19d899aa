"""Two drawings put together, with what must be decided: another planner's draft, a newer version, what was kept."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.layout.document import LayoutDocument
from app.layout.elements import Element
from app.layout.merge import Choices, Merge, merge
from app.layout.table import Layout
from app.services.layout import OpenDraft, Opened, Rebased
from app.ui.layout.kept import Copy

SINCE = "what was saved since"


@dataclass(frozen=True, slots=True)
class Together:
    """opened: the draft upon which the outcome is saved, None for a new one; theirs: who drew the other one; base: what
    both were drawn upon; onto: the newer version beneath, None for a saved draft; kept: ours was kept on this computer,
    and theirs is what is drawn now."""

    merge: Merge
    opened: OpenDraft | None
    theirs: str
    base: Layout
    onto: Opened | None = None
    kept: Layout | None = None

    @property
    def other(self) -> Layout:
        """What the other one drew."""
        if self.onto is not None:
            return self.onto.layout
        return self.opened.layout if self.opened is not None else Layout()

    def again(self, drawn: Layout, choices: Choices | None = None) -> "Together":
        """The same with what is drawn now, perhaps more than when it was put together, and with what was decided."""
        sides = (self.base, drawn, self.other) if self.kept is None else (self.base, self.kept, drawn)
        return replace(self, merge=merge(*sides, choices or {}))

    @property
    def theirs_alone(self) -> bool:
        """Whether the outcome is what the other one saved, and need not be saved again."""
        if self.opened is None or self.onto is not None:
            return False
        return {element.id: element for element in self.merge.elements} == dict(self.opened.layout.elements)

    def came(self, drawn: Layout) -> int:
        """How many elements of this drawing the outcome changes, brings or takes away."""
        made = {element.id: element for element in self.merge.elements}
        ids = made.keys() | drawn.elements.keys()
        return sum(made.get(id_) != drawn.find(id_) for id_ in ids)


def become(document: LayoutDocument, elements: Iterable[Element], label: str) -> None:
    """Make the drawing these elements, as one step."""
    wanted = {element.id: element for element in elements}
    with document.transaction(label):
        document.put(*(element for id_, element in wanted.items() if document.find(id_) != element))
        document.remove(*(id_ for id_ in tuple(document.elements) if id_ not in wanted))


def kept_with(copy: Copy, opened: OpenDraft | None, drawn: Layout) -> Together:
    """What was kept on this computer, put together with what is drawn: others may have saved since."""
    base = copy.upon if copy.upon is not None else drawn  # copies of before say nothing of it
    return Together(merge(base, copy.layout, drawn), opened, SINCE, base, kept=copy.layout)


def theirs_with(theirs: OpenDraft, upon: OpenDraft, drawn: Layout) -> Together:
    """What another planner saved in the draft that we drew upon."""
    return Together(merge(upon.layout, drawn, theirs.layout), theirs, theirs.draft.saved_by, upon.layout)


def rebased_with(answer: Rebased, base: Layout) -> Together:
    """A draft put upon the version that is published now. base: the version that it was drawn upon."""
    version = answer.onto.version
    who = version.publisher if version is not None else "what is published"
    return Together(answer.merge, answer.opened, who, base, answer.onto)


def published_with(opened: OpenDraft, drawn: Layout, onto: Opened) -> Together:
    """A draft that somebody published while we drew on it: what we drew is a new draft upon what is published now."""
    who = onto.version.publisher if onto.version is not None else "what is published"
    return Together(merge(opened.layout, drawn, onto.layout), None, who, opened.layout, onto)
