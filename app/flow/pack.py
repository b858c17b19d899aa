"""Packing by scan: tote, every piece, carton, weight, close.

What is in the tote is what the ledger says was picked; each piece is proved by a scan or a typed count. A weight
outside the band does not close the carton: it is weighed again, counted again, or released with a reason. Reasons
(short, weight) go to the supervisor as an alarm. A tote may be packed into several cartons.
"""

from dataclasses import replace
from decimal import Decimal
from typing import assert_never

from app.domain.errors import Refusal
from app.domain.ids import HandlingUnitId
from app.domain.measure import Weight, WeightUnit, is_number, read_quantity
from app.flow.effects import Effect, FetchJob, Post, PrintLabel, ReadScale, Say, Tone
from app.flow.events import (
    CartonType,
    Event,
    Finish,
    Item,
    JobFetched,
    Leave,
    Posted,
    ScaleFailed,
    Scanned,
    Short,
    Undo,
    Unit,
    Weighed,
)
from app.flow.machine import Flow, Step, stay, take_back
from app.flow.pack_states import (
    Carton,
    Checking,
    Closing,
    Fetching,
    MakingCarton,
    OffWeight,
    PackDesk,
    PackOver,
    PackState,
    Parcel,
    WantCarton,
    WantTote,
    WantWeight,
    prompt,
)


def start(desk: PackDesk) -> PackState:
    """The first state of a packing station."""
    return WantTote(desk)


def advance(state: PackState, event: Event) -> Step[PackState]:
    """Move a packing station on by one event."""
    if isinstance(state, PackOver):
        return stay(state, "Packing has stopped here.", "Start again to go on.", Tone.INFO)
    match event:
        case Undo():
            return take_back(state, state.back, prompt)
        case Leave():
            return _leave(state)
        case Scanned():
            return _scanned(state, event)
        case Short():
            return _short(state, event)
        case Finish():
            return _finish(state)
        case JobFetched():
            return _job(state, event)
        case Posted():
            return _posted(state, event)
        case Weighed():
            return _weighed(state, event)
        case ScaleFailed():
            return stay(state, event.words, event.next_step, Tone.WARN)
        case _:
            return state, ()


def _scanned(state: PackState, event: Scanned) -> Step[PackState]:
    match state:
        case WantTote():
            if isinstance(event.found, Unit):
                return Fetching(state.desk, event.found.code, back=state), (FetchJob(event.found.id),)
            return stay(state, f"“{event.text}” is not a tote.", prompt(state).line)
        case Checking():
            return _check(state, event)
        case WantCarton():
            return _carton(state, event)
        case WantWeight() | OffWeight():
            return _type_weight(state, event)
        case Fetching() | MakingCarton() | Closing() | PackOver():
            return stay(state, "One moment: the last step is not recorded yet.", prompt(state).line, Tone.WAIT)
        case _:
            assert_never(state)


def _job(state: PackState, event: JobFetched) -> Step[PackState]:
    if not isinstance(state, Fetching):
        return state, ()
    before = WantTote(state.desk)
    if event.job is None or not event.job.lines:
        words = f"Nothing is waiting to be packed in {state.tote_code}."
        return stay(before, words, "Set it aside and scan the next tote.")
    none = (Decimal(0),) * len(event.job.lines)
    after = Checking(Parcel(state.desk, event.job, none, none), back=before)
    return _go(after, f"Order {event.job.number}, {after.parcel.open:f} pieces.")


# ---- counting --------------------------------------------------------------------------------------------------------
def _check(state: Checking, event: Scanned) -> Step[PackState]:
    if isinstance(event.found, Item):
        return _check_item(state, event.found)
    if event.typed and is_number(event.text):
        return _check_typed(state, event.text)
    return stay(state, f"“{event.text}” is not an item of order {state.parcel.job.number}.", prompt(state).line)


def _check_item(state: Checking, item: Item) -> Step[PackState]:
    parcel = state.parcel
    mine = [i for i, line in enumerate(parcel.job.lines) if line.product == item.product]
    if not mine:
        words = f"Wrong item: {item.sku} does not belong to order {parcel.job.number}."
        return stay(state, words, f"Put it aside for the supervisor; {prompt(state).line}")
    lots = [i for i in mine if item.lot is None or parcel.job.lines[i].lot_code in (None, item.lot)]
    if not lots:
        wanted = ", ".join(sorted({parcel.job.lines[i].lot_code or "" for i in mine}))
        return stay(state, f"Wrong lot: this is {item.lot}, picked was {wanted}.", "Put it aside for the supervisor.")
    left = item.units
    counted = list(parcel.counted)
    for i in lots:
        taken = min(left, parcel.open_of(i))
        counted[i] += taken
        left -= taken
    if left > 0:
        words = f"Too many: order {parcel.job.number} has no more {item.sku} to count."
        return stay(state, words, "Take it out again and put it aside for the supervisor.")
    return _counted(state, replace(parcel, counted=tuple(counted)), lots[0], f"{item.units:f} x {item.sku}.")


