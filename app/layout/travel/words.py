"""Why a bin cannot be come to, and what to do about it, in the words of the floor."""

from typing import Final

from app.domain.errors import Refusal
from app.layout.travel.fronts import NO_AISLE, NOT_BEFORE_IT, OTHER_FLOOR

SHUT: Final = 4
NO_WAY_IN: Final = 5
NO_WAY_OUT: Final = 6
TOO_HIGH: Final = 7
NOT_THERE: Final = 8
"""Further faults beside those of `fronts`: the aisle is shut there, nobody can come, nobody can leave, the truck does
not reach so high, nothing of the drawing lies there."""


def refusal(fault: int, name: str, aisle: str = "", detail: str = "") -> Refusal:
    """The refusal for a fault of a spot. aisle: the code of its aisle; detail: figures."""
    what, then = {
        NO_AISLE: (f"{name} stands at no aisle.", "Draw an aisle before it, or choose one in its properties."),
        OTHER_FLOOR: (f"{name} and its aisle {aisle} are on different floors.", "Choose an aisle on its own floor."),
        NOT_BEFORE_IT: (
            f"{name} does not open onto its aisle {aisle}.",
            "Move or turn the rack so that its front faces the aisle, or choose another aisle.",
        ),
        SHUT: (f"Aisle {aisle} is closed at {name}: {detail}", "Take away what stands there, or widen the aisle."),
        NO_WAY_IN: (
            f"No drawn aisle leads to {name} from a dock, door or station.",
            "Draw the aisle that joins it, or turn the one-way aisle that leads away from it.",
        ),
        NO_WAY_OUT: (
            f"{name} can be come to, but its one-way aisles let nobody leave.",
            "Let one of them be used both ways, or draw the way on.",
        ),
        TOO_HIGH: (f"{name} lies too high: {detail}", "Choose a truck that reaches higher, or use a lower level."),
        NOT_THERE: (f"{name} lies at no aisle.", "Choose a place beside an aisle, or draw an aisle there."),
    }[fault]
    return Refusal("travel.no_access", what, then)


def no_way(start: str, goal: str, *, back: bool) -> Refusal:
    """No way from one spot to the other. back: whether there is one the other way round."""
    if back:
        return Refusal(
            "travel.no_way",
            f"One-way aisles let nobody go from {start} to {goal}; only the other way round there is a way.",
            "Turn one of the one-way aisles, or draw the missing way round.",
        )
    return Refusal(
        "travel.no_way",
        f"There is no way from {start} to {goal}.",
        "Draw the aisle that joins them; a wall without a door, or what blocks an aisle, may part them.",
    )
