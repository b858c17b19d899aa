"""The life of a delivery. Ranks are stored; wms.inbound_state in the database says the same."""

from enum import IntEnum


class InboundState(IntEnum):
    """How far a delivery is; what is below CLOSED can be received."""

    ENTERED = 100
    EXPECTED = 200
    ARRIVED = 300
    RECEIVING = 400
    RECEIVED = 500
    PUT_AWAY = 600
    CLOSED = 700
    CANCELLED = 910

    @property
    def is_open(self) -> bool:
        """May goods still be taken in for it?"""
        return self < InboundState.CLOSED
