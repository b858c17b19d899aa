"""The inventory explorer's use cases: find stock, page through it, count it, look into it, act on it, take it away."""

from app.services.inventory.explorer import Inventory
from app.services.inventory.found import Facet, Facets, Place, StockPage, Value, View
from app.services.inventory.words import Search, parse, say

__all__ = ["Facet", "Facets", "Inventory", "Place", "Search", "StockPage", "Value", "View", "parse", "say"]
