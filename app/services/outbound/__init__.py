"""Outbound orders: entered, imported, changed, held, cancelled, sent later; who misses the cut-off. See README.md."""

from app.services.outbound.entry import Entered, LineWish, OrderEntry, OrderWish
from app.services.outbound.importing import COLUMNS, OrderImport, OrderSheet
from app.services.outbound.orders import PAGE, OrderFilter, Outbound, Preview
from app.services.outbound.way import Leg, Way

__all__ = [
    "COLUMNS",
    "PAGE",
    "Entered",
    "Leg",
    "LineWish",
    "OrderEntry",
    "OrderFilter",
    "OrderImport",
    "OrderSheet",
    "OrderWish",
    "Outbound",
    "Preview",
    "Way",
]
