"""Orders from CSV or XLSX: every problem of the file at once, by row and cell; then all of it, or what has none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from app.domain.errors import Refusal
from app.domain.ids import Op
from app.services.mass_changes.near import near_codes
from app.services.outbound.entry import MOST_ORDERS, Entered, LineWish, OrderEntry, OrderWish, problems_of
from app.services.session import Session
from app.services.sheets import Column, Kind, Problem, Progress, Row, Sheet, read_file

COLUMNS = (
    Column("order", ("Order", "Order number", "Number", "Auftrag"), Kind.CODE, required=True),
    Column("line", ("Line", "Line no", "Pos"), Kind.QUANTITY),
    Column("sku", ("SKU", "Article", "Item", "Artikel"), Kind.CODE, required=True),
    Column("quantity", ("Quantity", "Qty", "Menge"), Kind.QUANTITY, required=True),
    Column("customer", ("Customer", "Customer code", "Kunde"), Kind.CODE),
    Column("priority", ("Priority", "Prio"), Kind.QUANTITY),
    Column("cut_off", ("Cut-off", "Cut off", "Cutoff"), Kind.TEXT),
    Column("due", ("Due", "Deliver by", "Liefertermin"), Kind.DATE),
    Column("carrier", ("Carrier", "Carrier service", "Versandart"), Kind.TEXT),
    Column("completeness", ("Completeness", "Delivery", "Lieferart"), Kind.TEXT),
    Column("instructions", ("Instructions", "Note", "Hinweis"), Kind.TEXT, longest=400),
    Column("value_added", ("Services", "Value added"), Kind.TEXT, longest=200),
    Column("kit", ("Kit", "Set"), Kind.TEXT),
    Column("reference", ("Reference", "External ref", "Referenz"), Kind.CODE),
)
HEADS = (
    "customer",
    "priority",
    "cut_off",
    "due",
    "carrier",
    "completeness",
    "instructions",
    "value_added",
    "reference",
)
POLICIES = {
    "": "ship_complete", "ship complete": "ship_complete", "complete": "ship_complete",
    "ship_complete": "ship_complete", "partial": "partial", "backorder": "backorder", "back order": "backorder",
}  # fmt: skip
KITS = {"": False, "assembled": False, "no": False, "components": True, "parts": True, "yes": True}
PLACES = (  # a word of the database's problem: the column it is about, what to do
    ("product that is not known", "sku", "Check the SKU, or have the product created first."),
    ("its product is no kit", "kit", "Leave the column empty, or define the kit first."),
    ("quantity", "quantity", "Enter a number above 0 of up to six decimals."),
    ("line number", "line", "Number the lines of an order from 1, each once."),
    ("customer", "customer", "Check the code, or enter the customer first."),
    ("priority", "priority", "Enter 1 (most urgent) to 9."),
    ("service that is not offered", "value_added", "Choose from the services that are offered here."),
    ("source and reference", "reference", "It was imported before: take the order out."),
    ("number of more than", "order", "Shorten it to 40 characters."),
    ("entered already", "order", "Give it another number, or change the order that is there."),
    ("twice in the batch", "order", "Put its lines together."),
)


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """A file that was read and checked. bad: numbers of the orders with a problem; one without a row stops it all."""

    sheet: Sheet
    orders: Sequence[OrderWish]
    problems: Sequence[Problem]
    bad: frozenset[str]

    @property
    def good(self) -> Sequence[OrderWish]:
        """The orders that can be entered as they are; none while the file itself is not right."""
        if any(problem.row == 0 for problem in self.problems):
            return ()
        return [one for one in self.orders if one.number not in self.bad]

    @property
    def lines(self) -> int:
        return sum(len(one.lines) for one in self.orders)


@dataclass(frozen=True, slots=True)
class OrderImport:
    """Importing orders into one warehouse. Blocking: worker threads only."""

    session: Session

    def check(self, path: Path, progress: Progress) -> OrderSheet:
        """Read a file and look everything up; nothing is entered. Refusal where the file cannot be read at all."""
        sheet = read_file(path, COLUMNS, progress=progress)
        reading = _Reading(sheet, ZoneInfo(self.session.warehouse.time_zone))
        orders = reading.orders()
        problems = [*sheet.problems, *reading.problems]
        if len(orders) > MOST_ORDERS:
            many = f"There are {len(orders):,} orders, more than {MOST_ORDERS:,}."
            problems.append(Problem(0, "", "", "sheet", many, "Split the file and import the parts."))
        elif orders:
            progress(0, None, f"Looking up {len(orders):,} orders")
            problems += self._known(sheet, reading, orders)
        problems.sort(key=lambda problem: problem.place)
        bad = frozenset(reading.order_of[problem.row] for problem in problems if problem.row in reading.order_of)
        return OrderSheet(sheet, orders, problems, bad)

    def take(self, checked: OrderSheet, *, only_good: bool = False, op: Op | None = None) -> Entered:
        """Enter what was checked, in one transaction, and promise it. only_good: leave the orders with problems out."""
        if checked.problems and not only_good:
            raise Refusal(
                "WM422",
                f"{len(checked.problems):,} problems in {checked.sheet.file}; nothing was imported.",
                "Correct these rows and choose the file again, or import the orders without problems.",
            )
        if not checked.good:
            raise Refusal(
                "WM422", "No order of the file can be imported.", "Correct the rows and choose the file again."
            )
        return OrderEntry(self.session).enter(checked.good, op=op)

    def _known(self, sheet: Sheet, reading: "_Reading", orders: Sequence[OrderWish]) -> list[Problem]:
        found = problems_of(self.session, [one.said() for one in orders])
        unknown = sorted(
            {sku for row in found if (sku := reading.sku_at(row.number, row.line_no)) and PLACES[0][0] in row.problem}
        )
        near = near_codes(self.session, unknown, []) if unknown else {}
        problems = []
        for row in found:
            _, column, step = next((one for one in PLACES if one[0] in row.problem), ("", "order", "Correct it."))
            at = reading.row_of(row.number, row.line_no)
            if column in reading.bad_at(at):
                continue
            sku = reading.sku_at(row.number, row.line_no)
            what = f"SKU {sku} is not known." if column == "sku" else f"Order {row.number} {row.problem}."
            problems.append(
                sheet.problem(
                    at, column, "WM422", what, near.get(("sku", sku or ""), step) if column == "sku" else step
                )
            )
        return problems


class _Reading:
    """Rows put together to orders, and where each came from. What is bad is told and stood in for, the rest tried."""

    def __init__(self, sheet: Sheet, zone: ZoneInfo) -> None:
        self._sheet, self._zone = sheet, zone
        self.problems: list[Problem] = []
        self.order_of: dict[int, str] = {}
        self._lines: dict[tuple[str, int], Row] = {}
        self._first: dict[str, Row] = {}

    def orders(self) -> list[OrderWish]:
        """One wish for each order number, in the order of the file."""
        rows: dict[str, list[Row]] = {}
        for row in self._sheet.rows:
            number = row.text("order")
            if number is not None:
                self.order_of[row.number] = number
                rows.setdefault(number, []).append(row)
        return [self._order(number, given) for number, given in rows.items()]

    def row_of(self, number: str, line_no: int | None) -> int:
        """The row of a line, or the first of its order."""
        row = self._lines.get((number, line_no or 0)) or self._first.get(number)
        return 0 if row is None else row.number

    def sku_at(self, number: str, line_no: int | None) -> str | None:
        row = self._lines.get((number, line_no or 0))
        return None if row is None else row.text("sku")

    def bad_at(self, number: int) -> frozenset[str]:
        """Columns of a row about which all is said."""
        return next((row.bad for row in self._sheet.rows if row.number == number), frozenset())

    def _order(self, number: str, rows: Sequence[Row]) -> OrderWish:
        first = self._first[number] = rows[0]
        for row in rows[1:]:
            self._agree(first, row)
        policy = (first.text("completeness") or "").strip().lower()
        if policy not in POLICIES:
            self._say(first, "completeness", f"{policy} is no way to deliver.", "Write complete, partial or backorder.")
        due = first.date_of("due")
        codes = tuple(
            code.strip().lower().replace(" ", "_")
            for code in (first.text("value_added") or "").split(";")
            if code.strip()
        )
        return OrderWish(
            number,
            tuple(self._line(number, n, row) for n, row in enumerate(rows, 1)),
            first.text("customer"),
            int(first.number_of("priority") or 5),
            self._moment(first),
            None if due is None else datetime.combine(due, time(23, 59), self._zone),
            first.text("carrier"),
            POLICIES.get(policy, "ship_complete"),
            first.text("instructions") or "",
            codes,
            first.text("reference"),
            "file",
        )

    def _line(self, number: str, turn: int, row: Row) -> LineWish:
        given = row.number_of("line")
        if given is not None and given != given.to_integral_value():
            self._say(row, "line", f"{given} is not a line number.", "Number the lines of an order from 1.")
            given = None
        line_no = turn if given is None else int(given)
        self._lines[number, line_no] = row
        kit = (row.text("kit") or "").strip().lower()
        if kit not in KITS:
            self._say(row, "kit", f"{kit} says not how the kit is picked.", "Write components or assembled.")
        return LineWish(
            line_no, row.text("sku") or "?", row.number_of("quantity") or Decimal(1), "", KITS.get(kit, False)
        )

    def _agree(self, first: Row, row: Row) -> None:
        for name in HEADS:
            said = row.values.get(name)
            if said is not None and name not in row.bad and said != first.values.get(name):
                other = first.values.get(name) or "nothing"
                what = f"It says {said}, row {first.number} of the same order {other}."
                self._say(row, name, what, "Write the same in all rows of an order, or in the first only.")

    def _moment(self, row: Row) -> datetime | None:
        text = row.text("cut_off")
        if text is None:
            return None
        try:
            moment = datetime.fromisoformat(text.strip())
        except ValueError:
            self._say(row, "cut_off", f"{text[:30]} is no moment.", "Write it as 2027-03-31 17:00.")
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=self._zone)

    def _say(self, row: Row, column: str, what: str, step: str) -> None:
        self.problems.append(self._sheet.problem(row.number, column, "WM422", what, step))
