"""What people type to find stock, and back: `sku:40-* zone:A,B held:yes mug oak`.

One line says it all, so that the line, the facets and a saved view are the same thing. `key:value`, several values with
commas, quotes where a value has spaces; words without a key are looked for in name and SKU.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.errors import Refusal

Filters = Mapping[str, tuple[str, ...]]
# key as it is typed -> field of the database's filter
KEYS: Mapping[str, str] = {
    "sku": "sku",
    "bin": "bin",
    "lot": "lot",
    "sscc": "sscc",
    "zone": "zone",
    "status": "status",
    "group": "category",
    "owner": "owner",
    "held": "held",
    "unit": "unit",
    "expiry": "expiry",
    "expires": "expires",
    "counted": "counted",
    "received": "received",
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "held": ("yes", "no"),
    "unit": ("loose", "unit"),
    "expiry": ("expired", "week", "month", "quarter", "later", "none"),
}
NONE = "none"  # in zone, group and owner: without one
_TOKEN = re.compile(r'(?:([a-z]+):)?((?:"[^"]*"|[^\s",]+)(?:,(?:"[^"]*"|[^\s",]+))*|)(?:\s+|$)')
_VALUE = re.compile(r'"([^"]*)"|([^",]+)')
_DAY = r"\d{4}-\d{2}-\d{2}"
_SPAN = re.compile(rf"({_DAY})?\.\.({_DAY})?|({_DAY})")
_BEFORE = re.compile(rf"<({_DAY})")


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, and in which order. filters: key to values, "text" for plain words; sort: "sku", "-bin"."""

    filters: Filters = field(default_factory=dict)
    sort: str = "sku"

    def without(self, key: str) -> "Search":
        """The same with one key left out."""
        return Search({name: values for name, values in self.filters.items() if name != key}, self.sort)

    def having(self, key: str, values: tuple[str, ...]) -> "Search":
        """The same with one key set; no values leave it out."""
        if not values:
            return self.without(key)
        return Search({**self.filters, key: values}, self.sort)

    def toggled(self, key: str, value: str) -> "Search":
        """One value of a key chosen, or let go."""
        before = self.filters.get(key, ())
        single = key in ("held", "unit")
        after = (
            tuple(one for one in before if one != value) if value in before else (*(() if single else before), value)
        )
        return self.having(key, after)

    def sorted_by(self, sort: str) -> "Search":
        """The same in another order."""
        return Search(self.filters, sort)

    def asked(self) -> dict[str, object]:
        """The filter as api.stock_page_v1 takes it."""
        sent: dict[str, object] = {}
        for key, values in self.filters.items():
            match key:
                case "text":
                    sent["text"] = " ".join(values)
                case "held":
                    sent["held"] = values[0] == "yes"
                case "unit":
                    sent["unit"] = values[0]
                case "expires" | "received":
                    start, end = _span(values[0])
                    sent |= {f"{key}_{side}": day for side, day in (("from", start), ("to", end)) if day}
                case "counted":
                    sent["counted_before"] = values[0].removeprefix("<")
                case "zone" | "owner" | "group":
                    sent[KEYS[key]] = ["" if value == NONE else value for value in values]
                case _:
                    sent[KEYS[key]] = list(values)
        return sent


def parse(line: str, sort: str = "sku") -> Search:
    """Read a line. Refusal("filter") where a key is not known or a value cannot be: says which ones can."""
    found: dict[str, tuple[str, ...]] = {}
    rest = line.strip()
    while rest:
        token = _TOKEN.match(rest)
        if token is None or not token[0]:
            raise Refusal("filter", f"“{rest[:20]}” cannot be read.", "Close the quotes, or take out a stray comma.")
        rest = rest[token.end() :]
        key, values = token[1], tuple(one or two for one, two in _VALUE.findall(token[2]))
        if key is None:
            found["text"] = (*found.get("text", ()), *values)
        elif key not in KEYS:
            raise Refusal(
                "filter", f"There is no filter “{key}:”.", f"There are {', '.join(f'{one}:' for one in KEYS)}"
            )
        elif values:
            _check(key, values)
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *values)))
    return Search(found, sort)


def say(search: Search) -> str:
    """The line that means this search, keys in a fixed order, plain words last."""
    parts = [f"{key}:{','.join(map(_quoted, search.filters[key]))}" for key in KEYS if search.filters.get(key)]
    return " ".join([*parts, *map(_quoted, search.filters.get("text", ()))])


def _check(key: str, values: tuple[str, ...]) -> None:
    choices = CHOICES.get(key)
    if choices is not None and (wrong := next((value for value in values if value not in choices), None)):
        raise Refusal("filter", f"{key}: cannot be “{wrong}”.", f"It can be {', '.join(choices)}.")
    if key in ("held", "unit") and len(values) > 1:
        raise Refusal("filter", f"{key}: takes one of its values.", f"Write {key}:{choices[0] if choices else ''}.")
    if key in ("expires", "received") and not _SPAN.fullmatch(values[0]):
        raise Refusal("filter", f"{key}: needs days.", f"Write {key}:2026-11-01..2026-11-30; one side may be left out.")
    if key == "counted" and not _BEFORE.fullmatch(values[0]):
        raise Refusal("filter", "counted: needs a day.", "Write counted:<2026-09-01 for not counted since.")


def _span(text: str) -> tuple[str | None, str | None]:
    match = _SPAN.fullmatch(text)
    if match is None:
        return None, None
    return (match[3], match[3]) if match[3] else (match[1], match[2])


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"[\s,:]", value) or not value else value
