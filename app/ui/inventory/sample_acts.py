"""Acts on made-up stock that change nothing and remember what was asked, for pictures and tests of the page."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from app.domain.errors import Refusal
from app.services.inventory.done import Acted, Done, Effect, Verdict
from app.services.mass_changes import Change, DryRun
from app.services.sheets import Place as TablePlace
from app.services.sheets import Problem, Progress, Sheet
from app.ui.showcase.samples import MOMENT


class SampleActs:
    """Acts that change nothing."""

    def __init__(self) -> None:
        self.did: list[tuple[Any, ...]] = []

    def effect(self, rows: Sequence[Any]) -> Effect:
        """Two promises end."""
        broken = (
            "SO-88214 line 2, 8 of 40-2217 from D-05-14-3, M. Okafor is on the way",
            "SO-88231 line 1, 32 of 40-2217 from D-05-14-3",
        )
        return Effect(len(rows), Decimal(104), Decimal(40), broken)

    def move(self, rows: Sequence[Any], code: str) -> Done:
        """Bins that begin with X are not known."""
        if code.upper().startswith("X"):
            raise Refusal("WM404", f"There is no bin {code}.", "Check the label, or choose it on the plan.")
        return self._done("move", rows, code, words=f"{len(rows)} records moved to {code}.")

    def adjust(self, rows: Sequence[Any], to: Decimal | None, delta: Decimal | None, reason: str) -> Done:
        """Waits for a second person."""
        return self._done("adjust", rows, to, delta, reason, words="Correction 12 waits for a second person.")

    def change_status(self, rows: Sequence[Any], status: str, reason: str) -> Done:
        return self._done("status", rows, status, reason, words=f"{len(rows)} records are {status} now.")

    def hold(self, rows: Sequence[Any], reason: str, note: str) -> Done:
        return self._done("hold", rows, reason, note, words=f"{len(rows)} records held.")

    def release(self, holds: Sequence[int], note: str) -> Done:
        return self._done("release", holds, note, words=f"{len(holds)} hold lifted.")

    def count(self, rows: Sequence[Any]) -> Done:
        return self._done("count", rows, words=f"{len(rows)} bins are to be counted.")

    def undo(self, op: UUID, reason: str = "mistake") -> Done:
        return self._done("undo", op, words="Taken back.")

    def verdict(self, op: UUID) -> Verdict:
        """Even ledger entries were not used since; the others were picked and moved."""
        act = _acted(op.int, "move", "A-04-16-5", "D-05-14-3")
        if op.int % 2 == 0:
            return Verdict(True, act)
        chain = (_acted(9102, "pick", "D-05-14-3", "CART-4"), _acted(9101, "move", "C-02-01-1", "D-05-14-3"))
        what = "2 acts used these goods since: pick by Jan Lindqvist at 23 Nov 14:02."
        return Verdict(False, act, what, "Take them back first, the newest first.", chain)

    @property
    def goods(self) -> "SampleGoods":
        return SampleGoods(self)

    def _done(self, *what: Any, words: str) -> Done:
        self.did.append(what)
        return Done(words, uuid4() if what[0] == "move" else None)


class SampleGoods:
    """Acts on goods that change nothing, told to the other acts."""

    def __init__(self, acts: SampleActs) -> None:
        self._acts = acts

    def move_bin(self, row: Any, code: str) -> Done:
        return self._acts._done("move_bin", row, code, words="The bin was moved.")

    def nest(self, row: Any, sscc: str) -> Done:
        return self._acts._done("nest", row, sscc, words="It stands on another.")

    def unnest(self, row: Any) -> Done:
        return self._acts._done("unnest", row, words="It stands by itself.")

    def scrap(self, rows: Sequence[Any], quantity: Decimal | None, reason: str) -> Done:
        return self._acts._done("scrap", rows, quantity, reason, words=f"{len(rows)} records scrapped.")

    def change_owner(self, rows: Sequence[Any], owner: str, quantity: Decimal | None) -> Done:
        return self._acts._done("owner", rows, owner, quantity, words=f"{len(rows)} records belong to {owner} now.")

    def move_lot(self, row: Any, number: str, quantity: Decimal | None, expires_on: date | None, reason: str) -> Done:
        return self._acts._done("lot", row, number, quantity, expires_on, reason, words=f"They are lot {number} now.")

    def correct_lot(self, row: Any, number: str, expires_on: date | None, reason: str) -> Done:
        return self._acts._done("correct_lot", row, number, expires_on, reason, words="The lot is corrected.")

    def make_kits(self, row: Any, sku: str, quantity: Decimal | None) -> Done:
        return self._acts._done("kit", row, sku, quantity, words=f"{sku} made.")

    def take_apart(self, row: Any, quantity: Decimal | None) -> Done:
        return self._acts._done("unkit", row, quantity, words="Taken apart.")

    def split(self, row: Any, quantity: Decimal | None, sscc: str) -> Done:
        return self._acts._done("split", row, quantity, sscc, words="Split.")

    def merge(self, row: Any, sscc: str) -> Done:
        return self._acts._done("merge", row, sscc, words="Merged.")

    def relabel(self, row: Any, sscc: str) -> Done:
        return self._acts._done("relabel", row, sscc, words="Relabelled.")


def _acted(number: int, kind: str, from_code: str, to_code: str) -> Acted:
    at = MOMENT - timedelta(minutes=(9200 - number) % 97 + 3)
    quantity = Decimal(number % 7 * 4 + 4)
    return Acted(UUID(int=number), kind, at, "Jan Lindqvist", "40-2217", quantity, from_code, to_code, 1, can_undo=True)


class SampleMass:
    """A table with three problems; one named "good" has none."""

    def try_file(self, file: Path, change: Change, reason: str | None, *, progress: Progress) -> DryRun:
        """Nothing is read."""
        columns = {"sku": TablePlace(0, "SKU"), "from": TablePlace(1, "From"), "quantity": TablePlace(3, "Qty")}
        sheet = Sheet(file.name, "Sheet1", columns, ("Remark",), (), ())
        said = (
            (3, "sku", "WM404", "There is no article 40-2271.", "Nearest: 40-2217 Mug 0.3 l, graphite."),
            (17, "quantity", "WM451", "D-05-14-3 holds 96, 40 of them reserved; this takes 120.", "Move 56, or less."),
            (41, "from", "WM423", "B-04-09-2 is blocked for picking.", "Release the bin first."),
        )
        problems = () if file.stem == "good" else tuple(sheet.problem(*one) for one in said)
        lines = tuple({"line": number} for number in range(2, 2316))
        return DryRun(change, sheet, lines, problems, reason, needs_approval=False)

    def post(self, run: DryRun, *, progress: Progress) -> Done:
        """Nothing is posted."""
        return Done(f"{len(run.lines):,} rows of {run.sheet.file} posted.", uuid4())

    def problems(self, run: DryRun, refusal: Refusal) -> tuple[Problem, ...]:
        """None."""
        return ()
