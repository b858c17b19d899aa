"""The design tokens: every colour, size, type role and duration, read once from resources/themes/tokens.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import resources

ThemeName = Literal["dark", "light"]
THEME_NAMES: tuple[ThemeName, ...] = ("dark", "light")


@dataclass(frozen=True, slots=True)
class TypeRole:
    """One role of the type scale: size and line height in px at 100 %, weight 400, 500 or 600."""

    size: int
    line: int
    weight: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours that stand on one another and the contrast that they must reach (WCAG 2)."""

    fore: str
    back: str
    floor: float


class Tokens:
    """The token file, typed. Colours are asked by theme and path ("surface.panel"), sizes by group and name.

    A path that does not exist raises KeyError with the path: a misspelt token fails in the first test that paints it.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document

    @classmethod
    def load(cls, file: Path | None = None) -> "Tokens":
        """Read a token file, the shipped one by default."""
        chosen = file or resources.path("themes/tokens.toml")
        return cls(tomllib.loads(chosen.read_text(encoding="utf-8")))

    @cached_property
    def colours(self) -> dict[str, dict[str, str]]:
        """Theme name -> path -> "#rrggbb" or "#rrggbbaa"; lists (routes) are numbered: "plan.route.0"."""
        return {name: _flatten(self.document["color"][name]) for name in THEME_NAMES}

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        return tuple(Pair(fore, back, floor) for fore, back, floor in self.document["contrast"]["pairs"])

    def size(self, name: str) -> int:
        """A size in px: "size" group by plain name, other groups with their name ("space.x2", "radius.panel")."""
        group, _, key = name.rpartition(".")
        return int(self.document[group or "size"][key])

    def type_role(self, role: str) -> TypeRole:
        size, line, weight = self.document["type"][role]
        return TypeRole(size, line, weight)

    def motion(self, name: str) -> int:
        """A duration in ms."""
        return int(self.document["motion"][name])

    def icon(self, name: str) -> str:
        """The Tabler name of an icon by what it stands for ("control_room" -> "layout-dashboard")."""
        return str(self.document["icon"]["names"][name])

    def scale(self, name: str) -> tuple[tuple[str, ...], tuple[float, float]]:
        """The stops of a data scale and the part of it that is used, both ends in 0..1."""
        entry = self.document["scale"][name]
        low, high = entry["use"]
        return tuple(entry["stops"]), (float(low), float(high))

    def qss_values(self, theme: ThemeName) -> dict[str, str]:
        """Every value under a name that string.Template accepts: surface_panel, size_control, type_body_size."""
        values = {path.replace(".", "_"): qss_colour(text) for path, text in self.colours[theme].items()}
        for group in ("space", "radius", "border", "size"):
            values |= {f"{group}_{name}": f"{value}px" for name, value in self.document[group].items()}
        for role in self.document["type"]:
            entry = self.type_role(role)
            values |= {f"type_{role}_size": f"{entry.size}px", f"type_{role}_weight": str(entry.weight)}
        return values


def qss_colour(text: str) -> str:
    """Qt style sheets read "#rrggbbaa" as alpha first; written as rgba() the order cannot be mistaken."""
    if len(text) == 9:
        red, green, blue, alpha = (int(text[start : start + 2], 16) for start in (1, 3, 5, 7))
        return f"rgba({red}, {green}, {blue}, {alpha})"
    return text


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0..1 (WCAG 2.2, definition of relative luminance)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two opaque colours, 1..21 (WCAG 2.2, definition of contrast ratio)."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _flatten(groups: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in groups.items():
        path = f"{prefix}{key}"
        if isinstance(value, Mapping):
            flat |= _flatten(value, f"{path}.")
        elif isinstance(value, list):
            flat |= {f"{path}.{number}": str(item) for number, item in enumerate(value)}
        else:
            flat[path] = str(value)
    return flat
