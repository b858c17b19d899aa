"""What figures and names of elements can be, where "above zero" does not say it: speeds, hazard classes."""

from collections.abc import Sequence
from typing import Final

from app.domain.errors import Refusal

WALKED: Final = (100.0, 3_000.0)
"""How fast people walk in an aisle, mm/s: from a step at a time in a throng to a run."""
DRIVEN: Final = (100.0, 8_000.0)
"""How fast trucks drive in an aisle, mm/s: the quickest tow tractors come to about 25 km/h."""
MOST_HAZARDS: Final = 50
LONGEST_HAZARD: Final = 40
"""As the database keeps them."""


def demand_speed(element: object, field: str, who: str, bounds: tuple[float, float]) -> None:
    """Raise Refusal for a speed (mm/s) that nobody has; None stands for the usual one."""
    value: float | None = getattr(element, field)
    low, high = bounds
    if value is None or low <= value <= high:
        return
    code = getattr(element, "code", "")
    raise Refusal(
        "layout",
        f"{who} {low / 1_000:g} to {high / 1_000:g} m/s in aisle {code}, not {value / 1_000:,.6g} m/s.",
        "Enter metres a second, or nothing for the usual speed.",
    )


def demand_hazards(element: object, hazards: Sequence[str]) -> None:
    """Raise Refusal for names that no hazard class has, or one that stands twice."""
    code = getattr(element, "code", "")
    if len(hazards) > MOST_HAZARDS:
        what = f"Storage class {code} names more than {MOST_HAZARDS} hazard classes."
        raise Refusal("layout", what, "Name those that its bins are kept for.")
    for name in hazards:
        if not 1 <= len(name) <= LONGEST_HAZARD or name != name.strip():
            what = f"A hazard class of storage class {code} has no name of 1 to {LONGEST_HAZARD} characters."
            raise Refusal("layout", what, "Use the names that the products bear.")
    if len(set(hazards)) < len(hazards):
        raise Refusal("layout", f"Storage class {code} names a hazard class twice.", "Name each of them once.")
