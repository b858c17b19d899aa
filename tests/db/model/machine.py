"""The state machine: acts of people in any order, each judged by the model before and after.
What the model does not decide is only checked for sense: which bins a reservation takes from (it must be all that is free,
the earliest expiry first, nothing held), and how far an undo may go (refused, it must change nothing).
A step that has nothing to do returns: `assume` would throw the whole life away, and most ended after a few steps so.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import psycopg
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.domain.ids import new_op
from tests.db.model.world import BINS, LOTS, ORDERS_AT_ONCE, PACK, SKUS, UNITS, Act, Key, Promise, World

quantities = st.sampled_from([Decimal(text) for text in ("1", "2", "3", "5", "0.5", "7.000001", "20")])
bins = st.sampled_from(BINS)
numbers = st.integers(0, 10**6)
lots = st.sampled_from(sorted(LOTS))
STATES = ("empty", "stocked", "unpacked", "promised", "picked")
INDEFINITE = ("40", "08", "53", "57")


class Stock(RuleBasedStateMachine):
    """Made for one database by `machine_on`."""

    world: World

    @initialize(state=st.sampled_from(STATES))
    def open_a_warehouse(self, state: str) -> None:
        """Empty, or with goods loose and in a unit, maybe taken out of it, promised or picked: deep states are reached
        in few steps."""
        self.world.begin()
        self.acts = self.world.acts
        self.model = self.world.model
        if state != "empty":
            self.move_unit("PAL1", "A1")
            self.receive("P-01", "SOON", "A1", "PAL1", Decimal(5))
            self.receive("MILK", "LATE", "A2", None, Decimal(5))
            self.receive("MILK", "SOON", "A3", None, Decimal(2))
            self.receive("MILK", "SOON", "A2", None, Decimal(1))
        if state == "unpacked":
            self.move(0, "A2", Decimal(1), whole=False)
        if state in ("promised", "picked"):
            for sku in ("P-01", "MILK"):
                self.order(sku, Decimal(3), second=False, at_once=True)
        if state == "picked":
            self.pick(0, part=False)

    # ------------------------------------------------------------------------------------------------ in, between, off
    @rule(
        sku=st.sampled_from(SKUS), lot=lots, place=bins, unit=st.sampled_from((None, None, *UNITS)), quantity=quantities
    )
    def receive(self, sku: str, lot: str, place: str, unit: str | None, quantity: Decimal) -> None:
        number = lot if sku == "MILK" else None
        if unit is not None:
            place = self.model.units[unit]
        key = Key(place, sku, number, unit)
        more: dict[str, Any] = {"p_lot": number, "p_expires_on": self.world.expiry(number)} if number else {}
        self.world.act(
            "receive_v1",
            [(None, key, quantity)],
            p_product=self.world.products[sku],
            p_quantity=quantity,
            p_location=self.world.places[place],
            p_sscc=self.world.sscc(unit),
            **more,
        )

    @precondition(lambda self: self.model.stock)
    @rule(n=numbers, place=bins, quantity=quantities, whole=st.booleans())
    def move(self, n: int, place: str, quantity: Decimal, whole: bool) -> None:
        key = self.some(list(self.model.stock), n)
        if place == key.place:
            return
        quantity = self.model.free(key) if whole and self.model.free(key) > 0 else quantity
        end = Key(place, key.sku, key.lot, None)
        self.may(
            self.model.refusal(key, quantity),
            lambda: self.world.act(
                "move_v1", [(key, end, quantity)], **self.moving(key, quantity), p_to=self.world.places[place]
            ),
        )

    @precondition(lambda self: any(self.model.reserved(key) for key in self.model.stock if key.unit is None))
    @rule(n=numbers, m=numbers)
    def move_what_is_promised(self, n: int, m: int) -> None:
        key = self.some([key for key in self.model.stock if key.unit is None and self.model.reserved(key)], n)
        ends = [end for end in self.model.stock if end == key._replace(place=end.place) and end != key]
        if not ends:
            return
        end = self.some(ends, m)
        quantity = self.model.free(key) + min(self.model.reserved(key), Decimal(1))
        self.may(
            "WM451",
            lambda: self.world.act(
                "move_v1", [(key, end, quantity)], **self.moving(key, quantity), p_to=self.world.places[end.place]
            ),
        )

    @precondition(lambda self: self.model.stock)
    @rule(n=numbers, m=st.none() | numbers, quantity=quantities, place=bins)
    def move_two_at_once(self, n: int, m: int | None, quantity: Decimal, place: str) -> None:
        """In one batch, the second from the record that the first takes from, or maybe from one that it fills."""
        keys = [self.some(list(self.model.stock), each) for each in (n, n if m is None else m)]
        if any(key.place == place or key.unit is not None for key in keys):
            return
        moves = [(key, Key(place, key.sku, key.lot, None), quantity) for key in keys]
        enough = all(self.model.free(key) >= quantity * keys.count(key) for key in keys)
        lines = [
            {
                "product": self.world.products[key.sku],
                "quantity": str(quantity),
                "from": self.world.places[key.place],
                "to": self.world.places[place],
                "lot": self.world.lot(key.lot),
            }
            for key in keys
        ]
        self.may(None if enough else "WM451", lambda: self.world.act("move_batch_v1", list(moves), p_lines=lines))

    @precondition(lambda self: self.model.stock)
    @rule(n=numbers, quantity=quantities, way=st.sampled_from(("found", "lost", "scrapped")))
    def correct(self, n: int, quantity: Decimal, way: str) -> None:
        key = self.some(list(self.model.stock), n)
        if key.unit is not None and self.model.units.get(key.unit, PACK) != key.place:
            return
        what: dict[str, Any] = {
            "found": {"p_delta": quantity, "p_reason": "found"},
            "lost": {"p_delta": -quantity, "p_reason": "lost"},
            "scrapped": {"p_quantity": quantity, "p_reason": "broken"},
        }[way]
        self.may(
            None if way == "found" else self.model.refusal(key, quantity),
            lambda: self.world.act(
                "scrap_v1" if way == "scrapped" else "adjust_v1",
                [(None, key, quantity) if way == "found" else (key, None, quantity)],
                p_product=self.world.products[key.sku],
                p_location=self.world.places[key.place],
                p_lot=self.world.lot(key.lot),
                p_hu=self.hu(key),
                **what,
            ),
        )

    @rule(unit=st.sampled_from(UNITS), place=bins)
    def move_unit(self, unit: str, place: str) -> None:
        start = self.model.units[unit]
        if place == start:
            return
        inside = [key for key in self.model.stock if key.unit == unit and key.place == start and self.model.stock[key]]
        moves = [(key, key._replace(place=place), self.model.stock[key]) for key in inside]
        act: Callable[[], Act] = lambda: self.world.act(  # noqa: E731  called where the model says what comes of it
            "move_hu_v1", list(moves), p_hu=self.world.units[unit], p_to=self.world.places[place]
        )
        pickable = place != "DOCK" or not any(self.model.reserved(key) for key in inside)
        if self.may(None if pickable else "WM423", act):
            self.model.units[unit] = place
            for promise in self.model.promises:
                if promise.key in inside:
                    promise.key = promise.key._replace(place=place)

    # ------------------------------------------------------------------------------------------------ promised, picked
    @precondition(lambda self: len(self.model.wanted) < ORDERS_AT_ONCE)
    @rule(sku=st.sampled_from(SKUS), quantity=quantities, second=st.booleans(), at_once=st.booleans())
    def order(self, sku: str, quantity: Decimal, second: bool, at_once: bool) -> None:
        """Entered, and maybe reserved at once: what is held or doubted now must not be promised."""
        lines = [{"line_no": 1, "product": self.world.products[sku], "quantity": str(quantity)}]
        if second:
            lines.append({"line_no": 2, "product": self.world.products["CUP"], "quantity": "2"})
        number = str(new_op())
        entered = self.world.call(
            "enter_orders_v1", p_op=new_op(), p_warehouse=self.world.wh, p_orders=[{"number": number, "lines": lines}]
        )
        order = int(entered["orders"][0]["order_id"])
        rows = self.world.root.execute(
            "select order_line_id, line_no from wms.order_line where order_id = %s", (order,)
        ).fetchall()
        wanted = {1: (sku, quantity), 2: ("CUP", Decimal(2))}
        self.model.wanted[order] = {line: wanted[no] for line, no in rows}
        if at_once:
            self.promise(order)

    @precondition(lambda self: self.model.wanted)
    @rule(n=numbers)
    def reserve(self, n: int) -> None:
        self.promise(self.some(sorted(self.model.wanted), n))

    def promise(self, order: int) -> None:
        missing = {
            line: wanted - sum((p.quantity for p in self.model.promises if p.line == line), Decimal(0))
            for line, (_, wanted) in self.model.wanted[order].items()
        }
        answer = self.world.call("reserve_v1", p_op=new_op(), p_warehouse=self.world.wh, p_orders=[order])
        for made in answer["reservations"]:
            key = self.world.record(made["quant_id"])
            taken = Decimal(str(made["quantity"]))
            assert taken <= self.model.free(key), f"{taken} promised of {self.model.free(key)} free in {key}"
            assert not self.model.is_held(key), f"{key} is held and was promised"
            assert key.place in ("A1", "A2", "A3"), f"{key} is no place to pick from"
            self.model.promises.append(Promise(order, made["order_line_id"], made["task_id"], key, taken))
            missing[made["order_line_id"]] -= taken
        for line, rest in missing.items():
            sku = self.model.wanted[order][line][0]
            left = [key for key in self.model.stock if key.sku == sku and self.pickable(key)]
            assert rest == 0 or not left, f"{rest} of {sku} missing while {left} is free"
        self.no_earlier_lot_left(answer["reservations"])

    @precondition(lambda self: self.model.promises)
    @rule(n=numbers, part=st.booleans())
    def pick(self, n: int, part: bool) -> None:
        promise = self.some(self.model.promises, n)
        picked = promise.quantity
        if part and picked > 1:
            picked -= 1
        tote = promise.key._replace(place=PACK, unit="TOTE")
        self.world.act(
            "pick_v1",
            [(promise.key, tote, picked)],
            p_task=promise.task,
            p_quantity=picked,
            p_to_hu=self.world.units["TOTE"],
            p_reason=None if picked == promise.quantity else "not_there",
        )
        self.model.promises.remove(promise)
        self.model.spoken[tote] = self.model.spoken.get(tote, Decimal(0)) + picked
        if picked < promise.quantity:
            self.model.doubted.add(promise.key)
        sku, wanted = self.model.wanted[promise.order][promise.line]
        self.model.wanted[promise.order][promise.line] = (sku, wanted - picked)

    @precondition(lambda self: self.model.spoken)
    @rule(n=numbers, quantity=quantities)
    def take_what_was_picked(self, n: int, quantity: Decimal) -> None:
        key = self.some(list(self.model.spoken), n)
        self.may(
            self.model.refusal(key, quantity),
            lambda: self.world.act(
                "move_v1",
                [(key, Key("DOCK", key.sku, key.lot, None), quantity)],
                **self.moving(key, quantity),
                p_to=self.world.places["DOCK"],
            ),
        )

    @precondition(lambda self: self.model.promises)
    @rule(n=numbers)
    def release(self, n: int) -> None:
        order = self.some(self.model.promises, n).order
        self.world.call("release_v1", p_op=new_op(), p_warehouse=self.world.wh, p_order=order, p_reason="customer")
        self.model.promises[:] = [promise for promise in self.model.promises if promise.order != order]

    # ------------------------------------------------------------------------------------------------ held, counted
    @precondition(lambda self: self.model.stock)
    @rule(n=numbers, kind=st.sampled_from(("location", "product", "lot", "hu")))
    def hold(self, n: int, kind: str) -> None:
        key = self.some(list(self.model.stock), n)
        name = {"location": key.place, "product": key.sku, "lot": key.lot, "hu": key.unit}[kind]
        if name is None or name in ("TOTE", PACK):
            return
        target = {
            "location": self.world.places.get,
            "product": self.world.products.get,
            "lot": self.world.lot,
            "hu": self.world.units.get,
        }[kind](name)
        answer = self.world.call(
            "place_hold_v1", p_op=new_op(), p_warehouse=self.world.wh, p_target=kind, p_id=target, p_reason="recall"
        )
        self.model.held[int(answer["hold_id"])] = (kind, name)
        broken = {promise.task for promise in self.model.promises if self.model.is_held(promise.key)}
        told = {task["task_id"] for task in answer["broke"]["tasks"]}
        assert told == broken, f"told {told}, broke {broken}"
        self.model.promises[:] = [promise for promise in self.model.promises if promise.task not in broken]

    @precondition(lambda self: self.model.held)
    @rule(n=numbers)
    def lift(self, n: int) -> None:
        hold = self.some(sorted(self.model.held), n)
        self.world.call("release_hold_v1", p_op=new_op(), p_warehouse=self.world.wh, p_hold=hold)
        del self.model.held[hold]

    @rule(
        place=st.sampled_from(("A1", "A2")),
        found=st.sampled_from((Decimal(-1), Decimal(0), Decimal(2))),
        meanwhile=quantities,
        busy=st.booleans(),
    )
    def count(self, place: str, found: Decimal, meanwhile: Decimal, busy: bool) -> None:
        """A bin is counted; while it is, more may come in. What is posted is the difference at the moment of counting."""
        inside = {
            key: self.model.stock[key] for key in self.model.stock if key.place == place and self.model.stock[key]
        }
        if any(key.unit for key in inside):
            return
        changed = next((key for key in inside if inside[key] + found >= self.model.reserved(key)), None)
        seen = {key: held + (found if key == changed else 0) for key, held in inside.items()}
        at = self.world.places[place]
        plan = self.world.call(
            "plan_counts_v1",
            p_op=new_op(),
            p_warehouse=self.world.wh,
            p_name=f"plan {new_op()}",
            p_kind="demand",
            p_locations=[at],
            p_tolerance=Decimal(1000),
        )
        note(f"plan {plan}")
        number = self.counting("claim_count_v1", p_location=at)["count_id"]
        for key, pieces in seen.items():
            if pieces > 0:
                self.counting(
                    "enter_count_v1",
                    p_count=number,
                    p_product=self.world.products[key.sku],
                    p_quantity=pieces,
                    p_lot=key.lot,
                )
        self.counting("close_count_v1", p_count=number, p_empty=not any(pieces > 0 for pieces in seen.values()))
        if busy:
            self.receive("CUP", "SOON", place, None, meanwhile)
        posted = self.world.call("post_counts_v1", p_op=new_op(), p_warehouse=self.world.wh)
        note(f"posted {posted}")
        if changed is not None and found:
            move = (None, changed, found) if found > 0 else (changed, None, -found)
            self.model.shift(*move)

    # ------------------------------------------------------------------------------------------------ said twice, taken back
    @precondition(lambda self: self.acts)
    @rule(n=numbers)
    def say_it_again(self, n: int) -> None:
        act = self.some(self.acts, n)
        again = self.world.call(act.function, p_op=act.op, p_warehouse=self.world.wh, **act.arguments)
        assert again == act.answer, "the second answer differs from the first"

    @precondition(lambda self: self.acts)
    @rule(n=numbers)
    def use_a_key_twice(self, n: int) -> None:
        act = self.some(self.acts, n)
        other = dict(act.arguments)
        if "p_quantity" in other:
            other["p_quantity"] += 1
        else:
            other["p_document"] = "another"
        self.may("WM409", lambda: self.world.call(act.function, p_op=act.op, p_warehouse=self.world.wh, **other))

    @precondition(lambda self: any(not act.undone and act.function != "pick_v1" for act in self.acts))
    @rule(n=numbers, newest=st.booleans())
    def undo(self, n: int, newest: bool) -> None:
        undoable = [act for act in self.acts if not act.undone and act.function != "pick_v1"]
        act = undoable[-1] if newest else self.some(undoable, n)
        if not act.moves:  # an empty unit that was moved: no goods, nothing to take back
            return
        before = self.world.standing()
        try:
            self.world.call("undo_v1", p_op=new_op(), p_warehouse=self.world.wh, p_target_op=act.op, p_reason="mistake")
        except psycopg.Error as error:
            self.refused(error, ("WM455", "WM451", "WM423"))
            assert self.world.standing() == before, "a refused undo changed stock"
            return
        act.undone = True
        for start, end, quantity in act.moves:
            self.model.shift(end, start, quantity)
        if act.function == "move_hu_v1":
            hu = act.arguments["p_hu"]
            unit = next(name for name, each in self.world.units.items() if each == hu)
            (place,) = self.world._row(
                "select l.code from wms.handling_unit h join wms.location l using (warehouse_id, location_id) where h.hu_id = %s",
                hu,
            )
            self.model.units[unit] = place
            for promise in self.model.promises:
                if promise.key.unit == unit:
                    promise.key = promise.key._replace(place=place)

    # ------------------------------------------------------------------------------------------------ after each act
    @invariant()
    def stock_is_what_the_model_says(self) -> None:
        if hasattr(self, "model"):
            assert self.world.standing() == self.model.standing()

    def teardown(self) -> None:
        if hasattr(self, "model"):
            assert self.world.broken() == []

    # ------------------------------------------------------------------------------------------------ in few words
    def may(self, refusal: str | None, act: Callable[[], object]) -> bool:
        """Do it; refused with this code exactly where the model says so. Says whether it was done."""
        try:
            act()
        except psycopg.Error as error:
            assert refusal is not None, f"refused, and should not be: {error}"
            self.refused(error, (refusal,))
            return False
        assert refusal is None, f"allowed, and should be refused with {refusal}"
        return True

    def refused(self, error: psycopg.Error, codes: tuple[str, ...]) -> None:
        assert error.sqlstate in codes, f"{error.sqlstate} {error}, not {codes}"

    def counting(self, function: str, **arguments: Any) -> dict[str, Any]:
        return self.world.call(function, counter=True, p_op=new_op(), p_warehouse=self.world.wh, **arguments)

    def moving(self, key: Key, quantity: Decimal) -> dict[str, Any]:
        return {
            "p_product": self.world.products[key.sku],
            "p_quantity": quantity,
            "p_from": self.world.places[key.place],
            "p_lot": self.world.lot(key.lot),
            "p_hu": self.hu(key),
        }

    def hu(self, key: Key) -> int | None:
        return None if key.unit is None else self.world.units[key.unit]

    def pickable(self, key: Key) -> bool:
        sound = key not in self.model.doubted and not self.model.is_held(key)
        return key.place in ("A1", "A2", "A3") and self.model.free(key) > 0 and sound

    def no_earlier_lot_left(self, made: list[dict[str, Any]]) -> None:
        """First expired, first out: a later lot is taken only where nothing of an earlier one is free."""
        if any(self.world.record(each["quant_id"]).lot == "LATE" for each in made):
            left = [key for key in self.model.stock if key.lot == "SOON" and self.pickable(key)]
            assert not left, f"a later lot was promised while {left} is free"

    @staticmethod
    def some(things: list[Any], n: int) -> Any:
        return things[n % len(things)]


def machine_on(world: World) -> type[Stock]:
    """The machine for one database."""
    return type("StockOnDatabase", (Stock,), {"world": world})
