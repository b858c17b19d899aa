"""What the tables of each kind of change may hold, and what people call it."""

from enum import StrEnum
from typing import assert_never

from app.services.sheets import Column, Kind


class Change(StrEnum):
    """A kind of change in mass; the value is the database's word for it."""

    MOVE = "move"
    ADJUST = "adjust"
    SCRAP = "scrap"
    STATUS = "status"
    OWNER = "owner"

    @property
    def has_reasons(self) -> bool:
        """Must a row, or the whole change, give a reason?"""
        return self in (Change.ADJUST, Change.SCRAP, Change.STATUS)


_SKU = Column("sku", ("SKU", "Article", "Item", "Product", "GTIN", "Artikel"), Kind.CODE, required=True)
_BIN = ("Bin", "From", "From bin", "Location", "Source", "Von", "Platz", "Lagerplatz")
_FROM = Column("from", ("From", "From bin", "Source", "Bin", "Location", "Von", "Quelle"), Kind.CODE, required=True)
_AT = Column("from", _BIN, Kind.CODE, required=True)
_TO = Column("to", ("To", "To bin", "Target", "Destination", "Nach", "Ziel"), Kind.CODE, required=True)
_QUANTITY = Column("quantity", ("Quantity", "Qty", "Pieces", "Menge", "Anzahl"), Kind.QUANTITY, required=True)
_DELTA = Column("quantity", ("Change", "Difference", "Delta", "Quantity", "Qty", "Menge"), Kind.CHANGE, required=True)
_COMMON = (
    Column("unit", ("Unit", "UoM", "Level", "Packaging", "Einheit"), Kind.CODE),
    Column("lot", ("Lot", "Batch", "Serial", "Lot number", "Serial number", "Charge", "Seriennummer"), Kind.CODE),
    Column("sscc", ("SSCC", "Unit label", "HU", "Handling unit", "Pallet", "Palette"), Kind.CODE),
    Column("status", ("Status", "Quality", "Quality status"), Kind.CODE),
    Column("owner", ("Owner", "Eigentümer"), Kind.CODE),
)
_TO_SSCC = Column("to_sscc", ("To SSCC", "Into unit", "Target SSCC", "To pallet"), Kind.CODE)
_TO_STATUS = Column("to_status", ("To status", "New status", "Neuer Status"), Kind.CODE, required=True)
_TO_OWNER = Column("to_owner", ("To owner", "New owner", "Neuer Eigentümer"), Kind.CODE)
_REASON = Column("reason", ("Reason", "Reason code", "Grund"), Kind.CODE, longest=60)


def columns_of(change: Change) -> tuple[Column, ...]:
    """The columns that a table of this kind may have."""
    match change:
        case Change.MOVE:
            return (_SKU, _FROM, _TO, _QUANTITY, *_COMMON, _TO_SSCC)
        case Change.ADJUST:
            return (_SKU, _AT, _DELTA, *_COMMON, _REASON)
        case Change.SCRAP:
            return (_SKU, _AT, _QUANTITY, *_COMMON, _REASON)
        case Change.STATUS:
            return (_SKU, _AT, _QUANTITY, _TO_STATUS, *_COMMON, _REASON)
        case Change.OWNER:
            return (_SKU, _AT, _QUANTITY, _TO_OWNER, *_COMMON)
        case _:
            assert_never(change)
