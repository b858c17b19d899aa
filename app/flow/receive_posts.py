"""What receiving records, and what follows from it: labels, orders that wait, the delivery as it stands."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from app.domain.ids import ProductId
from app.domain.measure import is_number
from app.flow.effects import Confirm, Effect, Post, PrintLabel, Say, Tone
from app.flow.events import Answered, Place, Posted, Scanned, Weighed
from app.flow.machine import Step
from app.flow.receive_states import (
    REASONS,
    Crossing,
    Differing,
    Dock,
    ItemInHand,
    LastReceipt,
    Question,
    ReceiveState,
    Receiving,
    WantItem,
    WantPlace,
    prompt,
)


def ask(question: Question, yes: str, no: str) -> Step[ReceiveState]:
    """Open a question: it is said, and can be answered by a key or a code."""
    line = prompt(question).line
    return question, (Say(Tone.WARN, line, f"{yes}, or {no[0].lower()}{no[1:]}."), Confirm(line, yes, no))


def judged(hand: ItemInHand, back: ReceiveState | None) -> Step[ReceiveState] | None:
    """A question where the item or its lot is not announced; None where it is, or nobody may compare."""
    dock, item = hand.dock, hand.item
    if not dock.judges or hand.said.reason is not None:
        return None
    lines = dock.of(item.product)
    lots = {line.lot for line in lines}
    if not lines:
        code, what = "wrong", f"{item.sku} is not announced in {dock.document}."
    elif item.lot is not None and None not in lots and item.lot not in lots:
        code, what = "other_lot", f"Lot {item.lot} of {item.sku} is not announced."
    else:
        return None
    return ask(Differing(dock, code, what, hand, back=back), "Take them in", "Leave them")


def record(hand: WantPlace, event: Scanned | Answered | Weighed, place: Place) -> Step[ReceiveState]:
    """The goods in hand lie at a place: one posting."""
    item, dock = hand.item, hand.dock
    args: dict[str, object] = {
        "p_warehouse": dock.workplace.warehouse,
        "p_product": item.product,
        "p_quantity": hand.counted,
        "p_location": place.id,
        "p_lot": item.lot or item.serial,
        "p_expires_on": item.expires_on,
        "p_sscc": item.sscc,
        "p_device": dock.workplace.device,
        "p_occurred_at": event.at,
    }
    weight = hand.said.weight if hand.said.weight is not None else item.weight
    if item.catch_weight and weight is not None:
        args["p_weight"] = weight
    words = f"{hand.counted:f} x {item.sku} at {place.code}"
    if dock.inbound is None:
        after = WantItem(dock)
        args["p_document"] = dock.document or None
        return after, (Post("receive_v1", event.op, args), Say(Tone.GOOD, f"{words}.", prompt(after).line))
    args |= {
        "p_inbound": dock.inbound,
        "p_reason": hand.said.reason,
        "p_disposition": hand.said.disposition,
        "p_label": dock.label and item.sscc is None,
    }
    after = WantItem(replace(dock, last=LastReceipt(event.op, words, dock.lines)))
    noted = f", {REASONS[hand.said.reason]}" if hand.said.reason else ""
    return after, (Post("receive_inbound_v1", event.op, args), Say(Tone.GOOD, f"{words}{noted}.", prompt(after).line))


def record_unit(dock: Dock, sscc: str, event: Scanned, place: Place) -> Step[ReceiveState]:
    """A supplier's unit stands at a place: all that is announced on it."""
    args: dict[str, object] = {
        "p_warehouse": dock.workplace.warehouse,
        "p_inbound": dock.inbound,
        "p_sscc": sscc,
        "p_location": place.id,
        "p_device": dock.workplace.device,
        "p_occurred_at": event.at,
    }
    words = f"Unit {sscc} at {place.code}"
    after = WantItem(replace(dock, last=LastReceipt(event.op, words, dock.lines)))
    return after, (Post("receive_unit_v1", event.op, args), Say(Tone.GOOD, f"{words}.", prompt(after).line))


def teach(code: str, product: ProductId, event: Scanned, further: Step[ReceiveState]) -> Step[ReceiveState]:
    """The code belongs to the item that was scanned; the work goes on with that item."""
    after, effects = further
    args = {"p_warehouse": after.dock.workplace.warehouse, "p_code": code, "p_product": product}
    return after, (Post("teach_code_v1", event.op, args), *effects)


def take_receipt_back(dock: Dock, last: LastReceipt, event: Answered) -> Step[ReceiveState]:
    """The opposite of the last receipt is posted; the delivery counts as before."""
    args = {
        "p_warehouse": dock.workplace.warehouse,
        "p_target_op": last.op,
        "p_reason": "mistake",
        "p_device": dock.workplace.device,
    }
    after = WantItem(replace(dock, last=None, lines=last.lines))
    return after, (Post("undo_v1", event.op, args), Say(Tone.INFO, f"Taken back: {last.words}.", prompt(after).line))


def recorded(state: Receiving, event: Posted) -> Step[ReceiveState]:
    """What the database answered to a receipt: labels to print, what quality wants, an order that waits."""
    if event.function == "receive_unit_v1":
        receipts = event.result.get("receipts")
        dock = _counted(state.dock, receipts if isinstance(receipts, list) else [])
        return (WantItem(dock), ()) if isinstance(state, WantItem) else (state, ())
    if event.function != "receive_inbound_v1" or not isinstance(state, WantItem):
        return state, ()
    result = event.result
    dock = _counted(state.dock, [result])
    effects: list[Effect] = []
    if dock.label and result.get("sscc"):
        words = dock.last.words if dock.last else ""
        fields = {"sscc": str(result["sscc"]), "content": words, "document": dock.document}
        effects.append(PrintLabel("pallet", fields))
    sample = result.get("sample")
    if sample is not None:
        words = f"Quality looks at {sample} of {result.get('quantity')}."
        effects.append(Say(Tone.WARN, words, "Set them aside for quality."))
    waiting = result.get("waiting")
    if isinstance(waiting, list) and waiting and is_number(str(result.get("receipt_id"))):
        first = waiting[0]
        crossing = Crossing(dock, int(str(result["receipt_id"])), str(first["number"]), str(first["quantity"]))
        after, asked = ask(crossing, "Send them there", "Put them away")
        return after, (*effects, *asked)
    return WantItem(dock), tuple(effects)


def _counted(dock: Dock, receipts: list[object]) -> Dock:
    """The dock with what the answers say was received by line; of a blind delivery they say nothing."""
    received: dict[int, Decimal] = {}
    for receipt in receipts:
        lines = receipt.get("lines") if isinstance(receipt, Mapping) else None
        for line in lines or ():
            received[int(line["line_no"])] = Decimal(str(line["received"]))
    return dock.counted(received)
