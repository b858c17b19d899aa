"""Release to the floor: who could go, what would come of it, waves and streaming."""

from app.services.waves.by_clock import ByClock
from app.services.waves.desk import Waves
from app.services.waves.kinds import Candidate, Policy, Preflight

__all__ = ["ByClock", "Candidate", "Policy", "Preflight", "Waves"]
