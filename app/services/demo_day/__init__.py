"""A whole day of the demo warehouse: twelve simulated people, two acts in a hundred going wrong."""

from app.services.demo_day.books import DayBooks
from app.services.demo_day.day import Day
from app.services.demo_day.faults import SHARE, Fault, Faults
from app.services.demo_day.manner import LOOKED_ON, Manner

__all__ = ["LOOKED_ON", "SHARE", "Day", "DayBooks", "Fault", "Faults", "Manner"]
