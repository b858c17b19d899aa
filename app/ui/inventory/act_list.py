"""The acts on chosen stock as data: what each asks for, what it says first, which service does it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from app.domain.errors import Refusal
from app.services.inventory.done import Done
from app.ui.control_room.words import plain
from app.ui.inventory.desk import Acts


@dataclass(frozen=True, slots=True)
class Act:
    """An act: which fields it asks for (name: the words in it), which kind of reason, whether promises break by it.

    single: of one record; of: what that record must have ("lot", "unit"); rare: behind "More".
    """

    id: str
    verb: str
    icon: str
    fields: dict[str, str]
    reason: str = ""
    breaks: bool = False
    single: bool = False
    of: str = ""
    rare: bool = True
    says: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What was entered, by field; status and reason as codes; holds to lift."""

    texts: dict[str, str] = field(default_factory=dict)
    status: str = ""
    reason: str = ""
    holds: tuple[int, ...] = ()

    def text(self, name: str) -> str:
        """A field without spaces around it."""
        return self.texts.get(name, "").strip()


SOME = "How many; empty: all"
ACTS = (
    Act("move", "Move", "move_stock", {"bin": "To bin"}, rare=False),
    Act("adjust", "Adjust", "adjust", {"quantity": "Set to 12, or +3, or −1", "reason": ""}, "adjust", rare=False),
    Act("hold", "Hold", "hold", {"reason": "", "note": "Note"}, "hold", True, rare=False),
    Act("release", "Release", "reserve", {"note": "Note"}, rare=False),
    Act("status", "Status", "lock", {"status": "", "reason": ""}, "status", True, rare=False),
    Act("count", "Count", "count", {}, rare=False),
    Act("move_bin", "Move the bin of", "move_stock", {"bin": "To bin"}, single=True,
        says="Move all that is in {bin}, units and reservations too: picks are sent to the other bin."),
    Act("scrap", "Scrap", "delete", {"quantity": "How many of each; empty: all", "reason": ""}, "scrap",
        says="Scrap {}: they leave stock for good. Above your limit a second person must agree."),
    Act("owner", "Change the owner of", "person", {"owner": "Owner's code; empty: the house", "quantity": SOME},
        says="Give {} to another owner; they stay where they lie."),
    Act("lot", "Restate the lot of", "label_printer",
        {"lot": "Number of the right lot", "expiry": "Expires, as 2027-03-31", "quantity": SOME, "reason": ""}, "lot",
        single=True, of="lot", says="{} are really of another lot: they are restated where they lie."),
    Act("correct_lot", "Correct the lot of", "draw",
        {"lot": "Right number", "expiry": "Expires, as 2027-03-31", "reason": ""}, "lot", single=True, of="lot",
        says="Correct what is known of lot {lot}, in all bins. Promises that its days no longer keep end."),
    Act("kit", "Make kits at", "plus", {"sku": "SKU of the kit", "quantity": "How many; empty: 1"}, single=True,
        says="Make kits in {bin} out of what lies there, first expired first."),
    Act("unkit", "Take apart", "minus", {"quantity": SOME}, single=True,
        says="Take kits of {sku} in {bin} apart into what they were made of."),
    Act("split", "Split", "compare", {"quantity": SOME, "unit": "Into unit; empty: a new one"}, single=True, of="unit",
        says="Put goods of {} out of unit {unit} into another."),
    Act("merge", "Merge the unit of", "carton", {"unit": "Into unit (SSCC)"}, single=True, of="unit",
        says="Put all that is in unit {unit} into another at {bin}; reservations go along."),
    Act("nest", "Put the unit of", "layers", {"unit": "Onto unit (SSCC)"}, single=True, of="unit",
        says="Put unit {unit} onto another at {bin}; from then on it goes along with it."),
    Act("unnest", "Take out the unit of", "undo", {}, single=True, of="unit",
        says="Take unit {unit} off the one that it stands on; it stays in {bin}."),
    Act("relabel", "Relabel the unit of", "label_printer", {"unit": "New SSCC; empty: our next"}, single=True,
        of="unit", says="Give unit {unit} a new label; the old one stays findable."),
)  # fmt: skip


def records(number: int) -> str:
    """3 records, 1 record."""
    return f"{number:,} {'record' if number == 1 else 'records'}"


def misfit(act: Act, rows: Sequence[Any]) -> str | None:
    """Why these rows cannot have the act, None where they can."""
    if act.single and len(rows) != 1:
        return "Choose one record: this is done to one at a time."
    if act.of == "lot" and rows[0].lot_id is None:
        return "This item is kept without lots."
    if act.of == "unit" and rows[0].hu_id is None:
        return "This stock is loose: it stands on no handling unit."
    return None


