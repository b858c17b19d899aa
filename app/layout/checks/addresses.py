"""Addresses borne twice, and addresses that the database refuses."""

from collections.abc import Iterator

from app.layout.addresses import AddressBook, well_formed
from app.layout.checks.finding import Finding
from app.layout.elements import Place, Rack
from app.layout.racking import ElementId
from app.layout.table import Layout

_NAMED = 3


class AddressCheck:
    """Keeps the book of all addresses. One finding an element and fault, however many of its bins have it."""

    def __init__(self) -> None:
        self.book = AddressBook()
        self._found: dict[ElementId, tuple[Finding, ...]] = {}
        self._ill: dict[ElementId, tuple[str, ...]] = {}

    def renew(self, layout: Layout, touched: frozenset[ElementId]) -> None:
        """Read the addresses of these again; whoever shared one with them is judged again too."""
        for id_ in touched:
            element = layout.find(id_)
            if not isinstance(element, (Rack, Place)):
                self._found.pop(id_, None)
        before = {id_: self.book.names(id_) for id_ in touched}
        for id_ in self.book.renew(touched, layout.find):
            element = layout.find(id_)
            if not isinstance(element, (Rack, Place)):
                self._found.pop(id_, None)
                continue
            names = self.book.names(id_)
            if id_ not in self._ill or names != before.get(id_, names):
                self._ill[id_] = tuple(name for name in names if not well_formed(name))
            self._found[id_] = tuple(self._judge(element, names))

    def findings(self) -> Iterator[Finding]:
        """All of them, in no order."""
        for found in self._found.values():
            yield from found

    def _judge(self, element: Rack | Place, names: tuple[str, ...]) -> Iterator[Finding]:
        called = f"{element.kind.capitalize()} {element.code}"
        if not names:
            yield Finding("address", element.id, f"{called}: its naming pattern cannot be read.")
            return
        ill = self._ill[element.id]
        if ill:
            what = f"{called}: {_listed(ill)} cannot be an address (1 to 40 letters, digits, dot, dash, underscore)."
            yield Finding("address", element.id, what, bins=len(ill))
        shared = self.book.doubled()
        twice = [name for name in names if name in shared] if shared else []
        if twice:
            codes = tuple(dict.fromkeys(twice))
            verb = "stands" if len(codes) == 1 else "stand"
            others = sorted(set().union(*map(self.book.bearers, codes)) - {element.id})
            yield Finding(
                "address", element.id, f"{called}: {_listed(codes)} {verb} twice in the layout.",
                tuple(others), len(twice),
            )  # fmt: skip


def _listed(codes: tuple[str, ...]) -> str:
    rest = len(codes) - _NAMED
    return ", ".join(f"“{code}”" for code in codes[:_NAMED]) + (f" and {rest:,} more" if rest > 0 else "")
