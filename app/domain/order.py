"""The life of an order. Ranks leave room between states and are stored; wms.state in the database says the same."""

from enum import IntEnum


class OrderStatus(IntEnum):
    """How far an order is: the larger, the further; ON_HOLD and CANCELLED stand aside."""

    DRAFT = 0
    ENTERED = 100
    PROMISED = 200
    RELEASED = 300
    RESERVED = 400
    PICKING = 500
    PICKED = 600
    PACKING = 640
    PACKED = 650
    LOADING = 670
    SHIPPED = 700
    CLOSED = 800
    ON_HOLD = 900
    CANCELLED = 910

    @property
    def is_open(self) -> bool:
        """Is there still something to do for it in the warehouse?"""
        return self < OrderStatus.SHIPPED
