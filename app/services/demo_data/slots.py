"""Pick faces: which article goes into which bin, by turnover and distance within the limits of the bins.

Articles come best seller first; bins of a pool come nearest to the pack line first, the levels between hip and
shoulder before the others. An article takes the nearest open bin of the first pool that suits it. Bins that take one
article close at once; shared bins close after `sharing` articles. What does not fit into one bin goes on in the next.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.services.demo_data.catalogue import Article
from app.services.demo_data.racking import Bin, Point
from app.services.demo_data.seeded import chance
from app.services.demo_data.zone_kinds import LIMITS

# Goods do not fill a bin like water; above this share of its volume a picker no longer reaches in.
USABLE = 0.82
FREE = 1 / 12
# Metres of walking that an awkward level is worth, by level from the floor.
_REACH_MM = (4_000, 0, 0, 6_000, 9_000)


@dataclass(slots=True)
class Face:
    """A bin that is being filled: what it still carries (g), holds (litres) and how many articles it takes."""

    bin: Bin
    grams: float
    litres: float
    articles: int

    def pieces(self, article: Article) -> int:
        """How many pieces still fit, by size, weight and room."""
        if not _passes(article, self.bin):
            return 0
        return int(min(self.grams / article.weight, self.litres / article.litres()))

    def mixes(self) -> bool:
        """Whether its class lets several articles share it."""
        return LIMITS[self.bin.storage_class].product_mixing == "any"

    def put(self, article: Article, quantity: int) -> None:
        """Take the pieces in."""
        self.articles -= 1
        self.grams -= quantity * article.weight
        self.litres -= quantity * article.litres()


@dataclass(slots=True)
class Pool:
    """The faces of one kind of storage, nearest first: those still open, and those with their share of articles."""

    faces: list[Face]
    closed: list[Face]

    def place(self, article: Article, quantity: int) -> list[tuple[Bin, int]]:
        """Places for the article, fewer pieces than asked where the pool is full. An article enters a bin once."""
        placed: list[tuple[Bin, int]] = []
        full: list[int] = []
        for at, face in enumerate(self.faces):
            fits = min(quantity, face.pieces(article))
            # A crumb in a shared bin is no place to pick from: at least half of what is left, or all that a bin takes.
            if fits and (fits * 2 >= quantity or face.litres > 0.95 * _usable(face.bin)):
                face.put(article, fits)
                placed.append((face.bin, fits))
                quantity -= fits
                if face.articles < 1 or face.litres < 0.03 * _usable(face.bin):
                    full.append(at)
            if not quantity:
                break
        for at in reversed(full):
            self.closed.append(self.faces.pop(at))
        return placed

    def squeeze(self, article: Article, quantity: int) -> list[tuple[Bin, int]]:
        """Last resort: any mixing bin with room, however many articles it holds already."""
        placed: list[tuple[Bin, int]] = []
        for face in (*self.faces, *self.closed):
            fits = min(quantity, face.pieces(article)) if face.mixes() else 0
            if fits:
                face.put(article, fits)
                placed.append((face.bin, fits))
                quantity -= fits
            if not quantity:
                break
        return placed


def pool_of(bins: Iterable[Bin], pack_line: Point, seed: int, sharing: int = 1) -> Pool:
    """A pool of these bins, one in twelve (by seed) left free; `sharing` articles may share a bin of a mixing class."""
    used = [b for b in bins if chance(seed, "free face", b.code) >= FREE]
    ordered = sorted(used, key=lambda b: (_walk(b, pack_line), b.code))
    faces = [Face(b, LIMITS[b.storage_class].max_weight * 0.95, _usable(b), sharing) for b in ordered]
    for face in faces:
        face.articles = sharing if face.mixes() else 1
    return Pool(faces, [])


def sharing_needed(articles: int, bins: Sequence[Bin]) -> int:
    """How many articles must share a bin so that some of the bins stay free."""
    return max(1, math.ceil(articles / max(1.0, (1 - 1.4 * FREE) * len(bins))))


def _passes(article: Article, b: Bin) -> bool:
    """A piece goes into the bin, turned as it needs to be (upright goods stay upright)."""
    height = min(b.height, LIMITS[b.storage_class].max_height)
    if article.this_side_up:
        flat = sorted((article.length, article.width))
        return article.height <= height and all(s <= o for s, o in zip(flat, sorted((b.width, b.depth)), strict=True))
    sides = sorted((article.length, article.width, article.height))
    return all(side <= opening for side, opening in zip(sides, sorted((b.width, b.depth, height)), strict=True))


def _usable(b: Bin) -> float:
    return LIMITS[b.storage_class].max_volume * USABLE


def _walk(b: Bin, pack_line: Point) -> float:
    return abs(b.x - pack_line[0]) + abs(b.y - pack_line[1]) + _REACH_MM[min(b.level, len(_REACH_MM) - 1)]