def _check_typed(state: Checking, text: str) -> Step[PackState]:
    if state.last is None:
        return stay(state, "A count needs an item.", "Scan the item first, then type how many there are.")
    parcel, line = state.parcel, state.last
    try:
        count = read_quantity(text)
    except Refusal as refusal:
        return stay(state, refusal.what, refusal.next_step)
    most = parcel.job.lines[line].quantity - parcel.packed[line]
    if count > most:
        words = f"Too many: {count:f} typed, {most:f} x {parcel.job.lines[line].sku} belong to the order."
        return stay(state, words, "Count again.")
    counted = (*parcel.counted[:line], count, *parcel.counted[line + 1 :])
    return _counted(state, replace(parcel, counted=counted), line, f"{count:f} x {parcel.job.lines[line].sku}.")


def _counted(state: Checking, parcel: Parcel, line: int, words: str) -> Step[PackState]:
    if parcel.open > 0:
        return _go(Checking(parcel, line, back=state), words)
    return _to_carton(parcel, state, words)


def _to_carton(parcel: Parcel, back: PackState, words: str, tone: Tone = Tone.GOOD) -> Step[PackState]:
    """On to the carton; a carton that was entered before an undo is used again rather than entered twice."""
    if parcel.carton is None:
        return _go(WantCarton(parcel, back=back), words, tone)
    after = WantWeight(parcel, back=back)
    return after, (Say(tone, words, prompt(after).line), ReadScale())


# ---- carton and weight -----------------------------------------------------------------------------------------------
def _carton(state: WantCarton, event: Scanned) -> Step[PackState]:
    parcel = state.parcel
    match event.found:
        case CartonType(code=code, tare=tare):
            place = parcel.desk.workplace
            args: dict[str, object] = {
                "p_warehouse": place.warehouse,
                "p_kind": "carton",
                "p_location": place.place,
                "p_carton_type": code,
            }
            return MakingCarton(parcel, tare, back=state), (Post("create_hu_v1", event.op, args),)
        case Unit(id=unit, code=code, kind="carton"):
            return _on_scale(replace(parcel, carton=Carton(unit, code, None)), state)
        case _:
            return stay(state, f"“{event.text}” is not a carton.", prompt(state).line)


def _on_scale(parcel: Parcel, back: PackState) -> Step[PackState]:
    after = WantWeight(parcel, back=back)
    code = parcel.carton.code if parcel.carton else ""
    return after, (Say(Tone.GOOD, f"Carton {code}.", prompt(after).line), ReadScale())


def _type_weight(state: WantWeight | OffWeight, event: Scanned) -> Step[PackState]:
    if not event.typed or not is_number(event.text):
        return stay(state, f"“{event.text}” is not a weight.", prompt(state).line)
    try:
        grams = read_quantity(event.text)
    except Refusal as refusal:
        return stay(state, refusal.what, refusal.next_step)
    return _weighed(state, Weighed(event.op, event.at, Weight(grams, WeightUnit.GRAM), "typed"))


def _weighed(state: PackState, event: Weighed) -> Step[PackState]:
    if not isinstance(state, WantWeight | OffWeight):
        return state, ()
    if event.weight.value <= 0:
        return stay(state, "There is nothing on the scale.", prompt(state).line, Tone.WARN)
    band = state.parcel.band
    if band is not None and not band.holds(event.weight):
        back = state.back if isinstance(state, OffWeight) else state
        after = OffWeight(state.parcel, event.weight, back=back)
        return _go(after, f"{event.weight} cannot be right.", Tone.BAD)
    return _close(state.parcel, event, event.weight, None)


def _close(parcel: Parcel, event: Weighed | Short, weight: Weight, released: str | None) -> Step[PackState]:
    lines = [
        {
            "order_line": line.order_line,
            "product": line.product,
            "quantity": str(count),
            "lot": line.lot,
            "from_hu": parcel.job.tote,
        }
        for line, count in zip(parcel.job.lines, parcel.counted, strict=True)
        if count > 0
    ]
    args: dict[str, object] = {
        "p_warehouse": parcel.desk.workplace.warehouse,
        "p_order": parcel.job.order,
        "p_to_hu": _unit(parcel),
        "p_lines": lines,
        "p_gross_weight": weight.grams,
        "p_close": True,
        "p_device": parcel.desk.workplace.device,
        "p_occurred_at": event.at,
    }
    return Closing(parcel, weight, released), (Post("pack_v1", event.op, args),)


def _unit(parcel: Parcel) -> HandlingUnitId | None:
    return parcel.carton.unit if parcel.carton else None


