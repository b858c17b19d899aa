"""Where the icons lie: the SVG files of the pytablericons package, read in place and never copied.

The package is found without being imported: importing it loads an imaging library that the window has no use for.
"""

from importlib.util import find_spec
from pathlib import Path

PACKAGE = "pytablericons"


def folder() -> Path:
    """The folder of the outline icons. Raises FileNotFoundError with the repair when the package is absent."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"{PACKAGE!r} is not installed; run installer/bootstrap.py setup again")
    return Path(spec.submodule_search_locations[0]) / "icons" / "outline"


def svg(name: str) -> Path:
    """The file of one Tabler icon by its Tabler name ("alert-octagon"). Raises FileNotFoundError with the name."""
    found = folder() / f"{name}.svg"
    if not found.exists():
        raise FileNotFoundError(f"icon {name!r} is not in {PACKAGE}")
    return found
