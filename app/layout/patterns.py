"""Naming patterns to begin from, what their fields mean, and which ones a pattern lacks to tell bins apart."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.layout.addresses import Pattern, shown
from app.layout.elements import Rack
from app.layout.racking import distinct

PATTERNS: Sequence[tuple[str, str]] = (
    ("{zone}-{aisle:02}-{bay:02}-{level}", "one bin a level of a bay"),
    ("{zone}-{aisle:02}-{column:02}-{level}", "several bins a bay, counted through the rack"),
    ("{zone}-{aisle:02}-{bay:02}-{level}-{bin}", "several bins a bay, counted in the bay"),
    ("{zone}-{aisle:02}-{bay:02}-{depth}-{level}", "lanes with bins one behind the other"),
    ("{zone}{aisle:02}-{bay:02}{level:A}", "short, levels as letters"),
    ("{rack}-{bay:02}-{level}", "by rack, without zone and aisle"),
)
"""(pattern, what it suits), the usual ones first."""

FIELD_WORDS: Mapping[str, str] = MappingProxyType({
    "{zone}": "code of the zone", "{aisle:02}": "code of the aisle, two digits", "{rack}": "code of the rack",
    "{bay:02}": "number of the bay, two digits", "{column:02}": "bins counted through the whole rack",
    "{level}": "number of the level", "{level:A}": "level as a letter", "{bin}": "bins counted in their bay",
    "{depth}": "place from the front of a lane",
})  # fmt: skip
"""By field, as it is put into a pattern."""

_SAMPLE: Mapping[str, int | str] = MappingProxyType({
    "zone": "A", "aisle": "4", "rack": "R-01", "bay": 12, "column": 35, "level": 3, "bin": 2, "depth": 1,
})  # fmt: skip


def example(text: str) -> str:
    """An address by a pattern: aisle 4, bay 12, level 3 of zone A. Raises Refusal for a pattern that cannot be read."""
    pattern = Pattern.parse(text)
    parts = [pattern.texts[0]]
    for (name, form), literal in zip(pattern.fields, pattern.texts[1:], strict=True):
        parts += [shown(_SAMPLE[name], form), literal]
    return "".join(parts)


def lacking(racks: Sequence[Rack]) -> tuple[str, ...]:
    """Fields without which bins of these racks cannot be told apart, those of a rack's own counts first."""
    found: dict[str, None] = {}
    for rack in racks:
        named = {name for name, _ in Pattern.parse(rack.pattern).fields}
        shapes = distinct(rack.bays)
        if len(rack.bays) > 1 and not named & {"bay", "column"}:
            found["bay"] = None
        if max(len(bay.levels) for bay in shapes) > 1 and "level" not in named:
            found["level"] = None
        if max(bay.widest for bay in shapes) > 1 and not named & {"bin", "column"}:
            found["bin"] = None
        if rack.deep > 1 and "depth" not in named:
            found["depth"] = None
    if len({rack.aisle for rack in racks}) > 1:
        whole = [{name for name, _ in Pattern.parse(rack.pattern).fields} for rack in racks]
        if any(not named & {"aisle", "rack"} for named in whole):
            found["aisle"] = None
    return tuple(found)