# ---- answers of the database -----------------------------------------------------------------------------------------
def _posted(state: PackState, event: Posted) -> Step[PackState]:
    if isinstance(state, MakingCarton) and event.function == "create_hu_v1":
        unit = HandlingUnitId(int(str(event.result["hu_id"])))
        code = str(event.result.get("sscc") or unit)
        parcel = replace(state.parcel, carton=Carton(unit, code, state.tare))
        # Undo at the scale means counting this carton again; the carton itself is entered and stays.
        return _on_scale(parcel, Checking(replace(parcel, counted=(Decimal(0),) * len(parcel.counted), short=None)))
    if isinstance(state, Closing) and event.function == "pack_v1":
        return _closed(state, event)
    return state, ()


def _closed(state: Closing, event: Posted) -> Step[PackState]:
    parcel, carton = state.parcel, state.parcel.carton
    after = _after_carton(parcel)
    done = isinstance(after, WantTote)
    words = f"Carton {carton.code if carton else ''} of order {parcel.job.number} is closed, {state.weight}."
    fields = {
        "sscc": carton.code if carton else "",
        "order": parcel.job.number,
        "weight": str(state.weight),
        "pieces": f"{parcel.in_hand:f}",
        "last": "yes" if done else "no",
    }
    alarm = _alarm(state, event)
    effects: tuple[Effect, ...] = (PrintLabel("carton", fields), Say(Tone.GOOD, words, prompt(after).line))
    return after, (alarm, *effects) if alarm else effects


def _after_carton(parcel: Parcel) -> PackState:
    packed = tuple(a + b for a, b in zip(parcel.packed, parcel.counted, strict=True))
    rest = replace(parcel, packed=packed, counted=(Decimal(0),) * len(packed), carton=None)
    if parcel.short is not None or rest.open == 0:
        return WantTote(parcel.desk)
    return Checking(rest)


def _alarm(state: Closing, event: Posted) -> Post | None:
    parcel = state.parcel
    reasons = []
    if parcel.short is not None:
        reasons.append(f"packed short by {parcel.open:f} ({parcel.short})")
    if state.released is not None:
        reasons.append(f"released at {state.weight}, expected {parcel.band} ({state.released})")
    if not reasons:
        return None
    return _raise(parcel, event, f"Order {parcel.job.number}: {'; '.join(reasons)}")


def _raise(parcel: Parcel, event: Posted | Short, text: str) -> Post:
    args: dict[str, object] = {
        "p_warehouse": parcel.desk.workplace.warehouse,
        "p_kind": "packing",
        "p_priority": 3,
        "p_text": text,
        "p_location": parcel.desk.workplace.place,
        "p_source_key": f"packing:{parcel.job.order}:{_unit(parcel)}",
        "p_next_step": "Check the carton against the order before it ships.",
    }
    return Post("raise_alarm_v1", event.op, args, needed=False)


# ---- other ways on ---------------------------------------------------------------------------------------------------
def _short(state: PackState, event: Short) -> Step[PackState]:
    if not event.reason.strip():
        return stay(state, "This needs a reason.", "Choose the reason, then go on.")
    match state:
        case Checking(parcel=parcel) if parcel.in_hand > 0:
            short = replace(parcel, short=event.reason)
            return _to_carton(short, state, f"Short by {parcel.open:f}: {event.reason}.", Tone.WARN)
        case Checking(parcel=parcel):
            missing = f"{parcel.open:f} pieces not found in {parcel.job.tote_code}"
            text = f"Order {parcel.job.number}: {missing} ({event.reason})"
            before = WantTote(parcel.desk)
            say = Say(Tone.WARN, text, f"Set the tote aside for the supervisor. {prompt(before).line}")
            return before, (_raise(parcel, event, text), say)
        case OffWeight(parcel=parcel, weight=weight):
            return _close(parcel, event, weight, event.reason)
        case _:
            return stay(state, "There is nothing to give a reason for here.", prompt(state).line, Tone.WARN)


def _finish(state: PackState) -> Step[PackState]:
    match state:
        case Checking(parcel=parcel) if parcel.in_hand > 0:
            return _to_carton(parcel, state, "This carton is full.")
        case WantWeight() | OffWeight():
            return state, (ReadScale(),)
        case _:
            return stay(state, "There is nothing to finish here.", prompt(state).line, Tone.WARN)


def _leave(state: PackState) -> Step[PackState]:
    desk = state.desk if isinstance(state, WantTote | Fetching | PackOver) else state.parcel.desk
    after = PackOver(desk)
    if isinstance(state, WantTote | Fetching | PackOver) or state.parcel.in_hand == 0:
        return _go(after, "Stopped.", Tone.INFO)
    words = f"{state.parcel.in_hand:f} counted pieces of order {state.parcel.job.number} were not recorded."
    return after, (Say(Tone.WARN, words, f"Put them back into {state.parcel.job.tote_code}."),)


def _go(after: PackState, words: str, tone: Tone = Tone.GOOD) -> Step[PackState]:
    return after, (Say(tone, words, prompt(after).line),)


PACK: Flow[PackState] = Flow("Pack", advance, prompt)
