"""Layouts as files by their ending: what is written, and what comes back. A file appears whole or not at all."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from app.domain.errors import Refusal
from app.layout.elements import Floor
from app.layout.exchange import CSV_COLUMNS, LARGEST, from_json, listed, plain, to_csv, to_json
from app.layout.table import Layout
from app.services.layout_files.dxf_in import read_dxf_file
from app.services.layout_files.dxf_out import layout_to_dxf
from app.services.layout_files.plan_marks import floor_bounds
from app.services.layout_files.plan_paper import Paper
from app.services.layout_files.plan_sheet import PlanTitle, plan_pdf, plan_png
from app.services.sheets.written import write_workbook

Progress = Callable[..., object]
WRITTEN: Final = (".json", ".dxf", ".csv", ".xlsx", ".pdf", ".png")
SHEET: Final = Paper("A1")
READ: Final = (".json", ".dxf", ".csv", ".xlsx")
"""What is opened; lists of locations by `lists_in`."""


def write_layout(
    layout: Layout,
    file: Path,
    *,
    title: PlanTitle | None = None,
    paper: Paper = SHEET,
    progress: Progress | None = None,
) -> None:
    """Write a layout; the ending says as what: .json and .dxf come back exactly, .csv and .xlsx are its locations, .pdf
    is the plan of all floors to scale, .png that of the first one on which something is drawn.

    title: what stands on plans; without it the file's name and today's date."""
    say = progress or (lambda *_: None)
    titled = title or PlanTitle(file.stem, "", datetime.now(UTC).strftime("%d %b %Y"))
    say(0, None, f"Writing {file.name}")
    match file.suffix.lower():
        case ".json":
            write_whole(file, to_json(layout.elements.values()).encode())
        case ".dxf":
            write_whole(file, layout_to_dxf(layout, progress=progress))
        case ".csv":
            # the mark makes spreadsheets read it as UTF-8
            write_whole(file, b"\xef\xbb\xbf" + to_csv(layout).encode())
        case ".xlsx":
            _write_workbook(layout, file, say)
        case ".pdf":
            write_whole(file, plan_pdf(layout, titled, paper, progress=progress))
        case ".png":
            drawn = [floor.id for floor in layout.of(Floor) if floor_bounds(layout, floor.id) is not None]
            if not drawn:
                raise Refusal("plan_empty", "There is nothing on any floor.", "Draw something first.")
            write_whole(file, plan_png(layout, titled, paper, drawn[0], progress=progress))
        case _:
            raise Refusal("file", f"{file.name} has none of the known endings.", f"Use one of {', '.join(WRITTEN)}.")


def read_layout(file: Path, *, progress: Progress | None = None) -> Layout:
    """A layout that was written by us as .json or .dxf. Raises Refusal for what is none, is damaged, or of others:
    drawings of other programs need a mapping (app/layout/dxf)."""
    if file.suffix.lower() == ".dxf":
        drawing = read_dxf_file(file, progress=progress)
        if drawing.own is None:
            unit = f"--unit {drawing.unit}, which is what it says" if drawing.unit else "--unit"
            raise Refusal(
                "drawing", f"{file.name} was drawn by another program.",
                f"Open it in the layout editor, where its layers are told what they are; or import it with {unit}.",
            )  # fmt: skip
        return drawing.own
    if file.suffix.lower() != ".json":
        raise Refusal("file", f"{file.name} is no layout.", f"Choose a file that ends in {', '.join(READ)}.")
    try:
        if file.stat().st_size > LARGEST * 4:
            raise Refusal("layout_file", f"{file.name} is far too large for a layout.", "Choose another file.")
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Refusal("file", f"{file} cannot be read ({error.strerror}).", "Choose another file.") from error
    except UnicodeDecodeError as error:
        raise Refusal("layout_file", f"{file.name} is no text.", "Choose a layout that was saved as JSON.") from error
    return from_json(text)


def write_whole(file: Path, data: bytes) -> None:
    """Write a file beside its place and move it there. Raises Refusal where the disk or its rights do not allow it."""
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(data)
        part.replace(file)
    except OSError as error:
        raise Refusal("file", f"{file} could not be written ({error.strerror}).", "Choose another place.") from error
    finally:
        part.unlink(missing_ok=True)


def _write_workbook(layout: Layout, file: Path, say: Progress) -> None:
    def rows() -> Iterator[list[Any]]:
        for number, row in enumerate(listed(layout)):
            if number % 2_000 == 0:
                say(number, None, f"{number:,} locations written")
            yield [plain(row[name]) for name in CSV_COLUMNS]

    part = file.with_name(f".{file.name}.part")
    try:
        write_workbook(part, "Locations", CSV_COLUMNS, rows())
        part.replace(file)
    except OSError as error:
        raise Refusal("file", f"{file} could not be written ({error.strerror}).", "Choose another place.") from error
    finally:
        part.unlink(missing_ok=True)
