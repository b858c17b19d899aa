"""Slotting: what should lie where, what bringing it there is worth, and having it done in quiet hours."""

from app.services.slotting.desk import Slotting
from app.services.slotting.kinds import ProductLine, Proposal, Wish

__all__ = ["ProductLine", "Proposal", "Slotting", "Wish"]
