"""The demo: a warehouse built from real order lines, and a shift played in it through the doors that people use."""

from app.services.demo.loading import CODE, load
from app.services.demo.pace import Pace
from app.services.demo.shift import Result, Shift

__all__ = ["CODE", "Pace", "Result", "Shift", "load"]