def sentence(act: Act, rows: Sequence[Any]) -> str:
    """What it would do, in numbers."""
    pieces = plain(sum((row.quantity for row in rows), Decimal(0)))
    reserved = sum((row.reserved for row in rows), Decimal(0))
    bins = len({row.location_id for row in rows})
    units = len({row.hu_id for row in rows if row.hu_id is not None})
    places = f"{bins:,} {'bin' if bins == 1 else 'bins'}"
    where = f"{records(len(rows))}, {pieces} pieces in {places}"
    if act.says:
        row = rows[0]
        return act.says.format(where, lot=row.lot, unit=row.sscc, bin=row.location, sku=row.sku)
    match act.id:
        case "move":
            whole = f"; {units:,} handling {'unit goes' if units == 1 else 'units go'} whole" if units else ""
            stays = f"; {plain(reserved)} reserved loose pieces stay" if reserved and units < len(rows) else ""
            return f"Move {where} to one bin{whole}{stays}."
        case "adjust":
            return f"Correct {where}. Above your limit a second person must agree."
        case "hold":
            return f"Hold {where}: they will not be promised, picked or shipped until released."
        case "release":
            return f"Release {where} from their holds."
        case "status":
            return f"Change the status of {where}."
        case _:
            return f"Put {places} on the list of counts."


def call_of(act: Act, acts: Acts, rows: Sequence[Any], given: Given) -> tuple[Callable[..., Done], tuple[Any, ...]]:
    """The service that does it, and with what. Refusal where what was entered cannot be."""
    goods = acts.goods
    match act.id:
        case "move":
            if not given.text("bin"):
                raise Refusal("WM422", "No bin was named.", "Enter or scan the bin to move to.")
            return acts.move, (rows, given.text("bin"))
        case "adjust":
            return acts.adjust, (rows, *read_change(given.text("quantity")), given.reason)
        case "hold":
            return acts.hold, (rows, given.reason, given.text("note"))
        case "release":
            return acts.release, (given.holds, given.text("note"))
        case "status":
            return acts.change_status, (rows, given.status, given.reason)
        case "count":
            return acts.count, (rows,)
        case "scrap":
            return goods.scrap, (rows, read_amount(given.text("quantity")), given.reason)
        case "owner":
            return goods.change_owner, (rows, given.text("owner"), read_amount(given.text("quantity")))
        case _:
            return _of_one(act.id, acts, rows[0], given)


def _of_one(id_: str, acts: Acts, row: Any, given: Given) -> tuple[Callable[..., Done], tuple[Any, ...]]:
    goods = acts.goods
    match id_:
        case "lot":
            if not given.text("lot"):
                raise Refusal("WM422", "No lot was named.", "Enter the number on the goods.")
            much, day = read_amount(given.text("quantity")), read_day(given.text("expiry"))
            return goods.move_lot, (row, given.text("lot"), much, day, given.reason)
        case "correct_lot":
            return goods.correct_lot, (row, given.text("lot"), read_day(given.text("expiry")), given.reason)
        case "kit":
            if not given.text("sku"):
                raise Refusal("WM422", "No kit was named.", "Enter the SKU of the kit.")
            return goods.make_kits, (row, given.text("sku"), read_amount(given.text("quantity")))
        case "unkit":
            return goods.take_apart, (row, read_amount(given.text("quantity")))
        case "split":
            return goods.split, (row, read_amount(given.text("quantity")), given.text("unit"))
        case "move_bin":
            if not given.text("bin"):
                raise Refusal("WM422", "No bin was named.", "Enter or scan the bin that takes it all.")
            return goods.move_bin, (row, given.text("bin"))
        case "nest":
            return goods.nest, (row, given.text("unit"))
        case "unnest":
            return goods.unnest, (row,)
        case "merge":
            return goods.merge, (row, given.text("unit"))
        case _:
            return goods.relabel, (row, given.text("unit"))


def read_change(text: str) -> tuple[Decimal | None, Decimal | None]:
    """A quantity to set ("12") or a difference ("+3", "-1"). Refusal where it is neither."""
    plainly = text.strip().replace("−", "-").replace(",", "")
    number = _number(plainly)
    if number is None:
        raise Refusal("WM422", "This is not a quantity.", "Write 12 to set it, +3 or -1 to change it.")
    return (None, number) if plainly[0] in "+-" else (number, None)


def read_amount(text: str) -> Decimal | None:
    """How many; None for all. Refusal where it is no quantity above 0."""
    if not text:
        return None
    number = _number(text.replace(",", ""))
    if number is None or number <= 0:
        raise Refusal("WM422", "This is not a quantity.", "Write how many, above 0; leave it empty for all.")
    return number


def read_day(text: str) -> date | None:
    """A day, None where nothing was entered."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("WM422", f"{text[:20]} is not a day.", "Write year, month, day: 2027-03-31.") from None


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) <= 10**9 else None
