"""What the person filters the plan by, as one value: rules for the heatmap and chips for the person."""

from dataclasses import dataclass, replace

from app.heat.filters import AtLocations, CodeHas, ExpiringWithin, Filter, HeldOnly, InZones, OfKinds
from app.heat.plan import FloorPlan
from app.ui.control_room.words import say_kind

WITHIN_DAYS = (7, 14, 30, 90)


@dataclass(frozen=True, slots=True)
class Places:
    """A named set of bins: where a product lies, where the picks of a cut-off wait. source: how it is found again (see
    finds.Finds), empty where it cannot be;
    in_order: the same bins, the most important first, where that is known."""

    name: str
    location_ids: frozenset[int]
    source: tuple[str, ...] = ()
    in_order: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FilterChip:
    """One filter that is on: the field it sits in, and how it reads."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """All must hold. zones: zone ids; within: days to the earliest expiry; text: part of an address."""

    zones: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    held: bool = False
    within: int | None = None
    places: Places | None = None
    text: str = ""

    def rules(self) -> tuple[Filter, ...]:
        """The filters of the heatmap, in the order in which they are cheap."""
        rules: list[Filter] = []
        if self.zones:
            rules.append(InZones(self.zones))
        if self.kinds:
            rules.append(OfKinds(self.kinds))
        if self.held:
            rules.append(HeldOnly())
        if self.within is not None:
            rules.append(ExpiringWithin(float(self.within)))
        if self.places is not None:
            rules.append(AtLocations(self.places.location_ids))
        if self.text.strip():
            rules.append(CodeHas(self.text.strip()))
        return tuple(rules)

    def chips(self, plan: FloorPlan) -> tuple[FilterChip, ...]:
        """What is on, in words, the most particular first."""
        chips: list[FilterChip] = []
        if self.places is not None:
            chips.append(FilterChip("places", self.places.name))
        if self.text.strip():
            chips.append(FilterChip("text", f"Address has “{self.text.strip()}”"))
        if self.zones:
            pairs = zip(plan.zones.ids.tolist(), plan.zones.codes, strict=True)
            codes = [code for id_, code in pairs if id_ in self.zones]
            chips.append(FilterChip("zones", f"Zone {', '.join(codes)}"))
        if self.kinds:
            chips.append(FilterChip("kinds", ", ".join(sorted(say_kind(kind) for kind in self.kinds))))
        if self.held:
            chips.append(FilterChip("held", "Held stock only"))
        if self.within is not None:
            chips.append(FilterChip("within", f"Expires within {self.within} days"))
        return tuple(chips)

    def without(self, field: str) -> "PlanFilter":
        """The same with one of its fields let go; KeyError for a field there is none of."""
        let_go: dict[str, PlanFilter] = {
            "zones": replace(self, zones=frozenset()),
            "kinds": replace(self, kinds=frozenset()),
            "held": replace(self, held=False),
            "within": replace(self, within=None),
            "places": replace(self, places=None),
            "text": replace(self, text=""),
        }
        return let_go[field]

    def with_zone(self, zone_id: int) -> "PlanFilter":
        """Take a zone, or give it back where it was taken."""
        return replace(self, zones=self.zones ^ {zone_id})

    def with_kind(self, kind: str) -> "PlanFilter":
        """Take a kind of location, or give it back where it was taken."""
        return replace(self, kinds=self.kinds ^ {kind})

    def expiring(self, days: int) -> "PlanFilter":
        """Only what expires within the days, or anything again where that was chosen already."""
        return replace(self, within=None if self.within == days else days)
