"""One act on hundreds of orders: in portions, with progress, stopped between two of them, and told order by order.

A portion is one transaction. Where one of its orders is refused, the orders of the portion are done one by one, so that
one that cannot be holds up no other and says why.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.domain.errors import Fault, Refusal
from app.services.outbound.orders import OrderFilter, Outbound, Preview

FEW: Final = 25
"""Orders of a portion; an act on so many or fewer is one transaction as a whole, and needs no report."""

A_READ: Final = 1000
"""Orders that are read at once where all that match a filter are meant."""

Pairs = Sequence[tuple[int, str]]
Progress = Callable[[int, int | None, str], None]
Enough = Callable[[], bool]
Do = Callable[[Sequence[int]], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one order. words: what was done, or why not; next_step: what may be done about it."""

    order_id: int
    number: str
    done: bool
    words: str
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Many:
    """Acts on many orders; what is refused of one is told of it, not raised. Blocking: worker threads only."""

    outbound: Outbound

    def change(
        self, seen: Preview, reason: str | None, enough: Enough = lambda: False, *, progress: Progress
    ) -> tuple[Outcome, ...]:
        """Change or cancel as it was looked at. What would undo something else by now is left alone and told."""
        before = {one["order_id"]: one for one in seen.orders}
        cannot = tuple(
            Outcome(one["order_id"], one["number"], False, one["what"], one["next_step"])
            for one in seen.orders if not one["allowed"]
        )  # fmt: skip
        verb = "Cancelled" if seen.changes.get("cancel") else "Changed"

        def do(ids: Sequence[int]) -> Mapping[int, str]:
            now = self.outbound.preview(ids, seen.changes)
            if any(one != before[one["order_id"]] for one in now.orders):
                raise Refusal("WM412", "What this undoes has changed meanwhile.", "Look at it again, then do it.")
            answer = self.outbound.change(ids, seen.changes, reason if now.needs_reason else None, now.seen)
            return {one["order_id"]: _changed(verb, one) for one in answer["orders"]}

        can = [(one["order_id"], one["number"]) for one in seen.orders if one["allowed"]]
        return cannot + run_many(can, do, enough, progress)

    def change_each(
        self, orders: Pairs, changes: Mapping[str, Any], reason: str | None,
        enough: Enough = lambda: False, *, progress: Progress,
    ) -> tuple[Outcome, ...]:  # fmt: skip
        """Change or cancel more than can be looked at before: each portion is looked at as its turn comes."""
        verb = "Cancelled" if changes.get("cancel") else "Changed"

        def do(ids: Sequence[int]) -> Mapping[int, str]:
            now = self.outbound.preview(ids, changes)
            cannot = next((one for one in now.orders if not one["allowed"]), None)
            if cannot is not None:
                raise Refusal(cannot["code"], cannot["what"], cannot["next_step"])
            answer = self.outbound.change(ids, changes, reason if now.needs_reason else None, now.seen)
            return {one["order_id"]: _changed(verb, one) for one in answer["orders"]}

        return run_many(orders, do, enough, progress)

    def on(
        self, which: OrderFilter | Pairs, act: Callable[..., tuple[Outcome, ...]],
        enough: Enough = lambda: False, *, progress: Progress,
    ) -> tuple[Outcome, ...]:  # fmt: skip
        """An act (change_each, hold, resume or promise, its other arguments given) on orders, or on all that match a
        filter now: those that come to match later are not meant."""
        orders = self._matching(which, enough, progress) if isinstance(which, OrderFilter) else which
        return act(orders, enough=enough, progress=progress)

    def _matching(self, wanted: OrderFilter, enough: Enough, progress: Progress) -> Pairs:
        found, last = list[tuple[int, str]](), None
        while not enough():
            rows = self.outbound.page(wanted, "number", last, A_READ)
            found += [(row.order_id, row.number) for row in rows]
            progress(0, None, f"{len(found):,} orders found")
            if len(rows) < A_READ:
                break
            last = rows[-1]
        return found

    def hold(
        self, orders: Sequence[tuple[int, str]], reason: str, note: str, give_back: bool,
        enough: Enough = lambda: False, *, progress: Progress,
    ) -> tuple[Outcome, ...]:  # fmt: skip
        """Stop them where they stand."""

        def do(ids: Sequence[int]) -> Mapping[int, str]:
            answer = self.outbound.hold(ids, reason, note, give_back=give_back)
            return {one["order_id"]: "On hold" for one in answer["orders"]}

        return run_many(orders, do, enough, progress)

    def resume(
        self, orders: Sequence[tuple[int, str]], enough: Enough = lambda: False, *, progress: Progress
    ) -> tuple[Outcome, ...]:
        """Let held orders go on."""

        def do(ids: Sequence[int]) -> Mapping[int, str]:
            return {one["order_id"]: "Goes on" for one in self.outbound.resume(ids)["orders"]}

        return run_many(orders, do, enough, progress)

    def promise(
        self, orders: Sequence[tuple[int, str]], enough: Enough = lambda: False, *, progress: Progress
    ) -> tuple[Outcome, ...]:
        """Say what can be delivered in full, and when."""

        def do(ids: Sequence[int]) -> Mapping[int, str]:
            return {one["order_id"]: _promised(one) for one in self.outbound.promise(ids)["orders"]}

        return run_many(orders, do, enough, progress)


def run_many(orders: Sequence[tuple[int, str]], do: Do, enough: Enough, progress: Progress) -> tuple[Outcome, ...]:
    """Portion by portion. do: takes ids, says what was done with each, raises Refusal where it was not."""
    told = list[Outcome]()
    stopped = ("Not begun: it was stopped before.", "")
    for portion in (orders[at : at + FEW] for at in range(0, len(orders), FEW)):
        progress(len(told), len(orders), f"{len(told):,} of {len(orders):,} orders")
        if enough():
            break
        try:
            _portion(portion, do, told)
        except Fault as fault:
            stopped = (fault.what, fault.safe)
            break
    told += [Outcome(order, number, False, *stopped) for order, number in orders[len(told) :]]
    progress(len(orders), len(orders), "")
    return tuple(told)


def _portion(portion: Sequence[tuple[int, str]], do: Do, told: list[Outcome]) -> None:
    try:
        said = do([order for order, _ in portion])
    except Refusal as refusal:
        if len(portion) > 1:
            for one in portion:
                _portion((one,), do, told)
        else:
            told.append(Outcome(*portion[0], False, refusal.what, refusal.next_step))
    else:
        told += [Outcome(order, number, True, said.get(order, "Done")) for order, number in portion]


def _changed(verb: str, one: Mapping[str, Any]) -> str:
    back = len(one.get("tasks") or ())
    return verb if not back else f"{verb}, {back} to put back"


def _promised(one: Mapping[str, Any]) -> str:
    if one["whole"]:
        return f"In full by {one['promised_on']}"
    missing = sum(float(line["missing"]) for line in one["lines"])
    return f"{missing:g} pieces cannot be promised"
