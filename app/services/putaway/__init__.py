"""Putting away: places for goods with the reason why, changed by people with theirs, and the rules behind them."""

from app.services.putaway.desk import Putaway
from app.services.putaway.homes import FixedBins, Home
from app.services.putaway.kinds import Destination, NoPlace, Proposed, RuleBook, Waiting

__all__ = ["Destination", "FixedBins", "Home", "NoPlace", "Proposed", "Putaway", "RuleBook", "Waiting"]
