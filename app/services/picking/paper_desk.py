"""The office that prints pick lists and enters what came of them: files, places and reasons around the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.domain.errors import Refusal
from app.services.picking.paper import pick_lists_pdf
from app.services.picking.paper_entry import PaperLine, PaperResult, PickList, enter_result, read_pick_list
from app.services.session import Session

_DOWN: Final = ("packing", "staging")


@dataclass(frozen=True, slots=True)
class Printed:
    """What came onto paper. refused: why a batch did not, by its number."""

    file: Path
    batches: tuple[int, ...]
    stops: int
    refused: tuple[tuple[int, Refusal], ...] = ()


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """A list whose result is entered. reasons: code and name; places: where totes may be set down."""

    sheet: PickList
    reasons: tuple[tuple[str, str], ...]
    places: tuple[str, ...]


class PaperDesk:
    """Pick lists of the warehouse one is in. Blocking: worker threads only."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def print_lists(self, batches: Sequence[int], file: Path) -> Printed:
        """The lists of these batches in one PDF; each is held for this person for a shift. What somebody else has
        is left out and told. Raises Refusal where none can be printed (WM455), or the file not be written
        (`paper.file`)."""
        sheets, refused = list[PickList](), list[tuple[int, Refusal]]()
        for batch in batches:
            try:
                sheets.append(read_pick_list(self._session, batch))
            except Refusal as refusal:
                refused.append((batch, refusal))
        if not sheets:
            if refused:
                raise refused[0][1]
            raise Refusal("paper.none", "No cart is chosen.", "Choose the carts whose lists you want.")
        try:
            file.write_bytes(pick_lists_pdf(sheets))
        except OSError as error:
            raise Refusal(
                "paper.file", f"{file.name} cannot be written ({error.strerror}).",
                "Print again to another file; the carts are held for you.",
            ) from error  # fmt: skip
        stops = sum(len(sheet.stops) for sheet in sheets)
        return Printed(file, tuple(sheet.batch for sheet in sheets), stops, tuple(refused))

    def entry(self, batch: int) -> EntrySheet:
        """What is left of a batch, to enter its result. Raises Refusal (WM455: somebody has it, or it is done)."""
        door, at = self._session.door, self._session.warehouse.warehouse_id
        sheet = read_pick_list(self._session, batch)
        reasons = tuple((row.code, row.name) for row in door.query("short_reasons"))
        places = [row.code for kind in _DOWN for row in door.query("places_of_kind", warehouse=at, kind=kind)]
        return EntrySheet(sheet, reasons, tuple(places))

    def enter(self, sheet: PickList, lines: Sequence[PaperLine], place: str) -> PaperResult:
        """Record what was taken, totes set down at this place. Raises Refusal (`paper.problems` with `lines`: what is
        wrong by the number of the pick; WM404: no such place)."""
        at = self._session.warehouse.warehouse_id
        found = next(iter(self._session.door.query("place_of_code", warehouse=at, code=place.strip())), None)
        if found is None:
            raise Refusal(
                "WM404", f"There is no place “{place.strip()}”.", "Name the packing or staging place of the totes."
            )
        return enter_result(self._session, sheet, lines, int(found.location_id))
