"""Outbound orders: entered, imported, changed, held, cancelled, sent later; who misses the cut-off. See README.md."""

from app.services.outbound.entry import Entered, LineWish, OrderEntry, OrderWish
from app.services.outbound.importing import COLUMNS, OrderImport, OrderSheet
from app.services.outbound.many import FEW, Many, Outcome
from app.services.outbound.orders import PAGE, OrderFilter, Outbound, Preview
from app.services.outbound.way import Leg, Way

__all__ = [
    "COLUMNS",
    "FEW",
    "PAGE",
    "Entered",
    "Leg",
    "LineWish",
    "Many",
    "OrderEntry",
    "OrderFilter",
    "OrderImport",
    "OrderSheet",
    "OrderWish",
    "Outbound",
    "Outcome",
    "Preview",
    "Way",
]
