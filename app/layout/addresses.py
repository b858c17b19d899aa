"""Addresses of bins: the naming pattern, all names of a rack, and the book of all names of a layout."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from app.domain.errors import Refusal
from app.layout.elements import Element, Place, Rack
from app.layout.racking import ElementId, SlotKey, distinct
from app.layout.slots import slot_keys

Lookup: TypeAlias = Callable[[ElementId], Element | None]
"""How an element is found by its id."""

WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", re.ASCII)
"""What the database takes as an address."""

_RUNS = re.compile(r"[0-9]+|[^0-9]+")
FIELDS = ("zone", "aisle", "rack", "bay", "column", "level", "bin", "depth")
_FIELD = re.compile(r"\{([a-z]+)(?::(0[1-9]|A))?\}")


def in_order(text: str) -> tuple[tuple[int, int, str], ...]:
    """For sorting addresses as people read them: 2 before 10."""
    return tuple((0, int(run), run) if run[0] in "0123456789" else (1, 0, run) for run in _RUNS.findall(text))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A naming pattern taken apart: literal texts around (field, form) pairs; form "0N" pads with zeros, "A"
    counts in letters (A to Z, AA, ...)."""

    texts: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]

    @classmethod
    def parse(cls, text: str) -> "Pattern":
        """From `{zone}-{aisle:02}-{bay:02}-{level}`. Raises Refusal for a field that there is not."""
        texts, fields, end = [], [], 0
        for found in _FIELD.finditer(text):
            texts.append(text[end : found.start()])
            fields.append((found[1], found[2] or ""))
            end = found.end()
        texts.append(text[end:])
        wrong = [name for name, _ in fields if name not in FIELDS]
        if wrong or any("{" in part or "}" in part for part in texts):
            what = (
                f"“{{{wrong[0]}}}” is not a part of an address." if wrong else f"The pattern “{text}” cannot be read."
            )
            named = ", ".join(f"{{{name}}}" for name in FIELDS)
            raise Refusal("layout", what, f"Use {named}; {{bay:02}} pads with zeros, {{level:A}} counts in letters.")
        return cls(tuple(texts), tuple(fields))


def well_formed(code: str) -> bool:
    """Whether the database takes a text as an address: 1 to 40 of letters, digits, dot, dash, underscore."""
    return WELL_FORMED.fullmatch(code) is not None


