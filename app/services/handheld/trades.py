"""The kinds of work that a handheld offers, and whom each is for."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trade:
    """title: on its button; roles: who does it, as `Session.person.roles` names them; tasks: the kinds of task that
    wait for it, empty where work is not given out; asks: whether something is chosen before it begins."""

    id: str
    title: str
    roles: frozenset[str]
    tasks: tuple[str, ...] = ()
    asks: bool = False


FLOOR = frozenset({"picker", "supervisor"})
TRADES = (
    Trade("next", "Next task", FLOOR, ("pick", "putaway", "move", "replenish")),
    Trade("pick", "Pick", FLOOR, ("pick",)),
    Trade("putaway", "Put away", FLOOR, ("putaway",)),
    Trade("receive", "Receive", FLOOR, asks=True),
    Trade("move", "Refill and move", FLOOR, ("move", "replenish")),
    Trade("count", "Count", FLOOR | {"counter"}, ("count",)),
)


def trades_for(roles: Collection[str]) -> tuple[Trade, ...]:
    """What a person with these roles may do, in the order of the menu."""
    return tuple(trade for trade in TRADES if not trade.roles.isdisjoint(roles))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Of one trade: tasks that wait for whoever is free, and those that are this person's already."""

    ready: int = 0
    mine: int = 0

    def __add__(self, other: "Waiting") -> "Waiting":
        return Waiting(self.ready + other.ready, self.mine + other.mine)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that is chosen before work begins: a delivery. id "": without one."""

    id: str
    title: str
    detail: str = ""
