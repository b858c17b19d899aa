"""Layouts as files: JSON with a schema version (format.md), and a CSV of all locations."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from app.domain.errors import Fault, Refusal
from app.layout.codec import bad, decode, encode
from app.layout.elements import KINDS, Element
from app.layout.publish import location_rows
from app.layout.table import Layout

FORMAT = "stillage-layout"
VERSION = 1
LARGEST = 64_000_000
"""Characters of a file that is still read: a layout of 200,000 bins of racks has a hundredth of that."""

CSV_COLUMNS = (
    "code", "barcode", "check_digit", "kind", "zone", "aisle", "rack", "bay", "level", "position", "x", "y", "z",
    "width", "depth", "height", "class", "pick_sequence",
)  # fmt: skip


def to_json(elements: Iterable[Element]) -> str:
    """A layout as text; the same layout is always the same text."""
    rank = {kind.kind: at for at, kind in enumerate(KINDS)}
    ordered = sorted(elements, key=lambda element: (rank[element.kind], element.id))
    lines = ",\n".join(
        json.dumps({"kind": element.kind, **encode(element)}, ensure_ascii=False, separators=(",", ":"))
        for element in ordered
    )
    return f'{{"format":"{FORMAT}","version":{VERSION},"elements":[\n{lines}\n]}}\n'


def from_json(text: str) -> Layout:
    """A layout from text. Raises Refusal, saying where, for what is cut off, newer than this program, or not whole."""
    if len(text) > LARGEST:
        raise bad("the file", f"has more than {LARGEST // 1_000_000} million characters")
    try:
        document = json.loads(text, parse_constant=_no_number)
    except (json.JSONDecodeError, RecursionError) as wrong:
        at = f"line {wrong.lineno}" if isinstance(wrong, json.JSONDecodeError) else "the file"
        raise bad(at, "is where it stops being JSON; it may have been cut off") from wrong
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise bad("the file", "is no Stillage layout")
    version = document.get("version")
    if type(version) is not int or not 1 <= version <= VERSION:
        raise Refusal(
            "layout_file",
            f"The layout file has version {version}; this program reads up to {VERSION}.",
            "Update Stillage.",
        )
    rows = document.get("elements")
    if not isinstance(rows, list):
        raise bad("elements", "is no list")
    elements = [_element(row, f"elements[{at}]") for at, row in enumerate(rows)]
    ids = [element.id for element in elements]
    if len(set(ids)) != len(ids):
        twice = next(id_ for at, id_ in enumerate(ids) if id_ in set(ids[:at]))
        raise bad(f"the id {twice}", "stands twice")
    try:
        return Layout(elements)
    except Fault as fault:
        raise bad("the layout", f"is not whole ({fault.what})") from fault


def to_csv(layout: Layout) -> str:
    """All locations, one a line, with a header; comma, CRLF, as RFC 4180 has it. A text that a spreadsheet would take
    for a formula is given a leading apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for row in location_rows(layout):
        writer.writerow([_cell(row[name]) for name in CSV_COLUMNS])
    return out.getvalue()


def _element(row: Any, where: str) -> Element:
    kinds = {kind.kind: kind for kind in KINDS}
    kind = row.get("kind") if isinstance(row, dict) else None
    if not isinstance(kind, str) or kind not in kinds:
        raise bad(where, "is no kind of element that this version knows")
    made: Element = decode(kinds[kind], {name: value for name, value in row.items() if name != "kind"}, where)
    return made


def _no_number(text: str) -> float:
    raise bad(text, "is no number")


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return int(value) if isinstance(value, float) and value.is_integer() else value
