"""Words and figures of the putaway room."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from app.optimise.putaway import Rule, Strategy
from app.services.putaway.hazards import Store

EN_DASH = "–"
STRATEGIES: tuple[tuple[Strategy, str], ...] = (
    (Strategy.FIXED, "Bins of its own"),
    (Strategy.EXISTING, "The same goods"),
    (Strategy.NEAR_PICK, "Near the pick face"),
    (Strategy.ZONE, "Zones in order"),
    (Strategy.EMPTY, "Empty bins"),
    (Strategy.BULK, "Large amounts"),
    (Strategy.OVERFLOW, "Any bin"),
)
NAMES = dict(STRATEGIES)


def counted(number: int, word: str) -> str:
    """1 place, 2 places."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def since(moment: datetime, now: datetime) -> str:
    """How long ago, as people say it."""
    minutes = max(0, int((now - moment).total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes < 1_440 else f"{minutes // 1_440} d"


def goods_of(row: Any) -> str:
    """What a task brings."""
    lot = f", lot {row.lot}" if row.lot else ""
    amount = "" if row.quantity is None else f"{row.quantity:,.10g} × "
    return f"{amount}{row.sku or 'empty unit'}{lot}"


def meant(rule: Rule) -> str:
    """The goods that a rule is for, in words."""
    parts = [
        f"class {rule.abc}" if rule.abc else "",
        rule.category or "",
        rule.unit or "",
        f"from {rule.least:,.10g} l" if rule.least else "",
    ]
    return ", ".join(part for part in parts if part) or "all goods"


def bins_of(rule: Rule) -> str:
    """The bins that a rule may use, in words."""
    kinds = "all bins" if len(rule.kinds) != 1 else "reserve" if rule.kinds[0] == "storage" else "pick faces"
    zones = f"zones {', '.join(rule.zones)}" if rule.zones else ""
    parts = [kinds, zones, ", ".join(rule.classes), f"within {rule.metres:,.10g} m" if rule.metres else ""]
    return ", ".join(part for part in parts if part)


def listed(text: str) -> tuple[str, ...]:
    """Codes as a person types them: with commas or spaces between."""
    return tuple(dict.fromkeys(part for part in text.replace(",", " ").split() if part))


def hazards_listed(text: str) -> tuple[str, ...]:
    """Hazard classes as a person types them: with commas between, for their names may have spaces."""
    return tuple(dict.fromkeys(name for part in text.split(",") if (name := part.strip())))


def said_by(store: Store, zone: tzinfo) -> str:
    """Who said last what bins of a storage class are kept for; nothing where nobody did."""
    if store.by is None or store.at is None:
        return ""
    where = "here" if store.no is None else f"with version {store.no} of the plan"
    return f"Set {where} by {store.by}, {store.at.astimezone(zone):%d %b, %H:%M}."


def kept_for(hazards: Sequence[str] | None, lying: Sequence[str]) -> str:
    """What bins of a storage class are kept for."""
    if hazards is None:
        return f"as it lies: {', '.join(lying)}" if lying else "no dangerous goods yet"
    return ", ".join(hazards) if hazards else "no dangerous goods"


def limit(value: float | None, per: float = 1.0) -> str:
    """A limit in the unit of its column; none: a dash."""
    return EN_DASH if value is None else f"{value / per:,.6g}"
