"""Which layer becomes what: a proposal by the layer's name, which a person then corrects."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from app.layout.dxf.found import LayerFound

Target: TypeAlias = Literal["zone", "rack", "aisle", "place", "dock", "obstacle", "wall", "charger", "caption", "leave"]
Mapped: TypeAlias = Mapping[str, Target]
"""Layer name -> what its shapes become."""

WORDS: Final[Mapping[Target, str]] = MappingProxyType({
    "zone": "Zones", "rack": "Racks", "aisle": "Aisles", "place": "Floor places", "dock": "Docks",
    "obstacle": "Obstacles", "wall": "Walls", "charger": "Charging points", "caption": "Captions", "leave": "Leave out",
})  # fmt: skip
"""For the screen, in the order in which they are offered."""

# English, German, French, Spanish, Italian, Dutch words as they stand in names of layers; the first that fits counts
_NAMES: Final[tuple[tuple[Target, str], ...]] = (
    ("leave", r"dim|bema|cote|hatch|schraff|title|schriftfeld|frame|rahmen|viewport|defpoints|furnit|moeb|möb|sanit"),
    ("dock", r"dock|ramp|rampe|quai|muelle|laad|verlade"),
    ("leave", r"door|tür|tuer|porte|puerta|porta|deur|window|fenster|fen[eê]tre"),
    ("rack", r"rack|regal|shel[fv]|étag|etag|rayonn|estant|scaff|stelling|s-rgl"),
    ("aisle", r"aisle|gang|gasse|all[eé]e|pasillo|corsia|gangpad|fahrweg|verkehrsweg"),
    ("zone", r"zone|bereich|area|lagerzone|reparto"),
    ("obstacle", r"column|colonne|säule|saeule|stütze|stuetze|pillar|pilar|obstac|hindern|machin|maschin|pit\b"),
    ("wall", r"wall|wand|mauer|mur\b|murs|muro|pared|muur|facade|fassade|a-wall"),
    ("charger", r"charg|lade(?:n|st|punkt|platz)|batter"),
    ("place", r"place|platz|block|bulk|stag|puffer|buffer|pack|lane|spur|station"),
    ("caption", r"text|label|beschrift|anno|caption|name"),
)  # fmt: skip


def suggested(layers: Iterable[LayerFound]) -> dict[str, Target]:
    """What each layer probably is, by its name; what is hidden or has no telling name is left out."""
    return {layer.name: "leave" if layer.hidden else _by_name(layer) for layer in layers}


def _by_name(layer: LayerFound) -> Target:
    name = layer.name.lower()
    for target, pattern in _NAMES:
        if re.search(pattern, name):
            return target
    return "caption" if layer.shapes == layer.texts else "leave"
