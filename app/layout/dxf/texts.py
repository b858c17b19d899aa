"""Words of a drawing that name what they stand in: a rack's code within its outline."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from app.layout.addresses import well_formed
from app.layout.dxf.found import Shape
from app.layout.geometry import Point, bounds_of, inside


class Words:
    """The texts of a drawing, on the plan in mm. Each names one thing at most."""

    def __init__(self, texts: Iterable[tuple[Point, Shape]]) -> None:
        self._texts = sorted(texts, key=lambda pair: pair[0])
        self._xs = [point[0] for point, _ in self._texts]
        self._used: set[int] = set()

    def code_in(self, outline: tuple[Point, ...], layer: str, *, any_layer: bool) -> str | None:
        """A text inside an outline that can be a code: of its own layer first. It is used up by this."""
        found = [at for at in self._inside(outline) if any_layer or self._texts[at][1].layer == layer]
        found.sort(key=lambda at: self._texts[at][1].layer != layer)
        if not found:
            return None
        self._used.add(found[0])
        return self._texts[found[0]][1].words.strip()

    def left(self) -> Iterator[tuple[Point, Shape]]:
        """The texts that named nothing."""
        return (pair for at, pair in enumerate(self._texts) if at not in self._used)

    def _inside(self, outline: tuple[Point, ...]) -> list[int]:
        x0, y0, x1, y1 = bounds_of(outline)
        reach = range(bisect_left(self._xs, x0), bisect_right(self._xs, x1))
        return [
            at
            for at in reach
            if at not in self._used
            and y0 <= self._texts[at][0][1] <= y1
            and well_formed(self._texts[at][1].words.strip())
            and inside(self._texts[at][0], outline)
        ]


class Codes:
    """Codes that are free. Where a drawing names a thing twice, or not, a number is given."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._counts: dict[str, int] = {}

    def give(self, wanted: str | None, prefix: str) -> tuple[str, bool]:
        """A code, and whether it is the wanted one (also True where none was wanted)."""
        if wanted and well_formed(wanted) and wanted not in self._taken:
            self._taken.add(wanted)
            return wanted, True
        while True:
            self._counts[prefix] = self._counts.get(prefix, 0) + 1
            code = f"{prefix}{self._counts[prefix]:03}"
            if code not in self._taken:
                self._taken.add(code)
                return code, not wanted
