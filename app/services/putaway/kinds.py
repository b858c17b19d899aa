"""What is asked of putting away, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from app.optimise.putaway import Rule, Strategy


@dataclass(frozen=True, slots=True)
class Destination:
    """A place that was planned. task: its putaway task; hu or quant: what goes there, quantity: of loose goods; to and
    code: the bin; why: one sentence; explanation: all of it, as stored with the task. fresh: False where it had one."""

    task: int
    to: int
    code: str
    why: str
    hu: int | None = None
    quant: int | None = None
    quantity: float | None = None
    fresh: bool = True
    explanation: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class NoPlace:
    """Goods that found no place (or only for a part). why: what stands in the way; next_step: what to do about it."""

    name: str
    why: str
    next_step: str
    hu: int | None = None
    quant: int | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """The answer to one question: places, in the order of the goods, and what found none."""

    places: tuple[Destination, ...]
    left: tuple[NoPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """Goods that wait to be put away. id: ("hu", id) or ("quant", id)."""

    key: tuple[str, int]
    name: str
    kind: str
    at: str
    goods: str
    weight: float
    volume: float
    since: Any


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules of a warehouse. version: 0 where the standard ones hold; person: who changed them last."""

    rules: tuple[Rule, ...]
    version: int
    person: str = ""


def rule_of(row: Any) -> Rule:
    """A row of the rules as a rule."""
    goods = row.goods or {}
    return Rule(
        row.name, Strategy(row.strategy), row.active, goods.get("category"), goods.get("abc"), goods.get("unit"),
        float(goods.get("least", 0.0)), tuple(row.zones), tuple(row.kinds), tuple(row.classes), row.metres,
    )  # fmt: skip


def sent_rule(rule: Rule) -> dict[str, Any]:
    """A rule as it is stored."""
    told = {"category": rule.category, "abc": rule.abc, "unit": rule.unit, "least": rule.least or None}
    return {
        "name": rule.name,
        "strategy": rule.strategy.value,
        "active": rule.active,
        "goods": {key: value for key, value in told.items() if value is not None},
        "zones": list(rule.zones),
        "kinds": list(rule.kinds),
        "classes": list(rule.classes),
        "metres": rule.metres,
    }
