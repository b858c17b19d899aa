"""Lots of the opening stock: a number, when it was made, when it expires.

Older goods stand at the pick face (35 to 60 % of their shelf life left), younger ones in reserve (65 to 95 %), so that
first-expired-first-out empties the faces first. One perishable article in forty has a lot that must leave within
days. Every lot outlives its article's least remaining life by two days or more on the day of the opening.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from app.services.demo_data.catalogue import Article
from app.services.demo_data.seeded import between, chance, whole

NEAR_EXPIRY_SHARE = 1 / 40


@dataclass(frozen=True, slots=True)
class Lot:
    """Lot number as printed ("L26-1107": year, month and day of making) and expiry."""

    number: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class LotPrinter:
    """Makes lots for the day of the opening."""

    today: date
    seed: int

    def at_face(self, article: Article, index: int = 0) -> Lot | None:
        """The lot at the pick face; None where the article is not tracked. Index 1 is a younger second lot."""
        if article.shelf_life_days is None:
            return None
        if index == 0 and chance(self.seed, "near expiry", article.sku) < NEAR_EXPIRY_SHARE:
            return self._lot(article, article.min_remaining_days + whole(2, 4, self.seed, "days", article.sku))
        left = between(0.35, 0.6, self.seed, "face", article.sku) + 0.08 * index
        return self._lot(article, int(article.shelf_life_days * left) + index)

    def in_reserve(self, article: Article, index: int) -> Lot | None:
        """The lot of the article's index-th reserve unit; two neighbours share one delivery."""
        if article.shelf_life_days is None:
            return None
        left = between(0.72, 0.95, self.seed, "reserve", article.sku, index // 2)
        return self._lot(article, int(article.shelf_life_days * left))

    def _lot(self, article: Article, days_left: int) -> Lot:
        life = article.shelf_life_days or 0
        days_left = min(life, max(article.min_remaining_days + 2, days_left))
        made = self.today - timedelta(days=life - days_left)
        return Lot(f"L{made:%y-%m%d}", self.today + timedelta(days=days_left))
