"""`python -m resources.build`: cut the static weights of Inter that Qt needs out of the variable file of fontpkg-inter.

Qt ignores font-weight on a variable file, static files obey it. The cut files are made on each machine (resources/fonts
is ignored by git), together with a stamp of what they were cut from, so that a second run only compares two lines.
"""

import hashlib
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import repeat
from pathlib import Path

PACKAGE = "fontpkg_inter"
VARIABLE = "Inter[opsz,wght].ttf"
FONTS = Path(__file__).parent / "fonts"
STAMP = ".cut-from"
CUT_VERSION = 1
OPTICAL_SIZE = 14  # the text cut; Inter's display cut starts at 32


@dataclass(frozen=True, slots=True)
class Cut:
    """One static file: its style name and the weight it is cut at."""

    style: str
    weight: int

    @property
    def file(self) -> str:
        return f"Inter-{self.style}.ttf"


CUTS = (Cut("Regular", 400), Cut("Medium", 500), Cut("SemiBold", 600))


def variable_font() -> Path:
    """The variable Inter of the installed package. Raises FileNotFoundError with the repair."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("fontpkg-inter is not installed; run installer/bootstrap.py setup again")
    found = Path(spec.submodule_search_locations[0]) / "files" / VARIABLE
    if not found.exists():
        raise FileNotFoundError(f"fontpkg-inter holds no {VARIABLE}; install fontpkg-inter 4.1 or newer")
    return found


def stamp_of(source: Path) -> str:
    """What the cut files depend on: the bytes of the variable file, the weights, and the version of this cutter."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    return f"{CUT_VERSION} {OPTICAL_SIZE} {','.join(str(cut.weight) for cut in CUTS)} {digest}\n"


def is_current(folder: Path, stamp: str) -> bool:
    """True when every cut is there and was made from this very source."""
    mark = folder / STAMP
    return mark.exists() and mark.read_text(encoding="ascii") == stamp and not missing(folder)


def missing(folder: Path = FONTS) -> list[str]:
    """The cut files that are not there, by name; empty when the fonts are ready."""
    return [cut.file for cut in CUTS if not (folder / cut.file).exists()]


def cut_one(source: Path, folder: Path, cut: Cut) -> Path:
    """Cut one static weight. The font tools are loaded here: a run that changes nothing must not pay for them."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = instantiateVariableFont(TTFont(source), {"wght": cut.weight, "opsz": OPTICAL_SIZE}, updateFontNames=True)
    target = folder / cut.file
    part = target.with_suffix(".part")
    font.save(part)
    part.replace(target)
    return target


def build(folder: Path = FONTS) -> list[Path]:
    """Cut what is missing or out of date; returns the files written (none when all was current).

    One process a weight: a cut is about 8 s of pure Python.
    """
    source = variable_font()
    stamp = stamp_of(source)
    folder.mkdir(parents=True, exist_ok=True)
    if is_current(folder, stamp):
        return []
    from concurrent.futures import (
        ProcessPoolExecutor,  # here: the program asks this module what is missing at each start
    )

    with ProcessPoolExecutor(max_workers=len(CUTS)) as workers:
        written = list(workers.map(cut_one, repeat(source), repeat(folder), CUTS))
    (folder / STAMP).write_text(stamp, encoding="ascii")
    return written


def main() -> int:
    """Cut and say what was done. Exit 1 with the repair in words when the package is not there."""
    try:
        written = build()
    except FileNotFoundError as absent:
        sys.stderr.write(f"fonts: {absent}\n")
        return 1
    sys.stdout.write(f"fonts: cut {len(written)} files\n" if written else "fonts: current\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
