"""What is said on the slotting page."""

from datetime import datetime, timedelta, tzinfo
from typing import Any

from app.domain.errors import Refusal
from app.services.slotting import Proposal

EN_DASH = "–"
QUIET = 22
"""The hour of the warehouse's own clock that is offered for moves."""


def metres(value: float | None) -> str:
    """A length: one decimal below a hundred metres, whole above, km from 10,000 m."""
    if value is None:
        return EN_DASH
    if abs(value) >= 10_000:
        return f"{value / 1_000:,.1f} km"
    return f"{value:,.1f} m" if abs(value) < 100 else f"{value:,.0f} m"


def days(value: float | None) -> str:
    """Days until a move is won back."""
    return EN_DASH if value is None else f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def share(part: float, whole: float) -> str:
    """A part of the walk."""
    return f"{part / whole:.1%}" if whole > 0 else EN_DASH


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 move", "12 moves"."""
    return f"1 {one}" if number == 1 else f"{number:,} {many or one + 's'}"


def read_by(proposal: Proposal) -> str:
    """What the proposal was read from."""
    walks = counted(proposal.orders, "walk")
    checked = proposal.what.check_days
    apart = f"; the last {counted(checked, 'day')} kept apart to check it" if checked else ""
    return f"{walks} on {counted(proposal.days, 'day')}{apart}"


def few(proposal: Proposal, part: float = 0.8) -> int:
    """The fewest moves that bring four fifths of what all of them save."""
    steps = proposal.what.steps
    whole = max((proposal.what.walk - step.walk for step in steps), default=0.0)
    saved = (at for at, step in enumerate(steps, 1) if proposal.what.walk - step.walk >= part * whole)
    return next(saved, len(steps))


def quiet_hour(now: datetime, zone: tzinfo) -> datetime:
    """The next quiet hour of the warehouse."""
    here = now.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    return here.replace(hour=QUIET) + timedelta(days=1 if here.hour >= QUIET else 0)


def hour_of(text: str, now: datetime, zone: tzinfo) -> datetime:
    """The next moment at which the clock shows these hours and minutes ("22:00"). Refuses what is no time."""
    try:
        hour, minute = (int(part) for part in text.strip().split(":"))
        here = now.astimezone(zone)
        found = here.replace(hour=hour, minute=minute, second=0, microsecond=0)
    except ValueError:
        raise Refusal("slotting.hour", f"“{text.strip()[:20]}” is no time of day.", "Enter it like 22:00.") from None
    return found if found > here else found + timedelta(days=1)


def state_of(plan: Any) -> str:
    """How far a plan is, in words."""
    parts = [(plan.open, "open"), (plan.begun, "begun"), (plan.done, "done"), (plan.cancelled, "cancelled")]
    return ", ".join(f"{number:,} {word}" for number, word in parts if number)
