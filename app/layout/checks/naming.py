"""Free addresses for many elements in one pass over the drawing, each judged against what all others bear by then."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from app.layout.addresses import borne_by, well_formed
from app.layout.checks.fixes import naming_ways
from app.layout.document import LayoutDocument
from app.layout.elements import Place, Rack
from app.layout.racking import ElementId


def rename_all(document: LayoutDocument, ids: Sequence[ElementId], progress: Callable[[int, int, str], object]) -> None:
    """Give racks and places whose addresses are borne twice or ill-formed the first other ones that are free, in this
    order and as one step; one that the names of those before it have freed keeps its own. What finds none stays as it
    is. progress(done, total, code) may raise to stop: nothing is renamed then. About 2 us a bin."""
    borne = Counter(name for one in document.elements.values() for name in borne_by(one, document.find))
    with document.transaction("Free addresses"):
        for at, id_ in enumerate(ids):
            element = document.find(id_)
            if not isinstance(element, (Rack, Place)):
                continue
            progress(at, len(ids), element.code)
            old = borne_by(element, document.find)
            _strike(borne, old)
            if not _free(old, borne):
                taken = borne.keys() if isinstance(element, Place) else None
                for _, other in naming_ways(document, element, taken):
                    new = borne_by(other, document.find)  # no address is made of what an element itself is
                    if _free(new, borne):
                        document.put(other)
                        old = new
                        break
            borne.update(old)


def _free(names: Sequence[str], borne: Counter[str]) -> bool:
    """Whether these could stand beside what is borne."""
    return bool(names) and len(set(names)) == len(names) and all(n not in borne and well_formed(n) for n in names)


def _strike(borne: Counter[str], names: Iterable[str]) -> None:
    for name in names:
        borne[name] -= 1
        if not borne[name]:
            del borne[name]