def shown(value: int | str, form: str) -> str:
    """A number or code in the form of a pattern field. A negative number becomes “?”, which no address may hold."""
    if isinstance(value, str):
        return value.zfill(int(form)) if form.startswith("0") and value.isdigit() else value
    if value < 0 or (form == "A" and value < 1):
        return "?"
    if form != "A":
        return str(value).zfill(int(form or 0))
    letters = ""
    while value:
        value, digit = divmod(value - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def names_of(rack: Rack, find: Lookup, only: Sequence[SlotKey] | None = None) -> list[str]:
    """The addresses of all bins of a rack, in slot order; only: of these, in their order. About 0.3 us a bin."""
    codes = {"zone": _code(rack.zone, find), "aisle": _code(rack.aisle, find), "rack": rack.code}
    template, fields = _template(Pattern.parse(rack.pattern), codes)
    keys = slot_keys(rack) if only is None else only
    names = _spelled(rack, template, fields, keys)
    if rack.names:
        own = dict(rack.names)
        names = [own.get(key, name) for key, name in zip(keys, names, strict=True)]
    return names


def _code(id_: ElementId | None, find: Lookup) -> str:
    element = find(id_) if id_ is not None else None
    return "?" if element is None else element.code


def _template(pattern: Pattern, whole: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The pattern as a % template with what is the same for the whole rack put in, and the fields that are left."""
    text, fields = "", []
    for literal, (name, form) in zip(pattern.texts, pattern.fields, strict=False):
        text += literal.replace("%", "%%")
        if name in whole:
            text += shown(whole[name], form).replace("%", "%%")
        else:
            text += "%s"
            fields.append((name, form))
    return text + pattern.texts[-1].replace("%", "%%"), tuple(fields)


def _spelled(rack: Rack, template: str, fields: tuple[tuple[str, str], ...], keys: Sequence[SlotKey]) -> list[str]:
    plan = [(_AT[name], _texts(rack, name, form)) for name, form in fields]
    counted: Sequence[tuple[int, ...]] = keys
    if any(name == "column" for name, _ in fields):
        base, before = {}, 0
        for number, bay in enumerate(rack.bays, rack.first_bay):
            base[number] = before
            before += bay.widest
        counted = [(*key, base[key[0]] + key[2]) for key in keys]
    if len(plan) == 2:  # the usual pattern, spelled out because it is met a hundred thousand times
        (i, first), (j, second) = plan
        return [template % (first[key[i]], second[key[j]]) for key in counted]
    return [template % tuple([texts[key[at]] for at, texts in plan]) for key in counted]


_AT: Mapping[str, int] = MappingProxyType({"bay": 0, "level": 1, "bin": 2, "depth": 3, "column": 4})


def _texts(rack: Rack, name: str, form: str) -> dict[int, str]:
    """The text of each count that a rack can have in a field."""
    count, shapes = rack.numbering, distinct(rack.bays)
    if name == "bay":
        reach = range(rack.first_bay, rack.first_bay + len(rack.bays))
        return {n: shown(count.bay_start + count.bay_step * n, form) for n in reach}
    if name == "column":
        return {n: shown(count.bay_start + count.bay_step * n, form) for n in range(sum(b.widest for b in rack.bays))}
    if name == "level":
        most = max(len(bay.levels) for bay in shapes)
        return {n: shown(count.level_start + count.level_step * n, form) for n in range(most)}
    most, start = (max(b.widest for b in shapes), count.bin_start) if name == "bin" else (rack.deep, count.depth_start)
    return {n: shown(start + n, form) for n in range(most)}


def borne_by(element: Element | None, find: Lookup) -> tuple[str, ...]:
    """The addresses of any element, in slot order: none of what bears none, or of a pattern that cannot be read."""
    if isinstance(element, Place):
        return (element.code,)
    if not isinstance(element, Rack):
        return ()
    try:
        return tuple(names_of(element, find))
    except Refusal:
        return ()


class AddressBook:
    """All addresses of a layout and which elements bear them, kept up to date element by element."""

    def __init__(self) -> None:
        self._names: dict[ElementId, tuple[str, ...]] = {}
        self._bearer: dict[str, ElementId] = {}
        self._shared: dict[str, dict[ElementId, int]] = {}

    def renew(self, ids: Iterable[ElementId], find: Lookup) -> set[ElementId]:
        """Read these elements again (one that is gone strikes its names). Returns them and the elements that came to
        share an address with another through this, or no longer do. A pattern that cannot be read names nothing."""
        read, met = list(ids), set[ElementId]()
        for id_ in read:
            new = borne_by(find(id_), find)
            old = self._names.get(id_, ())
            if new != old:
                self._strike(id_, old, met)
                self._enter(id_, new, met)
        return met.union(read)

    def names(self, id_: ElementId) -> tuple[str, ...]:
        """The addresses of one element, in slot order."""
        return self._names.get(id_, ())

    def bearers(self, code: str) -> Mapping[ElementId, int]:
        """The elements that bear an address, and how often."""
        if code in self._shared:
            return self._shared[code]
        return {self._bearer[code]: 1} if code in self._bearer else {}

    def codes(self) -> Collection[str]:
        """All addresses that are borne."""
        return self._bearer.keys()

    def doubled(self) -> Collection[str]:
        """Addresses that more than one bin bears."""
        return self._shared.keys()

    def __len__(self) -> int:
        return sum(len(names) for names in self._names.values())

    def _strike(self, id_: ElementId, codes: tuple[str, ...], met: set[ElementId]) -> None:
        self._names.pop(id_, None)
        for code in codes:
            shared = self._shared.get(code)
            if shared is None:
                del self._bearer[code]
                continue
            shared[id_] -= 1
            if not shared[id_]:
                del shared[id_]
                met.update(shared)
            if sum(shared.values()) == 1:
                (self._bearer[code],) = shared
                met.update(shared)
                del self._shared[code]

    def _enter(self, id_: ElementId, codes: tuple[str, ...], met: set[ElementId]) -> None:
        if codes:
            self._names[id_] = codes
        for code in codes:
            first = self._bearer.get(code)
            if first is None:
                self._bearer[code] = id_
                continue
            if code not in self._shared:
                self._shared[code] = {first: 1}
                met.add(first)
            shared = self._shared[code]
            shared[id_] = shared.get(id_, 0) + 1
